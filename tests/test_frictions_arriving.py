"""Pages that cannot be used, links that lead nowhere, and circles."""

from __future__ import annotations

from typing import Any

import pytest
from friction_facts import BUSY, SHOP, fact, judged, kinds, only

from mystery_shopper.model import Observation, Severity

HOME = f"{SHOP}/"


def came(status: int = 200, moment: str = "arrive", **detail: Any) -> Observation:
    return fact("navigation", status, moment, **{"url": HOME, "via": "address", "landing": True, **detail})


UNUSABLE = {
    "an error": came(503),
    "not there": came(404),
    "no answer": came(0, error="net::ERR_EMPTY_RESPONSE"),
    "a soft 404": came(soft_404=True, title="Page not found"),
    "a blank page": came(blank=True),
    "a notice instead of a shop": came(closed="Back in a moment"),
}


@pytest.mark.parametrize("seen", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_first_page_that_cannot_be_used(seen: Observation) -> None:
    found = only(seen, fact("held_up", "she found no shop", "arrive"))
    assert (found.kind, found.severity, found.owner) == ("landing-unusable", Severity.BLOCKER, "backend")


def test_a_first_page_that_stays_blank() -> None:
    blank = fact("fcp_ms", 10_001, "arrive", url=HOME)
    assert "stayed blank for 10.001 s" in only(came(), blank).message
    assert judged(came(), fact("fcp_ms", 10_000, "arrive", url=HOME)) == []
    assert judged(came(), blank, conditions=BUSY) == []
    assert judged(came(landing=False), blank) == []


@pytest.mark.parametrize("status", [200, 304, 399])
def test_a_first_page_that_came(status: int) -> None:
    assert judged(came(status)) == []


@pytest.mark.parametrize("status", [400, 404, 410, 500])
def test_a_link_that_leads_nowhere(status: int) -> None:
    found = only(
        fact("navigation", status, "find", via="link", link='link "Kitchen"', url=f"{SHOP}/kitchenware/"),
        fact("held_up", "the category does not open", "find"),
    )
    assert (found.kind, found.severity, found.owner) == ("broken-link-on-path", Severity.CRITICAL, "web")
    assert found.message == (
        f'Link "Kitchen" leads to {SHOP}/kitchenware/, which answered with status {status}; a page was expected.'
    )


@pytest.mark.parametrize("status", [404, 500, 0])
def test_a_link_that_leads_to_an_error_without_a_word(status: int) -> None:
    assert kinds(fact("navigation", status, "find", via="link", blank=True)) == ["broken-link-on-path"]


FINE = {
    "a page": fact("navigation", 200, via="link"),
    "a page that is still being made": fact("navigation", 200, via="link", blank=True),
    "who are you": fact("navigation", 401, via="link"),
    "an address that she typed": fact("navigation", 404, via="address"),
}


@pytest.mark.parametrize("seen", FINE.values(), ids=FINE.keys())
def test_what_is_no_broken_link(seen: Observation) -> None:
    assert judged(seen) == []


def test_a_link_of_an_e_mail_belongs_to_those_who_write_e_mails() -> None:
    found = only(fact("navigation", 404, "mail", via="address"))
    assert (found.kind, found.owner) == ("email-link-broken", "CRM")
    assert kinds(fact("navigation", 404, "mail", via="link")) == ["email-link-broken"]


def carried(*at: float, via: str = "redirect") -> list[Observation]:
    return [fact("navigation", 200, "checkout", via=via, at=each, url=f"{SHOP}/checkout") for each in at]


def test_a_page_that_redirects_to_itself() -> None:
    circle = fact("navigation", 0, "pay", via="form", error="net::ERR_TOO_MANY_REDIRECTS")
    found = only(circle)
    assert (found.kind, found.severity, found.observed) == ("page-loop", Severity.CRITICAL, "redirects without end")
    assert kinds(fact("navigation", 0, "find", via="link", error="net::ERR_TOO_MANY_REDIRECTS")) == ["page-loop"]
    stopped = fact("held_up", "nothing leads on in the checkout", "pay")
    assert kinds(circle, stopped) == ["page-loop"], "that she was held up is what comes of it"


def test_three_times_the_same_page_within_fifteen_seconds() -> None:
    assert only(*carried(1, 8, 16)).kind == "page-loop"
    assert judged(*carried(1, 8, 16.1)) == []
    assert judged(*carried(1, 8)) == []
    assert judged(*carried(1, 8, 15, via="link")) == [], "she chose it herself"
    counted = [fact("navigation", 200, "basket", via="script", at=at, url=f"{SHOP}/basket?r={at}") for at in (1, 2, 3)]
    assert kinds(*counted) == ["page-loop"], "a number that counts on is no progress"
    got_on = fact("navigation", 200, "checkout", at=9, via="link", url=f"{SHOP}/help")
    assert judged(*carried(1, 8, 15), got_on) == [], "she went elsewhere in between"
