"""The person at the browser: who she is, what she sees, touches and remembers, and how her acts are done."""

from __future__ import annotations

from mystery_shopper.shopper.acting import SINKS_IN_S
from mystery_shopper.shopper.approaching import TURN_AWAY_S
from mystery_shopper.shopper.verbs import SOON_S, Shopper

__all__ = ["SINKS_IN_S", "SOON_S", "TURN_AWAY_S", "Shopper"]
