"""What the gate lets pass: never a visit that says nothing, and no heavy finding for what a shop does not have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tiny_shop import Answer, TinyShop, page
from whole_suite import Result, Suite

STEPS = """
from mystery_shopper import Problem, Severity, friction, says


@says("{who} see(s) {word} dust")
def sees_dust(shopper, how):
    shopper.recorder.observe("x-dust", how)


@friction("dust", title="There is dust", severity=Severity.CRITICAL, owner="Cleaning", category="broken promise",
          source="our own promise", harm="sneezes")
def dust(seen):
    for each in seen.of("x-dust"):
        yield Problem(each, expected="none", observed="some", message=f"There is {each.value} dust.")
"""
FEATURE = """
Feature: The gate
  @where-offered
  Scenario: Dust where something is not offered
    When she opens the shop
    And she sees black dust
    And she enters the voucher "TEN"

  @where-offered
  Scenario: Something is not offered
    When she opens the shop
    And she enters the voucher "TEN"

  @where-offered
  Scenario: What is offered is broken
    When she opens the shop
    And she registers

  Scenario: Nothing can be said
    Given she has 1 s of patience
    When she opens the page "endless"

  Scenario: One is held up and the other is kept from going on
    Given Ann is "shopper"
    And Bob is "shopper"
    When Ann opens the shop
    And Bob opens the shop
    And Bob presses "Teleport"
    And Ann opens the shop
"""
BUSY = "from mystery_shopper import stage\n\nstage.has_room = lambda: False\n"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Callable[[str], Result]:
    """Play the suite at a gate."""
    shop = open_tiny_shop()
    shop.show("/", '<p>Welcome.</p><a href="/register">Register</a>')
    shop.answers["/register"] = Answer(page("<p>Something went wrong.</p>", title="Error"), status=500)
    shop.answers["/endless"] = Answer(held=True)
    suite = Suite(tmp_path_factory.mktemp("gate") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    suite.write("conftest.py", BUSY)
    return lambda gate: suite.run("--timings=auto", f"--fail-on={gate}", reports=gate, shop=shop.url)


def test_never_lets_all_pass_but_what_says_nothing(played: Callable[[str], Result]) -> None:
    never = played("never")
    assert never.visit("Nothing can be said")["outcome"] == "inconclusive"
    assert never.status("test_nothing_can_be_said") == "failed", never.text
    assert never.status("test_one_is_held_up_and_the_other_is_kept_from_going_on") == "passed", never.text
    assert never.status("test_dust_where_something_is_not_offered") == "skipped", never.text


def test_a_heavy_finding_fails_also_where_something_is_not_offered(played: Callable[[str], Result]) -> None:
    critical = played("critical")
    assert critical.status("test_dust_where_something_is_not_offered") == "failed", critical.text
    assert "[critical] There is black dust. (Cleaning, dust)" in critical.said(
        "test_dust_where_something_is_not_offered"
    )
    assert critical.status("test_something_is_not_offered") == "skipped", critical.text
    assert critical.status("test_what_is_offered_is_broken") == "failed", critical.text
