"""What the linter asks of the catalogue of sentences, and its help when a sentence is not known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from keyword import iskeyword
from typing import Any, Final, Protocol

from mystery_shopper.model import Severity

# Who acts and what is quoted differ from step to step; what remains is the sentence.
_SUBJECT: Final = re.compile(r"^(?:the (?:shopper|customer)|\{who\}|<[^<>]+>|\w[\w'\u2019-]*)\s+", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?:an?|the|this|that|no|nothing|every\w*|all|only|there)\b(?! shopper| customer)", re.IGNORECASE
)
_ARGUMENT: Final = re.compile(r"\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|<[^<>]+>|\{[^{}]*\}|\d+(?:[.,]\d+)*")
_NEAR: Final = 0.45
"""Similarity above which a known sentence is worth showing: our own choice, found by trying misspelt steps."""


_DURATION: Final = "a duration, such as `30 seconds`, `500 ms` or `2 minutes`"
_WHOLE: Final = "a whole number, such as `3`"
_GAPS: Final[Mapping[str, str]] = {
    "seconds": _DURATION,
    "within": _DURATION,
    "number": _WHOLE,
    "pieces": _WHOLE,
    "quantity": _WHOLE,
    "severity": f"one of: {', '.join(Severity)}",
}
"""What is written into the gaps that do not take any text."""


_BAD_DAY: Final = re.compile(r"the shop has a bad day\b", re.IGNORECASE)


class SentenceMatch(Protocol):
    """What the catalogue tells of a sentence that it knows."""

    @property
    def args(self) -> Mapping[str, Any]: ...
    @property
    def shipped(self) -> bool: ...
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


def repaired(text: str, sentences: Sentences) -> str:
    """Return the known sentence that a text becomes without a full stop, comment, capital or double space, or empty."""
    tidy = " ".join(re.sub(r"\s+#.*$", "", text).split()).rstrip(" .:;,!")
    first, _, rest = tidy.partition(" ")
    small = f"{first} " + "".join(each if each[:1] == '"' else each.lower() for each in re.split(r'("[^"]*")', rest))
    known = (each for each in (tidy, small) if each != text and sentences.match(each) is not None)
    return next(known, "")


def with_quotes(text: str, sentences: Sentences) -> str:
    """Return the known sentence that a text becomes when quotation marks are put where they are missing, or empty."""
    found: dict[str, int] = {}
    for each in sentences.all():
        if '"{' not in each:
            continue
        parts = re.split(r'("\{\w+\}"|\{\w+\})', re.sub(r"^she ", "{who} ", each))
        pattern = "".join(r"(.+?)" if part[-1:] in '"}' and part else f"({re.escape(part)})" for part in parts)
        fits = re.fullmatch(pattern, text)
        if fits is None:
            continue
        said = "".join(
            f'"{given.strip(chr(34))}"' if part[:1] == '"' else given
            for part, given in zip((part for part in parts), fits.groups(), strict=True)
        )
        if sentences.match(said) is not None:
            found[said] = sum(len(part) for part in parts if part[-1:] not in '"}')
    return max(found, key=lambda each: found[each], default="")


def of_the_example(text: str) -> str:
    """Return where a sentence comes from that only the example suite has, though its pages show it; or empty."""
    theirs = "Bad days belong to the example suite and the embedded demo shop"
    return f"{theirs}: copy its steps/shop_words.py into your steps." if _BAD_DAY.match(text) else ""


def nearest(text: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the known sentences that are most like a text, best first; names and quoted words do not count."""
    forms = {_form(each): each for each in reversed(list(known))}
    found = difflib.get_close_matches(_form(text), forms, n=count, cutoff=_NEAR)
    return [forms[each] for each in found]


def likeness(text: str, known: Iterable[str]) -> float:
    """Return how like the nearest known sentence a text is, from 0 to 1."""
    wanted = _form(text)
    return max((difflib.SequenceMatcher(None, wanted, _form(each)).ratio() for each in known), default=0.0)


def explained(sentences: Iterable[str]) -> str:
    """Say what is written into the gaps of some sentences, where a gap has a form of its own."""
    gaps = dict.fromkeys(gap for each in sentences for gap in re.findall(r"\{(\w+)\}", each) if gap in _GAPS)
    return "".join(f"\n  {{{each}}} is {_GAPS[each]}." for each in gaps)


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
