"""What one touchpoint promised and another does not keep, and what only other companies' servers keep alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, listed, quoted, seconds
from mystery_shopper.model import Observation, Severity, money

_MORE_THAN: Final = re.compile(
    r"\b(?:over|above|more than|über|mehr als|plus de|más de|oltre|più di|boven|meer dan|powyżej|acima de|superior)\b",
    re.I,
)
_CENT: Final = Decimal("0.01")
LATER: Final = frozenset({"checkout", "pay", "confirm", "mail"})


@friction(
    "promise-broken",
    title="The shop promised something else",
    severity=Severity.CRITICAL,
    owner="marketing",
    category="broken promise",
    source="the shop's own words at an earlier touchpoint",
    harm="was told otherwise",
)
def promise_broken(seen: Seen) -> Iterator[Problem]:
    """Free delivery, the days to return or until delivery, or a list's price are not what the shop had promised."""
    yield from _delivery_not_free(seen)
    yield from _dearer_than_listed(seen)
    for fact in seen.of("claim"):
        earlier = [each for each in _before(seen, fact) if each.value == fact.value]
        here = [each for each in seen.ever("claim") if each.url == fact.url and each.value == fact.value]
        if not earlier or fact.get("most") is None:
            continue
        best = max(earlier, key=_most)
        if fact.value == "return-days" and all(_most(each) < _most(best) for each in here):
            yield _less(fact, best, "to return it")
        later = fact.moment in LATER and all(_least(each) > _most(best) for each in here)
        if later and fact.value == "delivery-days":
            yield _less(fact, best, "until it comes")
        if later and fact.value == "delivery-date":
            yield _less(fact, best, "for the parcel to come")


@friction(
    "third-party-dependency",
    title="Without other companies' servers nobody can buy",
    severity=Severity.CRITICAL,
    owner="web",
    category="does not work",
    source="the same way with the requests to other companies blocked, as private windows and content blockers do",
    harm="privacy costs the purchase",
)
def third_party_dependency(seen: Seen) -> Iterator[Problem]:
    """With the requests to third parties blocked she cannot go on; only where a scenario has them blocked."""
    blocked = seen.ever("blocked")
    for fact in seen.of("held_up", "gave_up") if blocked else ():
        hosts = listed(sorted({str(each.value) for each in blocked}))
        message = f"With {hosts} blocked, as content blockers do, she could not go on; the shop was expected to work "
        message += "without."
        here = fact.moment
        yield Problem(
            blocked[-1],
            "works without third parties",
            "held up",
            by(seen, message),
            about="third parties",
            kind_moment=here,
            cause="third parties",
        )


@friction(
    "double-submit-possible",
    title="Two quick presses make two orders",
    severity=Severity.BLOCKER,
    owner="payments",
    category="payment",
    limit=1,
    unit="orders",
    source="the e-mails that the shop sends for one purchase",
    harm="charged twice",
    friction_class="B",
)
def double_submit_possible(seen: Seen) -> Iterator[Problem]:
    """After a double click on the last button there is more than one order; needs an inbox that can be read."""
    for fact in seen.of("orders"):
        if fact.value > seen.limit:
            message = f"She pressed the last button {fact.get('presses', 2)} times and the shop confirmed {fact.value} "
            message += f"orders by e-mail; {seen.limit:.0f} was expected."
            yield Problem(fact, f"{seen.limit:.0f} order", f"{fact.value} orders", by(seen, message), about="order")


@friction(
    "timeout-unwarned",
    title="The session ends without a warning",
    severity=Severity.CRITICAL,
    owner="backend",
    category="other",
    source="WCAG 2.2, 2.2.1 Timing Adjustable and 2.2.6 Timeouts; only where a scenario has her go away",
    harm="thrown out",
)
def timeout_unwarned(seen: Seen) -> Iterator[Problem]:
    """She comes back after a while and has been logged out or has lost her basket, and nothing had warned her."""
    for fact in seen.of("away"):
        if fact.get("ended") and not fact.get("warned"):
            message = (
                f"She was away for {seconds(float(fact.value))} and {fact.get('ended')}; no warning had come, and "
            )
            message += "one was expected."
            yield Problem(fact, "a warning before", str(fact.get("ended")), by(seen, message), about="session")


def _delivery_not_free(seen: Seen) -> Iterator[Problem]:
    promised = [each for each in seen.ever("claim") if each.value == "free-delivery" and each.get("least") is not None]
    for fact in seen.of("totals"):
        delivery, lines, currency = fact.get("delivery"), fact.get("lines", ()), str(fact.get("currency", ""))
        if not delivery or fact.get("delivery_wished") or not lines or any(each.get("total") is None for each in lines):
            continue
        goods = sum((each["total"] for each in lines), Decimal(0)) - abs(fact.get("discounts") or Decimal(0))
        for claim in promised:
            least = claim.get("least")
            short = goods < least or (goods == least and _MORE_THAN.search(str(claim.get("text"))))
            if claim.get("currency") not in ("", currency) or short:
                continue
            was, now = money(least, currency), money(delivery, currency)
            message = (
                f"The shop promised {quoted(claim.get('text'), 80)}; the goods come to {money(goods, currency)} and "
            )
            message += f"the delivery costs {now}."
            expected = f"free delivery from {was} on" if least else "free delivery"
            yield Problem(fact, expected, now, message, about="delivery", cause="free delivery")


def _dearer_than_listed(seen: Seen) -> Iterator[Problem]:
    for fact in seen.of("price"):
        listed, currency = fact.get("listed"), str(fact.get("currency", ""))
        if listed is None or fact.get("from_price") or fact.value - listed <= _CENT:
            continue
        product, was, now = str(fact.get("product", "")), money(listed, currency), money(fact.value, currency)
        message = f"{quoted(product)} was listed for {was} and costs {now} on its own page; the same was expected."
        yield Problem(fact, was, now, message, element=product, cause=product.casefold(), gap=fact.value - listed)


def _less(fact: Observation, before: Observation, what: str) -> Problem:
    was, now = _days(before), _days(fact)
    message = f"The shop had promised {was} {what} ({quoted(before.get('text'), 80)}) and says {now} now "
    message += f"({quoted(fact.get('text'), 80)})."
    return Problem(fact, f"{was} {what}", f"{now} {what}", message, about=what, cause=what)


def _days(fact: Observation) -> str:
    least, most = fact.get("least"), fact.get("most")
    if fact.value == "delivery-date":
        return f"{date.fromordinal(int(_most(fact))):%d %B}".lstrip("0")
    return f"{most} days" if least == most else f"{least} to {most} days"


def _before(seen: Seen, fact: Observation) -> list[Observation]:
    place = next(index for index, each in enumerate(seen.all) if each is fact)
    before = seen.all[:place]
    if fact.value == "delivery-date":  # who sleeps on it orders a day later than she was told for
        nights = [index for index, each in enumerate(before) if each.name == "night"]
        before = before[nights[-1] if nights else 0 :]
    return [each for each in before if each.name == "claim" and each.url != fact.url]


def _least(fact: Observation) -> Decimal:
    return Decimal(fact.get("least") or 0)


def _most(fact: Observation) -> Decimal:
    return Decimal(fact.get("most") or 0)
