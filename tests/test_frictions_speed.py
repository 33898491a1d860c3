"""The web vitals rules: over the limit, just below it, and graded."""

from __future__ import annotations

import random
from typing import Any

import pytest
from friction_facts import BUSY, SHOP, fact, journey, judged, kinds, only, press
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.frictions.wording import milliseconds, number
from mystery_shopper.model import Expectation, Severity

VITALS = [
    ("lcp_ms", "slow-lcp", 2500, "web"),
    ("inp_ms", "slow-inp", 200, "web"),
    ("ttfb_ms", "slow-server", 800, "backend"),
    ("cls", "layout-shift", 0.1, "web"),
]


@pytest.mark.parametrize(("name", "kind", "limit", "owner"), VITALS)
def test_over_the_limit_is_a_finding_and_at_the_limit_is_none(name: str, kind: str, limit: float, owner: str) -> None:
    found = only(fact(name, limit * 1.04))
    assert (found.kind, found.owner, found.moment) == (kind, owner, "choose")
    assert judged(fact(name, limit)) == []
    assert judged(fact(name, 0)) == []


@pytest.mark.parametrize(("name", "kind", "limit", "owner"), VITALS)
@given(low=st.floats(0, 60_000), more=st.floats(0, 60_000))
def test_worse_is_never_better(name: str, kind: str, limit: float, owner: str, low: float, more: float) -> None:
    def rank(value: float) -> int:
        return max((each.severity.rank for each in judged(fact(name, value))), default=-1)

    assert rank(low) <= rank(low + more)


def test_the_sentence_has_both_numbers_and_the_conditions() -> None:
    titled = fact("navigation", 200, title="Enamel mug", url=f"{SHOP}/p/1")
    found = only(titled, fact("lcp_ms", 5200, url=f"{SHOP}/p/1", element='picture "Enamel mug"'))
    assert found.message == (
        'The page “Enamel mug” showed its main content (picture "Enamel mug") after 5.2 s; '
        "2.5 s is good and over 4 s is poor (lab: Moto G, slow 4G)."
    )
    assert (found.expected, found.observed) == ("at most 2.5 s", "5.2 s")


@pytest.mark.parametrize(
    ("value", "severity"), [(2600, Severity.NORMAL), (4000, Severity.NORMAL), (4001, Severity.CRITICAL)]
)
def test_a_late_paint_is_graded(value: float, severity: Severity) -> None:
    assert only(fact("lcp_ms", value)).severity is severity


def test_the_map_may_set_another_limit() -> None:
    stricter = journey(Expectation("slow-lcp", limit=2000, because="our promise to phones"))
    found = only(fact("lcp_ms", 2100), on=stricter)
    assert "2 s is good" in found.message
    assert found.because == "our promise to phones"
    assert judged(fact("lcp_ms", 5000), on=journey(Expectation("slow-lcp", limit=6000))) == []
    assert (
        "6 s is the limit here" in only(fact("lcp_ms", 7000), on=journey(Expectation("slow-lcp", limit=6000))).message
    )


def test_the_highest_value_of_a_page_counts_once() -> None:
    facts = [fact("cls", each / 100) for each in (5, 12, 31, 20)]
    random.Random(1).shuffle(facts)
    assert only(*facts).observed == "0.31"


def test_a_content_that_is_late_because_the_server_is_has_one_cause() -> None:
    assert kinds(fact("ttfb_ms", 3100), fact("lcp_ms", 3500)) == ["slow-server"]
    assert kinds(fact("ttfb_ms", 3100), fact("lcp_ms", 5700)) == ["slow-lcp", "slow-server"]
    assert kinds(fact("ttfb_ms", 300), fact("lcp_ms", 2700)) == ["slow-lcp"]


def test_a_server_that_lets_a_press_wait_in_silence_is_told_once() -> None:
    took: dict[str, Any] = {"changed_s": 3.2, "settled_s": 3.2, "effects": ["url", "network"], "navigated": True}
    sent = press('button "Search"', **took)
    assert kinds(sent, fact("ttfb_ms", 3100), fact("lcp_ms", 3300)) == ["wait-no-feedback"]
    assert kinds(sent, fact("ttfb_ms", 3100), fact("lcp_ms", 3300, url=f"{SHOP}/other")) == [
        "slow-lcp",
        "wait-no-feedback",
    ]


def test_a_busy_machine_judges_no_time_and_still_judges_a_jump() -> None:
    facts = (fact("lcp_ms", 9000), fact("inp_ms", 900), fact("ttfb_ms", 9000), fact("cls", 0.5))
    assert kinds(*facts, conditions=BUSY) == ["layout-shift"]


def test_two_pages_are_two_findings_and_two_products_are_one() -> None:
    assert len(judged(fact("lcp_ms", 3000, url=f"{SHOP}/home"), fact("lcp_ms", 3000, url=f"{SHOP}/about"))) == 2
    assert only(fact("lcp_ms", 3000, url=f"{SHOP}/p/12"), fact("lcp_ms", 3000, url=f"{SHOP}/p/13")).kind == "slow-lcp"


@pytest.mark.parametrize(
    ("value", "digits", "limit", "said"),
    [(4.04, 1, 4, "4.04"), (4.0, 1, 4, "4"), (10.3, 0, 10, "10.3"), (12.4, 0, 10, "12"), (0.104, 2, 0.1, "0.104")],
)
def test_a_number_never_reads_like_the_limit_that_it_is_over(
    value: float, digits: int, limit: float, said: str
) -> None:
    assert number(value, digits, over=limit) == said


@given(limit=st.integers(1, 50).map(lambda each: each * 100), more=st.floats(1, 5000))
def test_neither_does_a_time(limit: int, more: float) -> None:
    assert milliseconds(limit + more, over=limit) != milliseconds(limit)
