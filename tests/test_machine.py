"""How much room the machine has, found out by keeping a thread busy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pytest

from mystery_shopper import machine
from mystery_shopper.machine import Room


@pytest.mark.parametrize(("worked", "room"), [(1.0, True), (0.8, True), (0.69, False), (0.25, False)])
def test_who_gets_too_little_of_a_core_cannot_measure(
    monkeypatch: pytest.MonkeyPatch, worked: float, room: bool
) -> None:
    clock = iter(range(10_000))
    now = [0.0]

    def wall() -> float:
        now[0] = next(clock) / 1000
        return now[0]

    monkeypatch.setattr(machine, "perf_counter", wall)
    monkeypatch.setattr(machine, "thread_time", lambda: now[0] * worked)
    assert machine.share_of_core() == pytest.approx(worked, abs=0.05)
    assert machine.has_room() is room


def test_one_bad_moment_is_no_busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = iter([0.2, 0.9])
    monkeypatch.setattr(machine, "share_of_core", lambda: next(shares))
    assert machine.has_room()


def test_the_share_is_a_part_of_one() -> None:
    assert 0 < machine.share_of_core(0.002) <= 1


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Times(NamedTuple):
    """What a machine with two cores has counted, in seconds, as Linux tells it."""

    user: float
    idle: float
    iowait: float = 0.0
    guest: float = 0.0


@pytest.mark.parametrize(
    ("since", "until", "idle"),
    [
        (1.0, 2.0, 0.9),  # at rest
        (2.0, 4.0, 0.0),  # every core busy
        (2.2, 3.8, 0.0),  # between the samples: those around it count
        (1.0, 4.0, 0.3),
        (4.5, 4.9, 0.5),  # it waits for the disk, and the core is free
        (0.2, 0.8, 1.0),  # before anybody looked
        (9.0, 9.5, 1.0),  # nobody has looked since
    ],
)
def test_the_machine_was_as_idle_as_its_counters_say_between_two_times(
    monkeypatch: pytest.MonkeyPatch, since: float, until: float, idle: float
) -> None:
    counted = {1.0: Times(5, 5), 2.0: Times(5.2, 6.8), 3.0: Times(7.2, 6.8), 4.0: Times(9.2, 6.8, guest=3)}
    counted[5.0] = Times(10.2, 6.8, iowait=1, guest=4)
    clock = Clock()
    room = Room(clock)
    monkeypatch.setattr("psutil.cpu_times", lambda: counted[clock.now])
    for clock.now in counted:
        room.look()
    assert room.idle(since, until) == pytest.approx(idle)


@pytest.mark.parametrize(("idle", "share", "had"), [(0.5, 0.9, True), (0.05, 0.9, False), (0.5, 0.3, False)])
def test_a_time_means_something_where_the_machine_had_room_and_has_it(
    monkeypatch: pytest.MonkeyPatch, idle: float, share: float, had: bool
) -> None:
    monkeypatch.setattr(machine, "share_of_core", lambda: share)
    monkeypatch.setattr(Room, "idle", lambda self, since, until: idle)
    assert Room().had(1.0, 2.0) is had


def test_samples_are_taken_once_in_a_tenth_of_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, clock = [], Clock()

    def count() -> Times:
        taken.append(clock.now)
        return Times(clock.now, clock.now)

    room = Room(clock)
    monkeypatch.setattr("psutil.cpu_times", count)
    for clock.now in (1.0, 1.05, 1.12, 1.2, 1.3):
        room.look()
    assert taken == [1.0, 1.12, 1.3]
