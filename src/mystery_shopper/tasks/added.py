"""What she sees of it when something was to be put in the basket, and whether it lies there."""

from __future__ import annotations

import re

from mystery_shopper import shop
from mystery_shopper.senses.aside import opened_aside
from mystery_shopper.shop.objecting import tells_of_goods
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.late import listen_on, new_failures
from mystery_shopper.tasks.speaking import note_status

_CLOCK = re.compile(r"\b\d{1,2}(?::\d{2}){1,2}\b|\b(?:\d{1,2}\s?[dhms]\b\s?){2,}")  # it ticks, whatever is pressed
ADDED_WITHIN_S = 1.0
"""Within this an addition must be seen (Nielsen: an answer within a second keeps the flow of thought)."""
_SIGNS = {
    "message": "a message",
    "badge": "the number at the basket",
    "basket": "the basket itself",
    "button": "the words of a button",
    "layer": "a layer over the page",
}


def lies_in_basket(shopper: Shopper) -> bool:
    """Say whether the basket, looked into beside the visit, holds more than before: a shop may say no and do it."""
    link = shop.basket_link(shopper.look())
    if link is None or not link.target.href:
        return False
    with opened_aside(shopper.page, link.target.href, shopper.senses.network) as page:
        pieces = shop.read_basket(shop.look(page), shopper.persona.currency).pieces if page is not None else None
    return (pieces or 0) > sum(shopper.memory.basket.values())


def note_adding(
    shopper: Shopper, before: PageView, signs: tuple[str, ...], name: str, quantity: int, wrong: str
) -> None:
    """Write down what she saw of it: signs that are understood, anything at all that changed, and errors."""
    after = shopper.look()
    wrong = "" if tells_of_goods(wrong, after.lang) else wrong
    fact = shopper.recorder.observe(
        "added",
        list(signs),
        url=after.url,
        element="added",
        visible=_shown(before, after) != _shown(after, before),
        error=wrong or next(iter(new_failures(before, after)), ""),
        product=name or shopper.memory.product,
        quantity=quantity,
        within_s=ADDED_WITHIN_S,
    )
    if signs and not wrong:
        note_status(shopper, before, "that it is in the basket", signs=[_SIGNS[each] for each in signs])
    if not fact.get("error"):
        listen_on(shopper, after)


def _shown(view: PageView, other: PageView) -> tuple[object, ...]:
    """Return what people see of a page; of one that has stood still beside another look, what is in the window."""
    still = view.scrolled == other.scrolled
    lines = tuple(_CLOCK.sub("#", each.text) for each in view.lines if each.in_view or not still)
    controls = tuple((each.name, each.disabled, each.chosen, each.expanded) for each in view.controls)
    layers = tuple(each.text for each in view.layers)
    messages = tuple(each.text for each in view.messages if each.in_view or not still)
    return (view.url.split("#")[0], lines, controls, layers, messages)
