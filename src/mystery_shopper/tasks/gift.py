"""A present: the parcel goes to somebody else, the bill stays with who pays."""

from __future__ import annotations

import re
from typing import Final

from mystery_shopper import shop
from mystery_shopper.model import Identity
from mystery_shopper.shop.field_kinds import PERSONAL
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Field, PageView
from mystery_shopper.shopper import Shopper

ON_A_PARCEL: Final = PERSONAL - {"email", "phone"}
"""What is written on a parcel; e-mail and phone stay those of who has ordered it."""
_SURE: Final = 0.62
_BILL: Final = re.compile(r"bill|invoice|payer|rechnung|factur|fattur|faktur", re.IGNORECASE)
_PARCEL: Final = re.compile(
    r"ship|deliver|recipient|liefer|livraison|env[ií]o|entrega|spedizione|consegna|bezorg|dostaw", re.IGNORECASE
)


def ask_for_another_address(shopper: Shopper) -> None:
    """Tick or untick what says that the parcel goes somewhere else than the bill, where the page has such a box."""
    if shopper.recipient is None:
        return
    for field in _boxes(shopper.look()):
        wanted = _asks_for_another(shopper.look(), field)
        if field.key in shopper.memory.gift_boxes or wanted is None or wanted == bool(field.checked):
            continue
        shopper.memory.gift_boxes.add(field.key)
        (shopper.tick if wanted else shopper.untick)(field)
        shopper.look_again()
        return


def meant_for(shopper: Shopper, view: PageView, kind: str, field: Field) -> Identity:
    """Return whose name or address a field asks for.

    Where a page asks for two, what it calls them tells; else the first is hers if the page has a box for another one
    to send it to. Where it asks for one, the parcel needs it, unless that has been told on an earlier page.
    """
    other, own = shopper.recipient, shopper.identity
    if other is None or kind not in ON_A_PARCEL:
        return own
    alike = [each for each in shop.classified(view).get(kind, ()) if each.region not in PAGE_FURNITURE]
    sides = {_side(each) for each in alike}
    told_before = bool(shopper.memory.parcel_told) and shopper.memory.parcel_told != view.url
    hers_first = any(_is_other_box(view, each) for each in _boxes(view))
    if _side(field) == "parcel":
        return other
    if _side(field) == "bill" and ("parcel" in sides or hers_first or told_before):
        return own
    second = field.key in {each.key for each in alike[1:]} and field != alike[0]
    return own if hers_first != second or told_before else other


def note_told(shopper: Shopper, kind: str, value: str) -> None:
    """Remember on which page she has said where the parcel goes."""
    other = shopper.recipient
    if other is not None and kind in ("street", "street-name") and value and value in other.street:
        shopper.memory.parcel_told = shopper.page.url


def see_where_it_goes(shopper: Shopper) -> None:
    """Turn back from the payment of a present that would come to herself.

    Raises:
        HeldUp: when the shop has never asked where the parcel goes.
    """
    if shopper.recipient is not None and not shopper.memory.parcel_told:
        raise shopper.held_up(
            "the parcel cannot go to somebody else", looked_for="fields for another address than that of the bill"
        )


def sent_home(shopper: Shopper, lines: list[str]) -> tuple[str, str] | None:
    """Return where a present was to go and where it goes instead: the lines of the order show her own street alone."""
    other, own = shopper.recipient, shopper.identity
    if other is None:
        return None
    shown = [each for each in lines if own.street.casefold() in each.casefold()]
    right = any(other.street.casefold() in each.casefold() for each in lines)
    return (other.street, own.street) if shown and not right else None


def _boxes(view: PageView) -> list[Field]:
    return [
        each
        for each in view.fields
        if each.type in ("checkbox", "radio") and not each.disabled and each.region not in PAGE_FURNITURE
    ]


def _asks_for_another(view: PageView, field: Field) -> bool | None:
    """Say whether a present needs this box ticked or unticked; None when it is about something else."""
    if _is_other_box(view, field):
        return True
    same = field.type == "checkbox" and says("same-address", field.label or field.adjacent, view.lang) > _SURE
    return False if same else None


def _is_other_box(view: PageView, field: Field) -> bool:
    text = field.label or field.adjacent
    sure = says("other-address", text, view.lang)
    return sure > _SURE and sure > says("same-address", text, view.lang)


def _side(field: Field) -> str:
    """Return what a field's own words say it is for: parcel, bill, or nothing."""
    for each in (field.autocomplete, field.name, field.id, field.group_label):
        if _BILL.search(each):
            return "bill"
        if _PARCEL.search(each):
            return "parcel"
    return ""
