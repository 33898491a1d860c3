"""A little company suite that lives the sample visits without a browser, wired to the Allure report as a plugin is."""

from __future__ import annotations

from pathlib import Path

from sample_visits import BAD_DAY, picture

from mystery_shopper.model import Visit

CONFTEST = """
import sys
from pathlib import Path
import pytest
sys.path.insert(0, {tests!r})
import allure
import sample_visits
from mystery_shopper.report.allure import install
from mystery_shopper.scoring.scorecard import verdict
from mystery_shopper.errors import Inconclusive
from mystery_shopper.secrets import Redactor

FOLDER = Path({folder!r})
VISITS = {{each.persona: each for each in sample_visits.BAD_DAY}}

def pytest_configure(config):
    for tag in ("critical", "smoke", "journey:guest-purchase", "journey:payment-trouble"):
        config.addinivalue_line("markers", f"{{tag}}: a tag")
    config.stash_allure = install(config, Redactor(["S3cret-Pa55", "4242424242424242"]).text)

def pytest_generate_tests(metafunc):
    wanted = [each.persona for each in VISITS.values() if metafunc.module.__name__ == "test_" + each.file.split("/")[1]]
    if wanted:
        metafunc.parametrize("shopper", wanted, indirect=True)

class Shopper:
    def __init__(self, visit):
        self.visit = visit
    def __repr__(self):
        return "<Shopper password=S3cret-Pa55>"

@pytest.fixture(autouse=True)
def shopper(request):
    return Shopper(VISITS[request.param])

@pytest.fixture
@allure.title("The warehouse is stocked")
def warehouse():
    with allure.step("Fill the shelves"):
        pass

def report(request):
    return request.config.stash_allure

def pytest_bdd_before_scenario(request, feature, scenario):
    visit = request.getfixturevalue("shopper").visit
    report(request).scenario_began(feature.name, scenario.name, journey_title=visit.journey_title,
                                   tags=[*scenario.tags, *feature.tags], parameters={{"size": "M"}})

def pytest_bdd_before_step(request, feature, scenario, step, step_func):
    report(request).step_began(step.keyword, step.name)

def pytest_bdd_after_step(request, feature, scenario, step, step_func, step_func_args):
    visit = request.getfixturevalue("shopper").visit
    over = [each for each in visit.findings if each.moment in step.name.split()]
    for each in over:
        report(request).finding(each, FOLDER, reproduce=visit.reproduce, shopper=visit.shopper)
    report(request).step_ended()
    if over and visit.outcome in ("blocked", "gave up") and over[-1] == visit.findings[-1]:
        rest = scenario.steps[scenario.steps.index(step) + 1:]
        report(request).steps_not_reached((each.keyword, each.name) for each in rest)
        ended(request, visit)

def pytest_bdd_step_error(request, feature, scenario, step, step_func, step_func_args, exception):
    report(request).step_ended(error=exception)

def pytest_bdd_after_scenario(request, feature, scenario):
    visit = request.getfixturevalue("shopper").visit
    if not getattr(request.node, "told", False):
        for each in visit.findings:
            if each.moment == "mail":
                report(request).finding(each, FOLDER, reproduce=visit.reproduce, shopper=visit.shopper)
        ended(request, visit)

def ended(request, visit):
    request.node.told = True
    report(request).visit_ended(visit)
    said = verdict(visit, "critical")
    if said.status == "broken":
        raise Inconclusive(said.message)
    if said.status == "failed":
        raise AssertionError(said.message)
"""

STEPS = """
import pytest
from pytest_bdd import given, parsers, scenarios, then, when
scenarios("{feature}.feature")

@given("the shop is open")
def _(warehouse): ...

@when(parsers.parse("she comes to the moment {moment} of her journey"))
def _(shopper, moment): ...

@then(parsers.parse('nobody reads "{secret}"'))
def _(secret): ...
"""

FEATURE = """
@critical @journey:{journey} @smoke
Feature: {feature}
  Scenario: {scenario}
    Given the shop is open
    When she comes to the moment arrive of her journey
    And she comes to the moment choose of her journey
    And she comes to the moment basket of her journey
    And she comes to the moment checkout of her journey
    And she comes to the moment pay of her journey
    And she comes to the moment confirm of her journey
    Then nobody reads "4242 4242 4242 4242 or S3cret-Pa55"
"""


def write(folder: Path) -> None:
    """Write the project: one feature file and test module for each feature of the sample visits."""
    (folder / "evidence").mkdir(parents=True)
    for evidence in (each for visit in BAD_DAY for finding in visit.findings for each in finding.evidence):
        if evidence.path:
            (folder / evidence.path).write_bytes(picture(evidence.path))
    tests = str(Path(__file__).parent)
    (folder / "conftest.py").write_text(CONFTEST.format(tests=tests, folder=str(folder)), "utf-8")
    for visit in {each.feature: each for each in BAD_DAY}.values():
        _feature(folder, visit)


def _feature(folder: Path, visit: Visit) -> None:
    name = visit.file.split("/")[1]
    told = FEATURE.format(journey=visit.journey, feature=visit.feature, scenario=visit.scenario)
    (folder / f"{name}.feature").write_text(told, "utf-8")
    (folder / f"test_{name}.py").write_text(STEPS.replace("{feature}", name), "utf-8")
