"""The e-mails of the shop, each as text and HTML in the customer's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from mystery_shopper.demo.shop import sales
from mystery_shopper.demo.shop.delivery import METHODS, STANDARD
from mystery_shopper.demo.shop.locales import current


def order_confirmation(request: Any, order: Any) -> None:
    """Tell the customer that the order is placed. Raises OSError when the mail server does not answer."""
    context = {"order": order, **order_context(order)}
    _send(order.email, _("Your order %(number)s") % {"number": order.number}, "order", context)


def welcome(user: Any) -> None:
    """Tell a new customer that the account is open."""
    _send(user.email, _("Your account at Harbour & Pine"), "account", {"user": user})


def message_received(message: Any) -> None:
    """Acknowledge a message from the contact form."""
    subject = _("We have your message %(reference)s") % {"reference": message.reference}
    _send(message.email, subject, "contact", {"message": message})


def return_received(wanted: Any) -> None:
    """Acknowledge a return request."""
    subject = _("Your return %(reference)s") % {"reference": wanted.reference}
    _send(wanted.order.email, subject, "return", {"wanted": wanted, "link": status_link(wanted.order)})


def order_context(order: Any) -> dict[str, Any]:
    """Return what pages and e-mails say about an order."""
    method = METHODS.get(order.shipping_code, STANDARD)
    return {
        "lines": sales.order_lines(order),
        "totals": sales.order_totals(order),
        "method": method,
        "arrives": method.arrives(order.date_placed.date()),
        "link": status_link(order),
        "path": status_path(order),
    }


def status_path(order: Any) -> str:
    """Return the address of the order's status page, which needs no account."""
    return reverse("order", args=[order.number, order.verification_hash().rpartition(":")[2]])


def status_link(order: Any) -> str:
    """Return the status page's address with the shop's origin, for e-mails."""
    return settings.DEMO.shop_url.rstrip("/") + status_path(order)


def _send(to: str, subject: str, name: str, context: dict[str, Any]) -> None:
    context = {**context, "locale": current(), "shop_url": settings.DEMO.shop_url.rstrip("/") + "/"}
    text = render_to_string(f"shop/mail/{name}.txt", context)
    message = EmailMultiAlternatives(subject, text, to=[to])
    message.attach_alternative(render_to_string(f"shop/mail/{name}.html", context), "text/html")
    message.send()
