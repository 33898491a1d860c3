"""Who has only so much to spend turns back from a larger sum, and names both."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import unescape
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sample_visits import GOOD

from mystery_shopper.report.digest import digest
from mystery_shopper.report.story import story
from mystery_shopper.report.summary import render
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks import habits


def shopper(budget: str | None, total: str | None, currency: str = "GBP", said: list[str] | None = None) -> Shopper:
    """A shopper who has just been shown a sum."""

    def held_up(what: str, **_: Any) -> AssertionError:
        return AssertionError(what)

    seen = None if total is None else Decimal(total)
    limit = None if budget is None else Decimal(budget)
    return cast(
        Shopper,
        SimpleNamespace(
            persona=SimpleNamespace(budget=limit, currency="GBP"),
            memory=SimpleNamespace(total=seen, currency=currency),
            held_up=held_up,
            say=(said if said is not None else []).append,
        ),
    )


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    places: list[str] = []
    monkeypatch.setattr(habits, "note_totals", lambda _shopper, where: places.append(where))
    return places


@pytest.mark.parametrize(("budget", "total"), [(None, "900"), ("60", "60.00"), ("60", "12.50"), ("60", None)])
def test_what_can_be_afforded_is_paid(budget: str | None, total: str | None, shown: list[str]) -> None:
    habits.see_the_sum(shopper(budget, total))
    assert shown == ["payment"]


def test_what_is_too_much_is_not() -> None:
    with pytest.raises(AssertionError, match=r"60\.01 GBP is more than there is to spend"):
        habits.see_the_sum(shopper("60", "60.01"))


def test_what_a_sum_in_other_money_comes_to_nobody_knows() -> None:
    said: list[str] = []
    habits.see_the_sum(shopper("60", "119", "EUR", said))
    assert said == ["There are 60.00 GBP to spend, and nobody said how much of that 119.00 EUR is."]


def test_a_budget_that_was_not_judged_is_told_once_wherever_it_is_read() -> None:
    said: list[str] = []
    for total in ("115", "119"):
        habits.see_the_sum(shopper("60", total, "EUR", said))
    abroad = replace(GOOD, id="abroad", story=tuple(said))
    assert story(abroad).count("nobody said how much") == 1
    for page in (" ".join(render([GOOD, abroad]).split()), unescape(digest([GOOD, abroad]))):
        why = "The budget of calm-desktop was not judged on 1 of 2 visits: the shop's sums are in other money."
        assert page.count(why) == 1
    assert "budget" not in render([GOOD])
