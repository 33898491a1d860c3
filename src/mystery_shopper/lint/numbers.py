"""Finds card numbers of people anywhere in a suite's files: in stories, comments, steps and the shop file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mystery_shopper.card_numbers import digits_of
from mystery_shopper.cards import unpublished_number
from mystery_shopper.problems import Problem, shown

_READ: Final = {
    "features": ("**/*.feature",),
    "personas": ("**/*.yaml", "**/*.yml"),
    "journeys": ("**/*.yaml", "**/*.yml"),
    "steps": ("*.py",),
    ".": ("shop.yaml",),
}
_WRITTEN: Final = re.compile(r"(?<![\w+./#-])\d(?:[ \xa0-]?\d){13,18}(?![\w-])")  # no part of a name, address or sum
_OF_A_CARD: Final = re.compile(
    r"4(\d{15}|\d{18})|(5[1-5]|2[2-7]\d|6011|65|64[4-9]|35[2-8]|62)\d+|3[47]\d{13}|3(0[0-5]|[689])\d{11}"
)
"""How the numbers of Visa, Mastercard, Discover, JCB, UnionPay, American Express and Diners begin (ISO/IEC 7812):
a bar code or an order number passes the check of card numbers as often as one in ten."""


def card_numbers(root: Path, told: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each line with what may be somebody's card number, unless ``told`` has something of that line already."""
    known = {(each.path, each.line) for each in told}
    for folder, patterns in _READ.items():
        paths = sorted(path for each in patterns for path in (root / folder).glob(each) if path.is_file())
        for path in paths:
            name = shown(path)
            for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
                if (name, number) not in known and (found := _number_in(line)):
                    text = f"{found} passes the check of card numbers and is no published test card."
                    yield Problem(name, number, f"{text} Take it away, or use one of `mystery-shopper cards`.")


def _number_in(line: str) -> str:
    written = _WRITTEN.findall(line) if any(each.isdigit() for each in line) else ()
    return next((each for each in written if _OF_A_CARD.fullmatch(digits_of(each)) and unpublished_number(each)), "")
