"""visits.jsonl: one line a visit, written by several processes at once, and nothing of it lost."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.model import Outcome, Visit
from mystery_shopper.report.records import RecordError, visit_from_json, visit_to_json

FILE: Final = "visits.jsonl"
RUNNING: Final = "running"
LEAST_ROOM: Final = 256 * 1024
"""Bytes that a visit with one picture and a trace needs at least (measured on the demo)."""
CUT_OFF: Final = "The browser or the run was ended before the visit was over, so it says nothing about the shop."


class ReportUnwritable(MysteryShopperError):
    """The report folder cannot be written, or its disk is full; what was written before is still there."""


class VisitsFile:
    """The record of a run in one folder.

    A running visit leaves a marker in ``running/``; when its process is killed, the marker is all that is left of it,
    and ``orphans`` tells of it. Every line goes out in a single append, so workers never mix their lines.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.notices: list[str] = []
        """What ``read`` had to leave out, as sentences."""

    def fresh(self) -> None:
        """Set the file of an earlier run aside (``visits.previous.jsonl``) and forget its markers.

        Raises:
            ReportUnwritable: when the folder cannot be written.
        """
        with self._writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if self.path.exists():
                os.replace(self.path, self.folder / "visits.previous.jsonl")
            for marker in self._markers():
                marker.unlink(missing_ok=True)
            (self.folder / RUNNING).mkdir(exist_ok=True)

    def check_room(self) -> None:
        """Find out whether a visit could be written down at all, and leave everything as it was.

        Raises:
            ReportUnwritable: when the folder cannot be written, or its disk is full.
        """
        trial = self.folder / f"room.{os.getpid()}.new"
        with self._writing(self.folder):
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                trial.write_bytes(bytes(LEAST_ROOM))
            finally:
                trial.unlink(missing_ok=True)

    def began(self, visit: Visit) -> None:
        """Leave a marker for a visit that begins.

        Raises:
            ReportUnwritable: when the folder cannot be written.
        """
        marker = self._marker(visit)
        with self._writing(marker):
            marker.parent.mkdir(parents=True, exist_ok=True)
            marker.write_text(_line(visit), "utf-8")

    def ended(self, visit: Visit) -> None:
        """Append the visit's line, then take its marker away; without the line the marker stays and tells of it.

        Raises:
            ReportUnwritable: when the line could not be written whole.
        """
        with self._writing(self.path):
            self.folder.mkdir(parents=True, exist_ok=True)
            _append(self.path, _line(visit).encode())
            self._marker(visit).unlink(missing_ok=True)

    def orphans(self) -> list[Visit]:
        """Return the visits that began and never ended, as inconclusive ones; give each to ``ended`` to record it."""
        told = {visit.id for visit in self.read()}
        found = [_load(marker.read_text("utf-8", errors="replace")) for marker in self._markers()]
        left = [visit for visit in found if isinstance(visit, Visit) and visit.id not in told]
        return [dataclasses.replace(each, outcome=Outcome.INCONCLUSIVE, reason=CUT_OFF) for each in left]

    def read(self) -> list[Visit]:
        """Return every visit of the file; a torn or foreign line is left out and said in ``notices``."""
        visits, self.notices = read_visits(self.path)
        return visits

    def _markers(self) -> list[Path]:
        return sorted((self.folder / RUNNING).glob("*.json"))

    def _marker(self, visit: Visit) -> Path:
        return self.folder / RUNNING / (re.sub(r"[^\w.-]+", "_", visit.id)[-150:] + ".json")

    @contextmanager
    def _writing(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            kept = " What was written before is still there." if self.path.is_file() else ""
            raise ReportUnwritable(
                f"{path}: the report cannot be written: {error.strerror or error}.{kept} Free the disk, or choose a "
                "folder that you may write with --reports."
            ) from error


def read_visits(path: Path) -> tuple[list[Visit], list[str]]:
    """Return the visits of one file, and one sentence for every line that had to be left out."""
    visits: list[Visit] = []
    notices: list[str] = []
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [f"{path}: cannot be read: {error.strerror or error}."]
    for number, line in enumerate(lines, start=1):
        found = _load(line.decode("utf-8", errors="replace")) if line.strip() else None
        if isinstance(found, Visit):
            visits.append(found)
        elif found is not None:
            notices.append(f"{path}:{number}: left out, {found}")
    return visits, notices


def _line(visit: Visit) -> str:
    return json.dumps(visit_to_json(visit), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _load(line: str) -> Visit | str:
    """Return the visit of a line, or what is wrong with it."""
    try:
        data = json.loads(line)
    except ValueError:
        return "the line is torn: its writer was killed or the disk was full."
    if not isinstance(data, dict):
        return "it is not a JSON object."
    try:
        return visit_from_json(data)
    except RecordError as error:
        return str(error)


def _append(path: Path, line: bytes) -> None:
    """Write one line in one piece behind all others; a torn line before it is closed first."""
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        whole = b"\n" + line if torn else line
        done = os.write(handle, whole)
        while done < len(whole):  # a short write is a nearly full disk: the rest goes in, or raises ENOSPC
            done += os.write(handle, whole[done:])
    finally:
        os.close(handle)
