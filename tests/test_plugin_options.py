"""What the options change: the gate, the seed, the pace, the report folder, and how many workers play."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tiny_shop import TinyShop
from whole_suite import Result, Suite

from mystery_shopper.report.visits import VisitsFile
from mystery_shopper.run import Run

SEVERITIES = ("blocker", "critical", "normal", "minor")
FEATURE = "Feature: Dust\n" + "".join(
    f"""
  Scenario: {severity}
    When she opens the shop
    And she sees {severity} dust
"""
    for severity in SEVERITIES
)
STEPS = """
from mystery_shopper import Problem, Severity, friction, says


@says("{who} see(s) {word} dust")
def sees_dust(shopper, how):
    shopper.recorder.observe("x-dust", how)


def make(severity):
    @friction(f"{severity}-dust", title="There is dust", severity=Severity(severity), owner="Cleaning",
              category="broken promise", source="our own promise", harm="sneezes")
    def rule(seen):
        for each in seen.of("x-dust"):
            if each.value == severity:
                yield Problem(each, expected="none", observed="some", message=f"There is {severity} dust.")


for each in Severity:
    make(each.value)
"""
READER = """
persona: calm-reader
name: Rita, who reads
story: She reads everything.
pronoun: she
locale: en-GB
device: desktop
"""
WHO = "--persona=calm-reader"
OF_TIME = ("started", "seconds", "began_s", "waited_s", "at", "load", "known_since", "reproduce")


@pytest.fixture(scope="module")
def dusty(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    """A suite whose four visits have one finding each, of every severity."""
    suite = Suite(tmp_path_factory.mktemp("options") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    suite.write("personas/calm-reader.yaml", READER)
    return suite


@pytest.fixture(scope="module")
def never(dusty: Suite, good_shop: TinyShop) -> Result:
    """The suite, played with a gate that nothing fails and with seed 7."""
    return dusty.run(WHO, "--fail-on=never", "--seed=7", reports="never", shop=good_shop.url)


@pytest.fixture(scope="module")
def normal(dusty: Suite, good_shop: TinyShop) -> Result:
    """The same with another gate."""
    return dusty.run(WHO, "--fail-on=normal", "--seed=7", reports="normal", shop=good_shop.url)


@pytest.fixture(scope="module")
def critical(dusty: Suite, good_shop: TinyShop, never: Result) -> Result:
    """The gate as it is when nobody sets it, another seed, a person's pace, a named persona; added to the first run."""
    shutil.copytree(never.reports, dusty.root / "critical")
    return dusty.run(
        WHO,
        "--seed=8",
        "--pace=on",
        "--timings=judge",
        "--keep-reports",
        "-k=test_critical or test_minor",
        "-m=not rare",
        reports="critical",
        shop=good_shop.url,
    )


@pytest.fixture(scope="module")
def two_workers(dusty: Suite, good_shop: TinyShop, never: Result) -> Result:
    """The suite at two visits at a time, and the strictest gate; in the folder of an earlier run."""
    shutil.copytree(never.reports, dusty.root / "two")
    return dusty.run(WHO, "--fail-on=minor", "--seed=7", "-n=2", reports="two", shop=good_shop.url)


def failed(result: Result) -> set[str]:
    return {each for each in SEVERITIES if f"test_{each}" in result.junit and result.status(f"test_{each}") == "failed"}


def test_never_lets_everything_pass_and_still_reports_it(never: Result) -> None:
    assert (never.code, failed(never)) == (0, set())
    assert [never.kinds(each) for each in SEVERITIES] == [[f"{each}-dust"] for each in SEVERITIES]


def test_the_gate_fails_what_is_as_severe_or_worse(normal: Result, critical: Result, two_workers: Result) -> None:
    assert (normal.code, failed(normal)) == (1, {"blocker", "critical", "normal"})
    assert (critical.code, failed(critical)) == (1, {"critical"})
    assert (two_workers.code, failed(two_workers)) == (1, set(SEVERITIES))


def test_a_failed_gate_is_told_in_one_line_a_finding(normal: Result) -> None:
    assert "[normal] There is normal dust. (Cleaning, normal-dust)" in normal.said("test_normal").splitlines()
    assert ".py:" not in normal.text


def test_the_same_seed_is_the_same_run(never: Result, normal: Result) -> None:
    assert timeless(never.visits) == timeless(normal.visits)
    assert len(never.visits) == 4


def test_another_seed_is_other_people(never: Result, critical: Result) -> None:
    assert never.visit("critical")["shopper"] != critical.visits[-2]["shopper"]
    assert never.visit("critical")["seed"] != critical.visits[-2]["seed"]


def test_pace_and_timings_are_written_down(never: Result, critical: Result) -> None:
    calm, hasty = critical.visits[-1]["conditions"], never.visit("minor")["conditions"]
    assert (calm["paced"], calm["timings_judged"]) == (True, True)
    assert (hasty["paced"], hasty["timings_judged"]) == (False, False)


def test_the_persona_of_the_command_line_shops_where_nobody_is_named(critical: Result) -> None:
    visit = critical.visits[-1]
    assert visit["persona"] == "calm-reader"
    assert "--persona=calm-reader" in visit["reproduce"]
    assert "--seed 8" in visit["reproduce"]


def test_the_way_back_names_no_marks_where_the_test_s_name_suffices(critical: Result, never: Result) -> None:
    assert "-m " not in critical.visits[-1]["reproduce"] + never.visits[0]["reproduce"]


def test_the_way_back_goes_at_the_same_pace_and_judges_time_alike(critical: Result, never: Result) -> None:
    assert "--pace" not in critical.visits[-1]["reproduce"]
    assert "--pace=off --timings=skip" in never.visits[0]["reproduce"]


def test_workers_share_one_record(two_workers: Result, never: Result) -> None:
    assert {each["scenario"] for each in two_workers.visits} == set(SEVERITIES)
    assert {each["conditions"]["workers"] for each in two_workers.visits} == {2}
    assert {each["id"]: each["seed"] for each in two_workers.visits} == {
        each["id"]: each["seed"] for each in never.visits
    }
    assert not list((two_workers.reports / "running").glob("*.json"))


def test_workers_tell_one_summary(two_workers: Result) -> None:
    assert two_workers.out.count("Where to look") == 1
    assert "4 visits: 4 achieved with friction." in two_workers.out
    assert len(list((two_workers.reports / "allure-results").glob("*-result.json"))) == 4


def test_a_finding_is_new_once_and_known_afterwards(never: Result, normal: Result) -> None:
    assert never.visit("minor")["findings"][0]["known_since"] == ""
    assert normal.visit("minor")["findings"][0]["known_since"]


def test_a_new_run_sets_the_record_of_the_last_one_aside(two_workers: Result, never: Result) -> None:
    before = (two_workers.reports / "visits.previous.jsonl").read_bytes()
    assert before == (never.reports / "visits.jsonl").read_bytes()


def test_keeping_the_reports_adds_to_them(critical: Result, never: Result) -> None:
    assert critical.visits[: len(never.visits)] == never.visits
    assert [each["scenario"] for each in critical.visits[len(never.visits) :]] == ["critical", "minor"]
    assert len(list((critical.reports / "allure-results").glob("*-result.json"))) == 6


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--fail-on=sometimes", "'blocker', 'critical', 'normal', 'minor', 'never'"),
        ("--seed=lucky", "invalid int value: 'lucky'"),
        ("--shoppers=many", "invalid int value: 'many'"),
        ("--shoppers=0", "--shoppers 0 sends nobody. Send between 1 and 9999 shoppers, or leave the option out."),
        ("--shoppers=-3", "--shoppers -3 is out of bounds. Send between 1 and 9999 shoppers."),
        ("--pace=brisk", "'on', 'off'"),
        ("--timings=maybe", "'auto', 'judge', 'skip'"),
        ("--persona=raeder", "There is no persona 'raeder'."),
        ("--shop=ftp://shop.example", "'ftp' is no scheme of a shop."),
        ("--shop=", "--shop is empty. Give it a value, or leave the option out."),
        ("--shop=https:/shop.example", "its scheme must end with ://. Write https://shop.example."),
        ("--locale=french", "Did you mean 'fr-FR'?"),
        ("--shop-file=nowhere.yaml", "nowhere.yaml: cannot be read: No such file or directory."),
    ],
)
def test_an_option_that_cannot_be_used_is_exit_code_4(pytester: pytest.Pytester, option: str, said: str) -> None:
    path = pytester.path / "features" / "x.feature"
    path.parent.mkdir()
    path.write_text("Feature: F\n  Scenario: S\n    When she opens the shop\n", "utf-8")
    result = pytester.runpytest_inprocess("--shop=http://127.0.0.1:9", option, "-p", "no:cacheprovider")
    told = result.stdout.str() + result.stderr.str()
    assert result.ret == pytest.ExitCode.USAGE_ERROR, told
    assert said in told
    assert "Traceback" not in told


def timeless(told: Any) -> Any:
    """Return a record without what differs from run to run: times, and where the reports went."""
    if isinstance(told, dict):
        return {key: timeless(value) for key, value in told.items() if key not in OF_TIME}
    return [timeless(each) for each in told] if isinstance(told, list) else told


@pytest.mark.parametrize(("option", "expected"), [("", "fr-FR"), ("en-US", "")])
def test_a_locale_asked_for_outweighs_the_shop_file_s(tmp_path: Path, option: str, expected: str) -> None:
    (tmp_path / "shop.yaml").write_text("shop: http://shop.test\nlocale: fr-FR\n")
    run = Run(tmp_path, tmp_path / "reports", seed=1, fail_on="critical", paced=False, locale=option)
    assert run.shop_file is not None
    assert run.shop_file.locale == expected


def test_where_the_reports_go_changes_no_name_no_seed_and_no_command(
    suite: Suite, good_shop: TinyShop, tmp_path: Path
) -> None:
    """pytest takes an existing folder on its command line for one with tests, and looks for its root there too."""
    suite.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n")
    (tmp_path / "out").mkdir()
    suite.run("--reports", str(tmp_path / "out"), shop=good_shop.url)
    (there,) = VisitsFile(tmp_path / "out").read()
    here = suite.run(shop=good_shop.url).visit("S")
    assert there.node == here["node"] == "features/x.feature::test_s"
    assert (there.seed, there.shopper, there.reproduce) == (here["seed"], here["shopper"], here["reproduce"])
