"""Gherkin keywords that are nearly right: what the parser swallows as a description or refuses without a word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

from gherkin.dialect import DIALECTS

HEADINGS: Final = ("feature", "rule", "background", "scenarioOutline", "scenario", "examples")
STEPS: Final = ("given", "when", "then", "and", "but")
# Words that begin an ordinary sentence of a description and are close to a keyword.
_ORDINARY: Final = frozenset(
    {
        *("the", "they", "them", "there", "their", "these", "than", "an", "any", "all", "are", "who", "what", "where"),
        *(
            "why",
            "which",
            "while",
            "with",
            "even",
            "also",
            "alors",
            "quand",
            "les",
            "des",
            "une",
            "wenn",
            "und",
            "dann",
        ),
    }
)


def headings(language: str) -> list[str]:
    """Return the words before a colon that begin a part of a feature, in a language."""
    return [word for part in HEADINGS for word in _words(language, part)]


def step_words(language: str) -> list[str]:
    """Return the words that begin a step, in a language, without their trailing space."""
    return [word.strip() for part in STEPS for word in _words(language, part) if word.strip() != "*"]


def misspelt_heading(line: str, language: str) -> str:
    """Return the heading that a line means to begin with (``Scenrio: ...`` -> ``Scenario``), or an empty string."""
    found = re.match(r"\s*([^\W\d_][\w' ]*?)\s*:", line)
    return _near(found[1], headings(language), 0.75) if found else ""


def heading_without_colon(line: str, language: str) -> str:
    """Return the line as it is meant (``Scenario Kim buys`` -> ``Scenario: Kim buys``), or an empty string."""
    said = line.strip()
    found = next((each for each in headings(language) if said.startswith(f"{each} ") and ":" not in said), "")
    return f"{found}: {said.removeprefix(found).strip()}" if found else ""


def misspelt_step(line: str, language: str) -> str:
    """Return the step keyword that a line means to begin with (``Whn she ...`` -> ``When``), or an empty string."""
    words = line.split()
    if len(words) < 2 or words[0].casefold() in _ORDINARY:
        return ""
    return _near(words[0], [each for each in step_words(language) if " " not in each], 0.75)


def begins_step(line: str, language: str) -> str:
    """Return what follows a right step keyword, or an empty string when the line begins with none."""
    stripped = line.strip()
    for word in sorted(step_words(language), key=len, reverse=True):
        if stripped.startswith(word + " "):
            return stripped[len(word) :].strip()
    return ""


def other_language(line: str) -> str:
    """Return the language whose word for a feature begins the line (``Fonctionnalité:`` -> ``fr``), or empty."""
    heading = line.partition(":")[0].strip()
    return next((each for each in DIALECTS if heading in _words(each, "feature")), "")


def _words(language: str, part: str) -> Iterator[str]:
    spec: dict[str, list[str]] = dict(DIALECTS.get(language, DIALECTS["en"]))  # type: ignore[arg-type]
    yield from spec[part]


def _near(word: str, valid: list[str], cutoff: float) -> str:
    if word in valid:
        return ""
    folded = {each.casefold(): each for each in reversed(valid)}
    swapped = [each for each in folded if sorted(each) == sorted(word.casefold())]  # Adn
    found = swapped or difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""
