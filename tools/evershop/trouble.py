"""What stops the setting up of the second shop, told so that one thing to do is clear."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

LAST_LINES = 12
"""How much of a failed program's output is shown; the rest is in the log that is named."""


class Trouble(Exception):
    """The second shop cannot be set up, started or stopped."""


def run(what: str, command: Sequence[str], log: Path, *, cwd: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program to its end and keep what it says in a log file.

    Raises:
        Trouble: with the program's last words when it fails.
    """
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        words = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])
        raise Trouble(f"{what} failed (exit code {done.returncode}). Its last words, all of them in {log}:\n{words}")
