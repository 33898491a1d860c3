"""How human hands move and err: where a press lands, how long aiming takes, and which keys are hit by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, hypot, log2
from random import Random
from typing import Final

USUAL_DIFFICULTY: Final = log2(400 / 50 + 1)
"""Bits of a usual aim: a button of 50 px, 400 px away. ``pointing`` is the time for this one (P)."""
KEYS_SPREAD: Final = 0.4
"""Sigma of the logarithm of the time between two keys; times between keys are log-normal, with few very long ones
(Dhakal et al. 2018 over 136 million keystrokes show the shape; the spread is our own choice)."""
LONGEST: Final = 3.0
"""No pause between two keys is longer than this many standard deviations, which is three times the usual (P)."""
HOMING_S: Final = 0.4
"""Seconds to move a hand from the mouse to the keyboard or back (Card, Moran & Newell 1980, operator H)."""
MOST_TRIES: Final = 4
"""Who has missed a target so often turns away (P)."""
_PX_A_MM: Final = 96 / 25.4  # CSS Values 4: 96 px are an inch
_PX_A_MM_MOBILE: Final = 160 / 25.4  # Android's density-independent pixel: 160 are an inch
_ROWS: Final = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    *("ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),  # Greek (ELOT 928)
    *("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"),  # Ukrainian (DSTU 8237)
)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key, with the seconds before it: a character, or Backspace."""

    key: str
    after_s: float


class Missed(Exception):
    """A target was missed so often that she turns away from it."""

    def __init__(self, width: float, height: float, tries: int) -> None:
        super().__init__(f"{width:.0f} x {height:.0f} px, missed {tries} times")


def landing(
    random: Random, x: float, y: float, width: float, height: float, spread_px: float
) -> tuple[float, float] | None:
    """Return where a press lands that is aimed at the middle of a box, or None when it lands beside it.

    Presses scatter around the middle as a normal distribution does (Fitts 1954); touches have a part of it that no
    slowness removes (FFitts law, Bi, Li & Zhai 2013), which is what ``spread_px`` says: one standard deviation a
    direction.
    """
    if not spread_px:
        return x, y
    right, down = random.gauss(0, spread_px), random.gauss(0, spread_px)
    inside = abs(right) <= width / 2 and abs(down) <= height / 2
    return (x + right, y + down) if inside else None


def spread_px(millimetres: float, *, mobile: bool, zoom: float) -> float:
    """Return a spread in the page's CSS pixels; on a zoomed page each of them is larger."""
    return millimetres * (_PX_A_MM_MOBILE if mobile else _PX_A_MM) / zoom


def aiming_s(usual_s: float, distance: float, width: float) -> float:
    """Return the seconds to aim, by Fitts' law in Shannon's form (MacKenzie 1992), from half to double the usual."""
    difficulty = log2(distance / max(width, 1.0) + 1)
    return usual_s * min(max(difficulty / USUAL_DIFFICULTY, 0.5), 2.0)


def way(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance between two points in pixels."""
    return hypot(end[0] - start[0], end[1] - start[1])


def strokes(text: str, random: Random, rhythm: Random, *, cps: float, typos: float) -> Iterator[Stroke]:
    """Yield the keys for a text: now and then a neighbour is hit instead, noticed soon, and mended.

    ``typos`` is the share of letters that go wrong; people who type daily correct about 6 % of their keystrokes (Dhakal
    et al. 2018). What stands in the field at the end is the text, and at no time is it longer. ``cps`` is the mean
    number of characters a second; 0 takes no time and makes the same mistakes: ``random`` draws the mistakes and
    ``rhythm`` the times, so that neither hangs on the other.
    """
    place = 0
    while place < len(text):
        letter = text[place]
        wrong = _neighbour(letter, random) if typos and random.random() < typos else ""
        if not wrong:
            yield Stroke(letter, _interval(rhythm, cps))
            place += 1
            continue
        more = text[place + 1 : place + 1 + random.randint(0, 1)]
        for each in (wrong, *more):
            yield Stroke(each, _interval(rhythm, cps))
        for _ in range(1 + len(more)):
            yield Stroke("Backspace", _interval(rhythm, cps))
        yield Stroke(letter, _interval(rhythm, cps))
        place += 1


def _interval(rhythm: Random, cps: float) -> float:
    if not cps:
        return 0.0
    middle = exp(-(KEYS_SPREAD**2) / 2)  # so that the mean is 1 / cps
    return middle * exp(min(rhythm.gauss(0, KEYS_SPREAD), LONGEST * KEYS_SPREAD)) / cps


def _neighbour(letter: str, random: Random) -> str:
    """Return the key to the left or right of a letter; empty where the keyboard has no letter there."""
    for row in _ROWS:
        at = row.find(letter.lower())
        if at >= 0:
            found = random.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)])
            return found.upper() if letter.isupper() else found
    return ""
