"""A journey as it was lived: every moment in order, who came there, who went no further, and what was in the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mystery_shopper.model import Journey, Outcome, Severity, Visit
from mystery_shopper.report.wording import moment_title
from mystery_shopper.scoring.scorecard import UNHAPPY, Cause, causes


@dataclass(frozen=True, slots=True)
class Stop:
    """One moment of a map over all visits; ``left``, ``held`` and ``smooth`` add up to ``came``."""

    id: str
    title: str
    owner: str
    channel: str
    defining: bool
    left: int  # could not go on from here, or gave up
    held: int  # something got in their way here, and they went on
    smooth: int
    waits: tuple[float, ...]  # seconds waited here, one a visit
    causes: tuple[Cause, ...]

    @property
    def came(self) -> int:
        return self.left + self.held + self.smooth

    @property
    def worst(self) -> Severity | None:
        """How much the heaviest finding here hurts."""
        return max((each.finding.severity for each in self.causes), key=lambda each: each.rank, default=None)


def stops(visits: Iterable[Visit], journey: Journey | None = None) -> list[Stop]:
    """Return the moments in the order of the map, then those that only the visits know, in the order they were lived.

    A finding at a moment that nobody is known to have come to gets a stop of its own, so that none is hidden.
    """
    seen = [each for each in visits if each.outcome is not Outcome.INCONCLUSIVE]  # they say nothing about the shop
    order = [each.id for each in journey.moments] if journey else []
    for ids in sorted(([each.id for each in visit.moments] for visit in seen), key=len, reverse=True):
        order = _woven(order, ids)
    order = _woven(order, [finding.moment for visit in seen for finding in visit.findings])
    found = causes(seen)
    return [_stop(each, seen, [cause for cause in found if cause.finding.moment == each], journey) for each in order]


def _woven(order: list[str], more: list[str]) -> list[str]:
    """Put what is new in ``more`` behind what went before it there."""
    woven = list(order)
    for place, each in enumerate(more):
        if each not in woven:
            before = [woven.index(one) for one in more[:place] if one in woven]
            woven.insert(max(before) + 1 if before else len(woven), each)
    return woven


def _stop(moment: str, visits: list[Visit], here: list[Cause], journey: Journey | None) -> Stop:
    mapped = next((each for each in journey.moments if each.id == moment), None) if journey else None
    lived = [(visit, each) for visit in visits for each in visit.moments if each.id == moment]
    first = lived[0][1] if lived else None
    came = {visit.id: visit for visit, _ in lived}.values()
    left = sum(_ended(visit, moment) for visit in came)
    hit = sum(any(each.moment == moment for each in visit.findings) for visit in came if not _ended(visit, moment))
    return Stop(
        id=moment,
        title=mapped.title if mapped and mapped.title else moment_title(moment).removeprefix("the "),
        owner=(first.owner if first else "") or (mapped.owner if mapped else ""),
        channel=first.channel if first else mapped.channel if mapped else "web",
        defining=first.defining if first else bool(mapped and mapped.defining),
        left=left,
        held=hit,
        smooth=len(came) - left - hit,
        waits=tuple(each.waited_s for _, each in lived),
        causes=tuple(here),
    )


def _ended(visit: Visit, moment: str) -> bool:
    """Return whether the visit ended here against the customer's will."""
    return visit.outcome in UNHAPPY and visit.moments[-1].id == moment
