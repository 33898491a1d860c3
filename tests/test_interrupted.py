"""What is killed or interrupted in the middle spoils its own visit and no other, and what was done is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from tiny_shop import Answer, TinyShop
from whole_suite import Suite

BREAKING = """
import os
import signal
import threading

import pytest
from mystery_shopper import says, tasks


@says("her browser is killed")
def browser_is_killed(shopper):
    session = shopper.page.context.browser.new_browser_cdp_session()
    browser = [each for each in session.send("SystemInfo.getProcessInfo")["processInfo"] if each["type"] == "browser"]
    os.kill(browser[0]["id"], signal.SIGKILL)
    tasks.open_shop(shopper)


@says("the rest is skipped")
def rest_is_skipped(shopper):
    pytest.skip("not on Sundays")


@says("her worker is killed")
def worker_is_killed(shopper):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_ctrl_c_in_the_middle_of_a_visit(suite: Suite, open_tiny_shop: Callable[[], TinyShop]) -> None:
    shop = open_tiny_shop()
    shop.answers["/endless"] = Answer(held=True)
    suite.feature(
        """
        Feature: F
          Scenario: Before
            When she opens the shop
          Scenario: In the middle
            Given she has 100 s of patience
            When she opens the page "endless"
            Then she reads "nothing"
          Scenario: Never begun
            When she opens the shop
        """
    )
    process = suite.start(shop=shop.url)
    assert shop.reached.wait(120)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to pytest and to all that it started
    result = suite.ended(process)
    assert result.code == pytest.ExitCode.INTERRUPTED, result.text
    assert [(each["scenario"], each["outcome"]) for each in result.visits] == [
        ("Before", "achieved"),
        ("In the middle", "inconclusive"),
    ]
    assert result.visits[1]["reason"].startswith("the run was interrupted")
    assert "test_never_begun" not in result.junit
    assert "2 visits: 1 achieved and 1 inconclusive." in result.out
    assert (result.reports / "digest.html").is_file()
    assert not list((result.reports / "running").glob("*.json"))


def test_a_killed_browser_spoils_its_visit_and_no_other(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("steps/own.py", BREAKING)
    suite.feature(
        """
        Feature: F
          Scenario: Killed
            Given she opens the shop
            When her browser is killed
            Then she reads "Welcome"
          Scenario: After
            When she opens the shop
            Then she reads "Welcome"
          Scenario: Skipped
            Given she opens the shop
            When the rest is skipped
            Then she reads "Welcome"
        """
    )
    result = suite.run(shop=good_shop.url)
    assert result.status("test_skipped") == "skipped"
    assert [(each["scenario"], each["outcome"]) for each in result.visits] == [
        ("Killed", "inconclusive"),
        ("After", "achieved"),
        ("Skipped", "inconclusive"),
    ]
    assert result.visits[0]["reason"] == "the browser went away in the middle of the visit"
    assert result.said("test_killed") == "The browser went away in the middle of the visit."
    assert (result.code, result.status("test_after")) == (1, "passed")


def test_a_killed_worker_spoils_its_visit_and_no_other(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("steps/own.py", BREAKING)
    others = "".join(f"  Scenario: Whole {each}\n    When she opens the shop\n" for each in range(4))
    suite.feature(
        f"Feature: F\n{others}  Scenario: Killed\n    When she opens the shop\n    And her worker is killed\n"
    )
    result = suite.run("-n=2", shop=good_shop.url)
    outcomes = {each["scenario"]: each["outcome"] for each in result.visits}
    assert outcomes == {"Killed": "inconclusive", **{f"Whole {each}": "achieved" for each in range(4)}}, result.text
    assert len(result.visits) == 5
    assert result.code == pytest.ExitCode.TESTS_FAILED
    assert "5 visits: 4 achieved and 1 inconclusive." in result.out
    assert "ended before the visit was over" in result.visit("Killed")["reason"]
