"""Write both lock files anew from pyproject.toml and package.json; neither of them names a host."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT_TOOLS = ROOT / "src" / "mystery_shopper" / "provision" / "report_tools"


def lock_python(extra: list[str]) -> None:
    """Resolve for every platform and every Python from 3.11 on, with hashes."""
    uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--output-file", "requirements.lock"]
    how = ["--universal", "--python-version", "3.11", "--extra", "dev", "--generate-hashes", "--quiet"]
    quiet = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]
    subprocess.run([*uv, *how, *quiet, *extra], cwd=ROOT, check=True)


def lock_report_tools() -> None:
    """Resolve the report generator; sponsors' addresses are left out, what is fetched is held by its hash."""
    npm = shutil.which("npm") or "npm"
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copy(REPORT_TOOLS / "package.json", scratch)
        wish = ["install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts"]
        subprocess.run([npm, *wish, "--no-audit", "--no-fund"], cwd=scratch, check=True)
        lock = json.loads(Path(scratch, "package-lock.json").read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    (REPORT_TOOLS / "package-lock.json").write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    lock_python(sys.argv[1:])
    lock_report_tools()
