"""What the shop sells, read from ``data/catalogue.toml``: the words of products in every language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from mystery_shopper.demo.shop.locales import current

DATA = Path(__file__).parent / "data" / "catalogue.toml"
CURRENCIES = ("GBP", "USD", "EUR")
"""The order of ``prices`` in the data."""


@dataclass(frozen=True, slots=True)
class Words:
    """A name and a sentence in one language."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CategoryData:
    """One category: slug and its words by language (``en``, ``fr``)."""

    slug: str
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class ProductData:
    """One product as the data file has it; ``stock`` maps a size to pieces, the size is empty for one without."""

    sku: str
    category: str
    words: Mapping[str, Words]
    prices: Mapping[str, Decimal]
    stock: Mapping[str, int]
    shape: str
    colour: str

    @property
    def sizes(self) -> tuple[str, ...]:
        return tuple(size for size in self.stock if size)


@cache
def categories() -> Mapping[str, CategoryData]:
    """Return the categories by slug, in the order of the menu."""
    return {each["slug"]: CategoryData(each["slug"], _words(each)) for each in _data()["category"]}


@cache
def products() -> Mapping[str, ProductData]:
    """Return the products by SKU, in the order of the data."""
    return {each["sku"]: _product(each) for each in _data()["product"]}


def product_words(sku: str) -> Words:
    """Return the words of a product (or of one size of it) in the active language."""
    return _in_language(products()[sku.partition("/")[0]].words)


def category_words(slug: str) -> Words:
    """Return the words of a category in the active language."""
    return _in_language(categories()[slug].words)


def size_of(sku: str) -> str:
    """Return the size that a variant's SKU names; empty for a product without sizes."""
    return sku.partition("/")[2]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _words(entry: dict[str, Any]) -> dict[str, Words]:
    name_fr = entry.get("name_fr", entry["name"])
    return {"en": Words(entry["name"], entry["text"]), "fr": Words(name_fr, entry["text_fr"])}


def _in_language(words: Mapping[str, Words]) -> Words:
    return words.get(current().code[:2], words["en"])


def _product(entry: dict[str, Any]) -> ProductData:
    stock = entry["stock"]
    return ProductData(
        sku=entry["sku"],
        category=entry["category"],
        words=_words(entry),
        prices=dict(zip(CURRENCIES, map(Decimal, entry["prices"]), strict=True)),
        stock=stock if isinstance(stock, dict) else {"": stock},
        shape=entry["picture"][0],
        colour=entry["picture"][1],
    )
