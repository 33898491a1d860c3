"""The pages about the rules: what they list is what there is, and what they show works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_pages import files
from whole_suite import Suite

from mystery_shopper.frictions import RuleError, kinds
from mystery_shopper.frictions.__main__ import main, page
from mystery_shopper.frictions.registry import forget

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def shown() -> Iterator[list[str]]:
    """The Python that docs/own-rule.md shows: the rule, the sentence, the test."""
    yield re.findall(r"```python\n(.*?)```", (DOCS / "own-rule.md").read_text(encoding="utf-8"), re.DOTALL)
    forget("returns-not-mentioned")


def test_the_list_of_kinds_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(DOCS / "frictions.md"), "--check"]) == 0, capsys.readouterr().err


def test_every_kind_is_on_the_page_once() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", page(), re.MULTILINE)
    assert sorted(rows) == sorted(kinds())


def test_an_old_page_is_told_and_a_new_one_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deep" / "frictions.md"
    assert main([str(path), "--check"]) == 1
    assert "Run: python -m mystery_shopper.frictions" in capsys.readouterr().err
    assert main([str(path)]) == 0
    assert main([str(path), "--check"]) == 0


@pytest.mark.parametrize("among_personas", [False, True])
def test_what_is_shown_works_as_it_is_copied_into_an_empty_folder(suite: Suite, among_personas: bool) -> None:
    if among_personas:
        suite.write("personas/kim.yaml", "name: Kim\nstory: x\nlocale: en-GB\n")
    shown = files(DOCS / "own-rule.md")
    assert set(shown) == {"steps/returns.py", "steps/returns_words.py", "tests/test_returns.py", "pytest.ini"}
    for name, text in shown.items():
        suite.write(name, text)
    result = suite.run("tests")
    assert (result.code, "2 passed" in result.out) == (0, True), result.text


def test_the_rule_that_is_shown_has_its_place(shown: list[str]) -> None:
    exec(compile(shown[0], "steps/returns.py", "exec"), {})
    assert kinds()["returns-not-mentioned"].place == "steps/returns.py:5"


def test_the_error_that_is_shown_is_the_one_that_is_raised(shown: list[str]) -> None:
    wrong = shown[0].replace('category="broken promise"', 'category="broken promises"')
    with pytest.raises(RuleError) as caught:
        exec(compile(wrong, "steps/returns.py", "exec"), {})
    told = re.search(
        r"```text\n(.*?) Valid: \.\.\.\n```", (DOCS / "own-rule.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert told is not None
    assert str(caught.value).startswith(told.group(1))
