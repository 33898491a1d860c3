"""Small steps that setting up needs: saying what is done, running a program for a bounded time, the cache folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Done:
    """How a program ended: ``ok``, its whole output, and in ``why`` one line that tells the reason of a failure."""

    ok: bool
    output: str
    why: str = ""


def say(line: str) -> None:
    """Print one line at once, so that progress is visible also where the output is a pipe."""
    print(line, flush=True)


def is_root() -> bool:
    """Whether this process may install system packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for things fetched once: MYSTERY_SHOPPER_CACHE, or the user's cache folder of this system."""
    if named := environment.get("MYSTERY_SHOPPER_CACHE"):
        return Path(named).expanduser().absolute()
    return user_cache(environment) / "mystery-shopper"


def user_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """Return this system's folder for a user's caches (XDG on Linux, ~/Library/Caches on macOS)."""
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache")


def run(
    command: Sequence[str | Path],
    *,
    seconds: float,
    extra: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Done:
    """Run a program for at most ``seconds`` without standard input and return how it ended; nothing is raised."""
    words = [str(word) for word in command]
    try:
        ended = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            env={**os.environ, **(extra or {})},
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        output = _text(late.output)
        return Done(False, output, f"it did not end within {seconds:.0f} s")
    except OSError as refused:
        return Done(False, "", f"{words[0]} could not be started: {refused.strerror or refused}")
    output = _text(ended.stdout)
    if ended.returncode == 0:
        return Done(True, output)
    return Done(False, output, _reason(output) or f"it ended with code {ended.returncode}")


def _text(output: bytes | str | None) -> str:
    text = output.decode("utf-8", "replace") if isinstance(output, bytes) else output or ""
    return _ANSI.sub("", text)


def _reason(output: str) -> str:
    """Return the line that says most: the first that names an error, else the last one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"\b(error|E:|ERR!|cannot|unable)", line, re.IGNORECASE)]
    return (telling or lines[-1:] or [""])[0][:200]
