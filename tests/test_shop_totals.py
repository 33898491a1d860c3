"""Rows among the sums whose words nobody knows: they cost something, or take something off."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mystery_shopper.frictions.sums import known_sums
from mystery_shopper.model import Observation
from mystery_shopper.shop.totals import TotalsView, read_totals
from mystery_shopper.shop.view import Line, PageView, Rect


def sums(*rows: str, lang: str = "en") -> TotalsView:
    """Read sums that stand below each other, a line a row."""
    lines = tuple(Line(each, tag="p", region="main", rect=Rect(0, 30 * at, 400, 20)) for at, each in enumerate(rows, 1))
    return read_totals(PageView("http://shop.example/basket", lang=lang, lines=lines))


@pytest.mark.parametrize(
    ("row", "amount"),
    [("Rounding -£0.02", "-0.02"), ("Loyalty points \u2212£3.00", "-3.00"), ("Parcel guard £1.95", "1.95")],
)
def test_a_row_that_nobody_knows_counts_with_its_sign(row: str, amount: str) -> None:
    total = Decimal("20.00") + Decimal("3.95") + Decimal(amount)
    read = sums("Subtotal £20.00", "Delivery £3.95", row, f"Total £{total}")
    assert (read.fees, read.total) == ((Decimal(amount),), total)
    fact = Observation(
        "totals",
        total,
        detail={"subtotal": read.subtotal, "delivery": read.delivery, "fees": [("?", each) for each in read.fees]},
    )
    assert total in known_sums(fact)


def test_a_row_of_nothing_is_none() -> None:
    assert sums("Subtotal £20.00", "Parcel guard £0.00", "Total £20.00").fees == ()
