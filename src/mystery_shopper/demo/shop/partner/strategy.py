"""Prices and stock for one customer: the stock record in the currency of the customer's language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from oscar.apps.partner import strategy as oscar

from mystery_shopper.demo.shop import faults
from mystery_shopper.demo.shop.locales import current


class Selector(oscar.Selector):
    """Chooses the strategy of this shop for every customer."""

    def strategy(self, request: Any = None, user: Any = None, **kwargs: Any) -> ShopStrategy:
        """Return the strategy for the request; without one, for the active language."""
        return ShopStrategy(request)


class ShopStrategy(oscar.StockRequired, oscar.NoTax, oscar.Structured):
    """Prices include tax; there is one stock record a currency."""

    def select_stockrecord(self, product: Any) -> Any:
        """Return the stock record of a product in the customer's currency, or None."""
        currency = current().currency
        records = product.stockrecords.all()
        return next((each for each in records if each.price_currency == currency), None)

    def fetch_for_line(self, line: Any, stockrecord: Any = None) -> Any:
        """Return price and stock of a basket line."""
        info = self.fetch_for_product(line.product)
        factor = faults.basket_price_factor(self.request)
        if factor == 1 or not info.price.exists:
            return info
        price = (info.price.excl_tax * factor).quantize(Decimal("0.01"))
        changed = oscar.FixedPrice(currency=info.price.currency, excl_tax=price, tax=Decimal("0.00"))
        return info._replace(price=changed)
