"""Values in sentences that can never be right, whatever the shop shows: checked by what each argument is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}([-_][a-z\d]{1,8})*", re.IGNORECASE)


_NUMBER: Final = re.compile(r"\d(?:[\d.,'\u2019\s]*\d)?")
_MOST_PIECES: Final = 10_000  # of one thing, even where companies buy (P)


def amount_problem(value: str) -> str:
    """Return what is wrong with an amount of money, or an empty string."""
    found = _NUMBER.findall(value)
    if not found:
        return f'"{value}" is no amount of money. Write it like "£12.50".'
    if found[1:]:
        return f'"{value}" holds {len(found)} amounts, and one is due. Write it like "£12.50".'
    below = re.match(r"\W*[-\u2212]", value)
    return f'"{value}" is below nothing. Write an amount like "£12.50".' if below else ""


def text_problem(value: str) -> str:
    """Return what is wrong with words that are looked for, or an empty string."""
    return "" if value.strip() else '"" names nothing. Write what is meant between the quotation marks.'


def pieces_problem(value: str) -> str:
    """Return what is wrong with how many of a thing are bought, or an empty string."""
    if value.isdigit() and 0 < int(value) <= _MOST_PIECES:
        return ""
    return f"{value} pieces cannot be bought. Write a whole number from 1 to {_MOST_PIECES:,}, such as `3`."


def seconds_problem(value: str) -> str:
    """Return what is wrong with a duration, or an empty string."""
    return "" if float(value) > 0 else "no time at all is no duration. Write one such as `30 seconds`."


def language_problem(value: str) -> str:
    """Return what is wrong with a language as pages name it, or an empty string."""
    known = _LANGUAGE.fullmatch(value) is not None
    return "" if known else f'"{value}" is no code of a language. Write it as pages do, like "fr" or "en-GB".'


def count_problem(value: str) -> str:
    """Return what is wrong with a whole number that counts things, or an empty string."""
    return f"{value} counts nothing. Write a whole number from 0 on, such as `3`." if value.startswith("-") else ""


VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "amount": amount_problem,
    "language": language_problem,
    "name": text_problem,
    "number": count_problem,
    "pieces": pieces_problem,
    "product": text_problem,
    "query": text_problem,
    "quantity": count_problem,
    "seconds": seconds_problem,
}
"""The argument of a shipped sentence, as the list of sentences calls it, and what checks it."""
