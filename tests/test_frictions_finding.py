"""Searches, sorted lists, filters and Back: what counts and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from friction_facts import fact, judged, kinds, only
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.model import Observation, Severity
from mystery_shopper.shop.typos import meant_name, with_a_slip


def search(number: int, **detail: object) -> Observation:
    whole = {
        "query": "mug",
        "sentence": "" if number else "No results",
        "ways_on": ["Mugs"],
        "wanted": "",
        "rank": None,
    }
    return fact("search", number, "find", **{**whole, **detail})


@pytest.mark.parametrize(
    "fine",
    [
        search(3),
        search(0),
        search(0, sentence=""),
        search(4, wanted="Mug", rank=10),
        search(1, wanted="Mug", typo=True),
    ],
    ids=["results", "ways on", "no listing at all", "the tenth", "a typo that finds"],
)
def test_a_search_that_helps(fine: Observation) -> None:
    assert judged(fine) == []


def test_a_dead_end() -> None:
    found = only(search(0, ways_on=[]))
    assert (found.kind, found.severity, found.owner) == ("no-results-dead-end", Severity.NORMAL, "search")


def test_a_known_product_that_is_missed() -> None:
    assert only(search(40, wanted="Mug", rank=11)).observed == "on place 11"
    assert only(search(3, wanted="Mug")).observed == "not among 3 results"
    found = only(search(0, wanted="Mug"))
    assert (found.kind, found.severity) == ("search-known-item-missed", Severity.CRITICAL)


def test_a_typo_that_finds_nothing() -> None:
    assert only(search(0, wanted="Mug", query="Mgu", typo=True)).kind == "search-typo-intolerant"


@given(st.sampled_from(["Harbour Stoneware Mug", "Kettle", "Tea", "Süße Seife"]), st.integers(0, 999))
def test_a_slip_keeps_the_letters_and_the_words(name: str, seed: int) -> None:
    slipped = with_a_slip(name, seed)
    assert sorted(slipped) == sorted(name)
    assert slipped.count(" ") == name.count(" ")


@given(st.sampled_from(["Harbour Stoneware Mug", "Kettle", "Süße Seife"]), st.integers(0, 999))
def test_a_slip_is_known_from_the_name_that_was_meant(name: str, seed: int) -> None:
    assert meant_name(with_a_slip(name, seed), ["Blue Mug", name]) == name
    assert meant_name(name, [name]) == "", "no slip at all"


@pytest.mark.parametrize("query", ["kettl", "kettlle", "kettte", "ketlte"])
def test_one_letter_less_more_another_or_exchanged(query: str) -> None:
    assert meant_name(query, ["Kettle"]) == "Kettle"


@pytest.mark.parametrize("query", ["qzxvkw", "kitten", "kettle red", "kelttes", ""])
def test_what_is_no_slip(query: str) -> None:
    assert meant_name(query, ["Kettle", "Red Mug"]) == ""


def sorted_list(how: str, *prices: str | None) -> Observation:
    amounts = [None if each is None else Decimal(each) for each in prices]
    return fact("sorted", how, "find", prices=amounts, currency="GBP")


@given(st.lists(st.decimals(0, 999, places=2), min_size=2, max_size=20))
def test_a_list_in_order_is_never_wrong(prices: list[Decimal]) -> None:
    rising = [str(each) for each in sorted(prices)]
    assert judged(sorted_list("price-up", *rising)) == []
    assert judged(sorted_list("price-down", *reversed(rising))) == []


def test_a_list_out_of_order() -> None:
    found = only(sorted_list("price-up", "1.00", None, "3.00", "2.00"))
    assert (found.kind, found.severity, found.observed) == ("sort-wrong", Severity.CRITICAL, "3.00 GBP before 2.00 GBP")
    assert kinds(sorted_list("price-down", "1.00", "3.00")) == ["sort-wrong"]
    assert judged(sorted_list("newest", "1.00", "3.00", "2.00")) == []
    assert judged(sorted_list("price-up", "2.00")) == []


def filtered(before: list[str], after: list[str], **detail: object) -> Observation:
    return fact("filtered", "Blue", "find", before=before, after=after, **{"violating": [], "promised": None, **detail})


def test_a_filter_that_filters() -> None:
    assert judged(filtered(["a", "b"], ["b"])) == []
    assert judged(filtered(["a", "b"], ["a", "b"], promised=2)) == []
    assert judged(filtered([], [])) == []
    assert judged(filtered(["a", "b"], ["a", "b"], fits_all=True)) == [], "every price is in the band"


def test_a_filter_without_effect() -> None:
    assert only(filtered(["a", "b"], ["a", "b"])).observed == "2 products as before"
    found = only(filtered(["a", "b"], ["b"], violating=["b"]))
    assert (found.kind, found.observed) == ("filter-no-effect", "1 of 1 do not fit")


def returned(same: bool = True, **detail: object) -> Observation:
    return fact("returned", same, "find", **{"got": "/home", "changed": "", "views_off": 0.0, **detail})


@pytest.mark.parametrize("bad", [{"changed": "page 1"}, {"views_off": 1.1}, {"same": False}])
def test_back_that_forgets(bad: dict[str, object]) -> None:
    same = bool(bad.pop("same", True))
    assert only(returned(same, **bad)).kind == "back-loses-place"


def test_back_that_leads_back() -> None:
    assert judged(returned(), returned(views_off=1.0)) == []
