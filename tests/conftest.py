"""What tests share: the browser, the demo, tiny shops, a window with the script in it, suites played as users do."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from demo_customer import Customer
from hypothesis import settings
from page_window import Window
from playwright.sync_api import Browser, Page, Playwright
from shops.buying import Customers
from tiny_shop import TinyShop
from whole_suite import SHELL, Suite

from mystery_shopper.demo import DemoShop
from mystery_shopper.provision import browsers
from mystery_shopper.senses import axe

pytest_plugins = ["pytester"]
settings.register_profile("unhurried", deadline=None, derandomize=True)  # a busy machine is no failure
settings.load_profile("unhurried")
MINUTES = (
    "test_prove",
    "test_shop_fleet",
    "test_bad_days",
    "test_small_flaws",
    "test_traits_playing",
    "guest",
    "test_shop_further_makes",
    "test_shop_common_makes",
    "test_outcomes",
    "test_crowd_playing",
    "test_second_looks",
    "test_habits_playing",
)
"""Files of tests that play for a minute or more; they begin first, so that no core has nothing to do at the end."""


def pytest_configure(config: pytest.Config) -> None:
    """Let the many processes of one run share what axe says of a page; the next run asks anew."""
    if hasattr(config, "workerinput") or axe.MEMORY in os.environ:
        return
    folder = tempfile.mkdtemp(prefix="mystery-shopper-axe-")
    os.environ[axe.MEMORY] = folder

    def forget() -> None:
        del os.environ[axe.MEMORY]
        shutil.rmtree(folder, ignore_errors=True)

    config.add_cleanup(forget)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda each: MINUTES.index(each.path.stem) if each.path.stem in MINUTES else len(MINUTES))


@pytest.fixture(scope="session")
def open_tiny_shop() -> Iterator[Callable[[], TinyShop]]:
    """Open as many tiny shops as a test needs; each has an origin of its own and closes at the end."""
    opened: list[TinyShop] = []

    def open_one() -> TinyShop:
        opened.append(TinyShop())
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture(scope="session")
def good_shop(open_tiny_shop: Callable[[], TinyShop]) -> TinyShop:
    """A tiny shop in which nothing is wrong; nobody changes it."""
    return open_tiny_shop()


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    """An empty suite of a company."""
    return Suite(tmp_path / "suite")


@pytest.fixture(scope="module")
def people(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Customers]:
    """People who buy at any shop, and may place some orders."""
    customers = Customers(playwright, tmp_path_factory.mktemp("visits"), max_orders=200, browser=SHELL)
    yield customers
    customers.close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that this machine has."""
    return browsers.launch_args(browsers.find())


@pytest.fixture(scope="module")
def started() -> Iterator[DemoShop]:
    """The demo; each file of tests has one of its own."""
    with DemoShop.start() as demo:
        yield demo


@pytest.fixture
def demo(started: DemoShop) -> DemoShop:
    """The demo on a good day."""
    started.good_day()
    return started


@pytest.fixture
def ann(demo: DemoShop) -> Customer:
    """A customer who asks the demo's server without a browser."""
    return Customer(demo)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    """A browser window with the page script in it; each file of tests has one."""
    opened = Window(browser)
    yield opened
    opened.context.close()


@pytest.fixture
def notes(window: Window) -> list[dict[str, Any]]:
    """What the page script has told."""
    return window.notes


@pytest.fixture
def visit(window: Window) -> Iterator[Callable[..., Page]]:
    """Open a page made of the given body; the script must not have thrown into it."""
    window.troubles.clear()
    yield window.show
    assert window.troubles == []
