"""The Allure report is one file that asks no host for anything, and a missing generator never fails a run."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Request

from mystery_shopper.extras import how_to_add
from mystery_shopper.provision import allure_cli, browsers
from mystery_shopper.provision.allure_cli import ReportNotMade

SPY = '<h1>A page of the shop</h1><img src="https://shop.example/x.png"><script>fetch("https://shop.example/")</script>'

# The shipped list of categories is the report's own matter; here only that a configuration is obeyed.
PAYING = {"name": "Nobody could pay", "matchers": [{"labels": {"friction-category": "^pay$"}}]}


def write_results(folder: Path) -> Path:
    """Write what allure-pytest would: a failed visit with a page as evidence, a slow one that passed, a broken one."""
    folder.mkdir(parents=True)
    (folder / "page-attachment.html").write_text(SPY, "utf-8")
    evidence = [{"name": "what she saw", "source": "page-attachment.html", "type": "text/html"}]
    for name, status, kind in (
        ("Anna buys as a guest", "failed", "pay"),
        ("Ben buys as a guest", "passed", "something new"),
        ("Chloé asks for help", "broken", None),
    ):
        labels = [{"name": "epic", "value": "Guest purchase"}, {"name": "owner", "value": "web"}]
        labels += [{"name": "friction-category", "value": kind}] if kind else []
        result: dict[str, Any] = {"uuid": str(uuid.uuid4()), "name": name, "fullName": name, "historyId": name}
        result |= {"status": status, "start": 1_700_000_000_000, "stop": 1_700_000_001_000, "labels": labels}
        result |= {"stage": "finished", "statusDetails": {"message": "the order was not placed"}}
        result["attachments"] = evidence if status == "failed" else []
        (folder / f"{result['uuid']}-result.json").write_text(json.dumps(result), "utf-8")
    return folder


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, made of a folder whose name would mean something else as a pattern."""
    if allure_cli.installed() is None:
        pytest.skip("the Allure report generator is not here: make setup fetches it")
    folder = tmp_path_factory.mktemp("report") / "run [1] (été)"
    results = write_results(folder / "results")
    return allure_cli.generate(results, folder / "report.html", title="Harbour & Pine", history=folder / "h.jsonl")


@pytest.fixture
def tab(playwright: Playwright) -> Iterator[Page]:
    browser = playwright.chromium.launch(**browsers.launch_args(browsers.find()))
    yield browser.new_page()
    browser.close()


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MYSTERY_SHOPPER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_report_opens_from_disk_and_asks_no_host(report: Path, tab: Page) -> None:
    asked: list[Request] = []
    tab.context.on("request", lambda request: asked.append(request))
    tab.goto(report.as_uri())
    tab.get_by_text("Anna buys as a guest").first.click()
    tab.get_by_text("what she saw").first.click()
    shown = tab.frame_locator("iframe").first.get_by_role("heading", name="A page of the shop")
    shown.wait_for()
    assert shown.is_visible()
    told = {each.url: each.failure for each in asked if each.url.startswith(("http:", "https:"))}
    assert {url: why for url, why in told.items() if why != "csp"} == {}
    assert "googletagmanager" not in report.read_text("utf-8")


def test_the_title_and_the_categories_are_those_wished_for(report: Path, tmp_path: Path, tab: Page) -> None:
    wish = tmp_path / "wish.json"
    wish.write_text(json.dumps({"categories": {"rules": [PAYING]}}), "utf-8")
    results = report.parent / "results"
    made = allure_cli.generate(results, tmp_path / "report.html", title="Harbour & Pine", config=wish)
    tab.goto(made.as_uri())
    tab.get_by_text("Categories", exact=True).first.click()
    tab.get_by_text("Nobody could pay", exact=True).first.wait_for()
    assert "Harbour & Pine" in tab.locator("body").inner_text()


def test_the_history_grows_with_each_report(report: Path) -> None:
    history = report.parent / "h.jsonl"
    before = len(history.read_text("utf-8").splitlines())
    allure_cli.generate(report.parent / "results", report.parent / "again.html", history=history)
    assert len(history.read_text("utf-8").splitlines()) == before + 1


def test_no_results_are_told_before_anything_is_fetched(nothing_installed: Path, tmp_path: Path) -> None:
    with pytest.raises(ReportNotMade, match=r"No Allure results in .*: run the visits first"):
        allure_cli.generate(tmp_path, tmp_path / "report.html")
    assert not nothing_installed.exists()


@pytest.mark.usefixtures("nothing_installed")
def test_a_missing_node_is_one_line_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allure_cli, "_npm", lambda: None)
    said: list[str] = []
    results = write_results(tmp_path / "results")
    assert allure_cli.generate_or_say(results, tmp_path / "report.html", say=said.append) is None
    assert len(said) == 1
    assert how_to_add("report") in said[0]


def test_a_failed_fetch_is_one_line_and_leaves_nothing_behind(
    nothing_installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\nmkdir half; echo 'npm error network connect ECONNREFUSED'; exit 1\n", "utf-8")
    npm.chmod(0o755)
    monkeypatch.setattr(allure_cli, "_npm", lambda: [npm])
    with pytest.raises(ReportNotMade, match="npm ci: npm error network connect ECONNREFUSED"):
        allure_cli.install(say=lambda line: None)
    assert list(nothing_installed.rglob("*")) == [nothing_installed / "report-tools"]


def test_what_is_fetched_is_fetched_once(
    nothing_installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "npm"
    npm.write_text(
        f"#!/bin/sh\necho x >>{tmp_path}/runs; mkdir -p node_modules/allure; : >node_modules/allure/cli.js\n"
    )
    npm.chmod(0o755)
    monkeypatch.setattr(allure_cli, "_npm", lambda: [npm])
    program = allure_cli.install(say=lambda line: None)
    assert program == allure_cli.install() == allure_cli.installed()
    assert program.is_relative_to(nothing_installed)
    assert (tmp_path / "runs").read_text("utf-8") == "x\n"


def test_the_systems_node_must_be_new_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = tmp_path / "node"
    monkeypatch.setenv("PATH", str(tmp_path))
    for told, expected in (("v18.20.1", None), ("v22.1.0", node)):
        node.write_text(f"#!/bin/sh\necho {told}\n", "utf-8")
        node.chmod(0o755)
        assert allure_cli._system_node() == expected


def test_a_generator_that_fails_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho 'Error: unsupported fields: plugin'; exit 1\n", "utf-8")
    node.chmod(0o755)
    monkeypatch.setattr(allure_cli, "install", lambda say: tmp_path / "cli.js")
    monkeypatch.setattr(allure_cli, "_node_to_run", lambda: node)
    target = tmp_path / "report.html"
    target.write_text("the old one", "utf-8")
    with pytest.raises(ReportNotMade, match="unsupported fields: plugin"):
        allure_cli.generate(write_results(tmp_path / "results"), target)
    assert target.read_text("utf-8") == "the old one"
