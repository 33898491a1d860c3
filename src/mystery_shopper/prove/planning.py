"""Which visits prove something: one for each fault, clean ones to hold them against, several faults at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mystery_shopper.model import Persona
from mystery_shopper.prove.errands import errand_for, errands, personas_for
from mystery_shopper.prove.faults import NONE, Fault
from mystery_shopper.prove.playing import Job

_JOURNEY: Final = ("arrive", "find", "choose", "basket", "checkout", "pay", "confirm", "mail")
"""The moments of a purchase in their order: several faults at once are spread over them."""


@dataclass(frozen=True)
class Plan:
    """How much is tried.

    ``sample`` faults are taken, spread over all kinds (0: all of them); ``clean`` is the least number of visits without
    any fault; ``together`` says how many faults meet in one visit, and ``meetings`` how many such visits of each size.
    """

    sample: int = 0
    clean: int = 0
    repeats: int = 1
    repeated: int = 0  # how many faults are tried again; 0: all
    every_persona: bool = False
    together: tuple[int, ...] = ()
    meetings: int = 4
    seed: int = 1


def jobs_for(faults: Sequence[Fault], people: Mapping[str, Persona], plan: Plan) -> list[Job]:
    """Return every visit of a plan: one clean visit for each person and errand first, the others of those at the end.

    Raises:
        DataError: for a fault that names an errand or a persona that there is not.
    """
    chosen = stratified(faults, plan.sample, plan.seed) if plan.sample else list(faults)
    single = [job for each in chosen for job in _tries(each, people, plan)]
    met = [job for size in plan.together for job in _meetings(faults, people, size, plan)]
    tried = {each.id for each in (stratified(chosen, plan.repeated, plan.seed) if plan.repeated else chosen)}
    again = [
        replace(job, repeat=number) for job in single for number in range(1, plan.repeats) if job.faults[0].id in tried
    ]
    clean = _clean([*single, *met], people, plan)
    pairs = {(each.persona, each.errand, plan.seed) for each in single}
    first = [each for each in clean if (each.persona, each.errand, each.seed) in pairs]
    return list({job.key: job for job in (*first, *single, *met, *clean, *again)}.values())


def stratified(faults: Sequence[Fault], size: int, seed: int) -> list[Fault]:
    """Return so many faults, as evenly spread over the kinds as can be; the same seed takes the same ones."""
    piles: dict[str, list[Fault]] = {}
    for each in random.Random(seed).sample(list(faults), len(faults)):
        piles.setdefault(each.kind, []).append(each)
    taken: list[Fault] = []
    while len(taken) < min(size, len(faults)):
        for pile in piles.values():
            if pile and len(taken) < size:
                taken.append(pile.pop())
    wanted = {each.id for each in taken}
    return [each for each in faults if each.id in wanted]


def _tries(fault: Fault, people: Mapping[str, Persona], plan: Plan) -> list[Job]:
    errand = errand_for(fault)
    who = personas_for(fault, people)
    return [
        Job((fault,), each, errand.name, errand.steps, plan.seed) for each in (who if plan.every_persona else who[:1])
    ]


def _meetings(faults: Iterable[Fault], people: Mapping[str, Persona], size: int, plan: Plan) -> list[Job]:
    """Return visits on which so many faults meet, each at another moment of one purchase."""
    errand = errands()["purchase"]
    fit = [each for each in faults if each.wanted != NONE and errand_for(each).name == errand.name]
    usual = [each for each in fit if not each.personas and each.moments]
    made = []
    for number in range(plan.meetings):
        mixed = random.Random(f"{plan.seed} {size} {number}").sample(usual, len(usual))
        by_moment: dict[str, Fault] = {}
        for each in mixed:
            by_moment.setdefault(each.moments[0], each)
        spread = [by_moment[each] for each in _JOURNEY if each in by_moment]
        picked = random.Random(f"{number}").sample(spread, min(size, len(spread)))
        broken = tuple(sorted(picked, key=lambda each: place(each.moments[0])))
        if len(broken) == size:
            who = personas_for(broken[0], people)[0]
            made.append(Job(broken, who, errand.name, errand.steps, plan.seed))
    return made


def place(moment: str) -> int:
    """Return how far on the way of a purchase a moment lies."""
    return _JOURNEY.index(moment) if moment in _JOURNEY else len(_JOURNEY)


def _clean(jobs: Iterable[Job], people: Mapping[str, Persona], plan: Plan) -> list[Job]:
    """Return a visit without a fault for each persona and errand, and more of them by other seeds until enough."""
    pairs = dict.fromkeys((job.persona, job.errand, job.steps) for job in jobs)
    made = [Job((), who, errand, steps, plan.seed) for who, errand, steps in pairs]
    everyone = [(who, errands()["purchase"]) for who in people]
    seed = plan.seed
    while len(made) < plan.clean and everyone:
        more = [Job((), who, each.name, each.steps, seed) for who, each in everyone]
        known = {job.key for job in made}
        made += [job for job in more if job.key not in known][: plan.clean - len(made)]
        seed += 1
    return made
