"""The safety belt: only allowed hosts can be navigated or posted to, and the visit says openly who it is.

Intercepting every request would switch the browser's cache off and triple the cost of a page, so in Chromium only
documents, XHR, fetch, beacons and reports of broken policies are stopped for a look, through the DevTools protocol;
pictures, scripts and styles pass untouched. The browser itself is asked, and not each page: so the first request of a
new tab, of a frame that moves to another site and of a worker is stopped as well, however early it leaves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession, Error, Request, Route

from mystery_shopper.addresses import host_port
from mystery_shopper.senses.listening import listener

_LOOKED_AT = ("Document", "XHR", "Fetch", "Ping", "CSPViolationReport")
_SENT = ("xhr", "fetch", "ping")
_READING = ("GET", "HEAD", "OPTIONS")
_CDP_UNKNOWN = ("about", "data", "blob", "chrome-error", "chrome-extension", "javascript")


@dataclass
class Guard:
    """Watches one browser context, and while that is open every other one of the same browser.

    ``hosts`` and ``own_hosts`` are ``host:port`` as `ShopFile` has them, the usual ports too. ``headers`` are added to
    documents and data requests of the shop's own hosts only, because a header on a foreign request would turn it into
    a failing cross-origin preflight, and may be a secret. ``login``, a user name and a password, is given to the own
    hosts when they ask for it; the browser keeps it for the pictures and scripts that follow.
    ``refused`` is told the address of everything that was stopped in this context, and what it was: a ``page``, a
    ``frame``, ``data`` that were sent, or a ``beacon``.
    """

    hosts: frozenset[str]
    own_hosts: frozenset[str]
    headers: Mapping[str, str]
    refused: Callable[[str, str], None]
    login: tuple[str, str] | None = None
    blocks: Callable[[str], bool] | None = None  # what the shopper's own blocker stops, as `Blocker` says
    token: str = ""  # ends the user agent at own hosts; in Chromium the context's own ends with it already
    _let_in: set[str] = field(default_factory=set)  # requests that were given the login

    def watch(self, context: BrowserContext, *, chromium: bool) -> None:
        """Put the belt on: must be called before the context's first page."""
        context.on("requestfailed", listener(self._failed))
        if chromium and context.browser is not None:
            session = context.browser.new_browser_cdp_session()
            session.on("Fetch.requestPaused", listener(partial(self._paused, session)))
            session.on("Fetch.authRequired", lambda event: self._asked_at_the_door(session, event))
            patterns = [{"urlPattern": "*", "requestStage": "Request", "resourceType": each} for each in _LOOKED_AT]
            session.send("Fetch.enable", {"patterns": patterns, "handleAuthRequests": self.login is not None})
            context.on("close", lambda _: let_go(session))
        else:  # only Chromium can stop some kinds of requests and leave the others in peace
            context.route("**/*", self._route)

    def allows(self, url: str) -> bool:
        """Return whether a person may be sent to this address, or data be posted to it."""
        return urlsplit(url).scheme in _CDP_UNKNOWN or host_port(url) in self.hosts

    def _failed(self, request: Request) -> None:
        """Tell what was stopped, and close a tab that was opened for it."""
        url, page = request.url, request.is_navigation_request()
        if self.allows(url) or not (page or (request.method not in _READING and request.resource_type in _SENT)):
            return
        if self.blocks is not None and self.blocks(url):
            return
        self.refused(url, _kind_of(request))
        with contextlib.suppress(Error):  # a tab whose very first page was stopped never comes to be seen
            frame = request.frame
            if page and frame.parent_frame is None and frame.url == "about:blank" and len(frame.page.context.pages) > 1:
                frame.page.close()

    def _paused(self, session: CDPSession, event: dict[str, Any]) -> None:
        request = event["request"]
        url, method, page = request["url"], request["method"], event["resourceType"] == "Document"
        answer: dict[str, Any] = {"requestId": event["requestId"]}
        with contextlib.suppress(Error):  # the page may be gone by now
            if not self.allows(url) and (page or method not in _READING):
                reason = "Aborted" if page else "BlockedByClient"  # an aborted way leaves her on the page where she is
                session.send("Fetch.failRequest", {**answer, "errorReason": reason})
                return
            if self.headers and host_port(url) in self.own_hosts:
                headers = {**request["headers"], **self.headers}
                answer["headers"] = [{"name": name, "value": value} for name, value in headers.items()]
            session.send("Fetch.continueRequest", answer)

    def _asked_at_the_door(self, session: CDPSession, event: dict[str, Any]) -> None:
        """Give user name and password once to the shop's own hosts; whoever else asks, or asks again, gets none."""
        challenge, asked = event["authChallenge"], event["requestId"]
        own = challenge.get("source") != "Proxy" and host_port(challenge.get("origin", "")) in self.own_hosts
        answer: dict[str, str] = {"response": "CancelAuth"}
        if self.login is not None and own and asked not in self._let_in:
            self._let_in.add(asked)
            answer = {"response": "ProvideCredentials", "username": self.login[0], "password": self.login[1]}
        with contextlib.suppress(Error):
            session.send("Fetch.continueWithAuth", {"requestId": asked, "authChallengeResponse": answer})

    def _route(self, route: Route) -> None:
        request = route.request
        own = host_port(request.url) in self.own_hosts
        if self.blocks is not None and self.blocks(request.url):
            route.abort("blockedbyclient")
        elif not self.allows(request.url) and (request.is_navigation_request() or request.method not in _READING):
            route.abort("aborted" if request.is_navigation_request() else "blockedbyclient")
        elif own and (self.headers or self.token):
            own_headers = {name.lower(): value for name, value in self.headers.items()}
            agent = f"{request.headers.get('user-agent', '')} {self.token}".strip()
            route.continue_(headers={**request.headers, **own_headers, "user-agent": agent})
        else:
            route.continue_()


def _kind_of(request: Request) -> str:
    """Return what a request was for."""
    if not request.is_navigation_request():
        return "beacon" if request.resource_type == "ping" else "data"
    with contextlib.suppress(Error):  # a tab whose very first page was stopped has no frame yet
        return "page" if request.frame.parent_frame is None else "frame"
    return "page"


def let_go(session: CDPSession) -> None:
    """End a session with the browser that may have ended by itself."""
    with contextlib.suppress(Error):
        session.detach()
