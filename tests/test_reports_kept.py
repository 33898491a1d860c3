"""What an earlier run left in the report folder stays until the first visit of a new one is about to begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_shop import TinyShop
from whole_suite import Suite

OLD = ("visits.jsonl", "digest.html", "allure-report.html", "evidence/x/picture.png", "traces/trace.zip")


@pytest.fixture
def read(suite: Suite) -> Suite:
    """A suite whose last reports somebody is reading."""
    suite.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n")
    for name in OLD:
        suite.write(f"reports/{name}", "")
    return suite


def kept(folder: Path) -> list[str]:
    return [each for each in OLD if (folder / each).is_file()]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("features/nosuch.feature",), pytest.ExitCode.USAGE_ERROR),
        (("-k=zzz_nothing",), pytest.ExitCode.NO_TESTS_COLLECTED),
        (("-k=zzz_nothing", "-n=2"), pytest.ExitCode.NO_TESTS_COLLECTED),
        (("features/x.feature::test_nobody",), pytest.ExitCode.USAGE_ERROR),
    ],
)
def test_a_run_without_a_visit_takes_nothing_away(
    read: Suite, good_shop: TinyShop, options: tuple[str, ...], code: int
) -> None:
    result = read.run(*options, shop=good_shop.url)
    assert (result.code, kept(result.reports)) == (code, list(OLD)), result.text


def test_a_mistake_in_a_feature_takes_nothing_away(read: Suite, good_shop: TinyShop) -> None:
    read.feature("Feature: F\n  Scenario: S\n    When she opens the shop and flies\n", "wrong")
    result = read.run(shop=good_shop.url)
    assert (result.code, kept(result.reports)) == (pytest.ExitCode.INTERRUPTED, list(OLD)), result.text
    assert "No visit was made; what an earlier run left in" in result.out


@pytest.mark.parametrize("options", [(), ("-n=2",)])
def test_a_run_with_a_visit_begins_the_folder_anew(read: Suite, good_shop: TinyShop, options: tuple[str, ...]) -> None:
    result = read.run(*options, shop=good_shop.url)
    assert (result.code, kept(result.reports)) == (0, ["visits.jsonl", "digest.html"]), result.text
    assert [each["scenario"] for each in result.visits] == ["S"]
