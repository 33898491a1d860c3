"""Finds where a voucher's code goes and what redeems it."""

from __future__ import annotations

from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import LEAST, honest, meaning, parted, weigh


def voucher_field(view: PageView) -> Choice[Field] | None:
    """Return the field for a voucher's code."""
    scored = [
        (
            max(
                says("voucher", text, view.lang)
                for text in (each.label, each.placeholder, each.adjacent, parted(each.name))
            ),
            each,
        )
        for each in honest(view)
        if each.type in ("text", "search")
    ]
    sure, field = max(scored, key=lambda each: each[0], default=(0.0, None))
    return Choice(field, sure, f"{field} takes a voucher") if field is not None and sure >= LEAST else None


def voucher_submit(view: PageView, field: Field) -> Choice[Control] | None:
    """Return the button that redeems the voucher in that field."""
    near = [
        each
        for each in in_reach(view)
        if each.role == "button" and not each.row and abs(each.rect.y - field.rect.y) < 120
    ]
    own = [each for each in near if each.form == field.form != 0] or near
    return weigh(
        own,
        lambda each: max(
            meaning("apply", each, view.lang), meaning("save", each, view.lang) * 0.9, 0.62 * (len(own) == 1)
        ),
        "redeems the voucher",
    )
