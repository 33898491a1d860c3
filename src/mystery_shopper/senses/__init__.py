"""What the browser reveals while a shopper is at it, written down as observations."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.resources import files
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ElementHandle, Error, Page, Route, WebError

from mystery_shopper.model import Observation
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import axe
from mystery_shopper.senses.boxes import Boxes
from mystery_shopper.senses.network import Network
from mystery_shopper.senses.noticing import Noticing
from mystery_shopper.senses.processor import Processor
from mystery_shopper.senses.showing import Showing
from mystery_shopper.senses.watchman import Watchman
from mystery_shopper.shop import resolve
from mystery_shopper.shop.looking import reader_of, reader_script
from mystery_shopper.shop.view import PageView, Rect

_UNTOLD = "() => { const ms = window[Symbol.for('ms')]; return ms ? ms.owed() : [] }"
_CHECKED_WITHIN_S = 30.0  # axe takes longer for no page; a script that never ends would keep it waiting for ever (P)
_HEARS_WITHIN_S = 1.0  # a page that is held up for longer has nothing more to tell (P)
_VITALS = {"LCP": "lcp_ms", "CLS": "cls", "INP": "inp_ms", "TTFB": "ttfb_ms", "FCP": "fcp_ms"}


@dataclass
class Senses:
    """All always-on senses of one visit; `attach` before the first page, `flush` before judging.

    ``chromium`` says whether the browser has what only Chromium offers; without it the vitals that need it stay unseen
    and are listed as not checked.
    """

    recorder: Recorder
    network: Network
    chromium: bool
    accessibility: bool = True
    processor: Processor = field(default_factory=Processor)
    watchman: Watchman = field(default_factory=Watchman)
    boxes: Boxes = field(default_factory=Boxes)
    told: dict[str, Any] | None = None  # what the page said of itself since the act while the next one was coming
    _act: tuple[str, float] = ("", 0.0)
    _touch: tuple[str, float] = ("", 0.0)  # the field that she was at last, and when she left it or came to it
    _touched_at: float = 0.0  # when she came to it
    _latest: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)  # (document, vital) -> newest note
    _born: dict[str, float] = field(default_factory=dict)  # document -> when it told something for the first time
    _marks: dict[str, tuple[PageView, object, int | Rect | str]] = field(default_factory=dict)  # what -> where it is
    _blocking: bool = False
    _looked: set[str] = field(default_factory=set)
    noticing: Noticing = field(init=False)
    showing: Showing = field(init=False)
    _came_at: dict[object, str] = field(default_factory=dict)  # address of a page -> the moment it belongs to
    _asked_at: dict[object, str] = field(default_factory=dict)  # address of a page -> the moment at which she asked
    _at_first_sight: list[Observation] = field(default_factory=list)  # of the newest page, while nobody has acted on it
    _untouched: bool = False  # nobody has acted on the newest page yet

    def __post_init__(self) -> None:
        self.noticing = Noticing(self.recorder, self.point_at)
        self.showing = Showing(self.recorder, self.point_at, self._first_look)

    def attach(self, context: BrowserContext) -> None:
        """Listen to a browser context."""
        context.expose_binding("__ms_note", self._take_notes_of)
        context.add_init_script(page_script())
        self.network.listen(context)
        self.boxes.listen(context)
        context.on("weberror", self._take_error)
        if not self.chromium:
            for kind in ("slow-lcp", "slow-inp", "layout-shift"):
                self.recorder.observe("not_checked", kind, reason="only Chromium measures it")

    def act_begins(self, page: Page, what: str, when: float, *, marked: bool = False) -> None:
        """Note that the shopper acts now, so that what follows is tied to it; ``marked``: the page knows already."""
        self._act = (what, when)
        self.boxes.act_begins()
        self.recorder.observations += self.showing.look_again(page)
        self._write_first_sight()
        self._untouched = False
        self.told, self.network.stopped = None, False
        if not marked and page.url != "about:blank":
            with suppress(Error):
                page.evaluate("() => { const ms = window[Symbol.for('ms')]; if (ms) ms.mark() }")

    def touches(self, what: str) -> None:
        """Note that she is at a field now: a script that fails then fails over it, and what it asks for is of it."""
        now = monotonic()
        self._touched_at = self._touched_at if self._touch[0] == what else now
        self._touch = (what, now)

    def block_third_parties(self, context: BrowserContext) -> None:
        """Let no request leave for hosts that are not the shop's own, as content blockers and private windows do."""

        def decide(route: Route) -> None:
            if self.network.first_party(route.request.url):
                route.fallback()
                return
            host = urlsplit(route.request.url).netloc
            if host and self._first_look(f"blocked {host}"):
                self.recorder.observe("blocked", host)
            route.abort("blockedbyclient")

        self._blocking = True
        context.route("**/*", decide)

    def lets_in(self, url: str) -> bool:
        """Say whether a request would leave, by what this scenario has blocked."""
        return not self._blocking or self.network.first_party(url)

    def act_behind(self, asked_at: float) -> tuple[str, float]:
        """Return what she had done last when a script asked for something, and when that was."""
        of_a_field = self._touch[1] > self._act[1] and asked_at >= self._touched_at
        return self._touch if of_a_field else self._act

    def remember(self, what: str, view: PageView, ref: int) -> None:
        """Keep the place of an element behind a name, so that a picture can mark it."""
        self._marks[what] = (view, reader_of(view), ref)

    def point_at(self, what: str, view: PageView, place: Rect | str | int) -> None:
        """Keep a place, a CSS selector or the number of an element behind a name, so that a picture can mark it."""
        self._marks[what] = (view, reader_of(view), place)

    def mark(self, page: Page, what: str) -> ElementHandle | Rect | None:
        """Return where a picture should mark what an observation calls by this name; None when its page has gone."""
        view, reader, place = self._marks.get(what, (None, None, ""))
        if view is None or reader is not reader_of(view):
            return None
        with suppress(Error):
            if isinstance(place, str):
                return page.query_selector(place)
            return resolve(view, place) if isinstance(place, int) else place
        return None

    def look_around(self, page: Page, view: PageView, *, whole: bool = True) -> None:
        """Take in what is on the page: pictures that do not show, and, once it has come whole, what axe says of it."""
        self._untouched = True
        self.showing.look(page, view)
        if self.accessibility and whole:
            with self.watchman.within(page, _CHECKED_WITHIN_S):
                self._check_with_axe(page, view)

    def belongs_to(self, moment: str, url: str) -> None:
        """Note to which moment a page belongs that has just come: it is taken in before anybody knows."""
        if self._untouched:
            self._came_at[url] = moment
            self._at_first_sight = [replace(each, moment=moment) for each in self._at_first_sight]
            self.showing.doubtful = [replace(each, moment=moment) for each in self.showing.doubtful]

    def page_came(self, url: str) -> None:
        """Note that a document has come: what is measured of its coming is of this moment, whenever it is told."""
        self._asked_at[url] = self.recorder.moment

    def hear_out(self, page: Page) -> None:
        """Take in what the page has not told yet: it tells by itself only what has waited for a moment."""
        if self.network.navigating:  # it is on its way out, and Chromium asks it nothing before the next one comes
            return
        with suppress(Error), self.watchman.within(page, _HEARS_WITHIN_S):
            self._take_notes(page.evaluate(_UNTOLD) or [])
            self._at_first_sight += self.showing.look_again(page)

    def flush(self) -> None:
        """Write down what a new page showed at first sight, and the newest value of each vital that has changed."""
        self.recorder.observations += self.unsaid()
        self._latest, self._at_first_sight, self.showing.doubtful = {}, [], []

    def unsaid(self) -> list[Observation]:
        """Return what `flush` has yet to write down."""
        return [*self._at_first_sight, *self.showing.doubtful, *self._vitals()]

    def _write_first_sight(self) -> None:
        self.recorder.observations += self._at_first_sight
        self._at_first_sight = []

    def _vitals(self) -> list[Observation]:
        seen = [(name, note) for (_, name), note in self._latest.items() if name == "CLS" or float(note["value"]) > 0]
        return [
            self.recorder.fact(
                _VITALS[name],
                round(float(note["value"]), 4),
                url=str(note.get("url", "")),
                element=str(note.get("element", "")),
                moment=self._moment_of(name, note),
                at=note["at"],
            )
            for name, note in seen
        ]

    def _moment_of(self, vital: str, note: dict[str, Any]) -> str:
        """Return where a vital hit: with the press, with the jump, or with the page that came."""
        told, url = str(note["moment"]), note.get("url")
        if vital == "INP":
            return told
        return self._came_at.get(url, told if vital == "CLS" else self._asked_at.get(url, told))

    def stands(self, page: Page, at: float, url: str) -> bool:
        """Say whether the page on which something was seen, then and at this address, is still the one to be seen."""
        pages = {each.url for each in self.recorder.ever("navigation", "action")}
        return at >= round(self.network.page_began, 3) and url not in pages - {page.url}

    def _take_notes_of(self, source: dict[str, Any], notes: list[dict[str, Any]]) -> None:
        if source["page"] not in self.network.aside:
            self._take_notes(notes)

    def _take_error(self, trouble: WebError) -> None:
        if trouble.page not in self.network.aside:
            self._js_error(trouble.error)

    def _take_notes(self, notes: list[dict[str, Any]]) -> None:
        for note in notes:
            if note.get("name") == "changes":
                self.told = note
            if note.get("name") == "early":
                self.recorder.observe("early_error", note["text"], element=str(note["element"]))
            if note.get("name") in _VITALS:
                document = str(note.get("id", note.get("url")))
                note["moment"], note["at"] = self.recorder.moment, self._seen_at(document)
                self._latest[(document, str(note["name"]))] = note

    def _seen_at(self, document: str) -> float:
        """Return when something of a document was seen; what one tells while it leaves, before the next came."""
        began = self.network.page_began
        return self.recorder.now if self._born.setdefault(document, self.recorder.now) >= began else began - 0.001

    def _js_error(self, error: Error) -> None:
        act, when = max(self._act, self._touch, key=lambda each: each[1])
        self.recorder.observe(
            "js_error",
            error.message,
            error=error.name,
            stack=(error.stack or "")[:2000],
            first_party=self._is_of_the_shop(error.stack or ""),
            after_action=act,
            since_action_s=round(monotonic() - when, 3),
        )

    def _is_of_the_shop(self, stack: str) -> bool:
        """Say whether an error's stack touches the shop's own scripts; one without addresses counts as its own."""
        addresses = re.findall(r"https?://[^\s)]+", stack)
        return not addresses or any(self.network.first_party(each) for each in addresses)

    def _first_look(self, what: str) -> bool:
        fresh = what not in self._looked
        self._looked.add(what)
        return fresh

    def _check_with_axe(self, page: Page, view: PageView) -> None:
        for frame in page.frames:
            for each in (
                axe.violations(frame, None if frame.parent_frame else view.dress)
                if frame.url.startswith("http")
                else ()
            ):
                nodes = [node for node in each["nodes"] if not _of_a_trap(view, str(node["html"]))]
                target = nodes[0]["target"] if nodes else ""
                places = " ".join(str(node["target"]) for node in nodes)
                if not nodes or not self._first_look(f"{each['id']} {places} {frame.url.split('?')[0]}"):
                    continue
                self.point_at(target, view, target)
                fact = self.recorder.fact(
                    "axe",
                    each["id"],
                    url=frame.url,
                    element=target,
                    impact=each["impact"],
                    help=each["help"],
                    help_url=each["help_url"],
                    nodes=nodes,
                    needed=True,
                )
                self._at_first_sight.append(fact)


def _of_a_trap(view: PageView, html: str) -> bool:
    """Say whether an element is a field that only robots fill, which nobody sees and nobody needs."""
    names = {each.name or each.id for each in view.fields if each.decoy and each.type not in ("radio", "checkbox")}
    return any(name and re.search(rf"""\b(?:name|id)=["']{re.escape(name)}["']""", html) for name in names)


def page_script() -> str:
    """Return the script that every document of the visit runs first."""
    here = files("mystery_shopper.senses")
    vitals = here.joinpath("vendor/web-vitals.iife.js").read_text(encoding="utf-8")
    watching = here.joinpath("page.js").read_text(encoding="utf-8")
    styles = here.joinpath("styles.js").read_text(encoding="utf-8")
    parts = (vitals, f"const newReader = {reader_script()}; const newStyles = {styles};", watching)
    return "(() => {{\n{}\n}})()".format("\n".join(parts))  # in a closure: the page must not find a global of ours
