"""The kinds of friction as a list to read: by what they are about, and as wide as the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from mystery_shopper.frictions import Kind
from mystery_shopper.problems import shown

_GAP: Final = 2
_NARROWEST: Final = 20  # what is said of a kind gets this much, however narrow the terminal (P)


def listed(kinds: Iterable[Kind], width: int | None) -> Iterator[str]:
    """Yield the lines of the list: a heading for each category, and each kind with what is known of it.

    Args:
        kinds: those of one category together.
        width: lines are wrapped to it; None lets each kind be one line, for a file or another program.
    """
    found = list(kinds)
    indent = max((len(each.id) for each in found), default=0) + _GAP
    for number, (category, group) in enumerate(groupby(found, key=lambda each: each.category)):
        yield from [""] * bool(number)
        yield f"{category.upper()}"
        for each in group:
            lines = _wrapped(_told(each), max(width - indent, _NARROWEST)) if width else [_told(each)]
            yield from (f"{'' if row else each.id:<{indent}}{line}" for row, line in enumerate(lines))


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; a word is whole on one of them, so that it can be sought."""
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _told(kind: Kind) -> str:
    """Return what a kind is, how severe, whose, and where it comes from, in sentences."""
    limit = f" Limit: {kind.threshold}." if kind.threshold else ""
    source = f" Source: {kind.source.rstrip('.')}." if kind.source else ""
    is_shipped = kind.rule.__module__.startswith("mystery_shopper.")
    own = "" if is_shipped else f" Your own rule: {shown(kind.place)}."
    return f"{kind.title}. {kind.severity.capitalize()}, for {kind.owner}.{limit}{source}{own}"
