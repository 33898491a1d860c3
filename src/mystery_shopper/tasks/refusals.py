"""How a shop says no to a form: what it finds fault with, how it tells, and what it forgot of her entries."""

from __future__ import annotations

from dataclasses import replace

from mystery_shopper import shop
from mystery_shopper.shop.field_kinds import PERSONAL
from mystery_shopper.shop.forgetting import forgotten
from mystery_shopper.shop.objecting import FieldError
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Field, PageView
from mystery_shopper.shopper import SINKS_IN_S, Shopper
from mystery_shopper.shopper.clearing import acknowledge
from mystery_shopper.tasks.speaking import note_status

_BROUGHT_S = 1.0  # within which a page should bring an error before her (Nielsen: 1 s keeps the flow of thought)


def fault_found(before: PageView, after: PageView) -> list[FieldError]:
    """Return the errors of a form that was sent and is still asked."""
    if _went_on(before, after):
        return []
    fresh = shop.objections(before, after)
    return fresh or ([] if shop.meaning_changed(before, after) else shop.errors(after))


def note_refusal(
    shopper: Shopper, before: PageView, wrong: list[FieldError], *, deliberate: bool, left: tuple[str, ...] = ()
) -> None:
    """Write down how the shop said no: whether it names the field, where, and what it forgot of her entries."""
    wrong = _brought_before_her(shopper, before, wrong)
    after = shopper.look()
    if not deliberate:
        wrong = [replace(each, field=each.field or _only_one_marked(after)) for each in wrong]
    focused = shopper.hands.focus_in_form(shopper.page)
    hers = [each for kind in PERSONAL for each in shop.classified(before).get(kind, ())]
    filled = {each.key for each in hers if each.filled and each.type != "select"}
    if wrong and not focused:
        note_status(shopper, before, "an error", wrong[0].text)
    lost, of_card = forgotten(before, _when_read(shopper, after).fields)
    _point_at_fields(shopper, after, lost, left)
    shopper.recorder.observe(
        "form_submitted",
        "rejected",
        url=after.url,
        deliberate=deliberate,
        wrong_fields=list(left),
        labels=[each.label for kind in left for each in shop.classified(before).get(kind, ())],
        errors=[
            {
                "text": each.text,
                "field": str(each.field) if each.field else "",
                "on_screen": each.on_screen,
                "filled": each.field is not None and each.field.key in filled and not _known_already(each, after),
            }
            for each in wrong
        ],
        on_screen=any(each.on_screen for each in wrong),
        focus_moved=focused,
        lost=lost,
        lost_of_card=of_card,
    )
    shopper.witness()
    acknowledge(shopper)


def _brought_before_her(shopper: Shopper, before: PageView, wrong: list[FieldError]) -> list[FieldError]:
    """Return the errors as they stand once the page has had a moment to scroll to one or to move the focus."""

    def seen(view: PageView) -> bool | None:
        found = shop.objections(before, view) or shop.errors(view)
        return any(each.on_screen for each in found) or shopper.hands.focus_in_form(shopper.page) or None

    if not wrong or any(each.on_screen for each in wrong):
        return wrong
    shopper.wait_for("the error to come before her", seen, within_s=_BROUGHT_S)
    now = {each.text: each for each in (*shop.errors(shopper.look()), *shop.objections(before, shopper.look()))}
    return [replace(each, on_screen=now[each.text].on_screen) if each.text in now else each for each in wrong]


def _when_read(shopper: Shopper, said_no: PageView) -> PageView:
    """Return the page as it is once people have taken in what it says: some empty their fields a moment later."""
    shopper.linger(SINKS_IN_S * 1000)
    now = shopper.look_again()
    return now if now.url == said_no.url else said_no


def _only_one_marked(view: PageView) -> Field | None:
    marked = [each for each in view.fields if each.invalid and not each.decoy]
    return marked[0] if len(marked) == 1 else None


def _known_already(error: FieldError, view: PageView) -> bool:
    """Say whether a form refuses what is right because it knows it already, such as an address with an account."""
    return bool(says("known-already", error.text, view.lang))


def _point_at_fields(shopper: Shopper, view: PageView, lost: list[str], left: tuple[str, ...]) -> None:
    """Let pictures mark the first field that was emptied, and the one that she left out."""
    for each in view.fields:
        if lost and (each.label or each.name) == lost[0]:
            shopper.senses.remember("form", view, each.ref)
            break
    known = shop.classified(view)
    for name in left:
        for field in known.get(name.replace(" ", "-"), [])[:1]:
            shopper.senses.remember(name, view, field.ref)


def _went_on(before: PageView, after: PageView) -> bool:
    """Say whether another form is asked now than before."""
    return {each.key for each in before.fields} != {each.key for each in after.fields} and not any(
        each.invalid for each in after.fields
    )
