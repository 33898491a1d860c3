"""Finds files and folders that nobody reads because of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mystery_shopper.problems import Problem, shown

_READ: Final = {"features": (".feature",), "personas": (".yaml", ".yml"), "journeys": (".yaml", ".yml")}
_SINGULAR: Final = {"feature": "features", "persona": "personas", "journey": "journeys", "step": "steps"}


def stray_files(root: Path) -> Iterator[Problem]:
    """Yield the files of a suite that look like its own and are not read, and folders with nearly the right name."""
    for folder, endings in _READ.items():
        if not (root / folder).is_dir():
            continue
        paths = sorted(each for each in (root / folder).rglob("*") if each.is_file())
        for path in paths:
            near = next((each for each in endings if each in path.name.casefold()), "")
            if near and path.suffix not in endings:
                right = path.name[: path.name.casefold().index(near)] + near
                yield Problem(shown(path), 0, f"is not read: its name does not end in `{near}`. Rename it: {right}")
        if folder == "features" and not any(each.suffix == ".feature" for each in paths):
            yield Problem(shown(root / folder), 0, "holds no file whose name ends in `.feature`. Write one.")
    for wrong, right in _SINGULAR.items():
        if (root / wrong).is_dir() and not (root / right).exists():
            yield Problem(shown(root / wrong), 0, f"is not read. Rename the folder: {right}")
