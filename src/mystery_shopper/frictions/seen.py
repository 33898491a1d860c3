"""What a rule looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mystery_shopper.model import Conditions, Evidence, Journey, Moment, Observation, Persona, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: the fact that shows it, what was expected, and what happened, with both numbers."""

    observation: Observation
    expected: str
    observed: str
    message: str  # one plain sentence
    severity: Severity | None = None  # when the rule grades; None takes the kind's own
    element: str | None = None  # as a person would name it; None takes the observation's, unless it is about no element
    about: str = ""  # what it is about where that is no element; of one kind on one page it tells two causes apart
    kind_moment: str | None = None  # None takes the observation's moment
    cause: str = ""  # the same text at another moment or page is the same cause, so a repeat
    evidence: tuple[Evidence, ...] = ()  # beside the observation's own
    gap: Decimal | None = None  # by how much a sum differs from the one that was expected


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at a visit: what is new at one moment, and everything before it."""

    new: tuple[Observation, ...]  # since the last judgement, of one moment, in the order they were seen
    all: tuple[Observation, ...]  # the whole visit so far, the new ones included
    persona: Persona
    journey: Journey
    moment: Moment  # the one the new observations belong to
    conditions: Conditions
    ended: bool = False  # the visit is over: what has not come will not come
    limit: float = 0.0  # the kind's limit, or the journey map's for this moment

    def of(self, *names: str) -> list[Observation]:
        """Return the new observations of these names."""
        return _named(self.new, names)

    def before(self, *names: str) -> list[Observation]:
        """Return what was seen of these names before the first new observation."""
        fresh = {id(each) for each in self.new}
        first = next((place for place, each in enumerate(self.all) if id(each) in fresh), len(self.all))
        return _named(self.all[:first], names)

    def ever(self, *names: str) -> list[Observation]:
        """Return everything that the visit has seen of these names."""
        return _named(self.all, names)

    def last(self, name: str) -> Observation | None:
        """Return the latest observation of a name, or None."""
        return next((each for each in reversed(self.all) if each.name == name), None)

    @property
    def who(self) -> str:
        """The persona's pronoun as a sentence begins with it."""
        return self.persona.pronoun.capitalize()


def _named(observations: Iterable[Observation], names: tuple[str, ...]) -> list[Observation]:
    return [each for each in observations if each.name in names]
