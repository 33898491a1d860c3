"""Personas: who shops, read from YAML, and the shoppers that a seed draws from them."""

from __future__ import annotations

from mystery_shopper.personas.crowd import Member, crowd
from mystery_shopper.personas.drawing import draw
from mystery_shopper.personas.mix import Mix, load_mix
from mystery_shopper.personas.moving import as_visitor, living_in
from mystery_shopper.personas.reading import DEFAULTS, TRAITS, find_persona, load_personas, read_personas

__all__ = [
    "DEFAULTS",
    "TRAITS",
    "Member",
    "Mix",
    "as_visitor",
    "crowd",
    "draw",
    "find_persona",
    "living_in",
    "load_mix",
    "load_personas",
    "read_personas",
]
