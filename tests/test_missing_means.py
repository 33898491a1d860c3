"""What a run says when this machine lacks something: room for pictures, or the package for several visits at a time."""

from __future__ import annotations

from tiny_shop import Answer, TinyShop, page
from whole_suite import Suite

FULL_DISK = """
import errno
import pathlib

whole = pathlib.Path.write_bytes


def write_bytes(path, data):
    if path.suffix == ".png":
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")
    return whole(path, data)


pathlib.Path.write_bytes = write_bytes
"""
NO_XDIST = """
import importlib.util

find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "xdist" else find(name, *more)
"""


def test_pictures_that_a_full_disk_has_swallowed_are_told_of_once(suite: Suite) -> None:
    shop = TinyShop()
    shop.answers["/"] = Answer(page("<p>We are sorry.</p>"), status=500)
    suite.write("conftest.py", FULL_DISK)
    suite.feature("""
        Feature: F

          Scenario: One comes
            When she opens the shop

          Scenario: Another comes
            When she opens the shop
    """)
    result = suite.run(shop=shop.url)
    shop.close()
    assert result.kinds("One comes") == ["landing-unusable"]
    assert (
        result.text.count("2 pictures could not be kept: No space left on device. Free the disk, and run again.") == 1
    )
    assert [each for each in result.files() if each.suffix == ".png"] == []


def test_several_visits_at_a_time_without_the_package_for_it(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("early.py", NO_XDIST)
    suite.feature("""
        Feature: F

          Scenario: One comes
            When she opens the shop
    """)
    result = suite.run("-p", "early", "-p", "no:xdist", "-n", "2", shop=good_shop.url, PYTHONPATH=str(suite.root))
    assert result.code == 4
    assert "2 visits at a time need the extra `parallel`: pip install 'mystery-shopper[parallel]'" in result.text
