"""Knows the fields that a basket's line has of its own: how many, and what ticks it off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mystery_shopper.shop.parts import Control, Field, Option, Rect, Row
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import LEAST, parted

QUANTITY_NAMES: Final = re.compile(
    r"\b(qty|qte|quantity|quantite|menge|anzahl|amount|count|cantidad|aantal|ilosc)\b", re.IGNORECASE
)
BESIDE: Final = 90.0  # CSS pixels from the middle of a number to the middle of the button that changes it
REMOVES: Final = re.compile("remove|delete|trash", re.IGNORECASE)


def numbered(field: Field, number: int) -> Option | None:
    """Return the entry of a list that stands for so many, or None: some lists know only a few numbers."""
    entries = [each for each in field.options if not each.disabled]
    return next((each for each in entries if str(number) in (each.value, each.text.strip())), None)


def quantity_field(view: PageView, row: Row) -> Field | None:
    """Return the field of a row that says how many."""
    kinds = ("number", "spin", "select")
    named = [each for each in view.fields if each.row == row.id and not each.decoy]
    said = [
        each
        for each in named
        if says("quantity", each.label, view.lang)
        or QUANTITY_NAMES.search(parted(f"{each.name} {each.id}"))
        or (each.type == "text" and re.fullmatch(r"\d{1,3}", each.value))
    ]
    return next(
        iter(
            [each for each in said if each.type in (*kinds, "text", "tel")]
            or [each for each in named if each.type in kinds and (each.type != "select" or _lists_numbers(each))]
        ),
        None,
    )


def counted(view: PageView, row: Row) -> bool:
    """Say whether a row shows a number between two buttons, which count it up and down."""
    numbers = [each.rect for each in view.lines if each.row == row.id and re.fullmatch(r"[1-9]\d{0,2}", each.text)]
    buttons = [each.rect for each in view.controls if each.row == row.id and each.role == "button"]

    def beside(number: Rect, side: int) -> bool:
        away = [
            (each.x + each.width / 2 - number.x - number.width / 2) * side for each in buttons if level(each, number)
        ]
        return any(0 < each < BESIDE for each in away)

    def level(button: Rect, number: Rect) -> bool:
        return abs(button.y + button.height / 2 - number.y - number.height / 2) < number.height

    return any(beside(each, -1) and beside(each, 1) for each in numbers)


def counts_up(view: PageView, control: Control) -> bool:
    """Say whether a button is the next to the right of a written number that another counts down: it makes one more."""
    buttons = [each.rect for each in view.controls if each.role == "button" and each.ref != control.ref]
    numbers = [each.rect for each in view.lines if not each.control and re.fullmatch(r"[1-9]\d{0,2}", each.text)]
    return any(
        0 < (off := _apart(number, control.rect)) < BESIDE
        and any(0 < _apart(each, number) < BESIDE for each in buttons)
        and not any(0 < _apart(number, each) < off for each in buttons)
        for number in numbers
    )


def _apart(left: Rect, right: Rect) -> float:
    """Return how far one middle stands to the right of another on its level, or nothing."""
    level = abs(left.y + left.height / 2 - right.y - right.height / 2) < max(left.height, right.height) / 2
    return (right.x + right.width / 2 - left.x - left.width / 2) * level


def remove_box(view: PageView, row: Row) -> Field | None:
    """Return the box that takes a line out once it is ticked and sent."""
    boxes = [each for each in view.fields if each.row == row.id and each.type == "checkbox" and not each.decoy]
    return next((each for each in boxes if _says_remove(view, each)), None)


def of_a_line(view: PageView, box: Field) -> bool:
    """Say whether a box speaks of its basket line as a whole, to take it out or to buy it, and offers nothing new."""
    row = next((each for each in view.rows if each.id == box.row), None)
    return row is not None and (_says_remove(view, box) or quantity_field(view, row) is not None)


def sums_up(view: PageView, pieces: Sequence[Row], row: Row) -> bool:
    """Say whether a row is what all pieces of its list above it come to, whatever it is called, and none of them."""
    above = [each for each in pieces if each.group == row.group and each.rect.y < row.rect.y]
    amounts = [[money.amount for money in find_prices(each.text, view.lang)] for each in (*above, row)]
    linked = any(each.row == row.id for each in view.controls)
    return bool(above) and not linked and all(amounts) and sum(each[-1] for each in amounts[:-1]) == amounts[-1][-1]


def asks_otherwise(view: PageView, row: Row) -> bool:
    """Say whether a row asks for a choice of something else than how many, as that of the delivery does."""
    lists = [each for each in view.fields if each.row == row.id and each.type in ("select", "combobox")]
    return bool(lists) and quantity_field(view, row) is None


def _lists_numbers(field: Field) -> bool:
    """Say whether a list offers numbers, and not sizes, countries or ways to pay."""
    numbers = [each for each in field.options if re.fullmatch(r"\d{1,3}\+?", each.text.partition(" ")[0])]
    counts = [each for each in numbers if " " not in each.text or each.text.startswith(f"{each.value} ")]
    return len(counts) * 2 > len(field.options)


def _says_remove(view: PageView, field: Field) -> bool:
    named = REMOVES.search(parted(f"{field.name} {field.id}"))
    return says("remove", field.label, view.lang) >= LEAST or bool(named)
