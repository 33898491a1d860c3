"""Turns a paid basket into an order, once, and tells the customer by e-mail."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from oscar.apps.checkout.applicator import SurchargeList, SurchargePrice
from oscar.apps.checkout.surcharges import FlatCharge
from oscar.apps.order.models import Order, ShippingAddress
from oscar.apps.order.utils import OrderCreator
from oscar.apps.payment.models import Source, SourceType
from oscar.core.prices import Price
from phonenumber_field.phonenumber import PhoneNumber
from phonenumbers import NumberParseException

from mystery_shopper.demo.shop import faults, sales
from mystery_shopper.demo.shop.mail import order_confirmation
from mystery_shopper.demo.shop.payment_client import Payment

log = logging.getLogger(__name__)


def reference(request: Any) -> str:
    """Return the number that the order of this basket will have."""
    return f"HP{100000 + request.basket.pk}"


def place(request: Any, payment: Payment) -> Order:
    """Place the order of the customer's basket and send the confirmation.

    A second call for the same basket returns the same order: pressing twice buys once.
    """
    number = reference(request)
    faults.before_order(request)
    with transaction.atomic():
        existing = Order.objects.filter(number=number).first()
        order = existing or _create(request, payment, number)
    if not existing:
        try:
            order_confirmation(request, order)
        except OSError as error:
            # The order stands even when the mail server does not answer; the page shows all that matters.
            log.warning("confirmation of %s was not sent: %s", number, error)
    return order


def save_address(data: dict[str, str]) -> dict[str, Any]:
    """Return oscar's address fields for the data of the address form."""
    return {
        "first_name": data["first_name"],
        "last_name": data["last_name"],
        "line1": data["line1"],
        "line2": data["line2"],
        "line4": data["city"],
        "state": data["region"],
        "postcode": data["postcode"],
        "country_id": data["country"],
        "phone_number": _phone(data["phone"], data["country"]),
    }


def _create(request: Any, payment: Payment, number: str) -> Order:
    method = sales.chosen_delivery(request)
    sums = sales.totals(request, method, paying=True)
    address = ShippingAddress(**save_address(request.session["address"]))
    address.save()
    order = OrderCreator().place_order(
        basket=request.basket,
        total=Price(currency=sums.currency, excl_tax=sums.total, incl_tax=sums.total),
        shipping_method=method,
        shipping_charge=method.calculate(request.basket),
        user=request.user,
        shipping_address=address,
        order_number=number,
        request=request,
        surcharges=_surcharges(sums),
        **({} if request.user.is_authenticated else {"guest_email": request.session["guest_email"]}),
    )
    request.basket.submit()
    kind, _ = SourceType.objects.get_or_create(code="card", defaults={"name": "Card"})
    Source.objects.create(
        order=order,
        source_type=kind,
        currency=sums.currency,
        amount_allocated=sums.total,
        amount_debited=sums.total,
        reference=payment.id,
        label=payment.card,
    )
    return order


def _surcharges(sums: sales.Totals) -> SurchargeList | None:
    if not sums.fee:
        return None
    charge = FlatCharge(excl_tax=sums.fee, incl_tax=sums.fee)
    charge.name, charge.code = "Handling fee", "handling"
    price = Price(currency=sums.currency, excl_tax=sums.fee, incl_tax=sums.fee)
    return SurchargeList([SurchargePrice(charge, price)])


def _phone(text: str, country: str) -> PhoneNumber | str:
    """Numbers that the library cannot read are delivered to all the same, without a number."""
    try:
        return PhoneNumber.from_string(text, region=country) if text else ""
    except NumberParseException:
        return ""
