"""visits.jsonl keeps every visit, from several writers at once, through kills and full disks."""

from __future__ import annotations

import dataclasses
import errno
import json
import multiprocessing
import os
import typing
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_visits import BAD_DAY, DRIFT, GOOD, LEFT, PRICE

from mystery_shopper.model import Finding, Outcome, Visit
from mystery_shopper.report.digest import write_digest
from mystery_shopper.report.records import RecordError, masked, schema, visit_from_json, visit_to_json
from mystery_shopper.report.visits import CUT_OFF, FILE, ReportUnwritable, VisitsFile, read_visits
from mystery_shopper.secrets import Redactor

st.register_type_strategy(float, st.floats(0, 1e9))
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
visits = st.from_type(Visit)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(visits)
def test_every_visit_survives_the_way_to_a_line_and_back(visit: Visit) -> None:
    data = json.loads(json.dumps(visit_to_json(visit)))
    assert visit_from_json(data) == visit
    assert data["version"] == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(visits)
def test_every_line_fits_the_shipped_schema(visit: Visit) -> None:
    data = json.loads(json.dumps(visit_to_json(visit)))
    errors = [each.message for each in jsonschema.Draft202012Validator(schema()).iter_errors(data)]
    assert not [each for each in errors if "minimum" not in each]


def test_the_schema_is_itself_valid_and_names_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    described = {
        "visit": schema()["properties"],
        **{name: each["properties"] for name, each in schema()["$defs"].items()},
    }
    for kind, name in ((Visit, "visit"), (Finding, "finding")):
        fields = {each.name for each in dataclasses.fields(kind)}
        assert fields == set(described[name]) - {"version"}
    hints = typing.get_type_hints(Visit)
    assert {each.name for each in dataclasses.fields(hints["conditions"])} == set(described["conditions"])


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"version": 2}, "version 2"),
        ({"seed": "7"}, r"visit\.seed is '7'; int"),
        ({"outcome": "fine"}, r"visit\.outcome is 'fine'; one of achieved"),
        ({"findings": [{}]}, r"visit\.findings\[0\] is not complete"),
        ({"conditions": 3}, r"visit\.conditions is 3"),
        ({"seconds": True}, r"visit\.seconds is True; float"),
    ],
)
def test_a_line_that_is_no_visit_is_told_by_the_field(spoilt: dict[str, Any], said: str) -> None:
    with pytest.raises(RecordError, match=said):
        visit_from_json({**visit_to_json(GOOD), **spoilt})


def test_masking_reaches_every_text_and_leaves_the_record_whole() -> None:
    hidden = masked(DRIFT, lambda text: text.replace("a", "•"))
    assert "a" not in hidden.findings[0].evidence[1].text + hidden.reason + "".join(hidden.story) + hidden.shopper
    assert (hidden.outcome, hidden.findings[0].severity, hidden.seed) == (DRIFT.outcome, PRICE.severity, DRIFT.seed)
    assert masked(DRIFT, str) == DRIFT


def test_a_field_of_tomorrow_is_no_obstacle() -> None:
    assert visit_from_json({**visit_to_json(GOOD), "mood": "sunny"}) == GOOD


def test_what_ended_is_read_again_in_order(tmp_path: Path) -> None:
    record = VisitsFile(tmp_path / "reports")
    for each in BAD_DAY:
        record.began(each)
        record.ended(each)
    assert record.read() == list(BAD_DAY)
    assert record.orphans() == []
    assert record.notices == []


def test_a_killed_visit_is_told_as_inconclusive(tmp_path: Path) -> None:
    record = VisitsFile(tmp_path)
    record.began(GOOD)
    record.began(DRIFT)
    record.ended(GOOD)
    (orphan,) = VisitsFile(tmp_path).orphans()
    assert (orphan.id, orphan.outcome, orphan.reason) == (DRIFT.id, Outcome.INCONCLUSIVE, CUT_OFF)
    record.ended(orphan)
    assert record.orphans() == []
    assert record.read()[-1] == orphan


def test_a_visit_killed_between_its_line_and_its_marker_is_told_once(tmp_path: Path) -> None:
    record = VisitsFile(tmp_path)
    record.ended(GOOD)
    record.began(GOOD)
    assert record.orphans() == []


def test_a_torn_line_is_left_out_and_said_and_the_next_one_is_whole(tmp_path: Path) -> None:
    record = VisitsFile(tmp_path)
    record.ended(GOOD)
    with (tmp_path / FILE).open("a") as file:
        file.write('{"version": 1, "id": "torn')
    record.ended(LEFT)
    assert record.read() == [GOOD, LEFT]
    assert [each.split(FILE)[1] for each in record.notices] == [
        ":2: left out, the line is torn: its writer was killed or the disk was full."
    ]


def test_a_fresh_run_sets_the_earlier_one_aside(tmp_path: Path) -> None:
    record = VisitsFile(tmp_path)
    record.ended(GOOD)
    record.began(DRIFT)
    record.fresh()
    assert (record.read(), record.orphans()) == ([], [])
    assert read_visits(tmp_path / "visits.previous.jsonl") == ([GOOD], [])


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file in the way")
    with pytest.raises(ReportUnwritable, match=r"reports.*cannot be written.*--reports"):
        VisitsFile(tmp_path / "reports").fresh()


def test_a_full_disk_loses_nothing_that_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = VisitsFile(tmp_path)
    record.ended(GOOD)
    record.began(DRIFT)
    write = os.write

    def half(handle: int, data: bytes) -> int:
        if data.startswith(b"{"):
            return write(handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(ReportUnwritable, match="No space left on device"):
        record.ended(DRIFT)
    assert record.read() == [GOOD]
    assert [each.id for each in record.orphans()] == [DRIFT.id]
    monkeypatch.undo()
    record.ended(DRIFT)
    assert record.read() == [GOOD, DRIFT]


def append(folder: str, worker: int) -> None:
    record = VisitsFile(Path(folder))
    for number in range(40):
        record.ended(dataclasses.replace(DRIFT, id=f"{worker}-{number}", story=("x" * 9000,)))


def test_workers_that_write_at_once_do_not_mix_their_lines(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=append, args=(str(tmp_path), each)) for each in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    record = VisitsFile(tmp_path)
    assert {each.id for each in record.read()} == {f"{worker}-{number}" for worker in range(4) for number in range(40)}
    assert record.notices == []


def test_half_a_character_that_a_shop_has_cut_loses_no_visit(tmp_path: Path) -> None:
    cut = "A mug with a \ud83c..."  # what is left of a picture in a text that a script has shortened
    visit = dataclasses.replace(DRIFT, story=(cut,), findings=(dataclasses.replace(PRICE, message=cut),))
    shown = masked(visit, Redactor(["hunter22"]).text)
    file = VisitsFile(tmp_path)
    file.began(shown)
    file.ended(shown)
    [read] = file.read()
    assert read.story == ("A mug with a \N{REPLACEMENT CHARACTER}...",)
    write_digest(tmp_path / "digest.html", [read], journeys={}, folder=tmp_path)
