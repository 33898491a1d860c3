"""Checks the words of the steps: known sentences, known names, and tables that somebody takes."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from mystery_shopper.addresses import path_problem
from mystery_shopper.cards import unpublished_number
from mystery_shopper.errors import did_you_mean
from mystery_shopper.lint.invisible import as_it_looks, hidden
from mystery_shopper.lint.names import PRONOUNS, Names, card_problem, severity_problem
from mystery_shopper.lint.sentences import (
    SentenceMatch,
    Sentences,
    explained,
    nearest,
    of_the_example,
    repaired,
    with_quotes,
)
from mystery_shopper.lint.values import VALUES
from mystery_shopper.problems import Problem

_NOBODY_ALONE: Final = frozenset({"we", "you", "one", "someone", "somebody", "everybody", "everyone", "nobody"})
_OF_EACH_KIND: Final = ("1", "x", "1 s")
"""A value for any gap of a sentence: a number or an amount, a word or a name, a duration."""


class StepChecker:
    """Checks steps and tags against the catalogue and the names; remembers each text, because steps repeat."""

    def __init__(self, sentences: Sentences | None, names: Names) -> None:
        self.sentences = sentences
        self._names = names
        self._match = cache(sentences.match) if sentences is not None else None
        self._help = cache(self._unknown)

    def check(self, name: str, scenario: dict[str, Any], tags: list[Any], before: list[Any]) -> Iterator[Problem]:
        """Yield what is wrong with the tags and the steps of one scenario, the background's steps included."""
        all_tags = [*tags, *scenario["tags"], *(tag for each in scenario["examples"] for tag in each["tags"])]
        for tag in all_tags:
            problem = self._names.tag_problem(tag["name"].removeprefix("@"))
            if problem:
                yield Problem(name, tag["location"]["line"], problem)
        for tag in (tag for each in scenario["examples"] for tag in each["tags"]):
            if tag["name"].startswith("@shoppers("):
                problem = f"'{tag['name']}' holds for a scenario, a rule or a feature. Write it above one of these."
                yield Problem(name, tag["location"]["line"], problem)
        if self._match is None:
            return
        journey = next((tag["name"][9:] for tag in reversed(all_tags) if tag["name"].startswith("@journey:")), "")
        met: dict[str, str] = {}
        for step in [*before, *scenario["steps"]]:
            yield from self._check_step(name, step, scenario, journey, met)

    def _check_step(
        self, name: str, step: dict[str, Any], scenario: dict[str, Any], journey: str, met: dict[str, str]
    ) -> Iterator[Problem]:
        assert self._match is not None
        line = step["location"]["line"]
        match = None
        for text, row_line, cells in _expanded(step, scenario):
            match = self._match(text)
            if match is None and (column := self._odd_column(step["text"], cells)):
                told = f"the column '{column}' holds '{cells[column]}' here, and {self._help(text)}"
                yield Problem(name, row_line, told)
                continue
            if match is None:
                yield Problem(name, line, self._help(text))
                return
            yield from self._check_arguments(name, row_line or line, match, journey)
            if problem := _stranger(match, met):
                yield Problem(name, row_line or line, problem)
        if match is not None:
            yield from _check_extras(name, step, match)

    def _odd_column(self, text: str, cells: Mapping[str, str]) -> str:
        """Return the column whose cell alone keeps a sentence from being known; empty when it is not known anyhow."""
        assert self._match is not None
        used = [each for each in cells if f"<{each}>" in text]
        tried = [(each, {**cells, each: value}) for each in used for value in _OF_EACH_KIND]
        tried += [(used[0], dict.fromkeys(cells, value)) for value in _OF_EACH_KIND if len(used) > 1]
        return next((column for column, values in tried if self._match(_filled(text, values)) is not None), "")

    def _check_arguments(self, name: str, line: int, match: SentenceMatch, journey: str) -> Iterator[Problem]:
        if not match.shipped:
            return  # a company's own sentence may mean something else by these words
        checks: dict[str, Callable[[str], str]] = {
            "persona": self._names.persona_problem,
            "journey": self._names.journey_problem,
            "moment": lambda value: self._names.moment_problem(value, journey),
            "card": card_problem,
            "path": path_problem,
            "kind": self._names.kind_problem,
            "owner": self._names.owner_problem,
            "severity": severity_problem,
            **VALUES,
        }
        for argument, check in checks.items():
            value = str(match.args.get(argument, "<"))
            told_below = argument == "card" and unpublished_number(value)
            problem = "" if told_below or "<" in value else check(value)
            if problem:
                yield Problem(name, line, problem)
        if number := next(filter(None, (unpublished_number(str(each)) for each in match.args.values())), ""):
            problem = f"'{number}' passes the check of card numbers and is no published test card, so nobody types it."
            yield Problem(name, line, f"{problem} `mystery-shopper cards` lists those that can be used.")

    def _unknown(self, text: str) -> str:
        assert self.sentences is not None
        looks = as_it_looks(text)
        if looks != text and (self.sentences.match(looks) is not None or repaired(looks, self.sentences)):
            return f"the sentence '{looks}' holds {hidden(text)}"
        meant = repaired(text, self.sentences)
        if meant:
            return f"nobody knows the sentence '{text}'. Did you mean '{meant}'?"
        if theirs := of_the_example(text):
            return f"nobody knows the sentence '{text}'. {theirs}"
        quoting = with_quotes(text, self.sentences)
        near = ([quoting] if quoting else []) + nearest(text, self.sentences.all(), 2 if quoting else 3)
        hint = "".join(f"\n    {each}" for each in near)
        known = f" The nearest known sentences:{hint}" if near else " `mystery-shopper words` lists the known ones."
        taught = f"\n  A programmer can teach it: mystery-shopper words --stub {shlex.quote(text)}"
        return f"nobody knows the sentence '{text}'.{known}{explained(near)}{taught}"


def _stranger(match: SentenceMatch, met: dict[str, str]) -> str:
    """Return what is wrong when somebody acts whom nobody has introduced, or an empty string; note who has been."""
    who = str(match.args.get("who", ""))
    if match.introduces:
        met.setdefault(who.casefold(), who)
        return ""
    if who.casefold() in met.keys() | PRONOUNS | {""}:
        return ""
    if who.casefold() in _NOBODY_ALONE:
        return f"'{who}' is nobody of this scenario. Say who acts: `she`, `he`, `they`, `I`, or a name given before."
    people = sorted(name for key, name in met.items() if key not in PRONOUNS and key)
    so_far = f"nobody in this scenario is called '{who}' (so far: {', '.join(people) or 'nobody yet'})."
    return f'{so_far}{did_you_mean(who, people)} Introduce them: Given {who} is "a persona".'


def _expanded(step: dict[str, Any], scenario: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield the step's text for every row of the examples, with the row's line and cells; 0 where no row changes it."""
    text = step["text"]
    rows = [(each["tableHeader"], row) for each in scenario["examples"] for row in each.get("tableBody", [])]
    if "<" not in text or not rows:
        yield text, 0, {}
        return
    for header, row in rows:
        columns, values = ([each["value"] for each in part["cells"]] for part in (header, row))
        cells = dict(zip(columns, values, strict=True))
        yield _filled(text, cells), row["location"]["line"], cells


def _filled(text: str, cells: Mapping[str, str]) -> str:
    for column, cell in cells.items():
        text = text.replace(f"<{column}>", cell)
    return text


def _check_extras(name: str, step: dict[str, Any], match: SentenceMatch) -> Iterator[Problem]:
    for key, takes, what in (
        ("dataTable", match.takes_table, "a table"),
        ("docString", match.takes_docstring, "a text block"),
    ):
        if key in step and not takes:
            line = step[key]["location"]["line"]
            problem = f"'{step['text']}' takes no {what.removeprefix('a ')}: {what} here would be ignored. Remove it."
            yield Problem(name, line, problem)
