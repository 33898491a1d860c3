"""The shape of the code: imports run one way, every foreign library has one home, and ARCHITECTURE.md says so."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "mystery_shopper"
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def homes_on_the_page() -> dict[str, tuple[set[str], set[str]]]:
    """Return package -> its modules and their homes, from the page's table."""
    rows = re.findall(r"^\| ([\w-]+) \| ([\w -]+) \| ([\w -]+) \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)
    named = {package: (modules.split(), homes.split()) for package, modules, homes in rows if package != "package"}
    return {name: ({*modules} - {"-"}, {*homes} - {"-"}) for name, (modules, homes) in named.items()}


def homes_in_the_code() -> dict[str, set[str]]:
    """Return each foreign top-level module and the parts of this package that import it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        home = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for module in imported(ast.parse(path.read_text("utf-8"))):
            if module not in sys.stdlib_module_names | {"mystery_shopper", "_typeshed"}:
                found[module].add(home)
    return found


def imported(tree: ast.Module) -> set[str]:
    whole = [each for each in ast.walk(tree) if isinstance(each, ast.Import)]
    parts = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) and not each.level]
    names = [name.name for each in whole for name in each.names] + [str(each.module) for each in parts]
    return {name.split(".")[0] for name in names}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", each)[0] for each in requirements}


def test_imports_run_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_the_page_shows_the_layers_that_are_held() -> None:
    shown = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None
    lines = [re.split(r" {3,}", line)[0].strip() for line in shown.group(1).splitlines()]
    assert lines == PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]


def test_every_foreign_library_is_imported_at_its_home_alone() -> None:
    homes = {module: where for modules, where in homes_on_the_page().values() for module in modules}
    strays = {module: used - homes.get(module, set()) for module, used in homes_in_the_code().items()}
    assert {module: away for module, away in strays.items() if away} == {}


def test_the_page_names_no_home_that_is_empty() -> None:
    used = homes_in_the_code()
    empty = {
        (package, home)
        for package, (modules, homes) in homes_on_the_page().items()
        for home in homes
        if not any(home in used[module] for module in modules) and package != "axe-playwright-python"
    }
    assert empty == set()


def test_every_dependency_has_its_reason_and_licence_on_the_page() -> None:
    project = PROJECT["project"]
    extras = [project["optional-dependencies"][each] for each in ("demo", "parallel", "report")]
    assert set(homes_on_the_page()) == names(project["dependencies"]).union(*(names(each) for each in extras))


def test_a_home_is_a_part_of_the_package() -> None:
    parts = {each.name.removesuffix(".py") for each in PACKAGE.iterdir()}
    assert {home for _, homes in homes_on_the_page().values() for home in homes} - parts == set()


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "base", "common", "misc"}
    assert [path for path in PACKAGE.rglob("*.py") if path.stem in drawers] == []


def test_every_module_says_what_it_is_for() -> None:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert [path for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []
