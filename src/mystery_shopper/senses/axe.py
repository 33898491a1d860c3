"""Axe-core on the shopper's path: once for each look of a page, and remembered for all later visits of the run."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
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

_known: dict[tuple[str, str, str], list[dict[str, Any]]] = {}


def violations(frame: Frame, dress: str | None = None) -> list[dict[str, Any]]:
    """Return axe's violations of RULES in one frame, as plain data.

    The answer for a page template of the same ``dress`` (same controls, names, colours and sizes; looked up when it is
    not given) is remembered for the life of the process, because axe on every page would cost more than the purchase.
    """
    try:
        key = (urlsplit(frame.url).netloc, url_template(frame.url), look(frame).dress if dress is None else dress)
        if key not in _known:
            frame.evaluate(f"() => {{ if (!window.axe) {{ {_source()} }} }}")
            _known[key] = frame.evaluate(_RUN, list(RULES))
        return _known[key]
    except Error:  # the page left while it was looked at; the next page gets its own look
        return []


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
