"""The parts of a page that a customer can perceive: controls, fields, lines of text, rows, layers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rect:
    """A box in CSS pixels, from the top left corner of the document."""

    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def area(self) -> float:
        return self.width * self.height

    def holds(self, other: Rect) -> bool:
        """Say whether the centre of the other box lies in this one."""
        x, y = other.x + other.width / 2, other.y + other.height / 2
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def same_column(self, other: Rect) -> bool:
        """Say whether some x belongs to both boxes, so that one stands above the other."""
        return self.x < other.x + other.width and other.x < self.x + self.width


@dataclass(frozen=True, slots=True)
class Control:
    """Something to press: a link, button, tab, menu item, or whatever acts like one."""

    ref: int  # for ``resolve``; the same element keeps its number while its document lives
    role: str  # link, button, tab, option, menuitem, summary
    name: str = ""  # accessible name without icon glyphs
    tag: str = ""
    href: str = ""  # absolute; empty for anything but a real link
    text: str = ""  # what can be read on it; may differ from an aria-label
    hint: str = ""  # title, described-by text and programmers' names, for controls that say nothing else
    kind: str = ""  # submit, reset, button
    disabled: bool = False
    expanded: bool | None = None
    chosen: bool | None = None  # pressed, selected or current, when the page says so
    region: str = ""  # header, nav, main, aside, footer, dialog or empty
    form: int = 0  # number of the form it belongs to, 0 for none
    row: int = 0  # number of the product card or basket line it belongs to, 0 for none
    layer: int = 0  # number of the layer above the page that holds it, 0 for none
    rect: Rect = Rect()
    in_view: bool = False
    covered: bool = False  # something else wins the hit test on its centre
    filled: bool = False  # painted as a solid button: how shops mark the main way on
    opens_tab: bool = False
    picture: bool = False  # shows an icon or picture
    meant: tuple[str, ...] = ()  # the things of a shop that the shop file says it is
    announced: bool = True  # an assistive tool knows that it can be pressed: by its element or its role

    @property
    def key(self) -> str:
        """What it is regardless of numbers, so that the same control is known again on another page."""
        return "|".join((self.role, without_numbers(self.name or self.hint), place(self.href).split("?")[0]))

    def __str__(self) -> str:
        return f'{self.role} "{self.name or self.hint}"'


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    text: str
    selected: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill, tick or choose: native, or a custom widget with such a role."""

    ref: int
    tag: str = "input"
    type: str = (
        "text"  # text, email, tel, number, password, radio, checkbox, select, textarea, combobox, spin, file ...
    )
    label: str = ""  # the best text for it
    label_from: str = ""  # label, aria, adjacent, placeholder, title, name or empty
    adjacent: str = ""  # text beside it, whether associated or not
    placeholder: str = ""
    title: str = ""
    name: str = ""
    id: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    required: bool = False
    value: str = ""  # never of password and card fields
    filled: bool = False
    checked: bool | None = None
    options: tuple[Option, ...] = ()
    disabled: bool = False
    readonly: bool = False
    invalid: bool = False
    error: str = ""  # text associated with it as an error
    maxlength: int = 0
    minimum: str = ""
    maximum: str = ""
    pattern: str = ""
    decoy: str = ""  # why a person would never fill it; empty for honest fields
    group: str = ""  # what radios and boxes of one question share
    group_label: str = ""
    press: int = 0  # what to press instead when the input itself is hidden behind its label; else ``ref``
    expanded: bool | None = None
    region: str = ""
    form: int = 0
    row: int = 0
    layer: int = 0
    rect: Rect = Rect()
    in_view: bool = False

    @property
    def key(self) -> str:
        """What it is regardless of numbers, so that the same field is known again on another page."""
        return "|".join(("field", self.type, without_numbers(self.label or self.name), self.name))

    @property
    def selected(self) -> Option | None:
        return next((each for each in self.options if each.selected), None)

    def __str__(self) -> str:
        return f'{self.type} field "{self.label or self.placeholder or self.name or self.id}"'


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of readable text in reading order: the text of one block, struck-out parts apart."""

    text: str
    tag: str = ""
    heading: int = 0  # 1 to 6, 0 for none
    size: float = 0.0  # font size in CSS pixels
    bold: bool = False
    struck: bool = False
    region: str = ""
    row: int = 0
    layer: int = 0
    form: int = 0
    control: int = 0  # ref of the control whose words these are, 0 for plain text
    rect: Rect = Rect()
    in_view: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """Text that the page addresses to the customer: an alert, a live region, a toast, an error."""

    text: str
    kind: str  # alert, status, error, news, red: how the page marks it
    rect: Rect = Rect()
    in_view: bool = False
    field: int = 0  # ref of the field it is associated with, 0 for none
    layer: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A repeating container: a product card, a basket line, an order line."""

    id: int
    text: str = ""
    tag: str = ""
    region: str = ""
    rect: Rect = Rect()
    group: int = 0  # rows of one list share a number
    outer: int = 0  # the row that holds this one, 0 for none


@dataclass(frozen=True, slots=True)
class Layer:
    """Something that floats above the page: a dialog, a banner, a drawer, a toast."""

    id: int
    text: str = ""
    parent: int = 0
    dialog: bool = False
    modal: bool = False  # it wants an answer before the page can be used
    fixed: bool = False
    share: float = 0.0  # of the window's area, 0 to 1
    hint: str = ""  # programmers' names: ids and classes
    rect: Rect = Rect()
    backdrop: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in view."""

    src: str = ""
    alt: str = ""
    natural_width: int = 0
    complete: bool = True
    owed: str = ""  # the address that a script has yet to bring, while the picture has none
    rect: Rect = Rect()
    row: int = 0
    region: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A document within the page, as its owner sees it."""

    src: str = ""
    title: str = ""
    name: str = ""
    rect: Rect = Rect()


@dataclass(frozen=True, slots=True)
class ProductData:
    """What the page tells machines about its product; empty where it is silent."""

    name: str = ""
    price: str = ""
    currency: str = ""
    available: bool | None = None
    image: str = ""
    sku: str = ""
    source: str = ""  # json-ld, microdata or open-graph


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a page shows it; the currency is ISO 4217 or empty when the page does not say."""

    amount: Decimal
    currency: str = ""
    text: str = ""

    def __str__(self) -> str:
        return f"{self.amount:.2f} {self.currency}".strip()


def place(url: str) -> str:
    """Return the part of an address that names a page: a fragment counts only where an application routes by it."""
    page, mark, fragment = url.partition("#")
    return page + mark + fragment if fragment[:1] in ("/", "!") else page


def without_numbers(text: str) -> str:
    """Return the text without digits and needless space: two texts are alike when only a number rose.

    Of a word that follows a number only four letters count, because "1 item" and "2 items" mean the same.
    """
    bare = re.sub(r"\d[\d.,]*\s?([^\W\d]{0,4})[^\W\d]*(\(s\))?", r" \1", text)
    return re.sub(r"\W+", " ", bare).strip().casefold()
