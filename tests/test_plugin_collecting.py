"""What pytest collects from feature files, what it selects, and what it refuses with file and line."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from tiny_shop import TinyShop
from whole_suite import Suite

from mystery_shopper.report.visits import VisitsFile
from mystery_shopper.suite import problems_of

READER = """
    persona: reader
    name: Rita, who reads
    story: She reads everything.
    pronoun: she
    locale: en-GB
    device: desktop
    """
PRESENTS = """
    journey: presents
    title: Presents
    goal: Somebody is glad
    moments:
      - {id: arrive, title: The shop opens, owner: Web}
    """
GOOD = """
    @whole
    Feature: Reading
      Scenario: She reads
        When she opens the shop
      @slow @owner:Payments
      Scenario Outline: She reads about <what>
        When she opens the page "<what>"
        Examples:
          | what |
          | mugs |
          | cups |
    """


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder that becomes a suite by its personas."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    write(pytester, "personas/reader.yaml", READER)
    return pytester


def write(pytester: pytest.Pytester, name: str, text: str) -> Path:
    path = pytester.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")
    return path


def collected(pytester: pytest.Pytester, *options: str) -> tuple[int, str]:
    """Collect without a browser; return the exit code and everything that was said."""
    result = pytester.runpytest_inprocess("--collect-only", "-q", "-p", "no:cacheprovider", *options)
    return int(result.ret), result.stdout.str() + result.stderr.str()


def refused(pytester: pytest.Pytester, feature: str) -> str:
    """Collect one bad feature file; return what was said after checking that nothing was collected."""
    write(pytester, "features/bad.feature", feature)
    code, said = collected(pytester)
    assert code == pytest.ExitCode.INTERRUPTED, said
    assert "Traceback" not in said
    return said


def test_node_ids_are_file_and_scenario(project: pytest.Pytester) -> None:
    write(project, "features/buying/x.feature", GOOD)
    code, said = collected(project)
    assert code == 0
    assert [each for each in said.splitlines() if "::" in each] == [
        "features/buying/x.feature::test_she_reads",
        "features/buying/x.feature::test_she_reads_about_what[mugs]",
        "features/buying/x.feature::test_she_reads_about_what[cups]",
    ]


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("-k", "she_reads_about"), 2),
        (("-k", "mugs"), 1),
        (("-m", "slow"), 2),
        (("-m", "whole and not slow"), 1),
        (("-m", "owner(id='Payments')"), 2),
        (("features/x.feature::test_she_reads",), 1),
        (("features",), 3),
    ],
)
def test_scenarios_are_selected_by_word_by_tag_and_by_id(
    project: pytest.Pytester, options: tuple[str, ...], number: int
) -> None:
    write(project, "features/x.feature", GOOD)
    code, said = collected(project, "--strict-markers", *options)
    assert code == 0
    assert said.count(".feature::") == number


def test_a_selection_of_nothing_is_exit_code_5(project: pytest.Pytester) -> None:
    write(project, "features/x.feature", GOOD)
    assert collected(project, "-k", "dragons")[0] == pytest.ExitCode.NO_TESTS_COLLECTED


def test_feature_files_of_a_folder_that_is_no_suite_are_left_alone(suite: Suite) -> None:
    suite.feature("This is no feature at all.\n")
    suite.write("steps/other.py", "raise RuntimeError('somebody else's')\n")
    suite.write("test_own.py", "def test_own(): pass\n")
    result = suite.run()
    assert (result.code, result.out.count("1 passed")) == (0, 1), result.text
    assert "Where to look" not in result.out
    assert not {"reports", ".mystery-shopper"} & {each.name for each in suite.root.iterdir()}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("personas/reader.yaml", READER),
        ("journeys/empty.txt", ""),
        ("shop.yaml", "shop: http://127.0.0.1:9\n"),
    ],
)
def test_one_of_the_three_names_makes_a_folder_a_suite(pytester: pytest.Pytester, name: str, text: str) -> None:
    write(pytester, name, text)
    write(pytester, "features/x.feature", GOOD)
    assert collected(pytester)[1].count(".feature::") == 3


def test_an_address_on_the_command_line_makes_any_folder_a_suite(pytester: pytest.Pytester) -> None:
    write(pytester, "features/x.feature", GOOD)
    assert collected(pytester, "--shop", "http://127.0.0.1:9")[1].count(".feature::") == 3


def test_a_path_given_to_an_option_does_not_hide_the_suite(project: pytest.Pytester) -> None:
    write(project, "features/x.feature", GOOD)
    assert collected(project, "--browser-executable", "/usr/bin/env")[1].count(".feature::") == 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-k", "dragons"], False),
        (["-k", "mugs"], True),
        (["features/x.feature::test_she_reads_about_what[mugs]"], True),
        (["-k", "mugs", "-m", "not slow"], True),
        (["-k", "mugs", "-m", ""], False),
        (["-m", "not whole"], False),
        ([], False),
    ],
)
def test_it_is_told_that_the_usual_marks_have_left_nothing(
    project: pytest.Pytester, options: list[str], told: bool
) -> None:
    write(project, "pyproject.toml", "[tool.pytest.ini_options]\naddopts = ['-m', 'not slow']\n")
    write(project, "features/x.feature", GOOD)
    said = collected(project, *options)[1]
    assert ('-m "not slow", leave out the 1 scenario asked for.' in said) is told, said
    assert ('add -m ""' in said) is told


PEOPLE = """
    Feature: People
      Scenario: She names nobody
        When she opens the shop
      Scenario: Kim comes
        Given Kim is "kim"
        When she opens the shop
      Scenario: Rita comes, whom the command line asks for
        Given Rita is "reader"
        When she opens the shop
      Scenario: Somebody is there before Kim comes
        Given she opens the shop
        And Kim is "kim"
      @persona:kim
      Scenario: A tag says who comes
        When she opens the shop
      Scenario Outline: The examples say who comes
        Given Otto is "<who>"
        When he opens the shop
        Examples:
          | who    |
          | reader |
          | otto   |
    """


def test_it_is_told_how_many_scenarios_send_others_than_the_persona_asked_for(project: pytest.Pytester) -> None:
    for each in ("kim", "otto"):
        write(project, f"personas/{each}.yaml", READER.replace("reader", each).replace("Rita", each))
    write(project, "features/x.feature", PEOPLE)
    code, said = collected(project, "--persona", "reader")
    assert code == 0
    assert (
        "--persona reader is for scenarios that name nobody: 3 of 7 scenarios send people of their own (kim, otto). "
        'To send reader there, write: Given Rita is "reader"'
    ) in said.splitlines()
    for options in ([], ["--persona", "reader", "-k", "nobody"], ["--persona", "reader", "--shoppers", "1"]):
        assert "people of their own" not in collected(project, *options)[1], options


def test_workers_tell_who_was_passed_over(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("personas/reader.yaml", READER)
    suite.feature('Feature: F\n  Scenario: S\n    Given Ann is "shopper"\n    When she opens the shop\n')
    said = suite.run("-n", "1", "--persona=reader", shop=good_shop.url).out
    assert said.count("name nobody: 1 of 1 scenario sends people of their own (shopper). ") == 1, said


def test_a_suite_without_features_is_told_as_the_check_tells_it(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    told = f"features: is not there, so there is nothing to play. Looked in {project.path}. Write a feature there, or "
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    assert f"{told}start pytest in the suite's folder." in result.stdout.lines
    write(project, "tests/test_own.py", "def test_own(): ...\n")
    assert told not in project.runpytest_inprocess("-p", "no:cacheprovider").stdout.str()


def test_the_way_back_to_what_is_usually_left_out_asks_for_no_marks(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("pyproject.toml", "[tool.pytest.ini_options]\naddopts = ['-m', 'not slow']\n")
    suite.write("personas/reader.yaml", READER)
    suite.feature("Feature: F\n  @slow\n  Scenario: S\n    When she opens the shop\n")
    [visit] = suite.run("-m", "", shop=good_shop.url).visits
    assert " -m '' " in visit["reproduce"]
    elsewhere = suite.root.parent / "elsewhere"  # an existing folder beside the suite: pytest reads no settings
    elsewhere.mkdir()
    suite.run("-m", "slow", f"--rootdir={suite.root}", "--reports", str(elsewhere), shop=good_shop.url)
    [there] = VisitsFile(elsewhere).read()
    assert " -m '' " in there.reproduce


@pytest.mark.parametrize("below", [True, False])
def test_a_suite_within_another_project_is_the_one_that_is_played(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, below: bool
) -> None:
    write(project, "pyproject.toml", "[tool.pytest.ini_options]\ntestpaths = ['features']\n")
    write(project, "shop/personas/kim.yaml", READER.replace("reader", "kim"))
    write(project, "shop/journeys/presents.yaml", PRESENTS)
    write(project, "shop/features/x.feature", GOOD.replace("@whole", "@journey:presents @persona:kim"))
    if below:
        monkeypatch.chdir(project.path / "shop")
    assert problems_of(project.path / "shop") == []
    code, said = collected(project, *([] if below else ["shop"]))
    assert (code, said.count(".feature::")) == (0, 3), said


def test_the_way_back_is_told_from_the_folder_of_the_suite(suite: Suite, good_shop: TinyShop) -> None:
    suite.write("pyproject.toml", "[tool.pytest.ini_options]\n")
    within = Suite(suite.root / "shop")
    within.write("personas/reader.yaml", READER)
    within.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n")
    [visit] = within.run(shop=good_shop.url).visits
    assert (within.root / visit["file"]).is_file()
    assert " features/x.feature::test_s " in visit["reproduce"]


def test_ordinary_tests_live_beside_feature_files(project: pytest.Pytester) -> None:
    write(project, "features/x.feature", GOOD)
    write(project, "tests/test_own.py", "def test_own(): pass\n")
    assert collected(project)[1].count("::test_") == 4


def test_ordinary_tests_alone_leave_no_report(suite: Suite) -> None:
    suite.write("personas/reader.yaml", READER)
    suite.write("features/x.feature", GOOD)
    suite.write("tests/test_own.py", "def test_own(): pass\n")
    result = suite.run("tests")
    assert (result.code, result.out.count("1 passed")) == (0, 1), result.text
    assert "Where to look" not in result.out
    assert not (suite.root / "reports").exists()


def test_listing_the_tests_leaves_no_report(project: pytest.Pytester) -> None:
    write(project, "features/x.feature", GOOD)
    collected(project)
    assert not (project.path / "reports").exists()


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        (
            """
            Feature: F
              Scenario: S
                When she opens teh shop
            """,
            "features/bad.feature:3: nobody knows the sentence 'she opens teh shop'.",
        ),
        (
            """
            Feature: F
              @persona:raeder
              Scenario: S
                When she opens the shop
            """,
            "features/bad.feature:2: There is no persona 'raeder'. Did you mean 'reader'?",
        ),
        (
            """
            Feature: F
              Scenario: S
                Given she is "raeder"
            """,
            "features/bad.feature:3: There is no persona 'raeder'. Did you mean 'reader'?",
        ),
        (
            """
            @journey:guest-purchsae
            Feature: F
              Scenario: S
                When she opens the shop
            """,
            "features/bad.feature:1: There is no journey 'guest-purchsae'.",
        ),
        (
            """
            Feature: F
              Scenario: S
                When she opens the shop
                Then she is held up at the "arive"
            """,
            "features/bad.feature:4: There is no moment 'arive' on the journey 'default'. Did you mean 'arrive'?",
        ),
        (
            """
            Feature: F
              Scenario: S
                When she opens the shop
              Scenario: S
                When she opens the shop
            """,
            "features/bad.feature:4: ",
        ),
        (
            """
            Feature: F
              Scenario: S
              Scenario: T
                When she opens the shop
            """,
            "features/bad.feature:2: ",
        ),
        ("", "features/bad.feature"),
        (
            """
            Feature: F
              Scenario: S
                When she opens the shop
                  | a | b |
                  | 1 | 2 |
            """,
            "features/bad.feature:4: ",
        ),
        (
            """
            Feature: F
              Scenario: S
                When she opens the shop
                Wenn she opens the shop
            """,
            "features/bad.feature:4: ",
        ),
    ],
    ids=lambda value: value.split(":")[-1].strip()[:30] if value.startswith("features/") else "",
)
def test_a_bad_feature_file_is_refused_with_file_and_line(project: pytest.Pytester, feature: str, said: str) -> None:
    told = refused(project, feature)
    assert said in told
    assert told.count("features/bad.feature:") <= 2, told  # the problem itself, and pytest's own summary


def test_one_bad_file_stops_the_run_before_any_shopper_enters(project: pytest.Pytester) -> None:
    write(project, "features/a_good.feature", GOOD)
    said = refused(project, "Feature: F\n  Scenario: S\n    When she dreams\n")
    assert "features/bad.feature:3" in said


def test_an_unknown_sentence_comes_with_its_nearest(project: pytest.Pytester) -> None:
    said = refused(project, 'Feature: F\n  Scenario: S\n    When she serches for "lamp"\n')
    assert 'she searches for "{query}"' in said
    assert "NotImplementedError" not in said


def test_a_sentence_of_the_company_is_known(project: pytest.Pytester) -> None:
    write(
        project,
        "steps/juggling.py",
        """
        from mystery_shopper import says

        @says("{who} juggle(s) {int} mugs")
        def juggles(shopper, number): ...
        """,
    )
    write(
        project,
        "features/x.feature",
        'Feature: F\n  Scenario: S\n    When Ann is "reader"\n    And Ann juggles 3 mugs\n',
    )
    code, said = collected(project)
    assert (code, said.count(".feature::")) == (0, 1), said
