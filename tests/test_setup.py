"""Set-up gets what is missing, says each step in a line, does nothing twice, and ends with one clear line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from mystery_shopper.errors import BrowserMissing
from mystery_shopper.provision import playwright_browsers, setup_browser, setup_steps

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LOCK = ROOT / "requirements.lock"
REPORT_LOCK = ROOT / "src" / "mystery_shopper" / "provision" / "report_tools" / "package-lock.json"

Script = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "bin"
    path.mkdir()
    return path


@pytest.fixture
def script(folder: Path) -> Script:
    """Write a shell script of that name into the folder that is the PATH."""

    def write(name: str, body: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def machine(folder: Path, tmp_path: Path, script: Script, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, where downloads are refused; returns the list of what apt-get was asked to do."""
    asked = tmp_path / "asked"
    asked.touch()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    monkeypatch.delenv("MYSTERY_SHOPPER_BROWSER", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(setup_browser, "is_root", lambda: True)
    script("env", 'shift; exec "$@"')
    script("apt-cache", "echo '  Candidate: 156.0'")
    chromium = folder / "chromium"
    script("apt-get", f'echo "$*" >>{asked}; [ "$1" = install ] || exit 0; cp {folder}/fake {chromium}')
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin-none")
    (folder / "cp").symlink_to(shutil.which("cp", path="/bin:/usr/bin") or "/bin/cp")
    script("fake", "echo Chromium 156.0")
    return asked


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's download fails at once, as it does where it is blocked (one test asks the real one)."""
    genuine = setup_steps.run

    def run(command: Any, **how: Any) -> setup_steps.Done:
        if "playwright" in command and "install" in command:
            return setup_steps.Done(False, "", "connect ECONNREFUSED")
        return genuine(command, **how)

    monkeypatch.setattr(setup_browser, "run", run)


def test_with_a_browser_nothing_is_fetched(machine: Path, script: Script) -> None:
    chromium = script("chromium", "echo Chromium 1.0")
    said: list[str] = []
    assert setup_browser.install(say=said.append).executable == chromium
    assert said == [f"Browser: {chromium} (the system's, full)"]
    assert machine.read_text("utf-8") == ""


def test_a_refused_download_leads_to_the_systems_package(machine: Path, folder: Path) -> None:
    said: list[str] = []
    choice = setup_browser.install(say=said.append)
    assert choice.executable == folder / "chromium"
    assert "install --yes --no-install-recommends chromium" in machine.read_text("utf-8")
    assert [line.split(":")[1].split("(")[0].split()[0] for line in said] == [
        "none",
        "fetching",
        "Playwright's",
        "installing",
        str(choice.executable),
    ]
    assert "ECONNREFUSED" in said[2]


@pytest.mark.usefixtures("refused", "machine")
def test_when_neither_can_be_had_one_line_tells_both_reasons(script: Script) -> None:
    script("apt-get", "echo 'E: Unable to locate package chromium' >&2; exit 100")
    with pytest.raises(BrowserMissing) as told:
        setup_browser.install(say=lambda line: None)
    text = str(told.value)
    assert "connect ECONNREFUSED" in text
    assert "E: Unable to locate package chromium" in text
    assert "MYSTERY_SHOPPER_BROWSER=" in text
    assert "\n" not in text


@pytest.mark.usefixtures("refused")
def test_a_system_without_the_package_is_not_asked_to_install_it(machine: Path, script: Script) -> None:
    script("apt-cache", "echo '  Candidate: (none)'")
    with pytest.raises(BrowserMissing, match="no chromium"):
        setup_browser.install(say=lambda line: None)
    assert machine.read_text("utf-8").split() == ["update"]


@pytest.mark.usefixtures("refused")
def test_a_sudo_that_asks_a_password_is_not_used(
    machine: Path, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_browser, "is_root", lambda: False)
    script("sudo", "exit 1")
    with pytest.raises(BrowserMissing, match="sudo apt-get install chromium"):
        setup_browser.install(say=lambda line: None)
    assert machine.read_text("utf-8") == ""


@pytest.mark.usefixtures("machine")
def test_a_wrong_setting_is_told_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSTERY_SHOPPER_BROWSER", "/nowhere/chrome")
    said: list[str] = []
    with pytest.raises(BrowserMissing, match="/nowhere/chrome"):
        setup_browser.install(say=said.append)
    assert said == []


def test_the_library_that_the_driver_lacks_is_added(
    machine: Path, script: Script, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    script("chromium", "echo Chromium 1.0")
    node = script("node", f"[ -f {folder}/libatomic ] || {{ echo 'libatomic.so.1: cannot open' >&2; exit 127; }}")
    monkeypatch.setattr(playwright_browsers, "driver_node", lambda: node)
    script("apt-get", f'echo "$*" >>{machine}; [ "$1" = update ] || : >{folder}/libatomic')
    said: list[str] = []
    setup_browser.install(say=said.append)
    assert "libatomic1" in said[0]
    assert machine.read_text("utf-8").splitlines()[-1].endswith("libatomic1")


@pytest.mark.usefixtures("machine")
def test_who_may_not_install_gets_one_command_for_all_that_lacks(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_browser, "is_root", lambda: False)
    node = script("node", "echo 'libatomic.so.1: cannot open shared object file' >&2; exit 127")
    monkeypatch.setattr(playwright_browsers, "driver_node", lambda: node)
    with pytest.raises(BrowserMissing, match=r"Run: sudo apt-get install libatomic1 chromium$"):
        setup_browser.install(say=lambda line: None)


def test_a_program_that_hangs_is_given_up(script: Script) -> None:
    script("hangs", "while :; do :; done")
    done = setup_steps.run([script("hangs", "while :; do :; done")], seconds=0.3)
    assert not done.ok
    assert "did not end within" in done.why


def test_the_reason_is_the_first_line_that_names_an_error(script: Script) -> None:
    body = "echo going; printf '\\033[31mError: no disk\\033[0m\\n'; echo '    at somewhere'; exit 3"
    assert setup_steps.run([script("fails", body)], seconds=10).why == "Error: no disk"
    assert setup_steps.run([script("mute", "exit 3")], seconds=10).why == "it ended with code 3"
    assert "could not be started" in setup_steps.run(["/nowhere/at-all"], seconds=10).why


def test_the_cache_can_be_moved(tmp_path: Path) -> None:
    assert setup_steps.cache_folder({"MYSTERY_SHOPPER_CACHE": str(tmp_path)}) == tmp_path
    assert tmp_path in setup_steps.cache_folder({"HOME": str(tmp_path)}).parents


# --- tools/setup.sh, which make calls ---


@pytest.fixture
def checkout(tmp_path: Path, folder: Path) -> Path:
    """A copy of what the script needs, and a PATH folder with the plain tools but no Python."""
    copy = tmp_path / "checkout"
    (copy / "tools").mkdir(parents=True)
    for name in ("tools/setup.sh", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    for tool in ("sh", "dirname", "cat", "cksum", "tr", "rm", "id"):
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    return copy


def set_up(checkout: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [folder / "sh", "tools/setup.sh"],
        cwd=checkout,
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_python_is_told_in_one_line(checkout: Path, folder: Path, script: Script) -> None:
    script("python3", "exit 1")  # too old
    ended = set_up(checkout, folder)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "Python 3.11 or newer is needed" in ended.stderr


def test_a_python_without_its_venv_part_is_told_the_one_command(checkout: Path, folder: Path, script: Script) -> None:
    script("python3", 'case "$2" in *ensurepip*) exit 1;; *-venv*) echo python3.12-venv;; esac')
    script("apt-get", "exit 1")
    (folder / "id").unlink()
    script("id", "echo 1000")
    ended = set_up(checkout, folder)
    assert ended.returncode == 1
    assert "sudo apt-get install python3.12-venv" in ended.stderr


def test_packages_are_installed_once_for_each_lock(checkout: Path, folder: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$*" >>{calls}\n', "utf-8")
    python.chmod(0o755)

    def pip_runs() -> int:
        calls.write_text("", "utf-8")
        assert set_up(checkout, folder).returncode == 0
        return len(re.findall("-m pip install", calls.read_text("utf-8")))

    assert pip_runs() == 2
    assert pip_runs() == 0
    with (checkout / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# a newer lock\n")
    assert pip_runs() == 2
    assert len(list((checkout / ".venv").glob("set-up-*"))) == 1


# --- the lock files ---


@pytest.mark.parametrize("lock", [PYTHON_LOCK, REPORT_LOCK], ids=lambda path: path.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert '"resolved"' not in text
    assert "-index" not in text


def test_every_locked_package_is_held_by_a_hash() -> None:

    pins = re.split(r"\n(?=[a-z0-9])", PYTHON_LOCK.read_text("utf-8"))[1:]
    assert len(pins) > 40
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    packages = json.loads(REPORT_LOCK.read_text("utf-8"))["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_lock_has_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    pinned = dict(re.findall(r"^([a-z0-9.-]+)==([^ ;\\]+)", PYTHON_LOCK.read_text("utf-8"), re.MULTILINE))
    for text in wanted:
        wish = Requirement(text)
        name = re.sub(r"[-_.]+", "-", wish.name).lower()
        if name != project["name"]:
            assert name in pinned, f"{text} is not in requirements.lock: run make lock"
            assert wish.specifier.contains(pinned[name]), f"{text}, but {pinned[name]} is locked: run make lock"


def test_the_make_list_names_every_target() -> None:
    listed = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony is not None
    assert re.findall(r"^  make ([a-z-]+)", listed, re.MULTILINE) == phony.group(1).split()


def test_ci_runs_make_test_and_is_executable() -> None:
    ci = ROOT / ".ci" / "run"
    assert os.access(ci, os.X_OK)
    assert re.search(r"timeout \d+ make test\b", ci.read_text("utf-8"))
