"""Values in sentences that can never be right, whatever the shop shows: checked by what each argument is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}([-_][a-z\d]{1,8})*", re.IGNORECASE)


def amount_problem(value: str) -> str:
    """Return what is wrong with an amount of money, or an empty string."""
    return "" if re.search(r"\d", value) else f'"{value}" is no amount of money. Write it like "£12.50".'


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
    "number": count_problem,
    "quantity": count_problem,
}
"""The argument of a shipped sentence, as the list of sentences calls it, and what checks it."""
