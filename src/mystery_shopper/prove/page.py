"""The result of a run as a page for people: what was noticed, what was missed, and under what conditions."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from mystery_shopper.prove.faults import NONE
from mystery_shopper.prove.scoring import Score, Share, Trial, Verdict, alarms_a_visit, load_of
from mystery_shopper.prove.telling import remark, sums

_BAD = (Verdict.MISSED, Verdict.FALSE_ALARM, Verdict.NOT_FELT)


def page(parts: Mapping[str, Score], command: str, *, rivals: Mapping[str, tuple[Share, Share]] | None = None) -> str:
    """Return the page in Markdown; ``parts`` are the scores of the folders of faults by their names.

    ``rivals`` are what other ways of testing noticed of the same faults and decoys: faults noticed, decoys quiet.
    """
    lines = [*_head(parts, command), *_sums(parts), *_rivals(rivals or {})]
    for name, made in parts.items():
        lines += _wrong(name, made)
    lines += [*_kinds(parts), *_doses(parts), *_confusion(parts), *_clean(parts)]
    return "\n".join(lines).rstrip() + "\n"


def _head(parts: Mapping[str, Score], command: str) -> Iterator[str]:
    visits = sum(len(each.visits) for each in parts.values())
    load = max((load_of(each.visits) for each in parts.values()), default=0.0)
    yield from ("# Proof", "")
    yield "Faults of known kinds were put into the embedded shop one at a time, and shoppers were sent past them."
    yield "[faults.md](faults.md) says how a fault is written and how it is scored; the faults themselves lie in"
    yield from ("`benchmarks/faults`.", "", "```sh", command, "```", "")
    yield f"{datetime.now(UTC):%d %B %Y}, {visits} visits, {platform.system()} with {os.cpu_count()} cores,"
    yield f"load {load:.1f} a core. Shares come with Wilson's 95% interval."
    yield ""


def _sums(parts: Mapping[str, Score]) -> Iterator[str]:
    rows = {name: dict(sums(made)) for name, made in parts.items()}
    labels = list(dict.fromkeys(label for each in rows.values() for label in each))
    yield from ("## In all", "", _row(["", *rows]), _rule(len(rows) + 1))
    for label in labels:
        yield _row([label, *(each.get(label, "") for each in rows.values())])
    yield ""


def _rivals(rivals: Mapping[str, tuple[Share, Share]]) -> Iterator[str]:
    if not rivals:
        return
    yield from ("## Compared with other ways", "")
    yield "On the same sample of faults and decoys. Another way counts as having noticed a fault when it says anything"
    yield "that it does not say of the shop without the fault, whatever it calls it."
    yield from ("", _row(["", "faults noticed", "decoys quiet"]), _rule(3))
    yield from (_row([name, _told(noticed), _told(quiet)]) for name, (noticed, quiet) in rivals.items())
    yield ""


def _wrong(name: str, made: Score) -> Iterator[str]:
    bad = sorted((each for each in made.trials if each.verdict in _BAD), key=lambda each: (each.verdict, each.fault.id))
    yield from (f"## What went wrong: {name}", "")
    if not bad:
        yield from ("Nothing.", "")
        return
    yield from (_row(["fault", "should be noticed", "verdict", "what was noticed"]), _rule(4))
    seen = set()
    for each in bad:
        row = _row([each.fault.id, _wanted(each), str(each.verdict), _plain(remark(each))])
        if row not in seen:
            seen.add(row)
            yield row
    yield ""


def _kinds(parts: Mapping[str, Score]) -> Iterator[str]:
    names = sorted({each.fault.kind for made in parts.values() for each in made.trials} - {NONE})
    heads = [text for name in parts for text in (f"{name}: noticed", f"{name}: right")]
    yield from ("## By kind", "", _row(["kind", *heads]), _rule(len(heads) + 1))
    for kind in names:
        cells = [_told(share) for made in parts.values() for share in (made.recall(kind), made.precision(kind))]
        yield _row([f"`{kind}`", *cells])
    yield ""


def _doses(parts: Mapping[str, Score]) -> Iterator[str]:
    rows: dict[str, dict[float, list[Share]]] = {}
    for made in parts.values():
        for kind, doses in made.doses().items():
            for dose, share in doses.items():
                rows.setdefault(kind, {}).setdefault(dose, []).append(share)
    if not rows:
        return
    columns = sorted({dose for each in rows.values() for dose in each})
    yield from ("## How much it takes", "", "How often a fault of so many times the limit was noticed.", "")
    yield _row(["kind", *(f"{each:g}x" for each in columns)])
    yield _rule(len(columns) + 1)
    for kind, row in sorted(rows.items()):
        yield _row([f"`{kind}`", *(_added(row.get(each, [])) for each in columns)])
    yield ""


def _confusion(parts: Mapping[str, Score]) -> Iterator[str]:
    found: dict[tuple[str, str], int] = {}
    for made in parts.values():
        for wanted, row in made.confusion().items():
            for kind, number in row.items():
                if kind != wanted:
                    found[wanted, kind] = found.get((wanted, kind), 0) + number
    if not found:
        return
    yield from ("## Taken for something else", "", _row(["was", "noticed as", "times"]), _rule(3))
    yield from (_row([wanted, kind, str(number)]) for (wanted, kind), number in sorted(found.items()))
    yield ""


def _clean(parts: Mapping[str, Score]) -> Iterator[str]:
    told = [
        _row([played.persona, played.errand, str(played.seed), each.kind, _plain(each.message)])
        for made in parts.values()
        for played, found in made.clean
        for each in found
    ]
    visits = sum(len(made.clean) for made in parts.values())
    rate = sum(alarms_a_visit(made) * len(made.clean) for made in parts.values()) / visits if visits else 0.0
    yield from ("## Where nothing was broken", "", f"{visits} visits, {rate:.3f} false findings a visit.", "")
    if told:
        yield from (_row(["persona", "errand", "seed", "kind", "what was said"]), _rule(5), *dict.fromkeys(told), "")


def _wanted(trial: Trial) -> str:
    return "nothing" if trial.fault.wanted == NONE else " or ".join(trial.fault.kinds)


def _told(share: Share) -> str:
    return f"{share.hits}/{share.of} {share}" if share.of else "-"


def _added(shares: Iterable[Share]) -> str:
    several = list(shares)
    hits, of = sum(each.hits for each in several), sum(each.of for each in several)
    return f"{hits}/{of}" if of else ""


def _plain(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("\\[", "[").split())[:200]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns
