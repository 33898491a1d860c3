"""A document is ready when its own scripts have run: what is pressed before reaches nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_window import ORIGIN, Window
from playwright.sync_api import Browser, Page, Route

from mystery_shopper.senses.settling import let_run, wait_until_ready

pytest_plugins = ("shops.pages",)

LATE = "<!doctype html><button>Pay</button><script type=module src=late.js></script>"
FRAMED = "<!doctype html><iframe src=inner></iframe>"
SCRIPT = "document.querySelector('button').dataset.ready = 'yes'"
READY = "() => document.querySelector('button').dataset.ready === 'yes'"


@pytest.fixture
def opened(shop_browser: Browser) -> Iterator[Page]:
    """A page whose script comes a moment after somebody has asked for "now"."""
    window = Window(shop_browser)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def let_go(route: Route) -> None:
        held[0].fulfill(body=SCRIPT, content_type="text/javascript")
        route.fulfill(body="")

    def show(route: Route) -> None:
        route.fulfill(body=FRAMED if route.request.url.endswith("framed") else LATE, content_type="text/html")

    for name in ("page", "inner", "framed"):
        window.context.route(f"{ORIGIN}/{name}", show)
    window.context.route(f"{ORIGIN}/late.js", hold)
    window.context.route(f"{ORIGIN}/now", let_go)
    yield window.page
    window.context.close()


def test_a_page_whose_script_is_late_is_not_ready(opened: Page) -> None:
    page = opened
    page.goto(f"{ORIGIN}/page", wait_until="commit")
    page.wait_for_function("() => document.readyState === 'interactive'")
    page.evaluate("() => { setTimeout(() => fetch('now'), 200) }")
    assert wait_until_ready(page, 10)
    assert page.evaluate(READY)


def test_a_document_within_the_page_gets_time_for_its_scripts(opened: Page) -> None:
    page = opened
    page.goto(f"{ORIGIN}/framed", wait_until="commit")
    page.wait_for_function(
        "() => frames[0]?.document.readyState === 'interactive' && frames[0].document.body.children[0]"
    )
    page.evaluate("() => { setTimeout(() => fetch('now'), 200) }")
    let_run(page.frames[1])
    assert page.frames[1].evaluate(READY)


def test_a_script_that_never_comes_keeps_nobody_waiting(opened: Page) -> None:
    page = opened
    page.goto(f"{ORIGIN}/page", wait_until="commit")
    page.wait_for_function("() => document.readyState === 'interactive'")
    assert wait_until_ready(page, 10)
    assert not page.evaluate(READY)
