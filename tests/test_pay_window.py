"""A till in a window of the provider's own, on another site: it sells, it mends, and it ends with a sentence."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from typing import Final

import pytest
from shops.buying import Bought, Customers
from tiny_shop import Answer, TinyShop, page

from mystery_shopper.model import Outcome

SHOP: Final = {
    "/": ("<p><a href='/mug'>Blue Mug</a> £9.00</p><p><a href='/basket'>Basket</a></p>", ""),
    "/mug": (
        "<p>£9.00</p><p>Delivery £2.00, returns within 30 days.</p><a href='/basket'>Basket</a> <button id=add>Add to basket</button><p role=status id=word></p>",
        "add.onclick = () => { sessionStorage.mug = 1; word.textContent = 'Blue Mug was added to your basket' }",
    ),
    "/basket": (
        "<table><tr><td><a href='/mug'>Blue Mug</a></td><td><input type=number value=1 aria-label=Quantity></td><td>£9.00</td></tr></table><p>Delivery £2.00</p><p>Total £11.00</p><a href='/checkout'>Checkout</a>",
        "",
    ),
    "/checkout": (
        "<form id=f><label>E-mail <input type=email name=email autocomplete=email required></label> <p>Total £11.00</p><button>{opens}</button></form>",
        "f.onsubmit = e => { e.preventDefault(); const till = document.createElement('iframe'); till.title = 'Secure till';"
        " till.style = 'position:fixed;inset:20px;width:90%;height:90%;background:#fff;z-index:9;border:0'; till.src = location.origin.replace('127.0.0.1', 'localhost') + '/till';"
        " document.body.append(till) }; onmessage = e => { if (e.data === 'paid') location.href = '/thanks' }",
    ),
    "/thanks": (
        "<p>Thank you for your order! Your order number is MUG-4711. We send you an e-mail.</p><p>Total £11.00</p>",
        "",
    ),
}
TILL: Final = (
    "<form id=who novalidate><label>Name <input name=n autocomplete=name></label> <label>Phone (optional) <input type=tel name=t autocomplete=tel></label> <label>Postcode <input name=p autocomplete=postal-code></label>"
    "<p role=alert id=no></p><button>Continue</button></form><form id=pay hidden novalidate><label>Card number <input name=c autocomplete=cc-number></label> <label>Expiry date <input name=x autocomplete=cc-exp></label> "
    "<label>Security code <input name=s autocomplete=cc-csc></label><p role=alert id=wrong></p><button>Pay £11.00</button></form>"
)
GOES_ON: Final = "who.onsubmit = e => { e.preventDefault(); who.hidden = true; pay.hidden = false };"
PAYS: Final = "const done = () => parent.postMessage('paid', '*'); pay.onsubmit = e => { e.preventDefault(); fetch('/paid', {method: 'POST'}).then(done) };"
ONCE: Final = "let tries = 0; who.onsubmit = e => { e.preventDefault(); if (tries++ === 0) { who.p.value = ''; who.p.setAttribute('aria-invalid', true); no.textContent = 'Please enter a valid postcode.' } else if (who.p.value) { who.hidden = true; pay.hidden = false } };"
PHONE: Final = "who.onsubmit = e => { e.preventDefault(); if (!who.t.value) no.textContent = 'Phone: please enter a value.'; else { no.textContent = ''; who.hidden = true; pay.hidden = false } };"
NEVER: Final = "let asked = 0; who.onsubmit = e => { e.preventDefault(); if (asked++ > 9) location.reload(); no.textContent = 'Please enter a valid postcode.' };"
CARD_NEVER: Final = "pay.onsubmit = e => { e.preventDefault(); wrong.textContent = 'Please check the security code.' };"
SILENT: Final = "pay.onsubmit = e => { e.preventDefault(); fetch('/paid', {method: 'POST'}) };"
SLOW: Final = "pay.onsubmit = e => { e.preventDefault(); pay.querySelector('button').textContent = 'One moment'; fetch('/paid', {method: 'POST'}).then(() => setTimeout(() => parent.postMessage('paid', '*'), 2500)) };"


def sent(people: Customers, *till: str, opens: str = "Buy now", patience_s: float = 8.0) -> tuple[Bought, int]:
    """Buy a mug whose till has these scripts; return the visit, and how often the provider was asked for the money."""
    tiny = TinyShop()
    for path, (body, script) in SHOP.items():
        tiny.show(path, body.replace("{opens}", opens), title="Mugs", script=script)
    tiny.answers["/till"] = Answer(page(TILL, title="Secure till", script="".join(till)))
    tiny.answers["/paid"] = Answer("{}", kind="application/json")
    try:
        return people.buy(tiny.url, "Blue Mug", patience_s=patience_s), tiny.paths("POST").count("/paid")
    finally:
        tiny.close()


@pytest.mark.parametrize("opens", ["Buy now", "Pay"])
def test_a_window_takes_the_order(people: Customers, opens: str) -> None:
    bought, paid = sent(people, GOES_ON, PAYS, opens=opens)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
    assert paid == 1
    assert not bought.findings


@pytest.mark.parametrize("refuses", [ONCE, PHONE], ids=["a postcode once", "a phone left out"])
def test_what_a_window_refuses_is_mended(people: Customers, refuses: str) -> None:
    bought, paid = sent(people, refuses, PAYS)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
    assert paid == 1


@pytest.mark.parametrize(
    ("till", "said"),
    [((NEVER, PAYS), "Please enter a valid postcode."), ((GOES_ON, CARD_NEVER), "Please check the security code.")],
    ids=["who she is", "her card"],
)
def test_a_window_that_refuses_for_ever_is_left_with_its_words(
    people: Customers, till: tuple[str, ...], said: str
) -> None:
    tried, paid = sent(people, *till)
    assert not tried.believed
    assert paid == 0
    assert tried.outcome is Outcome.BLOCKED
    assert tried.moment == "pay"
    assert f'the window to pay in refuses what she entered. The page showed "{said}"' in tried.sentence
    assert tried.seconds < 60


def test_a_window_that_never_answers_is_no_order(people: Customers) -> None:
    tried, paid = sent(people, GOES_ON, SILENT, patience_s=4.0)
    assert not tried.believed
    assert paid == 1  # she does not pay twice
    assert tried.outcome in (Outcome.BLOCKED, Outcome.GAVE_UP)
    assert "the order was not confirmed" in tried.sentence
    assert "the window to pay in, which did not answer" in tried.sentence


def test_a_window_whose_button_changes_its_words_is_paid_in_once(people: Customers) -> None:
    bought, paid = sent(people, GOES_ON, SLOW)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
    assert paid == 1
