"""The names that feature files may mention: personas, journeys with their moments, owners and severities."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mystery_shopper.cards import find_card
from mystery_shopper.errors import SettingsError, did_you_mean, one_of
from mystery_shopper.journeys import DEFAULT_JOURNEY, MOMENTS, find_journey
from mystery_shopper.lint.teams import is_slip
from mystery_shopper.model import Journey, Persona, Severity
from mystery_shopper.personas.reading import find_persona

PRONOUNS = frozenset({"she", "he", "they", "it", "i", "the shopper", "the customer"})
"""Who acts in a sentence without being named: whoever acted last."""
WHERE_OFFERED = "where-offered"
"""The tag of scenarios about what not every shop has; where it is missing they are skipped."""
TAGS = ("journey", "persona", "owner", "severity")
_NEEDS_VALUES = frozenset({"parametrize", "skipif", "usefixtures", "filterwarnings"})
_SEVERITIES = [each.value for each in Severity]


@dataclass(frozen=True, slots=True)
class Names:
    """What is known by name; an empty mapping means that nothing of its kind was looked for."""

    personas: Mapping[str, Persona] = field(default_factory=dict)
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    teams: tuple[str, ...] = ()  # the usual teams of the rules
    kinds: frozenset[str] = frozenset()  # the kinds of friction
    faulty: frozenset[str] = frozenset()  # ids of personas and journeys that are there but cannot be read

    @property
    def owners(self) -> set[str]:
        """All teams that can get a finding."""
        named = {moment.owner for journey in self.journeys.values() for moment in journey.moments}
        renamed = {team for journey in self.journeys.values() for team in journey.owners.values()}
        asked = {
            each.owner for journey in self.journeys.values() for moment in journey.moments for each in moment.expects
        }
        return (named | renamed | asked | set(self.teams)) - {""}

    def persona_problem(self, name: str) -> str:
        """Return what is wrong with the name of a persona, or an empty string."""
        if not self.personas or self._is_faulty(name):
            return ""
        return _refusal(lambda: find_persona(self.personas, name))

    def journey_problem(self, name: str) -> str:
        """Return what is wrong with the name of a journey, or an empty string."""
        if not self.journeys or self._is_faulty(name):
            return ""
        return _refusal(lambda: find_journey(self.journeys, name))

    def _is_faulty(self, name: str) -> bool:
        """Say whether a name may belong to a file with a mistake, which is told already."""
        first = re.split(r"[\s,]", name.casefold(), maxsplit=1)[0]
        return bool({name.casefold(), first} & self.faulty)

    def moment_problem(self, name: str, journey_id: str) -> str:
        """Return what is wrong with the name of a moment on the scenario's map, or an empty string."""
        journey = self.journeys.get(journey_id or DEFAULT_JOURNEY)
        known = [each.id for each in journey.moments] if journey else list(MOMENTS)
        if name in known or self._is_faulty(journey_id):
            return ""
        map_name = f" on the journey '{journey.id}'" if journey else ""
        return f"There is no moment '{name}'{map_name}.{one_of(name, known)}"

    def kind_problem(self, name: str) -> str:
        """Return what is wrong with the name of a kind of friction, or an empty string."""
        if not self.kinds or name in self.kinds:
            return ""
        more = f"`mystery-shopper frictions` lists all {len(self.kinds)}."
        return f"There is no kind of friction '{name}'.{did_you_mean(name, self.kinds)} {more}"

    def tag_problem(self, tag: str) -> str:
        """Return what is wrong with a tag (without its @), or an empty string; free tags are for ``-m``."""
        if tag.endswith(","):
            return f"The tag '@{tag}' ends with a comma. Separate tags by spaces alone."
        prefix, colon, value = tag.partition(":")
        if not colon or prefix == "shoppers":
            return _bare_tag_problem(tag)
        if prefix not in TAGS:
            known = [f"@{each}:" for each in TAGS]
            near = did_you_mean(f"@{prefix}:", known)
            return f"There is no tag '@{prefix}:'.{near} Valid: {', '.join(known)}." if near else ""
        if not value:
            return f"The tag '@{prefix}:' names nothing. Write it as in `{_EXAMPLES[prefix]}`."
        return {
            "journey": self.journey_problem,
            "persona": self.persona_problem,
            "owner": self.owner_problem,
            "severity": severity_problem,
        }[prefix](value)

    def owner_problem(self, value: str) -> str:
        """Return what is wrong with the name of a team, or an empty string."""
        known = {_spaced(each): each for each in sorted(self.owners, reverse=True)}  # the map's Payments, not payments
        if not known or _spaced(value) in known:
            return ""
        return f"There is no owner '{value}'.{one_of(value, sorted(known.values()))}"


def card_problem(name: str) -> str:
    """Return what is wrong with the name of a test card, or an empty string."""
    return _refusal(lambda: find_card(name))


def twofold(tags: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the tags of one part, each with its place among them, where two name different things.

    A severity may stand beside another one, as may an owner: they tell the report and nobody chooses by them.
    """
    for kind in ("journey", "persona"):
        said = [(at, each) for at, each in enumerate(tags) if each.startswith(f"@{kind}:")]
        for at, other in (each for each in said if each[1] != said[0][1]):
            yield at, f"'{said[0][1]}' and '{other}' are said of the same part, and only one can hold. Keep one."


def _bare_tag_problem(tag: str) -> str:
    if tag in TAGS:
        return f"The tag '@{tag}' names nothing. Write it as in `{_EXAMPLES[tag]}`."
    if called := re.fullmatch(rf"({'|'.join(TAGS)})[(=\[]\W*(\S*\w)\W*", tag):
        return f"The tag '@{tag}' means nothing. Write `@{called[1]}:{called[2]}`."
    if meant := next((each for each in TAGS if _misspelt(tag, each)), ""):
        return f"The tag '@{tag}' means nothing. Did you mean '@{meant}:'? Write it as in `{_EXAMPLES[meant]}`."
    if re.match(r"shoppers?\b", tag) and not re.fullmatch(r"shoppers\([1-9]\d{0,3}\)", tag):
        return f"The tag '@{tag}' does not say how many. Write it as in `@shoppers(20)`; at most 9999."
    if difflib.get_close_matches(tag, [WHERE_OFFERED], cutoff=0.8) and tag != WHERE_OFFERED:
        return f"The tag '@{tag}' means nothing. Did you mean '@{WHERE_OFFERED}'?"
    if tag.startswith("_"):
        right = tag.lstrip("_") or "slow"
        return f"The tag '@{tag}' begins with an underscore, which pytest forbids. Write '@{right}'."
    if tag in _NEEDS_VALUES:
        return f"The tag '@{tag}' has a meaning of its own in pytest and needs values that a tag has not. Rename it."
    near = difflib.get_close_matches(tag, _SEVERITIES, n=1, cutoff=0.8)
    return f"The tag '@{tag}' is no severity. Did you mean '@{near[0]}'?" if near and near[0] != tag else ""


def _misspelt(tag: str, right: str) -> bool:
    """Say whether a slip of the finger is inside a tag; another end makes another word, such as `@personal`."""
    ends_alike = tag[:1] == right[:1] and tag[-1:] == right[-1:]
    return ends_alike and tag != right and is_slip(tag, right)


def severity_problem(value: str) -> str:
    """Return what is wrong with the name of a severity, or an empty string."""
    return "" if value.casefold() in _SEVERITIES else f"There is no severity '{value}'.{one_of(value, _SEVERITIES)}"


def _refusal(find: Callable[[], object]) -> str:
    try:
        find()
    except SettingsError as error:
        return str(error)
    return ""


def _spaced(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("_", " ").casefold().split())


_EXAMPLES = {
    "journey": "@journey:guest-purchase",
    "persona": "@persona:hurried-phone",
    "owner": "@owner:Payments",
    "severity": "@severity:critical",
}
