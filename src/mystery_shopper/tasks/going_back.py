"""Going back, as people do all the time, and looking whether the page is as it was left."""

from __future__ import annotations

from urllib.parse import urlsplit

from mystery_shopper import shop
from mystery_shopper.shop.view import Control, PageView
from mystery_shopper.shopper import SINKS_IN_S, Shopper


def go_back(shopper: Shopper) -> None:
    """Press the browser's Back button and notice whether page, filters and place are those that were left."""
    left = shopper.memory.left
    looked_around = left is not None and _came_while_looking_around(shopper, left[0].url)
    shopper.back()
    if left is None:
        return
    before, pressed = left
    if looked_around:
        shopper.at("find")  # how the list is now is hers to see when she stands before it again
    shopper.memory.left = None
    if shop.results(before):
        shopper.seek("the list that she left", lambda view: shop.results(view) or None)
        shopper.linger(SINKS_IN_S * 1000)  # a script may find the place, or leave it, a moment later
    after = shopper.look_again()
    shopper.recorder.observe(
        "returned",
        urlsplit(before.url).path == urlsplit(after.url).path,
        url=after.url,
        element="Back",
        wanted=before.url,
        got=after.url,
        changed=_changed(before, after),
        views_off=round(_views_off(shopper, before, pressed, after), 1),
    )


def _came_while_looking_around(shopper: Shopper, url: str) -> bool:
    """Say whether a page had come when she was about to find something: a list, not a product or her basket."""
    came = next((each for each in reversed(shopper.recorder.ever("navigation")) if each.url == url), None)
    return came is not None and came.moment == "find"


def _changed(before: PageView, after: PageView) -> str:
    """Say what else is listed now; a list that has only grown still holds the place."""
    was, now = ([each.name for each in shop.results(view)] for view in (before, after))
    if len(was) < 2 or now[: len(was)] == was:
        return ""
    return f"{len(now)} products, beginning with {now[0]}" if now else "no products"


def _views_off(shopper: Shopper, before: PageView, pressed: Control, after: PageView) -> float:
    """Return by how many windows what she had pressed is out of view now, wherever it stands."""
    again = next((each for each in after.controls if each.key == pressed.key and each.href == pressed.href), None)
    place = (again or pressed).rect
    height = float(shopper.page.viewport_size["height"]) if shopper.page.viewport_size else 800.0
    top = place.y - after.scrolled
    above, below = max(0.0, -top), max(0.0, top - height)
    started_in_view = 0 <= pressed.rect.y - before.scrolled < height * 2
    return (above + below) / height if again or not started_in_view else 0.0
