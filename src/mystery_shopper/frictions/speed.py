"""Pages that come late, lag or jump: the web vitals of the pages on the shopper's path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import lab, milliseconds, number, page, uncapital
from mystery_shopper.model import Observation, Severity

POOR_LCP_MS, POOR_INP_MS, POOR_CLS, POOR_TTFB_MS = 4000, 500, 0.25, 1800


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
    for fact in _worst(seen.of("lcp_ms"), seen.limit):
        said = f"{page(seen, fact)} showed its main content{_named(fact)} after {_took(seen, fact, POOR_LCP_MS)}"
        poor = fact.value > max(seen.limit, POOR_LCP_MS)
        yield _late(seen, fact, said, POOR_LCP_MS, Severity.CRITICAL if poor else Severity.NORMAL)


@friction(
    "slow-inp",
    title="The page lags behind the customer",
    severity=Severity.NORMAL,
    owner="web",
    category="slow",
    limit=200,
    unit="ms",
    source="web.dev/articles/inp: good up to 200 ms, poor over 500 ms (75th percentile of real visits; lab here)",
    harm="the page lags",
    timing=True,
)
def slow_inp(seen: Seen) -> Iterator[Problem]:
    """Interaction to next paint over 200 ms."""
    for fact in _worst(seen.of("inp_ms"), seen.limit):
        where = f" to {fact.element}" if fact.element else ""
        said = f"{page(seen, fact)} took {_took(seen, fact, POOR_INP_MS)} to react{where}"
        yield _late(seen, fact, said, POOR_INP_MS)


@friction(
    "slow-server",
    title="The server answers late",
    severity=Severity.NORMAL,
    owner="backend",
    category="slow",
    limit=800,
    unit="ms",
    source="web.dev/articles/ttfb: good up to 0.8 s, poor over 1.8 s (75th percentile of real visits; lab here)",
    harm="a blank wait",
    timing=True,
)
def slow_server(seen: Seen) -> Iterator[Problem]:
    """Time to the first byte of a page over 0.8 s."""
    for fact in _worst(seen.of("ttfb_ms"), seen.limit):
        said = (
            f"The server took {_took(seen, fact, POOR_TTFB_MS)} to begin to answer with {uncapital(page(seen, fact))}"
        )
        yield _late(seen, fact, said, POOR_TTFB_MS)


@friction(
    "layout-shift",
    title="The page jumps while it is read",
    severity=Severity.NORMAL,
    owner="web",
    category="slow",
    limit=0.1,
    unit="of the view",
    source="web.dev/articles/cls: good up to 0.1, poor over 0.25 (75th percentile of real visits; lab here)",
    harm="the page jumps",
)
def layout_shift(seen: Seen) -> Iterator[Problem]:
    """Cumulative layout shift over 0.1."""
    for fact in _worst(seen.of("cls"), seen.limit):
        moved = f", most of it {fact.element}" if fact.element else ""
        by_much = number(fact.value, 2, over=_crossed(seen, fact, POOR_CLS))
        yield Problem(
            fact,
            expected=f"a layout shift of {seen.limit:g} at most",
            observed=by_much,
            message=f"{page(seen, fact)} jumped by {by_much}{moved}; "
            f"{_scale(seen.limit, POOR_CLS, _plain)} {lab(seen)}.",
            element="",  # what jumps differs from run to run
        )


def _late(seen: Seen, fact: Observation, said: str, poor: float, severity: Severity | None = None) -> Problem:
    return Problem(
        fact,
        expected=f"at most {milliseconds(seen.limit)}",
        observed=_took(seen, fact, poor),
        message=f"{said}; {_scale(seen.limit, poor, milliseconds)} {lab(seen)}.",
        severity=severity,
        element="",  # the largest picture or slowest button may differ from run to run, the page does not (G4)
    )


def _took(seen: Seen, fact: Observation, poor: float) -> str:
    return milliseconds(fact.value, over=_crossed(seen, fact, poor))


def _crossed(seen: Seen, fact: Observation, poor: float) -> float:
    """Return the last of the two limits that a value is over."""
    return poor if fact.value > poor > seen.limit else seen.limit


def _worst(facts: Iterable[Observation], limit: float) -> list[Observation]:
    """Return the highest value of each page over the limit: a vital grows while its page lives."""
    highest: dict[str, Observation] = {}
    for each in facts:
        if each.value > limit and (each.url not in highest or each.value > highest[each.url].value):
            highest[each.url] = each
    return list(highest.values())


def _scale(limit: float, poor: float, say: Callable[[float], str]) -> str:
    if limit >= poor:
        return f"{say(limit)} is the limit here"
    return f"{say(limit)} is good and over {say(poor)} is poor"


def _named(fact: Observation) -> str:
    return f" ({fact.element})" if fact.element else ""


def _plain(value: float) -> str:
    return f"{value:g}"
