"""Little shops, no two alike, each of which must sell to a stranger who knows its address and a product's name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Page
from shops.naive_walk import Walk

from mystery_shopper.model import Card, Identity

pytest_plugins = ("shops.pages",)

APPROVED = Card("approved", "visa", "4242424242424242", "123", "approves", "published test card")
DECLINED = Card("declined", "visa", "4000000000000002", "123", "declines", "published test card")
BRITISH = Identity(
    1,
    "Ada",
    "Byron",
    "ada@example.com",
    "07700 900123",
    "+447700900123",
    "12 Mill Lane",
    "",
    "Bath",
    "Somerset",
    "BA1 2AB",
    "GB",
    "Tea-1843x",
)
GERMAN = Identity(
    2,
    "Uwe",
    "Groß",
    "uwe@example.com",
    "0151 23456789",
    "+4915123456789",
    "Lindenweg 7",
    "",
    "Köln",
    "",
    "50667",
    "DE",
    "Seife-1843",
)
FRENCH = Identity(
    3,
    "Zoé",
    "Martin",
    "zoe@example.com",
    "06 12 34 56 78",
    "+33612345678",
    "7 rue des Lilas",
    "",
    "Lyon",
    "",
    "69003",
    "FR",
    "Livre-1843",
)
AMERICAN = Identity(
    4,
    "Ann",
    "Lee",
    "ann@example.com",
    "(212) 555-0147",
    "+12125550147",
    "350 Oak St",
    "",
    "Austin",
    "TX",
    "78701",
    "US",
    "Shoe-1843x",
)
SPANISH = Identity(
    5,
    "Lucía",
    "Gómez",
    "lu@example.com",
    "612 34 56 78",
    "+34612345678",
    "Calle Mayor 5",
    "",
    "Sevilla",
    "",
    "41001",
    "ES",
    "Verde-1843",
)


@dataclass(frozen=True)
class Case:
    """A shop of the fleet and what a customer must learn there."""

    shop: str
    who: Identity
    product: str
    price: Decimal
    currency: str
    in_basket: str
    reference: str
    added: frozenset[str]


FLEET = (
    Case(
        "teapots",
        BRITISH,
        "Brown Betty Teapot",
        Decimal("24.50"),
        "GBP",
        "Brown Betty Teapot, 2 cups",
        "TS-10042",
        frozenset(("badge", "basket")),
    ),
    Case(
        "seifen",
        GERMAN,
        "Lavendelseife",
        Decimal("6.50"),
        "EUR",
        "Lavendelseife",
        "SK-2026-00417",
        frozenset(("message", "badge")),
    ),
    Case(
        "librairie",
        FRENCH,
        "Le Petit Prince",
        Decimal("8.90"),
        "EUR",
        "Le Petit Prince",
        "2026-1187",
        frozenset(("badge", "basket")),
    ),
    Case(
        "tickets",
        BRITISH,
        "Evening Concert",
        Decimal("28.00"),
        "GBP",
        "Evening Concert",
        "OM-77213",
        frozenset(("basket",)),
    ),
    Case(
        "sneakers", AMERICAN, "Cloud Runner", Decimal("129.95"), "USD", "Cloud Runner size 8", "", frozenset(("badge",))
    ),
    Case(
        "plants",
        SPANISH,
        "Monstera Deliciosa",
        Decimal("24.90"),
        "EUR",
        "Monstera Deliciosa",
        "88120",
        frozenset(("message", "badge")),
    ),
)


@pytest.mark.parametrize("case", FLEET, ids=lambda case: case.shop)
def test_every_shop_of_the_fleet_sells(case: Case, window: Page, fleet_url: str) -> None:
    walk = Walk(window, case.who, APPROVED)
    end = walk.buy(f"{fleet_url}/{case.shop}/index.html", case.product)
    assert end is not None, "\n".join(walk.trail)
    assert end.believed
    assert end.reference == case.reference
    assert walk.product is not None
    assert walk.product.price is not None
    assert (walk.product.name, walk.product.price.amount, walk.product.price.currency) == (
        case.product,
        case.price,
        case.currency,
    )
    assert walk.basket is not None
    assert [(each.name, each.quantity) for each in walk.basket.lines] == [(case.in_basket, 1)]
    assert walk.basket.lines[0].total is not None
    assert walk.basket.lines[0].total.amount == case.price
    assert set(walk.signs) == case.added


def test_a_declined_card_buys_nothing(window: Page, fleet_url: str) -> None:
    walk = Walk(window, BRITISH, DECLINED)
    end = walk.buy(f"{fleet_url}/teapots/index.html", "Brown Betty Teapot")
    assert end is None
    assert "declined" in window.inner_text("main")


@pytest.mark.parametrize(
    ("shop", "page", "breaks"),
    [
        ("teapots", "payment.html", "document.querySelector('#pay').onsubmit = (e) => { e.preventDefault(); };"),
        ("teapots", "address.html", "document.querySelector('#address').onsubmit = (e) => { e.preventDefault(); };"),
        ("librairie", "compte.html", "document.getElementById('n').onsubmit = (e) => { e.preventDefault(); };"),
        (
            "plants",
            "interior.html",
            "el('m').addEventListener('submit', (e) => { e.stopImmediatePropagation(); e.preventDefault(); }, true);",
        ),
        ("sneakers", "checkout.html", "document.querySelector('#done').onclick = () => {};"),
    ],
    ids=[
        "dead final button",
        "dead address form",
        "account demanded behind a broken form",
        "form leads nowhere",
        "silent purchase",
    ],
)
def test_a_shop_that_cannot_sell_is_never_reported_as_bought(
    shop: str, page: str, breaks: str, window: Page, fleet_url: str
) -> None:
    case = next(each for each in FLEET if each.shop == shop)
    window.route(
        f"**/{shop}/{page}*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("</body>", f"<script>{breaks}</script></body>"),
        ),
    )
    walk = Walk(window, case.who, APPROVED)
    assert walk.buy(f"{fleet_url}/{shop}/index.html", case.product) is None, "\n".join(walk.trail)
