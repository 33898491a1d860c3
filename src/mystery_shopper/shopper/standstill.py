"""How a visit comes to a standstill: what is written down of it, and the error that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mystery_shopper.errors import GaveUp, HeldUp, Inconclusive, NotOffered
from mystery_shopper.model import said_of
from mystery_shopper.report.wording import moment_title
from mystery_shopper.shop.hinting import never_understood, unfit
from mystery_shopper.shopper.by_ear import note_unannounced
from mystery_shopper.shopper.excuses import excuse
from mystery_shopper.shopper.hiding import note_what_hides_it

if TYPE_CHECKING:
    from mystery_shopper.shopper.person import Person


def held_up(
    person: Person, what: str, looked_for: str, saw: str, thing: str, *, only_seen: str
) -> HeldUp | Inconclusive:
    """Write down that she cannot go on, and what of it is the page's doing; return the error to raise.

    ``thing`` of the shop is what she needed, and ``only_seen`` the control that she would have found by its looks.
    """
    if why := excuse(person) or (never_understood(person.look(), thing) if thing in person.hints else ""):
        return person.spoiled(why)
    saw = f"that it {doing}" if (doing := person.senses.network.restless) and doing not in what else saw
    what, looked_for = (said_of(person.persona.pronoun, text) for text in (what, looked_for))
    if looked_for:
        note_what_hides_it(person)
        note_unannounced(person, only_seen)
    person.recorder.observe("held_up", what, url=person.page.url, looked_for=looked_for, saw=saw)
    sought = f" {person.they()} looked for {looked_for}." if looked_for else ""
    shown = f" The page showed {saw}." if saw else ""
    missed = f" {unfit(person.look(), thing)}".rstrip() if thing in person.hints else ""
    where = f"{person.name} was held up at {moment_title(person.recorder.moment)}"
    message = f"{where}: {what}.{sought}{shown}{missed} {person.page.url}"
    return HeldUp(message, what=what, looked_for=looked_for, saw=saw, thing=thing)


def not_offered(person: Person, what: str, looked_for: str, saw: str) -> HeldUp | Inconclusive | NotOffered:
    """Write down that a shop lacks what not every shop has; return the error to raise.

    In a scenario tagged ``@where-offered`` that holds nobody up: the visit says nothing, and the scenario is skipped.
    An error page says nothing of what a shop offers, and holds her up.
    """
    newest = next(reversed(person.recorder.ever("navigation")), None)
    here = newest is not None and newest.url.split("#")[0] == person.page.url.split("#")[0]
    if not person.where_offered or excuse(person) or (newest is not None and here and newest.value >= 400):
        return person.held_up(what, looked_for=looked_for, saw=saw)
    told = f"Not offered at {person.recorder.moment or 'this shop'}: {said_of(person.persona.pronoun, what)}."
    person.recorder.observe("inconclusive", told)
    return NotOffered(told)


def gave_up(person: Person, waiting_for: str, after_s: float) -> GaveUp | Inconclusive:
    """Write down that patience has ended, and after how many seconds; return the error to raise."""
    if why := excuse(person):
        return person.spoiled(why)
    patience = person.persona.patience_s
    waiting_for = said_of(person.persona.pronoun, waiting_for)
    person.recorder.observe("gave_up", round(after_s, 1), waiting_for=waiting_for, patience_s=patience)
    return GaveUp(
        f"{person.name} gave up at {moment_title(person.recorder.moment)} after {after_s:.1f} s of waiting for "
        f"{waiting_for}; this persona leaves after {patience:g} s. {person.page.url}",
        after_s,
    )
