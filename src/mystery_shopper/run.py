"""One run of the suite: its files, its shop, its report folder, and the record of every visit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from mystery_shopper.cards import published_numbers
from mystery_shopper.frictions import kinds
from mystery_shopper.journeys import find_journey, load_journeys
from mystery_shopper.lint import Names, lost_shop_file
from mystery_shopper.model import Journey, Outcome, Persona, Visit
from mystery_shopper.personas import Member, Mix, crowd, draw, find_persona, living_in, load_mix, load_personas
from mystery_shopper.problems import raise_first
from mystery_shopper.report.visits import VisitsFile
from mystery_shopper.scoring.ledger import Ledger
from mystery_shopper.secrets import Leak, Redactor, UnreadableArchive, scan
from mystery_shopper.settings import ShopFile, load_shop

DEFAULT_JOURNEY = "default"
AGAIN = "again"
"""The folder within the report folder for visits that are made again."""


@dataclass
class Run:
    """What pytest's options and the suite's folder say of one run.

    Raises (on first use of each part):
        DataError: for a persona, map or shop file that cannot be used.
    """

    root: Path
    reports: Path
    seed: int
    fail_on: str
    paced: bool
    shop_url: str | None = None
    shop_path: Path | None = None
    persona: str = ""  # the default shopper of scenarios that name none
    shoppers: int = 0  # how large a crowd is sent through every scenario
    locale: str = ""  # where everybody lives in this run, whatever their files say
    any_marks: bool = False  # other scenarios were asked for than those of the marks that the project's settings name
    browser: str = ""  # the browser asked for, unless it is the usual one
    workers: int = 1
    started: Path | None = None  # where the command was given; None: in the suite's folder
    secrets: set[str] = field(default_factory=set)

    @cached_property
    def personas(self) -> Mapping[str, Persona]:
        found = personas_of(self.root)
        return {key: living_in(each, self.locale) for key, each in found.items()} if self.locale else found

    @cached_property
    def mix(self) -> Mix:
        """Who a crowd is made of: what the suite's mix says, else its own personas; with --persona, that one alone."""
        mix = load_mix(self.root / "personas", self.personas)
        return replace(mix, shares={self.default_persona: 1.0}) if self.persona else mix

    @cached_property
    def journeys(self) -> Mapping[str, Journey]:
        units = {each.id: each.unit for each in kinds().values()}
        teams = sorted({each.owner for each in kinds().values()})
        return load_journeys([self.root / "journeys"], units, teams)

    @cached_property
    def names(self) -> Names:
        known = kinds()
        teams = tuple(sorted({each.owner for each in known.values()}))
        return Names(self.personas, self.journeys, teams, frozenset(known))

    def check(self) -> None:
        """Read every file of the suite, so that a mistake is told before anybody enters.

        Raises:
            DataError, SettingsError: for the first file or option that cannot be used.
        """
        if self.shop_path is None:
            raise_first(list(lost_shop_file(self.root)))
        _ = (self.names, self.mix, self.default_persona, self.shop_file)
        Ledger(self._ledger_path)  # to be refused now; what it knows is read when it is needed

    @cached_property
    def shop_file(self) -> ShopFile | None:
        """The shop that options or shop.yaml name; None means the embedded one."""
        path = self.shop_path or self.root / "shop.yaml"
        if self.shop_path is None and not path.is_file():
            return load_shop(None, url=self.shop_url) if self.shop_url else None
        said = load_shop(path, url=self.shop_url)
        self.keep_secret(*said.access.secrets, *([said.account.password] if said.account else []))
        return replace(said, locale="") if self.locale else said  # what was asked for this run outweighs the file

    @cached_property
    def visits(self) -> VisitsFile:
        return VisitsFile(self.reports)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self._ledger_path)

    @property
    def _ledger_path(self) -> Path:
        return self.root / ".mystery-shopper" / "ledger.json"

    @cached_property
    def default_persona(self) -> str:
        """Who shops in scenarios that name nobody. Raises SettingsError when --persona names nobody either."""
        return find_persona(self.personas, self.persona).id if self.persona else next(iter(self.personas))

    @property
    def again(self) -> str:
        """Where a visit that is made again leaves its reports, seen from the suite: never where they are being read."""
        near = self.reports.is_relative_to(self.root) or self.root.is_relative_to(self.reports)
        place = self.reports if self.reports.name == AGAIN else self.reports / AGAIN  # again and again, in one place
        return os.path.relpath(place, self.root) if near else f"reports/{AGAIN}"

    @property
    def way_to_root(self) -> str:
        """The suite's folder, seen from where the command was given; empty when that is the same."""
        started = self.started or self.root
        if started == self.root:
            return ""
        near = started.is_relative_to(self.root) or self.root.is_relative_to(started)
        return os.path.relpath(self.root, started) if near else str(self.root)

    def from_root(self, path: Path) -> str:
        """Return a path of the command line as it reads in the suite's folder."""
        started = self.started or self.root
        return str(path) if path.is_absolute() else os.path.relpath(started / path, self.root)

    @property
    def redactor(self) -> Redactor:
        """Masks every secret that the run knows by now."""
        return Redactor(self.secrets | published_numbers())

    def keep_secret(self, *secrets: str) -> None:
        """Remember passwords, so that no report shows them."""
        self.secrets.update(each for each in secrets if each)

    def crowd(self, size: int) -> tuple[Member, ...]:
        """Return the crowd of this run's seed; a larger one begins with the smaller one."""
        return crowd(self.personas, self.mix, size, self.seed)

    def member(self, member_id: str) -> Member:
        """Return the shopper of the crowd with that id, such as ``keyboard-only-007``."""
        return self.crowd(int(member_id.rpartition("-")[2]))[-1]

    def journey(self, tags: Iterable[str]) -> Journey:
        """Return the map that the first of a scenario's tags names, or the default one."""
        named = next((each.partition(":")[2] for each in tags if each.startswith("journey:")), DEFAULT_JOURNEY)
        return find_journey(self.journeys, named)

    def known(self, visit: Visit) -> Visit:
        """Return the visit with each finding marked as new or known."""
        return replace(visit, findings=self.ledger.mark(visit.findings))

    def close_visits(self) -> list[Visit]:
        """Return every visit of the run; those of a killed process are written down as inconclusive first."""
        for each in self.visits.orphans():
            self.visits.ended(each)
        return self.visits.read()

    def leaks(self) -> list[Leak]:
        """Search the report folder for passwords and card numbers, those of killed workers included."""
        for each in self.visits.read():
            if each.persona in self.personas:
                self.keep_secret(draw(self.personas[each.persona], each.seed).password)
        for trace in (self.reports / "traces").glob("*.zip"):  # of a run that was ended before it could mask them
            try:
                self.redactor.zip(trace)
            except (UnreadableArchive, OSError):
                trace.unlink(missing_ok=True)
        return scan(self.reports, self.secrets | published_numbers())


def personas_of(root: Path) -> dict[str, Persona]:
    """Return the shipped personas and those of a suite, which may take their place. Raises DataError."""
    shipped = load_personas([Path(str(files("mystery_shopper.data").joinpath("personas")))])
    return {**shipped, **load_personas([root / "personas"])}


def expected_outcome(visit: Visit, expected: set[str]) -> Visit:
    """Return the visit as the gate should see it: what the scenario is about does not fail it."""
    left = tuple(each for each in visit.findings if each.kind not in expected)
    happy = "unhappy end" in expected and visit.outcome in (Outcome.BLOCKED, Outcome.GAVE_UP)
    return replace(visit, findings=left, outcome=Outcome.ACHIEVED if happy else visit.outcome)


def worker_count() -> int:
    """Return how many pytest-xdist workers run at the same time."""
    return int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
