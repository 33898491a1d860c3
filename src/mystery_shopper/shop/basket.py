"""Reads the basket: whether a page is it, the way to it, and the way on to the checkout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.abroad import currency_apart
from mystery_shopper.shop.basketlines import BasketLine, basket_rows, read_line, removing
from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.linefields import counted, quantity_field
from mystery_shopper.shop.parts import Control, Field, Line, Row
from mystery_shopper.shop.phrases import FAR, says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.totals import TotalsView, read_totals, totals_kind
from mystery_shopper.shop.view import Choice, PageView, in_reach, once
from mystery_shopper.shop.weighing import LEAST, meaning, means, of_the_page, parted, real_link, weigh

CART: Final = re.compile(
    r"\b(cart|basket|bag|panier|warenkorb|trolley|shopping|carrito|carrello|winkel\w*|koszyk)\b", re.IGNORECASE
)
COUNT: Final = re.compile(r"(?<![\d.,])(\d{1,3})(?![\d.,]|\s?[%€£$])")
_CROSSES: Final = ("\N{MULTIPLICATION SIGN}", "\N{MULTIPLICATION X}", "\N{HEAVY MULTIPLICATION X}")
_PLAINLY: Final = 0.95
_LEADS_THERE: Final = 0.66  # an address says less than a word, and all that a shop in a strange language has (P)
EXPRESS: Final = re.compile(r"paypal|apple ?pay|google ?pay|g ?pay|amazon|klarna|shop ?pay|^link$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BasketView:
    """The basket as the page shows it."""

    lines: tuple[BasketLine, ...]
    totals: TotalsView
    empty: str = ""  # the page's own sentence

    @property
    def pieces(self) -> int:
        """How many pieces it holds; a line that does not say how many holds one."""
        return sum(1 if each.quantity is None else each.quantity for each in self.lines)


@answers("open-basket", Control)
def basket_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to the basket or opens it; the one in the page's head is meant before any other."""

    def weight(control: Control) -> float:
        sure = max(meaning("basket", control, view.lang), 0.8 * (meaning("in-basket", control, view.lang) > 0.9))
        adds = meaning("add-to-basket", control, view.lang)
        if adds > 0.9 or adds > sure or (control.kind == "submit" and control.row) or control.name.startswith(_CROSSES):
            return 0.0
        address = "" if control.href.endswith("#") else control.href.rsplit("/", 2)[-1]  # of where she is, by a script
        named = CART.search(parted(f"{control.hint} {address}")) if len(control.name) < 30 else None
        sure = max(
            sure,
            0.72
            if named and (control.region in ("header", "nav") or control.rect.y < 160) and not control.row
            else 0.0,
        )
        furniture = (
            0.05 if control.region in ("header", "nav") or control.rect.y < 160 else -0.1 * (control.region == "footer")
        )
        return sure + furniture - 0.3 * bool(control.row) if sure else 0.0

    free = weigh(in_reach(view), lambda each: weight(each) - 0.2 * each.covered, "leads to the basket")
    return free or weigh(in_reach(view), weight, "leads to the basket")  # a word on what was added may lie over it


def basket_count(view: PageView) -> int | None:
    """Return the number that the way to the basket shows, or None when it shows none."""
    link = basket_link(view)
    if link is None:
        return None
    texts = [link.target.text, link.target.name]
    beside = [each.text for each in view.lines if each.text.isdigit() and _near(each, link.target)]
    following = re.compile(rf"{re.escape(link.target.name)}\W{{0,3}}\d{{1,3}}(?![\d.,])") if link.target.name else None
    beside += [found.group() for each in view.lines if following and (found := following.search(each.text))]
    for text in (*texts, *beside):
        bare = re.sub("|".join(re.escape(each.text) for each in find_prices(text, view.lang)) or "(?!)", "", text)
        if match := COUNT.search(bare):
            return int(match.group(1))
    return 0 if says("empty-basket", link.target.name, view.lang) else None


@once
def is_basket(view: PageView) -> bool:
    """Say whether the page, or the layer above it, shows the basket's contents."""
    summed = any(
        totals_kind(view, each) in ("total", "subtotal") for each in view.lines if find_prices(each.text, view.lang)
    )
    lines = basket_rows(view)
    if not summed and not _has_sums(view) and not _is_called_basket(view, lines):
        return False
    known = any(removing(view, each) or quantity_field(view, each) or counted(view, each) for each in lines)
    way = to_checkout(view) if known else None  # an order form too has a button that says "Buy", and nothing to remove
    return way is not None and (not _buys(way.target, view.lang) or any(removing(view, each) for each in lines))


def _is_called_basket(view: PageView, lines: Sequence[Row]) -> bool:
    """Say whether a page without sums calls itself the basket and lets all that it shows be taken out."""
    titles = [each for each in view.lines if not each.control and not each.row and of_the_page(each.region)]
    named = any(says("basket", each.text, view.lang) > _PLAINLY for each in titles)
    return named and bool(lines) and all(removing(view, each) for each in lines)


def read_basket(view: PageView, currency: str = "") -> BasketView:
    """Return what the page or its topmost layer shows of the basket."""
    currency = currency_apart(view) or currency
    lines = tuple(read_line(view, each, currency) for each in basket_rows(view))
    empty = next(
        (each.text for each in view.lines if not each.control and says("empty-basket", each.text, view.lang)), ""
    )
    return BasketView(lines, read_totals(view, currency, tuple(each.row for each in lines)), "" if lines else empty)


@answers("to-checkout", Control)
def to_checkout(view: PageView) -> Choice[Control] | None:
    """Return what leads from the basket to the checkout; express buttons of payment brands are not meant."""

    def weight(control: Control) -> float:
        sure = max(
            meaning("checkout", control, view.lang),
            0.85 * meaning("place-order", control, view.lang),
            0.65 * meaning("continue", control, view.lang),
            _LEADS_THERE * _buys(control, view.lang),
            _LEADS_THERE * _leads_to_checkout(control, view.lang),
        )
        if (
            not sure
            or EXPRESS.search(control.name.strip())
            or EXPRESS.search(f"- {control.hint}")
            or means(("back", "close"), control, view.lang) > 0.6
        ):
            return 0.0
        return (
            sure
            + 0.04 * control.filled
            - 0.15 * (not of_the_page(control.region))
            - 0.2 * bool(control.row)
            - 0.1 * control.disabled
        )

    return weigh(in_reach(view), weight, "leads to the checkout")


def _buys(control: Control, lang: str) -> bool:
    """Say whether a control says "Buy" or "Pay" and no more, as the only way on from some baskets does."""
    told = meaning("checkout", control, lang) or means(("place-order", "continue"), control, lang) > LEAST
    return not told and not control.row and means(("buy", "pay"), control, lang) > _PLAINLY


def _leads_to_checkout(control: Control, lang: str) -> bool:
    """Say whether a link's address ends in what shops call their checkout, whatever the link says."""
    path = control.href.partition("?")[0]
    last = next(reversed(parted(path).split()), "")
    return real_link(control) and "#" not in path and says("checkout", last, lang) >= FAR


def update_basket(view: PageView, quantity: Field | None = None) -> Choice[Control] | None:
    """Return what makes a changed quantity count, on shops where leaving the field does not.

    Where each line has a button of its own, it is the one of the quantity's form.
    """
    there = in_reach(view)
    beside = [each for each in there if quantity is not None and quantity.form and each.form == quantity.form]

    def found(controls: Sequence[Control]) -> Choice[Control] | None:
        return weigh(controls, lambda each: meaning("update-basket", each, view.lang), "updates the basket", 0.65)

    sends = [each for each in beside if each.kind == "submit" and meaning("remove", each, view.lang) < LEAST]
    own = Choice(sends[0], 0.8, f"{sends[0]} sends the quantity's own form") if len(sends) == 1 else None
    return found(beside) or own or found(there)


def _near(line: Line, control: Control) -> bool:
    return line.control == control.ref or (
        control.rect.width > 0
        and abs(line.rect.x - control.rect.x) < control.rect.width + 25
        and abs(line.rect.y - control.rect.y) < control.rect.height + 12
        and line.region == control.region
        and line.rect.area < 1600
    )


def _has_sums(view: PageView) -> bool:
    totals = read_totals(view, "", ())
    return totals.total is not None or totals.subtotal is not None
