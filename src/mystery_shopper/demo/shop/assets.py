"""Style sheet and script of the shop, and their addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from functools import cache
from pathlib import Path

from django.urls import reverse

from mystery_shopper.demo.shop import fault_patches

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def address(name: str, days: Set[str]) -> str:
    """Return the URL of an asset; a browser may keep it, because it changes with the content."""
    return reverse("asset", args=[name]) + "?v=" + hashlib.sha256(content(name, frozenset(days))).hexdigest()[:8]


@cache
def content(name: str, days: frozenset[str]) -> bytes:
    """Return an asset as it is served on days with those faults.

    Raises:
        FileNotFoundError: when there is no such asset.
    """
    files = {each.name: each for each in STATIC.iterdir()}
    if name not in files:
        raise FileNotFoundError(name)
    return fault_patches.asset(name, files[name].read_text(encoding="utf-8"), days).encode()


def content_type(name: str) -> str:
    """Return the Content-Type of an asset."""
    return TYPES[Path(name).suffix]
