"""Puts right what the shop found fault with when its last button was pressed."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.forms import make_choices
from mystery_shopper.tasks.guessing import tick_what_is_named
from mystery_shopper.tasks.stepping import mend


def put_right(shopper: Shopper, before: PageView) -> bool:
    """Mend what was refused, tick what the error names, or else choose what is asked since; say whether she could."""
    mended = mend(shopper, before)
    return tick_what_is_named(shopper) or mended or _chosen_late(shopper)


def _chosen_late(shopper: Shopper) -> bool:
    """Choose what the page asks only since the press, such as a delivery for the address; say whether it did."""
    asked = [each for each in shop.choices_needed(shopper.look_again()) if each.needed and each.chosen is None]
    return any(each.kind in ("delivery", "payment", "terms") for each in asked) and bool(make_choices(shopper))
