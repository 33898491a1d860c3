"""What the parts of a total may add up to, for shops say differently what is in and what comes on top."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Any, Final

from mystery_shopper.model import Observation, money

_MOST_FEES: Final = 6


def known_sums(fact: Observation) -> list[Decimal]:
    """Return every sum that an honest page could mean; empty where a line's amount is unknown.

    A page that shows no lines, such as the summary beside an address form, is taken at its own word for the goods.
    Discounts may be in the lines already. Delivery and fees that are shown may not be in the total yet. Tax is on top,
    or in the prices, or the page does not say.
    """
    return _sums(fact, _on_top_or_not(fact.get("delivery") or Decimal(0)))


def known_sums_without_delivery(fact: Observation) -> list[Decimal]:
    """Return the sums that a page means whose total leaves the delivery out."""
    return _sums(fact, (Decimal(0),))


def parts_told(fact: Observation) -> str:
    """Return the parts of a total as a sentence lists them."""
    currency = str(fact.get("currency", ""))
    lines = [each for each in _goods(fact) if each is not None]
    what = f"{len(lines)} {'lines' if len(lines) > 1 else 'line'}" if fact.get("lines") else "goods"
    together = " together" if len(lines) > 1 else ""
    told = [f"{what} of {money(sum(lines, Decimal(0)), currency)}{together}"]
    for name in ("discounts", "delivery", "tax"):
        if fact.get(name):
            told.append(f"{name} {money(abs(fact.get(name)), currency)}{_included(fact, name)}")
    told += [f"{label} {money(amount, currency)}" for label, amount in fact.get("fees", ())]
    return ", ".join(told)


def _sums(fact: Observation, deliveries: tuple[Decimal, ...]) -> list[Decimal]:
    lines = _goods(fact)
    known = [each for each in lines if each is not None]
    if not known or len(known) != len(lines):
        return []
    parts = [
        _discounts(fact, sum(known, Decimal(0))),
        deliveries,
        (Decimal(0),) if fact.get("tax_included") else _on_top_or_not(fact.get("tax") or Decimal(0)),
        *(_on_top_or_not(amount) for _, amount in fact.get("fees", ())[:_MOST_FEES]),
    ]
    base = sum(known, Decimal(0))
    found = {base + sum(chosen, Decimal(0)) for chosen in product(*parts)}
    bare = _goods_before_tax(fact, base)
    if bare is not None:
        parts[2] = (fact.get("tax"),)
        found |= {bare + sum(chosen, Decimal(0)) for chosen in product(*parts)}
    return sorted(found, reverse=True)


def _goods_before_tax(fact: Observation, lines: Decimal) -> Decimal | None:
    """Return a subtotal that leaves out the tax which the lines hold; the tax of all is then shown by itself."""
    subtotal, tax = fact.get("subtotal"), fact.get("tax")
    on_top = tax and not fact.get("tax_included")
    return subtotal if on_top and subtotal is not None and Decimal(0) < lines - subtotal <= tax else None


def _discounts(fact: Observation, goods: Decimal) -> tuple[Decimal, ...]:
    """A discount that the page subtracts from goods at their full sum is no part of the lines: it must be taken off.

    Beside it the same may be told once more, as what is saved.
    """
    off, taken = abs(fact.get("discounts") or Decimal(0)), abs(fact.get("taken_off") or Decimal(0))
    if off and taken == off and fact.get("subtotal") == goods:
        return (-off,)
    return (*_on_top_or_not(-off), *({-taken} - {-off, Decimal(0)}))


def _goods(fact: Observation) -> list[Decimal | None]:
    if not fact.get("lines") and fact.get("subtotal") is not None:
        return [Decimal(fact.get("subtotal"))]
    return [_line_total(each) for each in fact.get("lines", ())]


def _line_total(line: Mapping[str, Any]) -> Decimal | None:
    if line.get("total") is not None:
        return Decimal(line["total"])
    if line.get("unit") is not None and line.get("quantity"):
        return Decimal(line["unit"]) * int(line["quantity"])
    return None


def _on_top_or_not(amount: Decimal) -> tuple[Decimal, ...]:
    return (amount, Decimal(0)) if amount else (Decimal(0),)


def _included(fact: Observation, name: str) -> str:
    return " (included)" if name == "tax" and fact.get("tax_included") else ""
