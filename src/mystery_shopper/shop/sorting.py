"""Finds what puts a listing into an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mystery_shopper.shop.parts import Control, Field, Option
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PageView, in_reach
from mystery_shopper.shop.weighing import LEAST, honest, meaning, weigh


@dataclass(frozen=True, slots=True)
class SortControl:
    """What sorts a listing: an option of a list, or something to press."""

    target: Field | Control
    option: Option | None
    why: str

    @property
    def ref(self) -> int:
        return self.target.ref


def sort_control(
    view: PageView, how: Literal["price-up", "price-down", "newest", "name"] = "price-up"
) -> SortControl | None:
    """Return what puts a listing into the given order."""
    key = {"price-up": "cheapest-first", "price-down": "dearest-first", "newest": "newest-first", "name": "by-name"}[
        how
    ]
    for field in honest(view):
        scored = [(says(key, each.text, view.lang), each) for each in field.options]
        if how == "price-up":  # a list that offers "Price" alone begins with the cheapest
            scored += [(LEAST * (says("by-price", each.text, view.lang) > LEAST), each) for each in field.options]
        sure, option = max(scored, key=lambda each: each[0], default=(0.0, None))
        if sure >= LEAST and len(field.options) < 20:
            return SortControl(field, option, f"{field} offers {option.text if option else ''!r}")
    pressed = weigh(in_reach(view), lambda each: _sorts(view, each, key, how), f"sorts ({how})", 0.7)
    return SortControl(pressed.target, None, pressed.why) if pressed else None


def sort_list(view: PageView) -> Field | None:
    """Return the list of the page's own making that opens to show how a listing can be sorted."""
    named = [each for each in honest(view) if each.type in ("combobox", "listbox") and not each.options]
    return next((each for each in named if says("sort", f"{each.label} {each.adjacent}", view.lang) > LEAST), None)


def _sorts(view: PageView, control: Control, key: str, how: str) -> float:
    by_price = how == "price-up" and control.role == "option" and meaning("by-price", control, view.lang) > LEAST
    return max(meaning(key, control, view.lang), 0.75 * by_price)
