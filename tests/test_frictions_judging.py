"""The registry, the judge and the way of a finding to its owner."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest
from friction_facts import ANNA, BUSY, CONDITIONS, SHOP, fact, journey, judged, kinds, only, press
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper import frictions
from mystery_shopper.frictions import TOO_BUSY, Judge, Problem, RuleError, Seen, friction, judge
from mystery_shopper.frictions.registry import forget
from mystery_shopper.frictions.wording import listed, milliseconds, quoted
from mystery_shopper.model import OBSERVATIONS, Evidence, Expectation, Journey, Moment, Observation, Severity

OWN: dict[str, Any] = {"title": "Gift wrap is missing", "severity": Severity.MINOR, "owner": "gifts"}


@pytest.fixture
def own_rules() -> Iterator[None]:
    before = set(frictions.kinds())
    yield
    forget(*set(frictions.kinds()) - before)


@pytest.mark.usefixtures("own_rules")
def test_a_rule_of_a_companys_own_is_judged_like_any_other() -> None:
    @friction("gift-wrap-missing", **OWN)
    def gift_wrap_missing(seen: Seen) -> Iterator[Problem]:
        for each in seen.of("x-gift-wrap"):
            if not each.value:
                yield Problem(each, "gift wrap", "none", "The shop offers no gift wrap.")

    found = only(fact("x-gift-wrap", False))
    assert (found.kind, found.owner, found.severity, found.title) == (
        "gift-wrap-missing",
        "gifts",
        Severity.MINOR,
        "Gift wrap is missing",
    )
    assert judged(fact("x-gift-wrap", True)) == []


def nothing(seen: Seen) -> list[Problem]:
    return []


def two(seen: Seen, other: int) -> list[Problem]:
    return []


async def later(seen: Seen) -> list[Problem]:
    return []


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a malformed id": ({"kind": "Gift Wrap"}, "lower-case words joined by hyphens. Write it like 'gift-wrap-missing'"),
    "an id that is taken": ({"kind": "slow-lcp"}, "is registered already at "),
    "no title": ({"title": " "}, "has an empty title"),
    "no owner": ({"owner": ""}, "has an empty owner"),
    "a severity in words": ({"severity": "blocker"}, "Did you mean 'Severity.BLOCKER'?"),
    "an unknown category": ({"category": "does not wrok"}, "Did you mean 'does not work'?"),
    "a limit that is no number": ({"limit": "2 s", "unit": "s"}, "has limit '2 s', which is not a number"),
    "a limit without a unit": ({"limit": 2}, "has limit 2 and unit ''. Give both, or neither"),
    "an unknown class": ({"friction_class": "C"}, "has friction_class 'C'"),
    "two arguments": ({"rule": two}, "must be a function of one argument: def two(seen: Seen)"),
    "an async rule": ({"rule": later}, "is async and would never run. Write a plain `def later(seen: Seen)`"),
}


@pytest.mark.parametrize(("changes", "said"), BAD.values(), ids=BAD.keys())
def test_a_bad_declaration_says_where_and_what(changes: dict[str, Any], said: str) -> None:
    asked = {"kind": "gift-wrap-missing", **OWN, **changes}
    rule, kind = asked.pop("rule", nothing), asked.pop("kind")
    with pytest.raises(RuleError) as caught:
        friction(kind, **asked)(rule)
    assert said in str(caught.value)
    assert "test_frictions_judging.py:" in str(caught.value)
    assert "gift-wrap-missing" not in frictions.kinds()


@pytest.mark.usefixtures("own_rules")
def test_a_module_that_is_loaded_twice_registers_once() -> None:
    for _ in range(2):
        friction("gift-wrap-missing", **OWN)(nothing)
    assert frictions.find_kind("gift-wrap-missing").rule is nothing


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(RuleError, match="Did you mean 'price-drift'"):
        frictions.find_kind("price-drfit")


def test_every_kind_is_described() -> None:
    for kind in frictions.describe():
        assert kind.title
        assert not kind.title.endswith(".")
        assert kind.source, kind.id
        assert kind.harm, kind.id
        assert kind.rule.__doc__, kind.id
        assert (kind.limit is None) == (kind.unit == "")
    assert [each.id for each in frictions.describe()] != sorted(frictions.kinds()), "grouped by category"


def test_the_kinds_of_the_catalogue_that_a_purchase_needs_are_there() -> None:
    needed = """
        landing-unusable purchase-failed decline-unrecoverable three-ds-stuck payment-frame-failed slow-lcp layout-shift
        slow-inp slow-server wait-no-feedback wait-too-long js-error-on-path api-error-on-path broken-link-on-path
        dead-click obscured-target price-drift total-wrong late-extra-cost image-broken form-data-lost
        error-not-identified field-unlabelled low-contrast keyboard-blocked email-missing confirmation-incomplete
        basket-lost
    """
    assert set(needed.split()) <= set(frictions.kinds())


# ------------------------------------------------------------------ owners


LATE = fact("lcp_ms", 3000)


def test_the_owner_is_the_one_that_the_map_names_first() -> None:
    asked = Expectation("slow-lcp", owner="Speed")
    by_kind, by_team, by_moment = {"slow-lcp": "Kind"}, {"WEB": "Team"}, "Moment"
    assert only(LATE, on=replace(journey(asked, owner=by_moment), owners=by_kind | by_team)).owner == "Speed"
    assert only(LATE, on=replace(journey(owner=by_moment), owners=by_kind | by_team)).owner == "Kind"
    assert only(LATE, on=replace(journey(owner=by_moment), owners=by_team)).owner == "Team"
    assert only(LATE, on=journey(owner=by_moment)).owner == "Moment"
    assert only(LATE).owner == "web"
    assert only(LATE, on=journey(owner=by_moment)).usual_team == "web"


def test_what_a_finding_is_about_tells_two_causes_apart_and_is_no_element() -> None:
    first, second = (only(fact("unmet", "It is not so.", step=step)) for step in ("Then one", "Then another"))
    assert first.fingerprint != second.fingerprint
    assert first.element == second.element == ""


def test_the_map_may_change_the_severity_or_ask_for_silence() -> None:
    assert only(LATE, on=journey(Expectation("slow-lcp", severity=Severity.BLOCKER))).severity is Severity.BLOCKER
    silent = journey(Expectation("slow-lcp", off=True, because="known"))
    assert judged(LATE, on=silent) == []
    assert kinds(LATE, fact("lcp_ms", 3000, "basket"), on=silent) == ["slow-lcp"], "only at that moment"


def test_a_hand_over_is_named() -> None:
    def on(*moments: Moment) -> Journey:
        return Journey("j", "J", "g", moments)

    web, shop = Moment("find", "Find", "Web"), Moment("choose", "Choose", "Shop")
    assert only(LATE, on=on(web, shop)).handoff == "Web -> Shop"
    assert only(LATE, on=on(replace(web, owner="Shop"), shop)).handoff == ""
    assert only(LATE, on=on(shop)).handoff == ""
    assert only(LATE, on=on(web, replace(shop, channel="e-mail"))).handoff == "Web (web) -> Shop (e-mail)"
    assert only(LATE, on=on(replace(web, owner=""), shop)).handoff == ""


def test_a_moment_that_the_map_does_not_know_goes_to_the_usual_team() -> None:
    found = only(fact("lcp_ms", 3000, "gift-wrap"))
    assert (found.moment, found.owner, found.handoff) == ("gift-wrap", "web", "")


def test_each_moment_of_one_look_has_its_own_limit() -> None:
    asked = journey(Expectation("slow-lcp", limit=5000))
    assert kinds(fact("lcp_ms", 4500), fact("lcp_ms", 4500, "basket"), on=asked) == ["slow-lcp"]


# ------------------------------------------------------------------ one cause, one finding


def test_a_repeat_is_counted_and_not_told_again() -> None:
    mind = Judge(ANNA, journey(), CONDITIONS)
    assert len(mind.look([LATE])) == 1
    assert mind.look([LATE]) == []
    assert mind.look([fact("lcp_ms", 4200)]) == []
    kept = mind.findings[0]
    assert (kept.repeats, kept.severity, kept.observed) == (2, Severity.CRITICAL, "4.2 s"), "the graver one is kept"


def test_what_follows_from_a_cause_becomes_its_evidence() -> None:
    step = {"step": "When she adds it", "moment": "choose"}
    dead = press(
        effects=[], watched_s=4, settled_s=4, repeated=True, evidence=(Evidence("screenshot", "Page"),), **step
    )
    mind = Judge(ANNA, journey(), CONDITIONS)
    assert [each.kind for each in mind.look([dead])] == ["dead-click"]
    assert mind.look([fact("held_up", "it cannot be bought", **step)]) == []
    assert [each.title for each in mind.findings[0].evidence] == ["Page", "Also seen: The purchase cannot be finished"]


def test_an_account_that_is_demanded_because_the_way_of_guests_is_dead_is_no_cause_of_its_own() -> None:
    grey = press(effects=[], watched_s=4, settled_s=4, disabled=True, reason="", moment="checkout")
    forced = fact("account_forced", "a password", "checkout", at=2.0)
    assert kinds(grey, forced) == ["control-disabled-silent"]
    assert kinds(press(moment="checkout"), forced) == ["forced-account"]


def test_a_message_that_cannot_be_sent_is_told_as_that_and_not_by_what_it_failed() -> None:
    step = {"step": "When she writes to the shop", "moment": "help"}
    failed = fact("navigation", 500, via="form", method="POST", url=f"{SHOP}/contact/", **step)
    dead = press(effects=[], watched_s=4, settled_s=4, repeated=True, submits=True, **step)
    stuck = fact("held_up", "the message was not accepted", **step)
    for means in (failed, dead):
        found = only(means, stuck)
        assert (found.kind, found.moment) == ("support-form-dead", "help")
        assert [each.title for each in found.evidence if each.kind == "text"], "how it failed is its evidence"
    assert kinds(failed) == ["api-error-on-path"], "alone it stands for itself"


def test_a_return_whose_page_fails_is_told_as_the_return() -> None:
    step = {"step": "When she starts a return", "moment": "return"}
    page = fact("navigation", 500, via="link", link='link "Start a return"', url=f"{SHOP}/orders/1/return/", **step)
    stuck = fact("held_up", "the return cannot be started", **step)
    found = only(page, stuck)
    assert (found.kind, len(found.evidence)) == ("return-start-blocked", 1)
    assert kinds(page) == ["broken-link-on-path"], "alone it stands for itself"


def test_a_page_that_says_that_it_is_not_there_is_not_blamed_for_a_missing_price() -> None:
    mug, other = f"{SHOP}/product/mug", f"{SHOP}/product/tea"
    gone = fact("navigation", 200, soft_404=True, title="Page not found", via="link", link='link "Mug"', url=mug)
    bare: dict[str, Any] = {"price": None, "currency": "", "available": True, "waits": False}
    assert kinds(gone, fact("product", "Mug", url=mug, **bare)) == ["broken-link-on-path"]
    assert "price-missing" in kinds(gone, fact("product", "Tea", url=other, **bare)), "another page"


def test_a_voucher_whose_button_is_dead_is_told_as_the_voucher() -> None:
    step = {"step": "When she enters the voucher", "moment": "basket"}
    dead = press(effects=[], watched_s=4, settled_s=4, repeated=True, submits=True, written=True, **step)
    assert kinds(dead, fact("voucher", "WELCOME10", said="", **step)) == ["voucher-mishandled"]
    elsewhere = {**step, "step": "When she goes to the checkout"}
    other = press(effects=[], watched_s=4, settled_s=4, repeated=True, **elsewhere)
    assert "dead-click" in kinds(other, fact("voucher", "WELCOME10", said="", **step)), (
        "another button is another cause"
    )


def test_the_gravest_finding_comes_first() -> None:
    facts = [fact("image_broken", "a.jpg"), fact("cls", 0.5), fact("payment_frame", False, "pay", waited_s=11)]
    assert judged(*facts)[0].kind == "payment-frame-failed"


def test_an_inconclusive_visit_is_no_friction_of_the_shops() -> None:
    robot = fact("inconclusive", "the shop asked for proof of being human")
    assert judged(fact("navigation", 403, landing=True), robot) == []
    mind = Judge(ANNA, journey(), CONDITIONS)
    mind.look([robot])
    assert mind.look([fact("payment_frame", False, "pay")]) == []


def test_what_has_no_oracle_is_not_checked() -> None:
    mind = Judge(ANNA, journey(), BUSY)
    mind.look([fact("not_checked", "email-missing", reason="no inbox")])
    assert mind.not_checked["email-missing"] == "no inbox"
    assert mind.not_checked["slow-lcp"] == "the machine was too busy to judge time"
    assert "dead-click" not in mind.not_checked
    assert not Judge(ANNA, journey(), CONDITIONS).not_checked


def test_the_pure_function_says_the_same_as_the_judge() -> None:
    facts = [fact("lcp_ms", 3000), fact("cls", 0.4, "basket")]
    more: dict[str, Any] = {"persona": ANNA, "journey": journey(), "conditions": CONDITIONS}
    first = judge(facts[:1], facts[:1], **more)
    assert [each.kind for each in first] == ["slow-lcp"]
    assert [each.kind for each in judge(facts[1:], facts, **more)] == ["layout-shift"]
    known = {first[0].fingerprint}
    assert judge(facts[:1], facts[:1], already=known, **more) == []


# ------------------------------------------------------------------ rules that crash


@pytest.mark.usefixtures("own_rules")
def test_a_rule_that_crashes_is_our_fault_and_stops_nothing() -> None:
    @friction("gift-wrap-missing", **OWN)
    def crashes(seen: Seen) -> Iterator[Problem]:
        yield Problem(seen.new[0], "a", "b", "c")
        raise KeyError("wrap")

    mind = Judge(ANNA, journey(), CONDITIONS)
    assert [each.kind for each in mind.look([LATE])] == ["slow-lcp"]
    mind.look([LATE])
    assert len(mind.faults) == 1
    assert "the rule for 'gift-wrap-missing' failed with KeyError: 'wrap'" in str(mind.faults[0])
    assert "test_frictions_judging.py:" in str(mind.faults[0])
    assert "says nothing about the shop" in str(mind.faults[0])


@pytest.mark.usefixtures("own_rules")
def test_a_rule_that_yields_something_else_is_told_so() -> None:
    friction("gift-wrap-missing", **OWN)(lambda seen: cast(list[Problem], ["too slow"]))
    mind = Judge(ANNA, journey(), CONDITIONS)
    mind.look([LATE])
    assert "a rule yields Problem(...), not 'too slow'" in str(mind.faults[0])


@pytest.mark.usefixtures("own_rules")
def test_a_rule_learns_once_that_the_visit_is_over() -> None:
    seen_ends: list[tuple[str, int]] = []

    @friction("gift-wrap-missing", **OWN)
    def at_the_end(seen: Seen) -> list[Problem]:
        if seen.ended:
            seen_ends.append((seen.moment.id, len(seen.new)))
        return []

    judged(fact("lcp_ms", 1), fact("lcp_ms", 1, "basket"))
    assert seen_ends == []
    judged(fact("lcp_ms", 1), fact("lcp_ms", 1, "basket"), ended=True)
    assert seen_ends == [("basket", 0)]


# ------------------------------------------------------------------ what a rule sees


def test_what_a_rule_sees() -> None:
    facts = [fact("price", 1, at=1), fact("totals", 2, at=2), fact("price", 3, at=3), fact("price", 4, at=4)]
    seen = Seen(tuple(facts[2:]), tuple(facts), ANNA, journey(), Moment("choose", "Choose"), CONDITIONS)
    assert [each.value for each in seen.of("price")] == [3, 4]
    assert [each.value for each in seen.before("price", "totals")] == [1, 2]
    assert [each.value for each in seen.ever("price")] == [1, 3, 4]
    assert seen.last("totals") is facts[1]
    assert seen.last("mail") is None
    assert [each.value for each in replace(seen, new=()).before("price")] == [1, 3, 4]


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0 ms"), (999, "999 ms"), (1000, "1 s"), (1040, "1 s"), (1100, "1.1 s"), (14_300, "14 s")]
)
def test_durations_are_said_as_people_say_them(value: float, said: str) -> None:
    assert milliseconds(value) == said


def test_long_lists_are_counted_and_long_texts_cut() -> None:
    assert [listed("ab"[:n]) for n in range(3)] == ["", "a", "a and b"]
    assert listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert quoted("one\n two") == "“one two”"
    assert len(quoted("x" * 500)) == 162


# ------------------------------------------------------------------ all rules at once


def test_a_visit_without_observations_has_no_finding() -> None:
    assert judged() == []
    assert judged(ended=True) == []


@pytest.mark.parametrize("name", [each for each in OBSERVATIONS if each not in ("held_up", "gave_up")])
@pytest.mark.parametrize("value", [0, 1, True, Decimal(1)])
def test_an_observation_without_detail_crashes_no_rule(name: str, value: float | Decimal) -> None:
    found = judged(Observation(name, value, "pay"), ended=True)
    assert len(found) <= 3


TROUBLES: list[Observation] = [
    fact("lcp_ms", 4200, at=1),
    fact("ttfb_ms", 900, at=1),
    fact("cls", 0.3, "basket", at=2),
    fact("price", Decimal("24.90"), where="product", product="Mug", currency="GBP", at=3),
    fact("price", Decimal("29.90"), "basket", where="basket", product="Mug", currency="GBP", at=4),
    fact("image_broken", f"{SHOP}/mug.jpg", at=5),
    press(effects=[], watched_s=4, settled_s=4, repeated=True, at=6),
    fact("js_error", "TypeError: x", after_action='press button "Add"', since_action_s=0.1, at=6),
    fact("axe", "label", "checkout", nodes=[{"target": "#phone"}], at=7),
    fact("decline", "", "pay", readable=False, waited_s=10, basket_kept=True, can_retry=False, at=8),
    fact("payment_frame", False, "pay", waited_s=10, at=9),
    fact("held_up", "no way to pay again", "pay", at=9),
]


@given(st.randoms(use_true_random=False))
def test_the_order_of_what_is_new_changes_no_verdict(luck: random.Random) -> None:
    shuffled = TROUBLES[:]
    luck.shuffle(shuffled)
    assert kinds(*shuffled) == kinds(*TROUBLES)


@given(st.lists(st.sampled_from(TROUBLES), max_size=6), st.booleans())
def test_the_same_visit_has_the_same_fingerprints(facts: list[Observation], ended: bool) -> None:
    first = [each.fingerprint for each in judged(*facts, ended=ended)]
    assert first == [each.fingerprint for each in judged(*facts, ended=ended)]
    assert len(set(first)) == len(first)


def test_a_time_is_held_against_the_shop_only_where_the_machine_has_room_to_measure_it() -> None:
    slow = fact("ttfb_ms", 4000.0)
    crowded = Judge(ANNA, journey(), CONDITIONS, has_room=lambda since, until: False)
    assert crowded.look([slow]) == []
    assert not crowded.conditions.timings_judged
    assert crowded.not_checked["slow-server"] == TOO_BUSY
    roomy = Judge(ANNA, journey(), CONDITIONS, has_room=lambda since, until: True)
    assert [each.kind for each in roomy.look([slow])] == ["slow-server"]


@pytest.mark.parametrize(
    ("slow", "span"),
    [
        (fact("ttfb_ms", 3000.0, at=10.0), (7.0, 10.0)),
        (fact("action", "press", at=20.0, target="button Pay", effects=["dom"], settled_s=12.0), (8.0, 20.0)),
        (fact("gave_up", 15.0, at=40.0, waiting_for="the order"), (25.0, 40.0)),
    ],
)
def test_the_machine_is_asked_about_the_very_seconds_that_were_measured(
    slow: Observation, span: tuple[float, float]
) -> None:
    asked = []

    def note(since: float, until: float) -> bool:
        asked.append((since, until))
        return False

    Judge(ANNA, journey(), CONDITIONS, has_room=note).look([slow])
    assert asked == [span]


def test_the_machine_is_asked_for_room_only_when_a_time_is_to_be_blamed() -> None:
    def never(since: float, until: float) -> bool:
        raise AssertionError("nobody needs to know")

    assert Judge(ANNA, journey(), CONDITIONS, has_room=never).look([fact("ttfb_ms", 100.0)]) == []
