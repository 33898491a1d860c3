"""A card that should be approved and is declined is no purchase, whether or not the scenario asks for the order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tiny_shop import TinyShop
from whole_suite import Result, Suite

FEATURE = """
Feature: Paying
  Scenario: With a good card
    Given she opens the page "pay"
    When she pays with the "visa-approved" card

  Scenario: With a good card that is tried
    Given she opens the page "pay"
    When she tries to pay with the "visa-approved" card
    Then she is held up at the "pay"

  Scenario: With a bad card
    Given she opens the page "pay"
    When she pays with the "visa-declined" card
    Then the payment is declined
"""
FORM = (
    '<p>Total: £12.00</p><form method="post" action="/pay"><label>Card number <input name="number" '
    'autocomplete="cc-number"></label><label>Expiry date (MM/YY) <input name="exp" autocomplete="cc-exp"></label>'
    '<label>Security code <input name="cvc" autocomplete="cc-csc"></label><button>Pay now £12.00</button></form>'
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """A shop whose payment provider declines every card, with a reason and another try."""
    shop = open_tiny_shop()
    shop.show("/pay", FORM, title="Payment")
    shop.answers["GET /pay"] = shop.answers["/pay"]
    shop.show("/pay", f'<p role="alert">Your card was declined. Please try another card.</p>{FORM}', title="Payment")
    suite = Suite(tmp_path_factory.mktemp("declined") / "suite")
    suite.feature(FEATURE)
    return suite.run(shop=shop.url)


def test_a_good_card_that_is_declined_is_a_failed_purchase(played: Result) -> None:
    visit = played.visit("With a good card")
    assert (visit["outcome"], played.status("test_with_a_good_card")) == ("blocked", "failed"), played.text
    assert "purchase-failed" in played.kinds("With a good card")
    assert 'the card "visa-approved" was declined, which should be approved' in visit["reason"]
    assert "Your card was declined." in visit["reason"]
    assert "test_cards" in visit["reason"]


def test_whoever_expects_it_passes(played: Result) -> None:
    assert played.status("test_with_a_good_card_that_is_tried") == "passed", played.said(
        "test_with_a_good_card_that_is_tried"
    )
    assert played.status("test_with_a_bad_card") == "passed", played.said("test_with_a_bad_card")
