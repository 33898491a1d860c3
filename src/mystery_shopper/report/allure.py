"""A scenario in Allure: Gherkin steps as steps, each finding as a red sub-step where it hit, the visit as a story."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import allure_commons
import pytest
from allure_commons.model2 import Label, Parameter, Status, StatusDetails, TestResult
from allure_commons.types import AttachmentType

from mystery_shopper.model import Evidence, Finding, Outcome, Visit
from mystery_shopper.report.allure_quiet import FixtureFilter, ResultsGate, all_steps, clean, hide
from mystery_shopper.report.allure_words import (
    circumstances,
    facts,
    finding_title,
    in_full,
    labels,
    labels_of_tags,
    picture,
)
from mystery_shopper.report.story import in_short, story
from mystery_shopper.report.wording import TO_WATCH, by_title, listed
from mystery_shopper.scoring.scorecard import UNHAPPY, told, worst

AFTER: Final = "After the last step"
"""The step that holds what came to light when all steps were done, such as an e-mail that never came."""

_HOOK: Final = allure_commons.plugin_manager.hook
_TYPES: Final[Mapping[str, Any]] = {
    ".png": AttachmentType.PNG,
    ".jpg": AttachmentType.JPG,
    ".jpeg": AttachmentType.JPG,
    ".webm": AttachmentType.WEBM,
    ".json": AttachmentType.JSON,
    ".html": AttachmentType.HTML,
    ".zip": "application/zip",  # Allure's own type for traces opens a viewer on the network
}


def install(config: pytest.Config, redact: Callable[[str], str] = str) -> AllureReport:
    """Return the report of this run; without ``--alluredir`` it is there and does nothing.

    Call it from ``pytest_configure``. ``redact`` masks secrets; it is asked again for every text, so it may learn.
    """
    active = bool(config.getoption("allure_report_dir", default=None))
    report = AllureReport(active=active, redact=redact)
    if active:
        quiet = FixtureFilter()
        config.pluginmanager.register(quiet, "mystery_shopper_allure_quiet")
        for plugin in (report.gate, quiet, report):
            allure_commons.plugin_manager.register(plugin)
            config.add_cleanup(_forget(plugin))
    return report


class AllureReport:
    """Our hooks on top of allure-pytest, called in the order of a scenario's life."""

    def __init__(self, *, active: bool, redact: Callable[[str], str] = str) -> None:
        self.active = active
        self.gate = ResultsGate()
        self._redact = redact
        self._open: list[str] = []
        self._scenario = ""
        self._in_scenario = False
        self._parameters: dict[str, str] = {}
        self._visits: list[Visit] = []
        self._failing: list[Finding] = []
        self._pictures: dict[str, str] = {}  # fingerprint -> the picture that proves it, as markdown

    def scenario_began(
        self,
        feature: str,
        scenario: str,
        *,
        journey_title: str = "",
        tags: Iterable[str] = (),
        description: str = "",
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """Name the test: epic is the journey, then feature and scenario; ``parameters`` are the example's values.

        ``tags`` become labels when they are severities or read ``name:value``; the others are tags already.
        """
        self._scenario, self._in_scenario, self._open, self._visits = scenario, True, [], []
        self._pictures, self._failing = {}, []
        self._parameters = dict(parameters or {})
        if not self.active:
            return
        _HOOK.add_title(test_title=scenario)
        named = [("epic", journey_title or feature), ("feature", feature), ("story", scenario)]
        for name, value in [*named, *labels_of_tags(tags)]:
            _HOOK.add_label(label_type=name, labels=[value])
        if description:
            _HOOK.add_description(test_description=description)

    def step_began(self, keyword: str, text: str) -> None:
        """Open a Gherkin step."""
        if self.active:
            self._close_all()
            self._start(f"{keyword.strip()} {text}")

    def step_ended(self, status: str = "passed", error: BaseException | None = None) -> None:
        """Close the Gherkin step: passed, failed (the shop), broken (ours) or skipped; an error tells by its type."""
        if self.active and self._open:
            self._stop(error or _as_error(status))

    def steps_not_reached(self, steps: Iterable[tuple[str, str]]) -> None:
        """Show the steps that the shopper never came to, as skipped: pairs of keyword and text."""
        if self.active:
            self._close_all()
        for keyword, text in steps if self.active else ():
            self._start(f"{keyword.strip()} {text}")
            self._stop(pytest.skip.Exception("The visit ended before this step."))

    def finding(self, finding: Finding, folder: Path, *, reproduce: str = "", shopper: str = "") -> None:
        """Show a finding as a red sub-step of the step that is open, with its evidence from ``folder``.

        ``reproduce`` is the command that shows it again; ``shopper`` says whom it met, with persona and device.
        """
        if not self.active:
            return
        if not self._open:
            self._start(AFTER)
        self._start(finding_title(finding), facts(finding, shopper))
        for evidence in finding.evidence:
            self._attach(evidence, folder)
        if reproduce:
            self._note("How to see it again", f"{reproduce}\n\n{TO_WATCH}")
        self._stop(AssertionError(in_full(finding)))
        self._pictures[finding.fingerprint] = picture(finding, folder)

    def visit_ended(self, visit: Visit, failing: Iterable[Finding] = ()) -> None:
        """Tell the visit as the description and label the test with what was found; several shoppers add up.

        ``failing`` are the findings that the gate does not let pass.
        """
        if not self.active:
            return
        self._close_all()
        self._visits.append(visit)
        self._failing += failing
        names = listed(each.persona_name or each.persona for each in self._visits)
        _HOOK.add_title(test_title=f"{self._scenario} ({names})")
        stories = "\n\n---\n\n".join(story(each) for each in self._visits)
        shown = next((self._pictures.get(each.fingerprint, "") for each in self._worst()), "")
        _HOOK.add_description(test_description=f"{shown}\n\n{stories}" if shown else stories)
        for name, value in labels(visit):
            _HOOK.add_label(label_type=name, labels=[value])

    def attach(self, path: Path, title: str) -> None:
        """Attach a file to what is open now; a file that is not there is left out, for evidence never fails a test."""
        if self.active and path.is_file():
            kind, extension = _TYPES.get(path.suffix, AttachmentType.TEXT), path.suffix.lstrip(".")
            _HOOK.attach_file(source=str(path), name=self._redact(title), attachment_type=kind, extension=extension)

    @allure_commons.hookimpl(tryfirst=True)
    def report_result(self, result: TestResult) -> None:
        """Allure's hook, called before a result is written: the last chance to make it readable and stable."""
        clean(result)
        if self._in_scenario:
            self._complete(result)
        hide(result, self._redact)
        self._in_scenario = False

    def _complete(self, result: TestResult) -> None:
        """Add what only the end of the scenario knows."""
        examples = [Parameter(name, value) for name, value in self._parameters.items()]
        others = [each for each in result.parameters if each.name not in self._parameters]
        result.parameters = [*others, *examples, *circumstances(self._visits)]
        if found := self._worst():
            result.labels = [each for each in result.labels if each.name != "severity"]
            result.labels += [Label("severity", each.severity.value) for each in found]
            _lead(result, [*found, *self._failing], self._visits)
        _say_whose_fault(result, self._visits)
        _say_once(result, self._visits)
        who = sorted({each.member or each.persona for each in self._visits})  # each of a crowd is a test of its own
        identity = json.dumps([result.fullName, who, sorted(self._parameters.items())])
        result.historyId = hashlib.md5(identity.encode(), usedforsecurity=False).hexdigest()

    def _worst(self) -> list[Finding]:
        """Return the heaviest finding of all visits, as a list of none or one."""
        found = [each for each in map(worst, self._visits) if each is not None]
        return [max(found, key=lambda each: each.severity.rank)] if found else []

    def _start(self, title: str, facts: Mapping[str, str] | None = None) -> None:
        self._open.append(str(uuid.uuid4()))
        shown = {name: self._redact(value) for name, value in (facts or {}).items()}
        _HOOK.start_step(uuid=self._open[-1], title=self._redact(title), params=shown)

    def _stop(self, error: BaseException | None) -> None:
        _HOOK.stop_step(
            uuid=self._open.pop(),
            exc_type=type(error) if error else None,
            exc_val=error,
            exc_tb=error.__traceback__ if error else None,
        )

    def _close_all(self) -> None:
        while self._open:
            self._stop(None)

    def _attach(self, evidence: Evidence, folder: Path) -> None:
        if evidence.path:
            self.attach(folder / evidence.path, evidence.title)
        if evidence.text:
            self._note(evidence.title, evidence.text)

    def _note(self, title: str, text: str) -> None:
        body, name = self._redact(text), self._redact(title)
        _HOOK.attach_data(body=body, name=name, attachment_type=AttachmentType.TEXT, extension="txt")


def _lead(result: TestResult, findings: Iterable[Finding], visits: list[Visit]) -> None:
    """Let a failure begin with how its visits ended, and tell of all that failed it.

    The first line is what the report repeats below the steps, so it must be no finding's: each stands in its own step.
    """
    details = result.statusDetails
    if details is None or result.status != Status.FAILED:
        return
    theirs = [finding for each in visits for finding in each.findings]
    said = [each for each in (details.message or "").splitlines() if by_title(each, theirs) == each]
    details.message = "\n".join(dict.fromkeys([*map(in_short, visits), *map(told, findings), *said]))


def _say_once(result: TestResult, visits: list[Visit]) -> None:
    """Name findings by their titles where a step's own error repeats them, for each has a step with its sentence."""
    theirs = [finding for each in visits for finding in each.findings]
    for each in all_steps(result):
        if each.statusDetails is not None:
            each.statusDetails.message = by_title(each.statusDetails.message or "", theirs)


def _say_whose_fault(result: TestResult, visits: list[Visit]) -> None:
    """Let a test be broken and not failed whose visit says nothing of the shop, whatever ended it."""
    ended = {each.outcome for each in visits}
    told = any(each.outcome in UNHAPPY or each.unmet for each in visits)
    if result.status != Status.FAILED or Outcome.INCONCLUSIVE not in ended or told:
        return
    result.status = Status.BROKEN
    why = next(each.reason for each in visits if each.outcome is Outcome.INCONCLUSIVE)
    result.statusDetails = StatusDetails(message=f"Inconclusive: {why}")


def _as_error(status: str) -> BaseException | None:
    if status == "skipped":
        return pytest.skip.Exception("Not reached.")
    if status == "failed":
        return AssertionError("The shopper could not do this.")
    return RuntimeError("This step broke.") if status == "broken" else None


def _forget(plugin: object) -> Callable[[], None]:
    def forget() -> None:
        allure_commons.plugin_manager.unregister(plugin)

    return forget
