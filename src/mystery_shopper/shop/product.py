"""Understands a product page: what it is, what it costs, and what must be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.listed import rows_around
from mystery_shopper.shop.options import OptionGroup, option_groups
from mystery_shopper.shop.parts import Line, Money, ProductData
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices, is_for_a_measure, is_range, parse_price
from mystery_shopper.shop.selling import add_to_basket
from mystery_shopper.shop.telling import own_lines, product_card
from mystery_shopper.shop.view import PageView, in_reach
from mystery_shopper.shop.weighing import alike, of_the_page

FOREIGN: Final = ("delivery-cost", "free", "fee", "discount", "paid-extra", "basket")
DELIVERY: Final = ("delivery-cost", "delivery-method")


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
    lines = [each for each in view.lines if each.row == card] if card else own_lines(view, name)
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


def _price_of_choice(options: Sequence[OptionGroup], view: PageView, currency: str) -> Money | None:
    """Return what the chosen make costs, where only the list of makes says so; "+ 2.00" is no price of its own."""
    texts = [each.chosen.label for each in options if each.chosen is not None and each.chosen.extra is None]
    return next((money for each in texts for money in find_prices(each, view.lang, currency)), None)


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
    foreign = max(says(each, label, view.lang) for each in FOREIGN) if label.strip() else 0.0
    return foreign > says("sale-price", label, view.lang)


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
    own = [each for each in view.pictures if of_the_page(each.region) and not product_card(view, each.row)]
    return max(own, key=lambda each: each.rect.area).src if own else (data.image if data else "")
