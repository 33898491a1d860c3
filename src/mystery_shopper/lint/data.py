"""Checks the YAML of a suite - personas, journeys, shop file - and the suite as a whole."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mystery_shopper.journeys import Kinds, read_journeys
from mystery_shopper.lint.features import check_features
from mystery_shopper.lint.moments import misspelt_moments, unopened_moments
from mystery_shopper.lint.names import Names
from mystery_shopper.lint.numbers import card_numbers
from mystery_shopper.lint.sentences import Sentences
from mystery_shopper.lint.strays import misnamed, stray_files
from mystery_shopper.lint.teams import strange_teams
from mystery_shopper.personas.mix import read_mix
from mystery_shopper.personas.reading import load_personas, read_personas
from mystery_shopper.presets import data_path
from mystery_shopper.problems import Problem, shown
from mystery_shopper.settings import read_shop
from mystery_shopper.settings.environment import Environment
from mystery_shopper.yaml.files import yaml_paths

_CALLED: Final = re.compile(r"""^(?:persona|journey|name|title):[ \t]+["']?(.*?)["']?[ \t]*$""", re.MULTILINE)
"""A line of a persona or a map by which a feature may name it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the linter needs to know of the friction rules: kind -> unit of its limit, and the usual teams."""

    kinds: Kinds
    teams: tuple[str, ...]


def check_data(root: Path, *, rules: Rules | None = None, environment: Environment = None) -> list[Problem]:
    """Return everything that is wrong with ``personas/``, ``journeys/`` and ``shop.yaml`` under a folder.

    A folder or file that is not there is no problem. ``environment`` resolves ``${NAME}`` (None: this process's own).
    """
    problems: list[Problem] = []
    _read_data(root, problems, rules, environment)
    return sorted(set(problems))


def check_suite(
    root: Path,
    *,
    sentences: Sentences | None = None,
    rules: Rules | None = None,
    features: Iterable[Path] | None = None,
    environment: Environment = None,
) -> list[Problem]:
    """Return everything that is wrong with a whole suite: its data and its features (``features/`` when None)."""
    problems: list[Problem] = []
    names = _read_data(root, problems, rules, environment)
    problems.extend(stray_files(root))
    problems.extend(strange_teams(names.journeys.values()))
    problems.extend(misspelt_moments(root, names.journeys.values()))
    folder = root / "features"
    paths = features if features is not None else [folder] if folder.is_dir() else []
    problems.extend(check_features(paths, sentences=sentences, names=names))
    problems.extend(list(card_numbers(root, problems)))
    return sorted(set(problems))


def notices(root: Path) -> list[Problem]:
    """Return what is no mistake in a suite's files and may not be meant, for whoever checks them."""
    return sorted(set(unopened_moments(root, read_journeys([root / "journeys"], []).values())))


def _read_data(root: Path, problems: list[Problem], rules: Rules | None, environment: Environment) -> Names:
    kinds, teams = (rules.kinds, rules.teams) if rules else (None, None)
    personas = load_personas([data_path("personas")]) | read_personas([root / "personas"], problems)
    paths = [*yaml_paths([root / "personas", root / "journeys"]), *map(Path, misnamed(root).values())]
    journeys = read_journeys([root / "journeys"], problems, kinds, teams)
    shop_file = root / "shop.yaml"
    if shop_file.is_file():
        read_shop(shop_file, problems, environment=environment)
    sources = [*(each.source for each in personas.values()), *(each.source for each in journeys.values())]
    faulty = _called(paths, {each.rpartition(":")[0] for each in sources})
    read_mix(root / "personas", personas, problems, faulty)
    return Names(personas, journeys, teams or (), frozenset(kinds or ()), frozenset(faulty))


def _called(paths: Iterable[Path], read: Container[str]) -> set[str]:
    """Return what features may call the personas and journeys whose files could not be ``read``, in small letters."""
    called: set[str] = set()
    for path in (each for each in paths if shown(each) not in read):
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        called |= {path.stem.casefold(), *(each.casefold() for each in _CALLED.findall(text))}
    return called
