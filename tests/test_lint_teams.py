"""Two names of one team are noticed, and two teams are not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery_shopper.lint.data import check_suite

MAP = """title: Buying
goal: A parcel
moments:
  - {{id: arrive, title: The shop opens, owner: "{usual}"}}
  - {{id: basket, title: The basket, owner: "{usual}"}}
  - id: pay
    title: Paying
    owner: "{other}"
"""


def said(tmp_path: Path, usual: str, other: str) -> list[str]:
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "buy.yaml").write_text(MAP.format(usual=usual, other=other), "utf-8")
    return [str(each) for each in check_suite(tmp_path)]


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Checkout", "Chekout"),
        ("Checkout", "checkout"),
        ("Web shop", "Webshop"),
        ("Payments", "Payment"),
        ("Customer Service", "Customer Servcie"),
        ("Zahlungsverkehr", "Zahlungverkehr"),
    ],
)
def test_a_slip_in_the_name_of_a_team_is_told(tmp_path: Path, usual: str, other: str) -> None:
    [problem] = said(tmp_path, usual, other)
    assert "buy.yaml:6: " in problem
    assert f"'{other}' is written nearly like '{usual}', which is named 2 times" in problem


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("Web", "CRM"),
        ("Team A", "Team B"),
        ("Logistics EU", "Logistics US"),
        ("Squad 11", "Squad 12"),
        ("Inbound", "Outbound"),
        ("Frontend", "Backend"),
        ("Customer Service", "Customer Accounts"),
        ("Search", "Research"),
    ],
)
def test_two_teams_are_not_taken_for_one(tmp_path: Path, usual: str, other: str) -> None:
    assert said(tmp_path, usual, other) == []
