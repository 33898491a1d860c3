"""Narrowing a list down, and looking whether what is listed then fits."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Final

from mystery_shopper import shop
from mystery_shopper.senses.settling import SILENT_S
from mystery_shopper.shop.parts import Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import Control, Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.sorting import is_sponsored

_LONGEST: Final = 40  # characters of a filter's name (P)
_COUNT: Final = re.compile(r"\((\d{1,4})\)\s*$")


def narrow_by_price(shopper: Shopper) -> None:
    """Choose the first filter by price that some products of the list fit and others do not, where there is one."""
    view = shopper.look()
    words = next((each for each in _filters(view) if _parts(view, each)), "")
    if words:
        narrow_to(shopper, _COUNT.sub("", words).strip())
    else:
        shopper.say(f"{shopper.they()} found nothing to narrow the list down by price.")


def narrow_to(shopper: Shopper, wanted: str) -> None:
    """Choose a filter of the list by its name: a box, an entry of a list, a link or a button.

    Raises:
        HeldUp: when the page has no such filter.
    """
    shopper.at("find")
    before = shopper.look()
    said = _choose(shopper, before, wanted)
    if not said:
        raise shopper.not_offered(f'the list cannot be narrowed to "{wanted}"', looked_for=f'a filter "{wanted}"')
    if not shop.meaning_changed(before, shopper.look()) and _names(before) == _names(shopper.look()):
        _apply(shopper)
    shopper.wait_for("the narrowed list", lambda view: _has_answered(before, view, said), within_s=SILENT_S)
    after = shopper.look()
    _note_filtered(shopper, wanted, said, before, after)
    shopper.say(f'{shopper.they()} narrowed the list to "{wanted}".')
    shopper.later(partial(_note_undone, shopper, wanted, said, before, after))


def _note_filtered(shopper: Shopper, wanted: str, said: str, before: PageView, after: PageView) -> None:
    count = _COUNT.search(said)
    shopper.recorder.observe(
        "filtered",
        wanted,
        url=after.url,
        element=f"filter {wanted}",
        before=_names(before),
        after=_names(after),
        violating=_violating(after, said),
        fits_all=_fits_all(after, said),
        promised=int(count[1]) if count else None,
    )


def _note_undone(shopper: Shopper, wanted: str, said: str, before: PageView, after: PageView, now: PageView) -> None:
    """Write down a list that is wide again while she reads it, as when a script draws it anew from what it had kept.

    What only comes below the list may be more of it or what else she might like.
    """
    was, narrowed, names = _names(before), _names(after), _names(now)
    grown = names[: len(narrowed)] == narrowed
    if names != narrowed and (names == was or (not grown and _violating(now, said))):
        shopper.say("A moment later the list was another one.")
        _note_filtered(shopper, wanted, said, before, now)


def _has_answered(before: PageView, view: PageView, said: str) -> bool | None:
    """Say whether the list is another one, or need not be; None while the page may only say that it works."""
    return _names(view) != _names(before) or _fits_all(view, said) or None


def _choose(shopper: Shopper, view: PageView, wanted: str) -> str:
    """Press or choose what is named so and return its own words; empty when there is nothing of that name."""
    for field in view.fields:
        if field.type in ("checkbox", "radio") and _is(field.label, wanted):
            shopper.tick(field)
            return field.label
        entry = next((each for each in field.options if _is(each.text, wanted)), None)
        if entry is not None:
            shopper.choose_in(field, entry.value)
            return entry.text
    named = [each for each in view.controls if _is(each.name, wanted) and not each.row]
    if named:
        shopper.press(min(named, key=_how_far_from_the_list))
        return named[0].name
    return ""


def _how_far_from_the_list(control: Control) -> int:
    return ("aside", "main", "", "dialog", "header", "nav", "footer").index(control.region) if control.region else 2


def _apply(shopper: Shopper) -> None:
    """Some filters count only when a button has been pressed."""
    view = shopper.look()
    fields: list[Field] = [each for each in view.fields if each.checked or each.type == "select"]
    forms = {each.form for each in fields if each.form}
    for each in view.controls:
        if (
            each.form in forms
            and each.kind == "submit"
            and max(says("apply", each.name), says("sort", each.name)) > 0.5
        ):
            shopper.press(each)
            return


def _names(view: PageView) -> list[str]:
    return [each.name for each in shop.results(view)]


def _violating(view: PageView, words: str) -> list[str]:
    """Return the products that a filter by price does not fit; what other filters mean, only the shop can say."""
    prices = find_prices(words, view.lang)
    if not prices:
        return []
    low, high = _band(words, prices)
    paid = {each.id for each in view.rows if is_sponsored(each.text, view.lang)}
    results = [each for each in shop.results(view) if each.price and each.row not in paid]
    return [each.name for each in results if each.price and not low <= each.price.amount <= high]


def _fits_all(view: PageView, words: str) -> bool:
    """Say whether a filter by price may leave the list as it is, because all of it fits."""
    priced = [each for each in shop.results(view) if each.price]
    return bool(find_prices(words, view.lang) and priced) and not _violating(view, words)


def _filters(view: PageView) -> list[str]:
    """Return the words of everything on the page that could narrow a list down by price."""
    boxes = [each.label for each in view.fields if each.type in ("checkbox", "radio")]
    entries = [each.text for field in view.fields for each in field.options if each.value]
    links = [each.name for each in view.controls if not each.row and each.region not in ("header", "footer")]
    return [each for each in (*entries, *boxes, *links) if len(each) < _LONGEST and find_prices(each, view.lang)]


def _parts(view: PageView, words: str) -> bool:
    """Say whether a price band holds some products of the list, but not all of them."""
    wrong, priced = len(_violating(view, words)), sum(bool(each.price) for each in shop.results(view))
    return 0 < wrong < priced


def _band(words: str, prices: list[Money]) -> tuple[Decimal, Decimal]:
    amounts = sorted(each.amount for each in prices)
    if len(amounts) > 1:
        return amounts[0], amounts[-1]
    over = bool(
        re.search(r"\b(over|from|above|more|ab|über|mehr|plus|más|oltre|meer|od|acima)\b|\+", words, re.IGNORECASE)
    )
    return (amounts[0], Decimal("Infinity")) if over else (Decimal(0), amounts[0])


def _is(text: str, wanted: str) -> bool:
    bare = _COUNT.sub("", text).strip()
    return bare.casefold() == wanted.casefold()
