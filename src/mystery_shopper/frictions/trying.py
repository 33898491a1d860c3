"""Trying one rule on a few observations, without a browser: what the test of a company's own rule needs."""

from __future__ import annotations

from typing import Final

from mystery_shopper.frictions.registry import Rule, kinds
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.model import Conditions, Device, Journey, Observation, Persona

SOMEBODY: Final = Persona(
    id="somebody",
    name="Somebody",
    story="",
    pronoun="she",
    locale="en-GB",
    country="GB",
    currency="GBP",
    timezone="Europe/London",
    device=Device("desktop", 1280, 800),
    network=None,
    cpu_slowdown=1,
    patience_s=20,
    typing_cps=5,
    pointing_s=0.5,
    thinking_s=0.5,
    reading="reads",
    input="mouse",
    cookies="rejects",
    customer="guest",
    card="visa-approved",
    forms="types",
)
"""A shopper without anything special about her."""


def try_rule(
    rule: Rule,
    *new: Observation,
    before: tuple[Observation, ...] = (),
    limit: float | None = None,
    persona: Persona = SOMEBODY,
    ended: bool = False,
) -> list[Problem]:
    """Return what a rule says of observations.

    Args:
        new: what the rule is to judge, of one moment.
        before: what the visit had seen until then.
        limit: what a journey map would set; the rule's own when None.
        persona: who visits.
        ended: True when the visit is over.
    """
    own = next((each.limit for each in kinds().values() if each.rule is rule), None)
    journey = Journey("tried", "Tried", "", ())
    moment = journey.moment(new[0].moment if new else "")
    judged = (own or 0.0) if limit is None else limit
    return list(rule(Seen(new, (*before, *new), persona, journey, moment, Conditions(), ended, judged)))
