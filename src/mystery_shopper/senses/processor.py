"""The slow processor of a persona's device: the shop's pages run on it, what is only looked up for her does not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import CDPSession, Error, Page

UNSLOWED: Final = 1.0


@dataclass
class Processor:
    """Slows the pages of one visit by a factor (DevTools protocol), and lets go while the page is only looked at.

    Chromium slows a page by keeping its processor busy, so each look of ours would cost the factor as well.
    """

    slowdown: float = UNSLOWED
    _sessions: dict[Page, CDPSession] = field(default_factory=dict)
    _aside: int = 0

    def take(self, page: Page) -> None:
        """Let a new page run on it."""
        if self.slowdown != UNSLOWED:
            with contextlib.suppress(Error):
                self._sessions[page] = page.context.new_cdp_session(page)
                self._set(page, self.slowdown)

    @contextlib.contextmanager
    def aside(self, page: Page) -> Iterator[None]:
        """Let go of a page for as long as it is looked at."""
        if page not in self._sessions or self._aside:
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
            with contextlib.suppress(Error):  # it closes this very moment
                self._sessions[page].send("Emulation.setCPUThrottlingRate", {"rate": rate})
