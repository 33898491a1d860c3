"""Where to press: one round trip scrolls to an element, finds its middle, and tells what lies over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import ElementHandle, Error, Frame

from mystery_shopper.shop.belongings import Belongings
from mystery_shopper.shop.looking import forget_reader, reader_of, resolve
from mystery_shopper.shop.view import PageView

ARRIVED_MS: Final = 15
"""Where something hears the pointer come nobody presses sooner, and what it sets off shows by then (P)."""
_DWELLS_MS: Final = 150
"""Where the control itself hears it: no hand is quicker between coming to rest and pressing (P)."""
_COMES_WITHIN_MS: Final = 100  # a pointer that nothing in the page has heard by then rests over something else (P)
_SLIDES_MS: Final = 60  # what has changed this lately may still be moving others (P)
_A_FRAME_MS: Final = 30  # on a slow machine: what a pointer sets off begins with the next one (P)
_REACH: Final = (
    """async (reader, [ref, marked, disguise, pointer]) => {
  const el = reader.element(ref);
  if (!el || !el.isConnected) return null; // the page has drawn it anew since
  const box = () => el.getBoundingClientRect(), ms = window[Symbol.for('ms')];
  // Of a page that is wider than a phone's window only a part is seen, and hands point at places of that part.
  const seen = () => { const v = window === window.top && window.visualViewport;
    return v ? {x: v.offsetLeft, y: v.offsetTop, width: v.width, height: v.height}
      : {x: 0, y: 0, width: innerWidth, height: innerHeight}; };
  const inside = (r, v = seen()) => r.top >= v.y && r.bottom <= v.y + Math.min(v.height, innerHeight)
    && r.left >= v.x - 0.5 && r.right <= v.x + Math.min(v.width, innerWidth) + 0.5;
  const frame = () => Promise.race([new Promise(requestAnimationFrame), new Promise(go => setTimeout(go, 100))]);
  const middle = each => [each.left + each.width / 2, each.top + each.height / 2];
  const at = (x, y) => el.getRootNode().elementFromPoint(x, y);
  // What a box within the page has cut off, such as an entry below the edge of an open list, is scrolled to there.
  const cutOff = () => {
    const [x, y] = middle(box());
    if (el.contains(at(x, y))) return false;
    const around = each => each.assignedSlot || each.parentElement || each.getRootNode().host;
    for (let inner = el, outer = around(el); outer && outer !== document.body; inner = outer, outer = around(outer)) {
      if (getComputedStyle(inner).position === 'fixed') return false; // it hangs on the window
      const {overflowX, overflowY} = getComputedStyle(outer), r = outer.getBoundingClientRect();
      const beyond = x < r.left || x > r.right || y < r.top || y > r.bottom;
      if (beyond && /auto|scroll/.test(overflowX + overflowY)) return true;
    }
    return false;
  };
  const hangs = met => {
    for (let each = met; each && each !== document.body; each = each.parentElement) {
      const low = each.getBoundingClientRect().height < innerHeight / 2;
      if (low && /fixed|sticky/.test(getComputedStyle(each).position)) return true;
    }
    return false;
  };
  const still = /color|shadow|^(background|outline|border|fill|stroke|opacity|text-decoration)/; // these move nothing
  const passing = each => each.playState === 'running' && each.effect.getComputedTiming().endTime < 5000 &&
    !still.test(each.transitionProperty || '');
  const comes = ms && pointer ? performance.now() + COMES : 0;
  while (performance.now() < comes && !ms.came_to(...pointer)) await new Promise(go => setTimeout(go, 1));
  const rests = marked && ms && window === window.top; // the pointer came first: what flees from it is met by nobody
  const stirs = rests && (ms.hovers(el) || document.getAnimations().some(passing)); // else nothing can come of it
  const older = each => passing(each) && each.currentTime > ms.rests_ms() + A_FRAME; // as a tray that is sliding in
  const sets = rests && !document.getAnimations().some(older); // else what moves was moving before the pointer came
  const rest = stirs && ms.heeds(el) ? DWELLS : RESTS;
  while (stirs && ms.rests_ms() < rest) await new Promise(go => setTimeout(go, 3));
  const metFor = fled => {
    ms.mark(el, fled);
    return {...fled, width: box().width, height: box().height, top: true, cover: '', heard: true, keyed: true,
      filled: false, ticked: false};
  };
  const slid = rests && ms.came_to_rest_ms() < SLIDES; // by a script, as what opens above it
  let fled = !slid && (rest > RESTS ? sets : rests) && ms.fled(el);
  if (fled) return metFor(fled);
  if (!el.checkVisibility() && getComputedStyle(el).display !== 'contents') return null; // put away since
  const writes = el.isContentEditable
    || el.matches('textarea, input:not([type=radio], [type=checkbox], [type=submit], [type=button])');
  // And a field of the page's own making stands in its place.
  if ((writes || el.tagName === 'SELECT') && box().width < 3 && box().height < 3) return null;
  if (!inside(box()) || cutOff()) {
    el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    // A press is led by the last drawn frame: without this, one beside another site's frame can land inside it.
    for (let frames = window.length || window !== window.top ? 0 : 2; frames < 2; frames++) await frame();
  }
  if (marked && ((ms && ms.still_ms() < SLIDES) || document.getAnimations().some(passing))) {
    let was = {}; // nobody takes aim at what is still sliding to its place
    for (let frames = 0, still = 0; frames < 40 && still < (slid ? 4 : 2); frames++) { // a slide begins slowly
      const {x, y} = box();
      still = was.x === x && was.y === y ? still + 1 : 0;
      was = {x, y};
      await frame();
    }
    fled = !slid && sets && ms.fled(el); // what glides away has been under the pointer all the same
    if (fled) return metFor(fled);
  }
  let hit = ms && box().width ? ms.hit(el) : {covered: false, by: ''}; // the look at it may scroll
  if (hit.covered && hangs(ms.cover(hit.covered_ref))) { // by a bar at the window's edge
    el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    for (let frames = 0; frames < 2; frames++) await frame();
    hit = ms.hit(el);
  }
  const r = box();
  if (marked && ms) ms.mark(el);
  if (disguise) el.style.webkitTextSecurity = 'disc';
  const gap = (x, y) => { const met = at(x, y); return met && met !== el && met.contains(el); };
  let [x, y] = middle(r);
  if (gap(x, y)) { // a link in a line that holds a picture and a heading has nothing of its own between them
    const parts = [...el.getClientRects(), ...[...el.children].map(each => each.getBoundingClientRect())];
    const solid = parts.filter(each => each.width > 2 && inside(each)).map(middle);
    [x, y] = solid.find(each => el.contains(at(...each))) || [x, y];
  }
  // A label's own words are pressed, and no link among them, such as one to the terms that she agrees to.
  const strays = (px, py) => { const met = at(px, py), way = met && met.closest('a[href], button');
    return !met || !el.contains(met) || (way && way !== el && el.contains(way)); };
  if (el.tagName === 'LABEL' && strays(x, y)) {
    const own = [0.04, 0.96, 0.15, 0.85, 0.3, 0.7].flatMap(part => [...el.getClientRects()].map(each =>
      [each.left + each.width * part, each.top + each.height / 2]));
    [x, y] = own.find(each => !strays(...each)) || [x, y];
  }
  const v = seen(), part = (from, to, low, high) => { // of what sticks out of the window, its visible part is pressed
    const [first, last] = [Math.max(from, low), Math.min(to, high)];
    return at => last - first > 4 && (at < first || at > last) ? (first + last) / 2 : at; };
  x = part(r.left, r.right, v.x, v.x + v.width)(x);
  y = part(r.top, r.bottom, v.y, v.y + Math.min(v.height, innerHeight))(y);
  return {x: x - v.x, y: y - v.y, width: r.width, height: r.height,
    top: window === window.top, cover: hit.covered ? (hit.by || 'something') : '',
    heard: !ms || ms.hovers(el), keyed: !ms || ms.listens(el),
    filled: !!((el.isContentEditable ? el.textContent : el.value) || '').length,
    ticked: el.checked === true || el.getAttribute('aria-checked') === 'true',
    writes,
    focused: document.hasFocus() && el.getRootNode().activeElement === el && el !== document.body};
}""".replace("RESTS", str(ARRIVED_MS))
    .replace("DWELLS", str(_DWELLS_MS))
    .replace("COMES", str(_COMES_WITHIN_MS))
    .replace("SLIDES", str(_SLIDES_MS))
    .replace("A_FRAME", str(_A_FRAME_MS))
)


_INTO_VIEW: Final = """async el => {
  el.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
  for (let frames = 0; frames < 2; frames++)
    await Promise.race([new Promise(requestAnimationFrame), new Promise(go => setTimeout(go, 100))]);
}"""

# A frame's content begins within its border and padding; null when the frame is turned or scaled.
_CORNER: Final = """el => {
  const r = el.getBoundingClientRect(), style = getComputedStyle(el), px = name => parseFloat(style[name]) || 0;
  if (Math.abs(r.width - el.offsetWidth) > 0.6 || Math.abs(r.height - el.offsetHeight) > 0.6) return null;
  const seen = window === window.top && window.visualViewport || {offsetLeft: 0, offsetTop: 0}; // a part of a wide page
  return [r.left - seen.offsetLeft + el.clientLeft + px('paddingLeft'),
    r.top - seen.offsetTop + el.clientTop + px('paddingTop')];
}"""


@dataclass(frozen=True, slots=True)
class Reach:
    """An element in reach: its middle in the window's CSS pixels, and what a hand would meet there."""

    x: float
    y: float
    cover: str = ""  # what lies over its middle; empty when nothing does
    filled: bool = False
    ticked: bool = False
    focused: bool = False  # it has the keyboard's focus already
    width: float = 0.0
    height: float = 0.0
    heard: bool = True  # something in the page hears a pointer come there, and may act on it
    keyed: bool = True  # something hears every single key that is typed there


def reach(
    view: PageView,
    ref: int,
    *,
    mark: bool = False,
    disguise: bool = False,
    pointer: tuple[float, float] | None = None,
) -> Reach | None:
    """Scroll to an element and return where to press it; None when it is gone or was replaced.

    ``mark`` starts the page's activity clock in the same round trip, because an act follows. ``disguise`` lets a field
    show dots, because a secret will stand in it and no picture, video or trace may show it. ``pointer`` is where in
    the window a pointer is on its way to: its coming there is waited for first.
    """
    reader = reader_of(view)
    try:
        found: Mapping[str, Any] | None = reader.ask(_REACH, [ref, mark, disguise, pointer]) if reader else None
    except Error:
        forget_reader(view)  # its document has gone, and so has the element
        raise
    if found is None:
        return None
    x, y = found["x"], found["y"]
    focused = bool(found.get("focused"))
    if not found["top"] and not (focused and found["writes"]):  # a frame knows its own corner only
        middle = _past_the_corner(view.frame, x, y, found["height"]) or _in_window(resolve(view, ref))
        if middle is None:
            return None
        x, y = middle
    size = found["width"], found["height"]
    heard, keyed = found["heard"], found["keyed"]
    return Reach(x, y, found["cover"], found["filled"], found["ticked"], focused, *size, heard=heard, keyed=keyed)


_WRITTEN: Final = """(reader, [ref, text]) => {
  const el = reader.element(ref), bare = said => said.toLowerCase().replace(/[^\\p{L}\\p{N}]/gu, '');
  const holds = !el || bare((el.isContentEditable ? el.textContent : el.value) || '') === bare(text);
  return [holds, document.hasFocus() && !!document.activeElement && document.activeElement !== document.body];
}"""


def written(view: PageView, ref: int, text: str) -> tuple[bool, bool]:
    """Return whether a field holds a text, however it is grouped, and whether its document still has the focus."""
    reader = reader_of(view)
    try:
        holds, focused = reader.ask(_WRITTEN, [ref, text]) if reader else (True, False)
    except Error:
        return True, False
    return bool(holds), bool(focused)


_holders: Belongings[Frame, ElementHandle] = Belongings()  # frame -> the element that shows it


def _past_the_corner(frame: Frame, x: float, y: float, height: float) -> tuple[float, float] | None:
    """Return where a point of a frame lies in the window; None when it is out of sight, or its frame drawn askew."""
    window, inner = frame.page.viewport_size, frame
    try:
        while inner.parent_frame is not None:
            holder = _holders.get(inner) or _holders.put(inner, inner.frame_element())
            corner = holder.evaluate(_CORNER)
            if corner is None:
                return None
            x, y, inner = x + corner[0], y + corner[1], inner.parent_frame
    except Error:
        _holders.drop(inner)  # the page around it was drawn anew
        return None
    return (x, y) if window and y - height / 2 >= 0 and y + height / 2 <= window["height"] else None


def _in_window(element: ElementHandle | None) -> tuple[float, float] | None:
    """Return the middle of a frame's element in the window, once it is there: a frame can be larger than the window."""
    place, frame = (element.bounding_box(), element.owner_frame()) if element else (None, None)
    window = frame.page.viewport_size if frame else None
    if element and place and window and not (place["y"] >= 0 and place["y"] + place["height"] <= window["height"]):
        element.evaluate(_INTO_VIEW)
        place = element.bounding_box()
    return (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2) if place else None
