"""Who shops: archetypes, their devices and cards, and the one person drawn from an archetype."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final


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
    names: str = "ordinary"  # the shape of the family name: apostrophe, one-letter, ...
    address: str = "house"  # or flat, or po-box
    phone: str = "national"  # or international: how it is written into forms
    email: str = "plain"  # or tagged: ann+shop@example.com
    zoom: float = 1.0  # of the page; 4.0 is 400 %
    text: float = 1.0  # size of text that is set in the browser; 2.0 is 200 %
    motion: str = "full"  # or reduced
    colours: str = "own"  # the page's own, or forced: the system's few
    perceives: str = "sight"  # or names: roles and accessible names alone
    typos: float = 0.0  # share of letters that go wrong at first
    aim_mm: float = 0.0  # how far from the middle a press lands, one standard deviation
    vision: str = "full"  # or which colours cannot be told apart: how pictures of what was seen are taken
    offline_s: float = 0.0  # how long the line is gone at every few presses; 0 is never
    habits: tuple[str, ...] = ()  # compares, changes-mind, tries-vouchers, sleeps-on-it
    parcel: str = "home"  # or gift: it goes to somebody else
    delivery: str = "any"  # or cheapest, fastest, collect: which way of the parcel she takes where there are several
    pays: str = "card"  # or later: on an invoice, by transfer or at the door, where that is offered
    profile: str = "fresh"  # or kept: the browser was in this shop yesterday
    budget: Decimal | None = None  # in her currency; she pays no more
    blocks: str = "nothing"  # or trackers, or third-parties
    finds: str = ""  # which friction this persona is good at finding
    source: str = ""  # file:line


CARD_BRANDS: Final = ("visa", "mastercard", "amex", "discover", "diners", "jcb", "maestro", "unionpay")


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
    district: str = ""  # part of the city, where the country's addresses name one
    timezone: str = ""  # IANA; of where she lives, unless the persona says another
    personal_number: str = field(default="", repr=False)  # CPF, NIF, codice fiscale: where shops ask customers for it

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"
