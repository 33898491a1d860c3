"""Writes down what a shopper takes for which thing of the shop, by a hint, by herself, or as earlier visits knew it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mystery_shopper.shop.view import Choice, Control, Field
from mystery_shopper.shopper.memory import Taken

if TYPE_CHECKING:
    from mystery_shopper.shopper.person import Person


def note_taking(who: Person, choice: Choice[Control] | Choice[Field]) -> None:
    """Note a choice; say once of each hint that it fits nothing, and of each thing that it is no longer what it was."""
    if choice.missed and choice.missed not in who.memory.missed:
        who.memory.missed.add(choice.missed)
        who.say(f"{choice.missed} {who.they()} took {choice.target}.")
    if not choice.thing:
        return
    who.memory.taken.append(Taken(who.recorder.moment, who.page.url, choice))
    view = who.look()
    there = {str(each) for each in (*view.controls, *view.fields)}
    changed = who.learned.takes(choice.thing, str(choice.target), view.lang, there)
    if changed:
        who.say(changed)
