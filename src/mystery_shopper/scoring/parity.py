"""What became of a crowd: who got there, how long it took, who stopped where, and who was worse off than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median
from typing import Final

from mystery_shopper.model import Finding, Outcome, Visit
from mystery_shopper.scoring.intervals import Middle, Share, middle
from mystery_shopper.scoring.scorecard import UNHAPPY, by_weight

SLOWER: Final = 2.0
"""From this factor on, somebody needed much longer than the others (P)."""
SLOWER_S: Final = 2.0
"""... when it is also so many seconds more: twice of nearly nothing is nothing (P)."""


class Gap(StrEnum):
    """In which way somebody was worse off."""

    STOPPED = "could not go on"
    HINDERED = "met what the others did not"
    SLOWER = "needed much longer"


@dataclass(frozen=True, slots=True)
class Disparity:
    """One persona who was worse off than others at one moment of one scenario, and the finding that explains it."""

    gap: Gap
    persona: str
    moment: str
    journey: str
    scenario: str
    theirs: Share  # of their visits, those that it hit; where they were slower, those that took so much longer
    others: Share
    cause: Finding | None
    times: float = 0.0  # how many times as long, where that is the gap
    own_pace: bool = False  # they took their time; the shop did not make them wait longer than others

    @property
    def certain(self) -> bool:
        """Whether chance is a poor explanation, given how few there were."""
        return self.theirs.apart_from(self.others)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one moment of a journey was like for one persona."""

    came: int
    stopped: int
    gaps: tuple[Disparity, ...]
    seconds: Middle | None


@dataclass(frozen=True, slots=True)
class Fate:
    """How the visits of some shoppers ended; inconclusive ones say nothing about the shop and are only counted."""

    reached: Share
    seconds: Middle | None  # from the first page to the goal, of those who reached it; none where no time was judged
    inconclusive: int
    unmet: int = 0  # went on to where a sentence of the scenario was not so, and did not reach it
    paced: bool = True  # False where somebody took no time to think, aim and type


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the funnel: who came here, who stopped here, and when patience ended."""

    moment: str
    came: int
    stopped: int
    done: int  # whose scenario ended here, with its last sentence or with one that was not so
    gave_up_after: Middle | None  # seconds without an answer, of those who left by themselves


def crowd_of(visits: Iterable[Visit]) -> list[Visit]:
    """Return the visits of drawn shoppers, whichever worker was the quicker one, in the order in which they were drawn.

    Those whom a scenario names are no sample of anybody.
    """
    return sorted((each for each in visits if each.member), key=lambda each: (each.file, each.line, _drawn(each)))


def fate(visits: Iterable[Visit]) -> Fate:
    """Return how many of some visits reached the goal, and how long that took.

    A shopper who walked through several scenarios has one time, the middle of her own.
    """
    seen = list(visits)
    judged = _judged(seen)
    there = [each for each in judged if each.outcome not in UNHAPPY and not each.unmet]
    times = [median(each.seconds for each in theirs) for theirs in _grouped(_timed(there), _who).values()]
    paced = all(each.conditions.paced for each in there)
    unmet = sum(each.unmet for each in judged)
    return Fate(_share(judged, {each.id for each in there}), middle(times), len(seen) - len(judged), unmet, paced)


def funnel(visits: Iterable[Visit]) -> list[Step]:
    """Return the moments of one journey in the order in which they were lived, with who came and who stopped."""
    judged = _judged(visits)
    steps = []
    for moment in moments(judged):
        came = [each for each in judged if _at(each, moment)]
        stopped = [each for each in came if _stopped_at(each) == moment]
        waits = [each.gave_up_after_s for each in stopped if each.gave_up_after_s is not None]
        done = sum(each.moments[-1].id == moment for each in came) - len(stopped)
        steps.append(Step(moment, len(came), len(stopped), done, middle(waits)))
    return steps


def goals(visits: Iterable[Visit]) -> dict[str, list[str]]:
    """Return the scenarios of some visits by the last moment of those who got there, in order of the moments."""
    there = [each for each in _judged(visits) if each.outcome not in UNHAPPY and not each.unmet and each.moments]
    lasts = {
        name: Counter(each.moments[-1].id for each in same)
        for name, same in _grouped(there, lambda each: each.scenario).items()
    }
    usual = {name: ends.most_common(1)[0][0] for name, ends in lasts.items()}
    return {each: names for each in moments(there) if (names := [name for name in usual if usual[name] == each])}


def moments(visits: Iterable[Visit]) -> list[str]:
    """Return the moments of some visits, each once, behind all that went before it on the longest visit."""
    order: list[str] = []
    for visit in sorted(visits, key=lambda each: -len(each.moments)):
        for place, one in enumerate(visit.moments):
            if one.id not in order:
                before = [order.index(each.id) for each in visit.moments[:place] if each.id in order]
                order.insert(max(before) + 1 if before else len(order), one.id)
    return order


def disparities(visits: Iterable[Visit]) -> list[Disparity]:
    """Return who was worse off, scenario by scenario: who stopped first, then who met more, then who was slower.

    A persona is compared with those personas only whom the same thing spared altogether on the same errand; what
    everybody met is a finding, and no disparity.
    """
    found: list[Disparity] = []
    for same in _grouped(_judged(visits), lambda each: f"{each.file}::{each.scenario}").values():
        if len({each.persona for each in same}) > 1:
            stopped = _stops(same)
            found += [*stopped, *_hindrances(same, stopped), *_slowness(same)]
    order = list(Gap)
    return sorted(found, key=lambda each: (order.index(each.gap), not each.certain, -each.theirs.value, each.persona))


def cell(visits: Iterable[Visit], gaps: Iterable[Disparity], persona: str, moment: str) -> Cell:
    """Return one cell of the parity table of a journey."""
    came = [each for each in _judged(visits) if each.persona == persona and _at(each, moment)]
    here = tuple(each for each in gaps if each.persona == persona and each.moment == moment)
    stopped = sum(_stopped_at(each) == moment for each in came)
    return Cell(len(came), stopped, here, middle(_seconds(_timed(came), moment)))


def _judged(visits: Iterable[Visit]) -> list[Visit]:
    return [each for each in visits if each.outcome is not Outcome.INCONCLUSIVE]


def _timed(visits: Iterable[Visit]) -> list[Visit]:
    """Return the visits whose times mean something: the machine had room while they were made."""
    return [each for each in visits if each.conditions.timings_judged]


def _stops(same: Sequence[Visit]) -> list[Disparity]:
    found = []
    for moment in moments(same):
        here = [each for each in same if _at(each, moment)]
        ended = {each.id for each in here if _stopped_at(each) == moment}
        went_on = [each for each in here if each.id not in ended]
        for mine, theirs, others in _worse_off(here, ended):
            halted = [each for each in mine if each.id in ended]
            cause = _cause(halted, moment, went_on) or _cause(halted, moment)
            found.append(_disparity(Gap.STOPPED, mine, moment, theirs, others, cause))
    return found


def _hindrances(same: Sequence[Visit], known: Sequence[Disparity]) -> list[Disparity]:
    """Return what some personas met and others did not, unless it explains already why they stopped."""
    explained = {(each.persona, each.cause.fingerprint) for each in known if each.cause}
    causes = {each.fingerprint: each for visit in reversed(same) for each in visit.findings}
    found = []
    for fingerprint, finding in causes.items():
        met = {each.id for each in same if fingerprint in {one.fingerprint for one in each.findings}}
        here = [each for each in same if _at(each, finding.moment) or each.id in met]
        for mine, theirs, others in _worse_off(here, met):
            if (mine[0].persona, fingerprint) not in explained:
                found.append(_disparity(Gap.HINDERED, mine, finding.moment, theirs, others, finding))
    return found


def _slowness(same: Sequence[Visit]) -> list[Disparity]:
    """Return who needed much longer than all the others for a moment that they passed; never on a busy machine."""
    found = []
    fair = _timed(same)
    for moment in moments(fair):
        passed = [each for each in fair if _at(each, moment) and _stopped_at(each) != moment]
        for persona in dict.fromkeys(each.persona for each in passed):
            mine = [each for each in passed if each.persona == persona]
            rest = [each for each in passed if each.persona != persona]
            usual = middle(_seconds(rest, moment))
            times = _times(_seconds(mine, moment), usual)
            if times and usual:
                slow = {each.id for each in passed if _much_longer(_took(each, moment), usual.value)}
                own_pace = not _times(_waits(mine, moment), middle(_waits(rest, moment)))
                cause = _cause(mine, moment, rest) or (None if own_pace else _cause(mine, moment, category="slow"))
                gap = _disparity(Gap.SLOWER, mine, moment, _share(mine, slow), _share(rest, slow), cause)
                found.append(replace(gap, times=times, own_pace=own_pace))
    return found


def _times(own: Sequence[float], others: Middle | None) -> float:
    """Return how many times as long they needed in the middle, 0.0 when it is not much longer or none can say."""
    mine = middle(own)
    if mine is None or others is None or not _much_longer(mine.value, others.value):
        return 0.0
    return round(mine.value / max(others.value, 0.1), 1)


def _much_longer(seconds: float, usual: float) -> bool:
    return seconds - usual >= SLOWER_S and seconds >= SLOWER * max(usual, 0.1)


def _worse_off(here: Sequence[Visit], hit: set[str]) -> list[tuple[list[Visit], Share, Share]]:
    """Return the visits of each persona that something hit, its share of them and that of the personas it spared.

    ``hit`` are the ids of the visits that it hit.
    """
    by_persona = _grouped(here, lambda each: each.persona)
    shares = {who: _share(mine, hit) for who, mine in by_persona.items()}
    spared = _share([each for each in here if not shares[each.persona].count], hit)
    return [(by_persona[who], share, spared) for who, share in shares.items() if share.count and spared.of]


def _disparity(
    gap: Gap, met: Sequence[Visit], moment: str, theirs: Share, others: Share, cause: Finding | None
) -> Disparity:
    return Disparity(gap, met[0].persona, moment, met[0].journey, met[0].scenario, theirs, others, cause)


def _cause(visits: Iterable[Visit], moment: str, others: Iterable[Visit] = (), *, category: str = "") -> Finding | None:
    """Return the heaviest finding that these visits met at a moment and the others did not."""
    shared = {finding.fingerprint for visit in others for finding in visit.findings}
    met = [
        finding
        for visit in visits
        for finding in by_weight(visit)
        if finding.moment == moment and finding.fingerprint not in shared and category in ("", finding.category)
    ]
    return max(met, key=lambda each: each.severity.rank, default=None)


def _share(visits: Sequence[Visit], hit: set[str]) -> Share:
    """Return of how many of these visits the ids are among those that were hit."""
    return Share(sum(each.id in hit for each in visits), len(visits), len({_who(each) for each in visits}))


def _who(visit: Visit) -> str:
    return visit.member or visit.id


def _drawn(visit: Visit) -> tuple[int, str]:
    """Return the place at which a shopper was drawn, and what her test is called where she has several."""
    number = visit.member.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0, visit.node


def _at(visit: Visit, moment: str) -> bool:
    return any(each.id == moment for each in visit.moments)


def _stopped_at(visit: Visit) -> str | None:
    """Return the moment at which a visit ended against the customer's will."""
    return visit.moments[-1].id if visit.outcome in UNHAPPY and visit.moments else None


def _seconds(visits: Iterable[Visit], moment: str) -> list[float]:
    return [_took(each, moment) for each in visits]


def _took(visit: Visit, moment: str) -> float:
    return sum(at.seconds for at in visit.moments if at.id == moment)


def _waits(visits: Iterable[Visit], moment: str) -> list[float]:
    return [sum(at.waited_s for at in each.moments if at.id == moment) for each in visits]


def _grouped(visits: Iterable[Visit], key: Callable[[Visit], str]) -> dict[str, list[Visit]]:
    groups: dict[str, list[Visit]] = {}
    for each in visits:
        groups.setdefault(key(each), []).append(each)
    return groups
