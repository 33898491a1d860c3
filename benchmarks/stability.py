"""Whether the same seed gives the same acts and verdicts: the good day's suite again and again, compared.

Compared are the outcome, the findings, the way through the moments, and with the pace off every press and every word
that was typed.

Run ``python -m benchmarks.stability --runs 10`` (``make bench-stability``). It exits with 1 when two runs differ, or
when a good day had a finding.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks.acts import FOLDER, acts_by_test
from mystery_shopper.model import Visit
from mystery_shopper.report.visits import VisitsFile

Verdict = tuple[str, list[str], int, tuple[str, ...]]
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="features", help="a folder, a file or a test instead of the whole suite")
    parser.add_argument("--pace", choices=("off", "on"), default="off")
    parser.add_argument("--timings", choices=("auto", "judge", "skip"), default="auto")
    asked = parser.parse_args()
    console = Console(width=100)
    runs: list[dict[str, Verdict]] = []
    every: list[dict[str, list[str]]] = []
    for number in range(asked.runs):
        load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
        visits, acts = _run(asked)
        every.append(acts)
        runs.append({_who(each): _verdict(each) for each in visits})
        findings = sum(len(each.findings) for each in visits)
        seconds = sum(each.seconds for each in visits)
        console.print(
            f"run {number + 1}: {len(visits)} visits, {findings} findings, {seconds:.0f} s of visits, load {load}"
        )
        for each in visits:
            for finding in each.findings:
                console.print(f"   {each.scenario} ({each.persona}): {finding.kind}: {finding.message}")
    different = [who for who in runs[0] if len({str(each.get(who)) for each in runs}) > 1]
    console.print(f"{asked.runs} runs, {len(runs[0])} visits each; {len(different)} visits differed between runs.")
    for who in different:
        console.print(f"   {who}")
    done = sum(len(each) for each in every[0].values())
    differing = [who for who in every[0] if len({str(each.get(who)) for each in every}) > 1]
    console.print(f"{done} acts each; in {len(differing)} tests they differed between runs.")
    for who in differing:
        console.print(f"   {who}: {_first_difference([each.get(who, []) for each in every])}")
    clean = all(not kinds for run in runs for _, kinds, *_ in run.values())
    console.print("No run had a finding." if clean else "Not every run was free of findings.")
    return 0 if clean and not different and not (differing and asked.pace == "off") else 1


def _run(asked: argparse.Namespace) -> tuple[list[Visit], dict[str, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", asked.only, "-q", "-n", str(asked.workers), "--pace", asked.pace]
        command += ["--timings", asked.timings, "--reports", folder, "-p", "no:cacheprovider", "-p", "benchmarks.acts"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, FOLDER: folder}, capture_output=True, check=False)
        return VisitsFile(Path(folder)).read(), acts_by_test(Path(folder))


def _first_difference(runs: list[list[str]]) -> str:
    for place, acts in enumerate(itertools.zip_longest(*runs, fillvalue="nothing more")):
        if len(set(acts)) > 1:
            return f"act {place + 1} was {' or '.join(sorted(set(acts)))}"
    return "nothing"


def _who(visit: Visit) -> str:
    return f"{visit.node} {visit.shopper}"


def _verdict(visit: Visit) -> Verdict:
    """What must be the same: the outcome, the findings, the shopper, and the way through the moments."""
    kinds = sorted(f"{each.kind} {each.moment} {each.fingerprint}" for each in visit.findings)
    return visit.outcome.value, kinds, visit.seed, tuple(each.id for each in visit.moments)


if __name__ == "__main__":
    sys.exit(main())
