"""A page as it is heard: what has a role and an accessible name, and nothing that only eyes can see."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.view import PageView

_SPOKEN: Final = frozenset({"label", "aria", "placeholder", "title"})
"""What a field's accessible name can come from (HTML-AAM 1.0, 4.1); the text beside it cannot."""
_WORD: Final = re.compile(r"[^\W_]")


def perceived(view: PageView, how: str) -> PageView:
    """Return what of a view is perceived: all by ``sight``, what has a role and a name by ``names``."""
    return by_name(view) if how == "names" else view


def by_name(view: PageView) -> PageView:
    """Return the view without what has no role or no name, and with the news of live regions only.

    A proxy for assistive technology, and no more: real screen readers guess, let people read around a field, and differ
    from each other. Who cannot go on here has at least to guess as well.
    """
    return replace(
        view,
        controls=tuple(_heard(each) for each in view.controls if each.announced and _WORD.search(each.name)),
        fields=tuple(each if each.label_from in _SPOKEN else _nameless(each) for each in view.fields),
        messages=tuple(each for each in view.messages if each.kind in ("alert", "status") or each.text in view.live),
        pictures=tuple(each for each in view.pictures if each.alt),
    )


def _heard(control: Control) -> Control:
    return replace(control, text=control.name, hint="", filled=False, picture=False, covered=False)


def _nameless(field: Field) -> Field:
    """Return a field of which is known only what it is and that it is empty or filled."""
    return replace(
        field, label="", label_from="", adjacent="", name="", id="", autocomplete="", group_label="", error=""
    )
