"""Filling what a form asks, as this persona would, and looking again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from mystery_shopper import shop
from mystery_shopper.shop.account_forms import LogInForm
from mystery_shopper.shop.asking import is_typed_list
from mystery_shopper.shop.choosing import ChoiceGroup
from mystery_shopper.shop.field_kinds import PERSONAL
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.values import plainly
from mystery_shopper.shop.view import PAGE_FURNITURE, Control, Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.autofilling import bare, holds, let_the_browser_fill, note_autofill, would_autofill
from mystery_shopper.tasks.gift import ask_for_another_address, meant_for, note_told
from mystery_shopper.tasks.lists import chosen_in_list, is_answered, is_own_list, was_chosen
from mystery_shopper.tasks.sending import WHERE
from mystery_shopper.tasks.tastes import best, is_at_odds

_ROUNDS = 5  # a country that reloads the form, a region that comes late: more looks than this lead nowhere (P)
_MOST_CHOICES = 12  # questions on one page (P)
_LEFT_ALONE = {
    *("search", "newsletter", "voucher", "honeypot", "decoy", "quantity", "terms", "unknown"),
    *("note", "code", "captcha", "upload", "paid-extra"),
}
_ONE_ERRAND = ("checkout", "pay")  # what was given on the way to one order need not be given again
_KEPT_WHOLE = {"given-name", "family-name", "full-name", "city", "postcode", "place", "email"}
_ONLY_IF_NEEDED = {
    *("line2", "company", "username", "birth-date", "salutation", "region"),
    *("tax-number", "personal-number"),
}


def fill_form(
    shopper: Shopper, *, again: tuple[Field, ...] = (), only: tuple[Field, ...] = (), everything: bool = False
) -> list[str]:
    """Fill every field that asks for something she knows; return the kinds that were filled.

    ``again`` are fields whose first value the shop did not like; they are typed once more. ``only`` are the fields of
    one form when a page holds several. With ``everything``, what seems optional is filled too.
    """
    filled: list[str] = []
    typed: dict[str, tuple[str, str]] = {}
    if not only:
        ask_for_another_address(shopper)
    retyped = {each.key for each in again}
    done: set[str] = set()
    for _ in range(_ROUNDS):
        todo = [each for each in _open_fields(shopper, retyped, everything) if each[1].key not in done]
        if only:
            todo = [each for each in todo if each[1].key in {one.key for one in only}]
        if not todo:
            break
        _note_asked_again(shopper, todo)  # what the browser fills in is asked all the same
        _note_where_to(shopper, {kind for kind, _, _ in todo})
        if would_autofill(shopper, todo, filled):
            filled.append("autofill")
            first, answer = let_the_browser_fill(shopper, todo)
            note_autofill(shopper, first, todo, answer)
            if answer:
                continue
        view = shopper.look()  # one look serves all fields: an element keeps its number while its document lives
        for kind, field, value in todo:
            done.add(field.key)
            try:
                with shopper.letting_go():
                    _fill_one(shopper, kind, field, value, view)
            except Gone:  # the page has put another field in its place since she looked
                break
            typed[field.key] = (kind, value)
            note_told(shopper, kind, value)
            filled.append(kind)
            if field.type == "select" or is_own_list(field) or is_typed_list(field, kind):
                break  # a list may change what stands below it: look again
        shopper.look_again()
    _note_cut(shopper, typed)
    return filled


def _note_where_to(shopper: Shopper, kinds: set[str]) -> None:
    """Write down that a form asks for an address, as who sends something must."""
    if kinds & WHERE and not shopper.recorder.ever("asked_where"):
        shopper.recorder.observe("asked_where", True, url=shopper.page.url)


def _note_cut(shopper: Shopper, typed: Mapping[str, tuple[str, str]]) -> None:
    """Write down which fields dropped letters or digits of what she wrote; what they only write otherwise is kept."""
    for field in shopper.look().fields if typed else ():
        kind, value = typed.get(field.key, ("", ""))
        exact = kind == "email"  # each of its signs counts
        left, whole = (each.strip().casefold() if exact else bare(each) for each in (field.value, value))
        if kind in _KEPT_WHOLE and left and len(left) < len(whole) and _is_part(left, whole):
            shopper.senses.point_at(str(field), shopper.look(), field.ref)
            shopper.recorder.observe("entry_cut", field.value, url=shopper.page.url, element=str(field), wanted=value)


def _is_part(left: str, whole: str) -> bool:
    rest = iter(whole)
    return all(each in rest for each in left)


def _note_asked_again(shopper: Shopper, todo: list[tuple[str, Field, str]]) -> None:
    """Write down what she has given before and is asked for again, empty, with nothing that offers it."""
    view, given = shopper.look(), shopper.memory.given
    here = urlsplit(view.url).path
    shown = {each.name or each.label for each in view.fields}
    again = []
    for kind, field, _ in todo:
        if kind not in PERSONAL or shopper.recipient or shopper.recorder.moment not in _ONE_ERRAND:
            continue
        own = field.name or field.label
        earlier, where, title = given.setdefault(kind, (own, here, view.title))
        moved = where != here or (earlier != own and earlier not in shown)
        if moved and not field.filled and not says("optional", field.label, view.lang):
            again.append((kind, field, title))
            given[kind] = (own, here, title)
    offered = any(kind == "same-address" for kind in shop.classified(view))
    if again and not offered:
        kinds = ", ".join(each.replace("-", " ") for each, _, _ in again)
        label = again[0][1].label or again[0][1].name
        shopper.senses.point_at(kinds, view, again[0][1].ref)
        first_at = f"on “{again[0][2]}”"
        shopper.recorder.observe("asked_again", kinds, url=view.url, element=kinds, label=label, first_at=first_at)


def make_choices(shopper: Shopper) -> list[str]:
    """Choose delivery, payment and terms where the page asks; never what costs money and nobody needs."""
    made: list[str] = []
    for _ in range(_MOST_CHOICES):
        open_groups = [each for each in shop.choices_needed(shopper.look()) if each.label not in made]
        group = next((each for each in open_groups if _wants_another(shopper, each)), None)
        if group is None:
            break
        made.append(group.label)
        if group.kind == "paid-extra" and group.chosen is not None:
            _refuse_extra(shopper, group)
            continue
        item = best(shopper, group)
        if item is None or item.chosen:
            continue
        if isinstance(item.target, Control):
            shopper.memory.tiles.add(item.target.key)
            shopper.press(item.target)
        else:
            shopper.tick(item.target)
    return made


def pay_otherwise(shopper: Shopper) -> bool:
    """Choose the next way to pay where the chosen one leads nowhere; say whether there was another.

    A card that cannot be paid with is told, and no other way chosen in silence.
    """
    view = shopper.look()
    group = next((each for each in shop.choices_needed(view) if each.kind == "payment"), None)
    by_card = any(each.chosen and each.card for each in shop.payment_methods(view))
    if group is None or group.chosen is None or by_card or shopper.recorder.ever("payment_frame"):
        return False
    tried = shopper.memory.ways_tried
    tried.add(group.chosen.label)
    other = next((each for each in group.items if each.available and each.label not in tried), None)
    if other is None:
        return False
    tried.add(other.label)
    shopper.say(f'"{group.chosen.label}" led nowhere; {shopper.persona.pronoun} chose "{other.label}" instead.')
    if isinstance(other.target, Control):
        shopper.press(other.target)
    else:
        shopper.tick(other.target)
    return True


def _wants_another(shopper: Shopper, group: ChoiceGroup) -> bool:
    if group.kind == "paid-extra":
        return _is_unasked_extra(group) or asks_yes_or_no(group)
    if group.stateless:
        return not any(each.target.key in shopper.memory.tiles for each in group.items)
    if group.kind == "payment" and group.chosen is not None and group.chosen.label in shopper.memory.ways_tried:
        return False
    tile = group.hinted and not group.chosen and group.items[0].target.key not in shopper.memory.tiles
    return group.kind != "customer" and (group.needed or tile or is_at_odds(shopper, group))


def asks_yes_or_no(group: ChoiceGroup) -> bool:
    """Say whether what costs money is asked as a question of its own, which no is an answer to as well."""
    return group.kind == "paid-extra" and group.chosen is None and len(group.items) > 1


def _is_unasked_extra(group: ChoiceGroup) -> bool:
    """Say whether the shop has ticked for her what costs money."""
    return group.chosen is not None and len(group.items) == 1


def _refuse_extra(shopper: Shopper, group: ChoiceGroup) -> None:
    if group.chosen is None or not isinstance(group.chosen.target, Field):
        return
    shopper.untick(group.chosen.target)
    shopper.say(f'"{group.label}" was ticked already; {shopper.persona.pronoun} did not want it.')


def _open_fields(shopper: Shopper, retyped: set[str], everything: bool) -> Iterator[tuple[str, Field, str]]:
    """Yield kind, field and value of what is still to be filled, from the top of the page."""
    view = shopper.look()
    lang = view.lang or shopper.persona.locale
    optional = set() if everything else _ONLY_IF_NEEDED
    known = shop.log_in_form(view)
    found = [(field, kind) for kind, fields in shop.classified(view).items() for field in fields]
    for field, kind in sorted(found, key=lambda each: (each[0].rect.y, each[0].rect.x)):
        if kind in _LEFT_ALONE or kind.startswith("card-") or kind in shopper.memory.forgets:
            continue
        if known and _is_for_known_ones(view, known, field):
            continue
        if "password" in kind and not everything and is_offer(view, field):
            continue
        if _is_furniture(shopper, view, field):
            continue
        if not hers_to_fill(view, field) or (kind in optional and not field.required and field.type != "select"):
            continue
        value = shop.value_for(kind, meant_for(shopper, view, kind, field), None, field, lang)
        if value is None and kind == "country" and shopper.memory.lives_anywhere:
            value = next((each.value for each in field.options if each.value and not each.disabled), None)
        if value is not None and is_own_list(field) and is_answered(field, kind, value, lang):
            continue
        if value is not None and is_typed_list(field, kind):
            if not was_chosen(shopper, field):
                yield kind, field, value
            continue
        if value is None or (holds(field, value) and field.key not in retyped):
            continue
        yield kind, field, plainly(kind, value) if field.key in retyped else value


def _is_furniture(shopper: Shopper, view: PageView, field: Field) -> bool:
    """Say whether a field stands alone in its form, stood on the shop's first page too, and the page asks for more.

    Such a one is a newsletter's, wherever it stands; on the first page itself nobody can tell.
    """
    first = shopper.memory.arrival
    if first is None or first.url == view.url or field.key not in {each.key for each in first.fields}:
        return False
    typed = [each for each in view.fields if each.type in ("text", "email", "tel") and hers_to_fill(view, each)]
    alone = [each for each in typed if each.form == field.form] == [field]
    return alone and any(each.form != field.form and each.rect.y < field.rect.y for each in typed)


def _has_more(view: PageView, known: LogInForm) -> bool:
    """Say whether the page asks her for more than to log in, or offers to go on without beside it."""
    guest = shop.guest_choice(view)
    if guest is not None and guest.target.form != known.password.form:
        return True
    rest = [each for each in view.fields if each not in (known.user, known.password) and not each.decoy]
    return any(each.type in ("text", "email", "tel", "password") and hers_to_fill(view, each) for each in rest)


def _is_for_known_ones(view: PageView, known: LogInForm, field: Field) -> bool:
    """Say whether a field is asked of those who have an account, on a page that asks others something else.

    Where the form itself asks whether she has one, and she has said no, who she is is hers to tell.
    """
    guest = shop.guest_choice(view)
    new = guest.target if guest is not None else None
    said_no = isinstance(new, Field) and bool(new.checked) and new.form == known.password.form
    return field in (known.user, known.password)[said_no:] and _has_more(view, known)


def is_offer(view: PageView, field: Field) -> bool:
    """Say whether an account is only offered: other fields of the form are marked as needed, its password is not."""
    return not field.required and any(each.required and each.form == field.form for each in view.fields)


def hers_to_fill(view: PageView, field: Field) -> bool:
    top = view.modal
    if field.disabled or (field.readonly and not is_own_list(field)) or field.region in PAGE_FURNITURE:
        return False
    return top is None or field.layer == top.id


def _fill_one(shopper: Shopper, kind: str, field: Field, value: str, view: PageView) -> None:
    if chosen_in_list(shopper, kind, field, value, view):
        return
    if field.type in ("select", "date", "month"):  # a day is chosen too: in which order it is typed, nobody can say
        shopper.select(field, value, view)
    elif field.type in ("checkbox", "radio"):
        shopper.tick(field, view)
    else:
        shopper.fill(field, value, view, secret="password" in kind)
