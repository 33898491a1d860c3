"""What widely used shop systems do: boxes of the browser, veils before layers, a door, makes that are sold out."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from typing import Any, Final

import pytest
from shops.buying import Bought, Customers
from shops.mugs import LINES, OFFER, SHOP, THANKS, TILL, send, told
from shops.serving import See
from tiny_shop import Answer, TinyShop, page
from whole_suite import Suite

from mystery_shopper import shop
from mystery_shopper.shop import Step
from mystery_shopper.shop.confirming import confirmation
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.objecting import errors, objections
from mystery_shopper.shop.view import PageView

pytest_plugins = ("shops.pages",)


def sent(people: Customers, pages: dict[str, str], **traits: Any) -> Bought:
    return send(people, {**SHOP, **pages}, **traits)


# ------------------------------------------------------------------ boxes of the browser


def test_what_a_box_of_the_browser_says_is_read_and_is_an_answer(people: Customers) -> None:
    script = "add.onclick = () => alert('Product added')"
    mug = page(f"<header><a href='/basket'>Cart</a></header>{OFFER}<button id=add>Add to cart</button>", title="Blue Mug", script=script)  # fmt: skip
    bought = sent(people, {"/mug": mug})
    assert bought.reference == "MUG-4711", told(bought)
    assert 'A box of the browser said "Product added", and she pressed OK.' in bought.trail, told(bought)
    assert not any(each.startswith(("dead-click", "add-no-feedback", "status-silent")) for each in bought.findings)


@pytest.mark.parametrize(
    ("lang", "asks", "taken"),
    [
        ("en", "Put one Blue Mug in the basket?", True),
        ("en", "Protect it with our insurance for £2.00?", False),
        ("de", "Mit Versicherung für 2,00 £?", False),
    ],
)
def test_what_a_box_asks_is_confirmed_unless_it_costs_what_nobody_asked_for(
    people: Customers, lang: str, asks: str, taken: bool
) -> None:
    script = f"add.onclick = () => {{ location.href = '/basket?' + (confirm({asks!r}) ? 'yes' : 'no') }}"
    mug = page(f"{OFFER}<button id=add>{'Add to cart' if lang == 'en' else 'In den Warenkorb'}</button>", title="Blue Mug", script=script)  # fmt: skip
    mug = mug.replace('lang="en', f'lang="{lang}')
    word = page(LINES, title="Basket", script="document.querySelector('h1').textContent += location.search")
    bought = sent(people, {"/mug": mug, "/basket": word})
    went = [each for each in bought.trail if "box of the browser" in each]
    assert went == [f'A box of the browser said "{asks}", and she {"pressed OK" if taken else "pressed Cancel"}.'], told(bought)  # fmt: skip


def test_an_order_that_a_box_refuses_is_mended(people: Customers) -> None:
    asks = "<p><label>How did you hear about us? <select id=heard><option value=''>Please choose</option><option>Friends</option><option>Radio</option></select></label></p>"
    script = "document.forms[0].onsubmit = e => { if (!heard.value) { e.preventDefault(); alert('Please tell us how you heard about us') } }"
    till = page(f"<form action=/thanks>{TILL}{asks}<button>Buy now</button></form>", title="Checkout", script=script)
    bought = sent(people, {"/till": till})
    assert bought.reference == "MUG-4711", told(bought)


# ------------------------------------------------------------------ layers


VEILED: Final = """const veil = () => { const shade = document.createElement('div'); shade.style.cssText = 'position:fixed;inset:0;background:#0008;z-index:8'; document.body.append(shade);
  setTimeout(() => { till.style.display = 'block'; till.focus() }, 180) };
document.getElementById('place').onclick = veil;
document.getElementById('buy').onclick = () => { if (!card.value) return alert('Please fill in name and credit card'); till.style.display = 'none';
  document.body.insertAdjacentHTML('beforeend', `<div style="position:fixed;inset:0;background:#0006;z-index:10"></div><div style="position:fixed;top:30%;left:30%;width:40%;background:#fff;z-index:11"><h2>Thank you for your purchase!</h2><p>Id: 5287870<br>Amount: 9.00 GBP</p><button>OK</button></div>`) };"""


def test_a_till_that_comes_after_its_veil_and_is_longer_than_the_window_sells(people: Customers) -> None:
    fields = "".join(f"<p style='margin:44px 0'><label for={name.split()[-1].lower()}>{name}:</label><br><input id={name.split()[-1].lower()}></p>" for name in ("Name", "Country", "City", "Credit card", "Month", "Year"))  # fmt: skip
    layer = f"<div id=till role=dialog tabindex=-1 style='display:none;position:fixed;inset:0;overflow:auto;z-index:9'><div style='margin:30px 20%;background:#fff'><h5>Place order</h5>{fields}<p><button type=button style='color:#bbb'>Close</button> <button type=button id=buy>Purchase</button></p></div></div>"
    basket = LINES.replace("<a href='/till'>Checkout</a>", "<button id=place>Place order</button>") + layer
    bought = sent(people, {"/basket": page(basket, title="Basket", script=VEILED)}, patience_s=15.0)
    assert bought.reference == "5287870", told(bought)
    assert not any(each.startswith(("moving-target", "obscured-target")) for each in bought.findings), told(bought)


def test_a_step_whose_title_can_be_pressed_is_not_its_way_on(see: See) -> None:
    step = "<ol><li><div onclick='x()' style='cursor:pointer'><span style='float:left'>4</span><h2 style='display:inline'>Payment</h2></div><form><p><label><input type=radio name=p checked> Invoice</label></p><button type=button>Continue</button></form></li><li><div onclick='x()'><span style='float:left'>5</span><h2>Confirm order</h2></div></li></ol>"
    view = see(f"<main><h1>Checkout</h1>{step}</main>")
    found = shop.next_step([Step(PageView("https://shop.example/", lang="en"), None)], view)
    assert found is not None
    assert found.target.name == "Continue"


def test_an_order_that_is_confirmed_a_moment_later_is_not_left_by_what_leads_away_from_there(people: Customers) -> None:
    till = f"<form>{TILL}<button type=button id=go>Confirm</button> <span id=wait></span></form>"
    script = "go.onclick = () => { go.disabled = true; setTimeout(() => { wait.textContent = 'Submitting order information' }, 40); setTimeout(() => { location.href = '/thanks' }, 1500) }"
    thanks = page(f"{THANKS}<p><a href='/'>Continue</a></p>", title="Thank you")
    bought = sent(people, {"/till": page(till, title="Checkout", script=script), "/thanks": thanks})
    assert bought.reference == "MUG-4711", told(bought)
    assert not any('press link "Continue"' in each for each in bought.trail), told(bought)


@pytest.mark.parametrize(("label", "box"), [("I agree to the <a href='/terms'>terms</a>", True), ("I agree", False)])
def test_a_box_drawn_by_its_style_is_pressed_itself_where_its_label_holds_a_link(
    see: See, label: str, box: bool
) -> None:
    drawn = f"<p style='position:relative'><input type=checkbox id=t style='opacity:0;position:absolute;width:16px;height:16px'><span style='display:inline-block;width:16px;height:16px;border:1px solid'></span> <label for=t>{label}</label></p>"
    [field] = see(drawn).fields
    assert (field.press == field.ref) is box


def test_what_is_chosen_already_gives_way_to_the_last_button_that_is_about_to_wake_up(see: See) -> None:
    chosen = "<p><input readonly value='Pickup from store' aria-label=Delivery> <button type=button>Choose</button></p>"
    view = see(f"<main><h1>Checkout</h1>{chosen}<button type=button disabled>Confirm order</button></main>")
    found = shop.next_step([Step(PageView("https://shop.example/", lang="en"), None)], view)
    assert found is not None
    assert found.target.name == "Confirm order"


@pytest.mark.parametrize(("pronoun", "chosen"), [("she", "Mrs."), ("he", "Mr."), ("they", "Mx.")])
def test_who_is_asked_for_a_form_of_address_gives_her_own(people: Customers, pronoun: str, chosen: str) -> None:
    titles = "".join(
        f"<label><input type=radio name=t value={each}> {each}</label> " for each in ("Mr.", "Mrs.", "Mx.")
    )
    till = (
        f"<form action=/thanks><fieldset><legend>Title</legend>{titles}</fieldset>{TILL}<button>Buy now</button></form>"
    )
    bought = sent(people, {"/till": page(till, title="Checkout")}, pronoun=pronoun)
    assert bought.reference == "MUG-4711", told(bought)
    assert [each for each in bought.trail if "choose radio" in each] == [f'   choose radio field "{chosen}" -> dom']


# ------------------------------------------------------------------ the product


SWATCHES: Final = "<p id=size>Size</p><div role=listbox aria-labelledby=size tabindex=0 aria-activedescendant=''>" + "".join(f"<div role=option aria-label={each} aria-checked=false tabindex=0 style='display:inline-block;width:30px;height:30px;border:1px solid'>{each}</div>" for each in "SML") + "</div><form action=/basket><span class=error id=say></span><button id=add disabled>Add to basket</button></form>"  # fmt: skip
PICKED: Final = """const all = [...document.querySelectorAll('[role=option]')], pick = el => all.forEach(each => each.setAttribute('aria-checked', each === el));
all.forEach(el => { el.onclick = () => pick(el); el.onkeydown = e => { if (e.key === 'Enter') pick(el) } });
const list = document.querySelector('[role=listbox]'), title = document.getElementById('size'); list.remove(); title.remove();
setTimeout(() => { document.forms[0].before(title, list); add.disabled = false }, 700);
document.forms[0].onsubmit = e => { if (!all.some(each => each.getAttribute('aria-checked') === 'true')) { e.preventDefault(); say.textContent = 'This is a required field.' } };"""


@pytest.mark.parametrize(("hand", "perceives"), [("mouse", "sight"), ("keyboard", "sight"), ("keyboard", "names")])
def test_what_comes_up_with_the_button_is_chosen_before_it_is_pressed(
    people: Customers, hand: str, perceives: str
) -> None:
    mug = page(OFFER + SWATCHES, title="Blue Mug", script=PICKED)
    bought = sent(people, {"/mug": mug}, input=hand, perceives=perceives)
    assert bought.reference == "MUG-4711", told(bought)
    assert sum('press button "Add to basket"' in each for each in bought.trail) == 1, told(bought)


def test_what_a_list_of_its_own_making_shows_is_no_field_beside_it(see: See) -> None:
    box = "<span role=combobox aria-haspopup=listbox aria-expanded=false tabindex=0 aria-label=Country><span role=textbox aria-readonly=true title=Ireland>Ireland</span></span>"
    assert [(each.type, each.label) for each in see(f"<p>{box}</p>").fields] == [("combobox", "Country")]


def test_another_make_is_taken_where_the_one_that_is_shown_first_is_sold_out(people: Customers) -> None:
    sizes = "<p><label for=size>Size</label> <select id=size><option>S</option><option>M</option><option>L</option></select></p><p id=stock>Out of stock</p><form action=/basket><button id=add disabled>Add to basket</button></form>"
    script = "size.onchange = () => setTimeout(() => { add.disabled = size.value === 'S'; stock.textContent = add.disabled ? 'Out of stock' : 'In stock' }, 150)"
    bought = sent(people, {"/mug": page(OFFER + sizes, title="Blue Mug", script=script)})
    assert bought.reference == "MUG-4711", told(bought)
    assert any("was sold out; she took" in each for each in bought.trail), told(bought)


def test_what_a_product_must_be_told_is_told_one_after_the_other_a_day_too(people: Customers) -> None:
    asks = "<p><label for=text>Engraving</label> <input id=text><span class=error id=one></span></p><p><label for=day>Delivery date</label> <input id=day><span class=error id=two></span></p>"
    script = "document.forms[0].onsubmit = e => { one.textContent = two.textContent = ''; if (!text.value) { e.preventDefault(); one.textContent = 'Engraving required!' } else if (!/^20\\d\\d-\\d\\d-\\d\\d$/.test(day.value)) { e.preventDefault(); two.textContent = 'Delivery date required!' } }"
    mug = page(f"{OFFER}<form action=/basket>{asks}<button>Add to basket</button></form>", title="Blue Mug", script=script)  # fmt: skip
    bought = sent(people, {"/mug": mug})
    assert bought.reference == "MUG-4711", told(bought)


def test_a_product_that_the_shop_refuses_again_and_again_is_not_put_in_the_basket(people: Customers) -> None:
    script = "document.forms[0].onsubmit = e => { e.preventDefault(); one.textContent = ''; setTimeout(() => { one.textContent = 'Engraving required!' }, 60) }"
    mug = page(f"{OFFER}<form action=/basket><p><label for=text>Engraving</label> <input id=text><span class=error id=one></span></p><button>Add to basket</button></form>", title="Blue Mug", script=script)  # fmt: skip
    bought = sent(people, {"/mug": mug, "/basket": page("<p>Your basket is empty.</p>", title="Basket")})
    assert 'cannot be put in the basket. The page showed "Engraving required!"' in bought.sentence, told(bought)


# ------------------------------------------------------------------ the basket


def test_a_basket_without_sums_is_one_by_its_name(see: See) -> None:
    rows = "<div><p>1</p><a href='#'>Blue Mug</a><p>A mug for long evenings, with a handle that any hand finds in the dark.</p><p>£9.00</p><button>Remove</button></div>"
    head = "<header><a href='/basket'>1</a></header>"
    page_ = (
        f"{head}<main><p>Your cart</p><div>{rows}{rows.replace('Blue', 'Red')}</div><button>Checkout</button></main>"
    )
    view = see(page_)
    assert shop.is_basket(view)
    assert [each.name for each in shop.read_basket(view).lines] == ["Blue Mug", "Red Mug"]
    assert not shop.is_basket(see(page_.replace("Your cart", "You liked")))


def test_a_line_is_called_what_is_written_and_not_what_its_picture_shows(see: See) -> None:
    cell = "<a href='/mug'><img alt='Picture of the mug called Blue Mug' width=40 height=40></a>"
    line = f"<tr><td>{cell}</td><td><a href='/mug'>Blue Mug</a></td><td><input type=number value=1 aria-label=Quantity></td><td>£9.00</td></tr>"
    basket = shop.read_basket(see(f"<main><h1>Basket</h1><table>{line}</table><p>Total £9.00</p></main>"))
    assert [each.name for each in basket.lines] == ["Blue Mug"]


def test_who_finds_the_basket_empty_the_next_day_searches_again(people: Customers) -> None:
    mug = page(f"{OFFER}<form action=/basket><input type=hidden name=in value=1><button>Add to basket</button></form>", title="Blue Mug")  # fmt: skip
    script = "if (location.search) sessionStorage.in = 1; if (!sessionStorage.in) document.querySelector('main').innerHTML = '<h1>Basket</h1><p>Your basket is empty.</p>'"
    home = page("<p><a href='/basket'>Basket</a></p><p><a href='/mug'>Blue Mug</a> £9.00</p>", title="Mugs")
    pages = {"/": home, "/mug": mug, "/basket": page(LINES, title="Basket", script=script)}
    bought = sent(people, pages, habits=("sleeps-on-it",))
    assert bought.reference == "MUG-4711", told(bought)
    assert sum('press button "Add to basket"' in each for each in bought.trail) == 2, told(bought)
    kinds = {each.split()[0] for each in bought.findings}
    assert "basket-forgotten" in kinds, told(bought)
    assert not kinds & {"basket-lost", "purchase-failed", "unasked-item"}, told(bought)


# ------------------------------------------------------------------ words and parts of a page


def test_a_page_that_is_one_main_part_has_a_head_and_a_foot_all_the_same(see: See) -> None:
    view = see("<main><header><nav><a href='/a'>Mugs</a></nav></header><section><a href='/b'>Blue Mug</a></section><footer><a href='/c'>Order tracking</a></footer></main>")  # fmt: skip
    assert [(each.name, each.region) for each in view.controls] == [("Mugs", "nav"), ("Blue Mug", ""), ("Order tracking", "footer")]  # fmt: skip


@pytest.mark.parametrize(
    ("holder", "alt", "busy"),
    [("loader", "Loading...", True), ("loader", "Front end", False), ("card", "Loading", False)],
)
def test_a_picture_in_what_is_called_a_loader_is_a_sign_of_work(see: See, holder: str, alt: str, busy: bool) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
    view = see(f"<p>Checkout</p><div class={holder}><img alt='{alt}' src='{dot}' width=40 height=40></div>")
    assert view.busy is busy


@pytest.mark.parametrize(("kind", "bad"), [("success", False), ("danger", True)])
def test_good_news_in_a_place_for_alerts_is_no_fault(see: See, kind: str, bad: bool) -> None:
    news = (
        "Success: Your guest details have been saved!" if kind == "success" else "Warning: Delivery address required!"
    )
    before, after = (
        see(f"<div id=alert>{each}</div><p>Checkout</p>")
        for each in ("", f"<div class='alert alert-{kind}'>{news}</div>")
    )
    assert bool(objections(before, after)) is bool(errors(after)) is bad


@pytest.mark.parametrize(
    ("lang", "label"),
    [("en", "Credit card:"), ("de", "Kreditkarte"), ("fr", "Carte bancaire"), ("pl", "Karta kredytowa")],
)
def test_a_field_for_the_card_alone_is_for_its_number_and_a_list_for_its_make(see: See, lang: str, label: str) -> None:
    typed = see(f"<form><label>{label} <input></label></form>", lang=lang)
    assert list(classified(typed)) == ["card-number"]
    lists = see(f"<form><label>{label} <select><option>Visa<option>Mastercard</select></label></form>", lang=lang)
    assert list(classified(lists)) == ["card-type"]


@pytest.mark.parametrize(
    ("below", "reference"),
    [
        ("<p>Id: 5287870</p><p>Amount: 9.00 GBP</p>", "5287870"),
        ("<p>Amount: 9.00 GBP</p>", ""),
        ("<dl><dt>Order number:</dt><dd>54</dd></dl>", "54"),
        ("<dl><dt>Orders</dt><dd>54</dd></dl>", ""),
    ],
)
def test_a_number_below_the_thanks_is_the_orders_where_it_is_called_so(see: See, below: str, reference: str) -> None:
    before = see("<form><label>Name <input></label></form><button>Purchase</button>")
    after = see(f"<h2>Thank you for your purchase!</h2>{below}")
    assert confirmation(before, after).reference == reference


# ------------------------------------------------------------------ the door


DOOR: Final = "<form action=/home><p><input placeholder=Username name=u></p><p><input type=password placeholder=Password name=p></p><button>Login</button></form><p>Accepted user names are: anybody</p>"


@pytest.mark.parametrize(
    ("more", "shut"),
    [
        ("", True),
        ("<a href='/forgot'>Forgot your password?</a> <a href='/register'>Create an account</a>", True),
        ("<p><a href='/mug'>Blue Mug</a> £9.00</p>", False),
        ("<a href='/a'>Mugs</a> <a href='/b'>Jugs</a> <a href='/c'>Cups</a>", False),
        ("<form role=search><input type=search name=q aria-label=Search></form>", False),
        ("<button>Show the mugs</button>", False),
    ],
    ids=["a door", "a door with its links", "goods", "lists", "a search", "a button"],
)
def test_a_door_is_known_by_what_is_not_there(see: See, more: str, shut: bool) -> None:
    assert shop.lets_nobody_in(see(f"<main><h1>Mugs</h1>{DOOR}{more}</main>")) is shut


def test_whom_a_door_keeps_out_is_told_what_would_open_it(people: Customers) -> None:
    bought = sent(people, {"/": page(DOOR, title="Mugs")})
    assert "the shop lets nobody in without logging in" in bought.sentence, told(bought)
    assert "Write into shop.yaml: account:" in bought.sentence
    assert any(each.startswith("forced-account at arrive") for each in bought.findings), told(bought)


def test_who_has_an_account_for_the_shop_is_let_in_by_it(suite: Suite) -> None:
    tiny = TinyShop()
    tiny.answers |= {path: Answer(body) for path, body in {**SHOP, "/": page(DOOR, title="Mugs"), "/home": SHOP["/"]}.items()}  # fmt: skip
    suite.write("shop.yaml", f"shop: {tiny.url}\naccount: {{user: anybody, password: open-sesame}}\n")
    suite.feature(
        'Feature: A door\n  Scenario: In\n    When she buys "Blue Mug" as a guest\n    Then only one order is placed\n'
    )
    played = suite.run("--fail-on", "never")
    tiny.close()
    assert played.visit("In")["outcome"].startswith("achieved"), played.text
    assert not [each for each in played.files() if b"open-sesame" in each.read_bytes()]
