"""Pictures for findings: the place marked, passwords and card numbers hidden, and never a reason to fail a visit."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import ElementHandle, Error, FloatRect, Page

from mystery_shopper.model import Evidence, Finding
from mystery_shopper.senses.watchman import Watchman
from mystery_shopper.shop.view import Rect

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
_DRAW = """box => {
  const frame = document.createElement('div');
  frame.style.cssText = `all:initial;position:fixed;z-index:2147483647;pointer-events:none;` +
    `border:4px solid #d00;border-radius:6px;` + // no style of the page's holds for it: border-box would shrink it
    `box-shadow:0 0 0 3px #fff,0 0 0 9999px rgba(0,0,0,.12);left:${box.left - 8}px;top:${box.top - 8}px;` +
    `width:${box.width + 8}px;height:${box.height + 8}px`;
  document.documentElement.append(frame);
  window[Symbol.for('ms-mark')] = {frame, from};
}"""
_MARK = f"""el => {{
  const from = [[window, scrollX, scrollY]], draw = {_DRAW};
  for (let node = el; node; node = node.assignedSlot || node.parentElement || node.getRootNode().host)
    if (node !== document.scrollingElement) from.push([node, node.scrollLeft, node.scrollTop]);
  el.scrollIntoView({{block: 'center', inline: 'nearest', behavior: 'instant'}});
  draw(el.getBoundingClientRect());
}}"""
_MARK_PLACE = f"""([x, y, width, height]) => {{
  const from = [[window, scrollX, scrollY]], draw = {_DRAW};
  if (y < scrollY || y + height > scrollY + innerHeight)
    scrollTo({{left: from[0], top: y + height / 2 - innerHeight / 2, behavior: 'instant'}});
  draw({{left: x - scrollX, top: y - scrollY, width, height}});
}}"""
_CONTENT = """least => {
  let left = innerWidth, top = innerHeight, right = 0, bottom = 0;
  const take = ({left: x, top: y, right: r, bottom: b}) => {
    if (r <= x || b <= y || r < 0 || b < 0 || x > innerWidth || y > innerHeight) return;
    left = Math.min(left, x); top = Math.min(top, y); right = Math.max(right, r); bottom = Math.max(bottom, b);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node; (node = texts.nextNode());)
    if (node.data.trim()) { range.selectNodeContents(node); take(range.getBoundingClientRect()) }
  const behind = ['rgba(0, 0, 0, 0)', getComputedStyle(document.body).backgroundColor];
  for (const el of document.body.querySelectorAll('*')) {
    const seen = /^(IMG|SVG|INPUT|SELECT|TEXTAREA|BUTTON|IFRAME|CANVAS|VIDEO)$/i.test(el.tagName) || el.shadowRoot;
    const {backgroundImage, backgroundColor} = getComputedStyle(el);
    if (seen || backgroundImage !== 'none' || !behind.includes(backgroundColor)) take(el.getBoundingClientRect());
  }
  if (!right) return null;
  const edge = 24, x = Math.max(0, left - edge), y = Math.max(0, top - edge);
  const width = Math.min(innerWidth - x, Math.max(right - x + edge, least[0]));
  return {x, y, width, height: Math.min(innerHeight - y, Math.max(bottom - y + edge, least[1]))};
}"""
_UNMARK = """() => {
  const mark = window[Symbol.for('ms-mark')];
  if (!mark) return;
  mark.frame.remove();
  // A box within the page that stays scrolled would seem to have slipped from under her pointer.
  mark.from.forEach(([what, left, top]) => what.scrollTo({left, top, behavior: 'instant'}));
  delete window[Symbol.for('ms-mark')];
}"""

LOST: Final = "A picture could not be kept"
"""How the story of a visit begins to tell that a picture could not be written; the end of the run counts these."""


_WITHIN_S: Final = 10.0  # a page that cannot be pictured by then has a script that never ends (P)
_LEAST_SHOWN: Final = (480, 160)
"""Of a page that shows next to nothing a picture still shows so many pixels (P)."""


@dataclass(frozen=True)
class Picture:
    """What the customer saw."""

    data: bytes  # PNG
    marked: bool


def take(page: Page, *, mark: ElementHandle | Rect | None, secrets: frozenset[str]) -> Picture | None:
    """Take one picture of what the customer sees; return None when the browser could not.

    ``mark`` is the element, or the place on the page, that the picture is about. ``secrets`` are hidden in every
    frame, ignoring spaces and dashes, before the picture is taken.
    """
    with Watchman().within(page, _WITHIN_S):
        return _taken(page, mark, secrets)


def _taken(page: Page, mark: ElementHandle | Rect | None, secrets: frozenset[str]) -> Picture | None:
    bare = sorted("".join(each.split()) for each in secrets)
    frames = list(page.frames)
    try:
        for frame in frames:
            frame.evaluate(_HIDE, bare)
        marked = _marked(page, mark)
        clip = None if marked else _content(page)
        data = page.screenshot(timeout=4000, animations="disabled", caret="initial", scale="css", clip=clip)
        return Picture(data, marked)
    except Error:  # a page that is just leaving cannot be pictured
        return None
    finally:
        for frame in frames:
            with contextlib.suppress(Error):
                frame.evaluate(_SHOW)
        with contextlib.suppress(Error):
            page.evaluate(_UNMARK)
            if isinstance(mark, ElementHandle):
                mark.evaluate(_UNMARK)


def _content(page: Page) -> FloatRect | None:
    """Return the part of the page that shows anything: of a nearly empty one a picture of the whole is unreadable."""
    with contextlib.suppress(Error):
        found: FloatRect | None = page.evaluate(_CONTENT, list(_LEAST_SHOWN))
        return found
    return None


def evidence(name: str, finding: Finding, *, marked: bool) -> Evidence:
    """Return a picture as evidence of a finding; ``name`` is its path in the report folder."""
    seen = "What the customer saw"
    what = f"{seen}, {finding.element or 'what the page said'} marked" if marked else seen
    return Evidence("screenshot", what, path=name)


def _marked(page: Page, mark: ElementHandle | Rect | None) -> bool:
    """Draw a frame around what the picture is about; what is gone or takes no room cannot be marked."""
    with contextlib.suppress(Error):
        if isinstance(mark, Rect) and mark.area:
            page.evaluate(_MARK_PLACE, [mark.x, mark.y, mark.width, mark.height])
            return True
        if isinstance(mark, ElementHandle) and mark.is_visible():
            mark.evaluate(_MARK)
            return True
    return False
