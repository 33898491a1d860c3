"""Words for the checkout."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.settings import ShopFile
from mystery_shopper.shopper import Shopper


@says("{who} go(es) to the checkout", "{who} check(s) out", "{who} start(s) the checkout")
def goes_to_checkout(shopper: Shopper) -> None:
    tasks.start_checkout(shopper)


@says("{who} continue(s) as a guest", "{who} buy(s) without an account")
def continues_as_guest(shopper: Shopper) -> None:
    tasks.continue_as_guest(shopper)


@says("{who} log(s) in")
def logs_in(shopper: Shopper, shop_file: ShopFile) -> None:
    tasks.log_in(shopper, *tasks.known_account(shopper, shop_file))


@says("{who} create(s) an account", "{who} register(s)")
def registers(shopper: Shopper) -> None:
    tasks.register(shopper)


@says(
    "{who} give(s) {their} name and address",
    "{who} enter(s) {their} address",
    "{who} fill(s) in {their} details",
    "{who} give(s) {their} details",
)
def gives_details(shopper: Shopper) -> None:
    tasks.give_details(shopper)


@says("{who} choose(s) {string} delivery", "{who} choose(s) {string} as {their} delivery")
def chooses_delivery(shopper: Shopper, wanted: str) -> None:
    tasks.choose_delivery(shopper, wanted)


@says("{who} choose(s) a delivery", "{who} choose(s) how the parcel comes")
def chooses_any_delivery(shopper: Shopper) -> None:
    tasks.choose_delivery(shopper)


@says("{who} go(es) on to the payment", "{who} come(s) to the payment")
def goes_to_payment(shopper: Shopper) -> None:
    tasks.choose_delivery(shopper, shopper.memory.delivery)


@says("{who} notice(s) {their} mistake and mend(s) it")
def mends_mistake(shopper: Shopper) -> None:
    tasks.mend_mistake(shopper)
