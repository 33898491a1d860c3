"""A small catalogue of sentences and the suite's own names, for the tests of the linter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mystery_shopper.journeys import load_journeys
from mystery_shopper.lint import Names, check_features
from mystery_shopper.personas import load_personas

ROOT = Path(__file__).parents[1]
START = "Feature: Buying\n  Scenario: one\n    Given she is on the shop\n"


@dataclass(frozen=True)
class Match:
    args: Mapping[str, str] = field(default_factory=dict)
    introduces: bool = False
    shipped: bool = True
    takes_table: bool = False
    takes_docstring: bool = False


class Catalogue:
    """A small catalogue: pattern, readable form, and whether a table or a text block is taken."""

    KNOWN = (
        (r"\w+ is on the shop", "she is on the shop", False, False),
        (r'\w+ is "(?P<persona>[^"]*)"', 'she is "{persona}"', False, False),
        (r'\w+ searches for "[^"]*"', 'she searches for "{query}"', False, False),
        (r"\w+ puts it into the basket", "she puts it into the basket", False, False),
        (r"\w+ comes to (?P<moment>\S+)", "she comes to {moment}", False, False),
        (r'\w+ walks "(?P<journey>[^"]*)"', 'she walks "{journey}"', False, False),
        (r"\w+ enters the address", "she enters the address", True, False),
        (r"\w+ writes to the shop", "she writes to the shop", False, True),
        (r'elle cherche "[^"]*"', 'elle cherche "{query}"', False, False),
    )

    def match(self, text: str) -> Match | None:
        for pattern, _, table, docstring in self.KNOWN:
            found = re.fullmatch(pattern, text)
            if found:
                return Match(found.groupdict(), takes_table=table, takes_docstring=docstring)
        return None

    def all(self) -> list[str]:
        return [readable for _, readable, _, _ in self.KNOWN]


NAMES = Names(load_personas([ROOT / "personas"]), load_journeys([ROOT / "journeys"]), ("web", "payments"))


def problems_in(folder: Path, content: str | bytes) -> list[str]:
    path = folder / "x.feature"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = check_features([path], sentences=Catalogue(), names=NAMES)
    assert all(each.path == str(path) for each in found)
    return [f"{each.line}: {each.text}" for each in found]
