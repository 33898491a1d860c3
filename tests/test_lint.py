"""The linter refuses, with file and line, what the runner lets pass, and helps with every unknown word."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopper.journeys import load_journeys
from mystery_shopper.lint import Names, Rules, check_data, check_features, check_suite, nearest, stub
from mystery_shopper.personas import load_personas
from mystery_shopper.sentences import Sentence

ROOT = Path(__file__).parents[1]
START = "Feature: Buying\n  Scenario: one\n    Given she is on the shop\n"


@dataclass(frozen=True)
class Match:
    args: Mapping[str, str] = field(default_factory=dict)
    takes_table: bool = False
    takes_docstring: bool = False


class Catalogue:
    """A small catalogue: pattern, readable form, and whether a table or a text block is taken."""

    KNOWN = (
        (r"\w+ is on the shop", "she is on the shop", False, False),
        (r'\w+ is "(?P<persona>[^"]*)"', 'she is "{persona}"', False, False),
        (r'\w+ searches for "[^"]*"', 'she searches for "{query}"', False, False),
        (r"\w+ puts it into the basket", "she puts it into the basket", False, False),
        (r"\w+ comes to (?P<moment>\S+)", "she comes to {moment}", False, False),
        (r'\w+ walks "(?P<journey>[^"]*)"', 'she walks "{journey}"', False, False),
        (r"\w+ enters the address", "she enters the address", True, False),
        (r"\w+ writes to the shop", "she writes to the shop", False, True),
        (r'elle cherche "[^"]*"', 'elle cherche "{query}"', False, False),
    )

    def match(self, text: str) -> Match | None:
        for pattern, _, table, docstring in self.KNOWN:
            found = re.fullmatch(pattern, text)
            if found:
                return Match(found.groupdict(), table, docstring)
        return None

    def all(self) -> list[str]:
        return [readable for _, readable, _, _ in self.KNOWN]


NAMES = Names(load_personas([ROOT / "personas"]), load_journeys([ROOT / "journeys"]), ("web", "payments"))


def problems_in(folder: Path, content: str | bytes) -> list[str]:
    path = folder / "x.feature"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = check_features([path], sentences=Catalogue(), names=NAMES)
    assert all(each.path == str(path) for each in found)
    return [f"{each.line}: {each.text}" for each in found]


# ---------------------------------------------------------------- shape


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "0: is empty. Write a `Feature:` with a scenario, or delete the file."),
        ("# nothing yet\n\n", "0: holds only comments."),
        ("Feature: Buying\n", "1: this feature has no scenario. Add one, or delete the file."),
        (START.replace(": Buying", ":"), "1: this feature has no name."),
        (START.replace(": one", ":"), "2: this scenario has no name."),
        (START + "  Scenario: two\n", "4: scenario 'two' has no steps, so it would always pass."),
        (
            START + "  Scenario: one\n    Given she is on the shop\n",
            "4: two scenarios are called 'one' (the first in li",
        ),
        (START + "  Rule: r\n    Scenario: one\n      Given she is on the shop\n", "5: two scenarios are called 'one'"),
        (
            "Feature: B\n  Scenario: one\n    And she is on the shop\n",
            "3: the first step begins with 'And', which cont",
        ),
        ("Feature: B\n  Scenario: one\n    But she is on the shop\n", "3: the first step begins with 'But'"),
        ("Feature: B\n  Scenario: one\n    * she is on the shop\n", "3: the first step begins with '*'"),
        (b"Feature: B\n  Scenario: caf\xe9\n", "2: byte 0xe9 is not UTF-8."),
        (
            "Scenario: one\n  Given she is on the shop\n",
            "1: 'Scenario: one' stands where it cannot be read. Write a `Fe",
        ),
        ("Given she is on the shop\n", "1: 'Given she is on the shop' stands where it cannot be read. A step belongs"),
        (
            START + "Feature: Another\n",
            "4: 'Feature: Another' stands where it cannot be read. A file holds one feature",
        ),
        (START + "      | a | b |\n      | c |\n", "5: this row of the table has another number of cells than the fi"),
        (START + '      """\n      text\n', "the file ends inside a text block. Close it with the same three marks."),
        ("@tag\n", "the file ends too early, after '@tag'."),
        ("# language: xx\n" + START, "1: there is no language 'xx'. Valid: en, fr,"),
        ("@owner:Customer Service\n" + START, "1: a tag may hold no space: @owner:Customer Service. Write a hyphen"),
    ],
)
def test_what_the_runner_lets_pass_or_cannot_explain_is_refused(
    tmp_path: Path, content: str | bytes, expected: str
) -> None:
    [problem] = problems_in(tmp_path, content)
    assert expected in problem


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Feature: B\n  Scenrio: one\n", "2: 'Scenrio: one' begins nothing. Did you mean 'Scenario:'?"),
        ("Feature: B\n  Backgroud:\n" + START[16:], "2: 'Backgroud:' begins nothing. Did you mean 'Background:'?"),
        (
            START + "    Thn she is on the shop\n",
            "4: 'Thn she is on the shop' stands where it cannot be read. Did you ",
        ),
        (START + "  Scenari: two\n", "4: 'Scenari: two' stands where it cannot be read. Did you mean 'Scenario:'?"),
        (
            START.replace("    G", "    Whn she searches for\n    G"),
            "3: 'Whn she searches for' is read as a description",
        ),
        ("Feature: B\n  Given she is on the shop\n" + START[16:], "2: 'Given she is on the shop' is read as a descrip"),
        (
            "Fonctionnalité: B\n",
            "1: 'Fonctionnalité: B' stands where it cannot be read. It is written in another langu",
        ),
        ("# language: fr\nFonctionnalité: B\n  Scenaro: un\n", "3: 'Scenaro: un' begins nothing. Did you mean 'Scén"),
        ("# language: fr\n" + START, "2: 'Feature: Buying' stands where it cannot be read."),
    ],
)
def test_a_misspelt_keyword_names_the_right_one(tmp_path: Path, content: str, expected: str) -> None:
    found = problems_in(tmp_path, content)
    assert any(expected in each for each in found), found


def test_a_description_may_say_what_it_likes(tmp_path: Path) -> None:
    said = (
        "  The customer wants a lamp.\n  Then why wait?\n  Given that it rains: two.\n  They came. Note: nobody else.\n"
    )
    content = f"Feature: Buying\n{said}  Scenario: one\n{said.splitlines()[0]}\n    Given she is on the shop\n"
    assert problems_in(tmp_path, content) == []


def test_french_gherkin_is_gherkin(tmp_path: Path) -> None:
    content = '# language: fr\nFonctionnalité: Achat\n  Scénario: un\n    Étant donné que elle cherche "x"\n'
    assert problems_in(tmp_path, content + '    Et elle cherche "y"\n') == []
    content = content.replace("Étant donné que", "Et")
    assert "4: the first step begins with 'Et'" in problems_in(tmp_path, content)[0]


# ---------------------------------------------------------------- outlines

OUTLINE = """\
Feature: Buying
  Scenario Outline: finding <what>
    Given she searches for "<what>"
    Examples:
      | what |
      | lamp |
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("| what |\n      | lamp |", "| what | size |\n      | lamp | L |", "5: column 'size' is used by no step."),
        ('"<what>"', '"<waht>"', "3: <waht> has no column in the examples of line 4. Did you mean 'what'?"),
        ("      | lamp |\n", "", "4: these examples have no row, so nothing would run."),
        ("      | what |\n      | lamp |\n", "", "4: these examples have no row"),
        (
            "    Examples:\n      | what |\n      | lamp |\n",
            "",
            "2: this outline has no examples, so it would not run.",
        ),
        ("| what |\n      | lamp |", "| what | what |\n      | a | b |", "5: column 'what' is there twice. Keep one."),
    ],
)
def test_placeholders_and_columns_must_fit(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert problems_in(tmp_path, OUTLINE) == []
    found = problems_in(tmp_path, OUTLINE.replace(old, new))
    assert any(expected in each for each in found), found


def test_a_placeholder_outside_an_outline_is_filled_by_nothing(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, START + '    When she searches for "<what>"\n')
    assert "4: <what> is filled by nothing. Add an `Examples:` table with that column." in problem


def test_names_in_the_rows_of_an_outline_are_checked_row_by_row(tmp_path: Path) -> None:
    rows = "      | who |\n      | hurried-phone |\n      | hurried-fone |\n"
    content = f'Feature: B\n  Scenario Outline: o\n    Given she is "<who>"\n    Examples:\n{rows}'
    [problem] = problems_in(tmp_path, content)
    assert "7: There is no persona 'hurried-fone'. Did you mean 'hurried-phone'?" in problem


# ---------------------------------------------------------------- words and names


def test_an_unknown_sentence_names_the_nearest_three_and_prints_a_stub(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, START + '    When Amelie serches for "lamp"\n')
    assert problem.startswith(
        """4: nobody knows the sentence 'Amelie serches for "lamp"'. The nearest known sentences:"""
    )
    hints = re.findall(r"^    (\w+ .*)$", problem.partition("To teach")[0], re.MULTILINE)
    assert hints[0] == 'she searches for "{query}"'
    assert len(hints) <= 3
    assert '@says("' in problem or "@says('" in problem


def test_an_unknown_sentence_of_the_background_is_told_once(tmp_path: Path) -> None:
    content = "Feature: B\n  Background:\n    Given she dreams\n  Scenario: a\n    Given she is on the shop\n"
    found = problems_in(tmp_path, content + "  Scenario: b\n    Given she is on the shop\n")
    assert [each.partition(".")[0] for each in found] == ["3: nobody knows the sentence 'she dreams'"]


@pytest.mark.parametrize(
    ("text", "nearest_one"),
    [
        ('Ravi searchs for "a \\"b\\" c"', 'she searches for "{query}"'),
        ("the shopper puts it in the basket", "she puts it into the basket"),
        ("they are on the shop", "she is on the shop"),
        ("Amelie enters her address", "she enters the address"),
    ],
)
def test_who_acts_and_what_is_quoted_do_not_hide_the_nearest_sentence(text: str, nearest_one: str) -> None:
    assert nearest(text, Catalogue().all())[0] == nearest_one


@pytest.mark.parametrize(
    "text",
    [
        'Amelie waves at "Anna" 3 times',
        "she's at John's desk",
        "the shopper (again) pays 12.50 and/or leaves",
        "she says {nothing} at all",
        '"Anna" waves',
        "waves",
    ],
)
def test_a_stub_is_python_that_teaches_exactly_that_sentence(text: str) -> None:
    code = stub(text)
    tree = ast.parse(code)
    definition = tree.body[-1]
    assert isinstance(definition, ast.FunctionDef)
    [decorator] = definition.decorator_list
    assert isinstance(decorator, ast.Call)
    expression = ast.literal_eval(decorator.args[0])
    arguments = [each.arg for each in definition.args.args][1:]
    said = text if text != "waves" and not text.startswith('"') else f"she {text}"
    assert Sentence(expression, ["who", *arguments]).is_matching(said), expression


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60).filter(lambda each: each.strip() == each and "\n" not in each))
def test_a_stub_of_any_text_is_valid_python(text: str) -> None:
    assert isinstance(ast.parse(stub(text)), ast.Module)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("      | a |\n", "4: 'she is on the shop' takes no table: a table here would be ignored. Remove it."),
        ('      """\n      x\n      """\n', "4: 'she is on the shop' takes no text block"),
    ],
)
def test_a_table_or_text_that_nobody_takes_is_refused(tmp_path: Path, extra: str, expected: str) -> None:
    [problem] = problems_in(tmp_path, START + extra)
    assert expected in problem


def test_a_table_and_a_text_that_are_taken_are_fine(tmp_path: Path) -> None:
    table = "    When she enters the address\n      | city |\n      | Leeds |\n"
    text = '    When she writes to the shop\n      """\n      Hello\n      """\n'
    assert problems_in(tmp_path, START + table + text) == []


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("@journey:gest-purchase", "There is no journey 'gest-purchase'. Did you mean 'guest-purchase'?"),
        ("@persona:hurried-fone", "There is no persona 'hurried-fone'. Did you mean 'hurried-phone'?"),
        ("@owner:Paiments", "There is no owner 'Paiments'. Did you mean 'Payments'?"),
        ("@severity:critcal", "There is no severity 'critcal'. Did you mean 'critical'?"),
        ("@critcal", "The tag '@critcal' is no severity. Did you mean '@critical'?"),
        ("@jorney:guest-purchase", "There is no tag '@jorney:'. Did you mean '@journey:'?"),
        ("@journey", "The tag '@journey' names nothing. Write it as in `@journey:guest-purchase`."),
        ("@journey:", "The tag '@journey:' names nothing."),
    ],
)
@pytest.mark.parametrize("on", ["feature", "scenario"])
def test_a_tag_that_names_nothing_known_is_refused(tmp_path: Path, tag: str, expected: str, on: str) -> None:
    content = f"{tag}\n{START}" if on == "feature" else START.replace("  Scen", f"  {tag}\n  Scen")
    [problem] = problems_in(tmp_path, content)
    assert f"{1 if on == 'feature' else 2}: {expected}" in problem


def test_known_and_free_tags_pass(tmp_path: Path) -> None:
    tags = "@journey:guest-purchase @persona:hurried-phone @owner:customer-service @severity:critical @blocker @smoke"
    assert problems_in(tmp_path, f"{tags} @issue:123 @nightly\n{START}") == []


@pytest.mark.parametrize(
    ("tags", "step", "expected"),
    [
        ("", 'she is "Amelie"', ""),
        ("", 'she is "hurried-fone"', "There is no persona 'hurried-fone'. Did you mean 'hurried-phone'?"),
        ("", 'she walks "payment-trouble"', ""),
        ("", 'she walks "payment-troubles"', "There is no journey 'payment-troubles'. Did you mean 'payment-trouble'?"),
        ("", "she comes to return", ""),
        ("", "she comes to chekout", "There is no moment 'chekout' on the journey 'default'. Did you mean 'checkout'?"),
        ("@journey:guest-purchase\n", "she comes to return", "no moment 'return' on the journey 'guest-purchase'"),
    ],
)
def test_names_in_sentences_are_looked_up(tmp_path: Path, tags: str, step: str, expected: str) -> None:
    found = problems_in(tmp_path, f"{tags}{START}    When {step}\n")
    assert [expected in each for each in found] == ([True] if expected else [])


# ---------------------------------------------------------------- the whole suite


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    [problem] = check_features([tmp_path / "featurs"])
    assert "featurs: is not there." in str(problem)


def test_everything_of_all_files_is_told_at_once_and_in_order(tmp_path: Path) -> None:
    for name, content in {
        "features/a.feature": "Feature: a\n",
        "features/deep/b.feature": "",
        "personas/ann.yaml": "name: Ann\nstory: x\nlocale: en-GB\npatients: 3\n",
        "journeys/guest.yaml": "title: x\ngoal: y\nmoments: [{id: a, title: b, expects: [{kind: slow-lpc}]}]\n",
        "shop.yaml": "shop: shop.example\nacount: x\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    rules = Rules({"slow-lcp": "ms"}, ("web",))
    found = check_suite(tmp_path, sentences=Catalogue(), rules=rules)
    assert [Path(each.path).name for each in found] == ["a.feature", "b.feature", "guest.yaml", "ann.yaml", "shop.yaml"]
    assert found[2:] == check_data(tmp_path, rules=rules)


def test_a_suite_without_anything_has_no_problem(tmp_path: Path) -> None:
    assert check_suite(tmp_path) == []


def test_the_data_of_this_repository_is_clean() -> None:
    assert check_data(ROOT) == []


def test_checking_loads_neither_a_browser_nor_the_demo_shop() -> None:
    code = (
        "import sys, pathlib; from mystery_shopper.lint import check_suite;"
        f"check_suite(pathlib.Path({str(ROOT)!r}));"
        "print([m for m in ('playwright', 'django', 'allure_commons', 'pytest') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_each_text_is_looked_up_once_however_often_it_stands_in_the_features(tmp_path: Path) -> None:
    """The check of a hundred files stays quick because steps repeat."""
    asked: list[str] = []

    class Counting(Catalogue):
        def match(self, text: str) -> Match | None:
            asked.append(text)
            return super().match(text)

    for number in range(20):
        (tmp_path / f"{number}.feature").write_text(START * 1)
    assert check_features([tmp_path], sentences=Counting()) == []
    assert asked == ["she is on the shop"]
