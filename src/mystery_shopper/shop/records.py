"""Holds what a confirmation or an e-mail says of an order against what was ordered and where it is to go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from mystery_shopper.model import Identity
from mystery_shopper.shop.parts import Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.weighing import alike, words

BLOCK = 7  # lines of an address at most (P)
_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]?[ -]?\d[A-Z]{2}"  # the one country of ours whose postcodes have several shapes
_PLAINLY = 0.85  # how plainly a sum must be called the total, to be held against what was agreed (P)
_COUNTED = re.compile(r"\W{0,3}(\d{1,3})\s?[x\u00d7]\s+(\S.{1,120})$")
_WEB = re.compile(r"\S+://\S+|\S+@\S+")  # the number of a port, or of a mailbox, is no postcode
_NUMBERED = re.compile(r"#|\b(?:no|nr|num\w*|number|nummer|numéro|n[°º]|ref\w*|id|tel|phone)\b", re.IGNORECASE)
_SHORT = 6  # words of a line of an address at most (P)
_HEADING = 50  # characters of a heading above an address at most (P)


def another_address(lines: Sequence[str], who: Identity, lang: str = "") -> tuple[str, str] | None:
    """Return what was entered and what is shown instead, where the lines show an address that is almost hers.

    An address is known by her name or street, or by a heading that says what it is; only its postcode, written like
    hers, and its street are compared, for shops leave out and rearrange the rest. Other addresses, such as the shop's
    own, are nobody's business.
    """
    lines = [_WEB.sub(" ", each) for each in lines]
    name = who.family_name if len(who.family_name) > 1 else who.full_name  # "E" is in "e-mail" too
    hers_is_there = any(_bare(who.postcode) in _bare(each) for each in lines)
    for start, line in enumerate(lines):
        headed = not hers_is_there and len(line) < _HEADING and says("delivery-address", line, lang) > 0.6
        if not (headed or _holds(line, name) or _holds(line, who.street)):
            continue
        block = list(lines[start : start + BLOCK])
        shown = next((found for at in range(len(block)) if (found := _postcode_at(block, at, who, lang))), "")
        own = any(_bare(who.postcode) in _bare(each) for each in block)
        if shown and not own:
            return who.postcode, shown
        wrong = _another_street(block, who) if own else ""
        if wrong:
            return who.street, wrong
    return None


def another_order(
    lines: Sequence[tuple[str, int | None]], basket: Mapping[str, int], texts: Sequence[str] = ()
) -> tuple[str, str] | None:
    """Return what was in the basket and what the order's lines show instead; None where they show no goods at all.

    ``texts`` is everything that the record says: goods that it names anywhere are not missing from it.
    """
    if not lines or not basket:
        return None
    for product, pieces in basket.items():
        own = [number for name, number in lines if max(alike(product, name), alike(name, product)) > 0.7]
        if product and not own and any(_holds(each, product) for each in texts):
            continue
        if product and not own:
            return f"{pieces} x {product}", ", ".join(name for name, _ in lines)
        numbers = [each for each in own if each is not None]
        if product and len(numbers) == 1 and numbers[0] != pieces:
            return f"{pieces} x {product}", f"{numbers[0]} x {product}"
    return None


def another_total(
    lines: Sequence[str], agreed: Collection[Decimal], lang: str = "", currency: str = ""
) -> Money | None:
    """Return what the lines plainly call the total, where none of what they call so was ever agreed on."""
    shown: list[Money] = []
    before = ""
    for line in lines:
        prices = find_prices(line, lang, currency)
        words = line
        for each in prices:
            words = words.replace(each.text, " ")
        label = words if any(each.isalpha() for each in words) else before
        if prices and says("total", label, lang) >= _PLAINLY and not says("subtotal", label, lang):
            shown.append(prices[-1])
        before = line
    wrong = bool(agreed) and not any(each.amount in agreed for each in shown)
    return shown[-1] if shown and wrong else None


def goods_in(lines: Iterable[str], lang: str = "") -> list[tuple[str, int | None]]:
    """Return the goods that lines of text list by name with their number, such as "2 x Blue Mug  £25.00"."""
    found: list[tuple[str, int | None]] = []
    for line in lines:
        listed = _COUNTED.match(line)
        name = listed[2] if listed else ""
        for each in find_prices(name, lang):
            name = name.replace(each.text, " ")
        if listed and re.search(r"[^\W\d_]{3}", name) and name != name.upper():  # a number of the goods names nothing
            found.append((" ".join(name.split()).strip(" -:@"), int(listed[1])))
    return found


def _another_street(block: Sequence[str], who: Identity) -> str:
    """The line with the number of a house that stands between her name and her postcode, when it is not her street.

    Her street without the number of her house is another one too, where the number stands nowhere beside it.
    """
    place = next(index for index, each in enumerate(block) if _bare(who.postcode) in _bare(each))
    between = [each for each in block[1:place] if any(sign.isdigit() for sign in each)]
    number = {each for each in words(who.street) if any(sign.isdigit() for sign in each)}
    named = set(words(who.street)) - number
    bare = [each for each in block[:place] if named and number and named <= set(words(each))]
    if bare and not any(number & set(words(each)) for each in block):
        return bare[0]
    if any(_holds(each, who.street) for each in block) or len(between) != 1:
        return ""
    return between[0] if len(words(between[0])) <= _SHORT else ""


def _postcode_at(block: Sequence[str], at: int, who: Identity, lang: str) -> str:
    """Return what a line says that is written like her postcode; digits alone may be any other number."""
    found = _written_like(block[at], who)
    if not found.isdigit():
        return found
    label = block[at] if any(each.isalpha() for each in block[at]) else block[at - 1] if at else ""
    counts = _NUMBERED.search(label) or says("order-number", label, lang)
    return "" if counts or len(words(block[at])) > _SHORT else found


def _written_like(text: str, who: Identity) -> str:
    """Return what is written in letters and digits as her postcode is, for instance ``AB1 2CD`` for ``BA2 3XY``."""
    postcode = who.postcode
    shape = "".join(r"\d" if each.isdigit() else "[A-Z]" if each.isalpha() else r"[ -]?" for each in postcode.upper())
    shape = _BRITISH if who.country == "GB" else shape
    found = re.search(rf"(?<![\w,.]){shape}(?![\w,.]\d)", text)
    return found.group() if found and postcode else ""


def _holds(text: str, wanted: str) -> bool:
    return bool(wanted) and set(words(wanted)) <= set(words(text))


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
