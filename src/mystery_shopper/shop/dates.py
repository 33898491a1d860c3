"""Finds the days that a text names by their month, such as "Thursday 26 November" or "26. bis 28. November"."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

_FORMS: Final = ("format", "stand-alone"), ("wide", "abbreviated")
_PAST: Final = 60
"""A day without a year lies at most so many days back (P): shops speak of what comes."""


def find_dates(text: str, lang: str, today: date | None = None) -> list[date]:
    """Return the days that a text names, in the order of the text; days given in numbers alone are not read."""
    months = {**_months("en"), **_months(lang.split("-")[0].split("_")[0].casefold() or "en")}
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    span = r"(?:(\d{1,2})\.?\s?(?:-|\u2013|to|bis|und|and|au|et|al|tot|do|a|y|e)\s?)?"
    first = rf"{span}(\d{{1,2}})(?:\.|st|nd|rd|th)?\s(?:of\s|de\s)?({name})\b"
    last = rf"\b({name})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\b"
    found: list[tuple[int, date | None]] = []
    for each in re.finditer(rf"(?<!\d){first}", text, re.IGNORECASE):
        for day in filter(None, (each[1], each[2])):
            found.append((each.start(), _day(months[each[3].casefold()], int(day), today)))
    for each in re.finditer(last, text, re.IGNORECASE):
        found.append((each.start(), _day(months[each[1].casefold()], int(each[2]), today)))
    return [day for _, day in sorted(found, key=lambda each: each[0]) if day is not None]


def _day(month: int, day: int, today: date | None) -> date | None:
    """Return the next day of that name, or one that is just over; None where there is none, as of 31 November."""
    now = today or date.today()
    for year in (now.year, now.year + 1):
        with suppress(ValueError):
            found = date(year, month, day)
            if (now - found).days <= _PAST:
                return found
    return None


@cache
def _months(lang: str) -> dict[str, int]:
    try:
        known = Locale.parse(lang).months
    except (UnknownLocaleError, ValueError):
        return {}
    forms, widths = _FORMS
    return {
        str(name).casefold().strip("."): number
        for form in forms
        for width in widths
        for number, name in known[form][width].items()
        if len(str(name)) > 2
    }
