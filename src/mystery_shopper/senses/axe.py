"""Axe-core on the shopper's path: once for each look of a page, and remembered for all later visits of the run."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Error, Frame

from mystery_shopper.model import url_template

RULES: Final = (
    "label",
    "select-name",
    "input-button-name",
    "button-name",
    "aria-input-field-name",
    "aria-toggle-field-name",
    "color-contrast",
)
"""The axe rules behind the friction kinds field-unlabelled and low-contrast."""

# What decides these rules: which controls there are, how they are named, and what colours and sizes text has; elements
# of one kind (tag, classes, parent's classes, own style) are asked once, because asking for styles is what costs.
_LOOK = """() => {
  const KINDS = 'input,select,textarea,button,[role],a,p,span,li,td,th,dt,dd,div,label,small,strong,b,em,' +
    'h1,h2,h3,h4,h5,h6';
  const seen = new Map(), body = document.body;
  if (!body) return '';
  for (const el of body.querySelectorAll(KINDS)) {
    const field = /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(el.tagName);
    const words = el.firstChild && el.firstChild.nodeType === 3 && el.firstChild.data.trim();
    if (!field && !words && !el.hasAttribute('role')) continue;
    const names = !field ? [] : [el.type, el.disabled, !!(el.labels && el.labels.length), el.id || el.name,
      el.hasAttribute('aria-label'), el.hasAttribute('aria-labelledby'), el.hasAttribute('title')];
    const kind = [el.tagName, el.className, el.parentElement.className, el.getAttribute('style'), names].join('|')
      .replace(/[0-9a-f]*\\d[0-9a-f]*/g, '#');
    if (seen.has(kind)) continue;
    const style = getComputedStyle(el);
    seen.set(kind, [style.color, style.backgroundColor, style.fontSize, style.fontWeight, style.display].join());
  }
  return [...seen].map(pair => pair.join('>')).sort().join('\\n');
}"""
_RUN = """async rules => {
  const result = await axe.run(document, {runOnly: {type: 'rule', values: rules}, resultTypes: ['violations'],
    iframes: false});
  return result.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, help_url: v.helpUrl,
    nodes: v.nodes.slice(0, 10).map(n => ({target: n.target.flat().join(' '), html: n.html.slice(0, 300),
      summary: n.failureSummary || ''}))}));
}"""

_known: dict[tuple[str, str, int], list[dict[str, Any]]] = {}


def violations(frame: Frame) -> list[dict[str, Any]]:
    """Return axe's violations of RULES in one frame, as plain data.

    The answer for a page template that looks the same (same controls, names, colours and sizes) is remembered for the
    life of the process, because axe on every page would cost more than the purchase itself.
    """
    try:
        look = frame.evaluate(_LOOK)
        key = (urlsplit(frame.url).netloc, url_template(frame.url), hash(look))
        if key not in _known:
            frame.evaluate(f"() => {{ if (!window.axe) {{ {_source()} }} }}")
            _known[key] = frame.evaluate(_RUN, list(RULES))
        return _known[key]
    except Error:  # the page left while it was looked at; the next page gets its own look
        return []


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
