"""The story of a visit is plain, short and right about who she is and how it ended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_visits import AGAIN, BAD_DAY, BUSY, CHALLENGED, DECLINED, DRIFT, GOOD, LEFT, SLOW

from mystery_shopper.model import Outcome, Visit
from mystery_shopper.report.story import one_line, story
from mystery_shopper.report.wording import count, introduced, listed, moment_title, seconds, sentence


def test_a_shopper_who_left_is_told_with_the_second_and_the_place() -> None:
    told = story(LEFT)
    assert "In the end she gave up after 8.2 s at the payment" in told
    assert "At the product page she waited 5.2 s." in told
    assert "At the payment, a moment that decides: After “Pay €38.50” nothing came for 8.2 s" in told
    assert "It happened 2 times." in told
    assert "- **Payments**: The wait is too long" in told


@pytest.mark.parametrize(
    ("visit", "said"),
    [
        (GOOD, "Ruth Calloway (calm-desktop) got what she came for, and nothing got in the way."),
        (LEFT, "Amélie Durand (hurried-phone) gave up after 8.2 s at the payment: Nothing came for 8.2 s"),
        (DECLINED, "Thomas Adeyemi (card-declined) could not go on at the payment: He could not pay with another card"),
        (CHALLENGED, "Jonas Weber (traveller): nothing can be said about the shop: The shop asked to prove"),
        (DRIFT, "Walter Brandt (careful-reader) got what he came for, but: The product page showed 42.00 GBP"),
        (replace(GOOD, pronoun="they"), "Ruth Calloway (calm-desktop) got what they came for"),
    ],
)
def test_one_line_says_how_it_ended(visit: Visit, said: str) -> None:
    assert one_line(visit).startswith(said)
    assert "\n" not in one_line(visit)


def test_further_findings_are_counted_in_the_line() -> None:
    assert one_line(DRIFT).endswith("and 1 more thing got in the way.")
    assert "more thing" not in one_line(AGAIN)


@pytest.mark.parametrize("visit", BAD_DAY, ids=lambda visit: visit.persona)
def test_every_story_names_the_shopper_every_finding_and_the_way_back(visit: Visit) -> None:
    told = story(visit)
    assert told.startswith(f"**{visit.shopper}**")
    assert all(each.message in told for each in visit.findings)
    assert visit.reproduce in told
    assert len(told.split()) < 220


def test_a_persona_who_bears_the_name_of_the_shopper_is_named_once() -> None:
    told = story(replace(GOOD, shopper="Edith", persona_name="Edith, who reads the small print"))
    assert told.startswith("**Edith, who reads the small print**, set out on")
    assert told.count("Edith") == 1


def test_a_good_visit_ends_with_its_order_and_no_advice() -> None:
    told = story(GOOD)
    assert "got what she came for** with order HP-100231. Nothing got in the way." in told
    assert "Who can help" not in told


def test_an_inconclusive_visit_blames_nobody() -> None:
    told = story(replace(CHALLENGED, findings=(SLOW,)))
    assert "says nothing about the shop" in told
    assert "Who can help" not in told


def test_what_was_not_judged_is_said() -> None:
    assert "email-missing was not checked: no inbox was given" in story(DECLINED)
    assert "slow-lcp and slow-server were not checked: the machine was too busy to judge time." in story(BUSY)
    assert "too busy" not in story(GOOD)


def test_a_visit_that_nobody_told_is_summed_up_from_its_moments() -> None:
    assert "He came through the arrival, the search, the product page" in story(DECLINED)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_bare_visit_is_still_a_story(outcome: Outcome) -> None:
    bare = replace(GOOD, outcome=outcome, moments=(), story=(), reason="", reproduce="", orders=(), shopper="")
    assert bare.persona_name in story(bare)
    assert one_line(bare).endswith(".")


def test_a_name_is_said_once() -> None:
    assert introduced("Hannah", "Hannah, with a pot of tea") == "Hannah, with a pot of tea"
    assert introduced("Kim", "Edith, who reads the small print") == "Kim (Edith, who reads the small print)"


def test_words() -> None:
    assert [seconds(each) for each in (0.04, 8.24, 59.6, 125)] == ["0.0 s", "8.2 s", "1 min 0 s", "2 min 5 s"]
    assert [count(each, "visit") for each in (0, 1, 2)] == ["no visit", "1 visit", "2 visits"]
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
    assert sentence("ready ") == "Ready."
    assert moment_title("gift-wrap") == "gift wrap"


def test_words_of_the_shop_cannot_become_markup() -> None:
    hostile = replace(SLOW, message="The <img src=x onerror=alert(1)> came late.")
    assert "<img" not in story(replace(LEFT, findings=(hostile,)))


def test_who_went_on_to_the_end_of_a_scenario_that_expected_more_is_not_said_to_have_got_it() -> None:
    unmet = replace(DRIFT, outcome=Outcome.WITH_FRICTION, reason="The payment was not declined.")
    assert one_line(unmet) == (
        "Walter Brandt (careful-reader) could go on, but at the confirmation it was not as the scenario says:"
        " The payment was not declined."
    )
    assert "got what" not in story(unmet) + one_line(unmet)


def test_a_reason_does_not_say_again_who_and_where() -> None:
    why = f"{LEFT.shopper} gave up at the payment after 8.2 s of waiting for the order; this persona leaves after 8 s. http://x"
    assert one_line(replace(LEFT, reason=why)).endswith(
        "gave up after 8.2 s at the payment: waiting for the order; this persona leaves after 8 s."
    )
