"""The summary fits the terminal, hides nothing and says what it does not know."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from sample_visits import BAD_DAY, BUSY, CHALLENGED, DECLINED, DRIFT, GOOD, LEFT, PRICE

from mystery_shopper.model import Outcome
from mystery_shopper.report.summary import MANY, render


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    told = render(BAD_DAY, width=width)
    assert max(cell_len(line) for line in told.splitlines()) <= width
    flat = " ".join(told.split())
    assert all(finding.message in flat for visit in BAD_DAY for finding in visit.findings)


def test_at_80_columns_a_visit_is_named_by_persona_and_scenario_with_its_worst_friction_and_owner_below() -> None:
    lines = render(BAD_DAY).splitlines()
    rows = [re.split(" {2,}", line.strip()) for line in lines]
    place = rows.index(["card-declined", "A declined card is not the end", "✖ blocked"])
    assert lines[place + 1].strip() == "decline-unrecoverable (Payments)"
    assert ["calm-desktop", "A guest buys a jumper", "✔ achieved"] in rows


def test_at_80_columns_a_long_scenario_is_cut_and_no_name_is_broken() -> None:
    long = replace(PRICE, kind="double-submit-possible", owner="Merchandising")
    named = "Somebody who has no mouse and a screen reader buys a lamp for a friend"
    left = replace(LEFT, persona="returning-regular", outcome=Outcome.WITH_FRICTION, findings=(long,), scenario=named)
    table = render([left]).split("visit:")[0]
    assert all(name in table for name in ("returning-regular", "double-submit-possible (Merchandising)", named[:20]))
    assert "…" in table
    assert "not as the scenario says" in table
    assert len(table[: table.index("\n\n")].splitlines()) == 4


def test_findings_go_to_their_teams_the_heaviest_first() -> None:
    told = render(BAD_DAY)
    places = [told.index(f"\n{team}: ") for team in ("Payments", "Backend", "Merchandising", "Accessibility")]
    assert places == sorted(places)
    assert "Payments: 2 findings" in told
    assert "price-drift at the basket, new" in told
    assert "Met by careful-reader and keyboard-only." in told
    assert "slow-lcp at the product page, known since 2026-11-18" in told


def test_it_counts_and_does_not_average() -> None:
    told = " ".join(render(BAD_DAY).split())
    assert "6 visits: 1 achieved, 2 achieved with friction, 1 blocked, 1 gave up and 1 inconclusive." in told
    assert "%" not in told


def test_who_went_on_to_where_a_sentence_was_not_so_is_not_counted_among_those_who_achieved() -> None:
    unmet = replace(DRIFT, id="unmet", reason="The total is £9 and not £8.")
    told = " ".join(render([GOOD, DRIFT, unmet]).split())
    assert "3 visits: 1 achieved, 1 achieved with friction and 1 not as the scenario says." in told
    assert "▲ not as the scenario says" in told


def test_what_cannot_be_said_is_said() -> None:
    told = " ".join(render([CHALLENGED, DECLINED, BUSY]).split())
    assert "traveller, A guest buys a jumper: The shop asked to prove that no robot is shopping." in told
    assert "email-missing was not checked on 1 of 3 visits: no inbox was given" in told
    assert "slow-lcp and slow-server were not checked on 1 of 3 visits: the machine was too busy to judge time." in told
    assert "slow-server were not checked: the machine" in " ".join(render([BUSY]).split())
    assert "What cannot be said" not in render([GOOD])


def test_a_good_day_is_short() -> None:
    told = render([GOOD])
    assert "Nothing got in anybody's way." in told
    assert len(told.splitlines()) < 10


def test_a_run_that_says_nothing_does_not_read_like_a_pass() -> None:
    assert "Nothing got in" not in render([CHALLENGED])
    assert "no visit says anything about the shop" in " ".join(render([CHALLENGED]).split())
    assert "Nothing got in the way on 1 of 2 visits" in render([GOOD, CHALLENGED])
    assert "Nothing got in" not in render([replace(LEFT, findings=())])


def test_many_good_visits_are_counted_and_every_other_one_is_listed() -> None:
    told = render([*(replace(GOOD, id=str(each)) for each in range(MANY)), LEFT])
    assert f"... and {MANY} visits in which nothing got in the way." in told
    assert told.count("calm-desktop") == 0
    assert "hurried-phone" in told


def test_colour_is_there_only_when_asked_for() -> None:
    assert "\x1b[" in render([LEFT], colour=True)
    assert "\x1b" not in render([LEFT], colour=False)


def test_the_shop_s_words_are_no_markup_of_ours() -> None:
    told = render([replace(LEFT, findings=(replace(PRICE, message="[bold]The [/x] button[/] :smile:"),))])
    assert "[bold]The [/x] button[/] :smile:" in told


def test_where_to_look_comes_last_and_whole() -> None:
    deep = Path("/var/lib/" + "very-long-folder-name/" * 6 + "allure.html")
    told = render([GOOD], folder=Path("reports"), html=deep, digest=Path("reports/digest.html"))
    assert str(deep) in told
    assert told.rstrip().endswith("Everything: reports")


def test_no_visit_is_no_pass() -> None:
    assert render([]) == "No visit was made, so nothing can be said about the shop.\n"
