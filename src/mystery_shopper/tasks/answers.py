"""What comes of paying: an order, a decline, the bank's question, or nothing at all; each is written down."""

from __future__ import annotations

from decimal import Decimal
from time import monotonic

from mystery_shopper import shop
from mystery_shopper.errors import GaveUp
from mystery_shopper.frictions.wording import listed
from mystery_shopper.model import Card
from mystery_shopper.shop.payment import ChallengeView
from mystery_shopper.shop.view import Choice, Control, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import acknowledge
from mystery_shopper.tasks.late import listen_on
from mystery_shopper.tasks.stepping import stage
from mystery_shopper.tasks.still_there import basket_is_gone
from mystery_shopper.tasks.till import note_confirmation, note_forgotten_card

CHALLENGE_WITHIN_S = 15.0
"""A bank's question that has not come or does not end within this time hangs (P)."""
_DRAWN_ANEW_S = 2.0  # nobody looks longer for the form that had been there (P)
_LATEST_FIRST = ("review", "payment", "delivery", "address", "log-in", "basket")


def answer(shopper: Shopper, before: PageView, waited: float, card: Card) -> str:
    """Say whether the shop has answered with an order or a decline by now, and write it down."""
    view = shopper.look()
    end = shop.confirmation(before, view, _agreed(shopper))
    if end.believed:
        shopper.memory.order = end
        note_order(shopper, believed=True, waited=waited, error=shop.says_it_failed(before, view))
        shopper.at("confirm")
        note_confirmation(shopper)
        listen_on(shopper, shopper.look())
        return "ordered"
    reason = shop.decline_message(shopper.look_everywhere())
    if reason:
        note_decline(shopper, reason, waited, card)
        return "declined"
    return ""


def unless_refused(shopper: Shopper, card: Card, ended: str) -> str:
    """Return how paying ended, unless a card was declined that should have been approved: then nothing was bought.

    While she has another card to try, that is no end yet.

    Raises:
        HeldUp: unless the card is one that is declined, or the bank did not get the answer that it wanted.
    """
    passes = card.behaviour == "3ds" and shopper.memory.bank_answer == "pass"
    if ended != "declined" or not (will_approve(card) or passes) or shopper.memory.spare_cards:
        return ended
    saw = f'"{shopper.memory.decline}"' if shopper.memory.decline else "no reason"
    note_order(shopper, believed=False, waited=0.0, error=saw)
    names = [f'"{each}"' for each in (*shopper.memory.declined, card.name)]
    what = f"the card {names[0]} was declined, which should be approved"
    if names[1:]:
        what = f"the cards {listed(names)} were declined, which should be approved"
    raise shopper.held_up(
        what,
        looked_for="an order, or a line `test_cards` in shop.yaml that names a card of this payment provider's",
        saw=saw,
    )


def no_answer(shopper: Shopper, card: Card, waited: float) -> str:
    if card.behaviour == "3ds":
        note_challenge(shopper, "stuck", came=False, waited=waited)
        raise shopper.held_up("the bank's question did not come", saw=f"nothing for {waited:.0f} s")
    if not will_approve(card):
        note_decline(shopper, "", waited, card)
        return "declined"
    if shopper.look().busy:
        raise shopper.gave_up("the order to go through", waited)
    return ""


def at_the_bank(shopper: Shopper, before: PageView, bank: ChallengeView, card: Card) -> str:
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
        note_challenge(shopper, "stuck", came=False, waited=monotonic() - began)
        raise shopper.held_up("the bank's step hangs", looked_for=f"a button to {wanted} it")
    shopper.say(f'The bank asked for a confirmation; {shopper.persona.pronoun} pressed "{button.target.name}".')
    try:
        shopper.press(button, bank.view)
    except GaveUp as end:  # what she waited for was the way back from her bank
        note_challenge(shopper, "stuck", came=True, waited=end.after_s)
        raise
    while monotonic() - began < CHALLENGE_WITHIN_S:
        ended = answer(shopper, before, monotonic() - began, card) or _back_at_the_till(shopper, card)
        if ended:
            came_back = "passed" if ended == "ordered" else {"fail": "failed"}.get(wanted, "cancelled")
            kept = came_back == "passed" or not basket_is_gone(shopper)
            note_challenge(shopper, came_back, came=True, waited=monotonic() - began, kept=kept)
            return ended
        shopper.linger(100)
        shopper.look_again()
    note_challenge(shopper, "stuck", came=True, waited=monotonic() - began)
    raise shopper.held_up("the bank's step does not lead back to the shop")


def _back_at_the_till(shopper: Shopper, card: Card) -> str:
    """Say whether she stands before the card form again, which is where a failed or cancelled bank step should lead."""
    views = shopper.look_everywhere()
    if shopper.memory.bank_answer == "pass" or shop.challenge(views) or shop.card_fields(views) is None:
        return ""
    said = next((each.text for each in views[0].messages if each.kind in ("alert", "error")), "")
    note_decline(shopper, said, 0.0, card, kept=True)  # what becomes of the basket is told of the bank's question
    return "declined"


def _bank_button(shopper: Shopper, wanted: str) -> Choice[Control] | None:
    bank = shop.challenge(shopper.look_everywhere())
    return {"pass": bank.complete, "fail": bank.fail, "cancel": bank.cancel}[wanted] if bank else None


def note_decline(shopper: Shopper, reason: str, waited: float, card: Card, *, kept: bool | None = None) -> None:
    """Write down how the shop told her that the payment was declined, and whether she can pay again.

    ``kept``: whether her basket is still full; None to look.
    """
    shopper.memory.decline = reason
    if reason:
        acknowledge(shopper)  # a box that shuts off the card form takes nobody's way to it
    again = _can_pay_again(shopper) or shopper.wait_for(  # a provider's frames are drawn anew, and come a moment later
        "the card form", lambda _: _can_pay_again(shopper) or None, within_s=_DRAWN_ANEW_S
    )
    shopper.recorder.observe(
        "decline",
        reason,
        url=shopper.page.url,
        card=card.name,
        waited_s=round(waited, 1),
        readable=bool(reason),
        basket_kept=not basket_is_gone(shopper) if kept is None else kept,
        can_retry=bool(again),
    )
    note_forgotten_card(shopper)
    told = f'. The shop said: "{reason}"' if reason else " and heard nothing"
    shopper.say(f"The card was declined; {shopper.persona.pronoun} waited {waited:.1f} s{told}.")


def _can_pay_again(shopper: Shopper) -> bool:
    """Say whether the card can be entered again from where she stands, or sent again."""
    views = shopper.look_everywhere()
    form = shop.card_fields(views)
    usable = form is not None and any(not each.field.disabled for each in form.places)
    return usable or shop.pay_button(views[0]) is not None or bool(shop.payment_methods(views[0]))


def note_challenge(shopper: Shopper, how: str, *, came: bool, waited: float, kept: bool = True) -> None:
    frame = shop.card_place(shopper.look())
    if frame is not None:
        shopper.senses.point_at("the bank's question", shopper.look(), frame.rect)
    shopper.recorder.observe(
        "challenge",
        how,
        url=shopper.page.url,
        came=came,
        waited_s=round(waited, 1),
        wanted=shopper.memory.bank_answer,
        back_on_payment=stage(shopper) in ("payment", "review") or how == "passed",
        basket_kept=kept,
    )


def _agreed(shopper: Shopper) -> list[Decimal]:
    """Return the sum that she was shown last on her way, if any."""
    shown = shopper.memory.totals
    return [shown[each] for each in _LATEST_FIRST if each in shown][:1]


def note_order(shopper: Shopper, *, believed: bool, waited: float, error: str = "") -> None:
    order = shopper.memory.order
    shopper.recorder.observe(
        "order",
        believed,
        url=shopper.page.url,
        moment="confirm" if believed else "pay",
        signs=list(order.signs) if order else [],
        reference=order.reference if order else "",
        total=order.total.amount if order and order.total else None,
        totals=[each.amount for each in order.totals] if order else [],
        next_step=bool(order and order.next_step),
        tried=True,
        declined=False,
        waited_s=round(waited, 1),
        error_text=error,
    )
    if order and believed:
        shopper.say(f"{shopper.they_were()} told that the order is placed (reference {order.reference or 'none'}).")


def will_approve(card: Card) -> bool:
    return card.behaviour == "approved"
