"""Payments, orders and what follows them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from friction_facts import BUSY, fact, journey, judged, kinds, only

from mystery_shopper.model import Expectation, Observation, Promise, Severity


def test_a_card_form_that_does_not_come() -> None:
    broken = fact("payment_frame", False, "pay", waited_s=10.0)
    held = fact("held_up", "the card form cannot be used", "pay")
    order = fact("order", False, "pay", tried=True)
    request = fact("response_error", 503, "pay", resource="document", first_party=True, after_action="press Pay")
    found = only(broken, held, order, request)
    assert (found.kind, found.severity, found.owner) == ("payment-frame-failed", Severity.BLOCKER, "payments")
    assert found.message == "The card fields could not be used within 10 s; they should be ready within 10 s."


def test_a_card_form_that_is_locked() -> None:
    locked = fact("payment_frame", False, "pay", locked='text field "Card number"')
    found = only(fact("payment_frame", True, "pay", waited_s=0.0), locked)
    assert (found.kind, found.severity) == ("payment-frame-failed", Severity.BLOCKER)
    assert found.message == 'On the card form nothing can be written into text field "Card number".'


def test_a_card_form_of_which_nothing_is_seen() -> None:
    found = only(fact("payment_frame", False, "pay", waited_s=10.0, unseen=True))
    assert (found.kind, found.severity) == ("payment-frame-failed", Severity.BLOCKER)
    assert found.message.startswith("The card form is there, but the page around it cuts it off or hides it")


def test_a_card_form_is_known_by_its_frame() -> None:
    assert only(fact("payment_frame", False, "pay", waited_s=10, frame="Card form")).element == "Card form"
    assert only(fact("payment_frame", False, "pay", waited_s=10)).element == "card form"


def test_a_card_form_that_comes_late() -> None:
    assert only(fact("payment_frame", True, "pay", waited_s=10.4)).observed == "only after 10.4 s"
    assert judged(fact("payment_frame", True, "pay", waited_s=10.0)) == []
    assert judged(fact("payment_frame", True, "pay", waited_s=30.0), conditions=BUSY) == []
    assert kinds(fact("payment_frame", False, "pay", waited_s=30.0), conditions=BUSY) == ["payment-frame-failed"]


def decline(reason: str = "Your bank has declined the card.", **detail: Any) -> Observation:
    whole = {"readable": bool(reason), "waited_s": 2.0, "basket_kept": True, "can_retry": True}
    return fact("decline", reason, "pay", **{**whole, **detail})


def test_a_decline_from_which_there_is_a_way_on() -> None:
    assert judged(decline()) == []
    assert judged(decline(waited_s=10.0)) == []


DEAD_ENDS = {
    "no reason": {"reason": ""},
    "a late reason": {"waited_s": 10.1},
    "the basket is gone": {"basket_kept": False},
    "no other try": {"can_retry": False},
    "another try that leads to nothing": {"retry_worked": False},
}


@pytest.mark.parametrize("detail", DEAD_ENDS.values(), ids=DEAD_ENDS.keys())
def test_a_decline_that_is_the_end(detail: dict[str, Any]) -> None:
    frame = fact("payment_frame", False, "pay", waited_s=10)
    found = only(decline(**detail), frame, fact("held_up", "there is no way to pay again", "pay"))
    assert (found.kind, found.severity, found.owner) == ("decline-unrecoverable", Severity.BLOCKER, "payments")
    assert found.message.startswith("The card was declined, and then ")


def test_all_that_a_decline_lacks_is_one_finding() -> None:
    found = only(decline("", basket_kept=False, can_retry=False))
    assert found.observed == ("no reason was shown within 2 s, the basket was lost and there was no way to try again")


def challenge(value: str = "passed", **detail: Any) -> Observation:
    whole = {"came": True, "waited_s": 3.0, "wanted": "pass", "back_on_payment": True, "basket_kept": True}
    return fact("challenge", value, "pay", **{**whole, **detail})


@pytest.mark.parametrize("value", ["passed", "failed", "cancelled"])
def test_a_bank_that_answers(value: str) -> None:
    assert judged(challenge(value)) == []
    assert judged(challenge("passed", back_on_payment=False)) == [], "a passed challenge leads to the order"


HANGING = {
    "never came": {"value": "stuck", "came": False},
    "never ended": {"value": "stuck"},
    "cancelled and lost": {"value": "cancelled", "back_on_payment": False},
    "cancelled and empty": {"value": "cancelled", "basket_kept": False},
}


@pytest.mark.parametrize("detail", HANGING.values(), ids=HANGING.keys())
def test_a_bank_that_hangs(detail: dict[str, Any]) -> None:
    others = [fact("gave_up", 20.0, "pay", waiting_for="the bank"), fact("held_up", "the bank's step hangs", "pay")]
    found = only(challenge(**detail), *others, fact("order", False, "pay", tried=True, waited_s=20.0))
    assert (found.kind, found.severity, found.owner) == ("three-ds-stuck", Severity.BLOCKER, "payments")


def order(value: bool = True, **detail: Any) -> Observation:
    whole = {"reference": "100012", "total": Decimal("28.85"), "next_step": True, "tried": True, "waited_s": 1.0}
    return fact("order", value, "confirm" if value else "pay", **{**whole, **detail})


def test_a_purchase_that_fails() -> None:
    found = only(order(False, error_text="status 500, no title", signs=["text"]), fact("held_up", "no order", "pay"))
    assert (found.kind, found.severity, found.owner, found.moment) == (
        "purchase-failed",
        Severity.BLOCKER,
        "product",
        "pay",
    )
    assert found.message == (
        "She placed the order with valid data and a card that is approved, and the shop answered with status 500, "
        "no title (only text; two signs are needed)."
    )


def test_an_order_that_does_not_say_whether_it_was_tried_was() -> None:
    assert kinds(fact("order", False, "pay")) == ["purchase-failed"]


NO_FAILURE = {
    "an order": order(),
    "a card that was to be declined": order(False, declined=True),
    "the last button was never pressed": order(False, tried=False),
}


@pytest.mark.parametrize("seen", NO_FAILURE.values(), ids=NO_FAILURE.keys())
def test_purchases_that_did_not_fail(seen: Observation) -> None:
    assert judged(seen) == []


@pytest.mark.parametrize(
    ("moment", "kind", "owner"),
    [
        ("arrive", "purchase-failed", "product"),
        ("find", "search-known-item-missed", "search"),
        ("choose", "purchase-failed", "product"),
        ("checkout", "purchase-failed", "product"),
        ("mail", "email-link-broken", "CRM"),
        ("help", "support-form-dead", "customer service"),
        ("return", "return-start-blocked", "customer service"),
        ("gift-wrap", "purchase-failed", "product"),
    ],
)
def test_a_hold_up_that_nothing_explains_is_the_nearest_kind_of_its_moment(moment: str, kind: str, owner: str) -> None:
    found = only(
        fact("held_up", "nothing leads on", moment, looked_for="a button such as Continue", saw='"Your basket"')
    )
    assert (found.kind, found.owner, found.moment) == (kind, owner, moment)
    assert found.message == (
        "She could not go on: nothing leads on. She looked for a button such as Continue. "
        'The page showed "Your basket".'
    )


def test_a_hold_up_is_no_finding_beside_one_that_explains_it() -> None:
    dead = fact("action", "press", "choose", effects=[], watched_s=4, repeated=True, at=1)
    assert kinds(dead, fact("held_up", "the product is not in the basket", "basket", at=2)) == ["dead-click"]
    pale = fact("axe", "color-contrast", "basket", nodes=[{"target": "p"}])
    assert kinds(pale, fact("held_up", "nothing leads on", "basket")) == ["low-contrast", "purchase-failed"]


BARE = [({"reference": ""}, "critical"), ({"total": None}, "critical"), ({"next_step": False}, "normal")]


@pytest.mark.parametrize(("detail", "severity"), BARE)
def test_a_confirmation_that_leaves_something_out(detail: dict[str, Any], severity: str) -> None:
    found = only(order(**detail))
    assert (found.kind, found.severity, found.owner) == ("confirmation-incomplete", severity, "web")


def test_a_bare_confirmation_is_one_finding_and_a_whole_one_none() -> None:
    found = only(order(reference="", total=None, next_step=False))
    assert found.message == (
        "The confirmation shows no order reference, no total and no next step; all three of reference, total and next "
        "step were expected."
    )
    assert judged(order()) == []
    assert judged(order(total=Decimal(0))) == [], "what is free has a total too"
    assert judged(fact("order", True, "confirm", reference="1", total=Decimal(1))) == [], (
        "nobody looked for a next step"
    )


def mail(came: bool, waited: float, **detail: Any) -> Observation:
    return fact("mail", came, "mail", **{"waited_s": waited, "expected": "the order confirmation", **detail})


def test_an_e_mail_that_does_not_come() -> None:
    found = only(mail(False, 30.0, promised_s=30.0), fact("held_up", "no e-mail came within 30 s", "mail"))
    assert (found.kind, found.severity, found.owner, found.category) == (
        "email-missing",
        "critical",
        "CRM",
        "broken promise",
    )
    assert found.message == "The order confirmation did not come within 30 s; it was promised within 30 s."


def test_an_e_mail_that_comes_late() -> None:
    assert only(mail(True, 45.0, promised_s=30.0)).observed == "after 45 s"
    assert judged(mail(True, 30.0, promised_s=30.0)) == []
    assert judged(mail(True, 45.0, promised_s=30.0), conditions=BUSY) == []
    assert judged(mail(False, 30.0, expected=False)) == []


def test_the_promise_on_the_map_counts_where_the_scenario_makes_none() -> None:
    promised = journey(moment="mail", promises=[Promise("mail", "Within 30 s", within_s=30, severity=Severity.BLOCKER)])
    found = only(mail(True, 45.0), on=promised)
    assert (found.kind, found.severity) == ("email-missing", Severity.BLOCKER)
    assert judged(mail(True, 45.0)) == [], "600 s where nobody promised anything"
    assert (
        only(mail(True, 45.0), on=journey(Expectation("email-missing", limit=40), moment="mail")).kind
        == "email-missing"
    )


def test_an_e_mail_about_an_order_that_failed_is_not_missed() -> None:
    assert kinds(order(False, at=1), mail(False, 30.0, at=40)) == ["purchase-failed"]
