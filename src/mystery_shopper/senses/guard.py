"""The safety belt: only allowed hosts can be navigated or posted to, and the visit says openly who it is.

Intercepting every request would switch the browser's cache off and triple the cost of a page, so in Chromium only
documents, XHR, fetch and beacons are stopped for a look, through the DevTools protocol; pictures, scripts and styles
pass untouched.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, CDPSession, Error, Frame, Page, Route

from mystery_shopper.addresses import host_port

_LOOKED_AT = ("Document", "XHR", "Fetch", "Ping")
_READING = ("GET", "HEAD", "OPTIONS")
_CDP_UNKNOWN = ("about", "data", "blob", "chrome-error", "chrome-extension", "javascript")

# A new tab's first request leaves before any session can watch the tab, so links, forms and scripts that open one are
# stopped in the page itself. What still slips through, such as a redirect, is told and its tab is closed.
_NEW_TABS = """(allowed) => {
  const fine = url => { try { const u = new URL(url, document.baseURI);
    const port = u.port || {'http:': 80, 'https:': 443}[u.protocol];
    return !port || allowed.includes(`${u.hostname}:${port}`) } catch (e) { return true } };
  const stop = url => { try { window.__ms_refused && window.__ms_refused(String(new URL(url, document.baseURI))) }
    catch (e) {} };
  addEventListener('click', event => {
    const link = event.composedPath().find(each => each.tagName === 'A' && each.href);
    if (link && !fine(link.href)) { event.preventDefault(); stop(link.href) } }, true);
  addEventListener('submit', event => {
    const action = (event.submitter && event.submitter.formAction) || event.target.action;
    if (!fine(action)) { event.preventDefault(); stop(action) } }, true);
  const watchForms = realm => {
    const forms = realm.HTMLFormElement.prototype, submit = forms.submit;
    forms.submit = function () { if (fine(this.action)) submit.call(this); else stop(this.action) } };
  watchForms(window);
  const open = window.open;
  window.open = function (url, ...rest) { if (url && !fine(url)) { stop(url); return null }
    const opened = open.call(this, url, ...rest);
    try { if (opened && opened !== window) watchForms(opened) } catch (e) { /* of another origin: it is watched */ }
    return opened };
}"""


@dataclass
class Guard:
    """Watches one browser context.

    ``hosts`` and ``own_hosts`` are ``host:port`` as `ShopFile` has them, the usual ports too. ``headers`` are added to
    documents and data requests of the shop's own hosts only, because a header on a foreign request would turn it into
    a failing cross-origin preflight, and may be a secret. ``login``, a user name and a password, is given to the own
    hosts when they ask for it; the browser keeps it for the pictures and scripts that follow.
    ``refused`` is told the address of everything that was stopped.
    """

    hosts: frozenset[str]
    own_hosts: frozenset[str]
    headers: Mapping[str, str]
    refused: Callable[[str], None]
    login: tuple[str, str] | None = None
    blocks: Callable[[str], bool] | None = None  # what the shopper's own blocker stops; the shop is not told
    _sessions: WeakKeyDictionary[Frame, CDPSession] = field(default_factory=WeakKeyDictionary)
    _let_in: set[str] = field(default_factory=set)  # requests that were given the login

    def watch(self, context: BrowserContext, *, chromium: bool) -> None:
        """Put the belt on: must be called before the context's first page."""
        context.expose_binding("__ms_refused", lambda _source, url: self.refused(str(url)))
        context.add_init_script(f"({_NEW_TABS})({sorted(self.hosts)!r})")
        if chromium:
            context.on("page", self._watch_page)
        else:  # only Chromium can stop some kinds of requests and leave the others in peace
            context.route("**/*", self._route)

    def allows(self, url: str) -> bool:
        """Return whether a person may be sent to this address, or data be posted to it."""
        return urlsplit(url).scheme in _CDP_UNKNOWN or host_port(url) in self.hosts

    def _watch_page(self, page: Page) -> None:
        self._attach(page.context, page)
        page.on("framenavigated", self._watch_frame)
        self._watch_frame(page.main_frame)

    def _watch_frame(self, frame: Frame) -> None:
        if frame.parent_frame is None and not self.allows(frame.url):
            self.refused(frame.url)
            with contextlib.suppress(Error):
                frame.page.close()
        if frame.parent_frame and not self._is_watched(frame):
            self._attach(frame.page.context, frame)

    def _is_watched(self, frame: Frame) -> bool:
        """Say whether a frame's session is alive; one that goes to another site loses it, or gets its first."""
        session = self._sessions.get(frame)
        try:
            if session is not None:
                session.send("Fetch.enable", self._what_is_looked_at)
        except Error:
            return False
        return session is not None

    def _attach(self, context: BrowserContext, target: Page | Frame) -> None:
        try:  # a frame of the page's own site has no session of its own: the page's session sees its requests
            session = context.new_cdp_session(target)
            if isinstance(target, Frame):
                self._sessions[target] = session
            session.on("Fetch.requestPaused", lambda event: self._paused(session, event))
            session.on("Fetch.authRequired", lambda event: self._asked_at_the_door(session, event))
            session.send("Fetch.enable", self._what_is_looked_at)
        except Error:
            return

    @property
    def _what_is_looked_at(self) -> dict[str, Any]:
        looked_at: list[dict[str, str]] = [{"resourceType": each} for each in _LOOKED_AT]
        if self.blocks is not None:  # a blocker looks at everything
            looked_at = [{}]
        patterns = [{"urlPattern": "*", "requestStage": "Request", **each} for each in looked_at]
        return {"patterns": patterns, "handleAuthRequests": self.login is not None}

    def _paused(self, session: CDPSession, event: dict[str, Any]) -> None:
        request = event["request"]
        url, method = request["url"], request["method"]
        answer: dict[str, Any] = {"requestId": event["requestId"]}
        with contextlib.suppress(Error):  # the page may be gone by now
            if self.blocks is not None and self.blocks(url):
                session.send("Fetch.failRequest", {**answer, "errorReason": "BlockedByClient"})
                return
            if not self.allows(url) and (event["resourceType"] == "Document" or method not in _READING):
                self.refused(url)
                session.send("Fetch.failRequest", {**answer, "errorReason": "BlockedByClient"})
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
            self.refused(request.url)
            route.abort("blockedbyclient")
        elif self.headers and own:
            own_headers = {name.lower(): value for name, value in self.headers.items()}
            route.continue_(headers={**request.headers, **own_headers})
        else:
            route.continue_()
