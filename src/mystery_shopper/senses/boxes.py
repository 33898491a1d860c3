"""The boxes that the browser itself puts up for a page's script: read, and answered with OK."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Final

from playwright.sync_api import BrowserContext, Dialog, Error

from mystery_shopper.senses.listening import listener
from mystery_shopper.shop.parts import Message
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PageView

_UNASKED: Final = ("paid-extra", "newsletter")
_MOST: Final = 9  # a page that puts up more of them in a row says nothing new (P)
_LONGEST: Final = 500  # characters that anybody reads
_PLAINLY: Final = 0.6  # how well words must fit (P)


@dataclass(frozen=True, slots=True)
class Box:
    """A box that the browser has put up, and what she pressed in it."""

    text: str
    pressed: str  # OK or Cancel


@dataclass
class Boxes:
    """Reads the boxes of one browser context and answers them as people do: with OK, for they cannot go on without.

    Only what would cost money or brings advertising is refused where the box lets her. Playwright would dismiss them
    all, so that nothing that a shop asks back could ever be done.
    """

    lang: str = "en"  # of the page that she saw last
    said: list[Box] = field(default_factory=list)  # since the act began
    came_at: float = 0.0  # the first of them, on the monotonic clock

    def listen(self, context: BrowserContext) -> None:
        context.on("dialog", listener(self._answer))

    def act_begins(self) -> None:
        """Forget what was said before: she has read it, and does something about it."""
        self.said.clear()

    def shown_on(self, view: PageView) -> PageView:
        """Return what she sees with what the browser said: everybody reads or hears it, and it counts as the page's."""
        self.lang = view.lang or self.lang
        if not self.said:
            return view
        told = tuple(Message(each.text, "alert", in_view=True) for each in self.said)
        return replace(view, messages=(*told, *view.messages), live=(*view.live, *(each.text for each in self.said)))

    def _answer(self, box: Dialog) -> None:
        refused = box.type == "confirm" and any(says(each, box.message, self.lang) > _PLAINLY for each in _UNASKED)
        if box.type != "beforeunload" and box.message.strip() and len(self.said) < _MOST:
            self.came_at = self.came_at if self.said else monotonic()
            self.said.append(Box(" ".join(box.message.split())[:_LONGEST], "Cancel" if refused else "OK"))
        with suppress(Error):  # the page may have gone with its box
            if refused:
                box.dismiss()
            else:
                box.accept(box.default_value)
