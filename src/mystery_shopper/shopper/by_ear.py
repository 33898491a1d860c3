"""What somebody who goes by ear never hears of, although eyes would take it for a control."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mystery_shopper import shop
from mystery_shopper.shop.view import PageView

if TYPE_CHECKING:
    from mystery_shopper.shopper.person import Person


def only_eyes_find(view: PageView, how: str, question: Callable[[PageView], object]) -> str:
    """Return the control without a role that would answer a question about a page if it told one; else nothing.

    Nothing too where what is heard answers it already, or where the page is perceived by sight.
    """
    by_ear = shop.perceived(view, how)
    if how != "names" or question(by_ear) is not None:
        return ""
    heard = {each.ref for each in by_ear.controls}
    for silent in (each for each in view.controls if not each.announced):
        told = tuple(
            replace(each, announced=True) for each in view.controls if each.ref in heard or each.ref == silent.ref
        )
        if question(shop.perceived(replace(view, controls=told), how)) is not None:
            return str(silent)
    return ""


def note_unannounced(person: Person, name: str) -> None:
    """Write down what was sought and tells no role, once."""
    if name and not any(each.element == name for each in person.recorder.ever("keyboard")):
        person.recorder.observe("keyboard", "unannounced", element=name, url=person.page.url, target=name, keystrokes=0)
