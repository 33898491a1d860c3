"""How a shopper acts by keyboard alone, and which hands a persona has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Final

from playwright.sync_api import ElementHandle, Error, Page

from mystery_shopper.model import Persona
from mystery_shopper.shop.reaching import Reach
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper.focus import (
    HAS_FOCUS,
    IN_LIST,
    KEEPS_FOCUS,
    SAME_GROUP,
    STOPS,
    been_round,
    where,
)
from mystery_shopper.shopper.hands import KIND_OF_LIST, Fingers, Gone, Hands, Stuck, Trapped, element_of
from mystery_shopper.shopper.motor import HOMING_S, spread_px

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
_SAME_STOP: Final = 4  # so many Tabs without leaving an element are a trap (P; WCAG 2.1.2 names no number)


class Keys(Hands):
    """Keyboard alone: reaches everything by Tab and arrows, presses by Enter and Space, and never points."""

    by_keyboard = True

    def point(self, page: Page, at: Reach) -> None:
        """There is no pointer."""

    def press(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        element = element_of(view, ref)
        self._reach(page, element)
        first, *others = element.evaluate(_KEYS_FOR)
        self._key(page, first)
        for other in others:
            if element.evaluate(_SILENT):
                self._key(page, other)

    def select(self, page: Page, view: PageView, ref: int, at: Reach, value: str, label: str) -> None:
        element = element_of(view, ref)
        self._reach(page, element)
        kind = element.evaluate(KIND_OF_LIST)
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
        element = element_of(view, ref)
        with _or_gone():
            self._reach(page, element)
            if not _is_ticked(element):  # arrows choose a radio button by themselves
                self._key(page, "Space")

    def enter(self, page: Page, view: PageView, ref: int, at: Reach) -> None:
        self._reach(page, element_of(view, ref))

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
