"""A suite's folder as a whole: its vocabulary, and everything that is wrong with its files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from mystery_shopper import words
from mystery_shopper.errors import DataError
from mystery_shopper.frictions import kinds
from mystery_shopper.lint import Problem, Rules, check_suite, feature_paths
from mystery_shopper.personas.reading import is_mix
from mystery_shopper.sentences import Vocabulary


def problems_of(root: Path) -> list[Problem]:
    """Return everything that is wrong with a suite's personas, maps, shop file and features, by file and line."""
    known = kinds().values()
    rules = Rules({each.id: each.unit for each in known}, tuple(sorted({each.owner for each in known})))
    return check_suite(root, sentences=vocabulary(root), rules=rules)


def sizes_of(root: Path) -> str:
    """Return how much there is in a suite, in words."""
    counts = {
        "feature files": len(feature_paths([root / "features"], [])) if (root / "features").is_dir() else 0,
        "personas": len([each for each in (root / "personas").glob("*.y*ml") if not is_mix(each)]),
        "journeys": len(list((root / "journeys").glob("*.y*ml"))),
    }
    return ", ".join(f"{number} {what.removesuffix('s') if number == 1 else what}" for what, number in counts.items())


def vocabulary(root: Path) -> Vocabulary:
    """Return the shipped sentences and the company's own from ``steps/``."""
    return Vocabulary([*words.modules(), *own_steps(root)])


def own_steps(root: Path) -> list[ModuleType]:
    """Load the company's own sentences from ``steps/*.py``.

    Raises:
        DataError: when a file cannot be loaded; names file and line.
    """
    return list(_loaded(sorted((root / "steps").glob("*.py"))))


def _loaded(paths: Iterable[Path]) -> Iterable[ModuleType]:
    for path in paths:
        spec = spec_from_file_location(f"steps_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise DataError(path, None, "cannot be loaded as Python.")
        module = module_from_spec(spec)
        sys.modules[spec.name] = module  # dataclasses look for the module of their annotations there
        try:
            spec.loader.exec_module(module)
        except Exception as trouble:
            del sys.modules[spec.name]
            line = trouble.lineno if isinstance(trouble, SyntaxError) else _line_in(path, trouble)
            raise DataError(
                path, line, f"{type(trouble).__name__}: {trouble}. Mend it, or take the file away."
            ) from trouble
        yield module


def _line_in(path: Path, trouble: BaseException) -> int | None:
    place = trouble.__traceback__
    line = None
    while place is not None:
        if Path(place.tb_frame.f_code.co_filename) == path:
            line = place.tb_lineno
        place = place.tb_next
    return line
