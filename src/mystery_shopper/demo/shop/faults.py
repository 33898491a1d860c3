"""What goes wrong on a bad day: every fault of the shop's server, in one place, behind named seams."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse

from mystery_shopper.demo import days
from mystery_shopper.demo.shop import fault_patches

Request = Any
PICTURE_DELAY_S = 5.0
PAGE_DELAY_S = 3.0
ADD_DELAY_S = 3.0
ORDER_DELAY_S = 14.0
DRIFT = Decimal("1.07")
WRONG_BY = Decimal("2.40")
HANDLING_FEE = Decimal("2.95")


def on(request: Request, name: str) -> bool:
    """Say whether a bad day is switched on for this request."""
    return name in getattr(request, "days", frozenset())


def basket_price_factor(request: Request) -> Decimal:
    """Return what basket prices are multiplied with: 1 on a good day."""
    return DRIFT if on(request, "price-drift") else Decimal(1)


def wrong_by(request: Request) -> Decimal:
    """Return how much a total exceeds its parts: nothing on a good day."""
    return WRONG_BY if on(request, "total-wrong") else Decimal(0)


def handling_fee(request: Request) -> Decimal:
    """Return the fee that only the payment step knows: nothing on a good day."""
    return HANDLING_FEE if on(request, "late-fee") else Decimal(0)


def before_order(request: Request) -> None:
    """Stand between an authorised payment and its order."""
    if on(request, "endless-wait"):
        time.sleep(ORDER_DELAY_S)
    if on(request, "checkout-500"):
        raise RuntimeError("order service did not answer")


class FaultsMiddleware:
    """Reads the switches once a request, and lets requests and pages fail as the active days say."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.days = days.active(settings.DEMO.state)
        response = self.get_response(request)
        if request.days and response.headers.get("Content-Type", "").startswith("text/html"):
            page = getattr(request.resolver_match, "url_name", "") or ""
            response.content = fault_patches.html(response.content.decode(), page, request.days).encode()
        return response

    def process_view(self, request: Request, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Delay or refuse a request before its view runs."""
        if not request.days:
            return None
        for day, strike in _STRIKES.get(request.resolver_match.url_name, ()):
            if day in request.days and (answer := strike(request)) is not None:
                return answer
        if "basket-lost" in request.days:
            _remember_page(request)
        return None


def _wait(seconds: float) -> Callable[[Request], None]:
    return lambda request: time.sleep(seconds)


def _unavailable(request: Request) -> HttpResponse:
    return HttpResponse(b"<!doctype html><title>503</title><h1>503 Service Unavailable</h1>", status=503)


def _failing(request: Request) -> HttpResponse:
    return HttpResponse(b'{"detail": "Internal Server Error"}', status=500, content_type="application/json")


def _missing(request: Request) -> HttpResponse:
    raise Http404


def _forget_on_reload(request: Request) -> None:
    if request.method == "GET" and request.session.get("last_page") == "basket":
        request.basket_forgotten = True


def _forget_on_sign_in(request: Request) -> None:
    if request.method == "POST":
        request.basket_forgotten = True


def forget_basket(request: Request) -> None:
    """Empty the basket when this request is one that loses it; the basket does not exist before the view."""
    if getattr(request, "basket_forgotten", False) and request.basket.id:
        request.basket.flush()


def _remember_page(request: Request) -> None:
    """A reload is the same page twice with nothing between; pictures and scripts do not count."""
    name = request.resolver_match.url_name
    if name not in ("picture", "thumbnail", "asset", "summary"):
        request.session["last_page"] = name if request.method == "GET" else ""


_STRIKES: dict[str, tuple[tuple[str, Callable[[Request], HttpResponse | None]], ...]] = {
    "home": (("landing-down", _unavailable),),
    "product": (("slow-product-page", _wait(PAGE_DELAY_S)),),
    "picture": (("broken-picture", _missing), ("late-picture", _wait(PICTURE_DELAY_S))),
    "summary": (("api-error", _failing),),
    "add": (("silent-wait", _wait(ADD_DELAY_S)),),
    "basket": (("basket-lost", _forget_on_reload),),
    "sign-in": (("basket-lost", _forget_on_sign_in),),
}
