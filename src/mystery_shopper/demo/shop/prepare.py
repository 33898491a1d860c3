"""Puts the prepared database into the folder of a run."""

from __future__ import annotations

import gzip
from pathlib import Path

PREPARED = Path(__file__).parent / "data" / "shop.sqlite3.gz"
"""Made by ``python -m mystery_shopper.demo.shop.build``; a test holds that it is up to date."""


def prepare(state: Path) -> None:
    """Unpack the prepared database into ``state`` as ``shop.sqlite3``.

    Raises:
        OSError: when the folder cannot be written.
    """
    (state / "shop.sqlite3").write_bytes(gzip.decompress(PREPARED.read_bytes()))
