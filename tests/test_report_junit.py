"""JUnit XML carries who shopped, how it ended and every finding."""

from __future__ import annotations

from sample_visits import BUSY, DECLINED, DRIFT, GOOD, LEFT, PRICE

from mystery_shopper.report.junit import failure, junit_properties


def test_every_finding_is_a_property_the_heaviest_first() -> None:
    told = [value for name, value in junit_properties(DRIFT) if name == "finding"]
    assert told[0] == f"[blocker] price-drift at the basket -> Backend: {PRICE.message}"
    assert told[1].startswith("[normal] low-contrast at the checkout -> Accessibility")


def test_who_shopped_and_how_it_ended_is_told() -> None:
    told = dict(junit_properties(LEFT))
    assert (told["persona"], told["journey"], told["seed"], told["outcome"]) == (
        "hurried-phone",
        "guest-purchase",
        "1003",
        "gave up",
    )
    assert told["reason"] == LEFT.reason
    assert told["finding"].endswith("(known since 2026-11-18)")


def test_what_was_not_checked_is_no_silent_pass() -> None:
    assert (
        "not checked",
        "email-missing was not checked: no inbox was given, so nobody could look for the e-mail.",
    ) in junit_properties(DECLINED)


def test_what_was_not_checked_for_one_reason_is_one_line() -> None:
    why = "slow-lcp and slow-server were not checked: the machine was too busy to judge time."
    assert [value for name, value in junit_properties(BUSY) if name == "not checked"] == [why]


def test_a_failure_says_how_it_went_how_grave_it_is_whose_and_how_to_see_it_again() -> None:
    first, finding, again = failure(DECLINED, ()).splitlines()
    assert first.startswith("Thomas Adeyemi (card-declined) could not go on at the payment: He could not pay")
    assert finding.startswith("[blocker] The card was declined")
    assert finding.endswith("(Payments, decline-unrecoverable)")
    assert again == f"See it again: {DECLINED.reproduce}"
    assert ("see it again", DECLINED.reproduce) in junit_properties(DECLINED)
    assert len(failure(DRIFT, DRIFT.findings).splitlines()) == 4


def test_a_good_visit_has_no_empty_property() -> None:
    assert [name for name, _ in junit_properties(GOOD)] == ["persona", "journey", "seed", "outcome"]
