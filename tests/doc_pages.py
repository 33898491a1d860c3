"""The pages that people read, taken apart: links, files and commands that they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PROGRAMS = ("pytest", "mystery-shopper", "make", "pip", "python", "playwright")


def named(page: Path) -> str:
    """Return a page's name as tests show it."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return language and text of every fenced block."""
    return _BLOCK.findall(page.read_text("utf-8"))


def prose(page: Path) -> str:
    """Return the page without its fenced blocks."""
    return _BLOCK.sub("", page.read_text("utf-8"))


def files(page: Path) -> dict[str, str]:
    """Return the files that a page shows: blocks that begin with a comment such as ``# personas/kim.yaml``."""
    found = {}
    for _, text in blocks(page):
        name = re.match(r"# ([\w./-]+\.(?:yaml|yml|feature|py|ini))\n", text)
        if name:
            found[name[1]] = text
    return found


def commands(page: Path) -> Iterator[str]:
    """Yield every command that a page shows, in a block or between backticks."""
    for language, text in blocks(page):
        if language in ("sh", "yaml"):
            for line in text.splitlines():
                yield from _command(re.sub(r"^[\s-]*(run: )?", "", line))
    for code in re.findall(r"`([^`\n]+)`", prose(page)):
        yield from _command(code)


def tables(page: Path) -> list[list[list[str]]]:
    """Return every table as rows of cells, without its heads."""
    found = []
    for text in re.findall(r"(?:^\|.*\|\n)+", page.read_text("utf-8"), re.MULTILINE):
        rows = [re.split(r"(?<!\\)\|", line.strip()[1:-1]) for line in text.splitlines()]
        found.append([[cell.strip() for cell in row] for row in rows[2:]])
    return found


def table(page: Path, first: str) -> dict[str, list[str]]:
    """Return the rows of the table in which a first cell is or holds `first`, by the code in their first cell."""
    rows = next(each for each in tables(page) if any(first in re.findall(r"[\w-]+", row[0]) for row in each))
    return {name: row[1:] for row in rows for name in re.findall(r"`([^`]+)`", row[0]) or [row[0]]}


def links(page: Path) -> list[str]:
    """Return the targets of all links and pictures."""
    text = prose(page)
    return re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as a forge makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _command(text: str) -> Iterator[str]:
    if text.split(" ")[0] in _PROGRAMS and not text.startswith("make alone"):
        yield text
