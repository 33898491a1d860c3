"""What the wire shows: documents that came or failed, errors of the shop's requests, and what is under way."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request, Response

from mystery_shopper.recorder import Recorder
from mystery_shopper.senses.devtools import line_to
from mystery_shopper.senses.listening import listener
from mystery_shopper.senses.measuring import measures

_DATA = ("document", "xhr", "fetch")
_NOT_NEEDED = ("ping", "csp_report", "prefetch", "eventsource", "websocket", "manifest", "beacon")
_BODY_S = 0.5  # a small answer's body comes right behind its head (P)
_WATCH_MS = 200
_READ_S = 1.0  # nobody has read a page sooner (P)
_FLITS = 8  # so many pages in a row that leave by themselves before that lead nowhere else (P)
_AMONG = 3  # and they are no more than these (P)
_NO_PAGE = re.compile(r"(?!application/(?:xhtml\+)?xml\b)(application|audio|font|image|video)/\S+", re.IGNORECASE)
_EMPTY = (204, 205)  # "No Content" and "Reset Content": the browser stays where it is (RFC 9110)
_ABORTED = ("ERR_ABORTED", "NS_BINDING_ABORTED", "ERR_BLOCKED_BY_CLIENT", "cancelled")
_DEAD = (
    "INTERNET_DISCONNECTED",
    "NETWORK_CHANGED",
    "NETWORK_IO_SUSPENDED",
    "NETWORK_ACCESS_DENIED",
    "ADDRESS_UNREACHABLE",
    "PROXY_CONNECTION_FAILED",
    "TUNNEL_CONNECTION_FAILED",
    "NS_ERROR_OFFLINE",
)


@dataclass(frozen=True)
class Document:
    """An answer to a request for a page."""

    url: str
    status: int
    method: str
    error: str = ""
    instead: str = ""  # what came that is no page: a file of another kind, or nothing
    hers: bool = True  # it came of something that she did, and not by itself as redirects by script and reloads do

    @property
    def network_died(self) -> bool:
        """Whether it was our own way to the shop that failed, and neither the shop nor a link of its (G5)."""
        return any(word in self.error for word in _DEAD)


@dataclass
class Network:
    """Listens to one browser context; ``act_behind`` says what the shopper did last before a time."""

    recorder: Recorder
    hosts: frozenset[str]
    act_behind: Callable[[float], tuple[str, float]]
    documents: list[Document] = field(default_factory=list)
    patience_s: float = 30.0  # how long the answer to a form may take before somebody presses Stop
    stopped: bool = False  # Stop was pressed since the act began
    acted: bool = True  # she has done something since the newest page was asked for
    page_asked: float = 0.0  # when the newest page was asked for
    page_began: float = 0.0  # when the newest page began to come, in seconds of the visit
    sent: int = 0  # requests of the shop's own that matter to a customer, so far
    answered: int = 0  # of them, those that got an answer and brought no page
    _newest: str = ""  # the address of the newest page
    _flown: list[str] = field(default_factory=list)  # pages in a row that left by themselves before anybody read them
    aside: set[Page] = field(default_factory=set)  # pages that nobody has gone to: what they do is not written down
    _pending: dict[Request, float] = field(default_factory=dict)
    _begun: dict[Request, float] = field(default_factory=dict)  # whose answer has begun to come, and when
    _navigating: set[Request] = field(default_factory=set)
    _hers: set[Request] = field(default_factory=set)  # requests for a page that came of an act of hers

    def listen(self, context: BrowserContext) -> None:
        context.on("request", listener(self._request))
        context.on("response", listener(self._response))
        context.on("requestfailed", listener(self._failed))
        context.on("requestfinished", listener(self._finished))

    @property
    def navigating(self) -> bool:
        """True while a new page has been asked for and nothing has come yet."""
        return bool(self._navigating)

    @property
    def sending(self) -> bool:
        """True while a form is on its way and the page that answers it has not begun to come."""
        return any(each.method != "GET" for each in self._navigating)

    def stop(self, page: Page) -> None:
        """Press the browser's Stop button when a page is still on its way, and remember that."""
        if not self._navigating:
            return
        self.stopped = True
        try:
            line_to(page).send("Page.stopLoading")
        except Error:  # no Chromium, and no need for it
            with suppress(Error):
                page.evaluate("() => window.stop()")

    @property
    def restless(self) -> str:
        """Return what the page does that is never still, such as sending on and back again; else nothing."""
        last = list(dict.fromkeys(self._flown[-_FLITS:]))
        if len(self._flown) < _FLITS or len(last) > _AMONG:
            return ""
        return f"keeps going back and forth between {' and '.join(last)}" if last[1:] else "keeps loading itself anew"

    def under_way(self, since: float) -> bool:
        """True while a data request of the shop's own that began after ``since`` is unanswered.

        An answer whose body nobody reads never ends for the browser, so its head counts after a moment.
        """
        over = monotonic() - _BODY_S
        pending = [each for each, began in self._pending.items() if began >= since]
        return any(self._begun.get(each, over) >= over for each in pending)

    def take_documents(self) -> list[Document]:
        """Return the documents that came since the last call."""
        taken, self.documents = self.documents, []
        return taken

    def first_party(self, url: str) -> bool:
        """Return whether a request goes to the shop itself, its payment provider or a subdomain of theirs."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        own = {each.rsplit(":", 1)[0].removeprefix("www.") for each in self.hosts}
        return any(host == each or host.endswith(f".{each}") for each in own)

    def forget(self) -> None:
        """Drop what is pending: its page has gone."""
        self._pending.clear()
        self._begun.clear()
        self._navigating.clear()

    def _request(self, request: Request) -> None:
        if self._is_aside(request) or request.resource_type not in _DATA or not self.first_party(request.url):
            return
        if _is_needless(request):
            return
        self.sent += 1
        if _for_the_page(request):
            self._navigating.add(request)
            if request.redirected_from is None:
                self.page_asked = self.recorder.now
                self._note_flight()
            if self.acted or request.redirected_from in self._hers:
                self._hers.add(request)
            self.acted = False
            if request.method != "GET":
                self._keep_watch(request)
        else:
            self._pending[request] = monotonic()

    def _response(self, response: Response) -> None:
        request, status = response.request, response.status
        if self._is_aside(request):
            return
        if request in self._pending:
            self._begun[request] = monotonic()
            self.answered += 1
        if status < 400 and request.resource_type != "document":
            return
        if _for_the_page(request):
            if not 300 <= status < 400:
                hers, instead = request in self._hers, _instead_of_a_page(response)
                self.documents.append(Document(response.url, status, request.method, instead=instead, hers=hers))
                self.page_began, self._newest = self.recorder.now, urlsplit(response.url).path or "/"
                self._navigating.discard(request)
        elif status >= 400 and not _is_needless(request):
            content = response.headers.get("content-type", "")
            self._trouble("response_error", status, request, self._pending.get(request), content)

    def _failed(self, request: Request) -> None:
        if self._is_aside(request):
            return
        asked_at = self._pending.pop(request, None)
        self._begun.pop(request, None)
        failure = request.failure or "failed"
        if request in self._navigating:
            self._navigating.discard(request)
            if not any(word in failure for word in _ABORTED):
                self.documents.append(Document(request.url, 0, request.method, failure))
                self.page_began = self.recorder.now
            return
        if not _is_needless(request) and not any(word in failure for word in _ABORTED):
            self._trouble("request_failed", failure, request, asked_at)

    def _finished(self, request: Request) -> None:
        self._pending.pop(request, None)
        self._begun.pop(request, None)
        self._navigating.discard(request)

    def _note_flight(self) -> None:
        """Count the pages that send on by themselves before anybody can have read them."""
        if self.acted or self.recorder.now - self.page_began >= _READ_S:
            self._flown.clear()
        else:
            self._flown.append(self._newest)

    def _is_aside(self, request: Request) -> bool:
        if not self.aside:
            return False
        try:
            return request.frame.page in self.aside
        except Error:
            return False

    def _keep_watch(self, request: Request) -> None:
        """Press Stop for a shopper whose patience ends while a question to the page hangs on the answer to a form."""
        began = monotonic()
        with suppress(Error):
            page = request.frame.page
            while request in self._navigating:
                if monotonic() - began > self.patience_s:
                    self.stop(page)
                    return
                page.wait_for_timeout(_WATCH_MS)

    def _trouble(self, name: str, value: object, request: Request, asked_at: float | None, content: str = "") -> None:
        act, when = self.act_behind(monotonic() if asked_at is None else asked_at)
        self.recorder.observe(
            name,
            value,
            url=request.url,
            method=request.method,
            resource=request.resource_type,
            content=content.partition(";")[0],
            first_party=self.first_party(request.url),
            after_action=act,
            since_action_s=round(monotonic() - when, 3),
        )


def _instead_of_a_page(response: Response) -> str:
    """Return what came that no browser shows as a page; nothing for a page, an error, and where none can tell."""
    if response.status in _EMPTY:
        return f"status {response.status}, which brings no page"
    kind, comes_as = response.headers.get("content-type", ""), response.headers.get("content-disposition", "")
    other = _NO_PAGE.match(kind.partition(";")[0].strip())
    if response.status >= 400 or not (other or comes_as.casefold().startswith("attachment")):
        return ""
    return f"{other[0]}, not a page" if other else "a file to download, not a page"


def _for_the_page(request: Request) -> bool:
    try:
        return request.is_navigation_request() and request.frame.parent_frame is None
    except Error:  # a navigation request has no frame before its page exists: it is the page's own
        return request.resource_type == "document"


def _is_needless(request: Request) -> bool:
    """Say whether nobody waits for a request and nobody suffers when it fails (G3)."""
    if request.resource_type in _NOT_NEEDED or _is_favicon(request.url):
        return True
    return request.resource_type != "document" and measures(request.url, request.method)


def _is_favicon(url: str) -> bool:
    return "favicon" in url or "apple-touch-icon" in url
