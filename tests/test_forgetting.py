"""What a form has emptied: secrets may go, the card is told apart, whatever language its labels are in."""

from __future__ import annotations

import pytest
from friction_facts import fact, judged, kinds

from mystery_shopper.model import Observation
from mystery_shopper.shop.forgetting import forgotten
from mystery_shopper.shop.view import Field, PageView


def form(*labels: str, filled: bool, lang: str = "") -> PageView:
    fields = tuple(
        Field(at, label=each, label_from="label", type="text", value="x" * filled, filled=filled)
        for at, each in enumerate(labels, 1)
    )
    return PageView("http://shop.example/pay", lang=lang, fields=fields)


def emptied(*labels: str, lang: str = "") -> tuple[list[str], list[str]]:
    return forgotten(form(*labels, filled=True, lang=lang), form(*labels, filled=False, lang=lang).fields)


SECRETS = [
    *("CVC", "Security code", "Prüfziffer", "Sicherheitscode", "Code de sécurité", "Código de seguridad"),
    *("Codice di sicurezza", "Beveiligingscode", "Kod bezpieczeństwa", "Kennwort", "Wachtwoord", "Contraseña", "Hasło"),
]
CARDS = ["Card number", "Kartennummer", "Numéro de carte", "Número de tarjeta", "Kaartnummer", "Numer karty"]


@pytest.mark.parametrize("label", SECRETS)
def test_a_secret_may_be_emptied_in_any_language(label: str) -> None:
    assert emptied(label) == ([], [])


@pytest.mark.parametrize("label", CARDS)
def test_the_card_is_told_apart_in_any_language(label: str) -> None:
    assert emptied(label, "City") == ([label, "City"], [label])


def test_what_is_kept_and_what_is_no_longer_there() -> None:
    before = form("City", "Street", filled=True)
    assert forgotten(before, before.fields) == ([], [])
    assert forgotten(before, ()) == ([], [])
    assert forgotten(form("City", filled=False), form("City", filled=False).fields) == ([], [])


def refused(moment: str, lost: list[str], of_card: list[str]) -> Observation:
    named = {"text": "Enter a name", "field": "Name", "on_screen": True}
    return fact("form_submitted", "rejected", moment, lost=lost, lost_of_card=of_card, errors=[named], on_screen=True)


@pytest.mark.parametrize("moment", ["checkout", "pay"])
def test_a_card_that_is_forgotten_is_the_card_forms(moment: str) -> None:
    assert kinds(refused(moment, ["Número de tarjeta"], ["Número de tarjeta"])) == ["card-data-cleared"]
    assert kinds(refused(moment, ["Ciudad"], [])) == ["form-data-lost"]
    assert judged(refused(moment, [], [])) == []
