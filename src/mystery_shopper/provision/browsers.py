"""Find the browser that visits shops: the user's own choice, else Playwright's, else one of the system's."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mystery_shopper.errors import BrowserMissing, MysteryShopperError, one_of
from mystery_shopper.provision import playwright_browsers
from mystery_shopper.provision.setup_steps import is_root, run, say

__all__ = ["ENVIRONMENT", "NAMES", "PLAYWRIGHT", "BrowserChoice", "find", "launch_args", "main", "version"]

Flavour = Literal["full", "headless-shell"]

ENVIRONMENT = "MYSTERY_SHOPPER_BROWSER"
PLAYWRIGHT = "Playwright's own"
NAMES = ("chromium", "firefox", "webkit")
SHELL_CHANNEL = "chromium-headless-shell"

_SYSTEM_FULL = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SYSTEM_SHELL = ("chromium-headless-shell", "chrome-headless-shell")
_MAC_APPS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Of several --disable-features Chromium hears the last one only, so Playwright's own are said again here (a test holds
# that none is missing). The others belong to the list of suggestions below the address bar, which nobody sees in a
# visit: each window would start a renderer of its own for it, a tenth of a visit's work.
_UNWANTED = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    "msForceBrowserSignIn",
    "PreloadTopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
# Playwright itself passes --disable-background-networking and --no-first-run; these are the ones it lacks. The two
# addresses lead the browser's own calls (component updates, the account list) to a closed port of this machine. A test
# holds that a browser so started asks for no host but the shop's.
_QUIET = (
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-pings",
    "--disable-quic",
    "--disable-smooth-scrolling",
    "--component-updater=url-source=http://127.0.0.1:9/",
    "--gaia-url=http://127.0.0.1:9",
    f"--disable-features={','.join(_UNWANTED)}",
)


@dataclass(frozen=True)
class BrowserChoice:
    """The browser to start.

    ``executable`` is None when Playwright finds it by ``channel`` itself (``chrome``, ``msedge`` and the like).
    ``source`` tells in words where it was found. Only the ``full`` flavour of Chromium has the CDP domain Autofill.
    """

    name: str
    executable: Path | None
    source: str
    flavour: Flavour = "full"
    channel: str | None = None

    def __str__(self) -> str:
        return f"{self.executable or self.channel} ({self.source}, {self.flavour})"


def find(
    name: str = "chromium",
    channel: str | None = None,
    setting: str | None = None,
    configured: str | None = None,
) -> BrowserChoice:
    """Return the browser to use.

    The order is: ``setting`` (the command line), the environment's MYSTERY_SHOPPER_BROWSER, ``configured`` (the shop
    or project file), Playwright's own, the system's. Full Chromium goes before the headless shell, unless ``channel``
    is "chromium-headless-shell". A setting that names no program raises, it is never passed over.
    :raises BrowserMissing: none was found, or the setting names none.
    """
    if name not in NAMES:
        raise BrowserMissing(f"Unknown browser '{name}'.{one_of(name, NAMES)}")
    for value, source in (
        (setting, "--browser-executable"),
        (os.environ.get(ENVIRONMENT), ENVIRONMENT),
        (configured, "settings file"),
    ):
        if value:
            return _set_by_user(name, value, source)
    if channel and channel not in ("chromium", SHELL_CHANNEL):
        return BrowserChoice(name, None, "Playwright's channel", channel=channel)
    found = next(_candidates(name, channel), None)
    if found is None:
        raise BrowserMissing(_how_to_get(name, channel))
    return found


def launch_args(choice: BrowserChoice, *, root: bool | None = None, headless: bool = True) -> dict[str, Any]:
    """Return keyword arguments for Playwright's ``launch``: which program, quiet, sandboxed where that is possible.

    Playwright starts Chromium without its sandbox by default; here only root and systems that forbid user namespaces
    (most containers) go without.
    """
    arguments: dict[str, Any] = {"headless": headless}
    if choice.executable is not None:
        arguments["executable_path"] = str(choice.executable)
    elif choice.channel:
        arguments["channel"] = choice.channel
    if choice.name == "chromium":
        arguments["args"] = list(_QUIET)
        arguments["chromium_sandbox"] = not (is_root() if root is None else root) and _sandbox_possible()
    return arguments


def version(choice: BrowserChoice) -> str | None:
    """Return what the program says of its version, such as "Chromium 156.0.8078.79", or None when it does not start."""
    if choice.executable is None:
        return None
    asked = run([choice.executable, "--version"], seconds=30)
    lines = [line.strip() for line in asked.output.splitlines() if any(sign.isdigit() for sign in line)]
    return lines[-1] if asked.ok and lines else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m mystery_shopper.provision.browsers [name]``; the exit code is 1 when there is no browser."""
    parser = argparse.ArgumentParser(prog="python -m mystery_shopper.provision.browsers", description=__doc__)
    parser.add_argument("name", choices=NAMES, nargs="?", default="chromium")
    try:
        choice = find(parser.parse_args(arguments).name)
    except MysteryShopperError as problem:
        print(problem, file=sys.stderr)
        return 1
    say(f"{choice}: {version(choice) or 'it does not start'}")
    return 0


def _set_by_user(name: str, value: str, source: str) -> BrowserChoice:
    path = Path(value).expanduser()
    found = path if os.sep in value or value.startswith("~") else Path(shutil.which(value) or path)
    if not found.is_file() or not os.access(found, os.X_OK):
        state = "is not an executable file" if found.exists() else "does not exist"
        raise BrowserMissing(
            f"The browser '{value}' ({source}) {state}. Name a browser's program there, "
            "or leave it out to take the one that is found first."
        )
    return BrowserChoice(name, found.absolute(), source, _flavour(found))


def _candidates(name: str, channel: str | None) -> Iterator[BrowserChoice]:
    """Yield what is on this machine, best first; lazily, because asking Playwright costs a look at the disk."""
    if name != "chromium":
        if own := playwright_browsers.executable(name):
            yield BrowserChoice(name, own, PLAYWRIGHT)
        return
    if channel != SHELL_CHANNEL:
        if own := playwright_browsers.executable("chromium"):
            yield BrowserChoice(name, own, PLAYWRIGHT)
        yield from _system(_SYSTEM_FULL)
    if channel != "chromium":
        if own := playwright_browsers.executable("chromium-headless-shell"):
            yield BrowserChoice(name, own, PLAYWRIGHT, "headless-shell")
        yield from _system(_SYSTEM_SHELL)


def _system(names: Sequence[str]) -> Iterator[BrowserChoice]:
    found = [Path(where) for each in names if (where := shutil.which(each))]
    if sys.platform == "darwin" and names is _SYSTEM_FULL:
        roots = (Path("/Applications"), Path.home() / "Applications")
        found += [root / app for app in _MAC_APPS for root in roots if (root / app).is_file()]
    # A snap has a private /tmp, where Playwright's profile folders lie: it is the last resort.
    for path in sorted(found, key=_is_snap):
        yield BrowserChoice("chromium", path, "the system's", _flavour(path))


def _is_snap(path: Path) -> bool:
    real = path.resolve()
    if "snap" in real.parts or real.name == "snap":
        return True
    with real.open("rb") as program:
        start = program.read(4096)
    return start.startswith(b"#!") and b"/snap/bin" in start


def _flavour(path: Path) -> Flavour:
    return "headless-shell" if "headless" in path.name else "full"


def _sandbox_possible() -> bool:
    """Whether an ordinary user can make a user namespace here, which is what Chromium's sandbox is made of."""
    if sys.platform != "linux":
        return True
    unshare = shutil.which("unshare")
    return bool(unshare) and run([str(unshare), "--user", "--map-root-user", "true"], seconds=10).ok


def _how_to_get(name: str, channel: str | None) -> str:
    if name != "chromium":
        return f"Playwright's {name} is not installed. Get it: playwright install {name}"
    if channel == SHELL_CHANNEL:
        return (
            "Chromium's headless shell is not on this machine. Get it: playwright install chromium-headless-shell "
            "(Debian: apt-get install chromium-headless-shell), or leave out the channel to use full Chromium."
        )
    return (
        "No browser was found: neither Playwright's own nor a system's "
        f"{', '.join(_SYSTEM_FULL[:-1])}. Get one: mystery-shopper install "
        f"(or name yours with --browser-executable or {ENVIRONMENT})."
    )


if __name__ == "__main__":
    sys.exit(main())
