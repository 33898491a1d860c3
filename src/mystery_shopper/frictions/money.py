"""Prices and sums: what the customer is asked to pay against what was shown before; always in Decimal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.sums import known_sums, known_sums_without_delivery, parts_told
from mystery_shopper.frictions.wording import by, listed, quoted
from mystery_shopper.model import Observation, Severity, money

WITHOUT_CENTS: Final = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
)
"""Currencies without a smaller unit (ISO 4217, exponent 0)."""
AT_THE_TILL: Final = frozenset({"payment", "review", "confirmation"})


@friction(
    "price-drift",
    title="The price rose between product page and basket",
    severity=Severity.BLOCKER,
    owner="backend",
    category="price and money",
    limit=0.01,
    unit="of the currency",
    source="what the shop itself showed on the product's page",
    harm="the price rose",
)
def price_drift(seen: Seen) -> Iterator[Problem]:
    """A product costs more in the basket than on its page, unannounced; a lower price harms nobody and is none.

    The same number in another currency is another price, where both pages write their currency down.
    """
    fresh = {id(each) for each in seen.of("price")}
    prices = [each for each in seen.ever("price") if not each.get("announced") and not each.get("from_price")]
    asked = [each for each in prices if each.get("where") not in ("product", "listing")]
    for fact in asked:
        shown = _shown_before(prices, fact)
        if not shown and id(fact) in fresh:
            yield from _in_other_money(prices, fact)
        if not shown or not ({id(fact)} | {id(each) for each in shown}) & fresh:
            continue
        most = max(each.value for each in shown)
        if fact.value - most > _cents(seen.limit):
            was, now = money(most, _currency(fact)), money(fact.value, _currency(fact))
            product = str(fact.get("product", ""))
            message = f"{quoted(product)} cost {was} on its own page and costs {now} in the {fact.get('where')}, and "
            message += f"nothing announced the difference of {money(fact.value - most, _currency(fact))}."
            yield Problem(fact, was, now, message, element=product, cause=product.casefold())


@friction(
    "total-wrong",
    title="The total is not the sum of its parts",
    severity=Severity.BLOCKER,
    owner="backend",
    category="price and money",
    limit=0.01,
    unit="of the currency a line",
    source="arithmetic: lines - discounts + delivery + tax, to a cent a line",
    harm="overcharged",
)
def total_wrong(seen: Seen) -> Iterator[Problem]:
    """No reading of lines, discounts, delivery, tax and fees adds up to the total; without lines it is not judged.

    Nor may the last button ask for more than the total beside it, when nothing else on the page names that amount.
    """
    yield from _asked_by_button(seen)
    for fact in seen.of("totals"):
        sums = known_sums(fact)
        slack = _least(_currency(fact), seen.limit) * max(1, len(fact.get("lines", ())))
        if not sums or any(abs(fact.value - each) <= slack for each in sums):
            continue
        nearest = min(sums, key=lambda each: abs(fact.value - each))
        right, said = money(nearest, _currency(fact)), money(fact.value, _currency(fact))
        off = fact.value - nearest
        message = f"The {fact.get('where', 'page')} asks for {said}, but {parts_told(fact)} make {right}: "
        message += f"{money(abs(off), _currency(fact))} too {'much' if off > 0 else 'little'}."
        yield Problem(
            fact, right, said, message, element="total", cause=f"off by {off:.2f} {_currency(fact)}", gap=abs(off)
        )


@friction(
    "late-extra-cost",
    title="A cost appears only at the till",
    severity=Severity.CRITICAL,
    owner="merchandising",
    category="price and money",
    limit=0.01,
    unit="of the currency",
    source="Baymard: extra costs that come late are what customers name most often when they leave",
    harm="a surprise at the till",
)
def late_extra_cost(seen: Seen) -> Iterator[Problem]:
    """The total at the payment exceeds the last one disclosed before by more than what was announced on the way."""
    for fact in seen.of("totals"):
        before = _last_disclosed(seen, fact)
        if before is None or fact.get("where") not in AT_THE_TILL:
            continue
        extra = fact.value - before.value - _announced(seen, before, fact)
        if extra > _cents(seen.limit):
            yield _surprise(before, fact, extra)


@friction(
    "order-record-mismatch",
    title="The order is not what was agreed",
    severity=Severity.BLOCKER,
    owner="backend",
    category="price and money",
    limit=0.01,
    unit="of the currency",
    source="the total that the payment page showed; the basket; the address that was entered",
    harm="the wrong order",
    friction_class="B",
)
def order_record_mismatch(seen: Seen) -> Iterator[Problem]:
    """Confirmation or e-mail show another total than the payment page, other goods than the basket, another address."""
    for fact in seen.of("record"):
        message = f"The {fact.get('where')} shows {quoted(fact.value, 80)} as {fact.get('what')} of the order; "
        message += f"{quoted(fact.get('wanted'), 80)} was expected."
        yield Problem(fact, str(fact.get("wanted")), str(fact.value), message, about=str(fact.get("what")))
    for fact in seen.of("order"):
        most = max(fact.get("totals") or (), default=None)  # a page may show the sum twice, and once wrong
        agreed = [each for each in seen.ever("totals") if each.get("where") in ("payment", "review")]
        total = most if most is not None and agreed and most > max(each.value for each in agreed) else fact.get("total")
        if not fact.value or total is None or not agreed:
            continue
        if not any(_agrees(seen, each, total) for each in agreed):
            was, now = (money(each, _currency(agreed[-1])) for each in (agreed[-1].value, total))
            message = f"The payment page asked for {was} and the confirmation says {now}; the same was expected."
            yield Problem(fact, was, now, by(seen, message), element="total", gap=abs(total - agreed[-1].value))


def _asked_by_button(seen: Seen) -> Iterator[Problem]:
    for fact in seen.of("pay_button"):
        asks, total = fact.get("asks"), fact.get("total")
        if asks is None or total is None or asks - total <= _cents(seen.limit):
            continue
        if _was_shown(seen, asks - total) and not _is_in_the_total(seen, total, asks - total):
            continue
        right, said = money(total, _currency(fact)), money(asks, _currency(fact))
        message = f"The button {quoted(str(fact.value))} asks for {said}, and the total on the page is {right}; the "
        message += "same was expected."
        yield Problem(
            fact, right, said, message, element="total", cause=f"button asks {asks - total:.2f} more", gap=asks - total
        )


def _is_in_the_total(seen: Seen, total: Decimal, delivery: Decimal) -> bool:
    """Say whether the sums beside a total make it up only with the delivery: to add that again is wrong."""
    shown = [each for each in seen.ever("totals") if each.value == total and each.get("delivery") == delivery]
    return any(total in known_sums(each) and total not in known_sums_without_delivery(each) for each in shown)


def _agrees(seen: Seen, agreed: Observation, total: Decimal) -> bool:
    """Say whether an order's total is what was agreed; a delivery that was chosen after that sum comes on top of it."""
    extra = total - agreed.value
    if abs(extra) <= _cents(seen.limit):
        return True
    delivery = agreed.get("delivery")
    apart = not delivery or agreed.value in known_sums_without_delivery(agreed)
    return extra > 0 and apart and (not delivery or extra == delivery) and _was_shown(seen, extra)


def _surprise(before: Observation, fact: Observation, extra: Decimal) -> Problem:
    """A delivery cost that is first seen at the till is annoying; a fee that nobody spoke of makes customers leave."""
    currency = _currency(fact)
    was, now = money(before.value, currency), money(fact.value, currency)
    only_delivery = extra <= _late_delivery(before, fact)
    named = [f"{quoted(label)} of {money(amount, currency)}" for label, amount in fact.get("fees", ()) if amount > 0]
    named = [f"the delivery of {money(fact.get('delivery'), currency)}"] if only_delivery else named
    reason = f"{listed(named) or money(extra, currency)} was not mentioned before"
    message = (
        f"The total was {was} at the {before.get('where')} step and is {now} at the {fact.get('where')}: {reason}."
    )
    severity = Severity.NORMAL if only_delivery else Severity.CRITICAL
    return Problem(
        fact, was, now, message, severity, "total", cause=f"extra {extra:.2f} {currency}", gap=fact.value - before.value
    )


def _shown_before(prices: list[Observation], asked: Observation) -> list[Observation]:
    """Return what the product's own page said of a price, or the listing where she never opened the page."""
    same = [each for each in prices if _same_product(each, asked) and _currency(each) == _currency(asked)]
    own = [each for each in same if each.get("where") == "product"]
    return own or [each for each in same if each.get("where") == "listing"]


def _in_other_money(prices: list[Observation], asked: Observation) -> Iterator[Problem]:
    """Hold a price against what the product's page said last, where both pages write their money down."""
    same = [each for each in prices if _same_product(each, asked) and each.get("where") == "product"]
    one, other = (str(each.get("written", "")) for each in (same[-1] if same else asked, asked))
    if one and other and one != other and same[-1].value == asked.value:
        product, was, now = str(asked.get("product", "")), money(same[-1].value, one), money(asked.value, other)
        message = f"{quoted(product)} cost {was} on its own page and costs {now} in the {asked.get('where')}; the "
        message += "same money was expected."
        yield Problem(asked, was, now, message, element=product, cause=product.casefold())


def _same_product(one: Observation, other: Observation) -> bool:
    """A basket may add the variant to the product's name: "Mug" and "Mug, blue" are one product."""
    names = sorted((_plain(str(each.get("product", ""))) for each in (one, other)), key=len)
    return bool(names[0]) and (names[0] == names[1] or names[1].startswith(names[0] + " "))


def _last_disclosed(seen: Seen, fact: Observation) -> Observation | None:
    """Return the last total before the till, or None where it speaks of other pieces or another currency."""
    place = next(index for index, each in enumerate(seen.all) if each is fact)
    before = [each for each in seen.all[:place] if each.name == "totals" and each.get("where") not in AT_THE_TILL]
    if not before or _currency(before[-1]) != _currency(fact):
        return None
    pieces = {_pieces(each) for each in (before[-1], fact)} - {None}
    return before[-1] if len(pieces) < 2 else None


def _announced(seen: Seen, before: Observation, fact: Observation) -> Decimal:
    """Return what may come on top: a delivery that was shown on the way, and a tax that depends on the address."""
    late = _late_delivery(before, fact)
    delivery = late if _was_shown(seen, fact.get("delivery"), fact.url) else Decimal(0)
    chosen = sum((amount for label, amount in fact.get("fees", ()) if _was_chosen(seen, label, amount)), Decimal(0))
    tax = (fact.get("tax") or Decimal(0)) - (before.get("tax") or Decimal(0))
    return delivery + chosen + (Decimal(0) if fact.get("tax_included") else max(tax, Decimal(0)))


def _was_chosen(seen: Seen, label: str, amount: Decimal) -> bool:
    """Say whether she pressed what names a fee and its amount, such as a courier."""
    taken = [each.element for each in seen.ever("action") if _amount(amount).search(each.element)]
    return bool(_plain(label)) and any(_plain(label) in _plain(each) for each in taken)


def _late_delivery(before: Observation, fact: Observation) -> Decimal:
    """Return how much of the delivery cost was not yet in the earlier total, whether it was shown or not."""
    counted = before.get("delivery") or Decimal(0)
    if counted and before.value in known_sums_without_delivery(before):
        counted = Decimal(0)
    return max((fact.get("delivery") or Decimal(0)) - counted, Decimal(0))


def _was_shown(seen: Seen, cost: Decimal | None, till: str = "") -> bool:
    """The delivery cost was on a page before the till, in words or at its choice, or on a control that she pressed."""
    if not cost:
        return False
    if any(each.value == cost and each.url != till for each in seen.ever("delivery_offered")):
        return True
    shown = [each.get("delivery") for each in seen.ever("totals") if each.get("where") not in AT_THE_TILL]
    said = [each.element for each in seen.ever("action")] + [str(each.get("text", "")) for each in seen.ever("told")]
    return cost in shown or any(_amount(cost).search(each) for each in said)


def _amount(money: Decimal) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){money:.2f}(?!\d)".replace(".", "[.,]"))


def _pieces(fact: Observation) -> int | None:
    lines = fact.get("lines", ())
    return sum(int(each.get("quantity") or 1) for each in lines) if lines else None


def _currency(fact: Observation) -> str:
    return str(fact.get("currency", ""))


def _least(currency: str, limit: float) -> Decimal:
    """Return the limit in the currency's own least unit: what is a cent elsewhere is a whole yen."""
    return _cents(limit) * (100 if currency in WITHOUT_CENTS else 1)


def _cents(limit: float) -> Decimal:
    return Decimal(str(limit))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())
