"""Products as pages show them: words, price, stock and sizes for the customer of this request."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.urls import reverse
from oscar.apps.catalogue.models import Product

from mystery_shopper.demo.shop import catalogue
from mystery_shopper.demo.shop.locales import current


@dataclass(frozen=True, slots=True)
class Size:
    """One size that can be chosen: ``pk`` is the child product that is put in the basket."""

    pk: int
    name: str
    available: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One product on a shelf."""

    pk: int
    sku: str
    name: str
    text: str
    url: str
    picture: str
    category: str
    price: Decimal
    currency: str
    available: bool
    sizes: tuple[Size, ...] = ()


def everything(request: Any) -> list[Item]:
    """Return every product, in the order of the catalogue."""
    return [_item(request, each) for each in _products()]


def one(request: Any, slug: str) -> Item | None:
    """Return the product with that slug, or None."""
    found = _products().filter(slug=slug).first()
    return _item(request, found) if found else None


def by_category(items: Iterable[Item], slug: str) -> list[Item]:
    """Return the items of one category."""
    return [each for each in items if each.category == slug]


def search(items: Iterable[Item], query: str) -> list[Item]:
    """Return the items that have every word of the query, the best first; a word may have a typo or be a part."""
    items = list(items)
    wanted = _fold(query).split()
    texts = {each.sku: _text_of(each) for each in items}
    vocabulary = sorted({word for text in texts.values() for word in text.split() if len(word) > 2})
    known = [word if any(word in text for text in texts.values()) else _nearest(word, vocabulary) for word in wanted]
    if not known or not all(known):
        return []
    found = [each for each in items if all(word in texts[each.sku] for word in known)]
    return sorted(found, key=lambda each: _rank(each, known))


def sort(items: list[Item], order: str) -> list[Item]:
    """Return the items by ``price-up``, ``price-down`` or ``name``; in any other case as they are."""
    if order == "name":
        return sorted(items, key=lambda each: _fold(each.name))
    if order in ("price-up", "price-down"):
        return sorted(items, key=lambda each: each.price, reverse=order == "price-down")
    return items


def keep(items: Iterable[Item], filters: Mapping[str, str]) -> list[Item]:
    """Return the items that pass the filters ``category``, ``price`` (``20-50``) and ``available``."""
    kept = [each for each in items if filters.get("category") in (None, "", each.category)]
    if match := re.fullmatch(r"(\d*)-(\d*)", filters.get("price") or ""):
        low, high = Decimal(match[1] or 0), Decimal(match[2] or "Infinity")
        kept = [each for each in kept if low <= each.price <= high]
    return [each for each in kept if each.available] if filters.get("available") else kept


def _products() -> Any:
    return (
        Product.objects.exclude(structure=Product.CHILD)
        .filter(is_public=True)
        .select_related("product_class")
        .prefetch_related("stockrecords", "children__stockrecords", "children__parent__product_class")
        .order_by("pk")
    )


def _item(request: Any, product: Any) -> Item:
    data = catalogue.products()[product.upc]
    words = catalogue.product_words(product.upc)
    sizes = tuple(_size(request, each) for each in sorted(product.children.all(), key=lambda each: each.pk))
    info = request.strategy.fetch_for_product(product) if not sizes else None
    currency = current().currency
    return Item(
        pk=product.pk,
        sku=product.upc,
        name=words.name,
        text=words.text,
        url=reverse("product", args=[product.slug]),
        picture=product.slug,
        category=data.category,
        price=info.price.incl_tax if info else data.prices[currency],
        currency=currency,
        available=info.availability.is_available_to_buy if info else any(each.available for each in sizes),
        sizes=sizes,
    )


def _size(request: Any, child: Any) -> Size:
    info = request.strategy.fetch_for_product(child)
    return Size(child.pk, catalogue.size_of(child.upc), info.availability.is_available_to_buy)


def _text_of(item: Item) -> str:
    data = catalogue.products()[item.sku]
    words = " ".join(f"{each.name} {each.text}" for each in data.words.values())
    shelf = " ".join(each.name for each in catalogue.categories()[item.category].words.values())
    return _fold(f"{words} {shelf} {item.sku}")


def _rank(item: Item, words: list[str]) -> tuple[bool, bool, str]:
    name = _fold(item.name)
    return (name != " ".join(words), not all(word in name for word in words), name)


def _nearest(word: str, vocabulary: list[str]) -> str:
    return next(iter(get_close_matches(word, vocabulary, n=1, cutoff=0.72)), "")


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", plain.encode("ascii", "ignore").decode()).strip()
