"""A persona moves house: another language, address and money, the same habits."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery_shopper.errors import SettingsError
from mystery_shopper.personas import as_visitor, draw, living_in
from mystery_shopper.run import personas_of

HANNAH = personas_of(Path(__file__).parents[1])["calm-desktop"]


@pytest.mark.parametrize(
    ("locale", "written", "country", "currency", "timezone"),
    [
        ("fr-FR", "fr-FR", "FR", "EUR", "Europe/Paris"),
        ("en_US", "en-US", "US", "USD", "America/Chicago"),
        ("de-DE", "de-DE", "DE", "EUR", "Europe/Berlin"),
    ],
)
def test_who_moves_takes_on_the_countrys_language_money_and_time(
    locale: str, written: str, country: str, currency: str, timezone: str
) -> None:
    moved = living_in(HANNAH, locale)
    assert (moved.locale, moved.country, moved.currency, moved.timezone) == (written, country, currency, timezone)
    assert draw(moved, 1).country == country


def test_habits_move_along() -> None:
    moved = living_in(HANNAH, "fr-FR")
    kept = ("id", "name", "story", "patience_s", "device", "forms", "card", "customer")
    assert [getattr(moved, each) for each in kept] == [getattr(HANNAH, each) for each in kept]


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr", "Valid: fr-"),
        ("xx-FR", "Give a language and a country"),
        ("fr-MC", "where no address can be drawn. Valid: fr-AE, fr-AT,"),
        ("fr", "names no country. Valid: fr-AE,"),
        ("french", "Give a language and a country, such as `fr-FR`. Did you mean 'fr-FR'"),
        ("en-XX", "There is no country 'XX'"),
        ("zz-GB", "There is no language 'zz'"),
        ("", "Give a"),
    ],
)
def test_nobody_moves_to_nowhere(locale: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        living_in(HANNAH, locale)


@pytest.mark.parametrize(
    ("locale", "currency", "lives"),
    [
        ("de-DE", "", ("de-DE", "DE", "EUR")),
        ("de-CH", "EUR", ("de-CH", "CH", "EUR")),
        ("fr", "", ("fr", "GB", "GBP")),
        ("", "USD", ("en-GB", "GB", "USD")),
        ("", "", ("en-GB", "GB", "GBP")),
    ],
)
def test_a_shop_file_says_where_its_visitors_live(locale: str, currency: str, lives: tuple[str, str, str]) -> None:
    visitor = as_visitor(HANNAH, locale, currency)
    assert (visitor.locale, visitor.country, visitor.currency) == lives
