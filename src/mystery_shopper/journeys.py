"""Reads ``journeys/*.yaml``: the maps of moments, and what a company asks of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from mystery_shopper.errors import DataError, SettingsError, did_you_mean, one_of
from mystery_shopper.model import Expectation, Journey, Moment, Promise, Severity
from mystery_shopper.presets import countries, data_path
from mystery_shopper.problems import Problem, problems_of, raise_first
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys, strange_id, yaml_paths
from mystery_shopper.yaml.project import read_project
from mystery_shopper.yaml.values import UNITS_S, amount_and_unit, flag, many, name, one, seconds, table, text, within

T = TypeVar("T")

DEFAULT_JOURNEY: Final = "default"
MOMENTS: Final = (
    "arrive",
    "find",
    "choose",
    "basket",
    "checkout",
    "pay",
    "confirm",
    "mail",
    "account",
    "help",
    "return",
)
"""The moments that the shipped sentences open; a map may add moments of its own."""

CARRIED: Final = ("basket", "total", "price", "address", "email", "reference", "delivery-date")
"""What can be asked to survive the hand-off into a moment."""

Kinds = Mapping[str, str]
"""The known friction kinds: id -> unit of the rule's limit (``ms``, ``s`` or another word; empty when it has none)."""


def load_journeys(
    folders: Iterable[Path], kinds: Kinds | None = None, teams: Iterable[str] | None = None
) -> dict[str, Journey]:
    """Return the maps of the folders by id, and the shipped ``default`` map where no file replaces it.

    ``kinds`` are the known friction kinds with their units; None accepts any kind and takes durations as milliseconds.
    ``teams`` are the usual teams of the rules: with both given, ``owners`` may name nothing else.

    Raises:
        DataError: for the first mistake, with how many more there are.
    """
    problems: list[Problem] = []
    journeys = read_journeys(folders, problems, kinds, teams)
    raise_first(problems)
    return journeys


def read_journeys(
    folders: Iterable[Path],
    problems: list[Problem],
    kinds: Kinds | None = None,
    teams: Iterable[str] | None = None,
) -> dict[str, Journey]:
    """Return the maps that can be read, by id, and note every mistake in ``problems``."""
    keys, places = _journey_keys(kinds, teams), tuple(folders)
    house = tuple(each for place in places for each in _house_rules(place.parent / "pyproject.toml", kinds, problems))
    found: dict[str, Journey] = {}
    for path in yaml_paths(places):
        journey = _read(path, keys, problems)
        if journey is not None:
            _keep(journey, found, problems)
    if DEFAULT_JOURNEY not in found:
        shipped = _read(data_path("default_journey.yaml"), _journey_keys(None, None), problems)
        assert shipped is not None
        found[DEFAULT_JOURNEY] = shipped
    return {each: _expecting(journey, house) for each, journey in found.items()}


def find_journey(journeys: Mapping[str, Journey], wanted: str) -> Journey:
    """Return the map of that id or title, whatever the case. Raises SettingsError naming the nearest."""
    known = {each.title.casefold(): each for each in journeys.values()}
    known |= {key.casefold(): each for key, each in journeys.items()}
    if wanted.casefold() not in known:
        raise SettingsError(f"There is no journey '{wanted}'.{one_of(wanted, journeys)}")
    return known[wanted.casefold()]


def _expecting(journey: Journey, house: tuple[Expectation, ...]) -> Journey:
    """Let what holds everywhere hold at every moment: the house's rules, then the map's, then the moment's own."""
    everywhere = house + journey.expects
    moments = tuple(replace(each, expects=everywhere + each.expects) for each in journey.moments)
    return replace(journey, expects=everywhere, moments=moments)


def _house_rules(path: Path, kinds: Kinds | None, problems: list[Problem]) -> list[Expectation]:
    """Return what the suite's pyproject.toml says of rules under ``[tool.mystery-shopper.frictions]``."""
    root = read_project(path, problems)
    if root is None:
        return []
    keys = {"frictions": Key(table(lambda node: _house_rule(node, kinds), "slow-lcp = {limit = 3000}"))}
    found: dict[str, Expectation] = read_keys(root, keys, "[tool.mystery-shopper]", problems).get("frictions", {})
    return list(found.values())


def _house_rule(node: Node, kinds: Kinds | None) -> Expectation:
    kind = node.where.rpartition(": ")[2].strip("'")
    if not isinstance(node.value, dict):
        problem = f"friction '{kind}' is {node.value}. Write it like {kind} = {{off = true, because = \"...\"}}"
        raise DataError(node.path, node.line, problem)
    named = Node(node.path, node.line, kind, f"{node.where}")
    return _expectation(Node(node.path, node.line, {**node.value, "kind": named}), kinds)


def _keep(journey: Journey, found: dict[str, Journey], problems: list[Problem]) -> None:
    other = found.get(journey.id)
    if other is None:
        found[journey.id] = journey
        return
    path, _, line = journey.source.rpartition(":")
    text = f"two journeys have the id '{journey.id}'; the other is at {other.source}. Rename one."
    problems.append(Problem(path, int(line), text))


def _read(path: Path, keys: Mapping[str, Key], problems: list[Problem]) -> Journey | None:
    root = read_file(path, problems)
    if root is None:
        return None
    before = len(problems)
    given = root.value.get("journey") if isinstance(root.value, dict) else None
    journey_id = given.value if given and isinstance(given.value, str) else path.stem.lower()
    problems.extend(strange_id(root, path, "journey"))
    values = read_keys(root, keys, f"journey '{journey_id}'", problems)
    if len(problems) > before:
        return None
    values = values | {"owners": MappingProxyType(values.get("owners", {}))}
    values.pop("journey", None)
    return Journey(id=journey_id, source=root.source, **values)


def _journey_keys(kinds: Kinds | None, teams: Iterable[str] | None) -> dict[str, Key]:
    routed = None if kinds is None or teams is None else [*sorted(set(teams)), *kinds]
    return {
        "journey": Key(name),
        "title": Key(text, "Buying as a guest", required=True),
        "goal": Key(text, "The parcel is on its way and she knows when it comes", required=True),
        "owners": Key(table(text, "{accessibility: Inclusive Design}", routed)),
        "expects": Key(_listed(lambda node: _expectation(node, kinds), "- kind: slow-lcp", "kind", "expectation")),
        "moments": Key(_moments(kinds), "[{id: arrive, title: She opens the home page}]", required=True),
    }


def _moments(kinds: Kinds | None) -> Any:
    keys = {
        "id": Key(name, "arrive", required=True),
        "title": Key(text, "She opens the home page", required=True),
        "owner": Key(text),
        "channel": Key(text),
        "defining": Key(flag),
        "pays_with": Key(_ways_to_pay),
        "carries": Key(many(one(*CARRIED), "[basket, total]")),
        "expects": Key(_listed(lambda node: _expectation(node, kinds), "- kind: slow-lcp", "kind", "expectation")),
        "promises": Key(_listed(_promise, "- id: confirmation-mail", "id", "promise")),
    }

    def moment(node: Node) -> Moment:
        values = _part(node, keys, "moment")
        return Moment(source=node.source, pays_with=MappingProxyType(values.pop("pays_with", {})), **values)

    def read(node: Node) -> tuple[Moment, ...]:
        moments = _listed(moment, "- id: arrive", "id", "moment")(node)
        if not moments:
            raise node.wrong("at least one moment such as `- {id: arrive, title: She opens the home page}`")
        return moments

    return read


def _ways_to_pay(node: Node) -> dict[str, tuple[str, ...]]:
    """Return the ways to pay by the ISO code of a country, or for ``all``."""
    if isinstance(node.value, dict):
        if uk := next((each for key, each in node.value.items() if key.upper() == "UK"), None):
            said = f"{node.where} knows no 'UK'; the ISO code of the United Kingdom is `GB`."
            raise DataError(uk.path, uk.line, said)
        codes = {key: key.lower() if key.lower() == "all" else key.upper() for key in node.value}
        node = Node(node.path, node.line, {codes[key]: each for key, each in node.value.items()}, node.where)
    return table(many(text, "[card]"), "{all: [card], DE: [PayPal]}", ["all", *sorted(countries())])(node)


def _expectation(node: Node, kinds: Kinds | None) -> Expectation:
    values = _part(node, _expectation_keys(node, kinds), "expectation", "kind")
    if values.get("off") and not values.get("because"):
        problem = f"expectation '{values['kind']}' is off without 'because'. Write the reason, so that nobody wonders."
        raise DataError(node.path, node.line, problem)
    return Expectation(source=node.source, **values)


def _expectation_keys(node: Node, kinds: Kinds | None) -> dict[str, Key]:
    """Return the keys of one expectation, whose limit is read in the unit of its own kind."""
    kind = node.value.get("kind") if isinstance(node.value, dict) else None
    unit = (kinds or {}).get(str(kind.value), "ms") if kind else "ms"
    return {
        "kind": Key(lambda each: _kind(each, kinds), "slow-lcp", required=True),
        "limit": Key(lambda each: _limit(each, unit)),
        "severity": Key(_severity),
        "owner": Key(text),
        "off": Key(flag),
        "because": Key(text),
    }


def _kind(node: Node, kinds: Kinds | None) -> str:
    value = name(node)
    if kinds is not None and value not in kinds:
        near = did_you_mean(value, kinds)
        raise node.error(
            f"is '{value}', which is no known kind of friction.{near} "
            f"`mystery-shopper frictions` lists all {len(kinds)}."
        )
    return value


def _limit(node: Node, unit: str) -> float:
    """Return a limit in the rule's own unit: a bare number is in it already, a duration is turned into it."""
    amount, given = amount_and_unit(node, "a number, or a duration such as `2.5 s`")
    within(node, amount, 0, 10_000_000, f" {given}" if given else "")
    if not given or given == unit.lower():
        return amount
    measures_time = unit in {"ms", "s"}
    if given in UNITS_S and measures_time:
        return round(amount * UNITS_S[given] / UNITS_S[unit], 6)
    or_duration = ", or a duration such as `2.5 s`" if measures_time else ""
    raise node.wrong(f"a number in this rule's unit{f' ({unit})' if unit else ', which is a bare number'}{or_duration}")


def _promise(node: Node) -> Promise:
    values = _part(node, PROMISE_KEYS, "promise")
    if "within" in values:
        values["within_s"] = values.pop("within")
    return Promise(source=node.source, **values)


def _part(node: Node, keys: Mapping[str, Key], what: str, named_by: str = "id") -> dict[str, Any]:
    problems: list[Problem] = []
    called = node.value.get(named_by) if isinstance(node.value, dict) else None
    label = f"{what} '{called.value}'" if called and isinstance(called.value, str) else what
    values = read_keys(node, keys, label, problems)
    raise_first(problems)
    return values


def _listed(read: Callable[[Node], T], example: str, named_by: str, what: str) -> Callable[[Node], tuple[T, ...]]:
    """Return a reader for a list of mappings, of which no two may have the same name."""

    def read_all(node: Node) -> tuple[T, ...]:
        problems = list(_doubles(node, named_by, what))
        values: tuple[T, ...] = ()
        try:
            values = many(read, example)(node)
        except DataError as error:
            problems.extend(problems_of(error))
        raise_first(problems)
        return values

    return read_all


def _doubles(node: Node, named_by: str, what: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for each in node.value if isinstance(node.value, list) else []:
        given = each.value.get(named_by) if isinstance(each.value, dict) else None
        called = str(given.value) if given else ""
        if called in first:
            yield Problem(
                each.path, each.line, f"{what} '{called}' is here already, in line {first[called]}. Keep or rename one."
            )
        elif called:
            first[called] = each.line


def _severity(node: Node) -> Severity:
    return Severity(one(*Severity)(node))


PROMISE_KEYS = {
    "id": Key(name, "confirmation-mail", required=True),
    "says": Key(text, "A confirmation e-mail within 30 seconds", required=True),
    "within": Key(seconds(0, 31 * 86_400)),
    "severity": Key(_severity),
}
