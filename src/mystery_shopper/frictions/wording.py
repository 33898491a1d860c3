"""How findings say numbers and places: one plain sentence, with units, for somebody who knows neither shop nor tool."""

from __future__ import annotations

from collections.abc import Iterable

from mystery_shopper.frictions.seen import Seen
from mystery_shopper.model import Observation, said_of


def milliseconds(value: float, *, over: float | None = None) -> str:
    """Return a duration as people say it: "240 ms" below a second, "5.2 s" above; ``over`` is its limit."""
    if value < 1000:
        return f"{number(value, 0, over=over)} ms"
    return seconds(value / 1000, over=None if over is None else over / 1000)


def seconds(value: float, *, over: float | None = None) -> str:
    """Return seconds with one decimal only where it tells something: "0.4 s", "9 s", "12 s"; ``over`` is the limit."""
    return f"{number(value, 0 if value >= 10 else 1, over=over)} s"


def number(value: float, digits: int, *, over: float | None = None) -> str:
    """Return a number with at most so many decimals, and more where it would read like the limit that it is over."""
    while over is not None and value != over and digits < 4 and _rounded(value, digits) == _rounded(over, digits):
        digits += 1
    return _rounded(value, digits)


def lab(seen: Seen) -> str:
    """Return the conditions of a measurement, for a timing means nothing without them."""
    conditions = str(seen.conditions).strip(" ,")
    return f"(lab: {conditions})" if conditions else "(lab)"


def page(seen: Seen, fact: Observation) -> str:
    """Return how a sentence begins that speaks of a page: by its title where one is known, else by its address."""
    titles = [each.get("title") for each in seen.ever("navigation") if each.url == fact.url and each.get("title")]
    if titles:
        return f"The page “{titles[-1]}”"
    return f"The page {fact.url}" if fact.url else "The page"


def listed(words: Iterable[object], most: int = 3) -> str:
    """Return words as a sentence lists them, the rest counted: "street, city and 2 more"."""
    said = [str(each) for each in words]
    if len(said) > most:
        return f"{', '.join(said[:most])} and {len(said) - most} more"
    return " and ".join((", ".join(said[:-1]), said[-1])) if len(said) > 1 else "".join(said)


def quoted(text: object, most: int = 160) -> str:
    """Return a text of the shop in quotation marks, on one line and not longer than a sentence bears."""
    flat = " ".join(str(text).split())
    return f"“{flat if len(flat) <= most else flat[: most - 1] + '…'}”"


def by(seen: Seen, text: str) -> str:
    """Return a sentence that is written for "she" with this persona's pronoun."""
    return said_of(seen.persona.pronoun, text)


def capital(text: str) -> str:
    """Return a text as a sentence begins."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Return a text as it goes on inside a sentence."""
    return text[:1].lower() + text[1:]


def _rounded(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
