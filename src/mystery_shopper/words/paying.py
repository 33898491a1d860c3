"""Words for paying."""

from mystery_shopper import tasks
from mystery_shopper.cards import find_card
from mystery_shopper.sentences import says
from mystery_shopper.settings import ShopFile
from mystery_shopper.shopper import Shopper


@says("{who} pay(s)")
def pays(shopper: Shopper) -> None:
    tasks.pay(shopper)


@says("{who} pay(s) by card", "{who} pay(s) with {their} card")
def pays_by_card(shopper: Shopper) -> None:
    shopper.be(pays="card")
    tasks.pay(shopper)


@says("{who} pay(s) with the {string} card", "{who} pay(s) with the card {string}", "{who} pay(s) with a {string} card")
def pays_with(shopper: Shopper, card: str) -> None:
    tasks.pay(shopper, find_card(card))


@says("{who} can pay by {string}", "{who} can pay with {string}")
def can_pay_by(shopper: Shopper, way: str) -> None:
    tasks.note_methods(shopper, way)


@says("{who} tries/try again with the {string} card", "{who} tries/try again with the card {string}")
def tries_again(shopper: Shopper, card: str) -> None:
    tasks.try_again(shopper, find_card(card))


@says("{who} confirm(s) the payment at {their} bank", "{who} will pass the bank's question")
def passes_bank(shopper: Shopper) -> None:
    shopper.memory.bank_answer = "pass"


@says("{who} will fail the bank's question", "{who} get(s) the bank's question wrong")
def fails_bank(shopper: Shopper) -> None:
    shopper.memory.bank_answer = "fail"


@says("{who} will cancel the bank's question", "{who} change(s) {their} mind at {their} bank")
def cancels_bank(shopper: Shopper) -> None:
    shopper.memory.bank_answer = "cancel"


@says("{who} will press the last button twice", "{who} double-click(s) on the last button")
def presses_twice(shopper: Shopper) -> None:
    shopper.memory.presses_twice = True


@says("{who} has/have ordered only once", "only one order is placed")
def ordered_once(shopper: Shopper, shop_file: ShopFile) -> None:
    tasks.expect_one_order(shopper, shop_file)


@says("the payment is declined", "{who} is/are/am told that the payment was declined")
def is_declined(shopper: Shopper) -> None:
    tasks.expect_declined(shopper)


@says("the shop says why", "{who} is/are/am told why")
def is_told_why(shopper: Shopper) -> None:
    tasks.expect_reason(shopper)
