"""What a scenario says and the shop does not show: a sentence that was not met, though nobody was held up by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.model import Severity

NOT_AS_EXPECTED: Final = "not-as-expected"


@friction(
    NOT_AS_EXPECTED,
    title="The visit did not go as the scenario says",
    severity=Severity.CRITICAL,
    owner="web",
    category="other",
    source="the scenario's own sentence",
    harm="gets something else",
)
def not_as_expected(seen: Seen) -> Iterator[Problem]:
    """A sentence of the scenario, such as `Then the total is "£12.50"`, is not what the shop shows."""
    for fact in seen.of("unmet"):
        if not fact.get("told"):
            reason = str(fact.value)
            says = f" (the scenario says: {fact.step})." if fact.step else "."
            yield Problem(
                fact, fact.step or "what the scenario says", reason, f"{reason.rstrip('.')}{says}", about=fact.step
            )
