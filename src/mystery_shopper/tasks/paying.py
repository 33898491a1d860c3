"""Paying: choosing the method, the card form in the page or in a provider's frame, another card after a decline."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp
from mystery_shopper.model import Card
from mystery_shopper.shop.view import Control
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.answers import (
    will_approve,
)
from mystery_shopper.tasks.arrived import is_checkout
from mystery_shopper.tasks.card_form import enter_card
from mystery_shopper.tasks.checkout import proceed, start_checkout
from mystery_shopper.tasks.habits import see_the_sum
from mystery_shopper.tasks.placing import is_placed, place_order
from mystery_shopper.tasks.stepping import prepare, stage
from mystery_shopper.tasks.till import (
    note_methods,
    see_what_is_left_of_the_card,
)
from mystery_shopper.tasks.window import came_up


def pay(shopper: Shopper, card: Card | None = None) -> None:
    """Go to the payment, enter the card and place the order; come back when the shop has answered.

    Who is not on her way to the till yet goes to her basket and from there to the checkout.

    A decline, or a bank step that the scenario wants to fail, is no failure of the task: it is written down. Where
    nobody has said which test cards the shop's provider knows, a good card that is declined is followed by others.

    Raises:
        HeldUp, GaveUp: when the payment cannot be made, or a good card buys nothing.
    """
    shopper.memory.spare_cards = list(shopper.spare_cards) if card is None else []
    shopper.memory.declined.clear()
    try:
        card = card or shopper.card
        ended = _pay(shopper, card)
        while ended == "declined" and shopper.memory.spare_cards:
            shopper.memory.declined.append(card.name)
            card = shopper.memory.spare_cards.pop(0)
            ended = _pay_otherwise(shopper, card)
    finally:
        shopper.memory.spare_cards.clear()


def _pay(shopper: Shopper, card: Card) -> str:
    """Go to the payment and pay with this card; return how it ended."""
    if not shopper.history and stage(shopper) == "unknown" and not is_checkout(shopper):
        start_checkout(shopper)
    if proceed(shopper, until=("payment", "review", "confirmation")) == "confirmation" and is_placed(shopper, card):
        return "ordered"
    shopper.at("pay")
    if came_up(shopper) is None:
        prepare(shopper)
        note_methods(shopper)
        see_the_sum(shopper)
        enter_card(shopper, card)
        prepare(shopper)
        _refuse_other_money(shopper, card)
    return place_order(shopper, card)


def _pay_otherwise(shopper: Shopper, spare: Card) -> str:
    """Pay with a card that another provider's test till would approve; return how it ended."""
    shopper.say(f'Nobody has said which test cards this shop takes; {shopper.persona.pronoun} tried "{spare.name}".')
    _go_back_to_the_card(shopper)
    enter_card(shopper, spare)
    return place_order(shopper, spare)


def _refuse_other_money(shopper: Shopper, card: Card) -> None:
    """Stop where what a card does cannot be seen because this shop takes none; an ordinary card is not missed."""
    chosen = next((each for each in shop.payment_methods(shopper.look()) if each.chosen), None)
    if shopper.recorder.ever("payment_frame") or chosen is None or not chosen.offline:
        return
    if card.behaviour != "approved":
        raise shopper.not_offered("no card can be paid with", looked_for="fields for a card", saw=f'"{chosen.label}"')
    shopper.say(f'No card could be paid with here; {shopper.persona.pronoun} chose "{chosen.label}".')


def try_again(shopper: Shopper, card: Card) -> None:
    """Pay once more after a decline, with another card."""
    _go_back_to_the_card(shopper)
    try:
        enter_card(shopper, card)
        place_order(shopper, card)
    except HeldUp:
        if will_approve(card):
            shopper.recorder.observe(
                "decline", shopper.memory.decline, url=shopper.page.url, readable=True, retry_worked=False
            )
        raise


def _go_back_to_the_card(shopper: Shopper) -> None:
    shopper.at("pay")
    see_what_is_left_of_the_card(shopper)
    form = shop.card_fields(shopper.look_everywhere())
    if form is None and _chose_a_card_anew(shopper):
        return
    if form is None:
        way = shop.next_step(shopper.history, shopper.look()) or shop.to_checkout(shopper.look())
        if way is None:
            raise shopper.held_up("there is no way to pay again after the decline", looked_for="a way to try again")
        shopper.press(way)
        proceed(shopper, until=("payment", "review"))


def _chose_a_card_anew(shopper: Shopper) -> bool:
    """Choose a card that is still to be entered where the shop has kept the one that was declined; say if there was."""
    methods = shop.payment_methods(shopper.look())
    new = next((each for each in methods if each.card and not each.chosen), None)
    if new is None or not any(each.chosen for each in methods):
        return False
    try:
        with shopper.letting_go():
            if isinstance(new.target, Control):
                shopper.press(new.target)
            else:
                shopper.tick(new.target)
    except Gone:  # drawn anew, with the fields for the card
        shopper.look_again()
    return True
