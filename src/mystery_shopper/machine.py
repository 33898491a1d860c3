"""Whether this machine has room to measure time: how much of a core it gives to somebody who wants all of one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, perf_counter, thread_time
from typing import Final

import psutil

LEAST_SHARE: Final = 0.7
"""With less of a core than this, times say more about the machine than about the shop (P)."""
LEAST_IDLE: Final = 0.1
"""With less of the machine idle than this part, whatever runs on it waits for its turn, the shop's server too (P)."""
_TRIED_S: Final = 0.03  # several turns of the scheduler's
_TRIES: Final = 3
_EACH_S: Final = 0.1  # the machine counts its idle time in hundredths of a second
_KEPT: Final = 1200  # samples: two minutes at least
_COUNTED_TWICE: Final = frozenset(("guest", "guest_nice"))  # Linux has them among the time of users as well


def share_of_core(seconds: float = _TRIED_S) -> float:
    """Return which part of a core a busy thread gets now, from 0 to 1, by keeping one busy for so long.

    The load average would count the browser's own threads, which rest most of the time, and tell of minutes ago.
    """
    began, began_work = perf_counter(), thread_time()
    while perf_counter() - began < seconds:
        pass
    return min(1.0, (thread_time() - began_work) / (perf_counter() - began))


def has_room() -> bool:
    """Say whether a time measured now means something; one bad moment says nothing."""
    return any(share_of_core() >= LEAST_SHARE for _ in range(_TRIES))


@dataclass
class Room:
    """Remembers how idle the machine was while a visit went on.

    A browser that is slowed down, a second visit and a shop on the same machine can keep every core busy for as long as
    a page takes, and rest again by the time that somebody asks.
    """

    clock: Callable[[], float] = monotonic
    _samples: deque[tuple[float, float, float]] = field(default_factory=lambda: deque(maxlen=_KEPT))

    def look(self) -> None:
        """Take a sample, unless there is a fresh one."""
        now = self.clock()
        if not self._samples or now - self._samples[-1][0] >= _EACH_S:
            spent = psutil.cpu_times()._asdict()
            idle = spent["idle"] + spent.get("iowait", 0.0)
            self._samples.append((now, idle, sum(spent[each] for each in spent.keys() - _COUNTED_TWICE)))

    def idle(self, since: float, until: float) -> float:
        """Return which part of the machine was idle between two times of the clock; 1 when nobody looked."""
        before = [each for each in self._samples if each[0] <= since][-1:]
        during = [each for each in self._samples if since < each[0] < until]
        after = [each for each in self._samples if each[0] >= until][:1]
        known = [*before, *during, *after]
        if len(known) < 2 or known[-1][2] <= known[0][2]:
            return 1.0
        return (known[-1][1] - known[0][1]) / (known[-1][2] - known[0][2])

    def had(self, since: float, until: float) -> bool:
        """Say whether a time that was measured between two times of the clock means something."""
        self.look()
        return self.idle(since, until) >= LEAST_IDLE and has_room()
