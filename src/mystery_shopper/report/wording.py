"""Small words of the reports: pronouns, seconds, counts and lists as a person writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mystery_shopper.model import Finding, Outcome, Visit
from mystery_shopper.scoring.scorecard import UNHAPPY


@dataclass(frozen=True, slots=True)
class Pronoun:
    """The forms in which a report speaks of a shopper."""

    subject: str
    object: str
    possessive: str
    was: str


PRONOUNS: Final[Mapping[str, Pronoun]] = {
    "she": Pronoun("she", "her", "her", "was"),
    "he": Pronoun("he", "him", "his", "was"),
    "they": Pronoun("they", "them", "their", "were"),
}

MARKS: Final[Mapping[Outcome, str]] = {
    Outcome.ACHIEVED: "✔",
    Outcome.WITH_FRICTION: "▲",
    Outcome.BLOCKED: "✖",
    Outcome.GAVE_UP: "✖",
    Outcome.INCONCLUSIVE: "?",
}
"""A sign for every outcome, so that colour is never the only bearer of meaning."""

_OTHER_MONEY: Final = re.compile(r"There are .+ to spend, and nobody said how much of that .+ is\.$")

TO_WATCH: Final = "With --headed behind it the browser is shown, where there is a screen."
"""What is said beside the command that shows a visit again."""

PLACES: Final[Mapping[str, str]] = {
    "arrive": "the arrival",
    "find": "the search",
    "choose": "the product page",
    "basket": "the basket",
    "checkout": "the checkout",
    "pay": "the payment",
    "confirm": "the confirmation",
    "mail": "the e-mail",
    "account": "the account",
    "help": "the help pages",
    "return": "the return",
    "": "the visit",
}


def pronoun(visit: Visit) -> Pronoun:
    """Return how to speak of this visit's shopper; anything unknown is *they*."""
    return PRONOUNS.get(visit.pronoun.casefold(), PRONOUNS["they"])


def who(visit: Visit) -> str:
    """Return the name by which the report speaks of the shopper."""
    return visit.shopper or visit.persona_name or visit.persona or "The shopper"


def introduced(name: str, persona: str) -> str:
    """Return a shopper with what kind of customer she is, her name once: *Hannah, with a pot of tea*."""
    return persona if name in persona else f"{name} ({persona})"


def moment_title(moment: str) -> str:
    """Return a moment as a place that a sentence can name: pay is *the payment*, an id of a company's own its words."""
    return PLACES.get(moment) or moment.replace("-", " ").replace("_", " ")


def seconds(value: float) -> str:
    """Return a duration as people say it: 0.4 s, 8.2 s, 45 s, 2 min 5 s."""
    if value < 10:
        return f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: 1 visit, 3 visits, no visit."""
    return f"{number or 'no'} {noun if number <= 1 else plural or noun + 's'}"


def unchecked(visits: Iterable[Visit]) -> list[str]:
    """Return what was not checked, one sentence a reason: which kinds, on how many visits, and why."""
    everyone = list(visits)
    kinds: dict[str, dict[str, None]] = {}
    met: dict[str, set[str]] = {}
    for visit in everyone:
        for kind, why in visit.not_checked.items():
            kinds.setdefault(why, {})[kind] = None
            met.setdefault(why, set()).add(visit.id)
    said = []
    for why, names in kinds.items():
        where = "" if len(met[why]) == len(everyone) else f" on {len(met[why])} of {count(len(everyone), 'visit')}"
        said.append(f"{listed(names)} {'was' if len(names) == 1 else 'were'} not checked{where}: {why}.")
    return said


def unsaid(visits: Iterable[Visit]) -> list[str]:
    """Return what was not checked, and whose budget was not judged because the shop's sums are in other money."""
    everyone = list(visits)
    met = [each for each in everyone if any(map(of_other_money, each.story))]
    if not met:
        return unchecked(everyone)
    whose = listed(dict.fromkeys(each.persona for each in met))
    where = "" if len(met) == len(everyone) else f" on {len(met)} of {count(len(everyone), 'visit')}"
    return [*unchecked(everyone), f"The budget of {whose} was not judged{where}: the shop's sums are in other money."]


def of_other_money(note: str) -> bool:
    """Return whether a note of a visit says that a sum in another currency than the shopper's was not weighed."""
    return _OTHER_MONEY.match(note) is not None


def by_title(text: str, findings: Iterable[Finding]) -> str:
    """Return a text with every finding whose sentence it repeats named by its title: the sentence stands elsewhere."""
    for each in findings:
        text = text.replace(f"{each.message} ({each.kind}, {each.owner})", f"{each.title} ({each.team})")
    return text


def nothing_found(visits: Iterable[Visit]) -> str:
    """Return what to say when there is no finding; it sounds like a pass only when every visit says something."""
    everyone = list(visits)
    judged = [each for each in everyone if each.outcome is not Outcome.INCONCLUSIVE]
    if not judged:
        return "Whether anything gets in the way cannot be said: no visit says anything about the shop."
    if any(each.outcome in UNHAPPY or each.unmet for each in judged):
        return "No finding names what got in the way; the visits say how far each came."
    if len(judged) < len(everyone):
        return (
            f"Nothing got in the way on {len(judged)} of {len(everyone)} visits; the others say nothing about the shop."
        )
    return "Nothing got in anybody's way."


def listed(words: Iterable[str]) -> str:
    """Return words as an English list: a, b and c."""
    *head, last = [each for each in words if each] or [""]
    return f"{', '.join(head)} and {last}" if head else last


def sentence(text: str) -> str:
    """Return the text with a capital letter and a full stop."""
    bare = text.strip()
    if not bare:
        return ""
    return bare[0].upper() + bare[1:] + ("" if bare[-1] in ".!?”" else ".")
