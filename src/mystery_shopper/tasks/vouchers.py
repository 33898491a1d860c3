"""Entering a voucher's code, and seeing what the shop says to it and what becomes of the total."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.basket import note_totals, open_basket, refuse_empty_hands, told

_ANSWERED_WITHIN_S: Final = 1.0
"""Within this an answer must be seen (catalogue: voucher-mishandled, 1 s; Nielsen)."""


def enter_voucher(shopper: Shopper, code: str, *, guessed: bool = False) -> None:
    """Enter a voucher code where the shop asks for one; a ``guessed`` one need not be good, only answered.

    Where nobody asks for it and she is not on her way to the till yet, she looks into her basket.
    """
    field = shop.voucher_field(shopper.look())
    here = shopper.look()
    if field is None and shop.stage(here) == "unknown" and shop.basket_link(here) is not None:
        refuse_empty_hands(shopper, open_basket(shopper))
        field = shopper.seek("a field for a voucher code", shop.voucher_field)
    if field is None:
        raise shopper.not_offered(f'the voucher "{code}" cannot be entered', looked_for="a field for a voucher code")
    was, known = shop.read_basket(shopper.look(), shopper.persona.currency).totals.total, told(shopper.look())
    shopper.fill(field.target, code)
    submit = shop.voucher_submit(shopper.look_again(), field.target)
    try:
        if submit is not None:
            shopper.press(submit)
        else:
            shopper.press_enter(field.target)
    except HeldUp:  # nothing at all came of it: that the code is not answered is what hurts her
        shopper.recorder.observe(
            "voucher", code, url=shopper.page.url, element="voucher", said="", refused=guessed, total_before=was
        )
        raise
    said = shopper.wait_for("an answer", lambda view: sorted(told(view) - known) or None, within_s=_ANSWERED_WITHIN_S)
    said = said or []
    if said and not shop.errors(shopper.look()):  # the word may come before the sum
        shopper.wait_for("the new total", partial(_lowered, shopper, was), within_s=_ANSWERED_WITHIN_S)
    view = shopper.look()
    totals = shop.read_basket(view, shopper.persona.currency).totals
    left = shop.voucher_field(view)
    shopper.senses.point_at("voucher", view, left.ref if left else "body")
    shopper.recorder.observe(
        "voucher",
        code,
        url=view.url,
        element="voucher",
        said=" ".join(said)[:200],
        refused=guessed or bool(shop.errors(view)),
        error=next((each for each in shop.failures(view) if each not in known), ""),
        total_before=was,
        total_after=totals.total,
        currency=totals.currency,
    )
    note_totals(shopper, "basket")


def _lowered(shopper: Shopper, was: Decimal | None, view: PageView) -> bool | None:
    """Say whether the total is another one than it was; True where there is none to be seen."""
    now = shop.read_basket(view, shopper.persona.currency).totals.total
    return now is None or was is None or now != was or None
