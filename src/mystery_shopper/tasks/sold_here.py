"""Whether the page before a shopper is there, and sells what she looks for without her going anywhere."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.listed import is_headed
from mystery_shopper.shop.view import PAGE_FURNITURE, PageView
from mystery_shopper.shopper import Shopper


def has_come(view: PageView) -> bool:
    """Say whether a page says anything between its head and its foot, which applications draw last."""
    regions = [each.region for part in (view.lines, view.controls, view.fields) for each in part]
    return not view.busy and any(each not in PAGE_FURNITURE for each in regions)


def here(shopper: Shopper, name: str) -> bool:
    """Say whether she need not go anywhere: the page before her sells the product itself."""
    return sells(shopper.look(), name) or sold_by_key(shopper, name)


def sold_by_key(shopper: Shopper, name: str) -> bool:
    """Say whether only the pointer opens a product where it is listed, and a button beside it takes it by a key too."""
    view = shopper.look()
    link = shop.product_link(view, name) if shopper.hands.by_keyboard else None
    add = shop.add_to_basket(view, name) if link is not None and not link.target.announced else None
    return add is not None and link is not None and add.target.announced and add.target.row == link.target.row != 0


def opened(shopper: Shopper, name: str) -> bool:
    """Open the row of a product that shows its sizes and its button only then; say whether it is sold there."""
    opener = shop.opener_of(shopper.look(), name)
    if opener is None:
        return False
    shopper.press(opener)
    return here(shopper, name)


def sells(view: PageView, name: str) -> bool:
    """Say whether a page sells a product: its own page, or a list of goods that have no pages."""
    if shop.product_link(view, name) is not None or shop.add_to_basket(view, name) is None:
        return False
    return is_headed(view, name) or bool(shop.row_of(view, name))
