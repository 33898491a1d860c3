"""Chooses what a shopper sets out to do, and who she is, so that she comes past a fault and can feel it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from mystery_shopper.errors import DataError, did_you_mean, one_of
from mystery_shopper.frictions.offers import EU
from mystery_shopper.model import Persona
from mystery_shopper.presets import data_path
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.prove.faults import Fault
from mystery_shopper.yaml.files import Key, Node, read_file, read_keys
from mystery_shopper.yaml.values import many, name, text

USUAL: Final = ("calm-desktop", "shopper")
"""Who goes where nobody in particular is needed: the first of these that there is."""

_TRAITS: Final = ("input", "customer", "forms", "cookies", "reading")


@dataclass(frozen=True)
class Errand:
    """Sentences with gaps for what a shop has, and the kinds and moments that they lead past."""

    name: str
    says: str
    steps: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()  # the only moments that she comes past, where that is less than all of a purchase


@dataclass(frozen=True)
class Wares:
    """What a shop has: names that fill the gaps of an errand; empty for what it has not."""

    product: str
    other: str = ""
    category: str = ""
    voucher: str = ""
    varied: str = ""  # a product that comes in sizes
    size: str = ""  # one of them, and not the first
    searched: bool = True  # there is something to search with
    language: str = ""  # of the first page; who lives elsewhere can often not be served
    currency: str = ""

    def fill(self, steps: Iterable[str]) -> list[str]:
        """Return the sentences that this shop can be asked for, filled in."""
        known = {**vars(self), "varied": self.varied or self.product}
        asked = [each for each in steps if self.searched or "search" not in each]
        return [each.format_map(known) for each in asked if all(known.get(gap, "") for gap in _gaps(each))]


@cache
def errands() -> Mapping[str, Errand]:
    """Return the shipped errands by name, the default one first."""
    problems: list[Problem] = []
    root = read_file(data_path("errands.yaml"), problems)
    assert root is not None
    assert isinstance(root.value, dict)
    made = {key: _errand(key, node, problems) for key, node in root.value.items()}
    raise_first(problems)
    return MappingProxyType(made)


def errand_for(fault: Fault) -> Errand:
    """Return the errand that a fault names, else the one of its kind, else of its moment, else the first.

    The one of its kind must come past the fault's moment.

    Raises:
        DataError: for an errand that there is not.
    """
    if fault.steps:
        return Errand("its own", "does what the fault's file says", fault.steps)
    if fault.errand:
        if fault.errand not in errands():
            path, _, line = fault.source.rpartition(":")
            text = f"fault '{fault.name}' names errand '{fault.errand}'.{one_of(fault.errand, errands())}"
            raise DataError(path, int(line), text)
        return errands()[fault.errand]
    meant = (fault.kind, *fault.like)
    by_kind = [each for each in errands().values() if set(meant) & set(each.kinds) and _passes(each, fault)]
    by_moment = [each for each in errands().values() if set(fault.moments) & set(each.moments)]
    return next(iter((*by_kind, *by_moment, *errands().values())))


def personas_for(fault: Fault, people: Mapping[str, Persona]) -> list[str]:
    """Return the ids of the personas that a fault names, by id, by name or by a trait such as ``keyboard``.

    Raises:
        DataError: for a word that describes nobody.
    """
    if not fault.personas:
        return [usual(people, _needs(fault))]
    found: dict[str, None] = {}
    for word in fault.personas:
        wanted = word.casefold()
        if wanted in ("all", "any", "anybody", "everybody"):
            return [*found, *(each for each in people if each not in found)]
        fits = [each.id for each in people.values() if wanted in (each.id, each.name.casefold())]
        fits = fits or [each.id for each in people.values() if wanted in _traits(each)]
        if not fits:
            path, _, line = fault.source.rpartition(":")
            known = ", ".join(people)
            text = f"fault '{fault.name}' is for persona '{word}'.{did_you_mean(word, people)} There are: {known}."
            raise DataError(
                path, int(line), f"{text} Or a trait such as keyboard, touch, phone, guest, types, rejects."
            )
        found |= dict.fromkeys(fits)
    return list(found)


def usual(people: Mapping[str, Persona], feels: Callable[[Persona], bool] = lambda _: True) -> str:
    """Return the id of somebody ordinary who can feel a fault, if anybody can; she speaks the usual language if any."""
    ordinary = [people[each] for each in USUAL if each in people] + list(people.values())
    language = ordinary[0].locale.split("-")[0]
    fit = [each for each in ordinary if feels(each)] or ordinary
    return next((each.id for each in fit if each.locale.split("-")[0] == language), fit[0].id)


def _passes(errand: Errand, fault: Fault) -> bool:
    return not fault.moments or not errand.passes or bool(set(fault.moments) & set(errand.passes))


def _traits(persona: Persona) -> set[str]:
    device = {"mobile", "phone"} if persona.device.mobile else {"desktop"}
    return {str(getattr(persona, each)) for each in _TRAITS} | device


def _needs(fault: Fault) -> Callable[[Persona], bool]:
    """Return whether somebody can feel a fault of this kind."""
    return _FEELS.get(fault.kind, lambda _: True)


def _by_keyboard(persona: Persona) -> bool:
    return persona.input == "keyboard"


def _by_touch(persona: Persona) -> bool:
    return persona.input == "touch"


_FEELS: Final[Mapping[str, Callable[[Persona], bool]]] = MappingProxyType(
    {
        "keyboard-blocked": _by_keyboard,
        "focus-invisible": _by_keyboard,
        "focus-obscured": _by_keyboard,
        "wrong-keyboard": _by_touch,
        "small-target": _by_touch,
        "reflow-loss": _by_touch,
        "pay-button-ambiguous": lambda persona: persona.country in EU,
    }
)


def _gaps(sentence: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", sentence)


def _errand(key: str, node: Node, problems: list[Problem]) -> Errand:
    keys = {
        "says": Key(text),
        "kinds": Key(many(name, "[sort-wrong]")),
        "moments": Key(many(name, "[basket]")),
        "passes": Key(many(name, "[basket, checkout]")),
        "steps": Key(many(text, "[she opens the shop]"), required=True),
    }
    return Errand(key, **read_keys(node, keys, f"errand '{key}'", problems))
