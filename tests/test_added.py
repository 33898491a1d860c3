"""What she sees of it when something was put in the basket: a clock that ticks meanwhile is nothing of it."""

from __future__ import annotations

import pytest

from mystery_shopper.shop.view import Line, PageView
from mystery_shopper.tasks.added import _shown


def page(*texts: str) -> PageView:
    lines = tuple(Line(each, tag="p", in_view=True) for each in texts)
    return PageView("http://shop.example/mug", lines=lines)


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("Ends in 02:13:05", "Ends in 02:13:04", False),
        ("Held for 14:59 minutes", "Held for 14:58 minutes", False),
        ("Ends in 1d 04h 05m 06s", "Ends in 1d 04h 05m 05s", False),
        ("Basket (0)", "Basket (1)", True),
        ("0 items, £0.00", "1 item, £12.50", True),
        ("Basket", "Added", True),
        ("Basket", "Basket", False),
    ],
)
def test_what_is_to_be_seen_of_an_addition(before: str, after: str, seen: bool) -> None:
    one, other = page(before), page(after)
    assert (_shown(one, other) != _shown(other, one)) is seen
