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

  Scenario: With her own card
    Given she opens the page "pay"
    When she pays

  Scenario: With one of her cards
    Given she opens the page "one-till"
    When she pays
    Then the order is placed
"""
FORM = (
    '<p>Total: £12.00</p><form method="post" action="/pay"><label>Card number <input name="number" '
    'autocomplete="cc-number"></label><label>Expiry date (MM/YY) <input name="exp" autocomplete="cc-exp"></label>'
    '<label>Security code <input name="cvc" autocomplete="cc-csc"></label><button>Pay now £12.00</button></form>'
)
ONE_TILL = """document.forms[0].onsubmit = e => { e.preventDefault();
  if (new FormData(e.target).get('number').replace(/ /g, '') === '4111111111111111') return location.href = '/thanks'
  const box = document.createElement('dialog')
  box.innerHTML = '<p>Your payment was not authorised.</p><button>Have another go</button>'
  box.querySelector('button').onclick = () => box.remove()
  document.body.append(box); box.showModal() }"""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """A shop whose payment provider declines every card, with a reason and another try."""
    shop = open_tiny_shop()
    shop.show("/pay", FORM, title="Payment")
    shop.answers["GET /pay"] = shop.answers["/pay"]
    shop.show("/pay", f'<p role="alert">Your card was declined. Please try another card.</p>{FORM}', title="Payment")
    shop.show("/one-till", FORM, title="Payment", script=ONE_TILL)
    shop.show("/thanks", "<p>Thank you for your order. Your order number is MUG-1042.</p>", title="Order confirmed")
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


def test_where_nobody_has_named_the_cards_she_tries_others_before_she_is_held_up(played: Result) -> None:
    visit = played.visit("With her own card")
    assert visit["outcome"] == "blocked", played.text
    assert 'the cards "visa-approved" and "braintree-visa-approved" were declined' in visit["reason"]
    assert played.kinds("With her own card").count("purchase-failed") == 1


def test_a_test_till_that_knows_one_of_her_cards_sells(played: Result) -> None:
    visit = played.visit("With one of her cards")
    assert visit["outcome"].startswith("achieved"), visit["reason"]
    assert not {"purchase-failed", "decline-unrecoverable"} & {*played.kinds("With one of her cards")}
    assert any('tried "braintree-visa-approved"' in each for each in visit["story"])
