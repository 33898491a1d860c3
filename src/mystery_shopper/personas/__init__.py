"""Personas: who shops, read from YAML, and the one shopper that a seed draws from each."""

from __future__ import annotations

from mystery_shopper.personas.drawing import draw
from mystery_shopper.personas.reading import DEFAULTS, TRAITS, find_persona, load_personas, read_personas

__all__ = ["DEFAULTS", "TRAITS", "draw", "find_persona", "load_personas", "read_personas"]
