"""What is painted as an error and tells of goods is no failure: the last pieces, a lowered price, a saving."""

from __future__ import annotations

import pytest

from mystery_shopper.shop import errors, failures
from mystery_shopper.shop.parts import Message
from mystery_shopper.shop.view import PageView


def page(text: str, lang: str = "en", kind: str = "error") -> PageView:
    return PageView("http://shop.example/basket", lang=lang, messages=(Message(text, kind, in_view=True),))


OF_GOODS = {
    "en": ["£9.99", "-20%", "Sale", "You save £2.00", "Hurry, only 3 left!", "Remove", "3 items", "Low stock"],
    "de": ["Nur noch 3 verfügbar", "Sie sparen 2,00 €", "Letzte Stücke: nur wenige"],
    "fr": ["Il n'en reste que 3", "Derniers exemplaires"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, each) for lang, texts in OF_GOODS.items() for each in texts])
def test_what_tells_of_goods(lang: str, text: str) -> None:
    assert failures(page(text, lang)) == []


FAILURES = {
    "en": ["Sorry, £9.99 could not be charged", "Something went wrong", "Invalid", "That did not work out", "Oops!"],
    "de": ["Fehler", "Das hat leider nicht geklappt"],
    "ja": ["エラーが発生しました"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, each) for lang, texts in FAILURES.items() for each in texts])
def test_what_tells_of_a_failure(lang: str, text: str) -> None:
    assert failures(page(text, lang)) == [text]


def test_what_is_no_error_is_no_failure() -> None:
    view = page("Added to your basket", kind="status")
    assert (errors(view), failures(view)) == ([], [])
