"""The pages tell the truth: links lead somewhere, commands exist, files work, lists are what the code says."""

from __future__ import annotations

import ast
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from doc_pages import PAGES, ROOT, anchors, blocks, commands, files, links, named, prose, table, tables

from mystery_shopper.cli import _parser
from mystery_shopper.errors import DataError
from mystery_shopper.frictions import kinds
from mystery_shopper.frictions.registry import forget
from mystery_shopper.journeys import CARRIED, MOMENTS, load_journeys
from mystery_shopper.model import Outcome, Severity
from mystery_shopper.personas import DEFAULTS, TRAITS
from mystery_shopper.presets import countries, devices, networks
from mystery_shopper.settings import SHOP_KEYS, load_shop
from mystery_shopper.suite import problems_of

README = ROOT / "README.md"
DOCS = ROOT / "docs"
SHOWING_FILES = [each for each in PAGES if files(each)]
CALM = ("--pace", "off", "--timings", "skip", "-p", "no:cacheprovider", "-q")


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHOP_PASSWORD", "STAGING_PASSWORD", "STAGING_KEY"):
        monkeypatch.setenv(name, "correct-horse")


@pytest.fixture(autouse=True)
def rules_that_are_shown() -> Iterator[None]:
    """What a page shows as a rule is none of the others' afterwards."""
    before = set(kinds())
    yield
    forget(*set(kinds()) - before)


def write(folder: Path, shown: dict[str, str]) -> Path:
    for name, text in shown.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def options_of_pytest(config: pytest.Config) -> set[str]:
    groups = [config._parser._anonymous, *config._parser._groups]
    return {name for group in groups for option in group.options for name in option.names()}


def options_of_cli() -> set[str]:
    texts = ((ROOT / "src/mystery_shopper" / name).read_text("utf-8") for name in ("cli.py", "cli_options.py"))
    return {each for text in texts for each in re.findall(r'"(--[\w-]+)"', text)} | {"--help"}


# ------------------------------------------------------------ links and commands


@pytest.mark.parametrize("paper", PAGES, ids=named)
def test_links_lead_somewhere(paper: Path) -> None:
    broken = []
    for link in links(paper):
        path, _, anchor = link.partition("#")
        target = (paper.parent / path).resolve() if path else paper
        if "://" in link or (target.exists() and (not anchor or anchor in anchors(target))):
            continue
        broken.append(link)
    assert broken == []


@pytest.mark.parametrize("paper", PAGES, ids=named)
def test_commands_exist(paper: Path, pytestconfig: pytest.Config) -> None:
    wrong = [each for each in commands(paper) if not is_command(each, pytestconfig)]
    assert wrong == []


def is_command(text: str, config: pytest.Config) -> bool:
    program, *words = shlex.split(text, comments=True)
    if program == "mystery-shopper":
        return parses(words)
    if program == "make":
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        return {each for each in words if "=" not in each} <= targets
    if program == "pytest":
        given = {each.split("=")[0] for each in words if re.match(r"-{1,2}[a-z]", each)}
        return given <= options_of_pytest(config)
    if program == "pip":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        extras = re.findall(r"\[([\w,]+)\]", text)
        return set(",".join(extras).split(",")) - {""} <= set(project["optional-dependencies"])
    if program == "python":
        return bool(find_spec(words[1])) if words[0] == "-m" else (ROOT / words[0]).is_file()
    return program == "playwright" and words[0] in {"show-trace", "install"}


def parses(words: list[str]) -> bool:
    try:
        return bool(_parser().parse_args(words)) or not words
    except SystemExit:
        return False


@pytest.mark.parametrize("paper", PAGES, ids=named)
def test_options_in_the_text_exist(paper: Path, pytestconfig: pytest.Config) -> None:
    foreign = {"--upgrade", "--no-sandbox", "--check"}  # make's ARGS, the browser's own, and the lists' tools
    named_here = set(re.findall(r"`[^`\n]*?(--[a-z][\w-]+)", prose(paper)))
    assert named_here - options_of_pytest(pytestconfig) - options_of_cli() - foreign == set()


@pytest.mark.parametrize("paper", PAGES, ids=named)
def test_places_in_the_code_exist(paper: Path) -> None:
    package = ROOT / "src" / "mystery_shopper"
    for name, definition in re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", prose(paper)):
        path = next((each for each in (ROOT / name, package / name) if each.is_file()), None)
        if name.startswith(("steps/", "tests/")):  # what a company would write
            continue
        assert path is not None, f"{named(paper)}: there is no {name}"
        assert re.search(rf"\b(def|class) {definition}\b", path.read_text("utf-8")) or not definition, (
            name,
            definition,
        )


# ------------------------------------------------------------ files that are shown


@pytest.mark.parametrize("paper", SHOWING_FILES, ids=named)
def test_files_that_are_shown_have_no_mistake(paper: Path, tmp_path: Path) -> None:
    suite = write(tmp_path, files(paper))
    if paper != README:  # a stranger has nothing but what the README shows
        for each in ("personas", "journeys", "steps"):
            shutil.copytree(ROOT / each, suite / each, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    assert [str(each) for each in problems_of(suite)] == []


def test_every_block_of_data_is_a_file_that_is_checked() -> None:
    loose = [
        (named(page), text.splitlines()[0])
        for page in PAGES
        for language, text in blocks(page)
        if language in ("yaml", "gherkin") and text not in files(page).values()
    ]
    assert loose == []


def play(folder: Path) -> list[dict[str, str]]:
    ended = subprocess.run([sys.executable, "-m", "pytest", *CALM], cwd=folder, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return [json.loads(line) for line in (folder / "reports" / "visits.jsonl").read_text("utf-8").splitlines()]


def test_a_stranger_makes_her_first_visit_with_the_readme_alone(tmp_path: Path) -> None:
    shown = {name: text for name, text in files(README).items() if name != "shop.yaml"}
    assert {Path(name).parent.name for name in shown} == {"personas", "journeys", "features", "steps"}
    (visit,) = play(write(tmp_path, shown))
    assert (visit["persona"], visit["journey"], visit["outcome"]) == ("kim", "gift", "achieved")


def test_the_scenarios_that_are_shown_go_as_they_say(tmp_path: Path) -> None:
    suite = write(tmp_path, files(DOCS / "writing-scenarios.md"))
    for each in ("personas", "steps"):
        shutil.copytree(ROOT / each, suite / each, ignore=shutil.ignore_patterns("__pycache__"))
    assert {each["scenario"] for each in play(suite)} == set(
        re.findall(r"Scenario: (.+)", "".join(files(DOCS / "writing-scenarios.md").values()))
    )


# ------------------------------------------------------------ lists that the code knows too


def test_the_lists_from_the_code_are_up_to_date() -> None:
    ended = subprocess.run([sys.executable, "tools/doc_lists.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_every_trait_is_told_with_its_default() -> None:
    told = table(DOCS / "personas.md", "persona")
    assert list(told) == list(TRAITS)
    shown = {name: cells[1].strip("`") for name, cells in told.items() if name in DEFAULTS}
    assert {name: said_of(shown[name]) for name in shown} == DEFAULTS
    assert {name for name, cells in told.items() if cells[1] == "required"} == {"name", "story", "locale"}


def said_of(default: str) -> object:
    number = re.match(r"([\d.]+)(x| s| mm|%| per second)$", default)
    return float(number[1]) / (100 if number[2] == "%" else 1) if number else default


def test_every_device_network_and_country_is_told() -> None:
    lines = (DOCS / "personas.md").read_text("utf-8").partition("- **Devices**")[2]
    told_devices, _, rest = lines.partition("- **Networks**")
    told_networks, _, told_countries = rest.partition("- **Countries**")
    assert set(re.findall(r"`([^`]+)`", told_devices)) == set(devices())
    assert set(re.findall(r"`([^`]+)`", told_networks)) == {*networks(), "unthrottled"}
    assert set(re.findall(r"\b[A-Z]{2}\b", told_countries)) == set(countries())


def test_every_severity_that_a_sentence_takes_is_told() -> None:
    told = table(DOCS / "writing-scenarios.md", "severity")["{severity}"]
    assert re.findall(r"`([^`]+)`", told[0]) == list(Severity)


@pytest.mark.parametrize(
    ("first", "wrong"),
    [
        ("goal", "title: A\ngoal: B\nzzz: 1\nmoments: [{id: arrive, title: C}]\n"),
        ("channel", "title: A\ngoal: B\nmoments: [{id: arrive, title: C, zzz: 1}]\n"),
        ("because", "title: A\ngoal: B\nmoments: [{id: arrive, title: C, expects: [{kind: slow-lcp, zzz: 1}]}]\n"),
    ],
    ids=["map", "moment", "expectation"],
)
def test_every_key_of_a_map_is_told(first: str, wrong: str, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(wrong, "utf-8")
    with pytest.raises(DataError) as told:
        load_journeys([tmp_path])
    valid = re.search(r"Valid: ([^.]+)\.", str(told.value))
    assert valid is not None
    assert set(table(DOCS / "journeys.md", first)) == set(valid[1].split(", "))


def test_every_moment_and_all_that_is_carried_is_told() -> None:
    text = (DOCS / "journeys.md").read_text("utf-8")
    assert tuple(re.findall(r"`([^`]+)`", text.partition("open these moments:")[2])) == MOMENTS
    assert tuple(re.findall(r"`([^`]+)`", table(DOCS / "journeys.md", "channel")["carries"][0])) == CARRIED


def test_every_key_of_the_shop_file_is_told() -> None:
    assert set(table(DOCS / "shop-file.md", "payment_hosts")) == set(SHOP_KEYS)


def test_the_number_of_orders_is_the_one_in_the_code() -> None:
    most = load_shop(None, url="https://shop.example").max_orders
    assert f"({most} unless you say otherwise)" in README.read_text("utf-8")
    assert table(DOCS / "shop-file.md", "payment_hosts")["max_orders"][1] == str(most)


def test_outcomes_and_severities_are_the_models() -> None:
    firsts = [[row[0] for row in each] for each in tables(README)]
    assert [each.value for each in Outcome] in firsts
    assert [each.value for each in reversed(Severity)] in firsts


def test_the_errors_in_the_table_are_said_by_the_code() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    said = [each.value for text in sources for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Constant)]
    rows = next(each for each in tables(README) if "does not answer" in each[0][0])
    quoted = [found[1] for row in rows if (found := re.fullmatch(r"`(.+)`", row[0]))]
    assert len(quoted) > 10
    assert [each for each in quoted if not any(isinstance(text, str) and each in text for text in said)] == []


def test_the_demo_shops_voucher_is_named() -> None:
    from mystery_shopper.demo.shop.build import VOUCHER

    assert f"the voucher `{VOUCHER}`" in (ROOT / "docs" / "writing-scenarios.md").read_text("utf-8")
