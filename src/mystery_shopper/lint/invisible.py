"""Finds what an editor does not show and what keeps a line of a feature from being read as it looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from mystery_shopper.lint.keywords import headings, step_words
from mystery_shopper.problems import Problem

_ORDINARY: Final = re.compile(r"[\x09\x20-\x7e]*")


def hidden_in_keywords(name: str, lines: list[str], language: str) -> Iterator[Problem]:
    """Yield the lines whose keyword or tag is none for the parser, because of a letter that nobody sees in it."""
    for number, line in enumerate(lines, start=1):
        if _ORDINARY.fullmatch(line):
            continue
        plain, keyword = as_it_looks(line).strip(), _keyword(language)
        found = keyword.match(plain)
        read = line.strip()[: found.end()] if found else line.strip() if plain.startswith("@") else ""
        if told := hidden(read):
            yield Problem(name, number, f"this line holds {told} The line reads: '{plain}'.")


def as_it_looks(text: str) -> str:
    """Return a text with ordinary spaces for all other ones, and without what takes no room."""
    return "".join(" " if _is_space(each) else each for each in text if not _takes_no_room(each))


def hidden(text: str) -> str:
    """Return what a text holds that nobody sees, and what to do about it; empty when it holds nothing of the kind."""
    if found := next(filter(_takes_no_room, text), ""):
        return f"an invisible character (U+{ord(found):04X}). Delete it."
    found = next((each for each in text if each != " " and _is_space(each)), "")
    return f"a special space (U+{ord(found):04X}). Write an ordinary one." if found else ""


def _is_space(letter: str) -> bool:
    return unicodedata.category(letter) == "Zs"


def _takes_no_room(letter: str) -> bool:
    """Say whether a letter is invisible; those that join or part letters belong to the spelling of some languages."""
    return unicodedata.category(letter) == "Cf" and letter not in "\u200c\u200d"


@cache
def _keyword(language: str) -> re.Pattern[str]:
    steps, parts = (sorted(map(re.escape, each)) for each in (step_words(language), headings(language)))
    return re.compile(rf"(?:{'|'.join(steps)}) |(?:{'|'.join(parts)}):")
