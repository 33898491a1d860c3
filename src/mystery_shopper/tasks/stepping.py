"""The general step of a checkout: fill what is asked, choose what must be chosen, press what leads on, look again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp, Inconclusive
from mystery_shopper.shop.choosing import all_taken
from mystery_shopper.shop.field_kinds import PERSONAL
from mystery_shopper.shop.forgetting import forgotten
from mystery_shopper.shop.objecting import FieldError
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, Control, Field, PageView, Step
from mystery_shopper.shopper import SOON_S, Shopper
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.basket import note_totals
from mystery_shopper.tasks.by_hand import write_by_hand
from mystery_shopper.tasks.forms import fill_form, make_choices, pay_otherwise
from mystery_shopper.tasks.grey import note_grey
from mystery_shopper.tasks.guessing import answer_lists, tick_what_is_left
from mystery_shopper.tasks.picking import choose_in_layer
from mystery_shopper.tasks.speaking import note_status

MOST_STEPS = 14
"""More steps than this between basket and payment, and the shopper goes round in circles (P)."""
MOMENTS = {
    "log-in": "checkout",
    "address": "checkout",
    "delivery": "checkout",
    "payment": "pay",
    "review": "pay",
    "confirmation": "confirm",
    "basket": "basket",
}
_MOST_NAMES = 6  # of what a page offers, where a message tells what stood there
_MOST_ROUNDS = 4  # rounds of filling and choosing on one page (P)
_BROUGHT_S = 1.0  # within which a page should bring an error before her (Nielsen: 1 s keeps the flow of thought)


def take_step(shopper: Shopper, until: Collection[str] = ()) -> bool:
    """Fill what the page asks, choose what must be chosen, press what leads on.

    Return False, with nothing pressed, when the page has come to one of the stages by what was filled in, or when only
    the order itself is left to be placed.
    """
    prepare(shopper)
    note_totals(shopper, stage(shopper))
    if stage(shopper) in until:
        return False
    ready = shopper.look()
    way = _way_on(shopper)
    way = awake(shopper, way) if way is not None else None
    if shop.meaning_changed(ready, shopper.look()):
        return True  # the page has gone on by itself while she looked: it may ask for something else now
    if way is None:
        raise _nothing_leads_on(shopper)
    if until and shop.is_final(way.target):
        return False
    press_on(shopper, way)
    return True


def prepare(shopper: Shopper) -> None:
    """Fill and choose until the page asks for nothing more; an answer may bring up the next question."""
    for _ in range(_MOST_ROUNDS):
        try:
            with shopper.letting_go():
                _stay_a_guest(shopper)
                write_by_hand(shopper)
                fill_form(shopper)
                listed = answer_lists(shopper)
                if not make_choices(shopper) and not listed:
                    return
        except Gone:
            shopper.look_again()  # the page has gone on by itself while she was at it


def _stay_a_guest(shopper: Shopper) -> None:
    """Choose to have no account where the address form itself asks for a password unless one does."""
    view = shopper.look()
    choice = shop.guest_choice(view) if shopper.account is None else None
    asks = any(each.type == "password" and not each.decoy for each in view.fields)
    if choice is not None and isinstance(choice.target, Field) and asks and not choice.target.checked:
        shopper.takes(choice)
        shopper.tick(choice.target)


def _way_on(shopper: Shopper) -> Choice[Control] | None:
    """Return what leads on, awake or not."""
    way = shopper.seek("the way on", lambda view: shop.next_step(shopper.history, view))
    if way is not None and way.target.disabled:
        prepare(shopper)  # the page has come in pieces, and what the button waits for only now
        way = shop.next_step(shopper.history, shopper.look()) or way
    return way


def awake(shopper: Shopper, way: Choice[Control]) -> Choice[Control]:
    """Wait a moment for a control that is disabled, for it may wait for what has just been filled in.

    Raises:
        HeldUp: when it stays disabled.
    """
    if not way.target.disabled:
        return way

    def woken(view: PageView) -> Choice[Control] | None:
        now = view.by_ref(way.ref)
        return Choice(now, way.sure, way.why) if isinstance(now, Control) and not now.disabled else None

    known = _open_questions(shopper.look())

    def woken_or_asked(view: PageView) -> Choice[Control] | bool | None:
        return woken(view) or bool(_open_questions(view) - known) or None

    answer = shopper.seek(f"{way.target} to wake up", woken_or_asked)
    if answer is True:  # what it waits for is asked only now, such as a delivery for the address
        prepare(shopper)
        answer = shopper.seek(f"{way.target} to wake up", woken)
    found = answer if isinstance(answer, Choice) else None
    if found is None and (_guess(shopper) or pay_otherwise(shopper)):
        found = shopper.seek(f"{way.target} to wake up", woken)
    found = found or shop.next_step(shopper.history, shopper.look())
    if found is None or found.target.disabled:
        note_grey(shopper, way.target)
        raise shopper.held_up(f"{way.target} stays disabled", looked_for=_missing(shopper), saw=_said(shopper))
    return found


def _open_questions(view: PageView) -> set[tuple[str, str]]:
    return {(each.kind, each.label) for each in shop.choices_needed(view) if each.needed}


def stage(shopper: Shopper) -> str:
    """Say what the page asks for, once all of it is there, and enter the moment that it belongs to."""
    if shopper.look().busy:
        shopper.wait_for("the rest of the page", lambda view: not view.busy or None, within_s=SOON_S)
    views = shopper.look_everywhere()
    now = shop.stage(views[0], views[1:])
    if now in MOMENTS:
        shopper.at(MOMENTS[now])
    return now


def press_on(shopper: Shopper, way: Choice[Control]) -> None:
    """Press what leads on; when the shop finds fault, mend it once, as a person would."""
    before = shopper.look()
    if shop.is_final(way.target, before.lang):
        shopper.purse.count_order()
    elif way.thing == "place-order" or shop.may_be_final(shopper.history, before, way.target):
        shopper.purse.refuse_order_if_empty()
    shopper.history.append(Step(before, way.target))
    try:
        with shopper.letting_go():
            shopper.press(way)
    except Gone:
        shopper.look_again()  # the page has gone on by itself: it may ask for something else now
        return
    refuse_error_page(shopper, f"{way.target} leads to an error")
    shopper.seek(  # some pages answer a moment after they have moved the focus
        f"what {way.target} leads to",
        lambda view: shop.meaning_changed(before, view) or bool(shop.objections(before, view)) or None,
    )

    def again() -> None:
        once_more = shop.next_step(shopper.history[:-1], shopper.look())
        if once_more is not None:
            shopper.press(awake(shopper, once_more))

    wrong = set_right(shopper, before, again)
    full = all_taken(shopper.look()) if wrong else None
    if full is not None:
        raise shopper.held_up(f'nothing is left to choose for "{full.label}"', saw=f'"{wrong[0].text}"')
    if wrong:
        raise shopper.held_up("the form refuses what she entered", saw=f'"{wrong[0].text}"')


def set_right(shopper: Shopper, before: PageView, again: Callable[[], None]) -> list[FieldError]:
    """Mend what the shop finds fault with since a press, as a person would, and send it again; return what is left."""
    wrong = fault_found(before, shopper.look())
    for mends in (partial(mend, shopper, before), partial(_guess, shopper)):  # what it names, then what it may mean
        if wrong and mends():
            again()
            wrong = fault_found(before, shopper.look())
    return wrong


def mend(shopper: Shopper, before: PageView) -> bool:
    """Fill in what the shop found fault with since the last press; say whether there was anything to mend."""
    wrong = fault_found(before, shopper.look())
    if not wrong:
        return False
    note_refusal(shopper, before, wrong, deliberate=False)
    if choose_in_layer(shopper, [each.text for each in wrong]):
        return True
    filled = fill_form(shopper, again=tuple(each.field for each in wrong if each.field is not None), everything=True)
    chosen = make_choices(shopper)
    return _guess(shopper) if not (chosen or filled) else answer_lists(shopper, all_of_them=True) or True


def _guess(shopper: Shopper) -> bool:
    """Answer what may be waited for although nothing says so; say whether there was anything."""
    listed = answer_lists(shopper, all_of_them=True)
    return tick_what_is_left(shopper) or listed


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
    lost, of_card = forgotten(before, after.fields)
    _point_at_fields(shopper, after, lost, left)
    if wrong and not focused:
        note_status(shopper, before, "an error", wrong[0].text)
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


def _only_one_marked(view: PageView) -> Field | None:
    marked = [each for each in view.fields if each.invalid and not each.decoy]
    return marked[0] if len(marked) == 1 else None


def _known_already(error: FieldError, view: PageView) -> bool:
    """Say whether a form refuses what is right because it knows it already, such as an address with an account."""
    return bool(says("known-already", error.text, view.lang))


def refuse_error_page(shopper: Shopper, what: str) -> None:
    """Stop when the shop has answered with an error page."""
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    view = shopper.look()
    if newest is not None and newest.url.split("#")[0] == view.url.split("#")[0] and newest.value >= 400:
        raise shopper.held_up(what, saw=f'status {newest.value}, "{view.title or "no title"}"')


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


def fault_found(before: PageView, after: PageView) -> list[FieldError]:
    """Return the errors of a form that was sent and is still asked."""
    if _went_on(before, after):
        return []
    fresh = shop.objections(before, after)
    return fresh or ([] if shop.meaning_changed(before, after) else shop.errors(after))


def _missing(shopper: Shopper) -> str:
    """Return what a shopper would guess that a sleeping button waits for."""
    empty = _empty(shopper.look())
    return f"what it waits for; {empty}" if empty else "what it waits for"


def _empty(view: PageView) -> str:
    """Return which needed fields she had no answer for, such as a country that the shop does not send to."""
    empty = [each for each in view.fields if each.required and not each.filled and not each.decoy]
    names = ", ".join(f'"{each.label or each.name}"' for each in empty[:3])
    return f"still empty: {names}" if names else ""


def _said(shopper: Shopper) -> str:
    wrong = shop.errors(shopper.look())
    return f'"{wrong[0].text}"' if wrong else "no word why"


def _nothing_leads_on(shopper: Shopper) -> HeldUp | Inconclusive:
    view = shopper.look()
    names = [f'"{each.name}"' for each in view.controls if each.region in ("main", "") and each.name]
    more = ["..."] if len(names) > _MOST_NAMES else []
    return shopper.held_up(
        "nothing leads on in the checkout",
        looked_for="a button such as Continue",
        saw=_said(shopper)
        if shop.errors(view)
        else _empty(view) or f'"{view.title}" with {", ".join(names[:_MOST_NAMES] + more) or "no buttons"}',
        thing="continue",
    )


def _went_on(before: PageView, after: PageView) -> bool:
    """Say whether another form is asked now than before."""
    return {each.key for each in before.fields} != {each.key for each in after.fields} and not any(
        each.invalid for each in after.fields
    )
