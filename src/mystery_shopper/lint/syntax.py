"""Says in plain words why a feature file cannot be parsed, and finds what the parser took for a description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from gherkin.dialect import DIALECTS
from gherkin.errors import NoSuchLanguageException, ParserError, UnexpectedEOFException

from mystery_shopper.errors import one_of
from mystery_shopper.lint.keywords import (
    STEPS,
    begins_step,
    heading_without_colon,
    headings,
    misspelt_heading,
    misspelt_step,
    other_language,
    step_words,
)
from mystery_shopper.lint.sentences import Sentences, likeness
from mystery_shopper.problems import Problem

_UNDER_A_SCENARIO: Final = "Put it under a scenario."
_LANGUAGES: Final = ("en", "fr", "de", "es", "it", "nl", "pl", "pt")


def syntax_problems(name: str, error: ParserError, text: str) -> Iterator[Problem]:
    """Yield what the parser refuses, and the misspelt headings that it has swallowed."""
    errors = getattr(error, "errors", [error])
    errors = [each for each in errors if isinstance(each, NoSuchLanguageException)] or errors
    nothing_read = "#FeatureLine" in str(errors[0]) or isinstance(errors[0], NoSuchLanguageException)
    first_of_line: dict[int, Problem] = {}
    for each in errors[:1] if nothing_read else errors:
        problem = _syntax_problem(name, each, text)
        first_of_line.setdefault(problem.line, problem)
    yield from first_of_line.values()
    language = language_of(text)
    for number, line in enumerate([] if nothing_read else text.splitlines(), start=1):
        heading = misspelt_heading(line, language)
        if heading and number not in first_of_line:
            yield Problem(name, number, f"'{line.strip()}' begins nothing. Did you mean '{heading}:'?")


def check_description(
    name: str, part: dict[str, Any], lines: list[str], language: str, sentences: Sentences | None
) -> Iterator[Problem]:
    """Yield the lines of a description that were meant as a scenario or a step, and so would never run."""
    if not part.get("description", "").strip():
        return
    for number in _description_lines(part, lines):
        line = lines[number - 1]
        if heading := misspelt_heading(line, language):
            yield Problem(name, number, f"'{line.strip()}' begins nothing. Did you mean '{heading}:'?")
            return  # what follows belongs to it
        heading = _meant_heading(line, language, lines[number:])
        meant = heading or _meant_step(line, language, sentences)
        if meant:
            yield Problem(name, number, f"'{line.strip()}' is read as a description and would never run. {meant}")
        if heading or meant == _UNDER_A_SCENARIO:
            return


def _syntax_problem(name: str, error: ParserError, text: str) -> Problem:
    """Return a parser's error as a problem that says what to do."""
    line = int(getattr(error, "location", {}).get("line", 0))
    lines = text.splitlines()
    written = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Problem(name, min(line, max(len(lines), 1)), _diagnosis(error, written, text))


def _meant_heading(line: str, language: str, below: list[str]) -> str:
    """Say what is missing of a heading without a colon; only where steps follow, for a description may begin so too."""
    meant = heading_without_colon(line, language)
    following = next((each for each in below if each.strip()), "")
    return f"Its colon is missing: `{meant}`." if meant and begins_step(following, language) else ""


def _meant_step(line: str, language: str, sentences: Sentences | None) -> str:
    rest = begins_step(line, language)
    if rest:
        known = sentences is not None and sentences.match(rest) is not None
        return _UNDER_A_SCENARIO if known else ""
    if sentences is not None and sentences.match(line.strip()) is not None:
        return f"Begin it with Given, When, Then, And or But, as in `And {line.strip()}`."
    keyword = misspelt_step(line, language)
    if not keyword:
        return ""
    rest = line.split(maxsplit=1)[1]
    if sentences is not None and sentences.match(rest) is None and likeness(rest, sentences.all()) < 0.7:
        return ""
    return f"Did you mean '{keyword}'?"


def _description_lines(part: dict[str, Any], lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that hold a part's description: they follow its heading."""
    wanted = [each.strip() for each in part["description"].splitlines() if each.strip()]
    number = int(part["location"]["line"])
    for each in wanted:
        while number < len(lines) and lines[number].strip() != each:
            number += 1
        if number >= len(lines):
            return
        number += 1
        yield number


def _diagnosis(error: ParserError, written: str, text: str) -> str:
    language = language_of(text)
    if isinstance(error, NoSuchLanguageException):
        wanted = re.sub(r"\W*language\s*:\s*", "", written)
        return f"there is no language '{wanted}'.{one_of(wanted, _LANGUAGES)}"
    if isinstance(error, UnexpectedEOFException):
        marks = text.count('"""') % 2 or text.count("```") % 2
        return "the file ends inside a text block. Close it with the same three marks." if marks else _unfinished(text)
    if "inconsistent cell count" in str(error):
        return f"this row of the table has another number of cells than the first: {written}"
    if "whitespace" in str(error):
        if broken := re.search(r"(@\w+:)\s+([^\s@]+)", written):
            return f"no space may follow the colon of a tag: {written}. Write `{broken[1]}{broken[2]}`."
        return f"a tag may hold no space: {written}. Write a hyphen, as in @owner:Customer-Service."
    return f"'{written}' stands where it cannot be read. {_remedy(written, language, text)}"


def _remedy(written: str, language: str, text: str) -> str:
    heading, keyword = misspelt_heading(written, language), misspelt_step(written, language)
    other = other_language(written)
    if other and other != language:
        return f"It is written in another language: add the line `# language: {other}` at the top of the file."
    if heading or keyword:
        return f"Did you mean '{heading + ':' if heading else keyword}'?"
    if meant := heading_without_colon(written, language):
        return f"Its colon is missing: `{meant}`."
    if re.match(r"(journey|persona|owner|severity):\S|shoppers\(", written):
        return f"A tag begins with @: `@{written}`."
    first_word = written.partition(":")[0]
    if first_word in DIALECTS[language]["background"]:
        return "A feature has one background, before its first scenario. Move it there."
    if first_word in DIALECTS["en"]["feature"] or first_word in headings(language):
        missing = not re.search(rf"^\s*(?:{'|'.join(_features(language))})\s*:", text, re.MULTILINE)
        return "Write a `Feature:` line above it." if missing else "A file holds one feature, and each part its place."
    if any(written.startswith(each + " ") for each in step_words(language)):
        return "A step belongs under a scenario: write a `Scenario:` line above it."
    if spoken := next((each for each in _LANGUAGES if begins_step(written, each)), ""):
        return (
            f"It begins as in another language. Begin it with {_first_words(language)}, or write the whole file in "
            f"that language and `# language: {spoken}` above it."
        )
    if written in step_words(language):
        return f"Nothing follows it. Write what happens, as in `{written} she opens the shop`."
    rest = written.lstrip("-* ")
    return f"A step begins with {_first_words(language)}, as in `And {rest}`; a row with `|`, a comment with `#`."


def _first_words(language: str) -> str:
    words = [next(iter(DIALECTS[language][part][1:]), "").strip() for part in STEPS]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _unfinished(text: str) -> str:
    last = next((each.strip() for each in reversed(text.splitlines()) if each.strip()), "")
    return f"the file ends too early, after '{last}'. Write what the line announces, or remove it."


def language_of(text: str) -> str:
    """Return the language that a file says it is written in; one that is not there is told, and taken for English."""
    found = re.search(r"^\s*#\s*language\s*:\s*([\w-]+)", text, re.MULTILINE)
    return found[1] if found and found[1] in DIALECTS else "en"


def _features(language: str) -> list[str]:
    return list(DIALECTS.get(language, DIALECTS["en"])["feature"])
