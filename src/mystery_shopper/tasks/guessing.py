"""Answers what a checkout asks and nobody could foresee: terms, boxes and lists that are no data of hers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from mystery_shopper import shop
from mystery_shopper.shop.asking import is_typed_list
from mystery_shopper.shop.parts import Option
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.forms import asks_yes_or_no, hers_to_fill
from mystery_shopper.tasks.lists import choose_in_list, is_answered, is_own_list, was_chosen
from mystery_shopper.tasks.tastes import best

_STEM: Final = 6
"""Letters by which words of one root are taken for each other: "Widerrufsrecht", "Widerrufsbelehrung" (P)."""


def agree(shopper: Shopper) -> bool:
    """Tick the terms, and say no to what costs more, where a basket asks before the checkout; say whether it did."""
    asked = shop.choices_needed(shopper.look())
    ticked = [group.items for group in asked if group.kind == "terms" and group.needed]
    refused = filter(None, [best(shopper, group) for group in asked if asks_yes_or_no(group)])
    boxes = [item.target for items in (*ticked, tuple(refused)) for item in items if isinstance(item.target, Field)]
    for each in boxes:
        shopper.tick(each)
    return bool(boxes)


def tick_what_is_left(shopper: Shopper) -> bool:
    """Tick the boxes that a sleeping button may wait for, whatever they say; say whether any.

    Those that cost nothing, or where all cost something the cheapest one: some shops demand that something is added.
    """
    view = shopper.look()
    waiting = [
        each for each in view.fields if each.type == "checkbox" and not each.checked and hers_to_fill(view, each)
    ]
    priced = [each for each in waiting if shop.find_prices(each.label, view.lang)]
    left = [each for each in waiting if each not in priced and _may_be_ticked(view, each)]
    costs = {each.key: _cost_of_row(view, each) for each in left}
    free = [each for each in left if not costs[each.key]]
    for each in free or sorted(left, key=lambda each: costs[each.key])[:1]:  # one of several goods may be demanded
        shopper.tick(each)
    return bool(left)


def tick_what_is_named(shopper: Shopper) -> bool:
    """Tick the boxes without a price that share a telling word with the shop's error; say whether any."""
    view = shopper.look()
    stems = {stem for wrong in shop.errors(view) for stem in _stems(wrong.text)}
    empty = [each for each in view.fields if each.type == "checkbox" and not each.checked and hers_to_fill(view, each)]
    named = [
        each
        for each in empty
        if stems & _stems(each.label) and not shop.find_prices(each.label, view.lang) and _may_be_ticked(view, each)
    ]
    for each in named:
        shopper.tick(each)
    return bool(named)


def _may_be_ticked(view: PageView, box: Field) -> bool:
    guess = shop.classify(box, view.lang)
    return guess is None or guess.kind == "terms"


def _stems(text: str) -> set[str]:
    """Return how the long words of a text begin, by which words of one root are known."""
    return {each[:_STEM] for each in re.findall(r"[^\W\d_]+", text.casefold()) if len(each) >= _STEM}


def _cost_of_row(view: PageView, box: Field) -> Decimal:
    """Return the lowest price in the row of a box that takes what the row offers; zero when there is none."""
    prices = shop.find_prices(view.row_text(box.row), view.lang) if box.row else []
    return min((each.amount for each in prices), default=Decimal(0))


def answer_lists(shopper: Shopper, *, all_of_them: bool = False) -> bool:
    """Choose in lists that ask for something of the shop's own, such as an hour of delivery; say whether in any.

    Only what is marked as needed, or with ``all_of_them`` whatever still waits for a choice that costs nothing.
    """
    view = shopper.look()
    made = False
    for field in shop.classified(view).get("unknown", ()):
        if not hers_to_fill(view, field) or not (field.required or all_of_them):
            continue
        if is_own_list(field) or is_typed_list(field, "unknown"):
            made |= _waits(shopper, field) and choose_in_list(shopper, "unknown", field, view)
            view = shopper.look()
            continue
        entry = _first_answer(view, field) if field.type == "select" else None
        if entry is not None:
            shopper.select(field, entry.value)
            made = True
    return made


def answer_lists_of(shopper: Shopper, view: PageView) -> None:
    """Choose in the lists of a document within the page that are no data of hers, such as in how many parts to pay."""
    for field in shop.classified(view).get("unknown", ()):
        entry = _first_answer(view, field) if field.type == "select" and not field.disabled else None
        if entry is not None:
            shopper.select(field, entry.value, view)


def _waits(shopper: Shopper, field: Field) -> bool:
    """Say whether a list of the page's own making still invites to choose, in what it shows or beside it."""
    if is_own_list(field) and field.value:
        return not is_answered(field, "", "", shopper.look().lang)
    return not was_chosen(shopper, field)


def _first_answer(view: PageView, field: Field) -> Option | None:
    """Return the first free entry of a list that waits for a choice; None when it has been answered."""
    now = field.selected
    waits = now is None or not now.value or says("choose-option", now.text, view.lang) > 0.8
    free = [each for each in field.options if each.value and each is not now and not each.disabled]
    free = [each for each in free if not shop.find_prices(each.text, view.lang)] or free  # parts to pay in all cost
    return free[0] if waits and free else None
