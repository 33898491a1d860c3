"""Where one run of the demo shop keeps its data and whom it talks to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoConfig:
    """Settings of one running demo shop.

    ``state`` is a private folder of this run: the SQLite database, the switches, the mail.
    URLs are origins without a path, such as ``http://127.0.0.1:8000``.
    """

    state: Path
    shop_url: str
    payment_url: str
    smtp_host: str
    smtp_port: int
