"""Moments that no sentence opens are told: a slip is a problem, a moment of one's own is worth a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery_shopper import cli
from mystery_shopper.lint import notices
from mystery_shopper.suite import problems_of

MAP = """title: Reading
goal: She knows more
moments:
  - {{id: arrive, title: The shop opens, owner: Web}}
  - {{id: {moment}, title: Another, owner: Web, defining: yes}}
"""
FEATURE = "Feature: F\n  Scenario: S\n    When she opens the shop\n"
OWN = """
from mystery_shopper import says


@says("{who} polish(es) the mugs")
def polishes(shopper):
    shopper.at("baskett")
    shopper.at("polish")
"""


def with_moment(folder: Path, moment: str) -> Path:
    for name, text in {"journeys/own.yaml": MAP.format(moment=moment), "features/x.feature": FEATURE}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(("moment", "meant"), [("baskett", "basket"), ("chekout", "checkout"), ("conifrm", "confirm")])
def test_a_misspelt_moment_is_told_with_the_one_that_was_meant(tmp_path: Path, moment: str, meant: str) -> None:
    [problem] = problems_of(with_moment(tmp_path, moment))
    assert str(problem).endswith(f" which the sentences open. Write '{meant}'.")
    assert f"own.yaml:5: the moment '{moment}' is written nearly like '{meant}'," in str(problem)


def test_a_moment_that_no_sentence_opens_is_no_mistake_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert problems_of(with_moment(tmp_path, "polish")) == []
    assert cli.main(["check", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "own.yaml:5: no sentence opens the moment 'polish', so nothing is ever found there." in said
    assert said.splitlines()[-1].startswith("Nothing to mend")


@pytest.mark.parametrize("moment", ["baskett", "polish", "basket"])
def test_a_moment_that_a_sentence_opens_is_left_alone(tmp_path: Path, moment: str) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "own_moments.py").write_text(OWN)
    assert problems_of(with_moment(tmp_path, moment)) == []
    assert notices(tmp_path) == []
