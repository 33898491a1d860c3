"""The one list of friction kinds, and the decorator that puts a rule on it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mystery_shopper.errors import MysteryShopperError, did_you_mean, one_of
from mystery_shopper.model import Severity

if TYPE_CHECKING:
    from mystery_shopper.frictions.seen import Problem, Seen

Rule = Callable[["Seen"], "Iterable[Problem]"]

CATEGORIES: Final = (
    "failed purchase",
    "payment",
    "price and money",
    "broken promise",
    "form",
    "does not work",
    "accessibility",
    "slow",
    "other",
)
"""What the reports group findings by."""


class RuleError(MysteryShopperError):
    """A friction rule is declared in a way that cannot be used."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of friction: what it is called, how much it hurts, who mends it, and the rule that notices it."""

    id: str
    title: str
    severity: Severity
    owner: str  # the team that usually mends it
    category: str
    limit: float | None  # None for a kind that is either there or not
    unit: str
    source: str  # where the limit comes from, in words; "our own choice" where nobody has published one
    harm: str  # what the customer suffers, in a few words
    friction_class: str  # A: the browser is enough; B: needs an oracle
    timing: bool  # judged only while the machine is fit to measure time
    rule: Rule
    place: str  # file:line of the rule

    @property
    def threshold(self) -> str:
        """The limit as people say it: ``1 order``, ``2 500 ms``; empty for a kind that has none."""
        if self.limit is None:
            return ""
        unit = self.unit.removesuffix("s") if self.limit == 1 and self.unit not in ("s", "ms") else self.unit
        return f"{self.limit:,g} {unit}".replace(",", " ")


def friction(
    kind: str,
    *,
    title: str,
    severity: Severity,
    owner: str,
    category: str = "other",
    limit: float | None = None,
    unit: str = "",
    source: str = "",
    harm: str = "",
    friction_class: str = "A",
    timing: bool = False,
) -> Callable[[Rule], Rule]:
    """Register a rule: a function that takes a `Seen` and yields a `Problem` for every friction it notices.

    Args:
        kind: the stable id, lower-case words joined by hyphens; a company's own kinds are named the same way.
        title: what a reader sees first, a short sentence without a full stop.
        severity: how much it hurts unless the rule grades it or the journey map says otherwise.
        owner: the team that usually mends it; a journey map may name another.
        category: one of `CATEGORIES`.
        limit: the threshold in `unit`; a journey map may set another. None when there is nothing to measure.
        source: where the limit comes from.
        harm: what the customer suffers.
        friction_class: "A" when the browser is enough, "B" when the rule needs an oracle.
        timing: True when a busy machine would make the rule lie.

    Raises:
        RuleError: for an id that is taken or malformed, and for arguments that make no sense.
    """

    def register(rule: Rule) -> Rule:
        place = _place(rule)
        made = Kind(
            kind, title, severity, owner, category, limit, unit, source, harm, friction_class, timing, rule, place
        )
        _check(made)
        _KINDS[kind] = made
        return rule

    return register


def kinds() -> dict[str, Kind]:
    """Return every registered kind by its id, in the order of registration."""
    return dict(_KINDS)


def find_kind(kind: str) -> Kind:
    """Return one kind.

    Raises:
        RuleError: for an id that is not registered; names the nearest.
    """
    if kind not in _KINDS:
        raise RuleError(f"There is no friction kind {kind!r}.{did_you_mean(kind, _KINDS)} See docs/frictions.md.")
    return _KINDS[kind]


def describe() -> list[Kind]:
    """Return all kinds as the documentation lists them: by category, then by id."""
    return sorted(_KINDS.values(), key=lambda each: (CATEGORIES.index(each.category), each.id))


def forget(*ids: str) -> None:
    """Take kinds off the list; for tests of a company's own rules."""
    for each in ids:
        _KINDS.pop(each, None)


_KINDS: dict[str, Kind] = {}
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def _check(made: Kind) -> None:
    for problem in _problems(made):
        raise RuleError(f"{made.place}: friction {made.id!r} {problem}")


def _problems(made: Kind) -> Iterator[str]:
    if not _ID.fullmatch(made.id):
        yield "has an id that is not lower-case words joined by hyphens. Write it like 'gift-wrap-missing'."
    taken = _KINDS.get(made.id)
    if taken and _origin(taken.rule) != _origin(made.rule):
        yield f"is registered already at {taken.place}. Choose another id, or turn that one off in the map."
    for key in ("title", "owner"):
        if not str(getattr(made, key)).strip():
            yield f"has an empty {key}. Say it in a few words: it is printed in every finding."
    if not isinstance(made.severity, Severity):
        valid = [f"Severity.{each.name}" for each in Severity]
        yield f"has severity {made.severity!r}.{one_of(f'Severity.{str(made.severity).upper()}', valid)}"
    if made.category not in CATEGORIES:
        yield f"has category {made.category!r}.{one_of(made.category, CATEGORIES)}"
    if made.limit is not None and (isinstance(made.limit, bool) or not isinstance(made.limit, (int, float))):
        yield f"has limit {made.limit!r}, which is not a number. Give the number, and what it counts as unit."
    if (made.limit is None) != (not made.unit):
        yield f"has limit {made.limit!r} and unit {made.unit!r}. Give both, or neither."
    if made.friction_class not in ("A", "B"):
        yield f"has friction_class {made.friction_class!r}. Valid: 'A' (the browser is enough), 'B' (needs an oracle)."
    if not _takes_one(made.rule):
        yield f"must be a function of one argument: def {getattr(made.rule, '__name__', 'rule')}(seen: Seen)."
    if inspect.iscoroutinefunction(made.rule) or inspect.isasyncgenfunction(made.rule):
        yield f"is async and would never run. Write a plain `def {getattr(made.rule, '__name__', 'rule')}(seen: Seen)`."


def _takes_one(rule: object) -> bool:
    if not callable(rule):
        return False
    try:
        inspect.signature(rule).bind(None)
    except TypeError:
        return False
    return True


def _origin(rule: Rule) -> tuple[str, str]:
    """Tell two functions apart from one function whose module was loaded twice."""
    code = getattr(rule, "__code__", None)
    return (code.co_filename if code else "", getattr(rule, "__qualname__", repr(rule)))


def _place(rule: Rule) -> str:
    code = getattr(rule, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else repr(rule)
