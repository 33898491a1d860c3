"""How far a crowd has come, and when the last of it will be through, told while it is on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

TOLD_EVERY_S: Final = 15.0
"""So often a line appears at most; a screenful of them tells nothing more (P)."""


@dataclass
class Progress:
    """Counts visits that are over; ``tell`` writes a line."""

    visits: int
    tell: Callable[[str], None]
    clock: Callable[[], float] = monotonic
    _done: int = 0
    _unhappy: int = 0
    _began: float = field(default=-1.0)
    _told: float = 0.0

    def ended(self, *, passed: bool) -> None:
        """Count one visit, and say how far the crowd is when that was not said a moment ago."""
        now = self.clock()
        if self._began < 0:  # the first one brings the browser's start with it, which tells nothing of the others
            self._began = self._told = now
        self._done += 1
        self._unhappy += not passed
        if now - self._told >= TOLD_EVERY_S and self._done < self.visits:
            self._told = now
            self.tell(self._line(now))

    def _line(self, now: float) -> str:
        left = (now - self._began) / (self._done - 1) * (self.visits - self._done)
        failed = f", {self._unhappy} of them failed" if self._unhappy else ""
        return f"{self._done} of {self.visits} visits are over{failed}; {_about(left)} to go"


def _about(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(10, round(seconds, -1)):.0f} s"
    return f"about {seconds / 60:.0f} min"
