"""Puts environment variables into a data file: ``${SHOP_PASSWORD}``, so that no secret stands in the file itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from mystery_shopper.errors import did_you_mean
from mystery_shopper.problems import Problem
from mystery_shopper.yaml.files import Node

Environment = Mapping[str, str] | None
"""Names and values; None means the environment of this process."""

_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_WITHOUT_BRACES = re.compile(
    r"(?:.*\s)?(?P<said>\$(?:env:|\()?(?P<name>[A-Z][A-Z\d_]*)\)?|%(?P<windows>[A-Z][A-Z\d_]*)%)", re.DOTALL
)
"""A reference as shells and other tools write it: a whole value, or its last word."""


def of_environment(node: Node, problems: list[Problem], environment: Environment = None) -> Node:
    """Return the node with every ``${NAME}`` replaced by the variable's value; note each variable that is not set."""
    return _resolved(node, os.environ if environment is None else environment, problems)


def _resolved(node: Node, variables: Mapping[str, str], problems: list[Problem]) -> Node:
    value = node.value
    given: tuple[str, ...] = ()
    if isinstance(value, str):
        given = tuple(variables.get(each.strip(), "") for each in _REFERENCE.findall(value))
        _check_braces(node, value, variables, problems)
        value = _replaced(node, value, variables, problems)
    elif isinstance(value, dict):
        value = {key: _resolved(each, variables, problems) for key, each in value.items()}
    elif isinstance(value, list):
        value = [_resolved(each, variables, problems) for each in value]
    return Node(node.path, node.line, value, node.where, given)


def _check_braces(node: Node, written: str, variables: Mapping[str, str], problems: list[Problem]) -> None:
    """Note a reference without its braces; a name that is neither set nor has a `_` may be part of a real password."""
    found = _WITHOUT_BRACES.fullmatch(written)
    name = (found["name"] or found["windows"]) if found else ""
    if found and ("_" in name or name in variables):
        text = f"`{found['said']}` names no environment variable without its braces. Write `${{{name}}}`."
        problems.append(Problem(node.path, node.line, text))


def _replaced(node: Node, written: str, variables: Mapping[str, str], problems: list[Problem]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name in variables:
            return variables[name]
        near = did_you_mean(name, variables)
        text = f"the environment variable {name} is not set.{near} Set it: export {name}=..."
        if not name:
            text = "`${}` names no environment variable. Write one as in `${SHOP_PASSWORD}`."
        problems.append(Problem(node.path, node.line, text))
        return found[0]

    return _REFERENCE.sub(value, written)
