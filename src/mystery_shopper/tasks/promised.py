"""What a list asks for a product, to which the product's own page can be held."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.parts import Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices, is_for_a_measure, is_range
from mystery_shopper.shop.product import ProductView
from mystery_shopper.shop.view import Control, PageView

_NO_FULL_PRICE = ("from-price", "tax-excluded")


def listed_price(view: PageView, link: Control) -> Money | None:
    """Return what a list asks for the product that a link of it leads to; None where that is no full price."""
    own = (each for each in shop.results(view) if each.control.ref == link.ref or (each.row and each.row == link.row))
    price, row = next(((each.price, each.row) for each in own), (None, 0))
    text = view.row_text(row)
    partly = is_range(text, view.lang) or max(says(each, text, view.lang) for each in _NO_FULL_PRICE) > 0
    return None if price is None or partly or is_for_a_measure(text, price) else price


def comparable(view: PageView, product: ProductView, listed: Money | None) -> Money | None:
    """Return the list's price where the product's page sells the same thing for one price, and names that of the list
    nowhere: a page may give it to another size, to members or to a measure.
    """
    price = product.price
    if listed is None or price is None or price.currency != listed.currency or product.options:
        return None
    named = {money.amount for each in view.lines for money in find_prices(each.text, view.lang, price.currency)}
    return None if listed.amount in named or product.from_price or product.tax == "excluded" else listed
