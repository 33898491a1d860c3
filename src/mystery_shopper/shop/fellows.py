"""Tells fields apart by those that stand beside them in one form: the parts of a date, a name, an address, a card."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from mystery_shopper.shop.parts import Field
from mystery_shopper.shop.values import place_parts, said_of
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import honest

DAY: Final = re.compile(r"(dd|tt|jj|gg|day|tag|jour|giorno|d[ií]a|dag|dzie[nń]|dia)\W?", re.IGNORECASE)
BESIDE: Final = 40.0  # CSS pixels within which the parts of one thing stand at one height
_SAME_PART: Final = 150.0  # CSS pixels within which a form asks for one person's names (P)
_YEAR: Final = re.compile(r"20\d\d")
_OWN_WORDS: Final = ("label", "aria", "placeholder")
_MONTHS: Final = 12

Found = dict[str, list[Field]]


def sort_by_fellows(found: Found, view: PageView) -> None:
    """Correct what fields ask for by what stands beside them.

    Where a form asks for the house number apart, its street is a ``street-name``. "Name" beside a first name, and
    without a last one, is the last name. "Number" in a card's form is the card's.
    """
    for number in list(found.get("house-number", ())):
        if _asks(found, "card-cvc", number) and not any(
            _asks(found, each, number) for each in ("card-number", "street")
        ):
            _move(found, number, "house-number", "card-number")
    for street in list(found.get("street", ())):
        if _asks(found, "house-number", street):
            _move(found, street, "street", "street-name")
    for name in list(found.get("full-name", ())):
        if _names_beside(found, "given-name", name) and not _names_beside(found, "family-name", name):
            _move(found, name, "full-name", "family-name")
    _part_places(found, view)
    _part_expiry(found, view)
    _part_birth_date(found, view)


def _asks(found: Mapping[str, Sequence[Field]], kind: str, beside: Field) -> bool:
    return any(each.form == beside.form for each in found.get(kind, ()))


def _move(found: Found, field: Field, old: str, new: str) -> None:
    found[old].remove(field)
    found.setdefault(new, []).append(field)


def _names_beside(found: Mapping[str, Sequence[Field]], kind: str, name: Field) -> bool:
    """Say whether a name's own form asks for another name too, in the same part of it."""
    return any(each.form == name.form and abs(each.rect.y - name.rect.y) < _SAME_PART for each in found.get(kind, ()))


def _part_places(found: Found, view: PageView) -> None:
    """Where "Postcode, town" stands before two fields in one row, the first is the postcode and the second the town."""
    for place in list(found.get("place", ())):
        parts = place_parts(said_of(place), view.lang)
        row = [each for each in _row_of(view, place, _is_text) if each is place or each.label_from not in _OWN_WORDS]
        if len(row) == len(parts) > 1 and row[0] is place:
            for field, kind in zip(row, parts, strict=True):
                _take_out(found, field)
                found.setdefault(kind, []).append(field)


def _part_expiry(found: Found, view: PageView) -> None:
    """A list of months under "Valid until" is the month, and a list of years beside it the year.

    So is a field to write in that is followed, in its row, by one of which nothing is said.
    """
    for month in list(found.get("card-expiry", ())):
        years = _row_of(view, month, _lists_years) if _lists_months(month) else _unsaid_next_to(found, view, month)
        if not _lists_months(month) and not years:
            continue
        _move(found, month, "card-expiry", "card-month")
        for year in years:
            _take_out(found, year)
            found.setdefault("card-year", []).append(year)


def _unsaid_next_to(found: Found, view: PageView, field: Field) -> list[Field]:
    """Return the field to write in that stands right behind another and has no word of its own, if there is one."""
    row = _row_of(view, field, _is_text)
    unknown = found.get("unknown", ())
    after = row[row.index(field) + 1 :] if field in row else []
    end = field.rect.x + field.rect.width
    return [each for each in after[:1] if each in unknown and not said_of(each).strip() and each.rect.x - end < BESIDE]


def _part_birth_date(found: Found, view: PageView) -> None:
    """A month and a year that stand beside a day are no part of a card, but of a date of birth."""
    for day in (each for each in honest(view) if _asks_day(each)):
        _take_out(found, day)
        found.setdefault("birth-day", []).append(day)
        for part in ("month", "year"):
            beside = [each for each in found.get(f"card-{part}", ()) if abs(each.rect.y - day.rect.y) < BESIDE]
            found[f"card-{part}"] = [each for each in found.get(f"card-{part}", ()) if each not in beside]
            found.setdefault(f"birth-{part}", []).extend(beside)


def _row_of(view: PageView, field: Field, wanted: Callable[[Field], bool]) -> list[Field]:
    """Return the wanted fields of a field's form that stand at its height, from left to right, itself where wanted."""
    beside = (each for each in honest(view) if each.form == field.form and abs(each.rect.y - field.rect.y) < BESIDE)
    return sorted(filter(wanted, beside), key=lambda each: each.rect.x)


def _is_text(field: Field) -> bool:
    return field.type == "text"


def _take_out(found: Found, field: Field) -> None:
    for kind in tuple(found):
        found[kind] = [each for each in found[kind] if each is not field]


def _numbers(field: Field) -> list[str]:
    return [each.text.strip() for each in field.options if each.text.strip().isdigit()]


def _lists_months(field: Field) -> bool:
    """Say whether a list holds the twelve months, by number or with their numbers behind their names."""
    behind = [each.value.strip() for each in field.options if each.value.strip().isdigit()]
    return list(range(1, _MONTHS + 1)) in ([int(each) for each in found] for found in (_numbers(field), behind))


def _lists_years(field: Field) -> bool:
    numbers = _numbers(field)
    return len(numbers) > 1 and all(_YEAR.fullmatch(each) for each in numbers)


def _asks_day(field: Field) -> bool:
    return _numbers(field)[-1:] == ["31"] or bool(
        field.maxlength == 2 and DAY.fullmatch(field.placeholder or field.label)
    )
