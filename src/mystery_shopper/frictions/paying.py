"""Payments that cannot be made: a card form that does not load, a decline without a way on, a bank that hangs."""

from __future__ import annotations

from collections.abc import Iterator

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, listed, quoted, seconds
from mystery_shopper.model import Observation, Severity


@friction(
    "payment-frame-failed",
    title="The card form cannot be used",
    severity=Severity.BLOCKER,
    owner="payments",
    category="payment",
    limit=10,
    unit="s",
    source="Nielsen, Response Times: 10 s is the limit of attention",
    harm="no card box",
)
def payment_frame_failed(seen: Seen) -> Iterator[Problem]:
    """The card fields cannot be typed into within 10 s, or their frame is there and cannot be seen."""
    for fact in seen.of("payment_frame"):
        waited = float(fact.get("waited_s", 0.0))
        late = seen.conditions.timings_judged and waited > seen.limit
        if fact.get("locked"):
            observed = f"nothing can be written into {fact.get('locked')}"
            yield Problem(
                fact, "fields that can be written in", observed, f"On the card form {observed}.", element="card form"
            )
        elif fact.get("unseen"):
            message = "The card form is there, but the page around it cuts it off or hides it; it should be seen."
            yield Problem(fact, "a card form that is seen", "nothing of it is seen", message, element="card form")
        elif not fact.value or late:
            took, limit = seconds(waited, over=seen.limit), seconds(seen.limit)
            observed = f"only after {took}" if fact.value else f"not within {took}"
            message = f"The card fields could {'be used ' if fact.value else 'not be used '}"
            message += f"{observed.removeprefix('not ')}; they should be ready within {limit}."
            yield Problem(
                fact, f"ready within {limit}", observed, message, element=str(fact.get("frame") or "card form")
            )


@friction(
    "decline-unrecoverable",
    title="A declined card is the end",
    severity=Severity.BLOCKER,
    owner="payments",
    category="payment",
    limit=10,
    unit="s",
    source="Baymard: after a decline customers need the reason, their basket and another try; 10 s: Nielsen",
    harm="a lost sale",
)
def decline_unrecoverable(seen: Seen) -> Iterator[Problem]:
    """After a decline there is no readable reason within 10 s, or the basket is lost, or no way to try again."""
    for fact in seen.of("decline"):
        lacks = list(_lacks(seen, fact))
        if lacks:
            message = f"The card was declined, and then {listed(lacks)}; a reason within "
            message += f"{seconds(seen.limit)}, the basket and another try were expected."
            yield Problem(fact, "a reason, the basket and another try", listed(lacks), message, about="decline")


@friction(
    "three-ds-stuck",
    title="The bank's step hangs",
    severity=Severity.BLOCKER,
    owner="payments",
    category="payment",
    source="EMV 3-D Secure: every challenge ends with an answer to the shop",
    harm="the bank step hangs",
)
def three_ds_stuck(seen: Seen) -> Iterator[Problem]:
    """The challenge does not come or does not end, or leaving it does not lead back to a payment with the basket."""
    for fact in seen.of("challenge"):
        wrong = _stuck(fact)
        if wrong:
            waited = seconds(float(fact.get("waited_s", 0.0)))
            message = (
                f"The bank asked to confirm the payment; she wanted to {fact.get('wanted') or 'pass'} it, and after "
            )
            message = message if fact.get("came", True) else "The bank was to ask her to confirm the payment; after "
            yield Problem(
                fact,
                expected="a question that can be answered, and the way back to the payment",
                observed=wrong,
                message=by(seen, f"{message}{waited} {wrong}."),
                element="the bank's question",
            )


def _lacks(seen: Seen, fact: Observation) -> Iterator[str]:
    waited = float(fact.get("waited_s", 0.0))
    if not fact.get("readable", bool(fact.value)):
        yield f"no reason was shown within {seconds(waited)}"
    elif seen.conditions.timings_judged and waited > seen.limit:
        yield f"the reason {quoted(fact.value, 80)} took {seconds(waited)}"
    if fact.get("basket_kept") is False:
        yield "the basket was lost"
    if fact.get("can_retry") is False:
        yield "there was no way to try again"
    if fact.get("retry_worked") is False:
        yield "another try with a good card led to no order"


def _stuck(fact: Observation) -> str:
    if fact.get("came") is False:
        return "nothing had come"
    if fact.value == "stuck":
        return "it had not led back to the shop"
    if fact.value in ("cancelled", "failed") and fact.get("back_on_payment") is False:
        return "the payment had not come back"
    return "the basket was empty" if fact.get("basket_kept") is False else ""
