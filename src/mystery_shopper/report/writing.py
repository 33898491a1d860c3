"""Files in one piece: a reader sees the old one or the new one, and a full disk leaves no half of one behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from mystery_shopper.errors import SettingsError


def check_place(path: Path | None, *, folder: bool = False) -> None:
    """Find out whether something can be written, before the work whose result it is to hold; None is no place to check.

    Raises:
        SettingsError: when there is something else in its place, or its folder cannot be made or written to.
    """
    if path is None:
        return
    home = path if folder else path.parent
    try:
        if path.is_dir() and not folder:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if home.exists() and not home.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        home.mkdir(parents=True, exist_ok=True)
        if not os.access(home, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as trouble:
        why = trouble.strerror or trouble
        raise SettingsError(f"{path} cannot be written: {why}. Name another place.") from None


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
