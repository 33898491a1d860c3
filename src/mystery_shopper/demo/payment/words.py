"""The texts of the card form and the bank's page (words.json), and amounts as the customer writes them."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency

WORDS: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
"""Language -> id of a text -> the text."""


def language_of(locale: str) -> str:
    """The language of the form for a locale like "fr-FR"; English where the locale's is not spoken here."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return language if language in WORDS else "en"


def money(amount: Decimal, currency: str, locale: str) -> str:
    """The amount as people of that locale write it."""
    try:
        known = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        known = Locale("en")
    return format_currency(amount, currency, locale=known)
