"""A page whose script never ends holds up the customer, and neither the run nor the next visit."""

from __future__ import annotations

from tiny_shop import TinyShop
from whole_suite import Suite

FEATURE = """
Feature: Frozen
  Scenario: on a press
    Given she has 2 seconds of patience
    When she opens the page "/"
    And she presses "Add"
  Scenario: by itself
    Given she has 2 seconds of patience
    When she opens the page "/later"
    And she presses "Add"
  Scenario: she who comes next
    When she opens the page "/"
"""


def test_a_script_without_end_is_left_when_patience_ends(suite: Suite, good_shop: TinyShop) -> None:
    good_shop.show("/", '<button onclick="for (;;);">Add</button>')
    good_shop.show("/later", '<button onmouseover="for (;;);" onfocus="for (;;);">Add</button>')
    suite.feature(FEATURE)
    result = suite.run("--fail-on=never", shop=good_shop.url)
    for scenario in ("on a press", "by itself"):
        visit = result.visit(scenario)
        assert visit["outcome"] == "gave up", visit
        assert 'waiting for an answer to button "Add"' in visit["reason"]
    assert result.visit("she who comes next")["outcome"] == "achieved"
