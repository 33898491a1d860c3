"""What lies over the page without being an answer: it came by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mystery_shopper.shop.view import PageView

if TYPE_CHECKING:
    from mystery_shopper.shopper.person import Person


def came_by_itself(person: Person) -> bool:
    """Say whether what lies over the page is no answer to a press.

    She has only opened the page, filled it in, or pressed what answers the cookie question or closes a layer, which
    calls for nothing.
    """
    last = next(reversed(person.recorder.ever("action")), None)
    if last is None:
        return False
    if last.value != "press" and _is_answered(person.look(), last.element):
        return False
    return bool(last.get("navigated")) or last.value != "press" or last.at == person.memory.dismissed_at


def _is_answered(view: PageView, element: str) -> bool:
    """Say whether what she has just written or chosen stands in the layer over the page: she is at work in it."""
    top = view.modal
    inside = [each for each in view.fields if top is not None and view.within(each.layer, top.id)]
    return any(str(each) == element and (each.filled or each.checked) for each in inside)
