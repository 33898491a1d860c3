"""What axe has said of a page is asked once, and kept for other processes where a folder is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from mystery_shopper.senses import axe

pytest_plugins = ("shops.pages",)


def ask(page: Page, monkeypatch: pytest.MonkeyPatch, body: str, host: str = "one.example") -> tuple[list[str], bool]:
    """Return the rules that a page breaks, as a process would say that has seen none; and whether axe had to run."""
    monkeypatch.setattr(axe, "_known", {})
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=f"<!doctype html>{body}"))
    page.goto(f"http://{host}/form")
    broken = [str(each["id"]) for each in axe.violations(page.main_frame)]
    return broken, bool(page.evaluate("'axe' in window"))


def test_another_process_reads_what_was_said_of_the_same_page(
    bare_page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(axe.MEMORY, str(tmp_path / "memory"))
    bad, good = "<input name=street size=20>", "<label>Street <input name=street size=20></label>"
    assert ask(bare_page, monkeypatch, bad) == (["label"], True)
    assert ask(bare_page, monkeypatch, bad, host="two.example") == (["label"], False)
    assert ask(bare_page, monkeypatch, good) == ([], True)
    assert ask(bare_page, monkeypatch, bad) == (["label"], False)
    for each in (tmp_path / "memory").iterdir():
        each.write_text("half an ans")
    assert ask(bare_page, monkeypatch, bad) == (["label"], True)


def test_without_a_folder_each_process_asks(bare_page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(axe.MEMORY, raising=False)
    bad = "<input name=street size=20>"
    assert ask(bare_page, monkeypatch, bad) == (["label"], True)
    assert ask(bare_page, monkeypatch, bad) == (["label"], True)


def test_a_folder_that_cannot_be_written_costs_no_answer(
    bare_page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(axe.MEMORY, str(tmp_path / "file" / "memory"))
    assert ask(bare_page, monkeypatch, "<input name=street size=20>") == (["label"], True)
