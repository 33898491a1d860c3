"""What is in the way for somebody else's sake: banners, layers, vouchers, doubtful buttons, missing ways to pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, listed, quoted, seconds
from mystery_shopper.model import Observation, Severity, money

EU: Final = frozenset(
    (
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    )
)


@friction(
    "consent-wall",
    title="Refusing cookies is harder than accepting them",
    severity=Severity.NORMAL,
    owner="legal",
    category="other",
    source="EDPB, Cookie Banner Taskforce 2023; CNIL: refusing takes no more presses than accepting",
    harm="refusing is harder than accepting",
)
def consent_wall(seen: Seen) -> Iterator[Problem]:
    """More presses to refuse cookies than to accept them, or no way to refuse at all."""
    for fact in seen.of("consent"):
        accept = int(fact.get("accept") or 0)
        if not accept or fact.get("needed_only") or (fact.value is not None and fact.value <= accept):
            continue
        got = "no way to refuse" if fact.value is None else _presses(fact.value)
        refusing = "there is no way to refuse them" if fact.value is None else f"refusing them takes {got}"
        message = f"Accepting cookies takes {_presses(accept)}, and {refusing}; refusing should take no more presses."
        yield Problem(
            fact,
            f"at most {_presses(accept)} to refuse",
            got,
            message,
            element="cookie question",
            cause="cookie question",
        )


@friction(
    "overlay-blocks-goal",
    title="A pop-up is in the way",
    severity=Severity.NORMAL,
    owner="marketing",
    category="other",
    source="hit test on the control aimed at: a layer that nobody asked for lies over it",
    harm="a pop-up in the way",
)
def overlay_blocks_goal(seen: Seen) -> Iterator[Problem]:
    """A layer nobody asked for, no cookie question, lies over what she needs or over the whole page."""
    for fact in seen.of("layer"):
        if fact.get("blocks"):
            way = "it could be closed" if fact.get("closable") else "and nothing closes it"
            severity = None if fact.get("closable") else Severity.CRITICAL
            message = (
                f"A layer nobody asked for ({fact.value}: {quoted(fact.get('text'), 60)}) lay over the page; {way}."
            )
            yield Problem(fact, "a free view of the page", f"a {fact.value} layer", message, severity, element="layer")


@friction(
    "voucher-mishandled",
    title="The voucher is taken without a word, or without effect",
    severity=Severity.NORMAL,
    owner="marketing",
    category="price and money",
    limit=1,
    unit="s",
    source="Nielsen, Response Times: an answer within 1 s; the scenario's own words: the voucher is good",
    harm="the code fails silently",
    friction_class="B",
)
def voucher_mishandled(seen: Seen) -> Iterator[Problem]:
    """No answer to a voucher within 1 s, or it is accepted and the total stays the same."""
    for fact in seen.of("voucher"):
        before, after = fact.get("total_before"), fact.get("total_after")
        lowered = before is not None and after is not None and after < before
        if not fact.get("said") and not lowered:
            observed = f"no answer within {seconds(seen.limit)}"
        elif fact.get("said") and not fact.get("refused") and before is not None and after == before:
            observed = f"accepted, and the total stays {money(after, str(fact.get('currency') or ''))}"
        else:
            continue
        message = f"She entered the voucher {quoted(fact.value, 40)}: {observed}; a message and a lower total were "
        message += "expected, or the reason why not."
        yield Problem(fact, "an answer and its effect", observed, by(seen, message), element="voucher")


@friction(
    "pay-button-ambiguous",
    title="The last button does not say that it costs money",
    severity=Severity.NORMAL,
    owner="legal",
    category="payment",
    source="EU Consumer Rights Directive, article 8(2): order with obligation to pay, or as plain; for EU customers",
    harm="did I just buy?",
)
def pay_button_ambiguous(seen: Seen) -> Iterator[Problem]:
    """For customers in the EU: the button that places the order does not say that the order has to be paid."""
    for fact in seen.of("pay_button"):
        if seen.persona.country in EU and not fact.get("says_cost") and not _led_to_another(seen, fact):
            message = f"The button that places the order says {quoted(fact.value, 60)}; words such as “Buy now” or "
            message += "“Pay” were expected, for the order costs money."
            yield Problem(fact, "words that name the obligation to pay", quoted(fact.value, 60), message)


def _led_to_another(seen: Seen, button: Observation) -> bool:
    """Say whether what was called the last button, such as a basket's, led to another one that was pressed next."""
    later = seen.all[next(at for at, each in enumerate(seen.all) if each is button) + 1 :]
    return next((each.name for each in later if each.name in ("pay_button", "order")), "") == "pay_button"


@friction(
    "payment-method-missing",
    title="A way to pay that was promised is not offered",
    severity=Severity.CRITICAL,
    owner="payments",
    category="payment",
    source="the journey map: `pays_with` of the moment; the scenario's own words",
    harm="cannot pay my way",
    friction_class="B",
)
def payment_method_missing(seen: Seen) -> Iterator[Problem]:
    """A way to pay that the journey map names for the customer's country is not among those offered."""
    for fact in seen.of("methods"):
        offered = [str(each) for each in fact.value] if isinstance(fact.value, (list, tuple)) else []
        said = " ".join((*offered, str(fact.get("also", "")))).casefold()
        wanted = [str(fact.get("wanted"))] if fact.get("wanted") else []
        missing = [each for each in dict.fromkeys((*_promised(seen), *wanted)) if each.casefold() not in said]
        if missing:
            message = f"The payment offers {listed(map(quoted, offered), 5) or 'nothing to choose from'}; "
            message += f"{listed(map(quoted, missing))} is promised to customers in {seen.persona.country}."
            yield Problem(fact, listed(missing, 6), "not offered", message, about="payment methods")


def _promised(seen: Seen) -> tuple[str, ...]:
    methods = seen.moment.pays_with
    return (*methods.get("all", ()), *methods.get(seen.persona.country, ()))


def _presses(number: int) -> str:
    return f"{number} press{'' if number == 1 else 'es'}"
