"""Checks that a scenario outline and its examples fit: every column used, every placeholder filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gherkin.dialect import DIALECTS

from mystery_shopper.errors import one_of
from mystery_shopper.problems import Problem

_PLACEHOLDER = re.compile(r"<([^<>\s][^<>]*)>")
_SPACED = re.compile(r"<\s+([^<>]*[^<>\s])\s*>")
_OUTLINES = frozenset(word for spec in DIALECTS.values() for word in spec["scenarioOutline"])


def check_outline(name: str, scenario: dict[str, Any], background: list[Any]) -> Iterator[Problem]:
    """Yield what does not fit between the placeholders of a scenario and the columns of its examples.

    The steps of the background run before it, and are filled from the same examples.
    """
    whole = {**scenario, "steps": [*background, *scenario["steps"]]}
    used, spaced = _placeholders(whole), _spaced(whole)
    if not scenario["examples"]:
        yield from _without_examples(name, scenario, used)
        return
    for examples in scenario["examples"]:
        yield from _check_examples(name, examples, used, spaced)


def _without_examples(name: str, scenario: dict[str, Any], used: dict[str, int]) -> Iterator[Problem]:
    if scenario["keyword"] in _OUTLINES:
        line = scenario["location"]["line"]
        yield Problem(name, line, "this outline has no examples, so it would not run. Add an `Examples:` table.")
        return
    for placeholder, line in used.items():
        yield Problem(name, line, f"<{placeholder}> is filled by nothing. Add an `Examples:` table with that column.")


def _check_examples(
    name: str, examples: dict[str, Any], used: dict[str, int], spaced: dict[str, tuple[int, str]]
) -> Iterator[Problem]:
    line = examples["location"]["line"]
    header = examples.get("tableHeader")
    columns = [cell["value"] for cell in header["cells"]] if header else []
    if header is None or not examples.get("tableBody"):
        yield Problem(name, line, "these examples have no row, so nothing would run. Add a table with a heading row.")
        return
    missing = [each for each in used if each not in columns]
    unused = [each for each in columns if each not in used]
    for column in columns:
        if columns.count(column) > 1:
            yield Problem(name, header["location"]["line"], f"column '{column}' is there twice. Keep one.")
        elif column in spaced:
            line_there, said = spaced[column]
            yield Problem(
                name, line_there, f"`{said}` is no placeholder, for it begins with a space. Write `<{column}>`."
            )
        elif column in unused and not (len(missing) == len(unused) == 1):  # else one of them is the other, misspelt
            text = f"column '{column}' is used by no step.{one_of(column, used) if used else ''} Use it, or remove it."
            yield Problem(name, header["location"]["line"], text)
    for placeholder, place in used.items():
        if placeholder in missing:
            text = f"<{placeholder}> has no column in the examples of line {line}.{one_of(placeholder, columns)}"
            yield Problem(name, place, text)


def _placeholders(scenario: dict[str, Any]) -> dict[str, int]:
    """Return every placeholder with the line where it stands first: in the name, a step, a table or a text block."""
    found: dict[str, int] = {}
    for line, text in _texts(scenario):
        for each in _PLACEHOLDER.findall(text):
            found.setdefault(each, line)
    return found


def _spaced(scenario: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Return what begins with a space and would be a placeholder without it, with its line and as it is written."""
    found = ((line, each) for line, text in _texts(scenario) for each in _SPACED.finditer(text))
    return {each[1]: (line, each[0]) for line, each in found}


def _texts(scenario: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield scenario["location"]["line"], scenario["name"]
    for step in scenario["steps"]:
        line = step["location"]["line"]
        yield line, step["text"]
        yield line, step.get("docString", {}).get("content", "")
        for row in step.get("dataTable", {}).get("rows", []):
            for cell in row["cells"]:
                yield row["location"]["line"], cell["value"]
