"""Slips of the finger: makes one in a name, and knows which name was meant by one."""

from __future__ import annotations

from collections.abc import Iterable

from mystery_shopper.shop.weighing import words

_SHORTEST = 4  # letters; of a shorter word every other one is a slip away (P)


def with_a_slip(name: str, seed: int) -> str:
    """Return a name with two neighbouring letters of its longest word exchanged, as hurried fingers do."""
    word = max(name.split(), key=len)
    places = [at for at in range(1, len(word) - 2) if word[at] != word[at + 1]] or [0]
    at = places[seed % len(places)]
    return name.replace(word, f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}", 1)


def meant_name(query: str, names: Iterable[str]) -> str:
    """Return the first of the names that a query is one slip away from; empty when it is none, or exact."""
    asked = words(query)
    return next((each for each in names if _one_slip(asked, words(each))), "")


def _one_slip(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if len(asked) != len(name) or not asked:
        return False
    differ = [(one, other) for one, other in zip(asked, name, strict=True) if one != other]
    return len(differ) == 1 and _one_edit(*differ[0])


def _one_edit(one: str, other: str) -> bool:
    """Say whether a word becomes another by one letter more, less, another or exchanged with its neighbour."""
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    at = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return len(one) != len(other)
    swapped = one[:at] + one[at + 1 : at + 2] + one[at] + one[at + 2 :]
    return (
        other in (swapped, one[:at] + other[at] + one[at + 1 :])
        or one[at + 1 :] == other[at:]
        or one[at:] == other[at + 1 :]
    )
