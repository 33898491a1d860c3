"""Paying: choosing the method, the card form in the page or in the provider's frame, the bank's question, the order."""

from __future__ import annotations

from time import monotonic

from mystery_shopper import shop
from mystery_shopper.errors import GaveUp
from mystery_shopper.model import Card
from mystery_shopper.shop.payment import ChallengeView
from mystery_shopper.shop.view import Choice, Control, PageView, Step
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.basket import note_totals
from mystery_shopper.tasks.checkout import MOST_STEPS, proceed, stage
from mystery_shopper.tasks.forms import fill_form, make_choices
from mystery_shopper.tasks.till import note_card_fields, note_confirmation, note_last_button, note_methods

FRAME_WITHIN_S = 10.0
"""A card form must be ready to be filled within this time (catalogue: payment-frame-failed, 10 s)."""
DECLINE_WITHIN_S = 10.0
"""A declined customer must read why within this time (catalogue: decline-unrecoverable, 10 s)."""
_STRANGE_FRAME_S = 2.0  # a frame that says nothing of cards may still become the card form; most are maps and films (P)
CHALLENGE_WITHIN_S = 15.0
"""A bank's question that has not come or does not end within this time hangs (P)."""


def pay(shopper: Shopper, card: Card | None = None) -> None:
    """Go to the payment, enter the card and place the order; come back when the shop has answered.

    A decline, or a bank step that the scenario wants to fail, is no failure of the task: it is written down.

    Raises:
        HeldUp, GaveUp: when the payment cannot be made.
    """
    card = card or shopper.card
    proceed(shopper, until=("payment", "review", "confirmation"))
    shopper.at("pay")
    make_choices(shopper)
    note_methods(shopper)
    note_totals(shopper, "payment")
    enter_card(shopper, card)
    _refuse_other_money(shopper, card)
    place_order(shopper, card)


def enter_card(shopper: Shopper, card: Card) -> None:
    """Fill the card form, in the page or in a frame; a shop that takes no card here is left as it is.

    Raises:
        Refused: for a card number that is no published test number.
        HeldUp: when a payment frame does not become usable.
    """
    shopper.purse.check(card.number)
    form = shop.card_fields(shopper.look_everywhere())
    if form is None and shopper.look().frames:
        began, due = monotonic(), _expects_a_card(shopper)
        limit = FRAME_WITHIN_S if due else _STRANGE_FRAME_S
        form = shopper.wait_for("the card form", lambda _: shop.card_fields(shopper.look_everywhere()), within_s=limit)
        waited = monotonic() - began
        if form is None and due:
            shopper.recorder.observe(
                "payment_frame", False, url=shopper.page.url, waited_s=round(waited, 1), frame=_frame_of(shopper)
            )
            raise shopper.held_up("the card form cannot be used", saw=f"no card field after {waited:.0f} s")
    if form is None:
        return
    shopper.recorder.observe("payment_frame", True, waited_s=0.0)
    note_card_fields(shopper, form)
    for place in form.places:
        field, view = place.field, place.view
        value = shop.value_for(place.kind, shopper.identity, card, field, view.lang or shopper.persona.locale)
        if value is None:
            continue
        if field.type == "select":
            shopper.select(field, value, view)
        else:
            shopper.fill(field, value, view, secret=True)


def _refuse_other_money(shopper: Shopper, card: Card) -> None:
    """Stop where what a card does cannot be seen because this shop takes none; an ordinary card is not missed."""
    chosen = next((each for each in shop.payment_methods(shopper.look()) if each.chosen), None)
    if shopper.recorder.ever("payment_frame") or chosen is None or not chosen.offline:
        return
    if card.behaviour != "approved":
        raise shopper.not_offered("no card can be paid with", looked_for="fields for a card", saw=f'"{chosen.label}"')
    shopper.say(f'No card could be paid with here; {shopper.persona.pronoun} chose "{chosen.label}".')


def place_order(shopper: Shopper, card: Card) -> None:
    """Press what places the order and wait for the answer: an order, a decline, or the bank's question.

    Raises:
        HeldUp: when no order comes of it although nothing was declined.
    """
    for _ in range(MOST_STEPS):
        view = shopper.look()
        button = shop.pay_button(view) or shop.next_step(shopper.history, view)
        if button is None:
            raise shopper.held_up(
                "the order cannot be placed", looked_for="a button that places the order", thing="place-order"
            )
        final = shop.is_final(button.target)
        if final or button.thing == "place-order":
            shopper.purse.refuse_order_if_empty()
        if final:
            note_last_button(shopper, button.target)
            note_totals(shopper, "payment")
            shopper.purse.count_order()
        shopper.memory.before_order = view
        if _press_and_wait(shopper, button, card):
            return
        if final:
            break
        fill_form(shopper)
        make_choices(shopper)
        if stage(shopper) == "payment":
            enter_card(shopper, card)
    _no_order(shopper, "no confirmation came")


def try_again(shopper: Shopper, card: Card) -> None:
    """Pay once more after a decline, with another card."""
    shopper.at("pay")
    form = shop.card_fields(shopper.look_everywhere())
    if form is None:
        way = shop.next_step(shopper.history, shopper.look()) or shop.to_checkout(shopper.look())
        if way is None:
            raise shopper.held_up("there is no way to pay again after the decline", looked_for="a way to try again")
        shopper.press(way)
        proceed(shopper, until=("payment", "review"))
    enter_card(shopper, card)
    place_order(shopper, card)


def _press_and_wait(shopper: Shopper, button: Choice[Control], card: Card) -> str:
    """Press and wait for the answer; return how it ended, or an empty string when there is another step to take."""
    before = shopper.look()
    shopper.history.append(Step(before, button.target))
    began = monotonic()
    try:
        shopper.press(button, enough=lambda: _asked_something(shopper))
    except GaveUp as end:
        if card.behaviour == "3ds":  # what she waited for was her bank
            _note_challenge(shopper, "stuck", came=False, waited=end.after_s)
        raise
    _refuse_failure(shopper)
    final = shop.is_final(button.target)
    limit = shopper.persona.patience_s if _will_approve(card) else max(DECLINE_WITHIN_S, shopper.persona.patience_s)
    while True:  # what came at the last moment has come: she looks once more before she says that nothing did
        ended = _answer(shopper, before, monotonic() - began, card)
        if ended:
            return ended
        bank = shop.challenge(shopper.look_everywhere())
        if bank is not None:
            return _at_the_bank(shopper, before, bank, card)
        if not final and shop.meaning_changed(before, shopper.look()) and not shopper.look().busy:
            return ""
        if monotonic() - began >= limit:
            return _no_answer(shopper, card, monotonic() - began)
        shopper.page.wait_for_timeout(100)
        shopper.look_again()


def _asked_something(shopper: Shopper) -> bool:
    """Say whether the bank asks its question while the shop's page stays busy."""
    shopper.look_again()
    return shop.challenge(shopper.look_everywhere()) is not None


def _answer(shopper: Shopper, before: PageView, waited: float, card: Card) -> str:
    """Say whether the shop has answered with an order or a decline by now, and write it down."""
    view = shopper.look()
    end = shop.confirmation(before, view)
    if end.believed:
        shopper.memory.order = end
        _note_order(shopper, believed=True, waited=waited)
        shopper.at("confirm")
        note_confirmation(shopper)
        return "ordered"
    reason = shop.decline_message(shopper.look_everywhere())
    if reason:
        note_decline(shopper, reason, waited, card)
        return "declined"
    return ""


def _no_answer(shopper: Shopper, card: Card, waited: float) -> str:
    if card.behaviour == "3ds":
        _note_challenge(shopper, "stuck", came=False, waited=waited)
        raise shopper.held_up("the bank's question did not come", saw=f"nothing for {waited:.0f} s")
    if not _will_approve(card):
        note_decline(shopper, "", waited, card)
        return "declined"
    if shopper.look().busy:
        raise shopper.gave_up("the order to go through", waited)
    return ""


def _at_the_bank(shopper: Shopper, before: PageView, bank: ChallengeView, card: Card) -> str:
    """Answer the bank's question as the scenario says and wait for the way back."""
    began = monotonic()
    wanted = shopper.memory.bank_answer
    button = {"pass": bank.complete, "fail": bank.fail, "cancel": bank.cancel}[wanted]
    if button is None:
        button = shopper.wait_for(
            "the bank's page",
            lambda _view: _bank_button(shopper, wanted),
            within_s=CHALLENGE_WITHIN_S,
        )
    if button is None:
        _note_challenge(shopper, "stuck", came=False, waited=monotonic() - began)
        raise shopper.held_up("the bank's step hangs", looked_for=f"a button to {wanted} it")
    shopper.say(f'The bank asked for a confirmation; {shopper.persona.pronoun} pressed "{button.target.name}".')
    shopper.press(button, bank.view)
    while monotonic() - began < CHALLENGE_WITHIN_S:
        ended = _answer(shopper, before, monotonic() - began, card) or _back_at_the_till(shopper, card)
        if ended:
            came_back = "passed" if ended == "ordered" else {"fail": "failed"}.get(wanted, "cancelled")
            _note_challenge(shopper, came_back, came=True, waited=monotonic() - began)
            return ended
        shopper.page.wait_for_timeout(100)
        shopper.look_again()
    _note_challenge(shopper, "stuck", came=True, waited=monotonic() - began)
    raise shopper.held_up("the bank's step does not lead back to the shop")


def _back_at_the_till(shopper: Shopper, card: Card) -> str:
    """Say whether she stands before the card form again, which is where a failed or cancelled bank step should lead."""
    views = shopper.look_everywhere()
    if shopper.memory.bank_answer == "pass" or shop.challenge(views) or shop.card_fields(views) is None:
        return ""
    said = next((each.text for each in views[0].messages if each.kind in ("alert", "error")), "")
    note_decline(shopper, said, 0.0, card)
    return "declined"


def _bank_button(shopper: Shopper, wanted: str) -> Choice[Control] | None:
    bank = shop.challenge(shopper.look_everywhere())
    return {"pass": bank.complete, "fail": bank.fail, "cancel": bank.cancel}[wanted] if bank else None


def note_decline(shopper: Shopper, reason: str, waited: float, card: Card) -> None:
    """Write down how the shop told her that the payment was declined, and whether she can pay again."""
    shopper.memory.decline = reason
    views = shopper.look_everywhere()
    form = shop.card_fields(views)
    usable = form is not None and any(not each.field.disabled for each in form.places)
    shopper.recorder.observe(
        "decline",
        reason,
        url=shopper.page.url,
        card=card.name,
        waited_s=round(waited, 1),
        readable=bool(reason),
        basket_kept=True,
        can_retry=usable or shop.pay_button(views[0]) is not None,
    )
    told = f'and was told: "{reason}"' if reason else "and was told nothing"
    shopper.say(f"The card was declined; {shopper.persona.pronoun} waited {waited:.1f} s {told}.")


def _note_challenge(shopper: Shopper, how: str, *, came: bool, waited: float) -> None:
    frame = shop.card_place(shopper.look())
    if frame is not None:
        shopper.senses.point_at("challenge", shopper.look(), frame.rect)
    shopper.recorder.observe(
        "challenge",
        how,
        url=shopper.page.url,
        came=came,
        waited_s=round(waited, 1),
        wanted=shopper.memory.bank_answer,
        back_on_payment=stage(shopper) in ("payment", "review") or how == "passed",
        basket_kept=True,
    )


def _note_order(shopper: Shopper, *, believed: bool, waited: float, error: str = "") -> None:
    order = shopper.memory.order
    shopper.recorder.observe(
        "order",
        believed,
        url=shopper.page.url,
        moment="confirm" if believed else "pay",
        signs=list(order.signs) if order else [],
        reference=order.reference if order else "",
        total=order.total.amount if order and order.total else None,
        next_step=bool(order and order.next_step),
        tried=True,
        declined=False,
        waited_s=round(waited, 1),
        error_text=error,
    )
    if order and believed:
        shopper.say(f"{shopper.they()} was told that the order is placed (reference {order.reference or 'none'}).")


def _refuse_failure(shopper: Shopper) -> None:
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    view = shopper.look()
    if newest is not None and newest.value >= 400 and newest.url.split("#")[0] == view.url.split("#")[0]:
        _no_order(shopper, f'status {newest.value}, "{view.title or "no title"}"')


def _no_order(shopper: Shopper, saw: str) -> None:
    _note_order(shopper, believed=False, waited=0.0, error=saw)
    raise shopper.held_up("the order was not confirmed", looked_for="a confirmation", saw=saw, thing="confirmation")


def _will_approve(card: Card) -> bool:
    return card.behaviour == "approved"


def _expects_a_card(shopper: Shopper) -> bool:
    """Say whether card fields are due here: by the method that is chosen, else by what the page and its frame say."""
    view = shopper.look()
    chosen = [each for each in shop.payment_methods(view) if each.chosen]
    if any(each.card or each.offline for each in chosen):
        return any(each.card for each in chosen)
    return stage(shopper) == "payment" or shop.card_place(view) is not None


def _frame_of(shopper: Shopper) -> str:
    """Return what a report calls the frame that should hold the card form, and let a picture mark it."""
    frame = shop.card_place(shopper.look()) or shopper.look().frames[0]
    name = f'frame "{frame.title or frame.name or "card form"}"'
    shopper.senses.point_at(name, shopper.look(), frame.rect)
    return name
