"""Whether a shop sends anything: downloads and tickets neither come by post nor go back."""

from __future__ import annotations

from typing import Final

from mystery_shopper import shop
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, PageView

WHERE: Final = frozenset(("street", "street-name", "house-number", "city"))
"""What is asked for by who sends something."""
_NAMES: Final = frozenset(("given-name", "full-name", "family-name"))
_PARCELS: Final = ("delivery-method", "delivery-cost", "delivery-address")
_PLAINLY: Final = 0.9


def sends_nothing(view: PageView) -> bool:
    """Say whether nobody asks or says where to: what is sold is no parcel.

    Either the order can be placed from here, or the page names the payment or asks for a name, and no delivery.
    """
    asked = set(shop.classified(view))
    last = any(shop.is_final(each, view.lang) for each in view.controls if each.region not in PAGE_FURNITURE)
    said = _said(view)
    goes_on = bool(asked & _NAMES) or any(says("payment-method", each, view.lang) > _PLAINLY for each in said)
    silent = goes_on and not any(says(key, each, view.lang) for key in _PARCELS for each in said)
    return bool(asked & {"email", "card-number"}) and not asked & WHERE and (last or silent)


def tells_of_parcels(view: PageView) -> bool:
    """Say whether a page asks for an address or tells of a delivery."""
    asks = bool(WHERE & set(shop.classified(view)))
    return asks or any(says(key, each, view.lang) for key in _PARCELS for each in _said(view))


def _said(view: PageView) -> list[str]:
    return [each.text for each in view.lines if each.region not in PAGE_FURNITURE]
