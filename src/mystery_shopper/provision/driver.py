"""Playwright's driver, a process of Node's own: how much memory it may keep that it no longer needs."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Final

_YOUNG_MB: Final = 4
"""Megabytes for what is young: with Node's 16 a crowd's driver grows to twice its size before it tidies up (P)."""
_OPTION: Final = "--max-semi-space-size"


def keep_driver_small(environment: MutableMapping[str, str] = os.environ) -> None:
    """Ask every driver that starts from now on to tidy up early, unless the environment says something about that."""
    said = environment.get("NODE_OPTIONS", "")
    if _OPTION not in said.replace("_", "-"):
        environment["NODE_OPTIONS"] = f"{said} {_OPTION}={_YOUNG_MB}".strip()
