"""Notices moments of a map at which nothing can ever happen, because no sentence opens them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mystery_shopper.journeys import MOMENTS
from mystery_shopper.model import Journey, Moment
from mystery_shopper.problems import Problem

_ONE_SLIP: Final = 0.8  # how alike two ids are that differ by a slip of the finger (P)


def misspelt_moments(root: Path, journeys: Iterable[Journey]) -> Iterator[Problem]:
    """Yield a problem for each moment that is written nearly like one that the sentences open."""
    for moment, near in _unopened(root, journeys):
        if near:
            text = (
                f"the moment '{moment.id}' is written nearly like '{near}', which the sentences open. Write '{near}'."
            )
            yield _problem(moment, text)


def unopened_moments(root: Path, journeys: Iterable[Journey]) -> Iterator[Problem]:
    """Yield what is worth knowing of moments of a company's own that no sentence opens; a map may hold such."""
    for moment, near in _unopened(root, journeys):
        if not near:
            text = (
                f"no sentence opens the moment '{moment.id}', so nothing is ever found there. The shipped ones open: "
                f'{", ".join(MOMENTS)}. A sentence of your own opens it by shopper.at("{moment.id}").'
            )
            yield _problem(moment, text)


def _unopened(root: Path, journeys: Iterable[Journey]) -> Iterator[tuple[Moment, str]]:
    own = "".join(each.read_text("utf-8", "replace") for each in sorted((root / "steps").glob("*.py")))
    for moment in (each for journey in journeys for each in journey.moments):
        if moment.id not in MOMENTS and not re.search(rf"""["']{re.escape(moment.id)}["']""", own):
            near = difflib.get_close_matches(moment.id, MOMENTS, n=1, cutoff=_ONE_SLIP)
            yield moment, near[0] if near else ""


def _problem(moment: Moment, text: str) -> Problem:
    path, _, line = moment.source.rpartition(":")
    return Problem(path, int(line), text)
