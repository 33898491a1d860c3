"""What the visits prove: pure sums over what was broken and what was noticed."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import NormalDist
from typing import Final

from mystery_shopper.frictions import kinds
from mystery_shopper.prove.faults import NONE, Fault
from mystery_shopper.prove.planning import place
from mystery_shopper.prove.playing import Noticed, Played

NOTHING: Final = "nothing"


class Verdict(StrEnum):
    """What became of one fault on one visit."""

    CAUGHT = "caught"
    MISSED = "missed"
    QUIET = "quiet"  # a decoy, or a dose below the limit, of which nobody said anything
    FALSE_ALARM = "false alarm"
    NOT_REACHED = "not reached"  # behind another fault that ended the visit
    OWN = (
        "the shop's own"  # a strange shop has the same at the same place without the fault: nobody can tell them apart
    )
    NOT_FELT = "did not take hold"  # the visit went through, and what the fault waits for never came


@dataclass(frozen=True)
class Trial:
    """One fault on one visit, judged."""

    fault: Fault
    played: Played
    verdict: Verdict
    found: Noticed | None = None
    instead: tuple[str, ...] = ()  # other kinds that were noticed
    moment_right: bool = False
    owner_right: bool = False


@dataclass(frozen=True)
class Share:
    """So many of so many, with the interval in which the true share lies (Wilson, 95%)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval: it holds for small numbers and near 0 and 1, where the usual one does not."""
        if not self.of:
            return (0.0, 1.0)
        z = NormalDist().inv_cdf(0.975)
        middle = (self.hits + z * z / 2) / (self.of + z * z)
        half = z / (self.of + z * z) * math.sqrt(self.hits * (self.of - self.hits) / self.of + z * z / 4)
        return (max(0.0, middle - half), min(1.0, middle + half))

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{self.value:.2f} ({low:.2f}-{high:.2f})"


@dataclass
class Score:
    """Everything that a run proves."""

    trials: list[Trial] = field(default_factory=list)
    clean: list[tuple[Played, tuple[Noticed, ...]]] = field(default_factory=list)  # a clean visit, what was noticed
    strange: bool = False  # a strange shop: what is noticed on a clean visit is its own, and no false alarm
    visits: Sequence[Played] = ()

    @property
    def single(self) -> list[Trial]:
        """The first time that each fault was met alone; repeats tell of stability, and meetings of themselves."""
        return [each for each in self.trials if len(each.played.faults) == 1 and not each.played.repeat]

    def met(self, size: int) -> Share:
        """Return how many of the faults were caught where ``size`` of them met on one visit and were reached."""
        judged = [each for each in self.trials if len(each.played.faults) == size and not each.played.repeat]
        judged = [each for each in judged if each.verdict in (Verdict.CAUGHT, Verdict.MISSED)]
        return Share(sum(each.verdict is Verdict.CAUGHT for each in judged), len(judged))

    def recall(self, kind: str = "", severity: str = "") -> Share:
        """Return how many of the faults that took hold were caught."""
        judged = [each for each in self.single if each.verdict in (Verdict.CAUGHT, Verdict.MISSED)]
        judged = [each for each in judged if kind in ("", each.fault.kind) and _graded(each, severity)]
        return Share(sum(each.verdict is Verdict.CAUGHT for each in judged), len(judged))

    def precision(self, kind: str = "") -> Share:
        """Return how many of the findings on broken visits were right."""
        right = [each for each in self.single if each.verdict is Verdict.CAUGHT and kind in ("", each.fault.kind)]
        wrong = [name for each in self.false_findings() for name in [each[1]] if kind in ("", name)]
        return Share(len(right), len(right) + len(wrong))

    def false_findings(self) -> list[tuple[Played, str]]:
        """Return every kind that was noticed on a visit where nothing of it was broken, once a visit."""
        seen: dict[tuple[str, str], Played] = {}
        for each in self.single:
            for name in each.instead:
                seen[each.played.key, name] = each.played
        return [(played, name) for (_, name), played in seen.items()]

    def decoys(self) -> Share:
        """Return how many decoys, and doses below the limit, stayed quiet."""
        judged = [each for each in self.single if each.verdict in (Verdict.QUIET, Verdict.FALSE_ALARM)]
        return Share(sum(each.verdict is Verdict.QUIET for each in judged), len(judged))

    def right_moment(self) -> Share:
        caught = [each for each in self.single if each.verdict is Verdict.CAUGHT]
        return Share(sum(each.moment_right for each in caught), len(caught))

    def right_owner(self) -> Share:
        caught = [each for each in self.single if each.verdict is Verdict.CAUGHT]
        return Share(sum(each.owner_right for each in caught), len(caught))

    def confusion(self) -> dict[str, Counter[str]]:
        """Return, for each kind that should have been noticed, what was: itself, others, or nothing."""
        table: dict[str, Counter[str]] = defaultdict(Counter)
        for each in self.trials:
            if each.verdict is Verdict.CAUGHT:
                table[each.fault.kind][each.fault.kind] += 1
            elif each.verdict is Verdict.MISSED:
                table[each.fault.kind].update(each.instead or [NOTHING])
            elif each.verdict is Verdict.FALSE_ALARM:
                table[NONE].update(each.instead)
        return dict(table)

    def doses(self) -> dict[str, dict[float, Share]]:
        """Return, for each graded kind, how often each dose was noticed."""
        table: dict[str, dict[float, list[bool]]] = defaultdict(lambda: defaultdict(list))
        for each in self.trials:
            if (
                each.fault.dose is not None
                and not each.played.repeat
                and each.verdict not in (Verdict.NOT_REACHED, Verdict.NOT_FELT)
            ):
                noticed = any(one.kind == each.fault.kind for one in each.played.findings)
                table[each.fault.kind][each.fault.dose.times].append(noticed)
        return {
            kind: {dose: Share(sum(seen), len(seen)) for dose, seen in sorted(row.items())}
            for kind, row in sorted(table.items())
        }

    def stability(self) -> Share:
        """Return how many of the visits that were made again with the same seed noticed what most of them did."""
        groups: dict[str, list[frozenset[tuple[str, str]]]] = defaultdict(list)
        for each in self.visits:
            groups[each.key.rpartition("|")[0]].append(frozenset((one.kind, one.moment) for one in each.findings))
        again = [group for group in groups.values() if len(group) > 1]
        same = [Counter(group).most_common(1)[0][1] for group in again]
        return Share(sum(same), sum(map(len, again)))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the bounds of Wilson's 95% interval for so many of so many."""
    return Share(hits, of).interval


def score(faults: Iterable[Fault], visits: Sequence[Played], *, strange: bool = False) -> Score:
    """Judge every visit; what a strange shop shows on clean visits is its own and counts for nothing elsewhere."""
    known = {each.id: each for each in faults}
    own: dict[tuple[str, str], set[str]] = defaultdict(set)
    anywhere: set[str] = set()  # what it shows on any errand when nothing is broken
    ends: dict[tuple[str, str], str] = {}  # where a strange shop stops an errand by itself
    made = Score(strange=strange, visits=visits)
    for each in visits:
        if not each.faults:
            own[each.persona, each.errand] |= {one.fingerprint for one in each.findings} if strange else set()
            anywhere |= own[each.persona, each.errand]
            made.clean.append((each, tuple(each.findings)))
            if strange and each.outcome != "through":
                ends[each.persona, each.errand] = each.moment
    for each in visits:
        broken = [known[name] for name in each.faults if name in known]
        fresh = [one for one in each.findings if one.fingerprint not in own[each.persona, each.errand]]
        end = ends.get((each.persona, each.errand), "")
        stale = [one for one in each.findings if one not in fresh]
        others = [one for one in fresh if one.fingerprint not in anywhere]
        made.trials += [_trial(fault, broken, each, fresh, others, end, stale) for fault in broken]
    return made


def _trial(
    fault: Fault,
    broken: Sequence[Fault],
    played: Played,
    findings: Sequence[Noticed],
    others: Sequence[Noticed],
    end: str,
    own: Sequence[Noticed],
) -> Trial:
    """Judge one fault of a visit; ``others`` are the findings that the shop is not known for by itself anywhere."""
    right = [each for each in findings if each.kind in fault.kinds]
    expected = {name for each in broken for name in each.kinds} | {name for each in broken for name in each.also}
    if fault.wanted == NONE:
        expected -= {*fault.kinds}
    instead = tuple(dict.fromkeys(each.kind for each in others if each.kind not in expected))
    if fault.wanted == NONE:
        verdict = Verdict.FALSE_ALARM if instead else Verdict.QUIET
        if len(broken) > 1 and instead:
            verdict = Verdict.QUIET if fault.kind not in instead else Verdict.FALSE_ALARM
        return Trial(fault, played, verdict, instead=instead)
    if right:
        here = [each for each in right if _may_be_at(fault, each.moment)]
        best = (here or right)[0]
        return Trial(fault, played, Verdict.CAUGHT, best, instead, bool(here), best.owner == _owner(fault, best.kind))
    verdict = _why_not(fault, broken, played, end)
    if verdict is Verdict.MISSED and any(each.kind in fault.kinds and _may_be_at(fault, each.moment) for each in own):
        verdict = Verdict.OWN
    return Trial(fault, played, verdict, instead=instead)


def _why_not(fault: Fault, broken: Sequence[Fault], played: Played, end: str) -> Verdict:
    """Say why a fault was not noticed; ``end`` is the moment at which the errand ends without any fault too."""
    passed = fault.id in played.took and fault.moments and all(place(each) < place(end) for each in fault.moments)
    if end and played.outcome != "through" and played.moment == end and not passed:
        return Verdict.NOT_REACHED
    if len(broken) > 1 and played.outcome != "through":
        first = min((place(each) for each in fault.moments), default=0)
        if fault.id not in played.took or first >= place(played.moment):
            return Verdict.NOT_REACHED
    if fault.id not in played.took and played.outcome == "through":
        return Verdict.NOT_FELT
    return Verdict.MISSED


def _may_be_at(fault: Fault, moment: str) -> bool:
    return not fault.moments or moment in fault.moments


def _owner(fault: Fault, kind: str) -> str:
    """Return the team that a fault should be given to: the one it names, else that of the kind it was noticed as."""
    return fault.owner or (kinds()[kind].owner if kind in kinds() else "")


def _graded(trial: Trial, severity: str) -> bool:
    return severity in ("", str(kinds()[trial.fault.kind].severity))


def load_of(visits: Iterable[Played]) -> float:
    """Return the machine's load a core while the visits were made, on average."""
    loads = [each.load for each in visits if each.load]
    return sum(loads) / len(loads) if loads else 0.0


def alarms_a_visit(made: Score) -> float:
    """Return the false findings on a clean visit; of a strange shop nobody can say which are false."""
    return sum(len(found) for _, found in made.clean) / len(made.clean) if made.clean else 0.0
