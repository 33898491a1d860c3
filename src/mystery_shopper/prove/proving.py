"""One run of the proof: faults and a shop in, visits made or taken from an interrupted run, the score out."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mystery_shopper.demo.process import check_extra
from mystery_shopper.demo_run import example_suite
from mystery_shopper.errors import SettingsError
from mystery_shopper.prove.checking import check_names
from mystery_shopper.prove.crew import Crew
from mystery_shopper.prove.faults import Fault, load_faults
from mystery_shopper.prove.journal import Journal
from mystery_shopper.prove.planning import Plan, jobs_for
from mystery_shopper.prove.playing import House, Job, Played, Player
from mystery_shopper.prove.scoring import Score, score
from mystery_shopper.prove.telling import as_data, failures, print_score
from mystery_shopper.report.writing import check_place
from mystery_shopper.run import Run
from mystery_shopper.settings.reachable import check_reachable
from mystery_shopper.suite import vocabulary

HOMES = ("faults", "benchmarks/faults/dev")
"""Where faults lie when nobody says so: the first of these folders that there is."""


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    folders: Sequence[Path] = ()
    shop_url: str | None = None
    shop_path: Path | None = None
    product: str = ""
    json: Path | None = None
    reports: Path = Path("reports/prove")
    only: str = ""
    workers: int = 0
    fresh: bool = False
    ends: bool = True  # what was made is set aside by the next run; False: kept until somebody ends the journal
    so_far: bool = False  # make no visit, and score those that an earlier run has made
    plan: Plan = field(default_factory=Plan)


def prove(wish: Wish, console: Console | None = None) -> int:
    """Try every fault, print what was noticed, and return 0 when nothing was missed and no decoy was taken for one.

    Raises:
        MysteryShopperError: when a fault, the shop or the browser cannot be used.
    """
    console = console or Console(highlight=False)
    check_place(wish.json)
    check_place(wish.reports, folder=True)
    made = scored(wish, console)
    print_score(console, made)
    if wish.json:
        wish.json.parent.mkdir(parents=True, exist_ok=True)
        wish.json.write_text(json.dumps(as_data(made), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 1 if failures(made) else 0


def scored(wish: Wish, console: Console) -> Score:
    """Try every fault and return the score; for benchmarks that tell it in their own way. Raises as `prove` does."""
    faults = _wanted(load_faults(wish.folders or _home()), wish.only)
    house, jobs = _prepare(wish, faults, console)
    return score(faults, _play(house, jobs, console, wish), strange=not house.embedded)


def _prepare(wish: Wish, faults: Sequence[Fault], console: Console) -> tuple[House, list[Job]]:
    run = Run(
        root=Path.cwd(),
        reports=wish.reports.absolute(),
        seed=wish.plan.seed,
        fail_on="never",
        paced=False,
        shop_url=wish.shop_url,
        shop_path=wish.shop_path,
    )
    run.personas = {**Run(example_suite(), run.reports, 1, "never", False).personas, **run.personas}
    check_names(faults, run.personas, vocabulary(run.root))
    if run.shop_file is None:
        check_extra()
    else:
        check_reachable(run.shop_file)
        faults = _without_switches(faults, console)
    jobs = jobs_for(faults, run.personas, wish.plan)
    workers = wish.workers or min(2, os.cpu_count() or 1)
    house = House(run, workers, wish.product, orders=2 * len(jobs))
    player = Player(house)
    try:
        player.check(list(faults))
        house = replace(house, wares=player.wares())
    finally:
        player.close()
    return house, jobs


def _play(house: House, jobs: Sequence[Job], console: Console, wish: Wish) -> list[Played]:
    journal = Journal(house.run.reports, house.place)
    visits = journal.begin({each.key for each in jobs}, fresh=wish.fresh)
    done = {each.key for each in visits}
    left = [] if wish.so_far else [each for each in jobs if each.key not in done]
    if done:
        console.print(f"Going on with a run that was interrupted: {len(done)} of {len(jobs)} visits are made.")
    bar = Progress(
        TextColumn("{task.description:<40.40}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    )
    with bar, Crew(house) as crew:
        task = bar.add_task("visits", total=len(jobs), completed=len(done))
        for each in crew.play(left):
            journal.add(each)
            visits.append(each)
            bar.update(task, advance=1, description=", ".join(each.faults) or "a clean visit")
            if not console.is_terminal and len(visits) % 10 == 0:
                console.print(f"{len(visits)} of {len(jobs)} visits")
    if wish.ends:
        journal.end()
    return visits


def _wanted(faults: list[Fault], only: str) -> list[Fault]:
    if not only:
        return faults
    found = [each for each in faults if only in each.id or only == each.kind]
    if not found:
        raise SettingsError(f"No fault's name holds '{only}', and none is of such a kind. Take a part of a name.")
    return found


def _without_switches(faults: Sequence[Fault], console: Console) -> list[Fault]:
    """Leave out what only the embedded shop can have, and say so."""
    fit = [each for each in faults if not each.switches]
    if len(fit) < len(faults):
        console.print(f"{len(faults) - len(fit)} faults are switches of the embedded shop and cannot be tried here.")
    if not fit:
        raise SettingsError("All of these faults are switches of the embedded shop. Run without --shop to try them.")
    return fit


def _home() -> list[Path]:
    for each in HOMES:
        if Path(each).is_dir():
            return [Path(each)]
    raise SettingsError(
        "Which faults? Name a folder that holds fault files: mystery-shopper prove --faults DIR. "
        "docs/faults.md tells how to write one."
    )
