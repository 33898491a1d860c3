"""What a field asks for is told from all that is known about it, and gets what the shopper would write there."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import replace

import pytest
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.model import Card, Identity
from mystery_shopper.shop.fields import classify
from mystery_shopper.shop.parts import Field, Option
from mystery_shopper.shop.values import country_name, split_street

pytest_plugins = ("shops.pages",)

ADA = Identity(
    1, "Ada", "Byron", "ada@example.com", "07700 900123", "+447700900123", "12 Mill Lane", "", "Bath", "Somerset",
    "BA1 2AB", "GB", "Tea-1843x",
)  # fmt: skip
ANN = Identity(
    2, "Ann", "Lee", "ann@example.com", "(212) 555-0147", "+12125550147", "350 Oak St", "Apt 4", "Austin", "TX",
    "78701", "US", "Shoe-1843x",
)  # fmt: skip
BEE = replace(ADA, region="")  # lives where there is no such thing
CARD = Card("visa", "visa", "4242424242424242", "123", "approves", "published test card", 3, 2034)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (Field(1, autocomplete="shipping given-name", label="Name", label_from="label"), "given-name"),
        (Field(1, autocomplete="given-name", label="Full name", label_from="label"), "full-name"),
        (Field(1, autocomplete="section-b billing postal-code"), "postcode"),
        (Field(1, autocomplete="organization", label="Town or city", label_from="label"), "city"),
        (Field(1, autocomplete="shipping address-level1", label="Town or city", label_from="label"), "city"),
        (Field(1, autocomplete="address-level2", label="County, state or region", label_from="label"), "region"),
        (Field(1, autocomplete="address-level1", label="City or province", label_from="label"), "region"),
        (Field(1, autocomplete="country", label="Region", label_from="label"), "country"),
        (Field(1, autocomplete="one-time-code", label="First name *", label_from="label"), "given-name"),
        (Field(1, autocomplete="new-password", label="Email", label_from="label"), "new-password"),
        (Field(1, autocomplete="address-line2", label="Street", label_from="label"), "line2"),
        (Field(1, autocomplete="address-line2", label="House number *", label_from="label"), "house-number"),
        (Field(1, autocomplete="username", label="Email or phone", label_from="label"), "email"),
        (Field(1, autocomplete="cc-name", label="Name", label_from="label"), "card-name"),
        (Field(1, autocomplete="cc-csc"), "card-cvc"),
        (Field(1, autocomplete="off", label="Post code *", label_from="label"), "postcode"),
        (Field(1, label="First name", label_from="label", name="x1"), "given-name"),
        (Field(1, label="Flat / house number and street", label_from="label", name="x2"), "street"),
        (Field(1, label="Fax number:", label_from="label", name="BillingNewAddress.FaxNumber"), "unknown"),
        (Field(1, label="Nachname*", label_from="placeholder", placeholder="Nachname*"), "family-name"),
        (Field(1, adjacent="Prénom"), "given-name"),
        (Field(1, adjacent="Nom"), "family-name"),
        (Field(1, label="Address line 2 (optional)", label_from="label"), "line2"),
        (Field(1, label="Address 2", label_from="label"), "line2"),
        (Field(1, label="Address 1 *", label_from="label"), "street"),
        (Field(1, label="Third line of address", label_from="label"), "line2"),
        (Field(1, label="Address Complement", label_from="label"), "line2"),
        (Field(1, label="Straße und Hausnummer", label_from="label"), "street"),
        (Field(1, label="Hausnummer", label_from="label"), "house-number"),
        (Field(1, label="Town or city", label_from="label"), "city"),
        (Field(1, label="PLZ / Ort *", label_from="label"), "place"),
        (Field(1, label="PLZ Ort", label_from="label", autocomplete="postal-code"), "place"),
        (Field(1, adjacent="Code postal et ville"), "place"),
        (Field(1, placeholder="City, State, ZIP"), "place"),
        (Field(1, label="Town / City", label_from="label"), "city"),
        (Field(1, label="Zip / Postal code", label_from="label"), "postcode"),
        (Field(1, label="Post-code (UK & Ireland)", label_from="label"), "postcode"),
        (Field(1, label="State / Province", label_from="label"), "region"),
        (Field(1, type="select", options=(Option("", "Country"), Option("GB", "United Kingdom"))), "country"),
        (Field(1, type="email", label="Your contact", label_from="label"), "email"),
        (Field(1, label="E-Mail-Adresse", label_from="label"), "email"),
        (Field(1, label="Confirm email", label_from="label"), "email-again"),
        (Field(1, label="Street", label_from="label"), "street"),
        (Field(1, label="Street (2)", label_from="label"), "line2"),
        (Field(1, label="Name extension", label_from="label"), "line2"),
        (Field(1, label="Email (required)", label_from="label", type="email"), "email"),
        (Field(1, label="Email address (repeated)", label_from="label", type="email"), "email-again"),
        (Field(1, type="tel", label="Number", label_from="label"), "phone"),
        (Field(1, label="Mobile", label_from="label"), "phone"),
        (Field(1, type="password", label="Password", label_from="label"), "password"),
        (Field(1, type="password", label="Repeat password", label_from="label"), "password-again"),
        (Field(1, type="password", label="Security code", label_from="label"), "card-cvc"),
        (Field(1, type="password", label="CCV", label_from="label"), "card-cvc"),
        (Field(1, label="Card number", label_from="label"), "card-number"),
        (Field(1, label="Expiration (MM/YY)", label_from="label"), "card-expiry"),
        (Field(1, label="Name", label_from="label", name="cardholder_name"), "card-name"),
        (Field(1, label="Name on card", label_from="label"), "card-name"),
        (Field(1, name="billing_first_name"), "given-name"),
        (Field(1, name="address1"), "street"),
        (Field(1, name="addressLine2"), "line2"),
        (Field(1, label="Voucher code", label_from="label"), "voucher"),
        (Field(1, type="search"), "search"),
        (Field(1, type="number", label="Quantity", label_from="label"), "quantity"),
        (Field(1, type="checkbox", label="I have read the terms and conditions", label_from="label"), "terms"),
        (Field(1, type="checkbox", label="Keep me posted with news and offers", label_from="label"), "newsletter"),
        (Field(1, type="checkbox", label="Billing address is the same", label_from="label"), "same-address"),
        (Field(1, type="checkbox", label="Gift wrapping", label_from="label"), "paid-extra"),
        (Field(1, label="Leave this field empty", label_from="label", name="email"), "honeypot"),
        (Field(1, name="email", decoy="it cannot be seen"), "honeypot"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_field_says_what_it_asks_for(field: Field, kind: str) -> None:
    guess = shop.classify(field)
    assert guess is not None
    assert guess.kind == kind, guess


@pytest.mark.parametrize(
    "field",
    [
        Field(1, type="radio", label="Standard", label_from="label"),
        Field(1, name="zz"),
        Field(1, type="checkbox", label="Blue"),
        Field(1, label="Fax number", label_from="label", name="x3"),
    ],
)
def test_a_field_that_says_nothing_is_not_guessed(field: Field) -> None:
    assert shop.classify(field) is None


def test_how_it_is_known_is_told() -> None:
    guess = shop.classify(Field(1, label="City", label_from="label"))
    assert guess is not None
    assert guess.why == "its label is 'City'"


def test_a_page_is_classified_topmost_first_with_street_and_second_password_told_apart(see: See) -> None:
    view = see(
        "<form><label>Street <input id=s></label><label>House number <input></label><label>Password <input type=password></label>"
        "<label>Password <input type=password></label><div style='position:absolute;left:-9999px'><input name=email></div></form>"
    )
    assert set(shop.classified(view)) == {"street-name", "house-number", "password", "password-again"}


@pytest.mark.parametrize(
    ("kind", "field", "who", "value"),
    [
        ("given-name", Field(1), ADA, "Ada"),
        ("full-name", Field(1), ADA, "Ada Byron"),
        ("card-name", Field(1), ADA, "Ada Byron"),
        ("street", Field(1), ADA, "12 Mill Lane"),
        ("street-name", Field(1), ADA, "Mill Lane"),
        ("house-number", Field(1), ADA, "12"),
        ("place", Field(1, label="Postcode & town", label_from="label"), ADA, "BA1 2AB Bath"),
        ("place", Field(1, label="Town/city/postcode", label_from="label"), ADA, "Bath BA1 2AB"),
        ("place", Field(1, placeholder="City, State, ZIP"), ANN, "Austin, TX, 78701"),
        ("place", Field(1, placeholder="City, State, ZIP"), BEE, "Bath, BA1 2AB"),
        ("phone", Field(1), ADA, "07700 900123"),
        ("phone", Field(1, placeholder="+44 7700 900000"), ADA, "+447700900123"),
        ("country", Field(1), ADA, "United Kingdom"),
        ("phone", Field(1, type="select", options=(Option("", "-"), Option("+1", "USA +1"), Option("+44", "Guernsey +44"), Option("+44", "UK +44"))), ADA, "+44"),
        ("country", Field(1, type="select", options=(Option("", "-"), Option("FR", "France"), Option("GB", "UK"))), ADA, "GB"),
        ("country", Field(1, type="select", options=(Option("1", "Frankreich"), Option("2", "Vereinigtes Königreich"))), ADA, "2"),
        ("country", Field(1, type="select", options=(Option("21", "Royaume-Uni"), Option("2", "Suisse"))), ADA, "21"),
        ("country", Field(1, type="select", options=(Option("us", "United States of America"), Option("ca", "Canada"))), ANN, "us"),
        ("region", Field(1, type="select", options=(Option("", "Select"), Option("NY", "New York"), Option("TX", "Texas"))), ANN, "TX"),
        ("region", Field(1, type="select", options=(Option("1", "Avon"), Option("2", "Somerset"))), ADA, "2"),
        ("region", Field(1), BEE, ""),
        ("region", Field(1, required=True), BEE, "Bath"),
        ("card-number", Field(1), ADA, "4242424242424242"),
        ("card-cvc", Field(1), ADA, "123"),
        ("card-expiry", Field(1, placeholder="MM / YY"), ADA, "03/34"),
        ("card-expiry", Field(1, placeholder="MM/YYYY"), ADA, "03/2034"),
        ("card-expiry", Field(1, type="month"), ADA, "2034-03"),
        ("card-month", Field(1, type="select", options=(Option("", "MM"), Option("3", "03 - March"), Option("4", "04"))), ADA, "3"),
        ("card-year", Field(1, type="select", options=(Option("33", "2033"), Option("34", "2034"))), ADA, "34"),
        ("card-year", Field(1, maxlength=2), ADA, "34"),
        ("card-year", Field(1, maxlength=4), ADA, "2034"),
        ("salutation", Field(1, type="select", options=(Option("", "-"), Option("ms", "Ms"))), ADA, "ms"),
        ("birth-date", Field(1, type="date"), ADA, "1985-06-15"),
        ("birth-date", Field(1, placeholder="MM/DD/YYYY"), ANN, "06/15/1985"),
        ("birth-date", Field(1, placeholder="dd-mm-jjjj"), ADA, "15-06-1985"),
        ("birth-date", Field(1, placeholder="TT.MM.JJJJ"), ADA, "15.06.1985"),
        ("birth-date", Field(1, placeholder="YYYY-MM-DD"), ADA, "1985-06-15"),
        ("birth-date", Field(1, label="Date of birth (DD/MM/YY)"), ADA, "15/06/85"),
        ("note", Field(1), ADA, None),
        ("company", Field(1), ADA, "Byron"),
        ("country", Field(1, type="select", options=(Option("FR", "France"),)), ADA, None),
    ],
)  # fmt: skip
def test_what_is_written_fits_the_field(kind: str, field: Field, who: Identity, value: str | None) -> None:
    assert shop.value_for(kind, who, CARD, field) == value


def test_no_card_writes_no_card_number() -> None:
    assert shop.value_for("card-number", ADA, None, Field(1)) is None


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("12 Mill Lane", ("12", "Mill Lane")),
        ("Lindenweg 7", ("7", "Lindenweg")),
        ("7b, rue des Lilas", ("7b", "rue des Lilas")),
        ("Straße des 17. Juni 135", ("135", "Straße des 17. Juni")),
        ("Rose Cottage", ("", "Rose Cottage")),
    ],
)
def test_a_street_is_parted_from_its_number(line: str, parts: tuple[str, str]) -> None:
    assert split_street(line) == parts


def test_a_country_is_named_in_the_pages_language_and_in_english_when_that_is_unknown() -> None:
    assert (country_name("DE", "fr"), country_name("DE", "de-AT"), country_name("DE", "xx")) == (
        "Allemagne",
        "Deutschland",
        "Germany",
    )


def test_a_list_of_dialling_codes_belongs_to_the_telephone_and_a_list_of_extras_does_not() -> None:
    codes = (Option("", "---"), Option("+33", "France +33"), Option("+353", "Ireland +353"))
    guess = classify(Field(1, type="select", label="International area code", options=codes), "en")
    assert guess is not None
    assert guess.kind == "phone"
    sizes = (Option("s", "Small"), Option("m", "Medium"), Option("l", "Large, +2 GBP"))
    assert classify(Field(1, type="select", label="Cup", options=sizes), "en") is None


@pytest.mark.parametrize(
    ("label", "lang", "kind"),
    [
        ("Username", "en", "username"),
        ("Nazwa użytkownika", "pl", "username"),
        ("CPF", "pt-BR", "personal-number"),
        ("CNPJ", "pt-BR", "tax-number"),
        ("NIF / DNI", "es", "personal-number"),
        ("Codice fiscale", "it", "personal-number"),
        ("Partita IVA", "it", "tax-number"),
        ("Bairro", "pt-BR", "district"),
    ],
)
def test_the_number_of_a_person_is_not_that_of_a_company(label: str, lang: str, kind: str) -> None:
    guess = classify(Field(1, label=label, label_from="label"), lang)
    assert guess is not None
    assert guess.kind == kind


def test_who_has_no_number_of_that_country_writes_none() -> None:
    assert shop.value_for("personal-number", ADA, None, Field(1, label="CPF", required=True)) is None


def test_a_name_beside_a_first_name_and_without_a_last_one_is_the_last_name(see: See) -> None:
    both = "<form><p><label>First Name <input name=a></label></p><p><label>{} <input name=b></label></p></form>"
    found = shop.classified(see(both.format("Name")))
    assert [each.name for each in found["family-name"]] == ["b"]
    assert "full-name" not in found
    parted = both.format("Last name") + "<form><label>Name <input name=c></label></form>"
    assert [each.name for each in shop.classified(see(parted))["full-name"]] == ["c"]


@pytest.mark.parametrize(
    ("placeholder", "maxlength", "written"),
    [
        ("MM/JJ", 7, "03/34"),
        ("MM / YY", 7, "03/34"),
        ("MM / YYYY", 0, "03/2034"),
        ("", 7, "03/2034"),
        ("MM/AA", 5, "03/34"),
    ],
)
def test_a_year_is_written_in_as_many_digits_as_the_field_shows(placeholder: str, maxlength: int, written: str) -> None:
    field = Field(1, tag="input", type="text", label="Expiry", placeholder=placeholder, maxlength=maxlength)
    assert shop.value_for("card-expiry", ADA, CARD, field, "en") == written
