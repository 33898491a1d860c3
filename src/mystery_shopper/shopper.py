"""The person at the browser: every act passes through here, at her pace, within her patience, and is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from time import monotonic
from typing import TypeVar

from playwright.sync_api import Error, Page

from mystery_shopper import shop
from mystery_shopper.errors import GaveUp, HeldUp, Inconclusive
from mystery_shopper.hands import Gone, Hands, Stuck, Trapped
from mystery_shopper.memory import Memory
from mystery_shopper.model import Card, Identity, Persona
from mystery_shopper.pace import reading_s
from mystery_shopper.purse import Purse
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import Senses
from mystery_shopper.senses.autofill import autofill
from mystery_shopper.senses.settling import SILENT_S, Settled, settle, wait_until_ready
from mystery_shopper.shop.reaching import Reach, reach
from mystery_shopper.shop.view import Choice, Control, Field, PageView, Step

Found = TypeVar("Found")
_LOOK_AGAIN_S = 0.05
_TURN_AWAY_S = 3.0  # how long she waits for a layer to go away by itself before the control counts as covered (P)


@dataclass
class Shopper:
    """One shopper on one visit.

    Her acts are verbs (`go`, `press`, `fill`); each notes when she wanted to act and when she could, how long the page
    took to answer, and what changed. Nothing is forced and nothing is retried in silence.
    """

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
    called: str = ""  # the name that the scenario gives her; her own when empty
    account: tuple[str, str] | None = None  # e-mail and password of a returning customer
    witness: Callable[[], None] = lambda: None  # pictures what is wrong while it is still to be seen
    memory: Memory = field(default_factory=Memory)
    history: list[Step] = field(default_factory=list)  # of the checkout
    _view: PageView | None = None
    _last_press: tuple[str, float] = ("", 0.0)
    _wanted_at: float = 0.0

    # ------------------------------------------------------------ looking

    @property
    def name(self) -> str:
        return self.called or self.identity.given_name

    def be(self, **traits: object) -> None:
        """Change traits of the persona for this visit, as the scenario says."""
        self.persona = replace(self.persona, **traits)  # type: ignore[arg-type]

    def at(self, moment: str) -> None:
        """Come to a moment of the journey."""
        if self.recorder.moment != moment:
            self.senses.flush()
        self.recorder.at(moment)

    def look(self) -> PageView:
        """Return what she sees on the page now; the same view until something has been done."""
        if self._view is None:
            self._view = self._seen(lambda: shop.look(self.page))
        return self._view

    def look_everywhere(self) -> list[PageView]:
        """Return the page and the documents embedded in it, such as the payment provider's card form."""
        return [self.look(), *self._seen(lambda: shop.look_frames(self.page))]

    def look_again(self) -> PageView:
        """Return a fresh view of the page."""
        self._view = None
        return self.look()

    def wait_for(self, what: str, question: Callable[[PageView], Found | None], *, within_s: float) -> Found | None:
        """Look again and again until the question has an answer; return None when the time is over."""
        began = monotonic()
        answer = question(self.look_again())
        while answer is None and monotonic() - began < within_s:
            self.page.wait_for_timeout(_LOOK_AGAIN_S * 1000)
            answer = question(self.look_again())
        waited = monotonic() - began
        self.recorder.waited(waited)
        if waited > 1:
            self.say(f"{self.they()} waited {waited:.1f} s for {what}.")
        return answer

    # ------------------------------------------------------------ acting

    def go(self, url: str, *, landing: bool = False) -> None:
        """Type an address."""
        self._act("go", url, lambda: self._goto(url), via="address", landing=landing)

    def back(self) -> None:
        """Press the browser's Back button."""
        self._act("back", "Back", lambda: self._leave(lambda: self.page.go_back(wait_until="commit")), via="back")

    def reload(self) -> None:
        """Press the browser's Reload button."""
        self._act("reload", "Reload", lambda: self._leave(lambda: self.page.reload(wait_until="commit")), via="reload")

    def press(
        self,
        choice: Choice[Control] | Control,
        view: PageView | None = None,
        *,
        enough: Callable[[], bool] | None = None,
    ) -> Settled:
        """Press a control and wait for the page's answer, or until ``enough`` says that it is her turn again.

        Raises:
            HeldUp: when it cannot be reached, is covered or disabled, or does nothing twice.
            GaveUp: when the answer takes longer than the persona's patience.
        """
        control = choice.target if isinstance(choice, Choice) else choice
        view = view or self.look()
        self.witness()
        self._think()
        self._wanted_at = self.recorder.now
        at = self._wait_until_free(view, control.ref, str(control))
        via = "link" if control.href else "form"
        deed = partial(self.hands.press, self.page, view, control.ref, at)
        self.senses.remember(str(control), view, control.ref)
        facts = {"submits": control.kind == "submit", "exempt": _leads_nowhere(control, view)}
        answer = self._act("press", str(control), deed, via=via, enough=enough, marked=True, facts=facts)
        if not answer.effects and not control.disabled and not facts["exempt"]:
            self._press_again(view, control)
        return answer

    def press_enter(self, target: Field) -> Settled:
        """Press Enter in a field, as most people do after typing a search."""
        view = self.look()
        at = self._reach(view, target.ref, str(target))

        def deed() -> None:
            self.hands.enter(self.page, view, target.ref, at)
            self.page.keyboard.press("Enter")

        return self._act("press", f"Enter in {target}", deed, via="form")

    def fill(self, target: Field, text: str, view: PageView | None = None, *, secret: bool = False) -> None:
        """Fill one field as this persona does; leaving it is part of filling it.

        Raises:
            Refused: for what may be somebody's real card number; nothing is typed then.
        """
        self.purse.check(text)
        view = view or self.look()
        self._think(0.3)
        at = self._reach(view, target.ref, str(target), disguise=secret)
        with self._careful(str(target)):
            self.hands.enter(self.page, view, target.ref, at)
            self.hands.type(self.page, text, filled=at.filled, by_key=secret or target.type in ("tel", "date"))
        self._view = None

    def autofill(self, target: Field) -> bool:
        """Let the browser fill the form that a field belongs to; return False when this browser cannot."""
        view = self.look()
        self._think()
        at = self._reach(view, target.ref, str(target))
        with self._careful(str(target)):
            self.hands.enter(self.page, view, target.ref, at)
        filled = autofill(self.page, self.identity)
        self._view = None
        if filled:
            self._settle_quietly()
            self.say(f"{self.they()} let the browser fill in {', '.join(filled).lower()}.")
        return bool(filled)

    def select(self, target: Field, value: str, view: PageView | None = None) -> None:
        """Choose an entry of a list by its value."""
        view = view or self.look()
        label = next((each.text for each in target.options if each.value == value), value)
        self._think(0.5)
        at = self._reach(view, target.ref, str(target))
        with self._careful(str(target)):
            self.hands.select(self.page, view, target.ref, at, value, label)
        self._view = None
        self._settle_quietly()

    def tick(self, target: Field, view: PageView | None = None) -> None:
        """Tick a box or choose a radio button."""
        view = view or self.look()
        by_label = bool(target.press) and not self.hands.by_keyboard
        self._think(0.5)
        at = self._reach(view, target.press if by_label else target.ref, str(target))
        at = replace(at, ticked=bool(target.checked))
        began = self._begin("choose", str(target))
        with self._careful(str(target)):
            self.hands.tick(self.page, view, target.ref, at)
        self._settle_quietly()
        self.senses.remember(str(target), view, target.ref)
        self.recorder.observe("action", "choose", element=str(target), effects=["dom"], settled_s=monotonic() - began)

    def read(self) -> None:
        """Take in what is on the page, at this persona's speed of reading."""
        if self.paced:
            self.page.wait_for_timeout(reading_s(self.look().text, self.persona.reading) * 1000)

    # ------------------------------------------------------------ saying

    def say(self, sentence: str) -> None:
        """Add a sentence to the story of the visit."""
        self.recorder.observe("note", sentence)

    def they(self) -> str:
        """Return the persona's pronoun as a sentence begins with it."""
        return self.persona.pronoun.capitalize()

    def held_up(self, what: str, *, looked_for: str = "", saw: str = "") -> HeldUp:
        """Write down that she cannot go on, and return the error to raise."""
        self.recorder.observe("held_up", what, url=self.page.url, looked_for=looked_for, saw=saw)
        sought = f" {self.they()} looked for {looked_for}." if looked_for else ""
        shown = f" The page showed {saw}." if saw else ""
        return HeldUp(f"{self.name} was held up at '{self.recorder.moment}': {what}.{sought}{shown} {self.page.url}")

    def gave_up(self, waiting_for: str, after_s: float) -> GaveUp:
        """Write down that patience has ended, and return the error to raise."""
        patience = self.persona.patience_s
        self.recorder.observe("gave_up", round(after_s, 1), waiting_for=waiting_for, patience_s=patience)
        return GaveUp(
            f"{self.name} gave up at '{self.recorder.moment}' after {after_s:.1f} s of waiting for {waiting_for}; "
            f"this persona leaves after {patience:g} s. {self.page.url}",
            after_s,
        )

    # ------------------------------------------------------------ how an act is done

    def _act(
        self,
        verb: str,
        target: str,
        deed: Callable[[], Settled | None],
        *,
        via: str,
        landing: bool = False,
        enough: Callable[[], bool] | None = None,
        marked: bool = False,
        facts: Mapping[str, object] | None = None,
    ) -> Settled:
        """Do something and watch what comes of it, unless the deed tells that itself.

        ``marked``: the page's clock has been started already.
        """
        if not marked:
            self.witness()
            self._think()
            self._wanted_at = self.recorder.now
        url_before, sent_before = self.page.url, self.senses.network.sent
        began = self._begin(verb, target, marked=marked)
        with self._careful(target):
            arrived = deed()
        answer = arrived or settle(
            self.page,
            self.senses.network,
            patience_s=self.persona.patience_s,
            sent_before=sent_before,
            url_before=url_before,
            enough=enough,
            told=lambda: self.senses.told,
        )
        answer.settled_s = monotonic() - began
        self._follow_new_tab(answer)
        self._note_act(verb, target, answer, **(facts or {}))
        self._arrived(via, target, landing)
        if answer.patience_ended:
            raise self.gave_up(f"an answer to {target}", answer.settled_s)
        return answer

    def _begin(self, verb: str, target: str, *, marked: bool = False) -> float:
        """Note that she can act now, which may be later than she wanted to."""
        self._view = None
        self._last_press = (f"{verb} {target}", monotonic())
        self.senses.network.patience_s = self.persona.patience_s
        self.senses.act_begins(self.page, *self._last_press, marked=marked)
        return self._last_press[1]

    def _note_act(self, verb: str, target: str, answer: Settled, **more: object) -> None:
        self.recorder.waited(answer.settled_s)
        self.recorder.observe(
            "action",
            verb,
            element=target,
            url=self.page.url,
            target=target,
            effects=list(answer.effects),
            changed_s=answer.changed_s,
            busy=answer.busy,
            progress_shown=answer.progress,
            settled_s=round(answer.settled_s, 3),
            watched_s=round(answer.settled_s, 3),
            patience_s=self.persona.patience_s,
            navigated=answer.navigated,
            wanted_at=round(self._wanted_at, 3),
            could_at=round(self.recorder.now - answer.settled_s, 3),
            obscured_by=more.get("obscured_by", ""),
            repeated=bool(more.get("repeated")),
            disabled=bool(more.get("disabled")),
            submits=bool(more.get("submits")),
            exempt=bool(more.get("exempt")),
        )

    def _arrived(self, via: str, target: str, landing: bool) -> None:
        """Write down the documents that came, with what the newest looks like."""
        for document in self.senses.network.take_documents():
            if document.network_died:
                raise Inconclusive(f"The network failed on the way to {document.url}: {document.error}.")
            view = self.look()
            self.recorder.observe(
                "navigation",
                document.status,
                url=document.url,
                via=via,
                landing=landing,
                link=target if via == "link" else "",
                title=view.title,
                soft_404=bool(shop.soft_404(view)),
                blank=not view.text.strip() and not view.pictures,
                method=document.method,
                error=document.error,
            )
            challenge = shop.bot_challenge(view)
            if challenge:
                self.recorder.observe("inconclusive", f"the shop asked for proof of being human: {challenge}")
                raise Inconclusive(f"{self.name} met a bot challenge ({challenge}) at {self.page.url}.")
        self.senses.look_around(self.page, self.look())

    def _press_again(self, view: PageView, control: Control) -> None:
        """Nothing at all happened: a person presses once more before she believes that it is dead (G1)."""
        target = str(control)
        at = self._reach(view, control.ref, target, mark=True)
        url_before, sent_before = self.page.url, self.senses.network.sent
        began = self._begin("press", target, marked=True)
        with self._careful(target):
            self.hands.press(self.page, view, control.ref, at)
        answer = settle(
            self.page,
            self.senses.network,
            patience_s=max(SILENT_S + 1, min(self.persona.patience_s, 2 * SILENT_S)),
            sent_before=sent_before,
            url_before=url_before,
            told=lambda: self.senses.told,
        )
        answer.settled_s = monotonic() - began
        self._note_act("press", target, answer, repeated=True, submits=control.kind == "submit")
        self._arrived("form", target, landing=False)
        if not answer.effects:
            raise self.held_up(f"{target} did nothing, twice", saw=f"no change within {answer.settled_s:.0f} s")

    def _wait_until_free(self, view: PageView, ref: int, target: str) -> Reach:
        """A covered control is waited for a moment, as people do; one that stays covered holds her up."""
        began = monotonic()
        at = self._reach(view, ref, target, mark=True)
        while at.cover and not self.hands.by_keyboard:
            if monotonic() - began > _TURN_AWAY_S:
                self.senses.remember(target, view, ref)
                self._note_act("press", target, Settled(settled_s=monotonic() - began), obscured_by=at.cover)
                raise self.held_up(f"{target} is covered", saw=f"{at.cover} lying over it")
            self.page.wait_for_timeout(100)
            at = self._reach(view, ref, target, mark=True)
        return at

    def _careful(self, target: str) -> _Careful:
        return _Careful(self, target)

    def _goto(self, url: str) -> Settled | None:
        return self._leave(lambda: self.page.goto(url, wait_until="commit", timeout=self.persona.patience_s * 1000))

    def _leave(self, deed: Callable[[], object]) -> Settled | None:
        """Go to another document; None when the browser stayed on this one, so that it must be watched."""
        began = monotonic()
        try:
            deed()
        except Error as trouble:
            if "Timeout" in trouble.message:
                raise self.gave_up("the page", self.persona.patience_s) from None
            if "ERR_ABORTED" not in trouble.message and not self.senses.network.documents:
                raise
        ready = wait_until_ready(self.page, self.persona.patience_s)
        if not self.senses.network.documents:
            return None
        changed = monotonic() - began
        return Settled(changed_s=changed, effects=["url", "network"], navigated=True, patience_ended=not ready)

    def _settle_quietly(self) -> None:
        with suppress(Error):
            self.page.wait_for_timeout(30)
            began = monotonic()
            while self.senses.network.under_way(self._last_press[1]) or self.senses.network.navigating:
                if monotonic() - began > self.persona.patience_s:
                    break
                self.page.wait_for_timeout(20)
            wait_until_ready(self.page, self.persona.patience_s)
        self._view = None

    def _follow_new_tab(self, answer: Settled) -> None:
        newest = self.page.context.pages[-1]
        if newest is not self.page and self.page.is_closed() is False and newest.opener() is self.page:
            answer.add("tab")
            self.page = newest
            wait_until_ready(newest, self.persona.patience_s)

    def _reach(self, view: PageView, ref: int, target: str, *, mark: bool = False, disguise: bool = False) -> Reach:
        found = self._seen(lambda: reach(view, ref, mark=mark, disguise=disguise))
        if found is None:
            raise self.held_up(f"{target} was there and is gone")
        return found

    def _seen(self, question: Callable[[], Found]) -> Found:
        """Ask the page; when it leaves under the question, wait for the next one and ask that."""
        began = monotonic()
        while self.senses.network.sending:  # Chromium answers nothing before the next page comes
            if monotonic() - began > self.persona.patience_s:
                self.senses.network.stop(self.page)
                raise self.gave_up("the next page", monotonic() - began)
            self.page.wait_for_timeout(20)
        for _ in range(3):
            try:
                return question()
            except Error:
                if self.page.is_closed():
                    break
                wait_until_ready(self.page, self.persona.patience_s)
        return question()

    def _think(self, share: float = 1.0) -> None:
        if self.paced:
            self.page.wait_for_timeout(self.persona.thinking_s * share * 1000)


def _leads_nowhere(control: Control, view: PageView) -> bool:
    """Say whether a link stays on this very page, where an answer may be no more than a jump that is not needed."""
    return "#" in control.href and control.href.split("#")[0] == view.url.split("#")[0]


@dataclass
class _Careful:
    """Turns what stops a hand into what the shopper says about it."""

    shopper: Shopper
    target: str

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, trouble: BaseException | None, _trace: object) -> None:
        if isinstance(trouble, Gone):
            raise self.shopper.held_up(f"{self.target} was there and is gone") from None
        if isinstance(trouble, Trapped | Stuck):
            value = "trapped" if isinstance(trouble, Trapped) else "unreachable"
            self.shopper.senses.point_at(trouble.where or self.target, self.shopper.look(), ":focus")
            self.shopper.recorder.observe(
                "keyboard",
                value,
                element=trouble.where or self.target,
                url=self.shopper.page.url,
                target=self.target,
                keystrokes=trouble.keystrokes,
                trapped_in=trouble.where,
            )
            raise self.shopper.held_up(f"{self.target} cannot be reached by keyboard", saw=str(trouble)) from None
