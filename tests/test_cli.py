"""The command line: what each command prints, and that what cannot be done is one line and exit code 2."""

from __future__ import annotations

import re
import runpy
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_visits import BAD_DAY

from mystery_shopper import __version__, cli
from mystery_shopper.cards import load_cards
from mystery_shopper.catalogue import listed
from mystery_shopper.frictions import CATEGORIES, describe, kinds
from mystery_shopper.frictions.registry import forget
from mystery_shopper.personas import load_personas
from mystery_shopper.provision import allure_cli
from mystery_shopper.report.visits import VisitsFile

ROOT = Path(__file__).parents[1]
GOOD = 'Feature: Feature {number}\n  Scenario: S\n    When she opens the shop\n    And she searches for "lamp"\n'

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the commands are given, on a wide terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    return tmp_path


@pytest.fixture
def told(here: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Give a command; return its exit code and what it said."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = cli.main(arguments)
        except SystemExit as end:  # argparse ends --version, --help and misspelt options so
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_version(told: Told) -> None:
    assert told("--version") == (0, f"{__version__}\n", "")


def test_the_package_can_be_run_as_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["mystery-shopper", "--version"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("mystery_shopper", run_name="__main__")
    assert (end.value.code, capsys.readouterr().out.strip()) == (0, __version__)


def test_without_a_command_it_helps(told: Told) -> None:
    code, out, _ = told()
    assert code == 0
    for command in ("demo", "serve", "check", "report", "install", "words", "personas", "frictions", "cards"):
        assert re.search(rf"^    {command}\s+\w", out, re.MULTILINE), command


def test_words_come_in_the_order_of_a_journey(told: Told) -> None:
    code, out, err = told("words")
    said = out.splitlines()
    assert (code, err) == (0, "")
    assert len(said) >= 70
    in_order = [
        "she opens the shop",
        'she searches for "{query}"',
        "she opens the basket",
        "she pays",
        "she looks for help",
    ]
    places = [said.index(each) for each in in_order]
    assert places == sorted(places)


def test_words_can_be_sought(told: Told) -> None:
    code, out, _ = told("words", "VOUCHER")
    assert code == 0
    assert 'she enters the voucher "{code}"' in out.splitlines()
    assert all("voucher" in each for each in out.splitlines())


def test_words_are_found_by_what_others_call_a_basket(told: Told) -> None:
    assert told("words", "in the cart")[1] == told("words", "in the basket")[1]
    assert 'she puts "{name}" in the basket' in told("words", "the bag")[1].splitlines()


def test_words_can_be_sought_by_several(told: Told) -> None:
    code, out, _ = told("words", "return", "because")
    assert code == 0
    assert out.splitlines() == [
        'she asks for a return because "{reason}"',
        'she starts a return because "{reason}"',
    ]
    code, out, _ = told("words", "return", "voucher")
    assert code == 1
    assert out.startswith("No sentence holds 'return' and 'voucher'. Without a word, all ")


def test_a_misspelt_word_is_answered_with_the_nearest(told: Told) -> None:
    code, out, _ = told("words", "bascket")
    assert code == 1
    assert out.startswith("No sentence holds 'bascket'. Did you mean 'basket'? Without a word, all ")
    assert "Did you mean 'voucher'?" in told("words", "she", "vocuher")[1]
    assert "Did you mean" not in told("words", "return", "voucher")[1], "both are words, in no one sentence"


def test_words_show_programmers_how_a_sentence_is_taught(told: Told) -> None:
    code, out, _ = told("words", "--stub", 'she waves at "Anna"')
    assert code == 0
    assert '@says("{who} waves at {string}")\n' in out


def test_words_of_the_company_are_listed(told: Told, here: Path) -> None:
    write(
        here,
        "steps/cli_words.py",
        'from mystery_shopper import says\n@says("{who} yodel(s) {int} time(s)")\ndef yodels(shopper, times): ...\n',
    )
    assert told("words", "yodel")[1] == "she yodels {times} times\n"


def test_personas_are_shown_as_people(told: Told, here: Path) -> None:
    shutil.copytree(ROOT / "personas", here / "personas")
    code, out, _ = told("personas")
    assert code == 0
    for each in ("shopper", *load_personas([ROOT / "personas"])):
        assert re.search(rf"─ {each} ─", out), each
    code, out, _ = told("personas", "Ravi")
    assert code == 0
    assert "whose mouse is in the drawer" in out
    assert "desktop with the keyboard alone" in out
    assert "Hannah" not in out


def test_a_persona_that_is_not_there_is_answered_with_the_nearest(told: Told) -> None:
    code, _, err = told("personas", "shoper")
    assert code == 2
    assert "Did you mean 'shopper'?" in err


def test_an_invitation_ends_with_a_file_that_sends_who_was_invited(
    told: Told, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["Brigid, between two trains", "She has four minutes.", "they", "", "", "", "15", "", "", "", ""])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    code, out, _ = told("personas", "new")
    assert code == 0
    assert "Written to personas/brigid.yaml. Scenarios that name nobody are played by this customer with\n" in out
    assert "pytest --persona brigid; those that name somebody are not." in out
    assert "patience: 15 s\n" in (here / "personas" / "brigid.yaml").read_text("utf-8")
    name, feature = re.split(r"# (features/\S+)\n", out)[1:]
    assert '    Given Brigid is "brigid"\n    When they open the shop\n' in feature
    write(here, name, feature)
    assert told("check")[:2] == (0, "Nothing to mend: 1 feature file, 1 persona, 0 journeys.\n")


def test_frictions_are_all_listed_with_limit_and_source(told: Told) -> None:
    code, out, _ = told("frictions")
    assert code == 0
    for each in kinds().values():
        assert re.search(rf"^{each.id}\s", out, re.MULTILINE), each.id
    [slow] = [line for line in out.splitlines() if line.startswith("slow-lcp")]
    assert "The main content comes late. Normal, for web. Limit: 2 500 ms. Source: web.dev/articles/lcp" in slow
    assert "Limit: 1 order." in out


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_list_of_frictions_fits_the_terminal_and_cuts_nothing(width: int) -> None:
    lines = list(listed(describe(), width))
    whole = list(listed(describe(), None))
    assert max(map(len, lines)) <= width
    assert " ".join(lines).split() == " ".join(whole).split()
    heads = [each for each in whole if each.isupper()]
    assert heads == [each.upper() for each in CATEGORIES]
    kept = [each for each in whole if each and each not in heads]
    assert len(kept) == len(kinds())


def test_frictions_of_the_company_are_listed_with_their_place(told: Told, here: Path) -> None:
    rule = """from mystery_shopper import Severity, friction
@friction("cli-dust", title="There is dust", severity=Severity.MINOR, owner="cleaning", category="slow")
def dust(seen): ...
"""
    write(here, "steps/cli_dust.py", rule)
    try:
        code, out, _ = told("frictions")
    finally:
        forget("cli-dust")
    [line] = [each for each in out.splitlines() if each.startswith("cli-dust ")]
    assert code == 0
    assert line.endswith(" There is dust. Minor, for cleaning. Your own rule: steps/cli_dust.py:2.")
    assert out.index("\nSLOW\n") < out.index(line) < out.index("\nOTHER\n")


def test_cards_are_listed_without_their_numbers(told: Told) -> None:
    code, out, _ = told("cards")
    assert code == 0
    for each in load_cards().values():
        assert re.search(rf"^{each.name}\s", out, re.MULTILINE)
        assert each.number not in out
        assert each.source in out, "an address in two pieces cannot be copied"


def test_check_finds_nothing_in_this_repositorys_own_suite(told: Told) -> None:
    code, out, err = told("check", str(ROOT))
    assert (code, err) == (0, ""), out
    assert re.fullmatch(r"Nothing to mend: \d+ feature files, \d+ personas, \d+ journeys\.\n", out)


def test_check_tells_everything_at_once(told: Told, here: Path) -> None:
    write(here, "features/a.feature", "Feature: A\n  Scenario: S\n    When she opens teh shop\n    And she dreams\n")
    write(here, "features/b.feature", "")
    write(here, "personas/p.yaml", "persona: p\nname: P\nstory: S\nlocale: en-GB\npacience: 3 s\n")
    write(here, "journeys/j.yaml", "journey: j\ntitle: J\n")
    write(here, "shop.yaml", "shop: ftp://shop.example\n")
    code, out, err = told("check")
    assert code == 1
    for place in ("features/a.feature:3: ", "features/a.feature:4: ", "features/b.feature", "personas/p.yaml:5: "):
        assert re.search(rf"^{re.escape(place)}", out, re.MULTILINE), (place, out)
    assert re.search(r"^journeys/j\.yaml", out, re.MULTILINE)
    assert re.search(r"^shop\.yaml:1: ", out, re.MULTILINE)
    counted = re.fullmatch(r"\n(\d+) problems found\.\n", err)
    assert counted is not None
    assert int(counted[1]) >= 6


@pytest.mark.parametrize("name", ["personas", "journeys"])
def test_check_of_a_folder_without_features_is_no_pass(told: Told, here: Path, name: str) -> None:
    (here / name).mkdir()
    code, out, err = told("check")
    assert (code, err) == (1, "\n1 problem found.\n")
    assert out == (
        f"features: is not there, so there is nothing to play. Looked in {here}. Write a feature there, or name the "
        "suite's folder: mystery-shopper check FOLDER\n"
    )


def test_check_of_a_hundred_features(told: Told, here: Path) -> None:
    for number in range(100):
        write(here, f"features/f{number}.feature", GOOD.format(number=number))
    began = time.perf_counter()
    code, out, _ = told("check")
    print(f"\n100 features checked in {time.perf_counter() - began:.2f} s")
    assert (code, out) == (0, "Nothing to mend: 100 feature files, 0 personas, 0 journeys.\n")


def test_report_tells_a_run_again(told: Told, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = VisitsFile(here / "reports")
    for each in BAD_DAY:
        visits.ended(each)
    made: list[Path] = []

    def generate(results: Path, target: Path) -> Path:
        made.append(results)
        return target

    monkeypatch.setattr(allure_cli, "generate_or_say", generate)
    code, out, _ = told("report")
    assert told("report", "--reports", "reports")[1] == out
    assert "There is no visit in elsewhere" in told("report", "--reports", "elsewhere")[2]
    made.pop()
    assert code == 0
    assert made == [Path("reports/allure-results")]
    assert f"{len(BAD_DAY)} visits:" in out
    assert "reports/allure-report.html" in out
    assert "reports/digest.html" in out, "which the run had not made"


def test_report_without_a_generator_still_tells_the_run(
    told: Told, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    VisitsFile(here / "reports").ended(BAD_DAY[0])
    monkeypatch.setattr(allure_cli, "generate_or_say", lambda *_: None)
    code, out, _ = told("report")
    assert code == 2
    assert "1 visit:" in out


def test_report_tells_of_what_it_cannot_read_or_write(told: Told, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = VisitsFile(here / "reports")
    visits.ended(BAD_DAY[0])
    with visits.path.open("a") as file:
        file.write('{"version": 1, "id')
    monkeypatch.setattr(allure_cli, "generate_or_say", lambda *_: None)
    assert "reports/visits.jsonl:2: left out, the line is torn" in told("report")[1]
    (here / "reports" / "digest.html").unlink()
    (here / "reports" / "digest.html").mkdir()
    code, out, _ = told("report")
    assert (code, "1 visit:" in out) == (2, True)
    assert "reports/digest.html: cannot be written: Is a directory." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report",), "mystery-shopper: There is no visit in reports/visits.jsonl. Run the suite first: pytest"),
        (
            ("report", "afile"),
            "There is no visit in afile/visits.jsonl. afile/visits.jsonl: cannot be read: Not a dire",
        ),
        (("report", "torn"), "There is no visit in torn/visits.jsonl. torn/visits.jsonl:1: left out, the line is torn"),
        (("check", "nowhere"), "/nowhere. Name the suite's folder: mystery-shopper check FOLDER"),
        (("check", "nowhere"), "mystery-shopper: There is no folder "),
        (("check",), "There is no suite in "),
        (("serve", "--day", "sunny"), "mystery-shopper: There is no bad day 'sunny'. Valid: "),
        (
            ("scout", "http://127.0.0.1:9"),
            "Connection refused. Start it, or correct the address.",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    told: Told, here: Path, arguments: tuple[str, ...], said: str
) -> None:
    write(here, "afile", "no folder\n")
    write(here, "torn/visits.jsonl", "no json\n")
    code, out, err = told(*arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert said in err


@pytest.mark.parametrize(
    ("name", "text", "command"),
    [
        ("personas/p.yaml", "persona: p\n", "personas"),
        ("steps/broken.py", "def broken(:\n", "words"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_with_its_place(
    told: Told, here: Path, name: str, text: str, command: str
) -> None:
    write(here, name, text)
    code, out, err = told(command)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith((f"mystery-shopper: {name}:1: ", f"mystery-shopper: {here / name}:1: "))


def test_a_misspelt_command_is_exit_code_2(told: Told) -> None:
    code, _, err = told("wrods")
    assert code == 2
    assert "error: invalid choice: 'wrods'" in err
    assert err.endswith(". Did you mean 'words'?\n")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("demo", "--only", "goood"), "invalid choice: 'goood' (choose from 'good', 'bad'). Did you mean 'good'?"),
        (("demo", "--al"), "unrecognized arguments: --al"),
        (("demo", "--workers", "-2"), "argument --workers: '-2' is no whole number from 0 on"),
        (("prove", "--repeats", "0"), "argument --repeats: '0' is no whole number from 1 on"),
        (("prove", "--sample", "few"), "argument --sample: 'few' is no whole number from 0 on"),
    ],
)
def test_an_option_that_makes_no_sense_is_exit_code_2(told: Told, arguments: tuple[str, ...], said: str) -> None:
    code, _, err = told(*arguments)
    assert code == 2
    assert said in err


def test_ctrl_c_is_told(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_table", interrupted)
    code, _, err = told("cards")
    assert (code, err) == (130, "mystery-shopper: stopped.\n")


def test_ctrl_c_tells_where_the_reports_are_that_there_are(
    told: Told, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("mystery_shopper.demo_run.run_demo", lambda *_, **__: interrupted())
    assert told("demo")[2] == "mystery-shopper: stopped.\n"
    (here / "reports").mkdir()
    assert told("demo")[2] == "mystery-shopper: stopped; what was done is in reports.\n"
    monkeypatch.setattr("builtins.input", interrupted)
    assert told("personas", "new")[2] == "\nmystery-shopper: stopped; nobody was invited, and no file was written.\n"
    assert not (here / "personas").exists()
