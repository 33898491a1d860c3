"""Tells what a field asks for: autocomplete tokens, label, text beside it, placeholder and name are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mystery_shopper.model import CARD_BRANDS
from mystery_shopper.shop.fellows import sort_by_fellows
from mystery_shopper.shop.field_kinds import BOXES, CARD, GENERIC, LABELLED, NAMES, TOKENS
from mystery_shopper.shop.parts import Field
from mystery_shopper.shop.phrases import best, plain, says
from mystery_shopper.shop.values import DIALLING_CODE, place_parts, said_of
from mystery_shopper.shop.view import PageView, once
from mystery_shopper.shop.weighing import honest, parted

_SECOND: Final = re.compile(r"\b(?:2|II)\)?$")  # "Street (2)"
_NAMES: Final = frozenset(("given-name", "family-name", "full-name"))
_UNMISTAKABLE: Final = _NAMES - {"full-name"} | {"email", "phone", "street", "city", "postcode", "country", "company"}
_MAY_BE_WRONG: Final = frozenset(LABELLED) - {"line2", "region"}
_LEVELS: Final = frozenset(("city", "region"))  # tokens call them by numbers, which are easily exchanged
_NAMES_LEVEL: Final = 0.7
"""How surely a label must name a town or a county and nothing of the other: "County, state or region" (P)."""
PLAIN: Final = 0.97
"""How surely a label must name something for its words to count more than the field's token."""
_LABELS: Final = tuple(f"fields.{each}" for each in LABELLED)
NEWSLETTER: Final = 0.7
"""How surely a label must speak of a newsletter: "E-mail for your order and our newsletter" asks for an e-mail."""

_ON_THE_CARD: Final = ("fields.card-number", "fields.card-cvc")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a field asks for, how sure, and how it is known."""

    kind: str
    sure: float
    why: str


@lru_cache(maxsize=4096)
def classify(field: Field, lang: str = "") -> Guess | None:
    """Return what a field asks for, or None when nothing about it tells.

    Kinds are those of ``LABELLED`` and ``BOXES``, and: new-password, street-name (a street without its number), place
    (postcode and city in one line), quantity, search, voucher, upload, honeypot.
    """
    if field.decoy:
        return Guess("honeypot", 0.95, field.decoy)
    if field.type == "radio":
        return None
    if field.type == "checkbox":
        return _box(field, lang)
    if field.type in ("file", "range", "color"):
        return Guess("upload", 0.9, f"its type is {field.type}") if field.type == "file" else None
    if field.type in ("email", "text") and says("newsletter", field.label, lang) > NEWSLETTER:
        return Guess("newsletter", 0.9, f"its label is {field.label!r}")
    if _lists_dialling_codes(field):
        return Guess("phone", 0.95, "it lists dialling codes")
    if _lists_card_brands(field):
        return Guess("card-type", 0.95, "it lists brands of cards")
    if not field.options and place_parts(said_of(field), lang):
        return Guess("place", 0.95, f"it asks for a place in one line: {said_of(field)!r}")
    token = _token(field)
    label, named = _labelled(field, lang), _named(field)
    if label is not None and label.kind == "decoy":
        return Guess("honeypot", label.sure, label.why)
    if token is not None:
        return label if label is not None and _corrects(label, token, field, lang) else token
    if field.type == "tel" and label is not None and label.kind in GENERIC:
        return Guess("phone", 0.8, "its type is tel")
    if field.type == "password":
        return _password(label, named)
    if label is not None and named is not None and named.kind in CARD and label.kind in GENERIC:
        return named
    if field.type == "email" and (label is None or label.kind not in ("email", "email-again")):
        return Guess("email", 0.9, "its type is email")
    return label or named or _typed(field, lang)


@once
def classified(view: PageView) -> Mapping[str, Sequence[Field]]:
    """Return the honest fields of a page by what they ask for, topmost first.

    Two passwords in one form are a new password and its repetition; for the rest see `sort_by_fellows`.
    """
    found: dict[str, list[Field]] = {}
    for each in sorted(honest(view), key=lambda each: (each.rect.y, each.rect.x)):
        guess = classify(each, view.lang)
        kind = guess.kind if guess else view.known.get(each.key, "unknown")
        if kind == "password" and any(
            other.form == each.form for other in (*found.get("password", ()), *found.get("new-password", ()))
        ):
            kind = "password-again"
        found.setdefault(kind, []).append(each)
    sort_by_fellows(found, view)
    return {kind: fields for kind, fields in found.items() if fields}


def _lists_dialling_codes(field: Field) -> bool:
    """Say whether most of a list's answers, at least two, hold the number by which a country is called."""
    held = [each for each in field.options if each.value or each.text]
    codes = sum(bool(DIALLING_CODE.search(f"{each.text} {each.value}")) for each in held)
    return codes > max(1, len(held) / 2)


def _counts(field: Field) -> bool:
    """Say whether most of a list's values are numbers, as of months and years."""
    held = [each.value.strip() for each in field.options if each.value.strip()]
    return sum(each.isdigit() for each in held) > len(held) / 2


def _lists_card_brands(field: Field) -> bool:
    """Say whether most of a list's answers, at least two, are brands of payment cards."""
    names = [plain(each.text).replace(" ", "") for each in field.options if each.value]
    known = sum(any(brand in name for brand in CARD_BRANDS) for name in names)
    return known > max(1, len(names) / 2)


def asked(view: PageView) -> frozenset[str]:
    """Return the kinds of data that the page asks for."""
    return frozenset(classified(view))


def _token(field: Field) -> Guess | None:
    for each in reversed(field.autocomplete.split()):
        if each in TOKENS:
            return Guess(TOKENS[each], 0.98, f"its autocomplete token is {each!r}")
    return None


def _corrects(label: Guess, token: Guess, field: Field, lang: str) -> bool:
    """Say whether a label overrules a wrong token, which nobody sees.

    Many shops call a field for the full name a given name. Other words must be plain, and say nothing of what the token
    stands for.
    """
    if label.kind == token.kind:
        return False
    if label.kind in _NAMES and token.kind in _NAMES:
        return label.sure > 0.9 and not (label.kind == "full-name" and " " not in plain(field.label))
    if (label.kind, token.kind) == ("house-number", "line2"):
        return label.sure >= PLAIN  # where the house stands apart, many shops call it the second line
    exchanged = {label.kind, token.kind} == _LEVELS and label.sure > _NAMES_LEVEL
    plain_words = label.sure >= PLAIN and label.kind in _UNMISTAKABLE and token.kind in _MAY_BE_WRONG
    if not (exchanged or plain_words):
        return False
    return max(says(f"fields.{token.kind}", each, lang) for each in (field.label, field.placeholder)) < 0.5


def _labelled(field: Field, lang: str) -> Guess | None:
    """Compare the texts that people read; a sure one wins over a near one."""
    texts: Sequence[tuple[str, str, float]] = (
        (field.label if field.label_from in ("label", "aria") else "", "label", 1.0),
        (field.adjacent, "text beside it", 0.96),
        (field.placeholder or _first_option(field), "placeholder", 0.94),
        (field.title, "title", 0.9),
    )
    guesses = []
    for text, source, weight in texts:
        bare = re.sub(r"\(.*?\)", " ", text) if re.search(r"[^\W\d]", re.sub(r"\(.*?\)", " ", text)) else text
        kind, sure = best(_LABELS, bare, lang)
        if kind == "fields.email" and says("fields.email-again", text.replace("(", ""), lang) > 0.8:
            kind = "fields.email-again"  # "E-mail (again)"
        if field.options and (kind == "fields.house-number" or (kind in _ON_THE_CARD and _counts(field))):
            continue  # no list asks for these: the words are those of the whole card, or "number of instalments"
        if kind in _ON_THE_CARD and field.options:
            kind = "fields.card-type"  # "Credit card: Visa, Mastercard"
        if kind == "fields.street" and _SECOND.search(text):
            kind = "fields.line2"
        if max(says("voucher", text, lang), 0.0) > max(sure, 0.6):
            kind, sure = "fields.voucher", says("voucher", text, lang)
        if sure >= 0.62 and len(text) < 140:
            guesses.append(Guess(kind.removeprefix("fields."), sure * weight, f"its {source} is {text!r}"))
    return max(guesses, key=lambda each: each.sure, default=None)


def _named(field: Field) -> Guess | None:
    for text in (field.name, field.id):
        plain = parted(re.sub(r"[\[\]:]", " ", text))
        for kind, pattern in NAMES:
            if text and pattern.search(plain):
                return Guess(kind, 0.7, f"its name is {text!r}")
    return None


def _password(label: Guess | None, named: Guess | None) -> Guess:
    for each in (label, named):
        if each is not None and each.kind in ("password-again", "card-cvc", "card-number", "code"):
            return each
    return Guess("password", 0.95, "its type is password")


def _typed(field: Field, lang: str) -> Guess | None:
    if field.type == "search" or says("search-query", field.label or field.placeholder, lang) > 0.6:
        return Guess("search", 0.9, "it takes a search")
    if field.type == "tel":
        return Guess("phone", 0.6, "its type is tel")
    if says("quantity", field.label, lang) > 0.6:
        return Guess("quantity", 0.8, f"its label is {field.label!r}")
    return None


def _box(field: Field, lang: str) -> Guess | None:
    text = field.label or field.adjacent
    kind, sure = best(BOXES, text, lang)
    if kind == "newsletter" or (kind == "terms" and says("newsletter", text, lang) > sure):
        kind = "newsletter"
    if kind != "terms" and says("terms", text, lang) > 0.6 and (field.required or says("terms", text, lang) >= sure):
        kind, sure = "terms", says("terms", text, lang)
    if not kind and re.search(r"terms|agb|cgv|conditions|agree", parted(f"{field.name} {field.id}"), re.IGNORECASE):
        return Guess("terms", 0.7, f"its name is {field.name or field.id!r}")
    return Guess(kind, sure, f"its label is {text!r}") if kind else None


def _first_option(field: Field) -> str:
    """Return the words of a list's first entry, which often stand for a label."""
    return field.options[0].text if field.options and not field.options[0].value else ""
