"""What is heard and done beside the main thread of a visit: cheap listeners, and deeds while its caller waits."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from greenlet import greenlet

Heard = TypeVar("Heard")


def listener(hear: Callable[[Heard], object]) -> Callable[[Heard], None]:
    """Return a listener that says at once what it takes; Playwright asks that anew at each of hundreds of events."""

    def listen(event: Heard) -> None:
        hear(event)

    marked: Any = listen
    marked.__signature__ = _OF_ONE
    return listen


def meanwhile(deed: Callable[[], None], after_s: float = 0.0) -> asyncio.TimerHandle:
    """Do something while the caller waits for Playwright: within its loop, only another greenlet may speak to it."""
    return asyncio.get_running_loop().call_later(after_s, lambda: greenlet(deed).switch())


def _one(event: Any) -> None: ...


_OF_ONE = inspect.signature(_one)
