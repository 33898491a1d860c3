"""Knows a day that is chosen and not typed: the field that shows it, and the free days of the calendar it opens."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from mystery_shopper.shop.dates import find_dates
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.values import DATE_FORM
from mystery_shopper.shop.view import PageView, in_reach
from mystery_shopper.shop.weighing import honest, meaning, of_the_page

_DAY: Final = re.compile(r"0?[1-9]|[12]\d|3[01]")
_LEAST_DAYS: Final = 20  # of a month to be seen at once; a page with fewer numbers shows no calendar (P)
_NAMES_A_DAY: Final = 0.6
_FRIDAY: Final = 4


def days_to_pick(view: PageView, *, all_of_them: bool = False) -> list[Field]:
    """Return the empty fields that show a day which is picked elsewhere: nobody can type into them.

    Only those that are asked for: marked as needed, or in a form that marks nothing. With ``all_of_them`` also what
    may be waited for, and what does not say that it is a day.
    """
    shut = [each for each in honest(view) if each.readonly and not each.filled and not each.disabled]
    shut = [each for each in shut if each.type == "text" and of_the_page(each.region)]
    if all_of_them:
        return shut
    marked = {each.form for each in view.fields if each.required and each.type not in ("radio", "checkbox")}
    return [each for each in shut if of_a_day(view, each) and (each.required or each.form not in marked)]


def days_to_choose(view: PageView, form: int = 0) -> list[Field]:
    """Return the empty fields of the browser's own calendar that demand a day to come, of one form or of the page."""
    born = classified(view).get("birth-date", ())
    days = [each for each in honest(view) if each.type == "date" and not each.filled and each not in born]
    return [each for each in days if each.required and not each.readonly and form in (0, each.form)]


def day_within(field: Field, wanted: date) -> date:
    """Return the working day nearest to the wanted one that a field allows; a parcel comes on no Sunday."""
    earliest, latest = (_day_of(each) for each in (field.minimum, field.maximum))
    day = max(wanted, earliest or wanted)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > _FRIDAY else 0)
    return min(day, latest or day)


def free_days(before: PageView, after: PageView) -> list[Control]:
    """Return the days that can be pressed in a calendar which was not to be seen before, the first one first."""
    numbers = {each.text for each in after.lines if _DAY.fullmatch(each.text)}
    if len(numbers) < _LEAST_DAYS:
        return []
    known = {each.ref for each in before.controls}
    fresh = [each for each in in_reach(after) if each.ref not in known and not each.disabled]
    return [each for each in fresh if _names_a_day(each, after.lang)]


def next_month(before: PageView, after: PageView) -> Control | None:
    """Return what turns to the next month of a calendar that has just come up."""
    known = {each.ref for each in before.controls}
    turns = [each for each in in_reach(after) if each.ref not in known and not each.disabled]
    return next((each for each in turns if meaning("next-page", each, after.lang) > _NAMES_A_DAY), None)


def _day_of(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None


def of_a_day(view: PageView, field: Field) -> bool:
    """Say whether a field's words ask for a day."""
    said = (field.label, field.placeholder)
    return any(DATE_FORM.search(each) or says("day", each, view.lang) > _NAMES_A_DAY for each in said)


def _names_a_day(control: Control, lang: str) -> bool:
    own = control.text or control.name
    return bool(_DAY.fullmatch(own)) or bool(_DAY.fullmatch(control.name)) or bool(find_dates(control.name, lang))
