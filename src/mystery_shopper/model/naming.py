"""How causes, pages and amounts are named the same in every run."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from urllib.parse import urlsplit


def fingerprint(kind: str, moment: str, url: str, element: str) -> str:
    """Return the identity of a cause: kind, moment, URL template and element, the same in every run (G4)."""
    words = re.sub(r"\d+", "#", element)
    return hashlib.sha256("\n".join((kind, moment, url_template(url), words)).encode()).hexdigest()[:12]


def url_template(url: str) -> str:
    """Return the path of a URL with its changing parts replaced, so that two products are one template."""
    parts = [_segment(each) for each in urlsplit(url).path.split("/") if each]
    return "/" + "/".join(parts)


def money(amount: Decimal, currency: str) -> str:
    """Return an amount as reports write it: two decimals and the ISO code."""
    return f"{amount:.2f} {currency}".strip()


def _segment(part: str) -> str:
    """Replace numbers, ids and long slugs; keep the short words that name a template."""
    if re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", part, re.IGNORECASE):
        return "{lang}"
    if re.search(r"\d", part) or part.count("-") >= 2 or len(part) > 24:
        return "{id}"
    return part
