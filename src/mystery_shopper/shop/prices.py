"""Reads amounts of money as shops of any country write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision, get_territory_currencies
from price_parser.parser import parse_number
from ruamel.yaml import YAML

from mystery_shopper.shop.parts import Money

NUMBER: Final = r"(?<!\d)(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d+(?:[.,']\d+)*)(?!\d)"
MINUS: Final = re.compile("[-\u2212\u2013]\\s?$")
APART: Final = re.compile("[^\\W_]\\)? [-\u2013\u2014] $")  # spaced after a word it parts a name from its price
RANGE: Final = re.compile("\\d(?:\\s?[^\\s\\d-]{1,3})?(\\s?)[-\u2013\u2014]\\1$")  # between two amounts it says "to"
DASHES: Final = "(?:,-|[.,][-\u2013\u2014]{1,2})?"  # how some countries write "no cents"
APOSTROPHES: Final = dict.fromkeys(map(ord, "\u2019\u2018\u2032\u066c"), "'") | {0x066B: ".", 0x060C: ","}
UNSEEN: Final = re.compile("[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]")

_WEIGHT: Final = r"kg|kilo(?:gram\w*)?|g|gr|gram\w*|mg|lbs?|oz"
_SIZE: Final = "l|ml|cl|dl|lt|lit(?:re|er|ro)s?|m|cm|mm|m2|m\u00b2|met(?:re|er|ro)s?|sqm|qm"
_MEASURE: Final = f"(?:{_WEIGHT}|{_SIZE})"
_FOR_A_MEASURE: Final = re.compile(
    rf"[*\s]*(?:/|\b(?:per|pro|je|par|le|al|por|za|ogni|op)\b)\s*(?:\d+(?:[.,]\d+)?\s?)?{_MEASURE}(?![^\W\d])",
    re.IGNORECASE,
)
_MEASURE_COSTS: Final = re.compile(rf"\d\s?{_MEASURE}\s?=\s?$", re.IGNORECASE)

_DIGIT = re.compile(r"\d")
_BARE: Final = re.compile(rf"(?<![\w.,])(?P<second>{NUMBER})(?![\w%])")
_BETWEEN: Final = re.compile("\\d(?:\\s?[^\\s\\d-]{1,3})?(\\s?)[-\u2013\u2014]\\1\\S{0,3}\\s?\\d")
_CENTS: Final = re.compile(r"[.,]\d{2}$")


class Currencies(NamedTuple):
    """What the signs of money mean."""

    signs: dict[str, str]  # small letters -> ISO code
    shared: dict[str, tuple[str, ...]]
    codes: frozenset[str]
    money: re.Pattern[str]


def parse_price(text: str, locale: str = "", currency: str = "") -> Money | None:
    """Return the first amount of a text, or None when it holds none; a bare number counts when nothing better is there.

    Args:
        text: as the page shows it: ``"1.234,50 €"``, ``"£1,234.50"``, ``"CHF 1'234.50"``.
        locale: BCP 47; tells which ``$`` or ``kr`` is meant.
        currency: ISO 4217 to assume when the text names none or only a shared sign.
    """
    found = find_prices(text, locale, currency)
    if found:
        return found[0]
    bare = _BARE.search(_simple(text))
    amount = _amount(bare.group("second"), currency) if bare else None
    return None if amount is None or bare is None else Money(amount, currency.upper(), bare.group())


def find_prices(text: str, locale: str = "", currency: str = "") -> list[Money]:
    """Return all amounts of a text that name a currency or, failing any, that have two decimals."""
    return list(_find(text, locale, currency.upper())) if _DIGIT.search(text) else []


def paid_prices(texts: Iterable[str], locale: str = "", currency: str = "") -> list[Money]:
    """Return the amounts of texts that are paid: one for a kilogram is left out unless it is the only one there is."""
    found = [(money, is_for_a_measure(each, money)) for each in texts for money in find_prices(each, locale, currency)]
    return [money for money, measure in found if not measure] or [money for money, _ in found]


def is_for_a_measure(text: str, money: Money) -> bool:
    """Say whether an amount of a text is what a kilogram, a litre or a metre costs."""
    before, _, after = _simple(text).partition(money.text)
    return _FOR_A_MEASURE.match(after) is not None or _MEASURE_COSTS.search(before) is not None


def is_range(text: str, locale: str = "") -> bool:
    """Say whether a text names a lowest and a highest price, such as "€15.00 to €32.00" with a dash."""
    amounts = [each.amount for each in find_prices(text, locale)]
    return len(amounts) == 2 and 0 < amounts[0] < amounts[1] and _BETWEEN.search(_simple(text)) is not None


def currency_of(sign: str, locale: str = "", hint: str = "") -> str:
    """Return the ISO code that a sign means; a shared sign means the hint's, else the locale's own currency."""
    known, bare = currencies(), sign.strip().removesuffix(".")
    if bare in known.codes:
        return bare
    if bare.casefold() in known.signs:
        return known.signs[bare.casefold()]
    family = known.shared.get(bare.casefold(), ())
    return next(
        (each for each in (hint.upper(), _home_currency(locale)) if each in family),
        family[0] if family else hint.upper(),
    )


@cache
def currencies() -> Currencies:
    """Return what the signs of money mean, from ``currencies.yaml``."""
    raw = YAML(typ="safe").load(
        (resources.files("mystery_shopper.shop") / "currencies.yaml").read_text(encoding="utf-8")
    )
    signs = {each.casefold(): code for each, code in raw["signs"].items()}
    shared = {each: tuple(codes.split(", ")) for each, codes in raw["shared"].items()}
    codes = frozenset(raw["codes"].split(", "))
    ordered = sorted((*raw["signs"], *shared), key=len, reverse=True)
    lettered = "|".join(rf"(?<![^\W\d]){re.escape(each)}\.?(?![^\W\d])" for each in ordered if each[-1].isalpha())
    drawn = "|".join(re.escape(each) for each in ordered if not each[-1].isalpha())
    code = rf"(?<![^\W\d])(?:{'|'.join(sorted(codes))})(?![^\W\d])"
    sign = rf"(?i:{drawn}|{lettered})|{code}"
    before = rf"(?P<before>{sign})\s?(?P<first>-?{NUMBER})(?:\s?(?P<again>{code}))?"
    return Currencies(
        signs, shared, codes, re.compile(rf"{before}|(?P<second>{NUMBER}){DASHES}\s?(?P<after>{sign})(?!\s?\d)")
    )


@lru_cache(maxsize=8192)
def _find(text: str, locale: str, currency: str) -> tuple[Money, ...]:
    clean = _simple(text)
    found = []
    for match in currencies().money.finditer(clean):
        number = match.group("first") or match.group("second")
        sign = match.group("again") or match.group("before") or match.group("after") or ""
        code = currency_of(sign, locale, currency)
        amount = _signed(clean, match.start(), number, code)
        if amount is not None:
            found.append(Money(amount, code, match.group().strip()))
    for match in _BARE.finditer(clean) if not found else ():
        amount = _signed(clean, match.start(), match.group(), currency) if _CENTS.search(match.group()) else None
        if amount is not None:
            found.append(Money(amount, currency, match.group()))
    return tuple(found)


def _signed(text: str, start: int, number: str, currency: str) -> Decimal | None:
    amount = _amount(number, currency)
    before = text[:start]
    parts = RANGE.search(before) is not None or APART.search(before) is not None
    below = number.startswith("-") or (MINUS.search(before) is not None and not parts)
    return -amount if amount is not None and below else amount


def _simple(text: str) -> str:
    """Return the text with ASCII digits, plain separators, and one kind of space."""
    plain = UNSEEN.sub("", text).translate(APOSTROPHES)
    if not plain.isascii():
        plain = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in plain)
    return re.sub(r"\s", " ", plain)


def _amount(number: str, currency: str) -> Decimal | None:
    """Read a number; a lone separator before three digits groups thousands, except in money of three decimals."""
    body = number.strip().lstrip("-").replace(" ", "").replace("'", "")
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        sign = "." if body.rfind(".") > body.rfind(",") else ","
    elif dots + commas == 1:
        mark, other = (".", ",") if dots else (",", ".")
        groups = len(body) - body.index(mark) == 4 and not body.startswith("0")
        sign = other if groups and get_currency_precision(currency) != 3 else mark
    else:
        sign = "," if dots else "."
    amount = parse_number(body, decimal_separator=sign)
    return amount.copy_abs() if isinstance(amount, Decimal) else None


@lru_cache(maxsize=256)
def _home_currency(locale: str) -> str:
    try:
        territory = Locale.parse(locale, sep="-" if "-" in locale else "_").territory if locale else None
    except (UnknownLocaleError, ValueError):
        return ""
    return next(iter(get_territory_currencies(territory)), "") if territory else ""
