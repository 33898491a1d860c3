"""Tell where Playwright's own browsers lie on the disk, without starting Playwright."""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from mystery_shopper.provision.setup_steps import user_cache

# What each browser's program is called inside the folder that Playwright unpacks.
_PROGRAMS = {
    "chromium": ("chrome", "Chromium", "Google Chrome for Testing"),
    "chromium-headless-shell": ("chrome-headless-shell", "headless_shell"),
    "firefox": ("firefox",),
    "webkit": ("pw_run.sh",),
    "ffmpeg": ("ffmpeg-linux", "ffmpeg-mac"),
}
# On macOS a program lies five folders down: chrome-mac/NAME.app/Contents/MacOS/NAME.
_DEPTH = 5


def executable(name: str) -> Path | None:
    """Return the program of Playwright's own browser (or its ffmpeg) of that name, or None when it is not installed.

    The driver's own answer (``browser_type.executable_path``) costs 0.7 s and fails inside a running event loop, so
    its table of revisions is read instead; a test holds that both agree.
    """
    for revision in _revisions().get(name, ()):
        folder = registry() / f"{name.replace('-', '_')}-{revision}"
        for depth in range(1, _DEPTH + 1):
            for program in _PROGRAMS[name]:
                for path in sorted(folder.glob("*/" * (depth - 1) + program)):
                    if path.is_file() and os.access(path, os.X_OK):
                        return path
    return None


def registry() -> Path:
    """Return the folder into which Playwright unpacks its browsers."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if named == "0":
        return (_driver() or Path()) / "package" / ".local-browsers"
    return Path(named).expanduser().absolute() if named else user_cache() / "ms-playwright"


def driver_node() -> Path | None:
    """Return the Node.js on which Playwright's driver runs, or None when Playwright is not installed completely."""
    driver = _driver()
    return driver / "node" if driver and (driver / "node").is_file() else None


@cache
def _revisions() -> dict[str, tuple[str, ...]]:
    """Return each browser's revision, the usual one first and then those for older systems."""
    driver = _driver()
    table = driver / "package" / "browsers.json" if driver else None
    if table is None or not table.is_file():
        return {}
    rows: list[dict[str, Any]] = json.loads(table.read_text("utf-8"))["browsers"]
    return {
        row["name"]: (row["revision"], *sorted(set(row.get("revisionOverrides", {}).values()), reverse=True))
        for row in rows
    }


def _driver() -> Path | None:
    found = importlib.util.find_spec("playwright")
    return Path(found.origin).parent / "driver" if found and found.origin else None
