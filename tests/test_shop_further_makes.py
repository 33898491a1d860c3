"""What shops of further makes do: small baskets over the page, gates with two ways on, questions that come late."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from typing import Any, Final

import pytest
from shops.buying import Bought, Customers
from shops.mugs import send, told
from shops.serving import See
from tiny_shop import page

from mystery_shopper import shop
from mystery_shopper.model import Outcome

pytest_plugins = ("shops.pages",)

TERMS: Final = "<p>£9.00</p><p>Delivery free, returns within 30 days.</p>"
ADD: Final = "<form action=/basket><button>Add to basket</button></form>"
LINES: Final = "<table><tr><td><a href='/mug'>Blue Mug</a></td><td><input type=number value=1 aria-label=Quantity></td><td>£9.00</td></tr></table><p>Total £9.00</p><a href='/till'>Checkout</a>"
MAIL: Final = "<label>E-mail <input type=email name=e autocomplete=email required></label>"
CARD: Final = (
    "<label>Card number <input name=c autocomplete=cc-number></label> <label>Expiry <input name=x autocomplete=cc-exp></label> "
    "<label>Security code <input name=s autocomplete=cc-csc></label>"
)
SHOP: Final = {
    "/": page("<p><a href='/mug'>Blue Mug</a> £9.00</p>", title="Mugs"),
    "/mug": page(TERMS + ADD, title="Blue Mug"),
    "/basket": page(LINES, title="Basket"),
    "/till": page(
        f"<form action=/thanks>{MAIL}{CARD}<p>Total £9.00</p><button>Buy now</button></form>", title="Checkout"
    ),
    "/thanks": page(
        "<p>Thank you for your order! Your order number is MUG-4711. Total £9.00. We have sent you an e-mail.</p>",
        title="Thank you",
    ),
}


def sent(people: Customers, pages: dict[str, str], **traits: Any) -> Bought:
    return send(people, {**SHOP, **pages}, **traits)


def test_a_small_basket_that_leads_on_is_not_closed_by_what_opened_it(people: Customers) -> None:
    head = "<header style='position:relative'><a href='/basket' id=b>My basket</a><div id=tray hidden style='position:absolute;top:30px;right:0;width:300px;background:#fff;z-index:9'><p>1 item waits for you</p><p>Subtotal £9.00</p><button onclick=\"location.href='/till'\">Checkout</button></div></header>"
    script = "b.onclick = e => { e.preventDefault(); tray.hidden = !tray.hidden }; add.onclick = () => { word.textContent = 'Blue Mug was added to your basket' }"
    mug = page(f"{head}{TERMS}<button id=add>Add to basket</button><p role=status id=word></p>", title="Blue Mug", script=script)  # fmt: skip
    bought = sent(people, {"/mug": mug})
    assert bought.reference == "MUG-4711", told(bought)


@pytest.mark.parametrize(
    "closes", ["", "setTimeout(() => { sizes.hidden = true }, 250)"], ids=["closed", "closes late"]
)
@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_the_sizes_of_one_product_in_a_list_are_opened_and_no_others_taken(
    people: Customers, closes: str, hand: str
) -> None:
    def row(name: str, inner: str) -> str:
        return f"<article><h4>{name}</h4><p>£9.00</p>{inner}</article>"

    def many(name: str) -> str:
        return f"<input type=number min=0 name='{name}' aria-label='{name}' placeholder=0>"

    sizes = "".join(row(each, many(f"{each} Blue Mug")) for each in ("Small", "Large"))
    hidden = "" if closes else "hidden"
    shows = (
        f"<button type=button id=show aria-expanded=false>Show variants</button><div id=sizes {hidden}>{sizes}</div>"
    )
    goods = f"<h1>Winter fair</h1><form action=/basket>{row('Red Mug', many('Red Mug'))}{row('Blue Mug', shows)}{row('Jug', many('Jug'))}<button>Add to cart</button></form>"
    script = f"{closes}; show.onclick = () => {{ sizes.hidden = !sizes.hidden; show.ariaExpanded = !sizes.hidden }}"
    basket = "const taken = [...new URLSearchParams(location.search)].filter(([, n]) => n > 0); document.querySelector('td a').textContent = taken.map(([name]) => name).join(' and ') || 'nothing'"
    bought = sent(
        people,
        {"/": page(goods, title="Fair", script=script), "/basket": page(LINES, title="Basket", script=basket)},
        input=hand,
    )
    assert bought.reference == "MUG-4711", told(bought)
    assert bought.lines in ((("Small Blue Mug", 1),), (("Large Blue Mug", 1),)), told(bought)


def test_who_must_have_an_account_makes_one_where_the_log_in_page_leads_to_it(people: Customers) -> None:
    log_in = "<form action=/wrong><label>Username or email address <input name=u required></label><label>Password <input type=password name=p required></label><button>Log in</button></form><p>If you have no account you can <a href='/join?next=/pay'>sign up</a> for one.</p><aside><a href='/join?next=/in'>Sign up</a></aside>"
    join = f"<form action=/pay><label>First name <input name=f required></label><label>Last name <input name=l required></label>{MAIL}<label>Username <input name=u required pattern='[a-z0-9]+'></label><label>Password <input type=password name=p required></label><label>Password (again) <input type=password name=q required></label><button>Sign up</button></form>"
    script = "if (!location.search.includes('next=/pay')) document.querySelector('main, body').textContent = 'Welcome! You are logged in.'"
    pages = {
        "/till": page("<script>location.replace('/in?next=/pay')</script>", title="Checkout"),
        "/in": page(log_in, title="Log in"),
        "/join": page(join, title="Sign up", script=script),
        "/pay": SHOP["/till"],
    }
    bought = sent(people, pages)
    assert bought.reference == "MUG-4711", told(bought)
    assert sum(each.startswith("forced-account") for each in bought.findings) == 1, told(bought)


@pytest.mark.parametrize("alert", ["", "role=alert"], ids=["silent", "told aloud"])
def test_who_goes_by_ear_is_held_up_by_an_error_that_is_only_seen(people: Customers, alert: str) -> None:
    rows = "".join(
        f"<p><label><input type=checkbox name=m value={each}> Choose</label> {each}</p>" for each in ("Soup", "Roast")
    )
    script = f"document.forms[0].onsubmit = e => {{ if (!document.querySelector(':checked')) {{ e.preventDefault(); word.innerHTML = '<p class=error {alert}>Please choose 1 of the meals.</p>' }} }}"
    meals = page(
        f"<h2>Meals</h2><div id=word></div><form action=/pay>{rows}<button>Continue</button></form>",
        title="Extras",
        script=script,
    )
    bought = sent(people, {"/till": meals, "/pay": SHOP["/till"]}, perceives="names", input="keyboard")
    assert (bought.reference == "MUG-4711") is bool(alert), told(bought)
    assert any(each.startswith("status-silent") for each in bought.findings) is not bool(alert), told(bought)
    assert ("Please choose 1 of the meals" in bought.sentence) is not bool(alert), told(bought)


def test_a_basket_that_lies_open_is_not_closed(people: Customers) -> None:
    inner = "<table><tr><td>Blue Mug</td><td>1</td><td>£9.00</td></tr></table><p>Total £9.00</p><button onclick=\"location.href='/till'\">Proceed with order</button>"
    shelf = f"<details open><summary>Your cart</summary>{inner}</details>"
    goods = f"<h1>Winter fair</h1><script>if (location.search) document.write(`{shelf}`)</script>{TERMS}<h2>Blue Mug</h2><form action=/mug><input type=hidden name=added value=1><button>Add to cart</button></form>"
    bought = sent(people, {"/mug": page(goods, title="Blue Mug")})
    assert bought.reference == "MUG-4711", told(bought)
    assert "press summary" not in told(bought)


def test_what_a_basket_page_shows_at_first_sight_is_the_baskets(people: Customers) -> None:
    bought = sent(people, {"/basket": page(LINES.replace("aria-label=Quantity", ""), title="Basket")})
    assert bought.reference == "MUG-4711", told(bought)
    assert [each.split(":")[0] for each in bought.findings if "label" in each] == ["field-unlabelled at basket"]


@pytest.mark.parametrize(("line", "other"), [("Red Mug", True), ("Blue Mug", False), ("Mug of the day", False)])
def test_another_product_in_the_basket_than_hers_is_noticed(people: Customers, line: str, other: bool) -> None:
    goods = "".join(
        f"<li><a href='/{name.split()[0].lower()}'>{name}</a> £9.00</li>" for name in ("Red Mug", "Blue Mug", "Jug")
    )
    pages = {"/": page(f"<ul>{goods}</ul>", title="Mugs"), "/blue": page(TERMS + ADD, title="Blue Mug")}
    bought = sent(people, {**pages, "/basket": page(LINES.replace("Blue Mug", line), title="Basket")})
    assert any(each.startswith("unasked-item at basket") for each in bought.findings) is other, told(bought)


def test_a_line_that_says_more_than_the_product_is_the_product(people: Customers) -> None:
    lines = (
        LINES.replace("Blue Mug<", "Blue Mug Size: Large<")
        .replace("£9.00</td>", "<span id=a>£9.00</span></td>")
        .replace("Total £9.00", "Total <span id=b>£9.00</span>")
    )
    script = "document.querySelector('input').onchange = e => { a.textContent = b.textContent = '£' + (9 * e.target.value).toFixed(2) }"
    bought = sent(people, {"/basket": page(lines, title="Basket", script=script)}, habits=("changes-mind",))
    assert bought.reference == "MUG-4711", told(bought)
    assert "quantity-ignored" not in told(bought)
    assert "after change" in told(bought) or "one more" in told(bought)


@pytest.mark.parametrize("word", ["Kwota", "Blabla"])
def test_what_the_lines_above_come_to_is_none_of_them(see: See, word: str) -> None:
    rows = "".join(f"<div><span>{name}</span> <span>{price} zł</span></div>" for name, price in (("1 x Miód", "59,00"), ("2 x Wosk", "20,00"), (word, "79,00"), ("Dostawa", "9,00"), ("Łącznie", "88,00")))  # fmt: skip
    basket = shop.read_basket(see(f"<main><h1>Zamówienie</h1><div>{rows}</div></main>", lang="pl"), "PLN")
    assert [(each.name, each.quantity) for each in basket.lines] == [("Miód", 1), ("Wosk", 2)]


@pytest.mark.parametrize(("lang", "said"), [("es", "Cant.: 2"), ("nl", "Aant.: 2"), ("de", "Anz.: 2")])
def test_short_words_for_how_many_are_read(see: See, lang: str, said: str) -> None:
    html = f"<ol><li><a href='/a'>Cesta Ronda</a> <span>28,50 €</span> <span>{said}</span></li></ol>"
    [line] = shop.read_basket(see(f"<main><h1>X</h1>{html}</main>", lang=lang), "EUR").lines
    assert line.quantity == 2


GATE: Final = """const gate = () => { document.body.insertAdjacentHTML('beforeend', `<div id=g><div style="position:fixed;inset:0;background:#0008"></div><div role=dialog aria-modal=true aria-label="Where do we deliver?"
  style="position:fixed;left:30%;top:20%;width:40%;background:#fff"><h2>Where do we deliver?</h2><form><label>Postcode <input name=p autocomplete=postal-code></label><button>Deliver</button> <button type=button>I come and fetch it</button></form></div></div>`);
  document.querySelector('#g form').onsubmit = e => { e.preventDefault(); if (e.target.p.value) g.remove() } };"""


@pytest.mark.parametrize("after_ms", [0, 400], ids=["at once", "late"])
def test_a_gate_that_asks_where_she_lives_is_answered_though_it_has_another_way_on(
    people: Customers, after_ms: int
) -> None:
    script = f"{GATE} setTimeout(() => {{ goods.innerHTML = `<a href='/mug'>Blue Mug</a> £9.00`; gate() }}, {after_ms})"
    html = page("<p id=goods></p>", title="Mugs", script=script).replace("<h1>Mugs</h1>", "")
    bought = sent(people, {"/": html.replace("</body>", "<footer><a href='/delivery'>Delivery</a></footer></body>")})
    assert bought.reference == "MUG-4711", told(bought)
    assert not [each for each in bought.findings if each.startswith("overlay-blocks-goal")], told(bought)


def test_by_keyboard_a_choice_that_sends_its_page_at_once_is_made(people: Customers) -> None:
    ways = "".join(f"<label><input type=radio name=pay value={value} onchange=\"location.href = '/till2'\"{on}> {word}</label>" for value, word, on in (("t", "Bank transfer", " checked"), ("c", "Credit card", "")))  # fmt: skip
    first = f"<form><fieldset><legend>Payment method</legend>{ways}</fieldset></form><form action=/thanks>{MAIL}<p>Total £9.00</p><button>Buy now</button></form>"
    then = first.replace(" checked", "").replace("value=c", "value=c checked").replace(MAIL, MAIL + CARD)
    pages = {"/till": page(first, title="Checkout"), "/till2": page(then, title="Checkout")}
    bought = sent(people, pages, input="keyboard", patience_s=10.0)
    assert bought.reference == "MUG-4711", told(bought)


def test_what_is_asked_only_after_the_form_was_refused_is_waited_for(people: Customers) -> None:
    form = f"<form id=f novalidate>{MAIL}<label>Name <input name=n autocomplete=name></label><label>Street <input name=d autocomplete=street-address></label><label>City <input name=t autocomplete=address-level2></label><label>Postcode <input name=p autocomplete=postal-code></label><h2>Delivery</h2><div id=ways>No delivery can be offered yet.</div><p role=alert id=no></p><button>Next</button></form>"
    script = """let to; f.addEventListener('change', () => { clearTimeout(to); to = setTimeout(() => { if (!f.ship) ways.innerHTML = '<label><input type=radio name=ship value=a> Parcel £2.00</label> <label><input type=radio name=ship value=b> Express £6.00</label>' }, 900) });
      f.onsubmit = e => { e.preventDefault(); if (f.ship && f.ship.value) location = '/pay'; else no.textContent = 'The delivery is missing. Please choose one and try again.' }"""
    bought = sent(people, {"/till": page(form, title="Checkout", script=script), "/pay": SHOP["/till"]})
    assert bought.reference == "MUG-4711", told(bought)


def test_a_layer_that_asks_how_the_product_is_wanted_sells_it_and_stays(people: Customers) -> None:
    ask = "<div role=dialog aria-modal=true aria-label='Blue Mug' style='position:fixed;left:20%;top:10%;width:60%;background:#fff;z-index:9'><h2>Blue Mug</h2><button aria-label=Close onclick='d.innerHTML=``'>x</button><fieldset><legend>Size</legend><label><input type=radio name=z> Small</label> <label><input type=radio name=z> Large</label></fieldset><div><button aria-label=Less>-</button> <span>1</span> <button aria-label=More>+</button> <button id=add>Add £9.00</button></div></div>"
    list_ = f"<ul><li><h2>Blue Mug</h2><p>Hand-made</p> £9.00 <button aria-label='Add Blue Mug' id=o>+</button></li><li><h2>Red Bowl</h2><p>Hand-made</p> £7.00 <button aria-label='Add Red Bowl'>+</button></li></ul><div id=d></div><p role=status id=word></p><a href='/basket'>Basket</a><template id=t>{ask}</template>"
    script = "o.onclick = () => { d.innerHTML = t.innerHTML; add.onclick = () => { if (!document.querySelector('[name=z]:checked')) return; d.innerHTML = ''; word.textContent = 'Blue Mug was added to your basket' } }"
    bought = sent(people, {"/": page(list_, title="Mugs", script=script)})
    assert bought.outcome is not Outcome.BLOCKED, told(bought)
    assert bought.reference == "MUG-4711", told(bought)
    assert not [each for each in bought.findings if each.startswith("overlay-blocks-goal")], told(bought)


def test_by_keyboard_goods_that_only_the_pointer_opens_are_taken_by_their_button(people: Customers) -> None:
    cards = "".join(
        f"<li><div class=card style='cursor:pointer'><h2>{name}</h2><p>Hand-made</p> {price}</div><button aria-label='Add {name}'>+</button></li>"
        for name, price in (("Blue Mug", "£9.00"), ("Red Bowl", "£7.00"))
    )
    script = "for (const each of document.querySelectorAll('.card')) each.onclick = () => each.nextElementSibling.click(); for (const each of document.querySelectorAll('button')) each.onclick = () => { word.textContent = 'Blue Mug was added to your basket' }"
    html = f"<ul>{cards}</ul><p role=status id=word></p><a href='/basket'>Basket</a>"
    bought = sent(people, {"/": page(html, title="Mugs", script=script)}, input="keyboard", patience_s=10.0)
    assert bought.reference == "MUG-4711", told(bought)


@pytest.mark.parametrize("late_ms", [120, 500])
def test_a_search_whose_layer_fades_in_after_its_backdrop_is_used(people: Customers, late_ms: int) -> None:
    layer = "<div id=back hidden style='position:fixed;inset:0;background:#0008;z-index:8'></div><div id=layer role=dialog aria-label='Search for products' hidden style='position:fixed;inset:0;background:#fff;z-index:9'><form action=/found role=search><input type=search name=q aria-label='Search for products'><button>Find</button></form></div>"
    script = f"open_search.onclick = () => {{ back.hidden = false; setTimeout(() => {{ layer.hidden = false }}, {late_ms}) }}"
    first = page(f"<button id=open_search>Search</button><nav><a href='/empty'>Kitchen</a></nav>{layer}", title="Mugs", script=script)  # fmt: skip
    bought = sent(people, {"/": first, "/found": SHOP["/"], "/empty": page("<p>Nothing here</p>", title="Kitchen")})
    assert bought.reference == "MUG-4711", told(bought)
    assert not any('press link "Kitchen"' in each for each in bought.trail), told(bought)


PICKER: Final = """<div><button id=pick type=button role=combobox aria-haspopup=listbox aria-controls=sizes aria-expanded=false aria-label=Size>Please choose</button>
<div id=sizes role=listbox hidden><ul role=presentation><li class=on><a role=option>Small</a></li><li><a role=option>Large</a></li></ul></div></div>"""
PICKS: Final = """const items = [...document.querySelectorAll('#sizes li')]; let at = -1, open = false; const word = MARK;
const show = yes => { open = yes; sizes.hidden = !yes; pick.setAttribute('aria-expanded', yes) };
const mark = to => { at = to; items.forEach((each, i) => { each.className = i === at ? word : '' }) };
const take = i => { pick.textContent = items[i].textContent; pick.dataset.size = items[i].textContent; show(false) };
items.forEach((each, i) => { each.onclick = () => take(i) });
pick.onclick = e => { if (e.detail) show(!open) };
pick.onkeydown = e => { if (KEYS.includes(e.key) && !open) { e.preventDefault(); show(true); mark(0) }
  else if (open && e.key === 'ArrowDown') { e.preventDefault(); mark(Math.min(at + 1, items.length - 1)) }
  else if (open && e.key === 'Enter') { e.preventDefault(); take(at) } };
add.onclick = () => { if (pick.dataset.size) location.href = '/basket'; else word_.textContent = 'Please choose a size' };"""


@pytest.mark.parametrize("mark", ["active", "on-it"], ids=["marked", "only drawn"])
@pytest.mark.parametrize("keys", [["ArrowDown"], ["Enter", " "]], ids=["by arrow", "by Enter"])
@pytest.mark.parametrize("hand", ["keyboard", "mouse"])
def test_a_list_of_its_own_making_is_chosen_from_by_the_keys_that_it_hears(
    people: Customers, hand: str, keys: list[str], mark: str
) -> None:
    script = PICKS.replace("MARK", repr(mark)).replace("KEYS", str(keys)).replace("word_", "say")
    mug = page(f"{TERMS}{PICKER}<button id=add type=button>Add to basket</button><p role=alert id=say></p>", title="Blue Mug", script=script)  # fmt: skip
    bought = sent(people, {"/mug": mug}, input=hand)
    assert bought.reference == "MUG-4711", told(bought)
    assert not any(each.startswith(("keyboard-blocked", "dead-click")) for each in bought.findings), told(bought)


@pytest.mark.parametrize(
    ("style", "hand", "sells"),
    [
        ("display:none", "mouse", True),
        ("display:none", "keyboard", False),
        ("position:absolute;opacity:0", "keyboard", True),
    ],
)
def test_a_box_that_only_its_label_shows_is_out_of_reach_of_keys_unless_it_can_have_the_focus(
    people: Customers, style: str, hand: str, sells: bool
) -> None:
    box = f"<p><input type=checkbox id=t name=t required style='{style}'><label for=t>I accept the terms and conditions</label></p>"
    script = "go.onclick = e => { if (!t.checked) { e.preventDefault(); say.textContent = 'Please accept the terms and conditions' } }"
    form = f"<form action=/thanks novalidate>{MAIL}{CARD}{box}<p>Total £9.00</p><p role=alert id=say></p><button id=go>Buy now</button></form>"
    bought = sent(people, {"/till": page(form, title="Checkout", script=script)}, input=hand)
    assert bool(bought.reference) == sells, told(bought)
    assert any(each.startswith("keyboard-blocked at pay") for each in bought.findings) != sells, told(bought)


_MASK = (
    "<div style='position:absolute;top:0;left:0;width:100%;height:1600px;background:#fff;opacity:.8;z-index:98'></div>"
)
_TOLD = {
    "inline": "<p class=error>Engraving is required.</p>",
    "on a mask": f"{_MASK}<div style='position:absolute;top:0;left:30%;width:400px;background:#fff;z-index:99'><div class=error>Engraving is required.</div><button id=ok>Very well</button></div>",
    "in a dialog": "<div style='position:fixed;inset:0;background:#0008;z-index:99'><div role=dialog aria-modal=true aria-label=Sorry style='background:#fff;margin:80px auto;width:400px'><p role=alert>Engraving is required.</p><button id=ok>Alright</button></div></div>",
}


_TOLD_TO: Final = [("inline", "mouse"), ("on a mask", "mouse"), ("on a mask", "keyboard"), ("in a dialog", "keyboard")]


def refuses(how: str, word: str) -> str:
    """Return a script's deed that refuses in one of these ways, with a word of its own."""
    shown = _TOLD[how].replace("Engraving is required", word)
    return f"e.preventDefault(); word.innerHTML = {shown!r}; const done = document.getElementById('ok'); if (done) {{ done.focus(); done.onclick = () => {{ word.innerHTML = '' }} }}"


@pytest.mark.parametrize(("how", "hand"), _TOLD_TO)
def test_what_a_shop_asks_only_once_it_refuses_is_written_where_no_form_holds_it(
    people: Customers, how: str, hand: str
) -> None:
    fields = "<p><label for=q>Quantity</label> <input id=q type=number value=1></p><p><span>Engraving</span> <input id=text></p><a href='#' id=add role=button>Add to basket</a><div id=word></div>"
    script = f"add.onclick = e => {{ if (text.value) location.href = '/basket?for=' + text.value; else {{ {refuses(how, 'Engraving is required')} }} }}"
    basket = "if (!new URLSearchParams(location.search).get('for')) document.querySelector('table').remove()"
    mug = page(TERMS + fields, title="Blue Mug", script=script)
    bought = sent(people, {"/mug": mug, "/basket": page(LINES, title="Basket", script=basket)}, input=hand)
    assert bought.reference == "MUG-4711", told(bought)
    assert not any(each.startswith(("obscured-target", "keyboard-blocked")) for each in bought.findings), told(bought)


@pytest.mark.parametrize(("how", "hand"), _TOLD_TO)
def test_a_refusal_at_the_till_is_acknowledged_and_mended_before_the_order_is_sent_again(
    people: Customers, how: str, hand: str
) -> None:
    asks = "<p><label>How did you hear about us? <select id=heard><option value=''>Please choose</option><option>Friends</option><option>Radio</option></select></label></p>"
    script = f"document.forms[0].onsubmit = e => {{ if (!heard.value) {{ {refuses(how, 'Please tell us how you heard about us')} }} }}"
    form = (
        f"<form action=/thanks>{MAIL}{CARD}{asks}<p>Total £9.00</p><button>Buy now</button></form><div id=word></div>"
    )
    bought = sent(people, {"/till": page(form, title="Checkout", script=script)}, input=hand)
    assert bought.reference == "MUG-4711", told(bought)
    assert sum('press button "Buy now"' in each for each in bought.trail) == 2, told(bought)
    assert not any(each.startswith(("obscured-target", "focus-obscured")) for each in bought.findings), told(bought)


BURGER: Final = "<header><button aria-label='Toggle navigation' class='toggler' style='width:40px;height:40px'></button><a href='/'>Mugs</a></header><nav aria-label=Shop hidden style='position:fixed;top:0;right:0;width:280px;height:100%;background:#fff;z-index:9'><button aria-label=Close>x</button>INSIDE</nav><div id=shade hidden style='position:fixed;inset:0;background:#0008;z-index:8'></div>"
OPENS: Final = "const menu = document.querySelector('nav'), show = yes => { menu.hidden = shade.hidden = !yes }; document.querySelector('.toggler').onclick = () => show(true); menu.querySelector('button').onclick = () => show(false);"


@pytest.mark.parametrize(
    ("inside", "hand"),
    [
        (
            "<form action=/found role=search><input type=search name=q aria-label='Search products'><button>Search</button></form>",
            "mouse",
        ),
        ("<p><a href='/jugs'>Jugs</a></p><p><a href='/cups'>Cups</a></p>", "mouse"),
        ("<p><a href='/jugs'>Jugs</a></p><p><a href='/cups'>Cups</a></p>", "keyboard"),
    ],
    ids=["a search", "lists", "lists by keyboard"],
)
def test_a_menu_button_without_a_state_is_opened_for_what_a_small_screen_hides(
    people: Customers, inside: str, hand: str
) -> None:
    def here(body: str, title: str) -> str:
        foot = "<footer><a href='/about'>About us</a></footer>"
        return page(BURGER.replace("INSIDE", inside) + body + foot, title=title, script=OPENS)

    listed = here("<ul><li><a href='/mug'>Blue Mug</a> £9.00</li></ul>", "Cups")
    pages = {
        "/": here("<p>Welcome</p>", "Mugs"),
        "/jugs": here("<p>Jugs come in spring.</p>", "Jugs"),
        "/about": here("<p>We are people.</p>", "About us"),
        "/cups": listed,
        "/found": listed,
    }
    bought = sent(people, pages, input=hand)
    assert bought.reference == "MUG-4711", told(bought)
    assert not any('press link "About us"' in each for each in bought.trail), told(bought)


def test_who_goes_by_ear_is_told_of_the_refusal_that_nobody_says(people: Customers) -> None:
    script = f"add.onclick = e => {{ {refuses('inline', 'Engraving is required')} }}"
    mug = page(TERMS + "<p><span>Engraving</span> <input id=text></p><button id=add>Add to basket</button><div id=word></div>", title="Blue Mug", script=script)  # fmt: skip
    bought = sent(people, {"/mug": mug}, perceives="names", input="keyboard")
    assert 'read aloud of "Engraving is required."' in bought.sentence, told(bought)
    assert any(each.startswith("status-silent at choose") for each in bought.findings), told(bought)


def test_a_step_on_the_way_to_pay_that_refuses_what_is_right_is_told_as_that_and_nothing_else_is_tried(
    people: Customers,
) -> None:
    form = f"<form novalidate>{MAIL}<p class=error id=say></p><p><label><input type=checkbox id=other>Send it elsewhere</label></p><p><label><input type=radio name=p checked> Invoice</label> <label><input type=radio name=p> Cash on delivery</label></p><p>Total £9.00</p><button>Next</button></form>"
    script = "document.forms[0].onsubmit = e => { e.preventDefault(); const mail = document.querySelector('[name=e]'); mail.ariaInvalid = 'true'; mail.setAttribute('aria-describedby', 'say'); say.textContent = 'This is no valid e-mail address.' }"
    bought = sent(people, {"/till": page(form, title="Checkout", script=script)}, email="tagged")
    assert "the form refuses what she entered" in bought.sentence, told(bought)
    assert any(each.startswith("valid-input-rejected") for each in bought.findings), told(bought)
    assert not any("Send it elsewhere" in each for each in bought.trail), told(bought)


@pytest.mark.parametrize(("made", "hand"), [("native", "mouse"), ("its own", "mouse"), ("its own", "keyboard")])
def test_who_has_no_account_says_so_in_a_list_and_leaves_the_form_of_the_others_alone(
    people: Customers, made: str, hand: str
) -> None:
    log_in = "<form action=/wrong><label>Username or email address <input name=u></label><label>Password <input type=password name=p></label><button>Log in</button></form>"
    options = "<option value=new selected>Register</option><option value=guest>Checkout as Guest</option>"
    seen = (
        ""
        if made == "native"
        else "style='position:absolute;left:-9999px;height:1px;width:1px' tabindex=-1 aria-hidden=true"
    )
    own = "<button type=button role=combobox aria-haspopup=listbox aria-expanded=false aria-label='How to go on' id=b>Register</button><ul role=listbox hidden id=l><li role=option tabindex=-1>Register</li><li role=option tabindex=-1>Checkout as Guest</li></ul>"
    doors = f"{log_in}<form action=/how><p><label for=how>Register with us for future convenience</label> <select id=how name=how {seen}>{options}</select></p>{'' if made == 'native' else own}<button>Continue</button></form>"
    script = "" if made == "native" else (
        "const items = [...l.children], take = i => { how.selectedIndex = i; b.textContent = items[i].textContent; l.hidden = true; b.ariaExpanded = false; b.focus() }; b.onclick = () => { l.hidden = !l.hidden; b.ariaExpanded = !l.hidden; if (!l.hidden) items[0].focus() };"
        "items.forEach((each, i) => { each.onclick = () => take(i); each.onkeydown = e => { e.preventDefault(); if (e.key === 'Enter') take(i); if (e.key === 'ArrowDown') items[Math.min(i + 1, 1)].focus(); if (e.key === 'ArrowUp') items[0].focus() } })"
    )  # fmt: skip
    answer = "location.replace(location.search.includes('guest') ? '/pay' : '/join')"
    pages = {
        "/till": page(doors, title="Checkout", script=script),
        "/how": page("", title="Checkout", script=answer),
        "/join": page("<form><label>Password <input type=password required></label><label>Password (again) <input type=password required></label></form>", title="Register"),
        "/pay": SHOP["/till"],
    }  # fmt: skip
    bought = sent(people, pages, input=hand)
    assert bought.reference == "MUG-4711", told(bought)
    assert not any(each.startswith(("forced-account", "redundant-entry")) for each in bought.findings), told(bought)
