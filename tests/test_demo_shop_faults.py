"""The faults of the demo shop by themselves: how long slow days wait, and what mistakes in assets replace."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mystery_shopper.demo.shop import assets, fault_patches, faults


@pytest.mark.parametrize("day", sorted(fault_patches.ASSETS))
def test_every_mistake_of_style_and_script_finds_its_place(day: str) -> None:
    name = fault_patches.ASSETS[day][0]
    good, bad = assets.content(name, frozenset()), assets.content(name, frozenset({day}))
    assert good != bad


@pytest.mark.parametrize(
    ("day", "url_name", "seconds"),
    [("slow-product-page", "product", 3.0), ("late-picture", "picture", 5.0), ("silent-wait", "add", 3.0)],
)
def test_slow_days_wait_as_long_as_they_say(
    monkeypatch: pytest.MonkeyPatch, day: str, url_name: str, seconds: float
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    request = SimpleNamespace(days=frozenset({day}), resolver_match=SimpleNamespace(url_name=url_name))
    middleware = faults.FaultsMiddleware(lambda _: None)
    assert middleware.process_view(request, None, (), {}) is None
    request.resolver_match.url_name = "home"
    middleware.process_view(request, None, (), {})
    assert slept == [seconds]


def test_the_endless_wait_is_before_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    faults.before_order(SimpleNamespace(days=frozenset({"endless-wait"})))
    faults.before_order(SimpleNamespace(days=frozenset()))
    assert slept == [14.0]
