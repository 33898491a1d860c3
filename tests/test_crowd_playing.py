"""A crowd on its way: one test a shopper, the same people on any number of workers, and what the reports make of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tiny_shop import TinyShop
from whole_suite import Result, Suite

FEATURE = """
Feature: A look at the shop

  Scenario: Somebody looks
    Given Ann is "ann"
    When she opens the shop
    And Ann stumbles when she has no mouse

  @persona:bob
  Scenario: Only Bob looks
    When he opens the shop

  Scenario: Two look
    Given Ann is "ann"
    And Bob is "bob"
    When Ann opens the shop
"""
STEPS = """
from mystery_shopper import Problem, Severity, friction, says


@says("{who} stumble(s) when she has no mouse")
def stumbles(shopper):
    if shopper.persona.input == "keyboard":
        shopper.recorder.observe("x-stumble", True)


@friction("stumble", title="A step in the way", severity=Severity.CRITICAL, owner="Building",
          category="broken promise", source="our own promise", harm="falls")
def rule(seen):
    for each in seen.of("x-stumble"):
        yield Problem(each, expected="none", observed="one", message="There is a step in the way.")
"""


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    suite = Suite(tmp_path_factory.mktemp("crowd") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    suite.write("personas/ann.yaml", "name: Ann\nstory: She points.\nlocale: en-GB\npronoun: she\n")
    suite.write("personas/bob.yaml", "name: Bob\nstory: He types.\nlocale: en-GB\npronoun: he\ninput: keyboard\n")
    suite.write("personas/mix.yaml", "shares: {ann: 50%, bob: 50%}\n")
    return suite


@pytest.fixture(scope="module")
def alone(walked: Suite, good_shop: TinyShop) -> Result:
    return walked.run("--shoppers=4", "--seed=7", "-v", reports="alone", shop=good_shop.url)


def people(result: Result) -> list[tuple[str, str, str, int]]:
    return sorted(person(each) for each in result.visits)


def person(visit: dict[str, Any]) -> tuple[str, str, str, int]:
    return visit["scenario"], visit["member"], visit["shopper"], visit["seed"]


def test_every_shopper_walks_through_every_scenario_that_fits(alone: Result) -> None:
    looked = [each["member"] for each in alone.visits_of("Somebody looks")]
    assert len(looked) == 4
    assert sorted(each.rpartition("-")[0] for each in looked) == ["ann", "ann", "bob", "bob"]
    assert {each["persona"] for each in alone.visits_of("Only Bob looks")} == {"bob"}
    assert alone.visits_of("Two look") == []
    assert "a crowd of 4 shoppers of 2 personas, seed 7" in alone.out
    assert "without a crowd: 'Two look' (it has 2 parts)" in alone.out


def test_who_was_worse_off_is_told_with_the_reason(alone: Result) -> None:
    assert "bob at the arrival: 2 of 2 were hindered, against 0 of 2 others." in alone.out
    assert "stumble (Building): There is a step in the way." in alone.out
    data = json.loads((alone.reports / "crowd.json").read_text())
    assert data["shoppers"] == 4
    assert [(each["persona"], each["kind"]) for each in data["gaps"]] == [("bob", "stumble")]


def test_the_same_seed_brings_the_same_people_again_one_by_one_and_on_two_workers(
    walked: Suite, alone: Result, good_shop: TinyShop
) -> None:
    wanted = [*alone.visits_of("Somebody looks")[1:], *alone.visits_of("Only Bob looks")]
    for each in wanted:
        assert f"[{each['member']}]" in each["reproduce"]
        assert "--shoppers 4" in each["reproduce"]
    nodes = [each["node"] for each in wanted]
    again = walked.run(*nodes, "--shoppers=4", "--seed=7", "-n2", reports="again", shop=good_shop.url)
    left_out = alone.visits_of("Somebody looks")[0]
    assert people(again) == [each for each in people(alone) if each != person(left_out)]


def test_with_several_workers_too_it_is_said_who_has_no_crowd(
    walked: Suite, alone: Result, good_shop: TinyShop
) -> None:
    result = walked.run("--shoppers=2", "--seed=7", "-n2", reports="several", shop=good_shop.url)
    assert len(result.visits_of("Somebody looks")) == 2
    assert "without a crowd: 'Two look' (it has 2 parts)" in result.out
    assert result.out.count("without a crowd:") == alone.out.count("without a crowd:") == 1


def test_a_crowd_of_one_persona_can_be_asked_for(walked: Suite, good_shop: TinyShop) -> None:
    result = walked.run("--shoppers=3", "--persona=bob", reports="bobs", shop=good_shop.url)
    bobs = result.visits_of("Somebody looks")
    assert [each["member"] for each in bobs] == ["bob-001", "bob-002", "bob-003"]
    assert "--persona=bob" in bobs[0]["reproduce"]


def test_a_tag_asks_for_a_crowd_on_one_scenario(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature("""
        Feature: F

          @shoppers(2)
          Scenario: Two come
            When she opens the shop

          Scenario: One comes
            When she opens the shop
    """)
    suite.write("personas/ann.yaml", "name: Ann\nstory: She points.\nlocale: en-GB\n")
    result = suite.run(shop=good_shop.url)
    assert [each["member"] for each in result.visits_of("Two come")] == ["ann-001", "ann-002"]
    assert [each["member"] for each in result.visits_of("One comes")] == [""]


def test_no_scenario_for_a_crowd_is_said_so(suite: Suite, good_shop: TinyShop, tmp_path: Path) -> None:
    suite.feature("""
        Feature: F

          Scenario: Two look
            Given Ann is "shopper"
            And Bob is "shopper"
            When Ann opens the shop
    """)
    result = suite.run("--shoppers=3", shop=good_shop.url)
    assert result.code == 4
    assert "No scenario here is for a crowd: 'Two look' (it has 2 parts)." in result.text
    assert "--shoppers -1 is out of bounds" in suite.run("--shoppers=-1", shop=good_shop.url).text


COUNTING = """
import gc
from pathlib import Path

from mystery_shopper.recorder import Recorder
from mystery_shopper.shop import PageView


def pytest_sessionfinish():
    gc.collect()
    left = [each for each in gc.get_objects() if isinstance(each, (Recorder, PageView))]
    Path("left.txt").write_text(f"{sum(isinstance(each, Recorder) for each in left)} {len(left)}")
"""


def test_nothing_of_a_visit_stays_in_memory(tmp_path: Path, good_shop: TinyShop) -> None:
    suite = Suite(tmp_path / "suite")
    suite.feature('Feature: F\n  Scenario: S\n    When she opens the shop\n    And she reads "Welcome"\n')
    suite.write("conftest.py", COUNTING)
    result = suite.run("--shoppers=8", shop=good_shop.url)
    assert len(result.visits) == 8, result.text
    recorders, all_of_it = map(int, (suite.root / "left.txt").read_text().split())
    assert recorders <= 3  # those of the last visits may still be taking their leave
    assert all_of_it <= 12
