"""What is concluded: findings, and the visit from which every report is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mystery_shopper.model.facts import Evidence
from mystery_shopper.model.maps import NOTHING, Severity


class Outcome(StrEnum):
    """How a visit ended for the customer."""

    ACHIEVED = "achieved"
    WITH_FRICTION = "achieved with friction"
    BLOCKED = "blocked"
    GAVE_UP = "gave up"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what circumstances the visit was made; a timing means nothing without them."""

    browser: str = ""
    device: str = ""
    network: str = "unthrottled"
    cpu_slowdown: float = 1.0
    workers: int = 1
    load: float = 0.0  # 1-minute load average a core when the visit began
    timings_judged: bool = True  # False on an oversubscribed machine
    untimed_because: str = ""  # why timings are not judged; empty when they are
    paced: bool = True

    def __str__(self) -> str:
        cpu = f", CPU {self.cpu_slowdown:g}x slower" if self.cpu_slowdown != 1 else ""
        return f"{self.device}, {self.network}{cpu}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A friction: an expectation that was not met, with everything a team needs to mend it."""

    kind: str
    title: str
    severity: Severity
    owner: str  # the team it goes to
    usual_team: str  # the team that usually mends this kind
    category: str
    moment: str
    expected: str
    observed: str
    message: str  # one sentence with both numbers
    fingerprint: str
    source: str = ""  # where the threshold comes from
    step: str = ""
    url: str = ""
    element: str = ""
    handoff: str = ""  # "Web -> Payments" when the moment was just handed over
    because: str = ""  # why the map set another limit or severity
    at: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    repeats: int = 0
    known_since: str = ""  # date of the first run that saw it; empty when new

    @property
    def team(self) -> str:
        """The owner as reports name it: with a capital letter, whether a map or only the kind says whose it is."""
        return self.owner[:1].upper() + self.owner[1:]


@dataclass(frozen=True, slots=True)
class MomentVisit:
    """What one moment was like on one visit, in seconds."""

    id: str
    owner: str
    channel: str
    defining: bool
    began_s: float
    seconds: float
    waited_s: float


@dataclass(frozen=True, slots=True)
class Visit:
    """One shopper on one journey: the record from which every report is computed."""

    id: str
    persona: str
    persona_name: str
    pronoun: str
    shopper: str
    seed: int
    journey: str
    journey_title: str
    scenario: str
    feature: str
    file: str
    line: int
    shop: str
    conditions: Conditions
    started: str  # ISO 8601 with offset
    seconds: float
    outcome: Outcome
    reason: str = ""  # why it was not achieved, one sentence
    gave_up_after_s: float | None = None
    moments: tuple[MomentVisit, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_checked: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # kind -> why
    orders: tuple[str, ...] = ()  # references of the orders that were placed
    story: tuple[str, ...] = ()  # the visit told in plain sentences
    reproduce: str = ""  # the command that shows it again
    node: str = ""  # pytest's node id
    shop_name: str = ""  # what the shop is called; empty when its file does not say
    member: str = ""  # which shopper of a crowd, such as keyboard-only-007; empty for one whom the scenario names

    @property
    def unmet(self) -> bool:
        """Whether she could go on and a sentence of the scenario was not so, which ``reason`` tells."""
        return self.outcome is Outcome.WITH_FRICTION and bool(self.reason)
