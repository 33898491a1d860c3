"""Finds the buttons that count a line of the basket up and down: what stands at the two sides of its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.basketlines import BasketLine
from mystery_shopper.shop.linefields import BESIDE
from mystery_shopper.shop.parts import Control, Rect
from mystery_shopper.shop.view import PageView

_FAR: Final = 400.0  # CSS pixels between the number of pieces and the button that takes them (P)


@dataclass(frozen=True, slots=True)
class Counters:
    """What makes one less and one more of a product; either may sleep or be missing."""

    less: Control | None
    more: Control | None


def counters(view: PageView, line: BasketLine) -> Counters:
    """Return the buttons beside the number of a basket's line; most shops give them a sign and no name."""
    number = next((each.rect for each in view.lines if each.row == line.row and each.text == str(line.quantity)), None)
    if number is None:
        return Counters(None, None)
    buttons = [each for each in view.controls if each.row == line.row and each.role == "button" and each != line.remove]
    return _beside(number, buttons)


def _beside(number: Rect, buttons: Sequence[Control]) -> Counters:
    level = [each for each in buttons if abs(_middle(each.rect)[1] - _middle(number)[1]) < number.height]
    apart = [(_middle(each.rect)[0] - _middle(number)[0], each) for each in level]
    left = [each for each in apart if -BESIDE < each[0] < 0]
    right = [each for each in apart if 0 < each[0] < BESIDE]
    return Counters(
        max(left, key=lambda each: each[0])[1] if left else None,
        min(right, key=lambda each: each[0])[1] if right else None,
    )


def none_yet(view: PageView, add: Control) -> Control | None:
    """Return what counts up where a product's page has counted none yet, in writing between two buttons."""
    zeros = [each for each in view.lines if each.text == "0" and not each.control and each.row in (0, add.row)]
    for number in sorted(zeros, key=lambda each: abs(each.rect.y - add.rect.y)):
        beside = _beside(number.rect, [each for each in view.controls if each.role == "button"])
        if beside.less and beside.more and abs(number.rect.y - add.rect.y) < _FAR:
            return None if beside.more.disabled else beside.more
    return None


def _middle(rect: Rect) -> tuple[float, float]:
    return rect.x + rect.width / 2, rect.y + rect.height / 2
