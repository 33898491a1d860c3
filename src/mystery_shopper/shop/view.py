"""A page as a customer perceives it at one moment, and what is decided of it, as frozen data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast

from mystery_shopper.hints import Hint
from mystery_shopper.shop.parts import Control as Control  # this module speaks for its parts too
from mystery_shopper.shop.parts import Field as Field
from mystery_shopper.shop.parts import Frame as Frame
from mystery_shopper.shop.parts import Layer as Layer
from mystery_shopper.shop.parts import Line as Line
from mystery_shopper.shop.parts import Message as Message
from mystery_shopper.shop.parts import Money as Money
from mystery_shopper.shop.parts import Option as Option
from mystery_shopper.shop.parts import Picture as Picture
from mystery_shopper.shop.parts import ProductData as ProductData
from mystery_shopper.shop.parts import Rect as Rect
from mystery_shopper.shop.parts import Row as Row
from mystery_shopper.shop.parts import place

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
AnswerT = TypeVar("AnswerT")
PAGE_FURNITURE: Final = frozenset({"header", "nav", "footer"})
"""Regions that a shop repeats on every page, so that what stands there is no part of a step."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a hint of the shop file points at on one page."""

    ref: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """One document at one moment. Pure data: every decision of ``shop`` is a function of it."""

    url: str
    title: str = ""
    lang: str = ""  # BCP 47 as the page says it; may be empty or wrong
    controls: tuple[Control, ...] = ()
    fields: tuple[Field, ...] = ()
    lines: tuple[Line, ...] = ()
    messages: tuple[Message, ...] = ()
    rows: tuple[Row, ...] = ()
    layers: tuple[Layer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    frames: tuple[Frame, ...] = ()
    products: tuple[ProductData, ...] = ()
    text: str = ""  # what can be read, at most 20,000 characters
    digest: str = ""  # of its meaning: text, controls and fields without any digits and without values
    dress: str = ""  # of what decides how it can be read: controls, how they are named, colours and sizes of text
    width: float = 0.0
    height: float = 0.0
    scrolled: float = 0.0  # CSS pixels from the top
    sideways: float = 0.0  # CSS pixels by which the page is wider than the window and can be scrolled
    live: tuple[str, ...] = ()  # what live regions hold, seen or not: what a screen reader says by itself
    busy: bool = False  # aria-busy, a spinner in view, or a document still loading
    coming: bool = False  # something is fading in and will be there within a second
    hints: Mapping[str, Hint] = field(default_factory=lambda: NOTHING, repr=False)  # thing -> what the shop file says
    pointed: Mapping[str, tuple[Pointed, ...]] = field(default_factory=lambda: NOTHING)  # thing -> what that is here
    known: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)  # key of a field -> kind, learned
    refused: tuple[str, ...] = ()  # selectors that the browser does not understand
    frame: Any = field(default=None, repr=False, compare=False)  # playwright Frame, for ``resolve``
    document: str = field(default="", repr=False, compare=False)  # what tells its document from the next one there
    answers: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # of ``once``

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self.text.strip() and not self.pictures

    @property
    def headings(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.heading)

    @property
    def product(self) -> ProductData | None:
        """The page's own product data, when it speaks of exactly one product."""
        return self.products[0] if len({each.name for each in self.products}) == 1 else None

    @property
    def modal(self) -> Layer | None:
        """The topmost layer that wants an answer before the page can be used."""
        return next((each for each in reversed(self.layers) if each.modal), None)

    def by_ref(self, ref: int) -> Control | Field | None:
        """Return the control or field of that number, or None when it is gone."""
        control = next((each for each in self.controls if each.ref == ref), None)
        return control or next((each for each in self.fields if each.ref == ref), None)

    def again(self, known: Control | Field) -> Control | Field | None:
        """Return what an earlier view knew, found by what it is and where it stood, or None when it is gone."""
        peers: Sequence[Control | Field] = self.controls if isinstance(known, Control) else self.fields
        there = [each for each in peers if each.key == known.key]
        at = known.rect
        return min(there, key=lambda each: abs(each.rect.y - at.y) + abs(each.rect.x - at.x), default=None)

    def layer(self, number: int) -> Layer | None:
        return next((each for each in self.layers if each.id == number), None)

    def within(self, layer: int, outer: int) -> bool:
        """Say whether a layer is the outer one or lies in it."""
        while layer and layer != outer:
            layer = next((each.parent for each in self.layers if each.id == layer), 0)
        return layer == outer

    @property
    def heading(self) -> str:
        """The page's own name for itself: its first main heading."""
        return next((each.text for each in self.lines if each.heading == 1), "")

    def row_text(self, number: int) -> str:
        return next((each.text for each in self.rows if each.id == number), "")


TargetT = TypeVar("TargetT", Control, Field, covariant=True)


@dataclass(frozen=True, slots=True)
class Choice(Generic[TargetT]):
    """A decision: which control or field is meant, how sure (0 to 1), and why, in one sentence for the trail."""

    target: TargetT
    sure: float
    why: str
    thing: str = ""  # which of the named things of a shop it is, empty for others
    hinted: bool = False  # the shop file points at it
    missed: str = ""  # what is to be said of a hint that fits nothing here

    @property
    def ref(self) -> int:
        return self.target.ref


@dataclass(frozen=True, slots=True)
class Step:
    """What was seen and what was pressed there; a visit's history is a list of these."""

    view: PageView
    pressed: Control | None = None


def meaning_changed(before: PageView, after: PageView) -> bool:
    """Say whether the page means something else now; a higher number alone is no progress."""
    return before.digest != after.digest or place(before.url) != place(after.url)


def furniture(arrival: PageView) -> frozenset[str]:
    """Return the keys of what stood on the arrival page already and so leads nowhere new in a checkout."""
    return frozenset(each.key for each in arrival.controls) | {each.key for each in arrival.fields}


def once(decide: Callable[[PageView], AnswerT]) -> Callable[[PageView], AnswerT]:
    """Let a question be answered once for each view: it is asked many times, and a view never changes.

    Nobody may change the answer.
    """

    @wraps(decide)
    def asked(view: PageView) -> AnswerT:
        if decide not in view.answers:
            view.answers[decide] = decide(view)
        return cast(AnswerT, view.answers[decide])

    return asked


def in_reach(view: PageView) -> Sequence[Control]:
    """Return the controls that can be pressed now: all, or only the modal layer's while one is open."""
    top = view.modal
    return [each for each in view.controls if top is None or view.within(each.layer, top.id)]
