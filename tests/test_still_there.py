"""Where her basket can be looked at beside the visit: only if it is known to outlive the page that it was filled on."""

from __future__ import annotations

import pytest
from friction_facts import SHOP, fact

from mystery_shopper.model import Observation
from mystery_shopper.tasks.still_there import where_it_was

ADDED = fact("added", ["badge"], product="Mug")
PAGE = fact("navigation", 200, "basket")
FULL, EMPTY = fact("basket", 1, "basket"), fact("basket", 0, "basket")

CASES = {
    "seen after another page had come": ([PAGE, ADDED, PAGE, FULL], f"{SHOP}/basket"),
    "no page has come since": ([PAGE, ADDED, FULL], ""),
    "it was empty then": ([ADDED, PAGE, EMPTY], ""),
    "she emptied it herself": ([ADDED, PAGE, FULL, EMPTY], ""),
    "never seen": ([ADDED, PAGE], ""),
    "nothing": ([], ""),
}


@pytest.mark.parametrize(("seen", "address"), CASES.values(), ids=CASES)
def test_where_the_basket_was(seen: list[Observation], address: str) -> None:
    assert where_it_was(seen) == address
