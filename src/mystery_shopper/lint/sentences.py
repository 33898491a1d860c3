"""What the linter asks of the catalogue of sentences, and its help when a sentence is not known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from keyword import iskeyword
from typing import Any, Final, Protocol

# Who acts and what is quoted differ from step to step; what remains is the sentence.
_SUBJECT: Final = re.compile(r"^(?:the (?:shopper|customer)|\{who\}|<[^<>]+>|\w[\w'\u2019-]*)\s+", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?:an?|the|this|that|no|nothing|every\w*|all|only|there)\b(?! shopper| customer)", re.IGNORECASE
)
_ARGUMENT: Final = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|<[^<>]+>|\{[^{}]*\}|\d+(?:[.,]\d+)*")
_NEAR: Final = 0.45
"""Similarity above which a known sentence is worth showing: our own choice, found by trying misspelt steps."""


class SentenceMatch(Protocol):
    """What the catalogue tells of a sentence that it knows."""

    @property
    def args(self) -> Mapping[str, Any]: ...
    @property
    def introduces(self) -> bool: ...
    @property
    def takes_table(self) -> bool: ...
    @property
    def takes_docstring(self) -> bool: ...


class Sentences(Protocol):
    """The catalogue of known sentences."""

    def match(self, text: str) -> SentenceMatch | None:
        """Return what is known of a step's text, or None."""
        ...

    def all(self) -> Iterable[str]:
        """Return all sentences in a readable form, such as ``she searches for "{query}"``."""
        ...


def nearest(text: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known sentences that are most like a text, best first; names and quoted words do not count."""
    forms = {_form(each): each for each in reversed(list(known))}
    found = difflib.get_close_matches(_form(text), forms, n=count, cutoff=_NEAR)
    return [forms[each] for each in found]


def likeness(text: str, known: Iterable[str]) -> float:
    """Return how like the nearest known sentence a text is, from 0 to 1."""
    wanted = _form(text)
    return max((difflib.SequenceMatcher(None, wanted, _form(each)).ratio() for each in known), default=0.0)


def stub(text: str) -> str:
    """Return a step definition for ``steps/`` that makes a sentence known: ready to be pasted."""
    nobody = _NOBODY.match(text)
    subject = None if nobody else _SUBJECT.match(text)
    rest = text[subject.end() :] if subject else text
    arguments: list[str] = []
    expression = _expression(rest, arguments)
    words = re.findall(r"[a-z]+", _ARGUMENT.sub(" ", rest).lower())
    name = "_".join(words[:5]) or "step"
    name += "_" * iskeyword(name)
    quoted = repr(("" if nobody else "{who} ") + expression)
    double = f'"{quoted[1:-1]}"' if quoted[0] == "'" and '"' not in quoted else quoted
    return (
        "from mystery_shopper import says\n\n\n"
        f"@says({double})\n"
        f"def {name}({', '.join(['shopper', *arguments])}):\n"
        '    raise NotImplementedError("Say here what the shopper does.")\n'
    )


def _form(text: str) -> str:
    """Reduce a sentence to what tells it from others."""
    text = _ARGUMENT.sub("{}", _SUBJECT.sub("she ", text))
    return " ".join(text.lower().split())


def _expression(text: str, arguments: list[str]) -> str:
    """Return the Cucumber Expression of a text, and note a name for every argument in it."""
    parts: list[str] = []
    done = 0
    for found in _ARGUMENT.finditer(text):
        if found[0].startswith("{"):
            continue
        parts += [_escaped(text[done : found.start()]), _parameter(found[0], arguments)]
        done = found.end()
    return "".join([*parts, _escaped(text[done:])])


def _escaped(text: str) -> str:
    """Escape what a Cucumber Expression reads as its own: brackets, braces and slashes."""
    return re.sub(r"([(){}/\\])", r"\\\1", text)


def _parameter(written: str, arguments: list[str]) -> str:
    kind = {'"': "string", "'": "string", "<": "word"}.get(written[0], "int" if written.isdigit() else "float")
    names = ("what", "which", "where")
    arguments.append(names[len(arguments)] if len(arguments) < len(names) else f"more_{len(arguments)}")
    return f"{{{kind}}}"
