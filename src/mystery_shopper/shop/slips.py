"""Finds words that were meant for programmers and that a customer can read: ``undefined``, ``{{name}}``, a raw key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mystery_shopper.shop.parts import Rect
from mystery_shopper.shop.phrases import plain
from mystery_shopper.shop.view import PageView

_CODE: Final = frozenset({"code", "pre", "kbd", "samp", "textarea"})
_SLIPS: Final = (
    # A sentence may speak of an undefined number; a template that found no value has no such word before it.
    re.compile(r"(?<![\w./-])(?<!\b[Aa]n )(?<!\b[Tt]he )(?<!\bleft )(?<!\bis )(?<!\bof )undefined(?![\w-])"),
    re.compile(r"(?<![\w./-])NaN(?![\w-])"),
    re.compile(r"\[object \w+\]"),
    re.compile(r"(?<!\w)Invalid Date(?!\w)"),
    re.compile(r"\{\{.{0,80}?\}\}|\{%.{1,80}?%\}|<%.{1,80}?%>|\$\{[\w.\[\]()]{1,60}\}|#\{[\w.]{1,60}\}"),
    re.compile(r"(?<![\w{$#%])\{(?:\d|[a-z_][\w.]{0,40})\}(?!\w)", re.IGNORECASE),
    re.compile(r"\[\[\s?[\w.]{1,60}\s?\]\]|@@\w{2,60}@@|(?<!\w)__[A-Z]{2,}(?:_[A-Z]+)*__(?!\w)"),
    re.compile(r"(?<![\w%])(?:%%\w{2,60}%%|%[A-Za-z]+(?:[_.][A-Za-z]+)+%)(?![\w%])"),
    re.compile(r"\{\w{1,40},\s?(?:plural|select|selectordinal|number|date|time)\b[^}]*\}?"),
    re.compile(r"%\(\w+\)[sdf]|(?<![\w%])%(?:\d\$)?[sd](?!\w)"),
    re.compile(r"(?i)translation missing|missing \"[\w.]+\" translation|missing translation|lorem ipsum"),
)
# In a whole sentence the word may describe something, as a reviewer's "undefined in the best way". Where a name or a
# number is due, as after "Thank you", before "days" and between commas, a template found none.
_SENTENCE: Final = 9  # words: fewer are a label, a value or a greeting (P)
_DESCRIBED: Final = re.compile(
    r"(?:[,;\u2013\u2014]|\s-)\s*undefined\s+(?:in (?:an?|the|its|his|her|every|some|many|all) |by nature\b|as yet\b"
    r"|yet\s|but\s|enough\b|at (?:first|best|times)\b|until\s)"
    r"|\b(?:are|was|were|be|been|being|and|but|or|yet|so|still|quite|rather|somewhat|almost|too|very|as|how|otherwise"
    r"|remains?|remained|feels?|felt|looks?|looked|seems?|seemed|stays?|stayed|completely|deliberately|entirely|largely"
    r"|mostly|purposely|totally|utterly|vaguely|wonderfully|yet to be)\s+undefined"
    r"(?:\s+(?:in|by|and|but|or|as|at|yet|until|like|enough|to|for|with)\b|[.,;!?)\u2026\u201d\u2019\"']|$)"
)
_NULL: Final = re.compile(r"(?<![\w./-])null(?! and void)(?![\w-])")  # a number in some languages
_WORDS_OF_NULL: Final = ("de", "da", "nb", "no", "sv", "nl")
_CAMEL: Final = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
_PERCENT: Final = re.compile(r"(?<![\w%])%([a-z]+)%(?![\w%])")
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?:[._:][A-Za-z][A-Za-z0-9-]*)+")
_PARTS: Final = frozenset(
    plain(
        """
        account action actions add address alert app basket billing btn button buttons buy cart
        catalog category checkout common confirm confirmation cookie cookies cta delivery
        description error errors field fields filter footer form forms general global header heading
        hint home item items label labels lbl link list login menu message messages msg nav order
        orders page pay payment placeholder price product products qty quantity search section
        shipping shop store submit subtitle subtotal summary text title total tooltip txt ui user
        validation view
        """
    ).split()
) | {"i18n"}
"""What programmers call the parts of a shop; a key without dots enough is one only when it holds such a word."""
_BETWEEN: Final = frozenset(("to", "your", "my", "now", "all", "in", "of", "name"))
_ADDRESSES: Final = frozenset(
    plain("com org net io co uk de fr es it nl pl pt eu info shop store app dev example test html pdf js").split()
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that nobody should read, the text around it, and where it stands."""

    word: str
    text: str
    rect: Rect


def slips(view: PageView) -> list[Slip]:
    """Return every place of the page that shows a template's or a program's word, each text once."""
    found: dict[str, Slip] = {}
    for text, rect in _texts(view):
        word = slip_in(text, view.lang)
        if word:
            found.setdefault(text, Slip(word, text, rect))
    return list(found.values())


@lru_cache(maxsize=16_384)  # header and footer stand on every page
def slip_in(text: str, lang: str = "") -> str:
    """Return the word of a text that was meant for programmers, or an empty string."""
    short = len(text.split()) < _SENTENCE
    prose = "" if short or "undefined" not in text else text
    described = [each.span() for each in _DESCRIBED.finditer(prose)]
    for pattern in _SLIPS:
        for found in pattern.finditer(text):
            if not any(begin <= found.start() < end for begin, end in described):
                return found.group()
    if short and lang.split("-")[0].casefold() not in _WORDS_OF_NULL and (match := _NULL.search(text)):
        return match.group()
    named = _PERCENT.search(text)
    if named and named[1] in _PARTS:  # "%sale%" only decorates
        return named.group()
    bare = text.strip(" :*!?()[]")
    if _CAMEL.fullmatch(bare) and _is_all_parts(bare):
        return bare
    if _KEY.fullmatch(bare) and _is_key(bare):
        return bare
    long_keys = (each.strip(" :*!?()[],") for each in text.split() if len(re.findall(r"[._]", each)) > 1)
    return next((each for each in long_keys if _KEY.fullmatch(each) and _is_key(each)), "")


def _is_key(text: str) -> bool:
    """Tell ``checkout.pay_button`` from ``shop.example``, ``e.g`` and somebody called ``jane_doe``."""
    parts = re.split(r"[._:]|(?<=[a-z])(?=[A-Z])", text)
    if "://" in text or any(len(each) < 2 for each in re.split(r"[._:]", text)):
        return False
    if "." in text and parts[-1].casefold() in _ADDRESSES:
        return False
    known = sum(each.casefold() in _PARTS for each in parts)
    written = text.count(".") > 1 and "_" in text  # no address and no name is written so, whatever its words mean
    return (known > 0 or written) and len(parts) >= 2


def _is_all_parts(text: str) -> bool:
    """Tell ``addToCart`` from a brand that is written like it."""
    return all(each.casefold() in _PARTS | _BETWEEN for each in re.split(r"(?<=[a-z])(?=[A-Z])", text))


def _texts(view: PageView) -> Iterator[tuple[str, Rect]]:
    yield view.title, Rect()
    for line in view.lines:
        if line.tag not in _CODE:
            yield line.text, line.rect
    for control in view.controls:
        yield control.name, control.rect
    for field in view.fields:
        if not field.decoy:
            yield field.label, field.rect
            yield field.placeholder, field.rect
            yield from ((each.text, field.rect) for each in field.options[:60])
