"""Plays one visit with faults in the shop and writes down what was found: the part that needs a browser."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from playwright.sync_api import sync_playwright

from mystery_shopper import words
from mystery_shopper.cast import Cast
from mystery_shopper.demo import DemoShop
from mystery_shopper.demo_settings import shop_file_of
from mystery_shopper.errors import HeldUp, Inconclusive, MysteryShopperError, Unmet
from mystery_shopper.frictions import kinds
from mystery_shopper.model import Finding, Persona
from mystery_shopper.personas.settling_in import at_home
from mystery_shopper.prove.breaking import Breakage, check_scripts
from mystery_shopper.prove.errands import Wares
from mystery_shopper.prove.faults import Fault
from mystery_shopper.prove.wares import EMBEDDED, look_for_wares
from mystery_shopper.provision.driver import keep_driver_small
from mystery_shopper.run import DEFAULT_JOURNEY, Run
from mystery_shopper.sentences import Vocabulary
from mystery_shopper.settings import MAX_ORDERS, ShopFile
from mystery_shopper.stage import Stage
from mystery_shopper.visiting import Visiting

NOT_EVERYWHERE: Final = frozenset({"she opens the returns page", "she reloads the basket"})
"""What a strange shop may lack without the rest of an errand being out of reach."""

FRESH_SHOP_AFTER: Final = 25
"""Visits after which the embedded shop starts anew: its rarest product that errands buy has more pieces than that."""


@dataclass(frozen=True)
class Job:
    """One visit to be made: who comes, what for, and what is broken; no fault at all is a clean visit."""

    faults: tuple[Fault, ...]
    persona: str
    errand: str
    steps: tuple[str, ...]
    seed: int = 1
    repeat: int = 0

    @property
    def key(self) -> str:
        """What this visit is, for a run that goes on after an interruption."""
        broken = "+".join(f"{each.id}@{each.digest}" for each in self.faults) or "clean"
        return f"{broken}|{self.persona}|{self.errand}|{self.seed}|{self.repeat}"


@dataclass(frozen=True)
class Noticed:
    """One finding, as far as the score needs it."""

    kind: str
    moment: str
    owner: str
    severity: str
    element: str
    message: str
    fingerprint: str


@dataclass
class Played:
    """What became of one visit."""

    key: str
    faults: list[str]
    persona: str
    errand: str
    seed: int
    repeat: int
    findings: list[Noticed] = field(default_factory=list)
    outcome: str = "through"  # through, stopped, inconclusive
    reason: str = ""
    moment: str = ""  # where it ended
    took: list[str] = field(default_factory=list)  # faults that came to act
    troubles: dict[str, str] = field(default_factory=dict)
    timed: bool = True  # whether times were judged
    load: float = 0.0
    baselines: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class House:
    """What every process needs to know of a run: the suite's folder, the shop, and how to look for its wares."""

    run: Run
    workers: int
    product: str = ""
    orders: int = 0  # how many visits may want to buy
    wares: Wares | None = None

    @property
    def embedded(self) -> bool:
        return self.run.shop_file is None

    @property
    def place(self) -> str:
        """What the visits of a run have in common: a strange shop's address and the product that was named."""
        return f"{self.run.shop_file.url} {self.product}".strip() if self.run.shop_file else self.product


class Player:
    """One process's browser and, where no other shop is named, its own embedded shop."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._played = 0
        self._demo: DemoShop | None = None
        self._stage: Stage | None = None
        self._wares = house.wares
        self._closing = contextlib.ExitStack()
        keep_driver_small()
        self._playwright = self._closing.enter_context(sync_playwright())
        self._vocabulary = Vocabulary(words.modules())

    def close(self) -> None:
        """End browser and shop."""
        self._leave()
        self._closing.close()

    def check(self, faults: list[Fault]) -> None:
        """Let the browser read every script. Raises DataError."""
        page = self.stage.browser().new_page()
        check_scripts(page, faults)
        page.close()

    @cached_property
    def people(self) -> Mapping[str, Persona]:
        """Everybody, living where a strange shop sells: who is refused for her postcode comes past no fault."""
        wares = self.wares()
        return {key: at_home(each, wares.language, wares.currency) for key, each in self.house.run.personas.items()}

    @property
    def stage(self) -> Stage:
        """The browser, and the shop that it goes to."""
        if self._stage is None:
            self._stage = Stage(
                playwright=self._playwright,
                browser_name="chromium",
                launch={"headless": True},
                executable=os.environ.get("MYSTERY_SHOPPER_BROWSER"),
                shop_file=self._shop_file(),
                reports=self.house.run.reports,
                paced=False,
                workers=self.house.workers,
                judge_timings=None,
                keep_secret=self.house.run.keep_secret,
            )
        return self._stage

    def wares(self) -> Wares:
        """What the shop sells; a strange one is looked at once."""
        if self._wares is None:
            if self.house.embedded:
                self._wares = EMBEDDED
            else:
                self._wares = self._look()
        if self.house.product:
            self._wares = replace(self._wares, product=self.house.product)
        return self._wares

    def play(self, job: Job) -> Played:
        """Make one visit.

        Raises:
            DataError, SettingsError: for a fault or shop that cannot be used at all.
        """
        if self._demo is not None and self._played % FRESH_SHOP_AFTER == FRESH_SHOP_AFTER - 1:
            self._leave()
        self._played += 1
        steps = self.wares().fill(job.steps)
        timed = any(kinds()[each.kind].timing for each in job.faults if each.kind in kinds())
        self.stage.judge_timings = True if timed else None
        with self._broken(job.faults):
            return self._visit(job, steps)

    def _visit(self, job: Job, steps: list[str]) -> Played:
        made = Played(job.key, [each.id for each in job.faults], job.persona, job.errand, job.seed, job.repeat)
        visiting = self.stage.invite(
            self.people[job.persona], "", self.house.run.journey([DEFAULT_JOURNEY]), job.errand, job.seed
        )
        breakage = Breakage()
        breakage.into(visiting.context, job.faults, visiting.shopper.senses.lets_in)
        try:
            made.outcome, made.reason = self._speak(visiting, job, steps)
            visiting.hear_out()
            self._judge(visiting, ended=True)
            recorder = visiting.shopper.recorder
            made.findings = [_noticed(each) for each in recorder.findings]
            made.moment, made.timed = recorder.moment, recorder.conditions.timings_judged
            made.load = recorder.conditions.load
            if recorder.ever("inconclusive"):
                made.outcome, made.reason = "inconclusive", str(recorder.ever("inconclusive")[0].value)
        finally:
            visiting.close(None)
        made.took, made.troubles = sorted(breakage.took), breakage.troubles
        return made

    def _speak(self, visiting: Visiting, job: Job, steps: list[str]) -> tuple[str, str]:
        cast = Cast(lambda *_: visiting.shopper, lambda **_: self._judge(visiting), self.people, job.persona)
        cast.introduce("the shopper", job.persona)
        for text in steps:
            cast.step_begins(text)
            if self._vocabulary.match(text) is None:
                raise MysteryShopperError(
                    f"Nobody knows the sentence '{text}' of errand '{job.errand}'. `mystery-shopper words` lists them."
                )
            try:
                self._vocabulary.perform(text, cast, shop_file=self.stage.shop_file)
            except Inconclusive as trouble:
                return "inconclusive", str(trouble)
            except Unmet:
                continue
            except HeldUp as trouble:
                if self.house.embedded or text not in NOT_EVERYWHERE:
                    return "stopped", str(trouble)
            except Exception as trouble:
                return "inconclusive", f"our own fault: {type(trouble).__name__}: {trouble}".splitlines()[0]
            self._judge(visiting)
        return "through", ""

    def _judge(self, visiting: Visiting, *, ended: bool = False) -> None:
        run = self.house.run
        place = f"evidence/{os.getpid()}-{self._played}"
        secrets = frozenset({visiting.shopper.identity.password, *run.secrets})
        visiting.judge(run.reports, place, secrets, ended=ended)

    @contextlib.contextmanager
    def _broken(self, faults: tuple[Fault, ...]) -> Iterator[None]:
        """Throw the embedded shop's switches for the time of a visit."""
        names = [name for each in faults for name in each.switches]
        if names and self._demo is not None:
            self._demo.bad_day(*names)
        try:
            yield
        finally:
            if names and self._demo is not None:
                self._demo.good_day()

    def _shop_file(self) -> ShopFile:
        found = self.house.run.shop_file
        if found is None:
            self._demo = DemoShop.start()
            found = shop_file_of(self._demo)
        if found.max_orders == MAX_ORDERS:  # nobody has said how many, and so many visits were asked for by name
            found = replace(found, max_orders=max(MAX_ORDERS, self.house.orders))
        if found.account is not None:
            self.house.run.keep_secret(found.account.password)
        return found

    def _look(self) -> Wares:
        visiting = self.stage.invite(
            next(iter(self.house.run.personas.values())), "", self.house.run.journey([DEFAULT_JOURNEY]), "wares", 1
        )
        try:
            return look_for_wares(visiting.shopper, self.house.product)
        finally:
            visiting.close(None)

    def _leave(self) -> None:
        if self._stage is not None:
            self._stage.close()
        if self._demo is not None:
            self._demo.close()
        self._stage = self._demo = None


def _noticed(finding: Finding) -> Noticed:
    return Noticed(
        finding.kind,
        finding.moment,
        finding.owner,
        str(finding.severity),
        finding.element,
        finding.message,
        finding.fingerprint,
    )
