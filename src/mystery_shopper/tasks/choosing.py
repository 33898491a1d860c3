"""At the product: how many of it she wants, and putting it in the basket."""

from __future__ import annotations

from functools import partial

from mystery_shopper import shop
from mystery_shopper.shop.counters import none_yet
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.listed import is_headed
from mystery_shopper.shop.parts import place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Control, PageView, in_reach
from mystery_shopper.shop.weighing import of_the_page
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import acknowledge, outwait
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.added import ADDED_WITHIN_S, lies_in_basket, note_adding
from mystery_shopper.tasks.arrived import is_checkout
from mystery_shopper.tasks.finding import note_price
from mystery_shopper.tasks.grey import note_grey
from mystery_shopper.tasks.options import choose_another, choose_days_of, choose_what_is_left, write_what_is_asked
from mystery_shopper.tasks.sold_here import opened
from mystery_shopper.tasks.speaking import unheard

_MOST_REFUSALS = 3  # and she gives it up (P)
_MOST_PRESSES = 30  # more than that nobody counts up by hand (P)
_SURELY_ADDS = 0.73
_INVITES = 0.6  # how sure a button must be of asking her to choose (P)


def put_in_basket(shopper: Shopper, name: str = "", quantity: int = 1) -> None:
    """Put the product of this page (or of the named row of a list) in the basket and notice whether it worked.

    Raises:
        HeldUp: when there is nothing to press, the shop refuses, or a choice is impossible.
    """
    shopper.at("choose")
    name = name or shopper.memory.product
    try:
        with shopper.letting_go():
            taken = _ask_for(shopper, name, quantity)
    except Gone:  # the page was still arranging itself, and has put away what she saw
        shopper.look_again()
        taken = _ask_for(shopper, name, quantity)
    if not taken:
        _expect(shopper, name, quantity)
        return
    quantity = taken
    if _sleeps(shopper, name):  # what is asked may come up with the button
        _awake(shopper, name)
        choose_what_is_left(shopper, name)
    before, signs = _add(shopper, name)
    if not signs and _asked_in_a_layer(before, shopper.look(), name):
        choose_what_is_left(shopper, name)
        before, signs = _add(shopper, name)
    clean, wrong = before, _refusal(before, shopper.look()) if not signs else ""
    for _ in range(_MOST_REFUSALS):  # some shops ask for one thing after the other, or let the browser ask
        left = not wrong and place(before.url) != place(shopper.look().url)  # what the next page asks is its own
        if signs or left or not _answered_now(shopper, name, quantity, refused=bool(wrong)):
            break
        before, signs = _add(shopper, name)
        wrong = _refusal(clean, shopper.look()) if not signs else ""  # the same words may stand there again
    if wrong and not lies_in_basket(shopper):
        raise shopper.held_up(f'"{name or "the product"}" cannot be put in the basket', saw=f'"{wrong}"')
    silent = "" if signs or wrong else unheard(shopper, partial(shop.objections, before))
    if silent:
        raise shopper.held_up(f'"{name or "the product"}" cannot be put in the basket', saw=silent)
    signs = ("basket",) if wrong else signs
    _expect(shopper, name, quantity)
    shopper.memory.signs_of_adding, shopper.memory.sold_from = signs, before
    note_adding(shopper, before, signs, name, quantity, wrong)
    outwait(shopper)
    shopper.say(f'{shopper.they()} put {quantity} of "{name or "the product"}" in the basket.')


def _ask_for(shopper: Shopper, name: str, quantity: int) -> int:
    """Choose what must be chosen and say how many; return how many, or none where the page is its checkout too."""
    _opens_its_row(shopper, name)
    choose_what_is_left(shopper, name)
    choose_days_of(shopper, name)
    _look_at_the_price(shopper, name)
    return 0 if _sold_on_the_spot(shopper, name) else _set_quantity(shopper, name, quantity)


def _answered_now(shopper: Shopper, name: str, quantity: int, *, refused: bool) -> bool:
    """Choose or write what is missing; say whether there was anything.

    Without a word of refusal that is what came after the button, or what the browser stops at.
    """
    if not refused:
        return choose_what_is_left(shopper, name) or write_what_is_asked(shopper, name, only_demanded=True)
    acknowledge(shopper)
    if _opens_its_row(shopper, name) and _ask_for(shopper, name, quantity):
        return True
    return choose_what_is_left(shopper, name) or write_what_is_asked(shopper, name)


def _opens_its_row(shopper: Shopper, name: str) -> bool:
    return not is_headed(shopper.look(), name) and opened(shopper, name)


def _sold_on_the_spot(shopper: Shopper, name: str) -> bool:
    """Say whether the page that tells of the product is its checkout too, such as an appeal for a donation."""
    view = shopper.look()
    last = any(shop.is_final(each, view.lang) for each in view.controls if each.region not in PAGE_FURNITURE)
    paid = last or bool(CARD & set(shop.classified(view)))
    return paid and shop.add_to_basket(view, name) is None and is_checkout(shopper)


def _add(shopper: Shopper, name: str, *, invited: bool = False) -> tuple[PageView, tuple[str, ...]]:
    """Press what adds to the basket; return the page as it was before, and the signs that it worked."""
    before = _awake(shopper, name)
    button = shop.adding_button(before, name)
    if button is None and not invited and _opens_a_choice(shopper, name):
        return _add(shopper, name, invited=True)
    if button is None and choose_another(shopper, name):
        return _add(shopper, name, invited=True)
    if button is None:
        raise shopper.held_up(
            "nothing can be put in the basket",
            looked_for="a button that adds to the basket",
            saw=_gone(before),
            thing="add-to-basket",
        )
    gone = _gone(before, button.target.row)
    if button.target.disabled and choose_another(shopper, name):
        return _add(shopper, name)
    if button.target.disabled:
        note_grey(shopper, button.target)
        wanted = "a way to put the product in the basket"
        raise shopper.held_up(f"{button.target} stays disabled", looked_for=wanted, saw=gone)
    shopper.press(button)
    signs = shop.added(before, shopper.look())
    if not signs:
        shopper.wait_for(
            "a sign that it worked",
            lambda view: shop.added(before, view) or _refusal(before, view) or None,
            within_s=ADDED_WITHIN_S,
        )
        signs = shop.added(before, shopper.look())
    return before, signs


def _opens_a_choice(shopper: Shopper, name: str) -> bool:
    """Press the button that stands in for the one that adds, such as "Please choose a size"; say whether she could."""
    view = shopper.look()
    for each in in_reach(view):
        invites = each.role == "button" and not (each.disabled or each.row) and of_the_page(each.region)
        if invites and each.expanded is not True and says("choose-option", each.name, view.lang) > _INVITES:
            shopper.press(each)
            return choose_what_is_left(shopper, name)
    return False


def _gone(view: PageView, row: int = 0) -> str:
    """Return the page's own words where nothing is left of the product, which stand in the row of its button if any."""
    said = [each.text for each in view.lines if each.region not in PAGE_FURNITURE and each.row in (0, row)]
    return next((f'"{each}"' for each in said if says("out-of-stock", each, view.lang) > _SURELY_ADDS), "")


def _asked_in_a_layer(before: PageView, after: PageView, name: str) -> bool:
    """Say whether a layer has come up that adds the product itself, once it has been told how it is wanted."""
    fresh = after.modal is not None and before.modal is None
    return fresh and shop.adding_button(after, name) is not None


def _sleeps(shopper: Shopper, name: str) -> bool:
    button = shop.adding_button(shopper.look(), name)
    return button is not None and button.target.disabled


def _awake(shopper: Shopper, name: str) -> PageView:
    """Return the page once it can be bought from: after a choice some shops ask their stock first."""

    def adds(view: PageView) -> PageView | None:
        button = shop.adding_button(view, name)
        sure = button is not None and button.sure > _SURELY_ADDS  # what buys at once is awake before what adds
        return view if button is not None and sure and not button.target.disabled else None

    return shopper.seek("the button that adds to the basket", adds) or shopper.look()


def _refusal(before: PageView, after: PageView) -> str:
    """Return what the shop says against adding it, when that was not on the page before."""
    return next((each.text for each in shop.objections(before, after)), "")


def _look_at_the_price(shopper: Shopper, name: str) -> None:
    """Some products have a price only once an option is chosen, or another one for it: then she looks again."""
    product = name or shopper.memory.product
    last = next((each for each in reversed(shopper.recorder.ever("product")) if each.value == product), None)
    if last is None:
        return
    now = shop.read_product(shopper.look(), shopper.persona.currency, product).price
    if last.get("waits") or (now is not None and now.amount != shopper.memory.prices.get(product)):
        note_price(shopper, product)


def _expect(shopper: Shopper, name: str, quantity: int) -> None:
    """Remember what should be in the basket now."""
    pieces = shopper.memory.basket
    product = name or shopper.memory.product
    pieces[product] = pieces.get(product, 0) + quantity


def _set_quantity(shopper: Shopper, name: str, quantity: int, *, again: bool = True) -> int:
    """Say how many she wants, and no fewer than the shop sells at once; return how many that are."""
    _opens_its_row(shopper, name)  # it may have closed since
    field, box = shop.quantity_field(shopper.look(), name), shop.taking_box(shopper.look(), name)
    if box is not None and not box.checked:
        shopper.tick(box)
    least = int(field.target.minimum) if field is not None and field.target.minimum.isdigit() else 0
    if box is None and field is None:
        _count_from_none(shopper, name, quantity)
    if box is not None or field is None:
        return quantity
    if quantity < least:
        shopper.say(f"The shop sells no fewer than {least}, so {shopper.persona.pronoun} took {least}.")
        quantity = least
    if field.target.value == str(quantity):
        return quantity
    if field.target.type == "select":
        shopper.select(field.target, str(quantity))
    else:
        shopper.fill(field.target, str(quantity))
    if again and shop.quantity_field(shopper.look_again(), name) is None and _opens_its_row(shopper, name):
        return _set_quantity(shopper, name, quantity, again=False)  # it closed while she wrote
    return quantity


def _count_from_none(shopper: Shopper, name: str, quantity: int) -> None:
    """Count up to how many she wants where the page has counted none yet, and has no field for it."""
    add = shop.add_to_basket(shopper.look(), name)
    more = none_yet(shopper.look(), add.target) if add is not None else None
    for _ in range(min(quantity, _MOST_PRESSES) if more is not None else 0):
        again = shopper.look().again(more) if more is not None else None
        if isinstance(again, Control) and not again.disabled:
            shopper.press(again)
