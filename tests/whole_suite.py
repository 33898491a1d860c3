"""A company's suite in a folder, and pytest run over it in a process of its own, as its people run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

SHELL = shutil.which("chromium-headless-shell")  # starts in a third of the time; Autofill is not tested here
QUICK = ("-p", "no:cacheprovider", "-p", "no:faker", "-p", "no:hypothesispytest")
CALM = ("--pace", "off", "--timings", "skip")
SECONDS = 600  # a guard against hanging only: many visits on a busy machine take their time
# Compiled modules are kept outside the tree and shared by all runs: pytest rewrites a plugin's modules at every load.
COMPILED = Path(tempfile.gettempdir()) / "mystery-shopper-tests-compiled"


@dataclass(frozen=True)
class Result:
    """How a run ended and what it left."""

    code: int
    out: str
    err: str
    reports: Path

    @property
    def text(self) -> str:
        return self.out + self.err

    @cached_property
    def visits(self) -> list[dict[str, Any]]:
        """The visits in the order in which they ended."""
        path = self.reports / "visits.jsonl"
        return [json.loads(each) for each in path.read_text("utf-8").splitlines()] if path.exists() else []

    def visit(self, scenario: str) -> dict[str, Any]:
        """Return the only visit of a scenario."""
        [found] = self.visits_of(scenario)
        return found

    def visits_of(self, scenario: str) -> list[dict[str, Any]]:
        return [each for each in self.visits if each["scenario"] == scenario]

    def kinds(self, scenario: str) -> list[str]:
        return [each["kind"] for each in self.visit(scenario)["findings"]]

    @cached_property
    def junit(self) -> dict[str, ElementTree.Element]:
        """The test cases of the JUnit file by name."""
        tree = ElementTree.parse(self.reports.parent / f"junit-{self.reports.name}.xml")
        return {each.get("name", ""): each for each in tree.iter("testcase")}

    def status(self, test: str) -> str:
        """Return how a test ended: passed, failed, error or skipped."""
        bad = {"failure": "failed", "error": "error", "skipped": "skipped"}
        return next((bad[each.tag] for each in self.junit[test] if each.tag in bad), "passed")

    def said(self, test: str) -> str:
        """Return what a failed test said."""
        return "".join(each.text or "" for each in self.junit[test] if each.tag in ("failure", "error"))

    def files(self) -> list[Path]:
        """Return every file of the report folder."""
        return sorted(each for each in self.reports.rglob("*") if each.is_file())


class Suite:
    """Files of a suite; `run` plays them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, text: str) -> Path:
        """Write one file, dedented."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")
        return path

    def feature(self, text: str, name: str = "x") -> Path:
        return self.write(f"features/{name}.feature", text)

    def run(self, *options: str, shop: str = "", reports: str = "reports", **environment: str) -> Result:
        """Play the suite to its end; ``shop`` goes to --shop."""
        return self.ended(self.start(*options, shop=shop, reports=reports, **environment), reports=reports)

    def start(
        self, *options: str, shop: str = "", reports: str = "reports", **environment: str
    ) -> subprocess.Popen[str]:
        """Begin to play the suite."""
        chosen = [f"--shop={shop}"] if shop else []
        browser = [f"--browser-executable={SHELL}"] if SHELL else []
        files = [f"--reports={reports}", f"--junit-xml=junit-{reports}.xml"]
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", *QUICK, *CALM, *chosen, *browser, *files, *options],
            cwd=self.root,
            env={**plain_environment(), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def ended(self, process: subprocess.Popen[str], *, reports: str = "reports") -> Result:
        """Wait for the end of a run that was started."""
        try:
            out, err = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
        return Result(process.returncode, out, err, self.root / reports)


def plain_environment() -> dict[str, str]:
    """Return the environment without what the outer run of pytest and its user put there."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "MYSTERY_SHOPPER_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, "COLUMNS": "120", "NO_COLOR": "1", "PYTHONPYCACHEPREFIX": str(COMPILED)}
