"""After the purchase: order status, returns, messages to customer service."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from oscar.apps.order.models import Order

from mystery_shopper.demo.shop import forms, mail, sales
from mystery_shopper.demo.shop.models import ContactMessage, ReturnRequest

log = logging.getLogger(__name__)


@never_cache
def find_order(request: Any) -> HttpResponse:
    """Lead to the status page by order number and e-mail address."""
    form = forms.FindOrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"].strip().upper().replace(" ", "").removeprefix("#")
        order = Order.objects.filter(number=number).first()
        if order and order.email.casefold() == form.cleaned_data["email"].casefold():
            return redirect(mail.status_path(order))
        form.add_error("number", _("Order number and email address do not belong together. Check both."))
    return render(request, "shop/find_order.html", {"form": form})


@never_cache
def order(request: Any, number: str, key: str) -> HttpResponse:
    """Show an order's status to whoever has the link."""
    found = _order(number, key)
    context = {"order": found, "returns": found.return_requests.order_by("pk"), **mail.order_context(found)}
    return render(request, "shop/order.html", context)


@never_cache
def start_return(request: Any, number: str, key: str) -> HttpResponse:
    """Take a return request for some lines of an order."""
    found = _order(number, key)
    choices = [(str(each.pk), _line_name(each)) for each in sales.order_lines(found)]
    form = forms.ReturnForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = "\n".join(name for pk, name in choices if pk in data["lines"])
        wanted = ReturnRequest.objects.create(order=found, lines=names, reason=data["reason"], text=data["text"])
        _tell(lambda: mail.return_received(wanted))
        request.session["return"] = wanted.pk
        return redirect("return-sent", number=number, key=key)
    return render(request, "shop/return.html", {"order": found, "form": form, "path": mail.status_path(found)})


@never_cache
def return_sent(request: Any, number: str, key: str) -> HttpResponse:
    """Acknowledge a return request."""
    found = _order(number, key)
    wanted = found.return_requests.filter(pk=request.session.get("return", 0)).first()
    if wanted is None:
        return redirect(mail.status_path(found))
    return render(request, "shop/return_sent.html", {"wanted": wanted, "path": mail.status_path(found)})


@never_cache
def contact(request: Any) -> HttpResponse:
    """Take a message to customer service."""
    user = request.user
    known = {"name": user.get_full_name(), "email": user.email} if user.is_authenticated else {}
    form = forms.ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        message = ContactMessage.objects.create(**form.cleaned_data)
        _tell(lambda: mail.message_received(message))
        request.session["message"] = message.pk
        return redirect("contact-sent")
    return render(request, "shop/contact.html", {"form": form})


@never_cache
def contact_sent(request: Any) -> HttpResponse:
    """Acknowledge a message."""
    message = ContactMessage.objects.filter(pk=request.session.get("message", 0)).first()
    if message is None:
        return redirect("contact")
    return render(request, "shop/contact_sent.html", {"message": message})


def _order(number: str, key: str) -> Any:
    found = Order.objects.filter(number=number).first()
    if found is None or not found.check_verification_hash(f"{number}:{key}"):
        raise Http404(number)
    return found


def _line_name(line: sales.LineView) -> str:
    return f"{line.name}, {line.size}" if line.size else line.name


def _tell(send: Callable[[], None]) -> None:
    try:
        send()
    except OSError as error:
        log.warning("acknowledgement was not sent: %s", error)
