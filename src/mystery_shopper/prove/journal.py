"""The results of a run, one line a visit, so that a run that was interrupted goes on where it stopped."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from mystery_shopper.prove.playing import Noticed, Played

FILE = "prove.jsonl"
_OVER = "over"
_SHOP = "shop"


class Journal:
    """The file ``prove.jsonl`` of one folder; what was found at another ``shop`` is no part of this run."""

    def __init__(self, folder: Path, shop: str = "") -> None:
        self.path = folder / FILE
        self.shop = shop

    def begin(self, keys: Collection[str], *, fresh: bool = False) -> list[Played]:
        """Return what an unfinished run has done already of these visits; a finished one is set aside."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lines = self._lines()
        elsewhere = any(each.get(_SHOP, "") != self.shop for each in lines)
        if self.path.is_file() and (fresh or elsewhere or any(_OVER in each for each in lines)):
            self.path.replace(self.path.with_suffix(".previous.jsonl"))
            lines = []
        done = [_played(each) for each in lines if each.get("key") in keys]
        return list({each.key: each for each in done}.values())

    def add(self, played: Played) -> None:
        """Write one visit down."""
        self._append({**dataclasses.asdict(played), _SHOP: self.shop})

    def end(self) -> None:
        """Say that the run is over, so that the next one begins anew."""
        self._append({_OVER: True, _SHOP: self.shop})

    def _append(self, line: dict[str, Any]) -> None:
        text = json.dumps(line, ensure_ascii=False) + "\n"
        torn = self.path.is_file() and not self.path.read_bytes().endswith(b"\n")
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"\n{text}" if torn and self.path.stat().st_size else text)

    def _lines(self) -> list[dict[str, Any]]:
        if not self.path.is_file():
            return []
        return list(_whole(self.path.read_text("utf-8").splitlines()))


def _whole(lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    for line in lines:
        try:
            found = json.loads(line)
        except ValueError:  # torn: the run was killed while it wrote
            continue
        if isinstance(found, dict):
            yield found


def _played(line: dict[str, Any]) -> Played:
    known = {key: value for key, value in line.items() if key != _SHOP}
    return Played(**{**known, "findings": [Noticed(**each) for each in line["findings"]]})
