"""A visit is written down in order, with its times, and judged as it goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from friction_facts import ANNA, CONDITIONS

from mystery_shopper.frictions import Problem, friction
from mystery_shopper.frictions.registry import forget
from mystery_shopper.frictions.seen import Seen
from mystery_shopper.model import Evidence, Journey, Moment, Severity
from mystery_shopper.recorder import Recorder

JOURNEY = Journey(
    id="test",
    title="A test",
    goal="She knows more",
    moments=(Moment(id="arrive", title="Arriving", owner="Web"), Moment(id="pay", title="Paying", owner="Payments")),
)


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recorder(clock: Clock) -> Recorder:
    return Recorder(ANNA, JOURNEY, CONDITIONS, clock=clock)


@pytest.fixture
def crumbs() -> Iterator[str]:
    """A rule of this test alone."""

    @friction(
        "x-crumbs",
        title="Crumbs",
        severity=Severity.MINOR,
        owner="cleaning",
        category="broken promise",
        source="our own",
        harm="itches",
    )
    def rule(seen: Seen) -> Iterator[Problem]:
        """There are crumbs."""
        for each in seen.of("x-crumbs"):
            if each.value < 0:
                raise ValueError("fewer than none")
            yield Problem(each, expected="none", observed=str(each.value), message=f"{each.value} crumbs, not none.")

    yield "x-crumbs"
    forget("x-crumbs")


def test_an_observation_carries_moment_step_and_time(recorder: Recorder, clock: Clock) -> None:
    recorder.at("pay")
    recorder.step = "When she pays"
    clock.now += 2.5
    seen = recorder.observe("x-light", "green", element="lamp", url="http://s.example/", extra=1)
    assert (seen.moment, seen.step, seen.at, seen.element) == ("pay", "When she pays", 2.5, "lamp")
    assert seen.get("extra") == 1
    assert recorder.ever("x-light") == [seen]


def test_a_vital_that_came_late_belongs_to_the_moment_it_was_measured_at(recorder: Recorder) -> None:
    recorder.at("pay")
    assert recorder.observe("x-light", 1, moment="arrive").moment == "arrive"


def test_time_belongs_to_the_moment_in_which_it_passed(recorder: Recorder, clock: Clock) -> None:
    recorder.at("arrive")
    clock.now += 3
    recorder.at("pay")
    clock.now += 4
    recorder.waited(1.5)
    recorder.at("arrive")
    clock.now += 5
    told = [(each.id, each.owner, each.began_s, each.seconds, each.waited_s) for each in recorder.moments()]
    assert told == [("arrive", "Web", 0.0, 8.0, 0.0), ("pay", "Payments", 3.0, 4.0, 1.5)]


def test_asking_for_the_moments_twice_counts_no_time_twice(recorder: Recorder, clock: Clock) -> None:
    recorder.at("arrive")
    clock.now += 3
    recorder.moments()
    clock.now += 1
    assert recorder.moments()[0].seconds == 4.0


def test_a_moment_that_is_on_no_map_is_kept_all_the_same(recorder: Recorder, clock: Clock) -> None:
    recorder.at("wait in the rain")
    clock.now += 1
    [moment] = recorder.moments()
    assert (moment.id, moment.seconds) == ("wait in the rain", 1.0)


def test_each_look_judges_only_what_is_new(recorder: Recorder, crumbs: str) -> None:
    recorder.observe(crumbs, 3)
    assert [each.observed for each in recorder.judge()] == ["3"]
    assert recorder.judge() == []
    recorder.at("pay")
    recorder.observe(crumbs, 4)
    assert [each.moment for each in recorder.judge()] == ["pay"]
    assert [each.observed for each in recorder.findings] == ["3", "4"]


def test_evidence_is_added_to_its_own_finding(recorder: Recorder, crumbs: str) -> None:
    recorder.observe(crumbs, 3)
    recorder.observe(crumbs, 4, moment="pay")
    first, second = recorder.judge()
    picture, text = Evidence("screenshot", "What she saw", path="a.png"), Evidence("text", "What it said", text="b")
    assert recorder.prove(first, picture).evidence[-1:] == (picture,)
    assert recorder.prove(first, text).evidence[-2:] == (picture, text)
    assert picture in recorder.findings[0].evidence
    assert picture not in recorder.findings[1].evidence
    assert second.evidence == recorder.findings[1].evidence


def test_a_rule_that_crashes_is_not_checked_and_stops_nothing(recorder: Recorder, crumbs: str) -> None:
    recorder.observe(crumbs, -1)
    assert recorder.judge() == []
    assert [each.kind for each in recorder.faults] == [crumbs]
    said = recorder.not_checked[crumbs]
    assert "test_recorder.py:" in said
    assert "ValueError: fewer than none" in said


def test_what_fails_while_the_line_is_gone_is_not_the_shops(recorder: Recorder) -> None:
    with recorder.deaf():
        recorder.observe("request_failed", "net::ERR_INTERNET_DISCONNECTED")
        recorder.observe("note", "The line was gone.")
    recorder.observe("request_failed", "net::ERR_CONNECTION_RESET")
    told = [each.value for each in recorder.ever("request_failed", "note")]
    assert told == ["The line was gone.", "net::ERR_CONNECTION_RESET"]
