"""How much a full visit costs beside a bare Playwright script, and how collecting and checking grow.

Run ``python -m benchmarks.speed`` (``make bench-speed``). Both buy the same product as the same guest at the same
embedded shop, in turn, in one browser, each in a fresh context; what is compared is the time from the first request
to the confirmation. The first round of each is a warm-up and does not count.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.bare import PRODUCT, bare
from benchmarks.growth import growth
from benchmarks.senses import senses_of
from mystery_shopper import tasks
from mystery_shopper.demo import DemoShop
from mystery_shopper.demo_settings import shop_file_of
from mystery_shopper.journeys import load_journeys
from mystery_shopper.model import Journey, Persona
from mystery_shopper.personas import load_personas
from mystery_shopper.stage import Stage

_A_ROUND = 3  # purchases of each worker between two looks at the clock
ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Rounds:
    """Seconds of each round, by contestant."""

    names: tuple[str, ...]
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.seconds.setdefault(name, []).append(seconds)

    def ratio(self, name: str, to: str) -> float:
        """Return the median of the ratios round by round, so that a slow moment of the machine hits both."""
        return statistics.median(one / other for one, other in zip(self.seconds[name], self.seconds[to], strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--shell", action="store_true", help="use the headless shell instead of full Chromium")
    parser.add_argument("--workers", type=int, default=2, help="for the journeys a minute; 0 leaves them out")
    parser.add_argument("--no-senses", action="store_true", help="leave out what each sense costs by itself")
    parser.add_argument("--no-growth", action="store_true", help="leave out 100, 300 and 1,000 scenarios")
    asked = parser.parse_args()
    console = Console(width=100)
    console.print(f"Load before: {_load()} on {os.cpu_count()} cores.")
    _print(console, _race(asked.rounds, shell=asked.shell, senses=not asked.no_senses))
    if asked.workers:
        _print_throughput(console, asked.workers, asked.rounds)
    if not asked.no_growth:
        growth(console)
    console.print(f"Load after: {_load()}.")
    return 0


def _race(rounds: int, *, shell: bool, senses: bool) -> Rounds:
    with DemoShop.start() as demo, sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        stage = _stage(playwright, demo, Path(scratch), shell=shell)
        persona = load_personas([ROOT / "personas"])["calm-desktop"]
        contestants: dict[str, Callable[[], float]] = {
            "bare script": lambda: bare(stage.browser(), demo.url, persona),
            "full visit": lambda: full(stage, persona, Path(scratch)),
            "full visit, typing": lambda: full(stage, replace(persona, forms="types"), Path(scratch)),
        }
        if senses:
            contestants |= {f"script with {each}": run for each, run in senses_of(stage, demo.url, persona).items()}
        done = Rounds(tuple(contestants))
        for number in range(rounds + 1):
            for name, run in contestants.items():
                seconds = run()
                if number:
                    done.add(name, seconds)
        stage.close()
    return done


def _stage(playwright: Playwright, demo: DemoShop, reports: Path, *, shell: bool) -> Stage:
    return Stage(
        playwright=playwright,
        browser_name="chromium",
        launch={"channel": "chromium-headless-shell"} if shell else {},
        executable=None,
        shop_file=replace(shop_file_of(demo), max_orders=10_000),
        reports=reports,
        paced=False,
        workers=1,
        judge_timings=True,
        keep_secret=lambda *_: None,
    )


def throughput(workers: int, rounds: int) -> dict[str, list[float]]:
    """Return purchases a minute of all workers together, by contestant and round.

    Each worker has a shop and a browser of its own, and all of them run the same contestant at the same time.
    """
    method = multiprocessing.get_context("spawn")
    together, answers = method.Barrier(workers), method.SimpleQueue()
    running = [method.Process(target=_work, args=(rounds, together, answers)) for _ in range(workers)]
    for each in running:
        each.start()
    told = [answers.get() for _ in running]
    for each in running:
        each.join()
    if failed := [each for each in told if isinstance(each, str)]:
        raise SystemExit(f"a worker could not go on, so there is nothing to compare: {max(failed, key=len)}")
    names = told[0]
    return {
        name: [60 * _A_ROUND * workers / max(each[name][at] for each in told) for at in range(rounds)] for name in names
    }


def _work(rounds: int, together: Any, answers: Any) -> None:
    """Answer with the seconds of each round, or with what went wrong: the others wait for this one, and the run too."""
    try:
        answers.put(_timed(rounds, together))
    except Exception as error:
        together.abort()
        answers.put(f"{type(error).__name__}: {error}".partition("\n")[0])


def _timed(rounds: int, together: Any) -> dict[str, list[float]]:
    with DemoShop.start() as demo, sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        stage = _stage(playwright, demo, Path(scratch), shell=False)
        persona = load_personas([ROOT / "personas"])["calm-desktop"]
        contestants: dict[str, Callable[[], float]] = {
            "bare script": lambda: bare(stage.browser(), demo.url, persona),
            "full visit": lambda: full(stage, persona, Path(scratch)),
        }
        done: dict[str, list[float]] = {}
        for number in range(rounds + 1):
            for name, run in contestants.items():
                together.wait()
                began = time.perf_counter()
                for _ in range(_A_ROUND):
                    run()
                if number:
                    done.setdefault(name, []).append(time.perf_counter() - began)
        stage.close()
        return done


def _print_throughput(console: Console, workers: int, rounds: int) -> None:
    found = throughput(workers, rounds)
    ratio = statistics.median(one / other for one, other in zip(found["full visit"], found["bare script"], strict=True))
    said = ", ".join(f"{statistics.median(each):.0f} by {name}" for name, each in found.items())
    console.print(f"Purchases a minute on {workers} workers: {said}; ratio {ratio:.2f} (median of {rounds} rounds).")


def full(stage: Stage, persona: Persona, reports: Path) -> float:
    """Buy as a shopper with every always-on sense, judged at the end; return the seconds."""
    visiting = stage.invite(persona, "", _journey(), "bench", 1)
    began = time.perf_counter()
    tasks.buy(visiting.shopper, PRODUCT)
    visiting.judge(reports, "evidence", frozenset(), ended=True)
    seconds = time.perf_counter() - began
    if visiting.shopper.memory.order is None:
        raise SystemExit("the visit did not buy, so there is nothing to compare")
    visiting.close(None)
    return seconds


@cache
def _journey() -> Journey:
    """The map is read once a run, whoever comes."""
    return load_journeys([ROOT / "journeys"])["guest-purchase"]


def _print(console: Console, rounds: Rounds) -> None:
    table = Table(title=f"One purchase, {len(rounds.seconds['bare script'])} interleaved rounds", title_justify="left")
    for head in ("", "median s", "fastest s", "slowest s", "ratio to the bare script"):
        table.add_column(head, justify="left" if not head else "right")
    for name, seconds in rounds.seconds.items():
        row = (statistics.median(seconds), min(seconds), max(seconds), rounds.ratio(name, "bare script"))
        table.add_row(name, *(f"{each:.2f}" for each in row))
    console.print(table)


def _load() -> str:
    return ", ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main())
