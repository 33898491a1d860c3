"""What a small sample can say: intervals for shares and middles, and how many shoppers a narrower one takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist, median
from typing import Final

CONFIDENCE: Final = 0.95
_Z: Final = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval in which the true share lies (0 to 1).

    ``people`` is how many different shoppers they are of, where one may count several times. What one person meets
    resembles what she met before, so the interval counts people: as if their visits were all alike, which is the most
    that a sample in clusters can lose (Kish 1965, Survey Sampling: the design effect).
    """

    count: int
    of: int
    people: int = 0

    @property
    def value(self) -> float:
        return self.count / self.of if self.of else 0.0

    @property
    def sample(self) -> int:
        """How many independent ones there are."""
        return min(self.people, self.of) or self.of

    @property
    def low(self) -> float:
        return self._interval[0]

    @property
    def high(self) -> float:
        return self._interval[1]

    @property
    def _interval(self) -> tuple[float, float]:
        return wilson(self.count if self.sample == self.of else self.value * self.sample, self.sample)

    def apart_from(self, other: Share) -> bool:
        """Return whether the two intervals leave a gap, so that chance alone is a poor explanation."""
        return self.low > other.high or other.low > self.high


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of some values with the interval of the true one; no interval where the values are too few for it."""

    value: float
    low: float | None
    high: float | None
    of: int


def wilson(count: float, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Wilson's score interval (1927), which Brown, Cai & DasGupta (2001) recommend for small samples: it neither leaves
    0 to 1 nor shrinks to nothing when all or none succeeded. Of nothing, everything is possible.
    """
    if not of:
        return 0.0, 1.0
    share, weight = count / of, _Z**2 / of
    centre = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    low = 0.0 if count == 0 else centre - reach
    return low, 1.0 if count == of else centre + reach


def middle(values: Sequence[float]) -> Middle | None:
    """Return the median and its 95 % interval from order statistics, which assumes no shape (Conover 1999, 3.2).

    Five values or fewer have no such interval: even the smallest and the largest enclose the median too seldom.
    """
    if not values:
        return None
    ordered, number = sorted(values), len(values)
    place = _place(number)
    if place is None:
        return Middle(median(ordered), None, None, number)
    return Middle(median(ordered), ordered[place], ordered[number - 1 - place], number)


def needed(share: float, within: float) -> int:
    """Return how many shoppers put a share's interval at most ``within`` to each side, by Wilson's formula."""
    size = 1
    while _reach(share, size) > within:
        size = size * 2
    low = size // 2
    while size - low > 1:
        tried = (low + size) // 2
        low, size = (low, tried) if _reach(share, tried) <= within else (tried, size)
    return size


def likely(share: Share) -> float:
    """Return the share to plan with: the middle of the interval, because none of six does not mean never."""
    return (share.value * share.sample + _Z**2 / 2) / (share.sample + _Z**2)


def _reach(share: float, of: int) -> float:
    weight = _Z**2 / of
    return _Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)


def _place(number: int) -> int | None:
    """Return the place of the lower bound: the largest whose two tails hold at most the rest of the confidence."""
    tail, found = 0.0, None
    for place in range(number // 2):
        tail += comb(number, place) / 2**number
        if 2 * tail > 1 - CONFIDENCE:
            break
        found = place
    return found
