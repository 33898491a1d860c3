"""A real second shop on this machine: ``python tools/evershop up``, ``down``, or ``test`` with pytest's arguments."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from house import House
from judging import KNOWN, judge
from trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
PORT = 3100
REPORTS = Path("reports") / "evershop"
PLAYED = (0, 1)
"""Pytest's exit codes after which there are visits to judge: what is known of the shop may fail a scenario too."""


def main() -> int:
    """Return the exit code: pytest's for ``test``, else 1 when something failed."""
    told, rest = _parser().parse_known_args()
    if rest and told.do != "test":
        _parser().error(f"unknown argument {rest[0]!r}")
    house = House(told.folder.resolve(), told.port)
    try:
        if told.do == "down":
            house.down(_tell)
            return 0
        was_open = house.answers()
        house.up(_tell)
        if told.do == "up":
            return 0
        try:
            return _test(house, rest)
        finally:
            if not was_open:
                house.down(_tell)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


def _test(house: House, arguments: Sequence[str]) -> int:
    """Send the suite as it stands through the second shop, of which nothing but its address is known."""
    options = ("--shop", house.url, "--reports", str(REPORTS), "--fail-on", "never")
    done = subprocess.run([sys.executable, "-m", "pytest", "features", *options, *arguments], cwd=ROOT, check=False)
    if done.returncode not in PLAYED:
        return done.returncode
    wrong = judge(ROOT / REPORTS / "visits.jsonl")
    if wrong:
        print(f"{wrong} visits met what is not known to be true of this shop; see {REPORTS} and {KNOWN}.")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tools/evershop", description=__doc__)
    parser.add_argument("do", choices=("up", "down", "test"), help="open the shop, close it, or send the suite there")
    owner = os.getuid() if hasattr(os, "getuid") else "here"
    folder = Path(tempfile.gettempdir()) / f"mystery-shopper-evershop-{owner}"
    parser.add_argument("--folder", type=Path, default=folder, help=f"where all of it lies (default: {folder})")
    parser.add_argument("--port", type=int, default=PORT, help=f"where the shop listens (default: {PORT})")
    return parser


def _tell(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
