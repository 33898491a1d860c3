"""Write the vocabulary into docs/writing-scenarios.md: ``python -m mystery_shopper.words [--check] [FILE]``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from mystery_shopper import words
from mystery_shopper.sentences import Vocabulary

PAGE: Final = Path("docs/writing-scenarios.md")
MARK: Final = "<!-- From here on written by `python -m mystery_shopper.words`; change words/, not this list. -->\n"


def vocabulary() -> str:
    """Return every shipped sentence as Markdown tables, one a touchpoint."""
    return "\n".join("\n".join(_table(each)) for each in words.modules())


def main(arguments: Sequence[str]) -> int:
    """Write the list behind its mark, or with ``--check`` say whether it is up to date."""
    path = next((Path(each) for each in arguments if not each.startswith("-")), PAGE)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    text, mark, _ = before.partition(MARK)
    if not mark:
        print(f"{path}: the list's place is missing. Add this line to it:\n{MARK}", file=sys.stderr, end="")
        return 1
    after = f"{text}{MARK}\n{vocabulary()}"
    if before == after:
        return 0
    if "--check" in arguments:
        print(f"{path}: not what the words are now. Run: python -m mystery_shopper.words {path}", file=sys.stderr)
        return 1
    path.write_text(after, encoding="utf-8")
    print(f"{path}: {sum(map(len, _all()))} sentences written")
    return 0


def _all() -> list[list[str]]:
    return Vocabulary(words.modules()).alike()


def _table(module: ModuleType) -> Iterator[str]:
    yield f"### {(module.__doc__ or '').strip().rstrip('.')}\n"
    yield "| sentence | or |"
    yield "|---|---|"
    for first, *others in Vocabulary([module]).alike():
        yield f"| `{first}` | {'<br>'.join(f'`{each}`' for each in others)} |"
    yield ""


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
