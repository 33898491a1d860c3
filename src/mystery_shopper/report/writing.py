"""Files in one piece: a reader sees the old one or the new one, and a full disk leaves no half of one behind."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, text: str) -> Path:
    """Write a file in one piece and return its path.

    Raises:
        OSError: when it cannot be written; what was there before is untouched.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, "utf-8")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path
