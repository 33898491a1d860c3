"""What a reader of the Allure report sees of a bad day, and what must never be in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import allure_project
import pytest
from allure_commons import model2
from allure_commons.model2 import Status
from sample_visits import BAD_DAY, DECLINE, DECLINED, DRIFT, GOOD, LEFT, PRICE, SLOW

from mystery_shopper.model import Outcome, Visit
from mystery_shopper.report import allure
from mystery_shopper.report.allure import AFTER, AllureReport
from mystery_shopper.report.allure_extras import write_extras
from mystery_shopper.report.allure_quiet import hide
from mystery_shopper.report.allure_words import WORST, finding_title
from mystery_shopper.report.story import story
from mystery_shopper.report.wording import TO_WATCH
from mystery_shopper.scoring.scorecard import told

Json = dict[str, Any]


@dataclass
class Run:
    """The results of one run of the little suite, by persona."""

    folder: Path
    results: dict[str, Json]
    containers: list[Json]


def run(project: Path, results: Path) -> Run:
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:mystery_shopper", "--alluredir", str(results)]
    done = subprocess.run([sys.executable, *words], cwd=project, env={**os.environ}, capture_output=True, text=True)
    assert "5 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    read = [json.loads(each.read_text("utf-8")) for each in results.glob("*.json")]
    told = {named(each["parameters"])["persona"]: each for each in read if "fullName" in each}
    return Run(results, told, [each for each in read if "children" in each])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company") / "suite"
    allure_project.write(folder)
    return folder


@pytest.fixture(scope="module")
def bad_day(project: Path) -> Run:
    return run(project, project.parent / "first")


def named(items: list[Json]) -> dict[str, str]:
    return {each["name"]: each["value"] for each in items}


def labels(result: Json, name: str) -> list[str]:
    return [each["value"] for each in result["labels"] if each["name"] == name]


def steps(item: Json) -> Iterator[Json]:
    for each in item.get("steps", []):
        yield each
        yield from steps(each)


def only(result: Json, status: str) -> list[str]:
    return [each["name"] for each in steps(result) if each["status"] == status]


def test_a_scenario_is_named_by_journey_feature_and_persona(bad_day: Run) -> None:
    result = bad_day.results[LEFT.persona]
    assert result["name"] == "A guest buys a jumper (Amelie, between two trains)"
    assert [labels(result, each) for each in ("epic", "feature", "story")] == [
        ["Buying as a guest"],
        ["Buying as a guest"],
        ["A guest buys a jumper"],
    ]


def test_the_shop_at_fault_is_failed_and_nothing_to_say_is_broken(bad_day: Run) -> None:
    status = {persona: each["status"] for persona, each in bad_day.results.items()}
    assert status == {
        "calm-desktop": "passed",
        "careful-reader": "failed",
        "hurried-phone": "failed",
        "card-declined": "failed",
        "traveller": "broken",
        "keyboard-only": "failed",
    }


def test_the_gherkin_steps_are_the_steps_and_those_not_reached_are_skipped(bad_day: Run) -> None:
    result = bad_day.results[LEFT.persona]
    assert result["steps"][0]["name"] == "Given the shop is open"
    assert only(result, "skipped") == [
        "And she comes to the moment confirm of her journey",
        'Then nobody reads "••••• or •••••"',
    ]
    assert result["steps"][-1]["statusDetails"]["message"] == "The visit ended before this step."


def test_a_finding_is_a_red_step_under_the_step_where_it_hit(bad_day: Run) -> None:
    result = bad_day.results[DRIFT.persona]
    step = next(each for each in result["steps"] if "basket" in each["name"])
    (found,) = step["steps"]
    assert step["status"] == "passed"
    assert (found["name"], found["status"]) == (
        "[blocker] The price rose between product page and basket (Backend)",
        "failed",
    )


def test_a_finding_says_all_that_a_team_asks(bad_day: Run) -> None:
    facts = named(
        next(each for each in steps(bad_day.results[DRIFT.persona]) if "price rose" in each["name"])["parameters"]
    )
    assert facts == {
        "expected": "42.00 GBP, as the product page said",
        "observed": "44.94 GBP in the basket",
        "on the page": "price of “Fisherman's Jumper”",
        "page": "https://shop.example/en-gb/basket/",
        "shopper": "Walter Brandt",
        "moment": "the basket",
        "handed over": "just before, from Merchandising to Web",
        "severity": "blocker",
        "owner": "Backend",
        "known": "new",
        "limit from": "our own rule: a price may not change unannounced",
        "friction": "price-drift",
        "category": "price and money",
    }


def test_a_finding_brings_its_evidence_and_the_way_to_see_it_again(bad_day: Run) -> None:
    found = next(each for each in steps(bad_day.results[DECLINED.persona]) if each["status"] == "failed")
    told = {each["name"]: (bad_day.folder / each["source"]).read_bytes() for each in found["attachments"]}
    assert list(told) == ["All that the page said", "The answer", "Console", "How to see it again"]
    assert told["All that the page said"].startswith(b"\x89PNG")
    assert told["The answer"].decode() == DECLINE.evidence[1].text
    assert told["How to see it again"].decode() == f"{DECLINED.reproduce}\n\n{TO_WATCH}"


def test_a_known_finding_says_since_when(bad_day: Run) -> None:
    assert "[critical] The main content comes late (Merchandising, known since 2026-11-18)" in only(
        bad_day.results[LEFT.persona], "failed"
    )


def test_labels_let_a_team_find_its_own(bad_day: Run) -> None:
    result = bad_day.results[DRIFT.persona]
    assert set(labels(result, "friction")) == {"price-drift", "low-contrast"}
    assert set(labels(result, "friction-category")) == {"price and money", "accessibility"}
    assert labels(result, "owner") == ["Accessibility", "Backend"]  # Allure groups by the last: the heaviest
    assert labels(result, "category") == ["price and money"]
    assert labels(result, "severity") == ["blocker"]
    assert (labels(result, "persona"), labels(result, "device")) == (["careful-reader"], ["desktop 1366 x 768"])
    assert labels(bad_day.results[GOOD.persona], "severity") == ["critical"]  # the tag, for nothing was found


def test_the_description_is_the_visit_as_a_story(bad_day: Run) -> None:
    assert bad_day.results[LEFT.persona]["description"].endswith(story(LEFT))
    assert "```" not in story(LEFT), "a block would be cut at the page's edge"


def test_the_picture_of_the_worst_finding_is_the_first_thing_of_the_description(bad_day: Run) -> None:
    told = bad_day.results[DECLINED.persona]["description"]
    assert told.startswith("![All that the page said](data:image/png;base64,")


def test_each_red_step_carries_its_own_message_and_no_other_s(bad_day: Run) -> None:
    result = bad_day.results[DRIFT.persona]
    red = [each for each in steps(result) if each["status"] == "failed"]
    assert [each["statusDetails"]["message"] for each in red] == [each.message for each in DRIFT.findings]
    head, *rest = result["statusDetails"]["message"].splitlines()
    assert head == "Walter Brandt got what he came for, but not without friction."
    assert rest == [told(PRICE)]  # the report repeats the first line below the steps


def test_a_step_names_by_title_what_other_steps_tell_and_the_test_says_no_finding_twice() -> None:
    report = AllureReport(active=True)
    report._in_scenario, report._visits, report._failing = True, [DRIFT], [PRICE]
    error = f"{PRICE.message} (price-drift, {PRICE.owner})"
    then = model2.TestStepResult(
        name="Then nothing got in her way", status=Status.FAILED, statusDetails=model2.StatusDetails(message=error)
    )
    result = model2.TestResult(name="s", fullName="f#s", status=Status.FAILED, steps=[then])
    result.statusDetails = model2.StatusDetails(message=error)
    report.report_result(result)
    assert then.statusDetails.message == "The price rose between product page and basket (Backend)"
    assert result.statusDetails.message.splitlines()[1:] == [told(PRICE)]


def test_a_fact_too_long_for_its_line_is_told_below_the_facts(bad_day: Run) -> None:
    late = next(each for each in steps(bad_day.results[LEFT.persona]) if "comes late" in each["name"])
    assert "limit from" not in named(late["parameters"])
    assert late["statusDetails"]["message"] == f"{SLOW.message}\nThe limit is from: {SLOW.source}"


def test_the_report_sorts_by_a_label_that_is_written_and_short_enough_to_be_shown() -> None:
    rules = json.loads(files("mystery_shopper.report").joinpath("allurerc.json").read_text("utf-8"))
    asked = {
        name for each in rules["categories"]["rules"] for one in each["matchers"] for name in one.get("labels", ())
    }
    assert asked == {WORST}
    assert len(WORST) <= 16
    assert WORST not in rules["hideLabels"], "Allure forgets what it hides before it sorts"


def test_a_failure_is_told_without_our_code(bad_day: Run) -> None:
    details = bad_day.results[LEFT.persona]["statusDetails"]
    head, first, second = details["message"].splitlines()[:3]
    assert head == "Amélie Durand gave up after 8.2 s at the payment."
    assert first.startswith("[critical] After “Pay €38.50” nothing came for 8.2 s;"), "what categories sort it by"
    assert first.endswith("(Payments, wait-too-long)")
    assert second.startswith("Gave up: Nothing came for 8.2 s")
    assert details["message"].count(first) == 1
    assert "trace" not in details
    assert bad_day.results["traveller"]["statusDetails"]["message"].startswith("Inconclusive: The shop asked to prove")


def test_the_fixtures_of_the_machinery_are_gone_and_a_company_s_own_stay(bad_day: Run) -> None:
    told = [each["name"] for container in bad_day.containers for each in container.get("befores", [])]
    assert set(told) == {"The warehouse is stocked", "shopper"}
    stocked = next(each for each in bad_day.containers if each["befores"][0]["name"] == "The warehouse is stocked")
    assert stocked["befores"][0]["steps"][0]["name"] == "Fill the shelves"
    assert not [each for each in bad_day.containers if each.get("afters")]


def test_no_secret_and_no_raw_object_is_in_any_file(bad_day: Run) -> None:
    everything = b"".join(each.read_bytes() for each in sorted(bad_day.folder.iterdir()))
    assert not [each for each in (b"S3cret", b"4242 4242", b"<Shopper", b"_pytest_bdd_example") if each in everything]


def test_parameters_read_like_words(bad_day: Run) -> None:
    assert named(bad_day.results[GOOD.persona]["parameters"]) == {
        "size": "M",
        "persona": "calm-desktop",
        "shopper": "Ruth Calloway",
        "device": "desktop 1366 x 768, unthrottled",
        "outcome": "achieved",
    }


def test_secrets_are_masked_however_deep_they_lie() -> None:
    details = model2.StatusDetails(message="typed S3cret", trace="at S3cret")
    inner = model2.TestStepResult(name="S3cret", statusDetails=details, parameters=[model2.Parameter("pw", "S3cret")])
    link = model2.Link(url="https://shop.example/?pw=S3cret", name="S3cret")
    result = model2.TestResult(steps=[model2.TestStepResult(steps=[inner])], links=[link], titlePath=["S3cret"])
    hide(result, lambda text: text.replace("S3cret", "•••••"))
    assert "S3cret" not in repr(result)
    assert repr(result).count("•••••") == 7


def test_a_test_is_the_same_in_the_next_run_and_another_for_another_persona(project: Path, bad_day: Run) -> None:
    again = run(project, project.parent / "second")
    first = {persona: each["historyId"] for persona, each in bad_day.results.items()}
    assert {persona: each["historyId"] for persona, each in again.results.items()} == first
    assert len(set(first.values())) == len(first)


def test_without_an_allure_folder_every_call_is_a_no_op(tmp_path: Path) -> None:
    report = AllureReport(active=False)
    report.scenario_began("f", "s", journey_title="j", tags=["a"], description="d", parameters={"a": "b"})
    report.step_began("Given", "x")
    report.finding(PRICE, tmp_path)
    report.step_ended("failed")
    report.steps_not_reached([("Then", "y")])
    report.attach(tmp_path / "nothing.png", "nothing")
    report.visit_ended(LEFT)
    assert list(tmp_path.iterdir()) == []


class Spy:
    """Stands in Allure's place and notes what is opened and closed."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __getattr__(self, name: str) -> Any:
        def note(**told: Any) -> None:
            if name in ("start_step", "stop_step"):
                error = type(told["exc_val"]).__name__ if told.get("exc_val") else "fine"
                self.said.append(told.get("title", error))

        return note


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    spy = Spy()
    monkeypatch.setattr("mystery_shopper.report.allure._HOOK", spy)
    return spy


def test_what_comes_to_light_at_the_end_has_a_step_of_its_own(spy: Spy, tmp_path: Path) -> None:
    report = AllureReport(active=True)
    report.scenario_began("f", "s")
    report.step_began("Then", "she is happy")
    report.step_ended()
    report.finding(PRICE, tmp_path)
    report.finding(DECLINE, tmp_path)
    report.visit_ended(DRIFT)
    titles = [finding_title(PRICE), "AssertionError", finding_title(DECLINE), "AssertionError"]
    assert spy.said == ["Then she is happy", "fine", AFTER, *titles, "fine"]


def test_a_failure_tells_of_all_that_failed_it_whatever_ended_the_scenario(spy: Spy) -> None:
    report = AllureReport(active=True)
    report.scenario_began("f", "s")
    report.visit_ended(DRIFT, [PRICE, DECLINE])
    result = model2.TestResult(name="s", fullName="f#s", status=Status.FAILED)
    result.statusDetails = model2.StatusDetails(message="No e-mail came within 20 s.")
    report.report_result(result)
    head, *lines = result.statusDetails.message.splitlines()
    assert head == "Walter Brandt got what he came for, but not without friction."
    assert set(lines[:2]) == {told(PRICE), told(DECLINE)}
    assert lines[2:] == ["No e-mail came within 20 s."]


def test_evidence_that_is_not_there_fails_nothing(spy: Spy, tmp_path: Path) -> None:
    report = AllureReport(active=True)
    report.scenario_began("f", "s")
    report.finding(PRICE, tmp_path / "nowhere")
    assert finding_title(PRICE) in spy.said


@pytest.mark.parametrize(
    ("status", "error"),
    [("passed", "fine"), ("failed", "AssertionError"), ("broken", "RuntimeError"), ("skipped", "Skipped")],
)
def test_a_step_ends_as_it_is_told(spy: Spy, status: str, error: str) -> None:
    report = AllureReport(active=True)
    report.scenario_began("f", "s")
    report.step_began("Given", "x")
    report.step_ended(status)
    assert spy.said == ["Given x", error]


def test_the_files_beside_the_results_say_where_and_sort_for_older_readers(tmp_path: Path) -> None:
    write_extras(tmp_path, BAD_DAY, {"Shop": "https://shop.example/", "Load average": "0.4"})
    assert (tmp_path / "environment.properties").read_text() == "Shop = https://shop.example/\nLoad.average = 0.4\n"
    categories = json.loads((tmp_path / "categories.json").read_text())
    assert [each["name"] for each in categories] == [
        "Accessibility",
        "Payment",
        "Price and money",
        "Slow",
        "Nothing can be said about the shop",
    ]
    assert categories[3]["messageRegex"] == r"(?s).*, (?:slow-lcp|wait-too-long)\).*"


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ([Outcome.INCONCLUSIVE], model2.Status.BROKEN),
        ([Outcome.ACHIEVED, Outcome.INCONCLUSIVE], model2.Status.BROKEN),
        ([Outcome.BLOCKED, Outcome.INCONCLUSIVE], model2.Status.FAILED),
        ([Outcome.GAVE_UP], model2.Status.FAILED),
        ([Outcome.ACHIEVED], model2.Status.FAILED),
    ],
)
def test_patience_that_ends_on_a_busy_machine_is_no_fault_of_the_shop(outcomes: list[Outcome], status: str) -> None:
    report = AllureReport(active=False)
    report.scenario_began("F", "S")
    report._visits = [replace(BAD_DAY[0], outcome=each, reason="the machine was busy") for each in outcomes]
    result = model2.TestResult(
        status=model2.Status.FAILED, statusDetails=model2.StatusDetails(message="She gave up."), fullName="x"
    )
    report.report_result(result)
    assert result.status == status
    assert ("Inconclusive: the machine was busy" in result.statusDetails.message) == (status == model2.Status.BROKEN)


def identity_of(visit: Visit) -> tuple[str, list[tuple[str, str]]]:
    report = AllureReport(active=True)
    report._in_scenario, report._visits = True, [visit]
    result = model2.TestResult(name="She buys", fullName="features.guest#test_she_buys")
    result.parameters = [model2.Parameter("crowd_member", f"'{visit.member}'")]
    report.report_result(result)
    return str(result.historyId), [(each.name, each.value) for each in result.parameters]


def test_each_shopper_of_a_crowd_is_a_test_of_its_own_and_no_retry_of_another() -> None:
    members = [replace(GOOD, member=each) for each in ("calm-desktop-001", "calm-desktop-002", "calm-desktop-001")]
    first, second, again = map(identity_of, members)
    assert first[0] == again[0] != second[0]
    assert ("one of the crowd", "calm-desktop-002") in second[1]
    assert "crowd_member" not in {name for name, _ in second[1]}


def test_no_label_is_hidden_by_which_the_report_sorts() -> None:
    """The generator takes hidden labels away before it makes its tree and its categories."""
    shipped = (Path(allure.__file__).parent / "allurerc.json").read_text("utf-8")
    hidden = json.loads(shipped)["hideLabels"]
    assert not {"epic", "feature", "severity", "owner", "friction", WORST} & set(hidden)
