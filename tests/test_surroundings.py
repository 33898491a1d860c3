"""What is set in a persona's browser shows: on a picture, in the clock, in what is left of yesterday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from tiny_shop import TinyShop

from mystery_shopper import browsers
from mystery_shopper.model import Persona
from mystery_shopper.personas import load_personas
from mystery_shopper.presets import networks
from mystery_shopper.shopper.surroundings import furnish, no_line, overnight

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return browsers.launch_args(browsers.find())


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_personas([Path(__file__).parents[1] / "personas"])["calm-desktop"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 200, "height": 200})
    yield opened
    opened.close()


def test_pictures_are_taken_as_this_customer_sees(context: BrowserContext, persona: Persona) -> None:
    page = context.new_page()
    page.set_content('<div style="height: 300px; background: #d33"></div>')
    others = page.screenshot()
    furnish(page, replace(persona, vision="deuteranopia"))
    assert page.screenshot() != others


def test_the_next_day_the_clock_has_moved_and_what_was_for_today_is_gone(
    context: BrowserContext, good_shop: TinyShop
) -> None:
    page = context.new_page()
    page.goto(good_shop.url)
    today = page.evaluate("""() => {
        document.cookie = 'window=1';
        document.cookie = 'hour=1; max-age=3600';
        document.cookie = 'year=1; max-age=31536000';
        localStorage.kept = 1;
        sessionStorage.gone = 1;
        return Date.now() }""")
    overnight(context)
    page = context.new_page()
    page.goto(good_shop.url)
    now, made, cookies, kept, gone = page.evaluate("""() => [Date.now(), new Date().getTime(), document.cookie,
        localStorage.kept, sessionStorage.gone]""")
    assert DAY_MS <= now - today < DAY_MS + 60_000
    assert 0 <= made - now < 60_000
    assert (cookies, kept, gone) == ("year=1", "1", None)
    assert page.evaluate("() => [new Date(0).getTime(), new Date() instanceof Date, typeof Date()]") == [
        0,
        True,
        "string",
    ]


def test_without_a_line_nothing_goes_through_and_afterwards_all_does(
    context: BrowserContext, persona: Persona, good_shop: TinyShop
) -> None:
    page = context.new_page()
    persona = replace(persona, network=networks()["dense-4g"])
    furnish(page, persona)
    page.goto(good_shop.url)
    ask = "() => fetch('/').then(answer => answer.status, () => 'no line')"
    with no_line(page, persona):
        assert page.evaluate(ask) == "no line"
    assert page.evaluate(ask) == 200
