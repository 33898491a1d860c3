"""Buying at the demo shop without a browser: payment, order, e-mail, and what comes afterwards."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from demo_customer import NO_MONEY, Customer

from mystery_shopper.demo import DemoShop
from mystery_shopper.demo.shop.build import VOUCHER


def test_a_guest_buys_and_everything_says_the_same(demo: DemoShop) -> None:
    claire = Customer(demo, "fr-FR")
    claire.put_in_basket(quantity=2)
    claire.post("/basket/voucher/", {"code": VOUCHER})
    payment = claire.to_payment("claire@example.com", delivery="express", country="FR", postcode="75001")
    total = payment.amounts()["Total"]
    assert total == Decimal("29.00") - Decimal("2.90") + Decimal("9.95")
    done = claire.pay(payment)
    order = demo.orders()[-1]
    assert (order["email"], order["total"], order["currency"]) == ("claire@example.com", total, "EUR")
    assert order["number"] in done.text
    assert done.amounts()["Total"] == total
    day = re.search(r"livré au plus tard le (\w+ \d+ \w+)", done.text)
    assert day is not None
    (message,) = claire.mail("claire@example.com")
    assert message["Subject"] == f"Votre commande {order['number']}"
    for part in (order["number"], "Harbour Stoneware Mug", "36,05", day[1]):
        assert part in re.sub(r"[\u00a0\u202f]", " ", message["Text"]), part
    link = re.search(r"http\S+/orders/\S+", message["Text"])
    assert link is not None
    assert order["number"] in Customer(demo, "fr").get(link[0]).text
    assert "Votre panier est vide" in claire.get("/basket/").text


def test_a_declined_card_is_told_why_and_another_try_works(demo: DemoShop, ann: Customer) -> None:
    ann.put_in_basket()
    before = len(demo.orders())
    page = ann.to_payment()
    declined = ann.pay(page, NO_MONEY)
    assert "there is not enough money on the account" in declined.text
    assert declined.amounts() == page.amounts()
    assert len(demo.orders()) == before
    assert ann.pay(declined).path == "/checkout/confirmation/"
    assert len(demo.orders()) == before + 1


def test_a_payment_that_was_not_made_places_no_order(demo: DemoShop, ann: Customer) -> None:
    ann.put_in_basket()
    ann.to_payment()
    before = len(demo.orders())
    assert ann.post("/checkout/payment/", {"payment": "made-up"}).path == "/checkout/payment/"
    assert len(demo.orders()) == before


def test_pressing_pay_twice_buys_once(demo: DemoShop, ann: Customer) -> None:
    ann.put_in_basket()
    page = ann.to_payment("twice@example.com")
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: ann.pay(page), range(2)))
    assert [each.path for each in answers] == ["/checkout/confirmation/"] * 2
    assert [each["email"] for each in demo.orders()].count("twice@example.com") == 1
    assert len(ann.mail("twice@example.com")) == 1


@pytest.mark.parametrize(
    "address",
    [
        {"country": "GB", "postcode": "sw1a1aa", "phone": "020 7946 0018"},
        {"country": "FR", "line1": "3 bis, rue de l'Église", "city": "L'Haÿ-les-Roses", "postcode": "94240"},
        {"country": "US", "line1": "742 Evergreen Ter #3", "region": "OR", "postcode": "97403-1234"},
        {"country": "DE", "first_name": "Jörg", "last_name": "Weiß", "postcode": "10115", "phone": "030/901820"},
        {"country": "IE", "postcode": "D02 AF30", "phone": "+353 1 677 9100 ext. 2"},
        {"country": "NL", "first_name": "Jo", "last_name": "in 't Veld", "postcode": "1012 JS"},
        {"country": "JP", "first_name": "真理子", "last_name": "山田", "postcode": "100-0001", "phone": "12345"},
        {"country": "ES", "last_name": "García-Márquez y Ó Súilleabháin", "postcode": "28001"},
    ],
)
def test_real_addresses_are_accepted(ann: Customer, address: dict[str, str]) -> None:
    ann.put_in_basket()
    assert ann.to_payment(**address).path == "/checkout/payment/"


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ({"last_name": ""}, "Last name is missing."),
        ({"postcode": "nope"}, "Postcode needs at least one digit"),
        ({"phone": "12"}, "Phone is too short."),
    ],
)
def test_a_mistake_names_the_field_and_keeps_the_rest(ann: Customer, address: dict[str, str], complaint: str) -> None:
    ann.put_in_basket()
    page = ann.to_payment(**address)
    field = next(iter(address))
    assert page.path == "/checkout/delivery/"
    assert page.text.count(complaint) == 2, "once in the summary, once at the field"
    assert f'href="#id_{field}"' in page.body
    assert re.search(rf'<input[^>]*aria-describedby="[^"]*id_{field}_error"[^>]*id="id_{field}"', page.body)
    assert 'value="12 High Street"' in page.body


def test_the_checkout_cannot_be_entered_from_the_middle(ann: Customer) -> None:
    assert ann.get("/checkout/payment/").path == "/basket/"
    ann.put_in_basket()
    assert ann.get("/checkout/payment/").path == "/checkout/"
    ann.post("/checkout/", {"email": "ann@example.com"})
    assert ann.get("/checkout/payment/").path == "/checkout/delivery/"


def test_an_order_is_found_by_number_and_can_be_returned(demo: DemoShop, ann: Customer) -> None:
    ann.buy("back@example.com")
    number = demo.orders()[-1]["number"]
    assert "do not belong together" in ann.post("/orders/", {"number": number, "email": "else@example.com"}).text
    status = ann.post("/orders/", {"number": number.lower(), "email": "Back@example.com"})
    assert "We are packing your order." in status.text
    form = status.path + "return/"
    assert "Items to return is missing." in ann.post(form, {}).text
    line = re.search(r'name="lines" value="(\d+)"', ann.get(form).body)
    assert line is not None
    sent = ann.post(form, {"lines": line[1], "reason": "size"})
    reference = re.search(r"RET-\d+", sent.text)
    assert reference is not None
    assert ann.mail("back@example.com")[0]["Subject"] == f"Your return {reference[0]}"
    assert reference[0] in ann.get(status.path).text


def test_an_order_page_needs_its_own_key(demo: DemoShop, ann: Customer) -> None:
    ann.buy()
    number = demo.orders()[-1]["number"]
    assert ann.get(f"/orders/{number}/made-up-key/").status == 404
    assert ann.get("/orders/HP1/made-up-key/").status == 404


def test_a_message_is_acknowledged(ann: Customer) -> None:
    page = ann.post("/contact/", {"name": "Ann", "email": "ask@example.com", "text": "Is the lamp dimmable?"})
    reference = re.search(r"MSG-\d+", page.text)
    assert page.path == "/contact/sent/"
    assert reference is not None
    messages: list[dict[str, Any]] = ann.mail("ask@example.com")
    assert [each["Subject"] for each in messages] == [f"We have your message {reference[0]}"]
    assert "Is the lamp dimmable?" in messages[0]["Text"]
