"""The wheel holds all that the product needs, and works in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "mystery_shopper"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("mystery_shopper-*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what it depends on is borrowed from this one: no network is needed."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (site / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    return folder


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the fresh environment outside of this repository."""
    program = [str(folder / "bin" / words[0]), *words[1:]]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)


def test_every_file_of_the_package_is_in_the_wheel(names: set[str]) -> None:
    ours = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    # Files being written by an editor or a build are not the package's.
    kept = [path for path in ours if path.suffix not in (".pyc", ".swp", ".tmp")]
    assert len(kept) > 20
    assert [str(path) for path in kept if path.relative_to(ROOT / "src").as_posix() not in names] == []


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    roots = {name.split("/")[0].split("-")[0] for name in names}
    assert roots == {"mystery_shopper"}
    assert [name for name in names if name.endswith((".pyc", ".log"))] == []


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_the_licence_goes_with_it(names: set[str], name: str) -> None:
    assert [each for each in names if each.endswith(f".dist-info/licenses/{name}")] != []


def test_the_licence_is_apaches_whole_text() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.lstrip().startswith("Apache License\n")
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text) == 11358


def test_the_command_works_where_only_the_wheel_is_installed(installed: Path) -> None:
    ended = run(installed, "mystery-shopper", "--help")
    assert ended.returncode == 0, ended.stderr
    assert "demo" in ended.stdout


def test_pytest_loads_the_plugin_of_the_wheel(installed: Path) -> None:
    ended = run(installed, "python", "-m", "pytest", "--help")
    assert ended.returncode == 0, ended.stderr
    assert "--shop" in ended.stdout


def test_the_data_is_read_from_the_wheel(installed: Path) -> None:
    code = (
        "import mystery_shopper, pathlib; from mystery_shopper.provision import allure_cli;"
        "print(pathlib.Path(mystery_shopper.__file__).parent);"
        "print(allure_cli._tool('package-lock.json')[:1], allure_cli._configuration(None, 'T', None)['name'])"
    )
    ended = run(installed, "python", "-c", code)
    assert ended.returncode == 0, ended.stderr
    where, read = ended.stdout.splitlines()
    assert Path(where).is_relative_to(installed)
    assert read == "{ T"
