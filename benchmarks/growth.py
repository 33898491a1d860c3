"""How long collecting and checking take with 100, 300 and 1,000 scenarios of ten steps."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

SIZES = (100, 300, 1000)
_PERSONA = "persona: somebody\nname: Somebody\nstory: A person who measures.\nlocale: en-GB\n"
_STEPS = """    Given Ada is "somebody"
    When she opens the shop
    And she searches for "{name}"
    And she opens "{name}"
    And she puts it in her basket
    And she opens her basket
    And she goes to the checkout
    And she continues as a guest
    And she pays by card
    Then the order is placed
"""


def growth(console: Console) -> None:
    """Print how collection and ``mystery-shopper check`` grow; ten scenarios a file."""
    table = Table(title="Scenarios of ten steps, ten a file", title_justify="left")
    for head in ("scenarios", "collect s", "a scenario ms", "check s", "a scenario ms"):
        table.add_column(head, justify="right")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), size)
            collected = _timed(folder, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
            checked = _timed(folder, "-m", "mystery_shopper.cli", "check")
        row = (collected, 1000 * collected / size, checked, 1000 * checked / size)
        table.add_row(str(size), *(f"{each:.2f}" for each in row))
    console.print(table)


def _write(root: Path, size: int) -> None:
    (root / "personas").mkdir()
    (root / "personas" / "somebody.yaml").write_text(_PERSONA)
    (root / "features").mkdir()
    for number in range(size // 10):
        scenarios = "\n".join(
            f"  Scenario: Errand {number}-{each}\n" + _STEPS.format(name=f"Thing {number}-{each}") for each in range(10)
        )
        (root / "features" / f"errands_{number:03}.feature").write_text(f"Feature: Errands {number}\n\n{scenarios}")


def _timed(folder: str, *arguments: str) -> float:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return time.perf_counter() - began
