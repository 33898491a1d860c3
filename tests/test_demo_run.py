"""What the demo says at its end, and the suite that it leaves where nobody has a clone."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sample_visits import DRIFT, GOOD, PRICE

from mystery_shopper import demo_run
from mystery_shopper.model import Severity

BAD = replace(DRIFT, findings=DRIFT.findings[:1], file="features/bad_days/purchase.feature")


def test_the_last_sentence_speaks_only_of_the_days_that_were_played() -> None:
    both = "On the good day, 1 of 1 visits met no friction; on the bad day, 1 of 2 met what was broken."
    assert demo_run.verdict_of([GOOD, BAD, replace(BAD, findings=())]) == both
    assert demo_run.verdict_of([GOOD]) == "On the good day, 1 of 1 visits met no friction."
    beside = replace(BAD, findings=(PRICE, replace(PRICE, moment="pay", kind="slow-inp", severity=Severity.NORMAL)))
    assert demo_run.verdict_of([BAD]) == "On the bad day, 1 of 1 met what was broken."
    assert "met what was broken, and 1 more finding at other moments." in demo_run.verdict_of([beside])
    other = replace(BAD, findings=(replace(BAD.findings[0], kind="not-as-expected"),))
    assert demo_run.verdict_of([other]) == "On the bad day, 0 of 1 met what was broken.", "what it was about was missed"


def test_a_long_line_of_the_demo_goes_on_below_its_beginning() -> None:
    page = Console(width=60, file=StringIO())
    page.print(demo_run._progress(replace(BAD, scenario="The button that should add to the basket is dead")))
    lines = page.file.getvalue().rstrip().splitlines()  # type: ignore[attr-defined]
    assert len(lines) > 1
    assert lines[0].startswith("  ▲ Walter")
    assert all(re.match(r" {4}\S", line) for line in lines[1:])


def test_a_shipped_suite_is_left_in_the_report_folder_and_a_clone_s_is_played_where_it_is(tmp_path: Path) -> None:
    shipped = tmp_path / "package"
    (shipped / "features").mkdir(parents=True)
    (shipped / "features" / "x.feature").write_text("Feature: X\n")
    kept = demo_run.playable(shipped, tmp_path / "reports")
    assert kept == tmp_path / "reports" / "suite"
    assert (kept / "features" / "x.feature").is_file()
    (shipped / "pyproject.toml").touch()
    assert demo_run.playable(shipped, tmp_path / "reports") == shipped


def test_at_its_end_it_says_how_to_go_on_where_the_environment_is_not_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / ".venv" / "bin" / "pytest"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.prefix", str(tmp_path / ".venv"))
    monkeypatch.setenv("PATH", "/nowhere")
    assert demo_run._what_next().endswith("Before you give one: . .venv/bin/activate")
    monkeypatch.setenv("PATH", str(program.parent))
    assert "activate" not in demo_run._what_next()
