"""Picking a day in a calendar that a field opens, such as the day on which a parcel is to come."""

from __future__ import annotations

from contextlib import suppress

from mystery_shopper.errors import HeldUp
from mystery_shopper.shop.calendars import days_to_pick, free_days, next_month
from mystery_shopper.shop.view import Control, Field
from mystery_shopper.shopper import Shopper

_MOST_MONTHS = 3  # without a free day, and she turns away (P)


def pick_days(shopper: Shopper, *, all_of_them: bool = False) -> bool:
    """Pick the first free day wherever a field shows one that nobody can type; say whether any was picked."""
    asked = days_to_pick(shopper.look(), all_of_them=all_of_them)
    picked = [_pick(shopper, each) for each in asked if each.key not in shopper.memory.tiles]
    return any(picked)


def _pick(shopper: Shopper, field: Field) -> bool:
    """Open a field's calendar and press its first free day; say whether the field shows one afterwards."""
    shopper.memory.tiles.add(field.key)
    before = shopper.look()
    opener = Control(field.ref, "combobox", field.label or field.name, field.tag, rect=field.rect, form=field.form)
    with suppress(HeldUp):  # a field that opens nothing has been told
        shopper.press(opener, before)
    for _ in range(_MOST_MONTHS):
        days, on = free_days(before, shopper.look()), next_month(before, shopper.look())
        if days:
            shopper.press(days[0])
            break
        if on is None:
            break
        shopper.press(on)
    now = shopper.look().again(field)
    if isinstance(now, Field) and now.filled:
        shopper.say(f'{shopper.they()} picked {now.value} for "{field.label or field.name}".')
        return True
    shopper.press_key("Escape")
    return False
