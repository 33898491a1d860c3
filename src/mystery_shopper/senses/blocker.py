"""The blocker that a private person has in her browser: what it stops, the shop never hears of."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Frame, Page


@dataclass
class Blocker:
    """Stops in one Chromium context each request whose address ``blocks`` objects to, pictures and scripts too.

    It looks at every request, page by page, because another shopper in the same browser may have no blocker.
    """

    blocks: Callable[[str], bool]

    def watch(self, context: BrowserContext) -> None:
        """Begin: must be called before the context's first page."""
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        self._attach(page)
        page.on("framenavigated", self._watch_frame)

    def _watch_frame(self, frame: Frame) -> None:
        if frame.parent_frame is not None:
            self._attach(frame)

    def _attach(self, place: Page | Frame) -> None:
        context = place.context if isinstance(place, Page) else place.page.context
        try:  # a frame of the page's own site has no session of its own: the page's session sees its requests
            session = context.new_cdp_session(place)
            session.on("Fetch.requestPaused", lambda event: self._paused(session, event))
            session.send("Fetch.enable", {"patterns": [{"urlPattern": "*", "requestStage": "Request"}]})
        except Error:
            return

    def _paused(self, session: CDPSession, event: dict[str, Any]) -> None:
        answer = {"requestId": event["requestId"]}
        with contextlib.suppress(Error):  # the page may be gone by now
            if self.blocks(event["request"]["url"]):
                session.send("Fetch.failRequest", {**answer, "errorReason": "BlockedByClient"})
            else:
                session.send("Fetch.continueRequest", answer)
