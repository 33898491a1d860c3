"""Whether a crowd stays the same on any number of workers, and how much memory it takes as it grows.

Run ``python -m benchmarks.crowd`` (``make bench-crowd``). The crowd looks at one product of the embedded shop, with the
pace off. Memory is the resident set of pytest, its workers and their browsers together (``ps``), when the first 20 and
when all visits are over. It exits with 1 when two crowds differ, or when the memory has grown by more than a tenth.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from mystery_shopper.model import Visit
from mystery_shopper.report.visits import VisitsFile

ROOT: Final = Path(__file__).resolve().parents[1]
EARLY: Final = 20
"""Visits after which the memory is taken for the first time: both browsers have been in use for a while (P)."""
MOST_GROWTH: Final = 1.1
"""Memory after the whole crowd, at the most, as a multiple of the memory after the first visits (P)."""
_POLL_S: Final = 1.0
FEATURE: Final = """@journey:guest-purchase
Feature: A look around

  Scenario: Somebody looks at a mug
    Given Hannah is "calm-desktop"
    When she opens the shop
    And she opens "Harbour Stoneware Mug"
"""


@dataclass
class Crowd:
    """What one run of a crowd was like."""

    people: list[tuple[str, str, int, str, tuple[str, ...]]]
    seconds: float
    early_mb: float
    late_mb: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shoppers", type=int, default=200)
    parser.add_argument("--workers", type=int, nargs="*", default=[2], help="such as 1 2 4, to compare")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    console = Console(width=100)
    crowds = []
    for workers in asked.workers:
        found = _walk(asked.shoppers, workers, asked.seed)
        crowds.append(found)
        console.print(
            f"{len(found.people)} visits on {workers} worker{'s' if workers > 1 else ''}: {found.seconds:.0f} s, "
            f"{60 * len(found.people) / found.seconds:.0f} a minute; {found.early_mb:.0f} MB after {EARLY}, "
            f"{found.late_mb:.0f} MB after all; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        )
    same = all(each.people == crowds[0].people for each in crowds)
    if len(crowds) > 1:
        console.print("The crowds were the same, and so were their verdicts." if same else _difference(crowds))
    grown = max(each.late_mb / each.early_mb for each in crowds)
    console.print(f"Memory at the end: {grown:.2f} of what it was after {EARLY} visits.")
    return 0 if same and grown <= MOST_GROWTH else 1


def _walk(shoppers: int, workers: int, seed: int) -> Crowd:
    with tempfile.TemporaryDirectory() as scratch:
        suite, reports = Path(scratch), Path(scratch) / "reports"
        (suite / "features").mkdir()
        (suite / "features" / "look.feature").write_text(FEATURE, "utf-8")
        for each in ("personas", "journeys"):
            (suite / each).symlink_to(ROOT / each)
        command = [sys.executable, "-m", "pytest", "features", "-q", "-n", str(workers), "--pace", "off"]
        command += ["--timings", "skip", "--shoppers", str(shoppers), "--seed", str(seed), "--fail-on", "never"]
        command += ["--reports", str(reports), "-p", "no:cacheprovider"]
        began, early, late = time.monotonic(), 0.0, 0.0
        with subprocess.Popen(command, cwd=suite, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            while run.poll() is None:
                time.sleep(_POLL_S)
                over = _lines(reports / "visits.jsonl")
                now = _memory_mb(run.pid)
                early = early or (now if over >= EARLY else 0.0)
                late = now if over < shoppers - workers and over >= EARLY else late  # not while the browsers close
        people = sorted(_known(each) for each in VisitsFile(reports).read())
        return Crowd(people, time.monotonic() - began, early, late)


def _known(visit: Visit) -> tuple[str, str, int, str, tuple[str, ...]]:
    return (
        visit.member,
        visit.shopper,
        visit.seed,
        visit.outcome.value,
        tuple(sorted(each.kind for each in visit.findings)),
    )


def _difference(crowds: list[Crowd]) -> str:
    others = [each for crowd in crowds[1:] for each in set(crowd.people) ^ set(crowds[0].people)]
    return f"{len(others)} visits differ between the crowds, such as {sorted(others)[:2]}."


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _memory_mb(root: int) -> float:
    """Return the resident memory of a process and all that it has started, in megabytes."""
    children: dict[int, list[int]] = defaultdict(list)
    size: dict[int, int] = {}
    listed = subprocess.run(["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, parent, kb = (int(each) for each in line.split())
        children[parent].append(pid)
        size[pid] = kb
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        total += size.get(pid, 0)
        waiting += children[pid]
    return total / 1024


if __name__ == "__main__":
    sys.exit(main())
