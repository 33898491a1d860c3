"""A shop that stands as a whole in a window of somebody's page: she attends to that window for her visit."""

from __future__ import annotations

from typing import Final

from mystery_shopper.shop.parts import Frame
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper

_WIDE: Final = 0.6  # of the page's width: maps, films and chats stand in smaller windows (P)
_HIGH_PX: Final = 400.0


def attend_to_the_shop(shopper: Shopper) -> None:
    """Look into the only large window of a page that names no price itself, where that window names some."""
    page = shopper.look()
    large = [each for each in page.frames if _is_large(each, page)]
    if len(large) != 1 or _names_prices(page) or not shopper.purse.allows(large[0].src):
        return
    inner = [each for each in shopper.look_everywhere()[1:] if each.url.split("#")[0] == large[0].src.split("#")[0]]
    if len(inner) == 1 and inner[0].frame is not None and _names_prices(inner[0]):
        shopper.attend_to(inner[0].frame)
        shopper.say(f'The shop stands in a window of the page, "{large[0].title or inner[0].title}".')


def _is_large(frame: Frame, page: PageView) -> bool:
    return frame.rect.width >= _WIDE * page.width and frame.rect.height >= _HIGH_PX


def _names_prices(view: PageView) -> bool:
    return any(find_prices(each.text, view.lang) for each in view.lines)
