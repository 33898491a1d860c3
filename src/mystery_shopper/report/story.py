"""A visit told in plain English, the way a mystery shopper would write it down on the way home."""

from __future__ import annotations

import re

from mystery_shopper.model import Finding, MomentVisit, Outcome, Visit
from mystery_shopper.report.wording import (
    TO_WATCH,
    by_title,
    count,
    listed,
    moment_title,
    of_other_money,
    pronoun,
    seconds,
    sentence,
    unchecked,
    who,
)
from mystery_shopper.scoring.scorecard import by_weight, is_defining, worst

LONG_WAIT_S = 2.0
"""Waits from here on are worth a sentence of their own (our own choice; 1 s is what people notice, Nielsen)."""


def story(visit: Visit) -> str:
    """Return the visit as markdown: who she is, what happened, what held her up, how it ended, what to look at."""
    parts = [
        _opening(visit),
        _happened(visit),
        _held_up(visit),
        _ending(visit),
        _to_look_at(visit),
        _small_print(visit),
    ]
    # Words of the shop are in it, and markdown lets HTML through.
    told = "\n\n".join(each for each in parts if each).replace("<", "&lt;")
    again = (
        f"\n\nSee it again, with reports of its own: `` {visit.reproduce} ``\n\n{TO_WATCH}" if visit.reproduce else ""
    )
    return told + again


def one_line(visit: Visit) -> str:
    """Return the visit as one sentence."""
    head = f"{who(visit)} ({visit.persona})"
    reason = re.sub(r"\.$", "", _why(visit))
    if visit.outcome is Outcome.INCONCLUSIVE:
        return sentence(f"{head}: nothing can be said about the shop{': ' + reason if reason else ''}")
    if visit.unmet:
        return sentence(f"{head} {_end_in_words(visit)}: {reason}")
    found = worst(visit)
    if visit.outcome is Outcome.ACHIEVED or (visit.outcome is Outcome.WITH_FRICTION and found is None):
        return f"{head} got what {pronoun(visit).subject} came for, and nothing got in the way."
    if visit.outcome is Outcome.WITH_FRICTION and found is not None:
        more = f", and {count(len(visit.findings) - 1, 'more thing')} got in the way" if visit.findings[1:] else ""
        return f"{head} got what {pronoun(visit).subject} came for, but: {re.sub(r'[.]$', '', found.message)}{more}."
    return sentence(f"{head} {_end_in_words(visit)}{': ' + reason if reason else ''}")


def in_short(visit: Visit) -> str:
    """Return who it was and how the visit ended, without any reason: one sentence."""
    if visit.outcome is Outcome.INCONCLUSIVE:
        return f"The visit of {who(visit)} says nothing about the shop."
    if visit.outcome in (Outcome.ACHIEVED, Outcome.WITH_FRICTION) and not visit.unmet:
        smooth = ", but not without friction" if visit.findings else ""
        return f"{who(visit)} got what {pronoun(visit).subject} came for{smooth}."
    return f"{who(visit)} {_end_in_words(visit)}."


def _why(visit: Visit) -> str:
    """Return the reason without what the sentence around it says already, and without the address at its end."""
    name = re.escape(who(visit))
    said = rf"^(?:{name} was held up at [^:]*: |(?:{name} g|G)ave up at .*? after [\d.]+ s of )"
    bare = re.sub(r"\s+https?://\S+$", "", re.sub(said, "", visit.reason.strip()))
    return by_title(bare, visit.findings)


def _opening(visit: Visit) -> str:
    goal = visit.journey_title or visit.scenario
    persona = visit.persona_name or visit.persona
    whole = who(visit) in persona  # "Edith, who reads the small print" needs no "Edith" before it
    called = f"**{persona}**," if whole else f"**{who(visit)}** (*{persona}*)"
    return f'{called} set out on "{goal}" ({visit.conditions}).'


def _happened(visit: Visit) -> str:
    other = [place for place, each in enumerate(visit.story) if of_other_money(each)][1:]  # said of each sum she saw
    told = [sentence(each) for place, each in enumerate(visit.story) if place not in other]
    waits = [_waited(visit, each) for each in visit.moments if each.waited_s >= LONG_WAIT_S]
    if not told and len(visit.moments) > 1:
        places = listed(moment_title(each.id) for each in visit.moments)
        told = [sentence(f"{pronoun(visit).subject} came through {places} in {seconds(visit.seconds)}")]
    return " ".join([*told, *waits])


def _waited(visit: Visit, moment: MomentVisit) -> str:
    return sentence(f"at {moment_title(moment.id)} {pronoun(visit).subject} waited {seconds(moment.waited_s)}")


def _held_up(visit: Visit) -> str:
    if not visit.findings:
        return ""
    lines = [f"{place}. {_in_her_way(visit, each)}" for place, each in enumerate(by_weight(visit), start=1)]
    return f"**What got in {pronoun(visit).possessive} way**\n\n" + "\n".join(lines)


def _in_her_way(visit: Visit, finding: Finding) -> str:
    star = ", a moment that decides" if is_defining(visit, finding.moment) else ""
    again = f" It happened {finding.repeats + 1} times." if finding.repeats else ""
    known = f" Known since {finding.known_since}." if finding.known_since else ""
    return f"At {moment_title(finding.moment)}{star}: {sentence(finding.message)}{again}{known}"


def _ending(visit: Visit) -> str:
    them = pronoun(visit)
    if visit.outcome is Outcome.INCONCLUSIVE:
        return f"**The visit says nothing about the shop.** {sentence(visit.reason)}".strip()
    if visit.outcome in (Outcome.ACHIEVED, Outcome.WITH_FRICTION) and not visit.unmet:
        order = f" with order {listed(visit.orders)}" if visit.orders else ""
        smooth = "" if visit.findings else " Nothing got in the way."
        return f"**In the end {them.subject} got what {them.subject} came for**{order}.{smooth}"
    return f"**In the end {them.subject} {_end_in_words(visit)}.** {sentence(_why(visit))}".strip()


def _end_in_words(visit: Visit) -> str:
    at = f" at {moment_title(visit.moments[-1].id)}" if visit.moments else ""
    if visit.unmet:
        return f"could go on, but{at} it was not as the scenario says"
    if visit.outcome is Outcome.GAVE_UP:
        after = f" after {seconds(visit.gave_up_after_s)}" if visit.gave_up_after_s is not None else ""
        return f"gave up{after}{at}"
    return f"could not go on{at}"


def _to_look_at(visit: Visit) -> str:
    if not visit.findings or visit.outcome is Outcome.INCONCLUSIVE:
        return ""
    teams: dict[str, list[str]] = {}
    for each in by_weight(visit):
        teams.setdefault(each.team, []).append(each.title)
    lines = [f"- **{team}**: {'; '.join(dict.fromkeys(titles))}" for team, titles in teams.items()]
    return "**Who can help**\n\n" + "\n".join(lines)


def _small_print(visit: Visit) -> str:
    return "\n\n".join(unchecked([visit]))
