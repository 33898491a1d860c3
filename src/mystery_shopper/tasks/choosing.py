"""At the product: choosing size and colour, the quantity, and putting it in the basket."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.shop.calendars import days_to_choose
from mystery_shopper.shop.counters import none_yet
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.listed import is_headed
from mystery_shopper.shop.options import OptionChoice, OptionGroup
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Control, Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import outwait
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.added import ADDED_WITHIN_S, lies_in_basket, note_adding
from mystery_shopper.tasks.checkout import is_checkout
from mystery_shopper.tasks.days import choose_days
from mystery_shopper.tasks.finding import note_price
from mystery_shopper.tasks.grey import note_grey
from mystery_shopper.tasks.lists import is_answered, is_own_list, open_list
from mystery_shopper.tasks.sold_here import opened

_MOST_OPTIONS = 6  # questions about one product (P)
_MOST_PRESSES = 30  # more than that nobody counts up by hand (P)
_SURELY_ADDS = 0.73
_AHEAD_DAYS = 30  # who books plans ahead, and not so far that nothing is offered yet (P)


def choose_option(shopper: Shopper, label: str, wanted: str) -> None:
    """Choose one option of the product, such as its size.

    Raises:
        HeldUp: when the page offers no such option.
    """
    shopper.at("choose")
    shopper.seek("the options", lambda view: shop.read_product(view, shopper.persona.currency).options or None)
    groups = shop.read_product(shopper.look(), shopper.persona.currency).options
    named = [each for each in groups if not each.label or label.casefold() in each.label.casefold()]
    others = [each for each in groups if each not in named]  # a shop may say it in another language
    for group in (*named, *others):
        for choice in group.choices:
            if choice.label.casefold() == wanted.casefold():
                _take(shopper, choice)
                _note_choice(shopper, group, choice)
                return
    if _chosen_in_own_list(shopper, label, wanted):
        return
    raise shopper.held_up(f'{label} "{wanted}" cannot be chosen', looked_for=f'an option named "{wanted}"')


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
    before, signs = _add(shopper, name)
    if not signs and _asked_in_a_layer(before, shopper.look(), name):
        _choose_what_is_left(shopper, name)
        before, signs = _add(shopper, name)
    wrong = _refusal(before, shopper.look()) if not signs else ""
    if wrong and (_answered_now(shopper, name, quantity) or _write_what_is_asked(shopper, name)):
        before, signs = _add(shopper, name)
        wrong = _refusal(before, shopper.look()) if not signs else ""
    if wrong and not lies_in_basket(shopper):
        raise shopper.held_up(f'"{name or "the product"}" cannot be put in the basket', saw=f'"{wrong}"')
    signs = ("basket",) if wrong else signs
    _expect(shopper, name, quantity)
    shopper.memory.signs_of_adding, shopper.memory.sold_from = signs, before
    note_adding(shopper, before, signs, name, quantity, wrong)
    outwait(shopper)
    shopper.say(f'{shopper.they()} put {quantity} of "{name or "the product"}" in the basket.')


def _ask_for(shopper: Shopper, name: str, quantity: int) -> int:
    """Choose what must be chosen and say how many; return how many, or none where the page is its checkout too."""
    _opens_its_row(shopper, name)
    _choose_what_is_left(shopper, name)
    _choose_days(shopper, name)
    _look_at_the_price(shopper, name)
    return 0 if _sold_on_the_spot(shopper, name) else _set_quantity(shopper, name, quantity)


def _answered_now(shopper: Shopper, name: str, quantity: int) -> bool:
    """Choose what the shop misses; say whether there was anything to choose."""
    if _opens_its_row(shopper, name):
        return _ask_for(shopper, name, quantity) > 0
    return _choose_what_is_left(shopper, name)


def _opens_its_row(shopper: Shopper, name: str) -> bool:
    return not is_headed(shopper.look(), name) and opened(shopper, name)


def _sold_on_the_spot(shopper: Shopper, name: str) -> bool:
    """Say whether the page that tells of the product is its checkout too, such as an appeal for a donation."""
    view = shopper.look()
    last = any(shop.is_final(each, view.lang) for each in view.controls if each.region not in PAGE_FURNITURE)
    paid = last or bool(CARD & set(shop.classified(view)))
    return paid and shop.add_to_basket(view, name) is None and is_checkout(shopper)


def _add(shopper: Shopper, name: str) -> tuple[PageView, tuple[str, ...]]:
    """Press what adds to the basket; return the page as it was before, and the signs that it worked."""
    before = _awake(shopper, name)
    button = shop.add_to_basket(before, name) or shop.add_to_basket(before)
    if button is None:
        raise shopper.held_up(
            "nothing can be put in the basket",
            looked_for="a button that adds to the basket",
            saw=_gone(before),
            thing="add-to-basket",
        )
    if button.target.disabled:
        note_grey(shopper, button.target)
        wanted = "a way to put the product in the basket"
        raise shopper.held_up(f"{button.target} stays disabled", looked_for=wanted, saw=_gone(before))
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


def _gone(view: PageView) -> str:
    """Return the page's own words where nothing is left of the product."""
    said = [each.text for each in view.lines if each.region not in PAGE_FURNITURE and not each.row]
    return next((f'"{each}"' for each in said if says("out-of-stock", each, view.lang) > _SURELY_ADDS), "")


def _asked_in_a_layer(before: PageView, after: PageView, name: str) -> bool:
    """Say whether a layer has come up that adds the product itself, once it has been told how it is wanted."""
    fresh = after.modal is not None and before.modal is None
    return fresh and (shop.add_to_basket(after, name) or shop.add_to_basket(after)) is not None


def _awake(shopper: Shopper, name: str) -> PageView:
    """Return the page once it can be bought from: after a choice some shops ask their stock first."""

    def adds(view: PageView) -> PageView | None:
        button = shop.add_to_basket(view, name) or shop.add_to_basket(view)
        sure = button is not None and button.sure > _SURELY_ADDS  # what buys at once is awake before what adds
        return view if button is not None and sure and not button.target.disabled else None

    return shopper.seek("the button that adds to the basket", adds) or shopper.look()


def _refusal(before: PageView, after: PageView) -> str:
    """Return what the shop says against adding it, when that was not on the page before."""
    return next((each.text for each in shop.objections(before, after)), "")


def _note_choice(shopper: Shopper, group: OptionGroup, choice: OptionChoice) -> None:
    others = [each.label for each in group.choices if each.label != choice.label]
    shopper.recorder.observe(
        "chosen",
        choice.label,
        url=shopper.page.url,
        label=group.label,
        others=others,
        product=shopper.memory.product,
    )


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


def _choose_what_is_left(shopper: Shopper, name: str) -> bool:
    """Choose what must be chosen and has not been, by the persona's seed; one choice may bring up the next."""
    chosen: set[str] = set()
    for _ in range(_MOST_OPTIONS):
        product = shop.read_product(shopper.look(), shopper.persona.currency, name)
        asks = [each for each in product.options if each.needed or _unasked(shopper, each)]
        group = next((each for each in asks if each.label not in chosen), None)
        if group is None:
            break
        chosen.add(group.label)
        there = [each for each in group.choices if each.available and not _binds(shopper, each.label)]
        free = [each for each in there if each.extra is None] or there
        if free:
            choice = free[shopper.identity.seed % len(free)]
            _take(shopper, choice)
            _note_choice(shopper, group, choice)
    return _choose_in_own_lists(shopper) or bool(chosen)


def _choose_days(shopper: Shopper, name: str) -> None:
    """Fill in the days that a product is booked for, such as arrival and departure: some weeks ahead."""
    view = shopper.look()
    add = shop.add_to_basket(view, name) or shop.add_to_basket(view)
    form = add.target.form if add else 0
    if form:
        choose_days(shopper, days_to_choose(view, form), ahead_days=_AHEAD_DAYS)


def _write_what_is_asked(shopper: Shopper, name: str) -> bool:
    """Write her name where the product must be told something, such as what is to be engraved; say whether she did."""
    view = shopper.look()
    add = shop.add_to_basket(view, name) or shop.add_to_basket(view)
    form = add.target.form if add else 0
    known = shop.classified(view)
    empty = [
        each
        for kind in ("unknown", "note", "full-name", "given-name")
        for each in known.get(kind, ())
        if form and each.form == form and each.type in ("text", "textarea") and not each.filled
    ]
    for each in empty:
        shopper.fill(each, shopper.identity.given_name[: each.maxlength or None])
    return bool(empty)


def _chosen_in_own_list(shopper: Shopper, label: str, wanted: str) -> bool:
    """Choose an option in a list that the page has made itself, those of its name first; say whether one had it."""
    fields = [each for each in shopper.look().fields if is_own_list(each) and each.region not in PAGE_FURNITURE]
    for field in sorted(fields, key=lambda each: label.casefold() not in each.label.casefold()):
        if field.disabled:
            continue
        entries = open_list(shopper, field, shopper.look())
        meant = next((each for each in entries if each.name.casefold() == wanted.casefold()), None)
        if meant is not None:
            _press_entry(shopper, field, entries, meant)
            return True
        shopper.press_key("Escape")
    return False


def _choose_in_own_lists(shopper: Shopper) -> bool:
    """Choose from lists that the page has made itself, whose entries are known only once they are open."""
    made = False
    view = shopper.look()
    for field in (each for each in view.fields if is_own_list(each) and each.region not in PAGE_FURNITURE):
        if field.disabled or is_answered(field, "", "", view.lang):
            continue
        entries = open_list(shopper, field, view)
        if entries:
            _press_entry(shopper, field, entries, entries[shopper.identity.seed % len(entries)])
            made = True
        view = shopper.look()
    return made


def _press_entry(shopper: Shopper, field: Field, entries: list[Control], meant: Control) -> None:
    shopper.press(meant)
    shopper.recorder.observe(
        "chosen",
        meant.name,
        url=shopper.page.url,
        label=field.label,
        others=[each.name for each in entries if each is not meant],
        product=shopper.memory.product,
    )


def _unasked(shopper: Shopper, group: OptionGroup) -> bool:
    """Say whether the shop has chosen for her what binds her for longer, such as a subscription, and offers another."""
    chosen = next((each for each in group.choices if each.chosen), None)
    free = [each for each in group.choices if each.available and not _binds(shopper, each.label)]
    return chosen is not None and _binds(shopper, chosen.label) and bool(free)


def _binds(shopper: Shopper, label: str) -> bool:
    return says("paid-extra", label, shopper.look().lang) > 0


def _take(shopper: Shopper, choice: OptionChoice) -> None:
    view = shopper.look()
    target = view.by_ref(choice.ref) or next((each for each in view.fields if each.press == choice.ref), None)
    if isinstance(target, Control):
        shopper.press(target)
    elif isinstance(target, Field) and target.type == "select":
        shopper.select(target, choice.value)
    elif isinstance(target, Field):
        shopper.tick(target)


def _set_quantity(shopper: Shopper, name: str, quantity: int) -> int:
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
    return quantity


def _count_from_none(shopper: Shopper, name: str, quantity: int) -> None:
    """Count up to how many she wants where the page has counted none yet, and has no field for it."""
    add = shop.add_to_basket(shopper.look(), name)
    more = none_yet(shopper.look(), add.target) if add is not None else None
    for _ in range(min(quantity, _MOST_PRESSES) if more is not None else 0):
        again = shopper.look().again(more) if more is not None else None
        if isinstance(again, Control) and not again.disabled:
            shopper.press(again)
