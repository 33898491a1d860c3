"""Her acts on fields: writing, choosing, ticking, letting the browser fill; and reading what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from time import monotonic

from playwright.sync_api import Error

from mystery_shopper.senses.autofill import autofill, kinds_of
from mystery_shopper.senses.pasting import pasting_works
from mystery_shopper.senses.settling import Settled
from mystery_shopper.shop.reaching import written
from mystery_shopper.shop.view import Field, PageView
from mystery_shopper.shopper.approaching import Approaching
from mystery_shopper.shopper.pace import reading_s

_FOCUS_IN_FRAME = "() => document.activeElement instanceof HTMLIFrameElement"
_LEAVES_WITHIN_S = 1.0


@dataclass
class Filling(Approaching):
    """Her acts on fields; each is done at her own pace, and leaving a field is part of filling it."""

    def fill(self, target: Field, text: str, view: PageView | None = None, *, secret: bool = False) -> None:
        """Fill one field as this persona does; leaving it is part of filling it.

        Raises:
            Refused: for what may be somebody's real card number; nothing is typed then.
        """
        self.purse.check(text)
        view = view or self.look()
        self._think(0.3)
        view, target, at = self._free(view, target, disguise=secret)
        with self._careful(str(target)), self._touching(f"fill {target}"):
            self.hands.enter(self.page, view, target.ref, at)
            if target.type == "password" or target.autocomplete == "one-time-code":
                self._try_to_paste(target, view)
            exact, by_key = secret or target.type in ("tel", "date"), _only_by_key(target, text)
            self.hands.type(self.page, text, at, exact=exact, by_key=by_key)
            rewritten = exact and at.keyed
            holds = self._see_focus_leave(view, target, text) if rewritten or not _of_page(view) else True
            if rewritten and not by_key and not holds:  # it rewrites what is typed, and needs every key for that
                view, target, at = self._free(view, target, disguise=secret)
                self.hands.enter(self.page, view, target.ref, at)
                self.hands.type(self.page, text, replace(at, filled=True), exact=True, by_key=True)
                self._see_focus_leave(view, target, text)
        self._unsee()
        self._wrote_in = target.form

    def write(self, target: Field, text: str) -> None:
        """Write into a field and stay in it, as in a list that offers what fits.

        Raises:
            Refused: for what may be somebody's real card number; nothing is typed then.
        """
        self.purse.check(text)
        self._think(0.3)
        view, target, at = self._free(self.look(), target)
        with self._careful(str(target)), self._touching(f"fill {target}"):
            self.hands.enter(self.page, view, target.ref, at)
            self.hands.write(self.page, text, at, exact=True)
        self._unsee()
        self._settle_quietly()

    def autofill(self, target: Field) -> list[str] | None:
        """Let the browser fill the form that a field belongs to; return what it filled, None when it cannot."""
        view = self.look()
        self._think()
        view, target, at = self._free(view, target)
        with self._touching(f"let the browser fill from {target}"):
            with self._careful(str(target)):
                self.hands.enter(self.page, view, target.ref, at)
            filled = autofill(self.page, self.identity)
        self._unsee()
        if filled:
            self._settle_quietly()
            self.learned.fields.update(kinds_of(filled, view, self.identity))
            self.say(f"{self.they()} let the browser fill in {', '.join(each.said for each in filled).lower()}.")
        return None if filled is None else [each.said for each in filled]

    def select(self, target: Field, value: str, view: PageView | None = None) -> None:
        """Choose an entry of a list by its value."""
        view = view or self.look()
        label = next((each.text for each in target.options if each.value == value), value)
        self._think(0.5)
        view, target, at = self._free(view, target)
        with self._careful(str(target)), self._touching(f"choose in {target}"):
            self.hands.select(self.page, view, target.ref, at, value, label)
        self._unsee()
        self._settle_quietly()

    def choose_in(self, target: Field, value: str) -> Settled:
        """Choose an entry of a list to which the page answers by itself, as to a press, and wait for the answer."""
        view = self.look()
        label = next((each.text for each in target.options if each.value == value), value)
        self._take_stock()
        self._think(0.5)
        self._wanted_at = self.recorder.now
        view, target, at = self._free(view, target, mark=True)
        self.senses.remember(str(target), view, target.ref)

        def deed() -> None:
            self.hands.select(self.page, view, target.ref, at, value, label)

        return self._act("choose", str(target), deed, via="form", marked=True)

    def tick(self, target: Field, view: PageView | None = None) -> None:
        """Tick a box or choose a radio button."""
        self._tick(target, view, ticked=bool(target.checked))

    def untick(self, target: Field, view: PageView | None = None) -> None:
        """Take the tick out of a box."""
        self._tick(target, view, ticked=not target.checked)

    def _tick(self, target: Field, view: PageView | None, *, ticked: bool) -> None:
        view = view or self.look()
        by_label = bool(target.press)
        self._think(0.5)
        view, target, at = self._free(view, target, by_label=by_label)
        at = replace(at, ticked=ticked)
        self._begin("choose", str(target))
        with self._careful(str(target)):
            self.hands.tick(self.page, view, target.ref, at)
        began = monotonic()  # aiming is her time, not the shop's
        self._settle_quietly()
        self.senses.remember(str(target), view, target.ref)
        settled = monotonic() - began
        self.recorder.observe(  # it shows its tick at once
            "action", "choose", element=str(target), effects=["dom"], changed_s=0.0, settled_s=settled
        )

    def read(self) -> None:
        """Take in what is on the page, at this persona's speed of reading."""
        if self.paced:
            self.page.wait_for_timeout(reading_s(self.look().text, self.persona.reading) * 1000)

    @contextmanager
    def _touching(self, what: str) -> Iterator[None]:
        """Within this, and for a moment after it, what a script does is its answer to what she writes or chooses."""
        self.senses.touches(what)
        try:
            yield
        finally:
            self.senses.touches(what)

    def _see_focus_leave(self, view: PageView, target: Field, text: str) -> bool:
        """Wait until the focus has come to where Tab leads from a document within the page, which scrolls there.

        Return whether the field holds what was written, however it is grouped; true when nobody can tell any more.
        """
        began = monotonic()
        while True:
            holds, focused = written(view, target.ref, text)
            if _of_page(view) or focused or not self._focus_is_in_a_frame() or monotonic() - began > _LEAVES_WITHIN_S:
                return holds
            self.page.wait_for_timeout(10)

    def _focus_is_in_a_frame(self) -> bool:
        with suppress(Error):  # the page goes away
            return bool(self.page.evaluate(_FOCUS_IN_FRAME))
        return False

    def _try_to_paste(self, target: Field, view: PageView) -> None:
        """Password managers paste: once for each field it is tried whether the page lets them, and nothing is left."""
        if (
            self.senses.noticing.first_time("paste", target.key)
            and (works := pasting_works(view, target.ref)) is not None
        ):
            self.senses.remember(str(target), view, target.ref)
            self.recorder.observe("paste", works, url=self.page.url, element=str(target))


def _only_by_key(target: Field, text: str) -> bool:
    """Say whether a field takes a text key by key alone: a calendar's own, or one box of several for one number."""
    return target.type == "date" or 0 < target.maxlength < len(text)


def _of_page(view: PageView) -> bool:
    """Say whether a view is of the page itself and not of a document within it."""
    return view.frame is None or view.frame.parent_frame is None
