"""Reads ``personas/mix.yaml``: how large a share of a crowd each persona has, and how far its people differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mystery_shopper.errors import SettingsError
from mystery_shopper.model import Persona
from mystery_shopper.personas.reading import find_persona, is_mix
from mystery_shopper.problems import Problem, raise_first, shown
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys
from mystery_shopper.yaml.values import table, text, within

DEFAULT_PERSONA: Final = "shopper"
"""The shipped persona; it joins a crowd only where a suite has no personas of its own."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Who a crowd is made of: weights by persona id, and the least and largest factor by which a trait varies."""

    shares: Mapping[str, float]
    varies: Mapping[str, tuple[float, float]]


VARIES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {"patience": (0.5, 2.0), "typing": (0.6, 1.6), "thinking": (0.5, 2.0), "pointing": (0.7, 1.5)}
)
"""How far people of one persona lie apart where the mix does not say it (P): half as patient to twice as patient."""


def load_mix(folder: Path, personas: Mapping[str, Persona]) -> Mix:
    """Return the mix of a suite's ``personas`` folder; without a file, every persona of the suite in equal parts.

    Raises:
        DataError: for the first mistake in the file, with how many more there are.
    """
    problems: list[Problem] = []
    mix = read_mix(folder, personas, problems)
    raise_first(problems)
    return mix


def read_mix(
    folder: Path, personas: Mapping[str, Persona], problems: list[Problem], faulty: Container[str] = ()
) -> Mix:
    """Return the mix as far as it can be read, and note every mistake in ``problems``.

    ``faulty`` are ids of personas whose files have mistakes, which are told already.
    """
    equal = {each: 1.0 for each in personas if each != DEFAULT_PERSONA} or {DEFAULT_PERSONA: 1.0}
    paths = sorted(each for each in folder.glob("*") if is_mix(each) and each.is_file())
    root = read_file(paths[0], problems) if paths else None
    for each in paths[1:]:
        problems.append(Problem(shown(each), 0, f"there is a mix already: {shown(paths[0])}. Keep one."))
    if root is None:
        return Mix(equal, VARIES)
    keys = {"shares": Key(_shares(personas, faulty), "{hurried-phone: 30%}"), "varies": Key(_varies)}
    given = read_keys(root, keys, "the mix", problems)
    return Mix(given.get("shares", equal), {**VARIES, **given.get("varies", {})})


def _shares(personas: Mapping[str, Persona], faulty: Container[str]) -> Callable[[Node], dict[str, float]]:
    numbers = table(_share, "{hurried-phone: 30%, keyboard-only: 10%}")

    def read(node: Node) -> dict[str, float]:
        found: dict[str, float] = {}
        problems: list[Problem] = []
        shares = {name: share for name, share in numbers(node).items() if name.casefold() not in faulty}
        for name, share in shares.items():
            assert isinstance(node.value, dict)
            place = node.value[name]
            try:
                persona = find_persona(personas, name).id
            except SettingsError as trouble:
                problems.append(Problem(place.path, place.line, f"{node.where}: {trouble}"))
                continue
            if persona in found:
                text = f"{node.where}: '{name}' is the persona '{persona}', who has a share already. Keep one."
                problems.append(Problem(place.path, place.line, text))
            found[persona] = share
        raise_first(problems)
        if not sum(shares.values()) and len(shares) == len(node.value or ()):
            raise node.error("add up to nothing, so nobody would come. Give at least one persona a share.")
        return found

    return read


def _share(node: Node) -> float:
    found = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*%?", text(node, "a share such as `30%` or `3`"))
    if not found:
        raise node.wrong("a share such as `30%` or `3`")
    return within(node, float(found[1].replace(",", ".")), 0, 1_000_000)


def _factors(node: Node) -> tuple[float, float]:
    expected = "two factors such as `0.5x to 2x`, or `1x to 1x` for people who are all alike"
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*x?\s*to\s*(\d+(?:[.,]\d+)?)\s*x?", text(node, expected), re.IGNORECASE)
    if not found:
        raise node.wrong(expected)
    low, high = (within(node, float(each.replace(",", ".")), 0.1, 10, "x") for each in found.groups())
    if low > high:
        raise node.error(f"begins with the larger factor. Write `{high:g}x to {low:g}x`.")
    return low, high


def _varies(node: Node) -> dict[str, tuple[float, float]]:
    return table(_factors, "{patience: 0.5x to 2x}", VARIES)(node)
