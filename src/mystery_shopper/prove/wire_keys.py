"""The keys of what happens on the network in a fault file, and the other ways in which people write the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.prove.network import ABORTS, TYPES, Wire
from mystery_shopper.yaml.files import Key, Node, read_keys
from mystery_shopper.yaml.values import one, seconds, table, text, whole

WIRE_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "url": "pattern", "match": "pattern", "delay_ms": "delay", "delay_s": "delay", "latency": "delay",
        "status_code": "status", "rewrite": "replace", "respond": "body", "response": "body", "json": "body",
        "content-type": "content_type", "resource": "type", "resource_type": "type",
    }
)  # fmt: skip
"""Other words for a key, as people write them without looking them up."""

DOSE: Final = -1.0
"""A delay that is the fault's dose."""

_MILLISECONDS_FROM: Final = 60.0  # a bare number above this is milliseconds: nobody lets a request wait for minutes (P)
_METHODS: Final = ("get", "head", "post", "put", "patch", "delete", "options")  # RFC 9110 and RFC 5789
_CHANGES_NOTHING: Final = frozenset({"pattern", "method", "type", "times"})


def put(
    flat: dict[str, Node], aliases: Mapping[str, str], name: str, node: Node, what: str, problems: list[Problem]
) -> None:
    """Add a value under its key's own name; note it when the key was given before, under whatever name."""
    known = aliases.get(name, name)
    if name == "rewrite" and isinstance(node.value, str):
        known = "body"
    if known in flat:
        text = f"{what} says '{known}' twice; the other is in line {flat[known].line}. Keep one."
        problems.append(Problem(node.path, node.line, text))
        return
    flat[known] = _with_unit(name, node)


def wires(node: Node) -> tuple[Wire, ...]:
    """Return everything that happens on the network, from one mapping or a list of them."""
    problems: list[Problem] = []
    made = [_wire(each, node.where, problems) for each in (node.value if isinstance(node.value, list) else [node])]
    raise_first(problems)
    return tuple(Wire(**each) for each in made)


def _wire(node: Node, where: str, problems: list[Problem]) -> dict[str, Any]:
    what = where or "what happens on the network"
    if not isinstance(node.value, dict):
        text = f"{where} is {node.described}; expected a pattern with delay, status, abort, body or replace."
        problems.append(Problem(node.path, node.line, text))
        return {}
    flat: dict[str, Node] = {}
    for name, each in node.value.items():
        put(flat, WIRE_ALIASES, name, each, what, problems)
    values = read_keys(Node(node.path, node.line, flat), WIRE_KEYS, what, problems)
    if "pattern" in values and set(values) <= _CHANGES_NOTHING and not problems:
        text = (
            f"{what} does nothing to '{values['pattern']}'. Give one of: delay, status, abort, body, replace, headers."
        )
        problems.append(Problem(node.path, node.line, text))
    return values


def _with_unit(name: str, node: Node) -> Node:
    """Read the unit that a key's own name says: ``delay_ms: 3000`` is ``delay: 3000 ms``."""
    if not isinstance(node.value, str) or not re.fullmatch(r"\d+([.,]\d+)?", node.value):
        return node
    known = re.search(r"_(ms|s)$", name)
    unit = known[1] if known else ""
    if name in ("delay", "latency") and float(node.value.replace(",", ".")) > _MILLISECONDS_FROM:
        unit = "ms"
    return Node(node.path, node.line, f"{node.value} {unit}", node.where) if unit else node


def _abort(node: Node) -> str:
    value = str(node.value or "").lower().replace("_", "").replace("-", "").replace(" ", "")
    if value in ("yes", "true", "on", ""):
        return "failed"
    if value in ("no", "false", "off"):
        return ""
    return one(*ABORTS)(Node(node.path, node.line, value, node.where))


def _delay(node: Node) -> float:
    if isinstance(node.value, str) and node.value.lower() in ("dose", "amount"):
        return DOSE
    return seconds(0, 600)(node)


def _body(node: Node) -> str:
    """Return the text of an answer; a mapping or a list becomes JSON."""
    return node.value if isinstance(node.value, str) else json.dumps(_plain(node)) if node.value is not None else ""


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(each) for key, each in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(each) for each in node.value]
    return _scalar(node.value)


def _scalar(value: str | None) -> Any:
    if value is None or value.lower() in ("true", "false"):
        return None if value is None else value.lower() == "true"
    return json.loads(value) if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", value) else value


def _pairs(node: Node) -> tuple[tuple[str, str], ...]:
    """Return what is replaced by what: a mapping, or a list of ``{find:, with:}``."""
    if isinstance(node.value, dict) and not {"find", "from"} & set(node.value):
        return tuple((key, str(each.value or "")) for key, each in node.value.items())
    pairs = []
    for each in node.value if isinstance(node.value, list) else [node]:
        inner = each.value if isinstance(each.value, dict) else {}
        find, instead = inner.get("find") or inner.get("from"), inner.get("with") or inner.get("to")
        if find is None or instead is None:
            raise node.wrong("`{old text: new text}`, or a list of `{find: old text, with: new text}`")
        pairs.append((str(find.value or ""), str(instead.value or "")))
    return tuple(pairs)


WIRE_KEYS: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "pattern": Key(text, '"*/api/basket*"', required=True),
        "method": Key(lambda node: one(*_METHODS)(node).upper()),
        "type": Key(one(*TYPES)),
        "delay": Key(_delay),
        "status": Key(whole(100, 599, "503")),
        "abort": Key(_abort),
        "body": Key(_body),
        "headers": Key(table(lambda node: str(node.value or ""), "{Cache-Control: no-store}")),
        "content_type": Key(text),
        "replace": Key(_pairs),
        "times": Key(whole(1, 1000, "1")),
    }
)
"""The keys of one thing that happens on the network; see docs/faults.md."""
