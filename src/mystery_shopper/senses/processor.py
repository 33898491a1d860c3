"""The slow processor of a persona's device: the shop's pages run on it, what is only looked up for her does not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import CDPSession, Error, Frame, Page

from mystery_shopper.senses.devtools import line_to

UNSLOWED: Final = 1.0


@dataclass
class Processor:
    """Slows the pages of one visit by a factor (DevTools protocol), and lets go while the page is only looked at.

    Chromium slows a page by keeping its processor busy, so each look of ours would cost the factor as well.
    """

    slowdown: float = UNSLOWED
    _slowed: set[Page] = field(default_factory=set)
    _frames: dict[Page, dict[Frame, CDPSession]] = field(default_factory=dict)  # that run in a process of their own
    _aside: int = 0

    def take(self, page: Page) -> None:
        """Let a new page run on it, and what others show within the page."""
        if self.slowdown != UNSLOWED:
            with contextlib.suppress(Error):
                line_to(page)
                self._slowed.add(page)
                self._set(page, self.slowdown)
                page.on("framenavigated", self._take_frame)

    def _take_frame(self, frame: Frame) -> None:
        if frame.parent_frame is None:
            self._frames.pop(frame.page, None)
            return
        with contextlib.suppress(Error):  # a frame of the page's own site shares its process
            session = frame.page.context.new_cdp_session(frame)
            self._frames.setdefault(frame.page, {})[frame] = session
            self._tell(session, UNSLOWED if self._aside else self.slowdown)

    @contextlib.contextmanager
    def aside(self, page: Page) -> Iterator[None]:
        """Let go of a page for as long as it is looked at."""
        if page not in self._slowed or self._aside:
            yield
            return
        self._aside += 1
        self._set(page, UNSLOWED)
        try:
            yield
        finally:
            self._aside -= 1
            self._set(page, self.slowdown)

    def _set(self, page: Page, rate: float) -> None:
        if not page.is_closed():
            for session in (line_to(page), *self._frames.get(page, {}).values()):
                self._tell(session, rate)

    def _tell(self, session: CDPSession, rate: float) -> None:
        with contextlib.suppress(Error):  # it closes this very moment
            session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
