"""How much room the machine has, found out by keeping a thread busy."""

from __future__ import annotations

import pytest

from mystery_shopper import machine


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


def test_the_share_is_a_part_of_one() -> None:
    assert 0 < machine.share_of_core(0.002) <= 1
