"""What a test and a finding say of themselves in Allure: titles, labels, facts, circumstances, and the one picture."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from allure_commons.model2 import Parameter

from mystery_shopper.model import Finding, Severity, Visit
from mystery_shopper.report.wording import moment_title
from mystery_shopper.scoring.scorecard import by_weight, ended, worst

WORST: Final = "category"
"""The label by which allurerc.json sorts a test: its heaviest finding's category. Allure shows 16 letters of a name."""

ONE_LINE: Final = 70
"""Of a fact Allure shows one line of about so many letters and cuts the rest off."""

PICTURE_BYTES: Final = 400_000
"""A larger picture stays among the attachments and out of the description."""


def finding_title(finding: Finding) -> str:
    """Return a finding's headline: severity, what happened, and the team it goes to."""
    known = f", known since {finding.known_since}" if finding.known_since else ""
    return f"[{finding.severity}] {finding.title} ({finding.team}{known})"


def in_full(finding: Finding) -> str:
    """Return what a finding's own step says below its facts: its sentence, and what a line is too short for."""
    said = {"Because": finding.because, "The limit is from": finding.source}
    return "\n".join([finding.message, *(f"{name}: {each}" for name, each in said.items() if len(each) > ONE_LINE)])


def facts(finding: Finding, shopper: str) -> dict[str, str]:
    """Return what a team needs to know, in the order in which it asks."""
    seen_again = f"{finding.repeats + 1} times on this visit" if finding.repeats else ""
    facts = {
        "expected": finding.expected,
        "observed": finding.observed,
        "on the page": finding.element,
        "page": finding.url,
        "shopper": shopper,
        "moment": moment_title(finding.moment),
        "handed over": _just_before(finding.handoff),
        "severity": finding.severity.value,
        "owner": finding.team,
        "seen": seen_again,
        "known": f"since {finding.known_since}" if finding.known_since else "new",
        "because": finding.because if len(finding.because) <= ONE_LINE else "",
        "limit from": finding.source if len(finding.source) <= ONE_LINE else "",
        "friction": finding.kind,
        "category": finding.category,
    }
    return {name: value for name, value in facts.items() if value}


def labels(visit: Visit) -> list[tuple[str, str]]:
    """Return the visit's labels; the heaviest finding comes last, because Allure groups by the last of a name."""
    found = [("persona", visit.persona), ("device", visit.conditions.device), ("outcome", visit.outcome.value)]
    for each in reversed(by_weight(visit)):
        found += [("friction", each.kind), ("friction-category", each.category), ("owner", each.team)]
    heaviest = worst(visit)
    found += [(WORST, heaviest.category)] if heaviest else []
    return [pair for pair in reversed(dict.fromkeys(reversed(found))) if pair[1]]


def circumstances(visits: list[Visit]) -> list[Parameter]:
    """Return under what circumstances the visits were made; they are shown and do not change the test's identity."""
    told: list[Parameter] = []
    for each in visits:
        whose = f"{each.persona}: " if len(visits) > 1 else ""
        told.append(Parameter("persona", each.persona))
        told += [Parameter("one of the crowd", each.member)] if each.member else []
        shown = {"shopper": each.shopper, "device": each.conditions, "outcome": ended(each)}
        told += [Parameter(f"{whose}{name}", str(value), excluded=True) for name, value in shown.items()]
    return told


def labels_of_tags(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the labels that tags stand for: ``name:value``, and the heaviest of the severities."""
    wanted = sorted(set(tags))
    for name, _, value in (each.partition(":") for each in wanted):
        if value:
            yield name, value
    severities = [each for each in Severity if each.value in wanted]
    yield from (("severity", each.value) for each in severities[-1:])


def picture(finding: Finding, folder: Path) -> str:
    """Return the picture that proves a finding as markdown, with the picture in it; nothing when there is none."""
    for each in finding.evidence:
        path = folder / each.path
        if each.kind == "screenshot" and path.is_file() and path.stat().st_size <= PICTURE_BYTES:
            kind = "png" if path.suffix == ".png" else "jpeg"
            data = base64.b64encode(path.read_bytes()).decode()
            title = re.sub(r"[\[\]\\<>]", "", each.title)
            return f"![{title}](data:image/{kind};base64,{data})"
    return ""


def _just_before(handoff: str) -> str:
    """Return in words between whom the customer had just been handed over: "Search -> Web"."""
    before, _, now = handoff.partition(" -> ")
    return f"just before, from {before} to {now}" if now else ""
