"""Which language and money a page speaks, and whether it offers another."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from babel import Locale

from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.phrases import plain, says, vocabularies
from mystery_shopper.shop.prices import currencies, currency_of, find_prices
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import parted

LEAST_WORDS: Final = 4  # controls that speak another language and none of hers before the page does (P)
_SHORT: Final = 24
_LONGEST_SIGN: Final = 5  # characters of what alone names a currency
_TONGUES: Final = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "nb", "fi", "cs", "ja", "zh", "ru", "uk")


def language_of(view: PageView, wanted: str = "") -> str:
    """Return the language that the page speaks (two letters), or an empty string when it cannot be told.

    What the page says of itself counts, unless its controls plainly speak another of the languages that are known here
    and none of the ``wanted`` one.
    """
    said = view.lang.replace("_", "-").split("-")[0].casefold()
    wanted = wanted.split("-")[0].casefold()
    spoken = Counter(tongue for each in _wordings(view) for tongue in _speakers().get(each, ()))
    if spoken and spoken[wanted] == 0:
        tongue, number = max(spoken.items(), key=lambda each: each[1])
        if number >= LEAST_WORDS and tongue != wanted and wanted in vocabularies():
            return tongue
    return said


def currency_shown(view: PageView, wanted: str = "") -> str:
    """Return the currency of most prices on the page (ISO 4217), or an empty string where none names one.

    A sign that several currencies share means the ``wanted`` one where it can.
    """
    named = Counter(
        each.currency
        for line in view.lines
        if not line.struck
        for each in find_prices(line.text, "", wanted)
        if re.search(r"[^\d\s.,'\u2019\u2013-]", each.text)
    )
    return max(named, key=lambda each: named[each]) if named else currency_apart(view)


def currency_apart(view: PageView) -> str:
    """Return the currency of a page whose amounts are bare and have its sign beside them, in a cell of its own."""
    signs = {each.text.strip() for each in view.lines if not each.control and len(each.text) < _LONGEST_SIGN}
    codes = {currency_of(each, view.lang) for each in signs if currencies().money.fullmatch(f"{each}1")}
    return next(iter(codes)) if len(codes) == 1 else ""


def offers_another(view: PageView) -> bool:
    """Say whether the page lets a customer choose another language, country or currency."""
    lists = [each for each in view.fields if each.type == "select" and not _asks_of_herself(view, each)]
    if any(sum(_names_a_place(option.text) for option in each.options) >= 2 for each in lists):
        return True
    named = [each for each in view.controls if _short(each) and says("switcher", each.name or parted(each.hint)) > 0.6]
    return bool(named) or sum(_names_a_tongue(each.name) for each in view.controls if _short(each)) >= 2


def switches_language(control: Control) -> bool:
    """Say whether a link shows the shop in another language: "Deutsch", "Website auf Deutsch"."""
    words = plain(control.name).split()
    return bool(words) and _short(control) and words[-1] in _own_names()


def _wordings(view: PageView) -> set[str]:
    return {plain(each.name) for each in view.controls if each.name} | {plain(each.label) for each in view.fields}


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """Return for each phrase that means the same to one language only who says it."""
    owners: dict[str, set[str]] = {}
    for lang, vocabulary in vocabularies().items():
        for phrases in vocabulary.phrases.values():
            for each in phrases:
                owners.setdefault(each, set()).add(lang)
    return {each: tuple(langs) for each, langs in owners.items() if len(langs) == 1 and len(each) > 3}


def _asks_of_herself(view: PageView, field: Field) -> bool:
    """A country list in an address form asks where she lives, and offers nothing."""
    return sum(each.form == field.form and each.type in ("text", "tel", "email") for each in view.fields) > 1


def _short(control: Control) -> bool:
    return len(control.name) < _SHORT * 2 and not control.row


def _names_a_place(text: str) -> bool:
    return _names_a_tongue(text) or plain(text) in _countries()


def _names_a_tongue(text: str) -> bool:
    """Say whether a short text is the name or code of a language or a currency: "Deutsch", "FR", "EUR (€)"."""
    if not text or len(text) > _SHORT * 2:
        return False
    codes = currencies().codes
    parts = [each for each in re.split(r"[^\w€£$¥]+", text) if each]
    if any(each.upper() in codes and each.isupper() for each in parts) or text.strip() in ("€", "£", "$"):
        return True
    if len(parts) <= 2 and parts and parts[0].casefold() in _TONGUES and len(text) <= 7:
        return True
    return any(plain(each) in _languages() for each in (text, re.sub(r"\(.*?\)", "", text), *parts[:1]))


@cache
def _languages() -> frozenset[str]:
    found = set()
    for each in _TONGUES:
        own = Locale.parse(each)
        found |= {plain(str(own.languages.get(each, ""))), plain(str(Locale.parse("en").languages.get(each, "")))}
    return frozenset(found - {""})


@cache
def _own_names() -> frozenset[str]:
    """Return what each language calls itself."""
    locales = (Locale.parse(each) for each in _TONGUES)
    return frozenset(plain(str(each.languages.get(each.language, ""))) for each in locales) - {""}


@cache
def _countries() -> frozenset[str]:
    tongues = (Locale.parse(each) for each in ("en", "de", "fr", "es"))
    return frozenset(plain(str(name)) for each in tongues for code, name in each.territories.items() if len(code) == 2)
