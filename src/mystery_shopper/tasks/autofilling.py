"""Letting the browser fill a form: whether this persona does, where it begins, and what it leaves empty."""

from __future__ import annotations

from mystery_shopper.shop.asking import asked_fields
from mystery_shopper.shop.field_kinds import PERSONAL, TOKENS
from mystery_shopper.shop.view import Field
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.lists import is_own_list

_WORTH_AUTOFILL = 3  # fewer fields are typed faster than filled (P)
_ADDRESS = {"street", "city", "postcode", "place"}
_BROWSER_KNOWS = PERSONAL - {"country", "region", "line2", "house-number", "street-name", "place"}


def would_autofill(shopper: Shopper, todo: list[tuple[str, Field, str]], filled: list[str]) -> bool:
    """Say whether this persona lets the browser fill the form: a form of several fields, tried once.

    Who is to forget a field types, because the browser forgets none, and so does who sends a present: the browser knows
    her own address.
    """
    if shopper.memory.forgets or shopper.recipient or shopper.look().frame is not shopper.page.main_frame:
        return False
    typed = [field for kind, field, _ in todo if field.type != "select" and kind in PERSONAL]
    return shopper.persona.forms == "autofill" and "autofill" not in filled and len(typed) >= _WORTH_AUTOFILL


def let_the_browser_fill(shopper: Shopper, todo: list[tuple[str, Field, str]]) -> tuple[Field, list[str] | None]:
    """Begin in the first field, and where that leaves the address empty, once more there: it may be a section apart."""
    typed = [(kind, field) for kind, field, _ in todo if field.type != "select" and not is_own_list(field)]
    first = typed[0][1]
    shopper.memory.browser_typed = True
    answer = shopper.autofill(first)
    now = {each.key: each for each in shopper.look().fields} if answer is not None else {}
    address = [now[each.key] for kind, each in typed[1:] if kind in _ADDRESS and each.key in now]
    left = next((each for each in address if each.form == first.form and not each.filled), None)
    if answer is None or left is None:
        return first, answer
    return first, [*answer, *(shopper.autofill(left) or ())]


def note_autofill(shopper: Shopper, first: Field, todo: list[tuple[str, Field, str]], answer: list[str] | None) -> None:
    """Write down which fields of the form the browser left empty although it knows what belongs there."""
    if answer is None:
        shopper.recorder.observe("not_checked", "autofill-unsupported", reason="this browser has no autofill")
        return
    now = {each.key: each for each in shopper.look().fields}
    tokens = {each.name: each for each in asked_fields(shopper.look())}
    missed = []
    came = {kind for kind, field, _ in todo if field.key in now and now[field.key].filled and not field.filled}
    for kind, field, value in todo:
        after = now.get(field.key)
        if after is not None and not after.filled and kind in came:
            continue  # asked twice, as for bill and parcel: the browser fills the form's own sections one by one
        if after is None or kind not in _BROWSER_KNOWS or field.type == "select" or field.form != first.form:
            continue
        if _section(after) != _section(first):  # sections are filled one by one
            continue
        got = _another_datum(shopper, kind, after.value)
        if not after.filled or (got and not holds(after, value)):
            asked = tokens.get(after.label or after.placeholder or after.name)
            name = f'field "{after.label or after.placeholder or after.name}"'
            shopper.senses.point_at(name, shopper.look(), after.ref)
            right = any(TOKENS.get(each) == kind for each in after.autocomplete.split())
            due = asked.due if asked and not right else ""
            missed.append({"field": name, "kind": kind, "token": after.autocomplete, "due": due, "got": got})
    shopper.recorder.observe("autofilled", list(answer), url=shopper.page.url, missed=missed)


def _section(field: Field) -> str:
    return next((each for each in field.autocomplete.split() if each.startswith("section-")), "")


def _another_datum(shopper: Shopper, kind: str, value: str) -> str:
    """Return which other datum of hers stands in a field; empty when it holds none."""
    who = shopper.identity
    known = {
        "given name": who.given_name,
        "family name": who.family_name,
        "city": who.city,
        "region": who.region,
        "postcode": who.postcode,
        "street": who.street,
        "e-mail": who.email,
    }
    said = (name for name, datum in known.items() if datum and bare(datum) == bare(value) != "")
    return next((name for name in said if name.replace("-", "") != kind.replace("-", " ").replace(" ", "")), "")


def holds(field: Field, value: str) -> bool:
    """Say whether a field holds a value already, however that is written."""
    if field.type == "password":
        return field.filled
    if field.type == "select":
        return field.selected is not None and field.selected.value == value
    if is_own_list(field):
        return False  # asked already, and not answered
    return bare(field.value) == bare(value) or (field.filled and field.type in ("checkbox", "radio"))


def bare(text: str) -> str:
    """Return the letters and digits of a text, without capitals."""
    return "".join(each for each in text.casefold() if each.isalnum())
