"""The linter refuses, with file and line, what the runner lets pass, for all files at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_catalogue import ROOT, START, Catalogue, Match, problems_in

from mystery_shopper import words
from mystery_shopper.lint import Rules, check_data, check_features, check_suite
from mystery_shopper.sentences import Vocabulary
from mystery_shopper.suite import problems_of

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
        (
            "# language: dee\nFunktionalität: Kaufen\n  Szenario: eins\n    Wenn she is on the shop\n",
            "1: there is no language 'dee'. Did you mean 'de'? Valid: en, fr,",
        ),
        ("@parametrize\n" + START, "1: The tag '@parametrize' has a meaning of its own in pytest and needs values"),
        ("@skipif\n" + START, "1: The tag '@skipif' has a meaning of its own in pytest and needs values"),
        ("@_slow\n" + START, "1: The tag '@_slow' begins with an underscore, which pytest forbids. Write '@slow'."),
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
        (
            START + "    Adn she is on the shop\n",
            "4: 'Adn she is on the shop' stands where it cannot be read. Did you mean 'And'?",
        ),
        ("Feature B\n", "1: 'Feature B' stands where it cannot be read. Its colon is missing: `Feature: B`."),
        (
            "journey:gift\n" + START,
            "1: 'journey:gift' stands where it cannot be read. A tag begins with @: `@journey:gift`.",
        ),
        (
            "@journey: gift\n" + START,
            "1: no space may follow the colon of a tag: @journey: gift. Write `@journey:gift`.",
        ),
        (
            START + "    Quand she is on the shop\n",
            "write the whole file in that language and `# language: fr` above it.",
        ),
        (
            START + "    - she is on the shop\n",
            "A step begins with Given, When, Then, And or But, as in `And she is on the",
        ),
        (
            START + "  Background:\n",
            "4: 'Background:' stands where it cannot be read. A feature has one background, bef",
        ),
        (
            START + "    When\u00a0she is on the shop\n",
            "4: this line holds a special space (U+00A0). Write an ordinary one. The line reads: 'When she is on",
        ),
        (
            START + "    \u200bWhen she is on the shop\n",
            "4: this line holds an invisible character (U+200B). Delete it. The line reads: 'When she is on the shop'.",
        ),
        ("@smoke\u202f@slow\n" + START, "1: this line holds a special space (U+202F). Write an ordinary one."),
        (
            START + "    When she is on\u200b the shop\n",
            "4: the sentence 'she is on the shop' holds an invisible character (U+200B). Delete it.",
        ),
        (START + "    When she is\0 on the shop\n", "4: holds an invisible character (U+0000). Delete it."),
        (
            START + "    And\n",
            "4: 'And' stands where it cannot be read. Nothing follows it. Write what happens, as in `And ",
        ),
        ("# language: fr\n" + START, "2: 'Feature: Buying' stands where it cannot be read."),
    ],
)
def test_a_misspelt_keyword_names_the_right_one(tmp_path: Path, content: str, expected: str) -> None:
    found = problems_in(tmp_path, content)
    assert any(expected in each for each in found), found


def test_letters_that_nobody_sees_are_no_mistake_where_they_change_nothing(tmp_path: Path) -> None:
    said = '    When she searches for "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\u200b\u00a0x"\n'
    assert problems_in(tmp_path, START + "    # a\u00a0b\n\u00a0\u00a0" + said) == []


@pytest.mark.parametrize("heading", ["Scenrio: one", "Scenario one"])
def test_a_misspelt_heading_is_one_mistake_whatever_stands_below(tmp_path: Path, heading: str) -> None:
    below = "    Given she is on the shop\n    When she is on the shop\n"
    [problem] = problems_in(tmp_path, f"Feature: B\n  {heading}\n{below}")
    assert problem.startswith("2: ")


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
        ('"<what>"', '"< what >"', "3: `< what >` is no placeholder, for it begins with a space. Write `<what>`."),
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


def test_a_value_of_the_examples_that_fits_no_sentence_is_told_in_its_row(tmp_path: Path) -> None:
    steps = '    When she opens the shop\n    And she puts <n> of it in the basket\n    And she searches for "<what>"\n'
    rows = "    Examples:\n      | n   | what |\n      | two | mug  |\n      | 3   | mug  |\n      | 3.5 | mug  |\n"
    two, half = suite_of(tmp_path, steps + rows)
    assert "gift.feature:8: the column 'n' holds 'two' here, and nobody knows the sentence 'she puts two of it" in two
    assert "{pieces} is a whole number, such as `3`." in two
    assert "gift.feature:10: the column 'n' holds '3.5' here, and" in half
    [unknown] = suite_of(tmp_path, f"{steps}{rows}".replace("puts", "hurls"))
    assert "gift.feature:4: nobody knows the sentence 'she hurls two of it in the basket'." in unknown


def test_a_placeholder_of_the_background_is_filled_by_the_examples_too(tmp_path: Path) -> None:
    background = '  Background:\n    Given she searches for "<what>"\n'
    outline = "  Scenario Outline: x\n    Given she is on the shop\n    Examples:\n      | what |\n      | lamp |\n"
    assert problems_in(tmp_path, f"Feature: B\n{background}{outline}") == []
    [problem] = problems_in(tmp_path, f"Feature: B\n{background.replace('searches for', 'is')}{START[16:]}")
    assert "3: <what> is filled by nothing." in problem


def test_a_column_and_a_placeholder_that_do_not_fit_are_one_mistake(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, OUTLINE.replace("| what |", "| waht |").replace(" <what>\n", " x\n"))
    assert "3: <what> has no column in the examples of line 4. Did you mean 'waht'?" in problem


def test_a_placeholder_outside_an_outline_is_filled_by_nothing(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, START + '    When she searches for "<what>"\n')
    assert "4: <what> is filled by nothing. Add an `Examples:` table with that column." in problem


def test_names_in_the_rows_of_an_outline_are_checked_row_by_row(tmp_path: Path) -> None:
    rows = "      | who |\n      | hurried-phone |\n      | hurried-fone |\n"
    content = f'Feature: B\n  Scenario Outline: o\n    Given she is "<who>"\n    Examples:\n{rows}'
    [problem] = problems_in(tmp_path, content)
    assert "7: There is no persona 'hurried-fone'. Did you mean 'hurried-phone'?" in problem


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


# ---------------------------------------------------------------- what is not read, and who was never introduced


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("features/gift.feature.txt", "gift.feature.txt: is not read: its name does not end in `.feature`."),
        ("personas/kim.yaml.bak", "Rename it: kim.yaml"),
        ("persona/kim.yaml", "persona: is not read. Rename the folder: personas"),
        ("Features/kim.feature", "Features: is not read. Rename the folder: features"),
        ("personas/kim.txt", "kim.txt: is not read: its name does not end in `.yaml`. Rename it: kim.yaml"),
        ("personas/kim.json", "kim.json: is not read: its name does not end in `.yaml`. Rename it: kim.yaml"),
        ("suite/../gift.feature", "gift.feature: is not checked here. Move it into the folder features."),
        ("suite/../mix.yaml", "mix.yaml: is not read here. Move it into the folder personas."),
        ("suite/../shop.yml", "shop.yml: is not read. Rename it: shop.yaml"),
    ],
)
def test_what_nobody_reads_is_told(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / path.partition("/")[0]).mkdir()
    (tmp_path / path).write_text("name: Kim\n", "utf-8")
    assert any(said in str(each) for each in check_suite(tmp_path))


@pytest.mark.parametrize(
    "path", ["personas/kim.yaml.bak", "personas/kim.yaml~", "personas/._kim.yaml", "personas/a.txt"]
)
def test_what_programs_leave_behind_and_notes_are_no_mistakes(tmp_path: Path, path: str) -> None:
    assert suite_of(tmp_path, "    When she opens the shop\n") == []
    (tmp_path / path).write_text("Ask Kim.\n", "utf-8")
    assert check_suite(tmp_path) == []


def test_a_persona_that_is_not_read_for_its_name_is_not_missed_as_well(tmp_path: Path) -> None:
    steps = '    Given Kim is "kim"\n    When she opens the shop\n'
    assert suite_of(tmp_path, steps) == []
    (tmp_path / "personas" / "kim.yaml").rename(tmp_path / "personas" / "kim.txt")
    [problem] = check_suite(tmp_path, sentences=Vocabulary(words.modules()))
    assert "Rename it: kim.yaml" in str(problem)


@pytest.mark.parametrize(
    ("lost", "text", "said"),
    [
        ("feature/b.feature", START, "feature: is not read beside the folder features, and holds b.feature. Move what"),
        ("persona/b.yaml", "name: Bo\n", "persona: is not read beside the folder personas, and holds b.yaml."),
        ("step/b.py", "@says('x')\n", "step: is not read beside the folder steps, and holds b.py."),
        ("feature/plan.md", START, ""),
        ("step/one.py", "print()\n", ""),
        ("personas/x.yaml/notes.md", "x", "x.yaml: is a folder, and a file is due here. Rename the folder."),
        ("personas/mix.yaml/notes.md", "x", "mix.yaml: is a folder, and a file is due here. Rename the folder."),
    ],
)
def test_a_folder_that_is_not_read_is_told(tmp_path: Path, lost: str, text: str, said: str) -> None:
    for folder in ("features", "personas", "steps"):
        (tmp_path / folder).mkdir()
    (tmp_path / "features" / "a.feature").write_text(START, "utf-8")
    (tmp_path / lost).parent.mkdir(exist_ok=True)
    (tmp_path / lost).write_text(text, "utf-8")
    assert [said in str(each) for each in check_suite(tmp_path)] == [True] * bool(said)


def test_sentences_in_a_folder_below_steps_are_told(tmp_path: Path) -> None:
    (tmp_path / "steps" / "more").mkdir(parents=True)
    (tmp_path / "steps" / "more" / "own.py").write_text("@says('x')\n", "utf-8")
    assert "Move it into steps." in str(check_suite(tmp_path))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "import nothing_of_this_name\n",
            "own.py:1: ModuleNotFoundError: No module named 'nothing_of_this_name'. Mend ",
        ),
        ("def x(:\n", "own.py:1: SyntaxError: invalid syntax. Mend it"),
        ("import sys\nsys.exit(3)\n", "own.py:2: it ends the program (sys.exit). Mend it"),
        ("@says\ndef w(shopper): ...\n", "own.py:2: a sentence is missing. Write it as in @says("),
        ("@says('{who} wave(s)')\ndef w(): ...\n", "own.py:2: w takes no shopper. Write `def w(shopper):`."),
        (
            "@says('{who} {strng}')\ndef w(s, x): ...\n",
            "Undefined parameter type 'strng'. Valid: who, whose, whom, string, wo",
        ),
        (
            "@says('{who} wave(s')\ndef w(s): ...\n",
            "is no Cucumber Expression. The '(' does not have a matching ')'. M",
        ),
        (
            "@says('{who} wave(s)')\nasync def w(s): ...\n",
            "own.py:2: w is async and would never run. Write `def w(s):`.",
        ),
        ("@says('{who} wave(s)')\ndef w(s): yield\n", "own.py:2: w holds a `yield` and would never run."),
        ("@says('{who} {string}')\ndef w(s): ...\n", "own.py:2: the sentence '{who} {string}' has 1 arguments and w t"),
    ],
)
def test_a_file_of_sentences_that_cannot_be_loaded_hides_no_other_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)  # the file is named from there, and found in a traceback by its whole path
    suite_of(
        tmp_path, "    When she may do what the file says\n", "name: Kim\nstory: s\nlocale: en-GB\npatients: 5 s\n"
    )
    (tmp_path / "steps").mkdir()
    head = "from mystery_shopper import says\n" if "@says" in code else ""
    (tmp_path / "steps" / "own.py").write_text(head + code, "utf-8")
    persona, own = (str(each) for each in problems_of(Path()))
    assert "kim.yaml:4" in persona
    assert said in own


def suite_of(
    folder: Path, steps: str, persona: str = "name: Kim\nstory: s\nlocale: en-GB\n", tag: str = ""
) -> list[str]:
    (folder / "features").mkdir(exist_ok=True)
    (folder / "features" / "gift.feature").write_text(f"Feature: Gift\n{tag}  Scenario: one\n{steps}", "utf-8")
    (folder / "personas").mkdir(exist_ok=True)
    (folder / "personas" / "kim.yaml").write_text(persona, "utf-8")
    return [str(each) for each in check_suite(folder, sentences=Vocabulary(words.modules()))]


def test_who_acts_has_been_introduced(tmp_path: Path) -> None:
    steps = '    Given Kim is "kim"\n    When she opens the shop\n    And Kat opens her basket\n'
    [problem] = suite_of(tmp_path, steps)
    assert "gift.feature:5: nobody in this scenario is called 'Kat' (so far: Kim). Introduce them: " in problem
    steps = '    Given McKay is "kim"\n    When McCay opens the shop\n'
    [problem] = suite_of(tmp_path, steps)
    assert "called 'McCay' (so far: McKay). Did you mean 'McKay'? Introduce them: " in problem


def test_we_are_nobody(tmp_path: Path) -> None:
    [problem] = suite_of(tmp_path, "    When we open the shop\n")
    assert (
        "gift.feature:3: 'we' is nobody of this scenario. Say who acts: `she`, `he`, `they`, `I`, or a name" in problem
    )


def test_a_number_for_a_card_is_one_mistake(tmp_path: Path) -> None:
    [problem] = suite_of(tmp_path, '    When she pays with the "4929 1234 5678 0006" card\n')
    assert "passes the check of card numbers" in problem


def test_a_card_that_is_not_there_is_told_before_anybody_pays(tmp_path: Path) -> None:
    [problem] = suite_of(tmp_path, '    When she pays with the "visa-aproved" card\n')
    assert "There is no test card 'visa-aproved'. Did you mean 'visa-approved'?" in problem


def test_quotation_marks_of_word_processors_are_as_good(tmp_path: Path) -> None:
    assert suite_of(tmp_path, "    Given Kim is \u201ckim\u201d\n") == []


def test_a_mistake_in_a_persona_is_told_once(tmp_path: Path) -> None:
    steps = '    Given Kim is "kim"\n    When she opens the shop\n'
    [problem] = suite_of(tmp_path, steps, "name: Kim\nstory: s\nlocale: en-GB\npatients: 5 s\n")
    assert "kim.yaml:4" in problem


@pytest.mark.parametrize(
    ("tag", "who", "said"),
    [
        ("", "kim", "gift.feature:3: There is no persona 'kim'. "),
        ("  @journey:gift\n", "jim", "gift.feature:2: There is no journey 'gift'. "),
        ("  @journey:present\n", "jim", ""),
    ],
)
def test_a_file_is_known_by_the_id_that_it_gives_itself(tmp_path: Path, tag: str, who: str, said: str) -> None:
    (tmp_path / "journeys").mkdir()
    kept = "title: A present\ngoal: g\nmoments: [{id: arrive, title: t}]\n"
    (tmp_path / "journeys" / "gift.yaml").write_text(f"journey: present\n{kept}", "utf-8")
    told = suite_of(
        tmp_path,
        f'    Given Kim is "{who}"\n    When she opens the shop\n',
        "persona: jim\nname: Jo Ho\nstory: s\nlocale: en-GB\n",
        tag=tag,
    )
    assert [said in each for each in told] == [True] * bool(said)


@pytest.mark.parametrize("called", ["kim", "jim", "Jo Ho"])
def test_a_file_with_a_mistake_may_be_meant_by_any_of_its_names(tmp_path: Path, called: str) -> None:
    persona = "persona: jim\nname: 'Jo Ho'\nstory: s\nlocale: en-GB\npatients: 5 s\n"
    [problem] = suite_of(tmp_path, f'    Given Kim is "{called}"\n    When she opens the shop\n', persona)
    assert "kim.yaml:5" in problem


def test_a_slip_in_a_tag_that_means_something_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.feature"
    path.write_text("@where-ofered\n" + START, "utf-8")
    [problem] = check_features([path])
    assert "Did you mean '@where-offered'?" in str(problem)


def test_a_persona_with_a_mistake_is_not_missed_in_the_mix(tmp_path: Path) -> None:
    steps = '    Given Kim is "kim"\n    When she opens the shop\n'
    (tmp_path / "personas").mkdir()
    (tmp_path / "personas" / "mix.yaml").write_text("shares: {kim: 3}\n", "utf-8")
    [problem] = suite_of(tmp_path, steps, "name: Kim\nstory: s\nlocale: en-GB\npatients: 5 s\n")
    assert "kim.yaml:4" in problem
