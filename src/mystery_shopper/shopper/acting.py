"""How an act is done and watched: reach the place, do the deed, see what the page makes of it, write it down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from playwright.sync_api import Error

from mystery_shopper import shop
from mystery_shopper.errors import Inconclusive
from mystery_shopper.senses.settling import PROGRESS_PATIENCE, Settled, settle, wait_until_ready
from mystery_shopper.shop.reaching import Reach
from mystery_shopper.shop.view import Control, PageView
from mystery_shopper.shopper.careful import Careful, shut_out
from mystery_shopper.shopper.excuses import shop_gone, stopped_answering
from mystery_shopper.shopper.person import Person
from mystery_shopper.shopper.surroundings import no_line, overnight

SINKS_IN_S = 0.8
"""Nobody has gone on sooner after an answer, and a second word may still come (P)."""
_BLANK_S = 10.0  # a page that shows nothing for so long cannot be used (catalogue: landing-unusable)


@dataclass
class Acting(Person):
    """How an act of hers is done."""

    _later: list[tuple[float, float, Callable[[PageView], object]]] = field(default_factory=list)

    def later(self, look: Callable[[PageView], object], within_s: float = SINKS_IN_S) -> None:
        """Look at this page once more when she goes on, if people have taken it in by then.

        ``within_s``: how long that takes at the least.
        """
        self._later.append((monotonic() + within_s, self.senses.network.page_began, look))

    def hear_out(self) -> None:
        """Stay until people have taken in what the page says, whatever the pace, and look back at it."""
        due = [due for due, began, _ in self._later if began == self.senses.network.page_began]
        if due:
            with suppress(Error):
                self.page.wait_for_timeout(max(max(due) - monotonic(), 0.0) * 1000)
            self.look_back()

    def _take_stock(self) -> None:
        """Note what is to be seen, with pictures of what is wrong, before something is done to it."""
        self.take_note()
        self.witness()

    def look_back(self) -> None:
        """Look once more at the page that she is about to leave, where something on it is still to be looked for."""
        later, self._later = self._later, []
        began = self.senses.network.page_began
        here = [look for due, page, look in later if page == began and due <= monotonic()]
        if here:
            with suppress(Error):
                view = self.look_again()
                for look in here:
                    look(view)

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
            self._take_stock()
            self._think()
            self.look_back()
            self._wanted_at = self.recorder.now
        url_before, sent_before = self.page.url, self.senses.network.sent
        began = self._begin(verb, target, marked=marked)
        with self._careful(target):
            arrived = self._done(deed)
        self.senses.noticing.notice_focus(self.hands.focus_troubles, url_before)  # on the way there, so of that page
        with self._patiently(f"an answer to {target}", times=PROGRESS_PATIENCE):
            answer = arrived or settle(
                self.page,
                self.senses.network,
                patience_s=self.persona.patience_s,
                sent_before=sent_before,
                url_before=url_before,
                enough=enough,
                told=lambda: self.senses.told,
                arrive=self._arrive,
            )
        answer.settled_s = monotonic() - began
        self._read_boxes(answer, began)
        self._follow_new_tab(answer)
        self._note_act(verb, target, answer, **(facts or {}))
        if answer.moved:
            self.recorder.observe("moved_target", answer.moved, url=url_before, element=target, target=target)
        self._arrived(via, target, landing, whole=not answer.patience_ended)
        if answer.patience_ended:
            raise self.gave_up(f"an answer to {target}", answer.settled_s)
        return answer

    def _read_boxes(self, answer: Settled, began: float) -> None:
        """What the browser itself has put up is an answer, whatever else the page does."""
        boxes = self.senses.boxes
        if not boxes.said:
            return
        answer.add("box")
        came_s = max(boxes.came_at - began, 0.0)
        answer.changed_s = came_s if answer.changed_s is None else min(answer.changed_s, came_s)
        for each in boxes.said:
            self.say(f'A box of the browser said "{each.text}", and {self.persona.pronoun} pressed {each.pressed}.')

    def _done(self, deed: Callable[[], Settled | None]) -> Settled | None:
        """Do something; a tab that closes over it, such as a provider's window that was answered, has taken it."""
        try:
            return deed()
        except Error:
            if not (self.page.is_closed() and self._came_from):
                raise
            return Settled(changed_s=0.0, effects=["tab"])

    def sleep_over(self) -> None:
        """Close the window, and open a new one of the same browser the next day."""
        closed = self.page
        overnight(closed.context)
        self.recorder.observe("night", len(self.recorder.ever("night")) + 1)
        self.page = closed.context.new_page()
        self._unsee()
        closed.close()
        self.senses.network.forget()

    def _press_in_the_dark(self, view: PageView, control: Control, at: Reach) -> tuple[PageView, Control] | Settled:
        """Press while the line is gone; return what is to be pressed when it is back, or what has come of it already.

        What fails meanwhile says nothing of the shop. What it makes of it afterwards does.

        Raises:
            HeldUp: when the page lets nobody try again although the line is back.
        """
        target, seconds = str(control), self.tunnel.seconds
        self._begin("press", target, marked=True)
        answered = self.senses.network.answered
        with self.recorder.deaf(), no_line(self.page, self.persona), self._careful(target):
            self.hands.press(self.page, view, control.ref, at)
            self.page.wait_for_timeout(seconds * 1000)
        self.say(f"The line was gone for {seconds:g} s when {self.persona.pronoun} pressed {target}.")
        came = self.senses.network.take_documents()
        self._unsee()
        if any(each.status for each in came):
            self.senses.network.documents += came
            self._arrived("form", target, landing=False)
        if self.senses.network.answered > answered or any(each.status for each in came):
            return Settled(changed_s=0.0, effects=["network"])  # it was sent in spite of the tunnel
        self.senses.network.forget()
        if came:  # the browser's own page says that there is no line; its Reload sends what was to be sent
            again = partial(self._leave, partial(self.page.reload, wait_until="commit"))
            return self._act("reload", "Reload", again, via="reload")
        self._settle_quietly()  # some pages send it again by themselves
        found = self.wait_for(target, lambda now: _ready_again(view, control, now), within_s=self.persona.patience_s)
        if found is None:
            raise self.held_up(f"{target} cannot be pressed again", saw="no way to try again when the line was back")
        return (self.look(), found) if isinstance(found, Control) else Settled(changed_s=0.0, effects=["dom"])

    def _begin(self, verb: str, target: str, *, marked: bool = False) -> float:
        """Note that she can act now, which may be later than she wanted to."""
        if monotonic() > self.until:
            raise self.held_up("the time for this visit was over", saw=f"{target} still to be pressed or filled")
        self._unsee()
        if verb != "choose":
            self.waited_for_frames = 0.0
        self._last_press, self.acted_at = (f"{verb} {target}", monotonic()), self.recorder.now
        self.senses.network.patience_s = self.persona.patience_s
        self.senses.act_begins(self.page, *self._last_press, marked=marked)
        return self._last_press[1]

    def _note_act(self, verb: str, target: str, answer: Settled, **more: object) -> None:
        said = ("repeated", "disabled", "submits", "written", "exempt")
        flags: dict[str, Any] = {each: bool(more.get(each)) for each in said}
        self.recorder.waited(answer.settled_s)
        could_at = self.recorder.now - answer.settled_s
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
            could_at=round(could_at, 3),
            asked_s=round(max(self.senses.network.page_asked - could_at, 0.0), 3) if answer.navigated else 0.0,
            obscured_by=more.get("obscured_by", ""),
            reason=more.get("reason"),
            **flags,
        )

    def _arrived(self, via: str, target: str, landing: bool, whole: bool = True) -> None:
        """Write down the documents that came, with what the newest looks like."""
        for document in self.senses.network.take_documents():
            if document.network_died:
                raise Inconclusive(f"The network failed on the way to {document.url}: {document.error}.")
            if document.error and (why := stopped_answering(self, document.error)):
                raise self.spoiled(why)
            self.senses.page_came(document.url)
            view = self._drawn() if document.status < 400 and not document.instead else self.look()
            self.recorder.observe(
                "navigation",
                document.status,
                url=document.url,
                via=via if document.hers or document.status >= 400 or not document.status else "script",
                landing=landing,
                link=target if via == "link" else "",
                title=view.title,
                soft_404=bool(shop.soft_404(view)),
                closed=shop.closed(view) if landing else "",
                blank=view.blank,
                method=document.method,
                instead=document.instead,
                error=document.error,
            )
            if challenge := shop.bot_challenge(view):
                self.recorder.observe("inconclusive", f"the shop asked for proof of being human: {challenge}")
                raise Inconclusive(f"{self.name} met a bot challenge ({challenge}) at {self.page.url}.")
        if why := shop_gone(self):
            raise self.spoiled(why)
        with self.senses.processor.aside(self.page):
            self.senses.look_around(self.page, self.look(), whole=whole)

    def _drawn(self) -> PageView:
        """Return the page once there is something to see; one that is made by its script is blank at first."""
        if self.look().blank:
            self.wait_for("something to see", lambda seen: None if seen.blank else seen, within_s=_BLANK_S)
        return self.look()

    @contextmanager
    def _careful(self, target: str) -> Iterator[None]:
        with self._patiently(f"an answer to {target}"), Careful(self, target):
            yield

    def _leave(self, deed: Callable[[], object]) -> Settled | None:
        """Go to another document; None when the browser stayed on this one, so that it must be watched."""
        began = monotonic()
        try:
            deed()
        except Error as trouble:
            if "Timeout" in trouble.message:
                raise self.gave_up("the page", self.persona.patience_s) from None
            turned_away = [str(each.get("refused")) for each in self.recorder.ever("note") if each.get("refused")]
            if why := shut_out(trouble.message, self.shop_url, turned_away[-1] if turned_away else ""):
                raise Inconclusive(why) from None
            if "ERR_ABORTED" not in trouble.message and not self.senses.network.documents:
                raise
        ready = self._arrive(self.persona.patience_s)
        if not self.senses.network.documents:
            return None
        changed = monotonic() - began
        return Settled(changed_s=changed, effects=["url", "network"], navigated=True, patience_ended=not ready)

    def _settle_quietly(self) -> None:
        with suppress(Error):
            self.linger(30)
            began = monotonic()
            while self.senses.network.under_way(self._last_press[1]) or self.senses.network.navigating:
                if monotonic() - began > self.persona.patience_s:
                    break
                self.page.wait_for_timeout(20)
            wait_until_ready(self.page, self.persona.patience_s)
        self._unsee()

    def _follow_new_tab(self, answer: Settled) -> None:
        """Go where the browser has gone: into a tab that was opened, or back to the one it was opened from."""
        if self.page.is_closed():
            answer.add("tab")
            self._return_from_tab()
            return
        newest = self.page.context.pages[-1]
        if newest is not self.page and newest.opener() is self.page:
            answer.add("tab")
            self._came_from.append(self.page)
            self.page = newest
            self._unsee()
            wait_until_ready(newest, self.persona.patience_s)

    def _think(self, share: float = 1.0) -> None:
        if self.paced:
            self.page.wait_for_timeout(self.persona.thinking_s * share * 1000)


def _ready_again(before: PageView, control: Control, now: PageView) -> Control | PageView | None:
    """Return a control once it can be pressed again, or the page when it has gone on without."""
    again = now.again(control)
    if isinstance(again, Control):
        return None if again.disabled else again
    return now if not now.busy and shop.meaning_changed(before, now) else None
