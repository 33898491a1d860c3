"""Tills of the makes that came last: what is offered is no thanks, what comes a moment later is waited for."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from shops.buying import Customers
from shops.mugs import LINES, OFFER, SHOP, TILL, send, told
from shops.serving import See
from tiny_shop import page

from mystery_shopper import shop
from mystery_shopper.shop.confirming import confirmation, order_reference
from mystery_shopper.shop.options import option_groups
from mystery_shopper.shop.values import plainly

pytest_plugins = ("shops.pages",)
DELIVERIES: Final = "<fieldset><legend>Delivery</legend><label><input type=radio name=d checked>Standard £3.00<br>Order received in 7-10 working days</label><label><input type=radio name=d>Express £9.00<br>Order received in 2 working days</label></fieldset>"
WAYS: Final = "<fieldset><legend>Payment method</legend><label><input type=radio name=p>Credit card</label><label><input type=radio name=p>Bank transfer</label></fieldset>"
ONE_FIELD: Final = "<input aria-label='{}' autocomplete={} style='width:9em'>"


def test_what_a_delivery_promises_confirms_no_order(see: See) -> None:
    address = see("<main><form><label>E-mail <input type=email autocomplete=email></label><label>Street <input autocomplete=street-address></label><button>Continue</button></form></main>")  # fmt: skip
    delivery = see(f"<main><h2>Delivery</h2><form>{DELIVERIES}<button>Continue to payment</button></form></main>")
    assert shop.stage(delivery) == "delivery"
    assert not confirmation(address, delivery).believed


def test_thanks_beside_a_delivery_that_is_still_to_be_chosen_are_no_end(see: See) -> None:
    address = see("<main><form><label>E-mail <input type=email autocomplete=email></label><button>Continue</button></form></main>")  # fmt: skip
    early = see(f"<main><p>Thank you for your order, Anna!</p><form>{DELIVERIES}<button>Continue</button></form></main>")  # fmt: skip
    assert not confirmation(address, early).believed
    assert shop.stage(early) == "delivery"


@pytest.mark.parametrize(
    "text", ["Order received in 5-7 days", "Order placed: 12 - 14 working days", "Order 3\u20135 weeks"]
)
def test_a_span_of_time_is_no_reference(see: See, text: str) -> None:
    assert order_reference(see(f"<main><h1>Thank you for your order</h1><p>{text}</p></main>")) == ""


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Your order number is 1288."),
        ("nl", "Uw bestelnummer is 1288."),
        ("de", "Ihre Bestellnummer lautet 1288."),
        ("fr", "Votre numéro de commande est 1288."),
        ("it", "Il numero d'ordine è 1288."),
        ("pt", "O número do seu pedido é 1288."),
    ],
)
def test_a_number_that_is_plainly_the_orders_needs_no_thanks(see: See, lang: str, text: str) -> None:
    before = replace(see("<main><p>Total £9.00</p><button>Pay</button></main>"), url="https://shop.example/7/review")
    after = replace(see(f"<main><h1>-</h1><p>{text}</p></main>", lang=lang), url="https://shop.example/7/complete")
    assert confirmation(before, after).believed
    assert confirmation(before, after).reference == "1288"


def test_the_frames_of_a_card_form_that_come_later_are_waited_for(people: Customers) -> None:
    fields = {"/n": ("Card number", "cc-number"), "/x": ("Expiry date MM/YY", "cc-exp"), "/s": ("Security code", "cc-csc")}  # fmt: skip
    frames = {path: page(ONE_FIELD.format(*what)) for path, what in fields.items()}
    code = """[...document.querySelectorAll('iframe')].length; const box = document.getElementById('late');
      setTimeout(() => { box.innerHTML = '<iframe title="Security code" src="/s" height=60></iframe>' }, 600);
      f.onsubmit = () => [...document.querySelectorAll('iframe')].length === 3 &&
        [...document.querySelectorAll('iframe')].every(each => each.contentDocument.querySelector('input').value)"""
    inner = "<iframe title='Card number' src=/n height=60></iframe><iframe title='Expiry date' src=/x height=60></iframe><div id=late></div>"
    till = page(f"<form id=f action=/thanks><label>E-mail <input type=email name=e autocomplete=email required></label>{inner}<p>Total £9.00</p><button>Buy now</button></form>", title="Checkout", script=code)  # fmt: skip
    bought = send(people, {**SHOP, **frames, "/till": till})
    assert bought.reference == "MUG-4711", told(bought)
    assert not any(each.startswith(("submit-dead", "dead-click")) for each in bought.findings), told(bought)


def test_a_basket_that_lets_nobody_go_before_a_way_to_pay_is_chosen(people: Customers) -> None:
    lines = LINES.replace("<a href='/till'>Checkout</a>", f"{WAYS}<a id=on href='#'>Checkout</a>")
    code = """const d = document.createElement('dialog'); d.setAttribute('role', 'alertdialog');
      d.innerHTML = '<p role=alert>Please choose a payment method.</p><button>Close</button>';
      d.querySelector('button').onclick = () => d.close(); document.body.append(d);
      on.onclick = e => { e.preventDefault(); document.querySelector('[name=p]:checked') ? location.href = '/till' : d.showModal() }"""
    bought = send(people, {**SHOP, "/basket": page(lines, title="Basket", script=code)})
    assert bought.reference == "MUG-4711", told(bought)


def test_a_size_in_centimetres_is_a_choice_and_an_invitation_is_none(see: See) -> None:
    pills = "".join(f"<div role=button tabindex=0 style='display:inline-block;padding:9px'{' class=active aria-pressed=true' if n == 0 else ''}>{each}</div>" for n, each in enumerate(("Please choose", "40 x 40 cm", "50 x 50 cm")))  # fmt: skip
    view = see(f"<main><h1>Cushion</h1>{OFFER}<p>Size</p>{pills}<p><button>Add to basket</button></p></main>")
    [size] = option_groups(view, shop.add_to_basket(view))
    assert ([each.label for each in size.choices], size.needed) == (["40 x 40 cm", "50 x 50 cm"], True)


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        ("phone", "+33 6 12-34 56 78", "+33612345678"),
        ("phone", "(020) 7946 0018", "02079460018"),
        ("postcode", "1234 AB", "1234AB"),
        ("street", "12 High Street", "12 High Street"),
    ],
)
def test_what_was_refused_is_written_plainly(kind: str, value: str, plain: str) -> None:
    assert plainly(kind, value) == plain


def test_a_number_that_is_refused_with_its_spaces_is_sent_without(people: Customers) -> None:
    till = TILL.replace("<p>Total", "<label>Phone <input id=t type=tel name=t autocomplete=tel required aria-describedby=w></label><p id=w class=error role=alert></p><p>Total", 1)  # fmt: skip
    code = """f.onsubmit = () => { const fine = /^[+]?[0-9]+$/.test(t.value); t.setAttribute('aria-invalid', !fine);
      w.innerText = fine ? '' : 'Please enter a valid phone number.'; return fine }"""
    shop_pages = {**SHOP, "/till": page(f"<form id=f action=/thanks novalidate>{till}<button>Buy now</button></form>", title="Checkout", script=code)}  # fmt: skip
    bought = send(people, shop_pages, forms="types")
    assert bought.reference == "MUG-4711", told(bought)
    assert any(each.startswith("valid-input-rejected") for each in bought.findings), told(bought)


BANNER: Final = "<div style='position:fixed;bottom:0;left:0;background:#eee;padding:1em;width:20em'><p>We use cookies.</p><a id=ok style='cursor:pointer'>Accept</a> <a id=no style='cursor:pointer'>Reject</a></div>"


def test_a_cookie_question_beside_the_shop_that_no_key_can_answer_holds_nobody_up(people: Customers) -> None:
    code = "ok.onclick = no.onclick = () => ok.parentElement.remove()"
    home = page("<p><a href='/mug'>Blue Mug</a> £9.00</p>" + BANNER, title="Mugs", script=code)
    bought = send(people, {**SHOP, "/": home}, input="keyboard", cookies="rejects")
    assert bought.reference == "MUG-4711", told(bought)
    assert any(each.startswith("keyboard-blocked") for each in bought.findings), told(bought)
