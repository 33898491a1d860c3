"""Picking something in a layer that a button opens, such as the locker that a parcel goes to, once it is missed."""

from __future__ import annotations

from collections.abc import Iterable

from mystery_shopper import shop
from mystery_shopper.shop.view import Control, PageView, in_reach
from mystery_shopper.shop.weighing import meaning, of_the_page, real_link, words
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.forms import fill_form, make_choices

_LEAST_WORDS = 2  # one alone, such as "Choose", begins too many complaints (P)
_MOST_PAGES = 3  # of one such layer: where she lives, which one, and "Take this one" (P)
_OPENS = ("choose-store", "look-up")


def choose_in_layer(shopper: Shopper, complaints: Iterable[str]) -> bool:
    """Press the button that a complaint names, and take the first answer of the layer that it opens; say whether.

    "Choose a locker, to which we shall send it" names "Choose a locker".
    """
    opener = _named(shopper.look(), list(complaints))
    if opener is None:
        return False
    before = shopper.look()
    shopper.press(opener)
    shopper.seek("what there is to pick", lambda view: _pick(before, view))
    for _ in range(_MOST_PAGES):
        here = shopper.look()
        pick = _pick(before, here)
        if pick is None:
            break
        fill_form(shopper)
        make_choices(shopper)
        again = shopper.look().again(pick)
        if not isinstance(again, Control) or again.disabled:
            break
        shopper.press(again)
        if shopper.look().modal is None:
            break
    return shop.meaning_changed(before, shopper.look())


def _named(view: PageView, complaints: list[str]) -> Control | None:
    said = [words(each) for each in complaints]
    for each in in_reach(view):
        own = words(each.name)
        if each.disabled or real_link(each) or not of_the_page(each.region) or len(own) < _LEAST_WORDS:
            continue
        begins = any(own == one[: len(own)] for one in said)
        if begins or (any(set(own) <= set(one) for one in said) and meaning(_OPENS[0], each, view.lang) > 0.9):
            return each
    return None


def _pick(before: PageView, view: PageView) -> Control | None:
    """Return what takes something in a layer that was not there before, else what leads on in it."""
    known = {each.key for each in before.controls}
    fresh = [each for each in in_reach(view) if each.key not in known or (view.modal and each.layer)]
    if view.modal is None:
        return None
    taking = [each for each in fresh if not each.disabled and _takes(view, each)]
    return taking[0] if taking else None


def _takes(view: PageView, control: Control) -> bool:
    keys = ("choose-option", "choose-store", "continue", "save")
    return max(meaning(each, control, view.lang) for each in keys) > 0.6
