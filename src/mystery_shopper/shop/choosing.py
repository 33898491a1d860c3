"""Knows what a checkout page asks to be chosen or ticked: delivery, payment, terms, being a guest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mystery_shopper.shop.fields import classify
from mystery_shopper.shop.hinting import pointed_at, stamped
from mystery_shopper.shop.linefields import of_a_line
from mystery_shopper.shop.listed import goods_to_tick
from mystery_shopper.shop.options import beside
from mystery_shopper.shop.parts import Control, Field, Line, Money, Option
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.tiles import is_shown, payment_tiles
from mystery_shopper.shop.view import Choice, PageView, in_reach, once
from mystery_shopper.shop.weighing import honest, meaning, means, of_the_page, weigh

QUESTIONS: Final = (
    ("payment", ("payment-method", "card-payment", "offline-payment")),
    ("delivery", ("delivery-method", "collection", "delivery-cost")),
    ("customer", ("guest", "log-in", "register")),
    ("address", ("address", "same-address")),
    ("paid-extra", ("paid-extra",)),
)
WHO: Final = ("private-customer", "business-customer")
_ASIDE: Final = 160  # characters beside a label in which its price may stand (P)


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """One thing to choose."""

    label: str
    target: Field | Control
    ref: int  # what to press
    chosen: bool = False
    available: bool = True
    price: Money | None = None
    card: bool = False  # pays by card
    offline: bool = False  # pays without typing anything: on delivery, by transfer, on account


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """One question that the page asks."""

    kind: str  # delivery, payment, terms, customer, who, address, paid-extra or other
    label: str
    items: tuple[ChoiceItem, ...]
    needed: bool  # it has no answer yet
    hinted: bool = False  # the shop file points at its only item
    stateless: bool = False  # none of its items ever says that it is chosen

    @property
    def chosen(self) -> ChoiceItem | None:
        return next((each for each in self.items if each.chosen), None)


@once
def choices_needed(view: PageView) -> Sequence[ChoiceGroup]:
    """Return all questions of the page that are answered by choosing or ticking, top down; see ``needed``.

    A box that costs money or brings advertising is never needed; ticked already, it is listed as ``paid-extra``.
    """
    fields = [each for each in honest(view) if of_the_page(each.region)]
    groups = [(members[0].rect.y, _radios(view, members)) for members in _grouped(fields)]
    groups += [(each.rect.y, made) for each in fields if each.type == "checkbox" and (made := _box(view, each))]
    groups += [(made.items[0].target.rect.y, made) for made in _toggles(view)]
    if not any(made.kind == "payment" for _, made in groups):
        groups += [(made.items[0].target.rect.y, made) for made in _ways_to_pay(view)]
    return _with_hints(view, [each for _, each in sorted(groups, key=lambda each: each[0])])


def all_taken(view: PageView) -> ChoiceGroup | None:
    """Return a question that has no answer left, such as hours that are all booked."""
    return next(
        (each for each in choices_needed(view) if each.needed and not any(i.available for i in each.items)), None
    )


def guest_choice(view: PageView) -> Choice[Control] | Choice[Field] | None:
    """Return what lets a customer go on without an account."""
    control, field = pointed_at(view, "guest", Control), pointed_at(view, "guest", Field)
    return control or field or _guest(view)


def _guest(view: PageView) -> Choice[Control] | Choice[Field] | None:
    radios = [(says("guest", each.label, view.lang), each) for each in honest(view) if each.type == "radio"]
    sure, radio = max(radios, key=lambda each: each[0], default=(0.0, None))
    if radio is not None and sure >= 0.6:
        return stamped(view, "guest", Choice(radio, sure, f"{radio} lets a customer buy as a guest"))
    boxes = [each for each in honest(view) if each.type == "checkbox" and says("guest", each.label, view.lang) > 0.7]
    if boxes:
        return stamped(view, "guest", Choice(boxes[0], 0.7, f"{boxes[0]} lets a customer buy as a guest"))
    lists = [each for each in honest(view) if guest_option(view, each) is not None]
    if lists:
        return stamped(view, "guest", Choice(lists[0], 0.7, f"{lists[0]} lets a customer buy as a guest"))
    usable = [each for each in in_reach(view) if of_the_page(each.region) and not each.chosen]
    found = weigh(
        usable, lambda each: meaning("guest", each, view.lang) - 0.1 * each.disabled, "lets a customer buy as a guest"
    )
    return stamped(view, "guest", found or _told_guest(view, usable))


def guest_option(view: PageView, field: Field) -> Option | None:
    """Return the entry of a list by which a customer goes on without an account, where another one makes one."""
    options = field.options or _behind(view, field)
    guest = [each for each in options if says("guest", each.text, view.lang) >= 0.6]
    others = [each for each in options if each not in guest]
    asks = any(says(key, each.text, view.lang) >= 0.6 for key in ("register", "log-in") for each in others)
    return guest[0] if guest and asks else None


def _behind(view: PageView, field: Field) -> Sequence[Option]:
    """Return the entries of the native list, not to be seen, that a page's own list stands for."""
    if field.type != "combobox":
        return ()
    hidden = [each for each in view.fields if each.type == "select" and each.decoy and each.form == field.form]
    shows = [each for each in hidden if any(one.selected and one.text == field.value for one in each.options)]
    return shows[0].options if len(shows) == 1 else ()


def _told_guest(view: PageView, usable: Sequence[Control]) -> Choice[Control] | None:
    """Return the way on below the words that nobody needs an account, beside the forms of those who want one."""
    if not any(each.type == "password" for each in honest(view)):
        return None
    told = [each for each in view.lines if not each.control and says("guest", each.text, view.lang)]
    parts = [each.rect for each in view.controls] + [each.rect for each in honest(view)]

    def beside(line: Line, control: Control) -> bool:
        """Whether the control is the next thing below the words, or the only one within the box that holds them."""
        box, at = line.rect, control.rect
        if box.holds(at):
            return not any(box.holds(each) for each in parts if each != at)
        top, end = box.y + box.height, at.y
        return (
            top <= end
            and box.same_column(at)
            and not any(top <= each.y < end - 1 and each.same_column(at) for each in parts)
        )

    def weight(control: Control) -> float:
        on = 0.9 * means(("checkout", "continue"), control, view.lang)
        away = means(("log-in", "register"), control, view.lang)
        return on if on > away and any(beside(each, control) for each in told) else 0.0

    return weigh(usable, weight, "lets a customer buy as a guest, as the words above it say")


def _with_hints(view: PageView, groups: list[ChoiceGroup]) -> list[ChoiceGroup]:
    """Let what the shop file points at be the only answer to its question."""
    for thing, kind in (("delivery-choice", "delivery"), ("payment-choice", "payment"), ("terms", "terms")):
        field, control = pointed_at(view, thing, Field), pointed_at(view, thing, Control)
        part = field.target if field else control.target if control else None
        if part is None:
            continue
        old = next((each for each in groups if any(item.target == part for item in each.items)), None)
        item = _item(view, part) if isinstance(part, Field) else _tile(view, part, kind)
        label = old.label if old else item.label
        open_still = not item.chosen if isinstance(part, Field) else part.chosen is False
        made = ChoiceGroup(kind, label, (item,), open_still, hinted=True)
        groups = [made if each is old else each for each in groups] if old else [*groups, made]
    return groups


def _tile(view: PageView, control: Control, kind: str) -> ChoiceItem:
    """Return something to choose that is no field, such as a tile; it may never say whether it is chosen."""
    text = control.name or control.text
    return ChoiceItem(
        label=text,
        target=control,
        ref=control.ref,
        chosen=bool(control.chosen),
        available=not control.disabled,
        price=next(iter(find_prices(text, view.lang)), None),
        card=kind == "payment" and says("card-payment", text, view.lang) > 0.6,
        offline=kind == "payment" and says("offline-payment", text, view.lang) > 0.6,
    )


def _toggles(view: PageView) -> Iterable[ChoiceGroup]:
    """Return the questions answered by one of several buttons that say whether they are pressed, such as a day's hours.

    What costs more, or takes a share of the sum as a tip does, is no such question.
    """
    run: list[Control] = []
    for each in (*in_reach(view), None):
        fits = each is not None and each.chosen is not None and each.role == "button" and of_the_page(each.region)
        if each is not None and fits and (not run or (each.form == run[-1].form and beside(view, run[-1], each))):
            run.append(each)
            continue
        paid = len(run) > 1 and any(set(run) & set(tiles) for _, tiles in payment_tiles(view))
        if len(run) > 1 and not paid and not any("%" in one.name or _costs(view, one) for one in run):
            items = tuple(_tile(view, one, "other") for one in run)
            label = _above(view, run[0])
            extra = max(says("paid-extra", text, view.lang) for text in (label, *(item.label for item in items)))
            if not extra:
                yield ChoiceGroup("other", label, items, not any(item.chosen for item in items))
        run = [each] if each is not None and fits else []


def _ways_to_pay(view: PageView) -> Iterable[ChoiceGroup]:
    """Return the choice between ways to pay where each is a tile, a tab or a fold."""
    for label, run in payment_tiles(view):
        items = tuple(replace(_tile(view, each, "payment"), chosen=bool(is_shown(each))) for each in run)
        silent = all(is_shown(each) is None for each in run)
        yield ChoiceGroup("payment", label, items, not any(each.chosen for each in items), stateless=silent)


def _costs(view: PageView, control: Control) -> bool:
    """Say whether a button names an amount of money, which "8.30 - 9.30" is not."""
    return any(each.currency for each in find_prices(control.name, view.lang))


def _above(view: PageView, control: Control) -> str:
    """Return the words that stand before a control: what it answers."""
    at = next((number for number, line in enumerate(view.lines) if line.control == control.ref), 0)
    return next((line.text for line in reversed(view.lines[:at]) if not line.control), control.name)


def _grouped(fields: Sequence[Field]) -> Iterable[list[Field]]:
    """Return radios by question; nameless ones that follow each other closely belong together."""
    groups: dict[str, list[Field]] = {}
    last: Field | None = None
    run = 0
    for each in fields:
        if each.type != "radio":
            continue
        if not each.group and (
            last is None or last.group or each.form != last.form or abs(each.rect.y - last.rect.y) > 160
        ):
            run += 1
        groups.setdefault(f"{each.form}|{each.group or run}", []).append(each)
        last = each
    return groups.values()


def _radios(view: PageView, members: Sequence[Field]) -> ChoiceGroup:
    label = next((each.group_label for each in members if each.group_label), "")
    items = tuple(_item(view, each) for each in members)
    return ChoiceGroup(_kind(view, label, members), label, items, not any(each.checked for each in members))


def _item(view: PageView, field: Field) -> ChoiceItem:
    text = field.label if len(field.label) > 2 else field.adjacent
    row = view.row_text(field.row)
    alone = row if len(row) < len(text) + _ASIDE else ""  # a long row is about more than what is chosen here
    around = text if find_prices(text) else alone or text
    return ChoiceItem(
        label=text,
        target=field,
        ref=field.press or field.ref,
        chosen=bool(field.checked),
        available=not field.disabled,
        price=next(iter(find_prices(around, view.lang)), None),
        card=says("card-payment", text, view.lang) > 0.6,
        offline=says("offline-payment", text, view.lang) > 0.6,
    )


def _kind(view: PageView, label: str, members: Sequence[Field]) -> str:
    """Tell a question by its title first, then by its answers; whether she buys for a firm is told by both at once."""
    if all(any(says(key, each.label, view.lang) > 0.6 for each in members) for key in WHO):
        return "who"
    for texts in (
        [label],
        [f"{each.name} {each.id}".replace("_", " ") for each in members[:1]],
        [each.label for each in members],
    ):
        scored = [(max(says(key, text, view.lang) for key in keys for text in texts), kind) for kind, keys in QUESTIONS]
        sure, kind = max(scored, key=lambda each: each[0], default=(0.0, ""))
        if sure > 0.6:
            return kind
    return "other"


def _box(view: PageView, field: Field) -> ChoiceGroup | None:
    guess = classify(field, view.lang)
    kind = guess.kind if guess else ""
    item = _item(view, field)
    if kind == "terms":
        return ChoiceGroup("terms", field.label, (item,), not field.checked)
    beside = item.price is not None and not find_prices(item.label)
    if beside and (of_a_line(view, field) or field in goods_to_tick(view)):
        return None  # the price beside it is that of the line, or of what the box itself buys
    costs = kind == "paid-extra" or (item.price is not None and item.price.amount > 0)
    if costs:
        return ChoiceGroup("paid-extra", field.label, (item,), False) if field.checked else None
    if field.required and kind != "newsletter":
        return ChoiceGroup("terms", field.label, (item,), not field.checked)
    return None
