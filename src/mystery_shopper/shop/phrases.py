"""What shops say, in many languages, kept as data that a native speaker can mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from mystery_shopper.errors import DataError, one_of

FAR: Final = 0.9  # how much a phrase counts that is neither in the page's language nor in English


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language: meaning -> phrases, and meaning -> words that take the meaning away."""

    lang: str
    phrases: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=65_536)
def says(key: str, text: str, lang: str = "") -> float:
    """Return how surely a text says something: 1 when it says nothing else, 0 when it does not say it.

    Args:
        key: a meaning such as ``add-to-basket``, or ``fields.postcode`` for the label of a field.
        text: a name, label or sentence as the page shows it.
        lang: the page's own language; English and it count in full, all others a little less.

    Raises:
        KeyError: when no language file knows the key.
    """
    if not text:
        return 0.0
    texts = (plain(text), plain(text, digits=True))
    near, far = _matchers(key, lang.split("-")[0].split("_")[0].casefold())
    return max(_score(near, texts), FAR * _score(far, texts))


def best(keys: Iterable[str], text: str, lang: str = "") -> tuple[str, float]:
    """Return which of the meanings the text says most surely, and how surely; ``("", 0.0)`` for none."""
    return _best(tuple(keys), text, lang)


@lru_cache(maxsize=16_384)
def _best(keys: tuple[str, ...], text: str, lang: str) -> tuple[str, float]:
    scored = [(says(key, text, lang), key) for key in keys]
    sure, key = max(scored, key=lambda each: each[0], default=(0.0, ""))
    return (key, sure) if sure else ("", 0.0)


@lru_cache(maxsize=16_384)
def plain(text: str, digits: bool = False) -> str:
    """Return a text as plain words: no capitals, accents, digits (unless wanted), punctuation or needless space."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[\W_]+" if digits else r"[\W\d_]+", " ", bare).split())


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Return all languages, English first.

    Raises:
        DataError: when a language file cannot be read or has a meaning that English does not know.
    """
    folder = resources.files("mystery_shopper.shop") / "phrases"
    names = sorted(
        (each.name for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda x: (x != "en.yaml", x)
    )
    found = {
        each.removesuffix(".yaml"): read_vocabulary(each, (folder / each).read_text(encoding="utf-8")) for each in names
    }
    for lang, each in found.items():
        for key in (*each.phrases, *each.unless):
            if key not in found["en"].phrases:
                raise DataError(f"{lang}.yaml", None, f"unknown meaning {key!r}.{one_of(key, found['en'].phrases)}")
    return found


def read_vocabulary(name: str, source: str) -> Vocabulary:
    """Read one language file.

    Raises:
        DataError: when it does not have one line a meaning, with phrases parted by commas.
    """
    try:
        raw = YAML(typ="safe").load(source) or {}
    except YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise DataError(name, None if line is None else line + 1, f"is not YAML: {error}") from error
    if not isinstance(raw, dict):
        raise DataError(name, 1, "must have one line a meaning, with phrases parted by commas")
    fields = raw.pop("fields", None) or {}
    unless = raw.pop("unless", None) or {}
    meanings = {**raw, **{f"fields.{key}": value for key, value in fields.items()}}
    lang = name.removesuffix(".yaml")
    return Vocabulary(lang, _phrases(name, meanings), _phrases(name, unless))


def _phrases(name: str, raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    for key, value in raw.items():
        if not isinstance(value, str):
            raise DataError(name, None, f"{key!r} must be phrases parted by commas, not {value!r}")
    return {
        str(key): tuple(filter(None, (plain(each, digits=True) for each in value.split(","))))
        for key, value in raw.items()
    }


class _Matcher(NamedTuple):
    """One language's patterns for one meaning; phrases with digits are sought in a text that kept its own."""

    phrases: tuple[re.Pattern[str] | None, re.Pattern[str] | None]
    unless: tuple[re.Pattern[str] | None, re.Pattern[str] | None]


@cache
def _matchers(key: str, lang: str) -> tuple[list[_Matcher], list[_Matcher]]:
    known = vocabularies()
    if key not in known["en"].phrases:
        raise KeyError(f"no language knows the meaning {key!r}.{one_of(key, known['en'].phrases)}")
    near: list[_Matcher] = []
    far: list[_Matcher] = []
    for each in known.values():
        made = _Matcher(_patterns(each.phrases.get(key, ())), _patterns(each.unless.get(key, ())))
        (near if each.lang in ("en", lang) or lang not in known else far).append(made)
    return near, far


def _patterns(phrases: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return patterns of whole phrases without and with digits, the longest first, so that the best share is found."""
    made = []
    for digits in (False, True):
        ordered = sorted({each for each in phrases if any(map(str.isdigit, each)) == digits}, key=len, reverse=True)
        made.append(re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b") if ordered else None)
    return made[0], made[1]


def _score(matchers: list[_Matcher], texts: tuple[str, str]) -> float:
    best_share = 0.0
    for matcher in matchers:
        found = [(pattern, text) for pattern, text in zip(matcher.phrases, texts, strict=True) if pattern]
        share = max((_share(pattern, text) for pattern, text in found), default=0.0)
        vague, exact = (bool(each and each.search(text)) for each, text in zip(matcher.unless, texts, strict=True))
        whole = share == 1.0 and not exact  # "Address 2" is no whole "address"
        if whole or (share > best_share and not (vague or exact)):
            best_share = share
    return best_share


def _share(pattern: re.Pattern[str], text: str) -> float:
    """Return how much of a text the phrases make up; those at its start count a little more."""
    words = text.count(" ") + 1
    share = 0.0
    for match in pattern.finditer(text):
        if match.group() == text:
            return 1.0
        found = 0.55 + 0.35 * (match.group().count(" ") + 1) / words + (0.08 if match.start() == 0 else 0.0)
        share = max(share, min(found, 0.97))
    return share
