"""Which requests only measure, by their address: nobody waits for those."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mystery_shopper.recorder import Recorder
from mystery_shopper.senses.measuring import measures
from mystery_shopper.senses.network import Network

SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/analytics"),
        ("GET", "/analytics/beacon?page=2"),
        ("POST", "/api/v1/telemetry"),
        ("POST", "/rum/vitals"),
        ("GET", "/matomo.php?idsite=1"),
        ("POST", "/g/collect"),
        ("POST", "/api/track"),
        ("POST", "/api/7/envelope/"),
        ("POST", "/log"),
        ("POST", "/pixel.gif"),
        ("POST", "/web-analytics/hit.json"),
    ],
)
def test_what_counts_and_times_visitors(method: str, path: str) -> None:
    assert measures(SHOP + path, method)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/basket/add"),
        ("GET", "/track"),
        ("POST", "/orders/7/track"),
        ("POST", "/checkout/collect"),
        ("POST", "/click-collect"),
        ("POST", "/login"),
        ("GET", "/events/summer-concert"),
        ("POST", "/tickets/events"),
        ("POST", "/api/search?q=analytics"),
        ("GET", "/products/pixelated-mug"),
        ("GET", "/api/rum"),
        ("POST", "/basket/add/beacon"),
        ("POST", "/products/google-pixel/variants"),
        ("POST", "/"),
        ("POST", ""),
    ],
)
def test_what_a_customer_asks_for(method: str, path: str) -> None:
    assert not measures(SHOP + path, method)


@dataclass(frozen=True)
class Asked:
    """A request as the wire tells of it."""

    url: str
    method: str = "POST"
    resource_type: str = "fetch"
    failure: str = "net::ERR_CONNECTION_RESET"
    redirected_from: None = None

    def is_navigation_request(self) -> bool:
        return False


@pytest.mark.parametrize(("path", "counts"), [("/api/basket", True), ("/analytics/beacon", False)])
def test_what_measures_is_neither_awaited_nor_missed(path: str, counts: bool) -> None:
    told: list[str] = []
    recorder = SimpleNamespace(now=0.0, observe=lambda name, *_, **__: told.append(name))
    network = Network(
        cast(Recorder, recorder), frozenset({"shop.example:443"}), lambda asked_at: ('press button "Add"', 0.0)
    )
    request = cast(Any, Asked(SHOP + path))
    network._request(request)
    assert (network.sent, network.under_way(0.0)) == (int(counts), counts)
    network._response(cast(Any, SimpleNamespace(request=request, status=500, url=SHOP + path, headers={})))
    network._failed(request)
    assert told == (["response_error", "request_failed"] if counts else [])
