"""Write the lists in docs/ that come from the code (sentences, fields of visits.jsonl); ``--check`` only looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from mystery_shopper import words
from mystery_shopper.report.records import schema
from mystery_shopper.sentences import Vocabulary

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARK = "<!-- From here on written by `python tools/doc_lists.py`. -->\n"


def main(arguments: list[str]) -> int:
    """Write both lists behind their marks; with ``--check``, return 1 when one is not what the code says now."""
    stale = [name for name, lines in _lists().items() if not _is_current(DOCS / name, "\n".join(lines))]
    for name in stale:
        if "--check" in arguments:
            print(f"docs/{name}: not what the code says now. Run: python tools/doc_lists.py", file=sys.stderr)
        else:
            text = (DOCS / name).read_text("utf-8").partition(MARK)[0]
            (DOCS / name).write_text("\n".join([f"{text}{MARK}", *_lists()[name]]), "utf-8")
            print(f"docs/{name} written")
    return 1 if stale and "--check" in arguments else 0


def _lists() -> dict[str, Iterator[str]]:
    return {"writing-scenarios.md": _sentences(), "reports.md": _fields()}


def _is_current(path: Path, lines: str) -> bool:
    _, mark, there = path.read_text("utf-8").partition(MARK)
    return bool(mark) and there == f"\n{lines}"


def _sentences() -> Iterator[str]:
    for module in words.modules():
        yield from _touchpoint(module)


def _touchpoint(module: ModuleType) -> Iterator[str]:
    yield f"### {(module.__doc__ or '').strip().rstrip('.')}\n"
    yield "| sentence | or |\n|---|---|"
    for first, *others in Vocabulary([module]).alike():
        yield f"| `{first}` | {'<br>'.join(f'`{each}`' for each in others)} |"
    yield ""


def _fields() -> Iterator[str]:
    whole = schema()
    yield from _object("A visit", whole)
    for name, part in whole["$defs"].items():
        yield from _object(f"`{name}`: {_uncapital(part['description'])}", part)


def _object(title: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {title}\n"
    yield "| field | type | meaning |\n|---|---|---|"
    for name, kind in part["properties"].items():
        yield f"| `{name}` | {_type(kind)} | {kind.get('description', '')} |"
    yield ""


def _type(kind: Mapping[str, Any]) -> str:
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2]
    if "enum" in kind:
        return ", ".join(f"`{each}`" for each in kind["enum"])
    if "const" in kind:
        return f"`{kind['const']}`"
    if kind.get("type") == "array":
        return f"list of {_type(kind['items'])}"
    named = kind.get("type", "any")
    return " or ".join(named) if isinstance(named, list) else str(named)


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
