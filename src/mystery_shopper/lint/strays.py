"""Finds files and folders that nobody reads because of their names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mystery_shopper.problems import Problem, shown

_READ: Final = {
    "features": (".feature",),
    "personas": (".yaml", ".yml"),
    "journeys": (".yaml", ".yml"),
    "steps": (".py",),
}
_SAYS: Final = {
    "features": re.compile(r"^\s*(Feature|Scenario):", re.MULTILINE),
    "personas": re.compile(r"^[\s{\"]*(name|story|locale)\"?:", re.MULTILINE),
    "journeys": re.compile(r"^[\s{\"]*(title|goal|moments)\"?:", re.MULTILINE),
    "steps": re.compile(r"^@(?:\w+\.)?says\(", re.MULTILINE),
}
"""What a file says that belongs into such a folder, whatever its name."""
_TEXTS: Final = frozenset({".txt", ".json", ".text", ""})
_COPIES: Final = ("~", ".bak", ".orig", ".swp", ".tmp")
_FOLDERS: Final = ("features", "personas", "journeys", "steps")


def stray_files(root: Path) -> Iterator[Problem]:
    """Yield the files of a suite that look like its own and are not read, and folders with nearly the right name."""
    for path, right in misnamed(root).items():
        ending = Path(right).suffix
        yield Problem(shown(path), 0, f"is not read: its name does not end in `{ending}`. Rename it: {right}")
    features = root / "features"
    if features.is_dir() and not any(features.rglob("*.feature")):
        yield Problem(shown(features), 0, "holds no file whose name ends in `.feature`. Write one.")
    yield from _folders(root)
    yield from _called_like_files(root)
    yield from _beside(root)
    yield from lost_shop_file(root)
    for path in sorted((root / "steps").rglob("*/*.py")):
        if "@says(" in path.read_text("utf-8", "replace"):
            yield Problem(shown(path), 0, "is not read, because it lies in a folder below steps. Move it into steps.")


def lost_shop_file(root: Path) -> Iterator[Problem]:
    """Yield why what is meant as the shop file is not read: without one the embedded shop would be visited instead."""
    right = root / "shop.yaml"
    if right.is_dir():
        yield Problem(shown(right), 0, "is a folder, and a file is due here. Rename the folder.")
    elif right.is_symlink() and not right.exists():
        text = f"leads to {os.readlink(right)}, which is not there. Make it, or take this away."
        yield Problem(shown(right), 0, text)
    for path in sorted(root.iterdir() if root.is_dir() and not right.exists() else ()):
        if path != right and path.name.casefold() in ("shop.yaml", "shop.yml"):
            yield Problem(shown(path), 0, "is not read. Rename it: shop.yaml")


def misnamed(root: Path) -> dict[Path, str]:
    """Return the files that nobody reads for their ending's sake, each with the name that it should have."""
    found: dict[Path, str] = {}
    for folder, endings in ((each, _READ[each]) for each in _READ if each != "steps"):
        for path in sorted((root / folder).rglob("*")):
            right = _right_name(path, folder, endings)
            is_copy = path.name.endswith(_COPIES) and path.with_name(right).exists()
            if right and path.is_file() and not path.name.startswith(".") and not is_copy:
                found[path] = right
    return found


def _right_name(path: Path, folder: str, endings: tuple[str, ...]) -> str:
    """Return the name that a file should have, or an empty string when it is read or none of ours."""
    if path.suffix in endings:
        return ""
    near = next((each for each in endings if each in path.name.casefold()), "")
    if near:
        return path.name[: path.name.casefold().index(near)] + near
    if path.suffix.casefold() in _TEXTS and path.is_file() and _SAYS[folder].search(path.read_text("utf-8", "replace")):
        return path.stem + endings[0]
    return ""


def _folders(root: Path) -> Iterator[Problem]:
    for path in sorted(root.iterdir() if root.is_dir() else ()):
        said = path.name.casefold()
        right = next((each for each in _FOLDERS if said in (each, each.removesuffix("s"))), "")
        if not right or path.name == right or not path.is_dir():
            continue
        if not (root / right).exists():
            yield Problem(shown(path), 0, f"is not read. Rename the folder: {right}")
        elif not path.samefile(root / right) and (lost := next(_meant_for(right, path), None)):
            text = f"is not read beside the folder {right}, and holds {lost.name}. Move what it holds into {right}."
            yield Problem(shown(path), 0, text)
    for each in _FOLDERS:
        if (root / each).is_file():
            yield Problem(shown(root / each), 0, "is a file, and a folder is due here. Rename the file.")


def _called_like_files(root: Path) -> Iterator[Problem]:
    """Yield the folders that are called like a persona, a mix or a map, and are none."""
    for path in (each for folder in ("personas", "journeys") for each in sorted((root / folder).rglob("*"))):
        if path.suffix in _READ["personas"] and path.is_dir() and not path.name.startswith("."):
            yield Problem(shown(path), 0, "is a folder, and a file is due here. Rename the folder.")


def _meant_for(right: str, folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that say what belongs into the one with the right name."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _READ[right] and path.is_file() and _SAYS[right].search(path.read_text("utf-8", "replace")):
            yield path


def _beside(root: Path) -> Iterator[Problem]:
    """Yield what lies in the suite's folder itself and belongs elsewhere, or is called otherwise there."""
    for path in sorted(root.iterdir() if root.is_dir() else ()):
        said = path.name.casefold()
        if path.suffix == ".feature" and path.is_file():
            yield Problem(shown(path), 0, "is not checked here. Move it into the folder features.")
        elif said in ("mix.yaml", "mix.yml"):
            yield Problem(shown(path), 0, "is not read here. Move it into the folder personas.")
