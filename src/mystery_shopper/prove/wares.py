"""Finds out what a strange shop sells, so that errands can name a product and a category of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp, SettingsError
from mystery_shopper.prove.errands import Wares
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks import open_product, open_shop
from mystery_shopper.tasks.browsing import open_lists

EMBEDDED: Final = Wares("Harbour Stoneware Mug", "Storage Jar", "Kitchen", "WELCOME10", "Fisherman Jumper", "M")
"""What the embedded shop has; known, so that nobody has to look."""

_MOST_CATEGORIES: Final = 6  # categories looked into before a shop counts as one that shows nothing (P)
_MOST_PRODUCTS: Final = 5  # products looked at before none can be had (P)


def look_for_wares(shopper: Shopper, product: str = "") -> Wares:
    """Return a product that can be bought, another one, and the category where they were listed; a ``product`` that is
    named is believed.

    Raises:
        SettingsError: when no product can be found; name one then.
    """
    open_shop(shopper)
    front = shopper.look()
    known = Wares(
        product,
        searched=(shop.search_box(front) or shop.search_opener(front)) is not None,
        language=front.lang,
        currency=shop.currency_shown(front),
    )
    if product:
        return known
    category, names = _listed(shopper)
    for name in names[:_MOST_PRODUCTS]:
        try:
            open_product(shopper, name)
        except HeldUp:  # a name that leads nowhere, such as a button's
            continue
        seen = shop.read_product(shopper.look(), shopper.persona.currency)
        if seen.available is not False and shop.add_to_basket(shopper.look(), name) is not None:
            other = next((each for each in names if each != name), "")
            return replace(known, product=name, other=other, category=category)
    raise SettingsError(
        f"No product that can be bought was found at {shopper.shop_url}. "
        'Name one that is in stock: --product "Its exact name".'
    )


def _listed(shopper: Shopper) -> tuple[str, list[str]]:
    """Return the first category with priced products, by its name, and their names; empty for the front page."""
    here = [each.name for each in shop.results(shopper.look()) if each.price is not None]
    for way in open_lists(shopper, _MOST_CATEGORIES):
        names = [each.name for each in shop.results(shopper.look()) if each.price is not None]
        if names:
            return way.name, list(dict.fromkeys(names))
    return "", list(dict.fromkeys(here))
