"""A shop whose pages go on by themselves, a moment after they seemed to be at rest."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Playwright
from shops.buying import Bought, Customers
from tiny_shop import Answer, TinyShop, page

HEAD: Final = "<header><a href='/'>Mugs</a> <a href='/basket'>Basket <span id=count>0</span></a></header>"
PRODUCT: Final = (
    HEAD
    + "<p>£12.50</p><p>Delivery £3.95, returns within 30 days.</p><button id=add>Add to basket</button><div id=over></div>"
)
ADD: Final = """add.onclick = () => {
  count.textContent = 1;
  setTimeout(() => {
    over.innerHTML = `<div role=dialog aria-modal=true tabindex=-1 aria-label="Added" style="position:fixed;inset:0;background:#fff">
      <h2>Blue Mug was added to your basket</h2><p>Subtotal £12.50</p><p>Doorstep drop £3.95</p><p>Total £16.45</p>
      <button onclick="over.innerHTML = ''">Continue shopping</button> <a href="/basket">Go to basket</a></div>`;
    over.firstChild.focus() }, 400) }"""
BASKET: Final = (
    "<table><tr><td>Blue Mug</td><td>1 x £12.50</td><td>£12.50</td><td><button>Remove</button></td></tr></table>"
    "<p>Delivery £3.95</p><p>Total £16.45</p><a href='/checkout'>Go to checkout</a>"
)
CHECKOUT: Final = (
    "<form id=who><label>E-mail <input type=email name=email required></label> <label>Name <input name=name autocomplete=name required></label>"
    "<label>Address <input name=street autocomplete=street-address required></label> <label>Town <input name=city autocomplete=address-level2 required></label>"
    "<label>Postcode <input name=zip autocomplete=postal-code required></label><button>Next</button></form>"
    "<form id=pay action=/bank hidden><fieldset><legend>Payment method</legend>"
    "<label><input type=radio name=by value=transfer checked> Bank transfer</label> <label><input type=radio name=by value=card> Credit card</label></fieldset>"
    "<p>Total £16.45</p><button>Place order</button></form><div id=mask></div>"
)
MASK: Final = """who.onsubmit = e => { e.preventDefault();
  mask.innerHTML = '<div style="position:fixed;inset:0;background:#fffc"><p>Please wait...</p></div>';
  setTimeout(() => { mask.innerHTML = ''; who.hidden = true; pay.hidden = false; history.pushState({}, '', '#payment') }, 900) }"""
BANK: Final = (
    "<p>Amount £16.45</p><form action=/thanks><label>Card number <input name=n autocomplete=cc-number required></label> "
    "<label>Expiry <input name=e autocomplete=cc-exp required></label> <label>Security code <input name=c autocomplete=cc-csc required></label>"
    "<button>Pay £16.45</button></form>"
)
THANKS: Final = (
    "<p>Thank you, your order has been placed. Order number: MW-1207. Total £16.45. We have sent you an e-mail.</p>"
)


@pytest.fixture(scope="module")
def bought(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bought, TinyShop]]:
    """What came of a visit to a shop that takes a moment for everything, by somebody who may place one order."""
    shop = TinyShop()
    shop.answers = {
        "/": Answer(page(HEAD + "<ul><li><a href='/mug'>Blue Mug</a> £12.50</li></ul>", title="Mugs")),
        "/mug": Answer(page(PRODUCT, title="Blue Mug", script=ADD)),
        "/basket": Answer(page(BASKET, title="Basket")),
        "/checkout": Answer(page(CHECKOUT, title="Checkout", script=MASK)),
        "/bank": Answer(page(BANK, title="Secure payment")),
        "/thanks": Answer(page(THANKS, title="Thank you")),
    }
    people = Customers(playwright, Path(tmp_path_factory.mktemp("visits")), max_orders=1)
    yield people.buy(shop.url, "Blue Mug", locale="en-GB", country="GB", currency="GBP"), shop
    people.close()
    shop.close()


def test_who_meets_a_layer_and_a_mask_that_come_late_and_a_page_of_the_bank_buys(
    bought: tuple[Bought, TinyShop],
) -> None:
    visit, _ = bought
    assert visit.believed, "\n".join([visit.sentence, *visit.trail])
    assert visit.reference == "MW-1207"


def test_who_pays_by_card_leaves_the_transfer_that_the_shop_has_chosen(bought: tuple[Bought, TinyShop]) -> None:
    _, shop = bought
    assert [each.path for each in shop.asked if each.path.startswith("/bank")] == ["/bank?by=card"]


@pytest.mark.parametrize("kind", ["status-silent", "total-wrong", "obscured-target", "late-extra-cost"])
def test_what_comes_a_moment_later_is_no_flaw(bought: tuple[Bought, TinyShop], kind: str) -> None:
    visit, _ = bought
    assert not [each for each in visit.findings if each.startswith(kind)]
