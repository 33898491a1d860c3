"""What a journey asks: moments with owners, expectations and promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding hurts, in Allure's words; ordered from a blemish to a lost customer."""

    MINOR = "minor"
    NORMAL = "normal"
    CRITICAL = "critical"
    BLOCKER = "blocker"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a moment asks of one friction kind: another limit, severity, owner, or silence, and why."""

    kind: str
    limit: float | None = None  # in the rule's own unit
    severity: Severity | None = None
    owner: str = ""
    off: bool = False
    because: str = ""
    source: str = ""  # file:line


@dataclass(frozen=True, slots=True)
class Promise:
    """What the company told the customer, so that a later touchpoint can be held to it."""

    id: str
    says: str
    within_s: float | None = None
    severity: Severity | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A touchpoint on a journey map; a defining one decides how the customer remembers the journey."""

    id: str
    title: str
    owner: str = ""
    channel: str = "web"
    defining: bool = False
    expects: tuple[Expectation, ...] = ()
    promises: tuple[Promise, ...] = ()
    pays_with: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)  # country or "all" -> ways to pay
    carries: tuple[str, ...] = ()  # what must survive the hand-off into this moment: basket, total, address
    source: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """A map: the moments a customer lives through on the way to a goal, in order."""

    id: str
    title: str
    goal: str
    moments: tuple[Moment, ...]
    expects: tuple[Expectation, ...] = ()  # at every moment, those included that the map does not name
    owners: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # usual team or kind -> this company's team
    source: str = ""

    def moment(self, moment_id: str) -> Moment:
        """Return the moment of that id; one that the map does not name has no owner of its own."""
        for each in self.moments:
            if each.id == moment_id:
                return each
        return Moment(id=moment_id, title=moment_id.replace("-", " "), expects=self.expects)

    def before(self, moment_id: str) -> Moment | None:
        """Return the moment that hands over to this one, or None for the first."""
        ids = [each.id for each in self.moments]
        place = ids.index(moment_id) if moment_id in ids else 0
        return self.moments[place - 1] if place else None
