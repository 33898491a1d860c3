"""What a list asks for a product is held against the product's own page only where both ask for the same thing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mystery_shopper import shop
from mystery_shopper.shop.parts import Money, Row
from mystery_shopper.shop.view import Control, Line, PageView
from mystery_shopper.tasks.promised import comparable, listed_price


def listing(price: str) -> tuple[PageView, Control]:
    """A page that lists two mugs, and the link to the first of them."""
    rows, controls, lines = [], [], []
    for at, (name, said) in enumerate((("Blue Mug", price), ("Red Mug", "£7.00")), 1):
        link = Control(at, "link", name, "a", f"http://shop.example/{at}", name, region="main", row=at)
        rows.append(Row(at, f"{name} {said}", "li", "main", group=1))
        controls.append(link)
        lines += [Line(name, tag="a", region="main", row=at, control=at), Line(said, tag="p", region="main", row=at)]
    view = PageView("http://shop.example/", "en", rows=tuple(rows), controls=tuple(controls), lines=tuple(lines))
    return view, controls[0]


@pytest.mark.parametrize(
    ("said", "asks"),
    [("£9.90", "9.90"), ("from £9.90", None), ("£9.90 - £12.50", None), ("£9.90 excl. VAT", None), ("Sold out", None)],
)
def test_what_a_list_asks(said: str, asks: str | None) -> None:
    found = listed_price(*listing(said))
    assert (found and found.amount) == (Decimal(asks) if asks else None)


@pytest.mark.parametrize(
    ("more", "money", "held"),
    [
        ("", "GBP", True),
        ("Members pay £9.90", "GBP", False),
        ("£9.90 for the small one", "GBP", False),
        ("", "EUR", False),
        ("", "", False),
    ],
)
def test_what_the_page_may_be_held_to(more: str, money: str, held: bool) -> None:
    words = (Line("Blue Mug", heading=1, region="main"), Line("£12.50", region="main"), Line(more, region="main"))
    view = PageView("http://shop.example/1", "en", lines=words)
    product = replace(shop.read_product(view), price=Money(Decimal("12.50"), "GBP"))
    assert bool(comparable(view, product, Money(Decimal("9.90"), money))) == held
