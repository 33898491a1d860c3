"""Knows the end: an order that was placed, a page that went wrong, a puzzle for robots."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mystery_shopper.shop.basket import basket_count, basket_link
from mystery_shopper.shop.choosing import choices_needed
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.hinting import answers, read_at
from mystery_shopper.shop.parts import Control, Line, Money, place, without_numbers
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.totals import read_totals
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import meaning, means, of_the_page, weigh

REFERENCE: Final = re.compile(
    r"(?<![\w@.])(?=[A-Z\d\-_]*\d)#?\s?([A-Z\d]{1,6}[-/_]?[A-Z\d][A-Z\d\-/_]{1,30})(?![\w@%])", re.IGNORECASE
)
LETTERED: Final = re.compile(r"\b[A-Z]{8,12}\b")  # some shops number their orders in capitals alone
CODE: Final = re.compile(r"(?:[#:№°]\s*|(?:^|\s)(?=[A-Z]*\d))([A-Z\d]{5,12})[.!)]?$")  # and some by short codes
SHORT: Final = re.compile(r"[:#№°]\s*(\d{1,3})[.!)]?$")  # a young shop's orders, which have next to no digits yet
DATE: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d{2}")
_SPAN: Final = re.compile(r"\b\d{1,3}\s?[-\u2013]\s?\d{1,3}(?=\s+[^\W\d_])")  # "in 5-7 days"
_ID: Final = re.compile(r"(?:id|nr|no|ref)\b\W{1,3}\w", re.IGNORECASE)
_RIGHT_BELOW: Final = 3  # lines (P)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_WORDS_OF_A_VALUE: Final = 2
LONGEST: Final = 220  # characters of a sentence that confirms an order
_ALONE: Final = 0.7  # how plainly a page without any thanks must call a number an order's (P)
_SAYS_NO_MORE: Final = 0.95  # "Order confirmed", and nothing beside it (P)
_PLAINLY: Final = 0.85  # how plainly a sum must be called the total, to be held against what was agreed (P)
_FEW_WAYS: Final = 3  # on from a page that says no more than that the shop is closed: to its blog, its networks (P)
_A_NOTICE: Final = 600  # characters (P)
BELIEVED: Final = 2  # independent signs before an order is believed


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What speaks for a placed order."""

    signs: tuple[str, ...]  # text, reference, url (or form, where the address stays and its form goes), basket
    text: str = ""
    reference: str = ""
    total: Money | None = None
    totals: tuple[Money, ...] = ()  # every sum that the page calls a total by name
    next_step: str = ""  # what the page says will happen now

    @property
    def believed(self) -> bool:
        return len(self.signs) >= BELIEVED


def confirmation(before: PageView, after: PageView, agreed: Iterable[Decimal] = ()) -> Confirmation:
    """Return the signs that the order was placed between two looks; the final button lies between them.

    ``agreed``: sums that the shop has shown before, for a provider's own page to pay on may show none.
    """
    text = confirming_text(after)
    left = _form_left(before, after)
    moved = left or without_numbers(before.url) != without_numbers(after.url)
    reference = order_reference(after, sure_of=0.0 if text else _ALONE) if text or moved else ""
    if not reference or reference in before.text:
        reference = _id_below(after, text) or reference
    signs = []
    if text:
        signs.append("text")
    if reference and reference not in before.text:
        signs.append("reference")
    if without_numbers(place(before.url)) != without_numbers(place(after.url)):  # some shops route by their query
        signs.append("url")
    elif left:
        signs.append("form")
    was, now = basket_count(before), basket_count(after)
    if was and (now == 0 or (now is None and basket_link(after) is not None)):
        signs.append("basket")
    if not (text and reference) and (not (text or reference) or _is_still_to_come(after, told=bool(text))):
        signs = []  # a new address and an empty badge happen on any page; the page to pay on names the order too
    totals = read_totals(after)
    total = Money(totals.total, totals.currency) if totals.total is not None else _total_in_words(before, after, agreed)
    named = tuple(each.money for each in totals.sums if each.kind == "total" and each.sure >= _PLAINLY)
    return Confirmation(tuple(signs), text, reference, total, named, _next_step(after))


def _is_still_to_come(view: PageView, *, told: bool) -> bool:
    """Say whether the page asks how to send or to pay, a button of its own places the order, or, without words that
    confirm it, wants paying."""
    own = [each for each in in_reach(view) if each.role == "button" and of_the_page(each.region) and not each.row]
    keys = ("place-order",) if told else ("place-order", "pay")
    places = any(means(keys, each, view.lang) >= _PLAINLY for each in own if not each.disabled)
    asks = any(each.kind in ("delivery", "payment") for each in choices_needed(view))
    return places or asks or (not told and bool(CARD & set(classified(view))))


def _total_in_words(before: PageView, after: PageView, known: Iterable[Decimal]) -> Money | None:
    """Return the sum that was agreed on, where the page names it in a sentence: nothing else there calls it a total."""
    agreed = {read_totals(before).total, *known}
    chosen = [each.label for each in before.fields if each.checked]
    pressed = [each.name for each in before.controls if means(("place-order", "pay"), each, before.lang) >= 0.6]
    agreed |= {money.amount for text in (*chosen, *pressed) for money in find_prices(text, before.lang)}
    own = [money for each in after.lines if of_the_page(each.region) for money in find_prices(each.text, after.lang)]
    return next((each for each in own if each.amount in agreed), None)


def _form_left(before: PageView, after: PageView) -> bool:
    """Say whether the form that was sent is gone: pages that never change their address go on so."""
    then = {each.key for each in before.fields if of_the_page(each.region) and not each.decoy}
    return bool(then) and not then & {each.key for each in after.fields} and not after.busy


def confirming_text(view: PageView) -> str:
    """Return the sentence that confirms an order, or an empty string."""
    hinted = read_at(view, "confirmation")
    if hinted:
        return hinted
    best: tuple[float, str] = (0.0, "")
    for each in _told(view):
        if each.control or len(each.text) > LONGEST:
            continue
        sure = says("confirmation", each.text, view.lang)
        titles = each.region == "header" and (each.heading == 1 or sure > _SAYS_NO_MORE)  # some put it in their head
        if not (of_the_page(each.region) or titles):
            continue
        strong = sure - (0.0 if each.heading or each.bold or each.size > 18 else 0.08)
        short = sure and len(each.text.split()) < 3 and not each.heading
        thanks_alone = short and not says("order-number", each.text, view.lang)  # "Order complete!" is more than thanks
        if not thanks_alone:
            best = max(best, (strong, each.text))
    titled = says("confirmation", view.title, view.lang)
    bare = 0.62 if titled <= 0.6 else 0.5
    return best[1] if best[0] >= bare else ""


def _told(view: PageView) -> list[Line]:
    """Return the lines that tell something, without those of what can be chosen: "order received in 7 days"."""
    offered = [each.label for each in view.fields if each.type in ("radio", "checkbox")]
    return [each for each in view.lines if not any(each.text in label for label in offered)]


def order_reference(view: PageView, sure_of: float = 0.0) -> str:
    """Return the order's number as the page shows it, or an empty string.

    ``sure_of``: how plainly the page must call it so; a voucher "for your first order" has a code too.
    """
    hinted = read_at(view, "order-reference")
    if hinted:
        return _reference_in(view, hinted) or hinted
    confirming = confirming_text(view)  # it may stand in the page's head
    lines = [each for each in _told(view) if of_the_page(each.region) or each.text == confirming]
    found: list[tuple[float, str]] = []
    for index, each in enumerate(lines):
        sentence = next((part for part in _sentences(each.text) if says("order-number", part, view.lang) > 0.8), "")
        if sentence and _reference_in(view, sentence):
            found.append((0.9, _reference_in(view, sentence)))
        sure = says("order-number", each.text, view.lang)
        if sure < max(0.55, sure_of) or len(each.text) > LONGEST:
            continue
        addressed = _word_of_the_address(view, each.text) * (sure > 0.7)
        own = addressed or _reference_in(view, each.text) or _code_in(each.text) * (sure > 0.7)
        follows = _follows(view, each.text, lines[index + 1]) if not own and index + 1 < len(lines) else ""
        if own or follows:
            found.append((sure + 0.2 * bool(follows and sure > 0.9), own or follows))
    return max(found, key=lambda each: each[0])[1] if found else ""


def _id_below(view: PageView, thanks: str) -> str:
    """Return the number that is called an id, and no more, right below the words of thanks."""
    at = next((number for number, each in enumerate(view.lines) if thanks and each.text == thanks), None)
    below = [] if at is None else view.lines[at + 1 : at + 1 + _RIGHT_BELOW]
    ids = [each.text for each in below if each.layer == view.lines[at or 0].layer and _ID.match(each.text)]
    return _reference_in(view, ids[0]) if ids else ""


def _sentences(text: str) -> list[str]:
    """Return the sentences of a line that holds several."""
    parts = re.split(r"(?<=[.!?])\s+", text)
    return parts if len(parts) > 1 else []


def order_status_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to the order's progress."""
    return weigh(
        in_reach(view),
        lambda each: meaning("order-status", each, view.lang) - 0.1 * (not of_the_page(each.region)),
        "shows how the order stands",
    )


@answers("help", Control)
def help_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to help."""
    return weigh(in_reach(view), lambda each: meaning("help", each, view.lang), "leads to help")


def returns_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to the shop's words on returns."""
    return weigh(in_reach(view), lambda each: meaning("returns", each, view.lang), "leads to returns")


def looks_like_error(view: PageView) -> str:
    """Return the page's own words when the whole page is an error, or an empty string."""
    heads = [each for each in view.lines if (each.heading or each.size >= 20) and of_the_page(each.region)]
    for each in (*heads, Line(view.title)):
        if (
            re.match(r"(?:HTTP )?(?:error )?5\d\d\b", each.text, re.IGNORECASE)
            or says("server-error", each.text, view.lang) > 0.6
        ):
            return each.text
    short = len(view.text) < 400 and not view.fields
    return _first(view.lines, "server-error", view.lang) if short else ""


def soft_404(view: PageView) -> str:
    """Return the page's own words when it says that there is no such page, or an empty string."""
    heads = [each for each in view.lines if each.heading and of_the_page(each.region)]
    for each in (*heads, Line(view.title)):
        if (
            re.match(r"(?:error )?404\b|not found$", each.text, re.IGNORECASE)
            or says("not-found", each.text, view.lang) > 0.6
        ):
            return each.text
    return ""


def closed(view: PageView) -> str:
    """Return the page's own words when the shop as a whole is not open for business, or an empty string."""
    on = [each for each in view.controls if not each.layer and not each.href.startswith(("mailto:", "tel:"))]
    if len(on) > _FEW_WAYS or view.fields or len(view.text) > _A_NOTICE:
        return ""
    return looks_like_error(view) or _first((*view.lines, Line(view.title)), "closed", view.lang)


def bot_challenge(view: PageView) -> str:
    """Return why the page looks like a puzzle that keeps robots out, or an empty string."""
    for each in view.frames:
        puzzle = re.search(
            r"captcha|challenges\.|turnstile|datadome|arkose|funcaptcha", f"{each.src} {each.title}", re.IGNORECASE
        )
        if puzzle and each.rect.width > 150 and each.rect.height > 50 and "bframe" not in each.src:
            return f"a frame titled {each.title or puzzle.group()!r} asks for a puzzle"
    few = len(view.controls) < 12 or view.modal is not None
    text = _first(view.lines, "bot-challenge", view.lang) if few else ""
    return f"the page says {text!r}" if text else ""


def _first(lines: Iterable[Line], key: str, lang: str) -> str:
    return next((each.text for each in lines if len(each.text) < 200 and says(key, each.text, lang)), "")


def _next_step(view: PageView) -> str:
    lines = [each for each in view.lines if of_the_page(each.region) and not each.control and len(each.text) < LONGEST]
    scored = [(says("next-steps", each.text, view.lang), each.text) for each in lines]
    sure, text = max(scored, key=lambda each: each[0], default=(0.0, ""))
    return text if sure else ""


def _reference_in(view: PageView, text: str) -> str:
    for each in find_prices(text, view.lang):
        text = text.replace(each.text, " ")
    text = _SPAN.sub(" ", DATE.sub(" ", text))
    found = [each.group(1) for each in REFERENCE.finditer(text) if sum(part.isdigit() for part in each.group(1)) >= 2]
    lettered = LETTERED.search(text)
    best = max(found, key=lambda each: (sum(part.isdigit() for part in each), len(each)), default="")
    return best or (lettered.group() if lettered else "")


def _code_in(text: str) -> str:
    """Return a code in capitals that ends a text: what a line that speaks of the order's number can only mean."""
    found = CODE.search(text.strip()) or SHORT.search(text.strip())
    return found.group(1) if found else ""


def _word_of_the_address(view: PageView, text: str) -> str:
    """Return a word that ends a text and is part of the page's address: a code in capitals or with digits in it."""
    word = text.strip(" .!)").rsplit(" ", 1)[-1]
    coded = word.isupper() or (any(map(str.isdigit, word)) and not word.isdigit())
    return word if coded and len(word) > 3 and word in re.split(r"[/?=&#]", view.url) else ""


def _follows(view: PageView, label: str, line: Line) -> str:
    """Return the reference in the line behind its label; one of a few digits where the label ends in a colon."""
    if not _is_value(line):
        return ""
    short = _code_in(f"{label} {line.text}") if label.endswith(":") else ""
    return _reference_in(view, line.text) or _code_in(line.text) or short


def _is_value(line: Line) -> bool:
    """Say whether a line may be a value alone: a product's name below "Order summary" has more words."""
    return len(line.text) < 40 and not line.control and len(_WORD.findall(line.text)) <= _WORDS_OF_A_VALUE
