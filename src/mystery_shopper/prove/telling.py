"""Tells what a run has proven: tables on a terminal, and the same as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from mystery_shopper.prove.faults import NONE
from mystery_shopper.prove.scoring import Score, Share, Trial, Verdict, alarms_a_visit, load_of

_STYLE = {
    Verdict.CAUGHT: "green",
    Verdict.QUIET: "green",
    Verdict.MISSED: "bold red",
    Verdict.FALSE_ALARM: "bold red",
    Verdict.NOT_REACHED: "dim",
    Verdict.NOT_FELT: "yellow",
    Verdict.OWN: "yellow",
}


def print_score(console: Console, made: Score) -> None:
    """Print each fault with its verdict, the kinds, and the sums."""
    trials = sorted(made.trials, key=lambda each: (each.fault.folder, each.fault.kind, each.fault.id))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("fault", "should be noticed", "verdict", "what was noticed"):
        table.add_column(head, overflow="fold")
    for each in _once(trials):
        told = f"[{_STYLE[each.verdict]}]{each.verdict}[/]"
        table.add_row(each.fault.id, _wanted(each), told, remark(each))
    console.print(table)
    console.print()
    for name, value in sums(made):
        console.print(f"{name:<46} {value}")


def remark(trial: Trial) -> str:
    """Say in a few words what was noticed, and what of it was not right."""
    parts = []
    if trial.found is not None:
        parts.append(f"at {trial.found.moment}")
        if not trial.moment_right:
            parts.append(f"(not at {' or '.join(trial.fault.moments)})")
        if not trial.owner_right:
            parts.append(f"for {trial.found.owner}")
    if trial.instead:
        parts.append(("and " if trial.found else "") + ", ".join(trial.instead))
    trouble = trial.played.troubles.get(trial.fault.id)
    if trouble:
        parts.append(f"[the fault's own script failed: {trouble}]".replace("[", "\\["))
    if trial.verdict is Verdict.MISSED and trial.played.reason:
        parts.append(f"the visit ended: {trial.played.reason}".replace("[", "\\[")[:160])
    return " ".join(parts)


def sums(made: Score) -> Iterator[tuple[str, str]]:
    """Yield what the whole run comes to, line by line."""
    yield "faults noticed (recall)", _of(made.recall())
    yield "blockers noticed", _of(made.recall(severity="blocker"))
    yield "findings that are right (precision)", _of(made.precision())
    yield "noticed at the right moment", _of(made.right_moment())
    yield "given to the right team", _of(made.right_owner())
    yield "decoys and small doses that stayed quiet", _of(made.decoys())
    for size in sorted({len(each.played.faults) for each in made.trials} - {1}):
        yield f"faults noticed where {size} met", _of(made.met(size))
    for verdict, said in (
        (Verdict.NOT_REACHED, f"faults that were {Verdict.NOT_REACHED}"),
        (Verdict.NOT_FELT, f"faults that {Verdict.NOT_FELT}"),
        (Verdict.OWN, "faults that the shop has itself"),
    ):
        number = sum(each.verdict is verdict for each in made.trials)
        if number:
            yield said, str(number)
    what = "the shop's own findings" if made.strange else "false findings"
    yield f"{what} on clean visits", f"{alarms_a_visit(made):.3f} a visit, on {len(made.clean)}"
    if made.stability().of:
        yield "same verdict when made again", _of(made.stability())
    yield "load of the machine, a core", f"{load_of(made.visits):.2f}"


def as_data(made: Score) -> dict[str, Any]:
    """Return everything as plain data for ``--json``."""
    kinds = sorted({each.fault.kind for each in made.trials} - {NONE})
    return {
        "sums": dict(sums(made)),
        "recall": _data(made.recall()),
        "precision": _data(made.precision()),
        "right_moment": _data(made.right_moment()),
        "right_owner": _data(made.right_owner()),
        "decoys_quiet": _data(made.decoys()),
        "stability": _data(made.stability()),
        "false_findings_per_clean_visit": round(alarms_a_visit(made), 4),
        "clean_visits": len(made.clean),
        "load": round(load_of(made.visits), 2),
        "kinds": {
            each: {"recall": _data(made.recall(each)), "precision": _data(made.precision(each))} for each in kinds
        },
        "confusion": {each: dict(row) for each, row in made.confusion().items()},
        "doses": {kind: {f"{dose:g}": _data(each) for dose, each in row.items()} for kind, row in made.doses().items()},
        "faults": [_trial(each) for each in made.trials],
        "clean": [_clean(each, found) for each, found in made.clean if found],
    }


def failures(made: Score) -> list[Trial]:
    """Return what should not be: faults that were missed, decoys that were taken for frictions."""
    return [each for each in made.trials if each.verdict in (Verdict.MISSED, Verdict.FALSE_ALARM)]


def _once(trials: Iterable[Trial]) -> Iterator[Trial]:
    """Leave out repeats that went like the first."""
    seen = set()
    for each in trials:
        said = (each.fault.id, each.verdict, remark(each), len(each.played.faults))
        if said not in seen:
            seen.add(said)
            yield each


def _wanted(trial: Trial) -> str:
    if trial.fault.wanted == NONE:
        return f"nothing ({trial.fault.kind} below its limit)" if trial.fault.dose else "nothing"
    return trial.fault.kind


def _of(share: Share) -> str:
    return f"{share.hits} of {share.of}  {share}"


def _data(share: Share) -> dict[str, Any]:
    low, high = share.interval
    value = round(share.value, 4) if share.of else None
    return {"hits": share.hits, "of": share.of, "share": value, "wilson95": [round(low, 4), round(high, 4)]}


def _trial(trial: Trial) -> dict[str, Any]:
    fault, played = trial.fault, trial.played
    return {
        "fault": fault.id,
        "source": fault.source,
        "kind": fault.kind,
        "expected": fault.wanted,
        "moment": list(fault.moments),
        "layer": fault.layer,
        "dose": fault.dose.times if fault.dose else None,
        "persona": played.persona,
        "errand": played.errand,
        "with": [each for each in played.faults if each != fault.id],
        "verdict": str(trial.verdict),
        "noticed_at": trial.found.moment if trial.found else None,
        "owner": trial.found.owner if trial.found else None,
        "moment_right": trial.moment_right if trial.found else None,
        "owner_right": trial.owner_right if trial.found else None,
        "message": trial.found.message if trial.found else None,
        "also_noticed": list(trial.instead),
        "visit": played.outcome,
        "reason": played.reason,
        "trouble": played.troubles.get(fault.id),
        "baselines": played.baselines,
    }


def _clean(played: Any, found: Iterable[Any]) -> dict[str, Any]:
    told = [{"kind": each.kind, "moment": each.moment, "message": each.message} for each in found]
    return {"persona": played.persona, "errand": played.errand, "seed": played.seed, "noticed": told}
