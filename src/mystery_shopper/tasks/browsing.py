"""Looking around in a shop without knowing what it sells."""

from __future__ import annotations

from typing import Final

from mystery_shopper import shop
from mystery_shopper.shopper import Shopper

_MOST_CATEGORIES: Final = 6  # categories looked into before a shop counts as one that shows nothing (P)


def offered(shopper: Shopper) -> list[str]:
    """Return the names of products with a price, from this page or the first category that lists any."""
    shopper.at("find")
    seen: set[str] = set()
    for _ in range(_MOST_CATEGORIES + 1):
        view = shopper.look()
        names = [each.name for each in shop.results(view) if each.price is not None]
        if names:
            return list(dict.fromkeys(names))
        fresh = next((each for each in shop.categories(view) if each.key not in seen), None)
        opener = shop.search_opener(view) if fresh is None else None  # small screens keep the menu shut
        way = fresh or (opener.target if opener else None)
        if way is None or way.key in seen:
            break
        seen.add(way.key)
        shopper.press(way)
    return []
