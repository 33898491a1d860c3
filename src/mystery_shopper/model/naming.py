"""How causes, pages and amounts are named the same in every run."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

_MADE_ANEW: Final = (
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE),
    re.compile(r"(?<=[:«_])r[0-9a-z]{1,4}(?=[:»_\\])", re.IGNORECASE),  # React's useId counts with letters too
    re.compile(r"(?<![^\W_])(?=[a-f]*\d)[0-9a-f]{8,}(?![^\W_])", re.IGNORECASE),
    re.compile(r"(?<![^\W_])[^\W_]*\d[^\W\d_][^\W_]*"),  # a number in the middle of letters, as in "x7k2q"
    re.compile(r"\d+"),
)


def fingerprint(kind: str, moment: str, url: str, element: str) -> str:
    """Return the identity of a cause: kind, moment, URL template and element, the same in every run (G4)."""
    return hashlib.sha256("\n".join((kind, moment, url_template(url), _lasting(element))).encode()).hexdigest()[:12]


def url_template(url: str) -> str:
    """Return the path of a URL with its changing parts replaced, so that two products are one template."""
    parts = [_segment(each) for each in urlsplit(url).path.split("/") if each]
    return "/" + "/".join(parts)


def money(amount: Decimal, currency: str) -> str:
    """Return an amount as reports write it: two decimals and the ISO code."""
    return f"{amount:.2f} {currency}".strip()


def _lasting(element: str) -> str:
    """Return an element's name without what a framework or an order makes anew in every run: numbers and random ids."""
    text = re.sub(r"\\3(\d) ?", r"\1", element)  # a CSS selector writes a digit at the head of an id so
    for made in _MADE_ANEW:
        text = made.sub("#", text)
    return text


def _segment(part: str) -> str:
    """Replace numbers, ids and long slugs; keep the short words that name a template."""
    if re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", part, re.IGNORECASE):
        return "{lang}"
    if re.search(r"\d", part) or part.count("-") >= 2 or len(part) > 24:
        return "{id}"
    return part
