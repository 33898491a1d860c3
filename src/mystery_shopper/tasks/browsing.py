"""Looking around in a shop without knowing what it sells."""

from __future__ import annotations

from typing import Final

from mystery_shopper import shop
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper

_MOST_CATEGORIES: Final = 6  # categories looked into before a shop counts as one that shows nothing (P)


def offered(shopper: Shopper) -> list[str]:
    """Return the names of products with a price, from this page or the first category that lists any."""
    shopper.at("find")
    seen: set[str] = set()
    if names := shopper.seek("products with a price", _priced):  # some pages fetch them after they have come
        return names
    start = shopper.look().url
    for _ in range(_MOST_CATEGORIES + 1):
        view = shopper.look()
        if names := _priced(view):
            return names
        view = leave_dead_end(shopper, start)
        fresh = next((each for each in shop.categories(view) if each.key not in seen), None)
        opener = shop.search_opener(view) if fresh is None else None  # small screens keep the menu shut
        way = fresh or (opener.target if opener else None)
        if way is None or way.key in seen:
            break
        seen.add(way.key)
        shopper.press(way)
    return []


def leave_dead_end(shopper: Shopper, start: str) -> PageView:
    """Go back from a page that leads nowhere, such as an error page or a foreign host that stays shut."""
    view = shopper.look()
    if view.url != start and not shop.categories(view):
        shopper.back()
    return shopper.look()


def _priced(view: PageView) -> list[str] | None:
    """Return the names of the products that a page lists with a price, each once; None when it lists none."""
    return list(dict.fromkeys(each.name for each in shop.results(view) if each.price is not None)) or None
