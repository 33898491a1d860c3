"""The checkout: contact, address and delivery, payment, confirmation."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from oscar.apps.order.models import Order

from mystery_shopper.demo.shop import faults, forms, mail, ordering, payment_client, sales
from mystery_shopper.demo.shop.browse_views import deliveries
from mystery_shopper.demo.shop.delivery import METHODS
from mystery_shopper.demo.shop.locales import current

log = logging.getLogger(__name__)


@never_cache
def contact(request: Any) -> HttpResponse:
    """Ask a guest for an e-mail address; who has an account may sign in instead."""
    if request.basket.is_empty:
        return redirect("basket")
    if request.user.is_authenticated:
        return redirect("delivery-address")
    form = forms.GuestForm(request.POST or None, initial={"email": request.session.get("guest_email", "")})
    if request.method == "POST" and form.is_valid():
        request.session["guest_email"] = form.cleaned_data["email"]
        return redirect("delivery-address")
    return render(request, "shop/checkout_contact.html", {"form": form, "totals": _totals(request), "step": 1})


@never_cache
def address(request: Any) -> HttpResponse:
    """Ask where the parcel goes and how."""
    if (elsewhere := _not_yet(request)) is not None:
        return elsewhere
    form = forms.AddressForm(request.POST or None, initial=_known_address(request))
    chosen = sales.chosen_delivery(request).code
    if request.method == "POST":
        chosen = request.POST.get("delivery") if request.POST.get("delivery") in METHODS else chosen
        if form.is_valid():
            request.session["address"] = dict(form.cleaned_data)
            request.session["delivery"] = chosen
            return redirect("payment")
    context = {"form": form, "step": 2, "chosen": chosen, **_ways(request, chosen)}
    return render(request, "shop/checkout_address.html", context)


@never_cache
def payment(request: Any) -> HttpResponse:
    """Show the card form of the payment provider; take the provider's word, not the browser's, for the result."""
    if request.method == "POST" and _has_ordered(request):
        return redirect("confirmation")
    if (elsewhere := _not_yet(request)) is not None:
        return elsewhere
    if "address" not in request.session:
        return redirect("delivery-address")
    if request.method == "POST":
        return _paid(request)
    sums = sales.totals(request, sales.chosen_delivery(request), paying=True)
    try:
        started = _current_payment(request, sums)
    except OSError as error:
        log.warning("payment provider: %s", error)
        started = None
    method = sales.chosen_delivery(request)
    context = {
        "payment": started,
        "payment_origin": settings.DEMO.payment_url.rstrip("/"),
        "totals": sums,
        "method": method,
        "arrives": method.arrives(),
        "address": request.session["address"],
        "email": _email(request),
        "declined": request.session.pop("declined", ""),
        "step": 3,
    }
    return render(request, "shop/checkout_payment.html", context)


@never_cache
def confirmation(request: Any) -> HttpResponse:
    """Show the customer the order just placed."""
    order = Order.objects.filter(pk=request.session.get("order", 0)).first()
    if order is None:
        return redirect("home")
    return render(request, "shop/confirmation.html", {"order": order, **mail.order_context(order)})


def _paid(request: Any) -> HttpResponse:
    mine = request.session.get("payment") or {}
    try:
        answer = payment_client.look_up(str(mine.get("id", "none")))
    except OSError as error:
        log.warning("payment provider: %s", error)
        messages.error(request, _("The payment could not be checked. Please press the button again."))
        return redirect("payment")
    if answer.status == "authorised":
        order = ordering.place(request, answer)
        request.session["order"], request.session["paid_with"] = order.pk, answer.id
        for name in ("payment", "address", "delivery", "declined"):
            request.session.pop(name, None)
        return redirect("confirmation")
    request.session.pop("payment", None)
    if not answer.reason and faults.on(request, "decline-dead-end"):
        return render(request, "shop/payment_over.html")
    request.session["declined"] = _reason(answer.reason)
    return redirect("payment")


def _has_ordered(request: Any) -> bool:
    """Say whether this payment has bought already, also where the first press is still being answered."""
    paid, mine = request.POST.get("payment"), request.session.get("payment") or {}
    if not paid or paid != mine.get("id"):
        return bool(paid) and paid == request.session.get("paid_with")
    order = Order.objects.filter(number=mine["reference"]).first()
    if order is not None:
        request.session["order"], request.session["paid_with"] = order.pk, paid
    return order is not None


def _current_payment(request: Any, sums: sales.Totals) -> dict[str, str]:
    """Return the payment that is open for this sum, or a new one; every try after a decline is a new one."""
    wanted = {"amount": f"{sums.total:.2f}", "currency": sums.currency, "locale": current().html}
    mine: dict[str, str] = request.session.get("payment") or {}
    if {name: mine.get(name) for name in wanted} == wanted:
        return mine
    back = settings.DEMO.shop_url.rstrip("/") + reverse("payment")
    amount = Decimal(wanted["amount"])
    reference = ordering.reference(request)
    started = payment_client.start(amount, sums.currency, reference, current().html, back)
    request.session["payment"] = {**started, **wanted, "reference": reference}
    return started


def _reason(code: str) -> str:
    return {
        "insufficient_funds": _("Your card was declined: there is not enough money on the account."),
        "expired_card": _("Your card was declined: it has expired."),
        "authentication_failed": _("Your bank could not confirm that it was you, so the payment was declined."),
        "authentication_cancelled": _("You cancelled the confirmation with your bank. No money was taken."),
    }.get(code, _("Your bank declined the card without saying why."))


def _not_yet(request: Any) -> HttpResponse | None:
    if request.basket.is_empty:
        return redirect("basket")
    return None if _email(request) else redirect("checkout")


def _email(request: Any) -> str:
    return str(request.user.email if request.user.is_authenticated else request.session.get("guest_email", ""))


def _totals(request: Any) -> sales.Totals:
    return sales.totals(request, sales.chosen_delivery(request))


def _ways(request: Any, chosen: str) -> dict[str, Any]:
    ways = deliveries(request.basket.currency)
    for way in ways:
        way["total"] = sales.totals(request, METHODS[way["code"]]).total
    return {"deliveries": ways, "totals": sales.totals(request, METHODS[chosen]), "email": _email(request)}


def _known_address(request: Any) -> dict[str, str]:
    """Return what the customer told before: in this checkout, or with the last order of the account."""
    if "address" in request.session:
        known: dict[str, str] = request.session["address"]
        return known
    if not request.user.is_authenticated:
        return {"country": current().country}
    own = {"first_name": request.user.first_name, "last_name": request.user.last_name, "country": current().country}
    last = Order.objects.filter(user=request.user, shipping_address__isnull=False).order_by("-pk").first()
    if last is None:
        return own
    past = last.shipping_address
    fields = {"first_name": past.first_name, "last_name": past.last_name, "country": past.country_id}
    fields |= {"line1": past.line1, "line2": past.line2, "city": past.line4, "region": past.state}
    return fields | {"postcode": past.postcode, "phone": str(past.phone_number or "")}
