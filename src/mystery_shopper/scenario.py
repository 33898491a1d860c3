"""One scenario as it is played: its cast, its steps in the report, and the verdict when the curtain falls."""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from mystery_shopper.cast import Cast
from mystery_shopper.errors import HeldUp, NotOffered, Unmet
from mystery_shopper.frictions import TOO_BUSY
from mystery_shopper.lint.names import WHERE_OFFERED
from mystery_shopper.model import Finding, Journey, Observation, Outcome, Persona, Visit
from mystery_shopper.report.allure import AllureReport
from mystery_shopper.report.junit import failure
from mystery_shopper.report.records import masked
from mystery_shopper.report.wording import introduced, moment_title
from mystery_shopper.run import Run, expected_outcome
from mystery_shopper.scoring.scorecard import UNHAPPY, Status, Verdict, outcome_of, verdict
from mystery_shopper.secrets import UnreadableArchive
from mystery_shopper.shopper import Shopper
from mystery_shopper.stage import Stage
from mystery_shopper.tasks import open_shop
from mystery_shopper.visiting import Visiting

_LONGEST_ID: Final = 100  # with the digest behind it well below the 255 bytes that file systems allow, in any script


@dataclass(frozen=True)
class Script:
    """What is known of a scenario before anybody enters."""

    feature: str
    name: str
    file: str
    line: int
    node: str
    tags: tuple[str, ...]  # the scenario's own before its rule's and its feature's
    steps: tuple[tuple[str, str], ...]
    parameters: dict[str, str] = field(default_factory=dict)
    member: str = ""  # who of a crowd plays the part: keyboard-only-007


class Performance:
    """Plays one scenario: the hooks of pytest-bdd call these methods in the order of its life."""

    def __init__(self, run: Run, stage: Stage, allure: AllureReport, script: Script) -> None:
        self.run, self.stage, self.allure, self.script = run, stage, allure, script
        self.journey: Journey = run.journey(script.tags)
        default = _persona_of(script.tags) or run.default_persona
        drawn = run.member(script.member).persona if script.member else None
        self.cast = Cast(self._invite, self.judge, run.personas, default, drawn)
        self.error: BaseException | None = None
        self.failure = ""  # what a developer reads of the visits that fail their test
        self.says_nothing = False  # nothing that was seen on its visits tells of the shop
        self._visitings: list[Visiting] = []
        self._struck: list[str] = []  # the names of those on whose visits the scenario's error happened
        self._done = 0
        allure.scenario_began(
            script.feature,
            script.name,
            journey_title=self.journey.title,
            tags=script.tags,
            parameters=script.parameters,
        )

    def step_begins(self, keyword: str, text: str) -> None:
        self.cast.step_begins(f"{keyword} {text}".strip())
        self.allure.step_began(keyword, text)

    def step_ends(self, error: BaseException | None = None) -> None:
        """Judge what the step has shown, and close it in the report."""
        self.error = error or self.error
        if _is_unmet(error):
            shopper = self.cast.who()
            told = isinstance(error, Unmet) and error.told
            shopper.recorder.observe("unmet", str(error), url=shopper.page.url, told=told)
        self.judge()
        if isinstance(error, NotOffered):
            self.allure.step_ended("skipped")
        else:
            self.allure.step_ended(error=error) if error else self.allure.step_ended("passed")
        self._done += 1

    @property
    def interrupted(self) -> bool:
        """Whether something else than a step's failure ended the scenario: Ctrl-C, or a skip."""
        return self.error is None and self._done < len(self.script.steps)

    def judge(self, *, ended: bool = False) -> None:
        """Let the rules look at what is new on every visit, and show what they found."""
        for visiting in self._visitings:
            self._show(visiting, self._judged(visiting, ended=ended))

    def ends(self, cut: str) -> list[tuple[Visit, Verdict]]:
        """Close every visit, write it down, and return it with what the gate says of it.

        ``cut`` says what ended the scenario, for the case that it was not one of its steps.
        """
        self.allure.steps_not_reached(self.script.steps[self._done :])
        struck = [each for each in self._visitings if _stopped(each)] or self._visitings[:1]
        self._struck = [each.shopper.name for each in struck]
        for visiting in self._visitings:
            if why := self._cut_short(visiting, cut):
                visiting.shopper.recorder.observe("inconclusive", why)
            visiting.hear_out()
            self._show(visiting, self._judged(visiting, ended=True))
            visiting.shopper.count_keystrokes()
        ended = [self._close(each) for each in self._visitings]
        self.failure = "\n".join(
            failure(expected_outcome(visit, self.cast.expected), said.findings)
            for visit, said in ended
            if said.status is not Status.PASSED
        )
        broken = any(said.status is Status.BROKEN for _, said in ended)
        self.says_nothing = broken and not any(visit.outcome in UNHAPPY or visit.unmet for visit, _ in ended)
        return ended

    def _invite(self, persona: Persona, name: str) -> Shopper:
        part = f"{self.script.node.split('[')[0]}{self.script.member and '|'}{self.script.member}"
        visiting = self.stage.invite(persona, name, self.journey, part, self.run.seed)
        visiting.shopper.comes = partial(open_shop, visiting.shopper)
        visiting.shopper.where_offered = WHERE_OFFERED in self.script.tags
        self.run.keep_secret(visiting.shopper.identity.password)
        self._visitings.append(visiting)
        self.run.visits.began(self._record(visiting, began=True))
        return visiting.shopper

    def _judged(self, visiting: Visiting, *, ended: bool) -> list[Finding]:
        place = f"evidence/{_identity(self.script.node, visiting.shopper.name)}"
        return visiting.judge(self.run.reports, place, frozenset(self._secrets()), ended=ended)

    def _show(self, visiting: Visiting, findings: Iterable[Finding]) -> None:
        shopper = visiting.shopper
        for each in self.run.ledger.mark(findings):
            who = f"{introduced(shopper.name, shopper.persona.name)}, {shopper.persona.device.name}"
            self.allure.finding(each, self.run.reports, reproduce=self._reproduce(), shopper=who)

    def _close(self, visiting: Visiting) -> tuple[Visit, Verdict]:
        visit = self.run.known(self._record(visiting))
        spotless = visit.outcome is Outcome.ACHIEVED and not self.error
        trace = None if spotless else self.run.reports / "traces" / f"{visit.id}.zip"
        visiting.close(trace)
        if trace is not None and trace.is_file() and self._masked(trace):
            self.allure.attach(trace, "Trace of the visit")
        self.run.visits.ended(visit)
        said = verdict(expected_outcome(visit, self.cast.expected), self.run.fail_on)
        self.allure.visit_ended(visit, said.findings)
        return visit, said

    def _masked(self, trace: Path) -> bool:
        """Take every secret out of a trace; one with which that cannot be done is thrown away."""
        try:
            self.run.redactor.zip(trace)
        except (UnreadableArchive, OSError):
            trace.unlink(missing_ok=True)
            return False
        return True

    def _record(self, visiting: Visiting, *, began: bool = False) -> Visit:
        shopper, recorder = visiting.shopper, visiting.shopper.recorder
        gave_up = next((each.value for each in recorder.ever("gave_up")), None)
        why_not = next((str(each.value) for each in recorder.ever("inconclusive")), "") or self._untimed(visiting)
        findings = () if began else recorder.findings
        error = self.error if shopper.name in self._struck else None
        held_up = self._held_up(recorder.ever("held_up"), error)
        unmet = bool(recorder.ever("unmet"))
        outcome = outcome_of(findings, held_up=held_up, unmet=unmet, gave_up_after_s=gave_up, inconclusive=why_not)
        order = shopper.memory.order
        visit = Visit(
            id=_identity(self.script.node, shopper.name),
            persona=shopper.persona.id,
            persona_name=shopper.persona.name,
            pronoun=shopper.persona.pronoun,
            shopper=shopper.name,
            seed=shopper.identity.seed,
            journey=self.journey.id,
            journey_title=self.journey.title,
            scenario=self.script.name,
            feature=self.script.feature,
            file=self.script.file,
            line=self.script.line,
            shop=self.stage.shop_file.url,
            shop_name=self.stage.shop_file.name,
            conditions=recorder.conditions,
            started=visiting.started,
            seconds=round(recorder.now, 3),
            outcome=outcome,
            reason=why_not or self._reason(held_up, recorder.ever("gave_up"), error),
            gave_up_after_s=gave_up,
            moments=() if began else recorder.moments(),
            findings=findings,
            not_checked=dict(recorder.not_checked),
            orders=(order.reference or "without a number",) if order else (),
            story=tuple(str(each.value) for each in recorder.ever("note")),
            reproduce=self._reproduce(),
            node=self.script.node,
            member=self.script.member,
        )
        return masked(visit, self.run.redactor.text)

    def _cut_short(self, visiting: Visiting, cut: str) -> str:
        """Return why this visit ended before its time through nothing that happened on it."""
        if self.interrupted:
            return cut
        if self.error is None or _stopped(visiting):
            return ""
        if not isinstance(self.error, AssertionError):
            return f"the suite was at fault, not the shop: {self.error}"
        if visiting.shopper.name in self._struck or self._done == len(self.script.steps):  # nothing was left to do
            return ""
        return f"the scenario ended when {self._struck[0]} was held up"

    def _untimed(self, visiting: Visiting) -> str:
        """Say why patience that ended tells nothing of the shop: this machine had no room to measure it."""
        recorder = visiting.shopper.recorder
        left, seen = recorder.ever("gave_up"), recorder.conditions
        as_expected = "unhappy end" in self.cast.expected
        if not left or as_expected or seen.timings_judged or self.stage.judge_timings is not None:
            return ""
        waited = f"{visiting.shopper.name} gave up after {left[0].value} s of waiting for {left[0].get('waiting_for')}"
        return f"{waited}, which says nothing about the shop: {seen.untimed_because or TOO_BUSY}"

    def _held_up(self, stops: list[Any], error: BaseException | None) -> str:
        if stops:
            return str(stops[0].value)
        return str(error) if isinstance(error, HeldUp) else ""

    def _reason(self, held_up: str, left: list[Observation], error: BaseException | None) -> str:
        if isinstance(error, AssertionError):
            return str(error)
        if left:  # and the scenario went on, because it had expected that she might
            waited_for = left[0].get("waiting_for", "an answer")
            return f"Gave up at {moment_title(left[0].moment)} after {left[0].value} s of waiting for {waited_for}."
        return held_up

    def _reproduce(self) -> str:
        """Return the command that shows the visit again, as it can be given where this run's was."""
        run = self.run
        options = ["pytest", self.script.node, "--seed", str(run.seed), f"--reports={run.again}"]
        options += ["--shoppers", str(run.shoppers)] if run.shoppers else []
        options += ["-m", ""] if run.any_marks else []
        given = {
            "pace": "" if run.paced else "off",
            "timings": {None: "", True: "judge", False: "skip"}[self.stage.judge_timings],
            "shop": run.shop_url,
            "shop-file": run.from_root(run.shop_path) if run.shop_path else None,
            "persona": run.persona,
            "locale": run.locale,
            "browser": run.browser,
        }
        options += [f"--{option}={value}" for option, value in given.items() if value]
        way = f"cd {shlex.quote(run.way_to_root)} && " if run.way_to_root else ""
        return way + shlex.join(options)

    def _secrets(self) -> set[str]:
        return self.run.secrets | {each.shopper.card.number for each in self._visitings}


def _stopped(visiting: Visiting) -> bool:
    return bool(visiting.shopper.recorder.ever("held_up", "gave_up", "unmet", "inconclusive"))


def _is_unmet(error: BaseException | None) -> bool:
    """Whether a sentence was not as it says, one of a company's own with ``assert`` too; nobody was held up by it."""
    return isinstance(error, AssertionError) and not isinstance(error, HeldUp)


def _identity(node: str, name: str) -> str:
    """Return a name for the visit that is one of its kind in the run and short enough for a file."""
    file, _, test = node.partition("::")
    told = re.sub(r"[^\w.-]+", "-", f"{Path(file).stem}-{test}-{name}").strip("-")
    return f"{told[:_LONGEST_ID]}-{hashlib.sha256(f'{node}|{name}'.encode()).hexdigest()[:8]}"


def _persona_of(tags: Iterable[str]) -> str:
    return next((each.partition(":")[2] for each in tags if each.startswith("persona:")), "")
