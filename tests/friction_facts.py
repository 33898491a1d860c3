"""Facts for the tests of the rules: one shopper, one map, and observations as short as they can be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mystery_shopper.frictions import Judge
from mystery_shopper.model import (
    Conditions,
    Device,
    Expectation,
    Finding,
    Journey,
    Moment,
    Observation,
    Persona,
    Promise,
)

SHOP = "https://shop.example"
PHONE = Device("Moto G", 360, 740, scale=2.6, touch=True, mobile=True)
ANNA = Persona(
    id="anna",
    name="Anna, between two trains",
    story="She shops standing.",
    pronoun="she",
    locale="en-GB",
    country="GB",
    currency="GBP",
    timezone="Europe/London",
    device=PHONE,
    network=None,
    cpu_slowdown=1,
    patience_s=20,
    typing_cps=5,
    pointing_s=0.5,
    thinking_s=0.5,
    reading="skims",
    input="touch",
    cookies="rejects",
    customer="guest",
    card="visa-approved",
    forms="types",
)
CONDITIONS = Conditions(device="Moto G", network="slow 4G")
BUSY = replace(CONDITIONS, timings_judged=False)
IDS = ("arrive", "find", "choose", "basket", "checkout", "pay", "confirm", "mail", "account", "help", "return")


def fact(name: str, value: Any, moment: str = "choose", **detail: Any) -> Observation:
    """Return one observation; ``at``, ``step``, ``url`` and ``element`` are its own, the rest is detail."""
    own = {key: detail.pop(key) for key in ("at", "step", "url", "element", "evidence") if key in detail}
    return Observation(name, value, moment, detail=detail, **{"url": f"{SHOP}/{moment}", **own})


def press(target: str = 'button "Add"', moment: str = "choose", **detail: Any) -> Observation:
    """Return the action of pressing something, which by itself went well and at once."""
    well = {"effects": ["dom"], "changed_s": 0.1, "settled_s": 0.2, "watched_s": 0.2, "patience_s": 20.0}
    return fact("action", "press", moment, **{"element": target, "target": target, **well, **detail})


def journey(
    *expects: Expectation, moment: str = "choose", owner: str = "", promises: Sequence[Promise] = (), **owners: str
) -> Journey:
    """Return a map on which one moment expects something."""

    def made(each: str) -> Moment:
        return (
            Moment(each, each, owner, expects=expects, promises=tuple(promises))
            if each == moment
            else Moment(each, each)
        )

    return Journey("guest", "Guest", "To buy", tuple(made(each) for each in IDS), owners=owners)


def judged(
    *facts: Observation,
    on: Journey | None = None,
    persona: Persona = ANNA,
    conditions: Conditions = CONDITIONS,
    ended: bool = False,
) -> list[Finding]:
    """Judge a visit in one look; a rule that crashes fails the test."""
    judge = Judge(persona, on or journey(), conditions)
    found = judge.look(facts, ended=ended)
    assert judge.faults == ()
    return found


def kinds(*facts: Observation, **more: Any) -> list[str]:
    """Return the kinds that a visit shows, sorted."""
    return sorted(each.kind for each in judged(*facts, **more))


def only(*facts: Observation, **more: Any) -> Finding:
    """Return the one finding of a visit."""
    found = judged(*facts, **more)
    assert len(found) == 1, [each.kind for each in found]
    return found[0]
