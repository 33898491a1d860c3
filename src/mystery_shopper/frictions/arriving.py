"""Pages that cannot be used on arrival, links that lead nowhere, and pages that lead back to themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.stops import held_up
from mystery_shopper.frictions.wording import by, capital, lab, milliseconds, quoted, seconds
from mystery_shopper.model import Observation, Severity

ASKS_WHO_YOU_ARE: Final = 401
_CIRCLE: Final = "TOO_MANY_REDIRECTS"  # what Chromium calls twenty redirects in a row
_LOOP_TIMES: Final = 3
_BLANK: Final = "is blank"  # on arrival alone: elsewhere a page may still be made by its script


@friction(
    "landing-unusable",
    title="The first page cannot be used",
    severity=Severity.BLOCKER,
    owner="backend",
    category="does not work",
    limit=10_000,
    unit="ms",
    source="HTTP status, soft 404, a notice that the shop is closed, an empty page; nothing painted within 10 s "
    "(Nielsen: the limit of attention)",
    harm="an error or a blank page",
)
def landing_unusable(seen: Seen) -> Iterator[Problem]:
    """The page she came to first is an error, a soft 404, blank or a notice that the shop is closed, or is late.

    Late is a page that shows nothing within 10 s.
    """
    for fact in seen.of("navigation"):
        wrong = _wrong_with(fact) if fact.get("landing") else ""
        if wrong:
            message = f"The first page, {fact.url}, {wrong}; a page that can be used was expected."
            yield Problem(fact, "a page that can be used", wrong, message)
    landings = {each.url for each in seen.ever("navigation") if each.get("landing")}
    for fact in seen.of("fcp_ms") if seen.conditions.timings_judged else ():
        if fact.url in landings and fact.value > seen.limit:
            took, limit = milliseconds(fact.value, over=seen.limit), milliseconds(seen.limit)
            message = f"The first page, {fact.url}, stayed blank for {took}; {limit} is the limit {lab(seen)}."
            yield Problem(fact, f"something to see within {limit}", took, message)


@friction(
    "broken-link-on-path",
    title="A link leads to a page that is not there",
    severity=Severity.CRITICAL,
    owner="web",
    category="does not work",
    source="HTTP status of the page a followed link leads to",
    harm="a dead end",
)
def broken_link(seen: Seen) -> Iterator[Problem]:
    """A link that the shopper followed answers with an error page; a 401 that asks who she is is none."""
    if seen.moment.id != "mail":
        yield from _broken_links(seen)


@friction(
    "email-link-broken",
    title="The e-mail does not lead to the order",
    severity=Severity.CRITICAL,
    owner="CRM",
    category="does not work",
    source="HTTP status of the page a link of the message leads to",
    harm="cannot track the order",
    friction_class="B",
)
def email_link_broken(seen: Seen) -> Iterator[Problem]:
    """The page that a link of an e-mail leads to is an error page, or the message has no way on."""
    if seen.moment.id == "mail":
        yield from _broken_links(seen)
    yield from held_up(seen, "email-link-broken")


@friction(
    "page-loop",
    title="The shop leads in circles",
    severity=Severity.NORMAL,
    owner="web",
    category="does not work",
    limit=15,
    unit="s",
    source="Conviva: the same address three times within 15 s without progress",
    harm="goes round in circles",
)
def page_loop(seen: Seen) -> Iterator[Problem]:
    """Redirects or scripts bring the same page three times within 15 s; what she chose herself is no loop."""
    for fact in seen.of("navigation"):
        if _CIRCLE in str(fact.get("error")):
            message = f"{fact.url} was redirected again and again, until the browser gave up; a page was expected."
            yield Problem(fact, "a page", "redirects without end", message, Severity.CRITICAL, cause="a circle")
            return
    carried = [each for each in seen.ever("navigation") if each.get("via") in ("redirect", "script")]
    fresh = {id(each) for each in seen.of("navigation")}
    for url in dict.fromkeys(_uncounted(each.url) for each in carried):
        times = [each for each in carried if _uncounted(each.url) == url]
        for first, last in zip(times, times[_LOOP_TIMES - 1 :], strict=False):
            if last.at - first.at <= seen.limit and id(last) in fresh and _no_progress(seen, first, last):
                said = f"{_LOOP_TIMES} times within {seconds(last.at - first.at)}"
                message = f"The shop went to {last.url} {said} and she got nowhere; once was expected."
                yield Problem(last, "once", said, by(seen, message), cause="a circle")
                return


def _broken_links(seen: Seen) -> Iterator[Problem]:
    for fact in seen.of("navigation"):
        wrong = _wrong_with(fact)
        by_link = fact.get("via") == "link" or (seen.moment.id == "mail" and fact.get("via") == "address")
        if not by_link or fact.get("landing") or not wrong or fact.value == ASKS_WHO_YOU_ARE or wrong == _BLANK:
            continue
        if _CIRCLE in str(fact.get("error")):
            continue  # told by that name
        link = str(fact.get("link") or fact.element or "A link")
        message = f"{capital(link)} leads to {fact.url}, which {wrong}; a page was expected."
        yield Problem(fact, "a page", wrong, message, element=link)


def _wrong_with(fact: Observation) -> str:
    """Say what is wrong with a page that came, or return an empty text."""
    if fact.value == 0:
        return f"did not come ({fact.get('error') or 'no answer'})"
    if fact.value >= 400:
        return f"answered with status {fact.value}"
    if fact.get("soft_404"):
        return f"says that it is not there ({quoted(fact.get('title') or 'no title', 80)}) with status {fact.value}"
    if fact.get("closed"):
        return f"says no more than {quoted(str(fact.get('closed')), 80)}, with status {fact.value}"
    if fact.get("instead"):
        return f"answered with {fact.get('instead')}"
    return _BLANK if fact.get("blank") else ""


def _uncounted(url: str) -> str:
    """Return an address without the numbers of its query, by which circles outwit caches."""
    page, mark, query = url.partition("?")
    return page + mark + re.sub(r"\d+", "0", query)


def _no_progress(seen: Seen, first: Observation, last: Observation) -> bool:
    """Nothing that she did between the first and the last time brought her to another page."""
    return not any(
        first.at < each.at < last.at and each.get("via") != "script" and _uncounted(each.url) != _uncounted(first.url)
        for each in seen.ever("navigation")
    )
