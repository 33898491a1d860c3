"""Lets a persona live where a shop sells: its language, its currency, and a country that has both."""

from __future__ import annotations

from dataclasses import replace

from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

from mystery_shopper.model import Persona
from mystery_shopper.presets import countries


def at_home(persona: Persona, language: str, currency: str = "") -> Persona:
    """Return the persona as somebody who lives where the shop's language is spoken and its currency is paid with.

    Nothing changes when she lives in such a place already, or when no country with known addresses fits.

    Args:
        language: BCP 47 as the page says it; may be empty.
        currency: ISO 4217 of the shop's prices; empty when they do not say.
    """
    spoken, _, region = language.replace("_", "-").partition("-")
    spoken = spoken.lower() or persona.locale.partition("-")[0]
    own = persona.locale.partition("-")[0] == spoken
    if own and currency in ("", persona.currency):
        return persona
    fitting = [each for each in countries() if spoken in get_official_languages(each, regional=True, de_facto=True)]
    paying = [each for each in fitting if not currency or currency in get_territory_currencies(each)]
    wished = [region.upper(), _usual_country(spoken)]
    country = next((each for each in (*wished, *paying) if each in paying), "")
    if not country and not own:
        country = next((each for each in (*wished, *fitting) if each in fitting), "")
    if not country:
        return persona
    return replace(
        persona,
        locale=f"{spoken}-{country}",
        country=country,
        currency=currency or get_territory_currencies(country)[0],
        timezone=countries()[country].timezone,
    )


def _usual_country(language: str) -> str:
    """Return the country that a language without one most likely means (Unicode's likely subtags)."""
    likely: str = get_global("likely_subtags").get(language, "")
    return likely.rpartition("_")[2]
