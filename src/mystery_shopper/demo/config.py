"""What one run of the demo shop needs to know about its surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DemoConfig:
    """Where one run keeps its files and finds its neighbours.

    `state` is the run's private folder (the database copy, the switches file, the log). `shop_url` is the shop's
    origin, `payment_url` the payment provider's, on another origin; both without a trailing slash.
    """

    state: Path
    shop_url: str
    payment_url: str
    smtp_host: str
    smtp_port: int
