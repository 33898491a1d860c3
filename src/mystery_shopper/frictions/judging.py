"""The judge: observations, rules and a journey map in; findings, each for one owner, out."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mystery_shopper.frictions.causes import Case, explained_by
from mystery_shopper.frictions.registry import Kind, kinds
from mystery_shopper.frictions.routing import expectation, switched_off, to_finding
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.model import Conditions, Evidence, Finding, Journey, Observation, Persona

TOO_BUSY: Final = "the machine was too busy to judge time"


@dataclass(frozen=True, slots=True)
class RuleFault:
    """A rule that crashed: a fault of the rule's, never a friction of the shop's."""

    kind: str
    place: str  # file:line
    error: str
    trace: str

    def __str__(self) -> str:
        return (
            f"{self.place}: the rule for {self.kind!r} failed with {self.error}. This is a fault of the rule and "
            f"says nothing about the shop. Mend the rule; until then, turn {self.kind!r} off in the journey map."
        )


class Judge:
    """Judges one visit as it goes on, and remembers what it has said so that one cause is one finding (G4).

    Call `look` with what is new after each step, and once more with ``ended=True``. ``has_room`` is asked before a time
    is held against the shop: whether the machine had room to measure it, between two seconds of the visit; when it had
    none, no time counts from then on.
    """

    def __init__(
        self,
        persona: Persona,
        journey: Journey,
        conditions: Conditions,
        has_room: Callable[[float, float], bool] = lambda since, until: True,
    ) -> None:
        self._persona = persona
        self._journey = journey
        self.conditions = conditions
        self._has_room = has_room
        self._all: list[Observation] = []
        self._heads: dict[object, Case] = {}  # fingerprint or shared cause -> the case that came first
        self._cases: list[Case] = []  # every first case, also those that another one explains
        self._told: dict[int, Finding] = {}  # a case's id -> its finding as it stands
        self._waiting: dict[int, tuple[Evidence, ...]] = {}  # a case's id -> what followed from it, told before it
        self._faults: dict[tuple[str, str], RuleFault] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding so far, with its repeats and with what followed from it as evidence."""
        return tuple(self._told.values())

    @property
    def faults(self) -> tuple[RuleFault, ...]:
        """The rules that crashed, each crash once; they never stop a visit and are no friction."""
        return tuple(self._faults.values())

    @property
    def not_checked(self) -> Mapping[str, str]:
        """Kinds that were not judged, and why (G6): there was no oracle, or the machine was too busy."""
        said = {str(each.value): str(each.get("reason", "")) for each in self._all if each.name == "not_checked"}
        timed = () if self.conditions.timings_judged else (each.id for each in kinds().values() if each.timing)
        untimed = dict.fromkeys(timed, self.conditions.untimed_because or TOO_BUSY)
        return {**untimed, **switched_off(self._journey), **said}

    def look(self, new: Iterable[Observation] = (), *, ended: bool = False) -> list[Finding]:
        """Judge what is new and return the findings that nobody has heard of yet, the gravest first.

        A visit that turned out inconclusive (a bot challenge, a dead network) is judged no further (G5).
        """
        fresh = tuple(new)
        self._all.extend(fresh)
        if any(each.name == "inconclusive" for each in self._all):
            return []
        made = [case for seen in self._views(fresh, ended) for case in self._judged(seen)]
        news = [case for case in made if self._is_news(case)]
        self._cases.extend(news)
        told = [case for case in news if self._tell(case)]
        for case in made:
            self._count(case)
        return sorted((self._told[id(each)] for each in told), key=lambda each: (-each.severity.rank, each.at))

    def suspect(self, fresh: Sequence[Observation], all: Sequence[Observation]) -> list[Finding]:
        """Return every finding that the rules would make of what is new, and remember nothing of it."""
        if not fresh or any(each.name == "inconclusive" for each in all):
            return []
        mind = Judge(self._persona, self._journey, self.conditions, self._has_room)
        mind._all.extend(all)
        return [case.finding for seen in mind._views(tuple(fresh), ended=False) for case in mind._judged(seen)]

    def _views(self, fresh: Sequence[Observation], ended: bool) -> Iterator[Seen]:
        """Yield one view for each moment, for limits and owners differ, and a last one when the visit is over."""
        for name in dict.fromkeys(each.moment for each in fresh):
            yield self._view(tuple(each for each in fresh if each.moment == name), name, ended=False)
        if ended:
            yield self._view((), self._all[-1].moment if self._all else "", ended=True)

    def _view(self, new: tuple[Observation, ...], name: str, *, ended: bool) -> Seen:
        moment = self._journey.moment(name)
        return Seen(new, tuple(self._all), self._persona, self._journey, moment, self.conditions, ended)

    def _judged(self, seen: Seen) -> Iterator[Case]:
        looks: dict[float, Seen] = {}
        for kind in kinds().values():
            asked = expectation(seen.moment, kind.id)
            if (asked and asked.off) or (kind.timing and not self.conditions.timings_judged):
                continue
            limit = (asked.limit if asked and asked.limit is not None else kind.limit) or 0.0
            if limit not in looks:
                looks[limit] = replace(seen, limit=limit)
            yield from self._run(kind, looks[limit])

    def _run(self, kind: Kind, seen: Seen) -> list[Case]:
        try:
            made = [self._case(kind, problem, seen.limit) for problem in kind.rule(seen)]
        except Exception as error:  # whatever a rule raises is our fault and must not end the visit
            fault = _fault(kind, error)
            self._faults.setdefault((fault.kind, fault.place), fault)
            return []
        if kind.timing and not all(self._has_room(*_measured(each.problem, kind.unit)) for each in made if each):
            self.conditions = replace(self.conditions, timings_judged=False, untimed_because=TOO_BUSY)
            return []
        return [case for case in made if case]

    def _case(self, kind: Kind, problem: Problem, limit: float) -> Case | None:
        if not isinstance(problem, Problem):
            raise TypeError(f"a rule yields Problem(...), not {problem!r}")
        name = problem.observation.moment if problem.kind_moment is None else problem.kind_moment
        moment = self._journey.moment(name)
        asked = expectation(moment, kind.id)
        if asked and asked.off:
            return None
        gave_up = any(each.name == "gave_up" and each.moment == name for each in self._all)
        finding = to_finding(kind, problem, moment, self._journey)
        return Case(kind, problem, finding, problem.severity or kind.severity, limit, gave_up)

    def _is_news(self, case: Case) -> bool:
        """Tell whether no earlier case has this fingerprint or this cause; remember it under both."""
        head = next((self._heads[key] for key in _keys(case) if key in self._heads), case)
        for key in _keys(case):
            self._heads.setdefault(key, head)
        return head is case

    def _tell(self, case: Case) -> bool:
        """Make the case a finding of its own, or evidence of the one that explains it."""
        root = explained_by(case, self._cases)
        if root is None:
            self._told[id(case)] = replace(
                case.finding, evidence=case.finding.evidence + self._waiting.pop(id(case), ())
            )
            return True
        same = case.finding.title == root.finding.title
        name = "Seen again" if same else f"Also seen: {case.finding.title}"
        also = (Evidence("text", name, case.finding.message), *case.finding.evidence)
        if id(root) in self._told:
            self._told[id(root)] = replace(self._told[id(root)], evidence=self._told[id(root)].evidence + also)
        else:
            self._waiting[id(root)] = self._waiting.get(id(root), ()) + also
        return False

    def _count(self, case: Case) -> None:
        """Count a repeat with the finding it repeats, which takes over what the graver one says."""
        head = self._heads[_keys(case)[0]]
        told = self._told.get(id(head))
        if head is case or told is None:
            return
        if case.finding.severity.rank > told.severity.rank:
            graver = case.finding
            told = replace(told, severity=graver.severity, observed=graver.observed, message=graver.message)
        self._told[id(head)] = replace(told, repeats=told.repeats + 1)


def judge(
    new: Sequence[Observation],
    all: Sequence[Observation],
    *,
    persona: Persona,
    journey: Journey,
    conditions: Conditions,
    ended: bool = False,
    already: Iterable[str] = (),
) -> list[Finding]:
    """Judge the new observations of a visit without keeping a `Judge`: a pure function of its arguments.

    Args:
        new: what was seen since the last judgement.
        all: the whole visit so far, with or without the new ones.
        ended: True when the visit is over.
        already: fingerprints of the findings that need not be told again.
    """
    fresh = {id(each) for each in new}
    mind = Judge(persona, journey, conditions)
    mind.look(each for each in all if id(each) not in fresh)
    skip = set(already)
    return [each for each in mind.look(new, ended=ended) if each.fingerprint not in skip]


def _keys(case: Case) -> list[object]:
    own: list[object] = [case.finding.fingerprint]
    return [*own, (case.kind.id, case.problem.cause)] if case.problem.cause else own


def _fault(kind: Kind, error: Exception) -> RuleFault:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if len(frames) > 1 else kind.place
    text = f"{type(error).__name__}: {error}"
    return RuleFault(kind.id, place, text, "".join(traceback.format_exception(error)))


def _measured(problem: Problem, unit: str) -> tuple[float, float]:
    """Return from when to when, in seconds of the visit, the time was taken that a problem is about."""
    seen = problem.observation
    took = seen.value if isinstance(seen.value, int | float) else seen.get("settled_s") or seen.get("waited_s") or 0.0
    return seen.at - float(took) / (1000 if unit == "ms" else 1), seen.at
