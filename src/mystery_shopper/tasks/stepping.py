"""The general step of a checkout: fill what is asked, choose what must be chosen, press what leads on, look again."""

from __future__ import annotations

from collections.abc import Callable, Collection

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp, Inconclusive
from mystery_shopper.shop.choosing import all_taken
from mystery_shopper.shop.objecting import FieldError
from mystery_shopper.shop.parts import place
from mystery_shopper.shop.view import Choice, Control, Field, PageView, Step
from mystery_shopper.shopper import SOON_S, Shopper
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.basket import note_totals
from mystery_shopper.tasks.by_hand import write_by_hand
from mystery_shopper.tasks.days import pick_days
from mystery_shopper.tasks.forms import fill_form, make_choices, pay_otherwise
from mystery_shopper.tasks.grey import note_grey
from mystery_shopper.tasks.guessing import answer_lists, tick_what_is_left
from mystery_shopper.tasks.lists import is_own_list, open_list
from mystery_shopper.tasks.picking import choose_in_layer
from mystery_shopper.tasks.refusals import fault_found, note_refusal
from mystery_shopper.tasks.speaking import unheard

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
                _stay_a_guest(shopper)  # some forms take her for a known customer once they have her address
                listed, picked = answer_lists(shopper), pick_days(shopper)
                if not make_choices(shopper) and not listed and not picked:
                    return
        except Gone:
            shopper.look_again()  # the page has gone on by itself while she was at it


def _stay_a_guest(shopper: Shopper) -> None:
    """Choose to have no account where the address form itself asks for a password unless one does."""
    view = shopper.look()
    choice = shop.guest_choice(view) if shopper.account is None else None
    asks = any(each.type == "password" and not each.decoy for each in view.fields)
    if choice is not None and isinstance(choice.target, Field) and asks:
        be_a_guest(shopper, choice, choice.target)


def be_a_guest(shopper: Shopper, choice: Choice[Control] | Choice[Field], field: Field) -> None:
    """Choose to have no account, in a list, or by a radio or a box, unless it is chosen already."""
    entry = shop.guest_option(shopper.look(), field)
    if entry.selected if entry is not None else field.checked:
        return
    shopper.takes(choice)
    if entry is not None and is_own_list(field):
        meant = [each for each in open_list(shopper, field, shopper.look()) if each.name == entry.text]
        for each in meant[:1]:
            shopper.press(each)
    elif entry is not None:
        shopper.select(field, entry.value)
    else:
        shopper.tick(field)


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

    known, here = _open_questions(shopper.look()), shopper.look()

    def woken_or_asked(view: PageView) -> Choice[Control] | bool | None:
        return woken(view) or bool(_open_questions(view) - known) or None

    answer = shopper.seek(f"{way.target} to wake up", woken_or_asked)
    if answer is True:  # what it waits for is asked only now, such as a delivery for the address
        prepare(shopper)
        answer = shopper.seek(f"{way.target} to wake up", woken)
    found = answer if isinstance(answer, Choice) else None
    if found is None and place(here.url) != place(shopper.look().url):
        return way  # it slept because it had been pressed, and the next page has come
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

    see_to_faults(shopper, before)


def see_to_faults(shopper: Shopper, before: PageView) -> None:
    """Mend what the shop finds fault with since the last press, and send it again.

    Raises:
        HeldUp: when it finds fault still.
    """

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
    if wrong and mend(shopper, before):
        again()
        wrong = fault_found(before, shopper.look())
    if wrong and not all(_is_written(each.field) for each in wrong) and _guess(shopper):
        again()
        wrong = fault_found(before, shopper.look())
    return wrong


def _is_written(field: Field | None) -> bool:
    """Say whether a fault is found with what she has written herself: then there is nothing to guess."""
    return field is not None and field.filled and field.type in ("text", "email", "tel", "textarea")


def mend(shopper: Shopper, before: PageView) -> bool:
    """Fill in what the shop found fault with since the last press; say whether there was anything to mend."""
    wrong = fault_found(before, shopper.look())
    if not wrong:
        return False
    note_refusal(shopper, before, wrong, deliberate=False)
    if choose_in_layer(shopper, [each.text for each in wrong]):
        return True
    if not any(each.field for each in wrong) and not _open_questions(shopper.look()):
        shopper.seek(
            "what it misses", lambda view: bool(_open_questions(view)) or None
        )  # it may be asked a moment late
    filled = fill_form(shopper, again=tuple(each.field for each in wrong if each.field is not None), everything=True)
    chosen = make_choices(shopper)
    return _guess(shopper) if not (chosen or filled) else answer_lists(shopper, all_of_them=True) or True


def _guess(shopper: Shopper) -> bool:
    """Answer what may be waited for although nothing says so; say whether there was anything."""
    listed = answer_lists(shopper, all_of_them=True)
    return tick_what_is_left(shopper) or listed or pick_days(shopper, all_of_them=True)


def refuse_error_page(shopper: Shopper, what: str) -> None:
    """Stop when the shop has answered with an error page."""
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    view = shopper.look()
    if newest is not None and newest.url.split("#")[0] == view.url.split("#")[0] and newest.value >= 400:
        raise shopper.held_up(what, saw=f'status {newest.value}, "{view.title or "no title"}"')


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
    bare = f'"{view.title}" with {", ".join(names[:_MOST_NAMES] + more) or "no buttons"}'
    silent = unheard(shopper, shop.errors)
    return shopper.held_up(
        "nothing leads on in the checkout",
        looked_for="a button such as Continue",
        saw=_said(shopper) if shop.errors(view) else silent or _empty(view) or bare,
        thing="continue",
    )
