"""Finds what puts a product into the basket, asleep or awake, or sells it without a basket."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.linefields import counts_up
from mystery_shopper.shop.listed import quantity_sure, row_of, row_that_sells, rows_around, rows_named
from mystery_shopper.shop.parts import Control
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.telling import headline, own_lines
from mystery_shopper.shop.totals import read_totals
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import alike, meaning, means, of_the_page, parted, weigh, words

NEVER_SELLS: Final = ("search", "sort", "newsletter", "notify-me", "wish-list", "log-in", "help", "cookies", "back")


@answers("add-to-basket", Control)
def add_to_basket(view: PageView, name: str = "") -> Choice[Control] | None:
    """Return what puts the page's product, or on a listing the named one, into the basket.

    A disabled control is returned too, surer ones first: it may wake up once an option is chosen.
    """
    rows = {each.id: alike(name, each.text[: len(name) * 3 + 20]) for each in view.rows} if name else {}
    title = headline(view)
    own = bool(name) and title is not None and alike(name, title.text) > 0.7
    called = rows_named(view, name) if name and not own else set()
    at_home = {title.row if title else 0, row_that_sells(view, name)} if own else set()

    def weight(control: Control) -> float:
        sure = meaning("add-to-basket", control, view.lang)
        buys = meaning("buy-now", control, view.lang)
        sure = min(sure, 0.68) if buys > sure else sure  # what buys at once adds only where nothing else does
        sure = max(sure, 0.55 * bool(_hinted_add(control)), 0.68 * (buys > 0.8))
        if (
            sure < 0.5
            or not of_the_page(control.region)
            or control.opens_tab
            or counts_up(view, control)
            or meaning("in-basket", control, view.lang) > max(0.95, sure)
        ):
            return 0.0
        if name and control.row and control.row not in at_home and not _of_layer(view, control, name):
            around = rows_around(view, control.row)
            held = max(rows.get(each, 0.0) for each in around) if not called or called.intersection(around) else 0.0
            sure += 0.12 if held > 0.55 and not own else -0.5 if held <= 0.55 else -0.12
        return sure + 0.03 * control.filled - 0.06 * control.disabled - 0.02 * (control.role == "link")

    found = weigh(in_reach(view), weight, "puts the product in the basket", 0.53)
    found = found or weigh(
        in_reach(view), lambda each: _asleep(view, each, at_home), "waits for a choice before it can be pressed", 0.4
    )
    found = found or weigh(in_reach(view), lambda each: _takes_counts(view, each, name), "takes how many are wanted")
    straight_on = found is None and own and any(find_prices(each.text, view.lang) for each in own_lines(view, name))
    return weigh(in_reach(view), lambda each: _sends(view, each), "buys without a basket") if straight_on else found


def adding_button(view: PageView, name: str) -> Choice[Control] | None:
    """Return what puts the named product into the basket, or else what puts there whatever the page is of."""
    return add_to_basket(view, name) or add_to_basket(view)


def _takes_counts(view: PageView, control: Control, name: str) -> float:
    """Say how surely a control sends how many are wanted of what is listed, as an order form does; no basket's own."""
    sure = meaning("update-basket", control, view.lang)
    if sure < 0.9 or not control.form or control.disabled or read_totals(view).total is not None:
        return 0.0
    title, row = headline(view), row_of(view, name) if name else 0
    at_home = title is not None and alike(name, title.text) > 0.7
    asks = [each for each in view.fields if each.form == control.form and quantity_sure(view, each) > 0]
    return 0.7 * any(at_home or (row and row in rows_around(view, each.row)) for each in asks)


def _hinted_add(control: Control) -> bool:
    return not control.name and bool(
        re.search(r"\badd\b.*\b(cart|basket|bag)\b|\bbuy\b", parted(control.hint), re.IGNORECASE)
    )


def _of_layer(view: PageView, control: Control, name: str) -> bool:
    """Say whether a button stands alone in its row, or with a number, in a layer that is headed by the product."""
    top = view.modal
    if top is None or not view.within(control.layer, top.id):
        return False
    headed = any(
        each.heading and view.within(each.layer, top.id) and alike(name, each.text) > 0.7 for each in view.lines
    )
    rest = set(words(view.row_text(control.row))) - set(words(control.name))
    return headed and all(each.isdigit() for each in rest)


def _asleep(view: PageView, control: Control, at_home: Collection[int]) -> float:
    apart = control.row and control.row not in at_home
    if not control.disabled or control.role != "button" or not of_the_page(control.region) or apart:
        return 0.0
    return 0.45 if means(("out-of-stock", "choose-option", "notify-me"), control, view.lang) > 0.6 else 0.0


def _sends(view: PageView, control: Control) -> float:
    """Say how surely a control goes on with the form that a product's page is, on shops without a basket."""
    sends = control.role == "button" and control.form and of_the_page(control.region) and not control.disabled
    if not sends or means(NEVER_SELLS, control, view.lang) > 0.6:
        return 0.0
    return 0.6 * (meaning("continue", control, view.lang) > 0.9 or _only_way_on(view, control))


def _only_way_on(view: PageView, control: Control) -> bool:
    """Say whether a button alone sends a form that asks how the product is wanted, and nothing to be written."""
    mates = [each for each in in_reach(view) if each.form == control.form and each.kind == "submit"]
    asked = [each for each in view.fields if each.form == control.form and not each.decoy]
    chosen = all(each.type in ("radio", "checkbox", "select", "number", "hidden") for each in asked)
    return bool(asked) and chosen and control.kind == "submit" and mates == [control]
