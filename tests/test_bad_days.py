"""Every bad day of the demo shop is reported as its kind, at its moment, to its owner; a good day as nothing."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from whole_suite import Suite

from mystery_shopper.demo.days import DAYS, Day
from mystery_shopper.frictions import kinds
from mystery_shopper.journeys import load_journeys
from mystery_shopper.model import Journey, Moment, Severity

ROOT: Final = Path(__file__).parents[1]
GRAVE: Final = (Severity.CRITICAL, Severity.BLOCKER)


@dataclass(frozen=True)
class Errand:
    """What somebody sets out to do; the same on a good day and on a bad one."""

    persona: str
    says: tuple[str, ...]
    journey: str = "guest-purchase"
    days: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.days[0]


def _errand(days: str, persona: str, *says: str, journey: str = "guest-purchase") -> Errand:
    return Errand(persona, says, journey, tuple(days.split()))


MISTAKE: Final = (
    'she forgets her "postcode" at first',
    'she puts "Camp Cooking Pot" in her basket',
    "she goes to the checkout",
    "she continues as a guest",
    "she notices her mistake and mends it",
)
ERRANDS: Final = (
    _errand("landing-down", "calm-desktop", "she opens the shop"),
    _errand("broken-link", "calm-desktop", "she opens the shop", 'she looks around in "Kitchen"'),
    _errand("slow-product-page", "impatient-buyer", "she opens the shop", 'she opens "Copper Whistling Kettle"'),
    _errand(
        "late-picture broken-picture jumping-page",
        "calm-desktop",
        "she opens the shop",
        'she opens "Storage Jar"',
    ),
    _errand(
        "dead-button script-error api-error silent-wait covered-button price-drift total-wrong",
        "calm-desktop",
        'she puts "Beeswax Candle" in her basket',
        "she opens her basket",
    ),
    _errand(
        "sluggish-button basket-lost",
        "private-person",
        'she puts "Storm Lantern" in her basket',
        "she opens her basket",
        "she reloads the basket",
    ),
    _errand("pale-text", "careful-reader", "she opens the shop"),
    _errand("keyboard-trap", "keyboard-only", 'she comes as far as the payment with "Brass Pen"'),
    _errand("form-wiped", "calm-desktop", "she types every field", *MISTAKE),
    _errand("silent-error", "calm-desktop", *MISTAKE),
    _errand("nameless-field late-fee", "calm-desktop", 'she comes as far as the payment with "Picnic Blanket"'),
    _errand(
        "checkout-500 endless-wait payment-frame-down bare-confirmation",
        "calm-desktop",
        'she buys "Enamel Teapot" as a guest',
        "the order is placed",
    ),
    _errand(
        "decline-dead-end",
        "impatient-buyer",
        'she buys "Sea Salt Soap" with the "visa-declined" card',
        "the shop says why",
        'she tries again with the "mastercard-approved" card',
        "the order is placed",
        journey="payment-trouble",
    ),
    _errand(
        "three-ds-hangs",
        "calm-desktop",
        "she has 8 seconds of patience",
        'she buys "Sea Salt Soap" with the "visa-3ds" card',
        "the order is placed",
        journey="payment-trouble",
    ),
    _errand(
        "mail-lost mail-late",
        "calm-desktop",
        'she buys "Pencil Pot" as a guest',
        "the order is placed",
        "a confirmation e-mail reaches her within 5 seconds",
    ),
)
NOT_MARKED: Final = frozenset(
    {
        *("landing-down", "broken-link", "slow-product-page", "late-picture", "script-error", "api-error"),
        *("jumping-page", "sluggish-button", "basket-lost", "endless-wait", "decline-dead-end"),
        *("bare-confirmation", "mail-lost", "mail-late"),
    }
)
"""The days that no single place of the page is to blame for; on every other the picture must mark it."""
MAY_BE_MARKED: Final = frozenset({"endless-wait"})  # the pressed button can be marked while its page still answers


@dataclass(frozen=True)
class Played:
    """The visits of all errands, and where their pictures lie."""

    bad: dict[str, dict[str, Any]]
    good: dict[str, dict[str, Any]]
    folders: dict[str, Path]


@pytest.fixture(scope="module")
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the selected days once, however many workers ask for it."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if hasattr(request.config, "workerinput") else root
    chosen = {each.callspec.params.get("day") for each in request.session.items if hasattr(each, "callspec")}
    errands = {each.callspec.params.get("errand") for each in request.session.items if hasattr(each, "callspec")}
    days = [each for each in DAYS.values() if each in chosen]
    slow = [each for each in days if kinds()[each.kind].timing]
    rest = [each for each in days if each not in slow]
    suite = Suite(root / "bad-days")
    with (root / "bad-days.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (suite.root / "steps").exists():
            for name in ("personas", "journeys", "steps"):
                (suite.root / name).symlink_to(ROOT / name)
            _play(suite, "slow", slow, judge=True)
            _play(suite, "bad", rest)
            _play(suite, "good", [each for each in ERRANDS if each in errands])
    folders = {name: suite.root / name for name in ("slow", "bad", "good")}
    return Played({**_visits(folders["slow"]), **_visits(folders["bad"])}, _visits(folders["good"]), folders)


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_a_bad_day_is_reported_as_its_kind_at_its_moment_to_its_owner(played: Played, day: Day) -> None:
    visit = played.bad[day.name]
    found = [each for each in visit["findings"] if (each["kind"], each["moment"]) == (day.kind, day.moment)]
    assert [each["owner"] for each in found] == [_owner(day)], _told(visit)
    assert _companions(day, visit) == [], "one cause is one finding"
    assert visit["outcome"] != "achieved"
    [picture] = [each for each in found[0]["evidence"] if each["kind"] == "screenshot"]
    folder = played.folders["slow" if kinds()[day.kind].timing else "bad"]
    assert (folder / picture["path"]).read_bytes().startswith(b"\x89PNG")
    if day.name not in MAY_BE_MARKED:
        assert picture["title"].endswith(" marked") is (day.name not in NOT_MARKED), picture["title"]


@pytest.mark.parametrize("errand", ERRANDS, ids=lambda each: each.name)
def test_the_same_errand_on_a_good_day_meets_no_friction(played: Played, errand: Errand) -> None:
    visit = played.good[errand.name]
    assert (visit["outcome"], _told(visit)) == ("achieved", []), visit["reason"]


def test_no_day_is_left_out() -> None:
    assert sorted(day for each in ERRANDS for day in each.days) == sorted(DAYS)


def _play(suite: Suite, folder: str, what: Iterable[Day | Errand], *, judge: bool = False) -> None:
    scenarios: dict[str, list[str]] = {}
    for each in what:
        errand = each if isinstance(each, Errand) else next(one for one in ERRANDS if each.name in one.days)
        given = [] if isinstance(each, Errand) else [f'Given the shop has a bad day: "{each.name}"']
        lines = [
            f"  Scenario: {each.name}",
            *given,
            f'Given she is "{errand.persona}"',
            *map("When {}".format, errand.says),
        ]
        scenarios.setdefault(errand.journey, []).append("\n    ".join(lines))
    for journey, told in scenarios.items():
        suite.feature(f"@journey:{journey}\nFeature: {folder} {journey}\n" + "\n\n".join(told), f"{folder}-{journey}")
    if scenarios:
        files = [f"features/{folder}-{each}.feature" for each in scenarios]
        timings = ["--timings", "judge"] if judge else []
        result = suite.run(*files, "-n", "2", "--fail-on", "never", *timings, reports=folder)
        assert len(result.visits) == sum(map(len, scenarios.values())), result.text


def _visits(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / "visits.jsonl"
    visits = [json.loads(each) for each in path.read_text("utf-8").splitlines()] if path.is_file() else []
    return {each["scenario"]: each for each in visits}


def _owner(day: Day) -> str:
    """Return the map's word for the team that would mend the fault, else the owner of the moment where it is met."""
    journey = _journeys()[next(each.journey for each in ERRANDS if day.name in each.days)]
    moment: Moment = journey.moment(day.moment)
    own = {each.kind: each.owner for each in moment.expects if each.owner}
    return own.get(day.kind) or journey.owners.get(day.owner) or moment.owner


@cache
def _journeys() -> dict[str, Journey]:
    units = {each.id: each.unit for each in kinds().values()}
    return dict(load_journeys([ROOT / "journeys"], units, sorted({each.owner for each in kinds().values()})))


def _companions(day: Day, visit: dict[str, Any]) -> list[str]:
    """Return what else was found and is grave; other timings are none of this day's, for the machine may be busy."""
    return [
        f"{each['kind']} at {each['moment']}: {each['message']}"
        for each in visit["findings"]
        if each["kind"] != day.kind and each["severity"] in GRAVE and not kinds()[each["kind"]].timing
    ]


def _told(visit: dict[str, Any]) -> list[str]:
    return [f"{each['kind']} at {each['moment']} for {each['owner']}: {each['message']}" for each in visit["findings"]]
