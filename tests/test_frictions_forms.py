"""Forms that refuse without saying why, forget, or refuse what is right; and what keeps people out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from friction_facts import ANNA, SHOP, fact, judged, kinds, only, press
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.model import Observation, Severity

NAMED = {"text": "Enter your post code", "field": "Post code", "on_screen": True}


def refused(moment: str = "checkout", **detail: Any) -> Observation:
    whole = {
        "deliberate": True,
        "wrong_fields": ["postcode"],
        "errors": [NAMED],
        "on_screen": True,
        "focus_moved": True,
    }
    return fact("form_submitted", "rejected", moment, **{**whole, "lost": [], **detail})


def test_a_form_that_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    assert judged(refused()) == []
    assert judged(fact("form_submitted", "accepted", "checkout", deliberate=False)) == []


def test_a_form_that_forgets() -> None:
    found = only(refused(lost=["First name", "Street", "City", "Phone"]))
    assert (found.kind, found.severity, found.owner) == ("form-data-lost", Severity.CRITICAL, "web")
    assert found.message == (
        "The form was refused and came back with 4 fields emptied (First name, Street, City and 1 more); "
        "0 were expected."
    )
    assert only(refused(lost=["City"])).observed == "1 field emptied"


SECRET = ["CVC", "Security code", "CVV (3 digits)", "Password", "Passwort", "Mot de passe", "Card verification code"]


@pytest.mark.parametrize("label", SECRET)
@pytest.mark.parametrize("moment", ["checkout", "pay"])
def test_secret_fields_may_be_emptied(label: str, moment: str) -> None:
    assert judged(refused(moment, lost=[label])) == []


def test_a_card_form_that_forgets_the_card() -> None:
    found = only(refused("pay", lost=["Card number", "Expiry date", "CVC"]))
    assert (found.kind, found.severity, found.owner) == ("card-data-cleared", Severity.NORMAL, "payments")
    assert kinds(refused("pay", lost=["Card number", "Street"])) == ["card-data-cleared", "form-data-lost"]


SILENT = {
    "no text": {"errors": []},
    "an empty text": {"errors": [{"text": " ", "field": "", "on_screen": True}]},
    "a text that names no field": {"errors": [{"text": "Something went wrong", "field": "", "on_screen": True}]},
    "a text off the screen": {"errors": [{**NAMED, "on_screen": False}], "on_screen": False, "focus_moved": False},
}


@pytest.mark.parametrize("detail", SILENT.values(), ids=SILENT.keys())
def test_a_form_that_does_not_say_what_is_wrong(detail: dict[str, Any]) -> None:
    found = only(refused(**detail), fact("held_up", "the form goes nowhere", "checkout"))
    assert (found.kind, found.severity, found.owner) == ("error-not-identified", Severity.CRITICAL, "web")
    assert found.message.startswith("She sent the form with a mistake in postcode; it was refused and ")


SAID = {
    "the text names the field": {"errors": [{"text": "Please enter a postcode", "field": "", "on_screen": True}]},
    "the text stands with the field": {"errors": [{"text": "Required", "field": "Post code", "on_screen": True}]},
    "off the screen and the focus is on it": {"errors": [{**NAMED, "on_screen": False}], "on_screen": False},
    "not her mistake and some text says why": {
        "deliberate": False,
        "wrong_fields": [],
        "errors": [{"text": "We do not deliver on Sundays", "field": "", "on_screen": True}],
    },
}


@pytest.mark.parametrize("detail", SAID.values(), ids=SAID.keys())
def test_a_form_that_says_what_is_wrong(detail: dict[str, Any]) -> None:
    assert judged(refused(**detail)) == []


def test_a_valid_value_that_is_refused() -> None:
    error = {"text": "Your name is invalid", "field": "Last name", "on_screen": True, "filled": True}
    found = only(refused(deliberate=False, wrong_fields=[], errors=[error]))
    assert (found.kind, found.severity) == ("valid-input-rejected", Severity.BLOCKER)
    assert judged(refused(errors=[error])) == [], "a mistake that she made on purpose"
    assert judged(refused(deliberate=False, wrong_fields=[], errors=[{**error, "filled": False}])) == []


@given(st.lists(st.sampled_from(["City", "Street", "CVC", "Password", "Phone"]), unique=True))
def test_forgetting_more_is_never_better(lost: list[str]) -> None:
    worse = bool(set(lost) - {"CVC", "Password"})
    assert kinds(refused(lost=lost)) == (["form-data-lost"] if worse else [])


def axe(rule: str, *targets: str, moment: str = "checkout", **detail: Any) -> Observation:
    nodes = [{"target": each, "html": f"<input id={each}>", "summary": "Fix this"} for each in targets]
    return fact("axe", rule, moment, element=targets[0], nodes=nodes, help="Elements must have labels", **detail)


@pytest.mark.parametrize(
    ("rule", "kind", "severity", "what"),
    [
        ("label", "field-unlabelled", Severity.CRITICAL, "fields"),
        ("select-name", "field-unlabelled", Severity.CRITICAL, "lists"),
        ("button-name", "field-unlabelled", Severity.CRITICAL, "buttons"),
        ("color-contrast", "low-contrast", Severity.NORMAL, "places"),
        ("target-size", "small-target", Severity.NORMAL, "places"),
    ],
)
def test_what_axe_finds_on_the_path(rule: str, kind: str, severity: Severity, what: str) -> None:
    found = only(axe(rule, "#postcode", "#city"))
    assert (found.kind, found.severity, found.owner) == (kind, severity, "accessibility")
    assert f"has 2 {what}" in found.message
    assert "0 are allowed" in found.message
    assert "<input id=#postcode>" in found.evidence[0].text
    assert judged(axe(rule, "#postcode", needed=False)) == [], "not on her path"


def test_what_every_page_has_hides_nothing_that_this_one_has_alone() -> None:
    pages = (
        axe("target-size", "#foot > a", "li:nth-child(2) > a", moment="arrive"),
        axe("target-size", "#foot > a", "li:nth-child(5) > a", moment="find"),
        axe("target-size", "#foot > a", "#compare", "#remember", moment="choose"),
        axe("target-size", "#remember", moment="basket"),
    )
    found = judged(*pages)
    assert [(each.moment, each.element) for each in found] == [("arrive", "#foot > a"), ("choose", "#compare")]
    assert "has 3 places" in found[1].message
    assert "The first of them that no page before had is #compare." in found[1].message


def test_other_rules_of_axe_are_not_judged_and_one_place_is_one_finding() -> None:
    assert judged(axe("region", "#a"), axe("landmark-one-main", "#b")) == []
    assert only(axe("label", "#search", url=f"{SHOP}/a"), axe("label", "#search", url=f"{SHOP}/b", moment="pay"))


def test_one_pale_colour_is_one_cause_wherever_it_is_used() -> None:
    def pale(target: str, colour: str, moment: str) -> Observation:
        summary = (
            f"Element has insufficient color contrast of 1.9 (foreground color: {colour}, background color: #ffffff)"
        )
        nodes = [{"target": target, "html": "<p>", "summary": summary}]
        return fact("axe", "color-contrast", moment, element=target, nodes=nodes)

    found = only(pale(".soft", "#b4bcb7", "arrive"), pale("nav span", "#B4BCB7", "find"))
    assert found.moment == "arrive"
    assert "(the first has 1.9:1)" in found.message
    assert kinds(pale(".soft", "#b4bcb7", "arrive"), pale(".pale", "#cccccc", "find")) == ["low-contrast"] * 2


def test_a_keyboard_that_leads_nowhere() -> None:
    trap = fact("keyboard", "trapped", "checkout", target="button Pay", keystrokes=4, trapped_in='input "Address"')
    held = fact("held_up", "the button cannot be reached by keyboard", "checkout")
    found = only(trap, held, persona=replace(ANNA, input="keyboard"))
    assert (found.kind, found.severity, found.owner) == ("keyboard-blocked", Severity.BLOCKER, "accessibility")
    assert found.message == (
        "With the keyboard alone button Pay cannot be reached: after 4 keystrokes the focus does not leave "
        'input "Address".'
    )
    assert (
        only(fact("keyboard", "unreachable", target="Pay", keystrokes=60)).observed == "unreachable after 60 keystrokes"
    )
    assert judged(fact("keyboard", "reached", target="Pay", keystrokes=400)) == []


@pytest.mark.parametrize(
    ("label", "text", "named"),
    [
        ("Postleitzahl *", "Rechnungsdetails Postleitzahl ist ein Pflichtfeld.", True),
        ("PLZ", "Bitte geben Sie Ihre PLZ ein", True),
        ("郵便番号", "郵便番号を入力してください", True),
        ("Postleitzahl *", "Bitte alle Pflichtfelder ausfüllen", False),
    ],
)
def test_a_mistake_is_named_in_the_words_of_the_shop(label: str, text: str, named: bool) -> None:
    error = {"text": text, "field": "", "on_screen": True}
    fact = refused(errors=[error], deliberate=True, wrong_fields=["postcode"], labels=[label])
    assert kinds(fact) == ([] if named else ["error-not-identified"])


def test_a_field_that_drops_a_part_of_what_is_valid() -> None:
    found = only(fact("entry_cut", "SW1A", "checkout", wanted="SW1A 2AA", element='field "Postcode"'))
    assert (found.kind, found.severity) == ("valid-input-rejected", Severity.BLOCKER)
    assert found.message == 'Field "Postcode" keeps “SW1A” of “SW1A 2AA”, which is valid; all of it was expected.'


def test_a_control_that_hears_no_key() -> None:
    what = 'button "Add"'
    deaf = fact("keyboard", "unheard", target=what, element=what)
    dead = press(what, effects=[], watched_s=3.2, settled_s=3.2, repeated=True)
    found = only(dead, deaf, persona=replace(ANNA, input="keyboard"))
    assert (found.kind, found.severity, found.owner) == ("keyboard-blocked", Severity.BLOCKER, "accessibility")
    assert found.message.endswith("never became a press; a control that answers to Enter was expected.")


def test_a_control_that_only_the_eyes_take_for_one() -> None:
    what = 'button "Place order"'
    drawn = fact("keyboard", "unannounced", "pay", target=what, element=what, at=4.0)
    stuck = fact("held_up", "the order cannot be placed", "pay", looked_for="a button that places the order", at=4.0)
    found = only(drawn, stuck, persona=replace(ANNA, input="keyboard"))
    assert (found.kind, found.severity, found.owner) == ("keyboard-blocked", Severity.BLOCKER, "accessibility")
    assert found.message.startswith('Button "Place order" is a control for the eyes alone')


def test_a_dead_button_behind_a_silent_form_has_one_cause() -> None:
    dead = press("button Continue", "checkout", submits=True, effects=[], watched_s=4, settled_s=4, repeated=True)
    assert kinds(refused(errors=[]), dead) == ["error-not-identified"]
