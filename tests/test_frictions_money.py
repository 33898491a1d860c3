"""Prices and sums: what is wrong, what is only unusual, and what nobody can tell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from friction_facts import fact, judged, kinds, only, press
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.model import Observation, Severity

amounts = st.decimals(Decimal("0.50"), Decimal(5000), places=2)


def price(amount: str | Decimal, where: str = "product", product: str = "Enamel mug", **detail: Any) -> Observation:
    moment = {"product": "choose", "listing": "find"}.get(where, where)
    return fact("price", Decimal(amount), moment, where=where, product=product, **{"currency": "GBP", **detail})


def totals(amount: str | Decimal, where: str = "basket", *lines: str, **detail: Any) -> Observation:
    made = [{"name": "Mug", "quantity": 1, "unit": None, "total": Decimal(each)} for each in lines]
    moment = {"payment": "pay", "review": "pay", "delivery": "checkout"}.get(where, where)
    given = {
        key: Decimal(each) if isinstance(each, str) and key != "currency" else each for key, each in detail.items()
    }
    return fact("totals", Decimal(amount), moment, where=where, lines=made, **{"currency": "GBP", **given})


def test_a_price_that_rose() -> None:
    found = only(price("24.90"), price("26.64", "basket"))
    assert (found.kind, found.severity, found.owner, found.moment) == (
        "price-drift",
        Severity.BLOCKER,
        "backend",
        "basket",
    )
    assert found.message == (
        "“Enamel mug” cost 24.90 GBP on its own page and costs 26.64 GBP in the basket, and nothing announced the "
        "difference of 1.74 GBP."
    )
    assert kinds(price("26.64", "basket"), price("24.90")) == ["price-drift"], "whichever she saw first"


def test_a_price_that_rose_is_one_finding_however_often_it_is_seen() -> None:
    assert only(price("24.90"), price("26.64", "basket"), price("26.64", "payment")).moment == "basket"


STEADY = {
    "the same": [price("24.90"), price("24.90", "basket")],
    "a cent of rounding": [price("24.90"), price("24.91", "basket")],
    "cheaper": [price("24.90"), price("19.90", "basket")],
    "announced": [price("24.90"), price("26.64", "basket", announced=True)],
    "a price from": [price("24.90", from_price=True), price("34.90", "basket")],
    "another currency": [price("24.90"), price("29.90", "basket", currency="EUR")],
    "another product": [price("24.90"), price("29.90", "basket", product="Lamp")],
    "a product that begins alike": [price("24.90", product="Mug"), price("29.90", "basket", product="Mugshot")],
    "the dearer variant was shown": [price("24.90"), price("29.90"), price("29.90", "basket")],
    "the listing's price, and the page said more": [price("9", "listing"), price("12"), price("12", "basket")],
    "never shown before": [price("24.90", "basket")],
}


@pytest.mark.parametrize("facts", STEADY.values(), ids=STEADY.keys())
def test_prices_that_did_not_drift(facts: list[Observation]) -> None:
    assert judged(*facts) == []


def test_the_same_number_in_other_money_is_another_price() -> None:
    shown, asked = price("24.90", written="GBP"), price("24.90", "basket", currency="EUR", written="EUR")
    found = only(shown, asked)
    assert (found.kind, found.severity) == ("price-drift", Severity.BLOCKER)
    assert found.message == (
        "“Enamel mug” cost 24.90 GBP on its own page and costs 24.90 EUR in the basket; the same money was expected."
    )
    assert judged(shown, price("28.90", "basket", currency="EUR", written="EUR")) == [], "she sees it in her own money"
    assert judged(shown, price("24.90", "basket", currency="EUR", written="")) == [], "the basket names no money"
    again = price("24.90", currency="EUR", written="EUR")
    assert judged(shown, again, asked) == [], "she had come to another money before"


def test_a_variant_in_the_name_is_the_same_product() -> None:
    assert kinds(price("24.90", product="Enamel mug"), price("26.64", "basket", product="Enamel Mug, blue")) == [
        "price-drift"
    ]


def test_the_listing_counts_where_the_page_was_never_opened() -> None:
    assert kinds(price("24.90", "listing"), price("26.64", "basket")) == ["price-drift"]


@given(amounts, amounts)
def test_a_price_drifts_when_it_rises_by_more_than_a_cent(shown: Decimal, asked: Decimal) -> None:
    expected = ["price-drift"] if asked - shown > Decimal("0.01") else []
    assert kinds(price(shown), price(asked, "basket")) == expected


def test_a_total_that_is_not_its_parts() -> None:
    found = only(totals("54.10", "basket", "24.90", "22.85", delivery="3.95"))
    assert (found.kind, found.severity, found.owner) == ("total-wrong", Severity.BLOCKER, "backend")
    assert found.message == (
        "The basket asks for 54.10 GBP, but 2 lines of 47.75 GBP together, delivery 3.95 GBP make 51.70 GBP: "
        "2.40 GBP too much."
    )
    assert "too little" in only(totals("40", "basket", "24.90", "22.85", delivery="3.95")).message


RIGHT = {
    "the sum": totals("51.70", "basket", "24.90", "22.85", delivery="3.95"),
    "a cent a line": totals("51.72", "basket", "24.90", "22.85", delivery="3.95"),
    "a discount": totals("46.70", "basket", "24.90", "22.85", delivery="3.95", discounts="5"),
    "a discount written below zero": totals("46.70", "basket", "24.90", "22.85", delivery="3.95", discounts="-5"),
    "a discount that the lines have already": totals("47.75", "basket", "24.90", "22.85", discounts="5"),
    "a delivery that comes later": totals("47.75", "basket", "24.90", "22.85", delivery="3.95"),
    "tax in the prices": totals("24.90", "basket", "24.90", tax="4.15", tax_included=True),
    "tax on top": totals("29.88", "basket", "24.90", tax="4.98", tax_included=False),
    "tax and the page does not say": totals("24.90", "basket", "24.90", tax="4.15", tax_included=False),
    "a fee": totals("27.40", "payment", "24.90", fees=[("Gift wrap", Decimal("2.50"))]),
    "one of two fees": totals("27.40", "payment", "24.90", fees=[("Wrap", Decimal("2.50")), ("Guard", Decimal(2))]),
    "a saving that is told and not taken off": totals(
        "24.90", "basket", "24.90", discounts="5", subtotal=Decimal("24.90")
    ),
    "a discount that the page takes off": totals(
        "19.90", "basket", "24.90", discounts="5", taken_off=Decimal(5), subtotal=Decimal("24.90")
    ),
    "a discount that is told once more as a saving": totals(
        "19.90", "basket", "24.90", discounts="10", taken_off=Decimal(5), subtotal=Decimal("24.90")
    ),
    "lines with the discount in, below goods at their full price": totals(
        "19.90", "basket", "19.90", discounts="5", taken_off=Decimal(5), subtotal=Decimal("24.90")
    ),
    "no lines to add up": totals("99", "basket"),
    "a sum that is rounded in a row of its own": totals(
        "24.85", "basket", "24.87", fees=[("Rounding", Decimal("-0.02"))]
    ),
    "a yen a line": totals("2402", "basket", "1200", "1200", currency="JPY"),
}


@pytest.mark.parametrize("seen", RIGHT.values(), ids=RIGHT.keys())
def test_totals_that_add_up(seen: Observation) -> None:
    assert judged(seen) == []


def test_more_than_a_yen_a_line_is_wrong() -> None:
    found = only(totals("2403", "basket", "1200", "1200", currency="JPY"))
    assert (found.kind, found.observed) == ("total-wrong", "2403.00 JPY")


def asks(amount: str, total: str) -> Observation:
    known = {"asks": Decimal(amount), "total": Decimal(total), "currency": "GBP", "says_cost": True}
    return fact("pay_button", f"Pay £{amount}", "pay", **known)


def test_a_button_that_asks_for_more_than_the_total() -> None:
    found = only(asks("24.90", "20.90"))
    assert (found.kind, found.severity, found.moment) == ("total-wrong", Severity.BLOCKER, "pay")
    assert found.message == (
        "The button “Pay £24.90” asks for 24.90 GBP, and the total on the page is 20.90 GBP; the same was expected."
    )
    assert judged(asks("20.90", "20.90")) == []
    assert judged(asks("5.00", "20.90")) == [], "a deposit"
    offered = fact("delivery_offered", Decimal(4), "checkout")
    assert judged(offered, asks("24.90", "20.90")) == [], "the goods, and what the delivery costs on top"
    sums = totals("20.90", "payment", "16.90", delivery="4.00")
    again = [each for each in judged(offered, sums, asks("24.90", "20.90")) if each.kind == "total-wrong"]
    assert [each.expected for each in again] == ["20.90 GBP"], "the delivery is in the total already"


def test_a_discount_that_stands_among_the_sums_below_zero_must_be_taken_off() -> None:
    seen = totals("24.90", "basket", "24.90", discounts="5", taken_off=Decimal(5), subtotal=Decimal("24.90"))
    assert "5.00 GBP too much" in only(seen).message


def test_the_parts_are_told_as_the_page_means_them() -> None:
    seen = totals("99", "basket", "24.90", tax="4.15", tax_included=True, discounts="5", fees=[("Wrap", Decimal(2))])
    assert (
        "1 line of 24.90 GBP, discounts 5.00 GBP, tax 4.15 GBP (included), Wrap 2.00 GBP make 26.90 GBP"
        in only(seen).message
    )


def test_a_line_without_an_amount_is_not_guessed() -> None:
    lines = [{"name": "Mug", "quantity": 1, "unit": None, "total": None}]
    assert judged(fact("totals", Decimal(9), where="basket", currency="GBP", lines=lines)) == []
    priced = [{"name": "Mug", "quantity": 3, "unit": Decimal(4), "total": None}]
    assert judged(fact("totals", Decimal(12), where="basket", currency="GBP", lines=priced)) == []
    assert kinds(fact("totals", Decimal(9), where="basket", currency="GBP", lines=priced)) == ["total-wrong"]


@given(st.lists(amounts, min_size=1, max_size=6), amounts, st.decimals(-50, 50, places=2))
def test_a_total_is_wrong_when_it_is_off_by_more_than_a_cent_a_line(
    lines: list[Decimal], delivery: Decimal, off: Decimal
) -> None:
    seen = totals(sum(lines, delivery) + off, "basket", *(str(each) for each in lines), delivery=delivery)
    slack = Decimal("0.01") * len(lines)
    right = abs(off) <= slack or abs(delivery + off) <= slack
    assert kinds(seen) == ([] if right else ["total-wrong"])


def test_a_total_that_is_off_by_the_same_everywhere_is_one_finding() -> None:
    parts = ("24.90", "22.85")
    seen = [totals("50.15", where, *parts) for where in ("basket", "delivery", "payment")]
    assert only(*seen).moment == "basket"


BASKET = totals("28.85", "basket", "24.90", delivery="3.95")
LATE_FEE = totals("31.80", "payment", "24.90", delivery="3.95", fees=[("Handling fee", Decimal("2.95"))])


def test_a_fee_that_nobody_spoke_of() -> None:
    found = only(BASKET, LATE_FEE)
    assert (found.kind, found.severity, found.owner, found.moment) == (
        "late-extra-cost",
        Severity.CRITICAL,
        "merchandising",
        "pay",
    )
    assert found.message == (
        "The total was 28.85 GBP at the basket step and is 31.80 GBP at the payment: “Handling fee” of 2.95 GBP was "
        "not mentioned before."
    )
    unread = totals("31.80", "payment", "24.90", delivery="3.95")
    assert kinds(BASKET, unread) == ["late-extra-cost"], "a fee that is in no line is not a wrong sum beside it"


def test_a_fee_hides_behind_no_delivery_that_was_counted_already() -> None:
    without = totals("24.90", "basket", "24.90", delivery="3.95")
    assert judged(without, totals("28.85", "payment", "24.90", delivery="3.95")) == []
    assert kinds(without, LATE_FEE) == ["late-extra-cost"]


DISCLOSED = {
    "the same": [BASKET, totals("28.85", "payment", "24.90", delivery="3.95")],
    "less": [BASKET, totals("20", "payment", "20")],
    "a cent": [BASKET, totals("28.86", "payment", "24.90", delivery="3.95")],
    "a delivery shown in between": [
        totals("24.90", "basket", "24.90"),
        totals("28.85", "delivery", "24.90", delivery="3.95"),
        totals("28.85", "payment", "24.90", delivery="3.95"),
    ],
    "a dearer delivery that she chose": [
        BASKET,
        press('radio "Express, £7.95"', "checkout"),
        totals("32.85", "payment", "24.90", delivery="7.95"),
    ],
    "delivery offered at its choice": [
        totals("24.90", "basket", "24.90"),
        fact("delivery_offered", Decimal("3.95"), "checkout"),
        totals("28.85", "payment", "24.90", delivery="3.95"),
    ],
    "a delivery that a page told in words": [
        fact("told", "delivery", "choose", text="Delivery £3.95 within three days"),
        totals("24.90", "basket", "24.90"),
        totals("28.85", "payment", "24.90", delivery="3.95"),
    ],
    "a courier that she chose, named like nothing else": [
        totals("24.90", "basket", "24.90"),
        press('radio "Swift Courier, £3.95"', "checkout"),
        totals("28.85", "payment", "24.90", fees=[("Swift Courier", Decimal("3.95"))]),
    ],
    "a tax that needs the address": [
        totals("24.90", "basket", "24.90"),
        totals("27.39", "payment", "24.90", tax="2.49", tax_included=False),
    ],
    "other pieces": [BASKET, totals("53.75", "payment", "24.90", "24.90", delivery="3.95")],
    "nothing shown before": [LATE_FEE],
    "only shown at the till": [totals("28.85", "payment", "24.90", delivery="3.95"), LATE_FEE],
}


@pytest.mark.parametrize("facts", DISCLOSED.values(), ids=DISCLOSED.keys())
def test_costs_that_are_no_surprise(facts: list[Observation]) -> None:
    assert judged(*facts) == []


def test_a_delivery_that_is_first_seen_at_the_till_is_less_grave() -> None:
    found = only(totals("24.90", "basket", "24.90"), totals("28.85", "payment", "24.90", delivery="3.95"))
    assert (found.kind, found.severity) == ("late-extra-cost", Severity.NORMAL)
    assert "the delivery of 3.95 GBP was not mentioned before" in found.message


@given(amounts, amounts)
def test_a_late_cost_is_found_exactly_when_the_total_rose(before: Decimal, after: Decimal) -> None:
    found = kinds(totals(before, "basket"), totals(after, "payment"))
    assert found == (["late-extra-cost"] if after - before > Decimal("0.01") else [])


def test_the_order_says_another_amount_than_the_payment() -> None:
    paid = totals("28.85", "payment", "24.90", delivery="3.95")
    order = {"reference": "1001", "next_step": True, "tried": True}
    found = only(BASKET, paid, fact("order", True, "confirm", total=Decimal("30.85"), **order))
    assert (found.kind, found.severity) == ("order-record-mismatch", Severity.BLOCKER)
    assert judged(BASKET, paid, fact("order", True, "confirm", total=Decimal("28.85"), **order)) == []
    assert judged(BASKET, fact("order", True, "confirm", total=Decimal("30.85"), **order)) == [], "no oracle"


def test_a_wrong_sum_explains_an_order_that_is_off_by_as_much_and_no_other() -> None:
    before, paid = totals("32.50", "basket"), totals("37.45", "payment", delivery="4.95")
    right = fact("order", True, "confirm", total=Decimal("32.50"), reference="1", next_step=True)
    wrong = fact("order", True, "confirm", total=Decimal("42.45"), reference="1", next_step=True)
    assert kinds(before, paid, right) == ["late-extra-cost"], "the order is what she had been told before"
    assert sorted(kinds(before, paid, wrong)) == ["late-extra-cost", "order-record-mismatch"]


def test_a_summary_without_lines_is_held_to_its_own_word_for_the_goods() -> None:
    assert kinds(totals("18.95", "delivery", subtotal="12.50", delivery="3.95")) == ["total-wrong"]
    assert judged(totals("16.45", "delivery", subtotal="12.50", delivery="3.95")) == []
    assert judged(totals("12.50", "delivery", subtotal="12.50", delivery="3.95")) == [], "the delivery comes on top"
    assert judged(totals("18.95", "delivery", delivery="3.95")) == [], "of what the goods cost it says nothing"


def test_a_confirmation_that_shows_the_sum_twice_and_once_wrong() -> None:
    def order(*shown: str) -> Observation:
        return fact("order", True, "confirm", total=Decimal("16.45"), totals=[Decimal(each) for each in shown])

    assert kinds(totals("16.45", "payment"), order("16.45", "61.45")) == ["order-record-mismatch"]
    assert judged(totals("16.45", "payment"), order("16.45", "16.45")) == []
    assert judged(totals("16.45", "payment"), order("16.45", "12.50")) == [], "less may be the goods alone"


def test_a_delivery_that_was_chosen_after_the_last_sum_is_part_of_what_was_agreed() -> None:
    chosen = fact("action", "choose", "pay", element='radio field "Standard 5.00"', effects=["dom"], changed_s=0.0)
    order = fact("order", True, "confirm", total=Decimal("21.45"))
    assert judged(totals("16.45", "payment"), chosen, order) == []
    assert kinds(totals("16.45", "payment"), order) == ["order-record-mismatch"], "nobody named the 5.00"
    with_it = totals("16.45", "payment", subtotal="11.45", delivery="5.00")
    assert "order-record-mismatch" in kinds(with_it, chosen, order), "it was in the sum already"
