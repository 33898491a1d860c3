"""Whether the basket still holds what she put there, seen beside the visit: a failed payment must not empty it."""

from __future__ import annotations

from collections.abc import Sequence

from mystery_shopper import shop
from mystery_shopper.model import Observation
from mystery_shopper.senses.aside import keeps_for_this_tab, opened_aside
from mystery_shopper.shopper import Shopper


def basket_is_gone(shopper: Shopper) -> bool:
    """Say whether the page that showed her basket says now that it is empty.

    Only where the basket is known to outlive a page and no part of it may be kept for this tab alone: a second tab
    knows nothing of that.
    """
    address = where_it_was(shopper.recorder.observations)
    if not address or keeps_for_this_tab(shopper.page):
        return False
    with opened_aside(shopper.page, address, shopper.senses.network) as page:
        basket = shop.read_basket(shop.look(page), shopper.persona.currency) if page is not None else None
    return basket is not None and bool(basket.empty) and not basket.lines


def where_it_was(seen: Sequence[Observation]) -> str:
    """Return the address at which the basket was last seen with something in it that a page before it had put there.

    Empty where nothing was seen of it, or no new page had come since: it may be kept by the page alone.
    """
    for place in range(len(seen) - 1, -1, -1):
        if seen[place].name == "basket":
            put = [at for at, each in enumerate(seen[:place]) if each.name == "added"]
            came = [at for at, each in enumerate(seen[:place]) if each.name == "navigation" and each.value]
            return seen[place].url if seen[place].value and put and came and came[-1] > put[0] else ""
    return ""
