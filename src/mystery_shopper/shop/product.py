"""Understands a product page: what it is, what it costs, what must be chosen, and what puts it in the basket."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.linefields import counts_up
from mystery_shopper.shop.listed import quantity_sure, row_of, row_that_sells, rows_around, rows_named
from mystery_shopper.shop.options import OptionGroup, option_groups
from mystery_shopper.shop.parts import Control, Line, Money, ProductData, place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices, is_for_a_measure, is_range, parse_price
from mystery_shopper.shop.totals import read_totals
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import LEAST, alike, meaning, means, of_the_page, parted, weigh, words

FOREIGN: Final = ("delivery-cost", "free", "fee", "discount", "paid-extra", "basket")
DELIVERY: Final = ("delivery-cost", "delivery-method")
ASIDE: Final = ("delivery-cost", "delivery-method", "returns", "help", "contact", "terms")
PICTURE: Final = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg)$", re.IGNORECASE)
NEVER_SELLS: Final = ("search", "sort", "newsletter", "notify-me", "wish-list", "log-in", "help", "cookies", "back")
RELATED: Final = 2.4  # a price further below the name than this share of the window's height is another product's


@dataclass(frozen=True, slots=True)
class ProductView:
    """A product as its page shows it."""

    name: str
    price: Money | None
    list_price: Money | None = None
    from_price: bool = False
    tax: str = ""  # included, excluded or empty: what the page says of the price
    available: bool | None = None
    options: tuple[OptionGroup, ...] = ()
    image: str = ""
    delivery_text: str = ""
    free: bool = False  # the page says so in the place of a price
    source: str = "page"  # page, or json-ld, microdata, open-graph where the page itself shows nothing

    @property
    def needed(self) -> tuple[OptionGroup, ...]:
        """What must still be chosen before it can be bought."""
        return tuple(each for each in self.options if each.needed)


def read_product(view: PageView, currency: str = "", name: str = "") -> ProductView:
    """Return what the page says about its product; what people can see counts more than what machines are told.

    Args:
        view: a product page, or a listing that sells without product pages.
        currency: ISO 4217, for prices that do not say theirs.
        name: on such a listing, the product that is meant; its own row is read then.
    """
    card = _card_of(view, name)
    data = None if card else _data(view)
    name = name if card else _name(view, data)
    lines = [each for each in view.lines if each.row == card] if card else _own_lines(view, name)
    price, line = _price(view, lines, data, currency)
    struck = [
        money
        for each in lines
        if each.struck or _is_old(view, each)
        for money in find_prices(each.text, view.lang, currency)
    ]
    told = parse_price(data.price, "en", data.currency or currency) if data and data.price else None
    text = line.text if line else ""
    options = option_groups(view, add_to_basket(view, name))
    before = view.lines[view.lines.index(line) - 1].text if line and view.lines.index(line) else ""
    return ProductView(
        name=name,
        price=price or told or _price_of_choice(options, view, currency),
        list_price=next((each for each in struck if price is None or each.amount > price.amount), None),
        from_price=max(says("from-price", text, view.lang), 0.9 * (says("from-price", before, view.lang) == 1.0)) > 0
        or is_range(text, view.lang),
        tax="excluded"
        if says("tax-excluded", text, view.lang)
        else "included"
        if says("tax-included", text, view.lang)
        else "",
        available=False if not options and _says_so_instead(view) else _available(view, lines, data),
        options=options,
        image=_image(view, data),
        delivery_text=_delivery(view, lines),
        free=price is None and _is_free(view, lines),
        source="page" if price or not told else (data.source if data else "page"),
    )


@answers("add-to-basket", Control)
def add_to_basket(view: PageView, name: str = "") -> Choice[Control] | None:
    """Return what puts the page's product, or on a listing the named one, into the basket.

    A disabled control is returned too, surer ones first: it may wake up once an option is chosen.
    """
    rows = {each.id: alike(name, each.text[: len(name) * 3 + 20]) for each in view.rows} if name else {}
    title = _title(view)
    own = bool(name) and title is not None and alike(name, title.text) > 0.7
    called = rows_named(view, name) if name and not own else set()
    at_home = {title.row if title else 0, row_that_sells(view, name)} if own else set()

    def weight(control: Control) -> float:
        sure = meaning("add-to-basket", control, view.lang)
        buys = meaning("buy-now", control, view.lang)
        sure = min(sure, 0.68) if buys > sure else sure  # what buys at once adds only where nothing else does
        sure = max(sure, 0.55 * bool(_hinted_add(control)), 0.68 * (buys > 0.8))
        if (
            sure < 0.5
            or not of_the_page(control.region)
            or control.opens_tab
            or counts_up(view, control)
            or meaning("in-basket", control, view.lang) > max(0.95, sure)
        ):
            return 0.0
        if name and control.row and control.row not in at_home and not _of_layer(view, control, name):
            around = rows_around(view, control.row)
            held = max(rows.get(each, 0.0) for each in around) if not called or called.intersection(around) else 0.0
            sure += 0.12 if held > 0.55 and not own else -0.5 if held <= 0.55 else -0.12
        return sure + 0.03 * control.filled - 0.06 * control.disabled - 0.02 * (control.role == "link")

    found = weigh(in_reach(view), weight, "puts the product in the basket", 0.53)
    found = found or weigh(
        in_reach(view), lambda each: _asleep(view, each, at_home), "waits for a choice before it can be pressed", 0.4
    )
    found = found or weigh(in_reach(view), lambda each: _takes_counts(view, each, name), "takes how many are wanted")
    straight_on = found is None and own and any(find_prices(each.text, view.lang) for each in _own_lines(view, name))
    return weigh(in_reach(view), lambda each: _sends(view, each), "buys without a basket") if straight_on else found


def adding_button(view: PageView, name: str) -> Choice[Control] | None:
    """Return what puts the named product into the basket, or else what puts there whatever the page is of."""
    return add_to_basket(view, name) or add_to_basket(view)


def _price_of_choice(options: Sequence[OptionGroup], view: PageView, currency: str) -> Money | None:
    """Return what the chosen make costs, where only the list of makes says so; "+ 2.00" is no price of its own."""
    texts = [each.chosen.label for each in options if each.chosen is not None and each.chosen.extra is None]
    return next((money for each in texts for money in find_prices(each, view.lang, currency)), None)


def _takes_counts(view: PageView, control: Control, name: str) -> float:
    """Say how surely a control sends how many are wanted of what is listed, as an order form does; no basket's own."""
    sure = meaning("update-basket", control, view.lang)
    if sure < 0.9 or not control.form or control.disabled or read_totals(view).total is not None:
        return 0.0
    title, row = _title(view), row_of(view, name) if name else 0
    at_home = title is not None and alike(name, title.text) > 0.7
    asks = [each for each in view.fields if each.form == control.form and quantity_sure(view, each) > 0]
    return 0.7 * any(at_home or (row and row in rows_around(view, each.row)) for each in asks)


def _is_free(view: PageView, lines: Sequence[Line]) -> bool:
    """Say whether a line says "free" and nothing else, and not of the delivery whose name stands before it."""
    said = [each for each in lines if says("free", each.text, view.lang) > 0.95]
    before = [view.lines[max(view.lines.index(each) - 1, 0)].text for each in said]
    return any(max(says(key, each, view.lang) for key in (*DELIVERY, "returns")) < 0.5 for each in before)


def _card_of(view: PageView, name: str) -> int:
    """Return the row that sells the product on a page that is not the product's own, or 0."""
    if not name or any(each.heading == 1 and alike(name, each.text) > 0.7 for each in view.lines):
        return 0
    rows = {each.row for each in view.lines if each.row and alike(name, each.text) > 0.9}
    add = add_to_basket(view, name)
    sold = {*rows_around(view, add.target.row)} if add and add.target.row else set()
    return next(iter(rows & sold), 0) or next(iter(rows), 0) if rows else 0


def _data(view: PageView) -> ProductData | None:
    if len(view.products) <= 1:
        return view.products[0] if view.products else None
    scored = [(alike(each.name, view.heading), each) for each in view.products]
    sure, data = max(scored, key=lambda each: each[0])
    return data if sure > 0.6 else None


def _name(view: PageView, data: ProductData | None) -> str:
    headings = [each for each in view.lines if each.heading and of_the_page(each.region) and not each.control]
    if data is not None and any(alike(data.name, each.text) > 0.7 for each in headings):
        return data.name
    first = next((each.text for each in headings if each.heading == 1), "")
    return first or (data.name if data else "") or max(headings, key=lambda each: each.size, default=Line("")).text


def _own_lines(view: PageView, name: str) -> list[Line]:
    """Return the lines that speak of the product itself, not of other products listed beside it."""
    heading = next((each for each in view.lines if each.heading and alike(name, each.text) > 0.7), None)
    top = view.modal
    own = {heading.row if heading else 0, row_that_sells(view, name)}
    kept = []
    for each in view.lines:
        foreign = each.row not in own and _product_card(view, each.row)
        far = heading is not None and each.rect.y - heading.rect.y > RELATED * max(600.0, view.width * 0.6)
        inside = top is None or view.within(each.layer, top.id)
        if of_the_page(each.region) and each.region != "aside" and not foreign and not far and inside:
            kept.append(each)
    return kept


def _product_card(view: PageView, row: int) -> bool:
    return row > 0 and any(
        each.row == row
        and each.role == "link"
        and place(each.href) != place(view.url)
        and not PICTURE.search(place(each.href))  # a larger picture of the same thing
        and means(ASIDE, each, view.lang) < LEAST  # the shop's own pages, such as what postage costs
        for each in view.controls
    )


def _price(
    view: PageView, lines: Sequence[Line], data: ProductData | None, currency: str
) -> tuple[Money | None, Line | None]:
    heading = next((each.rect.y for each in lines if each.heading == 1), 0.0)
    best: tuple[float, Money, Line] | None = None
    told = parse_price(data.price, "en") if data and data.price else None
    for each in lines:
        prices = find_prices(each.text, view.lang, (data.currency if data else "") or currency)
        if not prices or each.struck or _is_old(view, each) or _of_something_else(view, each):
            continue
        money = prices[-1] if len(prices) > 1 and says("list-price", each.text, view.lang) else prices[0]
        sure = each.size / 16 - abs(each.rect.y - heading) / 600 - 0.4 * (len(each.text) > 60) + 0.2 * each.bold
        sure += 2.0 * (told is not None and money.amount == told.amount) + 0.3 * bool(money.currency)
        sure -= 0.8 * bool(says("tax-excluded", each.text, view.lang)) + 0.5 * is_range(each.text, view.lang)
        sure -= 3.0 * is_for_a_measure(each.text, money)
        if best is None or sure > best[0]:
            best = (sure, money, each)
    return (best[1], best[2]) if best else (None, None)


def _is_old(view: PageView, line: Line) -> bool:
    return len(line.text) < 60 and says("list-price", line.text, view.lang) > says("sale-price", line.text, view.lang)


def _of_something_else(view: PageView, line: Line) -> bool:
    """Say whether the words before an amount give it to delivery, a fee or a saving; words after it only explain it."""
    amount = next(iter(find_prices(line.text, view.lang)), None)
    label = line.text.partition(amount.text)[0] if amount else line.text
    return bool(label.strip()) and max(says(each, label, view.lang) for each in FOREIGN) > 0


def _says_so_instead(view: PageView) -> bool:
    """Say whether the button that should add to the basket says that nothing is left."""
    own = [each for each in in_reach(view) if each.role == "button" and of_the_page(each.region) and not each.row]
    return any(says("out-of-stock", each.name, view.lang) > 0.9 for each in own)


def _available(view: PageView, lines: Sequence[Line], data: ProductData | None) -> bool | None:
    """Tell whether it can be had; a single size that is sold out says nothing of the others."""
    choices = [each.label for each in view.fields if each.type == "radio"]
    short = [
        each
        for each in lines
        if len(each.text) < 80 and not any(label and (label in each.text or each.text in label) for label in choices)
    ]
    if any(says("out-of-stock", each.text, view.lang) > 0.6 for each in short if not each.control):
        return False
    if any(says("in-stock", each.text, view.lang) > 0.6 for each in short):
        return True
    return data.available if data else None


def _delivery(view: PageView, lines: Sequence[Line]) -> str:
    """Return what the page says of delivery, rather a cost or a time than a title."""
    said = [each for each in lines if not each.control and max(says(key, each.text, view.lang) for key in DELIVERY)]
    told = [each for each in said if any(map(str.isdigit, each.text)) or says("free", each.text, view.lang)]
    return next((each.text for each in (*told, *said)), "")


def _image(view: PageView, data: ProductData | None) -> str:
    own = [each for each in view.pictures if of_the_page(each.region) and not _product_card(view, each.row)]
    return max(own, key=lambda each: each.rect.area).src if own else (data.image if data else "")


def _hinted_add(control: Control) -> bool:
    return not control.name and bool(
        re.search(r"\badd\b.*\b(cart|basket|bag)\b|\bbuy\b", parted(control.hint), re.IGNORECASE)
    )


def _title(view: PageView) -> Line | None:
    """Return the page's own title: its first main heading, or without any its largest heading."""
    heads = [each for each in view.lines if each.heading and of_the_page(each.region) and not each.control]
    first = next((each for each in heads if each.heading == 1), None)
    return first or max(heads, key=lambda each: each.size, default=None)


def _of_layer(view: PageView, control: Control, name: str) -> bool:
    """Say whether a button stands alone in its row, or with a number, in a layer that is headed by the product."""
    top = view.modal
    if top is None or not view.within(control.layer, top.id):
        return False
    headed = any(
        each.heading and view.within(each.layer, top.id) and alike(name, each.text) > 0.7 for each in view.lines
    )
    rest = set(words(view.row_text(control.row))) - set(words(control.name))
    return headed and all(each.isdigit() for each in rest)


def _asleep(view: PageView, control: Control, at_home: Collection[int]) -> float:
    apart = control.row and control.row not in at_home
    if not control.disabled or control.role != "button" or not of_the_page(control.region) or apart:
        return 0.0
    return 0.45 if means(("out-of-stock", "choose-option", "notify-me"), control, view.lang) > 0.6 else 0.0


def _sends(view: PageView, control: Control) -> float:
    """Say how surely a control goes on with the form that a product's page is, on shops without a basket."""
    sends = control.role == "button" and control.form and of_the_page(control.region) and not control.disabled
    if not sends or means(NEVER_SELLS, control, view.lang) > 0.6:
        return 0.0
    return 0.6 * (meaning("continue", control, view.lang) > 0.9 or _only_way_on(view, control))


def _only_way_on(view: PageView, control: Control) -> bool:
    """Say whether a button alone sends a form that asks how the product is wanted, and nothing to be written."""
    mates = [each for each in in_reach(view) if each.form == control.form and each.kind == "submit"]
    asked = [each for each in view.fields if each.form == control.form and not each.decoy]
    chosen = all(each.type in ("radio", "checkbox", "select", "number", "hidden") for each in asked)
    return bool(asked) and chosen and control.kind == "submit" and mates == [control]
