"""Numbers that could be somebody's card: how they are told, and how a message names one without repeating it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_DIGITS: Final = re.compile(r"(?<![\d+])\d(?:[ .\xa0-]?\d){11,18}(?!\d)")  # a leading + makes it a telephone number
_KEPT: Final = 4  # the last digits, as receipts print them


def looks_like_card_number(written: str) -> bool:
    """Tell whether a text, taken as a whole, could be a card number: 12 to 19 digits that pass the Luhn test.

    Spaces, no-break spaces, dots and dashes between digits do not matter (ISO/IEC 7812: at most 19 digits).
    """
    compact = digits_of(written)
    return re.fullmatch(r"[0-9]{12,19}", compact) is not None and _luhn(compact)


def numbers_in(text: str) -> Iterator[str]:
    """Yield what could be a card number: the text as a whole, and parts of it."""
    yield from (each for each in (text, *_DIGITS.findall(text)) if looks_like_card_number(each))


def masked_numbers(text: str) -> str:
    """Return a text in which of all that could be a card number only the last four digits are left."""
    return _DIGITS.sub(lambda found: _masked(found[0]) if looks_like_card_number(found[0]) else found[0], text)


def digits_of(written: str) -> str:
    """Return a number as people write it without what stands between its digits."""
    plain = unicodedata.normalize("NFKC", written)  # a full-width digit is a digit to a payment form too
    return re.sub(r"[\s.\-\u200b-\u200f\u2010-\u2015]", "", plain)


def _masked(number: str) -> str:
    compact = digits_of(number)
    return "*" * (len(compact) - _KEPT) + compact[-_KEPT:]


def _luhn(digits: str) -> bool:
    doubled = [int(each) * (1 + place % 2) for place, each in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
