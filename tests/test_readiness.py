"""A document is ready when its own scripts have run: what is pressed before reaches nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from page_window import ORIGIN, Window
from playwright.sync_api import Browser, Page, Route

from mystery_shopper.senses.settling import let_run, wait_until_ready

pytest_plugins = ("shops.pages",)

LATE = "<!doctype html><button>Pay</button><script type=module src=late.js></script>"
MUGS = f"<!doctype html><body><h1>Mugs</h1>{'<p>Mugs are made of clay.</p>' * 40}<a href=/help>Help</a>"
AT_ITS_END = f"{MUGS}<script src=late.js></script></body>"
IN_THE_MIDDLE = f"{MUGS}<script src=late.js></script>{'<p>Cups are made of clay.</p>' * 40}</body>"
BEFORE_ALL = f"<!doctype html><head><script src=late.js></script></head>{MUGS}</body>"
FRAMED = "<!doctype html><iframe src=inner></iframe>"
SCRIPT = "document.querySelector('button').dataset.ready = 'yes'"
READY = "() => document.querySelector('button').dataset.ready === 'yes'"


PAGES = {"page": LATE, "framed": FRAMED, "end": AT_ITS_END, "middle": IN_THE_MIDDLE, "head": BEFORE_ALL}


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
        route.fulfill(body=PAGES.get(route.request.url.rpartition("/")[2], LATE), content_type="text/html")

    for name in (*PAGES, "inner"):
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


@pytest.mark.parametrize(("name", "shown"), [("end", True), ("middle", False), ("head", False)])
def test_who_sees_all_of_a_page_does_not_leave_it_for_a_script_at_its_end(opened: Page, name: str, shown: bool) -> None:
    page = opened
    page.goto(f"{ORIGIN}/{name}", wait_until="commit")
    assert wait_until_ready(page, 1.5) is shown
    assert page.evaluate("document.readyState") == "loading"
