"""The crowd on the terminal and as data: how many got there, how long it took, who stopped where, who was worse off."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mystery_shopper.model import Visit
from mystery_shopper.report.wording import count, listed, moment_title, seconds
from mystery_shopper.report.writing import write_whole
from mystery_shopper.scoring.intervals import Middle, Share, likely, needed
from mystery_shopper.scoring.parity import (
    Cell,
    Disparity,
    Fate,
    Gap,
    cell,
    crowd_of,
    disparities,
    fate,
    funnel,
    goals,
    moments,
)
from mystery_shopper.scoring.scorecard import by_journey, by_persona

WITHIN: Final = (0.10, 0.05)
"""The half widths of an interval for which the needed number of shoppers is told: ten points and five (P)."""

MOST_GAPS: Final = 12
"""More disparities than this are counted on the terminal and listed in digest and crowd.json (P)."""


def print_crowd(page: Console, visits: Iterable[Visit]) -> None:
    """Print what became of the drawn shoppers; nothing when there were none."""
    crowd = crowd_of(visits)
    if not crowd:
        return
    page.print(Text("\nThe crowd", "bold underline"))
    for each in told(fate(crowd)):
        page.print(Padding(Text(each), (0, 0, 0, 2)))
    _print_personas(page, crowd)
    gaps = disparities(crowd)
    for journey in by_journey(crowd).values():
        page.print(Text(f"\n{journey[0].journey_title or journey[0].journey}", "bold"))
        _print_funnel(page, journey)
        _print_parity(page, journey, gaps)
    _print_gaps(page, gaps)


def told(outcome: Fate) -> list[str]:
    """Return what became of some shoppers in sentences, with what the number of them allows to say."""
    reached = outcome.reached
    if not reached.of:
        return ["No visit of the crowd says anything about the shop."]
    whose = f" visits of {count(reached.sample, 'shopper')}" if reached.sample < reached.of else ""
    said = [f"{reached.count} of {reached.of}{whose} got what they came for: {percent(reached)}."]
    sizes = [f"{each * 100:.0f} points to each side takes {needed(likely(reached), each)} shoppers" for each in WITHIN]
    said.append(f"An interval of {', one of '.join(sizes)}.")
    if outcome.seconds:
        hasty = "" if outcome.paced else ", without time to think, aim and type"
        said.append(f"Time to the goal: {span(outcome.seconds)}{hasty}.")
    elif reached.count:
        said.append("How long it took cannot be said: no time was judged.")
    if outcome.unmet:
        said.append(f"{count(outcome.unmet, 'visit')} did not go as the scenario says, and did not get there.")
    if outcome.inconclusive:
        said.append(f"{count(outcome.inconclusive, 'visit')} said nothing about the shop and {_is(outcome)} left out.")
    return said


def gap_sentence(gap: Disparity) -> str:
    """Return a disparity in one sentence, without its explanation."""
    where = f"{gap.persona} at {moment_title(gap.moment)}"
    doubt = "" if gap.certain else " So few may be chance."
    if gap.gap is Gap.SLOWER:
        whose = "at their own pace" if gap.own_pace else "and the shop made them wait"
        return f"{where}: {gap.times:g} times as long as the others in the middle, {whose}.{doubt}"
    verb = "could not go on" if gap.gap is Gap.STOPPED else "were hindered"
    return f"{where}: {gap.theirs.count} of {gap.theirs.of} {verb}, against 0 of {gap.others.of} others.{doubt}"


def apart(journey: Iterable[Visit]) -> str:
    """Return where the scenarios of a journey end, for a funnel that counts them together; nothing if all end alike."""
    ends = goals(journey)
    if len(ends) < 2:
        return ""
    told = []
    for moment, names in ends.items():
        quoted = listed('"' + each + '"' for each in names)
        told.append(f"{quoted} end{'s' if len(names) == 1 else ''} at {moment_title(moment)}")
    return f"Counted together are scenarios of different ends: {'; '.join(told)}."


def gaps_of(journey: Iterable[Visit], gaps: Iterable[Disparity]) -> list[Disparity]:
    """Return the disparities that belong to the visits of one journey."""
    journeys = {each.journey for each in journey}
    return [each for each in gaps if each.journey in journeys]


def percent(share: Share) -> str:
    """Return a share with its interval, in whole per cent."""
    return f"{share.value * 100:.0f} % (95 % interval {share.low * 100:.0f} to {share.high * 100:.0f} %)"


def span(time: Middle) -> str:
    """Return a median of shoppers' times with its interval."""
    if time.of == 1:
        return f"{seconds(time.value)}, from one shopper only"
    return f"{_middle(time)}{'' if _interval(time) else f' of {time.of} shoppers, too few for an interval'}"


def gave_up(after: Middle) -> str:
    """Return how many left by themselves, and after how long, with an interval where they are enough for one."""
    return f"{after.of} gave up after {seconds(after.value) if after.of == 1 else _middle(after)}"


def sign(one: Cell) -> str:
    """Return a cell of the parity table in a few letters; a dash where nobody came."""
    if not one.came:
        return "-"
    if one.stopped:
        return f"✖ {one.stopped}/{one.came}"
    kinds = {each.gap for each in one.gaps}
    if Gap.HINDERED in kinds:
        return f"▲ {one.came}"
    slower = next((f"{each.times:g}x" for each in one.gaps if each.gap is Gap.SLOWER), "")
    return slower or f"✔ {one.came}"


def write_crowd(path: Path, visits: Iterable[Visit]) -> Path | None:
    """Write the crowd's figures as JSON in one piece and return its path; None when nobody was drawn.

    Raises:
        OSError: when it cannot be written.
    """
    crowd = crowd_of(visits)
    if not crowd:
        path.unlink(missing_ok=True)
        return None
    return write_whole(path, json.dumps(crowd_data(crowd), ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def crowd_data(crowd: Sequence[Visit]) -> dict[str, Any]:
    """Return the crowd's figures as plain data: shares from 0 to 1, times in seconds."""
    gaps = disparities(crowd)
    return {
        "version": 1,
        "shoppers": len({each.member for each in crowd}),
        "visits": len(crowd),
        "all": _fate(fate(crowd)),
        "needed": {str(each): needed(likely(fate(crowd).reached), each) for each in WITHIN},
        "personas": {who: _fate(fate(theirs)) for who, theirs in by_persona(crowd).items()},
        "journeys": {
            journey: {
                "funnel": [dataclasses.asdict(each) for each in funnel(theirs)],
                "parity": {
                    who: {moment: _cell(cell(theirs, gaps_of(theirs, gaps), who, moment)) for moment in moments(theirs)}
                    for who in by_persona(theirs)
                },
            }
            for journey, theirs in by_journey(crowd).items()
        },
        "gaps": [_gap(each) for each in gaps],
    }


def _print_personas(page: Console, crowd: Sequence[Visit]) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in ("Persona", "Visits", "Got there", "95 % interval", "Time to the goal"):
        table.add_column(name, justify="left" if name == "Persona" else "right")
    for who, theirs in by_persona(crowd).items():
        ended = fate(theirs)
        there = ended.reached
        interval = f"{there.low * 100:.0f} to {there.high * 100:.0f} %"
        time = seconds(ended.seconds.value) if ended.seconds else "-"
        table.add_row(who, str(len(theirs)), f"{there.count} of {there.of}", interval, time)
    page.print()
    page.print(Padding(table, (0, 0, 0, 2)))


def _print_funnel(page: Console, journey: Sequence[Visit]) -> None:
    table = Table(box=None, show_header=True, pad_edge=False, header_style="dim")
    steps, why = funnel(journey), apart(journey)
    for name in ("came to", "visits", "", "went no further", *(["scenario ended"] if why else [])):
        table.add_column(name, justify="right" if name == "visits" else "left")
    widest = max((each.came for each in steps), default=1)
    for each in steps:
        left = f"{each.stopped}" if each.stopped else ""
        if each.gave_up_after:
            left += f" ({gave_up(each.gave_up_after)})"
        bar = Text("█" * round(20 * (each.came - each.stopped) / widest), "green")
        bar.append("░" * round(20 * each.stopped / widest), "red")
        table.add_row(moment_title(each.moment), str(each.came), bar, left, *([str(each.done or "")] if why else []))
    page.print(Padding(table, (0, 0, 0, 2)))
    if why:
        page.print(Padding(Text(why, "dim"), (0, 0, 0, 2)))


def _print_parity(page: Console, journey: Sequence[Visit], gaps: Sequence[Disparity]) -> None:
    people = by_persona(journey)
    if len(people) < 2:
        return
    places = moments(journey)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("Persona", overflow="fold")
    for place in places:
        table.add_column(place, justify="left", overflow="fold")
    tones = {"✖": "bold red", "▲": "yellow", "✔": "green", "-": "dim"}
    here = gaps_of(journey, gaps)
    for who in people:
        cells = [sign(cell(journey, here, who, place)) for place in places]
        table.add_row(who, *(Text(each, tones.get(each[0], "magenta")) for each in cells))
    page.print()
    page.print(Padding(table, (0, 0, 0, 2)))
    page.print(
        Padding(
            Text("✔ passed  ▲ met what others did not  3x needed 3 times as long  ✖ 2/5 stopped", "dim"), (0, 0, 0, 2)
        )
    )


def _print_gaps(page: Console, gaps: Sequence[Disparity]) -> None:
    page.print(Text("\nWho was worse off than others", "bold underline"))
    if not gaps:
        page.print(Padding("Nobody.", (0, 0, 0, 2)))
    for each in gaps[:MOST_GAPS]:
        page.print(Padding(Text(gap_sentence(each)), (0, 0, 0, 2)))
        if each.cause:
            why = f"{each.cause.kind} ({each.cause.team}): {each.cause.message}"
            page.print(Padding(Text(why, "dim"), (0, 0, 0, 4)))
    if len(gaps) > MOST_GAPS:
        page.print(Padding(f"... and {len(gaps) - MOST_GAPS} more in the digest.", (0, 0, 0, 2)))


def _middle(time: Middle) -> str:
    return f"{seconds(time.value)} in the middle{_interval(time)}"


def _interval(time: Middle) -> str:
    if time.low is None or time.high is None:
        return ""
    return f" (95 % interval {seconds(time.low)} to {seconds(time.high)})"


def _is(outcome: Fate) -> str:
    return "is" if outcome.inconclusive == 1 else "are"


def _fate(outcome: Fate) -> dict[str, Any]:
    return {
        "reached": _share(outcome.reached),
        "seconds": dataclasses.asdict(outcome.seconds) if outcome.seconds else None,
        "inconclusive": outcome.inconclusive,
    }


def _share(share: Share) -> dict[str, Any]:
    numbers = {"count": share.count, "of": share.of, "people": share.sample}
    return {**numbers, "low": round(share.low, 4), "high": round(share.high, 4)}


def _cell(one: Cell) -> dict[str, Any]:
    return {
        "came": one.came,
        "stopped": one.stopped,
        "seconds": dataclasses.asdict(one.seconds) if one.seconds else None,
        "gaps": [each.gap.value for each in one.gaps],
    }


def _gap(gap: Disparity) -> dict[str, Any]:
    return {
        "gap": gap.gap.value,
        "persona": gap.persona,
        "moment": gap.moment,
        "journey": gap.journey,
        "scenario": gap.scenario,
        "theirs": _share(gap.theirs),
        "others": _share(gap.others),
        "certain": gap.certain,
        "times": gap.times,
        "own_pace": gap.own_pace,
        "kind": gap.cause.kind if gap.cause else None,
        "fingerprint": gap.cause.fingerprint if gap.cause else None,
    }
