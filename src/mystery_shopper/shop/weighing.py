"""Weighs controls and fields by what they say and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Choice, PageView

HINTED: Final = 0.75  # a programmer's name says less than a word that people can read
_PHRASES: Final = {"open-basket": "basket", "to-checkout": "checkout", "open-search": "search"}  # thing -> phrases
LEAST: Final = 0.6  # below this a control is not meant


def meaning(key: str, control: Control, lang: str = "") -> float:
    """Return how surely a control says something, by its name, its text, or failing both its programmers' names.

    What the shop file says it is, it says, and nothing else.
    """
    if control.meant:
        return float(any(_PHRASES.get(each, each) == key for each in control.meant))
    read = max(says(key, control.name, lang), says(key, control.text, lang))
    if read or any(each.isalpha() for each in control.text):
        return read
    return max(read, HINTED * says(key, parted(control.hint), lang)) if not _speaks(control.name) else read


def means(keys: Iterable[str], control: Control, lang: str = "") -> float:
    """Return how surely a control says any of several things."""
    return max((meaning(key, control, lang) for key in keys), default=0.0)


def weigh(
    controls: Iterable[Control], weight: Callable[[Control], float], why: str, least: float = LEAST
) -> Choice[Control] | None:
    """Return the heaviest control, the topmost of equals, or None when none reaches ``least``."""
    scored = [(weight(each), -each.rect.y, each) for each in controls]
    kept = [each for each in scored if each[0] >= least]
    if not kept:
        return None
    sure, _, control = max(kept, key=lambda each: (round(each[0], 2), each[1]))
    return Choice(control, min(1.0, sure), f"{control} {why}")


def alike(wanted: str, text: str) -> float:
    """Return how much of the wanted words a text holds, 0 to 1; needless words count a little against it."""
    want, have = words(wanted), words(text)
    if not want or not have:
        return 0.0
    if want == have:
        return 1.0
    left = list(have)
    held = 0
    for each in want:
        if each in left:
            left.remove(each)
            held += 1
    return 0.75 * held / len(want) + 0.24 * held / len(have)


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text without capitals and accents."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return tuple(re.findall(r"[^\W_]+", bare))


@lru_cache(maxsize=8192)
def parted(hint: str) -> str:
    """Return programmers' names as words: ``addToCart_btn`` becomes ``add To Cart btn``."""
    return re.sub(r"[_\-/.#]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", hint))


def real_link(control: Control) -> bool:
    """Say whether a control leads to an address of its own."""
    return (
        control.role == "link" and bool(control.href) and not re.match(r"(?:javascript|mailto|tel):|.*#$", control.href)
    )


def of_the_page(region: str) -> bool:
    """Say whether a region belongs to this page alone, and is not repeated on every page."""
    return region not in PAGE_FURNITURE


def honest(view: PageView) -> list[Field]:
    """Return the fields that a person could fill, decoys left out, those of a modal layer only while one is open."""
    top = view.modal
    fields = [each for each in view.fields if not each.decoy]
    return [each for each in fields if top is None or view.within(each.layer, top.id)]


def _speaks(text: str) -> bool:
    return any(each.isalpha() for each in text)
