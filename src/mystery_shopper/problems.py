"""One complaint about a file that people write, and how many of them become one error."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mystery_shopper.card_numbers import masked_numbers
from mystery_shopper.errors import DataError


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """What is wrong, and where; ``line`` 0 means the file or folder as a whole."""

    path: str
    line: int
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", masked_numbers(self.text))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}" if self.line else f"{self.path}: {self.text}"


class Mistakes(DataError):
    """Everything that is wrong with some files: the text is the first problem, ``problems`` are all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first, more = problems[0], len(problems) - 1
        tail = f" (and {more} more: run `mystery-shopper check` to see {'them' if more > 1 else 'it'})" if more else ""
        super().__init__(first.path, first.line or None, first.text + tail)


def raise_first(problems: Sequence[Problem]) -> None:
    """Raise Mistakes, a DataError that tells the first problem and counts the rest; do nothing when there is none."""
    if problems:
        raise Mistakes(problems)


def problems_of(error: DataError) -> tuple[Problem, ...]:
    """Return the problems that an error stands for, one or many."""
    if isinstance(error, Mistakes):
        return error.problems
    return (Problem(str(error.path), error.line or 0, error.problem),)


def shown(path: Path | str) -> str:
    """Return a path as messages show it: relative to the current folder where it lies inside."""
    absolute = os.path.abspath(path)
    here = os.getcwd()
    inside = absolute.startswith(here + os.sep)
    return os.path.relpath(absolute, here) if inside else str(path)
