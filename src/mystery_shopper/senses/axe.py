"""Axe-core on the shopper's path: once for each look of a page, and remembered for all later visits of the run."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame

from mystery_shopper.model import url_template
from mystery_shopper.shop import look

RULES: Final = (
    "label",
    "select-name",
    "input-button-name",
    "button-name",
    "aria-input-field-name",
    "aria-toggle-field-name",
    "color-contrast",
    "target-size",
)
"""The axe rules behind the friction kinds field-unlabelled, low-contrast and small-target."""

_RUN = """async rules => {
  const result = await axe.run(document, {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations'],
    iframes: false});
  return result.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, help_url: v.helpUrl,
    nodes: v.nodes.slice(0, 50).map(n => ({target: n.target.flat().join(' '), html: n.html.slice(0, 300),
      summary: n.failureSummary || ''}))}));
}"""

MEMORY: Final = "MYSTERY_SHOPPER_AXE_MEMORY"
"""The setting that names a folder in which the answers are kept for other processes; for suites that start many.

An answer holds a piece of each element's source, unmasked: name a folder of your own, and publish it nowhere.
"""

_known: dict[tuple[str, str, str], list[dict[str, Any]]] = {}


def violations(frame: Frame, dress: str | None = None) -> list[dict[str, Any]]:
    """Return axe's violations of RULES in one frame, as plain data.

    The answer for a page template of the same ``dress`` (same controls, names, colours and sizes; looked up when it is
    not given) is remembered for the life of the process, because axe on every page would cost more than the purchase.
    """
    try:
        key = (urlsplit(frame.url).netloc, url_template(frame.url), look(frame).dress if dress is None else dress)
        if key not in _known:
            kept = _kept(key)
            told = _read(kept)
            if told is None:
                frame.evaluate(f"() => {{ if (!window.axe) {{ {_source()} }} }}")
                told = frame.evaluate(_RUN, list(RULES))
                _write(kept, told)
            _known[key] = told
        return _known[key]
    except Error:  # the page left while it was looked at; the next page gets its own look
        return []


def _kept(key: tuple[str, str, str]) -> Path | None:
    """Return the file that keeps an answer, if any does: for a page of the same template and dress, on any host."""
    folder = os.environ.get(MEMORY)
    asked = "\n".join((_edition(), _RUN, *RULES, key[1], key[2]))
    return Path(folder, f"{hashlib.sha256(asked.encode()).hexdigest()}.json") if folder else None


def _read(kept: Path | None) -> list[dict[str, Any]] | None:
    with suppress(OSError, ValueError):
        told: list[dict[str, Any]] | None = json.loads(kept.read_text("utf-8")) if kept is not None else None
        return told
    return None


def _write(kept: Path | None, told: list[dict[str, Any]]) -> None:
    if kept is None:
        return
    with suppress(OSError):  # it is only asked again
        kept.parent.mkdir(parents=True, exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_text(json.dumps(told), "utf-8")
        half.replace(kept)


@cache
def _edition() -> str:
    return hashlib.sha256(_source().encode()).hexdigest()


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
