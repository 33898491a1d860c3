"""Published test cards: the only card numbers that a shopper may type."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mystery_shopper.card_numbers import digits_of, looks_like_card_number, numbers_in
from mystery_shopper.errors import DataError, SettingsError, one_of
from mystery_shopper.model import CARD_BRANDS, Card
from mystery_shopper.presets import entries
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.yaml.files import Key, Node, read_keys
from mystery_shopper.yaml.values import many, name, one, table, text

BEHAVIOURS = ("approved", "declined", "insufficient-funds", "expired", "3ds")


@cache
def load_cards() -> dict[str, Card]:
    """Return the named test cards of ``data/cards.yaml``, each published by the provider that it names."""
    data = entries("cards.yaml")
    sources = table(text, "{stripe: docs.stripe.com/testing}")(data["sources"])
    cards = data["cards"].value
    assert isinstance(cards, dict)
    return {name: _card(name, node, sources) for name, node in cards.items()}


def find_card(wanted: str) -> Card:
    """Return the card of that name. Raises SettingsError with the nearest name."""
    cards = load_cards()
    if wanted not in cards:
        raise SettingsError(f"There is no test card '{wanted}'.{one_of(wanted, cards)}")
    return cards[wanted]


def card_name(node: Node) -> str:
    """Read the name of a test card. Raises DataError with the nearest name."""
    if re.search(r"\d{4}", digits_of(str(node.value))):
        text = "is a number, and a card is named. Write its name, such as `visa-approved`:"
        raise node.error(f"{text} `mystery-shopper cards` lists them.")
    value = name(node)
    if value not in load_cards():
        raise node.error(f"is {value!r}, which is no test card.{one_of(value, load_cards())}")
    return value


def is_published_test_number(digits: str) -> bool:
    """Tell whether a provider publishes this number for tests; spaces and hyphens do not matter."""
    return digits_of(digits) in published_numbers()


@cache
def published_numbers() -> frozenset[str]:
    """Return every number that may be typed, digits alone: those of the named cards and those published beside them."""
    further = entries("cards.yaml")["also_published"].value
    assert isinstance(further, dict)
    numbers = {digits_of(each) for node in further.values() for each in many(text, "[4242 4242 4242 4242]")(node)}
    return frozenset(numbers | {each.number for each in load_cards().values()})


def unpublished_number(text: str) -> str:
    """Return what a text is or holds that may be somebody's real card number, empty when it is nothing of the kind."""
    return next((each for each in numbers_in(text) if not is_published_test_number(each)), "")


def _card(card: str, node: Node, sources: dict[str, str]) -> Card:
    problems: list[Problem] = []
    values: dict[str, Any] = read_keys(node, CARD_KEYS, f"card '{card}'", problems)
    raise_first(problems)
    expiry = values.pop("expires", {})
    return Card(card, **(values | {"source": sources[values["source"]]}), **expiry)


def _number(node: Node) -> str:
    value = digits_of(text(node))
    if not looks_like_card_number(value):
        raise DataError(node.path, node.line, f"{node.where} fails the Luhn test. Compare it with the provider's page.")
    return value


def _expiry(node: Node) -> dict[str, int]:
    found = re.fullmatch(r"(0[1-9]|1[0-2])/(20\d\d)", text(node))
    if not found:
        raise node.wrong("a month and a year such as `03/2030`")
    return {"expiry_month": int(found[1]), "expiry_year": int(found[2])}


CARD_KEYS = {
    "brand": Key(one(*CARD_BRANDS), "visa", required=True),
    "number": Key(_number, "4242 4242 4242 4242", required=True),
    "cvc": Key(text, "123", required=True),
    "behaviour": Key(one(*BEHAVIOURS), "approved", required=True),
    "source": Key(text, "stripe", required=True),
    "expires": Key(_expiry),
}
