"""Outcomes, causes and the gate: nothing hides behind an average."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_visits import AGAIN, BAD_DAY, CHALLENGED, CONTRAST, DECLINED, DRIFT, GAVE_UP, GOOD, LEFT, PRICE, SLOW

from mystery_shopper.errors import SettingsError
from mystery_shopper.model import Outcome, Severity
from mystery_shopper.scoring.scorecard import (
    FAIL_ON,
    Status,
    by_journey,
    by_kind,
    by_owner,
    by_persona,
    causes,
    fails,
    outcome_of,
    tally,
    verdict,
    worst,
)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, Outcome.ACHIEVED),
        ({"findings": [CONTRAST]}, Outcome.WITH_FRICTION),
        ({"findings": [PRICE]}, Outcome.WITH_FRICTION),
        ({"goal_reached": False}, Outcome.BLOCKED),
        ({"held_up": "no way to pay", "findings": [PRICE]}, Outcome.BLOCKED),
        ({"gave_up_after_s": 0.0, "held_up": "waited"}, Outcome.GAVE_UP),
        ({"inconclusive": "a puzzle", "gave_up_after_s": 8.0, "findings": [PRICE]}, Outcome.INCONCLUSIVE),
    ],
)
def test_the_outcome_of_a_visit(facts: dict[str, Any], outcome: Outcome) -> None:
    assert outcome_of(facts.pop("findings", []), **facts) is outcome


def test_the_worst_is_the_severest_then_the_one_at_a_defining_moment() -> None:
    assert worst(DRIFT) == PRICE
    assert worst(LEFT) == GAVE_UP  # SLOW is as severe and came earlier, but paying is a defining moment
    assert worst(GOOD) is None


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        ("blocker", [PRICE]),
        ("critical", [PRICE]),
        ("normal", [PRICE, CONTRAST]),
        ("minor", [PRICE, CONTRAST]),
        ("never", []),
    ],
)
def test_the_gate_lets_the_lighter_findings_pass(fail_on: str, failing: list[Any]) -> None:
    assert fails(DRIFT, fail_on) == failing
    assert verdict(DRIFT, fail_on).status is (Status.FAILED if failing else Status.PASSED)


def test_an_unknown_gate_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match="Did you mean 'critical'"):
        fails(GOOD, "crtical")


@pytest.mark.parametrize("fail_on", FAIL_ON)
def test_who_was_blocked_or_left_fails_even_without_a_finding_unless_never(fail_on: str) -> None:
    status = Status.PASSED if fail_on == "never" else Status.FAILED
    assert verdict(replace(DECLINED, findings=()), fail_on).status is status
    assert verdict(replace(LEFT, findings=()), fail_on).status is status


@pytest.mark.parametrize("fail_on", FAIL_ON)
def test_an_inconclusive_visit_is_broken_whatever_was_found(fail_on: str) -> None:
    assert verdict(replace(CHALLENGED, findings=(PRICE,)), fail_on).status is Status.BROKEN


def test_the_message_tells_the_end_then_every_finding_with_its_team() -> None:
    told = verdict(LEFT, "critical").message.splitlines()
    assert told[0] == "Gave up: Nothing came for 8.2 s after “Payer 38,50 €”, and she leaves after 8 s."
    assert told[1] == f"[critical] {GAVE_UP.message} (Payments, wait-too-long)"
    assert len(told) == 3


def test_one_cause_is_told_once_with_everybody_whom_it_met() -> None:
    first = causes(BAD_DAY)[0]
    assert first.finding.kind == "decline-unrecoverable"  # a defining moment goes before the price that met two
    price = by_kind(BAD_DAY)["price-drift"][0]
    assert [each.id for each in price.visits] == [DRIFT.id, AGAIN.id]
    assert price.personas == ("careful-reader", "keyboard-only")
    assert not price.defining
    assert by_kind(BAD_DAY)["wait-too-long"][0].times == 2


def test_groups_keep_every_visit_and_cause() -> None:
    assert list(by_owner(BAD_DAY)) == ["Payments", "Backend", "Merchandising", "Accessibility"]
    assert {name: len(each) for name, each in by_journey(BAD_DAY).items()} == {
        "guest-purchase": 5,
        "payment-trouble": 1,
    }
    assert sum(map(len, by_persona(BAD_DAY).values())) == len(BAD_DAY)


def test_the_tally_counts_and_never_averages() -> None:
    counted = tally(BAD_DAY)
    assert (counted.visits, counted.judged, counted.reached) == (6, 5, 3)
    assert counted.outcomes[Outcome.BLOCKED] == 1
    assert counted.causes == {Severity.MINOR: 0, Severity.NORMAL: 1, Severity.CRITICAL: 2, Severity.BLOCKER: 2}
    assert counted.defining_hit == 2
    assert tally([]).judged == 0


@given(st.permutations(BAD_DAY))
def test_the_order_of_the_visits_changes_no_sum(visits: list[Any]) -> None:
    assert tally(visits) == tally(BAD_DAY)
    assert [each.finding.fingerprint for each in causes(visits)] == [
        each.finding.fingerprint for each in causes(BAD_DAY)
    ]


@given(st.lists(st.sampled_from([PRICE, SLOW, CONTRAST, DECLINED.findings[0]])), st.sampled_from(FAIL_ON))
def test_a_stricter_gate_never_passes_what_a_laxer_one_fails(findings: list[Any], fail_on: str) -> None:
    visit = replace(GOOD, findings=tuple(findings))
    order = ["never", *FAIL_ON[:-1]]
    stricter = order[min(order.index(fail_on) + 1, len(order) - 1)]
    assert set(fails(visit, fail_on)) <= set(fails(visit, stricter))


def test_a_team_is_named_in_one_way_whoever_writes_its_name() -> None:
    by_map, by_kind = replace(SLOW, owner="Web"), replace(PRICE, owner="web")
    assert list(by_owner([replace(DRIFT, findings=(by_map, by_kind))])) == ["Web"]
