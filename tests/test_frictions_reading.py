"""Words of a program, a foreign language, sideways scrolling, help that moves: what counts and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from friction_facts import ANNA, PHONE, SHOP, fact, judged, kinds, only

from mystery_shopper.model import Device, Observation, Severity
from mystery_shopper.shop.slips import slip_in

SLIPS = {
    "Hello undefined,": "undefined",
    "undefined in stock": "undefined",
    "Thank you undefined, your order has been placed and is on its way to you": "undefined",
    "Your parcel goes to 12 Mill Lane, undefined, Leeds, LS1 4DY, as you have asked": "undefined",
    "A Blue Mug, undefined and a Red Mug are in your basket and wait for you": "undefined",
    "Ordered before noon it is delivered in undefined to all addresses on the mainland": "undefined",
    "The colour is deliberately undefined, and of the large ones we have undefined left": "undefined",
    "£NaN": "NaN",
    "Total: [object Object]": "[object Object]",
    "Arrives on Invalid Date": "Invalid Date",
    "Dear {{ customer.name }}": "{{ customer.name }}",
    "Hi {firstName}": "{firstName}",
    "{0} left": "{0}",
    "Only ${count} left": "${count}",
    "%s items": "%s",
    "%(total)s to pay": "%(total)s",
    "checkout.pay_button": "checkout.pay_button",
    "CHECKOUT_BUTTON_PAY": "CHECKOUT_BUTTON_PAY",
    "add_to_basket": "add_to_basket",
    "i18n:cart.title": "i18n:cart.title",
    "shop.basket.summary.total £12": "shop.basket.summary.total",
    "catalogo.prodotti_correlati.titolo": "catalogo.prodotti_correlati.titolo",
    "Price: null": "null",
    "translation missing: en.checkout": "translation missing",
    "Lorem ipsum dolor": "Lorem ipsum",
    "addToCart": "addToCart",
    "cartTitle:": "cartTitle",
    "%1$s items": "%1$s",
    "Dear %CUSTOMER_NAME%": "%CUSTOMER_NAME%",
    "Only %price%": "%price%",
    "%%total%%": "%%total%%",
    "Costs __PRICE__": "__PRICE__",
    "Hello [[customer.name]]": "[[customer.name]]",
    "@@price@@": "@@price@@",
    "{count, plural, one {# item} other {# items}}": "{count, plural, one {# item}",
}
HARMLESS = (
    "An undefined number of stars",
    "The term was left undefined",
    "Its colour is somewhere between sea and sky, undefined in the best way, and it goes well with naan.",
    "I like that the shape of the handle remains undefined, so that every mug is another one.",
    "It is soft and undefined but warm, and my sister wants one of her own now.",
    "Naan bread",
    "This contract is null and void",
    "Null problemo, a comedy of nine acts that begins on a Tuesday",
    "www.shop.example",
    "Visit amazon.com",
    "anna@example.com",
    "node.js",
    "README.md",
    "jane_doe",
    "jane.doe_smith",
    "e.g.",
    "and/or",
    "100% silk",
    "20%sale",
    "%SALE%",
    "%sale%",
    "iPhone",
    "eBay",
    "easyCredit",
    "[New] Mug",
    "[[New]] Mug"[1:-1],
    "__",
    "St.John",
    "Version 1.2.3",
    "{ 20 cm }",
    "$50",
    "Mon-Fri: 9.00-17.00",
)


@pytest.mark.parametrize(("text", "word"), SLIPS.items())
def test_a_word_of_a_program_is_noticed(text: str, word: str) -> None:
    assert slip_in(text, "en") == word


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_look_like_it_are_not(text: str) -> None:
    assert slip_in(text, "en") == ""


def test_zero_is_a_number_in_german() -> None:
    assert slip_in("null Euro", "de-DE") == ""


def test_a_slip_is_told_once_wherever_it_stands() -> None:
    slips = [fact("slip", "undefined", each, text="Hello undefined", url=f"{SHOP}/{each}") for each in ("find", "pay")]
    found = only(*slips)
    assert (found.kind, found.severity, found.owner, found.repeats) == ("placeholder-text", Severity.NORMAL, "web", 1)
    assert "“undefined” in “Hello undefined”" in found.message


def spoken(language: str, currency: str = "GBP", **more: object) -> Observation:
    return fact("language", language, "arrive", currency=currency, **{"switcher": False, **more})


@pytest.mark.parametrize(
    "fine",
    [spoken("en"), spoken(""), spoken("en", ""), spoken("de", "EUR", switcher=True)],
    ids=["hers", "unknown", "no prices", "another can be chosen"],
)
def test_a_language_that_is_hers_or_can_be_changed(fine: Observation) -> None:
    assert judged(fine) == []


def test_another_language_and_another_money() -> None:
    assert only(spoken("de")).observed == "language de"
    found = only(spoken("en", "USD"), spoken("en", "USD", url=f"{SHOP}/other"))
    assert (found.kind, found.expected, found.observed) == ("wrong-locale", "currency GBP", "currency USD")
    assert kinds(spoken("de", "EUR")) == ["wrong-locale", "wrong-locale"]


@pytest.mark.parametrize(
    ("width", "over", "bad"), [(360, 9, True), (360, 8, False), (480, 200, True), (800, 200, False)]
)
def test_a_page_that_scrolls_sideways_in_a_narrow_window(width: int, over: float, bad: bool) -> None:
    anna = replace(ANNA, device=Device("some", width, 700))
    assert kinds(fact("sideways", over, width=width), persona=anna) == ["reflow-loss"] * bad


def test_a_wide_page_on_a_phone_names_both_widths() -> None:
    assert "9 px wider than the window of 360 px" in only(fact("sideways", 9.0, width=PHONE.width)).message


def test_one_part_of_every_page_that_is_too_wide_is_one_finding() -> None:
    pages = [fact("sideways", 688.0, moment, width=1100) for moment in ("arrive", "find", "basket")]
    found = only(*pages, persona=replace(ANNA, device=PHONE))
    assert f"window of {PHONE.width} px" in found.message, "the window of the phone, not what it makes of the page"


def helps(moment: str, **places: str) -> Observation:
    """A page with ways to help: their words by their place, several parted by a comma."""
    ways = {place: tuple(words.split(", ")) for place, words in places.items()}
    return fact("help", ways, moment, url=f"{SHOP}/{moment}", title=moment)


def test_help_that_moves_or_goes() -> None:
    before = [helps("arrive", footer="Help"), helps("find", footer="Help", page="Ask us")]
    assert only(*before, helps("basket", header="Help")).observed == "help is in the page's head"
    gone = only(*before, helps("basket"), helps("checkout"))
    assert (gone.kind, gone.severity, gone.repeats) == ("help-inconsistent", Severity.MINOR, 0)


def test_one_of_two_ways_that_moves() -> None:
    before = [helps(each, header="Help", footer="Contact us") for each in ("arrive", "find", "choose")]
    moved = only(*before, helps("basket", footer="Contact us, Help"))
    assert moved.message.startswith("On 3 pages the way to help (“Help”) was in the page's head; on ")
    assert moved.message.endswith(" it is in the page's foot.")
    assert judged(*before, helps("basket", footer="Contact us")) == [], "another way is where it was"
    assert judged(*before, helps("basket", footer="Contact us", page="Help")) == []
    assert judged(*before, helps("basket", header="Help", footer="Contact us, Help")) == []


def test_help_that_changes_places_with_what_stands_beside_it() -> None:
    def page(moment: str, *order: str) -> Observation:
        return fact("help", {"nav": ("Help",)}, moment, url=f"{SHOP}/{moment}", title=moment, order=order)

    usual = ("Log in", "Help", "Home", "Mugs", "Bowls")
    before = [page("arrive", *usual), page("find", *usual, "Basket (1)")]
    moved = only(*before, page("basket", "Log in", "Home", "Mugs", "Bowls", "Help"))
    assert moved.message.startswith("On 2 pages the way to help (“Help”) came before “Home”, “Mugs” and “Bowls”; on ")
    assert moved.message.endswith(" it comes after them.")
    assert judged(*before, page("basket", "Help", "Log in", "Home", "Mugs", "Bowls")) == [], "one that has moved itself"
    assert judged(*before, page("basket", "Sale", "Help", "Bowls")) == [], "fewer things in the same order"


def test_help_that_stays_or_never_had_a_place() -> None:
    assert judged(helps("arrive", footer="Help"), helps("find", header="Help"), helps("basket")) == []
    assert (
        judged(helps("arrive", footer="Help"), helps("find", footer="FAQ", header="Help"), helps("pay", footer="Help"))
        == []
    )
    other = fact("help", {}, "pay", url="https://pay.example/card")
    assert judged(helps("arrive", footer="Help"), helps("find", footer="Help"), other) == []
    failed = fact("navigation", 500, "pay", url=f"{SHOP}/pay", via="link")
    assert "help-inconsistent" not in kinds(
        helps("arrive", footer="Help"), helps("find", footer="Help"), failed, helps("pay")
    )
