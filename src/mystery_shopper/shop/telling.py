"""Tells what a page says of its own product from what it says of others beside it."""

from __future__ import annotations

import re
from typing import Final

from mystery_shopper.shop.listed import row_that_sells
from mystery_shopper.shop.parts import Line, place
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import LEAST, alike, means, of_the_page

ASIDE: Final = ("delivery-cost", "delivery-method", "returns", "help", "contact", "terms")
PICTURE: Final = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg)$", re.IGNORECASE)
RELATED: Final = 2.4  # a price further below the name than this share of the window's height is another product's


def headline(view: PageView) -> Line | None:
    """Return the page's own title: its first main heading, or without any its largest heading."""
    heads = [each for each in view.lines if each.heading and of_the_page(each.region) and not each.control]
    first = next((each for each in heads if each.heading == 1), None)
    return first or max(heads, key=lambda each: each.size, default=None)


def own_lines(view: PageView, name: str) -> list[Line]:
    """Return the lines that speak of the product itself, not of other products listed beside it."""
    heading = next((each for each in view.lines if each.heading and alike(name, each.text) > 0.7), None)
    top = view.modal
    own = {heading.row if heading else 0, row_that_sells(view, name)}
    kept = []
    for each in view.lines:
        foreign = each.row not in own and product_card(view, each.row)
        far = heading is not None and each.rect.y - heading.rect.y > RELATED * max(600.0, view.width * 0.6)
        inside = top is None or view.within(each.layer, top.id)
        if of_the_page(each.region) and each.region != "aside" and not foreign and not far and inside:
            kept.append(each)
    return kept


def product_card(view: PageView, row: int) -> bool:
    return row > 0 and any(
        each.row == row
        and each.role == "link"
        and place(each.href) != place(view.url)
        and not PICTURE.search(place(each.href))  # a larger picture of the same thing
        and means(ASIDE, each, view.lang) < LEAST  # the shop's own pages, such as what postage costs
        for each in view.controls
    )
