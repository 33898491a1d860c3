"""What a page tells beside what somebody looks for: language, money, delivery, returns, help, extras, reasons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mystery_shopper.shop.abroad import currency_shown, language_of, offers_another
from mystery_shopper.shop.asking import (
    asked_fields,
    form_fields,
    help_places,
    nameless_fields,
    reason_near,
    tells_delivery,
    tells_returns,
    ticked_extras,
    ways_on,
)
from mystery_shopper.shop.parts import Money
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Control, Field, Line, Option, PageView, Rect, Row


def said(*texts: str, lang: str = "en") -> PageView:
    return PageView("http://shop.example/a", lang=lang, lines=tuple(Line(each, tag="p") for each in texts))


def pressed(*names: str, lang: str = "en", region: str = "main", href: str = "http://shop.example/b") -> PageView:
    controls = tuple(Control(at, "link", each, region=region, href=href) for at, each in enumerate(names, 1))
    return PageView("http://shop.example/a", lang=lang, controls=controls)


GERMAN = ("In den Warenkorb", "Zur Kasse", "Anmelden", "Weiter einkaufen", "Versandkosten", "Jetzt bestellen")


def test_a_page_speaks_what_it_says_unless_its_words_say_otherwise() -> None:
    assert language_of(pressed("Basket", "Help", lang="en-GB"), "en-GB") == "en"
    assert language_of(pressed(*GERMAN, lang="en"), "en-GB") == "de"
    assert language_of(pressed(*GERMAN, "Add to basket", lang="en"), "en-GB") == "en"
    assert language_of(pressed("Deutsch", lang="en"), "en-GB") == "en"
    assert language_of(said("Ware"), "en-GB") == "en"


def test_the_money_of_most_prices_counts() -> None:
    assert currency_shown(said("£12", "£3.50", "€4"), "GBP") == "GBP"
    assert currency_shown(said("$12"), "CAD") == "CAD"
    assert currency_shown(said("$12"), "GBP") == "USD"
    assert currency_shown(said("12.50", "Ring 0800 123"), "GBP") == ""


def listed(*entries: str, **more: object) -> PageView:
    options = tuple(Option(each, each) for each in entries)
    return PageView("http://shop.example/a", fields=(Field(1, "select", "select", options=options, form=7),))


@pytest.mark.parametrize(
    "view",
    [
        listed("English", "Deutsch"),
        listed("GBP £", "EUR €"),
        listed("United Kingdom", "Germany", "France"),
        pressed("EN", "FR", region="header"),
        pressed("Français", "English", region="footer"),
        pressed("Change language"),
        pressed("Language and currency"),
    ],
)
def test_a_way_to_another_language_or_money(view: PageView) -> None:
    assert offers_another(view)


def test_a_country_of_an_address_and_other_lists_offer_nothing() -> None:
    address = listed("United Kingdom", "Germany")
    mates = tuple(Field(at, label=each, form=7) for at, each in enumerate(("Street", "City"), 2))
    assert not offers_another(PageView("http://shop.example/a", fields=(*address.fields, *mates)))
    assert not offers_another(listed("Small", "Large"))
    assert not offers_another(pressed("Home", "Basket", "Help"))


@pytest.mark.parametrize(
    "line",
    [
        "Delivery £3.00",
        "Standard delivery: free",
        "Delivered within 2 to 3 working days",
        "Shipping from $4.95",
        "Express delivery by 28 November",
    ],
)
def test_a_line_that_tells_cost_or_date_of_the_delivery(line: str) -> None:
    assert tells_delivery(said("A mug", line)) == line


@pytest.mark.parametrize(
    "line", ["Delivery", "Delivery and returns", "We deliver with a smile", "£12.50", "Mug, 3 days old"]
)
def test_a_line_that_tells_neither(line: str) -> None:
    assert tells_delivery(said(line)) == ""


def test_days_to_return_are_no_days_of_delivery() -> None:
    assert tells_delivery(said("Delivery and returns", "30 days to return")) == ""


def test_another_of_the_sums_is_no_cost_of_delivery() -> None:
    assert tells_delivery(said("Delivery later", "Total £12.50")) == ""
    assert tells_delivery(said("Delivery", "£3.95")) == "Delivery"


def test_words_and_links_on_returns() -> None:
    assert tells_returns(said("30 days to return it: see our returns policy"))
    assert tells_returns(pressed("Returns"))
    assert not tells_returns(said("A novel of kings"))
    assert not tells_returns(said("30 days to return")), "a slogan, and nothing that tells more"
    assert not tells_returns(said("Delivery and returns", "Standard: 3.50, arrives by Monday 3 December"))
    assert not tells_returns(said("Start a return from your order.")), "neither how long nor what it costs"
    assert tells_returns(said("Can I return something?", "Yes, within 30 days."))
    assert tells_returns(said("Returns", "Send back what does not fit within 30 days."))


@pytest.mark.parametrize(
    ("placeholder", "named"),
    [
        ("MM / YY", False),
        ("TT.MM.JJJJ", False),
        ("1234 5678", False),
        ("jo@example.com", False),
        ("Postcode", True),
        ("Your name", True),
    ],
)
def test_an_example_is_no_name(placeholder: str, named: bool) -> None:
    field = Field(1, label=placeholder, label_from="placeholder", placeholder=placeholder, autocomplete="cc-exp")
    assert bool(nameless_fields(PageView("http://shop.example/a", fields=(field,)))) is not named
    labelled = replace(field, label="Expiry date", label_from="label")
    assert nameless_fields(PageView("http://shop.example/a", fields=(labelled,))) == []


def test_help_is_known_by_its_place() -> None:
    assert help_places(pressed("Help", region="footer")) == {"footer": ("Help",)}
    assert help_places(pressed("Contact us", region="main")) == {"page": ("Contact us",)}
    assert help_places(pressed("Basket", region="header")) == {}
    assert help_places(pressed("Terms of service", region="footer")) == {}, "terms help nobody"


def test_a_way_on_is_a_link_of_the_page_itself() -> None:
    assert ways_on(pressed("Mugs")) == ["Mugs"]
    assert ways_on(pressed("Mugs", region="header")) == []
    assert ways_on(pressed("Top", href="http://shop.example/a#top")) == []


def box(label: str, checked: bool = True) -> PageView:
    return PageView(
        "http://shop.example/a", lang="en", fields=(Field(1, type="checkbox", label=label, checked=checked),)
    )


def test_extras_that_are_chosen_already() -> None:
    assert ticked_extras(box("Add insurance for £2.50")) == [
        ("Add insurance for £2.50", Money(Decimal("2.50"), "GBP", "£2.50"))
    ]
    assert ticked_extras(box("Add insurance for £2.50", checked=False)) == []
    assert ticked_extras(box("Free gift wrapping")) == []
    assert ticked_extras(box("Remember me")) == []


def test_what_is_asked_and_how_it_is_typed() -> None:
    fields = (
        Field(1, label="Phone", label_from="label", type="text", rect=Rect(0, 10)),
        Field(2, label="Card number", label_from="label", type="text", inputmode="numeric", rect=Rect(0, 20)),
        Field(3, label="First name", label_from="label", rect=Rect(0, 30)),
        Field(4, label="Voucher code", label_from="label", rect=Rect(0, 40)),
        Field(5, type="checkbox", label="I agree"),
    )
    found = asked_fields(PageView("http://shop.example/a", lang="en", fields=fields))
    assert [(each.kind, each.own, each.numeric, each.keyboard) for each in found] == [
        ("phone", True, True, False),
        ("card-number", True, True, True),
        ("given-name", True, False, False),
        ("voucher", False, False, False),
    ]
    assert found[0].due == "tel"


@pytest.mark.parametrize("form", [2, 0])
def test_neither_the_log_in_nor_how_many_lie_in_the_basket_is_part_of_the_form(form: int) -> None:
    known = (
        Field(1, type="email", label="Existing customer", label_from="adjacent", form=1, rect=Rect(0, 10)),
        Field(2, type="password", label="Password", label_from="placeholder", form=1, rect=Rect(0, 20)),
    )
    hers = (
        Field(3, type="email", label="E-mail", label_from="label", form=form, rect=Rect(0, 30)),
        Field(4, label="First name", label_from="label", form=form, rect=Rect(0, 40)),
    )
    many = Field(5, type="number", label="Blue Mug", label_from="adjacent", value="1", row=7, rect=Rect(0, 50))
    page = PageView("http://shop.example/a", lang="en", rows=(Row(7, "Blue Mug £12.50"),))
    assert [each.ref for each in form_fields(replace(page, fields=(*known, *hers, many)))] == [3, 4]
    assert [each.ref for each in form_fields(replace(page, fields=known))] == [1, 2], (
        "a page to log in asks nothing else"
    )


def grey(name: str = "Add to basket", near: str = "", hint: str = "") -> PageView:
    control = Control(1, "button", name, text=name, hint=hint, disabled=True, rect=Rect(0, 100, 100, 30))
    lines = (Line(near, rect=Rect(0, 140, 100, 20)),) if near else ()
    return PageView("http://shop.example/a", lang="en", controls=(control,), lines=lines)


@pytest.mark.parametrize(
    "view",
    [grey("Sold out"), grey(near="Please choose a size"), grey(hint="Select a size first"), grey(near="Out of stock")],
)
def test_a_grey_control_with_a_reason(view: PageView) -> None:
    assert reason_near(view, view.controls[0])


REASONS = {
    "en": ["Minimum order £20", "Agree to our conditions to continue", "Sales start on 1 December", "Only for members"],
    "en-GB": ["Log in to buy this", "Sold in packs of 6", "Please complete all fields", "We are closed on Sundays"],
    "": ["Spend £5.00 more to check out", "Only 3 left", "Checkout opens once you have chosen a delivery"],
    "de": [
        "Mindestbestellwert 20 €",
        "Bitte füllen Sie alle Felder aus",
        "Verfügbar ab Montag",
        "Höchstmenge erreicht",
    ],
    "fr": ["Commande minimum 20 €", "Remplissez tous les champs", "Acceptez les conditions pour continuer"],
    "es": ["Pedido mínimo 20 €", "Rellena todos los campos para continuar"],
    "it": ["Ordine minimo 20 €", "Compila tutti i campi per continuare"],
    "nl": ["Minimum bestelbedrag € 20", "Vul alle verplichte velden in"],
    "pl": ["Minimalna wartość zamówienia 20 zł", "Uzupełnij wszystkie pola"],
    "pt": ["Pedido mínimo 20 €", "Preencha todos os campos"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, each) for lang, texts in REASONS.items() for each in texts])
def test_a_grey_control_has_its_reason_in_many_words(lang: str, text: str) -> None:
    view = replace(grey(near=text), lang=lang)
    assert reason_near(view, view.controls[0]) == text


@pytest.mark.parametrize(
    "view",
    [
        grey(near="Delivery £3.00"),
        grey(near="First name"),
        grey(near="Password: at least 8 characters"),
        grey("Proceed to checkout"),
        grey(hint="btn first-step opens-at"),
    ],
)
def test_a_grey_control_without_one(view: PageView) -> None:
    assert reason_near(view, view.controls[0]) == ""


def test_the_name_of_another_control_is_no_reason() -> None:
    view = grey(near="Log in to your account")
    line = replace(view.lines[0], control=2)
    assert reason_near(replace(view, lines=(line,)), view.controls[0]) == ""


CAPS = {
    "en": [
        "Maximum 5 per order",
        "We've adjusted your quantity to 3",
        "You can order up to 2",
        "Quantity reduced to 3",
    ],
    "": ["Only 3 left", "Sorry, we only have 3 of these"],
    "de": ["Nur noch 3 verfügbar", "Menge wurde auf 3 angepasst", "Maximal 5 Stück"],
    "fr": ["Quantité limitée à 3", "Il n'en reste que 3", "Maximum de 3 articles"],
    "es": ["Solo quedan 3", "Máximo 3 por pedido"],
    "it": ["Ne restano solo 3", "Solo 3 disponibili"],
    "nl": ["Nog maar 3 op voorraad", "Maximum van 3 per klant"],
    "pl": ["Zostały tylko 3 sztuki"],
    "pt": ["Restam apenas 3 unidades"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, each) for lang, texts in CAPS.items() for each in texts])
def test_a_cap_is_announced_in_many_words(lang: str, text: str) -> None:
    assert says("stock-cap", text, lang)


@pytest.mark.parametrize(
    "text", ["Basket updated", "Up to 20% off", "3 items", "Quantity", "In stock", "Save up to £5"]
)
def test_what_announces_no_cap(text: str) -> None:
    assert not says("stock-cap", text, "en")
