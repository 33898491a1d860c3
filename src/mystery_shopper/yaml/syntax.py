"""Says in plain words why a file is not YAML, which line is to be mended, and how."""

from __future__ import annotations

import re
from typing import Final

from ruamel.yaml.error import MarkedYAMLError

from mystery_shopper.errors import DataError

_KEY: Final = re.compile(r"\s*(?:- +)*(?P<key>[\w-]+):[ \t]+(?P<value>\S.*?)\s*$")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ODD_SPACE: Final = re.compile("^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])", re.MULTILINE)
_LIKE_COLONS: Final = "=;\uff1a\ufe55\ufe13\u2236\ua789\u02d0"
"""What is written for a colon by mistake: signs beside it on the keyboard, and those that only look like one."""
_HASH: Final = re.compile(r"(?:(?P<key>[\w-]+):\s+|[\[,]\s*(?=#[^\]]*\]))(?P<value>#[^\s#,}\]][^,}\]]*)")
"""What begins with a `#` where a value is due; without a key only where a bracket closes behind it."""
_TABS: Final = re.compile(r"(?<=[:,\[{-])[ \t]*\t[ \t]*|[ \t]*\t[ \t]*(?=#|\r?$)", re.MULTILINE)
_MARKS: Final = "@%`*&!"
"""What a plain value may not begin with, because it means something in YAML."""


def check_letters(name: str, text: str) -> None:
    """Raise DataError for what an editor does not show: control characters, and spaces that do not indent."""
    check_controls(name, text)
    if found := _ODD_SPACE.search(text):
        problem = f"this line is indented with a special space (U+{ord(found[1]):04X}). Indent with ordinary spaces."
        raise _at(name, text, found.start(1), problem)


def check_controls(name: str, text: str) -> None:
    """Raise DataError for a control character, which no text needs and no editor shows."""
    if found := _FORBIDDEN.search(text):
        raise _at(name, text, found.start(), f"holds an invisible character (U+{ord(found[0]):04X}). Delete it.")


def syntax_error(name: str, text: str, error: MarkedYAMLError) -> DataError:
    """Return what is wrong with a file that is not YAML, at the line that is to be mended."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    at = min(mark.line, len(lines) - 1) if mark else 0
    at, said = _diagnosis(error, lines, at)
    shown_line = lines[at].strip() if lines else ""
    return DataError(name, at + 1, f"{said} The line reads: {shown_line!r}.")


def with_spaces(text: str) -> str:
    """Return a file with a space for each tab that follows a sign of YAML's own or ends a line."""
    return _TABS.sub(lambda found: " " * len(found[0]), text)


def quoted(value: str) -> str:
    """Write a value as YAML takes it, whichever quotation marks it holds itself."""
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _at(name: str, text: str, place: int, problem: str) -> DataError:
    return DataError(name, text.count("\n", 0, place) + 1, problem)


def _diagnosis(error: MarkedYAMLError, lines: list[str], at: int) -> tuple[int, str]:
    """Return the line that is to be mended, counted from 0, and what is wrong with it."""
    problem = error.problem or "it cannot be read"
    opened = error.context_mark.line if error.context_mark else at
    if error.context == "while scanning a simple key":  # a line that lacks its colon is noticed at the next one only
        at = min(opened, len(lines) - 1)
    line = lines[at] if lines else ""
    if "while parsing a flow" in (error.context or "") and (found := _cut_off(lines, at)):
        return found
    if "\t" in line:
        where = "Indent with spaces" if "\t" in re.split(r"\S", line, maxsplit=1)[0] else "Write a space instead"
        return at, f"YAML does not allow a tab here. {where}."
    if re.match(r"\s*-[^\s-]", line):
        return at, f"a space is missing after the hyphen. Write `- {line.strip().removeprefix('-')}`."
    if "another document" in problem:
        return at, "a second document begins here ('---'). Put it into a file of its own."
    if "unexpected end of stream" in problem:
        return min(opened, len(lines) - 1), "a quotation mark is opened in this line and never closed."
    if "expected ','" in problem and opened < len(lines):
        return opened, _in_brackets(error, lines[opened])
    if "expected ':'" in problem or "expected <block end>" in problem or "mapping values" in problem:
        return _no_pair(problem, lines, at)
    return at, _begins_oddly(line) or f"this is not valid YAML ({problem})."


def _no_pair(problem: str, lines: list[str], at: int) -> tuple[int, str]:
    """Say why a line is no `key: value`: its colon, its quotation marks or its indentation."""
    for each in (at, at - 1):
        if each >= 0 and (said := _colon(lines[each])):
            return each, said
    line = lines[at]
    if "mapping values are not allowed" in problem and re.search(r":\s.*:(?:\s|$)", line):
        key, _, value = line.strip().partition(": ")
        return at, f"a value that contains ': ' needs quotation marks. Write `{key}: {quoted(value)}`."
    if said := _begins_oddly(line):
        return at, said
    above = _above(lines, at)
    if "expected ':'" in problem:
        return at, _alone(lines, at)
    if _depth(lines[at]) != _depth(lines[above]):
        return at, _indented(lines, at, above)
    return above, _alone(lines, above)


def _colon(line: str) -> str:
    """Say that the colon behind a key has no space, or that another sign stands in its place."""
    if re.match(r"\s*(?:- )?[\w-]+:[^\s/:]", line):
        return f"a space is missing after the colon. Write `{line.strip().replace(':', ': ', 1)}`."
    found = re.match(rf"\s*(?:- +)*([\w-]+)\s*([{_LIKE_COLONS}])\s*(.+)$", line)
    if found is None:
        return ""
    other = "" if found[2].isascii() else f", and `{found[2]}` (U+{ord(found[2]):04X}) is none"
    return f"a key is followed by a colon{other}. Write `{found[1]}: {found[3].strip()}`."


def _alone(lines: list[str], at: int) -> str:
    """Say of a line without a colon how it is written as a pair, and that it may belong to the one above it."""
    found = re.match(r"[\s-]*([a-z][\w-]*)(?:\s+(\S.*?))?\s*$", lines[at])
    below = next((each for each in lines[at + 1 :] if each.strip()), "")
    if found and found[2]:
        meant = f"`{found[1]}: {found[2]}`"
    elif found and (_depth(below) > _depth(lines[at]) or below.lstrip().startswith("- ")):
        meant = f"`{found[1]}:`"
    else:
        meant = "it as `key: value`"
    above = _above(lines, at)
    text = above < at and not lines[above].rstrip().endswith(":")
    goes_on = f", or begin it further in where it goes on with line {above + 1}" if text else ""
    return f"this line has no colon after a key. Write {meant}{goes_on}."


def _begins_oddly(line: str) -> str:
    """Say that a value begins with a sign of YAML's own, or goes on after its quotation marks; else nothing."""
    found = _KEY.match(line)
    value = found["value"] if found else ""
    if found is None or not value or value[0] not in _MARKS + "\"'":
        return ""
    if value[0] in _MARKS:
        return f"a value that begins with `{value[0]}` needs quotation marks. Write `{found['key']}: {quoted(value)}`."
    whole = len(value) > 1 and value[-1] == value[0]
    meant = quoted(value[1:-1] if whole else value)
    return f"the value goes on after its closing quotation mark. Write `{found['key']}: {meant}`."


def _in_brackets(error: MarkedYAMLError, line: str) -> str:
    """Say what is wrong between brackets or braces: not closed, or a comma or quotation marks are missing."""
    begin, end, kind = ("[", "]", "bracket") if "sequence" in (error.context or "") else ("{", "}", "brace")
    if line.count(begin) > line.count(end):
        return f"a {kind} is opened in this line and not closed. Put `{end}` where it ends."
    reference = re.search(r"\$\{\w*\}", line)
    if reference:
        return f'between {kind}s, `{reference[0]}` needs quotation marks. Write `"{reference[0]}"`.'
    return f"between {kind}s, a comma is missing, or a value needs quotation marks because it holds ': ' or a {kind}."


def _cut_off(lines: list[str], at: int) -> tuple[int, str] | None:
    """Return the line between brackets or braces whose rest YAML takes for a comment, and how it is written."""
    for each in range(at, -1, -1):
        for found in _HASH.finditer(lines[each]):
            before = lines[each][: found.start()]
            if before.count('"') % 2 == before.count("'") % 2 == 0:
                value, key = found["value"].strip(), f"{found['key']}: " if found["key"] else ""
                return each, f"YAML takes `#` for a comment, also between braces. Write `{key}{quoted(value)}`."
    return None


def _above(lines: list[str], at: int) -> int:
    return next((each for each in range(at - 1, -1, -1) if lines[each].strip() and lines[each].strip()[0] != "#"), 0)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _indented(lines: list[str], at: int, above: int) -> str:
    """Say how far in a line begins that fits to nothing above it, and where that begins."""
    here, there = _depth(lines[at]), _depth(lines[above])
    dash = " (after its hyphen)" if lines[above].lstrip().startswith("- ") else ""
    far = "1 space" if here == 1 else f"{here} spaces"
    return (
        f"this line is not indented like what it belongs to: it begins after {far}, and line {above + 1} above it "
        f"after {there}{dash}. Lines that belong together begin alike."
    )
