"""Collects ``.feature`` files by themselves, so that a suite needs no Python, and refuses what pytest-bdd lets pass."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mystery_shopper.lint import Names, Sentences, check_features

_TAG = re.compile(r"(?<!\S)@([^\s:]+)(?!\S)")

SUITE_MARKS = ("personas", "journeys", "shop.yaml")
"""A folder that holds one of these is a suite of ours; feature files anywhere else are left to pytest-bdd."""

_NOT_LOOKED_INTO = frozenset({"node_modules", "venv", "build", "dist", "__pycache__"})  # as pytest itself does


class FeatureFile(pytest.Module):
    """A feature file as a test module: node ids read ``features/x.feature::test_name``."""

    sentences: Sentences
    names: Names

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        problems = check_features([self.path], sentences=self.sentences, names=self.names)
        if problems:
            raise self.CollectError("\n".join(str(each) for each in problems))
        for tag in sorted(set(_TAG.findall(self.path.read_text(encoding="utf-8")))):
            self.config.addinivalue_line("markers", f"{tag}: a tag of {self.path.name}")
        with warnings.catch_warnings():  # the name of a mark can hold no colon, and pytest-bdd gives examples such
            warnings.simplefilter("ignore", pytest.PytestUnknownMarkWarning)
            return super().collect()

    def _getobj(self) -> Any:
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        code = "import pytest_bdd\npytest_bdd.scenarios(__file__)"
        exec(compile(code, str(self.path), "exec"), vars(module))  # binds the tests to this module's namespace
        return module


def node_from(root: Path, item: pytest.Item) -> str:
    """Return a scenario's node id as it is called from the suite's folder, which pytest's root may lie above."""
    if not item.path.is_relative_to(root):
        return item.nodeid
    return "::".join((item.path.relative_to(root).as_posix(), *item.nodeid.split("::")[1:]))


def example_of(item: pytest.Item) -> dict[str, Any]:
    """Return the values of an outline's example."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    found = params.get("_pytest_bdd_example")
    return dict(found) if isinstance(found, dict) else {}


def is_suite(root: Path) -> bool:
    """Return whether a folder is a Mystery Shopper suite, by its files or by features that no Python file is for."""
    return has_marks(root) or _holds_features_alone(root)


def has_marks(root: Path) -> bool:
    """Return whether a folder holds a file or folder that only a suite of ours has."""
    return any((root / each).exists() for each in SUITE_MARKS)


def _holds_features_alone(root: Path) -> bool:
    features = root / "features"
    others = (root / "tests", *root.glob("*.py"), *features.rglob("*.py"))
    return _holds_features(features) and not any(each.exists() for each in others)


def has_features(arguments: Iterable[str]) -> bool:
    """Return whether pytest's arguments name feature files or folders that hold some."""
    for each in arguments:
        path = Path(each.split("::")[0])
        if path.suffix == ".feature" or _holds_features(path):
            return True
    return False


def _holds_features(folder: Path) -> bool:
    for _, folders, files in os.walk(folder):
        if any(each.endswith(".feature") for each in files):
            return True
        folders[:] = [each for each in folders if not each.startswith(".") and each not in _NOT_LOOKED_INTO]
    return False
