"""What an earlier run left in the report folder stays until the first visit of a new one is about to begin."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tiny_shop import TinyShop
from whole_suite import CALM, SHELL, Suite, plain_environment

from mystery_shopper.report.visits import VisitsFile
from mystery_shopper.run import Run

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


def test_a_first_run_without_a_visit_leaves_nothing_and_speaks_of_nothing_that_was(
    suite: Suite, good_shop: TinyShop
) -> None:
    suite.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n")
    result = suite.run("-k=zzz_nothing", shop=good_shop.url)
    assert "No visit was made.\n" in result.out, result.text
    assert not result.reports.exists()


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


def test_the_command_that_shows_a_visit_again_keeps_the_report_in_which_it_is_read(
    read: Suite, good_shop: TinyShop
) -> None:
    first = read.run(shop=good_shop.url)
    before = {each: each.read_bytes() for each in first.files()}
    command = shlex.split(first.visit("S")["reproduce"])
    read.run(*command[1:])
    assert command[0] == "pytest"
    assert {each: each.read_bytes() for each in before} == before
    assert VisitsFile(first.reports / "again").read()[0].seed == first.visit("S")["seed"]


def test_a_run_from_elsewhere_tells_the_way_to_the_suite(read: Suite, good_shop: TinyShop, tmp_path: Path) -> None:
    (tmp_path / "shops.yaml").write_text(f"shop: {good_shop.url}\n")
    words = ["--rootdir=suite", "suite/features", "--shop-file=shops.yaml", *CALM, "--reports=out"]
    words += [f"--browser-executable={SHELL}"] if SHELL else []
    subprocess.run([sys.executable, "-m", "pytest", *words], cwd=tmp_path, env=plain_environment(), check=True)
    (visit,) = VisitsFile(tmp_path / "out").read()
    assert visit.reproduce == (
        "cd suite && pytest features/x.feature::test_s --seed 1 --reports=reports/again"
        " --pace=off --timings=skip --shop-file=../shops.yaml"
    )


@pytest.mark.parametrize(
    ("root", "reports", "started", "again", "way"),
    [
        ("/a/suite", "/a/suite/reports", "/a/suite", "reports/again", ""),
        ("/a/suite", "/a/suite/reports/again", "/a/suite", "reports/again", ""),
        ("/a/suite", "/b/artefacts", "/a/suite", "reports/again", ""),
        ("/a/reports/suite", "/a/reports", "/a", "../again", "reports/suite"),
        ("/a/suite", "/b/reports", "/b", "reports/again", "/a/suite"),
        ("/a/suite", "/a/suite/features/reports", "/a/suite/features", "features/reports/again", ".."),
    ],
)
def test_what_is_made_again_goes_beside_what_is_read(
    root: str, reports: str, started: str, again: str, way: str
) -> None:
    run = Run(Path(root), Path(reports), seed=1, fail_on="never", paced=False, started=Path(started))
    assert (run.again, run.way_to_root) == (again, way)
