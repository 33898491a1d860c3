"""Hears what a page objects to, and which field it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.parts import Field, Message
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import honest, words

_LONGEST: Final = 300  # characters; a longer text explains (P)
_FIRMLY: Final = 0.62  # how much of a text must speak of it (P)
_PERCENT: Final = re.compile(r"\d\s?%")
_OF_GOODS: Final = ("stock-cap", "in-stock", "discount", "sale-price", "list-price", "remove", "added")
_LEAST_WORDS: Final = 2  # "Sale" and "3 items" are labels (P)
_ADVICE: Final = re.compile(
    r"\W*(?:if|should|in case|falls|wenn|sollte|si|en cas|se|in caso|als|mocht|jeśli|jeżeli|caso)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FieldError:
    """An error that the page shows, and the field it belongs to when that can be told."""

    text: str
    field: Field | None
    on_screen: bool


def errors(view: PageView) -> list[FieldError]:
    """Return the errors that the page shows to the customer, the field errors first."""
    found: dict[str, FieldError] = {}
    for each in view.messages:
        if _is_error(view, each):
            found.setdefault(each.text, FieldError(each.text, _field_of(view, each), each.in_view))
    for field in view.fields:
        if field.invalid and field.error:
            found.setdefault(field.error, FieldError(field.error, field, field.in_view))
    return sorted(found.values(), key=lambda each: each.field is None)


def failures(view: PageView) -> list[str]:
    """Return the errors by which a page says that something went wrong.

    Red or loud letters are used for goods too: for a price that was lowered, for a saving, for the last pieces.
    """
    return [each.text for each in errors(view) if not tells_of_goods(each.text, view.lang)]


def objections(before: PageView, after: PageView) -> list[FieldError]:
    """Return what the page objects to since a press: its errors, else whatever it has newly painted as one."""
    old = {*(each.text for each in errors(before)), *(each.text for each in before.messages)}
    fresh = [each for each in errors(after) if each.text not in old]
    marked = [
        FieldError(each.text, None, each.in_view)
        for each in after.messages
        if each.kind in ("red", "error", "alert") and each.text not in old and _is_complaint(after, each)
    ]
    return fresh or marked


def says_it_failed(before: PageView, after: PageView) -> str:
    """Return what a page says of a failure in an alert, an error or red letters that was not there before.

    For a page that seems to confirm something: advice such as "If the e-mail does not come ..." is no failure.
    """
    old = {*(each.text for each in before.messages), *(each.text for each in before.lines)}
    for each in after.messages:
        told = each.kind in ("alert", "error", "red") and each.text not in old and len(each.text) < _LONGEST
        if told and _tells_of_failure(each.text, after.lang):
            return each.text
    return ""


def _tells_of_failure(text: str, lang: str) -> bool:
    if _ADVICE.match(text) or says("next-steps", text, lang) or says("cookies", text, lang):
        return False
    failed = (
        max(says(key, text, lang) for key in ("declined", "server-error")) > 0 or says("error", text, lang) > _FIRMLY
    )
    return failed and says("confirmation", text, lang) < _FIRMLY


def tells_of_goods(text: str, lang: str) -> bool:
    """Say whether what is painted as an error only tells of goods: a lowered price, a saving, the last pieces."""
    if any(says(key, text, lang) for key in ("error", "declined", "field-error", "server-error")):
        return False
    numbered = find_prices(text, lang) or _PERCENT.search(text)
    bare = len(words(re.sub(r"\d+", " ", text))) < _LEAST_WORDS and text.isascii()
    return bool(numbered) or bare or any(says(key, text, lang) for key in _OF_GOODS)


def _is_error(view: PageView, message: Message) -> bool:
    """A message is an error when it says so, or when the page marks it so and it tells no good news."""
    if len(message.text) > _LONGEST:
        return False
    if any(says(key, message.text, view.lang) for key in ("field-error", "error", "declined")):
        return not says("cookies", message.text, view.lang)
    beside = message.kind == "alert" and message.field > 0 and not find_prices(message.text)  # a sum is no fault
    marked = message.kind == "error" or beside
    return (
        marked
        and len(message.text) > 3
        and not any(says(each, message.text, view.lang) for each in ("added", "confirmation"))
    )


def _is_complaint(view: PageView, message: Message) -> bool:
    good = ("added", "confirmation", "cookies", "next-steps", "newsletter")
    return 3 < len(message.text) < 300 and not any(says(each, message.text, view.lang) for each in good)


def _field_of(view: PageView, message: Message) -> Field | None:
    """Return the field that a message belongs to: tied to it, or begun or ended with its label."""
    tied = next((each for each in view.fields if each.ref == message.field), None) if message.field else None
    if tied is not None:
        return tied
    said = words(message.text)
    typed = [each for each in honest(view) if each.type not in ("radio", "checkbox")]
    named = [each for each in typed if _at_an_end(said, each.label) or _behind_its_part(message.text, each.label)]
    return max(named, key=lambda each: len(words(each.label)), default=None)


def _at_an_end(said: tuple[str, ...], label: str) -> bool:
    """Say whether a text begins or ends with a label: "Last name: not allowed", "Enter a valid last name"."""
    own = words(label)
    return bool(own) and len("".join(own)) > 2 and own in (said[: len(own)], said[-len(own) :])


def _behind_its_part(text: str, label: str) -> bool:
    """Say whether a text begins with a label, written as it is, behind the part of the form: "Billing Last name is"."""
    bare = label.rstrip(" *:")
    return len(bare) > 2 and re.match(rf"[^\W\d_]+ {re.escape(bare)}(?!\w)", text) is not None and bare[0].isupper()
