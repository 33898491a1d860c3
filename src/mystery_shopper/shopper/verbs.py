"""The person at the browser: every act passes through here, at her pace, within her patience, and is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import TypeVar

from mystery_shopper import shop
from mystery_shopper.senses.autofill import autofill, kinds_of
from mystery_shopper.senses.pasting import pasting_works
from mystery_shopper.senses.settling import SILENT_S, Settled, settle
from mystery_shopper.shop.asking import reason_near
from mystery_shopper.shop.reaching import Reach, reach, written
from mystery_shopper.shop.view import Choice, Control, Field, PageView
from mystery_shopper.shopper.acting import Acting
from mystery_shopper.shopper.clearing import asks_anew, brush_aside, clear_the_way, gives_time_s, push_aside
from mystery_shopper.shopper.pace import reading_s
from mystery_shopper.shopper.person import Found
from mystery_shopper.shopper.pressing import holds_words, leads_nowhere, listen_for_press

Thing = TypeVar("Thing", Control, Field)
_FOCUS_IN_FRAME = "() => document.activeElement instanceof HTMLIFrameElement"
_AWAKE_S = 1.0
TURN_AWAY_S = 3.0
"""How long she waits for a layer to go away by itself before a control counts as covered (P)."""
SOON_S = 2.0
"""A page that seems at rest may still bring what belongs to it; after this long it will not (P)."""
_DRAWN_ANEW = 4  # a page that draws a control anew more often than this while she reaches for it never rests (P)


@dataclass
class Shopper(Acting):
    """One shopper on one visit.

    Her acts are verbs (`go`, `press`, `fill`); each notes when she wanted to act and when she could, how long the page
    took to answer, and what changed. Nothing is forced and nothing is retried in silence.
    """

    def seek(self, what: str, question: Callable[[PageView], Found | None]) -> Found | None:
        """Return the page's answer to a question, now or soon.

        A page that is busy is waited for with all patience, and what nobody asked for and hides the answer is closed.
        """
        answer = question(self.look())
        if answer is None:
            answer = self.wait_for(what, question, within_s=SOON_S)
        if answer is None and (self.look().busy or shop.veil(self.look())):
            answer = self.wait_for(what, question, within_s=self.persona.patience_s - SOON_S)
        if answer is None and self.look().modal is not None and clear_the_way(self, called=not self.came_by_itself()):
            answer = self.wait_for(what, question, within_s=SOON_S)
        return answer

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
    ) -> Settled:
        """Press a control and wait for the page's answer, or until ``enough`` says that it is her turn again.

        ``twice``: as people do who double-click on everything.

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
        self.take_note()
        self.witness()
        self._think()
        self._wanted_at = self.recorder.now
        self._point(view, control)
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
        return answer

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
        self._view = None
        self._settle_quietly()

    def fill(self, target: Field, text: str, view: PageView | None = None, *, secret: bool = False) -> None:
        """Fill one field as this persona does; leaving it is part of filling it.

        Raises:
            Refused: for what may be somebody's real card number; nothing is typed then.
        """
        self.purse.check(text)
        view = view or self.look()
        self._think(0.3)
        view, target, at = self._free(view, target, disguise=secret)
        with self._careful(str(target)):
            self.hands.enter(self.page, view, target.ref, at)
            if target.type == "password" or target.autocomplete == "one-time-code":
                self._try_to_paste(target, view)
            exact, by_key = secret or target.type in ("tel", "date"), _only_by_key(target, text)
            self.hands.type(self.page, text, filled=at.filled, exact=exact, by_key=by_key)
            holds = self._see_focus_leave(view, target, text)
            if exact and not by_key and not holds:  # it rewrites what is typed, and needs every key for that
                view, target, at = self._free(view, target, disguise=secret)
                self.hands.enter(self.page, view, target.ref, at)
                self.hands.type(self.page, text, filled=True, exact=True, by_key=True)
                self._see_focus_leave(view, target, text)
        self._view, self._wrote_in = None, target.form

    def autofill(self, target: Field) -> list[str] | None:
        """Let the browser fill the form that a field belongs to; return what it filled, None when it cannot."""
        view = self.look()
        self._think()
        view, target, at = self._free(view, target)
        with self._careful(str(target)):
            self.hands.enter(self.page, view, target.ref, at)
        filled = autofill(self.page, self.identity)
        self._view = None
        if filled:
            self._settle_quietly()
            self.learned.fields.update(kinds_of(filled, view, self.identity))
            self.say(f"{self.they()} let the browser fill in {', '.join(each.said for each in filled).lower()}.")
        return None if filled is None else [each.said for each in filled]

    def select(self, target: Field, value: str, view: PageView | None = None) -> None:
        """Choose an entry of a list by its value."""
        view = view or self.look()
        label = next((each.text for each in target.options if each.value == value), value)
        self._think(0.5)
        view, target, at = self._free(view, target)
        with self._careful(str(target)):
            self.hands.select(self.page, view, target.ref, at, value, label)
        self._view = None
        self._settle_quietly()

    def tick(self, target: Field, view: PageView | None = None) -> None:
        """Tick a box or choose a radio button."""
        self._tick(target, view, ticked=bool(target.checked))

    def untick(self, target: Field, view: PageView | None = None) -> None:
        """Take the tick out of a box."""
        self._tick(target, view, ticked=not target.checked)

    def _tick(self, target: Field, view: PageView | None, *, ticked: bool) -> None:
        view = view or self.look()
        by_label = bool(target.press) and not self.hands.by_keyboard
        self._think(0.5)
        view, target, at = self._free(view, target, by_label=by_label)
        at = replace(at, ticked=ticked)
        self._begin("choose", str(target))
        with self._careful(str(target)):
            self.hands.tick(self.page, view, target.ref, at)
        began = monotonic()  # aiming is her time, not the shop's
        self._settle_quietly()
        self.senses.remember(str(target), view, target.ref)
        settled = monotonic() - began
        self.recorder.observe(  # it shows its tick at once
            "action", "choose", element=str(target), effects=["dom"], changed_s=0.0, settled_s=settled
        )

    def read(self) -> None:
        """Take in what is on the page, at this persona's speed of reading."""
        if self.paced:
            self.page.wait_for_timeout(reading_s(self.look().text, self.persona.reading) * 1000)

    def _point(self, view: PageView, control: Control) -> None:
        """Bring the pointer to where she saw what she is going to press, if it was in the window."""
        box, of_page = control.rect, view.frame is None or view.frame.parent_frame is None
        if of_page and control.in_view and not control.covered:
            x, y = box.x + box.width / 2, box.y + box.height / 2 - view.scrolled
            with self._careful(str(control)):
                self.hands.point(self.page, Reach(x, y, width=box.width, height=box.height))

    def _see_focus_leave(self, view: PageView, target: Field, text: str) -> bool:
        """Wait until the focus has come to where Tab leads from a document within the page, which scrolls there.

        Return whether the field holds what was written, however it is grouped; true when nobody can tell any more.
        """
        began, of_page = monotonic(), view.frame is None or view.frame.parent_frame is None
        while True:
            holds, focused = written(view, target.ref, text)
            if of_page or focused or not self.page.evaluate(_FOCUS_IN_FRAME) or monotonic() - began > _AWAKE_S:
                return holds
            self.page.wait_for_timeout(10)

    def _try_to_paste(self, target: Field, view: PageView) -> None:
        """Password managers paste: once for each field it is tried whether the page lets them, and nothing is left."""
        if (
            self.senses.noticing.first_time("paste", target.key)
            and (works := pasting_works(view, target.ref)) is not None
        ):
            self.senses.remember(str(target), view, target.ref)
            self.recorder.observe("paste", works, url=self.page.url, element=str(target))

    def _wait_until_awake(self, control: Control) -> Control:
        """A grey control may wake up when what she entered has been looked at: it gets a second (Nielsen) for that."""

        def awake(view: PageView) -> Control | None:
            now = view.by_ref(control.ref)
            return now if isinstance(now, Control) and not now.disabled else None

        return self.wait_for(f"{control} to wake up", awake, within_s=_AWAKE_S) or control

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

    def _uncovered(self, view: PageView, control: Control) -> tuple[PageView, Control, Reach]:
        """A covered control is waited for a moment, as people do; one that stays covered holds her up."""
        began, target = monotonic(), str(control)
        view, control, at = self._free(view, control, mark=True)
        if at.cover and not self.hands.by_keyboard:
            self.senses.remember(target, view, control.ref)
            self._note_act("press", target, Settled(settled_s=monotonic() - began), obscured_by=at.cover)
            raise self.held_up(f"{target} is covered", saw=f"{at.cover} lying over it")
        return view, control, at

    def _free(
        self, view: PageView, target: Thing, *, mark: bool = False, disguise: bool = False, by_label: bool = False
    ) -> tuple[PageView, Thing, Reach]:
        """Return where something can be touched, once nothing lies over it or she has waited long enough for that.

        Within ``letting_go`` it has gone when a layer that asks something else has come over it since she looked.
        """
        began, known = monotonic(), view.modal
        while True:
            view, target, at = self._reach(view, target, mark=mark, disguise=disguise, by_label=by_label)
            bears_s = TURN_AWAY_S if monotonic() - began <= TURN_AWAY_S else TURN_AWAY_S + gives_time_s(self, target)
            if not at.cover or self.hands.by_keyboard or monotonic() - began > bears_s:
                return view, target, at
            if not self._clear_the_way(target):
                if self._lets_go and asks_anew(known, self.look()):
                    raise self.gone(str(target))
                self.page.wait_for_timeout(100)

    def _clear_the_way(self, target: Thing) -> bool:
        """Close what nobody asked for and has come while she was at something else; say whether there was any."""
        if self._clearing:
            return False
        self._clearing, self._view = True, None
        try:
            if clear_the_way(self, called=True):
                return True
            again = self.look().again(target)
            return again is not None and (brush_aside(self, again.rect) or push_aside(self, again))
        finally:
            self._clearing = False

    def _reach(
        self, view: PageView, target: Thing, *, mark: bool = False, disguise: bool = False, by_label: bool = False
    ) -> tuple[PageView, Thing, Reach]:
        """Return where something stands now; what the page has drawn anew since she looked is found again."""
        for _ in range(_DRAWN_ANEW):
            ref = (by_label and isinstance(target, Field) and target.press) or target.ref
            found = self._seen(partial(reach, view, ref, mark=mark, disguise=disguise))
            if found is not None:
                return view, target, found
            view = self._seen(partial(shop.look, view.frame or self.page))
            again = view.again(target)
            if not isinstance(again, type(target)):
                break
            target = again
        raise self.gone(str(target))

    def _goto(self, url: str) -> Settled | None:
        return self._leave(lambda: self.page.goto(url, wait_until="commit", timeout=self.persona.patience_s * 1000))


def _only_by_key(target: Field, text: str) -> bool:
    """Say whether a field takes a text key by key alone: a calendar's own, or one box of several for one number."""
    return target.type == "date" or 0 < target.maxlength < len(text)
