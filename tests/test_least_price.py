"""What a piece costs at least, where a basket's line of several pieces shows one amount alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from friction_facts import fact, kinds

from mystery_shopper.shop.basketlines import BasketLine
from mystery_shopper.shop.parts import Money
from mystery_shopper.tasks.basket import least_price


def line(quantity: int | None, unit: str | None, total: str | None) -> BasketLine:
    made = [Money(Decimal(each), "GBP") if each else None for each in (unit, total)]
    return BasketLine("Mug", quantity, made[0], made[1])


@pytest.mark.parametrize(
    ("quantity", "unit", "total", "least"),
    [
        (2, "4.00", "8.00", "4.00"),
        (2, None, "8.00", "4.00"),
        (None, None, "8.00", None),
        (None, "4.00", None, "4.00"),
        (3, None, None, None),
    ],
)
def test_what_a_piece_costs_at_least(
    quantity: int | None, unit: str | None, total: str | None, least: str | None
) -> None:
    found = least_price(line(quantity, unit, total))
    assert (found.amount if found else None) == (Decimal(least) if least else None)


@pytest.mark.parametrize(("amount", "drifted"), [("8.00", False), ("4.00", False), ("9.00", True)])
def test_only_what_is_dearer_however_it_is_read_has_drifted(amount: str, drifted: bool) -> None:
    shown = fact("price", Decimal("4.00"), where="product", product="Mug", currency="GBP")
    least = least_price(line(2, None, amount))
    assert least is not None
    asked = fact("price", least.amount, "basket", where="basket", product="Mug", currency="GBP", at_least=True)
    assert kinds(shown, asked) == ["price-drift"] * drifted
