"""A cause has one name in every run, whatever numbers and ids a page makes anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.model import fingerprint


def of(element: str) -> str:
    return fingerprint("small-target", "basket", "https://shop.example/basket/", element)


SAME = {
    "a random number": ("#row-17 > button", "#row-2304 > button"),
    "a uuid": ("[id='f47ac10b-58cc-4372-a567-0e02b2c3d479']", "[id='0b9dbea1-abcd-4bad-8cde-0123456789ab']"),
    "a hash": ('field "x" #a1b2c3d4e5f6', 'field "x" #deadbe0f77aa'),
    "a random word": ("#q-k3j9x0zz", "#q-x7f2b1c"),
    "React's own ids": (r"#\:r3\:", r"#\:ra\:"),
    "React's newer ids": ("«r1»", "«rb»"),
    "an id that begins with a number": (r"#\31 a2f", r"#\39 7cd"),
    "an order's number": ('link "Order HP100008"', 'link "Order HP100431"'),
    "an order's name": ('link "Track GDY7O0FFN"', 'link "Track B4R0ANJX"'),
}
APART = {
    "two words": ("#postcode", "#city"),
    "words with numbers behind": ("#street1", "#phone1"),
    "names of products": ("picture “Mug”", "picture “Teapot”"),
    "a word of letters that a hash might have": ("#facade", "#decade"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_what_is_made_anew_in_every_run_is_no_part_of_a_cause(one: str, other: str) -> None:
    assert of(one) == of(other)


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_what_lasts_tells_causes_apart(one: str, other: str) -> None:
    assert of(one) != of(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -_#>[]='", max_size=30), st.integers(0, 10**12))
def test_a_number_behind_a_name_never_makes_a_new_cause(name: str, number: int) -> None:
    assert of(f"{name}-{number}") == of(f"{name}-{number + 1}")
