"""The small print of the web: pictures, assets, language, cookie choice, error pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mystery_shopper.demo.shop import assets, drawings, sales
from mystery_shopper.demo.shop.locales import LOCALES

COOKIE_CHOICE = "cookie_choice"
YEAR_S = 365 * 24 * 3600


def asset(request: Any, name: str) -> HttpResponse:
    """Serve a style sheet or script."""
    try:
        body = assets.content(name, frozenset(request.days))
    except FileNotFoundError:
        raise Http404(name) from None
    return _kept(HttpResponse(body, content_type=assets.content_type(name)))


def picture(request: Any, slug: str) -> HttpResponse:
    """Serve the large picture of a product."""
    return _drawn(slug, large=True)


def thumbnail(request: Any, slug: str) -> HttpResponse:
    """Serve the small picture of a product."""
    return _drawn(slug, large=False)


@require_POST
def choose_language(request: Any) -> HttpResponse:
    """Remember the language, and price the basket in its currency."""
    code = request.POST.get("language", "")
    if code in {each.code for each in LOCALES}:
        translation.activate(code)
        if request.basket.id and not request.basket.is_empty:
            sales.change_currency(request, request.basket)
    response = _back(request)
    if code in {each.code for each in LOCALES}:
        response.set_cookie("language", code, max_age=YEAR_S, samesite="Lax")
    return response


@require_POST
def choose_cookies(request: Any) -> HttpResponse:
    """Remember whether the customer allows more than the needed cookies."""
    response = _back(request)
    choice = "all" if request.POST.get("choice") == "all" else "needed"
    response.set_cookie(COOKIE_CHOICE, choice, max_age=YEAR_S, samesite="Lax")
    return response


def not_found(request: Any, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with ways on."""
    return render(request, "shop/error.html", {"missing": True}, status=404)


def failed(request: Any) -> HttpResponse:
    """Answer 500 in the shop's own look."""
    return render(request, "shop/error.html", status=500)


def _drawn(slug: str, *, large: bool) -> HttpResponse:
    try:
        body = drawings.svg(slug, large=large)
    except KeyError:
        raise Http404(slug) from None
    return _kept(HttpResponse(body, content_type="image/svg+xml"))


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _back(request: Any) -> HttpResponse:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(target if safe else "/")
