"""Changing the basket: how many of a product lie in it, and taking one out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from mystery_shopper import shop
from mystery_shopper.shop.basketlines import BasketLine
from mystery_shopper.shop.linefields import numbered
from mystery_shopper.shop.view import Control, Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.basket import look_into_basket

_MOST_PRESSES: Final = 30  # more than that nobody counts up by hand (P)
_COUNTED_WITHIN_S: Final = 2.0


def change_quantity(shopper: Shopper, product: str, quantity: int) -> None:
    """Change how many of a product are in the basket, and look whether it holds."""
    line = _line(shopper, product)
    if line.quantity_field is None:
        _count_to(shopper, product, quantity)
    else:
        _enter_quantity(shopper, line.quantity_field, quantity)
    shopper.memory.basket[_known_as(shopper, product)] = quantity
    look_into_basket(shopper, "after change")


def _enter_quantity(shopper: Shopper, field: Field, quantity: int) -> None:
    before = shopper.look()
    if field.type == "select":
        entry = numbered(field, quantity)
        if entry is None:
            raise shopper.held_up(f"{field} offers no {quantity}", looked_for=f'an entry "{quantity}"')
        shopper.select(field, entry.value)
    else:
        shopper.fill(field, str(quantity))
    _send_changes(shopper, before, field)


def _send_changes(shopper: Shopper, before: PageView, field: Field) -> None:
    """Press what makes a change count, where the shop has not taken it already."""
    update = shop.update_basket(shopper.look_again(), field)
    if update is not None and not shop.meaning_changed(before, shopper.look()):
        shopper.press(update)


def _takes_none(field: Field) -> bool:
    if field.type == "select":
        return any(each.value == "0" for each in field.options)
    return field.minimum in ("", "0")


def _count_to(shopper: Shopper, product: str, quantity: int) -> None:
    """Count up or down by the buttons beside the number, where a line has no field for it."""
    for _ in range(_MOST_PRESSES):
        line = _line(shopper, product)
        if line.quantity == quantity or line.quantity is None:
            break
        awake = partial(_counting, shopper, product, quantity)
        button = awake(shopper.look()) or shopper.wait_for("a button that counts", awake, within_s=_COUNTED_WITHIN_S)
        if button is None:
            break
        shopper.press(button)
        shopper.wait_for(
            "the new number", partial(_differs, shopper, product, line.quantity), within_s=_COUNTED_WITHIN_S
        )
    if _line(shopper, product).quantity != quantity:
        wanted = "a quantity field, or buttons that count"
        raise shopper.held_up(f'the quantity of "{product}" cannot be changed', looked_for=wanted)


def _counting(shopper: Shopper, product: str, quantity: int, view: PageView) -> Control | None:
    """Return the button that counts towards a number; it may sleep while the shop takes in the press before."""
    line = _line(shopper, product)
    beside = shop.counters(view, line)
    button = beside.more if line.quantity is not None and line.quantity < quantity else beside.less
    return None if button is None or button.disabled else button


def _differs(shopper: Shopper, product: str, was: int, _: PageView) -> bool | None:
    return _line(shopper, product).quantity != was or None


def remove(shopper: Shopper, product: str) -> None:
    """Take a product out of the basket: by what removes it, else by ticking it off or by wanting none of it."""
    line = _line(shopper, product)
    if line.remove is not None:
        shopper.press(line.remove)
    elif line.remove_box is not None:
        before = shopper.look()
        shopper.tick(line.remove_box)
        _send_changes(shopper, before, line.remove_box)
    elif line.quantity_field is not None and _takes_none(line.quantity_field):
        _enter_quantity(shopper, line.quantity_field, 0)
    else:
        raise shopper.held_up(f'"{product}" cannot be removed from the basket', looked_for="a way to remove it")
    shopper.memory.basket.pop(_known_as(shopper, product), None)
    look_into_basket(shopper, "after remove")


def _line(shopper: Shopper, product: str) -> BasketLine:
    lines = shop.read_basket(shopper.look(), shopper.persona.currency).lines
    nearest = _nearest(product, [each.name for each in lines])
    if nearest is not None:
        return next(each for each in lines if each.name == nearest)
    saw = ", ".join(each.name for each in lines) or "an empty basket"
    raise shopper.held_up(f'"{product}" is not in the basket', looked_for=f'a line "{product}"', saw=saw)


def _known_as(shopper: Shopper, product: str) -> str:
    return _nearest(product, shopper.memory.basket) or product


def _nearest(product: str, names: Iterable[str]) -> str | None:
    """Return the name that is most like a product's: one may say more than the other, as what was chosen of it."""
    said = product.casefold()
    fitting = [each for each in names if said in each.casefold() or each.casefold() in said]
    return min(fitting, key=lambda each: abs(len(each) - len(product)), default=None)
