"""A visit for a developer: what its failed test says, and the properties of its test case in JUnit XML."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from mystery_shopper.model import Finding, Visit
from mystery_shopper.report.story import one_line
from mystery_shopper.report.wording import moment_title, unchecked
from mystery_shopper.scoring.scorecard import by_weight, told

AGAIN = "See it again: "


def failure(visit: Visit, findings: Sequence[Finding]) -> str:
    """Return what the failed test of a visit says: how it went, what failed it with severity and team, and the command.

    ``findings`` are those at or above the gate; where there is none the worst one tells whose the visit is.
    """
    lines = [told(each) for each in findings or by_weight(visit)[:1]]
    again = [AGAIN + visit.reproduce] if visit.reproduce else []
    return "\n".join([one_line(visit), *lines, *again])


def junit_properties(visit: Visit) -> list[tuple[str, str]]:
    """Return name and value pairs for pytest's ``user_properties``; one ``finding`` for each, the heaviest first."""
    pairs = [
        ("persona", visit.persona),
        ("journey", visit.journey),
        ("seed", str(visit.seed)),
        ("outcome", visit.outcome.value),
        ("reason", visit.reason),
        *(("finding", _told(each)) for each in by_weight(visit)),
        *(("not checked", each) for each in unchecked([visit])),
        ("see it again", visit.reproduce if visit.findings or visit.reason else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def hide_in_report(report: pytest.TestReport, redact: Callable[[str], str]) -> None:
    """Mask what a test printed, logged and failed with, before a terminal or a file hears of it."""
    report.sections = [(name, redact(text)) for name, text in report.sections]
    said = report.longrepr
    if isinstance(said, tuple):  # file, line and why it was skipped
        report.longrepr = (said[0], said[1], redact(said[2]))
    elif said is not None and redact(str(said)) != str(said):  # else it keeps its colours
        report.longrepr = redact(str(said))


def _told(finding: Finding) -> str:
    known = f" (known since {finding.known_since})" if finding.known_since else ""
    place = moment_title(finding.moment)
    return f"[{finding.severity}] {finding.kind} at {place} -> {finding.team}: {finding.message}{known}"
