"""Prices, variants, delivery, returns, and what a press on "Add" is answered with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from friction_facts import fact, judged, kinds, only

from mystery_shopper.model import Observation, Severity


def product(**detail: object) -> Observation:
    whole: dict[str, object] = {"price": Decimal("24.50"), "currency": "GBP", "available": True, "waits": False}
    return replace(fact("product", "Mug"), detail={**whole, **detail})


@pytest.mark.parametrize(
    "fine", [{}, {"price": None, "available": False}, {"price": None, "waits": True}, {"price": None, "free": True}]
)
def test_a_product_with_a_price_or_a_reason(fine: dict[str, object]) -> None:
    assert judged(product(**fine)) == []


def test_a_product_without_a_price() -> None:
    found = only(product(price=None, currency=""))
    assert (found.kind, found.severity, found.owner) == ("price-missing", Severity.CRITICAL, "merchandising")
    assert only(product(currency="")).observed == "24.50 without a currency"


def basket(pieces: int, *lines: str, **detail: object) -> Observation:
    names = [(each, 1) for each in lines]
    whole = {"expected": pieces, "lines": names, "texts": list(lines), "at": 9.0}
    return fact("basket", pieces, "basket", **{**whole, **detail})


def chosen(value: str = "M", others: tuple[str, ...] = ("S", "L", "XL")) -> Observation:
    return fact("chosen", value, label="Size", others=list(others), product="Linen Shirt")


@pytest.mark.parametrize("line", ["Linen Shirt, M £20", "Linen Shirt £20", "Linen Shirt size: m", "Another £2"])
def test_the_chosen_variant_or_no_word_of_one(line: str) -> None:
    assert judged(chosen(), basket(1, line)) == []


def test_another_variant_in_the_basket() -> None:
    found = only(chosen(), basket(1, "Linen Shirt, XL £20"))
    assert (found.kind, found.severity, found.observed) == ("variant-not-applied", Severity.BLOCKER, "XL")
    both = basket(2, "Linen Shirt, XL £20", "Linen Shirt, M £20")
    assert judged(chosen(), both) == []


CHECKOUT = fact("checkout", True, "checkout")


def told(what: str) -> Observation:
    return fact("told", what, text="...")


def test_a_checkout_before_which_everything_was_said() -> None:
    assert judged(told("delivery"), told("returns"), CHECKOUT) == []
    assert judged(told("delivery"), fact("checkout", True, "checkout", returns_unknown=True)) == []


def test_a_shop_that_sends_nothing_need_not_say_how() -> None:
    assert judged(fact("checkout", True, "checkout", sends_nothing=True)) == []


UNSURE = fact("checkout", True, "checkout", unsure=True)
ASKED = fact("asked_where", True, "checkout")
PLACED = fact("order", True, "confirm", signs=["text", "url"])


def test_a_shop_that_places_the_order_without_an_address_sends_nothing() -> None:
    assert {"delivery-info-missing", "returns-info-missing"} & set(kinds(UNSURE, PLACED)) == set()


@pytest.mark.parametrize("later", [(ASKED,), (ASKED, PLACED), ()], ids=["asked", "asked and placed", "left"])
def test_a_shop_that_asks_for_an_address_later_sends_something(later: tuple[Observation, ...]) -> None:
    found = kinds(UNSURE, *later, ended=True)
    assert (found.count("delivery-info-missing"), found.count("returns-info-missing")) == (1, 1)


def test_a_checkout_before_which_nothing_was_said() -> None:
    assert kinds(told("returns"), CHECKOUT, told("delivery")) == ["delivery-info-missing"]
    found = only(told("delivery"), CHECKOUT)
    assert (found.kind, found.severity, found.moment) == ("returns-info-missing", Severity.MINOR, "choose")


def added(**detail: object) -> Observation:
    whole: dict[str, object] = {"visible": True, "error": "", "product": "Mug", "quantity": 1, "within_s": 1.0}
    return replace(fact("added", ["badge"]), detail={**whole, **detail})


def test_a_silent_addition() -> None:
    silent = fact("added", [], visible=False, error="", product="Mug", within_s=1.0)
    assert only(silent, basket(1, "Mug £2")).kind == "add-no-feedback"
    assert judged(silent) == []  # nobody knows yet whether it worked
    assert judged(added(), basket(1, "Mug £2")) == []
    assert judged(fact("added", [], visible=True, product="Mug"), basket(1, "Mug £2")) == []
    unseen = fact("added", ["message"], visible=False, error="", product="Mug", within_s=1.0)
    assert only(unseen, basket(1, "Mug £2")).kind == "add-no-feedback"
    assert judged(fact("added", ["badge"], visible=False, product="Mug"), basket(1, "Mug £2")) == []
    assert kinds(silent, fact("basket", 0, "basket", expected=1, when="after reload", lines=[])) == ["basket-lost"]


def test_an_error_although_it_worked() -> None:
    wrong = added(error="Something went wrong")
    found = only(wrong, basket(1, "Mug £2"))
    assert (found.kind, found.severity, found.owner) == ("false-error-on-success", Severity.CRITICAL, "web")
    assert judged(wrong) == []
    changed = basket(2, "Mug £2", when="after change", error="That did not work")
    assert kinds(basket(1, "Mug £2", at=1.0), changed) == ["false-error-on-success"]
    assert kinds(fact("order", True, "confirm", error_text="Oops")) == ["false-error-on-success"]


def test_an_error_although_the_voucher_was_taken() -> None:
    def entered(after: str, error: str) -> Observation:
        sums = {"total_before": Decimal("20"), "total_after": Decimal(after), "currency": "GBP"}
        return fact("voucher", "TEA10", "basket", said=error or "Applied", error=error, refused=bool(error), **sums)

    found = only(entered("18", "This code is not valid"))
    assert (found.kind, found.severity, found.owner) == ("false-error-on-success", Severity.CRITICAL, "web")
    assert found.message == (
        "The voucher “TEA10” lowered the total from 20.00 GBP to 18.00 GBP, and the shop said “This code is not valid”."
    )
    assert judged(entered("20", "This code is not valid")) == [], "it was refused, and that was said"
    assert judged(entered("18", "")) == []


def test_an_error_that_comes_a_moment_after_it_worked() -> None:
    late = fact("failed_late", "Sorry, we could not add it", "basket", element="")
    found = only(added(), basket(1, "Mug £2"), late)
    assert (found.kind, found.moment, found.element) == ("false-error-on-success", "basket", "")
    early = replace(late, moment="choose")
    assert kinds(added(), early, basket(1, "Mug £2")) == ["false-error-on-success"]
    assert judged(added(), early) == []  # nobody knows yet whether it worked
    assert judged(basket(1, "Mug £2"), late) == []  # nothing was put in
    assert kinds(added(), early, basket(0, expected=1)) == []  # it did fail
    again = basket(1, "Mug £2", when="after reload")
    assert judged(added(), basket(1, "Mug £2"), again, late) == []  # by now it is about something else


def test_several_of_one_thing_and_only_one_in_the_basket() -> None:
    many = added(quantity=2)
    found = only(many, basket(1, "Mug £2", expected=2))
    assert (found.kind, found.observed) == ("quantity-ignored", "1 piece")
    assert judged(many, basket(1, "Mug £2", expected=2, announced=True)) == []
    assert judged(many, basket(2, "Mug £2")) == []
