"""Where the keyboard's focus stands, over all frames, and whether it can be seen there."""

from __future__ import annotations

from playwright.sync_api import Page

_GOES_BY_MS = 600  # within which a veil over what is being loaded has gone, as a rule (P)
HAS_FOCUS = """el => { const deep = root => { const a = root.activeElement;
    return a && a.shadowRoot && a.shadowRoot.activeElement ? deep(a.shadowRoot) : a };
  return document.hasFocus() && deep(document) === el }"""
# Some fields take the focus back; what they have planned for that comes before a timer that is set after it.
KEEPS_FOCUS = f"""async el => {{ await new Promise(go => setTimeout(go, 20)); return ({HAS_FOCUS})(el) }}"""
SAME_GROUP = """el => { const a = el.getRootNode().activeElement;
  const own = at => at.getAttribute('role') === 'radio' && at.closest('[role=radiogroup]');
  if (a && a !== el && own(el)) return own(a) === own(el);
  return !!a && a !== el && a.type === 'radio' && el.type === 'radio' && a.name === el.name && a.form === el.form }"""
# The key that leads from where a list of the page's own making stands to one of its entries; "here" when it is there.
# Of a list that does not say where it stands people see it, by what its makers call that entry, or they count.
IN_LIST = """(el, moved) => {
  const entry = el.closest('[role=option]'), list = entry && entry.closest('[role=listbox]');
  let a = el.getRootNode().activeElement;
  const byTab = a !== el && el.matches('[tabindex]:not([tabindex^="-"])');
  if (!list || !a || entry !== el || byTab) return '';
  const active = a.getAttribute('aria-activedescendant') || '', all = [...list.querySelectorAll('[role=option]')];
  const owned = ['aria-controls', 'aria-owns'].some(name => list.id && a.getAttribute(name) === list.id);
  const near = a === list || list.contains(a) || owned || all.some(each => each.id && each.id === active);
  if (!near) return '';
  const marked = /(^|[\\s_-])(active|highlight(ed)?|focus(ed)?|current)($|[\\s_-])/i, to = all.indexOf(el);
  const lone = each => each.parentElement !== list && each.parentElement.children.length === 1;
  const lit = each => marked.test(each.className) || 'highlighted' in each.dataset ||
    (lone(each) && marked.test(each.parentElement.className));
  let at = all.findIndex(each => each === a || (each.id && each.id === active));
  if (at < 0 && all.filter(lit).length === 1) at = all.findIndex(lit);
  if (at < 0) at = all.findIndex(each => each.getAttribute('aria-selected') === 'true') + moved;
  return at === to ? 'here' : at < to ? 'ArrowDown' : 'ArrowUp' }"""
# How a control and what stands around it are drawn; a focus that can be seen changes something of it. A field shows its
# cursor. While something still fades in, it changes.
_DRAWN = """
  const DRAWN = ['boxShadow', 'backgroundColor', 'backgroundImage', 'color', 'textDecorationLine', 'opacity',
    'transform', 'filter', 'fontWeight', 'visibility', 'width', 'left'];
  const clear = colour => colour === 'transparent' || /^rgba\\(.*, 0\\)$/.test(colour);
  const edge = (style, name) => {
    const [line, width, colour] = ['Style', 'Width', 'Color'].map(each => style[name + each]);
    return line === 'none' || width === '0px' || clear(colour) ? '' : line + width + colour };
  const drawn = el => { const around = [el, el.parentElement, el.parentElement && el.parentElement.parentElement,
      el.previousElementSibling, el.nextElementSibling, el.firstElementChild, ...(el.labels || [])].filter(Boolean);
    const said = (each, part) => { const style = getComputedStyle(each, part);
      return part && style.content === 'none' ? '' : [...DRAWN.map(name => style[name]), edge(style, 'outline'),
        edge(style, 'borderTop'), edge(style, 'borderBottom'), edge(style, 'borderLeft')].join() };
    return around.map(each => said(each) + said(each, '::before') + said(each, '::after')).join('|') };
  const writes = el => /^(INPUT|TEXTAREA|SELECT|IFRAME)$/.test(el.tagName) &&
    !/^(checkbox|radio|button|submit|image|range|reset|file)$/.test(el.type || '') || el.isContentEditable;
  const before = window[Symbol.for('ms-focus')];
  const plain = before && before.el.isConnected && before.el !== a && !before.fades && drawn(before.el) === before.as;
  window[Symbol.for('ms-focus')] = a && a !== document.body && !writes(a)
    ? {el: a, as: drawn(a), name: nameOf(a), fades: a.getAnimations({subtree: true}).length > 0} : null;
  const hidden = el => { const r = el.getBoundingClientRect(), ms = window[Symbol.for('ms')];
    const {clip, position} = getComputedStyle(el); // what is cut away for eyes is hidden by nothing that lies over it
    if (!ms || r.width * r.height < 16 || (clip !== 'auto' && /absolute|fixed/.test(position))) return '';
    const points = [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]]
      .map(([x, y]) => [r.left + r.width * x, r.top + r.height * y]);
    const inside = points.filter(([x, y]) => x > 0 && y > 0 && x < innerWidth && y < innerHeight);
    const unpainted = +getComputedStyle(el).opacity < 0.1; // the mark beside it is what is seen of it
    const over = inside.map(([x, y]) => ms.over(unpainted && el.parentElement || el, x, y));
    return inside.length && over.every(Boolean) ? over[0] : '' };
"""
_WHERE = """() => { const key = Symbol.for('ms-stop'), all = (window[key] ??= new Map());
  let a = document.activeElement;
  while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement;
  const nameOf = el => { const label = el.labels && el.labels.length ? el.labels[0].innerText : '';
    const picture = (el.querySelector('img[alt]') || {}).alt;
    const name = el.getAttribute('aria-label') || label || el.innerText || el.title || el.name || picture || '';
    return el.tagName.toLowerCase() + ' "' + name.trim().slice(0, 60) + '"' };
  DRAWN_HERE
  const unseen = plain ? before.name : '';
  if (!a || a === document.body || a === document.documentElement) return {unseen};
  if (!all.has(a)) all.set(a, all.size + 1);
  return {stop: all.get(a), frame: a.tagName === 'IFRAME', name: nameOf(a), unseen, cover: hidden(a)} }""".replace(
    "DRAWN_HERE", _DRAWN
)
FOCUS_MOVED = """() => { const a = document.activeElement;
  return !!a && a !== document.body && !/^(BUTTON|A)$/.test(a.tagName) && a.type !== 'submit' }"""
STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')].filter(el =>
  !el.disabled && el.tabIndex >= 0 && el.type !== 'hidden' && el.checkVisibility()).length"""


def been_round(stops: list[str]) -> bool:
    """Say whether the focus has gone through the same stops twice in the same order."""
    last = stops[-1]
    if stops.count(last) < 3 or last not in stops[:-1]:
        return False
    before = len(stops) - 2 - stops[:-1][::-1].index(last)
    length = len(stops) - 1 - before
    return length > 1 and stops[-length:] == stops[-2 * length : -length]


def _stays(page: Page, cover: str, said: list[tuple[str, str, str]]) -> bool:
    """Say whether what hides the focus is more than a sign of work that goes by; what has stayed before is believed."""
    if any(cover == each[2] for each in said):
        return True
    page.wait_for_timeout(_GOES_BY_MS)
    return bool(page.evaluate(_WHERE).get("cover"))


def where(page: Page, said: list[tuple[str, str, str]]) -> tuple[str, str]:
    """Return an identity of the focused element over all frames, and its name; both empty for the page itself.

    ``said`` takes what is wrong with the focus itself: invisible or hidden, on what, and what hides it.
    """
    found = page.evaluate(_WHERE)
    if found.get("unseen"):
        said.append(("invisible", str(found["unseen"]), ""))
    if found.get("cover") and _stays(page, str(found["cover"]), said):
        said.append(("hidden", str(found["name"]), str(found["cover"])))
    if "stop" not in found:
        return "", ""
    if not found["frame"]:
        return f"0:{found['stop']}", str(found["name"])
    for number, frame in enumerate(page.frames[1:], start=1):
        inner = frame.evaluate("() => document.hasFocus()") and frame.evaluate(_WHERE)
        if inner and "stop" in inner and not inner["frame"]:
            return f"{number}:{inner['stop']}", str(inner["name"])
    return f"0:{found['stop']}", str(found["name"])
