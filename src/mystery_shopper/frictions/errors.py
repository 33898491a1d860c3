"""Errors behind the page: scripts that throw and requests of the shop's own that fail while the customer acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import quoted, seconds
from mystery_shopper.model import Evidence, Observation, Severity, url_template

HARMLESS: Final = ("ResizeObserver loop", "Script error.", "Non-Error promise rejection captured")
"""Errors that browsers report and nobody suffers from."""

BROKEN_OFF: Final = "AbortError"
"""What a script is told of a request that it broke off itself, such as for suggestions to half a word."""

EXPECTED: Final = frozenset({401, 402})
"""Who are you, and your card was declined: answers, not failures."""

REFUSALS: Final = frozenset({400, 403, 409, 422})
"""How shops refuse what was typed; expected where a form or a card was refused."""

NOT_THERE: Final = frozenset({404, 410})
"""How many services say "none yet"."""

BROKEN_WIRE: Final = (
    "CONNECTION_RESET",
    "CONNECTION_CLOSED",
    "EMPTY_RESPONSE",
    "HTTP2",
    "QUIC",
    "CONTENT_LENGTH",
    "CHUNKED",
)
"""Network errors that the server causes; a dead network is not among them (G5)."""

_SAME_ACT_S: Final = 0.5  # between two clocks of one act

_PAGE: Final = "text/html"  # what a server sends that knows no such service, and no answer of one

DATA: Final = frozenset({"xhr", "fetch"})
NEEDED: Final = frozenset({"xhr", "fetch", "script", "stylesheet"})
"""Documents in frames are judged by what they are for, such as the card form; pages by how she came to them."""


@friction(
    "js-error-on-path",
    title="A script of the page fails",
    severity=Severity.CRITICAL,
    owner="web",
    category="does not work",
    limit=1,
    unit="s",
    source="our own choice: an uncaught error within 1 s of an act belongs to it",
    harm="a feature breaks",
)
def js_error_on_path(seen: Seen) -> Iterator[Problem]:
    """An uncaught error within 1 s of an act; minor when what she wanted happened all the same."""
    for fact in seen.of("js_error"):
        since = float(fact.get("since_action_s", 0.0))
        if not fact.get("after_action") or since > seen.limit or _harmless(fact):
            continue
        missing = _outcome_missing(seen, fact)
        if fact.get("first_party") is False and not missing:
            continue
        result = "and what was expected did not happen" if missing else "and the act worked all the same"
        yield Problem(
            fact,
            expected="no script error",
            observed=quoted(fact.value),
            message=f"{seconds(since)} after “{fact.get('after_action')}” a script of the page failed with "
            f"{quoted(fact.value)} {result}; no error was expected.",
            severity=Severity.CRITICAL if missing else Severity.MINOR,
            element=_words(fact.value),
            cause=_words(fact.value),
            evidence=(Evidence("console", "Uncaught error", f"{fact.value}\n{fact.get('stack', '')}".strip()),),
        )


@friction(
    "api-error-on-path",
    title="A request that the act needs fails",
    severity=Severity.CRITICAL,
    owner="backend",
    category="does not work",
    limit=10,
    unit="s",
    source="HTTP status; our own choice: a request within 10 s of an act belongs to it",
    harm="a silent failure",
)
def api_error_on_path(seen: Seen) -> Iterator[Problem]:
    """A request of the shop's own, tied to an act, answers 5xx, or 4xx where nothing was refused.

    What a page asks for by itself when it opens, such as a wish list that is not there yet, may be answered "none".
    """
    for fact in (*seen.of("response_error"), *seen.of("request_failed"), *_sent_forms(seen)):
        if not _tied(fact, seen.limit) or not _unexpected(seen, fact):
            continue
        answer = f"status {fact.value}" if isinstance(fact.value, int) else str(fact.value)
        method = fact.get("method", "GET")
        act = fact.get("after_action") or fact.element or "the form was sent"
        yield Problem(
            fact,
            expected="an answer below 400",
            observed=answer,
            message=f"After “{act}” the request {method} {fact.url} failed with {answer}; an answer below 400 "
            "was expected.",
            severity=Severity.CRITICAL if _grave(fact) else Severity.NORMAL,
            element=f"{method} {url_template(fact.url)}",
            cause=f"{method} {url_template(fact.url)} {answer}",
            evidence=(Evidence("request", f"{method} {fact.url}", answer),),
        )


def _harmless(fact: Observation) -> bool:
    text = str(fact.value)
    if fact.get("error") == BROKEN_OFF:
        return True
    return not text.strip() or any(text.removeprefix("Uncaught ").startswith(each) for each in HARMLESS)


def _outcome_missing(seen: Seen, fact: Observation) -> bool:
    """What she wanted did not happen: the sense says so, or she was held up, or nothing was seen of her act."""
    said = fact.get("outcome_missing")
    if said is not None:
        return bool(said)
    here = [each for each in seen.all if (each.moment, each.step) == (fact.moment, fact.step)]
    if any(each.name in ("held_up", "gave_up") or (each.name == "order" and not each.value) for each in here):
        return True
    acts = [each for each in here if each.name == "action" and each.value in ("press", "choose", "type")]
    behind = [
        each for each in acts if str(each.get("target", "")) and str(each.get("target")) in fact.get("after_action")
    ]
    return any(not set(each.get("effects", ())) - {"network"} for each in behind)


def _sent_forms(seen: Seen) -> list[Observation]:
    """Documents that came instead of what a form asked for."""
    return [each for each in seen.of("navigation") if each.get("via") in ("form", "script") and not each.get("landing")]


def _tied(fact: Observation, limit: float) -> bool:
    if fact.name == "navigation":
        return True
    own = fact.get("first_party", True) and fact.get("resource", "fetch") in NEEDED
    return bool(own and fact.get("after_action") and float(fact.get("since_action_s", 0.0)) <= limit)


def _unexpected(seen: Seen, fact: Observation) -> bool:
    if fact.name == "request_failed":
        return fact.get("resource", "fetch") in DATA and any(each in str(fact.value) for each in BROKEN_WIRE)
    status = int(fact.value)
    if status >= 500:
        return True
    if status < 400 or status in EXPECTED:
        return False
    if status in REFUSALS and (fact.name == "navigation" or _was_refused(seen, fact)):
        return False
    if status in REFUSALS | NOT_THERE and _said_no(seen, fact):
        return False
    asked = status in NOT_THERE and fact.get("method", "GET") == "GET"
    if asked and (_opened_a_page(seen, fact) or (_is_of_a_field(fact) and fact.get("content") != _PAGE)):
        return False
    return fact.name == "navigation" or fact.get("resource", "fetch") in DATA


def _is_of_a_field(fact: Observation) -> bool:
    """Say whether something was looked up for what she wrote: a service says in its own way that it knows none."""
    return str(fact.get("after_action")).startswith(("fill ", "let the browser fill ", "choose in "))


def _opened_a_page(seen: Seen, fact: Observation) -> bool:
    """Say whether the act before a request brought a new page, so that a script asked and not the customer."""
    began = fact.at - float(fact.get("since_action_s", 0.0))
    return any(
        f"{each.value} {each.get('target')}" == fact.get("after_action")
        and abs(float(each.get("could_at", began)) - began) < _SAME_ACT_S
        for each in seen.ever("action")
        if each.get("navigated")
    )


def _was_refused(seen: Seen, fact: Observation) -> bool:
    refusals = [each for each in seen.ever("form_submitted") if each.value == "rejected"] + seen.ever("decline")
    return any(each.moment == fact.moment for each in refusals)


def _said_no(seen: Seen, fact: Observation) -> bool:
    """Say whether the shop told her that it takes no such voucher or has no more of it: that is an answer."""
    told = [each for each in seen.ever("voucher") if each.get("refused") and each.get("said")]
    told += [each for each in seen.ever("basket") if each.get("announced") and each.get("when") == "after change"]
    return any((each.moment, each.step) == (fact.moment, fact.step) for each in told)


def _grave(fact: Observation) -> bool:
    return not isinstance(fact.value, int) or fact.value >= 500 or fact.name == "navigation"


def _words(text: object) -> str:
    """Return the first line of an error: the rest differs from run to run."""
    return (str(text).splitlines() or [""])[0][:120]
