"""The purchase itself and what follows it: the order, its confirmation, the e-mail, and help that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.stops import held_up, too_busy_to_tell
from mystery_shopper.frictions.wording import by, capital, listed, quoted, seconds
from mystery_shopper.model import Observation, Severity


@friction(
    "purchase-failed",
    title="The purchase cannot be finished",
    severity=Severity.BLOCKER,
    owner="product",
    category="failed purchase",
    source="valid data and a card that is approved make an order",
    harm="no order",
)
def purchase_failed(seen: Seen) -> Iterator[Problem]:
    """Valid data, no decline, and no confirmation; or a hold-up on the way that nothing else explains."""
    for fact in seen.of("order"):
        if fact.value or fact.get("declined") or not fact.get("tried", True) or too_busy_to_tell(seen, fact):
            continue
        said = f"the shop answered with {_said(fact)}" if fact.get("error_text") else "no confirmation came"
        signs = fact.get("signs") or ()
        partly = f" (only {listed(signs)}; two signs are needed)" if signs else ""
        message = f"She placed the order with valid data and a card that is approved, and {said}{partly}."
        yield Problem(fact, "an order and its confirmation", said, by(seen, message), about="order")
    yield from held_up(seen, "purchase-failed")


@friction(
    "support-form-dead",
    title="Help cannot be reached",
    severity=Severity.CRITICAL,
    owner="customer service",
    category="other",
    source="an acknowledgement of what was sent",
    harm="no answer",
)
def support_form_dead(seen: Seen) -> Iterator[Problem]:
    """Help, the contact form or its acknowledgement did not come."""
    yield from held_up(seen, "support-form-dead")


@friction(
    "return-start-blocked",
    title="A return cannot be started",
    severity=Severity.CRITICAL,
    owner="customer service",
    category="other",
    source="the way from the order to a return",
    harm="cannot return it",
)
def return_start_blocked(seen: Seen) -> Iterator[Problem]:
    """A return could not be started from the order."""
    yield from held_up(seen, "return-start-blocked")


@friction(
    "confirmation-incomplete",
    title="The confirmation leaves out what the customer needs",
    severity=Severity.CRITICAL,
    owner="web",
    category="other",
    source="Baymard: order reference, total and what happens next belong on the confirmation",
    harm="no proof",
)
def confirmation_incomplete(seen: Seen) -> Iterator[Problem]:
    """An order that is believed shows no reference or no total; a missing next step alone is annoying."""
    for fact in seen.of("order"):
        lacks = [name for key, name in _PROOFS if key in fact.detail and _is_none(fact.get(key))] if fact.value else []
        if lacks:
            message = f"The confirmation shows no {_none_of(lacks)}; all three of reference, "
            message += "total and next step were expected."
            severity = Severity.NORMAL if lacks == ["next step"] else Severity.CRITICAL
            yield Problem(
                fact, "reference, total and next step", f"no {listed(lacks)}", message, severity, "confirmation"
            )


@friction(
    "email-missing",
    title="The e-mail does not come in time",
    severity=Severity.CRITICAL,
    owner="CRM",
    category="broken promise",
    limit=600,
    unit="s",
    source="the promise on the journey map or in the scenario, else 10 minutes (our own choice)",
    harm="worried",
    friction_class="B",
)
def email_missing(seen: Seen) -> Iterator[Problem]:
    """No message in the inbox within the promise; needs an inbox that can be read."""
    for fact in seen.of("mail"):
        promised, severity = _promised(seen, fact)
        waited = float(fact.get("waited_s", 0.0))
        late = seen.conditions.timings_judged and waited > promised
        if fact.get("expected") is False or not (late or not fact.value):
            continue
        what = fact.get("expected") if isinstance(fact.get("expected"), str) else "the e-mail"
        within = f"within {seconds(waited)}"
        observed = f"after {seconds(waited, over=promised)}" if fact.value else f"not {within}"
        came = f"came {observed}" if fact.value else f"did not come {within}"
        message = f"{capital(what)} {came}; it was promised within {seconds(promised)}."
        yield Problem(fact, f"within {seconds(promised)}", observed, message, severity, about=f"e-mail: {what}")


_PROOFS: Final = (("reference", "order reference"), ("total", "total"), ("next_step", "next step"))


def _is_none(shown: object) -> bool:
    return shown is None or shown is False or shown == ""  # a total of nothing is a total


def _none_of(lacks: list[str]) -> str:
    return listed([lacks[0], *(f"no {each}" for each in lacks[1:])])


def _promised(seen: Seen, fact: Observation) -> tuple[float, Severity | None]:
    """Return the promise that counts: the scenario's, else the map's, else the limit."""
    on_map = [each for each in seen.moment.promises if each.within_s is not None]
    severity = on_map[0].severity if on_map else None
    if fact.get("promised_s"):
        return float(fact.get("promised_s")), severity
    return (float(on_map[0].within_s or seen.limit) if on_map else seen.limit), severity


def _said(fact: Observation) -> str:
    text = str(fact.get("error_text"))
    return text if text.startswith("status") else quoted(text)
