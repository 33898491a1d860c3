"""What a scout understood of a shop, step by step, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from mystery_shopper.hints import HINTS

VERSION: Final = 1
"""Of the JSON file: a key that changes its meaning raises it."""

SURE: Final = 0.85
"""From here on an insight needs nobody's confirmation (our own choice)."""
LIKELY: Final = 0.7
"""Below this a human should look at it (our own choice)."""


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing that was understood, or not."""

    step: str
    said: str
    sure: float  # 0 to 1; 0 when it was not found
    why: str = ""
    url: str = ""
    picture: str = ""  # relative to the report folder

    @property
    def verdict(self) -> str:
        """How sure it is, in a word."""
        if not self.sure:
            return "missing"
        return "sure" if self.sure >= SURE else "likely" if self.sure >= LIKELY else "unsure"


@dataclass(frozen=True, slots=True)
class Found:
    """A named thing of the shop, as it could be pointed at by a hint."""

    thing: str
    hint: str  # such as button "Add to bag"
    sure: float
    hinted: bool  # the shop file points at it already


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the scout could not go on."""

    step: str
    url: str
    looked_for: str
    saw: str
    helps: str  # a line of shop.yaml; empty when none would

    @property
    def sentence(self) -> str:
        """Where it stood, what it looked for, what it saw instead, and which line of shop.yaml would help."""
        way = f"; `{self.helps}` in shop.yaml would help" if self.helps else "; no line of shop.yaml would help"
        told = "" if "shop.yaml" in self.saw else way
        return f"At '{self.step}' ({self.url}) it looked for {self.looked_for} and saw: {self.saw}{told}."


@dataclass
class Scouting:
    """One scouting; grows while it goes on, so that an interrupted one keeps what it has."""

    shop: str
    persona: str
    buys: bool
    product: str = ""
    language: str = ""
    locale: str = ""
    currency: str = ""
    insights: list[Insight] = field(default_factory=list)
    things: dict[str, Found] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)  # kind -> what the page calls it
    unknown_fields: list[str] = field(default_factory=list)
    deliveries: list[str] = field(default_factory=list)
    payments: list[str] = field(default_factory=list)
    account: str = ""  # "guest", "account" or empty: how the checkout lets a customer in
    payment_hosts: list[str] = field(default_factory=list)  # met at the till and not allowed
    other_hosts: list[str] = field(default_factory=list)  # met elsewhere and not allowed
    order: str = ""
    stop: Stop | None = None
    reached: bool = False
    seconds: float = 0.0

    @property
    def goal(self) -> str:
        return "a confirmed order" if self.buys else "the button that places the order"

    def missing(self) -> list[str]:
        """Return the hints that a human should confirm or give: unsure things, and the one that stopped the scout."""
        wanted = [each.thing for each in self.things.values() if each.sure < LIKELY and not each.hinted]
        stopped = self.stop.helps.partition("hints: {")[2].partition(":")[0] if self.stop else ""
        return list(dict.fromkeys([*wanted, *([stopped] if stopped in HINTS else [])]))

    def as_data(self) -> dict[str, Any]:
        """Return everything for the JSON file."""
        data = asdict(self)
        data["insights"] = [{**asdict(each), "verdict": each.verdict} for each in self.insights]
        data["things"] = [asdict(each) for each in self.things.values()]
        data["stop"] = {**asdict(self.stop), "sentence": self.stop.sentence} if self.stop else None
        return {"version": VERSION, "goal": self.goal, **data}
