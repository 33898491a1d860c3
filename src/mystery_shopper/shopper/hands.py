"""How a shopper touches a page by mouse or by finger, never by a forced event; by keyboard alone is in `keys`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from playwright.sync_api import ElementHandle, Error, Page

from mystery_shopper.senses.listening import meanwhile
from mystery_shopper.shop import resolve
from mystery_shopper.shop.reaching import ARRIVED_MS, Reach
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper.focus import (
    FOCUS_MOVED,
)
from mystery_shopper.shopper.motor import MOST_TRIES, Missed, aiming_s, landing, strokes, way

KIND_OF_LIST = """el => el.tagName === 'SELECT' ? 'list' : /^(date|month|time|week|datetime-local)$/.test(el.type)
  ? 'calendar' : 'own'"""
_SAME_PLACE_PX: Final = 1.0


class Trapped(Exception):
    """The focus cannot leave an element or a small circle of elements (WCAG 2.1.2)."""

    def __init__(self, where: str, keystrokes: int) -> None:
        self.where, self.keystrokes = where, keystrokes
        super().__init__(f"the focus caught in {where} after {keystrokes} keystrokes")


class Gone(Exception):
    """The element was there and is gone."""


class Stuck(Exception):
    """The focus went all around the page and never came to the target (WCAG 2.1.1)."""

    def __init__(self, keystrokes: int) -> None:
        self.where, self.keystrokes = "", keystrokes
        super().__init__(f"the focus going around the whole page in {keystrokes} keystrokes without reaching it")


@dataclass
class Hands:
    """Mouse hands; the other ways to act differ only where they must.

    ``typing_cps`` is characters a second and ``pointing_s`` the seconds to aim; both are zero with ``--pace off``.
    """

    typing_cps: float = 0.0
    pointing_s: float = 0.0
    typos: float = 0.0  # share of letters that go wrong at first
    spread_px: float = 0.0  # how far from the middle a press lands, one standard deviation
    random: Random = field(default_factory=lambda: Random(0))  # of her mistakes
    rhythm: Random = field(default_factory=lambda: Random(1))  # of her times, apart: no mistake hangs on the pace
    misses: int = 0  # presses that landed beside their target since somebody asked
    keystrokes: int = 0  # to get around by keys alone, beside what she writes
    homing_s: float = 0.0  # from the mouse to the keyboard or back
    focus_troubles: list[tuple[str, str, str]] = field(default_factory=list)  # what is wrong, of what, what hides it
    clears: Callable[[], bool] = lambda: False  # answers what has come in the way meanwhile; says whether anything had
    _at: tuple[float, float] = (0.0, 0.0)
    _rests: tuple[float, float] | None = None  # where the pointer has come to rest since the last press
    coming: tuple[float, float] | None = None  # where it is on its way to, until somebody has waited for it there
    _on_keys: bool = False
    by_keyboard = False

    def focus_in_form(self, page: Page) -> bool:
        """Say whether the page has moved the focus to a field or to an error's text; one that goes away has not."""
        with suppress(Error):
            return bool(page.evaluate(FOCUS_MOVED))
        return False

    def press(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        """Press the middle of an element, or near it, whatever is there.

        Raises:
            Missed: when the target is so small that too many presses landed beside it.
        """
        place = self._aim(page, at)
        if at.heard and not self._rests_at(place):
            page.mouse.move(*place)
            page.wait_for_timeout(ARRIVED_MS)
        self._rests = None
        page.mouse.click(*place)

    def point(self, page: Page, at: Reach) -> None:
        """Send the pointer to rest where something stood that is to be pressed, before looking at it again.

        Who looks at it again waits for its coming there, in the same round trip.
        """
        self._move_hand(page, to_keys=False)
        self._take_time(page, at)
        was, self._at = self._at, (at.x, at.y)
        self._rests = self._at
        if way(was, self._at) <= _SAME_PLACE_PX:  # of a pointer that is there already nobody hears that it comes
            page.mouse.move(at.x, at.y)
            return

        def move() -> None:
            with suppress(Error):
                page.mouse.move(at.x, at.y)

        self.coming = self._at
        meanwhile(move)

    def press_twice(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        """Press, and press again before anything can have come of it, unless the page was quicker."""
        self.press(page, view, ref, at)
        with suppress(Gone, Error):
            self.press(page, view, ref, at)

    def enter(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        """Put the cursor into a field, unless Tab has brought it there; unlike a button, none runs away."""
        if not at.focused:
            page.mouse.click(*self._aim(page, at))

    def type(self, page: Page, text: str, at: Reach, *, exact: bool = False, by_key: bool = False) -> None:
        """Write into the field that has the cursor, as `write` does, and leave it."""
        self.write(page, text, at, exact=exact, by_key=by_key)
        page.keyboard.press("Tab")

    def write(self, page: Page, text: str, at: Reach, *, exact: bool = False, by_key: bool = False) -> None:
        """Write into the field that has the cursor in place of what stands there, and stay in it.

        ``exact``: without a typo. ``by_key``: key by key whatever the pace.
        """
        self._move_hand(page, to_keys=True)
        if at.filled:
            page.keyboard.press("ControlOrMeta+a")
        if not text:
            page.keyboard.press("Delete")
        elif self.typing_cps or (self.typos and not exact):
            typos = 0.0 if exact else self.typos
            for each in strokes(text, self.random, self.rhythm, cps=self.typing_cps, typos=typos):
                page.wait_for_timeout(each.after_s * 1000)
                page.keyboard.press(each.key) if each.key == "Backspace" else page.keyboard.type(each.key)
        elif by_key:
            page.keyboard.type(text)
        elif not at.keyed:
            page.keyboard.insert_text(text)
        else:  # the first and the last key are real ones, so that a page which listens to keys hears them
            page.keyboard.type(text[0])
            if len(text) > 2:
                page.keyboard.insert_text(text[1:-1])
            page.keyboard.type(text[1:][-1:])

    def select(self, page: Page, view: PageView, ref: int, at: Reach, value: str, label: str) -> None:
        """Choose from a list, native or custom, or a day from the browser's own calendar."""
        element = element_of(view, ref)
        kind = element.evaluate(KIND_OF_LIST)
        if kind == "list":
            element.select_option(value=value, timeout=2000)
            return
        if kind == "calendar":
            element.fill(value, timeout=2000)
            return
        self.press(page, view, ref, at)
        page.keyboard.type(label)
        page.keyboard.press("Enter")

    def tick(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        """Tick a box or radio that is not yet ticked."""
        if not at.ticked:
            self.press(page, view, ref, at)

    def _aim(self, page: Page, at: Reach) -> tuple[float, float]:
        """Return where the press lands. One that lands beside the target is not made, only counted: what lies there is
        not what she wants, and what it would do says nothing of the target.
        """
        self._move_hand(page, to_keys=False)
        for tries in range(MOST_TRIES):
            if tries or not self._rests_at((at.x, at.y)):
                self._take_time(page, at)
            self._at = (at.x, at.y)
            place = landing(self.random, at.x, at.y, at.width, at.height, self.spread_px)
            if place is not None:
                return place
            self.misses += 1
        raise Missed(at.width, at.height, MOST_TRIES)

    def _take_time(self, page: Page, at: Reach) -> None:
        if self.pointing_s:
            seconds = aiming_s(self.pointing_s, way(self._at, (at.x, at.y)), min(at.width, at.height))
            page.wait_for_timeout(seconds * 1000)

    def _rests_at(self, place: tuple[float, float]) -> bool:
        return self._rests is not None and way(self._rests, place) <= _SAME_PLACE_PX

    def _move_hand(self, page: Page, *, to_keys: bool) -> None:
        if self.homing_s and self._on_keys != to_keys:
            page.wait_for_timeout(self.homing_s * 1000)
        self._on_keys = to_keys


class Fingers(Hands):
    """Touch: taps where a mouse would click."""

    def point(self, page: Page, at: Reach) -> None:
        """A finger touches nothing before it presses."""

    def press(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        page.touchscreen.tap(*self._aim(page, at))

    def enter(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        if not at.focused:
            self.press(page, view, ref, at)


def element_of(view: PageView, ref: int) -> ElementHandle:
    """Return the element of a view's number.

    Raises:
        Gone: when it is no longer there.
    """
    element = resolve(view, ref)
    if element is None:
        raise Gone(f"element {ref} has gone")
    return element
