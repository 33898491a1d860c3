"""What Allure must not show: fixtures that are machinery, raw parameters, tracebacks of our own, and secrets."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from typing import Any, Final

import allure_commons
import pytest
from allure_commons.model2 import ExecutableItem, Label, Parameter, Status, TestResult, TestResultContainer

MACHINERY: Final = frozenset(
    {"_pytest", "anyio", "faker", "mystery_shopper", "pytest_base_url", "pytest_bdd", "pytest_playwright", "xdist"}
)
"""Packages whose fixtures are no news to a reader; a company's own fixtures stay."""

_OURS: Final = re.compile(r"^(?:mystery_shopper[\w.]*\.\w+|(?:[\w.]*\.)?(?:AssertionError|Skipped)): *")
_RAW_PARAMETERS: Final = frozenset({"_pytest_bdd_example", "crowd_member", "shopper"})
_NOISE_LABELS: Final = frozenset({"package", "language", "framework"})
_TOLD_OTHERWISE: Final = re.compile(r"^(journey|persona|owner|device):")


class _Unwanted(Exception):
    """Ends the report of a container before it reaches the disk."""


class FixtureFilter:
    """Keeps the containers of machinery fixtures from being written; one that failed is kept, because it explains.

    Register it with pytest (to see which fixtures are set up) and with Allure (to see what is about to be written).
    """

    def __init__(self) -> None:
        self._machinery: set[str] = set()
        self._company: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> None:
        name = getattr(fixturedef.func, "__allure_display_name__", fixturedef.argname)
        package = str(getattr(fixturedef.func, "__module__", "")).split(".")[0]
        step = fixturedef.argname.startswith("pytestbdd_")
        (self._machinery if step or package in MACHINERY else self._company).add(name)

    @allure_commons.hookimpl(wrapper=True)
    def report_container(self, container: TestResultContainer) -> Iterator[None]:
        container.befores = [each for each in container.befores if self._wanted(each)]
        container.afters = [each for each in container.afters if self._wanted(each)]
        if not container.befores and not container.afters:
            raise _Unwanted
        yield

    def _wanted(self, fixture: ExecutableItem) -> bool:
        if fixture.status in (Status.FAILED, Status.BROKEN):
            return True
        name, _, finalizer = str(fixture.name).partition("::")
        return finalizer != "<lambda>" and (name not in self._machinery or name in self._company)


class ResultsGate:
    """The outer half of the filter: an unwanted container goes nowhere, and what finds no room on the disk is counted.

    A full disk must end neither the visit that is being told nor the run.
    """

    def __init__(self) -> None:
        self.lost: list[str] = []
        """Why something could not be written, once for each file."""

    @allure_commons.hookimpl(wrapper=True, tryfirst=True)
    def report_container(self) -> Generator[None, Any, Any]:
        try:
            return (yield from self._kept())
        except _Unwanted:
            return None

    @allure_commons.hookimpl(wrapper=True, tryfirst=True)
    def report_result(self) -> Generator[None, Any, Any]:
        return (yield from self._kept())

    @allure_commons.hookimpl(wrapper=True, tryfirst=True)
    def report_attached_file(self) -> Generator[None, Any, Any]:
        return (yield from self._kept())

    @allure_commons.hookimpl(wrapper=True, tryfirst=True)
    def report_attached_data(self) -> Generator[None, Any, Any]:
        return (yield from self._kept())

    def _kept(self) -> Generator[None, Any, Any]:
        try:
            return (yield)
        except OSError as trouble:
            self.lost.append(trouble.strerror or str(trouble))
            return None


def clean(result: TestResult) -> None:
    """Make a result fit for a reader: no raw parameters, no labels about the machinery, no traceback of our own."""
    result.parameters = [_readable(each) for each in result.parameters if each.name not in _RAW_PARAMETERS]
    result.labels = [each for each in result.labels if _informs(each)]
    for item in all_steps(result):
        _plain_details(item)


def hide(item: Any, redact: Callable[[str], str]) -> None:
    """Mask the secrets in every text of an Allure item, however deep."""
    for name, value in vars(item).items():
        if isinstance(value, str):
            setattr(item, name, redact(value))
        elif isinstance(value, list):
            setattr(item, name, [redact(each) if isinstance(each, str) else each for each in value])
            for each in value:
                if hasattr(each, "__attrs_attrs__"):
                    hide(each, redact)
        elif hasattr(value, "__attrs_attrs__"):
            hide(value, redact)


def all_steps(item: ExecutableItem) -> Iterator[ExecutableItem]:
    """Yield a test or a step and all steps within it, however deep."""
    yield item
    for step in item.steps:
        yield from all_steps(step)


def _plain_details(item: ExecutableItem) -> None:
    """Drop the exception's class name, and the traceback where the shop is at fault: it shows our code, not theirs."""
    details = item.statusDetails
    if details is None or not _OURS.match(details.message or ""):
        return
    details.message = _OURS.sub("", details.message).strip()
    if item.status in (Status.FAILED, Status.SKIPPED):
        details.trace = None


def _informs(label: Label) -> bool:
    """Leave out labels about the machinery, and tags that are labels of their own already."""
    return label.name not in _NOISE_LABELS and not (label.name == "tag" and _TOLD_OTHERWISE.match(str(label.value)))


def _readable(parameter: Parameter) -> Parameter:
    """Take off the quotes that Allure's Python side puts around texts."""
    value = str(parameter.value)
    if len(value) > 1 and value[0] == value[-1] == "'":
        parameter.value = value[1:-1]
    return parameter
