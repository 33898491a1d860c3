"""A suite's folder as a whole: its vocabulary, and everything that is wrong with its files."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from mystery_shopper import words
from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.frictions import kinds
from mystery_shopper.lint import Problem, Rules, check_suite, feature_paths
from mystery_shopper.personas.reading import is_mix
from mystery_shopper.problems import raise_first, shown
from mystery_shopper.sentences import Vocabulary
from mystery_shopper.yaml.files import yaml_paths


def problems_of(root: Path) -> list[Problem]:
    """Return everything that is wrong with a suite's personas, maps, shop file and features, by file and line."""
    wrong: list[Problem] = []
    modules = list(_loaded(_step_files(root), wrong))
    known = kinds().values()
    rules = Rules({each.id: each.unit for each in known}, tuple(sorted({each.owner for each in known})))
    sentences = Vocabulary([*words.modules(), *modules]) if not wrong else None  # some sentences may be in those files
    return sorted({*wrong, *check_suite(root, sentences=sentences, rules=rules)})


def nothing_to_play(root: Path, remedy: str) -> list[Problem]:
    """Return the problem that a suite has no folder of features, and so says nothing; ``remedy`` is the other one."""
    features = root / "features"
    if features.is_dir():
        return []
    text = f"is not there, so there is nothing to play. Looked in {root.absolute()}. Write a feature there, or {remedy}"
    return [Problem(shown(features), 0, text)]


def sizes_of(root: Path) -> str:
    """Return how much there is in a suite, in words."""
    counts = {
        "feature files": len(feature_paths([root / "features"], [])) if (root / "features").is_dir() else 0,
        "personas": len([each for each in yaml_paths([root / "personas"]) if not is_mix(each)]),
        "journeys": len(list(yaml_paths([root / "journeys"]))),
    }
    return ", ".join(f"{number} {what.removesuffix('s') if number == 1 else what}" for what, number in counts.items())


def vocabulary(root: Path) -> Vocabulary:
    """Return the shipped sentences and the company's own from ``steps/``."""
    return Vocabulary([*words.modules(), *own_steps(root)])


def own_steps(root: Path) -> list[ModuleType]:
    """Load the company's own sentences from ``steps/*.py``.

    Raises:
        DataError: for the first file that cannot be loaded, with file and line, and how many more there are.
    """
    wrong: list[Problem] = []
    modules = list(_loaded(_step_files(root), wrong))
    raise_first(wrong)
    return modules


def _step_files(root: Path) -> list[Path]:
    return sorted((root / "steps").glob("*.py"))


def _loaded(paths: Iterable[Path], wrong: list[Problem]) -> Iterable[ModuleType]:
    """Yield the modules that can be loaded, and note why the others cannot."""
    for path in paths:
        spec = spec_from_file_location(f"steps_{path.stem}", path)
        if spec is None or spec.loader is None:
            wrong.append(Problem(shown(path), 0, "cannot be loaded as Python."))
            continue
        module = module_from_spec(spec)
        sys.modules[spec.name] = module  # dataclasses look for the module of their annotations there
        try:
            spec.loader.exec_module(module)
        except (Exception, SystemExit) as trouble:
            del sys.modules[spec.name]
            line = trouble.lineno if isinstance(trouble, SyntaxError) else _line_in(path, trouble)
            wrong.append(Problem(shown(path), line or 0, f"{_told(trouble)} Mend it, or take the file away."))
            continue
        yield module


def _told(trouble: BaseException) -> str:
    """Return what is wrong in one line, without the place, which is told before it."""
    if isinstance(trouble, SystemExit):
        return "it ends the program (sys.exit)."
    said = str(trouble.msg if isinstance(trouble, SyntaxError) else trouble)
    said = " ".join(re.sub(r"^\S+\.py:\d+: ", "", said).split()).rstrip(".")
    return f"{said}." if isinstance(trouble, MysteryShopperError) else f"{type(trouble).__name__}: {said}."


def _line_in(path: Path, trouble: BaseException) -> int | None:
    place = trouble.__traceback__
    line = None
    while place is not None:
        if Path(place.tb_frame.f_code.co_filename) == path.absolute():
            line = place.tb_lineno
        place = place.tb_next
    return line
