"""How a run begins and ends in its report folder: a fresh record, then digest, ledger, search for secrets, summary."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mystery_shopper.errors import SettingsError
from mystery_shopper.model import Visit
from mystery_shopper.report.allure_extras import write_extras
from mystery_shopper.report.crowd import write_crowd
from mystery_shopper.report.digest import write_digest
from mystery_shopper.report.summary import render
from mystery_shopper.report.visits import FILE, ReportUnwritable
from mystery_shopper.report.wording import count, listed
from mystery_shopper.run import Run
from mystery_shopper.secrets import Leak
from mystery_shopper.senses.pictures import LOST

_OWN = ("allure-results", "evidence", "traces", "videos", "digest.html", "crowd.json", "allure-report.html")

_THEIRS = ("features", "personas", "journeys", "steps")  # what a suite's people write


@dataclass
class Ending:
    """What is told when a run is over."""

    begun: bool = False  # until then the report folder is as the run before left it
    visits: list[Visit] = field(default_factory=list)
    leaks: list[Leak] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    digest: Path | None = None
    whole: bool = True  # whether every report could be written


def allure_folder(run: Run) -> tuple[Path, list[Path]]:
    """Make the folder of the Allure results; return it and the folders that were not there before.

    Raises:
        ReportUnwritable: when it cannot be made.
    """
    folder = run.reports / "allure-results"
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise ReportUnwritable(
            f"{folder}: the report cannot be written: {trouble.strerror or trouble}. "
            "Choose a folder that you may write with --reports."
        ) from trouble
    return folder, made


def take_back(made: Sequence[Path]) -> None:
    """Take folders away in which a run has left nothing, because no visit was made."""
    with suppress(OSError):
        for each in made:
            each.rmdir()


def check_place(run: Run, given: str) -> None:
    """Refuse a report folder in which a new run would take away what is none of a run's.

    Raises:
        SettingsError: for the suite's folder, one above it, and the folders of what its people write.
    """
    reports, root = run.reports.resolve(), run.root.resolve()
    above = root.is_relative_to(reports) and reports / "suite" != root  # there the demo keeps its own
    if above or any(reports.is_relative_to(root / each) for each in _THEIRS):
        raise SettingsError(
            f"--reports is {given!r}, where other things are kept, and each run begins its report folder anew. "
            "Give the reports a folder of their own, such as `reports`."
        )


def begin(run: Run, *, keep: bool = False) -> None:
    """Make the report folder ready; ``keep`` adds to what an earlier run of the same errand left there.

    Raises:
        ReportUnwritable: when the folder cannot be written or its disk is full; nothing is taken away then.
    """
    run.visits.check_room()
    if keep:
        return
    run.visits.fresh()
    try:
        _take_away(run)
    except OSError as trouble:
        raise ReportUnwritable(
            f"{run.reports}: what an earlier run left cannot be taken away: {trouble.strerror or trouble}. "
            "Take it away yourself, or choose another folder with --reports."
        ) from trouble


def _take_away(run: Run) -> None:
    for name in _OWN:
        path = run.reports / name
        if not path.is_dir():
            path.unlink(missing_ok=True)
            continue
        for each in path.iterdir():  # the folder itself stays: Allure has made its own already
            shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)
    for tally in (run.reports / "running").glob("orders*"):  # those that were taken back too: they would buy more
        tally.unlink(missing_ok=True)


def finish(run: Run, lost: Sequence[str] = ()) -> Ending:
    """Close the books of a run: the record, the ledger, the digest, and the search for secrets.

    ``lost`` says of each file of the Allure results that could not be written why.
    """
    ending = Ending(begun=True)
    with _told(run, ending):
        run.close_visits()
    ending.visits = visits = run.visits.read()
    ending.notices += run.visits.notices
    _remove_halves(run.reports / "allure-results")
    if not visits:
        return ending
    ending.notices += _lost_pictures(run.reports, visits)
    with _told(run, ending):
        if lost:
            raise ReportUnwritable(f"{count(len(lost), 'file')} of the Allure report could not be written: {lost[0]}.")
    with _told(run, ending):
        run.ledger.note(visits, date.today())
        run.ledger.save()
        write_extras(run.reports / "allure-results", visits, _environment(visits))
        write_crowd(run.reports / "crowd.json", visits)
        ending.digest = write_digest(run.reports / "digest.html", visits, journeys=run.journeys, folder=run.reports)
    ending.leaks = run.leaks()  # last, when every file is there
    return ending


@contextmanager
def _told(run: Run, ending: Ending) -> Iterator[None]:
    """Let what cannot be written be said in a sentence at the end of the run, and nothing else be lost by it."""
    try:
        yield
    except OSError as trouble:
        _note(ending, f"{run.reports}: {trouble.strerror or trouble}. The visits themselves are in visits.jsonl.")
    except ReportUnwritable as trouble:
        _note(ending, str(trouble))


def _note(ending: Ending, why: str) -> None:
    if ending.whole:  # once: what follows has the same cause
        ending.notices.append(f"REPORT INCOMPLETE: {why}")
    ending.whole = False


def _remove_halves(results: Path) -> None:
    """Take away what Allure began to write and could not end."""
    for each in results.glob("*.tmp"):
        each.unlink(missing_ok=True)


def reopen(run: Run) -> list[Visit]:
    """Return a run's visits, those of a killed process as inconclusive, and make the digest that it could not make.

    Nothing is written down of the killed ones: should the run still be under way, they will end by themselves. What
    cannot be read or written is said in the notices of ``run.visits``.
    """
    killed = run.visits.orphans()
    visits = [*run.visits.read(), *killed]
    page = run.reports / "digest.html"
    try:
        if visits and (killed or not page.is_file()):
            write_digest(page, visits, journeys=run.journeys, folder=run.reports)
    except OSError as trouble:
        run.visits.notices.append(f"{page}: cannot be written: {trouble.strerror or trouble}.")
    return visits


def _lost_pictures(reports: Path, visits: list[Visit]) -> list[str]:
    """Say once that pictures are missing, and why; they are missing nowhere else so that anybody would see it."""
    lost = [note.partition(": ")[2] for visit in visits for note in visit.story if note.startswith(LOST)]
    if not lost:
        return []
    return [f"{reports}: {count(len(lost), 'picture')} could not be kept: {lost[0]} Free the disk, and run again."]


def _environment(visits: list[Visit]) -> dict[str, str]:
    """Return what Allure shows as the run's environment."""
    first = visits[0]
    timed = sum(each.conditions.timings_judged for each in visits)
    few = f"judged on {timed} of {len(visits)} visits" if timed else "not judged"
    return {
        "Shop": listed(dict.fromkeys(each.shop_name or each.shop for each in visits)),
        "Browser": first.conditions.browser,
        "Workers": str(first.conditions.workers),
        "Pace": "as the personas live" if first.conditions.paced else "off",
        "Timings": "judged on all visits" if timed == len(visits) else few,
    }


def told(run: Run, ending: Ending, *, width: int, colour: bool) -> str:
    """Return the summary of a run for a terminal."""
    if not ending.begun:
        earlier = any((run.reports / each).is_file() for each in (FILE, *_OWN))
        return f"No visit was made{f'; what an earlier run left in {run.reports} is still there' * earlier}."
    html = run.reports / "allure-report.html"
    text = render(
        ending.visits,
        width=width,
        colour=colour and "NO_COLOR" not in os.environ,
        folder=run.reports,
        html=html if html.is_file() else None,
        digest=ending.digest,
    )
    leaks = [
        f"SECRET LEAKED: {each}. Delete the file and tell who keeps this run's artefacts." for each in ending.leaks
    ]
    return "\n".join([text.rstrip("\n"), *ending.notices, *leaks])
