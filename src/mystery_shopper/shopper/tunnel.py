"""A line that is gone for a moment now and then, as in a train: when, and what becomes of a press in the dark."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

EVERY: Final = 4
"""So many presses on buttons lie between two tunnels (P); the first of them comes at one of the first so many."""


@dataclass
class Tunnel:
    """Says at which presses the line is gone; links do not count, for a page that does not come says so itself."""

    seconds: float = 0.0  # how long the line is gone; 0 is never
    first: int = 1  # the press that is the first to be swallowed
    presses: int = 0

    def swallows_next(self) -> bool:
        """Count a press on a button and say whether it falls into a tunnel."""
        if not self.seconds:
            return False
        self.presses += 1
        return self.presses % EVERY == self.first % EVERY


def tunnel_of(seconds: float, seed: int) -> Tunnel:
    """Return the tunnels on one shopper's way: the same seed meets the same."""
    return Tunnel(seconds, Random(f"tunnel {seed}").randint(1, EVERY))
