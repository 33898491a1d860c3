"""Names the command that adds an extra to this very installation: from a clone, from a wheel, or from an index."""

from __future__ import annotations

import json
import shlex
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKAGE = "mystery-shopper"


def how_to_add(extra: str) -> str:
    """Return the pip command that adds an extra, from where the package itself was installed.

    Which that was is written beside every installation that did not come from an index (PEP 610, direct_url.json).
    """
    return f"pip install {_source(f'[{extra}]')}"


def how_to_renew() -> str:
    """Return the pip command that installs the package anew from where it came from."""
    return f"pip install --force-reinstall --no-deps {_source('')}"


def _source(extra: str) -> str:
    """Return what pip is to be given: the clone or the wheel while it is there, else the package's name."""
    try:
        told = json.loads(metadata.distribution(PACKAGE).read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        told = {}
    parts = urlsplit(str(told.get("url", "")))
    place = Path(unquote(parts.path))
    if parts.scheme != "file" or not place.exists():
        return f"'{PACKAGE}{extra}'"
    here = "." if place == Path.cwd() else str(place)
    return f"{'-e ' if told.get('dir_info', {}).get('editable') else ''}{shlex.quote(f'{here}{extra}')}"
