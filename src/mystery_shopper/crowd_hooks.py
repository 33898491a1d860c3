"""A crowd in pytest: a test for every shopper and scenario, and a word now and then about how far they have come."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, Final

import pytest

from mystery_shopper.casting import Casting
from mystery_shopper.extras import how_to_add
from mystery_shopper.progress import Progress
from mystery_shopper.report.wording import count
from mystery_shopper.sentences import outline_of

_PARAMETER: Final = "crowd_member"
_ID: Final = re.compile(r"[\[-][a-z0-9-]+-\d{3,5}[\]-]")
MANY: Final = 10
"""Fewer visits are over before anybody wonders when (P)."""


def offer_workers(parser: pytest.Parser) -> None:
    """Where pytest-xdist is missing, let ``-n`` say so instead of being unknown."""
    if find_spec("xdist") is None:
        parser.getgroup("mystery shopper")._addoption(
            "-n", "--numprocesses", type=_no_workers, help="needs pytest-xdist"
        )


class CrowdHooks:
    """Hooks that turn scenarios into one test a shopper; registered by the plugin for every run of a suite."""

    def __init__(self, config: pytest.Config, casting: Casting) -> None:
        self.config, self.casting = config, casting
        self._progress: Progress | None = None
        self._told = False  # which scenarios have no crowd

    @pytest.fixture
    def crowd_member(self, request: pytest.FixtureRequest) -> str:
        """Which shopper of a crowd plays this scenario's part."""
        return str(request.param)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        outline = outline_of(metafunc.function)
        members = self.casting.members(outline) if outline else ()
        if members:
            metafunc.fixturenames.append(_PARAMETER)
            metafunc.parametrize(_PARAMETER, [each.id for each in members], indirect=True)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if not self.casting.asked:
            return
        alone = [each for each in items if is_scenario(each) and not member_of(each)]
        if alone:
            self.config.hook.pytest_deselected(items=alone)
            items[:] = [each for each in items if each not in alone]
        if self.casting.left_out and not items:
            raise pytest.UsageError(
                f"No scenario here is for a crowd: {self._left_out()}. Let a scenario have one part."
            )

    def pytest_report_collectionfinish(self, items: Sequence[pytest.Item]) -> list[str]:
        people = {member_of(each) for each in items} - {""}
        personas = count(len({each.rpartition("-")[0] for each in people}), "persona")
        crowd = f"a crowd of {count(len(people), 'shopper')} of {personas}, seed {self.casting.run.seed}"
        said = [crowd] if people else []
        self._told = True
        return said + ([f"without a crowd: {self._left_out()}"] if self.casting.left_out else [])

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._expect([each.nodeid for each in session.items])

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: list[str]) -> None:
        self._expect(ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._progress is None or not _of_a_crowd(report.nodeid):
            return
        if report.when == "call" or (report.when == "setup" and not report.passed):
            self._progress.ended(passed=report.passed)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workerinput"):
            session.config.workeroutput["mystery_shopper_left_out"] = self.casting.left_out  # type: ignore[attr-defined]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.casting.left_out.update(getattr(node, "workeroutput", {}).get("mystery_shopper_left_out", {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say with several workers, whose first lines nobody sees, what the first lines of a run say without."""
        if self.casting.left_out and not self._told:
            terminalreporter.write_line(f"without a crowd: {self._left_out()}")

    def _expect(self, ids: Sequence[str]) -> None:
        is_worker = hasattr(self.config, "workerinput")
        visits = sum(map(_of_a_crowd, ids))
        if self._progress is None and not is_worker and visits >= MANY:
            self._progress = Progress(visits, self._tell)

    def _tell(self, line: str) -> None:
        terminal = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None and terminal.verbosity > -2:
            terminal.ensure_newline()
            terminal.write_line(f"  {line}")

    def _left_out(self) -> str:
        return "; ".join(f"'{name}' ({why})" for name, why in self.casting.left_out.items())


def is_scenario(item: pytest.Item) -> bool:
    """Return whether a test plays a scenario."""
    return outline_of(getattr(item, "function", print)) is not None


def member_of(item: pytest.Item) -> str:
    """Return who of a crowd plays a test's scenario; empty where nobody was drawn for it."""
    return str(getattr(getattr(item, "callspec", None), "params", {}).get(_PARAMETER, ""))


def _of_a_crowd(node_id: str) -> bool:
    return ".feature::" in node_id and bool(_ID.search(node_id))


def _no_workers(number: str) -> str:
    """Return only what needs no further process."""
    if number in ("0", "1"):
        return number
    raise ArgumentTypeError(f"{number} visits at a time need the extra `parallel`: {how_to_add('parallel')}")
