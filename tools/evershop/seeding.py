"""Makes the second shop's seed: the embedded shop's products, pictures and categories in EverShop's words."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from mystery_shopper.demo.shop import catalogue, drawings
from mystery_shopper.demo.shop.catalogue import ProductData
from mystery_shopper.demo.shop.locales import COUNTRIES

ASSORTMENT = Path(__file__).parent / "assortment.toml"
FEATURED = 8
"""Products on the home page."""


def seed() -> str:
    """Return the seed as JSON, the same on every call."""
    told = tomllib.loads(ASSORTMENT.read_text(encoding="utf-8"))
    told["delivery"]["countries"] = list(COUNTRIES)
    told["categories"] = [
        {"name": each.words["en"].name, "url_key": slug, "text": each.words["en"].text}
        for slug, each in catalogue.categories().items()
    ]
    told["products"] = [
        each for index, data in enumerate(catalogue.products().values()) for each in _pieces(data, index < FEATURED)
    ]
    told["widgets"] = [
        _widget("Main menu", "basic_menu", "all", "headerMiddleLeft", 10, {"menus": _menu(), "isMain": True}),
        _widget("Footer", "footer_menu", "all", "footerMiddleLeft", 10, {"columns": [_footer(told["pages"])]}),
        _widget(
            "For you", "collection_products", "homepage", "content", 20, {"collection": "homepage", "count": FEATURED}
        ),
    ]
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _pieces(data: ProductData, featured: bool) -> Iterator[dict[str, Any]]:
    """Yield what EverShop counts as a product: one for each size."""
    words = data.words["en"]
    slug = slugify(words.name)
    for size, stock in data.stock.items():
        named = f"-{size.lower()}" if size else ""
        yield {
            "sku": data.sku + named.upper(),
            "name": words.name,
            "url_key": slug + named,
            "price": float(data.prices["GBP"]),
            "qty": stock,
            "stock_availability": stock > 0,
            "category": data.category,
            "text": words.text,
            "picture": drawings.svg(slug, large=True).decode(),
            "size": size,
            "family": data.sku if size else "",
            "featured": featured and not size,
        }


def _menu() -> list[dict[str, Any]]:
    return [
        {"id": slug, "uuid": slug, "name": each.words["en"].name, "url": f"/{slug}", "type": "custom", "children": []}
        for slug, each in catalogue.categories().items()
    ]


def _footer(pages: list[dict[str, Any]]) -> dict[str, Any]:
    links = [{"id": each["url_key"], "label": each["name"], "url": f"/{each['url_key']}"} for each in pages]
    return {"id": "service", "title": "Service", "links": links}


def _widget(name: str, kind: str, route: str, area: str, order: int, settings: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "type": kind, "route": route, "area": area, "order": order, "settings": settings}
