"""Tills of older and of headless makes: providers that ask more than a card, last steps that look like the end."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pytest
from playwright.sync_api import Page
from shops.buying import Bought, Customers
from shops.mugs import LINES, SHOP, TILL, send, told
from shops.serving import See
from tiny_shop import TinyShop, page

from mystery_shopper import shop
from mystery_shopper.presets import devices
from mystery_shopper.shop.confirming import confirmation, confirming_text, order_reference
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.product import read_product

pytest_plugins = ("shops.pages",)
WHO: Final = "<label>E-mail <input type=email name=e autocomplete=email required></label>"
CARD: Final = "<label>Card number <input name=c autocomplete=cc-number></label> <label>Expiry <input name=x autocomplete=cc-exp></label> <label>Security code <input name=s autocomplete=cc-csc></label>"
WAYS: Final = "<fieldset><legend>Payment method</legend><label><input type=radio name=w value=card>Credit card</label><label><input type=radio name=w value=bank>Bank transfer</label></fieldset><div id=form></div>"
TELL: Final = "parent.postMessage([...document.querySelectorAll('input, select')].every(each => each.type === 'radio' || each.value) ? 'full' : 'more', '*')"
WAKES: Final = "addEventListener('message', told => { go.disabled = told.data !== 'full' })"


def sent(people: Customers, pages: dict[str, str], **traits: Any) -> Bought:
    return send(people, {**SHOP, **pages}, **traits)


def till(frame: str, more: str = "", script: str = WAKES) -> str:
    form = f"<form action=/thanks>{WHO}{more}<p>Total £9.00</p>{frame}<button id=go disabled>Buy now</button></form>"
    return page(form, title="Checkout", script=script)


# ------------------------------------------------------------------ what a provider asks beside the card


def test_the_postcode_that_a_provider_asks_once_the_number_stands_is_written(people: Customers) -> None:
    zip_ = "document.body.insertAdjacentHTML('beforeend', '<label>Postcode <input name=z></label>')"
    script = f"addEventListener('input', told => {{ if (told.target.name === 'c' && told.target.value.length > 15 && !document.querySelector('[name=z]')) {zip_}; {TELL} }})"
    bought = sent(people, {"/till": till("<iframe src=/card title='Secure card payment'></iframe>"), "/card": page(CARD, title="Card", script=script)})  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)


def test_the_instalments_that_wake_with_the_number_are_chosen(people: Customers) -> None:
    many = "<label>Parcelas <select name=p disabled><option value=''>Selecione o número de parcelas</option></select></label>"
    wakes = "setTimeout(() => { const p = document.querySelector('[name=p]'); if (p.options.length > 1) return; p.disabled = false; p.add(new Option('1x de R$ 9,00 sem juros', '1')) }, 500)"
    script = f"addEventListener('input', () => {{ {wakes}; setTimeout(() => {{ {TELL} }}, 700) }}); addEventListener('change', () => {{ {TELL} }})"
    bought = sent(people, {"/till": till("<iframe src=/card title='Secure card payment'></iframe>"), "/card": page(CARD + many, title="Card", script=script)})  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)


def test_the_card_is_chosen_where_a_document_within_the_page_asks_how_to_pay(people: Customers) -> None:
    script = f"addEventListener('change', told => {{ if (told.target.value === 'card') form.innerHTML = `{CARD}` }}); addEventListener('input', () => {{ {TELL} }})"
    bought = sent(people, {"/till": till("<iframe src=/card title='Payment methods'></iframe>"), "/card": page(WAYS, title="Pay", script=script)})  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)


def test_a_card_form_whose_frame_comes_late_is_waited_for_while_the_button_sleeps(people: Customers) -> None:
    script = f"{WAKES}; addEventListener('change', told => {{ if (told.target.value === 'card') setTimeout(() => {{ form.innerHTML = '<iframe src=/card title=\"Secure card payment\"></iframe>' }}, 2600) }})"
    inner = f"addEventListener('input', () => {{ {TELL} }})"
    bought = sent(people, {"/till": till("", WAYS, script), "/card": page(CARD, title="Card", script=inner)}, patience_s=15.0)  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)


# ------------------------------------------------------------------ what looks like the end and is not


@pytest.mark.parametrize(
    "last",
    [
        "<h1>Step 4 of 5 - Order Confirmation</h1><p>Thank you!</p><p>Total £9.00</p><form action=/thanks><button>Confirm Order</button></form>",
        f"<h1>Secure payment page</h1><p>Order number: MUG-1</p><p>Amount: £9.00</p><form action=/thanks>{CARD}<button>VALIDATE</button></form>",
        "<h1>Pay for your order</h1><p>Order number: MUG-1</p><form action=/thanks><button>Pay now</button></form>",
    ],
)
def test_nothing_is_bought_while_the_page_still_wants_to_be_paid_or_confirmed(people: Customers, last: str) -> None:
    ways = {"/till": page(f"<form action=/last>{WHO}<p>Total £9.00</p><button>Continue</button></form>", title="Checkout"), "/last": page(last, title="Checkout")}  # fmt: skip
    bought = sent(people, ways)
    assert bought.reference == "MUG-4711", told(bought)


def test_a_basket_to_which_the_shop_leads_back_is_left_once_more(people: Customers) -> None:
    script = "if (document.referrer.endsWith('/who')) document.querySelector('a[href=\"/who\"]').href = '/till'"
    who = f"<form action=/basket>{WHO}<label>Name <input name=n autocomplete=name></label><label>Street <input name=s autocomplete=street-address></label><button>Continue</button></form>"
    pages = {
        "/basket": page(LINES.replace("/till", "/who"), title="Basket", script=script),
        "/who": page(who, title="Who are you?"),
    }
    bought = sent(people, pages)
    assert bought.reference == "MUG-4711", told(bought)


def test_who_is_new_writes_her_address_into_the_form_that_asks_whether_she_is_known(people: Customers) -> None:
    door = (
        "<form action=/till><label>E-mail address <input type=email name=e required></label>"
        "<label><input type=radio name=a value=new>No, I am a new customer.</label>"
        "<label><input type=radio name=a value=old>Yes, I have a password:</label>"
        "<label>Password <input type=password name=p></label><button>Next</button></form>"
    )
    script = (
        "document.querySelector('[name=e]').addEventListener('input', () => { document.querySelector('[value=old]').checked = true });"
        "document.forms[0].addEventListener('submit', event => { if (!document.querySelector('[value=new]').checked) { event.preventDefault(); location = '/' } })"
    )
    pages = {"/basket": page(LINES.replace("/till", "/door"), title="Basket"), "/door": page(door, title="Log in", script=script)}  # fmt: skip
    bought = sent(people, pages)
    assert bought.reference == "MUG-4711", told(bought)


def test_the_way_on_in_the_box_that_offers_a_checkout_without_an_account_is_taken(people: Customers) -> None:
    box = (
        "<fieldset><legend>Checkout Without Account</legend>For a faster checkout, we offer the option to checkout without creating an account.<br>"
        "<div style='text-align:right'><a href=/till><img alt=Continue src=/gif width=80 height=20></a></div></fieldset>"
    )
    known = "<form action=/no><fieldset><legend>Returning Customers</legend><label>E-mail <input name=e type=text></label><label>Password <input type=password name=p></label></fieldset><button>Sign in</button></form>"
    new = "<form action=/no><label>Name <input name=n required></label><label>Street Address <input name=s required></label><label>City <input name=t required></label><label>Password <input type=password name=q required></label><label>Confirm Password <input type=password name=r required></label><button>Submit the Information</button></form>"
    bought = sent(people, {"/basket": page(LINES.replace("/till", "/door"), title="Basket"), "/door": page(box + known + new, title="Log in")})  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)
    assert not any("forced-account" in each for each in bought.findings)


# ------------------------------------------------------------------ what is read


def test_a_year_without_a_word_behind_the_month_belongs_to_the_card(see: See) -> None:
    body = "<form><div><label>Card Number <input size=20></label></div><div><label>CVC <input size=4></label></div><div><label>Expiration (MM/YYYY) <input id=m size=2></label> / <input id=y size=4></div></form>"
    found = classified(see(body))
    assert ([each.id for each in found["card-month"]], [each.id for each in found["card-year"]]) == (["m"], ["y"])


def test_words_for_the_whole_card_do_not_make_each_field_its_number(see: See) -> None:
    months = "".join(f"<option value={each:02d}>Month - ({each:02d})</option>" for each in range(1, 13))
    years = "".join(f"<option value={each}>20{each}</option>" for each in range(26, 34))
    body = f"<form><label for=o>Credit Card Owner:</label><input id=o><br><label for=n>Credit Card Number:</label><input id=n><br><label for=m>Credit Card Expiry Date:</label><select id=m name=cc_expires_month>{months}</select><select id=y name=cc_expires_year>{years}</select><br><label for=c>CVV Number</label><input id=c></form>"
    kinds = {each.id: kind for kind, fields in classified(see(body)).items() for each in fields}
    assert kinds == {"o": "card-name", "n": "card-number", "m": "card-month", "y": "card-year", "c": "card-cvc"}


def test_amounts_that_stand_before_their_words_in_the_source_are_read_by_where_they_stand(see: See) -> None:
    row = "<div style='overflow:hidden'><div style='float:right;width:80px'>{}</div><div style='float:right'>{}</div></div>"
    body = "<fieldset><legend>Your Total</legend>" + "".join(
        row.format(*each) for each in (("$14.50", "Sub-Total:"), ("$5.00", "Flat Rate (Best Way):"), ("$19.50", "Total:"))
    )  # fmt: skip
    sums = shop.read_totals(see(body + "</fieldset>"))
    assert (sums.subtotal, sums.total) == (Decimal("14.50"), Decimal("19.50"))


@pytest.mark.parametrize(
    ("body", "lang", "subtotal", "delivery", "total"),
    [
        ("<p>Total des articles 44,90 €</p><p>Total 44,90 €</p><p>Livraison gratuite Commande supérieure à 500€</p>", "fr", "44.90", None, "44.90"),
        ("<p>Total HT 43,17 €</p><p>Livraison 6,90 €</p><p>Total 51,80 €</p>", "fr", None, "6.90", "51.80"),
        ("<div><span>Subtotal</span> <b>£14.50</b></div><div style='display:flex;justify-content:space-between'><p>Total price includes £3.08 tax</p><p>£18.45</p></div>", "en", "14.50", None, "18.45"),
    ],
)  # fmt: skip
def test_sums_and_conditions_are_told_apart(
    see: See, body: str, lang: str, subtotal: str | None, delivery: str | None, total: str
) -> None:
    sums = shop.read_totals(see(body, lang=lang))
    found = [str(each) if each is not None else None for each in (sums.subtotal, sums.delivery, sums.total)]
    assert found == [subtotal, delivery, total]


def test_a_reduced_price_is_a_price_and_no_saving(see: See) -> None:
    body = "<main><h1>Chaise</h1><p>Prix promo 44,90 €</p><p>Prix normal <s>54,50 €</s></p><button>Ajouter au panier</button></main>"
    found = read_product(see(body, lang="fr"), "EUR", "Chaise")
    assert (found.price and found.price.amount, found.source) == (Decimal("44.90"), "page")


def test_a_picture_called_a_thumbnail_names_no_goods_and_a_decimal_is_no_number_of_pieces(see: See) -> None:
    line = "<li><a href=/m><img alt=Thumbnail src=/gif width=60 height=60></a><p>Blue Mug</p><input type=number value=1 aria-label=Quantity><p>17,50 €</p></li>"
    sums = "<dl><dt>Gesamtanzahl</dt><dd>17,50 €</dd></dl><div class=row><span>Gesamtanzahl</span> <span>17,50 €</span></div>"
    found = shop.read_basket(see(f"<main><h1>Ihr Warenkorb</h1><ul>{line}</ul>{sums}</main>", lang="de"), "EUR").lines
    assert [(each.name, each.quantity) for each in found] == [("Blue Mug", 1)]


def test_an_order_is_confirmed_in_the_pages_head_too(see: See) -> None:
    before = see(f"<form>{WHO}</form>")
    after = see("<header><p>Acme Store</p><p>Order #1001 confirmed</p><p>Thank you for placing your order.</p></header><main><p>Total £9.00</p></main>")  # fmt: skip
    assert confirming_text(after) == "Order #1001 confirmed"
    assert (order_reference(after), confirmation(before, after).believed) == ("1001", True)
    assert not confirming_text(see("<header><p>Thank you for your visit</p></header><main><h1>Mugs</h1></main>"))


def test_a_bar_below_the_veil_of_an_open_tray_wants_no_answer(see: See) -> None:
    tray = "<div style='position:fixed;inset:0;background:#0006;z-index:10'></div><div style='position:fixed;top:0;right:0;width:400px;height:100%;z-index:20;background:#fff'><h2>Your basket</h2><p>Blue Mug £9.00</p><a href=/till>Checkout</a></div>"
    bar = "<div style='position:fixed;bottom:0;left:0;right:0;height:60px;z-index:5;background:#333'>We use cookies. <a href=#>OK</a></div>"
    top = see(f"<h1>Blue Mug</h1>{tray}{bar}").modal
    assert top is not None
    assert "Your basket" in top.text


def test_a_till_with_a_card_among_its_fields_is_still_the_last_page(people: Customers) -> None:
    bought = sent(people, {"/till": page(f"<form action=/thanks>{TILL}<button>Buy now</button></form>", title="Checkout")})  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)


def test_the_heading_that_closes_an_open_tray_does_not_lead_to_the_basket(see: See) -> None:
    tray = "<div role=dialog aria-modal=true style='position:fixed;top:0;right:0;width:400px;height:100%;background:#fff'><button>&times; Basket</button><p>Blue Mug £9.00</p><a href=/till>Checkout</a></div>"
    assert shop.basket_link(see(f"<header><a href=/basket>Basket</a></header><h1>Blue Mug</h1>{tray}")) is None


def test_a_finger_meets_a_frame_on_a_page_that_is_wider_than_the_phone(people: Customers) -> None:
    ways = "<fieldset style='margin-left:500px'><legend>Payment method</legend><label><input type=radio name=w value=card required>Credit card</label></fieldset>"
    wide = f"<div style='width:720px'>{ways}<iframe src=/card title='Secure card payment' width=330 style='margin-left:330px'></iframe></div>"
    script = f"addEventListener('input', () => {{ {TELL} }})"
    phone = devices()["pixel-7"]
    bought = sent(people, {"/till": till(wide), "/card": page(CARD, title="Card", script=script)}, device=phone, input="touch")  # fmt: skip
    assert bought.reference == "MUG-4711", told(bought)


def test_what_is_asked_stands_near_the_twin_of_a_bar_at_the_edge(see: See) -> None:
    pills = "".join(f"<button type=button>{each}</button>" for each in ("S", "M", "L"))
    body = f"<h1>Blue Shirt</h1><div style='height:1500px'></div><div><p>Select size</p>{pills}</div><button disabled>Select variant</button><div style='position:fixed;bottom:0'><button disabled>Select variant</button></div>"
    groups = read_product(see(body), "GBP", "Blue Shirt").options
    assert [[each.label for each in group.choices] for group in groups] == [["S", "M", "L"]]


def test_links_of_a_shop_that_routes_by_its_query_are_no_sizes(bare_page: Page, good_shop: TinyShop) -> None:
    bare_page.goto(f"{good_shop.url}/?page=mug&id=2")
    links = "".join(f"<li><a href='/?page={each}'>{each}</a></li>" for each in ("returns", "privacy", "terms"))
    bare_page.set_content(f"<h1>Blue Mug</h1><p>£9.00</p><h3>Information</h3><ul>{links}</ul><form><button>Add to basket</button></form>")  # fmt: skip
    assert not read_product(shop.look(bare_page), "GBP", "Blue Mug").options


def test_terms_of_delivery_that_stand_at_the_till_alone_come_too_late(people: Customers) -> None:
    silent = page("<p>£9.00</p><form action=/basket><button>Add to basket</button></form>", title="Blue Mug")
    where = "<label>Street <input name=st autocomplete=street-address></label><p>Delivery £3.95, in 2 days</p>"
    bought = sent(people, {"/mug": silent, "/till": page(f"<form action=/thanks>{TILL}{where}<button>Buy now</button></form>", title="Checkout")})  # fmt: skip
    assert any(each.startswith("delivery-info-missing at choose") for each in bought.findings), told(bought)
