"""How a Gherkin sentence becomes a function: `says` binds Cucumber Expressions to a body that gets the shopper."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any, Final

import pytest_bdd
from cucumber_expressions.argument import Argument
from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry
from pytest_bdd.parsers import StepParser
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.steps import step_function_context_registry

from mystery_shopper.errors import MysteryShopperError

_NAME: Final = r"[Tt]he (?:shopper|customer)|[^\W\d_][\w'\u2019-]*"  # of any script: Łukasz, Γιώργος, 美咲
_PRONOUN: Final = r"he|she|they|it|I|him|her|them|me|his|their|my|the"
_SILENT: Final = {"they": "she", "their": "her", "them": "her", "basket": "the basket"}  # read naturally, no more
_PEOPLE: Final = ("who", "whose", "whom")
_TRYING: Final = re.compile(rf"^({_NAME}) (?:tries|try) to ")
_CURLY: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
_SPACES: Final = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_AS_TYPED: Final = str.maketrans({**dict.fromkeys(_CURLY, '"'), **dict.fromkeys(_SPACES, " ")})
"""What word processors write for quotation marks and spaces."""
_VARYING: Final = re.compile(r"\{[^}]*\}|\([^)]*\)")
_SECONDS: Final = {"millisecond": 0.001, "ms": 0.001, "second": 1.0, "s": 1.0, "minute": 60.0, "min": 60.0}


class SentenceError(MysteryShopperError, TypeError):
    """A sentence cannot be bound to its function as it is written."""


def says(*expressions: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Bind a step to sentences, in any of Given, When, Then, And and But.

    The function's first parameter is the `Shopper` whom ``{who}`` names (or ``{whose}``: "her", "Edith's"; or
    ``{whom}``: "her", "Edith"): a name given before, a pronoun for whoever acted last, or "the shopper". Then come the
    sentence's arguments in order: ``{string}``, ``{int}``, ``{money}``, ``{duration}`` (as seconds). ``{they}``,
    ``{their}`` and ``{them}`` read naturally and mean nothing, and ``{basket}`` is a basket, cart or bag of anybody.
    Parameters with other names are pytest fixtures. Every sentence can also be tried: "she tries to wave ..." goes on
    when she is held up, so that a later sentence can say what is expected then. Example::

        @says("{who} wave(s) {string} at the screen")
        def waves(shopper, thing):
            shopper.say(f"waved {thing}")
    """

    if not all(isinstance(each, str) for each in expressions) or not expressions:
        raise SentenceError('a sentence is missing. Write it as in @says("{who} wave(s)").')

    def bind(function: Callable[..., None]) -> Callable[..., None]:
        _check_runs(function)
        for expression in expressions:
            names = _arguments(function, expression)
            sentence = Sentence(expression, names)
            if not is_shipped(function):
                sentence.check()
            pytest_bdd.step(sentence, stacklevel=2)(_with_shopper(function, names))
        return function

    return bind


class Sentence(StepParser):
    """A Cucumber Expression as pytest-bdd's step parser."""

    def __init__(self, expression: str, names: list[str]) -> None:
        super().__init__(expression)
        self._names = names
        words = _VARYING.sub("/", expression).split()
        self._always = [each for each in words if not set(each) & set("/\\")]  # what is said in every form of it

    @cached_property
    def _expression(self) -> CucumberExpression:
        """It is made when a text may fit: to make them all takes each process a tenth of its start."""
        return CucumberExpression(self.name, _TYPES)

    def check(self) -> None:
        """Raise SentenceError when it is no Cucumber Expression."""
        try:
            _ = self._expression
        except Exception as trouble:
            reason = [each.strip() for each in str(trouble).splitlines() if re.search(r"\w", each)][2:3]
            valid = f" Valid: {', '.join(_VALID)}." if "parameter type" in "".join(reason) else ""
            text = f"the sentence '{self.name}' is no Cucumber Expression. {''.join(reason)}{valid}"
            raise SentenceError(text) from None

    def is_matching(self, name: str) -> bool:
        return self._match(_without_trying(name)[0]) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        text, trying = _without_trying(name)
        found = self._match(text)
        if found is None:
            return None
        spoken = [each.value for each in found if each.parameter_type.name not in _SILENT]
        return {**dict(zip(self._names, spoken, strict=True)), "trying": trying}

    def _match(self, text: str) -> list[Argument] | None:
        return self._expression.match(text) if all(each in text for each in self._always) else None

    @property
    def readable(self) -> str:
        """The sentence as the vocabulary lists it: arguments by name, the first form of every choice."""
        names = iter(self._names)

        def named(found: re.Match[str]) -> str:
            kind = found.group(1)
            if kind in _SILENT:
                return _SILENT[kind]
            name = next(names)
            return {"who": "she", "whose": "her", "whom": "her", "string": f'"{{{name}}}"'}.get(kind, f"{{{name}}}")

        text = re.sub(r"\{(\w+)\}", named, self.name)
        text = re.sub(r"\((\w+)\)", r"\1", text)
        return re.sub(r"([\w']+)(?:/[\w']+)+", r"\1", text)


@dataclass(frozen=True)
class SentenceMatch:
    """A sentence that fits a step's text."""

    sentence: str
    args: dict[str, Any]
    shipped: bool  # it is one of ours, and no company's own
    introduces: bool  # it brings somebody in
    takes_table: bool
    takes_docstring: bool


@dataclass(frozen=True)
class Outline:
    """What a scenario says before anybody plays it."""

    name: str
    steps: tuple[str, ...]
    tags: tuple[str, ...]  # the scenario's own before its rule's and its feature's: the nearest holds


def outline_of(test: Callable[..., Any]) -> Outline | None:
    """Return what the scenario behind a test function says; None for any other test."""
    template = scenario_wrapper_template_registry.get(test)
    if template is None:
        return None
    return Outline(template.name, tuple(each.name for each in template.steps), tags_of(template.feature, template))


def tags_of(feature: Any, scenario: Any, marks: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the tags that hold for a scenario of pytest-bdd's, the nearest first, in one order in every process.

    ``marks`` are those of one test: a table of examples gives its own tags to them, and they come before all others.
    """
    rule = scenario.rule.tags if scenario.rule else ()
    above = (*sorted(scenario.tags), *sorted(rule), *sorted(feature.tags))
    return (*sorted({each for each in marks if ":" in each or each not in above}), *above)


class Vocabulary:
    """All sentences of some modules, for the linter and for ``mystery-shopper words``."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        place = {each.__name__: number for number, each in enumerate(modules)}
        known = [each for each in step_function_context_registry.values() if each.step_func.__module__ in place]
        known.sort(key=lambda each: place[each.step_func.__module__])
        self._steps = [(each.parser, each.step_func) for each in known]

    def match(self, text: str) -> SentenceMatch | None:
        """Return the first sentence that fits, or None."""
        for parser, function in self._steps:
            if parser.is_matching(text):
                takes = inspect.signature(function).parameters
                args = parser.parse_arguments(text) or {}
                newcomer = next(iter(inspect.signature(inspect.unwrap(function)).parameters), "") == "cast"
                shipped = is_shipped(function)
                return SentenceMatch(
                    _readable(parser), args, shipped, newcomer, "datatable" in takes, "docstring" in takes
                )
        return None

    def perform(self, text: str, cast: Any, **fixtures: Any) -> None:
        """Do what a sentence says, outside of pytest; ``fixtures`` are what sentences may ask for beside the cast.

        Raises:
            LookupError: when nobody knows the sentence.
        """
        for parser, function in self._steps:
            if parser.is_matching(text):
                takes = inspect.signature(function).parameters
                given = {name: value for name, value in fixtures.items() if name in takes}
                function(cast=cast, **(parser.parse_arguments(text) or {}), **given)
                return
        raise LookupError(text)

    def all(self) -> list[str]:
        """Return every sentence in its readable form."""
        return [_readable(parser) for parser, _ in self._steps]

    def alike(self) -> list[list[str]]:
        """Return every sentence in its readable form, those together that mean the same."""
        groups: dict[object, list[str]] = {}
        for parser, function in self._steps:
            groups.setdefault(inspect.unwrap(function), []).append(_readable(parser))
        return list(groups.values())


def _without_trying(text: str) -> tuple[str, bool]:
    """Turn "she tries to pay" into "she pay", which every sentence fits, and say whether it was so."""
    plain, times = _TRYING.subn(r"\1 ", text.translate(_AS_TYPED), count=1)
    return plain, bool(times)


def is_shipped(function: Callable[..., Any]) -> bool:
    """Whether a sentence's function is one of ours, and no company's own."""
    return function.__module__.startswith("mystery_shopper.")


def _readable(parser: StepParser) -> str:
    return parser.readable if isinstance(parser, Sentence) else parser.name


def _with_shopper(function: Callable[..., None], names: list[str]) -> Callable[..., None]:
    """Let pytest-bdd hand over ``who`` and the cast; the body gets the shopper herself."""
    wants = inspect.signature(function)
    first, *others = wants.parameters.values()
    wants_cast = "cast" in wants.parameters
    newcomer = first.name == "cast"  # the sentence brings somebody in, so there is no shopper yet

    @functools.wraps(function)
    def step(cast: Any, trying: bool, who: str = "", **given: Any) -> None:
        if wants_cast and not newcomer:
            given["cast"] = cast
        with cast.careful(trying=trying):
            if newcomer and "who" in wants.parameters:
                given["who"] = who
            function(cast if newcomer else cast.who(who), **given)

    others = [each for each in others if each.name not in ("cast", "who")]
    parameters = [first.replace(name=each, annotation=inspect.Parameter.empty) for each in ("cast", "trying")]
    if "who" in names:
        parameters.append(parameters[0].replace(name="who"))
    spoken_or_fixture = [each for each in others if each.name in names or each.default is inspect.Parameter.empty]
    parameters += [each.replace(default=inspect.Parameter.empty) for each in spoken_or_fixture]
    step.__signature__ = wants.replace(parameters=parameters)  # type: ignore[attr-defined]
    return step


def _check_runs(function: Callable[..., None]) -> None:
    """Raise SentenceError for a function whose body no plain call runs, so that its sentence would do nothing."""
    name = getattr(function, "__name__", "the function")
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise SentenceError(f"{name} is async and would never run. Write `def {name}{inspect.signature(function)}:`.")
    if inspect.isgeneratorfunction(function):
        raise SentenceError(f"{name} holds a `yield` and would never run. Do all of it in {name}, without `yield`.")


def _arguments(function: Callable[..., None], expression: str) -> list[str]:
    """Name the sentence's arguments after the function's parameters, in order."""
    kinds = [each for each in re.findall(r"\{(\w+)\}", expression) if each not in _SILENT]
    names = list(inspect.signature(function).parameters)[1:]
    if not inspect.signature(function).parameters:
        raise SentenceError(f"{function.__name__} takes no shopper. Write `def {function.__name__}(shopper):`.")
    names = [each for each in names if each not in ("cast", "who")]
    spoken = [each for each in kinds if each not in _PEOPLE]
    if len(spoken) > len(names):
        raise SentenceError(
            f"the sentence '{expression}' has {len(spoken)} arguments and {function.__name__} takes {len(names)} after "
            "the shopper."
        )
    rest = iter(names)
    return ["who" if each in _PEOPLE else next(rest) for each in kinds]


def _owner(text: str) -> str:
    """Turn "Edith's" into "Edith", and "her" into "she"."""
    return "she" if text in ("her", "his", "their", "my") else text.rstrip("s").rstrip("'\u2019")


def _object(text: str) -> str:
    """Turn "her" into "she"; a name stays one."""
    return "she" if text in ("her", "him", "them", "me", "it") else text


def _types() -> ParameterTypeRegistry:
    registry = ParameterTypeRegistry()

    def define(name: str, regexp: str, make: Callable[..., Any]) -> None:
        registry.define_parameter_type(ParameterType(name, regexp, object, make, False, False))

    define("who", _NAME, str)
    define("whose", rf"(?:{_NAME})['\u2019]s?|her|his|their|my", _owner)
    define("whom", rf"her|him|them|me|{_NAME}", _object)
    for each in ("they", "their", "them"):
        define(each, _PRONOUN, str)
    define("basket", "(?:the|her|his|their|my) (?:basket|cart|bag)", str)
    define("duration", r"\d+(?:\.\d+)? ?(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|min)", _seconds)
    define("money", r"[^\s\d]{0,3} ?\d[\d.,'  ]*\d? ?[^\s\d\"]{0,3}", str)
    return registry


def _seconds(text: str) -> float:
    found = re.fullmatch(r"([\d.]+) ?(\w+)", text)
    assert found is not None, text
    unit = found.group(2)
    return float(found.group(1)) * _SECONDS.get(unit, _SECONDS.get(unit.rstrip("s"), 1.0))


_TYPES = _types()
_VALID: Final = (*_PEOPLE, "string", "word", "int", "float", "duration", "money", *_SILENT)
