"""The words of the product as frozen data: persona, moment, observation, finding, visit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urlsplit

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


class Outcome(StrEnum):
    """How a visit ended for the customer."""

    ACHIEVED = "achieved"
    WITH_FRICTION = "achieved with friction"
    BLOCKED = "blocked"
    GAVE_UP = "gave up"
    INCONCLUSIVE = "inconclusive"


# ---------------------------------------------------------------- people


@dataclass(frozen=True, slots=True)
class Device:
    """What the persona holds: viewport in CSS pixels, pixel ratio, and whether it is touched."""

    name: str
    width: int
    height: int
    scale: float = 1.0
    touch: bool = False
    mobile: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """A throttling preset: round trip in milliseconds, throughput in kilobits a second."""

    name: str
    latency_ms: float
    down_kbps: float
    up_kbps: float


@dataclass(frozen=True, slots=True)
class Persona:
    """An archetype of customer, read from ``personas/*.yaml``; every field changes what the shopper does."""

    id: str
    name: str
    story: str
    pronoun: str  # she, he or they: how the report speaks of the shopper
    locale: str  # BCP 47, such as en-GB
    country: str  # ISO 3166 alpha-2
    currency: str  # ISO 4217
    timezone: str  # IANA
    device: Device
    network: Network | None
    cpu_slowdown: float  # 1.0 = this machine's own speed
    patience_s: float  # seconds she waits for one answer before she leaves
    typing_cps: float  # characters a second
    pointing_s: float  # seconds to aim at a control
    thinking_s: float  # seconds before each decision
    reading: str  # reads or skims
    input: str  # mouse, touch or keyboard
    cookies: str  # accepts or rejects
    customer: str  # guest or returning
    card: str  # name of a published test card, see cards.yaml
    forms: str  # autofill or types
    finds: str = ""  # which friction this persona is good at finding
    source: str = ""  # file:line


@dataclass(frozen=True, slots=True)
class Card:
    """A published test card; ``behaviour`` says what the provider's test system does with it."""

    name: str
    brand: str
    number: str
    cvc: str
    behaviour: str
    source: str
    expiry_month: int = 12
    expiry_year: int = 2034

    def __repr__(self) -> str:  # a card number never reaches a log by accident
        return f"Card({self.name!r}, ending {self.number[-4:]})"


@dataclass(frozen=True, slots=True)
class Identity:
    """One shopper's name, address and means, drawn from a persona with a seed; coherent in itself."""

    seed: int
    given_name: str
    family_name: str
    email: str
    phone: str  # national format as people write it
    phone_international: str
    street: str  # house number and street in the country's order
    line2: str
    city: str
    region: str  # state, county or province; empty where the country uses none
    postcode: str
    country: str  # ISO 3166 alpha-2
    password: str = field(repr=False)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


# ---------------------------------------------------------------- journeys


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
    carries: tuple[str, ...] = ()  # what must survive the hand-off into this moment: basket, total, address
    source: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """A map: the moments a customer lives through on the way to a goal, in order."""

    id: str
    title: str
    goal: str
    moments: tuple[Moment, ...]
    owners: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # usual team or kind -> this company's team
    source: str = ""

    def moment(self, moment_id: str) -> Moment:
        """Return the moment of that id; one that the map does not name has no owner and expects nothing."""
        for each in self.moments:
            if each.id == moment_id:
                return each
        return Moment(id=moment_id, title=moment_id.replace("-", " "))

    def before(self, moment_id: str) -> Moment | None:
        """Return the moment that hands over to this one, or None for the first."""
        ids = [each.id for each in self.moments]
        place = ids.index(moment_id) if moment_id in ids else 0
        return self.moments[place - 1] if place else None


# ---------------------------------------------------------------- facts and judgements


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that proves an observation: a picture, a request, console text."""

    kind: str  # screenshot, request, console, text, trace
    title: str
    text: str = ""
    path: str = ""  # relative to the report folder, for files


OBSERVATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "navigation": "HTTP status of a document, 0 when none came; via, landing, title, soft_404, blank, fcp_ms, link",
        "ttfb_ms": "time to first byte of a document, ms (lab)",
        "fcp_ms": "first contentful paint, ms (lab)",
        "lcp_ms": "largest contentful paint, ms (lab); element",
        "cls": "cumulative layout shift of a page (lab); element",
        "inp_ms": "interaction to next paint, ms (lab); element",
        "js_error": "text of an uncaught error; stack, after_action, since_action_s, outcome_missing",
        "response_error": "HTTP status >= 400; method, resource, first_party, after_action, since_action_s",
        "request_failed": "network error of a request; method, resource, first_party, after_action, since_action_s",
        "action": "verb of one act; target, changed_s, busy, settled_s, effects, obscured_by, exempt, patience_s",
        "image_broken": "address of an in-view picture that shows nothing; alt, product",
        "axe": "axe rule violated; impact, help, help_url, nodes, needed",
        "price": "Decimal amount shown for a product; product, currency, where, quantity, announced",
        "totals": "Decimal total shown; where, currency, lines, discounts, delivery, tax, tax_included, fees, final",
        "basket": "number of pieces in the basket; when, lines, expected",
        "form_submitted": "accepted or rejected; deliberate, wrong_fields, errors, on_screen, focus_moved, lost",
        "payment_frame": "True when the card fields could be used; waited_s, frame",
        "decline": "reason text shown after a decline; card, waited_s, readable, basket_kept, can_retry",
        "challenge": "passed, failed, cancelled or stuck; came, waited_s, wanted, back_on_payment, basket_kept",
        "order": "True when the order is believed; signs, reference, total, next_step, tried, declined, waited_s",
        "mail": "True when the message came; to, subject, waited_s, promised_s, expected",
        "keyboard": "reached, trapped or unreachable; target, keystrokes, trapped_in",
        "gave_up": "seconds after which patience ended; waiting_for, patience_s",
        "held_up": "what could not be done; looked_for, saw",
        "inconclusive": "why the visit says nothing about the shop",
        "not_checked": "friction kind that had no oracle; reason",
        "note": "a sentence for the story of the visit",
    }
)
"""The vocabulary between senses and rules: name -> meaning of ``value``; the keys of ``detail``.

A company's own senses may add names of their own that begin with ``x-``.
"""


@dataclass(frozen=True, slots=True)
class Observation:
    """A fact without an opinion, seen at one moment of a visit.

    Raises:
        ValueError: when the name is neither in OBSERVATIONS nor begins with ``x-``.
    """

    name: str
    value: Any
    moment: str = ""
    at: float = 0.0  # seconds since the visit began
    step: str = ""  # the Gherkin step's text
    url: str = ""
    element: str = ""  # as a person would say it: button "Pay £45.90"
    detail: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.name not in OBSERVATIONS and not self.name.startswith("x-"):
            raise ValueError(f"unknown observation {self.name!r}; valid: {', '.join(OBSERVATIONS)}, x-...")

    def get(self, key: str, default: Any = None) -> Any:
        """Return one detail of the observation."""
        return self.detail.get(key, default)


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


def fingerprint(kind: str, moment: str, url: str, element: str) -> str:
    """Return the identity of a cause: kind, moment, URL template and element, the same in every run (G4)."""
    words = re.sub(r"\d+", "#", element)
    return hashlib.sha256("\n".join((kind, moment, url_template(url), words)).encode()).hexdigest()[:12]


def url_template(url: str) -> str:
    """Return the path of a URL with its changing parts replaced, so that two products are one template."""
    parts = [_segment(each) for each in urlsplit(url).path.split("/") if each]
    return "/" + "/".join(parts)


def money(amount: Decimal, currency: str) -> str:
    """Return an amount as reports write it: two decimals and the ISO code."""
    return f"{amount:.2f} {currency}".strip()


def _segment(part: str) -> str:
    """Replace numbers, ids and long slugs; keep the short words that name a template."""
    if re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", part, re.IGNORECASE):
        return "{lang}"
    if re.search(r"\d", part) or part.count("-") >= 2 or len(part) > 24:
        return "{id}"
    return part
