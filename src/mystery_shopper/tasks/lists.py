"""Choosing from a list that the page has made itself: open it, read its entries, choose as from any other list."""

from __future__ import annotations

from dataclasses import replace

from mystery_shopper import shop
from mystery_shopper.model import Card
from mystery_shopper.shop.asking import is_typed_list
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.phrases import plain, says
from mystery_shopper.shop.view import Control, Field, Option, PageView
from mystery_shopper.shopper import Shopper

_ENTRIES = ("option", "menuitem")
_INVITES = 0.6  # how sure a text must be of asking her to choose, to be none of the list's entries


def is_own_list(field: Field) -> bool:
    """Say whether a field is a list that only looks like one: pressed, not typed into, and its entries come then."""
    return field.type == "combobox" and (field.readonly or field.tag not in ("input", "select", "textarea"))


def is_answered(field: Field, kind: str, wanted: str, lang: str) -> bool:
    """Say whether such a list shows an entry already, and for a country the right one."""
    shown = field.value.strip()
    if not field.filled or says("choose-option", shown, lang) > _INVITES:
        return False
    return kind != "country" or wanted.casefold() in shown.casefold()


def was_chosen(shopper: Shopper, field: Field) -> bool:
    """Say whether a list that is typed into shows what she or the shop chose in it, there or beside the place to type.

    What the browser has filled in is only typed.
    """
    if field.value and not shopper.memory.browser_typed:
        return True
    shown = (field.value or field.label).casefold()
    return any(each and each.casefold() in shown for each in shopper.memory.listed)


def open_list(shopper: Shopper, field: Field, view: PageView) -> list[Control]:
    """Press a list of the page's own making and return the entries that come to be seen."""
    before = {each.ref for each in view.controls if each.role in _ENTRIES}
    if field.tag == "input" and shopper.hands.by_keyboard:
        shopper.write(field, "")
        shopper.press_key("ArrowDown")
    else:
        shopper.press(Control(field.ref, "combobox", field.label or field.name, field.tag, rect=field.rect), view)
    return [each for each in _entries(shopper) if each.ref not in before]


def chosen_in_list(
    shopper: Shopper, kind: str, field: Field, value: str, view: PageView, card: Card | None = None
) -> bool:
    """Choose where a field is a list of the page's own making; say whether it is one."""
    if is_own_list(field):
        choose_in_list(shopper, kind, field, view, card)
    elif is_typed_list(field, kind):
        _find_in_list(shopper, kind, field, value, view, card)
    else:
        return False
    return True


def choose_in_list(shopper: Shopper, kind: str, field: Field, view: PageView, card: Card | None = None) -> bool:
    """Open a list of the page's own making and choose what answers it; say whether there was such an entry.

    Of what nobody can know, such as an hour of delivery, the first entry that costs nothing is as good as any.
    """
    entries = open_list(shopper, field, view)
    lang = shopper.look().lang or shopper.persona.locale
    asked = replace(field, type="select", options=tuple(Option(str(each.ref), each.name) for each in entries))
    known = shop.classify(asked, lang) if kind == "unknown" else None
    if kind == "unknown" and (known is None or known.kind not in CARD):
        wanted = any_answer(asked, lang)
    else:
        wanted = shop.value_for(known.kind if known else kind, shopper.identity, card or shopper.card, asked, lang)
    chosen = next((each for each in entries if str(each.ref) == wanted), None)
    if chosen is None:
        shopper.press_key("Escape")
        return False
    shopper.memory.listed.append(chosen.name)
    if not shopper.hands.by_keyboard:
        shopper.press(chosen)
    elif field.tag == "input" and not field.readonly:
        shopper.write(field, chosen.name)
        _take_by_keys(shopper)
    else:
        shopper.press_key(*chosen.name, "Enter")  # its first letters lead there, as in every list
    return True


def any_answer(asked: Field, lang: str) -> str | None:
    """Return the first entry of a list that is an answer, before those that cost something; None where none is."""
    told = [each for each in asked.options if says("choose-option", each.text, lang) <= _INVITES]
    free = [each for each in told if not shop.find_prices(each.text, lang)]
    return next((each.value for each in free or told), None)


def _find_in_list(shopper: Shopper, kind: str, field: Field, value: str, view: PageView, card: Card | None) -> None:
    """Choose in a list that is typed into: one of the entries it shows, else the one that is left once she has typed.

    Where no list comes up at all, what she typed stands as in any other field.
    """
    if choose_in_list(shopper, kind, field, view, card):
        return
    shopper.write(field, value)
    entries = _entries(shopper)
    wanted = next((each for each in entries if plain(each.name) == plain(value)), None)
    wanted = entries[0] if wanted is None and len(entries) == 1 else wanted
    if wanted is None:
        shopper.press_key("Escape" if entries else "Tab")
        return
    shopper.memory.listed.append(wanted.name)
    if shopper.hands.by_keyboard:
        _take_by_keys(shopper)
    else:
        shopper.press(wanted)


def _take_by_keys(shopper: Shopper) -> None:
    """Take what is left of a list: some mark the first entry at once; of one alone both keys lead to it anyway."""
    shopper.press_key(*(("ArrowDown",) if len(_entries(shopper)) == 1 else ()), "Enter")


def _entries(shopper: Shopper) -> list[Control]:
    return [each for each in shopper.look().controls if each.role in _ENTRIES and each.name and not each.disabled]
