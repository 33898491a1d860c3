"""Draws a crowd: so many shoppers of a mix, each with their own patience and pace, the same for one seed."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp, log
from random import Random
from typing import Final

from mystery_shopper.model import Persona
from mystery_shopper.personas.mix import Mix

GOLDEN: Final = (5**0.5 - 1) / 2
"""Steps of the golden section fill an interval evenly from the first step on (Weyl's equidistribution theorem), so even
ten shoppers hold the shares of the mix as nearly as ten can, and a larger crowd begins with the smaller one."""

_FIELDS: Final[Mapping[str, tuple[str, float, float]]] = {
    "patience": ("patience_s", 1.0, 600.0),
    "typing": ("typing_cps", 0.2, 20.0),
    "thinking": ("thinking_s", 0.0, 60.0),
    "pointing": ("pointing_s", 0.0, 10.0),
}


@dataclass(frozen=True, slots=True)
class Member:
    """One shopper of a crowd; the id names persona and place, such as ``keyboard-only-007``."""

    id: str
    persona: Persona


def crowd(personas: Mapping[str, Persona], mix: Mix, size: int, seed: int) -> tuple[Member, ...]:
    """Return the crowd that a seed draws: the same in every process, and the first of any larger one."""
    ids = [each for each, share in mix.shares.items() if share]
    bounds = list(accumulate(mix.shares[each] for each in ids))
    start = _random(seed, "start").random()
    members = []
    for number in range(1, size + 1):
        point = (start + number * GOLDEN) % 1.0 * bounds[-1]
        persona = personas[ids[min(bisect_right(bounds, point), len(ids) - 1)]]
        members.append(Member(f"{persona.id}-{number:03d}", _varied(persona, mix, seed, number)))
    return tuple(members)


def _varied(persona: Persona, mix: Mix, seed: int, number: int) -> Persona:
    """Return the persona with the traits of one person.

    Times that people take are log-normal, with few who are very slow (Limpert, Stahel & Abbt 2001); the mix's factors
    bound the middle 95 %, and what falls outside is drawn again.
    """
    changed = {}
    for trait, (low, high) in mix.varies.items():
        field, least, most = _FIELDS[trait]
        usual = getattr(persona, field)
        drawn = round(usual * _factor(_random(seed, f"{number}/{trait}"), low, high), 2)
        changed[field] = min(max(drawn, usual * low, least), max(usual * high, least), most)
    return replace(persona, **changed)


def _factor(random: Random, low: float, high: float) -> float:
    if low == high:
        return low
    middle, spread = (log(low) + log(high)) / 2, (log(high) - log(low)) / 4
    while not low <= (drawn := exp(random.gauss(middle, spread))) <= high:
        pass
    return drawn


def _random(seed: int, part: str) -> Random:
    return Random(int.from_bytes(hashlib.sha256(f"crowd/{seed}/{part}".encode()).digest()[:8], "big"))
