"""What shops of newer makes are built of: shadows with slots, lists behind a button, toasts, pages that sell alone."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from shops.buying import Bought, Customers
from shops.serving import See
from tiny_shop import Answer, TinyShop, page

from mystery_shopper import shop

pytest_plugins = ("shops.pages",)

ROOT: Final = Path(__file__).resolve().parents[1]
BASKET: Final = "<a href='/basket'>Basket</a>"
ADD: Final = "add.onclick = () => { word.hidden = false; setTimeout(() => word.remove(), 5000) }"
TOAST: Final = (
    "<style>#word { position: fixed; top: 0; right: 0; width: 60%; height: 90px; background: #fff; z-index: 9 }</style>"
    f"<header style='position:fixed;top:10px;right:10px'>{BASKET}</header><p>£9.00</p><p>Delivery £2.00, returns within 30 days.</p>"
    "<button id=add>Add to basket</button><div id=word class=toast role=status hidden>Blue Mug was added to your basket</div>"
)
LIST: Final = """<p>£9.00</p><p>Delivery £2.00, returns within 30 days.</p><label for=b>Colour</label> <button id=b aria-haspopup=listbox aria-expanded=false>Choose a colour</button>
  <div id=o></div><p role=status id=said></p><button id=add>Add to basket</button><p><a href='/basket'>Basket</a></p>"""
LIST_SCRIPT: Final = """const all = ['Red', 'Blue', 'Green']; let at = 0, chosen = '';
  const close = each => { if (each) { chosen = each; b.textContent = each } o.innerHTML = ''; b.setAttribute('aria-expanded', 'false'); b.focus() };
  b.onclick = () => { b.setAttribute('aria-expanded', 'true');
    o.innerHTML = `<ul role=listbox tabindex=0 aria-label=Colour aria-activedescendant=e0>${all.map((each, n) => `<li role=option id=e${n}>${each}</li>`).join('')}</ul>`;
    const list = o.firstChild; at = 0; list.focus();
    list.onclick = e => close(e.target.textContent);
    list.onkeydown = e => {
      if (e.key === 'ArrowDown') at = Math.min(2, at + 1); else if (e.key === 'ArrowUp') at = Math.max(0, at - 1);
      else if (e.key === 'Enter') return close(all[at]), e.preventDefault(); else if (e.key === 'Tab') return close('');
      list.setAttribute('aria-activedescendant', 'e' + at); e.preventDefault() } };
  add.onclick = () => { said.textContent = chosen ? `Blue Mug was added to your basket` : 'Please choose a colour.' }"""
APPEAL: Final = (
    "<p>Each £10 plants a tree.</p><form action=/thanks><fieldset><legend>Choose an amount</legend><label><input type=radio name=a value=10> £10</label> "
    "<label><input type=radio name=a value=25> £25</label></fieldset><label>Name <input name=n autocomplete=name required></label> "
    "<label>E-mail <input type=email name=e autocomplete=email required></label> <label>Card number <input name=c autocomplete=cc-number required></label> "
    "<label>Expiry <input name=x autocomplete=cc-exp required></label> <label>Security code <input name=s autocomplete=cc-csc required></label><button>Donate</button></form>"
)
GIVEN: Final = "<p>Thank you! Your reference is TR-1207. We have sent you a receipt for your {}.</p>"


def sent(people: Customers, pages: dict[str, str], product: str, **traits: Any) -> Bought:
    """Send somebody through a shop of these pages."""
    tiny = TinyShop()
    tiny.answers = {path: Answer(body) for path, body in pages.items()}
    try:
        return people.buy(tiny.url, product, **traits)
    finally:
        tiny.close()


def mugs(product: str, script: str) -> dict[str, str]:
    return {
        "/": page("<a href='/mug'>Blue Mug</a> £9.00", title="Mugs"),
        "/mug": page(product, title="Blue Mug", script=script),
        "/basket": page("<p>There is no such page yet.</p>", title="Basket"),
    }


LATE: Final = "setTimeout(() => {{ list.innerHTML = `<a href='/mug'>Blue Mug</a> £9.00` }}, {})"
WHEEL: Final = (
    "<style>@keyframes r { to { transform: rotate(360deg) } } .animate-spin { width: 40px; height: 40px; animation: r 1s linear infinite }"
    "</style><nav><a href='/help'>Help</a></nav><div id=list><div class=animate-spin></div></div>"
)


@pytest.mark.parametrize(
    ("first", "after_ms"), [(WHEEL, 1500), ("<div id=list>Welcome</div>", 900)], ids=["a wheel", "no sign"]
)
def test_goods_that_come_late_are_waited_for(people: Customers, first: str, after_ms: int) -> None:
    pages = mugs("<p>£9.00</p><p>Sold out</p>", "")
    bought = sent(people, {**pages, "/": page(first, title="Mugs", script=LATE.format(after_ms))}, "Blue Mug")
    assert "cannot be found" not in bought.sentence
    assert "choose" in bought.reached


TILL: Final = (
    "<form id=f><label>Name <input name=n autocomplete=name required></label> <label>E-mail <input type=email name=e autocomplete=email required></label> "
    "<label>Card number <input name=c autocomplete=cc-number required></label> <label>Expiry <input name=x autocomplete=cc-exp required></label> "
    "<label>Security code <input name=s autocomplete=cc-csc required></label><p id=hint>Look at your order once more.</p><p>Total £9.00</p><button id=go>Place order</button></form>"
)
SLEEPS: Final = "f.onsubmit = e => { e.preventDefault(); go.disabled = true; hint.remove() }"


def test_a_last_button_that_sleeps_since_it_was_pressed_has_confirmed_nothing(people: Customers) -> None:
    basket = "<table><tr><td><a href='/mug'>Blue Mug</a></td><td>1</td><td>£9.00</td></tr></table><p>Total £9.00</p><a href='/till'>Checkout</a>"
    product = "<p>£9.00</p><p>Delivery free, returns within 30 days.</p><form action=/basket><button>Add to basket</button></form>"
    pages = {
        **mugs(product, ""),
        "/basket": page(basket, title="Basket"),
        "/till": page(TILL, title="Till", script=SLEEPS),
    }
    tried = sent(people, pages, "Blue Mug", patience_s=3.0)
    assert not tried.believed
    assert "the order was not confirmed" in tried.sentence


FINDER: Final = (
    "<p>£9.00</p><p>Delivery free, returns within 30 days.</p><form action=/thanks><label>Name <input name=n autocomplete=name required></label> "
    "<label>E-mail <input type=email name=e autocomplete=email required></label> <div id=a><label>Find your address <input role=combobox aria-expanded=false></label> "
    "<button type=button id=m>Enter address manually</button></div> <label>Card number <input name=c autocomplete=cc-number required></label> "
    "<label>Expiry <input name=x autocomplete=cc-exp required></label> <label>Security code <input name=s autocomplete=cc-csc required></label>"
    "<p id=no role=alert></p><p>Total £9.00</p><button>Buy now</button></form>"
)
BY_HAND: Final = """m.onclick = () => { a.innerHTML = `<label>Address <input name=d autocomplete=address-line1 required></label>
  <label>City <input name=t autocomplete=address-level2 required></label><label>Postcode <input name=p autocomplete=postal-code required></label>` };
  document.forms[0].onsubmit = e => { if (!document.forms[0].d) { e.preventDefault(); no.textContent = 'Please enter your delivery address' } }"""


def test_an_address_that_the_shop_would_find_is_written_by_hand(people: Customers) -> None:
    basket = "<table><tr><td><a href='/mug'>Blue Mug</a></td><td>1</td><td>£9.00</td></tr></table><p>Total £9.00</p><a href='/till'>Checkout</a>"
    product = "<p>£9.00</p><p>Delivery free, returns within 30 days.</p><form action=/basket><button>Add to basket</button></form>"
    pages = {
        **mugs(product, ""),
        "/basket": page(basket, title="Basket"),
        "/till": page(FINDER, title="Till", script=BY_HAND),
        "/thanks": page(GIVEN.format("£9.00"), title="Thank you"),
    }
    bought = sent(people, pages, "Blue Mug")
    assert bought.believed, bought.sentence


SHADOW: Final = """<main><h1>Fern</h1><p>£5.00</p><x-group></x-group><x-button>Add to cart</x-button>
  <x-field><span slot=label>First name</span></x-field></main><script>
  const make = (name, inner) => customElements.define(name, class extends HTMLElement {
    connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = inner } });
  make('x-button', '<button><slot></slot></button>'); make('x-field', '<label for=i><slot name=label></slot></label><input id=i>');
  make('x-group', `<div role=radiogroup aria-label=Pot><button role=radio aria-checked=true>Small</button><button role=radio aria-checked=false tabindex=-1>Large</button></div>`)</script>"""


def test_what_a_slot_holds_names_the_control_around_it(see: See) -> None:
    view = see(SHADOW)
    assert [(each.role, each.name, each.text) for each in view.controls] == [("button", "Add to cart", "Add to cart")]
    assert [each.label for each in view.fields if each.type == "text"] == ["First name"]
    add = shop.add_to_basket(view)
    assert add is not None
    hit = "el => window[Symbol.for('ms')] ? window[Symbol.for('ms')].hit(el).by || '' : ''"
    element = shop.resolve(view, add.ref)
    assert element is not None
    assert not element.evaluate(hit)


def test_a_button_that_opens_a_list_of_values_is_that_list(see: See) -> None:
    view = see(
        "<main><h1>Mug</h1><label for=b>Colour</label><button id=b aria-haspopup=listbox>Choose</button>"
        "<button aria-haspopup=menu>Share</button></main>"
    )
    assert [(each.type, each.label, each.value) for each in view.fields] == [("combobox", "Colour", "Choose")]
    assert [each.name for each in view.controls] == ["Share"]


@pytest.mark.parametrize("hands", ["mouse", "keyboard"])
def test_a_list_behind_a_button_is_chosen_from_by_mouse_and_by_arrows(people: Customers, hands: str) -> None:
    bought = sent(people, mugs(LIST, LIST_SCRIPT), "Blue Mug", input=hands)
    assert "She put 1" in " ".join(bought.trail), bought.sentence


def test_a_word_in_passing_is_waited_for_until_it_has_gone_by(people: Customers) -> None:
    bought = sent(people, mugs(TOAST, ADD), "Blue Mug")
    assert "/basket" in bought.sentence
    assert "covered" not in bought.sentence


def test_a_page_that_sells_alone_is_product_and_checkout(people: Customers) -> None:
    pages = {"/": page("<a href='/appeal'>Tree Appeal</a>"), "/appeal": page(APPEAL, title="Tree Appeal")}
    for said, incomplete in (("gift of £10 or £25", False), ("gift", True)):
        bought = sent(people, {**pages, "/thanks": page(GIVEN.format(said), title="Thank you")}, "Tree Appeal")
        assert bought.believed, bought.sentence
        assert any("no total" in each for each in bought.findings) == incomplete, bought.findings


@pytest.mark.parametrize(
    ("asks", "sells"),
    [
        ("<input type=radio name=p id=m checked><label for=m>Monthly</label><input type=radio name=p id=o><label for=o>Once</label>", True),
        ("<label>Tell us what you think <input name=t></label>", False),
    ],
)  # fmt: skip
def test_the_only_button_of_a_form_that_asks_how_it_is_wanted_sells(see: See, asks: str, sells: bool) -> None:
    view = see(f"<main><h1>Cookie Box</h1><p>£9.00</p><form>{asks}<button>Get started</button></form></main>")
    assert (shop.add_to_basket(view, "Cookie Box") is not None) == sells


def test_a_spaced_dash_parts_a_name_from_its_price() -> None:
    assert [each.amount for each in shop.find_prices("One box \u2013 £28.00, prepaid - £66.00")] == [28, 66]
    assert [each.amount for each in shop.find_prices("Discount: \u2013£5.00")] == [-5]
    assert [each.amount for each in shop.find_prices("Saved -5,00 €")] == [-5]


def test_a_place_kept_for_words_is_busy(see: See) -> None:
    style = "<style>@keyframes p { 50% { opacity: .4 } } .p { animation: p 2s infinite; background: #ddd; width: 200px; height: 20px }</style>"
    assert see(f"{style}<main><h1>Shop</h1><div class=p></div></main>").busy
    assert not see(f"{style}<main><h1>Shop</h1><div class=p><a href='/x'>New</a></div></main>").busy


def test_a_wheel_named_by_its_turning_is_busy(see: See) -> None:
    assert see(f"<main><h1>Shop</h1>{WHEEL}</main>").busy


def test_a_reference_in_one_of_several_sentences_is_plain(see: See) -> None:
    said = "Your first box is on its way. Order #CC3101. We have emailed your receipt."
    assert (
        shop.confirmation(see("<form><input name=n></form>"), see(f"<main><p>{said}</p></main>")).reference == "CC3101"
    )
    assert not shop.confirmation(
        see("<form><input name=n></form>"), see("<main><p>Hello. Code SAVE10. Use it.</p></main>")
    ).reference


def test_a_long_row_gives_no_price_to_a_box_within_it(see: See) -> None:
    step = (
        "<label>Street <input autocomplete=street-address></label>"
        + "<p>Written below as it will stand on the label of the parcel.</p>" * 4
    )
    view = see(
        f"<main><ol><li><h2>Shipping</h2>{step}<label><input type=checkbox checked> Same billing address</label><label><input type=radio> Ground $9.00</label></li></ol></main>"
    )
    assert not any(each.kind == "paid-extra" for each in shop.choices_needed(view))


def test_seats_drawn_as_buttons_are_what_a_product_asks(see: See) -> None:
    seats = "".join(
        f"<g role=button tabindex=0 aria-pressed=false aria-label='Row A, seat {n}, £38.00{', taken' if n == 2 else ''}'{' aria-disabled=true' if n == 2 else ''}>"
        f"<rect x={n * 50} width=40 height=40></rect></g>"
        for n in range(1, 5)
    )
    view = see(
        f"<main><h1>Cyrano</h1><h2>Choose your seats</h2><p>Row A: £38.00</p><svg width=320 height=90>{seats}</svg><form><button>Book tickets</button></form></main>"
    )
    (group,) = shop.read_product(view, "GBP", "Cyrano").options
    assert [each.available for each in group.choices] == [True, False, True, True]
    assert group.needed


def test_no_fewer_are_taken_than_the_shop_sells_at_once(people: Customers) -> None:
    form = "<p>£9.00</p><form action=/basket><label>Quantity <input type=number name=q min=6 step=6 value=6></label><button>Add to basket</button></form>"
    rows = "<table><tr><td>Blue Mug</td><td><label>Quantity <input name=qty type=number value=6></label></td><td>£54.00</td><td><button>Remove</button></td></tr></table><p>Total £54.00</p><a href='/checkout'>Go to checkout</a>"
    bought = sent(people, {**mugs(form, ""), "/basket": page(rows, title="Basket")}, "Blue Mug")
    assert bought.lines == (("Blue Mug", 6),), bought.sentence
    wrong = ("quantity-ignored", "unasked-item", "basket-lost")
    assert not [each for each in bought.findings if each.startswith(wrong)], bought.findings


WORDS = "<h1>Blue Mug</h1><p>A large blue mug of stoneware, made in Cornwall.</p><button>Add to cart</button>"
HOLES = {
    "hidden in its place": ("visibility:hidden", True),
    "clear in its place": ("opacity:0", True),
    "beside the window": ("visibility:hidden;position:absolute", False),
    "further down": ("visibility:hidden;margin-top:900px", False),
    "shown": ("", False),
    "small": ("visibility:hidden;height:60px", False),
}


@pytest.mark.parametrize(("style", "busy"), HOLES.values(), ids=HOLES.keys())
def test_a_large_part_that_is_yet_to_be_shown_is_waited_for(see: See, style: str, busy: bool) -> None:
    view = see(f"<header>The Shop</header><main><article style='height:500px;{style}'>{WORDS}</article></main>")
    assert view.busy == busy


SIZES: Final = "<p>£9.00</p><h5>Size</h5><p><a href='?size=Small'>Small</a> <a href='?size=Large'>Large</a></p><div id=o></div><p role=status id=said></p><p><a href='/basket'>Basket</a></p>"
BY_QUERY: Final = """const size = new URLSearchParams(location.search).get('size');
  o.innerHTML = size ? '<button>Add to bag</button>' : '<button disabled>Select variant</button>';
  o.firstChild.onclick = () => { said.textContent = 'Blue Mug was added to your bag' }"""


def test_sizes_that_are_links_to_the_same_page_are_chosen(people: Customers) -> None:
    bought = sent(people, mugs(SIZES, BY_QUERY), "Blue Mug")
    assert "She put 1" in " ".join(bought.trail), bought.sentence


DEAD_MENU = "<nav><button class=navbar-toggler aria-label='Toggle navigation' aria-expanded=false>=</button> <a href='/goods'>Shop</a></nav>"


def test_a_dead_button_for_a_menu_keeps_nobody_from_the_links_beside_it(people: Customers) -> None:
    pages = {
        "/": page(DEAD_MENU, title="Mugs"),
        "/goods": page("<p><a href='/mug'>Blue Mug</a> £9.00</p>", title="Goods"),
        "/mug": page(
            f"<p>£9.00</p>{BASKET}<form action='/basket'><button>Add to basket</button></form>", title="Blue Mug"
        ),
        "/basket": page("<p>There is no such page yet.</p>", title="Basket"),
    }
    bought = sent(people, pages, "Blue Mug")
    assert bought.price == "9.00 GBP", bought.sentence


WHOSE: Final = "<form action='/pay2'><label>Full name <input name=n autocomplete=name required></label><label>Street <input name=s autocomplete=street-address required></label><label>City <input name=c autocomplete=address-level2 required></label><label>Postcode <input name=p autocomplete=postal-code required></label><button>Continue</button></form>"
TRANSFER: Final = "<table><tr><td>Blue Mug</td><td>1 x £9.00</td></tr></table><p>Total £9.00</p><p>Bank transfer</p><form action='{}'><button>Pay using bank transfer</button></form>"


def test_who_is_sent_back_by_the_last_button_for_an_address_gives_it_and_presses_again(people: Customers) -> None:
    line = "<table><tr><td>Blue Mug</td><td><label>Quantity <input name=q type=number value=1></label></td><td>£9.00</td><td><button>Remove</button></td></tr></table><p>Total £9.00</p>"
    mail = "<form action='/pay'><label>E-mail <input type=email name=e autocomplete=email required></label><button>Continue</button></form>"
    pages = {
        **mugs(f"<p>£9.00</p>{BASKET}<form action='/basket'><button>Add to basket</button></form>", ""),
        "/basket": page(f"{line}<a href='/checkout'>Go to checkout</a>", title="Basket"),
        "/checkout": page(mail, title="Checkout"),
        "/pay": page(TRANSFER.format("/invoice"), title="Payment"),
        "/invoice": page(WHOSE, title="Billing address"),
        "/pay2": page(TRANSFER.format("/thanks"), title="Payment"),
        "/thanks": page("<p>Thank you for your order. Your order number is MUG-1207.</p>", title="Order received"),
    }
    bought = sent(people, pages, "Blue Mug")
    assert bought.reference == "MUG-1207", "\n".join([bought.sentence, *bought.trail])


def test_a_button_that_opens_a_list_of_values_is_called_by_its_own_word_and_not_by_the_list(see: See) -> None:
    entries = "".join(f"<li role=option>{each}</li>" for each in ("Denmark", "France", "Italy"))
    view = see(
        f"<main><form><div><input name=city><label>City</label></div><div><button type=button aria-haspopup=listbox>Country</button><ul role=listbox hidden>{entries}</ul></div></form></main>"
    )
    [field] = [each for each in view.fields if each.type == "combobox"]
    assert (field.label, field.filled) == ("Country", False)
    assert "country" in shop.classified(view)


def test_cards_that_have_a_price_and_say_whether_they_are_pressed_are_options(see: See) -> None:
    card = "<div role=button tabindex=0 aria-pressed=false style='border:1px solid;padding:9px'><b>{0}</b> — £{1}.00<br><small>{2} left</small></div>"
    cards = card.format("On the spot", 45, 6) + card.format("Online", 25, 60)
    view = see(
        f"<main><article><h1>Course</h1></article><section><h3>Choose how</h3>{cards}<button>Book this</button></section></main>"
    )
    [group] = shop.read_product(view, "GBP", "Course").options
    assert group.label == "Choose how"
    assert [each.label.partition(" —")[0] for each in group.choices] == ["On the spot", "Online"]


SEATS: Final = "<p>£9.00</p><p>Seats <button aria-label='One less'>-</button> <output id=n>0</output> <button id=more aria-label='One more'>+</button></p><button id=add>Add to basket</button><p role=status id=said></p><p><a href='/basket'>Basket</a></p>"
COUNTS: Final = "let n = 0; more.onclick = () => { document.getElementById('n').textContent = ++n }; add.onclick = () => { said.textContent = n ? 'Blue Mug was added to your basket' : 'Please tell us how many.' }"


def test_what_is_counted_in_writing_from_none_is_counted_up(people: Customers) -> None:
    bought = sent(people, mugs(SEATS, COUNTS), "Blue Mug")
    assert "She put 1" in " ".join(bought.trail), bought.sentence
    assert bought.trail.count('   press button "One more" -> dom') == 1


def test_a_basket_in_a_closed_menu_without_a_name_is_found_there(people: Customers) -> None:
    menu = "<header><button class=navbar-toggler onclick='m.hidden = false'><span class=navbar-toggler-icon style='display:inline-block;width:30px;height:30px'></span></button><div id=m hidden><a href='/basket'>Basket</a></div></header>"
    rows = "<table><tr><td>Blue Mug</td><td><label>Quantity <input name=qty type=number value=1></label></td><td>£9.00</td><td><button>Remove</button></td></tr></table><p>Total £9.00</p><a href='/checkout'>Go to checkout</a>"
    added = "<p>Blue Mug was added to your basket.</p>"
    pages = {
        **mugs(f"{menu}<p>£9.00</p><form action='/mug2'><button>Add to basket</button></form>", ""),
        "/mug2": page(f"{menu}<p>£9.00</p>{added}", title="Blue Mug"),
        "/basket": page(rows, title="Basket"),
    }
    bought = sent(people, pages, "Blue Mug")
    assert bought.lines == (("Blue Mug", 1),), bought.sentence


TRAY: Final = "<p>Red Mug £9.00</p><p>Subtotal £9.00</p><a href='/basket' target=_top>View basket</a>"
HELP: Final = "<header><a href='/'>Mugs</a> <a href='/help'>Help</a></header>"


def test_a_tray_that_is_a_document_of_its_own_leads_to_the_basket(people: Customers) -> None:
    opens = "add.onclick = () => { const tray = document.createElement('iframe'); tray.title = 'Basket'; tray.src = '/tray'; tray.style = 'position:fixed;top:0;right:0;width:60%;height:100%;background:#fff;border:0;z-index:9'; document.body.append(tray) }"
    sells = f"{HELP}<div style='text-align:right'>{BASKET}</div><p>£9.00</p><button id=add>Add to basket</button>"
    basket = f"{HELP}<table><tr><td><a href='/mug'>Blue Mug</a></td><td><input type=number value=1 aria-label=Quantity></td><td>£9.00</td></tr></table><p>Total £9.00</p><a href='/checkout'>Checkout</a>"
    till = f"{HELP}<form action='/thanks'><label>E-mail <input type=email name=e autocomplete=email required></label><p>Total £9.00</p><button>Place order</button></form>"
    pages = {
        **mugs(sells, opens),
        "/": page(f"{HELP}<a href='/mug'>Blue Mug</a> £9.00", title="Mugs"),
        "/tray": page(TRAY, title="Tray"),
        "/basket": page(basket, title="Basket"),
        "/checkout": page(till, title="Checkout"),
        "/thanks": page("<p>Thank you for your order! Your order number is MUG-4711.</p>", title="Thanks"),
    }
    bought = sent(people, pages, "Blue Mug", patience_s=6.0)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
    assert not [each for each in bought.findings if each.startswith(("obscured-target", "help-inconsistent"))]
