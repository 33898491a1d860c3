"""Products that are sold where they are listed, without a page of their own, each in its row."""

from __future__ import annotations

import re

from mystery_shopper.shop.linefields import QUANTITY_NAMES
from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import LEAST, alike, honest, meaning, of_the_page, parted, real_link


def row_of(view: PageView, name: str) -> int:
    """Return the row that offers a product to be bought where it stands: one with a quantity or a button, or 0."""
    rows = rows_named(view, name)
    asks = {each.row for each in view.fields if each.row and quantity_sure(view, each)}
    asks |= {each.row for each in view.controls if each.row and meaning("add-to-basket", each, view.lang) > LEAST}
    asks |= {each.row for each in goods_to_tick(view)}
    bought = {around for each in asks for around in rows_around(view, each)}  # each size can have a row of its own
    return next(iter(sorted(rows & bought)), 0)


def opener_of(view: PageView, name: str) -> Control | None:
    """Return what opens the part of a product's row where it can be bought, such as its sizes."""
    rows = rows_named(view, name) if not row_of(view, name) else set()
    closed = (each for each in in_reach(view) if each.row in rows and each.expanded is False and not real_link(each))
    return next(closed, None)


def rows_named(view: PageView, name: str) -> set[int]:
    """Return the rows in which a line says the name and nothing else."""
    return {each.row for each in view.lines if each.row and alike(name, each.text) > 0.9}


def quantity_field(view: PageView, name: str = "") -> Choice[Field] | None:
    """Return the field that says how many; a quantity belongs to its product's own row."""
    best: tuple[float, float, Field] | None = None
    sells = row_that_sells(view, name)
    own = 0 if sells else row_of(view, name)
    others = len({each.row for each in honest(view) if quantity_sure(view, each)}) > 1 and not is_headed(view, name)
    for each in honest(view):
        sure = quantity_sure(view, each)
        if not sure or not of_the_page(each.region):
            continue
        if name and alike(name, each.label) > 0.9:
            sure += 0.2  # every row's field is called after what it counts
        if each.row and name and each.row != sells:
            around = rows_around(view, each.row)
            fits = (not own or own in around) and max(alike(name, view.row_text(row)) for row in around) > 0.5
            if not fits and others:
                continue  # it counts another product of the list
            sure += 0.1 if fits else -0.5
        if best is None or (sure, -each.rect.y) > best[:2]:
            best = (sure, -each.rect.y, each)
    return Choice(best[2], min(1.0, best[0]), f"{best[2]} says how many") if best and best[0] >= LEAST else None


def taking_box(view: PageView, name: str) -> Field | None:
    """Return the box that takes a product of which one alone can be had, where others are asked how many."""
    own = row_of(view, name)
    return next((each for each in goods_to_tick(view) if own and own in rows_around(view, each.row)), None)


def goods_to_tick(view: PageView) -> list[Field]:
    """Return the only boxes of rows that one button at their end puts in the basket together."""
    asked = [each for each in honest(view) if each.row and of_the_page(each.region)]
    alone = [each for each in asked if sum(other.row == each.row for other in asked) == 1]
    forms = _forms_that_add(view)
    return [each for each in alone if each.type == "checkbox" and each.form in forms and _takes(view, each)]


def _forms_that_add(view: PageView) -> set[int]:
    """Return the forms of which one button puts in the basket what was chosen in many rows."""
    adds = [each for each in view.controls if meaning("add-to-basket", each, view.lang) > LEAST]
    return {each.form for each in adds if each.form and not each.row}


def _takes(view: PageView, box: Field) -> bool:
    said, others = box.label, ("wish-list", "paid-extra", "terms", "newsletter")
    if any(says(each, said, view.lang) > 0.5 for each in others):
        return False
    named = any(alike(said, each.text) > 0.9 for each in view.lines if each.row == box.row and each.text != said)
    return not said or named or max(says(each, said, view.lang) for each in ("choose-option", "add-to-basket")) > 0.5


def quantity_sure(view: PageView, field: Field) -> float:
    """Return how surely a field asks for a quantity."""
    if field.type not in ("number", "spin", "select", "text", "tel"):
        return 0.0
    said = max(says("quantity", field.label, view.lang), 0.9 * says("quantity", field.group_label, view.lang))
    named = 0.9 if QUANTITY_NAMES.search(parted(f"{field.name} {field.id}")) else 0.0
    if field.type in ("text", "tel") and (field.row or said > 0.9) and re.fullmatch(r"\d{1,2}", field.value):
        named = max(named, 0.65)  # a small number in a product's own row, or beside the word
    counts = field.type in ("number", "spin") or (
        field.type == "select" and all(each.text.isdigit() for each in field.options)
    )
    if counts and not said and field.row and field.form in _forms_that_add(view) and _named_as_its_row(view, field):
        named = 0.8
    return max(said, named) if counts or named else 0.0 if field.type == "text" else 0.6 * said


def _named_as_its_row(view: PageView, field: Field) -> bool:
    """Say whether a field asks nothing of its own: it has no label, or the name of what stands in its row."""
    label = field.label.casefold()
    return not label or any(each.row == field.row and each.text.casefold() in label for each in view.lines)


def row_that_sells(view: PageView, name: str) -> int:
    """Return the part of a product's own page that holds its price and its button but not its name, or 0."""
    if not is_headed(view, name):
        return 0
    named = {each.row for each in view.lines if each.heading and alike(name, each.text) < 0.5}
    sells = {each.row for each in view.controls if meaning("add-to-basket", each, view.lang) > LEAST}
    asks = {each.row for each in honest(view)}
    rows = sells - named if len(sells) == 1 else (sells & asks) - named
    return rows.pop() if len(rows) == 1 else 0


def is_headed(view: PageView, name: str) -> bool:
    """Say whether a product's name is the title of the page."""
    return any(alike(name, each.text) > 0.7 and each.heading == 1 for each in view.lines)


def rows_around(view: PageView, row: int) -> list[int]:
    """Return a row and those that hold it, the innermost first."""
    around = [row]
    while around[-1]:
        around.append(next((each.outer for each in view.rows if each.id == around[-1]), 0))
    return around[:-1] or [row]
