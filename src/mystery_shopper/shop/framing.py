"""Tells whether the frames of a page can be seen: a document knows nothing of what the page around it hides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from playwright.sync_api import Error, Frame

from mystery_shopper.shop.view import PageView

_SHOWS: Final = """el => {
  if (!el.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
  const {left, top, right, bottom} = el.getBoundingClientRect(), seen = {left, top, right, bottom};
  const around = each => each.assignedSlot || each.parentElement || each.getRootNode().host;
  for (let outer = around(el); outer && outer !== document.body; outer = around(outer)) {
    if (!/hidden|clip/.test(getComputedStyle(outer).overflow)) continue;
    const r = outer.getBoundingClientRect();
    seen.left = Math.max(seen.left, r.left), seen.right = Math.min(seen.right, r.right);
    seen.top = Math.max(seen.top, r.top), seen.bottom = Math.min(seen.bottom, r.bottom);
  }
  return seen.right - seen.left > 2 && seen.bottom - seen.top > 2;
}"""


def shows_frames(view: PageView, inner: Iterable[PageView]) -> bool:
    """Say whether a page shows something of each frame that holds these documents."""
    return all(_is_seen(frame, view) for frame in {_outermost(each.frame) for each in inner if each.frame})


def _outermost(frame: Frame) -> Frame:
    while frame.parent_frame is not None and frame.parent_frame.parent_frame is not None:
        frame = frame.parent_frame
    return frame


def _is_seen(frame: Frame, view: PageView) -> bool:
    """Say whether a page shows a frame: by a look at the page, and where that knows it by no name, by its element."""
    if any((each.name and each.name == frame.name) or each.src == frame.url for each in view.frames):
        return True
    try:
        return bool(frame.frame_element().evaluate(_SHOWS))
    except Error:  # the page has drawn it anew since
        return False
