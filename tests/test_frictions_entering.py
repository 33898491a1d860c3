"""What makes a form harder than it must be: what counts and what does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from friction_facts import ANNA, SHOP, fact, journey, judged, kinds, only, press

from mystery_shopper.model import Expectation, Observation, Severity


@pytest.mark.parametrize(("number", "bad"), [(4, False), (8, False), (9, True), (16, True)])
def test_the_number_of_fields(number: int, bad: bool) -> None:
    asked = fact("form", number, "checkout", fields=[f"field {each}" for each in range(number)])
    assert kinds(asked) == ["too-many-fields"] * bad


def test_a_form_that_is_met_again_at_the_next_moment_is_one_long_form() -> None:
    twice = [
        fact("form", 9 + number, moment, url=f"{SHOP}/checkout", element="form")
        for number, moment in enumerate(("checkout", "pay"))
    ]
    assert kinds(*twice) == ["too-many-fields"]


def test_a_map_may_allow_more_fields() -> None:
    on = journey(Expectation("too-many-fields", limit=10), moment="checkout")
    assert judged(fact("form", 10, "checkout", fields=[]), on=on) == []
    assert "11 fields" in only(fact("form", 11, "checkout", fields=[]), on=on).message


def test_letters_where_digits_are_due() -> None:
    found = only(fact("keyboard_shown", "letters", "checkout", asks="phone", element='field "Phone"'))
    assert (found.kind, found.severity) == ("wrong-keyboard", Severity.MINOR)
    assert 'field "Phone" takes a telephone number' in found.message


def test_autofill_that_leaves_a_gap() -> None:
    gap = {"field": 'field "City"', "token": "", "due": "address-level2", "got": ""}
    wrong = {"field": 'field "Street"', "token": "off", "due": "street-address", "got": "city"}
    found = judged(fact("autofilled", ["First name"], "checkout", missed=[gap, wrong]))
    assert sorted(each.observed for each in found) == ["filled with city", "left empty"]
    assert any("“address-level2” would name it" in each.message for each in found)
    assert judged(fact("autofilled", ["First name"], "checkout", missed=[])) == []


def test_what_is_asked_again_is_one_finding() -> None:
    found = only(fact("asked_again", "email", "checkout", label="E-mail", first_at="on “Contact”"))
    assert (found.kind, found.severity, found.observed) == ("redundant-entry", Severity.NORMAL, "asked again")


def test_an_account_that_is_forced() -> None:
    found = only(
        fact("account_forced", "a password", "checkout", at=1.0),
        fact("held_up", "the shop lets nobody buy without an account", "checkout", at=2.0),
    )
    assert (found.kind, found.severity, found.owner) == ("forced-account", Severity.CRITICAL, "product")


def test_an_early_error_and_a_paste_that_is_prevented() -> None:
    assert kinds(fact("early_error", "Not a valid e-mail", "checkout", element='field "E-mail"')) == ["premature-error"]
    assert kinds(fact("paste", False, "checkout", element='field "Password"')) == ["paste-blocked"]
    assert judged(fact("paste", True, "checkout", element='field "Password"')) == []


def consent(refuse: int | None, **detail: object) -> Observation:
    return fact("consent", refuse, "arrive", **{"accept": 1, "needed_only": False, **detail})


@pytest.mark.parametrize("fine", [consent(1), consent(None, needed_only=True), consent(2, accept=0)])
def test_a_fair_cookie_question(fine: Observation) -> None:
    assert judged(fine) == []


@pytest.mark.parametrize(("refuse", "said"), [(2, "2 presses"), (None, "no way to refuse")])
def test_an_unfair_cookie_question(refuse: int | None, said: str) -> None:
    found = only(consent(refuse))
    assert (found.kind, found.owner, found.observed) == ("consent-wall", "legal", said)


def test_a_layer_in_the_way() -> None:
    layer = fact("layer", "newsletter", "arrive", blocks=True, closable=True, text="10% off")
    assert only(layer).severity is Severity.NORMAL
    assert only(fact("layer", "age", "arrive", blocks=True, closable=False, text="")).severity is Severity.CRITICAL
    assert judged(fact("layer", "newsletter", "arrive", blocks=False, closable=True, text="")) == []


def button(words: str, says_cost: bool) -> Observation:
    return fact("pay_button", words, "pay", says_cost=says_cost, element=f'button "{words}"')


def test_the_last_button_in_the_eu_and_elsewhere() -> None:
    german = replace(ANNA, country="DE", currency="EUR")
    assert only(button("Weiter", False), persona=german).kind == "pay-button-ambiguous"
    assert judged(button("Jetzt kaufen", True), persona=german) == []
    assert judged(button("Place order", False)) == []


def test_a_button_that_leads_to_the_last_one_is_not_the_last() -> None:
    german = replace(ANNA, country="DE", currency="EUR")
    assert judged(button("Bestellen", False), button("Jetzt kaufen", True), persona=german) == []
    assert only(button("Jetzt kaufen", True), button("Weiter", False), persona=german).kind == "pay-button-ambiguous"


def voucher(before: str, after: str, said: str = "Applied", refused: bool = False) -> Observation:
    totals = {"total_before": Decimal(before), "total_after": Decimal(after), "currency": "GBP"}
    return fact("voucher", "TEA10", "basket", said=said, refused=refused, **totals)


def test_vouchers() -> None:
    assert judged(voucher("20", "18"), voucher("20", "20", refused=True), voucher("20", "18", said="")) == []
    assert only(voucher("20", "20", said="")).observed == "no answer within 1 s"
    assert only(voucher("20", "20")).observed == "accepted, and the total stays 20.00 GBP"


def test_an_extra_that_was_chosen_for_her() -> None:
    found = only(fact("extra_ticked", "Insurance", "basket", cost=3, currency="GBP", element="choice “Insurance”"))
    assert (found.kind, found.observed) == ("unasked-item", "chosen already for 3.00 GBP")


def test_ways_to_pay_that_were_promised() -> None:
    on = journey(moment="pay")
    pay = replace(on.moment("pay"), pays_with={"all": ("card",), "GB": ("PayPal",), "DE": ("Rechnung",)})
    on = replace(on, moments=tuple(pay if each.id == "pay" else each for each in on.moments))
    offered = ["Credit card", "Bank transfer"]
    assert only(fact("methods", offered, "pay"), on=on).expected == "PayPal"
    assert judged(fact("methods", [*offered, "PayPal"], "pay"), on=on) == []
    assert judged(fact("methods", offered, "pay", also="Pay with PayPal"), on=on) == []
    assert judged(fact("methods", offered, "pay")) == []
    assert only(fact("methods", offered, "pay", wanted="PayPal")).expected == "PayPal"
    assert judged(fact("methods", offered, "pay", wanted="bank transfer")) == []


def test_targets_and_focus_and_status() -> None:
    moved = fact("moved_target", 'link "Delete"', "basket", target='button "Pay"')
    assert 'aimed at button "Pay", and when she pressed link "Delete" was there' in only(moved).message
    for moment in ("basket", "checkout"):  # what the other thing did not do is no fault of what she aimed at
        aimed = {"element": 'button "Pay"', "target": 'button "Pay"'}
        silent = press('button "Pay"', moment, effects=[], watched_s=4, settled_s=4, submits=True)
        assert kinds(silent, fact("moved_target", "link", moment, **aimed)) == ["moving-target"]
    assert kinds(
        fact("focus", "invisible", "pay", element="button"), fact("focus", "hidden", "pay", element="link")
    ) == [
        "focus-invisible",
        "focus-obscured",
    ]
    assert only(fact("status", "Added", "choose", what="a change of the basket")).kind == "status-silent"
    told = only(fact("status", "", "choose", what="that it is in the basket", signs=["a message", "a layer"]))
    assert told.message.startswith("The page told that it is in the basket by a message and a layer, in no live region")
