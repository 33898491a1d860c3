"""Questions about lists of products, and pressing things by their name."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.view import PAGE_FURNITURE, Control
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.sorting import fairly_listed


def expect_in_list(shopper: Shopper, name: str, within: int = 10) -> None:
    """A product is among the first results (catalogue: search-known-item-missed, the first 10)."""
    names = [each.name for each in shop.results(shopper.look())][:within]
    there = any(name.casefold() in each.casefold() for each in names) or _on_its_page(shopper, name)
    if not there and (names or not _is_only_hit(shopper, name)):
        saw = ", ".join(names) or shop.no_results(shopper.look()) or "no results"
        raise shopper.held_up(f'"{name}" is not among the first {within} results', saw=saw)


def expect_sorted(shopper: Shopper, *, falling: bool) -> None:
    """The prices of the list rise, or fall; sponsored products and prices "from" do not count."""
    prices = [each.price for each in fairly_listed(shopper.look()) if each.price is not None]
    amounts = [each.amount for each in prices]
    if len(prices) < 2:
        raise shopper.held_up("the order of the list cannot be seen", looked_for="at least two prices")
    if amounts != sorted(amounts, reverse=falling):
        raise shopper.held_up("the list is not in order", saw=", ".join(map(str, prices)))


def expect_no_results(shopper: Shopper) -> None:
    """The shop says that it found nothing."""
    if not shop.no_results(shopper.look()):
        found = len(shop.results(shopper.look()))
        raise shopper.held_up("the shop does not say that it found nothing", saw=f"{found} results")


def expect_sold_out(shopper: Shopper, name: str = "") -> None:
    """The product's page says that it cannot be had."""
    product = shop.read_product(shopper.look(), shopper.persona.currency)
    if product.available is not False:
        raise shopper.held_up(f'"{name or product.name}" is not said to be sold out', looked_for="sold out")


def follow_link(shopper: Shopper, name: str) -> None:
    """Press a link by its name."""
    _press(shopper, name, ("link",))


def press_named(shopper: Shopper, name: str) -> None:
    """Press anything by its name; what places an order counts as one, as everywhere.

    Raises:
        OrderRefused: when the run has placed as many as it may.
    """
    _press(shopper, name, ("button", "link", "tab", "menuitem", "summary"))


def _press(shopper: Shopper, name: str, roles: tuple[str, ...]) -> None:
    wanted, view = name.casefold(), shopper.look()
    there = [each for each in view.controls if each.role in roles]
    same: list[Control] = [each for each in there if each.name.casefold() == wanted]
    alike = same or [each for each in there if wanted in each.name.casefold()]
    if not alike:
        raise shopper.held_up(f'there is no {roles[0]} "{name}"', looked_for=f'a {roles[0]} named "{name}"')
    if shop.is_final(alike[0], view.lang):
        shopper.purse.count_order()
    elif shop.may_be_final(shopper.history, view, alike[0]):
        shopper.purse.refuse_order_if_empty()
    shopper.press(alike[0])


def _is_only_hit(shopper: Shopper, name: str) -> bool:
    """A single hit does not look like a list."""
    link = shop.product_link(shopper.look(), name)
    return link is not None and link.target.region not in PAGE_FURNITURE


def _on_its_page(shopper: Shopper, name: str) -> bool:
    """Some shops lead straight to the product when only one fits."""
    return shop.read_product(shopper.look(), shopper.persona.currency).name.casefold() == name.casefold()
