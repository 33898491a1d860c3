"""Whether she has come into the checkout: told by what the page asks, beside what every page of the shop asks."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.parts import place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Choice, Control, PageView
from mystery_shopper.shopper import Shopper

_WHO = frozenset(("email", "given-name", "family-name", "full-name", "street"))
_SURELY_CHECKOUT = 0.8


def is_checkout(shopper: Shopper) -> bool:
    """Say whether she has come into the checkout already: it asks who she is, and nothing else leads there.

    What stood on the shop's first page too, such as a newsletter's field, and a page that sells something do not count.
    """
    view = shopper.look()
    old, unasked = known_before(shopper), shop.unasked_layer(view)
    asked = {
        kind
        for kind, fields in shop.classified(view).items()
        if any(
            each.key not in old
            and each.region not in PAGE_FURNITURE
            and not (unasked and view.within(each.layer, unasked.layer.id))
            for each in fields
        )
    }
    way = shop.to_checkout(view)
    weak = way is None or way.sure < _SURELY_CHECKOUT or _orders(way.target, view.lang)
    sells = shop.add_to_basket(view) is not None and not _came_below(shopper, view)
    return bool(asked & _WHO or _pays_from_here(view, way)) and weak and not sells


def known_before(shopper: Shopper) -> set[str]:
    """Return the keys of what the shop's first page itself asked, such as a newsletter's address.

    One in its foot goes by the same name as the till's, and has no part in it.
    """
    fields = shopper.memory.arrival.fields if shopper.memory.arrival else ()
    return {each.key for each in fields if each.region not in PAGE_FURNITURE and not each.layer}


def _came_below(shopper: Shopper, view: PageView) -> bool:
    """Say whether the page that sells has begun to ask who she is since she took what it sells."""
    sold = shopper.memory.sold_from
    if sold is None or place(sold.url) != place(view.url):
        return False
    known = {each.key for each in sold.fields if not each.decoy}
    return any(each.key not in known for kind in _WHO for each in shop.classified(view).get(kind, ()))


def _pays_from_here(view: PageView, way: Choice[Control] | None) -> bool:
    """Say whether the basket's own page asks how the parcel comes, and its button pays: who she is comes afterwards."""
    asks = any(each.kind in ("delivery", "payment") for each in shop.choices_needed(view))
    return asks and way is not None and shop.is_final(way.target, view.lang)


def _orders(control: Control, lang: str) -> bool:
    """Say whether a button places the order rather than leading to where it is placed."""
    return says("place-order", control.name, lang) > says("checkout", control.name, lang)
