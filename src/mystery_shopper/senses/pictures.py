"""Pictures for findings: the element marked, passwords and card numbers hidden, and never a reason to fail a visit."""

from __future__ import annotations

import contextlib
from pathlib import Path

from playwright.sync_api import ElementHandle, Error, Page

from mystery_shopper.model import Evidence, Finding

_HIDE = """secrets => {
  const bare = text => String(text || '').replace(/[\\s\\-\\u00a0]/g, '');
  const secret = text => { const t = bare(text); return secrets.some(each => t.includes(each)) };
  const hidden = [];
  const blur = el => { hidden.push([el, el.style.filter]); el.style.filter = 'blur(8px)' };
  const walk = root => {
    for (const el of root.querySelectorAll('input, textarea, select, output'))
      if (el.type !== 'hidden' && (el.type === 'password' ? el.value : secret(el.value))) blur(el);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode());)
      if (node.data.length < 400 && secret(node.data)) blur(node.parentElement);
    for (const el of root.querySelectorAll('*')) if (el.shadowRoot) walk(el.shadowRoot);
  };
  walk(document);
  window[Symbol.for('ms-hidden')] = () => hidden.forEach(([el, was]) => { el.style.filter = was });
}"""
_SHOW = "() => { const undo = window[Symbol.for('ms-hidden')]; if (undo) undo() }"
_MARK = """el => {
  el.scrollIntoView({block: 'center', inline: 'nearest'});
  const box = el.getBoundingClientRect(), frame = document.createElement('div');
  frame.style.cssText = `position:fixed;z-index:2147483647;pointer-events:none;border:4px solid #d00;` +
    `border-radius:6px;` +
    `box-shadow:0 0 0 3px #fff,0 0 0 9999px rgba(0,0,0,.12);left:${box.left - 8}px;top:${box.top - 8}px;` +
    `width:${box.width + 8}px;height:${box.height + 8}px`;
  document.documentElement.append(frame);
  window[Symbol.for('ms-mark')] = frame;
}"""
_UNMARK = "() => { const frame = window[Symbol.for('ms-mark')]; if (frame) frame.remove() }"


def take(page: Page, path: Path, *, mark: ElementHandle | None, secrets: frozenset[str]) -> bool:
    """Take one picture of what the customer sees; return False when the browser could not.

    ``secrets`` are hidden in every frame, ignoring spaces and dashes, before the picture is taken.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    bare = sorted("".join(each.split()) for each in secrets)
    frames = list(page.frames)
    try:
        for frame in frames:
            frame.evaluate(_HIDE, bare)
        if mark is not None:
            with contextlib.suppress(Error):
                mark.evaluate(_MARK)
        page.screenshot(path=path, timeout=4000, animations="disabled", caret="initial", scale="css")
        return True
    except Error:  # a page that is just leaving cannot be pictured
        return False
    finally:
        for frame in frames:
            with contextlib.suppress(Error):
                frame.evaluate(_SHOW)
        with contextlib.suppress(Error):
            page.evaluate(_UNMARK)
            if mark is not None:
                mark.evaluate(_UNMARK)


def evidence(name: str, finding: Finding) -> Evidence:
    """Return a picture as evidence of a finding; ``name`` is its path in the report folder."""
    what = f"What the customer saw, {finding.element} marked" if finding.element else "What the customer saw"
    return Evidence("screenshot", what, path=name)
