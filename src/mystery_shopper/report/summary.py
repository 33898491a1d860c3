"""The summary on the terminal: who got what they came for, what got in the way and whose it is, and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from mystery_shopper.learned import CHANGED
from mystery_shopper.model import Outcome, Severity, Visit
from mystery_shopper.report.crowd import print_crowd
from mystery_shopper.report.wording import MARKS, count, listed, moment_title, nothing_found, unsaid
from mystery_shopper.scoring.scorecard import Cause, by_owner, ended, tally, worst

MANY: Final = 40
"""From here on, visits in which nothing got in the way are counted and not listed (our own choice)."""

FEW: Final = 20
"""Of a crowd with more visits those that are alike share a line (our own choice)."""

_HEADS: Final = ("Who", "Scenario, and what was worst", "Outcome")
_GAP: Final = "  "
_LEAST: Final = 12
"""Of what a visit was about so many letters are shown on the narrowest terminal."""

OUTCOME_STYLE: Final[Mapping[Outcome, str]] = {
    Outcome.ACHIEVED: "green",
    Outcome.WITH_FRICTION: "yellow",
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
    folded = sum(bool(each.member) for each in visits) > FEW
    clean = [
        each
        for each in visits
        if each.outcome is Outcome.ACHIEVED and not each.findings and not (folded and each.member)
    ]
    shown = [each for each in visits if each not in clean] if len(visits) > MANY else visits
    if shown:
        _rows(page, _together(shown) if folded else [(each.member or each.persona, each) for each in shown])
        page.print()
    if len(shown) < len(visits):
        page.print(f"... and {count(len(visits) - len(shown), 'visit')} in which nothing got in the way.\n")


def _together(visits: list[Visit]) -> list[tuple[str, Visit]]:
    """Return the visits of a crowd that are alike (persona, errand, end and worst) as one, with how many they are."""
    alike: dict[tuple[str, ...], list[Visit]] = {}
    for each in visits:
        found = worst(each)
        same = (each.persona, each.scenario, ended(each), found.kind if found else "")
        alike.setdefault(same if each.member else (each.id,), []).append(each)
    return [
        (f"{len(them)} x {them[0].persona}" if them[1:] else them[0].member or them[0].persona, them[0])
        for them in alike.values()
    ]


def _rows(page: Console, visits: list[tuple[str, Visit]]) -> None:
    """Print a line a visit: who, what it was about, how it ended; below it what was worst, and whose that is."""
    rows = [
        (name, each.scenario or each.journey_title, f"{MARKS[each.outcome]} {ended(each)}") for name, each in visits
    ]
    who, about, outcome = (max(map(cell_len, cells)) for cells in zip(_HEADS, *rows, strict=True))
    about = max(_LEAST, min(about, page.width - who - outcome - 2 * len(_GAP)))
    page.print(_line(_HEADS, who, about, "bold"))
    page.print(Text("─" * min(page.width, who + about + outcome + 2 * len(_GAP))))
    for (_, visit), row in zip(visits, rows, strict=True):
        page.print(_line(row, who, about, OUTCOME_STYLE[visit.outcome]), no_wrap=True, overflow="ellipsis")
        if found := worst(visit):
            told = Text.assemble((found.kind, SEVERITY_STYLE[found.severity]), f" ({found.team})")
            page.print(Padding(told, (0, 0, 0, who + 2 * len(_GAP))))


def _line(cells: tuple[str, str, str], who: int, about: int, style: str) -> Text:
    """Return one line of three cells, the first two as wide as said, the last one in its style."""
    first, second = Text(cells[0]), Text(cells[1])
    first.truncate(who, overflow="ellipsis", pad=True)
    second.truncate(about, overflow="ellipsis", pad=True)
    return Text(_GAP).join((first, second, Text(cells[2], style)))


def _headline(page: Console, visits: list[Visit]) -> None:
    counted = tally(visits)
    parts = [f"{number} {words}" for words, (_, number) in counted.endings.items()]
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
    doubts = unsaid(visits)
    if not lost and not doubts:
        return
    page.print(Text("\nWhat cannot be said", "bold underline"))
    for visit in lost:
        page.print(
            Padding(
                Text(f"{visit.member or visit.persona}, {visit.scenario}: {visit.reason or 'inconclusive.'}"),
                (0, 0, 0, 2),
            )
        )
    for said in doubts:
        page.print(Padding(Text(said), (0, 0, 0, 2)))


def _where(page: Console, places: Mapping[str, Path | None]) -> None:
    known = {name: path for name, path in places.items() if path is not None}
    if known:
        page.print(Text("\nWhere to look", "bold underline"))
    for name, path in known.items():
        page.print(Text(f"  {name + ':':<11} {path}", overflow="fold"), soft_wrap=True)
