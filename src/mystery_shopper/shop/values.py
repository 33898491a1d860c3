"""What a shopper writes into a field, or chooses from its list, in the form in which the field wants it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from mystery_shopper.model import Card, Identity
from mystery_shopper.shop.parts import Field, Option
from mystery_shopper.shop.phrases import best, says, vocabularies
from mystery_shopper.shop.weighing import alike, words

BIRTH: Final = (1985, 6, 15)  # an adult on any day that a test may run
DATE_FORM: Final = re.compile(r"\b([a-z]{2}|[a-z]{4})(\W{1,3})(mm|[a-z]{2})\2([a-z]{4}|[a-z]{2})\b", re.IGNORECASE)
"""A day as a field shows it: "dd-mm-jjjj", "TT.MM.JJJJ", "MM / DD / YYYY"; the four letters are the year."""
DIALLING_CODE: Final = re.compile(r"\+(\d{1,4})\b")
_PLACE: Final = ("fields.postcode", "fields.city", "fields.region")
_PARTED: Final = re.compile(r"\s*[,/&+|]\s*|\s[\u2013-]\s|\s(?:and|und|et|e|y|en|i|oraz)\s", re.IGNORECASE)
_LONGEST_PLACE: Final = 60  # characters; a longer text is no label
HOUSE: Final = re.compile(r"^(\d+\s?[a-zA-Z]?(?:[-/]\d+)?)[\s,]+(.+)$|^(.+?)[\s,]+(\d+\s?[a-zA-Z]?(?:[-/]\d+)?)$")


def value_for(kind: str, identity: Identity, card: Card | None, field: Field, lang: str = "") -> str | None:
    """Return the text to type, or for a list the ``value`` of the option to choose; None when there is nothing to say.

    Args:
        kind: from ``classify`` or ``classified``.
        identity: whose data it is.
        card: the test card to pay with, for card fields.
        field: decides the form: a list, two or four digits of a year, a prefix of a phone number.
        lang: the page's language, for names of countries.
    """
    text = (
        _card_text(kind, card, field)
        if kind.startswith("card-") and kind != "card-name"
        else _text(kind, identity, field, lang)
    )
    if field.options:
        return _choose(kind, text or "", identity, field, lang)
    if text is None:
        return None
    return country_name(identity.country, lang) if kind == "country" else text


def place_parts(text: str, lang: str = "") -> tuple[str, ...]:
    """Return which of postcode, city and region a label asks for in one line, in its order; nothing for one alone."""
    bare = re.sub(r"\(.*?\)|[*:]", " ", text).strip()
    parts = [each for each in _PARTED.split(bare) if each] if len(bare) < _LONGEST_PLACE else []
    if len(parts) == 1 and bare.count(" ") == 1:  # "PLZ Ort"
        parts = bare.split()
    named = [best(_PLACE, each, lang)[0].removeprefix("fields.") for each in parts]
    kinds = tuple(dict.fromkeys(named))
    return kinds if len(kinds) > 1 and all(kinds) else ()


def said_of(field: Field) -> str:
    """Return what a page says a field is for, wherever it says so."""
    return (field.label if field.label_from in ("label", "aria") else "") or field.adjacent or field.placeholder


def split_street(street: str) -> tuple[str, str]:
    """Return house number and street of an address line; the number is empty when the line has none."""
    match = HOUSE.match(street.strip())
    if match is None:
        return "", street.strip()
    return (match.group(1), match.group(2)) if match.group(1) else (match.group(4), match.group(3))


@lru_cache(maxsize=256)
def country_name(code: str, lang: str = "") -> str:
    """Return the name of a country in the page's language, in English when babel does not know that language."""
    for each in (lang, "en"):
        try:
            name = Locale.parse(each.replace("-", "_")).territories.get(code.upper()) if each else None
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            return str(name)
    return code


def _text(kind: str, who: Identity, field: Field, lang: str = "") -> str | None:
    number, street = split_street(who.street)
    if kind == "place":
        parts = (_text(each, who, field) for each in place_parts(said_of(field), lang))
        return (", " if "," in said_of(field) else " ").join(filter(None, parts))
    if kind == "phone":
        return _phone(who, field)
    if kind == "birth-date":
        return _birth_date(field)
    if kind in ("birth-day", "birth-month", "birth-year"):
        return f"{BIRTH[('birth-year', 'birth-month', 'birth-day').index(kind)]:02d}"
    known = {
        "given-name": who.given_name,
        "family-name": who.family_name,
        "full-name": who.full_name,
        "card-name": who.full_name,
        "email": who.email,
        "email-again": who.email,
        "street": who.street,
        "street-name": street,
        "house-number": number,
        "line2": who.line2,
        "company": who.family_name,  # only where one is demanded: a customer without a company has but her own
        "city": who.city,
        "district": who.district or (who.city if field.required and not field.options else ""),
        "personal-number": who.personal_number or None,
        "region": who.region or _instead_of_a_region(who, field),
        "postcode": who.postcode,
        "country": who.country,
        "username": re.sub(r"[^a-z0-9]", "", who.email.partition("@")[0].casefold()),  # what every shop lets pass
        "password": who.password,
        "new-password": who.password,
        "password-again": who.password,
    }
    return known.get(kind)


def _instead_of_a_region(who: Identity, field: Field) -> str:
    """Return what customers write whose country has no such thing, where a field insists on one: their city."""
    return who.city if field.required and not field.options else ""


def _card_text(kind: str, card: Card | None, field: Field) -> str | None:
    if card is None:
        return None
    month, year = f"{card.expiry_month:02d}", str(card.expiry_year)
    wants = f"{field.placeholder} {field.label} {field.adjacent}".casefold()
    two_digits = re.search(r"(?<![yajr])(yy|aa|jj|rr)(?![yajr])", wants)
    short = field.maxlength in (2, 5) or not re.search(r"y{4}|a{4}|j{4}|r{4}|\b20\d\d\b", wants)
    if kind == "card-expiry":
        if field.type == "month":
            return f"{year}-{month}"
        return f"{month}/{year[2:]}" if short and (two_digits or field.maxlength != 7) else f"{month}/{year}"
    known = {
        "card-number": card.number,
        "card-cvc": card.cvc,
        "card-month": month,
        "card-type": card.brand,
        "card-year": year[2:] if field.maxlength == 2 or two_digits else year,
    }
    return known.get(kind)


def plainly(kind: str, value: str) -> str:
    """Return a value as people write it who were told that it is wrong: a number without anything that parts it."""
    return re.sub(r"(?!^\+)[^\w]", "", value) if kind in ("phone", "postcode") else value


def _phone(who: Identity, field: Field) -> str:
    abroad = (
        "+" in field.placeholder
        or field.pattern.startswith((r"\+", r"^\+"))
        or (field.value.startswith("+") and len(field.value) < 5)
    )
    return who.phone_international if abroad else who.phone


def _birth_date(field: Field) -> str:
    year, month, day = BIRTH
    return f"{day:02d}/{month:02d}/{year}" if field.type != "date" and not _shown_form(field) else day_for(field, BIRTH)


def _shown_form(field: Field) -> re.Match[str] | None:
    return DATE_FORM.search(f"{field.placeholder} {field.label}")


def day_for(field: Field, of: tuple[int, int, int]) -> str:
    """Return a day, as year, month and day, in the form that a field shows; in ISO 8601 where it shows none."""
    year, month, day = of
    shown = _shown_form(field) if field.type != "date" else None
    if shown is None:
        return f"{year}-{month:02d}-{day:02d}"
    order = [shown.group(each).casefold() for each in (1, 3, 4)]
    long = next((each for each in order if len(each) == 4), "")
    parts = [f"{month if each == 'mm' else day:02d}" if each != long else str(year) for each in order]
    return shown.group(2).join(parts if long else [*parts[:2], str(year)[2:]])


def _choose(kind: str, text: str, who: Identity, field: Field, lang: str) -> str | None:
    real = [
        each
        for each in field.options
        if not each.disabled and each.value and not says("choose-option", each.text, lang) > 0.8
    ]
    if kind == "country":
        return _country(who.country, real, lang)
    if kind in ("card-month", "card-year", "birth-day", "birth-month", "birth-year"):
        return _by_number(text, real)
    if kind == "phone":
        return _dialling_code(who, real, lang)
    for each in real:
        if text and (each.value.casefold() == text.casefold() or words(each.text) == words(text)):
            return each.value
    scored = [(alike(text, each.text), each) for each in real] if text else []
    sure, nearest = max(scored, key=lambda each: each[0], default=(0.0, None))
    if nearest is not None and sure > 0.7:
        return nearest.value
    if kind in ("salutation", "region", "card-type") and real:
        return real[0].value
    return None


def _country(code: str, options: Iterable[Option], lang: str) -> str | None:
    names = {words(country_name(code, each)) for each in (lang, *vocabularies())} | {(code.casefold(),)}
    for each in options:
        if each.value.upper() == code.upper() or words(each.text) in names or words(each.value) in names:
            return each.value
    loose = {" ".join(each) for each in names if each != (code.casefold(),)}
    return next((each.value for each in options if any(name in " ".join(words(each.text)) for name in loose)), None)


def _dialling_code(who: Identity, options: Iterable[Option], lang: str) -> str | None:
    """Return the option with her country's dialling code, of several that share it the one that names her country."""
    number = re.sub(r"\D", "", who.phone_international)
    codes = [(found.group(1), each) for each in options if (found := DIALLING_CODE.search(f"{each.text} {each.value}"))]
    fitting = [(code, each) for code, each in codes if number.startswith(code)]
    longest = max((len(code) for code, _ in fitting), default=0)
    nearest = [each for code, each in fitting if len(code) == longest]
    return _country(who.country, nearest, lang) or next((each.value for each in nearest), None)


def _by_number(text: str, options: Iterable[Option]) -> str | None:
    for each in options:
        for said in (each.value, each.text):
            number = re.match(r"\D*(\d{1,4})", said)
            if number and int(number.group(1)) in (int(text or -1), int(text or -1) % 100):
                return each.value
    return None
