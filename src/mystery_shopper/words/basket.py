"""Words at the basket."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says("{who} open(s) {basket}", "{who} look(s) into {basket}")
def opens_basket(shopper: Shopper) -> None:
    tasks.open_basket(shopper)
    tasks.take_in(shopper)


@says("{who} change(s) the quantity of {string} to {int}")
def changes_quantity(shopper: Shopper, product: str, quantity: int) -> None:
    tasks.change_quantity(shopper, product, quantity)


@says(
    "{who} remove(s) {string}",
    "{who} remove(s) {string} from {basket}",
    "{who} take(s) {string} out of {basket}",
)
def removes(shopper: Shopper, product: str) -> None:
    tasks.remove(shopper, product)


@says("{who} enter(s) the voucher {string}", "{who} use(s) the voucher {string}")
def enters_voucher(shopper: Shopper, code: str) -> None:
    tasks.enter_voucher(shopper, code)


@says("{who} reload(s) {basket}")
def reloads_basket(shopper: Shopper) -> None:
    tasks.reload_basket(shopper)


@says("{basket} holds {int} piece(s)", "{basket} holds {int} item(s)", "{basket} still holds {int} piece(s)")
def holds_pieces(shopper: Shopper, number: int) -> None:
    tasks.expect_pieces(shopper, number)


@says("{basket} holds {string}", "{string} is in {basket}")
def holds_product(shopper: Shopper, product: str) -> None:
    tasks.expect_in_basket(shopper, product)


@says("{basket} is empty")
def is_empty(shopper: Shopper) -> None:
    tasks.expect_pieces(shopper, 0)


@says("everything {who} put in {basket} is still there")
def is_still_there(shopper: Shopper) -> None:
    tasks.expect_pieces(shopper, sum(shopper.memory.basket.values()))
