"""The basket as pages show it, and the sums of an order: lines - discount + delivery, tax included."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from oscar.apps.basket.models import Basket

from mystery_shopper.demo.shop import catalogue, faults
from mystery_shopper.demo.shop.delivery import METHODS, STANDARD, Delivery

MAX_QUANTITY = 10


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the basket or of an order."""

    pk: int
    name: str
    size: str
    url: str
    picture: str
    quantity: int
    unit: Decimal
    total: Decimal
    limit: int = MAX_QUANTITY


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums that a customer is shown."""

    currency: str
    lines: Decimal
    discount: Decimal
    delivery: Decimal
    fee: Decimal
    total: Decimal


def lines(request: Any) -> list[LineView]:
    """Return the lines of the customer's basket."""
    return [_line(each) for each in request.basket.all_lines()]


def totals(request: Any, method: Delivery, *, paying: bool = False) -> Totals:
    """Return the sums of the basket with one way of delivery; ``paying`` is the last step."""
    basket = request.basket
    delivery = method.charges[basket.currency]
    fee = faults.handling_fee(request) if paying else Decimal(0)
    goods = basket.total_incl_tax_excl_discounts
    return Totals(
        currency=basket.currency,
        lines=goods,
        discount=basket.total_discount,
        delivery=delivery,
        fee=fee,
        total=goods - basket.total_discount + delivery + fee + faults.wrong_by(request),
    )


def chosen_delivery(request: Any) -> Delivery:
    """Return the way of delivery that the customer chose, the cheaper one until then."""
    return METHODS.get(request.session.get("delivery", ""), STANDARD)


def order_lines(order: Any) -> list[LineView]:
    """Return the lines of a placed order."""
    return [_order_line(each) for each in order.lines.select_related("product__parent").order_by("pk")]


def order_totals(order: Any) -> Totals:
    """Return the sums of a placed order."""
    goods = sum((each.line_price_before_discounts_incl_tax for each in order.lines.all()), Decimal(0))
    fee = sum((each.incl_tax for each in order.surcharges.all()), Decimal(0))
    return Totals(
        currency=order.currency,
        lines=goods,
        discount=sum((each.amount for each in order.discounts.all()), Decimal(0)),
        delivery=order.shipping_incl_tax,
        fee=fee,
        total=order.total_incl_tax,
    )


def change_currency(request: Any, basket: Basket) -> None:
    """Put the basket's lines in again at the prices of the language that is active now."""
    wanted = [(each.product, each.quantity) for each in basket.all_lines()]
    basket.flush()
    basket.reset_offer_applications()
    for product, quantity in wanted:
        if request.strategy.fetch_for_product(product).availability.is_available_to_buy:
            basket.add_product(product, quantity)


def _line(line: Any) -> LineView:
    words = catalogue.product_words(line.product.upc)
    product = line.product.parent if line.product.is_child else line.product
    available = line.purchase_info.availability.num_available
    return LineView(
        pk=line.pk,
        name=words.name,
        size=catalogue.size_of(line.product.upc),
        url=reverse("product", args=[product.slug]),
        picture=product.slug,
        quantity=line.quantity,
        unit=line.unit_price_incl_tax,
        total=line.line_price_incl_tax,
        limit=min(MAX_QUANTITY, available),
    )


def _order_line(line: Any) -> LineView:
    product = line.product.parent if line.product.is_child else line.product
    return LineView(
        pk=line.pk,
        name=catalogue.product_words(line.upc).name,
        size=catalogue.size_of(line.upc),
        url=reverse("product", args=[product.slug]),
        picture=product.slug,
        quantity=line.quantity,
        unit=line.unit_price_incl_tax,
        total=line.line_price_before_discounts_incl_tax,
    )
