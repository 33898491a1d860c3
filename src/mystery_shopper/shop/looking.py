"""Looks at a page: one round trip a frame, through a reader that only the browser's debugger can see."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final

from playwright.sync_api import ElementHandle, Error, JSHandle, Page
from playwright.sync_api import Frame as BrowserFrame

from mystery_shopper.hints import Hint
from mystery_shopper.shop.belongings import Belongings
from mystery_shopper.shop.parts import (
    Control,
    Field,
    Frame,
    Layer,
    Line,
    Message,
    Option,
    Picture,
    ProductData,
    Rect,
    Row,
    without_numbers,
)
from mystery_shopper.shop.view import NOTHING, PageView, Pointed

PARTS: Final = ("names.js", "data.js", "walk.js", "hinted.js", "look.js")
MOST_TEXT: Final = 20_000  # characters; what a customer reads of one page is far less

_KEPT: Final = "(ms => ms && ms.reader ? ms.reader() : null)(window[Symbol.for('ms')])"
# Nobody sees a page before it is painted, and asking for sizes then would lay it out without its styles: it would jump.
_LOOK: Final = """async (reader, hints) => {
  const painted = () => window !== window.top || document.readyState === 'complete' ||
    performance.getEntriesByType('paint').length > 0;
  const began = performance.now();
  while (reader && !painted() && performance.now() - began < 3000) await new Promise(go => setTimeout(go, 4));
  return reader && `${reader.token}\n${reader.look(hints)}`
}"""
LOOK: Final = f"hints => ({_LOOK})({_KEPT}, hints)"
"""What a document with a reader of its own is asked, with the answer of `asked_for`."""


@dataclass(frozen=True, eq=False)
class Reader:
    """What reads one document; once that has gone, every question to it raises Playwright's Error."""

    frame: BrowserFrame
    token: str
    handle: JSHandle | None = None  # of a reader that the document did not bring along

    def ask(self, question: str, argument: object) -> Any:
        """Return what a function of the reader and an argument says, by one round trip."""
        if self.handle is not None:
            return self.handle.evaluate(question, argument)
        return self.frame.evaluate(self._of_this_document(question), [self.token, argument])

    def point(self, question: str, argument: object) -> JSHandle:
        """Return what a function of the reader and an argument points at."""
        if self.handle is not None:
            return self.handle.evaluate_handle(question, argument)
        return self.frame.evaluate_handle(self._of_this_document(question), [self.token, argument])

    def _of_this_document(self, question: str) -> str:
        return f"""([token, argument]) => {{ const reader = {_KEPT};
          if (!reader || reader.token !== token) throw new Error('the document has gone');
          return ({question})(reader, argument) }}"""


_HALF = re.compile(r"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}")  # of a character that a script has cut in two
_readers: Belongings[BrowserFrame, Reader] = Belongings()


def look(
    page: Page | BrowserFrame, hints: Mapping[str, Hint] = NOTHING, known: Mapping[str, str] = NOTHING
) -> PageView:
    """Return what can be perceived in the page's main document, or in the given frame.

    ``hints`` of the shop file are looked for in the same round trip. ``known`` is what fields were taken for on earlier
    visits, by their keys.

    Raises:
        playwright.sync_api.Error: when the document goes away twice while it is read, or the page is closed.
    """
    frame = page.main_frame if isinstance(page, Page) else page
    asked = asked_for(hints)
    try:
        raw = _read(frame, asked)
    except Error:  # the document was replaced since the reader was made
        _readers.drop(frame)
        raw = _read(frame, asked)
    return _view(raw, frame, hints, known)


def seen(
    page: Page, said: str | None, hints: Mapping[str, Hint] = NOTHING, known: Mapping[str, str] = NOTHING
) -> PageView | None:
    """Return the view that a page's answer to ``LOOK`` makes; None when its document has no reader of its own."""
    if said is None:
        return None
    return _view(_told(page.main_frame, said), page.main_frame, hints, known)


def asked_for(hints: Mapping[str, Hint]) -> list[list[object]]:
    """Return the argument of ``LOOK``: which hints it shall look for."""
    return [[each.thing, each.css, each.role, each.words.casefold(), each.is_read] for each in hints.values()]


def look_frames(page: Page, hints: Mapping[str, Hint] = NOTHING) -> list[PageView]:
    """Return the views of all child frames that hold something, nested and cross-origin ones too."""
    views = []
    for frame in page.frames[1:]:
        try:
            view = look(frame, hints)
        except Error:  # a frame may go at any moment; then there is nothing to see in it
            continue
        if view.controls or view.fields or view.lines:
            views.append(view)
    return views


def resolve(place: Page | BrowserFrame | PageView, ref: int) -> ElementHandle | None:
    """Return the element of a ``ref`` that ``look`` gave, or None when it is no longer there."""
    frame = place.main_frame if isinstance(place, Page) else place
    reader = reader_of(frame) if isinstance(frame, PageView) else _readers.get(frame)
    if reader is None:
        return None
    try:
        return reader.point("(reader, ref) => reader.element(ref)", ref).as_element()
    except Error:
        return None


def document_of(view: PageView) -> str:
    """Return what tells the document last looked at where a view's was from any other, one loaded anew too."""
    reader = _readers.get(view.frame)
    return reader.token if reader else ""


def reader_of(view: PageView) -> Reader | None:
    """Return the reader that made a view, for questions about single elements; None once its document has gone.

    Another document in its place, as of a page that loads itself anew, counts its elements from the beginning: there
    the numbers of this view would mean others.
    """
    reader = _readers.get(view.frame)
    return reader if reader and view.document in ("", reader.token) else None


def forget_reader(view: PageView) -> None:
    """Drop the reader of a document that has gone; the next look makes another one."""
    _readers.drop(view.frame)


def view_of(raw: Mapping[str, Any], frame: BrowserFrame | None = None, hints: Mapping[str, Hint] = NOTHING) -> PageView:
    """Build the view from what the reader in the page answered."""
    pointed = _pointed(raw.get("pointed", ()))
    meant = {each.ref for found in pointed.values() for each in found}
    lines = tuple(_made(Line, each) for each in raw["lines"])
    text = "\n".join(each.text for each in lines)[:MOST_TEXT]
    messages = tuple(_made(Message, each) for each in raw["messages"])
    errors = {each.field: each.text for each in reversed(messages) if each.field}
    fields = tuple(_field(each, errors) for each in raw["fields"])
    made = (_made(Control, each) for each in raw["controls"])
    controls = tuple(replace(each, meant=_things(pointed, each)) if each.ref in meant else each for each in made)
    return PageView(
        url=raw["url"],
        title=raw["title"],
        lang=raw["lang"],
        controls=controls,
        fields=fields,
        lines=lines,
        messages=messages,
        rows=tuple(_made(Row, each) for each in raw["rows"]),
        layers=tuple(_made(Layer, each) for each in raw["layers"]),
        pictures=tuple(_made(Picture, each) for each in raw["pictures"]),
        frames=tuple(_made(Frame, each) for each in raw["frames"]),
        products=tuple(_made(ProductData, each) for each in raw["products"]),
        text=text,
        digest=_digest(text, controls, fields),
        dress=_hash(raw["dress"]),
        width=raw["width"],
        height=raw["height"],
        scrolled=raw["scrolled"],
        sideways=raw["sideways"],
        live=tuple(filter(None, raw["live"].split("\n"))),
        busy=raw["busy"],
        coming=raw["coming"],
        hints=hints,
        pointed=pointed,
        refused=tuple(raw.get("refused", ())),
        frame=frame,
    )


def _pointed(raw: Iterable[Sequence[Any]]) -> dict[str, tuple[Pointed, ...]]:
    found: dict[str, tuple[Pointed, ...]] = {}
    for thing, ref, text in raw:
        found[thing] = (*found.get(thing, ()), Pointed(ref, text))
    return found


def _things(pointed: Mapping[str, tuple[Pointed, ...]], control: Control) -> tuple[str, ...]:
    return tuple(thing for thing, found in pointed.items() if any(each.ref == control.ref for each in found))


def _read(frame: BrowserFrame, asked: list[list[object]]) -> tuple[str, str]:
    """Return the token of the frame's document and what its reader says; it is given one if it came without."""
    known = _readers.get(frame)
    handle = known.handle if known else None
    said = handle.evaluate(_LOOK, asked) if handle else frame.evaluate(LOOK, asked)
    if said is None:
        handle = frame.evaluate_handle(reader_script())
        said = handle.evaluate(_LOOK, asked)
    return _told(frame, said, handle)


def _told(frame: BrowserFrame, said: str, handle: JSHandle | None = None) -> tuple[str, str]:
    """Return a document's token, by which its reader is known from then on, and what it told."""
    token, _, raw = said.partition("\n")
    known = _readers.get(frame)
    if known is None or known.token != token:
        _readers.put(frame, Reader(frame, token, handle))
    return token, raw


def _view(told: tuple[str, str], frame: BrowserFrame, hints: Mapping[str, Hint], known: Mapping[str, str]) -> PageView:
    token, raw = told
    whole = _HALF.sub(r"\1\\ufffd", raw) if "\\ud" in raw else raw
    return replace(view_of(json.loads(whole), frame, hints), known=known, document=token)


@cache
def reader_script() -> str:
    """Return the function that makes a reader; senses that come with every document bring it along."""
    folder = resources.files("mystery_shopper.shop") / "snapshot"
    source = "\n".join((folder / each).read_text(encoding="utf-8") for each in PARTS)
    return f"() => {{\n'use strict';\n{source}\n}}"


def _made(kind: type[Any], raw: Mapping[str, Any]) -> Any:
    """Build a dataclass from the keys it knows; what the page did not say keeps its default."""
    fields = kind.__dataclass_fields__
    known = {key: value for key, value in raw.items() if key in fields}
    if "rect" in known:
        known["rect"] = Rect(*known["rect"])
    return kind(**known)


def _field(raw: Mapping[str, Any], errors: Mapping[int, str]) -> Field:
    options = tuple(Option(*each) for each in raw.get("options", ()))
    made: Field = _made(Field, {**raw, "options": options, "error": raw.get("error") or errors.get(raw["ref"], "")})
    return made


def _digest(text: str, controls: tuple[Control, ...], fields: tuple[Field, ...]) -> str:
    """Return the identity of what the page means: a number that rose changes nothing."""
    parts = [without_numbers(text), *(without_numbers(each.name) for each in controls), *(each.key for each in fields)]
    return _hash("\n".join(parts))


def _hash(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
