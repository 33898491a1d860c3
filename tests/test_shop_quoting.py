"""Where a page says what a finding's sentence quotes of it: that is what its picture marks."""

from __future__ import annotations

import pytest

from mystery_shopper.shop import Line, Message, PageView, Rect, quoted

TITLE, NOTE, MENU, BUTTON = (Rect(10, at, 200, 20) for at in (10, 60, 110, 160))
PAGE = PageView(
    "https://shop.example/pay",
    lines=(
        Line("Something went wrong", heading=1, rect=TITLE),
        Line("Help and contact", region="nav", rect=MENU),
        Line("Place the order", control=7, rect=BUTTON),
        Line("Pay", rect=NOTE),
        Line("We could not take the money", rect=Rect()),
    ),
)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ('She paid, and the shop answered with status 500, "Something went wrong | Harbour & Pine".', TITLE),
        ("SOMETHING WENT WRONG!", TITLE),
        ("Something went wrongly.", None),
        ("She asked for help and contact.", None),  # the menu is on every page
        ("She pressed Place the order.", None),  # a control has its own mark
        ("She wanted to pay.", None),  # one word is no quotation
        ("The page said: We could not take the money.", None),  # it takes no room
        ("", None),
    ],
)
def test_the_words_that_a_sentence_repeats_are_found(sentence: str, place: Rect | None) -> None:
    assert quoted(PAGE, sentence) == place


def test_what_the_page_tells_the_customer_comes_before_what_it_merely_says() -> None:
    told = Rect(10, 300, 200, 20)
    view = PageView(
        PAGE.url,
        lines=(*PAGE.lines, Line("The card was declined by your bank, we are sorry", rect=NOTE)),
        messages=(Message("Card was declined", "alert", rect=told),),
    )
    assert quoted(view, "The card was declined by your bank, we are sorry. Something went wrong.") == told
