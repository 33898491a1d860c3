"""Breaks single requests on the wire through the DevTools protocol, and leaves all others and the cache in peace."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import BrowserContext, CDPSession, Error

from mystery_shopper.senses.guard import let_go

ABORTS: Final = {
    "failed": "Failed",
    "aborted": "Aborted",
    "timedout": "TimedOut",
    "connectionrefused": "ConnectionRefused",
    "connectionreset": "ConnectionReset",
    "connectionclosed": "ConnectionClosed",
    "connectionfailed": "ConnectionFailed",
    "namenotresolved": "NameNotResolved",
    "addressunreachable": "AddressUnreachable",
    "accessdenied": "AccessDenied",
    "internetdisconnected": "InternetDisconnected",
}
"""How a request can be made to fail: the word of a fault file -> the protocol's own."""

TYPES: Final = {
    "document": "Document", "xhr": "XHR", "fetch": "Fetch", "script": "Script", "stylesheet": "Stylesheet",
    "image": "Image", "font": "Font", "media": "Media", "ping": "Ping", "other": "Other",
}  # fmt: skip
_BODYLESS: Final = (204, 304)


@dataclass(frozen=True)
class Wire:
    """What happens to the requests whose address fits ``pattern``.

    In a pattern only ``*`` is special; one that names no scheme fits anywhere in the address. ``delay`` is in seconds,
    negative for the fault's dose. ``times`` ends it after so many requests; 0 means never.
    """

    pattern: str
    method: str = ""
    type: str = ""
    delay: float = 0.0
    status: int = 0
    abort: str = ""
    body: str | None = None
    headers: Any = None
    content_type: str = ""
    replace: tuple[tuple[str, str], ...] = ()
    times: int = 0

    @property
    def url_pattern(self) -> str:
        """The pattern as the protocol wants it: there ``?`` stands for any character, so it is made plain."""
        plain = self.pattern.replace("\\", "\\\\").replace("?", "\\?")
        while "**" in plain:
            plain = plain.replace("**", "*")
        return plain if "://" in plain.split("*")[0] else f"*{plain.strip('*')}*"

    @property
    def changes_answer(self) -> bool:
        """Whether the shop's own answer is wanted, to be changed, instead of being replaced before it is asked for."""
        own = self.replace or (self.headers and not self.status)
        return bool(own) and self.body is None and not self.abort

    @property
    def makes_pages(self) -> bool:
        """Whether an answer, which may be a page, comes from here and not from the shop."""
        return bool(self.replace or self.headers or self.status or self.body is not None)


@dataclass
class Cutter:
    """Applies one wire to everything that a browser asks for in one visit; ``took`` is told when it has happened."""

    wire: Wire
    delay_s: float
    took: Callable[[], None]
    lets_in: Callable[[str], bool] = lambda _url: True  # False: the shopper's blocker stops it before it leaves
    _left: int = 0

    def watch(self, context: BrowserContext) -> None:
        """Begin, until the context closes: the browser is asked, so that the first request of a frame is cut too."""
        if context.browser is None:  # it has gone, and so has its visit
            return
        self._left = self.wire.times or -1
        pattern = {"urlPattern": self.wire.url_pattern}
        pattern["requestStage"] = "Response" if self.wire.changes_answer else "Request"
        if self.wire.type:
            pattern["resourceType"] = TYPES[self.wire.type]
        session = context.browser.new_browser_cdp_session()
        session.on("Fetch.requestPaused", lambda event: self._paused(context, session, event))
        session.send("Fetch.enable", {"patterns": [pattern]})
        context.on("close", lambda _: let_go(session))

    def _paused(self, context: BrowserContext, session: CDPSession, event: dict[str, Any]) -> None:
        known = {"requestId": event["requestId"]}
        fits = self.wire.method in ("", event["request"]["method"]) and self._left != 0
        with contextlib.suppress(Error):  # the page may be gone by now
            if fits and not self.lets_in(event["request"]["url"]):
                self.took()
                fits = False
            if not fits:
                session.send("Fetch.continueRequest", known)
                return
            self._left -= 1
            self.took()
            if self.delay_s:
                context.pages[-1].wait_for_timeout(self.delay_s * 1000)
            self._answer(session, event, known)

    def _answer(self, session: CDPSession, event: dict[str, Any], known: dict[str, Any]) -> None:
        wire = self.wire
        if wire.abort:
            session.send("Fetch.failRequest", {**known, "errorReason": ABORTS[wire.abort]})
        elif wire.changes_answer and 300 <= event.get("responseStatusCode", 200) < 400:
            session.send("Fetch.continueRequest", known)  # a redirect has no body to change
        elif wire.changes_answer:
            session.send("Fetch.fulfillRequest", {**known, **self._changed(session, event)})
        elif wire.status or wire.body is not None:
            session.send("Fetch.fulfillRequest", {**known, **self._made_up(event)})
        else:
            session.send("Fetch.continueRequest", known)

    def _made_up(self, event: dict[str, Any]) -> dict[str, Any]:
        status = self.wire.status or 200
        is_page = event["resourceType"] == "Document"
        body = self.wire.body
        if body is None:
            body = f"<!doctype html><title>{status}</title><h1>{status}</h1>" if is_page else ""
        looks = body.lstrip()[:1]
        guess = "text/html" if is_page or looks == "<" else "application/json" if looks in ("{", "[") else "text/plain"
        headers = {"Content-Type": self.wire.content_type or f"{guess}; charset=utf-8", **(self.wire.headers or {})}
        answer = {"responseCode": status, "responseHeaders": _pairs(headers)}
        return answer if status in _BODYLESS else {**answer, "body": _packed(body.encode())}

    def _changed(self, session: CDPSession, event: dict[str, Any]) -> dict[str, Any]:
        got = session.send("Fetch.getResponseBody", {"requestId": event["requestId"]})
        raw = base64.b64decode(got["body"]) if got["base64Encoded"] else got["body"].encode()
        for find, instead in self.wire.replace:
            raw = raw.replace(find.encode(), instead.encode())
        dropped = {"content-length", "content-encoding", *(name.lower() for name in self.wire.headers or {})}
        kept = [each for each in event.get("responseHeaders", []) if each["name"].lower() not in dropped]
        status = self.wire.status or event.get("responseStatusCode", 200)
        headers = [*kept, *_pairs(self.wire.headers or {})]
        return {"responseCode": status, "responseHeaders": headers, "body": _packed(raw)}


def _pairs(headers: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers.items()]


def _packed(body: bytes) -> str:
    return base64.b64encode(body).decode()
