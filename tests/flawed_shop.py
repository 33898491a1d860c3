"""A small shop of one product, each copy of which goes wrong in one exact way and lives under a path of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from tiny_shop import Answer, TinyShop

STYLE = """<style>body{font:16px sans-serif;margin:1em}main{min-height:60vh}button,input,select,.go{font:inherit;
min-height:30px;padding:4px 10px}label{display:block;margin:6px 0 2px}nav a,footer a{display:inline-block;padding:6px}
.sold{color:#444}</style>"""
MENU = '<nav><a href="home">Home</a> <a href="mugs">Mugs</a> <a href="basket">Basket (<b id="n">0</b>)</a></nav>'
FOOT = '<footer><a href="help">Help</a></footer>'
COUNT = "document.getElementById('n').textContent = +(localStorage[KEY] || 0);"
PARTS = {
    "banner": "",
    "lang": "en-GB",
    "menu": MENU,
    "foot": FOOT,
    "help": '<h1>Help</h1><p id="h"></p><script>h.textContent = "Return what does not fit within 30 days."</script>',
    "home": "<h1>The Mug House</h1><p>Mugs, fired by hand.</p>",
    "search": '<form action="found"><label for="q">Search</label><input id="q" name="q" type="search">'
    "<button>Search</button></form>",
    "found": '<h1>1 result</h1><ul><li><a href="mug">Blue Mug</a> <span>£12.50</span></li></ul>',
    "mugs": '<h1>Mugs</h1><label for="s">Sort by</label><select id="s" onchange="sort(this.value)">'
    '<option value="">Name</option><option value="up">Price low to high</option></select><ul id="list">'
    '<li><a href="mug">Blue Mug</a> <span>£12.50</span></li><li><a href="red">Red Mug</a> <span>£9.00</span></li></ul>',
    "sort": "function sort(how) { const l = document.getElementById('list'); [...l.children].sort((a, b) => "
    "parseFloat(a.textContent.split('£')[1]) - parseFloat(b.textContent.split('£')[1])).forEach(e => l.append(e)) }",
    "price": "<p>£12.50</p>",
    "delivery": "<p>Delivery £3.00, arrives within 2 to 3 days.</p>",
    "options": '<label for="size">Size</label><select id="size"><option value="">Choose a size</option>'
    "<option>Small</option><option>Large</option></select>",
    "add": '<button id="add">Add to basket</button><p role="status" id="said"></p>',
    "adding": "document.getElementById('add').onclick = () => { localStorage[KEY] = +(localStorage[KEY] || 0) + 1;"
    "localStorage[KEY + 'size'] = SIZE(); ANSWER };",
    "size": "() => { const s = document.getElementById('size'); return s ? s.value : '' }",
    "answer": "document.getElementById('said').textContent = 'Added to your basket'; " + COUNT,
    "line": '<li class="line-item"><a href="mug">Blue Mug</a> <span>SIZED</span> <span>Quantity NUMBER</span> '
    "<span>£12.50</span> <button>Remove</button></li>",
    "sums": "<p>Delivery: £3.00</p><p>Total: £15.50</p>",
    "extra": "",
    "contact": '<h1>Contact</h1><form action="address"><label for="e">E-mail</label>'
    '<input id="e" name="email" type="email" autocomplete="email" required><p id="hint"></p>'
    "<button>Continue as a guest</button></form>",
    "address": '<h1>Delivery</h1><form action="pay">'
    + "".join(
        f'<label for="{name}">{label}</label><input id="{name}" name="{name}" autocomplete="{token}" required>'
        for name, label, token in (
            ("first", "First name", "given-name"),
            ("last", "Last name", "family-name"),
            ("street", "Street and number", "street-address"),
            ("city", "City", "address-level2"),
            ("zip", "Postcode", "postal-code"),
        )
    )
    + "MORE<button>Continue to payment</button></form>",
    "more": '<label for="tel">Phone</label><input id="tel" name="tel" type="tel" autocomplete="tel">',
    "pay": '<h1>Payment</h1><p>Total: £15.50</p><form action="thanks">'
    + "".join(
        f'<label for="{name}">{label}</label><input id="{name}" name="{name}" autocomplete="{token}" '
        'inputmode="numeric" required>'
        for name, label, token in (
            ("number", "Card number", "cc-number"),
            ("expiry", "Expiry (MM/YY)", "cc-exp"),
            ("cvc", "Security code", "cc-csc"),
        )
    )
    + "<button>LAST</button></form>",
    "last": "Pay £15.50",
    "thanks": "<h1>Thank you for your order</h1><p>Your order number is MH-10042.</p><p>Total: £15.50</p>"
    "<p>You will receive an e-mail, and the parcel comes in 2 to 3 days.</p>",
    "script": "",
}


@dataclass
class FlawedShop:
    """Copies of the shop, by name, in one `TinyShop`."""

    shop: TinyShop
    names: list[str] = field(default_factory=list)

    def open(self, name: str, **flaws: str) -> None:
        """Add a copy under ``/name/`` in which some parts are others."""
        unknown = set(flaws) - set(PARTS)
        assert not unknown, unknown
        parts = {**PARTS, **flaws}
        self.names.append(name)
        bodies = {
            "home": parts["home"] + parts["search"],
            "mugs": parts["mugs"] + f"<script>{parts['sort']}</script>",
            "found": parts["found"] + parts["search"],
            "mug": self._product(parts),
            "red": "<h1>Red Mug</h1><p>£9.00</p>",
            "basket": self._basket(parts, name),
            "contact": parts["contact"],
            "address": parts["address"].replace("MORE", parts["more"]),
            "pay": parts["pay"].replace("LAST", parts["last"]),
            "thanks": parts["thanks"],
            "help": parts["help"],
        }
        for page, body in bodies.items():
            self.shop.answers[f"/{name}/{page}"] = Answer(self._whole(parts, name, page, body))

    def _product(self, parts: dict[str, str]) -> str:
        adding = parts["adding"].replace("ANSWER", parts["answer"]).replace("SIZE()", f"({parts['size']})()")
        body = "".join(parts[each] for each in ("price", "options", "add", "delivery"))
        return f"<h1>Blue Mug</h1><p>A mug for tea.</p>{body}<script>{adding}</script>"

    def _basket(self, parts: dict[str, str], name: str) -> str:
        line = parts["line"].replace("`", "")
        write = "const n = +(localStorage[KEY] || 0); if (n) document.getElementById('lines').innerHTML = LINE".replace(
            "LINE", f"`{line}`.replace('NUMBER', n).replace('SIZED', localStorage[KEY + 'size'] || '')"
        )
        return (
            f'<h1>Your basket</h1><ul id="lines"></ul>{parts["sums"]}{parts["extra"]}'
            f'<form action="contact"><button>Checkout</button></form><script>{write}</script>'
        )

    def _whole(self, parts: dict[str, str], name: str, page: str, body: str) -> str:
        head = f'<!doctype html><html lang="{parts["lang"]}"><head><meta charset="utf-8"><title>{page} - The Mug House'
        head += f'</title><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{STYLE}'
        key = f"<script>const KEY = '{name}';</script></head><body>"
        count = COUNT if 'id="n"' in parts["menu"] else ""
        script = f"<script>{count}{parts['script']}</script></body></html>"
        return f"{head}{key}{parts['banner']}{parts['menu']}<main>{body}</main>{parts['foot']}{script}"
