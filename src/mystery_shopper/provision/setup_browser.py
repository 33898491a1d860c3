"""Get a browser where there is none: Playwright's own, else the system's package, each step said in one line."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from mystery_shopper.errors import BrowserMissing, MysteryShopperError
from mystery_shopper.provision import browsers, playwright_browsers
from mystery_shopper.provision.browsers import BrowserChoice
from mystery_shopper.provision.setup_steps import Done, Say, is_root, run, say

DOWNLOAD_SECONDS = 300
CONNECT_MILLISECONDS = 10_000
PACKAGES_SECONDS = 900


def install(name: str = "chromium", say: Say = say) -> BrowserChoice:
    """Return a browser that starts, fetching one when there is none.

    Nothing is fetched when :func:`browsers.find` has one that starts. The download gives up after 10 s without a
    connection and after 5 minutes in all; the system's package needs root or a sudo that asks no password.
    :raises BrowserMissing: none could be had, or Playwright's driver does not start; the text says what was tried and
        the one thing to do.
    """
    tried: list[str] = []
    _make_driver_run(say)
    try:
        choice = browsers.find(name)
    except BrowserMissing as missing:
        if name not in browsers.NAMES or os.environ.get(browsers.ENVIRONMENT):
            raise
        say(f"Browser: {missing}" if name != "chromium" else "Browser: none found on this machine.")
    else:
        if choice.executable is None or _starts(choice, say, tried):
            say(f"Browser: {choice}")
            return choice
    for attempt in (_download, _system_package) if name == "chromium" else (_download,):
        found = attempt(name, say, tried)
        if found is not None:
            say(f"Browser: {found}")
            return found
    raise BrowserMissing(f"No browser could be had ({'; '.join(tried)}). {_remedy(name)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m mystery_shopper.provision.setup_browser [name]``; exit code 1 when none could be had."""
    parser = argparse.ArgumentParser(prog="python -m mystery_shopper.provision.setup_browser", description=__doc__)
    parser.add_argument("name", choices=browsers.NAMES, nargs="?", default="chromium")
    try:
        install(parser.parse_args(arguments).name)
    except MysteryShopperError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _make_driver_run(say: Say) -> None:
    """Add the one library that Playwright's driver needs and that a minimal Debian or Ubuntu lacks."""
    node = playwright_browsers.driver_node()
    if node is None:
        raise BrowserMissing("Playwright is not installed completely: pip install --force-reinstall playwright")
    first = run([node, "--version"], seconds=60)
    if first.ok:
        return
    prefix = _installer() if "libatomic" in first.output else None
    if prefix is not None:
        say("Browser: adding the library libatomic1 that Playwright's driver needs (apt-get install libatomic1) ...")
        run([*prefix, "update"], seconds=PACKAGES_SECONDS)
        _apt_install(prefix, "libatomic1")
        if run([node, "--version"], seconds=60).ok:
            return
    how = f" Run: sudo apt-get install libatomic1{_and_chromium()}" if "libatomic" in first.output else ""
    raise BrowserMissing(f"Playwright's driver does not start ({first.why}).{how}")


def _and_chromium() -> str:
    """Spare the user a second round: name the browser's package too when there is no browser either."""
    try:
        browsers.find()
    except BrowserMissing:
        return " chromium"
    return ""


def _download(name: str, say: Say, tried: list[str]) -> BrowserChoice | None:
    say(f"Browser: fetching Playwright's own {name} (some 200 MB, once, into {playwright_browsers.registry()}) ...")
    done = run(
        [sys.executable, "-m", "playwright", "install", name],
        seconds=DOWNLOAD_SECONDS,
        extra={"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": str(CONNECT_MILLISECONDS)},
    )
    if not done.ok:
        tried.append(f"Playwright's download failed: {done.why}")
        say(f"Browser: {tried[-1]}")
        return None
    return _found(name, say, tried)


def _system_package(name: str, say: Say, tried: list[str]) -> BrowserChoice | None:
    prefix = _installer()
    if prefix is None:
        return None
    if not _on_offer():
        say("Browser: looking for the system's package chromium (apt-get update) ...")
        run([*prefix, "update"], seconds=PACKAGES_SECONDS)
    if not _on_offer():
        tried.append("this system's packages have no chromium")
        return None
    say("Browser: installing the system's package chromium (apt-get install chromium) ...")
    done = _apt_install(prefix, "chromium", "fonts-liberation")
    if not done.ok:
        tried.append(f"apt-get install chromium failed: {done.why}")
        return None
    return _found(name, say, tried)


def _found(name: str, say: Say, tried: list[str]) -> BrowserChoice | None:
    try:
        choice = browsers.find(name)
    except BrowserMissing:
        tried.append("what was installed is not where it should be")
        return None
    return choice if _starts(choice, say, tried) else None


def _starts(choice: BrowserChoice, say: Say, tried: list[str]) -> bool:
    """Whether the program starts; a downloaded one may lack the system's libraries, which root can add."""
    if browsers.version(choice):
        return True
    prefix = _installer()
    if choice.source == browsers.PLAYWRIGHT and prefix is not None:
        say("Browser: adding the system's libraries that it needs (playwright install-deps) ...")
        run([*prefix[:-1], *_deps(choice.name)], seconds=PACKAGES_SECONDS)
        if browsers.version(choice):
            return True
    remedy = f"run: sudo {' '.join(map(str, _deps(choice.name)))}" if choice.source == browsers.PLAYWRIGHT else ""
    tried.append(f"{choice.executable} does not start{'; ' + remedy if remedy else ''}")
    say(f"Browser: {tried[-1]}")
    return False


def _deps(name: str) -> list[str]:
    return [sys.executable, "-m", "playwright", "install-deps", name]


def _installer() -> list[str] | None:
    """Return the words before "install" with which packages can be installed without a question, if there are any."""
    apt = shutil.which("apt-get")
    if sys.platform != "linux" or apt is None:
        return None
    if is_root():
        return [apt]
    sudo = shutil.which("sudo")
    return [sudo, "-n", apt] if sudo and run([sudo, "-n", "true"], seconds=10).ok else None


def _on_offer() -> bool:
    """Whether a real package is on offer; Ubuntu's is an empty one that leads to a snap, and is named otherwise."""
    policy = run(["apt-cache", "policy", "chromium"], seconds=60)
    lines = [line.strip() for line in policy.output.splitlines()]
    return any(line.startswith("Candidate:") and "(none)" not in line for line in lines)


def _apt_install(prefix: list[str], *packages: str) -> Done:
    options = ["install", "--yes", "--no-install-recommends", *packages]
    # sudo drops the environment, so debconf's wish is passed on the command line of env.
    command: list[str | Path] = [*prefix[:-1], "env", "DEBIAN_FRONTEND=noninteractive", prefix[-1], *options]
    return run(command, seconds=PACKAGES_SECONDS)


def _remedy(name: str) -> str:
    if name != "chromium":
        return f"Run 'playwright install {name}' where downloads are allowed."
    how = {"darwin": "brew install --cask chromium"}.get(sys.platform, "sudo apt-get install chromium")
    return f"Install one yourself ({how}), or name yours by {browsers.ENVIRONMENT}=/path/to/it."


if __name__ == "__main__":
    sys.exit(main())
