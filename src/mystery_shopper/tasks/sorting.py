"""Putting a list into an order, and noticing whether it is in it."""

from __future__ import annotations

from functools import partial
from typing import Literal

from mystery_shopper import shop
from mystery_shopper.senses.settling import SILENT_S
from mystery_shopper.shop.finding import Result
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.finding import buttons_beside
from mystery_shopper.tasks.lists import open_list


def sort_by(shopper: Shopper, how: Literal["price-up", "price-down", "newest", "name"]) -> None:
    """Sort the listing; ``how`` is price-up, price-down, name or newest."""
    shopper.at("find")
    control = shop.sort_control(shopper.look(), how)
    closed = shop.sort_list(shopper.look()) if control is None else None
    if closed is not None:
        open_list(shopper, closed, shopper.look())
        control = shop.sort_control(shopper.look(), how)
    if control is None:
        raise shopper.not_offered(f"the list cannot be sorted by {how}", looked_for="a control that sorts")
    before = shopper.look()
    if isinstance(control.target, Field):
        shopper.choose_in(control.target, control.option.value if control.option else "")
        if not shop.meaning_changed(before, shopper.look()):
            _press_beside(shopper, control.target)
    else:
        shopper.press(control.target)
    shopper.wait_for("the list in its order", partial(_is_sorted, before, how), within_s=SILENT_S)
    note_sorted(shopper, how)
    listed = [each.name for each in fairly_listed(shopper.look())]
    shopper.later(partial(_note_disordered, shopper, how, listed))


def _note_disordered(shopper: Shopper, how: str, listed: list[str], view: PageView) -> None:
    """Write down the same products in another order while she reads them: a script may draw the list anew."""
    now = [each.name for each in fairly_listed(view)]
    if now != listed and sorted(now) == sorted(listed):
        note_sorted(shopper, how)


def _is_sorted(before: PageView, how: str, view: PageView) -> bool | None:
    """Say whether the list is another one or in its order; None while the page may only say that it works on it."""
    listed = shop.results(view)
    prices = [each.price.amount for each in listed if each.price]
    ordered = how != "price-up" or prices == sorted(prices)
    return ordered or [each.name for each in listed] != [each.name for each in shop.results(before)] or None


def note_sorted(shopper: Shopper, how: str) -> None:
    """Write down the prices of a list in its order, without sponsored products and prices that only begin there."""
    view = shopper.look()
    fair = fairly_listed(view)
    shopper.recorder.observe(
        "sorted",
        how,
        url=view.url,
        element="sorted list",
        names=[each.name for each in fair],
        prices=[each.price.amount if each.price else None for each in fair],
        currency=next((each.price.currency for each in fair if each.price), "") or shopper.persona.currency,
    )


def fairly_listed(view: PageView) -> list[Result]:
    """Return the products of a list that its order binds: not what somebody pays for, nor a price "from"."""
    rows = {each.id: each.text for each in view.rows}
    return [each for each in shop.results(view) if not _apart(rows.get(each.row, ""), view.lang)]


def _apart(row: str, lang: str) -> bool:
    return is_sponsored(row, lang) or says("from-price", row, lang) > 0


def is_sponsored(row: str, lang: str) -> bool:
    """Say whether a product stands in a list because somebody pays for it: order and filters do not bind it."""
    return any(says("sponsored", each, lang) == 1.0 for each in row.split())


def _press_beside(shopper: Shopper, field: Field) -> None:
    """Press the button of a small form that does not send itself."""
    for each in buttons_beside(shopper.look(), field)[:1]:
        shopper.press(each)
