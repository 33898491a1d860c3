"""Reads amounts of money as shops of any country write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_territory_currencies
from price_parser.parser import parse_number

from mystery_shopper.shop.view import Money

SIGNS: Final = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY", "₽": "RUB", "₩": "KRW", "₴": "UAH", "฿": "THB", "₪": "ILS", "₫": "VND",
    "₱": "PHP", "₦": "NGN", "₡": "CRC", "₲": "PYG", "₸": "KZT", "zł": "PLN", "zl": "PLN", "kč": "CZK", "ft": "HUF", "lei": "RON",
    "r$": "BRL", "лв": "BGN", "rs": "INR", "us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD",
    "hk$": "HKD", "s$": "SGD", "sfr": "CHF", "fr": "CHF", "元": "CNY", "円": "JPY", "cn¥": "CNY", "jp¥": "JPY", "nt$": "TWD",
    "mx$": "MXN", "руб": "RUB", "грн": "UAH", "د.إ": "AED", "ر.س": "SAR", "kn": "HRK", "r": "ZAR",
}  # fmt: skip
SHARED: Final = {"$": "USD", "kr": "SEK", "¥": "JPY"}
"""Signs that several currencies share, with the one that is meant when nothing else tells."""
CODES: Final = frozenset(
    "EUR USD GBP CHF PLN SEK NOK DKK CZK HUF RON BGN INR JPY CNY KRW AUD CAD NZD BRL MXN TRY RUB UAH ILS ZAR AED SAR HKD SGD"
    " TWD THB ISK KWD BHD OMR JOD TND VND PHP IDR MYR EGP NGN CLP COP ARS PEN KZT".split()
)

_NUMBER: Final = r"\d(?:[\d.,' ]*\d)?"
_SIGN: Final = r"[€£₹₺₽₩₴฿₪₫₱₦₡₲₸¥元円]|(?:US|CA|AU|NZ|HK|NT|MX|CN|JP|[ARCS])?[$¥]|(?<![^\W\d])(?:zł|zl|Kč|Ft|lei|kr|Rs|SFr|Fr|руб|грн|лв)\.?(?![^\W\d])|ر\.س|د\.إ"
_CODE: Final = rf"(?<![^\W\d])(?:{'|'.join(sorted(CODES))})(?![^\W\d])"
_MONEY: Final = re.compile(
    rf"(?P<before>{_SIGN}|{_CODE})\s?(?P<first>[-]?{_NUMBER})(?:\s?(?P<again>{_CODE}))?|(?P<second>{_NUMBER})(?:,-|[.,][-–—]{{1,2}})?\s?(?P<after>{_SIGN}|{_CODE})",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"(?<![\w.,])(?P<second>{_NUMBER})(?![\w%])")
_CENTS: Final = re.compile(r"[.,]\d{2}$")


def parse_price(text: str, locale: str = "", currency: str = "") -> Money | None:
    """Return the first amount of a text, or None when it holds none.

    Args:
        text: as the page shows it: ``"1.234,50 €"``, ``"£1,234.50"``, ``"CHF 1’234.50"``; a bare number counts too.
        locale: BCP 47; decides what a lone dot or comma before three digits means, and which ``$`` or ``kr`` is meant.
        currency: ISO 4217 to assume when the text names none or only a shared sign.
    """
    found = find_prices(text, locale, currency)
    if found:
        return found[0]
    bare = _BARE.search(_simple(text))
    amount = _amount(bare.group("second"), locale) if bare else None
    return None if amount is None or bare is None else Money(amount, currency.upper(), bare.group())


def find_prices(text: str, locale: str = "", currency: str = "") -> list[Money]:
    """Return all amounts of a text that name a currency or, failing any, that have two decimals."""
    clean = _simple(text)
    found = []
    for match in _MONEY.finditer(clean):
        amount = _amount(match.group("first") or match.group("second"), locale)
        sign = match.group("again") or match.group("before") or match.group("after") or ""
        if amount is not None:
            negative = re.search(r"[-−–]\s?$", clean[: match.start()]) or (match.group("first") or "").startswith("-")
            found.append(Money(-amount if negative else amount, currency_of(sign, locale, currency), match.group().strip()))
    if found:
        return found
    for match in _BARE.finditer(clean):
        if _CENTS.search(match.group("second")):
            amount = _amount(match.group("second"), locale)
            negative = re.search(r"[-−–]\s?$", clean[: match.start()])
            if amount is not None:
                found.append(Money(-amount if negative else amount, currency.upper(), match.group()))
    return found


def currency_of(sign: str, locale: str = "", hint: str = "") -> str:
    """Return the ISO code that a sign means; a shared sign means the hint's, else the locale's own currency."""
    bare = sign.strip().rstrip(".").casefold()
    if bare.upper() in CODES:
        return bare.upper()
    if sign.strip().casefold() in SIGNS or bare in SIGNS:
        return SIGNS.get(sign.strip().casefold()) or SIGNS[bare]
    for guess in (hint.upper(), _home_currency(locale)):
        if guess and bare in SHARED and _could_mean(bare, guess):
            return guess
    return SHARED.get(bare, hint.upper())


def _could_mean(sign: str, code: str) -> bool:
    families = {"$": "USD CAD AUD NZD MXN HKD SGD TWD ARS CLP COP", "kr": "SEK NOK DKK ISK", "¥": "JPY CNY"}
    return code in families[sign].split()


@lru_cache(maxsize=256)
def _home_currency(locale: str) -> str:
    try:
        territory = Locale.parse(locale, sep="-" if "-" in locale else "_").territory if locale else None
    except (UnknownLocaleError, ValueError):
        return ""
    return next(iter(get_territory_currencies(territory)), "") if territory else ""


@lru_cache(maxsize=256)
def _decimal_sign(locale: str) -> str:
    try:
        sign = get_decimal_symbol(Locale.parse(locale, sep="-" if "-" in locale else "_")) if locale else ""
    except (UnknownLocaleError, ValueError):
        return ""
    return sign if sign in (".", ",") else "."


def _simple(text: str) -> str:
    """Return the text with ASCII digits, plain separators, and one kind of space."""
    swaps = {"٫": ".", "٬": "'", "’": "'", "‘": "'", "′": "'", "\u066c": "'", "،": ","}
    digits = ((str(unicodedata.digit(each)) if each.isdigit() and not each.isascii() and each.isdecimal() else each) for each in text)
    plain = "".join(swaps.get(each, each) for each in digits)
    plain = re.sub(r"[\u200e\u200f\u061c\u2066-\u2069\u202a-\u202e]", "", plain)
    return re.sub(r"[\u00a0\u202f\u2009\u2007\s]", " ", plain)


def _amount(number: str, locale: str) -> Decimal | None:
    """Read a number; the last separator is decimal unless three digits follow it and nothing says otherwise."""
    body = number.strip().lstrip("-").replace(" ", "").replace("'", "")
    dots, commas = body.count("."), body.count(",")
    sign = None
    if dots and commas:
        sign = "." if body.rfind(".") > body.rfind(",") else ","
    elif dots + commas == 1:
        mark = "." if dots else ","
        tail = len(body) - body.index(mark) - 1
        grouped = tail == 3 and (not locale or _decimal_sign(locale) != mark or not body.startswith("0"))
        sign = ("," if mark == "." else ".") if grouped and tail == 3 else mark
    elif dots > 1 or commas > 1:
        sign = "," if dots else "."
    amount = parse_number(body, decimal_separator=sign)
    return amount.copy_abs() if isinstance(amount, Decimal) else None
