"""Says so when there is nothing to play: no features, or marks that a project always asks for and nothing has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mystery_shopper.suite import nothing_to_play


@dataclass
class LeftOut:
    """A plugin of pytest's: counts what its selections leave out, words (``-k``) before marks (``-m``)."""

    config: pytest.Config
    root: Path  # of the suite
    _groups: list[int] = field(default_factory=list)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self._groups.append(len(items))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not terminalreporter._numcollected and not terminalreporter.stats.get("error"):
            for each in nothing_to_play(self.root, "start pytest in the suite's folder."):
                terminalreporter.write_line(str(each))
        marks = self.config.option.markexpr
        by_marks = self._groups[1:] if self.config.option.keyword else self._groups
        nothing_left = terminalreporter._numcollected == sum(self._groups)
        if by_marks and nothing_left and self.is_usual(marks):
            left_out = f"{sum(by_marks)} scenario{'' if sum(by_marks) == 1 else 's'}"
            terminalreporter.write_line(
                f'Nothing was played: the marks that this project always asks for, -m "{marks}", leave out the '
                f'{left_out} asked for. To play what was asked for, whatever its marks: add -m ""'
            )

    def is_usual(self, marks: str) -> bool:
        """Say whether the marks stand in the project's settings, and nobody has asked for them."""
        return bool(marks) and marks in self.config.getini("addopts")
