"""A shop in a window of somebody's page is bought at as any other, and small windows are left alone."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Playwright
from shops.buying import Customers
from tiny_shop import Answer, TinyShop, page

STORE: Final = {
    "/store": page("<ul><li><a href='/mug'>Blue Mug</a> £9.00</li></ul>", title="Store"),
    "/mug": page(
        "<h1>Blue Mug</h1><p>£9.00</p><p>Delivery £2.00, returns within 30 days.</p><form action=/basket><button>Add to basket</button></form>",
        title="Blue Mug",
        script="if (parent.ask) parent.ask()",
    ),
    "/basket": page(
        "<h1>Basket</h1><div class=card><a href='/mug'>Blue Mug</a> <select aria-label='How many'><option>1<option>2</select> <b>£9.00</b> <button aria-label='Remove Blue Mug'>x</button></div>"
        "<p>Total £9.00</p><form action=/till><label>E-mail <input type=email name=e autocomplete=email required></label> <button>Checkout</button></form>",
        title="Basket",
    ),
    "/till": page(
        "<h1>Checkout</h1><form action=/thanks><label>Name <input name=n autocomplete=name required></label> <label>Address <input name=a autocomplete=street-address required></label> "
        "<label>City <input name=c autocomplete=address-level2 required></label> <label>Postcode <input name=p autocomplete=postal-code required></label> "
        "<label><input type=radio name=m required> Cash on delivery</label><p>Total £9.00</p><button>Buy now</button></form>",
        title="Checkout",
    ),
    "/thanks": page(
        "<h1>Thank you for your order</h1><p>Order number AB-1207. Total £9.00. We have sent you an e-mail.</p>"
    ),
}
LATE_QUESTION: Final = """window.ask = () => { const bar = document.createElement('div');
  bar.style = 'position:fixed;left:0;right:0;bottom:0;height:70%;background:#fff';
  bar.innerHTML = '<p>We use cookies.</p><button>Accept all</button> <button>Reject all</button>';
  bar.querySelectorAll('button').forEach(each => each.onclick = () => bar.remove()); document.body.append(bar) }"""


@pytest.mark.parametrize(("style", "found"), [("width:100%;height:700px", True), ("width:300px;height:200px", False)])
def test_a_shop_in_a_large_window_of_the_page_is_bought_at(
    playwright: Playwright, tmp_path: Path, style: str, found: bool
) -> None:
    tiny = TinyShop()
    first = page(
        f"<h1>Our Bakery</h1><iframe src=/store title=Store style='{style}'></iframe>",
        title="Our Bakery",
        script=LATE_QUESTION,
    )
    tiny.answers = {path: Answer(body) for path, body in {**STORE, "/": first}.items()}
    people = Customers(playwright, tmp_path, max_orders=1)
    try:
        bought = people.buy(tiny.url, "Blue Mug")
    finally:
        people.close()
        tiny.close()
    assert bought.believed == found, bought.sentence
    if found:
        assert bought.lines == (("Blue Mug", 1),)
