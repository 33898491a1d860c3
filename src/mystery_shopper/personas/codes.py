"""Reads what is written as a code - language, country, currency, time zone - and names the code of a plain word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import list_currencies

from mystery_shopper.errors import did_you_mean, one_of
from mystery_shopper.presets import countries
from mystery_shopper.yaml.files import Node
from mystery_shopper.yaml.values import text

_COUNTRY = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})(?![a-z])", re.IGNORECASE)


def read_locale(node: Node) -> str:
    """Return a language, with a country where one is said, such as ``en-GB``."""
    expected = "a language and a country such as `en-GB` or `fr-FR`"
    value = text(node, expected)
    try:
        parsed = parse_locale(value)
    except (ValueError, UnknownLocaleError):
        raise node.error(f"is {value!r}; expected {expected}.{locale_hint(value)}") from None
    return f"{parsed.language}-{parsed.territory}" if parsed.territory else parsed.language


def parse_locale(value: str) -> Locale:
    """Return the language and country of a locale. Raises ValueError, also for a country that is no ISO code."""
    if other := renamed_country(value):
        raise ValueError(f"the country is {other}")
    parsed = Locale.parse(value.replace("_", "-"), sep="-")
    said = _COUNTRY.match(value)
    if said and said[1].upper() != parsed.territory:  # Babel takes a country for another one where it knows none, as ZZ
        raise ValueError(f"there is no country {said[1]}")
    return parsed


def renamed_country(value: str) -> str:
    """Return the ISO code of a country that a locale writes in another way, such as ``UK``; empty for all others."""
    country = value.replace("_", "-").rpartition("-")[2].upper()
    known = country in _english("territories") or "-" not in value.replace("_", "-")
    return "" if known else str(get_global("territory_aliases").get(country, [""])[0])


def locale_hint(value: str) -> str:
    """Say which part of a locale that nobody knows is wrong, or which locale a language's name means."""
    language, _, country = value.replace("_", "-").partition("-")
    if code := _named(value, _english("languages")):
        spoken_in = str(get_global("likely_subtags").get(code, "")).rpartition("_")[2]
        return f" Did you mean '{code}-{spoken_in}'?" if spoken_in.isalpha() else ""
    if other := renamed_country(value):
        return f" Did you mean '{language.lower()}-{other}'?"
    if language.lower() not in _english("languages"):
        return f" There is no language '{language}'."
    return f" There is no country '{country}'." if country else ""


def read_country(node: Node) -> str:
    """Return the ISO 3166 code of a country whose addresses are known."""
    value = text(node, "the ISO code of a country such as `GB` or `FR`")
    code = value.upper()
    if code == "UK":
        raise node.error("is 'UK'; the ISO code of the United Kingdom is `GB`.")
    if code not in countries():
        raise node.error(f"is {value!r}, {unknown_country(value)}")
    return code


def unknown_country(value: str) -> str:
    """Say what to write instead of a country whose addresses are not known, the code where a name was written."""
    code = _named(value, _english("territories"))
    if code in countries():
        return f"which is no ISO code. Did you mean '{code}'? Valid: {', '.join(sorted(countries()))}."
    return f"whose addresses are not known.{one_of(value, sorted(countries()))}"


def read_currency(node: Node) -> str:
    """Return the ISO 4217 code of a currency."""
    expected = "an ISO 4217 code such as `EUR`, `GBP` or `USD`"
    value = text(node, expected)
    if value.upper() not in _money():
        code = _named(value, _english("currencies")) or {"€": "EUR", "£": "GBP", "$": "USD"}.get(value, "")
        hint = f" Did you mean '{code}'?" if code else ""
        raise node.error(f"is {value!r}; expected {expected}.{hint}")
    return value.upper()


def read_timezone(node: Node) -> str:
    """Return the IANA name of a time zone."""
    value = text(node, "an IANA time zone such as `Europe/Paris`")
    known = available_timezones()
    if known and value not in known:  # a system without tzdata knows none and cannot judge
        raise node.error(f"is {value!r}, which is no IANA time zone.{did_you_mean(value, known)} As in `Europe/Paris`.")
    return value


def home(locale: str, country: str) -> str:
    """Return in English where somebody lives and what she speaks there: "in Greece, and speaks Greek"."""
    named = _english("territories").get(country, country).partition(" SAR ")[0]
    article = "the " if country in ("AE", "GB", "NL", "US") else ""
    language = locale.partition("-")[0]
    return f"in {article}{named}, and speaks {_english('languages').get(language, language)}"


@cache
def _money() -> frozenset[str]:
    """Return the codes of what people pay with somewhere; ISO 4217 has codes for gold, tests and no money too."""
    used = {use[0] for place, uses in get_global("territory_currencies").items() if place != "ZZ" for use in uses}
    return frozenset(used.intersection(list_currencies()) - {"XXX"})


@cache
def _english(what: str) -> Mapping[str, str]:
    """Return the English names of all ``languages``, ``territories`` or ``currencies``, by code."""
    names: Mapping[str, str] = getattr(Locale("en"), what)
    return names


def _named(value: str, names: Mapping[str, str]) -> str:
    """Return the code of the name that somebody wrote in full, or an empty string."""
    wanted = re.sub(r"\W+", " ", value).strip().casefold()
    return next((code for code, name in names.items() if name.casefold() == wanted), "")
