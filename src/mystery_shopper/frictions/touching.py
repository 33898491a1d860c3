"""What happens between aiming and pressing, and where the focus is: targets that move, focus that cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, capital, listed, quoted
from mystery_shopper.model import Observation, Severity


@friction(
    "moving-target",
    title="The page moves under the finger",
    severity=Severity.NORMAL,
    owner="web",
    category="does not work",
    source="the element under the point, when aiming and when pressing",
    harm="hits the wrong thing",
)
def moving_target(seen: Seen) -> Iterator[Problem]:
    """The element under the point changes between aim and press."""
    for fact in seen.of("moved_target"):
        what = str(fact.get("target") or fact.element)
        message = f"She aimed at {what}, and when she pressed {fact.value or 'something else'} was there."
        yield Problem(fact, what, str(fact.value or "something else"), by(seen, message), element=what)


@friction(
    "focus-invisible",
    title="Nothing shows where the focus is",
    severity=Severity.NORMAL,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 2.4.7 Focus Visible",
    harm="where am I?",
)
def focus_invisible(seen: Seen) -> Iterator[Problem]:
    """A control looks the same with the focus and without; a field with a cursor in it does not."""
    for fact in seen.of("focus"):
        if fact.value == "invisible":
            message = f"{capital(fact.element)} looks the same with the keyboard's focus on it and without; a visible "
            message += "change was expected."
            yield Problem(fact, "a visible focus", "no pixel changes", message, cause="one style")


@friction(
    "focus-obscured",
    title="The focus is hidden behind something",
    severity=Severity.NORMAL,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 2.4.11 Focus Not Obscured (Minimum)",
    harm="where did it go?",
)
def focus_obscured(seen: Seen) -> Iterator[Problem]:
    """The control with the focus is entirely hidden by other content."""
    for fact in seen.of("focus"):
        if fact.value == "hidden":
            cover = str(fact.get("cover") or "something")
            message = f"The keyboard's focus was on {fact.element}, which {cover} hides entirely; a part of it should "
            message += "be in view."
            yield Problem(fact, "a focus that can be seen", f"hidden by {cover}", message, cause=cover)


@friction(
    "status-silent",
    title="A screen reader hears nothing of it",
    severity=Severity.NORMAL,
    owner="accessibility",
    category="accessibility",
    source="WCAG 2.2, 4.1.3 Status Messages",
    harm="a screen reader hears nothing",
)
def status_silent(seen: Seen) -> Iterator[Problem]:
    """An error or a change of the basket is told outside any live region, on the same page, and the focus stays."""
    for fact in seen.of("status"):
        what = str(fact.get("what") or "a message")
        message = f"The page told {what} {_told(fact)}, in no live region and without moving the focus, "
        message += "so that no screen reader says it; a role such as status or alert was expected."
        yield Problem(fact, "a live region, or the focus moved", "neither", message, about=what)


def _told(fact: Observation) -> str:
    """Return the page's words, or by which signs it told the same."""
    signs = fact.get("signs")
    return f"by {listed(signs)}" if signs else f"with {quoted(fact.value, 80)}"
