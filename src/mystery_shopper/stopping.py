"""Ctrl-C and SIGTERM end a run in the same way: what runs is told as interrupted, and the reports are made."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType

import pytest

from mystery_shopper.errors import Stopped


def heed_signals(config: pytest.Config) -> None:
    """Let SIGTERM, which is what CI sends, end a run like Ctrl-C, until pytest is over."""
    if threading.current_thread() is not threading.main_thread():
        return
    before = {each: signal.signal(each, _stop) for each in (signal.SIGINT, signal.SIGTERM)}

    def as_before() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    config.add_cleanup(as_before)


def why_cut_short() -> str:
    """Return what is just ending a scenario before its last step, in words."""
    ended = sys.exception()
    if isinstance(ended, KeyboardInterrupt):
        return "the run was interrupted"
    if isinstance(ended, pytest.skip.Exception):
        return f"the rest of the scenario was skipped: {ended.msg}"
    return "the scenario was ended before its last step"


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(signal.Signals(number).name)
