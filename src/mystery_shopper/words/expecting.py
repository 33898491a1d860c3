"""Words for how it should have ended."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says("the order is placed", "{who} has/have bought it", "{who} own(s) it")
def order_is_placed(shopper: Shopper) -> None:
    tasks.expect_order(shopper)


@says("no order is placed", "{who} has/have bought nothing")
def no_order(shopper: Shopper) -> None:
    tasks.expect_no_order(shopper)


@says("{who} has/have an order number", "the confirmation shows an order number")
def has_order_number(shopper: Shopper) -> None:
    tasks.expect_reference(shopper)


@says("nothing got in {whose} way", "nothing held {whom} up", "{who} had no trouble")
def nothing_in_the_way(shopper: Shopper, cast: tasks.Cast) -> None:
    tasks.expect_no_friction(shopper, cast)


@says("nothing worse than {word} got in {whose} way")
def nothing_worse(shopper: Shopper, severity: str, cast: tasks.Cast) -> None:
    tasks.expect_no_friction(shopper, cast, above=severity)


@says("{who} would give up", "{who} give(s) up")
def would_give_up(shopper: Shopper, cast: tasks.Cast) -> None:
    tasks.expect_giving_up(shopper, cast)


@says(
    "{who} is/are/am held up at the {string}",
    "{who} is/are/am held up at {string}",
    "{who} cannot go on at the {string}",
)
def is_held_up(shopper: Shopper, moment: str, cast: tasks.Cast) -> None:
    tasks.expect_held_up(shopper, cast, moment)


@says("{string} is noticed at the {string}", "{string} is noticed at {string}")
def is_noticed(shopper: Shopper, kind: str, moment: str, cast: tasks.Cast) -> None:
    tasks.expect_friction(shopper, cast, kind, moment)


@says("{string} is noticed at the {string} and goes to {string}")
def is_noticed_by(shopper: Shopper, kind: str, moment: str, owner: str, cast: tasks.Cast) -> None:
    tasks.expect_friction(shopper, cast, kind, moment, owner)


@says("the page shows {string}", "{who} read(s) {string}", "{who} see(s) the text {string}")
def shows(shopper: Shopper, text: str) -> None:
    tasks.expect_text(shopper, text)


@says("the page is in {string}")
def is_in_language(shopper: Shopper, language: str) -> None:
    tasks.expect_language(shopper, language)


@says("{who} wait(s) no longer than {duration} for any answer", "no answer takes longer than {duration}")
def quick_answers(shopper: Shopper, seconds: float) -> None:
    tasks.expect_quick_answers(shopper, seconds)
