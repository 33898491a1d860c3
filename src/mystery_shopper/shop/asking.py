"""What the forms of a page ask for, field by field, and what a page tells before anybody asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mystery_shopper.shop.account_forms import log_in_form
from mystery_shopper.shop.basket import is_basket
from mystery_shopper.shop.choosing import choices_needed
from mystery_shopper.shop.claims import about_delivery
from mystery_shopper.shop.field_kinds import CARD, TOKENS
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.linefields import quantity_field
from mystery_shopper.shop.parts import Control, Field, Line, Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import PAGE_FURNITURE, PageView
from mystery_shopper.shop.weighing import LEAST, honest, meaning, of_the_page

TYPED: Final = frozenset({"text", "email", "tel", "number", "password", "textarea", "date", "month", "url", "spin"})
"""The fields that are typed into; lists, boxes and radio buttons are chosen from."""
DIGITS: Final = CARD - {"card-name", "card-type"} | {"phone", "quantity"}
"""What is written in digits alone."""
CLOSED: Final = frozenset({"country", "region", "salutation", "card-month", "card-year", "card-type", "unknown"})
"""What a list that is typed into takes no other answer to than its own entries."""
NUMERIC: Final = frozenset({"tel", "number", "date", "month", "spin"})
_BESIDE: Final = frozenset({"search", "newsletter", "voucher", "honeypot", "quantity", "decoy"})
_SENTENCE: Final = 5  # fewer words name a thing and tell nothing of it (P)
_LONG: Final = 12  # so many words tell something (P)
_NEXT_LINE_PX: Final = 80.0
_WHY: Final = ("choose-option", "out-of-stock", "field-error", "notify-me", "terms", "stock-cap")
_TIME: Final = re.compile(
    r"\d+\s?(?:-|\u2013|to|bis|à|a|do|tot)?\s?\d*\s*(?:working |business )?"
    r"(?:days?|hours?|weeks?|tage?n?|werktage?n?|stunden|wochen?|jours?|heures?|semaines?|días?|horas?|semanas?"
    r"|giorni|ore|settimane?|dagen|werkdagen|uur|weken|dni|godzin|dias)\b"
    r"|\b\d{1,2}\.? (?:\w{3,10})\b|\b\w{3,10} \d{1,2}(?:st|nd|rd|th)?\b"
    r"|\b(?:tomorrow|morgen|demain|mañana|domani|jutro|amanhã)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedField:
    """One field of a form, by what it asks for."""

    name: str
    kind: str
    own: bool  # belongs to what the page is for, not to a search, a newsletter or a voucher
    numeric: bool  # digits are due
    keyboard: bool  # a touch device shows the digits for it
    token: str  # the autocomplete token that it has
    due: str  # the one that it should have; empty where none is known
    ref: int


def is_typed_list(field: Field, kind: str) -> bool:
    """Say whether a field is a list that is typed into to find the entry, and that takes no other answer."""
    opens = field.tag == "input" and field.expanded is not None and not field.readonly
    return opens and kind in CLOSED and field.type in ("text", "search", "combobox")


def asked_fields(view: PageView) -> list[AskedField]:
    """Return the fields of the page that a customer types into, from the top."""
    known = [(kind, each) for kind, fields in classified(view).items() for each in fields if each.type in TYPED]
    due = {kind: token for token, kind in reversed(TOKENS.items())}
    return [
        AskedField(
            each.label or each.placeholder or each.name,
            kind,
            kind not in _BESIDE and each.region not in PAGE_FURNITURE,
            kind in DIGITS or each.autocomplete == "one-time-code",
            each.type in NUMERIC or each.inputmode in ("tel", "numeric", "decimal"),
            each.autocomplete,
            due.get(kind, ""),
            each.ref,
        )
        for kind, each in sorted(known, key=lambda pair: (pair[1].rect.y, pair[1].rect.x))
        if not each.disabled and not each.readonly and not is_typed_list(each, kind)
    ]


def form_fields(view: PageView) -> list[AskedField]:
    """Return the fields of the page's own form that are typed into, from the top.

    How many of each lie in the basket is no question of the form, nor is who has an account already.
    """
    own = [each for each in asked_fields(view) if each.own]
    known = log_in_form(view)
    beside = {known.user.ref, known.password.ref} if known else set()
    beside |= {found.ref for row in view.rows if (found := quantity_field(view, row))}
    return [each for each in own if each.ref not in beside] or own


def nameless_fields(view: PageView) -> list[Field]:
    """Return the fields to type into whose only name is an example of what is written there, such as "MM / YY"."""
    own = {each.ref for each in asked_fields(view) if each.own}
    fields = [each for each in view.fields if each.ref in own and not each.decoy]
    return [each for each in fields if each.label_from == "placeholder" and not _is_worded(each.placeholder)]


def _is_worded(text: str) -> bool:
    """Say whether a text has a word of its own; the letters of a date's pattern are none, nor is an address."""
    words = re.findall(r"[^\W\d_]{3,}", re.sub(r"\S+@\S+", " ", text))
    return any(len(set(each.casefold())) > 1 for each in words)


def ticked_extras(view: PageView) -> list[tuple[str, Money]]:
    """Return what costs extra and is chosen already: label and price, zero where the page does not say it."""
    found = []
    for group in choices_needed(view):
        item = group.chosen
        if group.kind != "paid-extra" or item is None or says("free", item.label, view.lang):
            continue
        cost = item.price or Money(Decimal(0))
        if len(group.items) > 1 and not cost.amount:
            continue  # "no insurance" is an answer to a question about insurance too
        found.append((item.label, cost))
    return found + _listed_extras(view)


def _listed_extras(view: PageView) -> list[tuple[str, Money]]:
    """Return the entries "Yes (+ 10.00)" that a list has chosen already where another one costs nothing.

    A make of the product may cost more as well, so that outside the basket the list must be called an extra.
    """
    found = []
    for each in honest(view):
        taken, label = each.selected, each.label or each.adjacent
        extra = next(iter(find_prices(taken.text, view.lang)), None) if taken and "+" in taken.text else None
        if taken is None or extra is None or says("delivery-method", label, view.lang) > LEAST:
            continue
        others = [one.text for one in each.options if one is not taken and one.value and not one.disabled]
        free = any(not find_prices(one, view.lang) for one in others)
        if extra.amount and free and (is_basket(view) or says("paid-extra", label, view.lang) > LEAST):
            found.append((f"{label.strip(' :*')}: {taken.text}", extra))
    return found


def tells_delivery(view: PageView) -> str:
    """Return the line that says what the delivery costs or when the parcel comes, or an empty string."""
    for index, each in enumerate(view.lines):
        if len(each.text) > 300 or not _about_delivery(each, view.lang):
            continue
        near = " ".join(
            line.text
            for line in view.lines[index : index + 2]
            if abs(line.rect.y - each.rect.y) < 60 and (line is each or not _of_another_thing(line.text, view.lang))
        )
        if find_prices(near, view.lang) or says("free", each.text, view.lang) or _TIME.search(near):
            return each.text
    return ""


def _of_another_thing(text: str, lang: str) -> bool:
    """Say whether a line speaks of what stands below the delivery: days to return it, or another of the sums."""
    return any(says(thing, text, lang) > 0.5 for thing in ("returns", "total", "subtotal"))


def tells_returns(view: PageView) -> str:
    """Return the link to what is said of returning things, or a line that says it, or an empty string.

    A few words alone, such as a heading or a slogan, only name it; below a heading the text says it. What says neither
    how long nor what it costs must be a longer text.
    """
    link = next((each.name for each in view.controls if meaning("returns", each, view.lang) > 0.5), "")
    links = {each.ref for each in view.controls}
    for index, each in enumerate(view.lines):
        if link or says("returns", each.text, view.lang) <= 0.55 or each.control in links:
            continue
        below = view.lines[index + 1 : index + 2]
        own = len(each.text.split()) >= _SENTENCE and _tells_terms(each, view.lang)
        if own or any(_tells_terms(line, view.lang) and _is_below(each, line, view.lang) for line in below):
            return each.text
    return link


def _tells_terms(line: Line, lang: str) -> bool:
    """Say whether a line says how long one has for something, or what it costs, or much else."""
    terms = bool(_TIME.search(line.text) or find_prices(line.text, lang) or says("free", line.text, lang))
    return not line.heading and (terms or len(line.text.split()) >= _LONG)


def _is_below(heading: Line, line: Line, lang: str) -> bool:
    """Say whether a text belongs to a heading; one that names the delivery too may be about that alone."""
    near = 0 <= line.rect.y - heading.rect.y < _NEXT_LINE_PX
    return near and not any(_about_delivery(each, lang) for each in (heading, line))


def help_places(view: PageView) -> dict[str, tuple[str, ...]]:
    """Return the regions of the page's furniture that hold ways to help, and their names there."""
    found: dict[str, list[str]] = {}
    for each in view.controls:
        if each.name and max(meaning("help", each, view.lang), meaning("contact", each, view.lang)) > 0.6:
            found.setdefault(each.region if each.region in PAGE_FURNITURE else "page", []).append(each.name)
    return {region: tuple(dict.fromkeys(names)) for region, names in found.items()}


def furniture_order(view: PageView) -> tuple[str, ...]:
    """Return the names of what stands in the page's furniture, in its order; a name that is there twice is no mark."""
    names = [each.name for each in view.controls if each.region in PAGE_FURNITURE and each.name]
    return tuple(each for each in names if names.count(each) == 1)


def ways_on(view: PageView) -> list[str]:
    """Return what a page without results offers instead in its own part: suggestions, categories, products, contact."""
    links = [each for each in view.controls if of_the_page(each.region) and each.role == "link" and each.href]
    elsewhere = [each for each in links if each.name and each.href.split("#")[0] != view.url.split("#")[0]]
    return [each.name for each in elsewhere]


def reason_near(view: PageView, control: Control) -> str:
    """Return the text that says why a control cannot be pressed: its own words, its description, or a text near it."""
    own = [control.name, control.text, control.hint]
    near = [
        each
        for each in view.lines
        if not each.heading and each.control != control.ref and _beside_it(each, control) and len(each.text) < 200
    ]
    said = [each.text for each in view.messages if each.text]
    plain = [each.text for each in near if not each.control]  # another control asks for something and explains nothing
    for texts, keys in (((*own, *(each.text for each in near), *said), _WHY), ((*plain, *said), ("why-grey",))):
        found = next((text for text in texts if text and any(says(key, text, view.lang) for key in keys)), "")
        if found:
            return found
    return ""


def _about_delivery(line: Line, lang: str) -> bool:
    return says("delivery-cost", line.text, lang) > 0.55 or about_delivery(line.text, lang)


def _beside_it(line: Line, control: Control) -> bool:
    down = max(line.rect.y - control.rect.y - control.rect.height, control.rect.y - line.rect.y - line.rect.height)
    return down < 90 and line.region == control.region and abs(line.rect.x - control.rect.x) < 500
