"""Signing in and out, opening an account, seeing one's orders."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from oscar.apps.order.models import Order

from mystery_shopper.demo.shop import faults, forms, mail

log = logging.getLogger(__name__)
BACKEND = "oscar.apps.customer.auth_backends.EmailBackend"


@never_cache
def sign_in(request: Any) -> HttpResponse:
    """Sign a customer in; the basket comes along."""
    form = forms.SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _enter(request, form.user)
        return redirect(_next(request))
    return render(request, "shop/sign_in.html", {"form": form, "next": _next(request, default="")})


@never_cache
def register(request: Any) -> HttpResponse:
    """Open an account and sign the customer in."""
    form = forms.RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = User.objects.create_user(uuid4().hex[:30], data["email"], data["password"])
        user.first_name, user.last_name = data["first_name"][:150], data["last_name"][:150]
        user.save()
        _enter(request, user)
        try:
            mail.welcome(user)
        except OSError as error:
            log.warning("welcome was not sent: %s", error)
        messages.success(request, _("Your account is open. Welcome!"))
        return redirect(_next(request))
    return render(request, "shop/register.html", {"form": form, "next": _next(request, default="")})


@require_POST
def sign_out(request: Any) -> HttpResponse:
    """Sign the customer out."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("home")


@login_required
@never_cache
def account(request: Any) -> HttpResponse:
    """Show a customer's orders."""
    orders = Order.objects.filter(user=request.user).order_by("-pk")
    shown = [{"order": each, **mail.order_context(each)} for each in orders]
    return render(request, "shop/account.html", {"orders": shown})


def _enter(request: Any, user: Any) -> None:
    """Sign in; oscar merges the guest's basket into the customer's own with the next page."""
    faults.forget_basket(request)
    login(request, user, backend=BACKEND)


def _next(request: Any, default: str = "/account/") -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else default
