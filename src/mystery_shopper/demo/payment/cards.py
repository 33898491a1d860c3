"""What the provider knows about cards: which test card means what, and whether a form is filled in right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

APPROVED = "approved"
CHALLENGE = "challenge"

TEST_CARDS: dict[str, str] = {
    "4242424242424242": APPROVED,
    "5555555555554444": APPROVED,
    "4000056655665556": APPROVED,
    "378282246310005": APPROVED,
    "4000000000000002": "do_not_honour",
    "4000000000009995": "insufficient_funds",
    "4000000000000069": "expired_card",
    "4000000000003220": CHALLENGE,
    "4000002500003155": CHALLENGE,
}
"""Number -> outcome: approved, challenge, or the reason of a decline. Source: Stripe's published test cards."""


@dataclass(frozen=True)
class Form:
    """The four fields as the customer left them."""

    number: str
    expiry: str
    cvc: str
    name: str


def digits_of(number: str) -> str:
    """The card number without the spaces and hyphens that people type."""
    return re.sub(r"[\s\-\u00a0\u202f]", "", number)


def brand_of(digits: str) -> str:
    """The scheme by its published prefix: visa, mastercard, amex, or the empty string."""
    if re.match(r"4", digits):
        return "visa"
    if re.match(r"5[1-5]|2[2-7]", digits):
        return "mastercard"
    return "amex" if re.match(r"3[47]", digits) else ""


def faults(form: Form, today: date) -> dict[str, str]:
    """Field -> id of what is wrong with it, in the order of the form; empty when the form can be used."""
    digits = digits_of(form.number)
    found = {
        "number": _number_fault(digits),
        "expiry": _expiry_fault(form.expiry, today),
        "cvc": _cvc_fault(form.cvc.strip(), brand_of(digits)),
        "name": "" if form.name.strip() else "name_missing",
    }
    return {field: fault for field, fault in found.items() if fault}


def _number_fault(digits: str) -> str:
    if not digits:
        return "number_missing"
    if digits in TEST_CARDS:
        return ""
    whole = digits.isascii() and digits.isdigit() and 12 <= len(digits) <= 19
    return "number_not_test" if whole and _luhn(digits) else "number_invalid"


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _expiry_fault(expiry: str, today: date) -> str:
    if not expiry.strip():
        return "expiry_missing"
    parts = re.fullmatch(r"\s*(\d{1,2})\s*[/.\-\s]?\s*(\d{4}|\d{2})\s*", expiry, re.ASCII)
    if not parts or not 1 <= int(parts[1]) <= 12:
        return "expiry_invalid"
    year = int(parts[2]) if len(parts[2]) == 4 else 2000 + int(parts[2])
    return "expiry_past" if (year, int(parts[1])) < (today.year, today.month) else ""


def _cvc_fault(cvc: str, brand: str) -> str:
    if not cvc:
        return "cvc_missing"
    if brand == "amex":
        return "" if re.fullmatch(r"\d{4}", cvc, re.ASCII) else "cvc_invalid_amex"
    return "" if re.fullmatch(r"\d{3}", cvc, re.ASCII) else "cvc_invalid"
