"""Reads sums: what the goods, delivery, tax and fees come to, and the total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mystery_shopper.shop.abroad import currency_apart
from mystery_shopper.shop.choosing import choices_needed
from mystery_shopper.shop.hinting import read_at
from mystery_shopper.shop.parts import Line, Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices, is_for_a_measure
from mystery_shopper.shop.sumlabels import LABEL_WITHIN, head_of, label_of, without_amounts, worded
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import of_the_page

KINDS: Final = ("tax-included", "subtotal", "delivery-cost", "discount", "tax", "fee", "total")
_MOST_ROWS: Final = 16  # lines of text from the goods down to the total (P)
_ONE_ROW: Final = 2  # its name and its amount, where they are lines of their own
_ON_ITS_HEIGHT: Final = 6  # px: lines of unlike size in one row
_SHARE: Final = re.compile(r"\d+(?:[.,]\d+)?\s?%")
_TAKES_IN: Final = re.compile(
    r"\b(in[ck]l\w*|in[ck]\b|e[xk][ck]l\w*|with\w*|plus|mit|ohne|zzgl|avec|sans|hors|compris\w*|con|sin|com|sem|senza|met|"
    r"zonder|wraz|z|bez)\b|[+&]",
    re.IGNORECASE,
)
SHORT: Final = 40  # characters; "Shipping: free" is a sum, a sentence about free shipping is none
LONGEST_LABEL: Final = 90  # characters; a longer sentence tells of money, it does not sum it up


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the sums."""

    kind: str  # subtotal, delivery-cost, discount, tax, tax-included, fee or total
    label: str
    money: Money
    sure: float
    line: Line


@dataclass(frozen=True, slots=True)
class TotalsView:
    """The sums that a page shows; what it does not show is None, or empty."""

    sums: tuple[Sum, ...] = ()
    subtotal: Decimal | None = None
    discounts: tuple[Decimal, ...] = ()  # as positive amounts
    taken_off: Decimal = Decimal(0)  # of the discounts, those that the page subtracts between the goods and the total
    delivery: Decimal | None = None
    tax: Decimal | None = None  # added to the prices
    tax_included: Decimal | None = None  # contained in the prices
    fees: tuple[Decimal, ...] = ()
    total: Decimal | None = None
    currency: str = ""


def read_totals(view: PageView, currency: str = "", rows: Iterable[int] = ()) -> TotalsView:
    """Return the sums that the page shows; ``rows`` are basket lines, whose amounts are no sums."""
    skipped, currency = set(rows), currency_apart(view) or currency
    gross = _gross(view, currency)
    lines = [each for each in _sum_lines(view, skipped) if gross.get(each, True)]
    sums = [each for line in lines for each in _sums(view, line, currency, gross.get(line))]
    sums = _without_repeats(sums)
    totals = [each for each in sums if each.kind == "total"]
    total = max(
        totals,
        key=lambda each: (round(each.sure, 1), each.line.bold, each.money.amount, each.line.rect.y),
        default=None,
    )
    delivery = _surest(sums, "delivery-cost")
    if delivery is None and total is not None:
        delivery = _chosen_delivery(view, total.money)
    tax, included = _surest(sums, "tax"), _surest(sums, "tax-included")
    subtotal = next((each.money.amount for each in sums if each.kind == "subtotal"), None)
    hinted = next(iter(find_prices(read_at(view, "total"), view.lang, currency)), None)
    if hinted is not None:
        line = next((each for each in view.lines if hinted.text in each.text), Line(read_at(view, "total")))
        total = Sum("total", line.text, hinted, 1.0, line)
        sums = [each for each in sums if each.kind != "total"] + [total]
    amount = total.money.amount if total else None
    others = _unnamed(view, sums, total, currency)
    if tax is not None and included is None and _tax_is_included(sums, amount, subtotal, delivery, tax):
        tax, included = None, tax
    sums += others
    if (
        tax is None
        and included is None
        and any(each.kind == "subtotal" and says("tax-excluded", each.label, view.lang) for each in sums)
    ):
        subtotal = None  # what the tax is, nobody says: the net sum makes up no total
    return TotalsView(
        sums=tuple(sums),
        subtotal=subtotal,
        discounts=tuple(abs(each.money.amount) for each in sums if each.kind == "discount"),
        taken_off=_taken_off(sums, total),
        delivery=delivery,
        tax=tax,
        tax_included=included,
        fees=tuple(each.money.amount for each in sums if each.kind == "fee"),
        total=amount,
        currency=(total.money.currency if total else next((each.money.currency for each in sums), "")) or currency,
    )


def totals_kind(view: PageView, line: Line) -> str:
    """Return which sum a line of text speaks of, or an empty string."""
    scored = [(says(key, line.text, view.lang), key) for key in KINDS]
    sure, key = max(scored, key=lambda each: each[0])
    return key if sure >= 0.6 else ""


def _sum_lines(view: PageView, skipped: set[int]) -> list[Line]:
    top = view.modal
    offered = {each.label for each in view.fields if each.type == "radio"}
    inside = [each for each in view.lines if top is None or view.within(each.layer, top.id)]
    return [
        each
        for each in inside
        if (
            each.text not in offered
            and (of_the_page(each.region) and each.row not in skipped and not each.struck and not each.control)
        )
        or (top is not None and each in inside)
    ]


def _gross(view: PageView, currency: str) -> dict[Line, Money | None]:
    """Return what rows of net, tax and gross come to, by their first line; the other two have nothing to add."""
    bare = [
        (each, prices[0])
        for each in view.lines
        if len(prices := find_prices(each.text, view.lang, currency)) == 1
        and not worded(without_amounts(each.text, prices))
    ]
    found: dict[Line, Money | None] = {}
    for (line, net), (second, tax), (third, gross) in zip(bare, bare[1:], bare[2:], strict=False):
        level = abs(line.rect.y - second.rect.y) + abs(line.rect.y - third.rect.y) < _ON_ITS_HEIGHT
        if level and line not in found and is_taxed(net, tax, gross):
            found |= {line: gross, second: None, third: None}
    return found


def is_taxed(net: Money, tax: Money, gross: Money) -> bool:
    """Say whether three amounts that follow each other are an amount, its tax, and what the two come to."""
    return net.amount > tax.amount > 0 and net.amount + tax.amount == gross.amount


def _sums(view: PageView, line: Line, currency: str, gross: Money | None = None) -> list[Sum]:
    prices = find_prices(line.text, view.lang, currency)
    free = says("free", line.text, view.lang) if not prices and len(line.text) < SHORT else 0.0
    if not prices and not free:
        return []
    label = label_of(view, line, prices, free)
    if len(label) > LONGEST_LABEL:
        return []
    kind, sure = _kind(view, label) if label else ("", 0.0)
    if not kind and label != line.text and (headed := head_of(view, line)):  # "Shipping | Flat rate: 5.00"
        kind, sure = _kind(view, headed)
    if not kind or (free and kind != "delivery-cost"):
        return []
    if kind == "delivery-cost" and prices and prices[0].amount and says("free", label, view.lang):
        return []  # "Free delivery over 50.00" costs nothing, and the amount is a condition
    if kind == "total" and len(prices) == 1 and _comes_behind(view, line, prices[0], currency):
        kind = "tax-included"  # "Total, includes 3.08 tax | 18.45"
    money = gross or (prices[0] if prices else Money(Decimal(0), currency, line.text))
    found = [Sum(kind, label, money, sure, line)]
    if len(prices) > 1 and kind == "total" and says("tax-included", line.text, view.lang):
        found.append(Sum("tax-included", label, prices[1], sure, line))
    return found


def _comes_behind(view: PageView, line: Line, tax: Money, currency: str) -> bool:
    """Say whether a line about a total only names the tax in it, and the total itself stands behind at its height."""
    if not says("tax-included", line.text, view.lang):
        return False
    after = view.lines[view.lines.index(line) + 1 :][:1]
    level = [each for each in after if abs(each.rect.y - line.rect.y) < LABEL_WITHIN and each.rect.x > line.rect.x]
    behind = [money for each in level for money in find_prices(each.text, view.lang, currency)]
    return any(each.amount > tax.amount for each in behind)


def _unnamed(view: PageView, sums: Sequence[Sum], total: Sum | None, currency: str) -> list[Sum]:
    """Return the rows among the sums whose words nobody knows: "Parcel guard" costs, "Rounding" may take off."""
    if total is None or total.line not in view.lines:
        return []
    end = view.lines.index(total.line)
    known = [each.line for each in sums]
    starts = [view.lines.index(each) for each in known if each in view.lines]
    start = max(0, min((each for each in starts if end - _MOST_ROWS <= each < end), default=end) - _ONE_ROW)
    found = []
    for line in view.lines[start:end]:
        prices = find_prices(line.text, view.lang, currency)
        if len(prices) != 1 or line in known or line.struck or line.control or line.row not in (0, total.line.row):
            continue
        label = label_of(view, line, prices, 0.0)
        if label and len(label) < SHORT and prices[0].amount and not is_for_a_measure(line.text, prices[0]):
            found.append(Sum("fee", label, prices[0], 0.5, line))
    return found


def _kind(view: PageView, label: str) -> tuple[str, float]:
    label = _SHARE.sub(" ", label)
    scored = [(says(key, label, view.lang), key) for key in KINDS]
    firm = {key: sure for sure, key in scored}
    if (
        firm["total"]
        and firm["tax-included"]
        and firm["total"] >= 0.6
        and not says("tax", label.split("(")[0], view.lang)
    ):
        return "total", firm["total"]  # "Total (incl. VAT)" is the total
    sure, key = max(scored, key=lambda each: each[0])
    if key == "total" and firm["delivery-cost"] >= 0.6 and not _TAKES_IN.search(label):
        key, sure = "delivery-cost", firm["delivery-cost"]  # "Shipping total", and not "Total with shipping"
    if key == "delivery-cost" and says("paid-extra", label, view.lang) >= 0.6:
        return "fee", sure  # "Shipping protection" delivers nothing
    if sure < 0.6 and says("tax-excluded", label, view.lang) >= 0.6:
        return "tax", 0.6  # "plus 19 % VAT" as a row of its own
    return (key, sure) if sure >= 0.6 else ("", 0.0)


def _chosen_delivery(view: PageView, total: Money) -> Decimal | None:
    """Return what the chosen one of several deliveries costs, where the sums themselves do not say it."""
    for group in choices_needed(view):
        price = group.chosen.price if group.kind == "delivery" and group.chosen else None
        if price is not None and price.currency in ("", total.currency):
            return price.amount
    return None


def _taken_off(sums: Sequence[Sum], total: Sum | None) -> Decimal:
    """Return what is written below zero between the goods and the total; "you save 4.00" only tells of a saving."""
    goods = next((each.line.rect.y for each in sums if each.kind == "subtotal"), None)
    if goods is None or total is None:
        return Decimal(0)
    amounts = [
        each.money.amount
        for each in sums
        if each.kind == "discount" and each.money.amount < 0 and goods < each.line.rect.y < total.line.rect.y
    ]
    return -sum(amounts, Decimal(0))


def _without_repeats(sums: Sequence[Sum]) -> list[Sum]:
    """Drop what a page shows twice, for instance once for phones and once in a summary."""
    kept: dict[tuple[str, str, Decimal], Sum] = {}
    for each in sums:
        kept.setdefault((each.kind, each.label.casefold(), each.money.amount), each)
    return list(kept.values())


def _surest(sums: Sequence[Sum], kind: str) -> Decimal | None:
    """Return the amount whose label says least besides; a list of delivery methods also names prices."""
    found = [each for each in sums if each.kind == kind]
    return max(found, key=lambda each: round(each.sure, 2)).money.amount if found else None


def _tax_is_included(
    sums: Sequence[Sum], total: Decimal | None, subtotal: Decimal | None, delivery: Decimal | None, tax: Decimal
) -> bool:
    """A tax whose name does not tell is included when the other sums already make up the total."""
    if total is None or subtotal is None:
        return False
    rest = sum((each.money.amount for each in sums if each.kind == "fee"), Decimal(0))
    off = sum((abs(each.money.amount) for each in sums if each.kind == "discount"), Decimal(0))
    without = subtotal + (delivery or Decimal(0)) + rest - off
    return abs(without - total) <= Decimal("0.02") < abs(without + tax - total)
