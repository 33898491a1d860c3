"""Looking around in a shop: its lists one after the other, those of the menu first, and out of dead ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp
from mystery_shopper.shop.searching import menu_opener
from mystery_shopper.shop.view import Control, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import clear_the_way
from mystery_shopper.shopper.unasked import came_by_itself

_MOST_LISTS: Final = 12  # that she looks into for one product (P)
_MOST_TRIED: Final = 6  # lists looked into before a shop counts as one that shows nothing (P)


def offered(shopper: Shopper) -> list[str]:
    """Return the names of products with a price, from this page or the first category that lists any."""
    shopper.at("find")
    if names := shopper.seek("products with a price", _priced):  # some pages fetch them after they have come
        return names
    for _ in open_lists(shopper, _MOST_TRIED):
        if names := _priced(shopper.look()):
            return names
    return []


def open_lists(shopper: Shopper, most: int = _MOST_LISTS) -> Iterator[Control]:
    """Open one list of the shop after the other, at most so many, and yield the link that led there."""
    seen: set[str] = set()
    start = shopper.look().url
    for _ in range(most):
        _leave_dead_end(shopper, start)
        way = _fresh_list(shopper, seen)
        if way is None:
            return
        seen.add(way.key)
        shopper.press(way)
        yield way


def _fresh_list(shopper: Shopper, seen: set[str]) -> Control | None:
    """Return a link to a list that she has not followed yet; a small screen shows those of the menu when asked."""
    there = [each for each in shop.categories(shopper.look()) if each.key not in seen]
    opener = None if any(each.region in ("nav", "header") for each in there) else menu_opener(shopper.look())
    if opener is None:
        return next(iter(there), None)
    with suppress(HeldUp):  # a menu that does not open has been told
        shopper.press(opener)
    inside = [each for each in shop.categories(shopper.look_again()) if each.key not in seen]
    if not inside:
        leave_layer(shopper)
    return next(iter(inside or there), None)


def shows_lists(view: PageView) -> bool:
    """Say whether what lies over the page is a menu with links to the shop's lists."""
    return view.modal is not None and bool(shop.categories(view))


def leave_layer(shopper: Shopper) -> bool:
    """Close what she has opened and looks no further into, such as the basket's tray, or what came by itself.

    Say whether she did.
    """
    if came_by_itself(shopper):
        return shopper.look().modal is not None and clear_the_way(shopper)
    if clear_the_way(shopper, called=True):
        return True
    layer = shop.unasked_layer(shopper.look())
    if layer is None or layer.close is None:
        return False
    shopper.press(layer.close)
    return True


def _leave_dead_end(shopper: Shopper, start: str) -> None:
    """Go back from a page that leads nowhere, such as an error page or a foreign host that stays shut."""
    view = shopper.look()
    if view.url != start and not shop.categories(view):
        shopper.back()


def _priced(view: PageView) -> list[str] | None:
    """Return the names of the products that a page lists with a price, each once; None when it lists none."""
    return list(dict.fromkeys(each.name for each in shop.results(view) if each.price is not None)) or None
