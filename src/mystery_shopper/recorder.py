"""The visit being written down: which moment it is, what was observed, and what the rules say of it so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from mystery_shopper.frictions import Judge, RuleFault
from mystery_shopper.machine import Room
from mystery_shopper.model import Conditions, Evidence, Finding, Journey, MomentVisit, Observation, Persona

_OF_THE_LINE = frozenset(("request_failed", "response_error", "js_error", "early_error", "image_broken"))


@dataclass
class Recorder:
    """Collects one shopper's observations in order and asks the rules about the new ones after each step.

    Nothing here touches a browser: the clock is handed in, so that a visit can be replayed in a test.
    """

    persona: Persona
    journey: Journey
    conditions: Conditions
    room: Room | None = None  # on this machine, to measure time; None: whatever was measured is held against the shop
    clock: Callable[[], float] = time.monotonic
    moment: str = "arrive"
    step: str = ""
    observations: list[Observation] = field(default_factory=list)
    _proof: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)  # fingerprint -> pictures and the like
    _began: float = -1.0
    _judged: int = 0
    _suspected: int = 0
    _moments: dict[str, list[float]] = field(default_factory=dict)  # id -> [began, seconds, waited]
    _since: float = 0.0
    _deaf: bool = False

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._judge = Judge(self.persona, self.journey, self.conditions, self._had_room)

    @property
    def now(self) -> float:
        """Seconds since the visit began."""
        return self.clock() - self._began

    def at(self, moment: str) -> None:
        """Enter a moment of the journey; time spent so far belongs to the one before."""
        self._close_moment()
        self.moment = moment
        self._moments.setdefault(moment, [self.now, 0.0, 0.0])

    def observe(
        self,
        name: str,
        value: Any,
        *,
        element: str = "",
        url: str = "",
        moment: str = "",
        evidence: tuple[Evidence, ...] = (),
        **detail: Any,
    ) -> Observation:
        """Write down one fact at the present moment and step, and return it."""
        seen = self.fact(name, value, element=element, url=url, moment=moment, evidence=evidence, **detail)
        if not (self._deaf and name in _OF_THE_LINE):
            self.observations.append(seen)
        return seen

    def fact(
        self,
        name: str,
        value: Any,
        *,
        element: str = "",
        url: str = "",
        moment: str = "",
        evidence: tuple[Evidence, ...] = (),
        at: float | None = None,
        **detail: Any,
    ) -> Observation:
        """Return one fact of the present moment and step without writing it down; ``at`` is when it was seen."""
        if self.room:
            self.room.look()
        return Observation(
            name,
            value,
            moment=moment or self.moment,
            at=round(self.now if at is None else at, 3),
            step=self.step,
            url=url,
            element=element,
            detail=detail,
            evidence=evidence,
        )

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Within this, what fails on wire and page is not written down: it is the line that is gone, not the shop."""
        self._deaf = True
        try:
            yield
        finally:
            self._deaf = False

    def waited(self, seconds: float) -> None:
        """Add waiting time to the present moment."""
        self._moments.setdefault(self.moment, [self.now, 0.0, 0.0])[2] += seconds

    def judge(self, *, ended: bool = False) -> list[Finding]:
        """Ask the rules about everything observed since the last call and return the findings that are new."""
        fresh = self.observations[self._judged :]
        self._judged = len(self.observations)
        found = self._judge.look(fresh, ended=ended)
        self.conditions = self._judge.conditions
        return found

    def suspicions(self, unsaid: Sequence[Observation] = ()) -> list[Finding]:
        """Return what the rules would say of everything observed since the last call, and let them forget it again.

        ``unsaid`` is what has been seen and not yet written down. What explains what is not yet known here: this is for
        taking pictures in time, not for telling anybody.
        """
        fresh = [*self.observations[self._suspected :], *unsaid]
        self._suspected = len(self.observations)
        return self._judge.suspect(fresh, [*self.observations, *unsaid])

    def prove(self, finding: Finding, *evidence: Evidence) -> Finding:
        """Add evidence to a finding and return it as it stands now."""
        self._proof[finding.fingerprint] = (*self._proof.get(finding.fingerprint, ()), *evidence)
        return self._proven(finding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding so far, with its evidence."""
        return tuple(self._proven(each) for each in self._judge.findings)

    @property
    def faults(self) -> tuple[RuleFault, ...]:
        """Rules that crashed: our own fault or the company's, never the shop's."""
        return self._judge.faults

    @property
    def not_checked(self) -> Mapping[str, str]:
        """Kinds that had no oracle on this visit, or whose rule crashed, and why."""
        crashed = {each.kind: f"its rule failed at {each.place}: {each.error}" for each in self.faults}
        return {**self._judge.not_checked, **crashed}

    def moments(self) -> tuple[MomentVisit, ...]:
        """Return what each moment took so far, in the order in which the shopper first came to it."""
        self._close_moment()
        found = []
        for moment_id, (began, seconds, waited) in self._moments.items():
            on_map = self.journey.moment(moment_id)
            found.append(
                MomentVisit(
                    id=moment_id,
                    owner=on_map.owner,
                    channel=on_map.channel,
                    defining=on_map.defining,
                    began_s=round(began, 3),
                    seconds=round(seconds, 3),
                    waited_s=round(waited, 3),
                )
            )
        return tuple(found)

    def ever(self, *names: str) -> list[Observation]:
        """Return all observations of these names, oldest first."""
        return [each for each in self.observations if each.name in names]

    def _had_room(self, since: float, until: float) -> bool:
        return self.room is None or self.room.had(self._began + since, self._began + until)

    def _proven(self, finding: Finding) -> Finding:
        return replace(finding, evidence=(*finding.evidence, *self._proof.get(finding.fingerprint, ())))

    def _close_moment(self) -> None:
        if self.moment in self._moments:
            self._moments[self.moment][1] += self.now - self._since
        self._since = self.now
