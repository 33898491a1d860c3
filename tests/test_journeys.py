"""Journey maps are read whole, their limits in the rules' units, and every mistake in them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from mystery_shopper.errors import DataError, SettingsError
from mystery_shopper.frictions.routing import expectation, switched_off
from mystery_shopper.journeys import MOMENTS, find_journey, load_journeys, read_journeys
from mystery_shopper.model import Journey, Severity
from mystery_shopper.problems import Problem

ROOT = Path(__file__).parents[1]
KINDS = {"slow-lcp": "ms", "wait-too-long": "s", "layout-shift": "", "too-many-fields": "fields"}
TEAMS = ["web", "accessibility", "CRM"]
HEAD = "title: Buying\ngoal: The parcel comes\nmoments:\n  - id: arrive\n    title: She opens the shop\n"
FULL = """\
journey: guest
title: Buying as a guest
goal: The parcel comes
owners: {accessibility: Inclusive Design, slow-lcp: Speed}
moments:
  - id: arrive
    title: She opens the shop
    owner: Web
  - id: pay
    title: She pays
    channel: payment
    defining: yes
    carries: [basket, total]
    expects:
      - kind: slow-lcp
        limit: 2.0 s
        severity: critical
        owner: Speed
        because: Our promise
      - kind: layout-shift
        off: yes
        because: The bank's page
    promises:
      - {id: mail, says: A mail within a minute, within: 1 min, severity: critical}
"""


def one_journey(folder: Path, content: str) -> Journey:
    (folder / "guest.yaml").write_text(content)
    return load_journeys([folder], KINDS, TEAMS)["guest"]


def problems_of(folder: Path, content: str) -> list[str]:
    (folder / "guest.yaml").write_text(content)
    problems: list[Problem] = []
    read_journeys([folder], problems, KINDS, TEAMS)
    return [f"{each.line}: {each.text}" for each in problems]


def test_a_map_is_read_whole(tmp_path: Path) -> None:
    guest = one_journey(tmp_path, FULL)
    assert (guest.id, guest.title, guest.goal) == ("guest", "Buying as a guest", "The parcel comes")
    assert dict(guest.owners) == {"accessibility": "Inclusive Design", "slow-lcp": "Speed"}
    arrive, pay = guest.moments
    assert (arrive.owner, arrive.channel, arrive.defining) == ("Web", "web", False)
    assert (pay.channel, pay.defining, pay.carries) == ("payment", True, ("basket", "total"))
    lcp, shift = pay.expects
    assert (lcp.limit, lcp.severity, lcp.owner, lcp.because) == (2000, Severity.CRITICAL, "Speed", "Our promise")
    assert (shift.off, shift.because) == (True, "The bank's page")
    [mail] = pay.promises
    assert (mail.id, mail.within_s, mail.severity) == ("mail", 60, Severity.CRITICAL)
    assert [each.source.rpartition(":")[2] for each in (guest, pay, lcp, mail)] == ["1", "9", "15", "24"]


@pytest.mark.parametrize(
    ("kind", "written", "limit"),
    [
        ("slow-lcp", "2.5 s", 2500),
        ("slow-lcp", "1800", 1800),
        ("slow-lcp", "1800 ms", 1800),
        ("wait-too-long", "1500 ms", 1.5),
        ("wait-too-long", "1 min", 60),
        ("layout-shift", "0.2", 0.2),
        ("too-many-fields", "10 fields", 10),
    ],
)
def test_a_limit_is_turned_into_the_rules_own_unit(tmp_path: Path, kind: str, written: str, limit: float) -> None:
    guest = one_journey(tmp_path, HEAD + f"    expects:\n      - {{kind: {kind}, limit: {written}}}\n")
    assert guest.moments[0].expects[0].limit == limit


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("    expect: []\n", "6: moment 'arrive' has unknown key 'expect'. Did you mean 'expects'? Valid: id, title,"),
        ("    defining: maybe\n", "6: moment 'arrive': 'defining' is 'maybe'; expected `yes` or `no`."),
        ("    carries: [baskt]\n", "6: moment 'arrive': 'carries' is 'baskt'. Did you mean 'basket'?"),
        ("    expects: [{kind: slow-lpc}]\n", "'kind' is 'slow-lpc', which is no known kind of friction. Did you mean"),
        ("    expects: [{limit: 2}]\n", "6: expectation lacks 'kind'. Add a line such as `kind: slow-lcp`."),
        ("    expects: [{kind: slow-lcp, limit: 2 km}]\n", "'limit' is '2 km'; expected a number in this rule's unit"),
        ("    expects: [{kind: slow-lcp, limit: 3 apples}]\n", "this rule's unit (ms), or a duration such as `2.5 s`"),
        ("    expects: [{kind: layout-shift, limit: 2 s}]\n", "'limit' is '2 s'; expected a number in this rule's un"),
        ("    expects: [{kind: slow-lcp, off: yes}]\n", "6: expectation 'slow-lcp' is off without 'because'."),
        ("    expects: [{kind: slow-lcp, severity: bad}]\n", "'severity' is 'bad'. Valid: minor, normal, critical, bl"),
        (
            "    promises: [{id: mail, within: soon, says: x}]\n",
            "6: promise 'mail': 'within' is 'soon'; expected a dur",
        ),
        ("    promises: [{id: mail}]\n", "6: promise 'mail' lacks 'says'."),
        ("  - {id: arrive, title: Again}\n", "6: moment 'arrive' is here already, in line 4. Keep or rename one."),
        (
            "    expects: [{kind: slow-lcp}, {kind: slow-lcp}]\n",
            "6: expectation 'slow-lcp' is here already, in line 6. Keep or rename one.",
        ),
        (
            "    promises: [{id: mail, says: x}, {id: mail, says: y}]\n",
            "6: promise 'mail' is here already, in line 6. Keep or rename one.",
        ),
        ("    expects: [{kind: slow-lcp, limit: -3 s}]\n", "'limit' is -3"),
        ("    expects: [{kind: Slow LCP}]\n", "expected small letters, digits and hyphens, such as `slow-lcp`."),
        ("    pays_with: {UK: [card]}\n", "'pays_with' knows no 'UK'; the ISO code of the United Kingdom is `GB`."),
        ("    pays_with: {Germany: [card]}\n", "'pays_with' knows no 'GERMANY'."),
        ("  - pay\n", "6: moment is 'pay'; expected keys: id, title, owner,"),
        ("owners: {acessibility: X}\n", "6: journey 'guest': 'owners' knows no 'acessibility'. Did you mean 'accessib"),
        ("owners: [web]\n", "6: journey 'guest': 'owners' is a list of 1; expected a mapping such as"),
    ],
)
def test_a_mistake_says_where_what_and_what_instead(tmp_path: Path, lines: str, expected: str) -> None:
    [problem] = problems_of(tmp_path, HEAD + lines)
    assert expected in problem


def test_no_mistake_hides_another(tmp_path: Path) -> None:
    content = (
        HEAD.replace("title: Buying", "titel: Buying")
        + "    expects:\n      - {kind: slow-lpc}\n      - {kind: slow-lcp, off: yes}\n    owner:\n  - {id: arrive}\n"
    )
    lines = sorted(int(each.partition(":")[0]) for each in problems_of(tmp_path, content))
    assert lines == [1, 7, 8, 9, 10, 10]


def test_a_map_without_moments_is_refused(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, "title: x\ngoal: y\nmoments: []\n")
    assert "'moments' is a list of 0; expected at least one moment" in problem


def test_two_maps_of_one_id_are_refused_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("journey: guest\n" + HEAD)
    [problem] = problems_of(tmp_path, FULL)
    assert f"two journeys have the id 'guest'; the other is at {tmp_path}/guest.yaml:1." in problem


def test_without_a_list_of_kinds_any_kind_passes_and_durations_are_milliseconds(tmp_path: Path) -> None:
    (tmp_path / "guest.yaml").write_text(HEAD + "    expects: [{kind: our-own, limit: 2 s}]\n")
    assert load_journeys([tmp_path])["guest"].moments[0].expects[0].limit == 2000


def test_the_default_map_has_every_moment_and_leaves_each_kind_to_its_usual_team() -> None:
    default = load_journeys([])["default"]
    assert tuple(each.id for each in default.moments) == MOMENTS
    assert {each.owner for each in default.moments} == {""}
    assert not default.owners


def test_a_company_can_replace_the_default_map(tmp_path: Path) -> None:
    (tmp_path / "default.yaml").write_text(HEAD)
    assert load_journeys([tmp_path])["default"].title == "Buying"


def test_the_shipped_maps_name_teams_and_defining_moments() -> None:
    journeys = load_journeys([ROOT / "journeys"])
    assert {"guest-purchase", "returning-customer", "payment-trouble", "help-after-purchase"} <= set(journeys)
    for journey in journeys.values():
        assert any(each.defining for each in journey.moments)
        if journey.id != "default":
            assert all(each.owner for each in journey.moments)
            assert journey.owners["accessibility"] == "Accessibility"


@pytest.mark.parametrize("wanted", ["guest-purchase", "GUEST-purchase", "buying as a guest"])
def test_a_map_is_found_by_id_or_title(wanted: str) -> None:
    assert find_journey(load_journeys([ROOT / "journeys"]), wanted).id == "guest-purchase"


def test_an_unknown_map_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"no journey 'gest-purchase'\. Did you mean 'guest-purchase'\?"):
        find_journey(load_journeys([ROOT / "journeys"]), "gest-purchase")


def test_loading_raises_the_first_mistake(tmp_path: Path) -> None:
    (tmp_path / "guest.yaml").write_text(HEAD + "    expect: []\n")
    with pytest.raises(DataError, match=r"guest\.yaml:6: moment 'arrive' has unknown key 'expect'"):
        load_journeys([tmp_path])


HOUSE = """
[tool.mystery-shopper.frictions]
slow-lcp = {limit = "3 s", because = "Large pictures"}
wrong-locale = {off = true, because = "Pounds only"}
"""


def test_what_holds_everywhere_is_overruled_by_the_map_and_that_by_the_moment(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(HOUSE)
    folder = tmp_path / "journeys"
    folder.mkdir()
    own = "    expects:\n      - {kind: slow-lcp, limit: 1 s}\n"
    (folder / "guest.yaml").write_text("expects: [{kind: slow-lcp, limit: 2 s}]\n" + HEAD + own)
    units = {"slow-lcp": "ms", "wrong-locale": ""}
    maps = load_journeys([folder], units)
    [guest] = (each for each in maps.values() if each.id != "default")
    asked = [expectation(each, "slow-lcp") for each in (guest.moment("arrive"), guest.moment("nowhere"))]
    asked.append(expectation(maps["default"].moment("pay"), "slow-lcp"))
    assert [each.limit for each in asked if each] == [1000, 2000, 3000]
    assert switched_off(guest) == {"wrong-locale": "switched off: Pounds only"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("slow-lpc = {limit = 3}", r"pyproject\.toml:2: .*no known kind of friction\. Did you mean 'slow-lcp'"),
        ("slow-lcp = {off = true}", r"pyproject\.toml:2: expectation 'slow-lcp' is off without 'because'"),
        ("slow-lcp = 3", r"pyproject\.toml:2: friction 'slow-lcp' is 3\. Write it like"),
        ('slow-lcp = {limits = "3 s"}', r"pyproject\.toml:2: .*unknown key 'limits'\. Did you mean 'limit'"),
        ("slow-lcp = ", r"pyproject\.toml:2: is not TOML"),
        ("# slow-lcp\nslow-lcp = {limits = 3}", r"pyproject\.toml:3: .*unknown key 'limits'"),
        ("[tool.mystery-shopper.frictions.slow-lcp]\nbecaus = 'x'", r"pyproject\.toml:3: .*unknown key 'becaus'"),
        ("[tool.mystery-shopper.friction]", r"pyproject\.toml:2: .*unknown key 'friction'\. Did you mean 'frictions'"),
        ("[tool.mystery_shopper.frictions]", r"pyproject\.toml:2: nobody reads \[tool\.mystery_shopper\]\. Did you"),
    ],
)
def test_mistakes_in_the_rules_of_the_house(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.mystery-shopper.frictions]\n{text}\n")
    with pytest.raises(DataError, match=told):
        load_journeys([tmp_path / "journeys"], {"slow-lcp": "ms"})


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"[tool]\nmystery-shopper = 'x'\n", r"pyproject\.toml:2: \[tool\.mystery-shopper\] is 'x'; expected keys"),
        (
            b"[tool.mystery-shopper]\nfrictions = ['slow-lcp']\n",
            r"pyproject\.toml:2: .*'frictions' is a list of 1; exp",
        ),
        (b"[tool.x]\ny = 'caf\xe9'\n", r"pyproject\.toml:2: byte 0xe9 is not UTF-8"),
    ],
)
def test_a_project_file_that_cannot_be_used_is_told_and_no_more(written: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(written)
    with pytest.raises(DataError, match=told):
        load_journeys([tmp_path / "journeys"], KINDS)


def test_a_map_whose_file_cannot_be_an_id_is_told(tmp_path: Path) -> None:
    (tmp_path / "gift map.yaml").write_text(HEAD)
    with pytest.raises(DataError, match=r"gift map\.yaml: the journey's id is .* Rename the file: gift-map\.yaml"):
        load_journeys([tmp_path], KINDS)


def test_what_is_switched_off_is_listed_in_the_order_of_the_map(tmp_path: Path) -> None:
    kinds = ["wrong-locale", "slow-lcp", "layout-shift", "price-drift", "email-missing", "low-contrast", "dead-click"]
    asked = "".join(f"\n      - {{kind: {each}, off: yes, because: x}}" for each in kinds)
    (tmp_path / "gift.yaml").write_text(
        f"title: T\ngoal: G\nmoments:\n  - id: pay\n    title: P\n    expects:{asked}\n"
    )
    assert list(switched_off(load_journeys([tmp_path])["gift"])) == kinds
