"""What the shopper may spend: published test cards only, a bounded number of orders, and only at allowed hosts."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mystery_shopper.cards import unpublished_number
from mystery_shopper.errors import OrderRefused, Refused


@dataclass(frozen=True)
class Purse:
    """Bounds one run: ``tally`` is a file that all its workers share, one byte an order."""

    tally: Path
    most_orders: int
    allows: Callable[[str], bool]
    keep_secret: Callable[[str], None] = lambda _number: None  # is told a number that was refused: it may be a real one

    def check(self, text: str) -> None:
        """Refuse a text that is or holds what may be somebody's real card number.

        Raises:
            Refused: before it is typed anywhere; the number itself is not repeated.
        """
        if number := unpublished_number(text):
            self.keep_secret(number)
            raise Refused(
                f"A number ending in {number.strip()[-4:]} passes the check of card numbers and is no published test "
                "card. It was not typed. Use a card from `mystery-shopper cards`."
            )

    def refuse_order_if_empty(self) -> None:
        """Keep a visit that may place no order away from a button that may place one.

        Raises:
            OrderRefused: when the run may place none at all.
        """
        if not self.most_orders:
            raise OrderRefused("This visit may place no order, and the button may place one. It was not pressed.")

    def count_order(self, presses: int = 1) -> None:
        """Count one order before it is placed; each of several presses may place one of its own.

        Raises:
            OrderRefused: when the run has placed as many as it may.
        """
        self.refuse_order_if_empty()
        placed = _mark(self.tally, presses) - _size(self._refused)
        if placed > self.most_orders:
            raise OrderRefused(
                f"This run may place {self.most_orders} orders and this would be number {placed}. "
                "Raise max_orders in shop.yaml if the shop can bear it."
            )

    def take_back_order(self, presses: int = 1) -> None:
        """Count an order no longer that the shop has refused because of what stood in its form."""
        _mark(self._refused, presses)

    @property
    def _refused(self) -> Path:
        return self.tally.with_name(f"{self.tally.name}-refused")


def _mark(tally: Path, number: int) -> int:
    """Add to a tally that several processes keep, and return how many it holds."""
    tally.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(tally, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    try:
        os.write(descriptor, b"." * number)
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)


def _size(tally: Path) -> int:
    return tally.stat().st_size if tally.exists() else 0
