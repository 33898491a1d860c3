"""What one touchpoint promised and another does not keep, and what only other companies' servers keep alive."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, listed, quoted
from mystery_shopper.model import Observation, Severity, money

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
    """Free delivery from a sum on, the days to return or the days until delivery are not what the shop had promised."""
    yield from _delivery_not_free(seen)
    for fact in seen.of("claim"):
        earlier = [each for each in _before(seen, fact) if each.value == fact.value]
        here = [each for each in seen.ever("claim") if each.url == fact.url and each.value == fact.value]
        if not earlier or fact.get("most") is None:
            continue
        best = max(earlier, key=_most)
        if fact.value == "return-days" and all(_most(each) < _most(best) for each in here):
            yield _less(fact, best, "to return it")
        if fact.value == "delivery-days" and fact.moment in LATER and all(_least(each) > _most(best) for each in here):
            yield _less(fact, best, "until it comes")


@friction(
    "third-party-dependency",
    title="Without other companies' servers nobody can buy",
    severity=Severity.CRITICAL,
    owner="web",
    category="error",
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
            element="third parties",
            kind_moment=here,
            cause="third parties",
        )


def _delivery_not_free(seen: Seen) -> Iterator[Problem]:
    promised = [each for each in seen.ever("claim") if each.value == "free-delivery" and each.get("least")]
    for fact in seen.of("totals"):
        delivery, lines, currency = fact.get("delivery"), fact.get("lines", ()), str(fact.get("currency", ""))
        if not delivery or fact.get("delivery_wished") or not lines or any(each.get("total") is None for each in lines):
            continue
        goods = sum((each["total"] for each in lines), Decimal(0)) - abs(fact.get("discounts") or Decimal(0))
        for claim in promised:
            if claim.get("currency") not in ("", currency) or goods < claim.get("least"):
                continue
            was, now = money(claim.get("least"), currency), money(delivery, currency)
            message = (
                f"The shop promised {quoted(claim.get('text'), 80)}; the goods come to {money(goods, currency)} and "
            )
            message += f"the delivery costs {now}."
            expected = f"free delivery from {was} on"
            yield Problem(fact, expected, now, message, element="delivery", cause="free delivery")


def _less(fact: Observation, before: Observation, what: str) -> Problem:
    was, now = _days(before), _days(fact)
    message = f"The shop had promised {was} {what} ({quoted(before.get('text'), 80)}) and says {now} now "
    message += f"({quoted(fact.get('text'), 80)})."
    return Problem(fact, f"{was} {what}", f"{now} {what}", message, element=what, cause=what)


def _days(fact: Observation) -> str:
    least, most = fact.get("least"), fact.get("most")
    return f"{most} days" if least == most else f"{least} to {most} days"


def _before(seen: Seen, fact: Observation) -> list[Observation]:
    place = next(index for index, each in enumerate(seen.all) if each is fact)
    return [each for each in seen.all[:place] if each.name == "claim" and each.url != fact.url]


def _least(fact: Observation) -> Decimal:
    return Decimal(fact.get("least") or 0)


def _most(fact: Observation) -> Decimal:
    return Decimal(fact.get("most") or 0)
