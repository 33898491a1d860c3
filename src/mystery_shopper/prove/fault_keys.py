"""The keys of a fault file, how each is read, and the other ways in which people write the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mystery_shopper.demo.days import DAYS
from mystery_shopper.frictions import kinds
from mystery_shopper.problems import Problem
from mystery_shopper.prove.network import ABORTS, TYPES, Wire
from mystery_shopper.yaml_files import Key, Node, read_keys
from mystery_shopper.yaml_values import many, one, seconds, table, text, whole

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fault": "name", "id": "name", "title": "says", "description": "says", "story": "says", "why": "says",
        "persona": "personas", "moments": "moment", "journey": "errand", "steps": "errand", "visit": "errand",
        "doses": "dose", "js": "script", "javascript": "script", "day": "switch", "days": "switch",
        "switches": "switch", "url": "pattern", "delay_ms": "delay", "delay_s": "delay", "latency": "delay",
        "rewrite": "replace", "respond": "body", "response": "body", "content-type": "content_type",
        "allows": "also", "resource": "type", "resource_type": "type", "team": "owner",
    }
)  # fmt: skip
"""Other words for a key, as people write them without looking them up."""

_NESTS: Final = ("mutation", "mutate", "dom", "network", "server", "payment", "mail")
_WIRE: Final[tuple[str, ...]] = (
    "pattern", "method", "type", "delay", "status", "abort", "body", "headers", "content_type", "replace", "times",
)  # fmt: skip


def unfolded(root: Node, what: str, problems: list[Problem]) -> Node:
    """Return the file's mapping with every key by its own name and at the top, wherever it was written."""
    assert isinstance(root.value, dict)
    flat: dict[str, Node] = {}
    wires: list[Node] = []
    layer = root.value.get("layer")
    for name, node in root.value.items():
        where = str(layer.value) if layer and name.startswith("mut") else name
        if name not in _NESTS:
            _put(flat, name, node, what, problems)
        elif where == "network" and isinstance(node.value, dict):
            wires.append(node)
        elif isinstance(node.value, dict):
            for inner, each in node.value.items():
                _put(flat, inner, each, what, problems)
        elif isinstance(node.value, list) and any(isinstance(each.value, dict) for each in node.value):
            wires += node.value
        else:
            key = {"dom": "script", "network": "pattern"}.get(where, "switch")
            _put(flat, key, node, what, problems)
    own: dict[str, Node] = {key: flat.pop(key) for key in _WIRE if key in flat}
    if own:
        first = next(iter(own.values()))
        wires.insert(0, Node(root.path, first.line, own))
    if wires:
        flat["network"] = Node(root.path, wires[0].line, wires)
    return Node(root.path, root.line, flat)


def _put(flat: dict[str, Node], name: str, node: Node, what: str, problems: list[Problem]) -> None:
    known = ALIASES.get(name, name)
    if known in flat:
        problems.append(Problem(node.path, node.line, f"{what} says '{known}' twice; the other is in line "
                                                      f"{flat[known].line}. Keep one."))  # fmt: skip
        return
    flat[known] = _with_unit(name, node)


def _with_unit(name: str, node: Node) -> Node:
    """Read the unit that a key's own name says: ``delay_ms: 3000`` is ``delay: 3000 ms``."""
    unit = re.search(r"_(ms|s)$", name)
    bare = isinstance(node.value, str) and re.fullmatch(r"[\d.,]+", node.value)
    latency = name == "latency" and bare
    return (
        Node(node.path, node.line, f"{node.value} {unit[1] if unit else 'ms'}") if bare and (unit or latency) else node
    )


def _raw(node: Node) -> str:
    """Return text as it was written, line by line."""
    if not isinstance(node.value, str) or not node.value:
        raise node.wrong("some text; begin a text of several lines with `|`")
    return node.value


def _name(node: Node) -> str:
    return re.sub(r"\W+", "-", text(node)).strip("-").lower()


def _kind(node: Node) -> str:
    return one(*kinds(), "none")(node)


def _switch(node: Node) -> str:
    return one(*DAYS)(node)


def _dose(node: Node) -> tuple[float, str]:
    """Return a number of times the limit (``0.9``, ``2x``), or an amount with its unit (``720 ms``)."""
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(x|ms|s|times)?", node.value) if isinstance(node.value, str) else None
    if found is None:
        raise node.wrong("how many times the kind's limit, such as `1.1`, or an amount such as `720 ms`")
    unit = found[2] if found[2] in ("ms", "s") else ""
    return float(found[1].replace(",", ".")), unit


def _abort(node: Node) -> str:
    value = str(node.value or "").lower().replace("_", "").replace("-", "")
    if value in ("yes", "true", "on"):
        return "failed"
    if value in ("no", "false", "off"):
        return ""
    return one(*ABORTS)(Node(node.path, node.line, value, node.where))


def _delay(node: Node) -> float:
    """Return seconds; -1 stands for the fault's dose."""
    if isinstance(node.value, str) and node.value.lower() in ("dose", "amount"):
        return -1.0
    return seconds(0, 600)(node)


def _wires(node: Node) -> tuple[Wire, ...]:
    entries = node.value if isinstance(node.value, list) else [node]
    problems: list[Problem] = []
    made = []
    for each in entries:
        if isinstance(each.value, dict):
            flat: dict[str, Node] = {}
            for name, inner in each.value.items():
                _put(flat, name, inner, node.where, problems)
            values = read_keys(Node(each.path, each.line, flat), _WIRE_KEYS, "what happens on the network", problems)
            if "pattern" in values and set(values) <= {"pattern", "method", "type", "times"} and not problems:
                problems.append(Problem(each.path, each.line, "what happens on the network does nothing to "
                    f"'{values['pattern']}'. Give one of: delay, status, abort, body, replace, headers."))  # fmt: skip
            made.append(values)
        else:
            problems.append(Problem(each.path, each.line, f"{node.where} is {each.described}; expected a pattern with "
                                    "delay, status, abort, body or replace."))  # fmt: skip
    if problems:
        raise node.error(problems[0].text)
    return tuple(Wire(**each) for each in made)


def _pairs(node: Node) -> tuple[tuple[str, str], ...]:
    """Return what is replaced by what: a mapping, or a list of ``{find:, with:}``."""
    if isinstance(node.value, dict) and not {"find", "from"} & set(node.value):
        return tuple((key, str(each.value or "")) for key, each in node.value.items())
    entries = node.value if isinstance(node.value, list) else [node]
    pairs = []
    for each in entries:
        inner = each.value if isinstance(each.value, dict) else {}
        find, instead = inner.get("find") or inner.get("from"), inner.get("with") or inner.get("to")
        if find is None or instead is None:
            raise node.wrong("`{old text: new text}`, or a list of `{find: old text, with: new text}`")
        pairs.append((str(find.value or ""), str(instead.value or "")))
    return tuple(pairs)


_WIRE_KEYS: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "pattern": Key(text, '"*/api/basket*"', required=True),
        "method": Key(lambda node: text(node).upper()),
        "type": Key(one(*TYPES)),
        "delay": Key(_delay),
        "status": Key(whole(100, 599, "503")),
        "abort": Key(_abort),
        "body": Key(lambda node: str(node.value or "")),
        "headers": Key(table(lambda node: str(node.value or ""), "{Cache-Control: no-store}")),
        "content_type": Key(text),
        "replace": Key(_pairs),
        "times": Key(whole(1, 1000, "1")),
    }
)

KEYS: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "name": Key(_name),
        "says": Key(text),
        "kind": Key(many(_kind, "price-drift"), "price-drift", required=True),
        "moment": Key(many(_name, "[choose, basket]")),
        "layer": Key(one("server", "payment", "mail", "network", "dom")),
        "dose": Key(many(_dose, "[0.9, 1.1]")),
        "personas": Key(many(text, "[keyboard-only]")),
        "errand": Key(many(text, "purchase")),
        "also": Key(many(_kind, "[wait-no-feedback]")),
        "like": Key(many(_name, "[price-drift]")),
        "owner": Key(text),
        "script": Key(_raw),
        "network": Key(_wires),
        "switch": Key(many(_switch, "price-drift")),
    }
)
"""Every key of a fault file; see docs/faults.md."""
