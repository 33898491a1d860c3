"""What a search left out although the shop sells it, which shows when she comes upon it elsewhere."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper

_SAME_NAME = 0.85  # share of a product's words that a line holds, for it to speak of the product (P)


def searched_in_vain(shopper: Shopper, name: str) -> PageView | None:
    """Return the answer to a search for a product's own name that does not show it, where she stands before that."""
    last, act = (next(reversed(shopper.recorder.ever(each)), None) for each in ("search", "action"))
    if last is None or act is None or act.at > last.at or last.url != shopper.page.url:
        return None
    if last.get("wanted") or shopper.memory.query.casefold() != name.casefold():
        return None
    shopper.seek(f'"{name}"', lambda view: shop.product_link(view, name) or shop.no_results(view) or None)
    view = shopper.look()
    shown = shop.product_link(view, name) is not None or any(
        each.row and shop.alike(name, each.text) > _SAME_NAME for each in view.lines
    )
    return None if shown else view


def note_found_elsewhere(shopper: Shopper, name: str, answer: PageView) -> None:
    """Write down that the shop sells what its search did not show."""
    shopper.recorder.observe(
        "search",
        len(shop.results(answer)),
        url=answer.url,
        element=f"search {name}",
        query=shopper.memory.query,
        sentence="",
        ways_on=[],
        typo=False,
        wanted=name,
        rank=None,
    )
