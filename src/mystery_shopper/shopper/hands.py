"""How a shopper touches a page: by mouse, by finger or by keyboard alone; never by a forced event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from playwright.sync_api import ElementHandle, Error, Page

from mystery_shopper.model import Persona
from mystery_shopper.shop import resolve
from mystery_shopper.shop.reaching import ARRIVED_MS, Reach
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper.focus import (
    FOCUS_MOVED,
    HAS_FOCUS,
    IN_LIST,
    KEEPS_FOCUS,
    SAME_GROUP,
    STOPS,
    been_round,
    where,
)
from mystery_shopper.shopper.motor import HOMING_S, MOST_TRIES, Missed, aiming_s, landing, spread_px, strokes, way

_KIND_OF_LIST = """el => el.tagName === 'SELECT' ? 'list' : /^(date|month|time|week|datetime-local)$/.test(el.type)
  ? 'calendar' : 'own'"""
# The keys to press it by. A list to choose from opens by the down arrow wherever it opens by a key (WAI-ARIA Authoring
# Practices, Combobox); where that does nothing people try Enter.
_KEYS_FOR = """el => {
  const role = el.getAttribute('role') || '', closed = el.getAttribute('aria-expanded') !== 'true';
  if (/^(checkbox|radio)$/.test(el.type) || /checkbox|radio|switch/.test(role) || el.tagName === 'SUMMARY')
    return ['Space'];
  return role === 'combobox' && el.tagName !== 'INPUT' && closed ? ['ArrowDown', 'Enter'] : ['Enter'];
}"""
_SILENT = """async el => {
  const ms = window[Symbol.for('ms')], began = performance.now();
  const answered = () => el.getAttribute('aria-expanded') === 'true' || (ms && ms.changes().first_change_ms !== null);
  while (el.isConnected && !answered() && performance.now() - began < SOON) await new Promise(go => setTimeout(go, 10));
  return el.isConnected && !answered();
}""".replace("SOON", "300")  # ms: people press the next key no sooner (P)
_THERE = "el => el.isConnected && el.checkVisibility()"
MOST_TABS: Final = 400
"""More stops than this between a shopper and her goal, and she cannot be expected to get there (P)."""
_MOST_ARROWS: Final = 60  # entries of a list that somebody goes through by arrows (P)
_SAME_PLACE_PX: Final = 1.0
_SAME_STOP: Final = 4  # so many Tabs without leaving an element are a trap (P; WCAG 2.1.2 names no number)


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
    _on_keys: bool = False
    by_keyboard = False

    def focus_in_form(self, page: Page) -> bool:
        """Say whether the page has moved the focus to a field or to an error's text."""
        return bool(page.evaluate(FOCUS_MOVED))

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
        """Let the pointer come to rest where something stood that is to be pressed, before looking at it again."""
        self._move_hand(page, to_keys=False)
        self._take_time(page, at)
        self._at = self._rests = (at.x, at.y)
        page.mouse.move(at.x, at.y)

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
        """Write into the field that has the cursor in place of what stands there, and leave it.

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
        page.keyboard.press("Tab")

    def select(self, page: Page, view: PageView, ref: int, at: Reach, value: str, label: str) -> None:
        """Choose from a list, native or custom, or a day from the browser's own calendar."""
        element = _element(view, ref)
        kind = element.evaluate(_KIND_OF_LIST)
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


class Keys(Hands):
    """Keyboard alone: reaches everything by Tab and arrows, presses by Enter and Space, and never points."""

    by_keyboard = True

    def point(self, page: Page, at: Reach) -> None:
        """There is no pointer."""

    def press(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        element = _element(view, ref)
        self._reach(page, element)
        first, *others = element.evaluate(_KEYS_FOR)
        self._key(page, first)
        for other in others:
            if element.evaluate(_SILENT):
                self._key(page, other)

    def select(self, page: Page, view: PageView, ref: int, at: Reach, value: str, label: str) -> None:
        element = _element(view, ref)
        self._reach(page, element)
        kind = element.evaluate(_KIND_OF_LIST)
        if kind == "calendar":
            element.fill(value, timeout=2000)
            return
        if kind != "list":
            self._key(page, "Enter")
            page.keyboard.type(label)
            self._key(page, "Enter")
            return
        steps = element.evaluate(
            "(el, value) => [...el.options].findIndex(each => each.value === value) - el.selectedIndex", value
        )
        for _ in range(abs(int(steps))):
            if element.evaluate("(el, value) => el.value === value", value):
                break
            self._key(page, "ArrowDown" if steps > 0 else "ArrowUp")

    def tick(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        if at.ticked:
            return
        element = _element(view, ref)
        with _or_gone():
            self._reach(page, element)
            if not _is_ticked(element):  # arrows choose a radio button by themselves
                self._key(page, "Space")

    def enter(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        self._reach(page, _element(view, ref))

    def _key(self, page: Page, key: str) -> None:
        self.keystrokes += 1
        page.keyboard.press(key)

    def _reach(self, page: Page, element: ElementHandle) -> None:
        """Press Tab until the element has the focus, once more from where what came in the way has been answered.

        Raises:
            Trapped, Stuck: when it never gets it.
            Gone: when it is no longer there.
        """
        was_there = element.evaluate(_THERE)  # a box that only its label shows never is
        try:
            self._go_round(page, element)
        except (Trapped, Stuck):
            if was_there and not element.evaluate(_THERE):
                raise Gone("it went while she was on her way to it") from None
            if not self.clears():
                raise
            self._go_round(page, element)

    def _go_round(self, page: Page, element: ElementHandle) -> None:
        stops: list[str] = []
        moved = 0  # how far down a list
        for keystrokes in range(MOST_TABS):
            if element.evaluate(HAS_FOCUS) and element.evaluate(KEEPS_FOCUS):
                return
            arrow = element.evaluate(IN_LIST, moved) if keystrokes < _MOST_ARROWS else ""
            if arrow == "here":
                return
            if arrow:
                self._key(page, arrow)
                moved += 1 if arrow == "ArrowDown" else -1
                continue
            if element.evaluate(SAME_GROUP):
                self._key(page, "ArrowDown")
                continue
            self._key(page, "Tab")
            stop, name = where(page, self.focus_troubles)
            stops.append(stop)
            if stop and stops[-_SAME_STOP:] == [stop] * _SAME_STOP and not element.evaluate(HAS_FOCUS):
                raise Trapped(name, keystrokes + 1)
            if been_round(stops):
                circle = len(set(stops))
                if "" not in stops and circle * 2 < page.evaluate(STOPS):
                    raise Trapped(f"a circle around {name}", keystrokes + 1)
                raise Stuck(keystrokes + 1)
        raise Stuck(MOST_TABS)


def hands_of(persona: Persona, *, paced: bool, seed: int) -> Hands:
    """Return a persona's hands; without the pace they take no time and make the same mistakes."""
    kinds = {"mouse": Hands, "touch": Fingers, "keyboard": Keys}
    return kinds[persona.input](
        typing_cps=persona.typing_cps if paced else 0.0,
        pointing_s=persona.pointing_s if paced else 0.0,
        homing_s=HOMING_S if paced and persona.input == "mouse" else 0.0,
        typos=persona.typos,
        spread_px=spread_px(persona.aim_mm, mobile=persona.device.mobile, zoom=persona.zoom),
        random=Random(seed),
        rhythm=Random(f"rhythm {seed}"),
    )


def _element(view: PageView, ref: int) -> ElementHandle:
    element = resolve(view, ref)
    if element is None:
        raise Gone(f"element {ref} has gone")
    return element


@contextmanager
def _or_gone() -> Iterator[None]:
    """Let what she reaches for be gone where its page goes on meanwhile, as some do at the first arrow key."""
    try:
        yield
    except Error as trouble:
        if "context was destroyed" not in str(trouble):
            raise
        raise Gone("its page has gone on") from None


def _is_ticked(element: ElementHandle) -> bool:
    return bool(element.evaluate("el => el.checked === true || el.getAttribute('aria-checked') === 'true'"))
