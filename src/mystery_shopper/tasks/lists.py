"""Choosing from a list that the page has made itself: open it, read its entries, choose as from any other list."""

from __future__ import annotations

from dataclasses import replace

from mystery_shopper import shop
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Control, Field, Option, PageView
from mystery_shopper.shopper import Shopper

_ENTRIES = ("option", "menuitem")
_INVITES = 0.6  # how sure a text must be of asking her to choose, to be none of the list's entries


def is_own_list(field: Field) -> bool:
    """Say whether a field is a list that only looks like one: pressed, not typed into, and its entries come then."""
    return field.type == "combobox" and field.tag not in ("input", "select", "textarea")


def is_answered(field: Field, kind: str, wanted: str, lang: str) -> bool:
    """Say whether such a list shows an entry already, and for a country the right one."""
    shown = field.value.strip()
    if not field.filled or says("choose-option", shown, lang) > _INVITES:
        return False
    return kind != "country" or wanted.casefold() in shown.casefold()


def open_list(shopper: Shopper, field: Field, view: PageView) -> list[Control]:
    """Press a list of the page's own making and return the entries that come to be seen."""
    before = {each.ref for each in view.controls if each.role in _ENTRIES}
    shopper.press(Control(field.ref, "combobox", field.label or field.name, field.tag, rect=field.rect), view)
    return [
        each
        for each in shopper.look().controls
        if each.role in _ENTRIES and each.name and not each.disabled and each.ref not in before
    ]


def choose_in_list(shopper: Shopper, kind: str, field: Field, view: PageView) -> bool:
    """Open a list of the page's own making and choose what answers it; say whether there was such an entry."""
    entries = open_list(shopper, field, view)
    lang = shopper.look().lang or shopper.persona.locale
    asked = replace(field, type="select", options=tuple(Option(str(each.ref), each.name) for each in entries))
    wanted = shop.value_for(kind, shopper.identity, None, asked, lang) if entries else None
    chosen = next((each for each in entries if str(each.ref) == wanted), None)
    if chosen is None:
        shopper.press_key("Escape")
        return False
    if shopper.hands.by_keyboard:
        shopper.press_key(*chosen.name, "Enter")  # its first letters lead there, as in every list
    else:
        shopper.press(chosen)
    return True
