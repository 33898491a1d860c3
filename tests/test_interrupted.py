"""What is killed or interrupted in the middle spoils its own visit and no other, and what was done is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from signal import SIGINT, SIGTERM

import pytest
from tiny_shop import Answer, TinyShop
from whole_suite import Suite

from mystery_shopper.ending import reopen
from mystery_shopper.model import Outcome
from mystery_shopper.report.visits import CUT_OFF
from mystery_shopper.run import Run

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


@pytest.mark.parametrize("sent", [SIGINT, SIGTERM])
def test_ctrl_c_or_sigterm_in_the_middle_of_a_visit(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop], sent: signal.Signals
) -> None:
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
    if sent is SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does: to pytest and to all that it started
    else:
        process.send_signal(sent)
    result = suite.ended(process)
    assert result.code == pytest.ExitCode.INTERRUPTED, result.text
    assert [(each["scenario"], each["outcome"]) for each in result.visits] == [
        ("Before", "achieved"),
        ("In the middle", "inconclusive"),
    ]
    assert result.visits[1]["reason"] == "the run was interrupted"
    assert f"Stopped: {sent.name}" in result.out
    assert "site-packages" not in result.out
    assert "test_never_begun" not in result.junit
    assert "2 visits: 1 achieved and 1 inconclusive." in result.out
    assert (result.reports / "digest.html").is_file()
    assert not list((result.reports / "running").glob("*.json"))


ENDLESS = """
    Feature: F
      Scenario: In the middle
        Given she has 100 s of patience
        When she opens the page "endless"
"""


def test_sigterm_to_a_run_with_workers(suite: Suite, open_tiny_shop: Callable[[], TinyShop]) -> None:
    shop = open_tiny_shop()
    shop.answers["/endless"] = Answer(held=True)
    suite.feature(ENDLESS)
    process = suite.start("-n=2", shop=shop.url)
    assert shop.reached.wait(120)
    process.send_signal(SIGTERM)
    result = suite.ended(process)
    assert result.code == pytest.ExitCode.INTERRUPTED, result.text
    assert [each["outcome"] for each in result.visits] == ["inconclusive"]
    assert (result.reports / "digest.html").is_file()


def test_the_report_of_a_killed_run_tells_of_the_killed_visit(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = open_tiny_shop()
    shop.answers["/endless"] = Answer(held=True)
    suite.feature(ENDLESS)
    process = suite.start(shop=shop.url)
    assert shop.reached.wait(120)
    os.killpg(process.pid, signal.SIGKILL)
    reports = suite.ended(process).reports
    monkeypatch.chdir(suite.root)
    (visit,) = reopen(Run(suite.root, reports, seed=1, fail_on="never", paced=False))
    assert (visit.scenario, visit.outcome, visit.reason) == ("In the middle", Outcome.INCONCLUSIVE, CUT_OFF)
    assert "No visit says anything about the shop." in (reports / "digest.html").read_text("utf-8")


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
    ], [each["findings"] for each in result.visits]
    assert result.visits[2]["reason"] == "the rest of the scenario was skipped: not on Sundays"
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
