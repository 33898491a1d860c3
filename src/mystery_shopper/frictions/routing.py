"""Who gets a finding: what the journey map says about a kind at a moment."""

from __future__ import annotations

from collections.abc import Mapping

from mystery_shopper.frictions.registry import Kind
from mystery_shopper.frictions.seen import Problem
from mystery_shopper.model import Expectation, Finding, Journey, Moment, fingerprint


def expectation(moment: Moment, kind: str) -> Expectation | None:
    """Return what the map asks of this kind at this moment; the last word wins when it asks twice."""
    return next((each for each in reversed(moment.expects) if each.kind == kind), None)


def owner_of(kind: Kind, moment: Moment, journey: Journey) -> str:
    """Return the team that gets a finding of this kind at this moment.

    First what the moment says of the kind, then the map's owners by kind and by usual team, then the moment's
    owner, and last the team that usually mends such a thing.
    """
    asked = expectation(moment, kind.id)
    if asked and asked.owner:
        return asked.owner
    return _named(journey.owners, kind.id) or _named(journey.owners, kind.owner) or moment.owner or kind.owner


def to_finding(kind: Kind, problem: Problem, moment: Moment, journey: Journey) -> Finding:
    """Return what a rule found as a finding of this moment, with the map's severity and owner."""
    fact = problem.observation
    asked = expectation(moment, kind.id)
    own = "" if problem.about else fact.element
    element = own if problem.element is None else problem.element
    return Finding(
        kind=kind.id,
        title=kind.title,
        severity=(asked.severity if asked else None) or problem.severity or kind.severity,
        owner=owner_of(kind, moment, journey),
        usual_team=kind.owner,
        category=kind.category,
        moment=moment.id,
        expected=problem.expected,
        observed=problem.observed,
        message=problem.message,
        fingerprint=fingerprint(kind.id, moment.id, fact.url, problem.about or element),
        source=kind.source,
        step=fact.step,
        url=fact.url,
        element=element,
        handoff=handoff(moment, journey),
        because=asked.because if asked else "",
        at=fact.at,
        evidence=fact.evidence + problem.evidence,
    )


def switched_off(journey: Journey) -> dict[str, str]:
    """Return the kinds that the map or the house's rules silence, where, and why."""
    everywhere = {each.kind: each.because for each in journey.expects if each.off}
    found = {kind: f"switched off: {because}" for kind, because in everywhere.items()}
    for moment in journey.moments:
        for kind in dict.fromkeys(each.kind for each in moment.expects):
            asked = expectation(moment, kind)
            if asked and asked.off and kind not in everywhere:
                found[kind] = "; ".join(
                    filter(None, (found.get(kind), f"switched off at {moment.id}: {asked.because}"))
                )
    return found


def handoff(moment: Moment, journey: Journey) -> str:
    """Return "Web -> Payments" when the customer was just handed to another team or channel, else an empty text."""
    before = journey.before(moment.id)
    if before is None:
        return ""
    if before.channel != moment.channel:
        return f"{_with_channel(before)} -> {_with_channel(moment)}"
    if before.owner and moment.owner and before.owner != moment.owner:
        return f"{before.owner} -> {moment.owner}"
    return ""


def _with_channel(moment: Moment) -> str:
    return f"{moment.owner} ({moment.channel})" if moment.owner else moment.channel


def _named(owners: Mapping[str, str], key: str) -> str:
    return next((team for name, team in owners.items() if name.casefold() == key.casefold()), "")
