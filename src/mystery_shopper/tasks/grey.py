"""A control that cannot be pressed, and whether anything on the page says why."""

from __future__ import annotations

from mystery_shopper.shop.asking import reason_near
from mystery_shopper.shop.view import Control
from mystery_shopper.shopper import Shopper


def note_grey(shopper: Shopper, control: Control) -> None:
    """Write down that what she needs stays disabled, and the reason that the page gives, if it gives any."""
    view = shopper.look()
    shopper.senses.remember(str(control), view, control.ref)
    shopper.recorder.observe(
        "action",
        "press",
        element=str(control),
        url=view.url,
        target=str(control),
        effects=[],
        disabled=True,
        reason=reason_near(view, control),
    )
