"""Finds the words that an amount belongs to: in its line, before it, at its left, or at the head of its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mystery_shopper.shop.parts import Line, Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import PageView

LABEL_WITHIN: Final = 60.0  # CSS pixels from a label down to its amount
_ON_ITS_HEIGHT: Final = 6  # CSS pixels: lines of unlike size in one row
_BESIDE: Final = 25.0  # CSS pixels in height between the head of a row and its amount


def label_of(view: PageView, line: Line, prices: Sequence[Money], free: float) -> str:
    """Return the words before an amount, in its line or else before that; those after it count last."""
    own = without_amounts(line.text, prices)
    first = line.text.partition(prices[0].text)[0] if prices else own
    if worded(first) and free < 1.0:
        return first if prices else own
    before = _label_before(view, line)
    alone = worded(own) and not free and not says("tax-included", own, view.lang)  # "5.00 incl. VAT" is a price
    return before or (own if alone else "")


def _label_before(view: PageView, line: Line) -> str:
    """Return the words that a bare amount belongs to: the nearest text before it, on its height or else just above."""
    index = view.lines.index(line)
    above = ""
    for each in reversed(view.lines[max(0, index - 3) : index]):
        if _is_remark(view, each):
            continue
        if find_prices(each.text, view.lang) and not worded(
            without_amounts(each.text, find_prices(each.text, view.lang))
        ):
            break
        off = abs(each.rect.y - line.rect.y)
        if worded(each.text) and off < _ON_ITS_HEIGHT:
            inner = find_prices(each.text, view.lang)
            return each.text.partition(inner[0].text)[0] if inner else each.text  # "Total includes 3.08 tax"
        if worded(each.text) and off < LABEL_WITHIN:
            above = above or each.text
    return _label_at_its_left(view, line) or above


def _label_at_its_left(view: PageView, line: Line) -> str:
    """Return the words that come after an amount and stand before it, as where both are pushed to the right."""
    after = view.lines[view.lines.index(line) + 1 :][:1]
    level = [each for each in after if abs(each.rect.y - line.rect.y) < _ON_ITS_HEIGHT and each.rect.x < line.rect.x]
    return next((each.text for each in level if worded(each.text) and not find_prices(each.text, view.lang)), "")


def _is_remark(view: PageView, line: Line) -> bool:
    """Say whether a line only explains the sum that it stands beside: "Total | (incl. tax 2.00) | 12.00", "2 items"."""
    bracketed = line.text.startswith("(") and line.text.endswith(")") and bool(find_prices(line.text, view.lang))
    return bracketed or re.fullmatch(r"\d+ [^\W\d]+", line.text) is not None


def head_of(view: PageView, line: Line) -> str:
    """Return the head of the row that an amount stands in, of a table or by its heading, or an empty string."""
    return _at_its_left(view, line) or _heading_of_its_row(view, line)


def _at_its_left(view: PageView, line: Line) -> str:
    """Return the words at the left of a line, as the head of its row in a table of sums."""
    index = view.lines.index(line)
    for each in reversed(view.lines[max(0, index - 2) : index]):
        if (
            each.rect.x < line.rect.x
            and abs(each.rect.y - line.rect.y) < _BESIDE
            and not find_prices(each.text, view.lang)
        ):
            return each.text
    return ""


def _heading_of_its_row(view: PageView, line: Line) -> str:
    """Return the heading of the row that a bare amount stands in, as where a delivery's cost is estimated."""
    bare = not worded(without_amounts(line.text, find_prices(line.text, view.lang)))
    heads = [each.text for each in view.lines if each.heading and each.row == line.row != 0]
    return heads[0] if bare and len(heads) == 1 else ""


def without_amounts(text: str, prices: Sequence[Money]) -> str:
    for each in prices:
        text = text.replace(each.text, " ")
    return text


def worded(text: str) -> bool:
    return sum(each.isalpha() for each in text) > 1
