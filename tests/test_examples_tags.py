"""Tags above a table of examples hold for its rows, as those above a scenario hold for all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_catalogue import problems_in
from tiny_shop import TinyShop
from whole_suite import Suite

PERSONA = "name: {name}\nstory: She reads.\npronoun: she\nlocale: en-GB\ndevice: desktop\n"
MAP = """
title: Reading
goal: She knows more
moments:
  - {id: arrive, title: The shop opens, owner: Web}
"""
FEATURE = """
@persona:ann
Feature: F
  Scenario Outline: S
    When she opens the shop
    Then the page shows "<text>"

    @persona:bea @journey:reading
    Examples: Of Bea
      | text    |
      | Welcome |

    Examples: Of Ann
      | text |
      | mugs |

    @where-offered @persona:bea
    Examples: Of Bea again
      | text |
      | sell |
"""


def test_they_say_who_comes_and_on_which_journey(suite: Suite, good_shop: TinyShop) -> None:
    for name in ("Ann", "Bea"):
        suite.write(f"personas/{name.lower()}.yaml", PERSONA.format(name=name))
    suite.write("journeys/reading.yaml", MAP)
    suite.feature(FEATURE)
    result = suite.run(shop=good_shop.url)
    assert result.code == 0, result.text
    played = [(each["persona"], each["journey"]) for each in result.visits]
    assert played == [("bea", "reading"), ("ann", "default"), ("bea", "default")]
    assert len(suite.run("-m", "persona(id='bea')", shop=good_shop.url).visits) == 2


def test_a_crowd_is_asked_for_above_the_scenario(tmp_path: Path) -> None:
    outline = 'Feature: B\n  Scenario Outline: one\n    Given Ann searches for "<x>"\n'
    [problem] = problems_in(tmp_path, outline + "    @shoppers(3)\n    Examples:\n      | x |\n      | a |\n")
    assert problem == "4: '@shoppers(3)' holds for a scenario, a rule or a feature. Write it above one of these."


@pytest.mark.parametrize("tag", ["@persona:nobody", "@_slow"])
def test_a_slip_in_them_is_told_in_its_line(tmp_path: Path, tag: str) -> None:
    outline = 'Feature: B\n  Scenario Outline: one\n    Given Ann searches for "<x>"\n'
    [problem] = problems_in(tmp_path, outline + f"    {tag}\n    Examples:\n      | x |\n      | a |\n")
    assert problem.startswith("4: ")
