"""Finding and looking: home, shelves, search, product page and the pages of information."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mystery_shopper.demo.shop import catalogue, shelf
from mystery_shopper.demo.shop.delivery import METHODS
from mystery_shopper.demo.shop.locales import current, money

FEATURED = ("HP-K01", "HP-L01", "HP-C01", "HP-O02", "HP-L06", "HP-O03", "HP-D01", "HP-B02")


def home(request: Any) -> HttpResponse:
    """Show the shop window."""
    items = {each.sku: each for each in shelf.everything(request)}
    tiles = [(slug, catalogue.category_words(slug), _first(items, slug)) for slug in catalogue.categories()]
    return render(request, "shop/home.html", {"featured": [items[sku] for sku in FEATURED], "tiles": tiles})


def category(request: Any, slug: str) -> HttpResponse:
    """Show one shelf, or all of them for the slug ``all``."""
    items = shelf.everything(request)
    if slug == "all":
        return _listing(request, items, _("All products"))
    if slug not in catalogue.categories():
        raise Http404(slug)
    words = catalogue.category_words(slug)
    return _listing(request, shelf.by_category(items, slug), words.name, lead=words.text, slug=slug)


def search(request: Any) -> HttpResponse:
    """Show what matches a query."""
    query = request.GET.get("q", "").strip()
    items = shelf.everything(request)
    found = shelf.search(items, query) if query else items
    title = _("Results for “%(query)s”") % {"query": query} if query else _("All products")
    return _listing(request, found, title, query=query)


def product(request: Any, slug: str) -> HttpResponse:
    """Show one product with its price, stock, sizes and delivery."""
    item = shelf.one(request, slug)
    if item is None:
        raise Http404(slug)
    more = [each for each in shelf.by_category(shelf.everything(request), item.category) if each.pk != item.pk][:4]
    context = {
        "item": item,
        "category_name": catalogue.category_words(item.category).name,
        "more": more,
        "deliveries": deliveries(current().currency),
        "wants_size": "size" in request.GET,
    }
    return render(request, "shop/product.html", context)


def information(request: Any, name: str) -> HttpResponse:
    """Show a page of text: help, delivery, returns, privacy."""
    return render(request, f"shop/page_{name}.html", {"deliveries": deliveries(current().currency)})


def deliveries(currency: str) -> list[dict[str, Any]]:
    """Return the ways of delivery with their charge and the date they promise today."""
    return [
        {"code": each.code, "name": each.name, "charge": each.charges[currency], "arrives": each.arrives()}
        for each in METHODS.values()
    ]


def _listing(
    request: Any, items: list[shelf.Item], title: str, *, lead: str = "", slug: str = "", query: str = ""
) -> HttpResponse:
    chosen = {name: request.GET.get(name, "") for name in ("sort", "price", "available", "category")}
    shown = shelf.sort(shelf.keep(items, chosen), chosen["sort"])
    sorts = (
        ("", _("Most relevant") if query else _("Our choice")),
        ("price-up", _("Price: low to high")),
        ("price-down", _("Price: high to low")),
        ("name", _("Name: A to Z")),
    )
    context = {
        "title": title,
        "lead": lead,
        "slug": slug,
        "query": query,
        "items": shown,
        "chosen": chosen,
        "sorts": sorts,
        "price_bands": _price_bands(current().currency),
    }
    return render(request, "shop/listing.html", context)


def _price_bands(currency: str) -> list[tuple[str, str]]:
    low, high = (money(Decimal(each), currency) for each in (20, 50))
    return [
        ("0-20", _("Up to %(high)s") % {"high": low}),
        ("20-50", _("%(low)s to %(high)s") % {"low": low, "high": high}),
        ("50-", _("From %(low)s") % {"low": high}),
    ]


def _first(items: dict[str, shelf.Item], slug: str) -> shelf.Item:
    return next(each for each in items.values() if each.category == slug)
