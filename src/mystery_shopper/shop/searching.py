"""Finds where a shop is searched: the field, what sends it off, and what opens either or the menu."""

from __future__ import annotations

import re
from typing import Final

from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import (
    LEAST,
    honest,
    meaning,
    parted,
    real_link,
    weigh,
)

QUERY_NAMES: Final = re.compile(
    r"^(q|s|query|search|keyword|keywords|search_?(query|term|text)|suche|recherche|term|text|sw|w)$", re.IGNORECASE
)
GLASS: Final = re.compile(r"\b(search|magnif\w*|glass|lupe|loupe|suche|recherche)\b", re.IGNORECASE)
MENU: Final = re.compile(r"\b(menu|hamburger|burger|navbar|toggler|nav toggle|drawer)\b", re.IGNORECASE)
NAVIGATION: Final = re.compile(
    r"\b(na[vw]iga(?:tion|tie|zione|ción|cion|ção|cao|cja|cję|cje)|men[uüú]|navbar)\b", re.IGNORECASE
)
OTHER_MENU: Final = re.compile(
    r"\b(user|account|profile|language|country|currency|cart|basket|bag|wish ?list|filters?|sort(?:ing)?)\b",
    re.IGNORECASE,
)


@answers("search", Field)
def search_box(view: PageView) -> Choice[Field] | None:
    """Return the field that takes a search, known by role, name, placeholder or its button."""
    scored = [(_searches(view, each), -each.rect.y, each) for each in honest(view)]
    sure, _, field = max(scored, key=lambda each: each[:2], default=(0.0, 0.0, None))
    if field is None or sure < LEAST:
        return None
    return Choice(field, min(1.0, sure), f"{field} takes a search")


@answers("open-search", Control)
def search_opener(view: PageView) -> Choice[Control] | None:
    """Return what opens a hidden search box, or the menu that may hold it."""
    found = weigh(in_reach(view), lambda each: _opens_search(view, each), "opens the search", 0.7)
    if found is not None:
        return found
    return menu_opener(view)


def menu_opener(view: PageView) -> Choice[Control] | None:
    """Return what opens the shop's menu, in which a small screen may have put the search, the lists and the basket."""

    def weight(control: Control) -> float:
        up = control.region in ("header", "nav") or control.rect.y < 250
        if control.expanded or control.disabled or real_link(control) or not up or OTHER_MENU.search(control.name):
            return 0.0
        name, button = parted(control.name), control.role == "button"
        tells = control.expanded is False or (button and not name)  # many a burger has neither a name nor a state
        if tells and MENU.search(f"{name} {parted(control.hint)}"):
            return 0.6
        return 0.6 * bool(button and NAVIGATION.search(name))  # and some have no state: their own words tell

    return weigh(in_reach(view), weight, "opens the menu", 0.5)


def search_submit(view: PageView, box: Field) -> Choice[Control] | None:
    """Return the button that starts the search; Enter does it too on nearly every shop."""

    def weight(control: Control) -> float:
        if control.role != "button" or not (control.form == box.form != 0 or abs(control.rect.y - box.rect.y) < 40):
            return 0.0
        own = control.form == box.form != 0 and control.kind == "submit"
        return max(0.9 * own, _says_search(view, control), 0.8 * (meaning("search-go", control, view.lang) > 0.9))

    return weigh(in_reach(view), weight, "starts the search")


def _searches(view: PageView, field: Field) -> float:
    if field.type not in ("search", "text", "combobox", "textarea") or field.disabled or field.readonly:
        return 0.0
    said = max(
        says("search-query", each, view.lang) for each in (field.label, field.placeholder, field.title, field.adjacent)
    )
    named = 0.8 if QUERY_NAMES.match(field.name) or QUERY_NAMES.match(field.id) else 0.0
    hinted = 0.75 if GLASS.search(parted(f"{field.name} {field.id}")) else 0.0
    beside = [
        each
        for each in view.controls
        if each.form == field.form != 0 and (GLASS.search(parted(each.hint)) or _says_search(view, each))
    ]
    sure = max(said, named, hinted, 0.95 if field.type == "search" else 0.0, 0.7 if beside else 0.0)
    many = sum(
        1 for each in view.fields if each.form == field.form != 0 and each.type in ("text", "email", "tel", "password")
    )
    return sure + (0.04 if field.region in ("header", "nav") else 0.0) - (0.3 if many > 2 else 0.0)


def _says_search(view: PageView, control: Control) -> float:
    return max(
        meaning("search", control, view.lang), 0.8 if GLASS.search(parted(control.hint)) and not control.name else 0.0
    )


def _opens_search(view: PageView, control: Control) -> float:
    in_form = control.kind == "submit" and any(
        each.form == control.form and not each.decoy and each.type in ("text", "search") for each in view.fields
    )
    if in_form or control.disabled or not (control.rect.y < 400 or control.region in ("header", "nav")):
        return 0.0
    sure = max(
        _says_search(view, control),
        0.9 if re.search(r"search|suche|recherche", control.href.rsplit("/", 1)[-1]) else 0.0,
    )
    return sure - (0.3 if len(control.name) > 25 else 0.0)
