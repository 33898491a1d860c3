"""Checks what a fault names elsewhere - its errand, sentences and personas - before anybody enters the shop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from mystery_shopper.errors import DataError, MysteryShopperError, one_of
from mystery_shopper.lint import Sentences, nearest
from mystery_shopper.model import Persona
from mystery_shopper.problems import Problem, problems_of
from mystery_shopper.prove.errands import Wares, errand_for, personas_for
from mystery_shopper.prove.faults import Fault

_GAPS = tuple(each.name for each in fields(Wares) if each.name not in ("searched", "language", "currency"))


def check_names(faults: Iterable[Fault], people: Mapping[str, Persona], sentences: Sentences) -> None:
    """Raise MysteryShopperError with a line for each errand, persona and sentence that nobody knows."""
    problems = {problem for each in faults for problem in _unknown(each, people, sentences)}
    if problems:
        raise MysteryShopperError("\n".join(map(str, sorted(problems))))


def _unknown(fault: Fault, people: Mapping[str, Persona], sentences: Sentences) -> Iterator[Problem]:
    try:
        personas_for(fault, people)
    except DataError as error:
        yield from problems_of(error)
    try:
        steps = errand_for(fault).steps
    except DataError as error:
        yield from problems_of(error)
        return
    path, _, line = fault.source.rpartition(":")
    for step in steps:
        if problem := _problem(step, sentences):
            yield Problem(path, int(line), f"fault '{fault.name}': {problem}")


def _problem(step: str, sentences: Sentences) -> str:
    """Return what is wrong with a sentence and its gaps, or an empty string."""
    for gap in re.findall(r"\{(\w+)\}", step):
        if gap not in _GAPS:
            return f"nobody fills '{{{gap}}}' in '{step}'.{one_of(gap, _GAPS)}"
    if sentences.match(re.sub(r"\{\w+\}", "x", step)) is not None:
        return ""
    near = " or ".join(f"'{each}'" for each in nearest(step, sentences.all(), 2))
    return f"nobody knows the sentence '{step}'.{f' The nearest known: {near}.' if near else ''}"
