"""Acts that do nothing, cannot be done, or take too long without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.adding import is_unseen_adding
from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, capital, lab, seconds
from mystery_shopper.model import Observation, Severity

CERTAIN_S: Final = 7.0
"""Sentry calls a click dead for certain when nothing happened for 7 s."""

OWN_LOADING_SIGN: Final = frozenset({"go", "back", "reload"})
_SHOW: Final = frozenset({"scroll", "focus", "tab", "box"})  # what nobody overlooks
_AT_ONCE_S: Final = 0.5  # a page that was asked for within this time was asked for by the press itself (P)
_BROWSING: Final = frozenset({"arrive", "find", "choose", "basket"})
_DEAD_SOURCE: Final = (
    "our own choice: nothing within 3 s, and nothing on a second press either or for 7 s, as Sentry counts dead clicks"
)


@friction(
    "dead-click",
    title="A control does nothing",
    severity=Severity.CRITICAL,
    owner="web",
    category="does not work",
    limit=3,
    unit="s",
    source=_DEAD_SOURCE,
    harm="nothing happens",
)
def dead_click(seen: Seen) -> Iterator[Problem]:
    """No change of page, address, network, scroll, focus or tab within 3 s of a press."""
    yield from _dead(seen, submits=False)


@friction(
    "submit-dead",
    title="The control that sends the form does nothing",
    severity=Severity.BLOCKER,
    owner="web",
    category="form",
    limit=3,
    unit="s",
    source=_DEAD_SOURCE,
    harm="cannot go on",
)
def submit_dead(seen: Seen) -> Iterator[Problem]:
    """The rule for dead clicks, on the control that submits."""
    yield from _dead(seen, submits=True)


@friction(
    "obscured-target",
    title="Something lies over the control",
    severity=Severity.CRITICAL,
    owner="web",
    category="does not work",
    source="hit test on the middle of the control after scrolling it into view",
    harm="cannot press it",
)
def obscured_target(seen: Seen) -> Iterator[Problem]:
    """The middle of the control she aims at is covered after it was scrolled into view."""
    for act in seen.of("action"):
        if act.get("obscured_by"):
            what, cover = _target(act), act.get("obscured_by")
            message = f"{capital(what)} is covered by {cover} even after scrolling to it; she could not press it."
            yield Problem(act, "nothing over the control", f"covered by {cover}", by(seen, message), element=what)


@friction(
    "control-disabled-silent",
    title="A control stays grey and nobody says why",
    severity=Severity.CRITICAL,
    owner="web",
    category="form",
    source="Baymard: a disabled control needs a reason beside it",
    harm="greyed out, no reason",
)
def control_disabled_silent(seen: Seen) -> Iterator[Problem]:
    """A control that is needed stays disabled, and no text says why; not judged where the reason was not looked for."""
    for act in seen.of("action"):
        if act.get("disabled") and act.get("reason") == "":
            message = f"{capital(_target(act))} stays disabled and nothing on the page says why; a reason was expected."
            yield Problem(act, "a control that works, or a reason", "disabled, without a reason", message)


@friction(
    "wait-no-feedback",
    title="Nothing shows that something is happening",
    severity=Severity.NORMAL,
    owner="web",
    category="slow",
    limit=1,
    unit="s",
    source="Nielsen, Response Times: over 1 s people notice the wait and need a sign",
    harm="is it stuck?",
    timing=True,
)
def wait_no_feedback(seen: Seen) -> Iterator[Problem]:
    """More than 1 s after an act with nothing visible changed and no busy state."""
    for act in seen.of("action"):
        silent = _silent_s(seen, act)
        if silent > seen.limit and not is_unseen_adding(seen, act):
            limit, took = seconds(seen.limit), seconds(silent, over=seen.limit)
            deed = "choosing in" if act.value == "choose" else "pressing"
            message = f"After {deed} {_target(act)} nothing on the page changed for {took} and no sign of work was "
            message += f"shown; a sign within {limit} was expected {lab(seen)}."
            yield Problem(act, f"a sign within {limit}", f"none for {took}", message)


@friction(
    "wait-too-long",
    title="An answer takes too long",
    severity=Severity.CRITICAL,
    owner="backend",
    category="slow",
    limit=10,
    unit="s",
    source="Nielsen, Response Times: 10 s is the limit of attention; the persona's own patience",
    harm="attention lost",
    timing=True,
)
def wait_too_long(seen: Seen) -> Iterator[Problem]:
    """An act takes more than 10 s, or more than the persona's patience; the longest wait of a step counts."""
    waits = [each for each in seen.of("action", "gave_up", "order") if _waited_s(each) > _bearable_s(seen, each)]
    for step in dict.fromkeys(each.step for each in waits):
        worst = max((each for each in waits if each.step == step), key=lambda each: (_waited_s(each), each.name))
        left = any(each.name == "gave_up" and each.step == step for each in waits)
        what = str(
            worst.get("waiting_for") or (f"an answer to {_target(worst)}" if worst.name == "action" else "the order")
        )
        patience = float(worst.get("patience_s") or seen.persona.patience_s)
        bearable = patience if left else min(seen.limit, patience)
        took, limit = seconds(_waited_s(worst), over=bearable), seconds(min(seen.limit, patience))
        ending = f"she gave up; this persona leaves after {seconds(patience)}" if left else f"{limit} is the limit"
        message = f"She waited {took} for {what}; {ending} {lab(seen)}."
        yield Problem(
            worst, f"an answer within {limit}", took, by(seen, message), element=what.removeprefix("an answer to ")
        )


def _dead(seen: Seen, *, submits: bool) -> Iterator[Problem]:
    acts = [each for each in seen.of("action") if _sends_a_form(each) is submits]
    dead = [each for each in acts if _did_nothing(each, seen.limit)]
    for what in dict.fromkeys(_target(each) for each in dead):
        presses = [each for each in dead if _target(each) == what]
        worst = max(presses, key=lambda each: (bool(each.get("repeated")), _watched_s(each)))
        certain = bool(worst.get("repeated")) or _watched_s(worst) >= CERTAIN_S
        took, limit = seconds(_watched_s(worst), over=seen.limit), seconds(seen.limit)
        again = " and once more" if worst.get("repeated") else ""
        message = f"She pressed {what}{again}, and nothing at all happened within {took}; something within {limit} was "
        message += "expected." if certain else "expected. (Seen once: a second press did something, or was not tried.)"
        severity = None if certain else Severity.NORMAL
        yield Problem(worst, f"something within {limit}", f"nothing for {took}", by(seen, message), severity, what)


def _sends_a_form(act: Observation) -> bool:
    """A button that puts something in the basket submits too, but nothing that she has written."""
    return bool(act.get("submits")) and (act.moment not in _BROWSING or bool(act.get("written")))


def _did_nothing(act: Observation, limit: float) -> bool:
    exempt = act.get("exempt") or act.get("disabled") or act.get("obscured_by") or act.value != "press"
    return not exempt and not act.get("effects") and not act.get("busy") and _watched_s(act) >= limit


def _silent_s(seen: Seen, act: Observation) -> float:
    """Return how long nothing was seen of an act, or 0 where something was or no sign was due."""
    effects = set(act.get("effects", ()))
    shown = act.get("busy") or act.get("progress_shown") or act.get("held") or effects & _SHOW
    if shown or not effects or act.get("exempt") or act.get("obscured_by") or act.value in OWN_LOADING_SIGN:
        return 0.0
    changed = act.get("changed_s")
    silent = float(act.get("settled_s", 0.0) if changed is None else changed)
    came = act.get("navigated") or ("url" in effects and "dom" not in effects)  # an application only names its state
    return min(silent, _until_page_came(seen, act)) if came else silent


def _until_page_came(seen: Seen, act: Observation) -> float:
    """For a link the browser itself shows that a page is coming; for a form the silence ends when it begins to come.

    Before that comes the time in which a script of the page kept back that it was asked for.
    """
    asked = float(act.get("asked_s", 0.0))
    kept_back = asked if asked > _AT_ONCE_S else 0.0
    if _target(act).startswith("link"):
        return kept_back
    came = [float(each.value) / 1000 for each in seen.ever("ttfb_ms") if each.url == act.url and each.step == act.step]
    return kept_back + (came[-1] if came else 0.0)


def _waited_s(fact: Observation) -> float:
    if fact.name == "gave_up":
        return float(fact.value)
    return float(fact.get("settled_s" if fact.name == "action" else "waited_s", 0.0) or 0.0)


def _bearable_s(seen: Seen, fact: Observation) -> float:
    patience = float(fact.get("patience_s") or seen.persona.patience_s)
    if fact.name == "gave_up":
        return -1.0
    if not fact.get("effects", True):
        return float("inf")  # it did nothing at all: that is a dead click and not a wait
    return patience if fact.get("progress_shown") else min(seen.limit, patience)


def _watched_s(act: Observation) -> float:
    return float(act.get("watched_s", 0.0) or 0.0)


def _target(act: Observation) -> str:
    return str(act.get("target") or act.element or "the control")
