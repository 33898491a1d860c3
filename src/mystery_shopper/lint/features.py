"""Checks feature files for what pytest-bdd lets pass or refuses without saying why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser

from mystery_shopper.errors import DataError
from mystery_shopper.lint.invisible import hidden_in_keywords
from mystery_shopper.lint.names import Names, twofold
from mystery_shopper.lint.outline import check_outline
from mystery_shopper.lint.sentences import Sentences
from mystery_shopper.lint.steps import StepChecker
from mystery_shopper.lint.syntax import check_description, language_of, syntax_problems
from mystery_shopper.problems import Problem, problems_of, shown
from mystery_shopper.yaml.files import read_text
from mystery_shopper.yaml.syntax import check_controls

FIRST_WORDS = frozenset({"Context", "Action", "Outcome"})  # Given, When, Then in gherkin's words


def check_features(
    paths: Iterable[Path], *, sentences: Sentences | None = None, names: Names | None = None
) -> list[Problem]:
    """Return everything that is wrong with the feature files, by file and line.

    Args:
        paths: feature files, and folders that hold some.
        sentences: the catalogue of known sentences; None leaves the words of the steps unchecked.
        names: the personas, journeys and teams that may be mentioned; None leaves them unchecked.
    """
    problems: list[Problem] = []
    steps = StepChecker(sentences, names or Names())
    for path in feature_paths(paths, problems):
        problems.extend(_check_file(path, steps))
    return sorted(set(problems))


def feature_paths(paths: Iterable[Path], problems: list[Problem]) -> list[Path]:
    """Return the feature files of the paths, sorted; note a path that is not there."""
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            problems.append(Problem(shown(path), 0, "is not there. Check the path, or the folder you run this from."))
        found.update(path.rglob("*.feature") if path.is_dir() else [path] if path.exists() else [])
    return sorted(found)


def _check_file(path: Path, steps: StepChecker) -> Iterator[Problem]:
    name = shown(path)
    try:
        text = read_text(path)
        check_controls(name, text)
        odd = list(hidden_in_keywords(name, text.splitlines(), language_of(text)))
        if odd:
            yield from odd
            return
        document = Parser().parse(text)
    except DataError as error:
        yield from problems_of(error)
        return
    except (CompositeParserException, ParserError) as error:
        yield from syntax_problems(name, error, text)
        return
    feature: dict[str, Any] | None = document.get("feature")  # type: ignore[assignment]
    if feature is None:
        what = "holds only comments" if text.strip() else "is empty"
        yield Problem(name, 0, f"{what}. Write a `Feature:` with a scenario, or delete the file.")
        return
    yield from _check_feature(name, feature, text.splitlines(), steps)


def _check_feature(name: str, feature: dict[str, Any], lines: list[str], steps: StepChecker) -> Iterator[Problem]:
    language = feature["language"]
    yield from _check_heading(name, feature, "feature")
    scenarios = list(_scenarios(feature, list(feature["tags"]), []))
    swallowed = [
        each for part in _parts(feature) for each in check_description(name, part, lines, language, steps.sentences)
    ]
    yield from swallowed
    if not scenarios and not swallowed:
        yield Problem(name, _line(feature), "this feature has no scenario. Add one, or delete the file.")
    for part in _parts(feature):
        yield from _check_first_step(name, part)
        tags = part.get("tags", [])
        for at, problem in twofold([each["name"] for each in tags]):
            yield Problem(name, _line(tags[at]), problem)
    yield from _check_names(name, [each for each, _, _ in scenarios])
    for scenario, tags, background in scenarios:
        yield from _check_heading(name, scenario, "scenario")
        if not scenario["steps"]:
            problem = f"scenario '{scenario['name']}' has no steps, so it would always pass. Write them, or delete it."
            yield Problem(name, _line(scenario), problem)
        yield from check_outline(name, scenario, background)
        yield from steps.check(name, scenario, tags, background)


def _scenarios(
    part: dict[str, Any], tags: list[Any], background: list[Any]
) -> Iterator[tuple[dict[str, Any], list[Any], list[Any]]]:
    """Yield every scenario with the tags above it and the steps that run before its own; rules are entered."""
    before = list(background)
    for child in part["children"]:
        if "background" in child:
            before = [*before, *child["background"]["steps"]]
        elif "rule" in child:
            yield from _scenarios(child["rule"], tags + child["rule"]["tags"], before)
        else:
            yield child["scenario"], tags, before


def _parts(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the feature and everything in it that can have a description."""
    yield part
    for child in part.get("children", []):
        for inner in child.values():
            yield from _parts(inner)
    yield from part.get("examples", [])


def _check_heading(name: str, part: dict[str, Any], what: str) -> Iterator[Problem]:
    if not part["name"]:
        problem = f"this {what} has no name. Write one after '{part['keyword']}:'; the report shows it."
        yield Problem(name, _line(part), problem)


def _check_first_step(name: str, part: dict[str, Any]) -> Iterator[Problem]:
    first = part.get("steps", [])[:1]
    for step in first:
        if step["keywordType"] not in FIRST_WORDS:
            word = step["keyword"].strip()
            problem = f"the first step begins with '{word}', which continues nothing. Begin with Given, When or Then."
            yield Problem(name, _line(step), problem)


def _check_names(name: str, scenarios: list[dict[str, Any]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for scenario in scenarios:
        called = scenario["name"]
        if called and called in first:
            problem = f"two scenarios are called '{called}' (the first in line {first[called]}), so only one would run."
            yield Problem(name, _line(scenario), f"{problem} Rename one, even across rules.")
        first.setdefault(called, _line(scenario))


def _line(part: dict[str, Any]) -> int:
    return int(part["location"]["line"])
