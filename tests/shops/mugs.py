"""A little shop that sells one blue mug; a test puts other pages in the place of its own and sends somebody there."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tiny_shop import Answer, TinyShop, page

from shops.buying import Bought, Customers

OFFER: Final = "<p>£9.00</p><p>Delivery free, returns within 30 days.</p>"
LINES: Final = "<table><tr><td><a href='/mug'>Blue Mug</a></td><td><input type=number value=1 aria-label=Quantity></td><td>£9.00</td></tr></table><p>Total £9.00</p><a href='/till'>Checkout</a>"
TILL: Final = "<label>E-mail <input type=email name=e autocomplete=email required></label> <label>Card number <input name=c autocomplete=cc-number></label> <label>Expiry <input name=x autocomplete=cc-exp></label> <label>Security code <input name=s autocomplete=cc-csc></label><p>Total £9.00</p>"
THANKS: Final = (
    "<p>Thank you for your order! Your order number is MUG-4711. Total £9.00. We have sent you an e-mail.</p>"
)
SHOP: Final = {
    "/": page("<p><a href='/mug'>Blue Mug</a> £9.00</p>", title="Mugs"),
    "/mug": page(f"{OFFER}<form action=/basket><button>Add to basket</button></form>", title="Blue Mug"),
    "/basket": page(LINES, title="Basket"),
    "/till": page(f"<form action=/thanks>{TILL}<button>Buy now</button></form>", title="Checkout"),
    "/thanks": page(THANKS, title="Thank you"),
}


def send(people: Customers, pages: Mapping[str, str], **traits: Any) -> Bought:
    """Let somebody buy the mug at a shop of these pages."""
    tiny = TinyShop()
    tiny.answers |= {path: Answer(body) for path, body in pages.items()}
    try:
        return people.buy(tiny.url, "Blue Mug", **{"patience_s": 6.0, **traits})
    finally:
        tiny.close()


def told(bought: Bought) -> str:
    """Return all that is known of a visit, for a test that fails."""
    return "\n".join([bought.sentence, *bought.findings, *bought.trail])
