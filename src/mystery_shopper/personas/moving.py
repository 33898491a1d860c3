"""Lets a persona live elsewhere: the same character with another country's language, address and money."""

from __future__ import annotations

from dataclasses import replace

from babel import UnknownLocaleError
from babel.numbers import get_territory_currencies

from mystery_shopper.errors import SettingsError
from mystery_shopper.model import Persona
from mystery_shopper.personas.codes import locale_hint, parse_locale
from mystery_shopper.presets import countries


def living_in(persona: Persona, locale: str) -> Persona:
    """Return the persona as she would be at home in a locale such as ``fr-FR``; her story and habits stay hers.

    Raises:
        SettingsError: for a locale without a country, or with one whose addresses are not known.
    """
    try:
        parsed = parse_locale(locale)
    except (ValueError, UnknownLocaleError):
        hint = locale_hint(locale)
        raise SettingsError(f"--locale is '{locale}'. Give a language and a country, such as `fr-FR`.{hint}") from None
    country = parsed.territory or ""
    if country not in countries():
        known = ", ".join(f"{parsed.language}-{each}" for each in sorted(countries()))
        why = "where no address can be drawn" if country else "which names no country"
        raise SettingsError(f"--locale is '{locale}', {why}. Valid: {known}.")
    return replace(
        persona,
        locale=f"{parsed.language}-{country}",
        country=country,
        currency=get_territory_currencies(country)[-1],
        timezone=countries()[country].timezone,
    )


def as_visitor(persona: Persona, locale: str, currency: str) -> Persona:
    """Return the persona as a shop file wants every visitor: at home in its locale, paying in its currency.

    Both may be empty. A locale whose country is not said, or has no known addresses, changes the language alone.
    """
    if locale.partition("-")[2] in countries():
        persona = living_in(persona, locale)
    return replace(persona, locale=locale or persona.locale, currency=currency or persona.currency)
