"""Waiting: pages and answers that come late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import lab, milliseconds, page
from mystery_shopper.model import Observation, Severity


@friction(
    "slow-lcp",
    title="The main content comes late",
    severity=Severity.NORMAL,
    owner="web",
    category="slow",
    limit=2500,
    unit="ms",
    source="web.dev/articles/lcp: good up to 2.5 s, poor over 4 s (75th percentile of real visits; lab here)",
    harm="waits for the page",
    timing=True,
)
def slow_lcp(seen: Seen) -> Iterator[Problem]:
    """Largest contentful paint over 2.5 s; critical over 4 s."""
    for fact in _worst(seen.of("lcp_ms")):
        if fact.value > seen.limit:
            yield Problem(
                fact,
                expected=f"main content within {milliseconds(seen.limit)}",
                observed=milliseconds(fact.value),
                message=f"{page(seen, fact)} showed its main content after {milliseconds(fact.value)}; "
                f"{_scale(seen.limit, 4000)} {lab(seen)}.",
                severity=Severity.CRITICAL if fact.value > max(seen.limit, 4000) else Severity.NORMAL,
            )


def _worst(facts: Iterable[Observation]) -> list[Observation]:
    """Return the highest value of each page: vitals grow while a page lives, and each value is told."""
    highest: dict[str, Observation] = {}
    for each in facts:
        if each.url not in highest or each.value > highest[each.url].value:
            highest[each.url] = each
    return list(highest.values())


def _scale(limit: float, poor: float) -> str:
    if limit >= poor:
        return f"{milliseconds(limit)} is the limit here"
    return f"{milliseconds(limit)} is good and over {milliseconds(poor)} is poor"
