"""Knows that something has come into the basket."""

from __future__ import annotations

from mystery_shopper.shop.basket import basket_count, is_basket
from mystery_shopper.shop.parts import Layer
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PageView
from mystery_shopper.shop.weighing import LEAST, meaning


def added(before: PageView, after: PageView) -> tuple[str, ...]:
    """Return the signs that something was put in the basket: message, badge, basket, button, layer."""
    signs = []
    old = set(before.text.split("\n")) | {each.text for each in before.messages}
    fresh = [each for each in after.messages if each.text not in old]
    texts = [each.text for each in fresh] + [
        each.text for each in after.lines if each.text not in old and not each.control
    ]
    if any(says("added", each, after.lang) > 0.6 and not says("error", each, after.lang) for each in texts):
        signs.append("message")
    was, now = basket_count(before), basket_count(after)
    if now is not None and now > (was or 0):
        signs.append("badge")
    if is_basket(after) and not is_basket(before):
        signs.append("basket")
    turned = [
        each
        for each in after.controls
        if each.text not in old
        and meaning("in-basket", each, after.lang) > max(0.8, meaning("add-to-basket", each, after.lang))
    ]
    if turned:
        signs.append("button")
    known = {each.text for each in before.layers}
    if any(_is_tray(after, each) for each in after.layers if each.text not in known and not each.backdrop):
        signs.append("layer")
    return tuple(signs)


def _is_tray(view: PageView, layer: Layer) -> bool:
    """Say whether a layer speaks of the basket, as a whole or in a line of its own such as its title."""
    lines = [each.text for each in view.lines if not each.control and view.within(each.layer, layer.id)]
    titled = any(says("basket", each, view.lang) > LEAST for each in lines)
    return titled or says("basket", layer.text, view.lang) > 0
