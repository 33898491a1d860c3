"""Passwords and card numbers stay out of every file: masking, rewriting of traces, and the scan at the end of a run."""

from __future__ import annotations

import gzip
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.entities import codepoint2name
from io import BytesIO
from pathlib import Path
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from mystery_shopper.errors import MysteryShopperError, SettingsError

MASK: Final = "•••••"
"""What stands in a secret's place; it has no character that JSON, HTML or a URL would have to escape twice."""

SHORTEST: Final = 4
"""A shorter secret would be found everywhere and could not be kept out of a report (our own choice)."""

UNREADABLE: Final = "an archive that cannot be read, so nobody can say that it holds no secret"

_CARD_GAP: Final = (
    rb"(?:[ +\-]|\xc2\xa0|\xa0|\xe2\x80[\xaf\x89\x91]|%(?:25)?(?:20|2[Dd]|[Cc]2%(?:25)?[Aa]0)"
    rb"|\\{1,4}u00[aA]0|&nbsp;|&#160;)?"
)
_TYPED_KEY: Final = re.compile(
    rb'("method":"(?:keyboard\w+|type|press|insertText)","params":\{[^{}]*?"(?:key|text)":")'
    rb'(?:[^"\\\x80-\xff]|[\xc2-\xf4][\x80-\xbf]{1,3}|\\.|\\u[0-9a-f]{4})"'
)
_TYPED_LOG: Final = re.compile(rb'((?:type|press|fill|insertText)\(\\")[^"\\](\\"\))')
_FIELD_VALUE: Final = re.compile(rb'("__playwright_value_":")((?:[^"\\]|\\.)*)(")')
_HALF: Final = re.compile("[\ud800-\udfff]")  # what a shop's script leaves of a picture that it has cut in two
_JSON_LETTERS: Final = {"\b": b"b", "\f": b"f", "\n": b"n", "\r": b"r", "\t": b"t"}
_GAPS: Final = re.compile(rb"[\s\-]|\xc2\xa0")


class UnreadableArchive(MysteryShopperError):
    """A trace cannot be opened, so it cannot be shown to hold no secret."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A file that holds a secret; ``what`` never repeats it."""

    path: str  # relative to the folder; members of an archive behind "!"
    what: str

    def __str__(self) -> str:
        return f"{self.path} is {self.what}" if self.what == UNREADABLE else f"{self.path} holds {self.what}"


@dataclass(frozen=True, slots=True)
class _Secret:
    """One secret as a pattern over bytes, with a plain needle that must be there before the pattern is worth trying."""

    what: str
    plain: bytes = field(repr=False)
    needle: bytes = field(repr=False)
    pattern: re.Pattern[bytes] = field(repr=False)


class _Needles:
    """Plain pieces of bytes that are looked for all at once."""

    def __init__(self, needles: frozenset[bytes]) -> None:
        self._all = [each for each in needles if each]
        self._everywhere = needles - set(self._all)  # a password of signs alone has no letter to look for
        self._search = BytesAhoCorasick(self._all)

    def held_by(self, data: bytes) -> set[bytes]:
        """Return those that the data holds."""
        found = self._search.find_matches_as_indexes(data, overlapping=True)
        return {self._all[number] for number in {each[0] for each in found}} | self._everywhere


class Redactor:
    """Masks known secrets in whatever shape they are written: spaced, dashed, percent-encoded, escaped.

    Raises:
        SettingsError: when a secret is shorter than SHORTEST characters.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(
            _secret(each) for each in sorted({each for each in secrets if each}, key=len, reverse=True)
        )
        self._needles = _needles(frozenset(each.needle for each in self._secrets))

    def __repr__(self) -> str:
        return f"Redactor({len(self._secrets)} secrets)"

    def text(self, text: str) -> str:
        """Return the text with every secret masked, and without halves of characters, which no file could take."""
        raw = text.encode("utf-8", "surrogatepass")
        masked = self.raw(raw)
        if masked is not raw:
            text = masked.decode("utf-8", "surrogatepass")
        return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)

    def raw(self, data: bytes) -> bytes:
        """Return the data with every secret masked; the very same object when there is none."""
        for secret in self._perhaps_in(data):
            masked, times = secret.pattern.subn(MASK.encode(), data)
            data = masked if times else data
        return data

    def file(self, path: Path) -> bool:
        """Mask the secrets of a text file in place; return whether there was one."""
        before = path.read_bytes()
        after = self.raw(before)
        if after is before:
            return False
        _replace(path, after)
        return True

    def zip(self, path: Path) -> int:
        """Rewrite a Playwright trace in place so that no member holds a secret; return how many were changed.

        Beyond whole secrets, what a trace knows of typing is masked: single keys, and what a field held half-way.

        Raises:
            UnreadableArchive: when the file is no zip archive or is damaged.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                members = [(each, archive.read(each)) for each in archive.infolist()]
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise UnreadableArchive(f"{path}: the trace cannot be read ({error}). Delete it.") from error
        masked = [(info, before, self._member(info.filename, before)) for info, before in members]
        changed = sum(before is not after for _, before, after in masked)
        if changed:
            _replace(path, _packed([(info, after) for info, _, after in masked]))
        return changed

    def found(self, data: bytes) -> Iterator[str]:
        """Yield what kinds of secrets the data holds."""
        for secret in self._perhaps_in(data):
            if secret.pattern.search(data):
                yield secret.what

    def _perhaps_in(self, data: bytes) -> list[_Secret]:
        """Return the secrets whose needles the data holds, the longest first: one reading, however many there are."""
        held = self._needles.held_by(data)
        return [each for each in self._secrets if each.needle in held]

    def _member(self, name: str, data: bytes) -> bytes:
        data = self.raw(data)
        if not self._secrets or not name.endswith((".trace", ".stacks", ".network")):
            return data
        mask = MASK.encode()
        typed = _TYPED_LOG.sub(rb"\1" + mask + rb"\2", _TYPED_KEY.sub(rb"\1" + mask + rb'"', data))
        typed = _FIELD_VALUE.sub(self._half_typed, typed)
        return data if typed == data else typed

    def _half_typed(self, match: re.Match[bytes]) -> bytes:
        """Mask a field's value when it is a part of a secret that was being typed."""
        value = match[2]
        bare = _GAPS.sub(b"", value)
        part = any(value in each.plain or bare in each.plain for each in self._secrets) if len(bare) > 1 else False
        return match[1] + MASK.encode() + match[3] if part else match[0]


def scan(folder: Path, secrets: Iterable[str]) -> list[Leak]:
    """Return every file under the folder that holds one of the secrets, inside zip and gz archives too.

    An archive that cannot be opened is a leak as well: nobody can say what it holds.
    """
    redactor = Redactor(secrets)
    leaks: dict[Leak, None] = {}
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        place = path.relative_to(folder).as_posix()
        for name, data in _opened(place, path.read_bytes()):
            what = [UNREADABLE] if data is None else redactor.found(data)
            leaks.update(dict.fromkeys(Leak(name, each) for each in what))
    return list(leaks)


def _opened(place: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes | None]]:
    """Yield the data, or what is packed in it; behind an archive that cannot be opened comes a None."""
    try:
        if data[:2] == b"\x1f\x8b":
            yield f"{place}!", gzip.decompress(data)
        elif data[:4] == b"PK\x03\x04" and depth < 3:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                for info in archive.infolist():
                    yield from _opened(f"{place}!{info.filename}", archive.read(info), depth + 1)
        else:
            yield place, data
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        yield place, data
        yield place, None


@lru_cache(maxsize=16)
def _needles(needles: frozenset[bytes]) -> _Needles:
    return _Needles(needles)


@lru_cache(maxsize=4096)
def _secret(text: str) -> _Secret:
    digits = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"\d{12,19}", digits, re.ASCII):
        raw = digits.encode()
        rest = _CARD_GAP.join(re.escape(bytes([each])) for each in raw[4:])
        return _Secret(f"a card number (ending {digits[-4:]})", raw, raw[:4], re.compile(raw[:4] + _CARD_GAP + rest))
    if len(text) < SHORTEST:
        raise SettingsError(
            f"a password of {len(text)} characters cannot be kept out of the reports."
            f" Give the test account one of at least {SHORTEST} characters."
        )
    words = re.findall(r"[A-Za-z0-9]+", text)  # the only characters that no encoding changes
    needle = max(words, key=len, default="").encode()
    return _Secret("a password", text.encode(), needle, re.compile(b"".join(_shapes(each) for each in text)))


def _shapes(char: str) -> bytes:
    """Return a pattern of all the ways one character of a password is written in URLs, JSON and HTML."""
    raw = char.encode("utf-8", "surrogatepass")
    if char.isascii() and char.isalnum():
        return re.escape(raw)
    code = ord(char)
    ways = [rb"\\{0,4}" + re.escape(raw), b"".join(rb"%%(?:25){0,2}(?i:%02x)" % each for each in raw)]
    units = char.encode("utf-16-be", "surrogatepass")
    ways.append(b"".join(rb"\\{1,4}u(?i:%02x%02x)" % (units[at], units[at + 1]) for at in range(0, len(units), 2)))
    ways += [rb"&#0*%d;" % code, rb"&#[xX]0*(?i:%x);" % code]
    if code in codepoint2name:
        ways.append(b"&" + codepoint2name[code].encode() + b";")
    ways += [rb"\+"] if char == " " else [rb"&apos;"] if char == "'" else []
    if char in _JSON_LETTERS:
        ways.append(rb"\\{1,4}" + _JSON_LETTERS[char])
    return b"(?:" + b"|".join(ways) + b")"


def _packed(members: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in members:
            archive.writestr(info, data)
    return packed.getvalue()


def _replace(path: Path, data: bytes) -> None:
    """Write the file anew in one piece, so that no moment leaves half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
