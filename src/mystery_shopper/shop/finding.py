"""Finds the way to a product: results, categories, further pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mystery_shopper.shop.abroad import switches_language
from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.parts import Control, Line, Money, Row, place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import (
    alike,
    meaning,
    means,
    of_the_page,
    real_link,
    weigh,
    words,
)

NO_PAGE: Final = re.compile(r"/(?:rss|atom|feeds?)(?:/|$)|\.(?:xml|rss|atom|pdf|zip|ics|csv)$", re.IGNORECASE)
NO_CATEGORY: Final = (
    "help", "returns", "basket", "checkout", "log-in", "register", "account", "wish-list", "terms", "cookies",
    "order-status", "close", "back", "search", "log-out", "newsletter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """One product on a listing."""

    name: str
    price: Money | None
    control: Control
    row: int = 0


def results(view: PageView) -> list[Result]:
    """Return the products that the page lists, in its order; side bars and menus left out."""
    found: dict[str, Result] = {}
    for row in view.rows:
        if not of_the_page(row.region) or row.region == "aside":
            continue
        control = _main_link(view, row) or _only_add(view, row)
        if control is None:
            continue
        name = _name_of(view, row, control)
        known = found.get(control.href or str(control.ref))
        if name and (known is None or known.price is None):
            found[control.href or str(control.ref)] = Result(name, row_price(view, row.id), control, row.id)
    if not found:
        return _headed_links(view)
    groups = {each.id: each.group for each in view.rows}
    priced = {groups[each.row] for each in found.values() if each.price}  # tiles without any price lead to categories
    return [each for each in found.values() if not priced or groups[each.row] in priced]


@answers("product-link", Control, by_name=True)
def product_link(view: PageView, name: str) -> Choice[Control] | None:
    """Return the link to a product of that name; only real links count, and the nearest name wins."""
    listed = {each.row: each for each in results(view)}

    def weight(control: Control) -> float:
        if not _could_be_product(view, control):
            return 0.0
        row = listed.get(control.row)
        dead = (
            row is not None and not real_link(control) and real_link(row.control)
        )  # a title without a link of its own
        read = max(
            alike(name, control.name), alike(name, row.name) - 0.02 if row and row.control.ref == control.ref else 0.0
        )
        bonus = 0.03 if row and row.price else 0.0
        return read + bonus - 0.05 * (not of_the_page(control.region)) - 0.05 * dead

    return weigh(in_reach(view), weight, f"leads to {name!r}", least=0.72)


def category_link(view: PageView, name: str) -> Choice[Control] | None:
    """Return the link to a category of that name; menus come first.

    In a shop that speaks another language than the name, the link's address may still say it.
    """

    def weight(control: Control) -> float:
        sure = max(alike(name, control.name), 0.75 * (words(name) in _address_words(control)))
        return sure + (0.02 if control.region in ("nav", "header") else 0.0)

    return weigh(
        (each for each in in_reach(view) if each.role in ("link", "menuitem", "button", "tab")),
        weight,
        f"leads to the category {name!r}",
        0.7,
    )


def categories(view: PageView) -> list[Control]:
    """Return links that may lead to listings: those of menus first, then the rest of the page."""
    here = urlsplit(view.url)
    found: dict[str, Control] = {}
    for each in sorted(
        in_reach(view),
        key=lambda each: (
            ("nav", "header", "aside", "main", "", "footer").index(each.region)
            if each.region in ("nav", "header", "aside", "main", "", "footer")
            else 6
        ),
    ):
        parts = urlsplit(each.href)
        same = (
            real_link(each) and parts.hostname == here.hostname and (parts.path, parts.query) != (here.path, here.query)
        )
        other = means(NO_CATEGORY, each, view.lang) >= 0.7 or switches_language(each)
        if same and each.name and not other and parts.path not in ("", "/") and not NO_PAGE.search(parts.path):
            found.setdefault(each.href, each)
    return list(found.values())


def next_page(view: PageView) -> Choice[Control] | None:
    """Return what shows more of a listing."""
    return weigh(
        (each for each in in_reach(view) if not each.disabled),
        lambda each: meaning("next-page", each, view.lang),
        "shows more of the list",
        0.7,
    )


def no_results(view: PageView) -> str:
    """Return the sentence in which the page says that it found nothing, or an empty string."""
    for each in view.lines:
        if (
            not each.control
            and of_the_page(each.region)
            and says("no-results", each.text, view.lang)
            and not results_beside(view, each)
        ):
            return each.text
    return ""


def _address_words(control: Control) -> list[tuple[str, ...]]:
    """Return the words of each part of a link's path."""
    return [words(part) for part in urlsplit(control.href).path.split("/") if part]


def results_beside(view: PageView, line: Line) -> bool:
    """Say whether the sentence stands within a product card and so speaks of something else."""
    return bool(line.row) and any(each.row == line.row for each in results(view))


def row_price(view: PageView, row: int) -> Money | None:
    """Return what a product card asks: neither a struck price nor one that is called the old one."""
    lines = [each for each in view.lines if each.row == row and not each.struck]
    lines = [each for each in lines if not _old(view, each)] or lines
    priced = [(each.size, money) for each in lines for money in find_prices(each.text, view.lang)[:1]]
    return max(priced, key=lambda each: each[0])[1] if priced else None


def _old(view: PageView, line: Line) -> bool:
    return says("list-price", line.text, view.lang) > says("sale-price", line.text, view.lang)


def _main_link(view: PageView, row: Row) -> Control | None:
    inside = [each for each in view.controls if each.row == row.id]
    links = [each for each in inside if real_link(each)] or [
        each for each in inside if not each.kind and each.role == "button"
    ]
    named = [
        each
        for each in links
        if means(("add-to-basket", "wish-list", "remove", "choose-option", "order-status"), each, view.lang) < 0.7
    ]
    return max(named, key=lambda each: (_heading_in(view, each), min(len(each.name), 80)), default=None)


def _headed_links(view: PageView) -> list[Result]:
    """Return what a page lists as headings that lead on, one below the other and in no rows of their own."""
    heads = [each for each in view.lines if each.heading > 1 and of_the_page(each.region)]
    leads = (each for each in in_reach(view) if real_link(each) and place(each.href) != place(view.url))
    return [Result(each.name, None, each) for each in leads if any(_stands_in(each, head) for head in heads)]


def _stands_in(control: Control, head: Line) -> bool:
    """Say whether a control is a heading's own, be it that the heading has a number beside it."""
    box, around = control.rect, head.rect
    level = around.y <= box.y + box.height / 2 <= around.y + around.height
    return head.control == control.ref or (level and bool(control.name) and control.name in head.text)


def _only_add(view: PageView, row: Row) -> Control | None:
    """Return what buys at once, on cards of shops without product pages."""
    inside = [each for each in view.controls if each.row == row.id]
    return next((each for each in inside if meaning("add-to-basket", each, view.lang) > 0.7), None)


def _heading_in(view: PageView, control: Control) -> bool:
    return any(each.control == control.ref and each.heading for each in view.lines)


def _name_of(view: PageView, row: Row, control: Control) -> str:
    lines = [each for each in view.lines if each.row == row.id and not find_prices(each.text, view.lang)]
    own = [each for each in lines if each.control == control.ref]
    heading = next((each.text for each in (*own, *lines) if each.heading), "")
    if heading:
        return heading
    spoken = control.name if not find_prices(control.name, view.lang) else ""
    return spoken or _longest(each.text for each in own) or _longest(each.text for each in lines)


def _longest(texts: Iterable[str]) -> str:
    return max(texts, key=len, default="")


def _could_be_product(view: PageView, control: Control) -> bool:
    leads = real_link(control) and place(control.href) != place(view.url)
    pressed = control.role == "button" and not control.kind and control.row != 0
    return leads or pressed
