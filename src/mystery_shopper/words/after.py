"""Words for what comes after the purchase."""

from mystery_shopper import tasks
from mystery_shopper.sentences import says
from mystery_shopper.settings import ShopFile
from mystery_shopper.shopper import Shopper


@says(
    "a confirmation e-mail reaches {whom} within {duration}",
    "{who} receive(s) a confirmation e-mail within {duration}",
)
def receives_mail(shopper: Shopper, within: float, shop_file: ShopFile) -> None:
    tasks.expect_mail(shopper, shop_file, within_s=within)


@says("{who} receive(s) an e-mail about {string} within {duration}")
def receives_mail_about(shopper: Shopper, about: str, within: float, shop_file: ShopFile) -> None:
    tasks.expect_mail(shopper, shop_file, within_s=within, about=about)


@says("{who} open(s) the order from the e-mail", "{who} follow(s) the link in the e-mail")
def opens_order_from_mail(shopper: Shopper) -> None:
    tasks.open_order_from_mail(shopper)


@says("{who} look(s) for help", "{who} open(s) the help page")
def opens_help(shopper: Shopper) -> None:
    tasks.open_help(shopper)


@says("{who} read(s) how to return something", "{who} open(s) the returns page")
def opens_returns(shopper: Shopper) -> None:
    tasks.open_returns(shopper)


@says("{who} ask(s) for a return because {string}", "{who} start(s) a return because {string}")
def asks_for_return(shopper: Shopper, reason: str) -> None:
    tasks.ask_for_return(shopper, reason)


@says("{who} write(s) to the shop: {string}", "{who} ask(s) the shop: {string}")
def writes_to_shop(shopper: Shopper, text: str) -> None:
    tasks.open_contact(shopper)
    tasks.write_to_the_shop(shopper, text)
