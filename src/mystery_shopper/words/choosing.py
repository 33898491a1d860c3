"""Words at the product."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says("{who} choose(s) the {word} {string}", "{who} choose(s) {word} {string}")
def chooses(shopper: Shopper, label: str, wanted: str) -> None:
    tasks.choose_option(shopper, label, wanted)


@says(
    "{who} put(s) it in {basket}",
    "{who} add(s) it to {basket}",
)
def puts_it_in_basket(shopper: Shopper) -> None:
    tasks.put_in_basket(shopper)
    shopper.hear_out()


@says("{who} put(s) {int} of it/them in {basket}")
def puts_many_in_basket(shopper: Shopper, pieces: int) -> None:
    tasks.put_in_basket(shopper, quantity=pieces)
    shopper.hear_out()


@says("{who} put(s) {string} in {basket}", "{who} add(s) {string} to {basket}", "{who} has/have {string} in {basket}")
def puts_product_in_basket(shopper: Shopper, name: str) -> None:
    tasks.find_and_put_in_basket(shopper, name)
    shopper.hear_out()


@says("{who} put(s) {int} {string} in {basket}")
def puts_many_of_product_in_basket(shopper: Shopper, pieces: int, name: str) -> None:
    tasks.find_and_put_in_basket(shopper, name, pieces)
    shopper.hear_out()


@says("it is sold out", "the product {string} is sold out")
def is_sold_out(shopper: Shopper, name: str = "") -> None:
    tasks.expect_sold_out(shopper, name)
