"""The basket: looking into it, and seeing whether it keeps what was put in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp, SettingsError
from mystery_shopper.shop.basket import BasketView
from mystery_shopper.shop.basketlines import BasketLine
from mystery_shopper.shop.parts import Money, place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.searching import menu_opener
from mystery_shopper.shop.view import Choice, Control, PageView, Rect
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import clear_the_way, outwait
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.late import listen_on
from mystery_shopper.tasks.tastes import is_choosy_about_delivery

CHANGES: Final = ("after change", "after remove")
_MOST_TRAYS: Final = 3  # small baskets that lead to larger ones (P)
_SAME_NAME: Final = 0.95  # share of a product's words that a line holds, for it to be called after it (P)
_READ_WITHIN_S: Final = 0.4  # nobody has read a basket's sums sooner (P)


def open_basket(shopper: Shopper, when: str = "at basket") -> BasketView:
    """Go to the basket and take in its lines and totals.

    Raises:
        HeldUp: when no way leads to it.
    """
    shopper.at("basket")
    if shop.stage(shopper.look()) != "basket" or not shop.read_basket(shopper.look()).lines:
        link = None if _tray_is_open(shopper) or _left_tray_within(shopper) else _way_to_basket(shopper)
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
            _note_tray(shopper, before)
    return look_into_basket(shopper, when)


def _note_tray(shopper: Shopper, before: PageView) -> None:
    """Remember a small basket that has come up over the page and leads on to the checkout."""
    now = shopper.look()
    on = shop.to_checkout(now) if place(now.url) == place(before.url) and shop.to_checkout(before) is None else None
    shopper.memory.tray = (place(now.url), on.target.key) if on is not None else ("", "")


def _tray_is_open(shopper: Shopper) -> bool:
    """Say whether the small basket still lies there: what has opened it would close it now."""
    view = shopper.look()
    on = shop.to_checkout(view)
    return on is not None and shopper.memory.tray == (place(view.url), on.target.key)


def _left_tray_within(shopper: Shopper) -> bool:
    """Press what leads to the basket in a tray that is a document of its own over the page; say whether it did."""
    own = shop.basket_link(shopper.look())
    if own is not None and not own.target.covered:
        return False
    for view in shopper.look_everywhere()[1:]:
        way = shop.basket_link(view)
        if way is not None and view.frame is not None:
            with shopper.within(view.frame):
                shopper.press(way)
            shopper.seek("the basket", lambda now: shop.is_basket(now) or shop.read_basket(now).empty or None)
            return True
    return False


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
    if link is not None and link.target.expanded and shop.to_checkout(shopper.look()) is not None:
        return None  # it lies open before her, and a press would close it
    if link is None and clear_the_way(shopper, called=True):
        link = shop.basket_link(shopper.look())
    if link is None:  # what she has called for herself, such as the word on what was added, may lie over the way
        layer = shop.unasked_layer(shopper.look())
        if layer is not None and layer.close is not None:
            shopper.press(layer.close)
            link = shop.basket_link(shopper.look())
    if link is None and shop.to_checkout(shopper.look()) is None:
        link = _in_the_menu(shopper)
    if link is None and shop.read_basket(shopper.look()).empty:
        return None  # its own page leads to itself no more, and has nothing in it
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
        passed=[each.name for each in basket.lines if _is_another(shopper, each.name)],
        error=next((each for each in wrong if each not in known), ""),
        errors=wrong,
        announced=any(says("stock-cap", each, view.lang) for each in told(view)),
    )


def _is_another(shopper: Shopper, line: str) -> bool:
    """Say whether a line is called after a product that she saw in a list and did not put in the basket."""
    named = [each for each in shopper.memory.passed if shop.alike(each, line) > _SAME_NAME]
    return bool(named) and all(shop.alike(each, line) < _SAME_NAME for each in shopper.memory.basket)


def note_totals(shopper: Shopper, where: str, *, moment: str = "") -> None:
    """Write down the sums that the page shows, when it shows any; ``moment``: where they belong, if not to this one."""
    view = shopper.look()
    basket = shop.read_basket(view, shopper.persona.currency)
    sums = basket.totals
    _note_delivery(shopper, view)
    if sums.total is None or (shopper.memory.totals.get(where) == sums.total and where != "basket"):
        return
    shopper.memory.totals[where], shopper.memory.currency = sums.total, sums.currency
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
