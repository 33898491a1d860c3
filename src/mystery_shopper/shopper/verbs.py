"""The person at the browser: every act passes through here, at her pace, within her patience, and is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TypeVar

from mystery_shopper import shop
from mystery_shopper.report.wording import count
from mystery_shopper.senses.settling import SILENT_S, Settled, settle
from mystery_shopper.shop.asking import reason_near
from mystery_shopper.shop.view import Choice, Control, Field, PageView
from mystery_shopper.shopper.by_ear import only_eyes_find
from mystery_shopper.shopper.clearing import clear_the_way
from mystery_shopper.shopper.filling import Filling
from mystery_shopper.shopper.person import Found
from mystery_shopper.shopper.pressing import holds_words, leads_nowhere, listen_for_press
from mystery_shopper.shopper.unasked import came_by_itself

T = TypeVar("T")
SOON_S = 2.0
"""A page that seems at rest may still bring what belongs to it; after this long it will not (P)."""


@dataclass
class Shopper(Filling):
    """One shopper on one visit.

    Her acts are verbs (`go`, `press`, `fill`); each notes when she wanted to act and when she could, how long the page
    took to answer, and what changed. Nothing is forced and nothing is retried in silence.
    """

    def seek(self, what: str, question: Callable[[PageView], Found | None]) -> Found | None:
        """Return the page's answer to a question, now or soon.

        A page that is busy is waited for with all patience, and what nobody asked for and hides the answer is closed.
        """
        self._unannounced = ""
        answer = question(self.look())
        if answer is None:
            answer = self.wait_for(what, question, within_s=SOON_S)
        if answer is None and self._is_asked_to_wait():
            answer = self.wait_for(what, question, within_s=self.persona.patience_s - SOON_S)
        if answer is None and self.look().modal is not None and clear_the_way(self, called=not came_by_itself(self)):
            answer = self.wait_for(what, question, within_s=SOON_S)
        if answer is None:
            self._unannounced = self.misses_by_ear(question)
        return answer

    def _is_asked_to_wait(self) -> bool:
        view = self.look()
        return view.busy or shop.veil(view) is not None or shop.says_it_works(view)

    def misses_by_ear(self, question: Callable[[PageView], object]) -> str:
        """Return the control that would be the answer to a question and tells no role; nothing for who can see."""
        by_ear = self.persona.perceives == "names"
        return only_eyes_find(self._glance(), self.persona.perceives, question) if by_ear else ""

    def only_to_be_seen(self, question: Callable[[PageView], Sequence[T]]) -> Sequence[T]:
        """Return what eyes would find for a question about the page, where she goes by ear and hears none of it."""
        by_ear = self.persona.perceives == "names" and not question(self.look())
        return question(self._glance()) if by_ear else ()

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
        twice: bool = False,
        anew: bool = True,
    ) -> Settled:
        """Press a control and wait for the page's answer, or until ``enough`` says that it is her turn again.

        ``twice``: as people do who double-click on everything. ``anew``: once more where it slept under her finger.

        Raises:
            HeldUp: when it cannot be reached, is covered or disabled, or does nothing twice.
            GaveUp: when the answer takes longer than the persona's patience.
        """
        if isinstance(choice, Choice):
            self.takes(choice)
        control = choice.target if isinstance(choice, Choice) else choice
        view = view or self.look()
        if control.disabled:
            control = self._wait_until_awake(control)
        if self.paced:
            self._take_stock()  # while it is still to be seen
        self._think()
        self.look_back()
        self._wanted_at = self.recorder.now
        self._point(view, control)
        if not self.paced:
            self._take_stock()  # while the pointer comes to rest
        view, control, at = self._uncovered(view, control)
        if not control.href and self.tunnel.swallows_next():
            way = self._press_in_the_dark(view, control, at)
            if isinstance(way, Settled):
                return way
            view, control, at = self._uncovered(*way)
        via = "link" if control.href else "form"
        press = self.hands.press_twice if twice else self.hands.press
        deed = partial(press, self.page, view, control.ref, at)
        self.senses.remember(str(control), view, control.ref)
        wrote, self._wrote_in = self._wrote_in, 0
        written = holds_words(control.form, view) or wrote == control.form != 0
        leads = isinstance(choice, Choice) and choice.thing in ("continue", "place-order")
        submits = control.kind == "submit" or (control.role == "button" and (written or leads))
        facts: dict[str, object] = {"submits": submits, "written": written, "exempt": leads_nowhere(control, view)}
        if control.disabled:
            facts |= {"disabled": True, "reason": reason_near(self.look(), control)}
        if control.href and not facts["exempt"]:
            self.memory.left = (view, control)
        answer = self._act("press", str(control), deed, via=via, enough=enough, marked=True, facts=facts)
        if not answer.effects and not control.disabled and not facts["exempt"]:
            self._press_again(view, control, submits=submits, written=written)
        heard = control.disabled or answer.navigated or "network" in answer.effects  # nothing is ever sent twice
        if anew and answer.asleep and not heard:
            return self._press_once_awake(control, answer)
        return answer

    def _press_once_awake(self, control: Control, answer: Settled) -> Settled:
        """Press once more what had gone to sleep just before her finger came, as over a sum that is worked out anew."""
        again = self.look_again().again(control)
        awake = self._wait_until_awake(again) if isinstance(again, Control) else None
        if awake is None or awake.disabled:
            return answer
        self.say(f"{control} slept when {self.persona.pronoun} pressed it; {self.persona.pronoun} pressed once more.")
        return self.press(awake, anew=False)

    def press_enter(self, target: Field) -> Settled:
        """Press Enter in a field, as most people do after typing a search."""
        view = self.look()
        view, target, at = self._free(view, target)

        def deed() -> None:
            self.hands.enter(self.page, view, target.ref, at)
            self.page.keyboard.press("Enter")

        return self._act("press", f"Enter in {target}", deed, via="form", facts={"submits": True, "written": True})

    def press_key(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is: ``Escape``, ``Enter``, a letter."""
        with self._careful("the keyboard"):
            for each in keys:
                self.page.keyboard.press(each)
        self._unsee()
        self._settle_quietly()

    def count_keystrokes(self) -> None:
        """Add to the story how many keys it took to get around, where keys are all that there is."""
        if keys := self.hands.keystrokes:
            them = self.persona.pronoun
            self.say(f"In all {them} pressed {count(keys, 'key')} to get around, beside what {them} wrote.")

    def _press_again(self, view: PageView, control: Control, *, submits: bool, written: bool) -> None:
        """Nothing at all happened: a person presses once more before she believes that it is dead (G1)."""
        target = str(control)
        view, control, at = self._reach(view, control, mark=True)
        url_before, sent_before = self.page.url, self.senses.network.sent
        began = self._begin("press", target, marked=True)
        heard = listen_for_press(view.frame or self.page)
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
        self._note_act("press", target, answer, repeated=True, submits=submits, written=written)
        self._arrived("form", target, landing=False)
        if not answer.effects:
            if self.hands.by_keyboard and not heard():
                self.recorder.observe(
                    "keyboard", "unheard", element=target, url=self.page.url, target=target, keystrokes=2
                )
            raise self.held_up(f"{target} did nothing, twice", saw=f"no change within {answer.settled_s:.0f} s")

    def _goto(self, url: str) -> Settled | None:
        return self._leave(lambda: self.page.goto(url, wait_until="commit", timeout=self.persona.patience_s * 1000))
