"""In Firefox and WebKit the guard sees every request, and does there what DevTools do in Chromium."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Route

from mystery_shopper.senses.guard import Guard

HOSTS = frozenset({"shop.example:443", "pay.example:443"})


@dataclass
class Asked:
    """A request that waits for the guard, and what the guard did with it."""

    url: str
    method: str = "GET"
    navigates: bool = False
    sent: dict[str, str] = field(default_factory=dict)
    stopped: str = ""

    @property
    def route(self) -> Route:
        request = SimpleNamespace(
            url=self.url,
            method=self.method,
            headers={"user-agent": "Mozilla/5.0", "accept": "*/*"},
            is_navigation_request=lambda: self.navigates,
        )
        return cast("Route", SimpleNamespace(request=request, continue_=self._goes, abort=self._stops))

    def _goes(self, *, headers: dict[str, str] | None = None) -> None:
        self.sent = headers or {}

    def _stops(self, reason: str) -> None:
        self.stopped = reason


def guarded(asked: Asked, **more: Any) -> Asked:
    own = frozenset({"shop.example:443"})
    Guard(HOSTS, own, {}, lambda *_: None, **more)._route(asked.route)
    return asked


@pytest.mark.parametrize(
    ("asked", "stopped"),
    [
        (Asked("https://other.example/", navigates=True), "aborted"),
        (Asked("https://other.example/", method="POST"), "blockedbyclient"),
        (Asked("https://other.example/picture.png"), ""),
        (Asked("https://pay.example/", method="POST", navigates=True), ""),
    ],
)
def test_nobody_is_sent_elsewhere(asked: Asked, stopped: str) -> None:
    assert guarded(asked).stopped == stopped


def test_a_token_goes_to_the_shops_own_hosts_alone() -> None:
    told = guarded(Asked("https://shop.example/"), token="our-shoppers/1.0").sent
    assert told == {"user-agent": "Mozilla/5.0 our-shoppers/1.0", "accept": "*/*"}
    assert guarded(Asked("https://pay.example/"), token="our-shoppers/1.0").sent == {}
