"""Choosing a day in a calendar, the browser's or the page's own, such as the day on which a parcel is to come."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from mystery_shopper.errors import HeldUp
from mystery_shopper.shop.calendars import day_within, days_to_choose, days_to_pick, free_days, next_month
from mystery_shopper.shop.values import day_for
from mystery_shopper.shop.view import Control, Field
from mystery_shopper.shopper import Shopper

_MOST_MONTHS = 3  # without a free day, and she turns away (P)
_SOON_DAYS = 4  # by then a parcel can be there almost everywhere (P)
_STAY_DAYS = 2  # two nights may be booked almost everywhere (P)


def pick_days(shopper: Shopper, *, all_of_them: bool = False) -> bool:
    """Choose an early day wherever one is asked for and nobody can type it; say whether any was chosen."""
    chosen = choose_days(shopper, days_to_choose(shopper.look()), ahead_days=_SOON_DAYS)
    asked = days_to_pick(shopper.look(), all_of_them=all_of_them)
    picked = [_pick(shopper, each) for each in asked if each.key not in shopper.memory.tiles]
    return chosen or any(picked)


def choose_days(shopper: Shopper, fields: Iterable[Field], *, ahead_days: int) -> bool:
    """Enter days into fields of the browser's own calendar: the first so far ahead, and each further one later."""
    new = [each for each in fields if each.key not in shopper.memory.tiles]
    wanted = date.today() + timedelta(days=ahead_days)
    for field in new:
        shopper.memory.tiles.add(field.key)
        day = day_within(field, wanted)
        wanted = day + timedelta(days=_STAY_DAYS)
        shopper.select(field, day.isoformat())
        shopper.say(f'{shopper.they()} chose {day} for "{field.label or field.name}".')
    return bool(new)


def write_a_day(shopper: Shopper, field: Field, *, ahead_days: int) -> None:
    """Write a day where any text can be typed."""
    day = day_within(field, date.today() + timedelta(days=ahead_days))
    shopper.fill(field, day_for(field, (day.year, day.month, day.day)))
    shopper.say(f'{shopper.they()} wrote {day} for "{field.label or field.name}".')


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
