"""A page whose script never ends holds up the customer, and neither the run nor the next visit."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, Playwright
from tiny_shop import Answer, TinyShop
from whole_suite import SHELL, Suite

from mystery_shopper.provision import browsers
from mystery_shopper.senses import pictures
from mystery_shopper.senses.watchman import Watchman, closed_after

pytest_plugins = ("shops.pages",)

FEATURE = """
Feature: Frozen
  Scenario: on a press
    Given she has 2 seconds of patience
    When she opens the page "/"
    And she presses "Add"
  Scenario: by itself
    Given she has 2 seconds of patience
    When she opens the page "/later"
    And she presses "Add"
  Scenario: she who comes next
    When she opens the page "/"
"""


def test_a_script_without_end_is_left_when_patience_ends(suite: Suite, good_shop: TinyShop) -> None:
    good_shop.show("/", '<button onclick="for (;;);">Add</button>')
    good_shop.show("/later", '<button onmouseover="for (;;);" onfocus="for (;;);">Add</button>')
    suite.feature(FEATURE)
    result = suite.run("--fail-on=never", shop=good_shop.url)
    for scenario in ("on a press", "by itself"):
        visit = result.visit(scenario)
        assert visit["outcome"] == "gave up", visit
        assert 'waiting for an answer to button "Add"' in visit["reason"]
    assert result.visit("she who comes next")["outcome"] == "achieved"


def test_a_page_whose_next_page_never_begins_to_come_answers_once_its_loading_is_stopped(
    open_tiny_shop: Callable[[], TinyShop], shop_browser: Browser
) -> None:
    shop = open_tiny_shop()
    shop.answers["/endless"] = Answer(held=True)
    page, watchman = shop_browser.new_page(), Watchman()
    watchman.take(page)
    page.goto(shop.url)
    page.evaluate("() => { setTimeout(() => location.assign('/endless'), 0) }")
    assert shop.reached.wait(10)
    rescue = threading.Timer(20, shop.close)  # or the question would hang for ever where nobody stops the loading
    rescue.start()
    with watchman.within(page, 0.1) as watch:
        assert page.evaluate("() => document.title") == "The Tiny Shop"
    assert watch.called
    assert rescue.is_alive()
    rescue.cancel()
    page.close()


def test_a_page_whose_script_never_ends_holds_no_picture_up(
    shop_browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_WITHIN_S", 0.1)
    page = shop_browser.new_page()
    Watchman().take(page)
    page.evaluate("() => { setTimeout(() => { for (;;); }, 0) }")
    pictures.take(page, mark=None, secrets=frozenset())
    assert page.evaluate("1 + 1") == 2
    page.close()


def test_a_browser_whose_pages_let_nobody_leave_is_closed(playwright: Playwright) -> None:
    browser = playwright.chromium.launch(**browsers.launch_args(browsers.find(setting=SHELL)))
    page = browser.new_page()
    with pytest.raises(Error, match="closed"), closed_after(browser, 0.1):
        page.evaluate("() => { for (;;); }")
