"""Words for coming to the shop."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says("{who} open(s) the shop", "{who} visit(s) the shop", "{who} arrive(s) at the shop", "{who} come(s) to the shop")
def opens_shop(shopper: Shopper) -> None:
    tasks.open_shop(shopper)
    tasks.take_in(shopper)


@says("{who} come(s) back to the shop", "{who} return(s) to the home page", "{who} go(es) to the home page")
def comes_back(shopper: Shopper) -> None:
    tasks.open_shop(shopper)
    tasks.take_in(shopper)


@says("{who} open(s) the page {string}")
def opens_page(shopper: Shopper, path: str) -> None:
    tasks.open_shop(shopper, path)
    tasks.take_in(shopper)


@says("{who} close(s) whatever lies over the page", "{who} close(s) the pop-up")
def clears_the_way(shopper: Shopper) -> None:
    tasks.clear_the_way(shopper)


@says("{who} answer(s) the cookie question")
def answers_cookies(shopper: Shopper) -> None:
    tasks.answer_cookies(shopper)


@says("{who} block(s) third parties", "{who} let(s) no third parties in")
def blocks_third_parties(shopper: Shopper) -> None:
    shopper.senses.block_third_parties(shopper.page.context)


@says("{who} is/are/am away for {duration}", "{who} leave(s) the screen for {duration}")
def is_away(shopper: Shopper, seconds: float) -> None:
    tasks.be_away(shopper, seconds)


@says("{who} come(s) back the next day", "{who} come(s) back tomorrow", "{who} return(s) the next day")
def comes_back_tomorrow(shopper: Shopper) -> None:
    tasks.come_back_tomorrow(shopper)


@says("{who} go(es) back", "{who} press(es) the browser's back button")
def goes_back(shopper: Shopper) -> None:
    tasks.go_back(shopper)


@says("{who} reload(s) the page")
def reloads(shopper: Shopper) -> None:
    shopper.reload()


@says("{who} follow(s) the link {string}", "{who} press(es) the link {string}")
def follows_link(shopper: Shopper, name: str) -> None:
    tasks.follow_link(shopper, name)


@says("{who} press(es) {string}", "{who} press(es) the button {string}")
def presses(shopper: Shopper, name: str) -> None:
    tasks.press_named(shopper, name)
