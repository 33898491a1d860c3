"""Amounts as shops of many countries write them are read exactly."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_currency, get_currency_precision
from hypothesis import example, given
from hypothesis import strategies as st

from mystery_shopper.shop import find_prices, parse_price
from mystery_shopper.shop.prices import paid_prices

LOCALES = (
    "en_GB", "en_US", "en_IN", "en_CA", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH", "fr_CA", "es_ES", "es_MX", "it_IT", "nl_NL",
    "pl_PL", "pt_PT", "pt_BR", "sv_SE", "nb_NO", "da_DK", "fi_FI", "cs_CZ", "hu_HU", "tr_TR", "ja_JP", "ar_SA", "fa_IR", "hi_IN",
)  # fmt: skip
CURRENCIES = ("EUR", "GBP", "USD", "CHF", "PLN", "SEK", "JPY", "INR", "CZK", "KWD")


@given(
    locale=st.sampled_from(LOCALES),
    currency=st.sampled_from(CURRENCIES),
    amount=st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999999.99"), places=2),
)
@example(locale="de_CH", currency="CHF", amount=Decimal("1234.50"))
@example(locale="en_IN", currency="INR", amount=Decimal("1234567.00"))
@example(locale="ar_SA", currency="EUR", amount=Decimal("1234.50"))
@example(locale="pl_PL", currency="PLN", amount=Decimal("1234.00"))
def test_what_babel_writes_for_a_locale_is_read_back(locale: str, currency: str, amount: Decimal) -> None:
    places = get_currency_precision(currency)
    amount = amount.quantize(Decimal(1).scaleb(-places))
    written = format_currency(amount, currency, locale=locale)
    read = parse_price(written, locale, currency)
    assert read is not None, written
    assert read.amount == amount, written
    assert read.currency == currency, written


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("£24.50 incl. VAT", [("24.50", "GBP")]),
        ("Was £20 now £15.99", [("20", "GBP"), ("15.99", "GBP")]),
        ("€ 5,-", [("5", "EUR")]),
        ("1.299 €", [("1299", "EUR")]),
        ("1,234 JPY", [("1234", "JPY")]),
        ("€15.00 \u2013 €32.00", [("15.00", "EUR"), ("32.00", "EUR")]),
        ("15,00 €-32,00 €", [("15.00", "EUR"), ("32.00", "EUR")]),
        ("£20.00 -£5.00", [("20.00", "GBP"), ("-5.00", "GBP")]),
        ("-£5.00", [("-5.00", "GBP")]),
        ("\u2212 5,00 €", [("-5.00", "EUR")]),
        ("Size 8 $129.95", [("129.95", "USD")]),
        ("$1,234.00 USD", [("1234.00", "USD")]),
        ("CA$12.00", [("12.00", "CAD")]),
        ("R$ 1.234,56", [("1234.56", "BRL")]),
        ("12,99", [("12.99", "")]),
        ("2 cups", []),
        ("24 hours, 50% cotton", []),
        ("free", []),
        ("all 5 try 3", []),
    ],
)
def test_amounts_are_found_in_a_sentence(text: str, amounts: list[tuple[str, str]]) -> None:
    assert [(each.amount, each.currency) for each in find_prices(text)] == [(Decimal(a), c) for a, c in amounts]


@pytest.mark.parametrize(
    ("text", "locale", "hint", "currency"),
    [
        ("$5.00", "", "", "USD"),
        ("$5.00", "en-CA", "", "CAD"),
        ("$5.00", "en-CA", "AUD", "AUD"),
        ("45 kr", "nb-NO", "", "NOK"),
        ("45 kr", "", "DKK", "DKK"),
        ("£5.00", "en-US", "USD", "GBP"),
        ("5.00", "en-GB", "gbp", "GBP"),
    ],
)
def test_a_shared_sign_means_the_shops_own_money(text: str, locale: str, hint: str, currency: str) -> None:
    read = parse_price(text, locale, hint)
    assert read is not None
    assert read.currency == currency


def test_a_lone_dot_before_three_digits_groups_thousands_except_in_money_of_three_decimals() -> None:
    assert [each.amount for each in find_prices("1.234 €")] == [Decimal(1234)]
    assert [each.amount for each in find_prices("KWD 1.234")] == [Decimal("1.234")]


def test_every_locale_of_the_test_is_known_to_babel() -> None:
    assert all(Locale.parse(each).territory for each in LOCALES)


@pytest.mark.parametrize(
    "measure",
    [
        "(£34.72 / kg)",
        "£3.20 per 100 g",
        "1 l = £3.20",
        "Inhalt: 0,5 kg (£79.90* / 1 kg)",
        "£0.99 pro 100g",
        "£4.50/m²",
        "£9.00 le kilo",
    ],
)
def test_what_a_measure_costs_is_not_what_is_paid(measure: str) -> None:
    assert [str(each.amount) for each in paid_prices(["£12.50", measure])] == ["12.50"]
    assert paid_prices([measure]), "goods that are sold by weight have no other price"


@pytest.mark.parametrize(
    "piece", ["£12.50 each", "£12.50 per lamp", "£12.50 / month", "£12.50 lavender", "2 x £12.50 great"]
)
def test_what_a_piece_costs_is_paid(piece: str) -> None:
    assert [str(each.amount) for each in paid_prices(["£25.00", piece])] == ["25.00", "12.50"]
