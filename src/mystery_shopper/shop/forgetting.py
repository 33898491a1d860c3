"""Knows what a form has emptied of what stood in it, by what its fields ask for and not by what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.parts import Field
from mystery_shopper.shop.view import PageView

SECRET: Final = frozenset({"card-cvc", "password", "new-password", "password-again", "code", "captcha"})
"""What a form may empty after an error, for nobody is to keep it."""


def forgotten(before: PageView, after: Iterable[Field]) -> tuple[list[str], list[str]]:
    """Return the labels of the fields that are empty now and were not, secret ones left out; and of those the card's.

    A field that is no longer there has forgotten nothing.
    """
    now = {each.key: each for each in after}
    kinds = {field.key: kind for kind, fields in classified(before).items() for field in fields}
    lost = [
        each
        for each in before.fields
        if each.filled and each.type not in ("password", "hidden") and kinds.get(each.key) not in SECRET
        if each.key in now and not now[each.key].filled
    ]
    of_card = [each for each in lost if kinds.get(each.key, "").startswith("card-")]
    return [each.label or each.name for each in lost], [each.label or each.name for each in of_card]
