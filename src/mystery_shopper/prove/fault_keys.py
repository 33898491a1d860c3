"""The keys of a fault file, how each is read, and the other ways in which people write the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mystery_shopper.demo.days import DAYS
from mystery_shopper.frictions import kinds
from mystery_shopper.journeys import MOMENTS
from mystery_shopper.problems import Problem
from mystery_shopper.prove.wire_keys import WIRE_ALIASES, WIRE_KEYS, put, wires
from mystery_shopper.yaml.files import Key, Node
from mystery_shopper.yaml.values import many, one, text

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fault": "name", "id": "name", "title": "says", "description": "says", "story": "says", "why": "says",
        "persona": "personas", "moments": "moment", "journey": "errand", "steps": "errand", "visit": "errand",
        "doses": "dose", "js": "script", "javascript": "script", "day": "switch", "days": "switch",
        "switches": "switch",
        "allows": "also", "team": "owner",
    }
)  # fmt: skip
"""Other words for a key, as people write them without looking them up."""

_NESTS: Final = ("mutation", "mutate", "dom", "network", "server", "payment", "mail")
MOMENTS_ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "any": (), "anywhere": (), "everywhere": (), "discover": ("find",), "search": ("find",), "list": ("find",),
        "evaluate": ("choose",), "product": ("choose",), "home": ("arrive",), "landing": ("arrive",),
        "cart": ("basket",), "payment": ("pay",), "delivery": ("checkout",), "address": ("checkout",),
        "confirmation": ("confirm",), "email": ("mail",), "e-mail": ("mail",), "returns": ("return",),
        "after": ("confirm", "mail", "help", "return"),
    }
)  # fmt: skip
"""Other words for moments, and for several of them at once."""


def unfolded(root: Node, what: str, problems: list[Problem]) -> Node:
    """Return the file's mapping with every key by its own name and at the top, wherever it was written."""
    assert isinstance(root.value, dict)
    flat: dict[str, Node] = {}
    wires: list[Node] = []
    layer = root.value.get("layer")
    for name, node in root.value.items():
        where = str(layer.value) if layer and name.startswith("mut") else name
        if name not in _NESTS:
            put(flat, {**ALIASES, **WIRE_ALIASES}, name, node, what, problems)
        elif where == "network" and isinstance(node.value, dict):
            wires.append(node)
        elif isinstance(node.value, dict):
            for inner, each in node.value.items():
                put(flat, {**ALIASES, **WIRE_ALIASES}, inner, each, what, problems)
        elif isinstance(node.value, list) and any(isinstance(each.value, dict) for each in node.value):
            wires += node.value
        else:
            key = {"dom": "script", "network": "pattern"}.get(where, "switch")
            put(flat, ALIASES, key, node, what, problems)
    own: dict[str, Node] = {key: flat.pop(key) for key in WIRE_KEYS if key in flat}
    if own:
        first = next(iter(own.values()))
        wires.insert(0, Node(root.path, first.line, own))
    if wires:
        flat["network"] = Node(root.path, wires[0].line, wires)
    return Node(root.path, root.line, flat)


def _raw(node: Node) -> str:
    """Return text as it was written, line by line."""
    if not isinstance(node.value, str) or not node.value:
        raise node.wrong("some text; begin a text of several lines with `|`")
    return node.value


def _name(node: Node) -> str:
    return re.sub(r"\W+", "-", text(node)).strip("-").lower()


def _kind(node: Node) -> str:
    return one(*kinds(), "none")(node)


def _kinds(node: Node) -> tuple[str, ...]:
    return many(_kind, "price-drift")(node) if node.value is not None else ("none",)


def _moments(node: Node) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in many(_name, "[choose, basket]")(node):
        word = one(*MOMENTS, *MOMENTS_ALSO)(Node(node.path, node.line, each, node.where))
        found |= dict.fromkeys(MOMENTS_ALSO.get(word, (word,)))
    return tuple(found)


def _switch(node: Node) -> str:
    return one(*DAYS)(node)


def _dose(node: Node) -> tuple[float, str]:
    """Return a number of times the limit (``0.9``, ``2x``), or an amount with its unit (``720 ms``)."""
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(x|ms|s|times)?", node.value) if isinstance(node.value, str) else None
    if found is None:
        raise node.wrong("how many times the kind's limit, such as `1.1`, or an amount such as `720 ms`")
    unit = found[2] if found[2] in ("ms", "s") else ""
    return float(found[1].replace(",", ".")), unit


KEYS: Final[Mapping[str, Key]] = MappingProxyType(
    {
        "name": Key(_name),
        "says": Key(text),
        "kind": Key(_kinds, "price-drift", required=True),
        "moment": Key(_moments),
        "layer": Key(one("server", "payment", "mail", "network", "dom")),
        "dose": Key(many(_dose, "[0.9, 1.1]")),
        "personas": Key(many(text, "[keyboard-only]")),
        "errand": Key(many(text, "purchase")),
        "also": Key(many(_kind, "[wait-no-feedback]")),
        "like": Key(many(_kind, "[price-drift]")),
        "owner": Key(text),
        "script": Key(_raw),
        "network": Key(wires),
        "switch": Key(many(_switch, "price-drift")),
    }
)
"""Every key of a fault file; see docs/faults.md."""
