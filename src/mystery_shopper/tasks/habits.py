"""What some customers do beside the errand: they compare, change their mind, sleep on it, try a voucher."""

from __future__ import annotations

from typing import Final

from mystery_shopper import shop
from mystery_shopper.shop.linefields import numbered
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.amounts import change_quantity
from mystery_shopper.tasks.away import come_back_tomorrow
from mystery_shopper.tasks.basket import note_totals
from mystery_shopper.tasks.vouchers import enter_voucher

VOUCHER: Final = "WELCOME10"
"""What people try who have heard that there is a code; a shop that knows it not should say so."""


def ponder_in_the_basket(shopper: Shopper) -> None:
    """Do once what she does in a basket before she leaves it for the checkout.

    Where the shop offers no way to do it, she does not: a shop need not sell by the piece or take vouchers.
    """
    habits = set(shopper.persona.habits) - shopper.memory.habits_done
    if not habits or shop.stage(shopper.look()) != "basket":
        return
    shopper.memory.habits_done |= habits
    if "changes-mind" in habits:
        _change_her_mind(shopper)
    if "tries-vouchers" in habits and shop.voucher_field(shopper.look()) is not None:
        enter_voucher(shopper, VOUCHER, guessed=True)
    if "sleeps-on-it" in habits:
        come_back_tomorrow(shopper)


def see_the_sum(shopper: Shopper) -> None:
    """Take in what is to be paid, and turn back from a sum that is more than she has to spend.

    What a sum in another currency than hers comes to nobody has told her, and she goes on.

    Raises:
        HeldUp: naming both sums.
    """
    note_totals(shopper, "payment")
    budget, total, own = shopper.persona.budget, shopper.memory.total, shopper.persona.currency
    if budget is None or total is None:
        return
    if (currency := shopper.memory.currency or own) != own:
        shopper.say(
            f"There are {budget:.2f} {own} to spend, and nobody said how much of that {total:.2f} {currency} is."
        )
    elif total > budget:
        raise shopper.held_up(
            f"{total:.2f} {own} is more than there is to spend", saw=f"a total above {budget:.2f} {own}"
        )


def _change_her_mind(shopper: Shopper) -> None:
    """Take one more, look, and take one less again."""
    lines = shop.read_basket(shopper.look(), shopper.persona.currency).lines
    line = next((each for each in lines if each.quantity_field is not None and each.quantity), None)
    if line is None or line.quantity is None or line.quantity_field is None:
        return
    if line.quantity_field.type == "select" and numbered(line.quantity_field, line.quantity + 1) is None:
        return
    change_quantity(shopper, line.name, line.quantity + 1)
    change_quantity(shopper, line.name, line.quantity)
    shopper.say(f"{shopper.they()} took one more of “{line.name}”, and then put it back.")
