"""What a run says when this machine lacks something: room for pictures, or the package for several visits at a time."""

from __future__ import annotations

import re

import pytest
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
NO_ROOM = """
import errno
import pathlib


whole = pathlib.Path.write_bytes


def write_bytes(path, data):
    if path.name.startswith("room."):
        whole(path, data[:9])
        raise OSError(errno.ENOSPC, "No space left on device")
    return whole(path, data)


pathlib.Path.write_bytes = write_bytes
"""
DISK_FILLS = """
import errno
import pathlib

whole = pathlib.Path.write_text


def write_text(path, text, *more):
    if path.name.startswith("digest.html"):
        whole(path, text[:9], *more)
        raise OSError(errno.ENOSPC, "No space left on device")
    return whole(path, text, *more)


pathlib.Path.write_text = write_text
"""
ALLURE_FINDS_NO_ROOM = """
import errno
import io

whole = io.open


def no_room(path, *more, **named):
    if str(path).endswith("-result.json.tmp"):
        raise OSError(errno.ENOSPC, "No space left on device")
    return whole(path, *more, **named)


io.open = no_room
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


def test_a_disk_that_is_full_from_the_start_is_one_clear_error_and_nothing_is_lost(
    suite: Suite, good_shop: TinyShop
) -> None:
    suite.write("conftest.py", NO_ROOM)
    suite.write("reports/digest.html", "of yesterday")
    suite.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n")
    result = suite.run(shop=good_shop.url)
    assert result.code == pytest.ExitCode.USAGE_ERROR, result.text
    assert "INTERNALERROR" not in result.text
    assert "the report cannot be written: No space left on device." in result.text
    assert [each.name for each in result.files()] == ["digest.html"]


@pytest.mark.parametrize("options", [(), ("-n=2",)])
@pytest.mark.parametrize("trouble", [DISK_FILLS, ALLURE_FINDS_NO_ROOM], ids=["digest", "allure"])
def test_a_report_that_could_not_be_written_fails_the_run_and_is_told_in_a_sentence(
    suite: Suite, good_shop: TinyShop, trouble: str, options: tuple[str, ...]
) -> None:
    suite.write("conftest.py", trouble)
    suite.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n")
    result = suite.run(*options, shop=good_shop.url)
    assert (result.code, result.status("test_s")) == (pytest.ExitCode.TESTS_FAILED, "passed"), result.text
    assert result.text.count("REPORT INCOMPLETE: ") == 1
    assert "No space left on device." in result.text
    assert [each for each in result.files() if each.suffix in (".new", ".tmp")] == []


def test_several_visits_at_a_time_without_the_package_for_it(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("early.py", NO_XDIST)
    suite.feature("""
        Feature: F

          Scenario: One comes
            When she opens the shop
    """)
    result = suite.run("-p", "early", "-p", "no:xdist", "-n", "2", shop=good_shop.url, PYTHONPATH=str(suite.root))
    assert result.code == 4
    assert re.search(r"2 visits at a time need the extra `parallel`: pip install .*\[parallel\]'", result.text)
