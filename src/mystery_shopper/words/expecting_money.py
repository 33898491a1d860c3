"""Words for money that should be as it was shown."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says("the price {who} pays/pay is the price {they} was/were shown", "the price has not changed")
def price_is_kept(shopper: Shopper) -> None:
    tasks.expect_same_price(shopper)


@says("the total {who} pays/pay is the total {they} was/were shown", "nothing was added at the end")
def total_is_kept(shopper: Shopper) -> None:
    tasks.expect_same_total(shopper)


@says("the total is right", "the sum adds up")
def total_is_right(shopper: Shopper) -> None:
    tasks.expect_right_total(shopper)


@says("the total is {string}")
def total_is(shopper: Shopper, amount: str) -> None:
    tasks.expect_total(shopper, amount)


@says("the price is {string}", "the product costs {string}")
def price_is(shopper: Shopper, amount: str) -> None:
    tasks.expect_price(shopper, amount)


@says("the voucher lowers the total", "the total is lower than before")
def total_is_lower(shopper: Shopper) -> None:
    tasks.expect_lower_total(shopper)


@says("the delivery costs {string}")
def delivery_costs(shopper: Shopper, amount: str) -> None:
    tasks.expect_delivery_cost(shopper, amount)
