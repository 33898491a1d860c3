"""Where a page says what a sentence takes from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mystery_shopper.shop.parts import Line, Message, Rect
from mystery_shopper.shop.phrases import plain
from mystery_shopper.shop.view import PAGE_FURNITURE, PageView

_LEAST_WORDS: Final = 2  # a single word stands in too many places to be a quotation (P)


def quoted(view: PageView, sentence: str) -> Rect | None:
    """Return where the most words of a page stand that a sentence repeats, or None when it repeats none.

    What the page addresses to the customer comes before what it merely says; the words of controls, menus and of what
    has no room on the page are no quotations.
    """
    lines = [each for each in view.lines if not each.control and each.region not in PAGE_FURNITURE]
    return _longest(view.messages, sentence) or _longest(lines, sentence)


def _longest(said: Iterable[Line | Message], sentence: str) -> Rect | None:
    told = f" {plain(sentence, digits=True)} "
    words = [(plain(each.text, digits=True), each.rect) for each in said if each.rect.area]
    known = [each for each in words if each[0].count(" ") + 1 >= _LEAST_WORDS and f" {each[0]} " in told]
    return max(known, key=lambda each: len(each[0]))[1] if known else None
