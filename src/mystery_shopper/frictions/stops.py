"""Hold-ups: a visit that could not go on, when no other finding says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by
from mystery_shopper.model import Observation

KIND_OF_HOLD_UP: Final = {
    "find": "search-known-item-missed",
    "mail": "email-link-broken",
    "help": "support-form-dead",
    "return": "return-start-blocked",
}
"""A visit that ends without any other finding to explain it is reported as the nearest kind of its moment.

Everywhere else it is a purchase-failed: whatever stopped her, no order came of it.
"""


def held_up(seen: Seen, kind: str) -> Iterator[Problem]:
    """Yield the hold-ups whose nearest kind is this one; the judge drops those that another finding explains."""
    for fact in seen.of("held_up"):
        if KIND_OF_HOLD_UP.get(fact.moment, "purchase-failed") != kind or too_busy_to_tell(seen, fact):
            continue
        sought = f"She looked for {fact.get('looked_for')}." if fact.get("looked_for") else ""
        shown = f" The page showed {fact.get('saw')}." if fact.get("saw") else ""
        message = by(seen, f"She could not go on: {fact.value}.") + f" {by(seen, sought)}".rstrip() + shown
        expected = str(fact.get("looked_for") or "a way on")
        yield Problem(fact, expected, str(fact.value), message, about=str(fact.value))


def too_busy_to_tell(seen: Seen, fact: Observation) -> bool:
    """She gave up on a machine that is too busy to judge time: that says nothing about the shop."""
    left = any(each.moment == fact.moment for each in seen.ever("gave_up"))
    return left and not seen.conditions.timings_judged
