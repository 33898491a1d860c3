"""What a shop file points at for the shopper to find it: a role and name, a text, or a CSS selector."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mystery_shopper.errors import one_of

HINTS: Final = MappingProxyType(
    {
        "search": "the field that takes a search",
        "open-search": "what opens a hidden search field or the menu that holds it",
        "accept-cookies": "the button that accepts cookies",
        "reject-cookies": "the button that refuses cookies",
        "product-link": "the links to products on lists of products",
        "add-to-basket": "the button that puts the product in the basket",
        "open-basket": "what leads to the basket or opens it",
        "to-checkout": "what leads from the basket to the checkout",
        "guest": "what lets a customer buy without an account",
        "log-in": "what leads to the log-in",
        "continue": "the button that leads to the next step of the checkout",
        "delivery-choice": "the delivery to choose",
        "payment-choice": "the way of paying to choose",
        "place-order": "the button that places the order",
        "terms": "the box to tick before an order can be placed",
        "confirmation": "the words that confirm an order",
        "order-reference": "the order's number",
        "total": "the amount to pay",
        "help": "the link to the shop's help",
        "contact": "the link to the people of the shop",
    }
)
"""The things of a shop that a hint may point at, and what each is."""

READ: Final = frozenset({"confirmation", "order-reference", "total"})
"""The things that are read; all others are pressed, ticked or filled."""

ROLES: Final = (
    *("button", "link", "tab", "option", "menuitem", "summary"),
    *("textbox", "searchbox", "combobox", "checkbox", "radio", "heading", "text"),
)
"""The roles that a hint may name."""

_ROLE_AND_NAME = re.compile(r"""(?P<role>[A-Za-z]+)\s+(?P<quote>["'])(?P<name>.+)(?P=quote)""")
_NEVER_CLOSED = re.compile(rf"""(?P<role>{"|".join(ROLES)})\s+(?P<quote>["'])(?P<name>[^"']+)""", re.IGNORECASE)
_XPATH = re.compile(r"\(?//[a-z*]|xpath=", re.IGNORECASE)
_OTHER_WAY = 'Write a role and a name (`button "Add to bag"`), a text, or a CSS selector (`css=form > button`).'
_PAIRS = {"(": ")", "[": "]"}
_CSS = re.compile(r"[#.\[]\S|[a-z][a-z0-9]*(-[a-z0-9]+)*([#.\[:]\w|\s*>\s*\S)|[a-z][a-z0-9]*-[a-z0-9-]+$")


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing of a shop and where it is; exactly one of ``words`` and ``css`` is filled."""

    thing: str  # one of HINTS
    written: str
    role: str = ""  # empty: whatever says the words
    words: str = ""
    css: str = ""
    source: str = ""  # file:line

    @property
    def is_read(self) -> bool:
        return self.thing in READ

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        return f"{place}the hint '{self.thing}: {self.written}'"


def parse_hint(thing: str, written: str, source: str = "") -> Hint:
    """Return a hint as people write it: ``button "Add to bag"``, ``Add to bag``, ``#add`` or ``css=main button``.

    Raises:
        ValueError: with a sentence, for a role that nobody knows, and for what no browser takes as a selector.
    """
    if written.startswith("css=") and written[4:].strip():
        return _of_css(thing, written, written[4:].strip(), source)
    named = _ROLE_AND_NAME.fullmatch(written)
    if named is not None:
        role = named["role"].lower()
        if role not in ROLES:
            raise ValueError(f"{named['role']!r} is no role.{one_of(role, ROLES)}")
        return Hint(thing, written, role=role, words=named["name"], source=source)
    if cut := _NEVER_CLOSED.fullmatch(written):
        raise ValueError(f'its {cut["quote"]} is never closed. Write `{cut["role"]} "{cut["name"].strip()}"`.')
    if _XPATH.match(written):
        raise ValueError(f"XPath is not understood. {_OTHER_WAY}")
    if _CSS.match(written):
        return _of_css(thing, written, written, source)
    return Hint(thing, written, words=written.strip("\"'"), source=source)


def _of_css(thing: str, written: str, css: str, source: str) -> Hint:
    if wrong := _never_css(css):
        raise ValueError(f"no browser takes that as a CSS selector: {wrong}. {_OTHER_WAY}")
    return Hint(thing, written, css=css, source=source)


def _never_css(css: str) -> str:
    """Say why a text can be no CSS selector: what is not closed, and signs that join nothing; else an empty string."""
    bare = re.sub(r"\\.", "x", css)
    bare = re.sub(r"""(["']).*?\1""", "x", bare)  # what stands in quotes is any text
    if left := re.search(r"""["']""", bare):
        return f"{left[0]} is not closed"
    waiting: list[str] = []
    for sign in re.findall(r"[()\[\]]", bare):
        if sign in _PAIRS:
            waiting.append(sign)
        elif not waiting or _PAIRS[waiting.pop()] != sign:
            return f"{sign} closes nothing"
    if waiting:
        return f"{waiting[-1]} is not closed"
    doubled = re.search(r"[>+~,]\s*[>+~,]", bare)
    if doubled:
        return f"{doubled[0]} joins nothing"
    ends = re.search(r"[>+~,]$", bare)
    return f"nothing follows {ends[0]}" if ends else ""
