"""The browser is found in the promised order, started quietly, and its absence is said in one line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from mystery_shopper.errors import BrowserMissing
from mystery_shopper.provision import browsers, playwright_browsers
from mystery_shopper.provision.browsers import BrowserChoice
from mystery_shopper.provision.driver import keep_driver_small

Maker = Callable[[str], Path]

DRIVER_SAYS = """
import json
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(json.dumps({name: getattr(p, name).executable_path for name in ("chromium", "firefox", "webkit")}))
"""


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser: an empty PATH folder, an empty home, no settings. Returns the PATH folder."""
    path = tmp_path / "bin"
    path.mkdir()
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.delenv(browsers.ENVIRONMENT, raising=False)
    monkeypatch.setattr(browsers, "_MAC_APPS", ())
    return path


@pytest.fixture
def program(bare: Path) -> Maker:
    """Put a program of that name (or at that absolute path) on the bare machine."""

    def make(name: str) -> Path:
        path = bare / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\necho Chromium 1.2.3\n", "utf-8")
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the driver itself expects its browsers; the answer depends on the folder only by its first part."""
    return tmp_path / "playwright"


@pytest.fixture(scope="module")
def driver_paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each browser's program as Playwright's driver names it, relative to the folder of all of them."""
    folder = tmp_path_factory.mktemp("registry")
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(folder)}
    said = subprocess.run([sys.executable, "-c", DRIVER_SAYS], env=environment, capture_output=True, check=True)
    return {name: Path(path).relative_to(folder) for name, path in json.loads(said.stdout).items()}


def test_the_command_line_goes_before_everything(program: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    program("chromium")
    monkeypatch.setenv(browsers.ENVIRONMENT, str(program("from-environment")))
    wished = program("my-chrome")
    choice = browsers.find(setting=str(wished), configured=str(program("from-file")))
    assert choice == BrowserChoice("chromium", wished, "--browser-executable")


def test_the_environment_goes_before_the_settings_file(program: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    wished = program("from-environment")
    monkeypatch.setenv(browsers.ENVIRONMENT, "from-environment")
    assert browsers.find(configured=str(program("from-file"))).executable == wished


def test_the_settings_file_goes_before_what_is_found(program: Maker) -> None:
    program("chromium")
    wished = program("chrome-headless-shell-beta")
    choice = browsers.find(configured=str(wished))
    assert (choice.executable, choice.flavour, choice.source) == (wished, "headless-shell", "settings file")


@pytest.mark.parametrize(
    ("make", "says"), [(None, "does not exist"), (0o644, "is not an executable file")], ids=["missing", "plain file"]
)
def test_a_setting_that_names_no_program_is_never_passed_over(
    program: Maker, tmp_path: Path, make: int | None, says: str
) -> None:
    program("chromium")
    wrong = tmp_path / "nothing" / "chrome"
    if make is not None:
        program(str(wrong)).chmod(make)
    with pytest.raises(BrowserMissing, match=f"{re.escape(str(wrong))}.*--browser-executable.*{says}"):
        browsers.find(setting=str(wrong))


@pytest.mark.parametrize("name", browsers.NAMES)
def test_playwrights_own_is_where_the_driver_says(
    program: Maker, own: Path, driver_paths: dict[str, Path], name: str
) -> None:
    assert playwright_browsers.executable(name) is None
    program("chromium")
    expected = program(str(own / driver_paths[name]))
    assert browsers.find(name) == BrowserChoice(name, expected, browsers.PLAYWRIGHT)


def test_full_chromium_goes_before_playwrights_headless_shell(program: Maker, own: Path) -> None:
    revision = playwright_browsers._revisions()["chromium-headless-shell"][0]
    shell = program(str(own / f"chromium_headless_shell-{revision}" / "chrome-linux" / "headless_shell"))
    program("chromium-headless-shell")
    assert browsers.find().executable == shell
    full = program("google-chrome")
    assert browsers.find().executable == full
    assert browsers.find(channel="chromium-headless-shell") == BrowserChoice(
        "chromium", shell, browsers.PLAYWRIGHT, "headless-shell"
    )


def test_the_channel_chromium_means_the_full_one(program: Maker) -> None:
    program("chromium-headless-shell")
    with pytest.raises(BrowserMissing, match="mystery-shopper install"):
        browsers.find(channel="chromium")


def test_other_channels_are_left_to_playwright(program: Maker) -> None:
    program("chromium")
    choice = browsers.find(channel="msedge")
    assert choice.executable is None
    assert browsers.launch_args(choice, root=True)["channel"] == "msedge"


def test_a_snap_is_the_last_resort(program: Maker) -> None:
    snap = program("chromium-browser")
    snap.write_text("#!/bin/sh\nexec /snap/bin/chromium\n", "utf-8")
    assert browsers.find().executable == snap
    assert browsers.find().executable != program("google-chrome-stable")
    assert browsers.find().executable == snap.parent / "google-chrome-stable"


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("wish", "remedy"),
    [
        ({}, "mystery-shopper install"),
        ({"name": "firefox"}, "playwright install firefox"),
        ({"name": "webkit"}, "playwright install webkit"),
        ({"channel": "chromium-headless-shell"}, "playwright install chromium-headless-shell"),
        ({"name": "chromum"}, "Did you mean 'chromium'"),
    ],
    ids=["chromium", "firefox", "webkit", "shell", "misspelt"],
)
def test_what_is_missing_is_said_in_one_line_with_the_remedy(wish: dict[str, str], remedy: str) -> None:
    with pytest.raises(BrowserMissing) as told:
        browsers.find(**wish)
    assert remedy in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.usefixtures("bare")
def test_a_bare_machine_is_told_by_the_command_too() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "mystery_shopper.provision.browsers"], capture_output=True, text=True, check=False
    )
    assert (asked.returncode, asked.stdout) == (1, "")
    assert len(asked.stderr.splitlines()) == 1
    assert "mystery-shopper install" in asked.stderr


def test_the_version_is_the_programs_own_word(program: Maker) -> None:
    choice = BrowserChoice("chromium", program("chromium"), "test")
    assert browsers.version(choice) == "Chromium 1.2.3"
    program("chromium").write_text("#!/bin/sh\necho no library 1 >&2; exit 127\n", "utf-8")
    assert browsers.version(choice) is None


def test_only_root_and_narrow_containers_go_without_the_sandbox(
    program: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = BrowserChoice("chromium", program("chromium"), "test")
    monkeypatch.setattr(browsers, "_sandbox_possible", lambda: True)
    assert browsers.launch_args(choice, root=True)["chromium_sandbox"] is False
    assert browsers.launch_args(choice, root=False)["chromium_sandbox"] is True
    monkeypatch.setattr(browsers, "_sandbox_possible", lambda: False)
    assert browsers.launch_args(choice, root=False)["chromium_sandbox"] is False


def test_firefox_gets_none_of_chromiums_switches(program: Maker) -> None:
    arguments = browsers.launch_args(BrowserChoice("firefox", program("firefox"), "test"), headless=False)
    assert arguments == {"headless": False, "executable_path": str(program("firefox"))}


def test_the_browser_itself_calls_no_host(playwright: Playwright, tmp_path: Path) -> None:
    arguments = browsers.launch_args(browsers.find())
    log = tmp_path / "net.json"
    arguments["args"].append(f"--log-net-log={log}")
    browser = playwright.chromium.launch(**arguments)
    page = browser.new_page()
    page.goto("data:text/html,<title>a page of no host</title>")
    assert page.title() == "a page of no host"
    browser.close()
    hosts = set(re.findall(r'"host":"(?:https?://)?([^":/]+)', log.read_text("utf-8")))
    assert hosts <= {"127.0.0.1"}


def test_no_window_brings_a_page_of_the_browsers_own(playwright: Playwright) -> None:
    browser = playwright.chromium.launch(**browsers.launch_args(browsers.find()))
    browser.new_page().goto("data:text/html,<title>the only page</title>")
    everything = browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    browser.close()
    assert [each["url"] for each in everything if each["type"] != "tab"] == [
        "data:text/html,<title>the only page</title>"
    ]


def test_nothing_that_playwright_switches_off_is_on_again(playwright: Playwright) -> None:
    ours = browsers.launch_args(browsers.find())
    plain = {**ours, "args": ["--enable-automation"]}
    switches = {}
    for name, arguments in (("plain", plain), ("ours", {**ours, "args": [*ours["args"], "--enable-automation"]})):
        browser = playwright.chromium.launch(**arguments)
        switches[name] = browser.new_browser_cdp_session().send("Browser.getBrowserCommandLine")["arguments"]
        browser.close()
    assert off(switches["plain"])
    assert off(switches["plain"]) <= off(switches["ours"])


def off(switches: list[str]) -> set[str]:
    """The features that a command line switches off: those of the last such switch, as Chromium reads it."""
    said = [each.partition("=")[2] for each in switches if each.startswith("--disable-features=")]
    return set(said[-1].split(",")) if said else set()


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("", "--max-semi-space-size=4"),
        ("--max-http-header-size=80000", "--max-http-header-size=80000 --max-semi-space-size=4"),
        ("--max-semi-space-size=64", "--max-semi-space-size=64"),
        ("--max_semi_space_size=64", "--max_semi_space_size=64"),
    ],
)
def test_a_driver_is_asked_to_stay_small_unless_somebody_has_said_otherwise(said: str, then: str) -> None:
    environment = {"NODE_OPTIONS": said} if said else {}
    keep_driver_small(environment)
    keep_driver_small(environment)
    assert environment == {"NODE_OPTIONS": then}
