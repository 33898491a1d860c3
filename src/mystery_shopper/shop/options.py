"""Knows which options a product asks for: lists, radios, pills without a state, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from mystery_shopper.shop.parts import Control, Field, Line, Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import honest, means, of_the_page, real_link

NOT_OPTIONS: Final = (
    "add-to-basket",
    "buy-now",
    "wish-list",
    "quantity",
    "checkout",
    "close",
    "back",
    "search",
    "help",
    "newsletter",
    "returns",
    "basket",
    "log-in",
    "delivery-method",
    "next-page",
    "sort",
    "accept-cookies",
    "reject-cookies",
    "remove",
    "update-basket",
)
SIZE: Final = re.compile(
    r"^(?:x{0,3}[sl]|m|one size|\d{1,3}(?:[.,]\d)?(?: ?[\w\u00bd\"]{0,3})?|\d+ ?[x\u00d7/-] ?\d+(?: ?\w{1,2})?)$",
    re.IGNORECASE,
)
_LONGEST: Final = 24  # characters of a pill's name (P)
_LONGEST_STATED: Final = 48  # and of one that says whether it is chosen, such as a seat with its row and price (P)


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """One answer to what a product asks."""

    label: str
    ref: int  # what to press; for a list, the list itself
    value: str = ""  # for a list: the option's value
    available: bool = True
    chosen: bool = False
    extra: Money | None = None  # what it adds to the price, when it says so


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """One question about a product: size, colour, a required extra."""

    label: str
    kind: str  # select, radio, pill or checkbox
    choices: tuple[OptionChoice, ...]
    needed: bool  # nothing is chosen yet

    @property
    def chosen(self) -> OptionChoice | None:
        return next((each for each in self.choices if each.chosen), None)


def option_groups(view: PageView, add: Choice[Control] | None) -> tuple[OptionGroup, ...]:
    """Return what the product asks, top down; only what stands near the control that puts it in the basket.

    A bar at a phone's edge may hold another such control: what is asked stands near its twin.
    """
    twins = [each for each in in_reach(view) if add is not None and each.key == add.target.key]
    ways = (add, *(Choice(each, add.sure, add.why, add.thing) for each in twins if add and each.ref != add.ref))
    return next(filter(None, (_groups(view, each) for each in ways)), ())


def _groups(view: PageView, add: Choice[Control] | None) -> tuple[OptionGroup, ...]:
    zone = _zone(view, add)
    fields = [each for each in honest(view) if _in_zone(view, each, add, zone)]
    groups = [*_lists(view, fields), *_radios(view, fields), *_boxes(fields)]
    pills = list(_pills(view, add, zone))
    return tuple(group for _, group in sorted([*groups, *pills], key=lambda each: each[0]))


def _zone(view: PageView, add: Choice[Control] | None) -> tuple[float, float]:
    """Return how far up and down the page the product's own questions may stand."""
    heading = next((each.rect.y for each in view.lines if each.heading == 1), 0.0)
    if add is None:
        return heading - 50, heading + 1200
    bottom = add.target.rect.y
    return min(heading, bottom) - 50 if bottom - heading < 2500 else bottom - 1200, bottom + 250


def _in_zone(view: PageView, field: Field, add: Choice[Control] | None, zone: tuple[float, float]) -> bool:
    if not of_the_page(field.region) or field.region == "aside" or field.type in ("search", "email", "tel", "password"):
        return False
    if add is not None and field.form and field.form == add.target.form:
        return True
    asked_in_layer = add is not None and add.target.layer > 0 and field.layer == add.target.layer
    same_row = add is None or field.row == add.target.row or field.row == 0 or asked_in_layer
    # a list in a form of its own without a button loads the page anew for the make that is chosen
    sent = any(each.form == field.form and each.kind == "submit" for each in view.controls)
    apart = add is not None and add.target.form and field.form and field.form != add.target.form and sent
    return zone[0] <= field.rect.y <= zone[1] and same_row and not apart


def _lists(view: PageView, fields: Sequence[Field]) -> Iterable[tuple[float, OptionGroup]]:
    for each in fields:
        texts = [option.text for option in each.options]
        if (
            each.type != "select"
            or len(texts) < 2
            or says("quantity", each.label, view.lang) > 0.7
            or _sorts(view, texts)
        ):
            continue
        if all(text.isdigit() for text in texts) and texts[0] in ("0", "1"):
            continue
        choices = [
            OptionChoice(
                option.text,
                each.ref,
                option.value,
                not option.disabled and not says("out-of-stock", option.text, view.lang),
                option.selected,
                _extra(view, option.text),
            )
            for option in each.options
            if not _placeholder(view, option.value, option.text)
        ]
        chosen = each.selected
        needed = chosen is None or _placeholder(view, chosen.value, chosen.text)
        yield each.rect.y, OptionGroup(_plain_label(each.label), "select", tuple(choices), needed)


def _radios(view: PageView, fields: Sequence[Field]) -> Iterable[tuple[float, OptionGroup]]:
    groups: dict[str, list[Field]] = {}
    for each in fields:
        if each.type == "radio":
            groups.setdefault(each.group or each.group_label, []).append(each)
    for members in groups.values():
        choices = [
            OptionChoice(
                each.label, each.press, each.value, not each.disabled, bool(each.checked), _extra(view, each.label)
            )
            for each in members
        ]
        if len(choices) > 1:
            label = members[0].group_label or members[0].name
            yield (
                members[0].rect.y,
                OptionGroup(_plain_label(label), "radio", tuple(choices), not any(each.checked for each in members)),
            )


def _boxes(fields: Sequence[Field]) -> Iterable[tuple[float, OptionGroup]]:
    for each in fields:
        if each.type == "checkbox" and each.required:
            choice = OptionChoice(each.label, each.press, each.value, not each.disabled, bool(each.checked))
            yield (
                each.rect.y,
                OptionGroup(_plain_label(each.group_label or each.label), "checkbox", (choice,), not each.checked),
            )


def _pills(
    view: PageView, add: Choice[Control] | None, zone: tuple[float, float]
) -> Iterable[tuple[float, OptionGroup]]:
    """Find short buttons in a cluster, all alike; sizes and colours often come so, with no state to read."""
    run: list[Control] = []
    for each in (*in_reach(view), None):
        if each is not None and _pill(view, each, add, zone) and (not run or beside(view, run[-1], each)):
            run.append(each)
            continue
        if len(run) > 1 and (label := _pill_label(view, run, add)):
            real = [pill for pill in run if not _placeholder(view, pill.name, pill.name)]
            choices = tuple(
                OptionChoice(pill.name, pill.ref, "", not pill.disabled, bool(pill.chosen)) for pill in real
            )
            yield run[0].rect.y, OptionGroup(label, "pill", choices, not any(pill.chosen for pill in real))
        run = [each] if each is not None and _pill(view, each, add, zone) else []


def _pill(view: PageView, control: Control, add: Choice[Control] | None, zone: tuple[float, float]) -> bool:
    if (
        (real_link(control) and not _same_page(view, control))
        or not control.name
        or len(control.name) > (_LONGEST if control.chosen is None else _LONGEST_STATED)
        or (control.kind == "submit" and control.form == 0 and control.filled and control.chosen is None)
    ):
        return False
    if (
        add is None
        or control.ref == add.ref
        or not zone[0] <= control.rect.y <= zone[1]
        or control.role in ("tab", "summary")
    ):
        return False
    at_home = control.row == add.target.row or (control.chosen is not None and _is_a_row(view, control))
    own = of_the_page(control.region) and at_home and control.layer == add.target.layer
    sized = SIZE.match(control.name) is not None  # the "x" of "40 x 40 cm" closes nothing
    answers = sized or means(NOT_OPTIONS, control, view.lang) < 0.7
    return own and answers and any(each.isalnum() for each in control.name)


def _is_a_row(view: PageView, control: Control) -> bool:
    """Say whether a control is all of its row, as a card to choose from is that has a price of its own."""
    row = next((each.rect for each in view.rows if each.id == control.row), None)
    return row is not None and row.area - control.rect.area < 0.1 * row.area


def _same_page(view: PageView, link: Control) -> bool:
    """Say whether a link shows the page that it stands on, told otherwise by its query, as some do with each size.

    Where a shop routes by its query, all that the page is asked by stays, and one thing of it may differ.
    """
    here, there = urlsplit(view.url), urlsplit(link.href)
    old, new = (
        dict(parse_qsl(here.query)),
        dict(parse_qsl(there.query)),
    )
    kept = set(old) <= set(new) and sum(old[each] != new[each] for each in old) <= 1
    return (here.netloc, here.path) == (there.netloc, there.path) and bool(there.query) and kept


def beside(view: PageView, one: Control, other: Control) -> bool:
    """Say whether two pills answer the same question: alike and close, with no words or number between them."""
    if _count(view, one, other):
        return False
    at = {line.control: number for number, line in enumerate(view.lines) if line.control in (one.ref, other.ref)}
    if len(at) == 2:
        between = view.lines[min(at.values()) + 1 : max(at.values())]
        if any(not line.control and re.search(r"[^\W\d]{2}", line.text) for line in between):
            return False
    elif any(_parts(line, one, other) for line in view.lines):
        return False  # swatches of colour have no words of their own to count lines from
    near = abs(other.rect.y - one.rect.y) < 90 and abs(other.rect.x - one.rect.x) < 600
    return near and one.tag == other.tag and abs(one.rect.height - other.rect.height) < 6


def _count(view: PageView, one: Control, other: Control) -> bool:
    """Say whether a number stands between two buttons on one level: they make it less and more."""
    left, right = sorted((one.rect, other.rect), key=lambda each: each.x)
    numbers = [each.rect for each in view.lines if not each.control and re.fullmatch(r"\d{1,3}", each.text)]
    numbers += [each.rect for each in view.fields if re.fullmatch(r"\d{1,3}", each.value) and each.type != "radio"]
    return any(
        left.x + left.width <= each.x + each.width / 2 <= right.x
        and left.y <= each.y + each.height / 2 <= left.y + left.height
        for each in numbers
    )


def _parts(line: Line, one: Control, other: Control) -> bool:
    """Say whether a line of words stands below one pill and not below the other."""
    middle = line.rect.y + line.rect.height / 2
    worded = not line.control and re.search(r"[^\W\d]{2}", line.text)
    return bool(worded) and one.rect.y + one.rect.height <= middle <= other.rect.y + other.rect.height


def _pill_label(view: PageView, run: Sequence[Control], add: Choice[Control] | None) -> str:
    """Return what the cluster asks: the text above it, with no button that adds between them.

    Without any text only sizes speak for themselves.
    """
    refs = {each.ref for each in run}
    index = next((n for n, line in enumerate(view.lines) if line.control in refs), None)
    top = run[0].rect.y
    before = (
        view.lines[max(0, index - 2) : index]
        if index is not None
        else [line for line in view.lines if abs(line.rect.x - run[0].rect.x) < 300 and line.rect.y <= top]
    )
    above = [line for line in before if not line.control and len(line.text) < 60 and not find_prices(line.text)]
    most = 110 if any(each.chosen is None for each in run) else 200  # a key stands above a plan of seats
    near = [line for line in above if 0 <= top - line.rect.y < most]
    if near and (says("quantity", near[-1].text, view.lang) > 0.7 or _between(near[-1], add, top)):
        return ""
    if near:
        return _plain_label(near[-1].text)
    return "size" if all(SIZE.match(each.name) for each in run) else ""


def _between(line: Line, add: Choice[Control] | None, top: float) -> bool:
    """Say whether the button that adds stands between a line and what begins at ``top``."""
    return add is not None and line.rect.y < add.target.rect.y + add.target.rect.height < top


def _placeholder(view: PageView, value: str, text: str) -> bool:
    return (
        not value
        or (value in ("0", "-1") and says("choose-option", text, view.lang) > 0)
        or says("choose-option", text, view.lang) > 0.8
    )


def _sorts(view: PageView, texts: Iterable[str]) -> bool:
    return any(
        says(key, text, view.lang) > 0.7
        for text in texts
        for key in ("cheapest-first", "dearest-first", "newest-first")
    )


def _extra(view: PageView, text: str) -> Money | None:
    return next(iter(find_prices(text, view.lang)), None) if "+" in text else None


def _plain_label(text: str) -> str:
    return text.strip(" :*").strip()
