"""The embedded shop is read like any other: nothing in ``shop`` knows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from shops.naive_walk import Walk

from mystery_shopper import shop
from mystery_shopper.demo import DemoShop
from mystery_shopper.model import Card, Identity

pytest_plugins = ("shops.pages",)

ADA = Identity(
    1, "Ada", "Byron", "ada@example.com", "07700 900123", "+447700900123", "12 Mill Lane", "", "Bath", "Somerset",
    "BA1 2AB", "GB", "Tea-1843x",
)  # fmt: skip
ZOE = Identity(
    3, "Zoé", "Martin", "zoe@example.com", "06 12 34 56 78", "+33612345678", "7 rue des Lilas", "", "Lyon", "",
    "69003", "FR", "Livre-1843",
)  # fmt: skip
APPROVED = Card("approved", "visa", "4242424242424242", "123", "approves", "published test card")
DECLINED = Card("declined", "visa", "4000000000000002", "123", "declines", "published test card")


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoShop]:
    with DemoShop.start() as running:
        yield running


@pytest.fixture
def visitor(shop_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of somebody who speaks the given language."""
    context = shop_browser.new_context(locale=request.param, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("visitor", "who", "currency"),
    [("en-GB", ADA, "GBP"), ("fr-FR", ZOE, "EUR")],
    indirect=["visitor"],
    ids=["en-GB", "fr-FR"],
)
def test_it_sells_in_the_customers_language(visitor: Page, who: Identity, currency: str, demo: DemoShop) -> None:
    visitor.goto(demo.url)
    product = shop.results(shop.look(visitor))[0].name
    walk = Walk(visitor, who, APPROVED)
    end = walk.buy(demo.url, product)
    assert end is not None, "\n".join(walk.trail)
    assert set(end.signs) == {"text", "reference", "url", "basket"}
    assert walk.product is not None
    assert walk.basket is not None
    assert walk.product.price is not None
    assert walk.product.price.currency == currency
    totals = walk.basket.totals
    assert totals.subtotal == walk.product.price.amount
    assert totals.total == (totals.subtotal or 0) + (totals.delivery or 0)
    assert end.total is not None
    assert (end.total.amount, end.total.currency) == (totals.total, currency)
    assert "@" not in end.reference


@pytest.mark.parametrize("visitor", ["en-GB"], indirect=True)
def test_a_refused_card_is_told_and_nothing_is_bought(visitor: Page, demo: DemoShop) -> None:
    walk = Walk(visitor, ADA, DECLINED)
    assert walk.buy(demo.url, "Harbour Stoneware Mug") is None
    views = [shop.look(visitor), *shop.look_frames(visitor)]
    assert "declined" in shop.decline_message(views)
    assert shop.stage(views[0], views[1:]) == "payment"


@pytest.mark.parametrize("visitor", ["en-GB"], indirect=True)
def test_searching_sorting_and_missing_pages_are_understood(visitor: Page, demo: DemoShop) -> None:
    visitor.goto(f"{demo.url}search/?q=zzzz")
    assert shop.no_results(shop.look(visitor))
    visitor.goto(f"{demo.url}search/?q=jumper")
    listing = shop.look(visitor)
    assert shop.no_results(listing) == ""
    assert [each.name for each in shop.results(listing)] == ["Fisherman Jumper"]
    assert shop.sort_control(listing, "price-up") is not None
    visitor.goto(f"{demo.url}no-such-page/")
    assert shop.soft_404(shop.look(visitor)) == "Page not found"
