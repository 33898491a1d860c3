"""Fixtures that show little pages in a real browser and read them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright
from whole_suite import SHELL

from mystery_shopper import shop
from mystery_shopper.provision import browsers
from shops.serving import See, fleet


@pytest.fixture(scope="session")
def shop_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser of this suite's own, started once."""
    browser = playwright.chromium.launch(**browsers.launch_args(browsers.find(setting=SHELL)))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def fleet_url() -> Iterator[str]:
    """The address of the fleet of little shops."""
    with fleet() as address:
        yield address


@pytest.fixture
def bare_page(shop_browser: Browser) -> Iterator[Page]:
    """An empty page of a size that most desks have."""
    page = shop_browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


@pytest.fixture(scope="module")
def see(shop_browser: Browser) -> Iterator[See]:
    """Show a piece of HTML and return what can be perceived of it."""
    page = shop_browser.new_page(viewport={"width": 1280, "height": 800})

    def show(body: str, lang: str = "en", head: str = "") -> shop.PageView:
        if "<script" in head + body:  # what it leaves in the window, as custom elements, would be the next page's too
            page.goto("about:blank")
        page.set_content(f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>')
        return shop.look(page)

    yield show
    page.close()
