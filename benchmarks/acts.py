"""A pytest plugin that writes down every act of every shopper, so that two runs can be compared key by key.

Load it with ``-p benchmarks.acts``; the environment variable ``ACTS_IN`` names the folder, where each process writes a
file of its own. What was typed is kept as a digest only: passwords and card numbers are among it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any, Final

from mystery_shopper.recorder import Recorder
from mystery_shopper.shopper.hands import Hands

FOLDER: Final = "ACTS_IN"
_OF_THIS_RUN: Final = re.compile(r"127\.0\.0\.1:\d+|localhost:\d+|\bHP\d+")  # another port and order number each time


def pytest_configure() -> None:
    """Listen to every shopper of this process."""
    observe, typed = Recorder.observe, Hands.type

    def observing(recorder: Recorder, name: str, value: Any, **facts: Any) -> Any:
        if name == "action":
            _write(f"{recorder.persona.id} {value}", str(facts.get("element", "")))
        return observe(recorder, name, value, **facts)

    def typing(hands: Hands, page: Any, text: str, **how: Any) -> None:
        _write("types", hashlib.sha256(text.encode()).hexdigest()[:12])
        typed(hands, page, text, **how)

    setattr(Recorder, "observe", observing)  # noqa: B010 - a class is not assigned to by its name under mypy
    setattr(Hands, "type", typing)  # noqa: B010


def acts_by_test(folder: Path) -> dict[str, list[str]]:
    """Return the acts of each test, in their order, of all processes of a run."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("acts-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            test, act = json.loads(line)
            found.setdefault(test, []).append(act)
    return found


def _write(verb: str, what: str) -> None:
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    path = Path(os.environ[FOLDER]) / f"acts-{os.getpid()}.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps([test, _OF_THIS_RUN.sub("…", f"{verb} {what}")]) + "\n")
