"""A person at a page: what she has with her, how she looks, and what she says of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TypeVar

from playwright.sync_api import Error, Page
from playwright.sync_api import Frame as BrowserFrame

from mystery_shopper import shop
from mystery_shopper.errors import GaveUp, HeldUp, Inconclusive, NotOffered
from mystery_shopper.hints import Hint
from mystery_shopper.learned import Learned
from mystery_shopper.model import NOTHING, Card, Identity, Persona
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import Senses
from mystery_shopper.senses.processor import UNSLOWED
from mystery_shopper.senses.settling import ready_and_said, wait_until_ready
from mystery_shopper.shop.looking import LOOK, asked_for, seen
from mystery_shopper.shop.view import Choice, Control, Field, PageView, Step
from mystery_shopper.shopper.hands import Gone, Hands
from mystery_shopper.shopper.memory import Memory
from mystery_shopper.shopper.purse import Purse
from mystery_shopper.shopper.standstill import gave_up, held_up, not_offered
from mystery_shopper.shopper.taking import note_taking
from mystery_shopper.shopper.tunnel import Tunnel

Found = TypeVar("Found")
_LOOK_AGAIN_S = 0.05
STOPPED = "the page, which had stopped"
"""What she waits for where a page answers nothing at all, for no reason that she knows of."""
_RARELY = 4  # a slow processor is let go of while it is looked at: who looked often would make it quick (P)
_FADING_S = 1.0  # what takes longer to fade in is not waited for (P)
_KNOWN_BY_THE_PAGE = ("checkout", "pay", "confirm")  # moments that begin with a page, all others with what she does


@dataclass
class Person:
    """A person at a page: what she has with her, how she looks, and what she says of it."""

    persona: Persona
    identity: Identity
    page: Page
    hands: Hands
    senses: Senses
    recorder: Recorder
    shop_url: str
    paced: bool
    card: Card
    purse: Purse
    spare_cards: tuple[Card, ...] = ()  # what else she could pay with, at a shop that may not know her test card
    called: str = ""  # the name that the scenario gives her; her own when empty
    hints: Mapping[str, Hint] = field(default_factory=lambda: NOTHING)  # thing of the shop -> where it is
    learned: Learned = field(default_factory=Learned)  # what earlier visits understood of this shop
    recipient: Identity | None = None  # who gets the parcel when it is a gift
    tunnel: Tunnel = field(default_factory=Tunnel)
    account: tuple[str, str] | None = None  # e-mail and password of a returning customer
    key: tuple[str, str] | None = None  # what opens a shop that lets nobody in who has not logged in
    where_offered: bool = False  # the scenario is about what not every shop has
    silent: Callable[[], str] = lambda: ""  # why the shop does not answer anybody just now; empty when it does
    comes: Callable[[], None] | None = None  # how she comes to the shop; None: only when she is told to
    witness: Callable[[], None] = lambda: None  # pictures what is wrong while it is still to be seen
    memory: Memory = field(default_factory=Memory)
    history: list[Step] = field(default_factory=list)  # of the checkout
    waited_for_frames: float = 0.0  # seconds since her last press
    acted_at: float = 0.0  # when she last did something, in seconds of the visit
    until: float = math.inf  # on the monotonic clock: no act begins after this
    _inside: BrowserFrame | None = None  # the window within the page that she attends to
    _window: BrowserFrame | None = None  # the one that is the whole shop
    _view: PageView | None = None
    _first: PageView | None = None  # of the page that has just come: it was looked at when it was ready
    _inner: tuple[PageView, list[PageView]] | None = None  # what the documents within a view's page showed
    _last_press: tuple[str, float] = ("", 0.0)
    _wanted_at: float = 0.0
    _unannounced: str = ""  # what she seeks and only who sees the page would take for a control
    _clearing: bool = False
    _came_from: list[Page] = field(default_factory=list)  # the tabs that opened the ones she went on to
    does_without: bool = False  # what she cannot get at now holds nobody up
    _lets_go: bool = False
    _wrote_in: int = 0  # the form in which she wrote last, until she presses something

    # ------------------------------------------------------------ looking

    @property
    def name(self) -> str:
        return self.called or self.identity.given_name

    @property
    def mailbox(self) -> str:
        """Where the shop writes to: the address of her account once she has logged in, else the one she gives."""
        known = self.memory.logged_in_as
        return known if "@" in known else self.identity.email

    def be(self, **traits: object) -> None:
        """Change traits of the persona for this visit, as the scenario says."""
        self.persona = replace(self.persona, **traits)  # type: ignore[arg-type]

    def at(self, moment: str) -> None:
        """Come to a moment of the journey; whoever has not been anywhere yet comes to the shop first."""
        if moment != "arrive":
            self._come_first()
        by_the_page = moment in _KNOWN_BY_THE_PAGE or (moment == "basket" and shop.stage(self.look()) == "basket")
        if self.recorder.moment != moment:
            if by_the_page:
                self.senses.belongs_to(moment, self.page.url)
            self.senses.flush()
        if not by_the_page:
            self.take_note()
        self.recorder.at(moment)
        self.take_note()  # of a page already noticed there is nothing new

    def take_note(self) -> None:
        """Let the senses notice what she has seen already, beside what she looked for."""
        self.senses.noticing.notice(self._view, within=self._inside is not self._window)
        self.senses.noticing.notice_focus(self.hands.focus_troubles, self.page.url)

    @property
    def seen(self) -> PageView | None:
        """What she has seen of the page as it is now; None when she has to look again."""
        return self._view

    def look(self) -> PageView:
        """Return what she sees on the page now; the same view until something has been done.

        What is just fading in is waited for, as the eye does. Who has not been anywhere yet comes to the shop first.
        """
        self._come_first()
        if self._view is None:
            view, began = self._glance(), monotonic()
            while view.coming and monotonic() - began < _FADING_S:
                self.linger(_LOOK_AGAIN_S * 1000)
                view = self._glance()
            self._view = self.senses.boxes.shown_on(shop.perceived(view, self.persona.perceives))
        return self._view

    def _come_first(self) -> None:
        if self.comes is None or self._last_press[1] or self.page.url != "about:blank":
            return
        moment, come, self.comes = self.recorder.moment, self.comes, None
        come()
        if moment != "arrive":
            self.at(moment)

    def linger(self, ms: float) -> None:
        """Let some time pass; a tab that closes meanwhile leads back to the one that opened it."""
        try:
            self.page.wait_for_timeout(ms)
        except Error:
            if not (self.page.is_closed() and self._came_from):
                raise
            self._return_from_tab()

    def _return_from_tab(self) -> None:
        """Stand again before the tab that opened the one which has closed, such as a provider's window."""
        self._unsee()
        self.senses.network.forget()  # what was under way in it
        while self._came_from and self.page.is_closed():
            self.page = self._came_from.pop()

    def _glance(self) -> PageView:
        if self.page.is_closed():
            self._return_from_tab()
        first, self._first = self._first if self._place is self.page else None, None
        return first or self._seen(lambda: shop.look(self._place, self.hints, self.learned.fields))

    @property
    def _place(self) -> Page | BrowserFrame:
        """The page, or the window within it that she attends to, which may go at any moment."""
        return self.page if self._inside is None or self._inside.is_detached() else self._inside

    def look_everywhere(self) -> list[PageView]:
        """Return the page and the documents embedded in it, such as the payment provider's card form."""
        if self._view is None or self._inner is None or self._inner[0] is not self._view:
            began = monotonic()
            frames = self._seen(lambda: shop.look_frames(self.page, self.hints))
            self.waited_for_frames += monotonic() - began  # one that is still to come answers nothing before
            inner = [shop.perceived(each, self.persona.perceives) for each in frames]
            self._inner = (self.look(), inner) if any(each.fields for each in inner) else None
            return [self.look(), *inner]
        return [self._view, *self._inner[1]]

    def look_again(self) -> PageView:
        """Return a fresh view of the page."""
        self._unsee()
        return self.look()

    def _unsee(self) -> None:
        """Know no longer what the page shows: something is done to it, or another one comes."""
        self._view = self._first = None

    def wait_for(self, what: str, question: Callable[[PageView], Found | None], *, within_s: float) -> Found | None:
        """Look again and again until the question has an answer; return None when the time is over."""
        began = monotonic()
        pause_ms = _LOOK_AGAIN_S * 1000 * min(self.persona.cpu_slowdown, _RARELY)
        answer = question(self.look_again())
        while answer is None and monotonic() - began < within_s:
            self.linger(pause_ms)
            answer = question(self.look_again())
        waited = monotonic() - began
        self.recorder.waited(waited)
        if waited > 1:
            self.say(f"{self.they()} waited {waited:.1f} s for {what}.")
        return answer

    # ------------------------------------------------------------ saying

    def say(self, sentence: str) -> None:
        """Add a sentence to the story of the visit."""
        self.recorder.observe("note", sentence)

    def they(self) -> str:
        """Return the persona's pronoun as a sentence begins with it."""
        return self.persona.pronoun.capitalize()

    def they_were(self) -> str:
        """Return how a sentence begins that says what happened to the persona."""
        return f"{self.they()} {'were' if self.persona.pronoun == 'they' else 'was'}"

    def takes(self, choice: Choice[Control] | Choice[Field]) -> None:
        """Write down what she takes for which thing of the shop, a hint that fits nothing, and what has changed."""
        note_taking(self, choice)

    def held_up(self, what: str, *, looked_for: str = "", saw: str = "", thing: str = "") -> HeldUp | Inconclusive:
        """Write down that she cannot go on, for want of a ``thing`` of the shop or else; return the error to raise."""
        return held_up(self, what, looked_for, saw, thing, only_seen=self._unannounced)

    def spoiled(self, why: str) -> Inconclusive:
        """Write down that the visit says nothing about the shop, and return the error to raise."""
        self.recorder.observe("inconclusive", why)
        return Inconclusive(why)

    def attend_to(self, frame: BrowserFrame | None) -> None:
        """See and act from now on in a document within the page, which is the shop; in the page itself with None."""
        self._inside = self._window = frame
        self._unsee()

    @contextmanager
    def within(self, frame: BrowserFrame | None) -> Iterator[None]:
        """Within this, the page that she sees and acts on is a document within the page, such as a provider's till."""
        before, self._inside = self._inside, frame
        self._unsee()
        try:
            yield
        finally:
            self._inside = before
            self._unsee()

    @contextmanager
    def letting_go(self) -> Iterator[None]:
        """Within this, what goes away while she reaches for it raises ``Gone`` and holds nobody up.

        For a page that may go on by itself, as many do a moment after their last question is answered.
        """
        before, self._lets_go = self._lets_go, True
        try:
            yield
        finally:
            self._lets_go = before

    def gone(self, target: str) -> HeldUp | Inconclusive | Gone:
        """Return the error to raise when what she reached for is no longer there."""
        return Gone(f"{target} has gone") if self._lets_go else self.held_up(f"{target} was there and is gone")

    def not_offered(self, what: str, *, looked_for: str = "", saw: str = "") -> HeldUp | Inconclusive | NotOffered:
        """Write down that a shop lacks what not every shop has; return the error to raise."""
        return not_offered(self, what, looked_for, saw)

    def gave_up(self, waiting_for: str, after_s: float) -> GaveUp | Inconclusive:
        """Write down that patience has ended, and return the error to raise."""
        return gave_up(self, waiting_for, after_s)

    def _arrive(self, limit_s: float) -> bool:
        """Wait until the next page is ready, and look at it in the same round trip; False when it never is."""
        self._unsee()
        if self.senses.processor.slowdown != UNSLOWED:  # it is let go of while somebody looks, and not before
            return wait_until_ready(self.page, limit_s)
        ready, said = ready_and_said(self.page, limit_s, LOOK, asked_for(self.hints))
        self._first = seen(self.page, said, self.hints, self.learned.fields)
        return ready

    @contextmanager
    def _patiently(self, waiting_for: str, times: float = 1.0) -> Iterator[None]:
        """Within this, a page whose script does not end is left once she has waited as long as she would for it."""
        began = monotonic()
        with self.senses.watchman.within(self.page, self.persona.patience_s * times) as watch:
            try:
                yield
            except Error:
                if not watch.called:
                    raise
        if watch.called:
            raise self.gave_up(waiting_for, monotonic() - began)

    def _seen(self, question: Callable[[], Found], waiting_for: str = STOPPED) -> Found:
        """Ask the page; when it leaves under the question, wait for the next one and ask that.

        ``waiting_for`` says what she waits for where a script keeps it from answering.
        """
        began = monotonic()
        while self.senses.network.sending:  # Chromium answers nothing before the next page comes
            if monotonic() - began > self.persona.patience_s:
                self.senses.network.stop(self.page)
                raise self.gave_up("the next page", monotonic() - began)
            self.page.wait_for_timeout(20)
        began = monotonic()
        while monotonic() - began < self.persona.patience_s:  # some pages load themselves again and again
            try:
                with self._patiently(waiting_for), self.senses.processor.aside(self.page):
                    return question()
            except Error:
                if doing := self.senses.network.restless:
                    raise self.held_up(f"the page {doing}") from None
                if not self.page.is_closed():
                    wait_until_ready(self.page, self.persona.patience_s)
                elif self._came_from:  # a provider's window that has taken what it asked for
                    self._return_from_tab()
                else:
                    break
        return question()
