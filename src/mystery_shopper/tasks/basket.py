"""The basket: looking into it, changing it, and seeing whether it keeps what was put in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp, SettingsError
from mystery_shopper.shop.basket import BasketLine, BasketView
from mystery_shopper.shop.finding import menu_opener
from mystery_shopper.shop.linefields import numbered
from mystery_shopper.shop.parts import Money, place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import Choice, Control, Field, PageView, Rect
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import outwait
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.late import listen_on
from mystery_shopper.tasks.tastes import is_choosy_about_delivery

CHANGES: Final = ("after change", "after remove")
_MOST_PRESSES: Final = 30  # more than that nobody counts up by hand (P)
_MOST_TRAYS: Final = 3  # small baskets that lead to larger ones (P)
_COUNTED_WITHIN_S: Final = 2.0
_READ_WITHIN_S: Final = 0.4  # nobody has read a basket's sums sooner (P)


def open_basket(shopper: Shopper, when: str = "at basket") -> BasketView:
    """Go to the basket and take in its lines and totals.

    Raises:
        HeldUp: when no way leads to it.
    """
    shopper.at("basket")
    if shop.stage(shopper.look()) != "basket" or not shop.read_basket(shopper.look()).lines:
        link = _way_to_basket(shopper)
        for _ in range(_MOST_TRAYS):
            if link is None:
                break
            before = shopper.look()
            try:
                with shopper.letting_go():
                    shopper.press(link)
            except Gone:  # what was added has come up in a layer meanwhile
                shopper.look_again()
                link = _way_to_basket(shopper)
                continue
            there = shopper.seek("the basket", partial(_basket_or_on, before))
            link = there if isinstance(there, Choice) else None
    return look_into_basket(shopper, when)


def _basket_or_on(before: PageView, view: PageView) -> bool | Choice[Control] | None:
    """Say whether the basket is there, or return what leads on to it from a small tray that has just come up."""
    if shop.is_basket(view) or shop.read_basket(view).empty:
        return True
    if place(view.url) != place(before.url) or shop.to_checkout(view) is not None:
        return None
    fresh = tuple(each for each in view.controls if each.key not in {one.key for one in before.controls})
    return shop.basket_link(replace(view, controls=fresh))


def _way_to_basket(shopper: Shopper) -> Choice[Control] | None:
    """Return what leads to the basket; None where what was added is shown in a layer that leads on to the checkout.

    Raises:
        HeldUp: when no way leads to it.
    """
    if _layer_leads_on(shopper):
        return None
    link = shop.basket_link(shopper.look())
    if link is None:  # a layer that nobody asked for may lie over the way
        layer = shop.unasked_layer(shopper.look())
        if layer is not None and layer.close is not None:
            shopper.press(layer.close)
            link = shop.basket_link(shopper.look())
    if link is None and shop.to_checkout(shopper.look()) is None:
        link = _in_the_menu(shopper)
    if link is None and shop.to_checkout(shopper.look()) is None:
        outwait(shopper)
        link = shopper.seek("the way to the basket", shop.basket_link)
    if link is None and shop.to_checkout(shopper.look()) is None:
        raise shopper.held_up(
            "the basket cannot be opened", looked_for="a link or button to the basket", thing="open-basket"
        )
    return link


def _in_the_menu(shopper: Shopper) -> Choice[Control] | None:
    """Open the shop's menu, where a small screen may have put the way to the basket, and return that way."""
    opener = menu_opener(shopper.look())
    if opener is None:
        return None
    with suppress(HeldUp):  # a menu that does not open has been told
        shopper.press(opener)
    return shop.basket_link(shopper.look_again())


def _layer_leads_on(shopper: Shopper) -> bool:
    view = shopper.look()
    on = shop.to_checkout(view) if view.modal is not None else None
    return on is not None and shop.basket_link(view) is None


def refuse_empty_hands(shopper: Shopper, basket: BasketView) -> None:
    """Tell who wrote the scenario that there is nothing to pay for, which is no fault of the shop.

    Raises:
        SettingsError: when the basket is empty and she has put nothing into it.
    """
    if basket.empty and not basket.lines and not shopper.memory.basket:
        raise SettingsError(
            f"The basket is empty: {shopper.name} has put nothing into it. "
            'Say so first, as in: And she puts "Sea Salt Soap" in her basket.'
        )


def look_into_basket(shopper: Shopper, when: str = "at basket") -> BasketView:
    """Read the basket that is on the page and write down pieces, prices and totals."""
    view = shopper.look()
    basket = shop.read_basket(view, shopper.persona.currency)
    if basket.lines or basket.empty or when != "at basket":  # a page that cannot be read as a basket proves nothing
        _note_basket(shopper, basket, when)
    rows, written = {each.id: each.rect for each in view.rows}, shop.currency_shown(view, shopper.persona.currency)
    for line in basket.lines:
        least = least_price(line)
        if least is not None:
            shopper.senses.point_at(line.name, view, rows.get(line.row, Rect()))
            shopper.recorder.observe(
                "price",
                least.amount,
                url=view.url,
                product=line.name,
                currency=least.currency,
                written=written if line.unit is not None else "",
                where="basket",
                quantity=line.quantity,
                announced=False,
                at_least=line.unit is None,
            )
    note_totals(shopper, "basket")
    shopper.later(partial(_note_other_total, shopper), within_s=_READ_WITHIN_S)
    listen_on(shopper, view)
    return basket


def _note_other_total(shopper: Shopper, view: PageView) -> None:
    """Write down the sums again where the page shows another total by now: that is what she goes on with."""
    total = shop.read_basket(view, shopper.persona.currency).totals.total
    if total is not None and total != shopper.memory.totals.get("basket"):
        note_totals(shopper, "basket", moment="basket")


def least_price(line: BasketLine) -> Money | None:
    """Return what a piece of a line costs, or at least costs: one amount for several may be that of all or of each."""
    if line.unit is None and line.total is not None and line.quantity:
        return Money(line.total.amount / line.quantity, line.total.currency)
    return line.unit


def _note_basket(shopper: Shopper, basket: BasketView, when: str) -> None:
    view = shopper.look()
    wrong = shop.failures(view)
    last = next(reversed(shopper.recorder.ever("basket")), None)
    known = set(last.get("errors", ())) if last is not None and when in CHANGES else set()
    shopper.recorder.observe(
        "basket",
        basket.pieces,
        url=view.url,
        when=when,
        expected=sum(shopper.memory.basket.values()),
        lines=[(each.name, each.quantity) for each in basket.lines],
        says_empty=bool(basket.empty),
        texts=[each.text for each in basket.lines],
        error=next((each for each in wrong if each not in known), ""),
        errors=wrong,
        announced=any(says("stock-cap", each, view.lang) for each in told(view)),
    )


def note_totals(shopper: Shopper, where: str, *, moment: str = "") -> None:
    """Write down the sums that the page shows, when it shows any; ``moment``: where they belong, if not to this one."""
    view = shopper.look()
    basket = shop.read_basket(view, shopper.persona.currency)
    sums = basket.totals
    _note_delivery(shopper, view)
    if sums.total is None or (shopper.memory.totals.get(where) == sums.total and where != "basket"):
        return
    shopper.memory.totals[where] = sums.total
    shopper.senses.point_at("total", view, next(each.line.rect for each in sums.sums if each.kind == "total"))
    shopper.recorder.observe(
        "totals",
        sums.total,
        url=view.url,
        moment=moment,
        where=where,
        currency=sums.currency,
        lines=[_plain(each) for each in basket.lines],
        subtotal=sums.subtotal,
        discounts=sum(sums.discounts, Decimal(0)),
        taken_off=sums.taken_off,
        delivery=sums.delivery if sums.delivery is not None else _delivery_cost(shopper, view),
        delivery_wished=is_choosy_about_delivery(shopper),
        tax=sums.tax,
        tax_included=sums.tax is None,
        fees=[(each.label, each.money.amount) for each in sums.sums if each.kind == "fee"],
    )


def _note_delivery(shopper: Shopper, view: PageView) -> None:
    """Write down what the chosen delivery costs where a page offers several: later ones may only name it."""
    cost = _delivery_chosen(view)
    if cost is not None:
        shopper.memory.delivery_cost = cost
        shopper.recorder.observe("delivery_offered", cost, url=view.url)


def _delivery_cost(shopper: Shopper, view: PageView) -> Decimal | None:
    """Return what the delivery costs on a page whose sums do not say: as it was offered, if the amount stands there."""
    chosen, known = _delivery_chosen(view), shopper.memory.delivery_cost
    there = {money.amount for each in view.lines for money in find_prices(each.text, view.lang)}
    return chosen if chosen is not None else known if known in there else None


def _delivery_chosen(view: PageView) -> Decimal | None:
    """Return what the chosen delivery costs, where a page shows it at the choice and not among the sums."""
    chosen = [each.chosen for each in shop.choices_needed(view) if each.kind == "delivery" and each.chosen]
    return next((each.price.amount for each in chosen if each.price is not None), None)


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


def reload_basket(shopper: Shopper) -> None:
    """Reload the page, as people do, and look whether the basket kept what was in it."""
    open_basket(shopper)
    shopper.reload()
    if (there := shop.read_basket(shopper.look())).lines or there.empty or shop.stage(shopper.look()) == "basket":
        look_into_basket(shopper, "after reload")
    else:  # a tray or a layer that showed it closes with the page
        open_basket(shopper, "after reload")


def told(view: PageView) -> set[str]:
    """Return what the page says in words, the customer's own entries left out."""
    return {each.text for each in view.messages if each.text} | {each.text for each in view.lines}


def _plain(line: BasketLine) -> dict[str, object]:
    return {
        "name": line.name,
        "quantity": line.quantity,
        "unit": line.unit.amount if line.unit else None,
        "total": line.total.amount if line.total else None,
    }


def _line(shopper: Shopper, product: str) -> BasketLine:
    lines = shop.read_basket(shopper.look(), shopper.persona.currency).lines
    for each in lines:
        if product.casefold() in each.name.casefold() or each.name.casefold() in product.casefold():
            return each
    saw = ", ".join(each.name for each in lines) or "an empty basket"
    raise shopper.held_up(f'"{product}" is not in the basket', looked_for=f'a line "{product}"', saw=saw)


def _known_as(shopper: Shopper, product: str) -> str:
    return next((each for each in shopper.memory.basket if product.casefold() in each.casefold()), product)
