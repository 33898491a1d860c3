"""How she comes to what she wants to touch: points at it, waits for what lies over it, finds it when drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar, cast

from mystery_shopper import shop
from mystery_shopper.senses.settling import Settled
from mystery_shopper.shop.reaching import Reach, reach
from mystery_shopper.shop.view import Control, Field, PageView
from mystery_shopper.shopper.acting import Acting
from mystery_shopper.shopper.clearing import asks_anew, brush_aside, clear_the_way, gives_time_s, push_aside
from mystery_shopper.shopper.person import STOPPED

if TYPE_CHECKING:
    from mystery_shopper.shopper.verbs import Shopper

Thing = TypeVar("Thing", Control, Field)
_AWAKE_S = 1.0
TURN_AWAY_S = 3.0
"""How long she waits for a layer to go away by itself before a control counts as covered (P)."""
_DRAWN_ANEW = 4  # a page that draws a control anew more often than this while she reaches for it never rests (P)


@dataclass
class Approaching(Acting):
    """How she comes to what she wants to touch."""

    @property
    def _whole(self) -> Shopper:
        """All of her: what lies in the way is closed by acts that stand on this."""
        return cast("Shopper", self)

    def _point(self, view: PageView, control: Control) -> None:
        """Bring the pointer to where she saw what she is going to press, if it was in the window."""
        box, of_page = control.rect, view.frame is None or view.frame.parent_frame is None
        if of_page and control.in_view and not control.covered:
            x, y = box.x + box.width / 2, box.y + box.height / 2 - view.scrolled
            with self._careful(str(control)):
                self.hands.point(self.page, Reach(x, y, width=box.width, height=box.height))

    def _wait_until_awake(self, control: Control) -> Control:
        """A grey control may wake up when what she entered has been looked at: it gets a second (Nielsen) for that."""

        def awake(view: PageView) -> Control | None:
            now = view.by_ref(control.ref)
            return now if isinstance(now, Control) and not now.disabled else None

        return self.wait_for(f"{control} to wake up", awake, within_s=_AWAKE_S) or control

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
        if not self._clearing:
            self.hands.clears = partial(self._clear_the_way, target)
            self._answer_late(target)
        while True:
            view, target, at = self._reach(view, target, mark=mark, disguise=disguise, by_label=by_label)
            bears_s = (
                TURN_AWAY_S if monotonic() - began <= TURN_AWAY_S else TURN_AWAY_S + gives_time_s(self._whole, target)
            )
            if not at.cover or self.hands.by_keyboard or monotonic() - began > bears_s:
                return view, target, at
            if not self._clear_the_way(target):
                if self._lets_go and asks_anew(known, self.look()):
                    raise self.gone(str(target))
                self.page.wait_for_timeout(100)

    def _answer_late(self, target: Thing) -> None:
        """Answer a cookie question that came late and is met from behind: by keyboard, or from a window within."""
        if self._window is not None and self._inside is self._window:
            with self.within(None):
                if shop.consent(self.look()) is not None:
                    self._clear_the_way(target)
        elif self.hands.by_keyboard and (banner := shop.consent(self.look_again())) is not None:
            answers = (banner.accept, banner.reject, banner.manage, banner.save)
            if target.key not in {each.target.key for each in answers if each}:
                self._clear_the_way(target)

    def _clear_the_way(self, target: Thing) -> bool:
        """Close what nobody asked for and has come while she was at something else; say whether there was any."""
        if self._clearing:
            return False
        self._clearing = True
        self._unsee()
        try:
            if clear_the_way(self._whole, called=True):
                return True
            again = self.look().again(target)
            return again is not None and (brush_aside(self._whole, again.rect) or push_aside(self._whole, again))
        finally:
            self._clearing = False

    def _reach(
        self, view: PageView, target: Thing, *, mark: bool = False, disguise: bool = False, by_label: bool = False
    ) -> tuple[PageView, Thing, Reach]:
        """Return where something stands now; what the page has drawn anew since she looked is found again."""
        pointer, self.hands.coming = self.hands.coming, None
        held_by = f"an answer to {target}" if pointer else STOPPED  # what the page may do about a pointer that comes
        for _ in range(_DRAWN_ANEW):
            ref = (by_label and isinstance(target, Field) and target.press) or target.ref
            found = self._seen(partial(reach, view, ref, mark=mark, disguise=disguise, pointer=pointer), held_by)
            if found is not None:
                return view, target, found
            view = self._seen(partial(shop.look, view.frame or self.page))
            again = view.again(target)
            if not isinstance(again, type(target)):
                break
            target = again
        raise self.gone(str(target))
