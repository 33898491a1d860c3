"""A till in a window of the provider's own: it asks who she is and how she pays, and takes the order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from time import monotonic

from mystery_shopper import shop
from mystery_shopper.shop.field_kinds import PERSONAL
from mystery_shopper.shop.view import Choice, Control, PageView, Step
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.refusals import fault_found
from mystery_shopper.tasks.stepping import MOST_STEPS, awake, prepare, set_right

_GOES_ON_S = 3.0  # within which one page of such a window gives way to the next (P)
_SAID_STILL_S = 1.0  # after which what was refused before is refused again, if the words still stand there (P)
_ASKS_ON, _REFUSED = "asks on", "refused"
SILENT = "silent"
"""The window's last button was pressed, and neither the window nor the shop has answered."""


def windows(shopper: Shopper) -> frozenset[str]:
    """Return the addresses of the documents that stand within the page."""
    return frozenset(each.url for each in shopper.look_everywhere()[1:])


def opened(shopper: Shopper, known: Collection[str]) -> PageView | None:
    """Return the window that has come since, if it asks who she is or how she pays and has a button that leads on.

    The window that the whole shop stands in is none: there she is at home.
    """
    here, *within = shopper.look_everywhere()
    for view in within:
        if view.url in known or view.frame in (None, here.frame) or shop.next_step((), view) is None:
            continue
        if set(shop.classified(view)) & PERSONAL or shop.payment_methods(view):
            return view
    return None


def came_up(shopper: Shopper, known: Collection[str] = ()) -> PageView | None:
    """Return a window to pay in that lies over the page, or stands in it where the page itself has no way on."""
    window = opened(shopper, known)
    on = shop.next_step(shopper.history, shopper.look()) if window is not None else None
    return window if on is None or on.target.covered else None


def go_through(shopper: Shopper, window: PageView, enter_card: Callable[[], None], answered: Callable[[], str]) -> str:
    """Answer what the window asks, page by page, and press its last button.

    What it refuses is mended as on any page of the shop: what it names, then what it may mean. Return how it ended, or
    ``SILENT`` where nothing came of its last button, or nothing where the window has closed and the shop asks on.

    Args:
        window: as ``opened`` returns it.
        enter_card: fills the card's fields, where there are any.
        answered: says how the shop itself has answered by now; the end of it is told there.

    Raises:
        HeldUp: when nothing leads on in the window, or it refuses for good what she enters.
    """
    till = _Till(shopper, window, enter_card, answered)
    shopper.say(f'The shop opened a window of "{window.title or window.heading}" to pay in.')
    for _ in range(MOST_STEPS):
        ended = till.take_step()
        if ended != _ASKS_ON:
            return ended
    raise shopper.held_up(f"the window to pay in took no order in {MOST_STEPS} steps")


@dataclass
class _Till:
    """The window while she is in it."""

    shopper: Shopper
    window: PageView
    enter_card: Callable[[], None]
    answered: Callable[[], str]
    history: list[Step] = field(init=False)

    def __post_init__(self) -> None:
        self.history = [Step(self.window)]

    def take_step(self) -> str:
        """Answer what this page of the window asks, press what leads on, and mend what it refuses."""
        with self.shopper.within(self.window.frame):
            prepare(self.shopper)
            self.enter_card()
            before = self.shopper.look()
            ended = self._press_on(before)
            return self._mended(before) if ended == _REFUSED else ended

    def _press_on(self, first: PageView, *, again: bool = False) -> str:
        """Press what leads on; return what comes of it. ``first``: the page before anything was refused."""
        way = self.shopper.seek("the way on", lambda view: shop.next_step(self.history, view))
        if way is None:
            raise self.shopper.held_up(
                "nothing leads on in the window to pay in", looked_for="a button such as Continue", thing="continue"
            )
        way = awake(self.shopper, way)
        self.history.append(Step(self.shopper.look(), way.target))
        self.shopper.press(way)
        return self._after(first, way, again=again)

    def _mended(self, before: PageView) -> str:
        """Mend what the window refuses and send it again; return what came of that."""
        ended, said = _REFUSED, fault_found(before, self.shopper.look())

        def again() -> None:
            nonlocal ended
            self.enter_card()
            self.history.pop()  # the same button, for it is another form now
            ended = self._press_on(before, again=True)

        left = set_right(self.shopper, before, again)
        if ended != _REFUSED:
            return ended
        saw = "".join(f'"{each.text}"' for each in (left or said)[:1])
        raise self.shopper.held_up("the window to pay in refuses what she entered", saw=saw)

    def _after(self, before: PageView, way: Choice[Control], *, again: bool) -> str:
        """Wait for what comes of a press: an end, a refusal, or the window's next page."""
        began, final, shopper = monotonic(), way.thing == "place-order", self.shopper
        limit = shopper.persona.patience_s if final else _GOES_ON_S
        while True:
            with shopper.within(None):
                if ended := self.answered():
                    return ended
            shopper.look_again()
            here, waited = self._is_open(), monotonic() - began
            if here and fault_found(before, shopper.look()) and (not again or waited > _SAID_STILL_S):
                return _REFUSED
            if here and self._asks_on(way.target, final=final):
                return _ASKS_ON
            if waited > limit:
                if final and shopper.look().busy:
                    raise shopper.gave_up("the order to go through", waited)
                return "" if not here else SILENT if final else _ASKS_ON
            shopper.linger(100)

    def _is_open(self) -> bool:
        return self.window.frame is not None and not self.window.frame.is_detached()

    def _asks_on(self, pressed: Control, *, final: bool) -> bool:
        """Say whether the window shows its next page: after its last button that asks something else."""
        before, view = self.history[-1].view, self.shopper.look()
        if view.busy or not shop.meaning_changed(before, view):
            return False
        on = shop.next_step((), view)
        if on is None or not final:
            return on is not None
        asked, asks = ({each.key for each in one.fields if not each.decoy} for one in (before, view))
        return not on.target.disabled and (bool(asks - asked) or (on.target.key != pressed.key and not asks & asked))
