"""Lumen Lamps: American, a checkout of one address each, paid on the provider's own page, where the bank asks too."""

from __future__ import annotations

from shops.serving import Ask, Reply, go

LAMPS = {"arc": ("Arc Floor Lamp", 189.0), "mini": ("Mini Desk Lamp", 39.99), "moon": ("Moon Night Light", 24.5)}


def answer(ask: Ask) -> Reply | str | None:
    state = ask.state
    bag: list[str] = state.setdefault("bag", [])
    step = ask.path.removeprefix("checkout/")
    if ask.path in ("", "products"):
        return _page(ask, "Lumen Lamps", _listing(ask))
    if ask.path.startswith("products/"):
        return _page(ask, "Lamp", _product(ask, ask.path.split("/")[1]))
    if ask.path == "orders/populate":
        bag.append(ask.form["variant_id"])
        return go(f"{ask.base}/cart")
    if ask.path == "cart":
        return (
            go(f"{ask.base}/checkout/registration")
            if "checkout" in ask.form
            else _page(ask, "Shopping Cart", _cart(bag))
        )
    if ask.method == "POST" and ask.path.startswith("checkout/"):
        return _taken(ask, step)
    if step in PAGES:
        total = f"${sum(LAMPS[each][1] for each in bag) + 10 * (step != 'address'):,.2f}"
        return _page(ask, "Checkout", _PROGRESS + PAGES[step].replace("TOTAL", total).replace("BASE", ask.base))
    if ask.path == "provider":
        return PROVIDER.replace("BACK", ask.query["back"])
    if ask.path == "provider/bank":
        return BANK.replace("BACK", ask.query["back"])
    if ask.path == "orders/R518392746":
        bag.clear()
        return _page(ask, "Order R518392746", """<div class="alert-success">Your order has been processed successfully</div><h2>Thank you, Order R518392746 is on its way.</h2>
        <p>A confirmation email has been sent to you.</p><table><tr><td>Order Total:</td><td>$199.00</td></tr></table>""")  # fmt: skip
    return None


def _taken(ask: Ask, step: str) -> Reply | str:
    order = ("registration", "address", "delivery", "payment", "confirm")
    needed = {"registration": ("order[email]",), "delivery": ("rate",), "payment": ("method",),
              "address": ("firstname", "lastname", "address1", "city", "state_id", "zipcode", "phone")}  # fmt: skip
    missing = [each for each in needed.get(step, ()) if not ask.form.get(each)]
    if missing:
        fault = f'<div id="errorExplanation" class="errors"><h2>{len(missing)} error prohibited this record from being saved:</h2></div>'
        return _page(ask, "Checkout", fault + PAGES[step].replace("TOTAL", "$199.00"))
    if step == "confirm":
        return go(
            f"{ask.foreign}/provider?back=http://127.0.0.1:{ask.foreign.rsplit(':', 1)[1].split('/')[0]}{ask.base}/orders/R518392746"
        )
    return go(f"{ask.base}/checkout/{order[order.index(step) + 1]}")


def _page(ask: Ask, title: str, body: str) -> str:
    count = len(ask.state["bag"])
    return f"""<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>{title}</title><style>body{{font:16px Georgia;margin:2em}}.field{{margin:.4em 0}}label{{display:inline-block;min-width:110px}}
    .btn{{background:#7a3;color:#000;padding:.4em 1em;border:1px solid #360}}.errors{{color:#b00020}}.alert-success{{background:#dfd;padding:.6em}}#gate{{position:fixed;inset:0;background:#0008}}#gate div{{background:#fff;width:400px;
    margin:20vh auto;padding:2em}}ol.progress li{{display:inline;margin-right:1em;color:#555}}</style></head><body><div id="spree-header"><a href="{ask.base}/">Lumen</a> <a href="{ask.base}/products">Shop all</a>
    <a href="{ask.base}/cart" class="cart-info">{f"Cart: ({count})" if count else "Cart: (Empty)"}</a></div><div id="content">{body}</div><div id="gate" hidden><div role="dialog" aria-modal="true"><h3>It looks
    like you are in Europe</h3><p>Choose your country to see local prices.</p><button class="stay">Stay on the US site</button> <a href="#eu">Go to the EU site</a></div></div><script>if(!localStorage.gate){{
    document.querySelector("#gate").hidden=false;document.querySelector(".stay").onclick=()=>{{localStorage.gate=1;document.querySelector("#gate").hidden=true}}}}</script></body></html>"""


def _listing(ask: Ask) -> str:
    keys = LAMPS if ask.path else ("mini",)
    return "<div>" + "".join(f"""<div id="product_{key}" class="product-list-item"><a href="{ask.base}/products/{key}"><img src="{ask.base}/../olives/foglia.svg" width="90" alt=""></a>
    <a href="{ask.base}/products/{key}" class="info" itemprop="name">{LAMPS[key][0]}</a> <span class="price selling">${LAMPS[key][1]:.2f}</span></div>""" for key in keys) + "</div>"  # fmt: skip


def _product(ask: Ask, key: str) -> str:
    return f"""<script type="application/ld+json">{{"@type":"Product","name":"{LAMPS[key][0]}","offers":{{"price":"{LAMPS[key][1]}","priceCurrency":"USD"}}}}</script><h1>{LAMPS[key][0]}</h1><div id="product-price">
    <h6>Price</h6><div><span class="price selling">${LAMPS[key][1]:.2f}</span></div></div><form action="{ask.base}/orders/populate" method="post"><input type="hidden" name="variant_id" value="{key}"><input
    type="number" name="quantity" id="quantity" value="0" min="0"> <button class="btn" id="add-to-cart-button">Add To Cart</button></form><script>document.forms[0].onsubmit=(e)=>{{if(document.querySelector("#quantity").value<1){{
    e.preventDefault();document.querySelector("h6").insertAdjacentHTML("beforebegin",'<p class="errors">Please enter a quantity</p>')}}}}</script>"""


def _cart(bag: list[str]) -> str:
    if not bag:
        return "<h1>Shopping Cart</h1><p>Your cart is empty</p>"
    rows = "".join(
        f"""<tr class="line-item"><td><h4><a href="#">{LAMPS[key][0]}</a></h4></td><td>${LAMPS[key][1]:.2f}</td><td><input type="number" name="line_items_qty" value="{bag.count(key)}"
    class="line_item_quantity"></td><td>${LAMPS[key][1] * bag.count(key):.2f}</td><td><a href="#" class="delete"><img src="../olives/foglia.svg" alt="Delete" width="16"></a></td></tr>"""
        for key in sorted(set(bag))
    )
    return f"""<h1>Shopping Cart</h1><form method="post"><table><thead><tr><th>Item</th><th>Price</th><th>Qty</th><th>Total</th></tr></thead><tbody>{rows}</tbody></table><h5>Total ${sum(LAMPS[each][1] for each in bag):.2f}
    </h5><label>Coupon Code <input name="coupon_code"></label><button name="update" class="btn">Update</button> <button name="checkout" class="btn" id="checkout-link">Checkout</button></form>"""


_PROGRESS = '<ol class="progress"><li>Address</li><li>Delivery</li><li>Payment</li><li>Confirm</li></ol>'
_FIELDS = "".join(f'<div class="field"><label for="f">{label}<abbr>*</abbr></label> <input id="f" name="{name}"></div>' for label, name in (
    ("First Name", "firstname"), ("Last Name", "lastname"), ("Street Address", "address1"), ("City", "city"), ("Zip", "zipcode"), ("Phone", "phone")))  # fmt: skip
PAGES = {
    "registration": """<h1>Registration</h1><div class="columns"><div><h6>Log in as an existing customer</h6><form action="#"><label for="e">Email</label> <input type="email" id="e" name="spree_user[email]"><br><label
    for="p">Password</label> <input type="password" id="p" name="spree_user[password]"><br><input type="submit" class="btn" value="Login"></form></div><div><h6>Guest Checkout</h6><form method="post"><label for="e">Email
    </label> <input type="email" id="e" name="order[email]"><br><input type="submit" class="btn" value="Continue"></form></div></div>""",
    "address": f"""<form method="post"><fieldset><legend>Shipping Address</legend>{_FIELDS}<div class="field"><label>Country</label> <select name="country_id"><option value="232" selected>United States of America</select></div>
    <div class="field"><label>State<abbr>*</abbr></label> <select name="state_id"><option value=""></option><option value="1">California<option value="2">New York<option value="3">Tennessee<option value="4">Texas<option value="5">
    Massachusetts</select></div></fieldset><p><label><input type="checkbox" name="use_billing" checked> Use Shipping Address for billing</label></p><div id="terms" class="field"></div><input type="submit" class="btn" value="Save and Continue"></form>""",
    "delivery": """<h1>Delivery</h1><form method="post"><table><tr><td>Arc Floor Lamp</td><td>1</td></tr></table><h5>Shipping Method</h5><ul><li><label><input type="radio" name="rate" value="1"> UPS Ground <span
    class="rate-cost">$10.00</span></label></li><li><label><input type="radio" name="rate" value="2"> UPS One Day <span class="rate-cost">$25.00</span></label></li></ul><label><input type="checkbox" name="gift" checked> Gift wrap
    ($4.95)</label><br><input type="submit" class="btn" value="Save and Continue"></form>""",
    "payment": """<h1>Payment Information</h1><form method="post"><p><label><input type="radio" name="method" value="cc"> Credit card (you will be sent to PayGate)</label></p><p><label><input type="radio" name="method" value="check">
    Check</label></p><p>Order Total: TOTAL</p><input type="submit" class="btn" value="Save and Continue"></form>""",
    "confirm": """<h1>Confirm</h1><table><tr><td>Item Total:</td><td>$189.00</td></tr><tr><td>Shipping:</td><td>$10.00</td></tr><tr><td>Order Total:</td><td>TOTAL</td></tr></table><p><a href="BASE/checkout/address">Edit</a></p>
    <form method="post"><input type="submit" class="btn" value="Place Order"></form>""",
}  # fmt: skip
PROVIDER = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>PayGate</title></head><body><h1>PayGate secure checkout</h1><p>Amount $199.00</p><form onsubmit="event.preventDefault();if(c.value.replace(/ /g,'').length>14&&
e.value&&v.value)location='provider/bank?back=BACK';else w.textContent='Your card number is incomplete.'"><p><input id="c" placeholder="1234 1234 1234 1234" aria-label="Card number" inputmode="numeric" autocomplete="cc-number"></p><p><input id="e"
placeholder="MM / YY" aria-label="Expiration" autocomplete="cc-exp"> <input id="v" placeholder="CVC" aria-label="CVC" autocomplete="cc-csc"></p><p><input id="n" aria-label="Cardholder name" autocomplete="cc-name"></p><p id="w" role="alert"></p><button>Pay</button></form></body></html>"""
BANK = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your bank</title></head><body><h2>3D Secure: confirm it's you</h2><p>Test page of the bank.</p><button onclick="location='BACK'">Complete authentication</button>
<button onclick="history.back()">Fail authentication</button></body></html>"""
