"""The two ways of delivery: what they cost in each currency and the day they promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.core.prices import Price

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery method, with the interface that oscar asks of a shipping method."""

    code: str
    name: Any
    working_days: int
    charges: Mapping[str, Decimal]

    def calculate(self, basket: Any) -> Price:
        """Return the charge for oscar's order creation."""
        charge = self.charges[basket.currency]
        return Price(currency=basket.currency, excl_tax=charge, incl_tax=charge)

    def discount(self, basket: Any) -> Decimal:
        """Return the discount on the charge: there is none."""
        return Decimal(0)

    def arrives(self, ordered: date | None = None) -> date:
        """Return the last day on which a parcel ordered on that day (else today) arrives."""
        day = ordered or timezone.localdate()
        left = self.working_days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY
        return day


STANDARD = Delivery(
    "standard", _("Standard delivery"), 4, {"GBP": Decimal("3.95"), "USD": Decimal("5.95"), "EUR": Decimal("4.95")}
)
EXPRESS = Delivery(
    "express", _("Express delivery"), 1, {"GBP": Decimal("7.95"), "USD": Decimal("12.95"), "EUR": Decimal("9.95")}
)
METHODS: Mapping[str, Delivery] = {each.code: each for each in (STANDARD, EXPRESS)}
"""By code, the cheaper one first."""
