"""A visit in JUnit XML: properties of its test case, so that every CI server can show and count the findings."""

from __future__ import annotations

from mystery_shopper.model import Finding, Visit
from mystery_shopper.scoring.scorecard import by_weight


def junit_properties(visit: Visit) -> list[tuple[str, str]]:
    """Return name and value pairs for pytest's ``user_properties``; one ``finding`` for each, the heaviest first."""
    told = [
        ("persona", visit.persona),
        ("journey", visit.journey),
        ("seed", str(visit.seed)),
        ("outcome", visit.outcome.value),
        ("reason", visit.reason),
        *(("finding", _told(each)) for each in by_weight(visit)),
        *(("not checked", f"{kind}: {why}") for kind, why in visit.not_checked.items()),
    ]
    return [(name, value) for name, value in told if value]


def _told(finding: Finding) -> str:
    known = f" (known since {finding.known_since})" if finding.known_since else ""
    return f"[{finding.severity}] {finding.kind} at {finding.moment} -> {finding.owner}: {finding.message}{known}"
