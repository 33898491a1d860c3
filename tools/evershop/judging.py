"""Holds the visits to the second shop against what is known to be true of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

KNOWN = Path(__file__).parent / "known.toml"
HAPPY = ("achieved", "achieved with friction")
NOT_OFFERED = "Not offered"


def judge(visits: Path) -> int:
    """Print how every visit ended; return how many met something that is not known of the shop."""
    known = {each["kind"] for each in tomllib.loads(KNOWN.read_text(encoding="utf-8"))["finding"]}
    table = Table("Scenario", "Shopper", "How it ended", "What else", title="EverShop")
    wrong = 0
    for visit in _visits(visits):
        strange = sorted({each["kind"] for each in visit["findings"]} - known)
        ended, offered = visit["outcome"], not visit["reason"].startswith(NOT_OFFERED)
        unhappy = offered and ended not in HAPPY
        wrong += unhappy or (offered and bool(strange))
        words = visit["reason"] if unhappy or not offered else ", ".join(strange)
        table.add_row(visit["scenario"], visit["shopper"], ended if offered else "not offered", words)
    Console().print(table)
    return wrong


def _visits(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the visits that came to an end, each once."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    ended = {each["id"]: each for each in map(json.loads, lines) if each.get("outcome")}
    yield from ended.values()
