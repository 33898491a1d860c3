"""The summary on the terminal: who got what they came for, what got in the way and whose it is, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mystery_shopper.learned import CHANGED
from mystery_shopper.model import Outcome, Severity, Visit
from mystery_shopper.report.crowd import print_crowd
from mystery_shopper.report.wording import MARKS, count, listed, moment_title, nothing_found, unchecked
from mystery_shopper.scoring.scorecard import Cause, by_owner, tally, worst

MANY: Final = 40
"""From here on, visits in which nothing got in the way are counted and not listed (our own choice)."""

OUTCOME_STYLE: Final[Mapping[Outcome, str]] = {
    Outcome.ACHIEVED: "green",
    Outcome.WITH_FRICTION: "yellow",
    Outcome.UNMET: "bold red",
    Outcome.BLOCKED: "bold red",
    Outcome.GAVE_UP: "bold red",
    Outcome.INCONCLUSIVE: "magenta",
}
SEVERITY_STYLE: Final[Mapping[Severity, str]] = {
    Severity.BLOCKER: "bold red",
    Severity.CRITICAL: "red",
    Severity.NORMAL: "yellow",
    Severity.MINOR: "dim",
}


def render(
    visits: Iterable[Visit],
    *,
    width: int = 80,
    colour: bool = False,
    folder: Path | None = None,
    html: Path | None = None,
    digest: Path | None = None,
) -> str:
    """Return the summary as text for a terminal of that width; without ``colour`` it holds no escape code.

    Whether to colour is the caller's to know: a terminal that is one, and no ``NO_COLOR`` in the environment.
    """
    seen = list(visits)
    page = Console(
        file=StringIO(), width=max(width, 40), force_terminal=colour, no_color=not colour, highlight=False, emoji=False,
        color_system="standard" if colour else None, legacy_windows=False,
    )  # fmt: skip
    if not seen:
        page.print("No visit was made, so nothing can be said about the shop.")
    else:
        _table(page, seen)
        _headline(page, seen)
        print_crowd(page, seen)
        _teams(page, seen)
        _doubts(page, seen)
        _changes(page, seen)
    _where(page, {"Report": html, "Digest": digest, "Everything": folder})
    file = page.file
    assert isinstance(file, StringIO)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()) + "\n"


def _changes(page: Console, visits: list[Visit]) -> None:
    """Tell what is no longer where earlier visits knew it, once each."""
    told = dict.fromkeys(line for each in visits for line in each.story if line.startswith(CHANGED))
    for line in told:
        page.print(Text(line, style="yellow"))


def _table(page: Console, visits: list[Visit]) -> None:
    clean = [each for each in visits if each.outcome is Outcome.ACHIEVED and not each.findings]
    shown = [each for each in visits if each not in clean] if len(visits) > MANY else visits
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="bold")
    rows = [_row(visit) for visit in shown]
    heads = ("Persona", "Journey", "Outcome", "Worst friction", "Owner")
    for name, width in zip(heads, _widths(heads, rows, page.width - len(heads) + 1), strict=True):
        table.add_column(name, width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    if shown:
        page.print(table)
        page.print()
    if len(shown) < len(visits):
        page.print(f"... and {count(len(visits) - len(shown), 'visit')} in which nothing got in the way.\n")


def _row(visit: Visit) -> tuple[Text, ...]:
    found = worst(visit)
    return (
        Text(visit.persona),
        Text(visit.journey_title or visit.journey),
        Text(f"{MARKS[visit.outcome]} {visit.outcome}", OUTCOME_STYLE[visit.outcome]),
        Text(found.kind, SEVERITY_STYLE[found.severity]) if found else Text("-", "dim"),
        Text(found.owner) if found else Text("-", "dim"),
    )


def _widths(heads: tuple[str, ...], rows: list[tuple[Text, ...]], room: int) -> list[int]:
    """Return how wide each column is: no word is broken while there is room, then the longest cells get the rest."""
    columns = [[head, *(str(row[place]) for row in rows)] for place, head in enumerate(heads)]
    wanted = [max(map(cell_len, cells)) for cells in columns]
    widths = [max(cell_len(word) for cell in cells for word in cell.split()) for cells in columns]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    while sum(widths) < min(room, sum(wanted)):
        lacks = [want - width for want, width in zip(wanted, widths, strict=True)]
        widths[lacks.index(max(lacks))] += 1
    return widths


def _headline(page: Console, visits: list[Visit]) -> None:
    counted = tally(visits)
    parts = [f"{number} {outcome}" for outcome, number in counted.outcomes.items() if number]
    page.print(Text(f"{count(counted.visits, 'visit')}: {listed(parts)}.", "bold"))
    if counted.defining_hit:
        hit = count(counted.defining_hit, "visit")
        page.print(f"On {hit}, something got in the way at a moment that decides how the customer remembers the shop.")


def _teams(page: Console, visits: list[Visit]) -> None:
    owners = by_owner(visits)
    if not owners:
        page.print(Text(nothing_found(visits)))
        return
    page.print(Text("\nWhat got in the way, by team", "bold underline"))
    for owner, causes in owners.items():
        page.print(Text.assemble("\n", (owner, "bold"), f": {count(len(causes), 'finding')}"))
        for cause in causes:
            _cause(page, cause)


def _cause(page: Console, cause: Cause) -> None:
    finding = cause.finding
    known = f"known since {finding.known_since}" if finding.known_since else "new"
    place = moment_title(finding.moment) + (" (a moment that decides)" if cause.defining else "")
    head = Text.assemble(
        (finding.severity.value, SEVERITY_STYLE[finding.severity]), f"  {finding.kind} at {place}, {known}"
    )
    met = f"Met by {listed(cause.personas)}." if cause.personas else ""
    page.print(Padding(head, (0, 0, 0, 2)))
    page.print(Padding(Text(finding.message), (0, 0, 0, 4)))
    page.print(Padding(Text(met, "dim"), (0, 0, 0, 4)))


def _doubts(page: Console, visits: list[Visit]) -> None:
    """Say what the run does not say."""
    lost = [each for each in visits if each.outcome is Outcome.INCONCLUSIVE]
    doubts = unchecked(visits)
    if not lost and not doubts:
        return
    page.print(Text("\nWhat cannot be said", "bold underline"))
    for visit in lost:
        page.print(Padding(Text(f"{visit.persona}, {visit.journey}: {visit.reason or 'inconclusive.'}"), (0, 0, 0, 2)))
    for said in doubts:
        page.print(Padding(Text(said), (0, 0, 0, 2)))


def _where(page: Console, places: Mapping[str, Path | None]) -> None:
    known = {name: path for name, path in places.items() if path is not None}
    if known:
        page.print(Text("\nWhere to look", "bold underline"))
    for name, path in known.items():
        page.print(Text(f"  {name + ':':<11} {path}", overflow="fold"), soft_wrap=True)
