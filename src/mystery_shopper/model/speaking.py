"""Sentences that are written for *she*, said of somebody by the persona's own pronoun."""

from __future__ import annotations

import re
from typing import Final

_FORMS: Final = {"he": ("he", "him", "his"), "they": ("they", "them", "their")}
_QUOTED: Final = re.compile(r"(“[^”]*”|\"[^\"]*\")")  # words of the shop stay what they are
_SHE: Final = re.compile(r"\b([Ss])he\b( was\b| has\b| is\b)?")
_HER: Final = re.compile(r"\b([Hh])er\b(?P<object>(?=\s+(?:to|and|or|in|on|at)\b|\s*(?:[.,;:)]|$)))?")
_PLURAL: Final = {" was": " were", " has": " have", " is": " are"}


def said_of(pronoun: str, text: str) -> str:
    """Return a sentence that is written for "she" with another pronoun; what is quoted is left alone."""
    if pronoun not in _FORMS:
        return text
    subject, whom, whose = _FORMS[pronoun]

    def she(found: re.Match[str]) -> str:
        verb = found[2] or ""
        return _like(found[1], subject) + (_PLURAL.get(verb, verb) if pronoun == "they" else verb)

    def her(found: re.Match[str]) -> str:
        return _like(found[1], whose if found["object"] is None else whom)

    parts = _QUOTED.split(text)
    parts[::2] = [_HER.sub(her, _SHE.sub(she, part)) for part in parts[::2]]
    return "".join(parts)


def _like(letter: str, word: str) -> str:
    return word.capitalize() if letter.isupper() else word
