"""Words for who is shopping."""

from mystery_shopper.cast import Cast
from mystery_shopper.sentences import says
from mystery_shopper.shopper import Shopper


@says(
    "{who} is/are/am {string}",
    "{who} is/are/am the persona {string}",
    "{who} is/are/am a {string}",
    "{who} is/are/am an {string}",
)
def is_persona(cast: Cast, who: str, persona: str) -> None:
    cast.introduce(who, persona)


@says("{who} want(s) {string}")
def wants(shopper: Shopper, wish: str) -> None:
    shopper.say(f"{shopper.name} wanted {wish}.")


@says("{who} has/have {duration} of patience", "{who} wait(s) no longer than {duration}")
def has_patience(shopper: Shopper, seconds: float) -> None:
    shopper.be(patience_s=seconds)


@says("{who} refuse(s) cookies", "{who} refuse(s) all cookies")
def refuses_cookies(shopper: Shopper) -> None:
    shopper.be(cookies="rejects")


@says("{who} accept(s) cookies", "{who} accept(s) all cookies")
def accepts_cookies(shopper: Shopper) -> None:
    shopper.be(cookies="accepts")


@says("{who} type(s) everything by hand", "{who} type(s) every field")
def types(shopper: Shopper) -> None:
    shopper.be(forms="types")


@says("{who} forget(s) {their} {string} at first", "{who} leave(s) the {string} empty at first")
def forgets(shopper: Shopper, what: str) -> None:
    shopper.memory.forgets = (*shopper.memory.forgets, what.strip().casefold().replace(" ", "-"))
