"""A scenario in pytest: it is played step by step, ends as its visits ended, and says so in a sentence."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

import pytest

from mystery_shopper.cast import Cast
from mystery_shopper.collector import example_of, node_from
from mystery_shopper.crowd_hooks import member_of
from mystery_shopper.errors import HeldUp, MysteryShopperError, NotOffered, SettingsError
from mystery_shopper.report.allure import AllureReport
from mystery_shopper.report.junit import hide_in_report, junit_properties
from mystery_shopper.run import Run
from mystery_shopper.scenario import Performance, Script
from mystery_shopper.scoring.scorecard import Status
from mystery_shopper.sentences import tags_of
from mystery_shopper.stopping import why_cut_short

_PLAY: Final = pytest.StashKey[Performance]()
_LINE: Final = pytest.StashKey[int]()  # of the step that is played


class ScenarioHooks:
    """Hooks that play a scenario's steps and tell how it ended; registered by the plugin for every run of a suite."""

    def __init__(self, config: pytest.Config, run: Run, allure: AllureReport) -> None:
        self.config, self.run, self.allure = config, run, allure

    @pytest.fixture
    def cast(self, request: pytest.FixtureRequest) -> Cast:
        """The shoppers of this scenario."""
        found: Cast = request.node.stash[_PLAY].cast
        return found

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest, feature: Any, scenario: Any) -> None:
        item, root = request.node, self.run.root
        script = Script(
            feature=feature.name,
            name=scenario.name,
            file=node_from(root, item).split("::")[0],
            line=scenario.line_number,
            node=node_from(root, item),
            tags=tags_of(feature, scenario, [each.name for each in item.own_markers]),
            steps=tuple((each.keyword, each.name) for each in scenario.steps),
            parameters={key: str(value) for key, value in example_of(item).items()},
            member=member_of(item),
        )
        stage = request.getfixturevalue("stage")
        item.stash[_PLAY] = Performance(self.run, stage, self.allure, script)

    def pytest_bdd_before_step(self, request: pytest.FixtureRequest, step: Any) -> None:
        if play := request.node.stash.get(_PLAY, None):
            request.node.stash[_LINE] = step.line_number
            play.step_begins(step.keyword, step.name)

    def pytest_bdd_after_step(self, request: pytest.FixtureRequest) -> None:
        if play := request.node.stash.get(_PLAY, None):
            play.step_ends()

    def pytest_bdd_step_error(self, request: pytest.FixtureRequest, exception: Exception) -> None:
        if play := request.node.stash.get(_PLAY, None):
            play.step_ends(exception)
        if isinstance(exception, NotOffered):
            pytest.skip(str(exception))

    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest) -> None:
        play = request.node.stash.get(_PLAY, None)
        if play is None:
            return
        failed, found = [], False
        for visit, verdict in play.ends(why_cut_short()):
            request.node.user_properties.extend(junit_properties(visit))
            failed += [verdict.message] if verdict.status is not Status.PASSED else []
            found = found or bool(verdict.findings)
        went_on = play.error is None and not play.interrupted  # else what ended it goes on its own way
        if failed and (went_on or (found and isinstance(play.error, NotOffered))):
            raise HeldUp("\n".join(failed))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        play = item.stash.get(_PLAY, None)
        if play and call.when == "teardown":  # pytest keeps its items to the end, and a visit is large
            del item.stash[_PLAY]
        hide_in_report(report, self.run.redactor.text)
        if call.excinfo is None:
            return report
        trouble = call.excinfo.value
        if isinstance(trouble, MysteryShopperError):  # what happened, and not how Python got there
            told = play.failure if play and isinstance(trouble, AssertionError) else ""
            report.longrepr = self.run.redactor.text(told or self._with_place(item, trouble))
        gate_is_open = self.config.option.fail_on == "never" and isinstance(trouble, AssertionError)
        if play and gate_is_open and not play.says_nothing:
            report.outcome, report.longrepr = "passed", None  # the reports say what happened; the gate is open
        return report

    def _with_place(self, item: pytest.Item, trouble: MysteryShopperError) -> str:
        """Return an error's text, with file and line of the sentence where what the suite says cannot be done."""
        line = item.stash.get(_LINE, 0)
        if not line or not isinstance(trouble, SettingsError):
            return str(trouble)
        return f"{node_from(self.run.root, item).split('::')[0]}:{line}: {trouble}"
