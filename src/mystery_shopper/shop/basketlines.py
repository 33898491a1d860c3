"""Reads the lines of a basket or an order: which rows are goods, how many of each, and what each costs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mystery_shopper.shop.linefields import REMOVES, asks_otherwise, counted, quantity_field, remove_box, sums_up
from mystery_shopper.shop.parts import Control, Field, Line, Money, Row
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices, paid_prices
from mystery_shopper.shop.totals import is_taxed, totals_kind
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import LEAST, meaning, means, of_the_page, real_link

_UNIT: Final = r"\s?(?:[x\u00d7]\s?\d|(?:cm|mm|m|in|inch|ft)\b)"  # 80 x 120 cm is a size and no number of pieces
QUANTITY_TEXT: Final = re.compile(
    rf"(?:^|(?<![x\u00d7])\s)(\d{{1,3}})\s?[x\u00d7](?!\s?\d+(?:[.,]\d+)?{_UNIT})(?:\s|$)|"
    rf"[x\u00d7]\s?(\d{{1,3}})\b(?!{_UNIT})|"
    r"\b(?:qty|quantity|menge|anz(?:ahl)?|quantit\w+|qt\w*|cant(?:idad)?|aant(?:al)?|ilo\w+)\W{0,3}"
    r"(\d{1,3})\b(?![.,]\d)",
    re.IGNORECASE,
)
_INSTALMENTS: Final = re.compile(
    r"\b\d{1,2}\s?[x\u00d7]\s(?=(?:de|di|of|van|po|\u00e0|sem|sin|sans|senza|without)\s)", re.IGNORECASE
)
_PLAINLY_ADDS: Final = 0.75
_PLAINLY_A_PICTURE: Final = 0.9  # a link that is called "Thumbnail" names no goods


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line of the basket."""

    name: str
    quantity: int | None
    unit: Money | None
    total: Money | None
    remove: Control | None = None
    remove_box: Field | None = None  # ticked and sent with the basket, it takes the line out
    quantity_field: Field | None = None
    row: int = 0
    text: str = ""


def basket_rows(view: PageView) -> list[Row]:
    """Return the rows that are lines of a basket or order: goods with an amount, not sums and not offers."""
    top = view.modal
    found = []
    for row in view.rows:
        inside = [each for each in view.controls if each.row == row.id]
        layer = next((each.layer for each in view.lines if each.row == row.id), inside[0].layer if inside else 0)
        if (not of_the_page(row.region) and not layer) or (top is not None and not view.within(layer, top.id)):
            continue
        if not find_prices(row.text, view.lang) or any(_sells(each, view.lang) for each in inside):
            continue
        if totals_kind(view, Line(row.text)) and not removing(view, row) and not quantity_field(view, row):
            continue
        if any(each.type == "radio" and each.row == row.id for each in view.fields) or _none_taken(view, row):
            continue
        if asks_otherwise(view, row) and not removing(view, row) and not pieces_in(row.text):
            continue
        found.append(row)
    firm = [
        each
        for each in found
        if removing(view, each) or quantity_field(view, each) or pieces_in(each.text) or counted(view, each)
    ]
    groups = {each.group for each in firm}
    holding = {each.outer for each in firm}  # a row of a page that is laid out by tables holds the basket itself
    lines = [each for each in found if each.group in groups and each.id not in holding]
    lines = [each for each in lines if each in firm or not sums_up(view, firm, each)]
    kept = {each.group for each in lines if removing(view, each)}  # goods beside the basket say "1 in your basket" too
    return [each for each in lines if not kept or each.group in kept]


def _sells(control: Control, lang: str) -> bool:
    """Say whether a control puts goods in the basket, rather than one more of what lies there: "Add one"."""
    sure = meaning("add-to-basket", control, lang)
    return sure > _PLAINLY_ADDS and sure > meaning("one-more", control, lang)


def pieces_in(text: str) -> int | None:
    """Return how many pieces a text says, as "2 x" and "Qty: 2" do, and "6x de R$ 49,98" of a price in parts not."""
    match = QUANTITY_TEXT.search(_INSTALMENTS.sub(" ", text))
    return int(next(each for each in match.groups() if each)) if match else None


def read_line(view: PageView, row: Row, currency: str) -> BasketLine:
    """Return what a row says of its goods; bare amounts are in ``currency``."""
    lines = [each for each in view.lines if each.row == row.id]
    field = quantity_field(view, row)
    removes = removing(view, row)
    quantity = _count(field.value) if field else None
    if quantity is None:
        quantity = _written_quantity(view, row, lines)
    prices = paid_prices((each.text for each in lines if not each.struck), view.lang, currency)
    unit, total = _amounts(prices, quantity)
    box = remove_box(view, row)
    return BasketLine(_name(view, row, lines), quantity, unit, total, removes, box, field, row.id, row.text)


def _name(view: PageView, row: Row, lines: Sequence[Line]) -> str:
    links = [
        each
        for each in view.controls
        if each.row == row.id
        and each.role == "link"
        and meaning("remove", each, view.lang) < LEAST
        and means(("edit", "wish-list"), each, view.lang) < 0.7
    ]
    links = [each for each in links if each.text or says("picture", each.name, view.lang) < _PLAINLY_A_PICTURE]
    links = [each for each in links if each.text] or links  # a picture may tell what it shows
    links = [each for each in links if real_link(each)] or links
    headed = [each.text for each in lines if each.heading]
    plain = [_bare(view, each.text) for each in lines if not each.control or each.heading]
    worded = [each for each in plain if re.search(r"[^\W\d]{2}", each)]
    named = sorted((each.name for each in links if each.name), key=len, reverse=True)
    return (headed or named or worded or [row.text])[0]


def _bare(view: PageView, text: str) -> str:
    """Return a line's words without its amounts and its number of pieces."""
    for each in find_prices(text, view.lang):
        text = text.replace(each.text, " ")
    return QUANTITY_TEXT.sub(" ", text).strip(" \u00d7x,:-")


def _amounts(prices: Sequence[Money], quantity: int | None) -> tuple[Money | None, Money | None]:
    """Return unit price and line total; with one amount for several pieces it cannot be told which it is.

    Where a line shows its net amount, the tax and what they come to, the last is what she pays and was shown.
    """
    if not prices:
        return None, None
    net = [each for each in zip(prices, prices[1:], prices[2:], strict=False) if is_taxed(*each)]
    if net and quantity:
        each, total = prices[: prices.index(net[0][0])], net[0][2]
        return (each[-1] if each else total if quantity == 1 else None), total
    if quantity == 1:
        return prices[0], prices[-1]
    pairs = [(one, two) for one in prices for two in prices if quantity and one.amount * quantity == two.amount]
    if pairs:
        return pairs[0]
    return (prices[0], prices[-1]) if len(prices) > 1 else (None, prices[0])


def _none_taken(view: PageView, row: Row) -> bool:
    """Say whether a row offers goods of which none has been taken yet."""
    field, taken = quantity_field(view, row), removing(view, row) or pieces_in(row.text)
    return field is not None and field.value in ("", "0") and not taken


def removing(view: PageView, row: Row) -> Control | None:
    """Return what takes the goods of a row out of the basket."""
    for each in view.controls:
        if each.row == row.id and (meaning("remove", each, view.lang) >= LEAST or REMOVES.search(each.hint)):
            return each
    return None


def _written_quantity(view: PageView, row: Row, lines: Sequence[Line]) -> int | None:
    return pieces_in(row.text) or next((int(each.text) for each in lines if re.fullmatch(r"\d{1,3}", each.text)), None)


def _count(value: str) -> int | None:
    return int(Decimal(value)) if re.fullmatch(r"\d{1,4}(\.0+)?", value) else None
