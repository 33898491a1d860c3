"""YAML with line numbers, checked against a table of keys so that every mistake is named where it was made.

No library fits: strictyaml stops at the first mistake and pydantic knows no lines, so this reads ruamel.yaml's nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from mystery_shopper.errors import DataError, one_of
from mystery_shopper.problems import Problem, problems_of, shown

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
    given: bool = False  # it holds what an environment variable says, and may be a secret

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
    for name, each in node.value.items():
        if name not in keys:
            problems.append(Problem(each.path, each.line, f"{what} has unknown key '{name}'.{one_of(name, keys)}"))
            continue
        value = _value(keys[name], each, f"{what}: '{name}'", problems)
        if value is not NOT_GIVEN:
            values[name] = value
    problems.extend(_missing(node, keys, what))
    return values


def yaml_paths(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the YAML files of the folders (and of their subfolders), sorted; a folder that is missing has none."""
    for folder in folders:
        found = (each for each in folder.rglob("*") if each.suffix in {".yaml", ".yml"} and each.is_file())
        yield from sorted(found)


def _value(key: Key, node: Node, where: str, problems: list[Problem]) -> Any:
    try:
        return key.read(Node(node.path, node.line, node.value, where))
    except DataError as error:
        problems.extend(problems_of(error))
        return NOT_GIVEN


def _missing(node: Node, keys: Mapping[str, Key], what: str) -> Iterator[Problem]:
    assert isinstance(node.value, dict)
    for name, key in keys.items():
        if key.required and name not in node.value:
            yield Problem(node.path, node.line, f"{what} lacks '{name}'. Add a line such as `{name}: {key.example}`.")


def _root(path: Path, problems: list[Problem]) -> Node:
    name = shown(path)
    text = read_text(path)
    try:
        composed = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise _syntax_error(name, text, error) from None
    except YAMLError as error:
        raise DataError(name, None, f"cannot be read as YAML: {str(error).splitlines()[0]}") from None
    if composed is None:
        raise DataError(name, None, "is empty. Write at least one `key: value` line, or delete the file.")
    return _node(composed, name, problems)


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


def _node(raw: Any, path: str, problems: list[Problem], line: int | None = None) -> Node:
    line = line or raw.start_mark.line + 1
    if isinstance(raw, MappingNode):
        return Node(path, line, _mapping(raw, path, problems))
    if isinstance(raw, SequenceNode):
        return Node(path, line, [_node(each, path, problems) for each in raw.value])
    assert isinstance(raw, ScalarNode)
    empty = raw.style is None and raw.value in {"", "~", "null", "Null", "NULL"}
    return Node(path, line, None if empty else raw.value.strip())


def _mapping(raw: MappingNode, path: str, problems: list[Problem]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for key, value in raw.value:
        line = key.start_mark.line + 1
        name = key.value if isinstance(key, ScalarNode) else str(key.tag)
        if name in found:
            text = f"key '{name}' stands here for the second time; the first is in line {found[name].line}. Keep one."
            problems.append(Problem(path, line, text))
            continue
        found[name] = _node(value, path, problems, line)
    return found


def _syntax_error(name: str, text: str, error: MarkedYAMLError) -> DataError:
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    at = min(mark.line, len(lines) - 1) if mark else 0
    at, said = _diagnosis(error, lines, at)
    shown_line = lines[at].strip() if lines else ""
    return DataError(name, at + 1, f"{said} The line reads: {shown_line!r}.")


def _diagnosis(error: MarkedYAMLError, lines: list[str], at: int) -> tuple[int, str]:
    """Return the line that is to be mended, counted from 0, and what is wrong with it."""
    problem, line = error.problem or "it cannot be read", lines[at] if lines else ""
    if "\t" in line:
        return at, "YAML does not allow a tab here. Indent with spaces."
    if re.match(r"\s*-[^\s-]", line):
        return at, f"a space is missing after the hyphen. Write `- {line.strip().removeprefix('-')}`."
    if "another document" in problem:
        return at, "a second document begins here ('---'). Put it into a file of its own."
    if "unexpected end of stream" in problem:
        return at, "a quotation mark is opened and never closed."
    opened = error.context_mark.line if error.context_mark else at
    if "expected ','" in problem and opened < len(lines):
        kind = "bracket" if "sequence" in (error.context or "") else "brace"
        end = "]" if kind == "bracket" else "}"
        return opened, f"a {kind} is opened in this line and not closed. Put `{end}` where it ends."
    for each in (at, at - 1):
        if each >= 0 and re.match(r"\s*(?:- )?[\w-]+:[^\s/:]", lines[each]) and "expected ':'" in problem:
            return each, f"a space is missing after the colon. Write `{lines[each].strip().replace(':', ': ', 1)}`."
    if "mapping values are not allowed" in problem and re.search(r":\s.*:(?:\s|$)", line):
        key, _, value = line.strip().partition(": ")
        return at, f"a value that contains ': ' needs quotation marks. Write `{key}: {_quoted(value)}`."
    if "mapping values are not allowed" in problem or "expected <block end>" in problem:
        return at, _indented(lines, at)
    return at, f"this is not valid YAML ({problem})."


def _quoted(value: str) -> str:
    """Write a value as YAML takes it, whichever quotation marks it holds itself."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _indented(lines: list[str], at: int) -> str:
    """Say how far in a line begins that fits to nothing above it, and where that begins."""
    above = next((each for each in range(at - 1, -1, -1) if lines[each].strip() and lines[each].strip()[0] != "#"), 0)
    here, there = (len(lines[each]) - len(lines[each].lstrip(" -")) for each in (at, above))
    dash = " (after its hyphen)" if lines[above].lstrip().startswith("- ") else ""
    far = "1 space" if here == 1 else f"{here} spaces"
    return (
        f"this line is not indented like what it belongs to: it begins after {far}, and line {above + 1} above it "
        f"after {there}{dash}. Lines that belong together begin alike."
    )
