"""Whole purchases in one sentence."""

from mystery_shopper import tasks
from mystery_shopper.cards import find_card
from mystery_shopper.sentences import says
from mystery_shopper.settings import ShopFile
from mystery_shopper.shopper import Shopper


@says("{who} buy(s) {string}", "{who} buy(s) {string} as a guest")
def buys_as_guest(shopper: Shopper, product: str) -> None:
    tasks.buy(shopper, product)


@says("{who} buy(s) {int} {string} as a guest", "{who} buy(s) {int} of {string} as a guest")
def buys_many_as_guest(shopper: Shopper, pieces: int, product: str) -> None:
    tasks.buy(shopper, product, quantity=pieces)


@says("{who} buy(s) {string} with the {string} card")
def buys_with_card(shopper: Shopper, product: str, card: str) -> None:
    tasks.buy(shopper, product, card=find_card(card))


@says("{who} buy(s) {string} with {their} account")
def buys_with_account(shopper: Shopper, product: str, shop_file: ShopFile) -> None:
    tasks.buy(shopper, product, account=tasks.own_account(shopper, shop_file))


@says("{who} come(s) as far as the payment with {string}", "{who} stand(s) at the payment with {string}")
def comes_to_payment(shopper: Shopper, product: str) -> None:
    tasks.come_to_payment(shopper, product)
