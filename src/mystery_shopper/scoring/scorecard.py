"""Pure sums over visits: outcomes, causes and owners, and what fails a test; counts only, no invented score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from mystery_shopper.errors import SettingsError, one_of
from mystery_shopper.model import Finding, Outcome, Severity, Visit

T = TypeVar("T")

FAIL_ON: Final = (*reversed([each.value for each in Severity]), "never")
"""The values of ``--fail-on``, from the most patient to the strictest, and never."""

UNHAPPY: Final = (Outcome.BLOCKED, Outcome.GAVE_UP)

NOT_AS_SAID: Final = "not as the scenario says"
"""How reports call a visit that went on to where a sentence of its scenario was not so."""


class Status(StrEnum):
    """What a visit makes of its test: *failed* is the shop's fault, *broken* is ours."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one visit."""

    status: Status
    findings: tuple[Finding, ...]  # those at or above the gate
    message: str  # for the test's failure; empty when it passed


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause and everybody whom it held up (rule G4)."""

    finding: Finding  # the worst showing of it
    visits: tuple[Visit, ...]
    times: int  # repeats on one visit included

    @property
    def personas(self) -> tuple[str, ...]:
        """The personas that met it, each once, in order of the visits."""
        return tuple(dict.fromkeys(visit.persona for visit in self.visits))

    @property
    def defining(self) -> bool:
        """Whether it hit a moment that decides how the customer remembers the journey."""
        return any(is_defining(visit, self.finding.moment) for visit in self.visits)


@dataclass(frozen=True, slots=True)
class Tally:
    """Plain counts over visits. There is no average in it, so nothing can hide a blocked purchase."""

    visits: int
    outcomes: Mapping[Outcome, int]
    causes: Mapping[Severity, int]
    defining_hit: int  # visits on which a defining moment had a finding
    unmet: int = 0  # visits that went on to where a sentence of the scenario was not so

    @property
    def judged(self) -> int:
        """Visits that say something about the shop."""
        return self.visits - self.outcomes[Outcome.INCONCLUSIVE]

    @property
    def reached(self) -> int:
        """Visits on which the customer got what they came for: each sentence was so, with friction or without."""
        return self.outcomes[Outcome.ACHIEVED] + self.outcomes[Outcome.WITH_FRICTION] - self.unmet

    @property
    def endings(self) -> Mapping[str, tuple[Outcome, int]]:
        """How the visits ended, in the words of ``ended``, each with its outcome and how many there were of it."""
        counted: dict[str, tuple[Outcome, int]] = {}
        for outcome, number in self.outcomes.items():
            unmet = self.unmet if outcome is Outcome.WITH_FRICTION else 0
            counted |= {outcome.value: (outcome, number - unmet)} if number > unmet else {}
            counted |= {NOT_AS_SAID: (outcome, unmet)} if unmet else {}
        return counted


def outcome_of(
    findings: Iterable[object],
    *,
    goal_reached: bool = True,
    held_up: str = "",
    unmet: bool = False,
    gave_up_after_s: float | None = None,
    inconclusive: str = "",
) -> Outcome:
    """Return how a visit ended; the first that holds: inconclusive, gave up, blocked, with friction, achieved.

    A visit that says nothing about the shop stays inconclusive whatever else was seen on it (rule G5). Reaching the
    goal never hides a finding: it is then achieved *with friction*, and the gate looks at the finding's own severity.
    """
    if inconclusive:
        return Outcome.INCONCLUSIVE
    if gave_up_after_s is not None:
        return Outcome.GAVE_UP
    if held_up or not goal_reached:
        return Outcome.BLOCKED
    return Outcome.WITH_FRICTION if unmet or any(True for _ in findings) else Outcome.ACHIEVED


def ended(visit: Visit) -> str:
    """Return in words how a visit ended: its outcome, unless a sentence of its scenario was not so."""
    return NOT_AS_SAID if visit.unmet else visit.outcome.value


def is_defining(visit: Visit, moment: str) -> bool:
    """Return whether the visit's journey calls that moment a defining one."""
    return any(each.defining for each in visit.moments if each.id == moment)


def by_weight(visit: Visit) -> list[Finding]:
    """Return the findings, the heaviest first: severity, then defining moments, then the order of the visit."""
    return sorted(visit.findings, key=lambda each: (-each.severity.rank, not is_defining(visit, each.moment), each.at))


def worst(visit: Visit) -> Finding | None:
    """Return the heaviest finding of a visit, or None when nothing got in the way."""
    return next(iter(by_weight(visit)), None)


def fails(visit: Visit, fail_on: str) -> list[Finding]:
    """Return the findings at or above the gate, the heaviest first.

    Raises:
        SettingsError: when ``fail_on`` is none of FAIL_ON.
    """
    if fail_on not in FAIL_ON:
        raise SettingsError(f"--fail-on {fail_on!r} is unknown.{one_of(fail_on, FAIL_ON)}")
    if fail_on == "never":
        return []
    return [each for each in by_weight(visit) if each.severity.rank >= Severity(fail_on).rank]


def verdict(visit: Visit, fail_on: str) -> Verdict:
    """Return what the visit makes of its test.

    Blocked, given up or not as the scenario says fails at any gate but ``never``, whatever the findings weigh.
    Inconclusive is *broken* at every gate: a visit that says nothing must not look like a pass (rule G5).
    """
    over = tuple(fails(visit, fail_on))
    if visit.outcome is Outcome.INCONCLUSIVE:
        return Verdict(Status.BROKEN, over, f"Inconclusive: {visit.reason or 'the visit says nothing about the shop.'}")
    unhappy = fail_on != "never" and (visit.outcome in UNHAPPY or visit.unmet)
    if not over and not unhappy:
        return Verdict(Status.PASSED, (), "")
    head = f"{ended(visit).capitalize()}: {visit.reason or 'the goal was not reached.'}" if unhappy else ""
    lines = [told(each) for each in over]
    return Verdict(Status.FAILED, over, "\n".join([head, *lines] if head else lines))


def told(finding: Finding) -> str:
    """Return a finding as the line of a failure message: severity, what happened, whose it is and its kind."""
    return f"[{finding.severity}] {finding.message} ({finding.team}, {finding.kind})"


def causes(visits: Iterable[Visit]) -> list[Cause]:
    """Return every root cause once, the heaviest first, then the one that met most visits."""
    met: dict[str, list[tuple[Visit, Finding]]] = {}
    for visit in visits:
        for finding in visit.findings:
            met.setdefault(finding.fingerprint, []).append((visit, finding))
    return sorted((_cause(each) for each in met.values()), key=_weight)


def by_owner(visits: Iterable[Visit]) -> dict[str, list[Cause]]:
    """Return the causes by the team they go to, the team with the heaviest first."""
    return _grouped(causes(visits), lambda cause: cause.finding.team)


def by_kind(visits: Iterable[Visit]) -> dict[str, list[Cause]]:
    """Return the causes by friction kind, the heaviest first."""
    return _grouped(causes(visits), lambda cause: cause.finding.kind)


def by_journey(visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Return the visits by journey id, in order."""
    return _grouped(visits, lambda visit: visit.journey)


def by_persona(visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    """Return the visits by persona id, in order."""
    return _grouped(visits, lambda visit: visit.persona)


def tally(visits: Iterable[Visit]) -> Tally:
    """Return the counts of some visits: a run's, one journey's or one persona's."""
    seen = list(visits)
    ended = Counter(visit.outcome for visit in seen)
    found = Counter(cause.finding.severity for cause in causes(seen))
    return Tally(
        visits=len(seen),
        outcomes={each: ended[each] for each in Outcome},
        causes={each: found[each] for each in Severity},
        defining_hit=sum(any(is_defining(each, one.moment) for one in each.findings) for each in seen),
        unmet=sum(each.unmet for each in seen),
    )


def _cause(met: list[tuple[Visit, Finding]]) -> Cause:
    heaviest = max(met, key=lambda pair: pair[1].severity.rank)[1]
    visits = tuple({visit.id: visit for visit, _ in met}.values())
    return Cause(heaviest, visits, sum(1 + finding.repeats for _, finding in met))


def _weight(cause: Cause) -> tuple[int, bool, int, str]:
    finding = cause.finding
    return (-finding.severity.rank, not cause.defining, -len(cause.visits), finding.fingerprint)


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for each in items:
        groups.setdefault(key(each), []).append(each)
    return groups
