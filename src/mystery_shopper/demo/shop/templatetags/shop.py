"""Filters and tags of the storefront's templates: money, dates, assets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from mystery_shopper.demo.shop import assets, locales

register = template.Library()


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """Write an amount as the customer's locale does."""
    return locales.money(amount, currency)


@register.filter
def long_date(day: date) -> str:
    """Write a date with its weekday."""
    return locales.long_date(day)


@register.filter
def country(code: str) -> str:
    """Name a country in the customer's language."""
    return locales.country_name(code)


@register.simple_tag(takes_context=True)
def asset(context: Any, name: str) -> str:
    """Return the address of a style sheet or script, which changes with its content."""
    request = context.get("request")
    return assets.address(name, getattr(request, "days", frozenset()))
