"""Baskets that lose, ignore or add something, and pictures that do not show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from friction_facts import ANNA, SHOP, fact, judged, kinds, only, press

from mystery_shopper.model import Observation, Severity


def basket(pieces: int, when: str = "at basket", expected: int | None = 2, **detail: Any) -> Observation:
    return fact("basket", pieces, "basket", when=when, expected=expected, **detail)


@pytest.mark.parametrize("when", ["after reload", "after back", "after log in", "after decline"])
def test_a_basket_that_loses_pieces(when: str) -> None:
    found = only(basket(2), basket(0, when), fact("held_up", "there is nothing to pay", "checkout"))
    assert (found.kind, found.severity, found.owner) == ("basket-lost", Severity.BLOCKER, "backend")
    assert found.message.startswith("The basket held 2 pieces and holds 0 pieces after ")
    assert kinds(basket(1, when)) == ["basket-lost"], "she put 2 in"
    assert judged(basket(2), basket(2, when)) == []


KEPT = {
    "empty from the start": [basket(0, expected=0)],
    "less than she thought, and never more": [basket(1), basket(1, "after reload")],
    "a reader that cannot read this basket": [basket(0), basket(0, "after reload")],
    "she took one out": [basket(2), basket(1, "after remove", expected=1), basket(1, "after reload", expected=1)],
    "nobody knows what she put in": [basket(0, "after reload", expected=None)],
}


@pytest.mark.parametrize("facts", KEPT.values(), ids=KEPT.keys())
def test_baskets_that_lost_nothing(facts: list[Observation]) -> None:
    assert judged(*facts) == []


def test_a_basket_that_is_empty_because_the_button_was_dead_is_not_lost() -> None:
    dead = press(effects=[], watched_s=4, settled_s=4, repeated=True, at=3)
    facts = [
        basket(1, expected=1, at=1),
        dead,
        basket(0, expected=1, at=5),
        fact("held_up", "the basket is empty", at=6),
    ]
    assert kinds(*facts) == ["dead-click"]


def put(product: str, *signs: str) -> Observation:
    return fact("added", list(signs), product=product, visible=bool(signs), quantity=1)


def test_what_was_added_and_is_not_there_at_the_first_look() -> None:
    mug, pot = put("Blue mug", "badge"), put("Red pot", "message")
    one: dict[str, Any] = {"lines": [("Mug, blue", 1)], "texts": ["Mug, blue £4.00"]}
    found = only(mug, pot, basket(1, **one))
    assert (found.kind, found.observed) == ("basket-lost", "1 piece")
    assert found.message == (
        "She put “Red pot” in the basket and the shop said so; it holds 1 piece without that: 1 x “Mug, blue”."
    )
    assert judged(mug, put("Red pot"), basket(1, **one)) == [], "nobody has said that it was added"
    assert judged(mug, pot, basket(2, **one)) == [], "a line of several goods"
    strange: dict[str, Any] = {"lines": [("Artikel 1", 1)], "texts": ["Artikel 1 £4.00"]}
    assert judged(mug, pot, basket(1, **strange)) == [], "a basket that names nothing as its page did"
    assert judged(mug, pot, basket(1, lines=[], texts=["Blue mug, red pot"])) == []


def test_a_changed_quantity_that_does_not_hold() -> None:
    found = only(basket(2), basket(2, "after change", expected=3))
    assert (found.kind, found.severity) == ("quantity-ignored", Severity.CRITICAL)
    assert judged(basket(2), basket(3, "after change", expected=3)) == []
    assert judged(basket(2), basket(2, "after change", expected=3, announced=True)) == [], "an announced stock cap"
    assert judged(basket(1), basket(2, "after change", expected=3)) == [], "the reader counts otherwise"


def test_something_that_nobody_chose() -> None:
    assert only(basket(3)).kind == "unasked-item"
    named = only(basket(3, lines=[("Blue Mug", 2), ("Gift card", 1)]))
    assert named.message.endswith("it holds 3 pieces: 2 x “Blue Mug” and 1 x “Gift card”.")
    assert judged(basket(2)) == []
    assert judged(basket(3), persona=replace(ANNA, customer="returning")) == [], "an older basket of the account"
    assert judged(press(repeated=True), basket(3)) == [], "she pressed twice herself"


def test_a_picture_that_does_not_show() -> None:
    src = "https://shop.example/mug.jpg"
    found = only(
        fact("image_broken", src, alt="Enamel mug", product=True), fact("image_broken", src, "basket", product=True)
    )
    assert (found.kind, found.severity, found.owner) == ("image-broken", Severity.NORMAL, "merchandising")
    assert "instead of the picture “Enamel mug”" in found.message
    assert judged(fact("image_broken", src, product=False)) == [], "an ornament"


def test_the_pictures_of_one_page_that_do_not_show_are_one_finding() -> None:
    def missing(number: int, moment: str = "find", **detail: object) -> Observation:
        name = f"Mug in colour {'abcdef'[number]}"
        src = f"{SHOP}/media/small/{'abcdef'[number]}.jpg"
        return fact("image_broken", src, moment, alt=name, element=f'picture "{name}"', **detail)

    found = only(*(missing(each) for each in range(4)), missing(5, "choose", owed=False))
    assert "shows 4 empty places instead of the picture “Mug in colour a” and 3 more" in found.message
    late = only(missing(0, owed=True), missing(1, owed=True), missing(2, "choose", owed=True))
    assert late.repeats == 1, "a loader that fails everywhere"
    apart = judged(missing(0), missing(1, "choose"))
    assert len(apart) == 2, "one picture each on two pages may have two causes"
