"""Leaving the screen for a while, as people do, and coming back to see what is left."""

from __future__ import annotations

from typing import Final

from mystery_shopper import shop
from mystery_shopper.addresses import parse_address
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.arriving import open_shop
from mystery_shopper.tasks.basket import open_basket

OVERNIGHT: Final = "the next day"
"""When a basket was seen that had been left overnight, as `basket-forgotten` knows it."""


def be_away(shopper: Shopper, seconds: float) -> None:
    """Leave the page alone for a time, load it again, and notice whether the session has ended without a warning."""
    before = shopper.look()
    shopper.page.wait_for_timeout(seconds * 1000)
    warned = _says(shopper.look_again(), "session-warning")
    shopper.reload()
    after = shopper.look()
    shopper.recorder.observe(
        "away", round(seconds, 1), url=after.url, element="session", warned=warned, ended=_ended(before, after)
    )
    shopper.say(f"{shopper.they_were()} away for {seconds:g} s.")


def come_back_tomorrow(shopper: Shopper) -> None:
    """Close the shop, open it the next day in the same browser, and look whether the basket is still there."""
    held = sum(shopper.memory.basket.values())
    shopper.sleep_over()
    shopper.say(f"{shopper.they()} closed the window and came back the next day.")
    home, arrival = parse_address(shopper.shop_url).url, shopper.memory.arrival
    first = arrival.url if arrival is not None else home
    open_shop(shopper, first.removeprefix(home) if first.startswith(home) else "")
    if held:
        open_basket(shopper, OVERNIGHT)


def _ended(before: PageView, after: PageView) -> str:
    """Say how it shows that the session is over, or return an empty text."""
    told = _says(after, "session-ended")
    if told and not _says(before, "session-ended"):
        return f"was told “{told}”"
    if shop.log_in_form(after) is not None and shop.log_in_form(before) is None:
        return "was asked to log in"
    was = shop.basket_count(before) or shop.read_basket(before).pieces
    now = shop.basket_count(after) or shop.read_basket(after).pieces
    return "found the basket empty" if was and not now else ""


def _says(view: PageView, key: str) -> str:
    texts = [each.text for each in view.messages] + [each.text for each in view.lines]
    return next((each for each in texts if len(each) < 200 and says(key, each, view.lang)), "")
