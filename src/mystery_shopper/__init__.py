"""Synthetic customers walk the real journeys of a shop and report where and why they were held up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mystery_shopper.frictions import Problem, Seen, friction
    from mystery_shopper.model import Finding, Observation, Severity
    from mystery_shopper.sentences import says
    from mystery_shopper.shopper import Shopper

__version__ = "0.1.0"

__all__ = ["Finding", "Observation", "Problem", "Seen", "Severity", "Shopper", "friction", "says"]

_HOMES = {
    "Finding": "model",
    "Observation": "model",
    "Problem": "frictions",
    "Seen": "frictions",
    "Severity": "model",
    "Shopper": "shopper",
    "friction": "frictions",
    "says": "sentences",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that the command line starts fast."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
