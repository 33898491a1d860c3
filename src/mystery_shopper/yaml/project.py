"""Reads the suite's own table in ``pyproject.toml`` as the readers of YAML take it, with the line of every value."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

from mystery_shopper.errors import DataError, nearest
from mystery_shopper.problems import Problem, problems_of, shown
from mystery_shopper.yaml.files import Node, read_text

TABLE: Final = "mystery-shopper"


def read_project(path: Path, problems: list[Problem]) -> Node | None:
    """Return ``[tool.mystery-shopper]`` of a project file, or None after noting why it cannot be read.

    A file that is not there, or says nothing of us, is no problem.
    """
    if not path.is_file():
        return None
    try:
        text = read_text(path)
        tools = _tools(shown(path), text)
    except DataError as error:
        problems.extend(problems_of(error))
        return None
    reading = _Reading(shown(path), text.splitlines())
    for each in tools:
        if each != TABLE and nearest(each, [TABLE]):
            line = reading.line("tool", each)
            problems.append(Problem(shown(path), line, f"nobody reads [tool.{each}]. Did you mean [tool.{TABLE}]?"))
    return reading.node(tools[TABLE], "tool", TABLE) if TABLE in tools else None


def _tools(name: str, text: str) -> dict[str, object]:
    try:
        tools = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else max(text.count("\n"), 1)
        raise DataError(name, line, f"is not TOML: {str(error).replace(found[0], '') if found else error}.") from None
    return tools if isinstance(tools, dict) else {}


class _Reading:
    """Makes nodes of what tomllib has read, and looks up in the text where each stands."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines

    def node(self, value: object, *keys: str) -> Node:
        line = self.line(*keys)
        if isinstance(value, dict):
            return Node(self.path, line, {key: self.node(each, *keys, key) for key, each in value.items()})
        if isinstance(value, list):
            return Node(self.path, line, [self.node(each, *keys) for each in value])
        return Node(self.path, line, ("yes" if value else "no") if isinstance(value, bool) else str(value))

    def line(self, *keys: str) -> int:
        """Return the line that names the most of some nested keys: a heading, or a key below it."""
        heading: tuple[str, ...] = ()
        best, depth = 1, 0
        for number, line in enumerate(self.lines, start=1):
            found = re.match(r"\s*\[([^\[\]]+)\]", line)
            said = _parts(found[1] if found else line.partition("=")[0] if "=" in line else "")
            heading, here = (said, said) if found else (heading, heading + said)
            shared = min(len(here), len(keys))
            fits = shared if here[:shared] == keys[:shared] else 0
            if fits > depth:
                best, depth = number, fits
        return best


def _parts(written: str) -> tuple[str, ...]:
    return tuple(each.strip().strip("\"'") for each in written.split(".")) if written.strip() else ()
