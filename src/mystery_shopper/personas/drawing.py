"""Draws one shopper from a persona and a seed: a name by Faker, an address and a phone that belong together."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from importlib import import_module
from random import Random
from typing import Final

from faker import Faker
from faker.utils.loading import list_module

from mystery_shopper.model import Identity, Persona
from mystery_shopper.presets import Country, Place, countries, entries

DOMAIN: Final = "example.com"
"""Reserved for examples by RFC 2606: mail to it can reach nobody."""

# What NFKD does not take apart; the German pairs are what people write in their addresses.
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "å": "a", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d"}
)
_LETTERS.update(str.maketrans({"þ": "th", "\u0131": "i"}))
_PERSONAL_NUMBERS: Final = {"BR": ("pt_BR", "cpf"), "IT": ("it_IT", "ssn")}  # country -> Faker's locale and provider
_NIF_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_PASSWORD_SETS = ("abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-_.!")


def draw(persona: Persona, seed: int) -> Identity:
    """Return the shopper that this seed draws from the persona: the same on every machine and in every process.

    City, region, post code and phone prefix come as one from ``data/places.yaml``, because Faker draws each on its own.
    Each part has its own random numbers, so that a Faker with another list of streets changes the street alone.
    """
    country = countries()[persona.country]
    place = _random(persona, seed, "place").choice(country.places)
    given, family = _name(persona, seed)
    if persona.names != "ordinary":
        family = _random(persona, seed, "shape").choice(_spoken("family", persona, persona.names))
    street, line2 = _address(persona, seed, place, country)
    phone = _phone(place.phone or country.phone, _random(persona, seed, "phone"))
    return Identity(
        seed=seed,
        given_name=given,
        family_name=family,
        email=_email(given, family, seed, tagged=persona.email == "tagged"),
        phone=_international(phone, country) if persona.phone == "international" else phone,
        phone_international=_international(phone, country),
        street=street,
        line2=line2,
        city=place.city,
        region=place.region,
        postcode=place.postcode,
        country=persona.country,
        password=_password(_random(persona, seed, "password")),
        district=place.district,
        timezone=(place.timezone if persona.timezone == country.timezone else "") or persona.timezone,
        personal_number=_personal_number(persona, seed),
    )


def _personal_number(persona: Persona, seed: int) -> str:
    """Return the number by which the country knows a person, right in its check digits; empty where no shop asks."""
    random = _random(persona, seed, "personal number")
    if persona.country == "ES":  # Faker's draws from the process's own random numbers, which no seed of ours reaches
        number = random.randrange(10**8)
        return f"{number:08d}{_NIF_LETTERS[number % len(_NIF_LETTERS)]}"
    if persona.country == "PT":  # Faker's has no check digit
        digits = [random.choice((1, 2)), *(random.randrange(10) for _ in range(7))]
        rest = sum(each * weight for each, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
        return "".join(map(str, [*digits, 0 if rest < 2 else 11 - rest]))
    if persona.country not in _PERSONAL_NUMBERS:
        return ""
    locale, kind = _PERSONAL_NUMBERS[persona.country]
    fake = _faker(locale)
    fake.seed_instance(_number(persona, seed, "personal number"))
    return str(getattr(fake, kind)())


def _random(persona: Persona, seed: int, part: str) -> Random:
    return Random(_number(persona, seed, part))


def _number(persona: Persona, seed: int, part: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{persona.id}/{seed}/{part}".encode()).digest()[:8], "big")


def _name(persona: Persona, seed: int) -> tuple[str, str]:
    """Return given and family name; both fit the pronoun where the language tells (Kowalska, Kowalski)."""
    fake = _faker(name_locale(persona))
    kind = {"she": "female", "he": "male", "they": "nonbinary"}[persona.pronoun]
    fake.seed_instance(_number(persona, seed, "given name"))
    given = str(getattr(fake, f"first_name_{kind}")())
    fake.seed_instance(_number(persona, seed, "family name"))
    return given, str(getattr(fake, f"last_name_{kind}")())


def _address(persona: Persona, seed: int, place: Place, country: Country) -> tuple[str, str]:
    """Return street and second line as this persona lives: in a house, in a flat, or behind a post-office box."""
    if persona.address == "po-box":
        [word] = _spoken("po-box", persona)
        return f"{word} {_random(persona, seed, 'box').randint(100, 9999)}", ""
    street = _street(persona, seed, place, country)
    return street, _spoken("flat", persona)[0] if persona.address == "flat" else ""


def _spoken(part: str, persona: Persona, shape: str = "") -> list[str]:
    """Return what names.yaml knows of a part in a language; in that of all others where the language is missing."""
    node = entries("names.yaml")[part]
    assert isinstance(node.value, dict)
    known = node.value[shape].value if shape else node.value
    assert isinstance(known, dict)
    language = persona.locale.partition("-")[0]
    language = {"nn": "nb", "no": "nb"}.get(language, language)
    wished = (f"{language}-{persona.country}", language, "any")
    found = next(known[each].value for each in wished if each in known)
    return [str(each.value) for each in found] if isinstance(found, list) else [str(found)]


def plain(name: str) -> str:
    """Return a name in small letters from a to z, as people write theirs into addresses; others are left out."""
    return unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()


def name_shapes() -> list[str]:
    """Return the shapes of family names that a persona may ask for."""
    known = entries("names.yaml")["family"].value
    return ["ordinary", *known] if isinstance(known, dict) else []


def _street(persona: Persona, seed: int, place: Place, country: Country) -> str:
    if place.street:
        return country.line.format(street=place.street, number=place.number)
    fake = _faker(street_locale(persona))
    fake.seed_instance(_number(persona, seed, "street"))
    number = _random(persona, seed, "house number").randint(1, 120)
    return country.line.format(street=str(fake.street_name()), number=number)


def name_locale(persona: Persona) -> str:
    """Return the locale of Faker's from which a name comes: that of language and country, of the language, or of the
    country where Faker knows no names in the language.
    """
    language, country = _language(persona), persona.country
    known = _locales("person")
    spoken = [each for each in known if each.partition("_")[0] == language]
    lived = [each for each in known if each.endswith(f"_{country}")]
    own = persona.locale.partition("-")[2] or country
    wished = [f"{language}_{own}", f"{language}_{country}", f"{language}_{language.upper()}"]
    return next((each for each in (*wished, *spoken, *lived) if each in known), "en_GB")


def street_locale(persona: Persona) -> str:
    """Return the locale of the country lived in; its streets are written in the persona's language where it can be."""
    language = persona.locale.partition("-")[0]
    of_country = [each for each in _locales("address") if each.endswith(f"_{persona.country}")]
    same_language = [each for each in of_country if each.startswith(f"{language}_")]
    return (same_language or of_country or ["en_GB"])[0]


def _language(persona: Persona) -> str:
    """Return a persona's language as Faker calls it."""
    language = persona.locale.partition("-")[0]
    return {"nb": "no", "nn": "no"}.get(language, language)


@cache
def _locales(provider: str) -> tuple[str, ...]:
    """Return for which languages and countries Faker has data of its own; for any other it takes English ones."""
    return tuple(sorted(list_module(import_module(f"faker.providers.{provider}"))))


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def _email(given: str, family: str, seed: int, *, tagged: bool) -> str:
    """Return an address that can reach nobody; a tag behind a plus is as valid as any other part (RFC 5322)."""
    parts = [_ascii(given), _ascii(family), str(seed)]
    tag = "+shop" if tagged else ""
    return ".".join(each for each in parts if each) + f"{tag}@{DOMAIN}"


def _ascii(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(name))


def _phone(pattern: str, random: Random) -> str:
    return re.sub("#", lambda _: str(random.randrange(10)), pattern)


def _international(phone: str, country: Country) -> str:
    national = phone.replace("(", "").replace(")", "").removeprefix(country.trunk)
    return f"+{country.calling} {national}"


def _password(random: Random) -> str:
    """Return 16 characters with all four kinds, without letters that look like digits."""
    chosen = [random.choice(each) for each in _PASSWORD_SETS]
    chosen += [random.choice("".join(_PASSWORD_SETS[:3])) for _ in range(12)]
    random.shuffle(chosen)
    return "".join(chosen)
