"""A page that answers nobody: its script is ended, as browsers offer to do, and then its loading is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, CDPSession, Error, Page

from mystery_shopper.senses.devtools import line_to
from mystery_shopper.senses.listening import meanwhile

_ANSWERS_WITHIN_S: Final = 3.0  # a page that says nothing for so long, after her patience, is not merely slow (P)


@dataclass
class Watch:
    """One wait for a page; ``called``: its script had to be ended."""

    session: CDPSession | None = None
    seconds: float = 0.0
    called: bool = False
    _timer: asyncio.TimerHandle | None = None

    def wait(self, seconds: float, deed: Callable[[], None]) -> None:
        """Do something later, while the caller waits for the page."""
        self._timer = meanwhile(deed, seconds)

    def over(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self.session = None

    def ask(self) -> None:
        """Ask the page for any answer: whoever types slowly has not waited for it."""
        self.wait(_ANSWERS_WITHIN_S, self._end)
        self._send("Runtime.evaluate", expression="0")
        if self.session is not None and not self.called and self._timer is not None:
            self._timer.cancel()
            self.wait(self.seconds, self.ask)

    def _end(self) -> None:
        again, self.called = self.called, True
        self.wait(_ANSWERS_WITHIN_S, self._end)  # what she does next may start another one
        if again:  # no script held it up: Chromium asks a page nothing while it waits for the next one
            self._send("Page.stopLoading")
        self._send("Runtime.terminateExecution")

    def _send(self, method: str, **arguments: str) -> None:
        with suppress(Error):
            if self.session is not None:
                self.session.send(method, arguments)


@contextmanager
def closed_after(browser: Browser | None, seconds: float) -> Iterator[None]:
    """Within this, the whole browser is closed after so many seconds: a page that never rests may let nobody leave."""

    def close() -> None:
        with suppress(Error):
            if browser is not None:
                browser.close()

    watch = Watch()
    watch.wait(seconds, close)
    try:
        yield
    finally:
        watch.over()


@dataclass
class Watchman:
    """Ends what holds a page up (DevTools protocol), because every question to such a page would wait for ever."""

    def take(self, page: Page) -> None:
        """Get hold of a new page, for one that is held up already cannot be got hold of."""
        with suppress(Error):
            line_to(page)

    @contextmanager
    def within(self, page: Page, seconds: float) -> Iterator[Watch]:
        """Within this, a script is ended that keeps the page from answering after so many seconds."""
        try:
            watch = Watch(line_to(page), seconds)
        except Error:  # no Chromium
            yield Watch()
            return
        watch.wait(seconds, watch.ask)
        try:
            yield watch
        finally:
            watch.over()
