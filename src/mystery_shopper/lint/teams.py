"""Notices teams whose names differ by a slip of the finger, so that no finding goes to a team that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import Final

from mystery_shopper.model import Journey
from mystery_shopper.problems import Problem

_SHORTEST: Final = 5  # letters; shorter words are too easily two teams, such as EU and US (P)


def strange_teams(journeys: Iterable[Journey]) -> Iterator[Problem]:
    """Yield a problem for each team that is named less often than another which is written nearly alike."""
    named: dict[str, list[str]] = {}
    for team, source in sorted(_named(journeys)):
        named.setdefault(team, []).append(source)
    for rare, usual in permutations(named, 2):
        if (len(named[rare]), usual) < (len(named[usual]), rare) and _one_slip(rare, usual):
            path, _, line = named[rare][0].rpartition(":")
            often = len(named[usual])
            times = "once" if often == 1 else f"{often} times"
            text = f"the owner '{rare}' is written nearly like '{usual}', which is named {times}. Write both alike."
            yield Problem(path, int(line), text)


def _named(journeys: Iterable[Journey]) -> Iterator[tuple[str, str]]:
    """Yield every team that a map names, with the place."""
    for journey in journeys:
        for team in journey.owners.values():
            yield team, journey.source
        for moment in journey.moments:
            named = [(moment.owner, moment.source), *((each.owner, each.source) for each in moment.expects)]
            yield from ((team, source or moment.source) for team, source in named if team)


def _one_slip(one: str, other: str) -> bool:
    """Say whether two names differ by capitals, spaces or hyphens alone, or by a slip within a single word."""
    plain = [re.sub(r"[\W_]", "", each).casefold() for each in (one, other)]
    if plain[0] == plain[1]:
        return True
    words = [re.findall(r"[^\W_]+", each.casefold()) for each in (one, other)]
    if len(words[0]) != len(words[1]):
        return False
    differing = [pair for pair in zip(*words, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1 or min(map(len, differing[0])) < _SHORTEST or re.search(r"\d", "".join(differing[0])):
        return False
    return is_slip(*differing[0])


def is_slip(one: str, other: str) -> bool:
    """Say whether two words differ by one letter more, less or other, or by two that have changed places."""
    start = _alike(one, other)
    one, other = one[start:], other[start:]
    end = _alike(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


def _alike(one: str, other: str) -> int:
    """Return how many letters at the beginning are the same."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(map(len, (one, other)))
    )
