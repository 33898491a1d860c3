"""Knows what would only be said again: presses that led nowhere, and forms that were sent and hold the same since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mystery_shopper.shop.parts import Control, Field, place
from mystery_shopper.shop.view import PageView, Step

_COUNTS: Final = ("number", "spin")


def futile(history: Sequence[Step], view: PageView) -> set[str]:
    """Return the keys of what was pressed on a page that means the same and held the same entries."""
    now = _entries(view.fields)
    return {
        each.pressed.key
        for each in history
        if each.pressed and each.view.digest == view.digest and _entries(each.view.fields) == now
    }


def sent(history: Sequence[Step], view: PageView) -> set[int]:
    """Return the numbers of the controls whose form was sent on this very page and is as it was then.

    Shops that keep all of a checkout on one page let every form stand there with its button once it has been saved;
    many applications have no form at all, and what was entered stands for it.
    """
    found = set()
    for step in history:
        if step.pressed is None or _path(step.view.url) != _path(view.url):
            continue
        again = view.again(step.pressed)
        if not isinstance(again, Control) or bool(again.form) != bool(step.pressed.form):
            continue
        then, now = _of_form(step.view, step.pressed.form), _of_form(view, again.form)
        if not again.form:  # without a form only what was asked then and is asked still can tell
            then, now = _of_both(then, now), _of_both(now, then)
        if any(each.filled or each.checked for each in then) and _entries(then) == _entries(now):
            found.add(again.ref)
    return found


def _of_form(view: PageView, form: int) -> list[Field]:
    return [each for each in view.fields if each.form == form and not each.decoy]


def _of_both(these: Sequence[Field], others: Sequence[Field]) -> list[Field]:
    known = {each.key for each in others}
    return [each for each in these if each.key in known]


def _entries(fields: Sequence[Field]) -> list[tuple[str, str, bool, bool | None]]:
    """Return what stands in the fields: a button that led nowhere may lead on once they are filled."""
    return [(each.key, each.value, each.filled, each.checked) for each in fields if each.type not in _COUNTS]


def _path(url: str) -> str:
    return place(url).split("?")[0]
