"""Whether this machine has room to measure time: how much of a core it gives to somebody who wants all of one."""

from __future__ import annotations

from time import perf_counter, thread_time
from typing import Final

LEAST_SHARE: Final = 0.7
"""With less of a core than this, times say more about the machine than about the shop (P)."""
_TRIED_S: Final = 0.03  # several turns of the scheduler's


def share_of_core(seconds: float = _TRIED_S) -> float:
    """Return which part of a core a busy thread gets now, from 0 to 1, by keeping one busy for so long.

    The load average would count the browser's own threads, which rest most of the time, and tell of minutes ago.
    """
    began, began_work = perf_counter(), thread_time()
    while perf_counter() - began < seconds:
        pass
    return min(1.0, (thread_time() - began_work) / (perf_counter() - began))


def has_room() -> bool:
    """Say whether a time measured now means something."""
    return share_of_core() >= LEAST_SHARE
