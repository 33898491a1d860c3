"""The payments of one run, and the only ways in which one can change."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from .cards import APPROVED, CHALLENGE, TEST_CARDS, brand_of, digits_of

REQUIRES_CARD, REQUIRES_ACTION, AUTHORISED, DECLINED = "requires_card", "requires_action", "authorised", "declined"
ANSWERS = {"complete": "", "fail": "authentication_failed", "cancel": "authentication_cancelled"}
"""What the customer can answer the bank -> the reason of the decline, empty when the payment is authorised."""


class BadOrder(ValueError):
    """The shop asked for a payment that cannot be made; the text names the key and the value."""


@dataclass
class Payment:
    """One try to pay. Of the card only the scheme and the last four digits are ever kept."""

    id: str
    amount: Decimal
    currency: str
    reference: str
    locale: str
    return_url: str
    parent_origin: str
    status: str = REQUIRES_CARD
    reason: str = ""
    brand: str = ""
    last4: str = ""

    def public(self) -> dict[str, Any]:
        """What the shop may know."""
        return {
            "id": self.id,
            "status": self.status,
            "reason": self.reason,
            "amount": str(self.amount),
            "currency": self.currency,
            "reference": self.reference,
            "card": {"brand": self.brand, "last4": self.last4},
        }


class Ledger:
    """All payments of a run, kept in memory; safe to use from several threads."""

    def __init__(self) -> None:
        self._payments: dict[str, Payment] = {}
        self._lock = threading.Lock()

    def open(self, order: Any) -> Payment:
        """A new payment for the shop's `order` (the decoded JSON). Raises BadOrder."""
        payment = Payment(id="pay_" + secrets.token_hex(12), **_checked(order))
        with self._lock:
            self._payments[payment.id] = payment
        return payment

    def get(self, payment_id: str) -> Payment | None:
        """The payment of that id, if there is one."""
        return self._payments.get(payment_id)

    def declined_before(self, payment: Payment) -> bool:
        """Whether a payment for the same reference was declined."""
        with self._lock:
            others = list(self._payments.values())
        return any(other.status == DECLINED and other.reference == payment.reference for other in others)

    def charge(self, payment: Payment, number: str, *, silent: bool = False) -> None:
        """Let the card decide. A payment that has its card already stays as it is: it is never charged twice.

        `silent` keeps the reason of a decline back, as a provider does on a bad day.
        """
        digits = digits_of(number)
        outcome = TEST_CARDS[digits]
        with self._lock:
            if payment.status != REQUIRES_CARD:
                return
            payment.brand, payment.last4 = brand_of(digits), digits[-4:]
            if outcome == CHALLENGE:
                payment.status = REQUIRES_ACTION
            else:
                _settle(payment, "" if outcome == APPROVED else outcome, silent)

    def authenticate(self, payment: Payment, answer: str, *, silent: bool = False) -> None:
        """Settle a challenge by the customer's `answer`, one of ANSWERS; nothing happens to a settled payment."""
        with self._lock:
            if payment.status == REQUIRES_ACTION:
                _settle(payment, ANSWERS[answer], silent)


def _settle(payment: Payment, refusal: str, silent: bool) -> None:
    payment.status = DECLINED if refusal else AUTHORISED
    payment.reason = "" if silent else refusal


def _checked(order: Any) -> dict[str, Any]:
    if not isinstance(order, dict):
        raise BadOrder(f"The body must be a JSON object, not {type(order).__name__}.")
    texts = {}
    for key in ("amount", "currency", "reference", "locale", "return_url", "parent_origin"):
        value = order.get(key)
        if not isinstance(value, str) or not value.strip():
            raise BadOrder(f"{key!r} is {value!r}; it must be a text that is not empty.")
        texts[key] = value.strip()
    try:
        amount = Decimal(texts["amount"])
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount <= 0:
        raise BadOrder(f"'amount' is {texts['amount']!r}; it must be a decimal above zero, for example '45.90'.")
    parent = urlsplit(texts["parent_origin"])
    if parent.scheme not in ("http", "https") or texts["parent_origin"] != f"{parent.scheme}://{parent.netloc}":
        raise BadOrder(
            f"'parent_origin' is {texts['parent_origin']!r}; it must be an origin, for example 'http://127.0.0.1:8000'."
        )
    return {**texts, "amount": amount, "currency": texts["currency"].upper()}
