"""What a page does after an act: when it first changed, when it came to rest, and whether it said that it was busy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from playwright.sync_api import Error, Frame, Page

from mystery_shopper.senses.network import Network

QUIET_MS = 40
"""A page that has changed and then kept still this long has answered (P)."""
SILENT_S = 3.0
"""Nothing at all within this time is a dead control (P; Sentry calls it certain at 7 s)."""
PROGRESS_PATIENCE = 2.0
"""So much longer she waits when the page shows how far it is (Nah 2004: with feedback people put up with a wait of 38 s
in the mean, without with 13 s; we take less than that factor of three, P)."""
_RESTLESS_S = 1.5  # a page that never keeps still (a carousel) is taken as it is after this long (P)
_ASK_AFTER_S = 0.3
_LOOK_UP_MS = 10
_AFTER_ANSWER_S = 1.0  # an answer that changes nothing visible is waited out this long (Nielsen: 1 s)

# Asking for sizes before the styles have come would lay the page out without them, and so make it jump.
_PAINTED = """(document.readyState === 'complete' || performance.getEntriesByType('paint').length > 0 ||
  (document.readyState !== 'loading' && ![...document.querySelectorAll('link[rel~=stylesheet]')].some(
    each => !each.sheet && !each.disabled && matchMedia(each.media || 'all').matches)))"""
# Scripts that wait for the whole document, as modules do, have run; what is pressed before reaches nobody.
_RAN = """(document.readyState === 'complete' ||
  performance.getEntriesByType('navigation').some(each => each.domContentLoadedEventStart > 0))"""
_RUNS_WITHIN_MS = 1000  # nobody reads a page and aims sooner; one script more may never come (P)
_ALMOST_ALL = 0.95  # of a document: what is behind the script that it waits for is no more than scripts (P)
_WATCH = """async ({quiet, limit}) => {
  const ms = window[Symbol.for('ms')], began = performance.now();
  for (;;) {
    const unwatched = {first_change_ms: PAINTED ? 0 : null, last_change_ms: 0, busy: false};
    const seen = ms && PAINTED ? ms.changes() : unwatched;
    const now = performance.now();
    seen.now_ms = now;
    const changed = seen.first_change_ms !== null || seen.scrolled || seen.url_changed || seen.focus_changed;
    if (now - began >= limit || (changed && !seen.busy && now - (seen.last_at ?? began) >= quiet)) return seen;
    await new Promise(go => setTimeout(go, 8));
  }
}""".replace("PAINTED", _PAINTED)
# All of the document is to be seen, and only scripts at its end are on their way: nobody leaves who sees the page.
_SHOWN = """(() => {
  const [page] = performance.getEntriesByType('navigation'), all = page && page.responseEnd ? page.decodedBodySize : 0;
  return all > 0 && performance.getEntriesByName('first-contentful-paint').length > 0
    && new Blob([document.documentElement.outerHTML]).size >= ALMOST * all;
})()""".replace("ALMOST", str(_ALMOST_ALL))
# A person starts when the page is there: built, painted, and the pictures in view have come.
_READY = (
    """async limit => {
  const began = performance.now();
  const inView = img => { const r = img.getBoundingClientRect(); return r.width > 1 && r.height > 1 && r.bottom > 0 &&
    r.top < innerHeight && r.right > 0 && r.left < innerWidth };
  let since = null; // when there was something to be seen
  for (;;) {
    const built = document.readyState !== 'loading' && PAINTED;
    if (built) since ??= performance.now();
    const missing = built ? [...document.images].filter(img => !img.complete && img.src && inView(img)) : [1];
    if (built && !missing.length && (RAN || performance.now() - since > RUNS)) return true;
    if (performance.now() - began >= limit) return built || SHOWN;
    await new Promise(go => setTimeout(go, 4));
  }
}""".replace("PAINTED", _PAINTED)
    .replace("RAN", _RAN)
    .replace("RUNS", str(_RUNS_WITHIN_MS))
    .replace("SHOWN", _SHOWN)
)
_HAS_RUN = """async () => {
  for (const began = performance.now(); !RAN && performance.now() - began < RUNS;)
    await new Promise(go => setTimeout(go, 8));
}""".replace("RAN", _RAN).replace("RUNS", str(_RUNS_WITHIN_MS))

_SINCE_LOADED = """async limit => {
  const [page] = performance.getEntriesByType('navigation'), began = performance.now();
  while (page && !page.loadEventEnd && performance.now() - began < limit) await new Promise(go => setTimeout(go, 20));
  return performance.now() - ((page && page.loadEventEnd) || began);
}"""

_DRAWN_MS = 100  # what has come still has to be drawn (P)
_STILL_COMES = """() => document.fonts.status === 'loading' || [...document.images].some(each => each.src &&
  !each.complete && each.loading !== 'lazy' && each.width !== 1 && each.checkVisibility())"""


@dataclass
class Settled:
    """The page's answer to one act; times in seconds since the act."""

    changed_s: float | None = None
    settled_s: float = 0.0
    effects: list[str] = field(default_factory=list)
    busy: bool = False
    progress: bool = False
    navigated: bool = False
    patience_ended: bool = False
    moved: str = ""  # what lay under the pointer instead of what was aimed at
    asleep: bool = False  # the button had gone to sleep under her finger, and heard no press
    looked: bool = False  # what lay there is known from the first look on

    def add(self, effect: str) -> None:
        if effect not in self.effects:
            self.effects.append(effect)


def settle(
    page: Page,
    network: Network,
    *,
    patience_s: float,
    sent_before: int,
    url_before: str,
    enough: Callable[[], bool] | None = None,
    told: Callable[[], dict[str, Any] | None] = lambda: None,
    arrive: Callable[[float], bool] | None = None,
) -> Settled:
    """Watch until the page has answered the act that has just been done, or patience has ended, or nothing happens.

    ``sent_before`` is ``network.sent`` and ``url_before`` the address when the act began. ``enough`` is asked now and
    then and ends the watch: a page may be busy while it waits for its customer. ``told`` is what the page says by
    itself when it is left: while a form is on its way, Chromium answers no question before the next page has come.
    ``arrive`` waits for the next page instead of `wait_until_ready`, to look at it in the same round trip.
    """
    answer, began = Settled(), monotonic()
    answered_at: float | None = None
    while True:
        elapsed = monotonic() - began
        limit = patience_s * (PROGRESS_PATIENCE if answer.progress else 1.0)
        if elapsed >= limit:
            unanswered = network.stopped or network.navigating or network.under_way(began)
            answer.patience_ended = bool(unanswered or answer.busy)
            network.stop(page)
            break
        said = told()
        if network.sending or (said and elapsed < _ASK_AFTER_S and not (network.navigating or network.documents)):
            with suppress(Error):  # the tab may close
                page.wait_for_timeout(_LOOK_UP_MS + 100 * elapsed)  # the longer it takes, the less a little more counts
            if page.is_closed():
                break
            _take_in(answer, said or {}, monotonic() - began)
            continue
        step = 0.25 if elapsed > 0.3 else 0.1
        try:
            seen = page.evaluate(_WATCH, {"quiet": QUIET_MS, "limit": min(step, limit - elapsed) * 1000})
            new = bool(seen.get("fresh"))
        except Error:  # the document went away under the question: a new one is coming
            new = True
        if new:
            if page.is_closed():
                break
            _take_in(answer, told() or {}, monotonic() - began)
            answer.navigated = True
            answer.add("url")
            left = limit - (monotonic() - began)  # the question hangs while a slow page is on its way
            arrived = arrive(left) if arrive else wait_until_ready(page, left)
            answer.changed_s = answer.changed_s or monotonic() - began
            answer.patience_ended = left <= 0 or not arrived
            break
        _take_in(answer, seen, monotonic() - began)
        if network.sent > sent_before:
            answer.add("network")
        if enough is not None and elapsed > _ASK_AFTER_S and enough():
            break
        waiting = network.navigating or network.under_way(began - 0.05)
        if waiting:
            answered_at = None
            continue
        answered_at = answered_at or monotonic()
        if _has_come_to_rest(answer, seen, monotonic() - began, monotonic() - answered_at):
            break
    if page.url != url_before:
        answer.add("url")
    answer.settled_s = monotonic() - began
    return answer


def wait_until_ready(page: Page, limit_s: float) -> bool:
    """Wait until the new page is built and the pictures in view have come; False when it was never seen."""
    return ready_and_said(page, limit_s)[0]


def ready_and_said(
    page: Page, limit_s: float, question: str = "() => null", argument: object = None
) -> tuple[bool, Any]:
    """Wait as `wait_until_ready` does, and return what the ready page answers to a question in the same round trip."""
    began = monotonic()
    left = max(limit_s, 0.05)
    script = (
        f"async ([limit, argument]) => await ({_READY})(limit) ? [true, await ({question})(argument)] : [false, null]"
    )
    while left > 0:
        try:
            ready, said = page.evaluate(script, [left * 1000, argument])
            return bool(ready), said
        except Error:
            if page.is_closed():
                break
        left = limit_s - (monotonic() - began)  # a redirect: the next document is on its way
    return False, None


def let_run(frame: Frame) -> None:
    """Wait a moment until the scripts of a document within the page have run."""
    with suppress(Error):
        frame.evaluate(_HAS_RUN)


def stay(page: Page, least_ms: float, most_ms: float = 0.0, coming: Callable[[], bool] = lambda: False) -> bool:
    """Stay on a page until it has been loaded for this long; return False when there was nothing left to wait for.

    ``most_ms`` is how long she stays where something is still on its way that may move what she reads: a picture, a
    font, or what ``coming`` tells of.
    """
    began, stayed, late = monotonic(), False, False
    with suppress(Error):
        left = least_ms - float(page.evaluate(_SINCE_LOADED, least_ms))
        if left > 0:
            page.wait_for_timeout(left)
            stayed = True
        while (monotonic() - began) * 1000 < most_ms and (coming() or page.evaluate(_STILL_COMES)):
            page.wait_for_timeout(_LOOK_UP_MS * 5)
            late = True
        if late:
            page.wait_for_timeout(_DRAWN_MS)
    return stayed or late


def _take_in(answer: Settled, seen: dict[str, Any], elapsed: float) -> None:
    first = seen.get("first_change_ms")
    if first is not None:
        answer.add("dom")
        if answer.changed_s is None:
            answer.changed_s = min(max(float(first) / 1000, 0.0), elapsed)
    if seen.get("restyled"):  # something has happened, but nothing that people can see
        answer.add("dom")
    for effect in ("scrolled", "focus_changed", "url_changed"):
        if seen.get(effect):
            answer.add({"scrolled": "scroll", "focus_changed": "focus", "url_changed": "url"}[effect])
    if seen and not answer.looked:  # the press was over before it: what is said later is of something else
        answer.moved, answer.looked = str(seen.get("moved") or ""), True
        answer.asleep = bool(seen.get("asleep"))
    answer.busy = answer.busy or bool(seen.get("busy"))
    answer.progress = answer.progress or bool(seen.get("progress"))


def _has_come_to_rest(answer: Settled, seen: dict[str, Any], elapsed: float, since_answer: float) -> bool:
    if seen.get("busy"):
        return False
    visible = [each for each in answer.effects if each != "network"]
    if visible:
        still = seen["now_ms"] - (seen.get("last_at") or 0) >= QUIET_MS
        return still or elapsed > _RESTLESS_S
    if "network" in answer.effects:
        return since_answer >= _AFTER_ANSWER_S
    return elapsed >= SILENT_S
