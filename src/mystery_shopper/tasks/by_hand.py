"""An address that is asked for as one line to find it by: she opens its own fields and writes it herself."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.view import PAGE_FURNITURE, in_reach
from mystery_shopper.shop.weighing import meaning, weigh
from mystery_shopper.shopper import Shopper

_PLAINLY = 0.7


def write_by_hand(shopper: Shopper) -> None:
    """Press what lets her enter her address herself, where no field asks for her city yet; once a form."""
    view = shopper.look()
    usable = [each for each in in_reach(view) if each.region not in PAGE_FURNITURE and not each.disabled]
    way = weigh(usable, lambda each: meaning("by-hand", each, view.lang), "opens the address's own fields", _PLAINLY)
    asked = [each for each in shop.classified(view).get("city", ()) if not each.decoy]
    if way is None or asked or way.target.key in shopper.memory.tiles:
        return
    shopper.memory.tiles.add(way.target.key)
    shopper.press(way)
    shopper.say(f"The shop wanted to find the address; {shopper.persona.pronoun} chose to write it.")
