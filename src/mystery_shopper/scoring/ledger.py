"""What earlier runs knew: every cause with the day it was first seen, so that a report can tell new from known."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from mystery_shopper.errors import DataError
from mystery_shopper.model import Finding, Visit

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Known:
    """One cause in the ledger; dates as ISO 8601 days."""

    kind: str
    moment: str
    owner: str
    message: str
    first_seen: str
    last_seen: str
    times: int  # runs that saw it


class Ledger:
    """The causes that earlier runs saw, kept in one JSON file; one process writes it, at the end of a run.

    Raises:
        DataError: when the file is there but is no ledger.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, Known] = _load(path)
        self._before = {each: cause.first_seen for each, cause in self.known.items()}

    def mark(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings with ``known_since`` set for those that a run before this one saw."""
        return tuple(dataclasses.replace(each, known_since=self._before.get(each.fingerprint, "")) for each in findings)

    def note(self, visits: Iterable[Visit], today: date) -> None:
        """Enter what one run saw; a cause counts once a run, however many visits met it."""
        seen = {finding.fingerprint: finding for visit in visits for finding in visit.findings}
        for each, finding in seen.items():
            old = self.known.get(each)
            self.known[each] = Known(
                kind=finding.kind,
                moment=finding.moment,
                owner=finding.owner,
                message=finding.message,
                first_seen=old.first_seen if old else today.isoformat(),
                last_seen=today.isoformat(),
                times=old.times + 1 if old else 1,
            )

    def save(self) -> None:
        """Write the file in one piece: a reader sees the old ledger or the new one, never half of one.

        Raises:
            OSError: when the folder cannot be written; the old file is then untouched.
        """
        data = {"version": VERSION, "causes": {each: asdict(self.known[each]) for each in sorted(self.known)}}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            draft.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")
            os.replace(draft, self.path)
        finally:
            draft.unlink(missing_ok=True)


def _load(path: Path) -> dict[str, Known]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        problem = f"the ledger cannot be read: {error.strerror or error}. Mend that, or take it away."
        raise DataError(path, None, problem) from error
    except ValueError as error:
        raise DataError(path, None, f"the ledger cannot be read: {error}. Delete it to begin a new one.") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise DataError(path, None, f"this is no ledger of version {VERSION}. Delete it to begin a new one.")
    try:
        return {str(each): Known(**cause) for each, cause in data["causes"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(path, None, f"the ledger is damaged: {error}. Delete it to begin a new one.") from error
