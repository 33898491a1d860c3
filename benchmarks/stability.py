"""Whether the same seed gives the same verdicts: the good day's suite again and again, compared visit by visit.

Run ``python -m benchmarks.stability --runs 10`` (``make bench-stability``). It exits with 1 when two runs differ, or
when a good day had a finding.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from mystery_shopper.model import Visit
from mystery_shopper.report.visits import VisitsFile

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timings", choices=("auto", "judge", "skip"), default="auto")
    asked = parser.parse_args()
    console = Console(width=100)
    runs = []
    for number in range(asked.runs):
        load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
        visits = _run(asked.workers, asked.timings)
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
    clean = all(not kinds for run in runs for _, kinds, *_ in run.values())
    console.print("No run had a finding." if clean else "Not every run was free of findings.")
    return 0 if clean and not different else 1


def _run(workers: int, timings: str) -> list[Visit]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "features", "-q", "-n", str(workers), "--pace", "off"]
        command += ["--timings", timings, "--reports", folder, "-p", "no:cacheprovider"]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        return VisitsFile(Path(folder)).read()


def _who(visit: Visit) -> str:
    return f"{visit.node} {visit.shopper}"


def _verdict(visit: Visit) -> tuple[str, list[str], int, tuple[str, ...]]:
    """What must be the same: the outcome, the findings, the shopper, and the way through the moments."""
    kinds = sorted(f"{each.kind} {each.moment} {each.fingerprint}" for each in visit.findings)
    return visit.outcome.value, kinds, visit.seed, tuple(each.id for each in visit.moments)


if __name__ == "__main__":
    sys.exit(main())
