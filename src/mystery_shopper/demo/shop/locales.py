"""The languages of the shop, each with its currency and country, and how money and dates are written in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class ShopLocale:
    """One language a customer can choose: ``code`` is Django's, ``html`` the lang attribute, ``day`` its dates."""

    code: str
    html: str
    babel: str
    currency: str
    country: str
    name: str
    day: str


LOCALES = (
    ShopLocale("en-gb", "en-GB", "en_GB", "GBP", "GB", "English (UK, £)", "EEEE d MMMM"),
    ShopLocale("en-us", "en-US", "en_US", "USD", "US", "English (US, $)", "EEEE, MMMM d"),
    ShopLocale("fr", "fr", "fr_FR", "EUR", "FR", "Français (€)", "EEEE d MMMM"),
)
_EUROPE = ("GB", "IE", "FR", "BE", "LU", "DE", "AT", "CH", "NL", "ES", "PT", "IT", "DK", "SE", "NO", "FI", "PL", "CZ")
WITHOUT_POSTCODES = ("AE", "HK")
"""Countries whose addresses have no post code (Universal Postal Union, addressing systems by country)."""
COUNTRIES = (*_EUROPE, "GR", "UA", "US", "CA", "AU", "NZ", "JP", *WITHOUT_POSTCODES)
"""Countries the shop delivers to, ISO 3166 alpha-2."""


def current() -> ShopLocale:
    """Return the locale of the language that is active now; the first one when none is."""
    return by_code(get_language() or "")


def by_code(code: str) -> ShopLocale:
    """Return the locale of Django's language code, or the first one for a code the shop does not speak."""
    return next((each for each in LOCALES if each.code == code), LOCALES[0])


def by_currency(currency: str) -> ShopLocale:
    """Return the locale in which an order of that currency was placed."""
    return next((each for each in LOCALES if each.currency == currency), LOCALES[0])


def money(amount: Decimal, currency: str) -> str:
    """Return an amount as the customer's locale writes it."""
    return format_currency(amount, currency, locale=current().babel)


def long_date(day: date) -> str:
    """Return a date with its weekday, without the year, as the customer's locale writes it."""
    return format_date(day, current().day, locale=current().babel)


def country_name(code: str) -> str:
    """Return a country's name in the customer's language."""
    return str(Locale.parse(current().babel).territories[code])
