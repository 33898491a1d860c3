"""Casts a crowd: which scenarios its shoppers can walk through, and which of them walks through which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from mystery_shopper.errors import SettingsError
from mystery_shopper.personas import Member, find_persona
from mystery_shopper.run import Run
from mystery_shopper.sentences import Outline, Vocabulary

_TAG: Final = re.compile(r"shoppers\((\d+)\)")
_PLACEHOLDER: Final = re.compile(r"<[^<>]+>")
MOST: Final = 9_999
"""A larger crowd is a load test, which is another tool's work (P)."""


@dataclass
class Casting:
    """Gives every scenario its shoppers; ``asked`` is what --shoppers says, 0 when nothing was asked."""

    run: Run
    vocabulary: Vocabulary
    asked: int = 0
    left_out: dict[str, str] = field(default_factory=dict)  # scenario -> why no crowd can walk through it

    def __post_init__(self) -> None:
        if not 0 <= self.asked <= MOST:
            raise SettingsError(f"--shoppers {self.asked} is out of bounds. Send between 1 and {MOST} shoppers.")

    def members(self, scenario: Outline) -> tuple[Member, ...]:
        """Return who of the crowd walks through a scenario; nobody when it is for those whom it names.

        With ``--shoppers`` the crowd takes the one part that a scenario has, whoever it names; a tag ``@persona:...``
        keeps the part for that persona. ``@shoppers(20)`` asks for a crowd whatever the command line says.
        """
        size = self.asked or tagged_size(scenario.tags)
        if not size:
            return ()
        why_not = self._unfit(scenario)
        if why_not:
            self.left_out[scenario.name] = why_not
            return ()
        named = next((each.partition(":")[2] for each in scenario.tags if each.startswith("persona:")), "")
        only = find_persona(self.run.personas, named).id if named else ""
        chosen = tuple(each for each in self.run.crowd(size) if only in ("", each.persona.id))
        if not chosen:
            self.left_out[scenario.name] = f"nobody of this crowd is {only}"
        return chosen

    def _unfit(self, scenario: Outline) -> str:
        parts = set()
        for text in scenario.steps:
            match = self.vocabulary.match(_PLACEHOLDER.sub("Someone", text))
            if match is None or "persona" not in match.args:
                continue
            if _PLACEHOLDER.search(text):
                return "its examples say who shops"
            parts.add(str(match.args.get("who", "")).casefold())
        return f"it has {len(parts)} parts" if len(parts) > 1 else ""


def tagged_size(tags: Iterable[str]) -> int:
    """Return how many shoppers a scenario's tags ask for, 0 when none does."""
    found = (_TAG.fullmatch(each) for each in tags)
    return next((min(int(each[1]), MOST) for each in found if each), 0)
