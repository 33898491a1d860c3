"""YAML with line numbers, checked against a table of keys so that every mistake is named where it was made.

No library fits: strictyaml stops at the first mistake and pydantic knows no lines, so this reads ruamel.yaml's nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode

from mystery_shopper.errors import DataError, nearest, one_of
from mystery_shopper.problems import Problem, problems_of, shown
from mystery_shopper.yaml.ids import as_name, is_name
from mystery_shopper.yaml.syntax import check_letters, quoted, syntax_error, with_spaces

NOT_GIVEN: Final = object()


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file with its place; ``where`` is how messages name it, such as ``persona 'x': 'patience'``.

    A scalar stays the text that was written (so that 007 and 4x survive); nothing, ``~`` and ``null`` are None.
    """

    path: str
    line: int
    value: str | list[Node] | dict[str, Node] | None
    where: str = ""
    given: tuple[str, ...] = ()  # what of it environment variables say, which may be secrets

    def wrong(self, expected: str) -> DataError:
        """Return the error for a value of the wrong kind: what was found, and what is expected."""
        return self.error(f"is {self.described}; expected {expected}.")

    def error(self, problem: str) -> DataError:
        """Return an error at this place whose text begins with the name of this value."""
        return DataError(self.path, self.line, f"{self.where} {problem}".strip())

    @property
    def described(self) -> str:
        if self.value is None:
            return "empty"
        if isinstance(self.value, dict):
            return f"a mapping ({', '.join(self.value) or 'empty'})"
        if isinstance(self.value, list):
            return f"a list of {len(self.value)}"
        return repr(self.value if len(self.value) < 60 else self.value[:57] + "...")

    @property
    def source(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Key:
    """How one key is read; ``example`` is a right line's value, shown when a required key is missing."""

    read: Callable[[Node], Any]
    example: str = ""
    required: bool = False


def read_file(path: Path, problems: list[Problem]) -> Node | None:
    """Return the root of a YAML file, or None after noting why it cannot be read."""
    try:
        return _root(path, problems)
    except DataError as error:
        problems.extend(problems_of(error))
        return None


def read_keys(node: Node, keys: Mapping[str, Key], what: str, problems: list[Problem]) -> dict[str, Any]:
    """Return the values of a mapping by the table of its keys; what is wrong is noted in ``problems`` and left out.

    ``what`` names the mapping in messages, such as ``persona 'hurried-phone'``.
    """
    if not isinstance(node.value, dict):
        problems.append(Problem(node.path, node.line, f"{what} is {node.described}; expected keys: {', '.join(keys)}."))
        return {}
    values: dict[str, Any] = {}
    meant: set[str] = set()  # the keys that a misspelt one stands for: what is there and misspelt is not missing too
    for name, each in node.value.items():
        if name not in keys:
            problems.append(Problem(each.path, each.line, _unknown(name, each, keys, what, meant)))
            continue
        value = _value(keys[name], each, f"{what}: '{name}'", problems)
        if value is not NOT_GIVEN:
            values[name] = value
    problems.extend(_missing(node, keys, what, meant))
    return values


def strange_id(root: Node, path: Path, key: str) -> Iterator[Problem]:
    """Yield what is wrong with a file's name where it is the id; ``key`` is where the file may say another one."""
    usual = path.stem.lower()
    if not isinstance(root.value, dict) or key in root.value or is_name(usual):
        return
    right = as_name(usual) or "kim"
    text = f"the {key}'s id is the file's name, and '{path.stem}' holds more than letters, digits and hyphens."
    yield Problem(root.path, 0, f"{text} Rename the file: {right}{path.suffix}, or add a line `{key}: {right}`.")


def yaml_paths(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the YAML files of the folders (and of their subfolders), sorted; a folder that is missing has none."""
    for folder in folders:
        named = (each for each in folder.rglob("*") if each.suffix in {".yaml", ".yml"})
        found = (each for each in named if not each.is_dir())  # a link that leads nowhere is told when it is read
        yield from sorted(each for each in found if not each.name.startswith("."))  # what systems leave beside a file


def _value(key: Key, node: Node, where: str, problems: list[Problem]) -> Any:
    try:
        return key.read(Node(node.path, node.line, node.value, where))
    except DataError as error:
        problems.extend(problems_of(error))
        return NOT_GIVEN


def _unknown(name: str, node: Node, keys: Mapping[str, Key], what: str, meant: set[str]) -> str:
    """Say of a key what is wrong with it, and note which one was meant."""
    before, colon, after = name.partition(":")
    if colon and before in keys and node.value is None:
        meant.add(before)
        if not after:
            return f"{what}: '{before}' has no value. Write one behind its colon, or take the key away."
        return f"{what}: a space is missing after the colon. Write `{before}: {after}`."
    meant.update({nearest(name, keys)} - {""})
    return f"{what} has unknown key '{name}'.{one_of(name, keys)}"


def _missing(node: Node, keys: Mapping[str, Key], what: str, meant: Container[str]) -> Iterator[Problem]:
    assert isinstance(node.value, dict)
    for name, key in keys.items():
        if key.required and name not in node.value and name not in meant:
            yield Problem(node.path, node.line, f"{what} lacks '{name}'. Add a line such as `{name}: {key.example}`.")


def _root(path: Path, problems: list[Problem]) -> Node:
    name = shown(path)
    text = read_text(path)
    check_letters(name, text)
    try:
        composed = _composed(text)
    except MarkedYAMLError as error:
        raise syntax_error(name, with_spaces(text), error) from None
    except YAMLError as error:
        raise DataError(name, None, f"cannot be read as YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise DataError(name, None, "its values lie too deep within each other. Write them side by side.") from None
    if composed is None or _is_empty(composed):
        raise DataError(name, None, "is empty. Write at least one `key: value` line, or delete the file.")
    return _Reading(name, text.splitlines(), problems).node(composed)


def _composed(text: str) -> Any:
    """Return what ruamel.yaml reads; it knows no tabs between tokens, which YAML 1.2 allows."""
    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError:
        spaced = with_spaces(text)
        if spaced == text:
            raise
        return YAML(typ="safe", pure=True).compose(spaced)


def read_text(path: Path) -> str:
    """Return a file's text. Raises DataError when it cannot be read or is not UTF-8, with the line."""
    name = shown(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(name, None, f"cannot be read: {error.strerror or error}.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = f"byte 0x{raw[error.start]:02x} is not UTF-8. Save the file with the encoding UTF-8."
        raise DataError(name, line, problem) from None


class _Reading:
    """Turns what ruamel.yaml has composed of one file into nodes with their lines."""

    def __init__(self, path: str, lines: list[str], problems: list[Problem]) -> None:
        self.path, self.lines, self.problems = path, lines, problems
        self._inside: list[Any] = []
        self._made = 0
        self._most = 10_000 + sum(map(len, lines))  # what stands in a file once is fewer values than it has letters

    def node(self, raw: Any, line: int | None = None) -> Node:
        line = line or raw.start_mark.line + 1
        if any(each is raw for each in self._inside):
            raise DataError(self.path, line, "this value holds itself (`*`). Write it out instead.")
        self._made += 1
        if self._made > self._most:
            text = (
                "the values of this file are repeated too often by `*`, this one among them. Write out what you need."
            )
            raise DataError(self.path, line, text)
        if isinstance(raw, ScalarNode):
            return Node(self.path, line, None if _is_empty(raw) else raw.value.strip())
        self._inside.append(raw)
        try:
            value = self._mapping(raw) if isinstance(raw, MappingNode) else [self.node(each) for each in raw.value]
        finally:
            self._inside.pop()
        return Node(self.path, line, value)

    def _mapping(self, raw: MappingNode) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in raw.value:
            line = key.start_mark.line + 1
            name = key.value if isinstance(key, ScalarNode) else str(key.tag)
            if name in found:
                first = found[name].line
                self._complain(
                    line, f"key '{name}' stands here for the second time; the first is in line {first}. Keep one."
                )
                continue
            found[name] = self._commented_out(name, value, line) or self.node(value, line)
        return found

    def _commented_out(self, name: str, value: Any, line: int) -> Node | None:
        """Return a value that YAML takes for a comment, such as ``#add``, and note that it needs quotation marks."""
        written = self.lines[line - 1].partition(f"{name}:")[2].strip() if line <= len(self.lines) else ""
        if not _is_empty(value) or not re.match(r"#[^\s#]", written):
            return None
        self._complain(line, f"'{name}' looks empty: YAML takes `#` for a comment. Write `{name}: {quoted(written)}`.")
        return Node(self.path, line, written)

    def _complain(self, line: int, text: str) -> None:
        self.problems.append(Problem(self.path, line, text))


def _is_empty(raw: Any) -> bool:
    return isinstance(raw, ScalarNode) and raw.style is None and raw.value in {"", "~", "null", "Null", "NULL"}
