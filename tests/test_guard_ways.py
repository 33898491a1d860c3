"""Ways out of the shop that no page takes by itself: the browser's own reports, and redirects of what was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from tiny_shop import Answer, TinyShop, page

from mystery_shopper.senses.guard import Guard

pytest_plugins = ("shops.pages",)

KEY = {"X-Staging-Key": "of-the-house"}


@pytest.fixture
def places(open_tiny_shop: Callable[[], TinyShop]) -> tuple[TinyShop, TinyShop, TinyShop]:
    """The shop, its payment provider, and a foreign host."""
    return open_tiny_shop(), open_tiny_shop(), open_tiny_shop()


@pytest.fixture
def guarded(shop_browser: Browser, places: tuple[TinyShop, TinyShop, TinyShop]) -> Iterator[Page]:
    """A page that the guard watches."""
    shop, payment, _ = places
    with shop_browser.new_context() as context:
        hosts = frozenset({shop.host, payment.host})
        Guard(hosts, frozenset({shop.host}), KEY, lambda *_: None).watch(context, chromium=True)
        yield context.new_page()


def test_no_report_of_a_broken_policy_leaves_for_another_host(
    guarded: Page, places: tuple[TinyShop, TinyShop, TinyShop]
) -> None:
    shop, _, foreign = places
    policy = f"img-src 'none'; report-uri {foreign.url}/policy {shop.url}/policy"
    shop.answers["/"] = Answer(page('<img alt="" src="/x.png">'), headers={"Content-Security-Policy": policy})
    guarded.goto(shop.url)
    for _ in range(100):
        if "/policy" in shop.paths("POST"):
            break
        guarded.wait_for_timeout(50)
    assert set(shop.paths("POST")) == {"/policy"}
    assert foreign.asked == []


@pytest.mark.parametrize("status", [302, 307])
def test_what_opens_the_door_does_not_follow_a_redirect(
    guarded: Page, places: tuple[TinyShop, TinyShop, TinyShop], status: int
) -> None:
    shop, payment, foreign = places
    shop.show("/", '<form method="post" action="/pay"><input name="a" value="b"><button>Pay</button></form>')
    payment.show("/card", "<p>Your card</p>")
    shop.answers["/pay"] = Answer(status=status, headers={"Location": f"{payment.url}/card"})
    guarded.goto(shop.url)
    guarded.click("button")
    guarded.wait_for_url(f"{payment.url}/card")
    assert shop.asked[-1].headers["x-staging-key"] == KEY["X-Staging-Key"]
    assert [each.path for each in payment.asked if "x-staging-key" in each.headers] == []
    shop.answers["/pay"] = Answer(status=status, headers={"Location": f"{foreign.url}/card"})
    guarded.goto(shop.url)
    guarded.click("button")
    guarded.wait_for_timeout(300)
    assert foreign.asked == []
