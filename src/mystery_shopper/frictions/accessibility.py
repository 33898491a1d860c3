"""What keeps out people who use a keyboard, a screen reader, or eyes that need contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import capital, page, quoted
from mystery_shopper.model import Evidence, Observation, Severity

NAMES: Final = {
    "label": "field",
    "select-name": "list",
    "aria-input-field-name": "custom field",
    "aria-toggle-field-name": "custom toggle",
    "input-button-name": "button",
    "button-name": "button",
}
"""The axe rules that find a control without a name, and what each of them looks at."""


@friction(
    "field-unlabelled",
    title="A needed field has no label",
    severity=Severity.CRITICAL,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 4.1.2 Name, Role, Value and 3.3.2 Labels; axe-core",
    harm="what goes here?",
)
def field_unlabelled(seen: Seen) -> Iterator[Problem]:
    """A field or control on the path has no name that a screen reader could say, or none but an example in it."""
    for fact in seen.of("axe"):
        if fact.value in NAMES and fact.get("needed", True):
            yield _violation(seen, fact, "without a label that a screen reader can say", thing=NAMES[fact.value])
    for fact in seen.of("nameless"):
        message = f"A field has no name but the example {quoted(fact.value, 40)} in it, which goes with the first "
        message += "letter typed; a label was expected."
        yield Problem(fact, "a label", f"only the example {quoted(fact.value, 40)}", message, element=fact.element)


@friction(
    "low-contrast",
    title="Text is too pale to read",
    severity=Severity.NORMAL,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 1.4.3 Contrast (Minimum): 4.5:1, large text 3:1; axe-core color-contrast",
    harm="cannot read it",
)
def low_contrast(seen: Seen) -> Iterator[Problem]:
    """Text on the path has less contrast than WCAG asks for; what axe cannot decide is no failure."""
    for fact in seen.of("axe"):
        if fact.value == "color-contrast" and fact.get("needed", True):
            places = _news(seen, fact)
            worst = _contrast(places)
            measured = f" (the first has {worst}:1)" if worst else ""
            limit = "with less contrast than 4.5:1, or 3:1 for large text"
            yield _violation(seen, fact, limit + measured, cause=_colour(places))


@friction(
    "small-target",
    title="A control is too small to hit",
    severity=Severity.NORMAL,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 2.5.8 Target Size (Minimum): 24 x 24 CSS px, or the spacing; axe-core target-size",
    harm="mis-taps",
)
def small_target(seen: Seen) -> Iterator[Problem]:
    """A control on the path is smaller than 24 x 24 px without the spacing that WCAG allows."""
    for fact in seen.of("axe"):
        if fact.value == "target-size" and fact.get("needed", True):
            yield _violation(seen, fact, "smaller than 24 x 24 px")


@friction(
    "keyboard-blocked",
    title="The keyboard does not lead to the goal",
    severity=Severity.BLOCKER,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 2.1.1 Keyboard and 2.1.2 No Keyboard Trap",
    harm="cannot finish by keyboard",
)
def keyboard_blocked(seen: Seen) -> Iterator[Problem]:
    """The focus is trapped, or what she needs is never reached or pressed with Tab, Enter, Space, arrows and Escape."""
    for fact in seen.of("keyboard"):
        if fact.value == "unheard":
            yield _unheard(fact)
        if fact.value == "unannounced":
            yield _unannounced(fact)
        if fact.value not in ("trapped", "unreachable"):
            continue
        goal, keys = fact.get("target") or fact.element or "the control", int(fact.get("keystrokes", 0))
        trap = fact.get("trapped_in") or fact.element
        how = f"the focus does not leave {trap}" if fact.value == "trapped" else "the focus never gets there"
        yield Problem(
            fact,
            expected=f"{goal} is reached by keyboard",
            observed=f"{fact.value} after {keys} keystrokes",
            message=f"With the keyboard alone {goal} cannot be reached: after {keys} keystrokes {how}.",
            element=str(trap if fact.value == "trapped" and trap else goal),
        )


def _unheard(fact: Observation) -> Problem:
    goal = str(fact.get("target") or fact.element or "the control")
    message = f"With the keyboard alone {goal} cannot be pressed: it has the focus, and Enter, twice, never became a "
    message += "press; a control that answers to Enter was expected."
    return Problem(fact, f"{goal} is pressed by keyboard", "Enter does nothing, twice", message, element=goal)


def _unannounced(fact: Observation) -> Problem:
    goal = str(fact.get("target") or fact.element)
    message = f"{capital(goal)} is a control for the eyes alone: it tells no role, so that nobody who hears it finds "
    message += "it or comes to it by keyboard; a button or a link was expected."
    return Problem(fact, "a control that tells its role", "none", message, element=goal)


_FOREGROUND: Final = re.compile(r"foreground color: #[0-9a-f]{3,8}", re.IGNORECASE)


_SINGLE: Final = re.compile(r":nth-(?:child|of-type)\(\d+\)|\[(?:href|src)[^\]]*\]|\d+")
_CONTRAST: Final = re.compile(r"color contrast of (\d+(?:\.\d+)?)")


def _contrast(places: Sequence[Mapping[str, Any]]) -> str:
    """Return the contrast that axe measured at the first place."""
    found = _CONTRAST.search(" ".join(str(each.get("summary", "")) for each in places[:1]))
    return found.group(1) if found else ""


def _colour(places: Sequence[Mapping[str, Any]]) -> str:
    """One pale colour of the style sheet is one cause, on however many pages it is used; axe names it."""
    found = _FOREGROUND.search(" ".join(str(each.get("summary", "")) for each in places))
    return found.group(0).casefold() if found else ""


def _news(seen: Seen, fact: Observation) -> list[Mapping[str, Any]]:
    """Return the places of a violation that no page before had, else the place that was named for them then.

    What every page has, such as a link of its foot, would else stand before what is wrong on this one alone.
    """
    named: dict[str, Mapping[str, Any]] = {}
    for each in seen.ever("axe"):
        places = list(each.get("nodes", ())) if each.value == fact.value else []
        fresh = [place for place in places if _shape(place) not in named]
        if each is fact:
            return fresh or [named[_shape(place)] for place in places[:1]]
        named |= {_shape(place): fresh[0] for place in fresh}
    return list(fact.get("nodes", ()))


def _shape(place: Mapping[str, Any]) -> str:
    """Return what the places of one template have in common: neither their number nor where they lead."""
    return _SINGLE.sub("", str(place.get("target", "")))


def _violation(seen: Seen, fact: Observation, what: str, cause: str = "", thing: str = "place") -> Problem:
    nodes: list[Mapping[str, Any]] = list(fact.get("nodes", ()))
    number = max(len(nodes), 1)
    news = _news(seen, fact)
    first = str(news[0].get("target", "")) if news else fact.element
    which = "first of them that no page before had" if news[:1] != nodes[:1] and news[0] in nodes else "first"
    things = f"{number} {thing}{'s' if number > 1 else ''}"
    message = f"{page(seen, fact)} has {things} {what}; 0 are allowed. "
    message += f"The {which} is {first or 'on this page'}."
    shown = [
        f"{each.get('target', '')}\n{each.get('html', '')}\n{each.get('summary', '')}"
        for each in (nodes if which == "first" else [*news, *nodes])[:5]
    ]
    told = "\n\n".join([f"{fact.get('help', fact.value)}\n{fact.get('help_url', '')}".strip(), *shown])
    return Problem(
        fact,
        expected=f"0 such {thing}s",
        observed=things,
        message=message,
        element=first or fact.element,
        cause=cause or first,
        evidence=(Evidence("text", f"What axe says ({fact.value})", told),),
    )
