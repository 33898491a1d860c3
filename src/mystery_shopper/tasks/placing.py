"""Placing the order: doing what is still asked, pressing the last button, and waiting for what comes of it."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

from mystery_shopper import shop
from mystery_shopper.errors import GaveUp, HeldUp, Inconclusive, OrderRefused
from mystery_shopper.model import Card
from mystery_shopper.shop.checkout import led_away
from mystery_shopper.shop.parts import place
from mystery_shopper.shop.view import Choice, Control, PageView, Step
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.answers import (
    answer,
    at_the_bank,
    no_answer,
    note_challenge,
    note_order,
    unless_refused,
    will_approve,
)
from mystery_shopper.tasks.card_form import enter_card
from mystery_shopper.tasks.checkout import proceed
from mystery_shopper.tasks.forms import make_choices
from mystery_shopper.tasks.habits import see_the_sum
from mystery_shopper.tasks.mending import put_right
from mystery_shopper.tasks.refusals import fault_found
from mystery_shopper.tasks.stepping import MOST_STEPS, awake, prepare, see_to_faults, stage
from mystery_shopper.tasks.till import (
    forgot_of_the_card,
    note_last_button,
    send_without,
)
from mystery_shopper.tasks.window import SILENT, came_up, go_through, opened, windows

_EARLIER = ("log-in", "address", "delivery")
DECLINE_WITHIN_S = 10.0
"""A declined customer must read why within this time (catalogue: decline-unrecoverable, 10 s)."""


def place_order(shopper: Shopper, card: Card) -> str:
    """Do what is still asked, press what places the order, and wait for the answer; return it.

    Raises:
        HeldUp: when no order comes of it although nothing was declined.
    """
    for _ in range(MOST_STEPS):
        if _is_confirmed(shopper) and is_placed(shopper, card):
            return "ordered"
        window = came_up(shopper)
        if window is not None:
            shopper.purse.refuse_order_if_empty()
            if ended := unless_refused(shopper, card, _at_the_window(shopper, shopper.look(), window, card)):
                return ended
        make_choices(shopper)  # a question may have come late, such as deliveries that wait for the address
        ready = shopper.look()
        button = awake(shopper, _button(shopper))
        view = shopper.look()
        if shop.meaning_changed(ready, view):  # the page has gone on by itself: it may ask for something else now
            _get_ready(shopper, card, view)
            continue
        if forgot_of_the_card(shopper):
            send_without(shopper, button)
            if ended := unless_refused(shopper, card, answer(shopper, view, 0.0, card)):
                return ended
            enter_card(shopper, card)
            continue
        final = shop.is_final(button.target)
        if final or button.thing == "place-order" or shop.may_be_final(shopper.history, view, button.target):
            shopper.purse.refuse_order_if_empty()
        if final:
            if not led_away(shopper.memory.before_order or view, view):  # the shop's own button has been read already
                note_last_button(shopper, button.target)
            see_the_sum(shopper)
            shopper.purse.count_order(shopper.memory.last_presses)
        shopper.memory.before_order = view
        ended = unless_refused(shopper, card, _press_and_wait(shopper, button, card))
        if ended == "ordered" and not final:
            _note_late(shopper, button.target, view)
        if ended:
            return ended
        if final and _asks_more(shopper, view, button.target):
            shopper.purse.take_back_order(shopper.memory.last_presses)  # placed by what comes now, as at a bank's page
        elif final and not _mended(shopper, view, card):
            break
        elif not final:
            see_to_faults(shopper, view)
        _get_ready(shopper, card, view, final=final)
    else:
        what = f"nothing placed the order in {MOST_STEPS} steps"
        raise shopper.held_up(what, looked_for="a button that places the order", thing="place-order")
    raise _no_order(shopper, _what_it_says(shopper))


def _is_confirmed(shopper: Shopper) -> bool:
    """Say whether the page has come to confirm what was pressed last, at once or by itself a moment later."""
    last = next(reversed(shopper.history), None)
    return last is not None and last.pressed is not None and shop.confirmation(last.view, shopper.look()).believed


def is_placed(shopper: Shopper, card: Card) -> bool:
    """Say whether what seemed to lead on has placed the order, as for what is free and need not be paid."""
    last = next(reversed(shopper.history), None)
    if last is None or last.pressed is None or answer(shopper, last.view, 0.0, card) != "ordered":
        return False
    _note_late(shopper, last.pressed, last.view)
    return True


def _note_late(shopper: Shopper, button: Control, view: PageView) -> None:
    """A button that did not look like the last one has placed the order: it counts, and so do its words."""
    note_last_button(shopper, button, view)
    with suppress(OrderRefused):  # it is placed already; the next one will be refused
        shopper.purse.count_order()


def _get_ready(shopper: Shopper, card: Card, before: PageView, *, final: bool = False) -> None:
    """Do what the next step asks; one that goes by while she is at it was the last one, on its way out."""
    try:
        with shopper.letting_go():
            _do_what_is_asked(shopper, card, before, final=final)
    except Gone:
        shopper.look_again()


def _do_what_is_asked(shopper: Shopper, card: Card, before: PageView, *, final: bool) -> None:
    moved = place(before.url) != place(shopper.look().url)
    if moved and stage(shopper) in _EARLIER:  # what seemed to be the end was the way from the basket
        if final:  # the same button is due again once that is told, such as where the invoice goes
            shopper.memory.sent_back = True
            shopper.history.pop()
        proceed(shopper, until=("payment", "review", "confirmation"))
    prepare(shopper)
    if stage(shopper) == "payment":
        enter_card(shopper, card)
        prepare(shopper)


def _button(shopper: Shopper) -> Choice[Control]:
    found = shopper.seek(
        "the button that places the order",
        lambda view: shop.next_step(shopper.history, view) or shop.pay_button(view),
    )
    if found is None:
        raise shopper.held_up(
            "the order cannot be placed", looked_for="a button that places the order", thing="place-order"
        )
    return found


def _asks_more(shopper: Shopper, before: PageView, pressed: Control) -> bool:
    """Say whether what looked like the last button has led to another step: a card form, or another last button."""
    after = shopper.look()
    if not shop.meaning_changed(before, after):
        return False
    if stage(shopper) in _EARLIER and place(before.url) != place(after.url) and not fault_found(before, after):
        return not shopper.memory.sent_back
    on = shop.next_step(shopper.history, after)
    if on is not None and on.target.disabled and on.target.key == pressed.key:
        return False  # it sleeps since it was pressed, and waits for nothing of hers
    if on is not None and (shop.is_final(on.target) or led_away(before, after)) and on.target.key != pressed.key:
        return True
    asks_card = stage(shopper) == "payment" and shop.card_fields(shopper.look_everywhere()) is not None
    return asks_card and on is not None and not fault_found(before, after)


def _mended(shopper: Shopper, before: PageView, card: Card) -> bool:
    """Say whether the shop found fault with what was sent and she could mend it; the order is then sent once more."""
    if shopper.memory.mended or not put_right(shopper, before):
        return False
    shopper.memory.mended = True
    shopper.purse.take_back_order(shopper.memory.last_presses)
    shopper.history.pop()
    return True


def _what_it_says(shopper: Shopper) -> str:
    view = shopper.look()
    wrong = shop.errors(view)
    if not wrong and led_away(shopper.memory.before_order or view, view):
        return f'a page of "{view.heading or view.title}", which leads nowhere on'
    return f'"{wrong[0].text}"' if wrong else "no confirmation came"


def _press_and_wait(shopper: Shopper, button: Choice[Control], card: Card) -> str:
    """Press and wait for the answer; return how it ended, or an empty string when there is another step to take."""
    before = shopper.look()
    shopper.history.append(Step(before, button.target))
    known = windows(shopper)
    began = monotonic()
    try:
        twice = shopper.memory.presses_twice and shop.is_final(button.target)
        shopper.press(button, enough=lambda: _asked_something(shopper), twice=twice)
    except GaveUp as end:
        if card.behaviour == "3ds":  # what she waited for was her bank
            note_challenge(shopper, "stuck", came=False, waited=end.after_s)
        raise
    _refuse_failure(shopper)
    final = shop.is_final(button.target)
    limit = shopper.persona.patience_s if will_approve(card) else max(DECLINE_WITHIN_S, shopper.persona.patience_s)
    while True:  # what came at the last moment has come: she looks once more before she says that nothing did
        ended = answer(shopper, before, monotonic() - began, card)
        if ended:
            return ended
        bank = shop.challenge(shopper.look_everywhere())
        if bank is not None:
            return at_the_bank(shopper, before, bank, card)
        window = opened(shopper, known)
        if window is not None:
            if not final:
                shopper.purse.refuse_order_if_empty()
            return _at_the_window(shopper, before, window, card)
        if not final and shop.meaning_changed(before, shopper.look()) and not shopper.look().busy:
            return ""
        moved = final and place(before.url) != place(shopper.look().url) and not shopper.look().busy
        if moved and _asks_more(shopper, before, button.target):
            return ""  # on to her bank, or to who she is
        if monotonic() - began >= limit:
            return no_answer(shopper, card, monotonic() - began)
        shopper.linger(100)
        shopper.look_again()


def _at_the_window(shopper: Shopper, before: PageView, window: PageView, card: Card) -> str:
    """Pay in a window of the provider's own; what comes of it is told by the shop, or by the bank."""
    began = monotonic()

    def answered() -> str:
        ended = answer(shopper, before, monotonic() - began, card)
        bank = None if ended else shop.challenge(shopper.look_everywhere())
        return at_the_bank(shopper, before, bank, card) if bank is not None else ended

    ended = go_through(shopper, window, lambda: enter_card(shopper, card), answered)
    if ended != SILENT:
        return ended
    declined = no_answer(shopper, card, monotonic() - began)
    if not declined:
        raise _no_order(shopper, "the window to pay in, which did not answer")
    return declined


def _asked_something(shopper: Shopper) -> bool:
    """Say whether the bank asks its question while the shop's page stays busy."""
    shopper.look_again()
    return shop.challenge(shopper.look_everywhere()) is not None


def _refuse_failure(shopper: Shopper) -> None:
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    view = shopper.look()
    if newest is not None and newest.value >= 400 and newest.url.split("#")[0] == view.url.split("#")[0]:
        raise _no_order(shopper, f'status {newest.value}, "{view.title or "no title"}"', thing="")


def _no_order(shopper: Shopper, saw: str, thing: str = "confirmation") -> HeldUp | Inconclusive:
    note_order(shopper, believed=False, waited=0.0, error=saw)
    return shopper.held_up("the order was not confirmed", looked_for="a confirmation", saw=saw, thing=thing)
