"""Script errors and failed requests: those on the path, and those that nobody suffers from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from friction_facts import SHOP, fact, judged, kinds, only, press

from mystery_shopper.model import Observation, Severity

ACT = 'press button "Add"'
API = f"{SHOP}/api/basket/7"
DEAD: dict[str, Any] = {"effects": [], "watched_s": 3.2, "settled_s": 3.2, "repeated": True}


def error(text: str = "TypeError: x is undefined", **detail: Any) -> Observation:
    return fact(
        "js_error", text, **{"after_action": ACT, "since_action_s": 0.2, "stack": "at add (shop.js:4)", **detail}
    )


def failed(status: Any = 500, name: str = "response_error", **detail: Any) -> Observation:
    own = {"method": "POST", "resource": "fetch", "first_party": True, "after_action": ACT, "since_action_s": 0.4}
    return fact(name, status, detail.pop("moment", "choose"), **{"url": API, **own, **detail})


def test_a_script_error_is_as_grave_as_what_it_breaks() -> None:
    harmless = only(press(), error())
    assert (harmless.kind, harmless.severity, harmless.owner) == ("js-error-on-path", Severity.MINOR, "web")
    assert "TypeError: x is undefined" in harmless.message
    assert only(error(outcome_missing=True)).severity is Severity.CRITICAL
    assert only(error(), fact("held_up", "the product was not added")).severity is Severity.CRITICAL
    assert [each.text for each in harmless.evidence] == ["TypeError: x is undefined\nat add (shop.js:4)"]


def test_a_request_that_a_script_broke_off_itself_is_no_failure() -> None:
    assert judged(press(), error("signal is aborted without reason", error="AbortError")) == []


MISSING = [fact("order", False, declined=True), fact("gave_up", 3.0), fact("held_up", "no")]


@pytest.mark.parametrize("sign", MISSING, ids=lambda each: each.name)
def test_what_she_wanted_is_missing_when_the_same_step_says_so(sign: Observation) -> None:
    def severity(*facts: Observation) -> Severity:
        return next(each.severity for each in judged(*facts) if each.kind == "js-error-on-path")

    assert severity(error(), sign) is Severity.CRITICAL
    assert severity(error(), replace(sign, step="And later")) is Severity.MINOR
    assert severity(error(), replace(sign, moment="pay")) is Severity.MINOR
    assert severity(error(), fact("order", True)) is Severity.MINOR


def test_another_dead_button_is_not_what_the_script_broke() -> None:
    other = press('button "Zoom"', effects=[], watched_s=1.0)
    assert only(press(), other, error()).severity is Severity.MINOR


def test_a_dead_button_whose_script_fails_has_one_cause() -> None:
    found = only(press(**DEAD), error())
    assert (found.kind, found.severity) == ("js-error-on-path", Severity.CRITICAL)
    assert "Also seen: A control does nothing" in [each.title for each in found.evidence]


CALM = {
    "long after the act": {"since_action_s": 1.1},
    "no act before it": {"after_action": ""},
    "an analytics script": {"first_party": False},
    "a browser's own complaint": {"text": "ResizeObserver loop completed with undelivered notifications."},
    "a foreign script without words": {"text": "Script error."},
    "an empty text": {"text": ""},
}


@pytest.mark.parametrize("detail", CALM.values(), ids=CALM.keys())
def test_errors_that_are_no_friction(detail: dict[str, Any]) -> None:
    assert judged(press(), error(**detail)) == []


def test_the_same_error_on_every_page_is_one_finding() -> None:
    assert only(error(url=f"{SHOP}/a"), error(url=f"{SHOP}/b", moment="basket")).kind == "js-error-on-path"


def test_a_failed_request_of_the_act() -> None:
    found = only(failed())
    assert (found.kind, found.owner, found.severity) == ("api-error-on-path", "backend", Severity.CRITICAL)
    assert found.message == (
        f"After “{ACT}” the request POST {API} failed with status 500; an answer below 400 was expected."
    )
    assert only(failed(404)).severity is Severity.NORMAL
    assert only(failed("net::ERR_CONNECTION_RESET", "request_failed")).kind == "api-error-on-path"
    assert only(fact("navigation", 500, via="form", method="POST", element='button "Add"')).kind == "api-error-on-path"
    assert only(failed(503, resource="script")).severity is Severity.CRITICAL


UNHARMED = {
    "somebody else's server": failed(first_party=False),
    "no act before it": failed(after_action=""),
    "long after the act": failed(since_action_s=10.1),
    "who are you": failed(401),
    "your card was declined": failed(402),
    "a picture": failed(404, resource="image"),
    "a beacon": failed(500, resource="ping"),
    "an aborted prefetch": failed("net::ERR_ABORTED", "request_failed"),
    "a blocked tracker": failed("net::ERR_BLOCKED_BY_CLIENT", "request_failed"),
    "a dead network": failed("net::ERR_INTERNET_DISCONNECTED", "request_failed"),
    "a frame, which is judged by what it is for": failed(503, resource="document"),
    "an old style sheet": failed(404, resource="stylesheet"),
    "a form that comes back with its mistakes": fact("navigation", 422, via="form"),
}


@pytest.mark.parametrize("seen", UNHARMED.values(), ids=UNHARMED.keys())
def test_requests_that_are_no_friction(seen: Observation) -> None:
    assert judged(press(), seen) == []


@pytest.mark.parametrize("status", [400, 403, 409, 422])
def test_a_refusal_is_expected_where_a_form_was_refused(status: int) -> None:
    refused = fact("form_submitted", "rejected", errors=[{"text": "Enter a name", "field": "Name", "on_screen": True}])
    assert judged(failed(status), refused) == []
    assert kinds(failed(status)) == ["api-error-on-path"]


@pytest.mark.parametrize("status", [400, 404, 409, 410, 422])
def test_a_voucher_or_a_quantity_that_is_refused_in_words_is_an_answer(status: int) -> None:
    here = failed(status, moment="basket", step="When she tries")
    no = {"refused": True, "said": "This code is not valid"}
    assert judged(here, fact("voucher", "TEN", "basket", step="When she tries", **no)) == []
    cap = fact("basket", 2, "basket", step="When she tries", when="after change", expected=3, announced=True)
    assert judged(here, cap) == []
    assert kinds(here, replace(cap, step="When she did before")) == ["api-error-on-path"]
    silent = fact("voucher", "TEN", "basket", step="When she tries", refused=True, said="")
    assert kinds(here, silent) == ["voucher-mishandled"], "that nobody said why is what hurts her"
    assert "api-error-on-path" in kinds(replace(here, value=500), cap), "a server that fails is another thing"


@pytest.mark.parametrize(
    "act", ['fill text field "Postcode"', 'let the browser fill from text field "Name"', 'choose in list "Country"']
)
def test_what_is_looked_up_for_a_field_may_be_unknown_but_not_the_service(act: str) -> None:
    asked: dict[str, Any] = {"method": "GET", "after_action": act, "since_action_s": 0.1}
    assert judged(failed(404, **asked, content="application/json")) == []
    assert kinds(failed(404, **asked, content="text/html")) == ["api-error-on-path"]
    assert kinds(failed(500, **asked, content="application/json")) == ["api-error-on-path"]


def test_a_page_that_opens_may_be_told_that_there_is_nothing_yet() -> None:
    opened = fact("action", "go", target=SHOP, navigated=True, could_at=1.0, at=2.0)
    asked: dict[str, Any] = {"method": "GET", "after_action": f"go {SHOP}", "since_action_s": 0.6, "at": 1.6}
    assert judged(opened, failed(404, **asked)) == []
    assert kinds(opened, failed(500, **asked)) == ["api-error-on-path"], "a server that fails is another thing"
    assert kinds(opened, failed(404, **{**asked, "method": "POST"})) == ["api-error-on-path"]
    assert kinds(opened, failed(404, **{**asked, "after_action": ACT})) == ["api-error-on-path"], (
        "she has pressed since"
    )


def test_a_script_that_fails_because_its_request_does_has_one_cause() -> None:
    assert kinds(failed(), error(), press(**DEAD)) == ["api-error-on-path"]


def test_an_order_that_fails_with_its_request_is_a_failed_purchase() -> None:
    at_pay = {"moment": "pay", "step": "And she pays by card"}
    facts = [
        failed(**at_pay),
        error(**at_pay),
        fact("navigation", 500, via="form", **at_pay),
        fact("order", False, tried=True, error_text='status 500, "Server error"', **at_pay),
        fact("held_up", "the order was not confirmed", **at_pay),
    ]
    found = only(*facts)
    assert (found.kind, found.owner, found.moment) == ("purchase-failed", "product", "pay")
    assert sum(each.title.startswith("Also seen") for each in found.evidence) >= 3
    assert only(*reversed(facts)).fingerprint == found.fingerprint


def test_causes_that_go_in_a_circle_still_leave_one_finding() -> None:
    at_pay = {"moment": "pay", "step": "And she pays by card"}
    facts = [
        press('button "Pay"', submits=True, **DEAD, **at_pay),
        error(outcome_missing=True, **at_pay),
        fact("order", False, tried=True, **at_pay),
    ]
    assert kinds(*facts) == ["js-error-on-path"]
    assert kinds(*reversed(facts)) == ["js-error-on-path"]
