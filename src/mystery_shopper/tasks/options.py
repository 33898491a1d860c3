"""At the product: which of it she wants, such as a size, a colour, days, or a name to engrave."""

from __future__ import annotations

from functools import partial

from mystery_shopper import shop
from mystery_shopper.shop.calendars import days_to_choose, of_a_day
from mystery_shopper.shop.options import OptionChoice, OptionGroup
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Control, Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.days import choose_days, write_a_day
from mystery_shopper.tasks.lists import is_answered, is_own_list, open_list

_MOST_MAKES = 5  # that are looked at until one can be bought (P)
_MOST_OPTIONS = 6  # questions about one product (P)
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
                shopper.memory.asked_for.add(group.label)
                _take(shopper, choice)
                _note_choice(shopper, group, choice)
                return
    if _chosen_in_own_list(shopper, label, wanted):
        return
    raise shopper.held_up(f'{label} "{wanted}" cannot be chosen', looked_for=f'an option named "{wanted}"')


def choose_what_is_left(shopper: Shopper, name: str) -> bool:
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


def choose_days_of(shopper: Shopper, name: str) -> None:
    """Fill in the days that a product is booked for, such as arrival and departure: some weeks ahead."""
    view = shopper.look()
    add = shop.adding_button(view, name)
    form = add.target.form if add else 0
    if form:
        choose_days(shopper, days_to_choose(view, form), ahead_days=_AHEAD_DAYS)


def write_what_is_asked(shopper: Shopper, name: str, *, only_demanded: bool = False) -> bool:
    """Write her name where the product must be told something, such as what is to be engraved; say whether she did.

    ``only_demanded``: only into fields that cannot be left empty.
    """
    view = shopper.look()
    add = shop.adding_button(view, name)
    known = shop.classified(view)
    empty = [
        each
        for kind in ("unknown", "note", "full-name", "given-name")
        for each in known.get(kind, ())
        if add is not None and _goes_with(each, add.target) and each.type in ("text", "textarea") and not each.filled
        if not only_demanded or each.required or each.invalid
    ]
    for each in empty:
        if of_a_day(view, each):
            write_a_day(shopper, each, ahead_days=_AHEAD_DAYS)
        else:
            shopper.fill(each, shopper.identity.given_name[: each.maxlength or None])
    return bool(empty)


def choose_another(shopper: Shopper, name: str) -> bool:
    """Choose another make of the product where the one that is chosen is sold out; say whether it can be bought.

    What the scenario asked for stays.
    """
    tried = 0
    for group in shop.read_product(shopper.look(), shopper.persona.currency, name).options:
        if group.label in shopper.memory.asked_for:
            continue
        for choice in group.choices:
            if choice.chosen or not choice.available or tried >= _MOST_MAKES or _binds(shopper, choice.label):
                continue
            tried += 1
            again = _again(shopper, name, group.label, choice.label)
            if again is None:
                continue
            _take(shopper, again)
            if shopper.seek("the button that adds to the basket", partial(_can_be_bought, name)):
                _note_choice(shopper, group, choice)
                shopper.say(f'What the shop had chosen was sold out; {shopper.persona.pronoun} took "{choice.label}".')
                return True
    return False


def _again(shopper: Shopper, name: str, group: str, choice: str) -> OptionChoice | None:
    """Return a choice as it stands now: many shops draw all of them anew after each."""
    groups = shop.read_product(shopper.look(), shopper.persona.currency, name).options
    choices = [each for found in groups if found.label == group for each in found.choices]
    return next((each for each in choices if each.label == choice and each.available), None)


def _can_be_bought(name: str, view: PageView) -> bool | None:
    button = shop.adding_button(view, name)
    return True if button is not None and not button.target.disabled else None


def _goes_with(field: Field, add: Control) -> bool:
    """Say whether a field is sent by the button that adds: of one form, or of one row where a script sends it."""
    return field.form == add.form if add.form or field.form else field.row == add.row and not field.layer


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
