"""What was promised and what is kept: claims in passing, the order's record, and a shop without third parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from friction_facts import SHOP, fact, judged, kinds, only, press

from mystery_shopper.model import Identity, Observation, Severity
from mystery_shopper.shop.claims import claims
from mystery_shopper.shop.dates import find_dates
from mystery_shopper.shop.records import another_address, another_order, another_total, goods_in

CLAIMS = {
    "Free delivery on orders over £50": [("free-delivery", 50, 50)],
    "Kostenlose Lieferung ab 40,00 €": [("free-delivery", 40, 40)],
    "Livraison gratuite dès 35 €": [("free-delivery", 35, 35)],
    "30 days to return what does not fit": [("return-days", 30, 30)],
    "14 Tage Rückgaberecht: Rückgabe leicht gemacht": [("return-days", 14, 14)],
    "Delivery within 2-3 working days": [("delivery-days", 2, 3)],
    "Lieferung in 2 bis 4 Werktagen": [("delivery-days", 2, 4)],
    "Livraison sous 5 jours": [("delivery-days", 5, 5)],
    "Send it back. Within 30 days you may return it.": [("return-days", 30, 30)],
    "We have sent a return label. Your money is back within 5 working days after the parcel arrives.": [],
    "After your return the refund takes 5 days": [],
    "Nach der Rückgabe erstatten wir innerhalb von 5 Tagen": [],
    "Delivery costs £4.95": [],
    "Free delivery": [],
    "Free delivery on all orders": [("free-delivery", 0, 0)],
    "No minimum spend: shipping is free of charge": [("free-delivery", 0, 0)],
    "Free delivery on all orders for members": [],
    "Free delivery on your first order": [],
    "Free UK delivery on all orders": [],
    "Free click and collect on every order": [],
    "Free returns on all orders": [],
    "A free sample with every order": [],
    "Best before 30 days": [],
    "Spend £50 and get a free mug": [],
    "Spend £40 and get free delivery": [("free-delivery", 40, 40)],
    "Orders above £30 ship free": [("free-delivery", 30, 30)],
    "Free UK delivery when you spend £30 or more": [("free-delivery", 30, 30)],
    "£30+ = free delivery": [("free-delivery", 30, 30)],
    "Arrives in 2-3 working days": [("delivery-days", 2, 3)],
    "Delivery in 1 to 2 weeks": [("delivery-days", 7, 14)],
    "Lieferung in 2 Wochen": [("delivery-days", 14, 14)],
    "Delivered every 4 weeks": [],
    "Ships within 2 days": [],
    "Ready to be dispatched for delivery within 2 days": [],
    "30 days to change your mind": [("return-days", 30, 30)],
    "Return within 3 months": [("return-days", 90, 90)],
    "60-day money-back guarantee": [("return-days", 60, 60)],
    "Your money back in 14 days": [],
    "A guarantee of 24 months": [],
}

ABROAD = {
    "de": {
        "Kostenlose Lieferung für alle Bestellungen": [("free-delivery", 0, 0)],
        "Kostenlose Lieferung für Clubmitglieder, alle Bestellungen": [],
    },
    "fr": {
        "Livraison gratuite pour toutes les commandes": [("free-delivery", 0, 0)],
        "Frais de port offerts dès 50 €": [("free-delivery", 50, 50)],
        "30 jours pour changer d'avis": [("return-days", 30, 30)],
        "Livraison en 2 semaines": [("delivery-days", 14, 14)],
    },
    "es": {"Envíos gratis en pedidos superiores a 50 €": [("free-delivery", 50, 50)]},
    "nl": {
        "30 dagen bedenktijd": [("return-days", 30, 30)],
        "Gratis verzonden vanaf € 20": [("free-delivery", 20, 20)],
    },
    "pt": {"Portes grátis a partir de 50 €": [("free-delivery", 50, 50)]},
    "it": {"30 giorni per cambiare idea": [("return-days", 30, 30)]},
    "pl": {"Dostawa w 2 tygodnie": [("delivery-days", 14, 14)]},
}


@pytest.mark.parametrize(
    ("lang", "text", "found"), [(lang, *each) for lang, texts in ABROAD.items() for each in texts.items()]
)
def test_what_a_line_promises_abroad(lang: str, text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(each.what, int(each.least), int(each.most)) for each in claims([text], lang)] == found


@pytest.mark.parametrize(("text", "found"), CLAIMS.items())
def test_what_a_line_promises(text: str, found: list[tuple[str, int, int]]) -> None:
    lang = "de" if "Liefer" in text or "Tage" in text else "fr" if "Livr" in text else "en"
    assert [(each.what, int(each.least), int(each.most)) for each in claims([text], lang)] == found


def claim(what: str, least: int, most: int, moment: str = "choose") -> Observation:
    return fact("claim", what, moment, least=Decimal(least), most=Decimal(most), text="...", currency="GBP")


def total(goods: str, delivery: str, **more: object) -> Observation:
    lines = [{"name": "Mug", "quantity": 1, "total": Decimal(goods)}]
    sums = {"currency": "GBP", "lines": lines, "delivery": Decimal(delivery), "where": "basket"}
    return fact("totals", Decimal(goods) + Decimal(delivery), "basket", **{**sums, **more})


def test_delivery_that_was_to_be_free() -> None:
    promise = claim("free-delivery", 50, 50)
    found = only(promise, total("60.00", "4.95"))
    assert (found.kind, found.severity, found.observed) == ("promise-broken", Severity.CRITICAL, "4.95 GBP")
    assert judged(promise, total("49.99", "4.95")) == []
    assert judged(promise, total("60.00", "0.00")) == []
    assert judged(promise, total("60.00", "9.95", delivery_wished=True)) == []


def test_delivery_that_was_to_be_free_for_everybody() -> None:
    promise = claim("free-delivery", 0, 0)
    assert only(promise, total("5.00", "4.95")).expected == "free delivery"
    assert judged(promise, total("5.00", "0.00")) == []


def listed(asks: str, listed: str | None, *, from_price: bool = False) -> Observation:
    said = {"where": "product", "listed": None if listed is None else Decimal(listed), "from_price": from_price}
    return fact("price", Decimal(asks), "choose", product="Mug", currency="GBP", **said)


@pytest.mark.parametrize(
    ("fact_", "broken"),
    [
        (listed("12.50", "9.90"), True),
        (listed("12.50", "12.50"), False),
        (listed("9.90", "12.50"), False),
        (listed("12.50", None), False),
        (listed("12.50", "9.90", from_price=True), False),
    ],
)
def test_a_product_that_was_listed_for_less(fact_: Observation, broken: bool) -> None:
    assert kinds(fact_) == ["promise-broken"] * broken


@pytest.mark.parametrize(
    ("words", "broken"), [("Free delivery from £50", True), ("Free delivery over £50", False), ("Ab 50 € frei", True)]
)
def test_over_a_sum_is_more_than_it(words: str, broken: bool) -> None:
    promise = fact("claim", "free-delivery", least=Decimal(50), most=Decimal(50), text=words, currency="GBP")
    assert kinds(promise, total("50.00", "4.95")) == ["promise-broken"] * broken


def test_fewer_days_to_return() -> None:
    assert kinds(claim("return-days", 30, 30), claim("return-days", 14, 14, "return")) == ["promise-broken"]
    assert judged(claim("return-days", 14, 14), claim("return-days", 30, 30, "return")) == []
    both = claim("return-days", 30, 30, "return")
    assert judged(claim("return-days", 30, 30), both, claim("return-days", 14, 14, "return")) == []


def test_more_days_until_it_comes() -> None:
    soon = claim("delivery-days", 2, 3)
    assert only(soon, claim("delivery-days", 5, 7, "confirm")).observed == "5 to 7 days until it comes"
    assert judged(soon, claim("delivery-days", 3, 5, "confirm")) == []
    assert judged(soon, claim("delivery-days", 5, 7, "choose")) == []


def test_a_shop_that_needs_third_parties() -> None:
    stopped = fact("held_up", "the checkout cannot be reached", "checkout", at=5.0)
    found = only(fact("blocked", "cdn.example", "arrive", at=1.0), stopped)
    assert (found.kind, found.moment) == ("third-party-dependency", "checkout")
    assert judged(fact("blocked", "cdn.example", "arrive")) == []
    assert kinds(stopped) == ["purchase-failed"]
    dead = press(moment="checkout", effects=[], watched_s=4, settled_s=4, repeated=True, at=4.0)
    assert kinds(fact("blocked", "cdn.example", "arrive", at=1.0), dead, stopped) == ["third-party-dependency"]


def test_a_wrong_sum_explains_the_orders_sum_and_not_its_goods() -> None:
    lines = [{"name": "Mug", "quantity": 1, "unit": Decimal(5), "total": Decimal(5)}]
    wrong = fact("totals", Decimal(9), "basket", where="basket", currency="GBP", lines=lines)
    goods = fact("record", "Gnome", "confirm", wanted="1 x Mug", what="the goods", where="confirmation", at=9.0)
    assert sorted(kinds(wrong, goods)) == ["order-record-mismatch", "total-wrong"]


def test_goods_that_the_basket_held_already_are_told_once() -> None:
    two = fact("basket", 2, "basket", when="at basket", expected=1, lines=[("Mug", 2)], at=3.0)
    same = fact("record", "2 x Mug", "confirm", wanted="1 x Mug", what="the goods", where="confirmation", at=9.0)
    assert kinds(two, same) == ["unasked-item"]
    other = fact("record", "3 x Mug", "confirm", wanted="1 x Mug", what="the goods", where="confirmation", at=9.0)
    assert sorted(kinds(two, other)) == ["order-record-mismatch", "unasked-item"]


ANN = Identity(1, "Ann", "Lee", "a@x.example", "1", "1", "12 Mill Lane", "", "Bath", "", "BA1 2AB", "GB", "secret")
SAME = ["Delivery to", "Ann Lee", "12 Mill Lane", "Bath", "BA1 2AB", "United Kingdom"]
OTHERS = {
    "another postcode": (["Ann Lee", "12 Mill Lane", "Bath", "BA9 9ZZ"], "BA9 9ZZ"),
    "another street": (["Ann Lee", "7 Elm Road", "Bath", "BA1 2AB"], "7 Elm Road"),
    "no number of the house": (["Ann Lee", "Mill Lane", "Bath", "BA1 2AB"], "Mill Lane"),
}
FINE = {
    "hers": SAME,
    "the number behind or below": ["Ann Lee", "Mill Lane", "12", "Bath BA1 2AB", "Ann Lee, Mill Lane 12, Bath BA1 2AB"],
    "in one line": ["Ann Lee, 12 Mill Lane, Bath BA1 2AB"],
    "without a street": ["Ann Lee", "Bath BA1 2AB"],
    "the shop's own": ["The Tea Shop", "1 High Street", "York YO1 7HH"],
    "hers and then the shop's": [*SAME, "Your order", "Mug", "The Tea Shop", "York YO1 7HH"],
    "none": ["Thank you, Ann Lee", "Your order number is TS-10042"],
}


@pytest.mark.parametrize(("lines", "shown"), OTHERS.values(), ids=OTHERS)
def test_an_address_that_is_almost_hers(lines: list[str], shown: str) -> None:
    found = another_address(lines, ANN)
    assert found is not None
    assert found[1] == shown


EVE = replace(
    ANN, given_name="Eve", family_name="E", street="48 Oak Street", city="Portland", postcode="97205", country="US"
)
DIGITS = {
    "another postcode": (["Eve E", "48 Oak Street", "Portland, OR 41645"], "41645"),
    "on a line of its own": (["Eve E", "48 Oak Street", "Portland", "41645"], "41645"),
    "the port of a link": (["This e-mail was sent to you.", "http://127.0.0.1:41645/orders/7"], ""),
    "a mailbox": (["Eve E", "41645@example.com"], ""),
    "the order": (["Thank you, Eve E!", "Your order 41645 is on its way."], ""),
    "the order's line": (["Eve E", "Order number", "41645"], ""),
    "a customer": (["Eve E", "Customer no. 41645"], ""),
}


@pytest.mark.parametrize(("lines", "shown"), DIGITS.values(), ids=DIGITS)
def test_a_postcode_of_digits_is_told_from_other_numbers(lines: list[str], shown: str) -> None:
    found = another_address(lines, EVE, "en")
    assert (found[1] if found else "") == shown


@pytest.mark.parametrize("lines", FINE.values(), ids=FINE)
def test_an_address_that_is_hers_or_somebody_elses(lines: list[str]) -> None:
    assert another_address(lines, ANN) is None


def test_goods_that_were_not_ordered() -> None:
    assert another_order([("Brown Betty Teapot, 2 cups", 1)], {"Brown Betty Teapot": 1}) is None
    assert another_order([], {"Mug": 1}) is None
    assert another_order([("Mug", None)], {"Mug": 2}) is None
    assert another_order([("Spoon", 1)], {"Mug": 1}) == ("1 x Mug", "Spoon")
    assert another_order([("Order details", None)], {"Mug": 1}, ["Order details", "Mug, blue", "1"]) is None
    assert another_order([("Mug", 1)], {"Mug": 2}) == ("2 x Mug", "1 x Mug")


AGREED = {Decimal("12.50"), Decimal("15.50")}
MAIL_TOTALS = {
    "the same": (["Mug £12.50", "Total: £15.50"], "en", ""),
    "another": (["Mug £12.50", "Order total: £17.50"], "en", "17.50 GBP"),
    "below its name": (["Total", "£17.50"], "en", "17.50 GBP"),
    "abroad": (["Gesamtsumme: 17,50 €"], "de", "17.50 EUR"),
    "only the goods": (["Subtotal: £99.00", "Items total: £99.00"], "en", ""),
    "none": (["Thank you for your order."], "en", ""),
    "what is told of others": (["Over £1,000 in total were given to charity."], "en", ""),
}


@pytest.mark.parametrize(("lines", "lang", "shown"), MAIL_TOTALS.values(), ids=MAIL_TOTALS)
def test_the_total_of_an_e_mail(lines: list[str], lang: str, shown: str) -> None:
    assert str(another_total(lines, AGREED, lang) or "") == shown
    assert another_total(lines, set(), lang) is None, "nobody knows what was agreed"


def test_the_goods_of_an_e_mail() -> None:
    text = [
        "Your order MH-7",
        "2 x Blue Mug  £25.00",
        "1 \u00d7 Red Pot: £9.00",
        "3 x £4.00",
        "1 x SKU-12",
        "It is 80 x 120 cm large",
    ]
    assert goods_in(text, "en") == [("Blue Mug", 2), ("Red Pot", 1)]
    assert another_order(goods_in(text, "en"), {"Blue Mug": 1}, text) == ("1 x Blue Mug", "2 x Blue Mug")
    assert another_order(goods_in(text, "en"), {"Blue Mug": 2, "Red Pot": 1}, text) is None


def test_one_purchase_and_its_orders() -> None:
    found = only(fact("orders", 2, "confirm", presses=2))
    assert (found.kind, found.severity, found.observed) == ("double-submit-possible", Severity.BLOCKER, "2 orders")
    assert judged(fact("orders", 1, "confirm", presses=2), fact("orders", 0, "confirm")) == []


def test_coming_back_to_a_session_that_is_over() -> None:
    found = only(fact("away", 60.0, "checkout", ended="found the basket empty", warned=""))
    assert (found.kind, found.owner, found.observed) == ("timeout-unwarned", "backend", "found the basket empty")
    assert judged(fact("away", 60.0, "checkout", ended="was asked to log in", warned="Are you still there?")) == []
    assert judged(fact("away", 60.0, "checkout", ended="", warned="")) == []


def test_a_record_that_differs() -> None:
    found = only(fact("record", "BA9 9ZZ", "confirm", wanted="BA1 2AB", what="the address", where="confirmation"))
    assert (found.kind, found.severity, found.expected) == ("order-record-mismatch", Severity.BLOCKER, "BA1 2AB")
    assert found.url == f"{SHOP}/confirm"


def test_an_address_below_its_heading_is_the_order_s_own() -> None:
    elsewhere = ["Delivery address", "Sam Other", "99 Elsewhere Road"]
    other = "".join("9" if each.isdigit() else "Z" if each.isalpha() else each for each in ANN.postcode)
    assert another_address([*elsewhere, other], ANN, "en") == (ANN.postcode, other)
    assert another_address(["Our shop", *elsewhere[1:], other], ANN, "en") is None, "whose it is, nobody says"
    assert another_address([*elsewhere, other, ANN.postcode], ANN, "en") is None, "hers is there too"


DAYS = {
    ("Standard: £3.95, arrives by Thursday 26 November", "en"): [(11, 26)],
    ("Arrives November 26th", "en-US"): [(11, 26)],
    ("Lieferung zwischen 26. und 28. November", "de"): [(11, 26), (11, 28)],
    ("Ankunft: 26.-28. Nov.", "de"): [(11, 26), (11, 28)],
    ("Arrivée le 3 janvier", "fr"): [(1, 3)],
    ("Order number 26 112", "en"): [],
    ("31 November", "en"): [],
}


@pytest.mark.parametrize(("said", "days"), DAYS.items(), ids=[text for text, _ in DAYS])
def test_the_days_that_a_text_names(said: tuple[str, str], days: list[tuple[int, int]]) -> None:
    found = find_dates(*said, today=date(2026, 11, 22))
    assert [(each.month, each.day) for each in found] == days
    assert all(each >= date(2026, 9, 1) for each in found), "it speaks of what comes"


def test_a_day_until_which_something_is_offered_promises_no_parcel() -> None:
    assert claims(["Free delivery until 30 November"], "en") == []
    assert [each.what for each in claims(["It arrives by 30 November"], "en")] == ["delivery-date"]


def test_a_parcel_that_comes_on_a_later_day_than_promised() -> None:
    early, late = (date(2026, 11, day).toordinal() for day in (26, 30))
    found = only(claim("delivery-date", early, early), claim("delivery-date", late, late, "confirm"))
    assert (found.kind, found.expected) == ("promise-broken", "26 November for the parcel to come")
    assert judged(claim("delivery-date", early, late), claim("delivery-date", late, late, "confirm")) == []


def test_who_sleeps_on_it_is_not_promised_yesterdays_day() -> None:
    early, late = (date(2026, 11, day).toordinal() for day in (26, 27))
    night = fact("night", 1)
    assert judged(claim("delivery-date", early, early), night, claim("delivery-date", late, late, "confirm")) == []
    assert only(claim("return-days", 30, 30), night, claim("return-days", 14, 14, "confirm")).kind == "promise-broken"


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("It comes on 29 February", date(2027, 12, 20), date(2028, 2, 29)),  # there is none in the year that ends
        ("It comes on 29 February", date(2028, 2, 27), date(2028, 2, 29)),
        ("It comes on 2 January", date(2026, 12, 30), date(2027, 1, 2)),
        ("It came on 30 December", date(2027, 12, 31), date(2027, 12, 30)),
    ],
)
def test_a_day_of_a_leap_year_and_one_beyond_the_turn_of_the_year(text: str, today: date, day: date) -> None:
    assert find_dates(text, "en", today) == [day]


def test_there_is_no_29_february_where_no_leap_year_is_near() -> None:
    assert find_dates("It comes on 29 February", "en", date(2026, 1, 20)) == []
