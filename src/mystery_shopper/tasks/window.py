"""A till in a window of the provider's own: it asks who she is and how she pays, and takes the order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from time import monotonic

from mystery_shopper import shop
from mystery_shopper.shop.field_kinds import PERSONAL
from mystery_shopper.shop.view import PageView, Step
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.stepping import MOST_STEPS, awake, prepare

_GOES_ON_S = 3.0  # within which one page of such a window gives way to the next (P)


def windows(shopper: Shopper) -> frozenset[str]:
    """Return the addresses of the documents that stand within the page."""
    return frozenset(each.url for each in shopper.look_everywhere()[1:])


def opened(shopper: Shopper, known: Collection[str]) -> PageView | None:
    """Return the window that has come since, if it asks who she is or how she pays and has a button that leads on."""
    for view in shopper.look_everywhere()[1:]:
        if view.url in known or view.frame is None or shop.next_step((), view) is None:
            continue
        if set(shop.classified(view)) & PERSONAL or shop.payment_methods(view):
            return view
    return None


def go_through(shopper: Shopper, window: PageView, enter_card: Callable[[], None], answered: Callable[[], str]) -> str:
    """Answer what the window asks, page by page, and press its last button; return how it ended, or nothing.

    Args:
        window: as ``opened`` returns it.
        enter_card: fills the card's fields, where there are any.
        answered: says how the shop itself has answered by now; the end of it is told there.
    """
    frame, history = window.frame, [Step(window)]
    shopper.say(f'The shop opened a window of "{window.title or window.heading}" to pay in.')
    for _ in range(MOST_STEPS):
        with shopper.within(frame):
            prepare(shopper)
            enter_card()
            way = shopper.seek("the way on", lambda view: shop.next_step(history, view))
            if way is None:
                raise shopper.held_up(
                    "nothing leads on in the window to pay in", looked_for="a button such as Continue", thing="continue"
                )
            way, before = awake(shopper, way), shopper.look()
            final = way.thing == "place-order"
            history.append(Step(before, way.target))
            shopper.press(way)
        ended = _after(shopper, before, shopper.persona.patience_s if final else _GOES_ON_S, answered, final=final)
        if ended != "asks on":
            return ended
    return ""


def _after(shopper: Shopper, before: PageView, limit: float, answered: Callable[[], str], *, final: bool) -> str:
    """Wait for what comes of a press: an end, or the window's next page."""
    began = monotonic()
    while True:
        shopper.look_again()
        if ended := answered():
            return ended
        with shopper.within(before.frame):
            view = shopper.look()
            wrong = shop.objections(before, view)
            if wrong:
                raise shopper.held_up("the window to pay in refuses what she entered", saw=f'"{wrong[0].text}"')
            on = shop.meaning_changed(before, view) and shop.next_step((), view) is not None
        if on and not view.busy:
            return "asks on"
        if monotonic() - began > limit:
            if final and view.busy:
                raise shopper.gave_up("the order to go through", monotonic() - began)
            return "" if final else "asks on"
        shopper.page.wait_for_timeout(100)
