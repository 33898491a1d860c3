"""Acts that do nothing, cannot be done or take too long; and what is none of that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from friction_facts import ANNA, BUSY, SHOP, fact, judged, kinds, only, press
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.model import Observation, Severity

NOTHING: dict[str, Any] = {"effects": [], "changed_s": None, "settled_s": 3.1, "watched_s": 3.1}


def test_a_button_that_does_nothing_twice_is_dead() -> None:
    found = only(press(**NOTHING), press(**NOTHING, repeated=True))
    assert (found.kind, found.severity, found.owner) == ("dead-click", Severity.CRITICAL, "web")
    assert found.message == (
        'She pressed button "Add" and once more, and nothing at all happened within 3.1 s; '
        "something within 3 s was expected."
    )


def test_a_button_that_does_nothing_once_is_not_yet_certain() -> None:
    assert only(press(**NOTHING)).severity is Severity.NORMAL
    assert only(press(**NOTHING), press(repeated=True)).severity is Severity.NORMAL
    assert only(press(**{**NOTHING, "watched_s": 7.0, "settled_s": 7.0})).severity is Severity.CRITICAL


def test_three_seconds_of_nothing_are_enough() -> None:
    assert only(press(**{**NOTHING, "watched_s": 3.0})).kind == "dead-click"


def test_a_dead_control_that_submits_is_worse() -> None:
    found = only(press(moment="checkout", **NOTHING, repeated=True, submits=True))
    assert (found.kind, found.severity) == ("submit-dead", Severity.BLOCKER)
    assert only(press(**NOTHING, repeated=True, submits=True)).kind == "dead-click", "it sends nothing she has written"
    assert only(press(**NOTHING, repeated=True, submits=True, written=True)).kind == "submit-dead", "a search does"


ALIVE = {
    "watched too short": {**NOTHING, "watched_s": 2.9, "settled_s": 2.9},
    "a text field, a list, a link to the same page, a canvas": {**NOTHING, "exempt": True},
    "disabled, for a reason": {**NOTHING, "disabled": True, "reason": "Choose a size first"},
    "a link that only moves the focus": {**NOTHING, "effects": ["focus"]},
    "a link that only scrolls": {**NOTHING, "effects": ["scroll"]},
    "a new tab": {**NOTHING, "effects": ["tab"]},
    "it shows that it works": {**NOTHING, "busy": True},
}


@pytest.mark.parametrize("detail", ALIVE.values(), ids=ALIVE.keys())
def test_what_is_not_dead(detail: dict[str, Any]) -> None:
    assert judged(press(**detail)) == []


@given(st.floats(0, 60), st.floats(0, 60))
def test_watching_longer_never_makes_a_dead_button_more_alive(one: float, more: float) -> None:
    def rank(watched: float) -> int:
        return max((each.severity.rank for each in judged(press(**{**NOTHING, "watched_s": watched}))), default=-1)

    assert rank(one) <= rank(one + more)


def test_a_covered_control() -> None:
    found = only(press(**NOTHING, obscured_by='dialog "Our letter"'))
    assert (found.kind, found.owner) == ("obscured-target", "web")
    assert 'covered by dialog "Our letter"' in found.message
    assert judged(press(obscured_by="")) == []


def test_a_control_that_stays_grey() -> None:
    assert only(press(**NOTHING, disabled=True, reason="")).kind == "control-disabled-silent"
    assert judged(press(**NOTHING, disabled=True, reason="Sold out")) == []
    assert judged(press(**NOTHING, disabled=True)) == [], "nobody looked for a reason"


def test_silence_of_more_than_a_second() -> None:
    found = only(press(effects=["network", "dom"], changed_s=3.0, settled_s=3.1))
    assert (found.kind, found.severity) == ("wait-no-feedback", Severity.NORMAL)
    assert "nothing on the page changed for 3 s" in found.message
    assert "a sign within 1 s" in found.message


def test_an_addition_that_nothing_shows_is_one_trouble_and_no_wait_beside() -> None:
    sent = press(effects=["network"], changed_s=None, settled_s=1.4)
    lost, basket = fact("added", [], visible=False), fact("basket", 1, "basket", expected=1)
    assert kinds(sent, lost, basket) == ["add-no-feedback"]
    assert kinds(sent, fact("added", ["badge"], visible=True), basket) == ["wait-no-feedback"], "it was shown, late"
    assert kinds(sent, press(), lost, basket) == ["wait-no-feedback"], "another press than the silent one"


FEEDBACK = {
    "just in time": {"changed_s": 1.0, "settled_s": 4.0},
    "a busy sign": {"changed_s": 4.0, "settled_s": 4.0, "busy": True},
    "a spinner that shows progress": {"changed_s": 4.0, "settled_s": 9.0, "progress_shown": True},
    "the button went grey": {"changed_s": 4.0, "settled_s": 4.0, "held": True},
    "the page scrolled": {"effects": ["network", "scroll"], "changed_s": None, "settled_s": 4.0},
}


@pytest.mark.parametrize("detail", FEEDBACK.values(), ids=FEEDBACK.keys())
def test_what_shows_that_it_works(detail: dict[str, Any]) -> None:
    assert judged(press(**detail)) == []


def test_the_browser_itself_shows_that_it_reloads() -> None:
    late: dict[str, Any] = {"effects": ["network"], "changed_s": 5.0, "settled_s": 5.0}
    assert judged(fact("action", "reload", **late)) == []
    assert kinds(fact("action", "press", **late)) == ["wait-no-feedback"]


def page_came(target: str, took_s: float) -> tuple[Observation, Observation]:
    act = press(target, effects=["url", "network"], navigated=True, changed_s=took_s + 0.6, settled_s=took_s + 0.6)
    return act, fact("ttfb_ms", took_s * 1000)


def test_a_page_that_comes_late_is_the_servers_after_a_link_and_silence_after_a_form() -> None:
    assert kinds(*page_came('link "Mug"', 3.0)) == ["slow-server"]
    assert kinds(*page_came('button "Add"', 3.0)) == ["wait-no-feedback"]
    assert judged(*page_came('button "Add"', 0.6)) == [], "building the page is not silence"
    assert judged(press(effects=["url"], navigated=True, changed_s=1.5, settled_s=1.5)) == []
    kept_back: dict[str, Any] = {"effects": ["url"], "navigated": True, "changed_s": 2.4, "settled_s": 2.4}
    assert kinds(press(**kept_back, asked_s=2.0)) == ["wait-no-feedback"], "a script asked for it late"
    assert kinds(press('link "Mug"', **kept_back, asked_s=2.0)) == ["wait-no-feedback"]
    assert judged(press(**kept_back, asked_s=0.2)) == []
    drawn_anew = press(effects=["network", "dom", "url"], changed_s=2.4, settled_s=2.5)
    assert kinds(drawn_anew) == ["wait-no-feedback"], "no page came, the same one has another address"


def test_an_answer_that_takes_too_long() -> None:
    found = only(press('button "Pay"', "pay", busy=True, settled_s=14.2, changed_s=0.1))
    assert (found.kind, found.owner, found.severity) == ("wait-too-long", "backend", Severity.CRITICAL)
    assert found.message == 'She waited 14 s for an answer to button "Pay"; 10 s is the limit (lab: Moto G, slow 4G).'
    assert judged(press(busy=True, settled_s=10.0)) == []


def test_progress_that_is_shown_makes_a_long_wait_bearable_up_to_her_patience() -> None:
    assert judged(press(settled_s=14, progress_shown=True)) == []
    assert only(press(settled_s=21, progress_shown=True)).kind == "wait-too-long"


def test_giving_up_is_one_finding_with_her_patience() -> None:
    act = press('button "Pay"', "pay", busy=True, settled_s=8.1, patience_s=8)
    left = fact("gave_up", 8.1, "pay", waiting_for="an answer to the button", patience_s=8.0)
    held = fact("held_up", "no order came", "pay")
    found = only(
        act, left, held, fact("order", False, "pay", tried=True, waited_s=8.1), persona=replace(ANNA, patience_s=8)
    )
    assert found.kind == "wait-too-long"
    assert "she gave up; this persona leaves after 8 s" in found.message


def test_a_wait_that_ended_does_not_explain_an_order_that_failed() -> None:
    act = press('button "Pay"', "pay", busy=True, settled_s=12, at=20)
    failed = fact("order", False, "pay", tried=True, waited_s=1.0, error_text="status 500", at=21)
    assert kinds(act, failed) == ["purchase-failed", "wait-too-long"]
    before = [fact("gave_up", 12, "choose", waiting_for="the picture", step="first", at=1)]
    assert kinds(*before, failed) == ["purchase-failed", "wait-too-long"]


def test_the_pronoun_is_the_personas() -> None:
    assert only(press(settled_s=14, busy=True), persona=replace(ANNA, pronoun="they")).message.startswith("They waited")


def test_time_is_not_judged_on_a_busy_machine_and_a_dead_button_is() -> None:
    waits = (press(changed_s=5, settled_s=5, effects=["network"]), press(settled_s=30, busy=True))
    assert judged(*waits, conditions=BUSY) == []
    assert judged(fact("gave_up", 20, "pay"), fact("held_up", "no order", "pay"), conditions=BUSY) == []
    assert kinds(press(**NOTHING, repeated=True), conditions=BUSY) == ["dead-click"]


def test_a_long_wait_swallows_its_own_silence_and_its_own_server() -> None:
    act = press(
        'button "Pay"', "pay", effects=["url"], navigated=True, changed_s=14.5, settled_s=14.5, url=f"{SHOP}/done"
    )
    assert kinds(act, fact("ttfb_ms", 14_000, "confirm", url=f"{SHOP}/done")) == ["wait-too-long"]


def test_the_wait_for_an_order_is_the_wait_after_its_press() -> None:
    act = press('button "Pay"', "pay", busy=True, settled_s=14.2, step="And she pays", at=50)
    order = fact("order", True, "confirm", waited_s=14.3, step="And she pays", at=51)
    assert only(act, order).moment == "pay"
    assert kinds(order) == ["wait-too-long"], "a wait that no press shows counts by itself"
