"""How often the findings are right: every fault of the benchmark in the embedded shop, and what other ways notice.

Run ``python -m benchmarks.detection`` (``make bench-detection``). A run that was interrupted goes on where it stopped.
``--page docs/proof.md`` writes the page that publishes the result; with ``--so-far``, of what has been made until now.
A part of it: ``make bench-detection ARGS="--parts dev --sample 20 --clean 0 --repeats 1 --meetings 0 --rivals 0"``.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright
from rich.console import Console

from benchmarks.rivals import compare, shares
from mystery_shopper.demo import DemoShop
from mystery_shopper.prove.faults import Fault, load_faults
from mystery_shopper.prove.journal import Journal
from mystery_shopper.prove.page import page
from mystery_shopper.prove.planning import Plan, stratified
from mystery_shopper.prove.proving import Wish, scored
from mystery_shopper.prove.scoring import Score, Share
from mystery_shopper.prove.telling import as_data, failures, print_score
from mystery_shopper.provision import browsers

FAULTS = Path(__file__).parent / "faults"
RIVALS = "rivals.json"
OPENINGS = FAULTS / "openings.md"
"""Each look at the held-out faults is written down here, with what it showed."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default="dev,held-out", help="the folders of faults (default: dev,held-out)")
    parser.add_argument("--clean", type=int, default=300, help="visits on which nothing is broken (default: 300)")
    parser.add_argument("--repeats", type=int, default=10, help="how often a sample is made again (default: 10)")
    parser.add_argument("--repeated", type=int, default=6, help="the size of that sample (default: 6)")
    parser.add_argument("--meetings", type=int, default=4, help="visits on which 3, and 6, faults meet (default: 4)")
    parser.add_argument("--rivals", type=int, default=60, help="faults that the other ways are tried on (default: 60)")
    parser.add_argument("--sample", type=int, default=0, help="so many faults of each part (default: all)")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--reports", type=Path, default=Path("reports/detection"))
    parser.add_argument("--page", type=Path, help="write the result as a page")
    parser.add_argument("--so-far", action="store_true", help="make nothing more, and tell what has been made")
    parser.add_argument("--keep", action="store_true", help="let the next command go on with what this one makes")
    parser.add_argument("--fresh", action="store_true", help="do not go on with a run that was interrupted")
    asked = parser.parse_args()
    console = Console(highlight=False)
    parts = {each: _score(each, asked, console) for each in asked.parts.split(",")}
    rivals = _rivals(asked, console) if asked.rivals else {}
    if asked.page:
        command = shlex.join(["python", "-m", "benchmarks.detection", *sys.argv[1:]])
        asked.page.write_text(page(parts, command, rivals=rivals), "utf-8")
    if not (asked.so_far or asked.keep):
        for each in parts:
            Journal(asked.reports / each).end()
        (asked.reports / RIVALS).unlink(missing_ok=True)
    return 1 if any(failures(each) for each in parts.values()) else 0


def _score(part: str, asked: argparse.Namespace, console: Console) -> Score:
    dev = part == "dev"
    plan = Plan(
        sample=asked.sample,
        clean=asked.clean if dev else 0,
        repeats=asked.repeats if dev else 1,
        repeated=asked.repeated,
        together=(3, 6) if dev and asked.meetings else (),
        meetings=asked.meetings,
    )
    wish = Wish(
        folders=[FAULTS / part],
        reports=asked.reports / part,
        workers=asked.workers,
        fresh=asked.fresh,
        ends=False,
        so_far=asked.so_far,
        plan=plan,
    )
    console.print(f"\n[bold]The faults of {part}[/bold]")
    made = scored(wish, console)
    print_score(console, made)
    (asked.reports / f"{part}.json").write_text(json.dumps(as_data(made), indent=1), "utf-8")
    if not dev and not asked.so_far:
        _opened(made)
    return made


def _opened(made: Score) -> None:
    recall = made.recall()
    line = f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {recall.hits} of {recall.of} noticed ({recall})"
    quiet = made.decoys()
    text = f"{line}; {quiet.hits} of {quiet.of} decoys and small doses quiet\n"
    known = OPENINGS.read_text("utf-8") if OPENINGS.is_file() else "# When the held-out faults were looked at\n\n"
    OPENINGS.write_text(known + text, "utf-8")


def _rivals(asked: argparse.Namespace, console: Console) -> dict[str, tuple[Share, Share]]:
    faults = [each for each in load_faults([FAULTS / "dev"]) if each.dose is None or each.dose.times != 1]
    chosen = stratified(faults, asked.rivals, seed=1)
    console.print("\n[bold]Other ways, on a sample[/bold]")
    book = asked.reports / RIVALS
    known: dict[str, list[str]] = json.loads(book.read_text("utf-8")) if book.is_file() and not asked.fresh else {}
    left = [] if asked.so_far else [each for each in chosen if f"{each.id}@{each.digest}" not in known]

    def note(fault: Fault, ways: list[str]) -> None:
        console.print(f"  {fault.id}")
        known[f"{fault.id}@{fault.digest}"] = ways
        book.parent.mkdir(parents=True, exist_ok=True)
        book.write_text(json.dumps(known, indent=1), "utf-8")

    if left:
        _try_rivals(left, note)
    made = shares(chosen, known)
    for name, (noticed, quiet) in made.items():
        console.print(f"{name:<28} faults {noticed.hits} of {noticed.of}, decoys quiet {quiet.hits} of {quiet.of}")
    return made


def _try_rivals(faults: list[Fault], note: Callable[[Fault, list[str]], None]) -> None:
    with sync_playwright() as playwright, DemoShop.start() as demo:
        choice = browsers.find("chromium", setting=os.environ.get("MYSTERY_SHOPPER_BROWSER"))
        browser = playwright.chromium.launch(**browsers.launch_args(choice, headless=True))
        size = ViewportSize(width=1280, height=720)
        compare(demo, lambda: browser.new_context(locale="en-GB", viewport=size), faults, note)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
