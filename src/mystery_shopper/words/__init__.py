"""The shipped vocabulary: one module a touchpoint."""

from types import ModuleType


def modules() -> list[ModuleType]:
    """Return the modules that hold the shipped sentences, in the order of a journey."""
    from mystery_shopper.words import (
        after,
        arriving,
        basket,
        buying,
        checkout,
        choosing,
        expecting,
        expecting_money,
        finding,
        paying,
        people,
    )

    return [people, arriving, finding, choosing, basket, checkout, paying, buying, after, expecting, expecting_money]
