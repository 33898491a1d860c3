"""The demo: the example suite on a good day and on a bad one, and what it should have noticed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from time import monotonic
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.extras import how_to_renew
from mystery_shopper.frictions import NOT_AS_EXPECTED
from mystery_shopper.model import Finding, Visit
from mystery_shopper.provision import allure_cli
from mystery_shopper.report.digest import link_report
from mystery_shopper.report.summary import OUTCOME_STYLE, render
from mystery_shopper.report.visits import ReportUnwritable, VisitsFile
from mystery_shopper.report.wording import MARKS, count, sentence, who
from mystery_shopper.scoring.scorecard import ended, worst

BAD_DAY: Final = "bad-day"
"""The tag of scenarios that switch something off in the embedded shop."""
SHOWN: Final = "demo"
"""The tag of the scenarios that the demo plays unless all are asked for: of each day enough to see what it is."""

_LOOKS_EVERY_S: Final = 0.5  # for visits that have ended


@dataclass(frozen=True)
class Day:
    """One half of the demo."""

    name: str
    says: str
    marks: str
    timings: str  # a good day must not be blamed for a busy machine; a slow page must be noticed on any


_GOOD = Day("good", "A good day: nothing is broken, and nothing should be noticed.", f"not {BAD_DAY}", "auto")
_BAD = Day("bad", "A bad day: the same errands, and in each one something is broken.", BAD_DAY, "judge")


def run_demo(reports: Path, *, workers: int = 0, only: str | None = None, whole: bool = False) -> int:
    """Play the example suite, or what it shows of it, and make all reports; return 0 when the good day was clean
    and the bad day was noticed.

    Raises:
        MysteryShopperError: when the embedded shop or the example suite is not installed.
    """
    _check_installed()
    return _demo(playable(example_suite(), reports), reports.absolute(), workers=workers, only=only, whole=whole)


def _demo(suite: Path, reports: Path, *, workers: int, only: str | None, whole: bool) -> int:
    console = Console(highlight=False)
    began = monotonic()
    days = [each for each in (_GOOD, _BAD) if only in (None, each.name)]
    if not whole:
        days = [replace(each, marks=f"{SHOWN} and {each.marks}") for each in days]
    for number, day in enumerate(days):
        console.print(f"\n[bold]{day.says}[/bold]")
        code = _play(console, suite, day, reports, workers or min(2, os.cpu_count() or 1), keep=number > 0)
        if code not in (0, 1):
            console.print(f"pytest stopped with exit code {code}; see above.")
            return code
    visits = VisitsFile(reports).read()
    _report(console, visits, reports)
    console.print(f"\n{verdict_of(visits)} It took {monotonic() - began:.0f} s.", soft_wrap=True)
    return 0 if not _surprises(visits) else 1


def _report(console: Console, visits: list[Visit], reports: Path) -> None:
    console.print("\nMaking the Allure report ...\n")
    html = allure_cli.generate_or_say(reports / "allure-results", reports / "allure-report.html", title="The demo")
    digest = reports / "digest.html"
    if html and digest.is_file():
        link_report(digest, html.name)
    text = render(
        visits,
        width=console.width,
        colour=console.is_terminal and "NO_COLOR" not in os.environ,
        folder=reports,
        html=html,
        digest=digest if digest.is_file() else None,
    )
    sys.stdout.write(text)
    console.print(f"\n{_what_next()}", soft_wrap=True)


def _what_next() -> str:
    """Tell how to go on; the commands are known by name only where the environment is on the PATH."""
    here = Path(sys.prefix)
    on_path = shutil.which("pytest") == str(here / "bin" / "pytest")
    activate = shlex.quote(os.path.relpath(here / "bin" / "activate"))
    first = "" if on_path else f" Before you give one: . {activate}"
    return f"Digest and report hold a command for each visit that shows it again.{first}"


def example_suite() -> Path:
    """Return the folder of the example suite: shipped in the package, or the repository's own.

    Raises:
        MysteryShopperError: when neither is there.
    """
    shipped = Path(str(files("mystery_shopper").joinpath("example")))
    own = Path(__file__).resolve().parents[2]
    for each in (shipped, own):
        if (each / "features").is_dir():
            return each
    raise MysteryShopperError(f"The example suite is missing. Install Mystery Shopper again: {how_to_renew()}")


def playable(suite: Path, reports: Path) -> Path:
    """Return the repository's suite itself, or a copy of the shipped one in the report folder.

    The package's own folder may not be writable, and the commands that show a visit again need the suite to stay.
    """
    if (suite / "pyproject.toml").is_file():
        return suite
    try:
        return Path(shutil.copytree(suite, reports.absolute() / "suite", dirs_exist_ok=True))
    except (OSError, shutil.Error) as trouble:
        raise ReportUnwritable(
            f"{reports}: the demo cannot be written there: {trouble}. Choose another --reports."
        ) from None


def verdict_of(visits: list[Visit]) -> str:
    """Return what became of each day that was played, as one sentence."""
    bad = [each for each in visits if _is_bad(each)]
    good = [each for each in visits if not _is_bad(each)]
    clean = sum(not each.findings for each in good)
    noticed = sum(_as_it_should(each) for each in bad)
    said = [f"on the good day, {clean} of {len(good)} visits met no friction"] if good else []
    more = sum(len(_elsewhere(each)) for each in bad)
    beside = f", and {count(more, 'more finding')} at other moments" if more else ""
    said += [f"on the bad day, {noticed} of {len(bad)} met what was broken{beside}"] if bad else []
    return sentence("; ".join(said))


def _check_installed() -> None:
    from mystery_shopper.demo.process import check_extra

    check_extra()


def _play(console: Console, suite: Path, day: Day, reports: Path, workers: int, *, keep: bool) -> int:
    """Play one day and tell of each visit as it ends; what pytest itself says is shown only when it stops."""
    command = [sys.executable, "-m", "pytest", str(suite / "features"), "-m", day.marks, "--pace", "off"]
    command += ["--reports", str(reports)]
    command += ["--timings", day.timings, "--rootdir", str(suite), "-p", "no:cacheprovider", "-q", "--tb=short"]
    command += ["-n", str(workers)] if workers > 1 and _has_xdist() else []
    command += ["--keep-reports"] if keep else []
    known = VisitsFile(reports).read()  # an earlier run's, until the first visit of this one begins
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        with subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT) as playing:
            code = None
            while code is None:
                with suppress(subprocess.TimeoutExpired):
                    code = playing.wait(timeout=_LOOKS_EVERY_S)
                fresh = [each for each in VisitsFile(reports).read() if each not in known]
                known += fresh
                for visit in fresh:
                    console.print(_progress(visit))
        if code not in (0, 1):
            said.seek(0)
            console.print(said.read(), markup=False)
    return code


def _progress(visit: Visit) -> Table:
    """Return a line for a visit that has ended; what does not fit goes on below its beginning."""
    found = worst(visit)
    friction = f", {found.kind}" if found else ""
    line = Table.grid(padding=(0, 1, 0, 0))
    mark = Text(f"  {MARKS[visit.outcome]}", OUTCOME_STYLE[visit.outcome])
    line.add_row(mark, Text(f"{who(visit)}, {visit.scenario}: {ended(visit)}{friction}"))
    return line


def _has_xdist() -> bool:
    from importlib.util import find_spec

    return find_spec("xdist") is not None


def _surprises(visits: list[Visit]) -> list[Visit]:
    """Return what a demo must not have: friction on the good day, or a bad day that nobody noticed."""
    return [each for each in visits if not _as_it_should(each)]


def _as_it_should(visit: Visit) -> bool:
    """Whether a bad day was noticed as its scenario says, and a good one was spotless."""
    found = [each for each in visit.findings if each.kind != NOT_AS_EXPECTED]  # which says what was missed
    return bool(found) if _is_bad(visit) else not visit.findings


def _elsewhere(visit: Visit) -> list[Finding]:
    """Return what a visit met at other moments than that of its heaviest finding."""
    found = worst(visit)
    return [each for each in visit.findings if found and each.moment != found.moment and each.kind != NOT_AS_EXPECTED]


def _is_bad(visit: Visit) -> bool:
    return "bad_days" in Path(visit.file).parts
