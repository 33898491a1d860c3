"""The ledger tells new causes from known ones, and never writes half a file."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from sample_visits import AGAIN, CONTRAST, DRIFT, GOOD, LEFT, PRICE

from mystery_shopper.errors import DataError
from mystery_shopper.scoring.ledger import Ledger

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


def after_monday(path: Path) -> Ledger:
    ledger = Ledger(path)
    ledger.note([GOOD, DRIFT, AGAIN], MONDAY)
    ledger.save()
    return Ledger(path)


def test_a_cause_of_an_earlier_run_is_known_since_then_and_a_new_one_is_not(tmp_path: Path) -> None:
    ledger = after_monday(tmp_path / "deep" / "ledger.json")
    price, *others = ledger.mark([PRICE, *LEFT.findings])
    assert price.known_since == "2026-11-16"
    assert [each.known_since for each in others] == ["", ""]


def test_what_this_run_found_is_not_known_to_itself(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.json")
    ledger.note([DRIFT], MONDAY)
    assert ledger.mark([PRICE])[0].known_since == ""


def test_a_cause_counts_once_a_run_and_keeps_its_first_day(tmp_path: Path) -> None:
    ledger = after_monday(tmp_path / "ledger.json")
    ledger.note([DRIFT], TUESDAY)
    ledger.save()
    known = Ledger(tmp_path / "ledger.json").known[PRICE.fingerprint]
    assert (known.first_seen, known.last_seen, known.times) == ("2026-11-16", "2026-11-17", 2)
    assert known.message == PRICE.message


def test_what_was_not_seen_again_is_kept_with_its_last_day(tmp_path: Path) -> None:
    ledger = after_monday(tmp_path / "ledger.json")
    ledger.note([], TUESDAY)
    assert ledger.known[CONTRAST.fingerprint].last_seen == "2026-11-16"


def test_a_file_that_cannot_be_replaced_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.json"
    ledger = after_monday(path)
    before = path.read_text()
    ledger.note([LEFT], TUESDAY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        ledger.save()
    assert path.read_text() == before
    assert [each.name for each in tmp_path.iterdir()] == ["ledger.json"]


@pytest.mark.parametrize(
    "content",
    ["{torn", "[]", json.dumps({"version": 9, "causes": {}}), json.dumps({"version": 1, "causes": {"a": {}}})],
)
def test_a_file_that_is_no_ledger_says_so_and_what_to_do(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(content)
    with pytest.raises(DataError, match=r"ledger\.json: .*Delete it to begin a new one"):
        Ledger(path)
