"""Whether a list is in its order, as a scenario asks: what is paid for and what only begins at a price is apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from mystery_shopper.errors import HeldUp
from mystery_shopper.shop.parts import Row
from mystery_shopper.shop.view import Control, Line, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks import expect_sorted


def shopper(*cards: str) -> Shopper:
    """A shopper before a list of products, each written as "name, words, price"."""
    rows = tuple(Row(at, " ".join(each.split(", ")), "li", "main", group=1) for at, each in enumerate(cards, 1))
    names = [each.split(", ")[0] for each in cards]
    links = tuple(
        Control(at, "link", name, "a", f"http://shop.example/{at}", name, region="main", row=at)
        for at, name in enumerate(names, 1)
    )
    texts = [(at, text) for at, each in enumerate(cards, 1) for text in each.split(", ")[1:]]
    lines = tuple(Line(text, tag="p", region="main", row=at) for at, text in texts)
    view = PageView("http://shop.example/", lang="en", rows=rows, controls=links, lines=lines)

    def held_up(what: str, **more: Any) -> HeldUp:
        return HeldUp(f"{what}: {more.get('saw', '')}", what=what)

    return cast(Shopper, SimpleNamespace(look=lambda: view, held_up=held_up))


def test_a_list_in_order() -> None:
    expect_sorted(shopper("Mug, £4.00", "Pot, £9.00"), falling=False)
    expect_sorted(shopper("Pot, £9.00", "Mug, £4.00"), falling=True)


@pytest.mark.parametrize("apart", ["Jug, Sponsored, £30.00", "Jug, from £30.00"])
def test_what_an_order_does_not_bind_is_apart(apart: str) -> None:
    expect_sorted(shopper(apart, "Mug, £4.00", "Pot, £9.00"), falling=False)


def test_a_list_out_of_order_names_its_prices_with_their_currency() -> None:
    with pytest.raises(HeldUp, match=r"not in order: 9\.00 GBP, 4\.00 GBP"):
        expect_sorted(shopper("Pot, £9.00", "Mug, £4.00"), falling=False)
