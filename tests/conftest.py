"""What the tests of the whole product share: tiny shops, and suites that are played as a user plays them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tiny_shop import TinyShop
from whole_suite import Suite

pytest_plugins = ["pytester"]
settings.register_profile("unhurried", deadline=None, derandomize=True)  # a busy machine is no failure
settings.load_profile("unhurried")


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
