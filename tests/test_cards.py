"""Only published test numbers pass; whatever else looks like a card number is recognised, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mystery_shopper.card_numbers import looks_like_card_number, masked_numbers
from mystery_shopper.cards import card_name, find_card, is_published_test_number, load_cards
from mystery_shopper.errors import DataError, SettingsError
from mystery_shopper.model import Card
from mystery_shopper.problems import Problem
from mystery_shopper.yaml.files import Node

DEMO = {
    "visa-approved": ("4242424242424242", "approved"),
    "mastercard-approved": ("5555555555554444", "approved"),
    "amex-approved": ("378282246310005", "approved"),
    "visa-declined": ("4000000000000002", "declined"),
    "visa-insufficient-funds": ("4000000000009995", "insufficient-funds"),
    "visa-expired": ("4000000000000069", "expired"),
    "visa-3ds": ("4000000000003220", "3ds"),
}


def with_check_digit(digits: str) -> str:
    return next(digits + each for each in "0123456789" if looks_like_card_number(digits + each))


def test_the_demo_shops_cards_are_there_by_name() -> None:
    assert {name: (load_cards()[name].number, load_cards()[name].behaviour) for name in DEMO} == DEMO


@pytest.mark.parametrize("card", load_cards().values(), ids=lambda each: each.name)
def test_every_named_card_is_a_published_number_with_a_source_and_a_fitting_cvc(card: Card) -> None:
    found = find_card(card.name)
    assert is_published_test_number(found.number)
    assert looks_like_card_number(found.number)
    assert "." in found.source
    assert len(found.cvc) == (4 if found.brand == "amex" else 3)
    assert found.number not in repr(found)


@given(st.from_regex(r"[1-9][0-9]{10,17}", fullmatch=True), st.sampled_from(["", " ", "-", "\u00a0", "\u2013", "."]))
def test_a_number_that_passes_luhn_is_recognised_in_any_writing_and_is_not_published(start: str, gap: str) -> None:
    number = with_check_digit(start)
    assume(not is_published_test_number(number))
    grouped = gap.join(number[at : at + 4] for at in range(0, len(number), 4))
    assert looks_like_card_number(grouped)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not looks_like_card_number(wrong)


@pytest.mark.parametrize("written", ["4242 4242 4242 4242", "4242-4242-4242-4242", "４２４２４２４２４２４２４２４２"])  # noqa: RUF001
def test_a_published_number_is_known_in_any_writing(written: str) -> None:
    assert is_published_test_number(written)
    assert looks_like_card_number(written)


@pytest.mark.parametrize(
    "written", ["", "Anna", "0161 496 0542", "M1 1AE", "42424242424", "4242424242424241", "1" * 20]
)
def test_what_a_shopper_types_all_day_is_no_card_number(written: str) -> None:
    assert not looks_like_card_number(written)


def test_an_unknown_card_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"no test card 'visa-declind'\. Did you mean 'visa-declined'\?"):
        find_card("visa-declind")


@pytest.mark.parametrize("written", ["4929123456780006", "4929 1234 5678 0006", "4929-1234-5678-0006"])
def test_no_message_repeats_what_could_be_a_card(written: str) -> None:
    said = [str(Problem("x.feature", 3, f"There is no card '{written}'."))]
    for call in (lambda: card_name(Node("x.yaml", 1, written, "'card'")), lambda: find_card(written)):
        with pytest.raises((DataError, SettingsError)) as told:
            call()
        said.append(str(told.value))
    for each in said:
        assert written not in each
        assert "4929" not in each
    assert "'************0006'" in said[0]


@pytest.mark.parametrize(
    "text", ["order 4929123456780007", "+44 161 496 0542 1234 567", "12.07.2026 10:00", "£1,234.50"]
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert masked_numbers(text) == text
