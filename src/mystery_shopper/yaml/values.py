"""Readers of single values: text, choices, numbers, durations, flags and lists, each refusing with an example."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from mystery_shopper.errors import DataError, one_of
from mystery_shopper.problems import Problem, problems_of, raise_first
from mystery_shopper.yaml.files import Node
from mystery_shopper.yaml.ids import as_name, is_name

T = TypeVar("T")

YES = frozenset({"yes", "true", "on"})
NO = frozenset({"no", "false", "off"})
UNITS_S = {"ms": 0.001, "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0, "min": 60.0, "minute": 60.0} | {
    "minutes": 60.0,
    "h": 3600.0,
    "hour": 3600.0,
    "hours": 3600.0,
}
_MOST_DIGITS = 20  # a longer number is counted and not repeated
_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"  # a sign is read, so that a negative number is told to be one
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[a-z]*)", re.IGNORECASE)


def text(node: Node, expected: str = "some text") -> str:
    """Return a piece of text that is not empty; ``expected`` says what is asked for, where there is none."""
    if not isinstance(node.value, str) or not node.value:
        raise node.wrong(expected)
    return " ".join(node.value.split())


def name(node: Node) -> str:
    """Return an id: small letters, digits and hyphens, such as ``hurried-phone``."""
    value = text(node, "small letters, digits and hyphens, such as `hurried-phone`")
    if not is_name(value):
        raise node.wrong(f"small letters, digits and hyphens, such as `{as_name(value) or 'hurried-phone'}`")
    return value


def one(*allowed: str) -> Callable[[Node], str]:
    """Return a reader for one of a few words."""

    def read(node: Node) -> str:
        value = text(node, f"one of: {', '.join(allowed)}")
        if value.lower() not in allowed:
            raise node.error(f"is {value!r}.{one_of(value, allowed)}")
        return value.lower()

    return read


def number(low: float, high: float, example: str) -> Callable[[Node], float]:
    """Return a reader for a number within bounds, both included."""

    def read(node: Node) -> float:
        return within(node, _amount(node, "", f"a number such as `{example}`"), low, high)

    return read


def whole(low: int, high: int, example: str) -> Callable[[Node], int]:
    """Return a reader for a whole number within bounds, both included."""

    def read(node: Node) -> int:
        if not isinstance(node.value, str) or not re.fullmatch(r"-?\d+", node.value):
            raise node.wrong(f"a whole number such as `{example}`")
        return int(within(node, float(node.value), low, high))  # Python reads no int of more than 4300 digits

    return read


def seconds(low: float = 0, high: float = 86_400) -> Callable[[Node], float]:
    """Return a reader for a duration in seconds: ``30 s``, ``2 min``, ``800 ms``, or a bare number of seconds."""

    def read(node: Node) -> float:
        amount, unit = amount_and_unit(node, "a duration such as `30 s`, `2 min` or `800 ms`")
        if unit and unit not in UNITS_S:
            raise node.wrong("a duration such as `30 s`, `2 min` or `800 ms`")
        return within(node, round(amount * UNITS_S.get(unit, 1.0), 6), low, high, " s")

    return read


def rate(low: float, high: float) -> Callable[[Node], float]:
    """Return a reader for a number a second: ``3.5 per second`` or 3.5."""

    def read(node: Node) -> float:
        value = _amount(node, r"(?:(?:per|a|/)\s*(?:second|s))?", "a rate such as `3.5 per second`")
        return within(node, value, low, high, " per second")

    return read


def times(low: float, high: float) -> Callable[[Node], float]:
    """Return a reader for a factor: ``4x`` or 4."""

    def read(node: Node) -> float:
        return within(node, _amount(node, "x?", "a factor such as `4x`"), low, high, "x")

    return read


def percent(low: float, high: float) -> Callable[[Node], float]:
    """Return a reader for a percentage, as a factor: ``200%`` is 2.0. ``low`` and ``high`` are per cent."""

    def read(node: Node) -> float:
        return within(node, _amount(node, "%", "a percentage such as `200%`"), low, high, "%") / 100

    return read


def millimetres(low: float, high: float) -> Callable[[Node], float]:
    """Return a reader for a small length: ``1.5 mm``."""

    def read(node: Node) -> float:
        amount, unit = amount_and_unit(node, "a length such as `1.5 mm`")
        if unit not in ("", "mm"):
            raise node.wrong("a length such as `1.5 mm`")
        return within(node, amount, low, high, " mm")

    return read


def flag(node: Node) -> bool:
    """Return yes or no (true and false, on and off are understood too)."""
    value = node.value.lower() if isinstance(node.value, str) else ""
    if value not in YES | NO:
        raise node.wrong("`yes` or `no`")
    return value in YES


def many(read: Callable[[Node], T], example: str) -> Callable[[Node], tuple[T, ...]]:
    """Return a reader for a list; a single value counts as a list of one."""

    def read_all(node: Node) -> tuple[T, ...]:
        if isinstance(node.value, dict) and example.startswith("- "):
            raise node.error(f"is {node.described}. Begin each entry with a hyphen, as in `{example}`.")
        if isinstance(node.value, dict) or node.value is None:
            raise node.wrong(f"a list such as `{example}`")
        if isinstance(node.value, str):
            return (_only(read, node),)
        return tuple(_all(read, [Node(each.path, each.line, each.value, node.where) for each in node.value]))

    return read_all


def _only(read: Callable[[Node], T], node: Node) -> T:
    """Return the one entry of a list that is written without brackets; say so where several are."""
    try:
        return read(node)
    except DataError:
        if isinstance(node.value, str) and "," in node.value:
            raise node.error(f"is {node.described}. Put several between brackets: `[{node.value}]`.") from None
        raise


def table(
    read: Callable[[Node], T], example: str, names: Iterable[str] | None = None
) -> Callable[[Node], dict[str, T]]:
    """Return a reader for a mapping of names to values; ``names`` are the valid ones, any when None."""
    valid = None if names is None else list(names)

    def read_all(node: Node) -> dict[str, T]:
        if not isinstance(node.value, dict):
            raise node.wrong(f"a mapping such as `{example}`")

        def known(item: Node) -> T:
            key = item.where
            if valid is not None and key not in valid:
                raise DataError(item.path, item.line, f"{node.where} knows no '{key}'.{one_of(key, valid)}")
            return read(Node(item.path, item.line, item.value, f"{node.where}: '{key}'"))

        items = [Node(each.path, each.line, each.value, key) for key, each in node.value.items()]
        return dict(zip(node.value, _all(known, items), strict=True))

    return read_all


def amount_and_unit(node: Node, expected: str) -> tuple[float, str]:
    """Return the number and the unit (small letters, or empty) of a value such as ``2.5 s``."""
    found = _AMOUNT.fullmatch(node.value) if isinstance(node.value, str) else None
    if not found:
        raise node.wrong(expected)
    return float(found["number"].replace(",", ".")), found["unit"].lower()


def within(node: Node, value: float, low: float, high: float, unit: str = "") -> float:
    """Return a value that lies within bounds. Raises DataError otherwise, naming it as it was written too."""
    if not low <= value <= high:
        least, most, read = (f"{_plain(each)}{unit}" for each in (low, high, value))
        written = str(node.value)
        digits = len(re.findall(r"\d", written))
        in_other_units = re.search(r"[^\d.,+-]", written) and "".join(written.split()) != "".join(read.split())
        said = f"{written!r}, which is {read}" if in_other_units else read
        if digits > _MOST_DIGITS:
            said = f"a number of {digits} digits"
        raise node.error(f"is {said}; it must lie between {least} and {most}.")
    return value


def _amount(node: Node, unit: str, expected: str) -> float:
    """Return the number of a value whose unit fits a pattern."""
    found = re.fullmatch(rf"({_NUMBER})\s*{unit}", text(node, expected), re.IGNORECASE)
    if not found:
        raise node.wrong(expected)
    return float(found[1].replace(",", "."))


def _plain(value: float) -> str:
    """Return a number as people write it: 1000000, 0.5."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _all(read: Callable[[Node], T], nodes: Iterable[Node]) -> list[T]:
    """Read every node, and only then raise what was wrong, so that no mistake hides another."""
    values: list[T] = []
    problems: list[Problem] = []
    for node in nodes:
        try:
            values.append(read(node))
        except DataError as error:
            problems.extend(problems_of(error))
    raise_first(problems)
    return values
