"""Words for finding something."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says("{who} search(es) for {string}", "{who} look(s) for {string}")
def searches(shopper: Shopper, query: str) -> None:
    tasks.search(shopper, query)


@says("{who} browse(s) {string}", "{who} open(s) the category {string}", "{who} look(s) around in {string}")
def browses(shopper: Shopper, category: str) -> None:
    tasks.browse(shopper, category)
    tasks.take_in(shopper)


@says("{who} open(s) {string}", "{who} open(s) the product {string}", "{who} look(s) at {string}")
def opens_product(shopper: Shopper, name: str) -> None:
    tasks.open_product(shopper, name)
    tasks.take_in(shopper)


@says("{who} sort(s) the list by price", "{who} sort(s) by price", "{who} put(s) the cheapest first")
def sorts_by_price(shopper: Shopper) -> None:
    tasks.sort_by(shopper, "price-up")
    shopper.hear_out()


@says("{who} put(s) the dearest first", "{who} sort(s) by price from high to low")
def sorts_by_price_down(shopper: Shopper) -> None:
    tasks.sort_by(shopper, "price-down")
    shopper.hear_out()


@says("{who} narrow(s) the list to {string}", "{who} filter(s) the list by {string}")
def narrows(shopper: Shopper, wanted: str) -> None:
    tasks.narrow_to(shopper, wanted)
    shopper.hear_out()


@says("{who} narrow(s) the list by price", "{who} filter(s) the list by price")
def narrows_by_price(shopper: Shopper) -> None:
    tasks.narrow_by_price(shopper)
    shopper.hear_out()


@says("{who} open(s) the last product of the list")
def opens_last_product(shopper: Shopper) -> None:
    tasks.open_last_product(shopper)


@says("{who} search(es) for {string} with a slip of the finger", "{who} mistype(s) {string} in the search")
def mistypes(shopper: Shopper, name: str) -> None:
    tasks.search_with_a_slip(shopper, name)


@says("{who} find(s) {string}", "{who} see(s) {string} in the list")
def finds(shopper: Shopper, name: str) -> None:
    tasks.expect_in_list(shopper, name)


@says("{string} is among the first {int} results")
def among_the_first(shopper: Shopper, name: str, number: int) -> None:
    tasks.expect_in_list(shopper, name, within=number)


@says("the list is sorted by price", "the cheapest is first")
def is_sorted(shopper: Shopper) -> None:
    tasks.expect_sorted(shopper, falling=False)


@says("the dearest is first")
def is_sorted_down(shopper: Shopper) -> None:
    tasks.expect_sorted(shopper, falling=True)


@says("the shop finds nothing")
def finds_nothing(shopper: Shopper) -> None:
    tasks.expect_no_results(shopper)
