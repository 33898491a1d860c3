"""The shop's side of the payment provider's API: start a payment, ask how it went."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.request import Request, urlopen

from django.conf import settings

TIMEOUT_S = 5


@dataclass(frozen=True, slots=True)
class Payment:
    """What the provider says about a payment; ``card`` is brand and last four digits."""

    id: str
    status: str
    reason: str
    card: str


def start(amount: Decimal, currency: str, reference: str, locale: str, return_url: str) -> dict[str, str]:
    """Open a payment and return its ``id`` and the ``frame_url`` of the card form.

    Raises:
        OSError: when the provider does not answer.
    """
    answer = _call(
        "/api/payments",
        {
            "amount": f"{amount:.2f}",
            "currency": currency,
            "reference": reference,
            "locale": locale,
            "return_url": return_url,
            "parent_origin": settings.DEMO.shop_url.rstrip("/"),
        },
    )
    return {"id": answer["id"], "frame_url": answer["frame_url"]}


def look_up(payment_id: str) -> Payment:
    """Return the state of a payment.

    Raises:
        OSError: when the provider does not answer.
    """
    answer = _call(f"/api/payments/{payment_id}")
    card = answer.get("card") or {}
    text = f"{card.get('brand', '')} {card.get('last4', '')}".strip()
    return Payment(answer["id"], answer["status"], answer.get("reason") or "", text)


def _call(path: str, body: dict[str, str] | None = None) -> Any:
    address = settings.DEMO.payment_url.rstrip("/") + path
    data = json.dumps(body).encode() if body else None
    with urlopen(Request(address, data, {"Content-Type": "application/json"}), timeout=TIMEOUT_S) as answer:
        return json.load(answer)
