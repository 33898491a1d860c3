"""Paying and the end: card forms, the bank's question, refusals, confirmations, pages that went wrong."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.shop.confirming import confirming_text, order_reference

pytest_plugins = ("shops.pages",)

PAY = "<main><h1>Payment</h1><label>Card number <input></label><label>Expiry date <input></label><label>CVC <input></label><button>Pay £5.00</button></main>"
BASKET = "<header><a href='/b'>Basket <b>1</b></a></header>"


def test_card_fields_are_found_in_the_page_or_spread_over_frames(see: See) -> None:
    page = shop.card_fields([see(PAY)])
    assert page is not None
    assert {each.kind for each in page.places} == {"card-number", "card-expiry", "card-cvc"}
    number, rest = see("<input autocomplete=cc-number>"), see("<input autocomplete=cc-exp><input autocomplete=cc-csc>")
    spread = shop.card_fields([see("<p>Pay</p>"), number, rest])
    assert spread is not None
    assert spread.view is number
    expiry = spread.get("card-expiry")
    assert expiry is not None
    assert expiry.view is rest


def test_without_a_number_there_is_no_card_form(see: See) -> None:
    assert shop.card_fields([see("<label>Expiry date <input></label><label>Gift card number <input></label>")]) is None


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (PAY, "Pay £5.00"),
        ("<a href='/'>Back</a><button disabled>Place order</button>", "Place order"),
        (
            "<button>Continue to payment</button><button>Zahlungspflichtig bestellen</button>",
            "Zahlungspflichtig bestellen",
        ),
    ],
)
def test_what_pays_is_found(see: See, html: str, name: str) -> None:
    found = shop.pay_button(see(html))
    assert found is not None
    assert found.target.name == name


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Your card was declined.", "en"),
        ("Payment failed: insufficient funds", "en"),
        ("Ihre Zahlung wurde abgelehnt.", "de"),
        ("Votre paiement a été refusé.", "fr"),
        ("Your card has expired.", "en"),
    ],
)
def test_a_refusal_is_read(see: See, text: str, lang: str) -> None:
    assert shop.decline_message([see(PAY, lang), see(f"<div role=alert>{text}</div>", lang)]) == text


@pytest.mark.parametrize(
    "html",
    [
        PAY,
        "<p>We use cookies. <button>Decline</button></p>",
        "<p>The number of shops has declined in our town over many long years, say people who know.</p>",
    ],
)
def test_no_refusal_is_read_where_there_is_none(see: See, html: str) -> None:
    assert shop.decline_message([see(html)]) == "" or "town" in html


def test_the_banks_question_and_its_answers(see: See) -> None:
    bank = see(
        "<h1>3-D Secure</h1><p>Is it you?</p><label>Code <input name=otp></label><button>Complete</button><button>Fail</button><a href='#'>Cancel</a>"
    )
    asked = shop.challenge([see(PAY), bank])
    assert asked is not None
    assert asked.view is bank
    answers = [each.target.name if each else None for each in (asked.complete, asked.fail, asked.cancel)]
    assert answers == ["Complete", "Fail", "Cancel"]
    assert asked.code is not None


def test_a_card_form_that_mentions_the_bank_is_no_question(see: See) -> None:
    assert shop.challenge([see(PAY + "<p>Your bank may ask for 3-D Secure.</p><button>Confirm</button>")]) is None


@pytest.mark.parametrize(
    ("html", "lang", "reference"),
    [
        ("<h1>Thank you for your order</h1><p>Order number: <b>HP100001</b></p>", "en", "HP100001"),
        (
            "<h1>Order received</h1><dl><dt>Order number</dt><dd>5512</dd><dt>Date</dt><dd>22/11/2026</dd></dl>",
            "en",
            "5512",
        ),
        ("<h2>Vielen Dank für Ihre Bestellung!</h2><p>Ihre Bestellnummer: SK-2026-00417</p>", "de", "SK-2026-00417"),
        ("<h2>Merci, votre commande est enregistrée.</h2><p>Référence : 2026-1187, 12,40 €</p>", "fr", "2026-1187"),
        ("<h1>Your order has been placed</h1><p>It will be delivered by 24/11/2026.</p>", "en", ""),
        ("<h1>Thank you!</h1><p>Order #10245 is confirmed. Total £45.90.</p>", "en", "10245"),
        ("<p>Confirmation #T2VX9QHLM</p><h1>Thank you, your order is confirmed</h1>", "en", "T2VX9QHLM"),
        ("<h1>Thank you for your order!</h1><p>Your order code: KLMNP</p>", "en", "KLMNP"),
        ("<h1>Thank you for your order!</h1><h2>YOUR ORDER</h2><p>TOTAL</p>", "en", ""),
    ],
)
def test_a_placed_order_is_believed_on_two_signs(see: See, html: str, lang: str, reference: str) -> None:
    before = replace(see(BASKET + PAY), url="http://shop.example/pay")
    after = replace(
        see(f"<header><a href='/b'>Basket <b>0</b></a></header><main>{html}</main>", lang),
        url="http://shop.example/thanks",
    )
    end = shop.confirmation(before, after)
    assert end.believed
    assert {"text", "url", "basket"} <= set(end.signs)
    assert end.reference == reference


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Something went wrong</h1><p>We could not place your order.</p>",
        "<h1>Your basket</h1><p>Thank you for visiting.</p>",
        "<h1>Payment</h1><p role=alert>Your card was declined.</p>",
        "<p>Thanks</p>",
        "<main><h1>Shop</h1></main><footer>Thank you for your order, says our newsletter</footer>",
    ],
)
def test_a_new_address_and_an_empty_badge_alone_are_no_order(see: See, html: str) -> None:
    before = replace(see(BASKET + PAY), url="http://shop.example/pay")
    after = replace(see(f"<header><a href='/b'>Basket <b>0</b></a></header>{html}"), url="http://shop.example/else")
    assert not shop.confirmation(before, after).believed


def test_total_and_next_step_of_a_confirmation_are_read(see: See) -> None:
    end = shop.confirmation(
        see(PAY),
        see(
            "<h1>Thank you for your order</h1><p>Total paid: £29.45</p><p>We have sent a confirmation to ada@example.com.</p>"
        ),
    )
    assert str(end.total) == "29.45 GBP"
    assert end.next_step == "We have sent a confirmation to ada@example.com."


WAYS = "".join(f"<a href='/{each}'>{each}</a> " for each in ("Mugs", "Soap", "Towels", "Basket"))


@pytest.mark.parametrize(
    "html",
    [
        "<h1>500 Internal Server Error</h1>",
        "<h1>Oops, something went wrong</h1>",
        "<title>Service Unavailable</title><p>Service unavailable</p>",
        "<h1>Ein Fehler ist aufgetreten</h1>",
    ],
)
def test_a_page_that_went_wrong_says_so(see: See, html: str) -> None:
    assert shop.looks_like_error(see(html))


@pytest.mark.parametrize(
    "html", ["<h1>Page not found</h1>", "<h1>404</h1>", "<h1>Seite nicht gefunden</h1>", "<h2>Page introuvable</h2>"]
)
def test_a_page_that_does_not_exist_says_so(see: See, html: str) -> None:
    assert shop.soft_404(see(html))


NOTICES = {
    "of maintenance": ("<h1>Back in a moment</h1><p>We are updating our systems. Please try again later.</p>", "en"),
    "with a way to its networks": (
        "<p>Wir sind gleich wieder da!</p><a href='https://example.com'>Instagram</a>",
        "de",
    ),
    "of an error": ("<h1>Oops, something went wrong</h1><a href='/'>Home</a>", "en"),
}


@pytest.mark.parametrize(("html", "lang"), NOTICES.values(), ids=NOTICES.keys())
def test_a_page_that_says_no_more_than_that_the_shop_is_closed(see: See, html: str, lang: str) -> None:
    assert shop.closed(see(html, lang))


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Pine</h1>{WAYS}<p>Our Leeds store is temporarily closed.</p>",
        f"{WAYS}<h2>Oops, something went wrong</h2><p>Our feed cannot be shown.</p>",
        "<h1>Opening soon</h1><form><input type=password aria-label=Password><button>Enter</button></form>",
        "<h1>Pine</h1><a href='/shop'>Enter the shop</a>",
    ],
)
def test_a_shop_that_has_ways_on_is_not_closed(see: See, html: str) -> None:
    assert not shop.closed(see(html))


def test_an_ordinary_page_is_neither(see: See) -> None:
    view = see("<h1>Pot 500</h1><p>Our finest pot.</p><button>Add to basket</button>")
    assert (shop.looks_like_error(view), shop.soft_404(view), shop.bot_challenge(view)) == ("", "", "")


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Just a moment</h1><p>Verify you are human by completing the action below.</p>",
        "<iframe src='about:blank#recaptcha' title='reCAPTCHA' width=300 height=80></iframe>",
    ],
)
def test_a_puzzle_for_robots_is_known(see: See, html: str) -> None:
    assert shop.bot_challenge(see(html))


def test_help_returns_and_order_status_are_found(see: See) -> None:
    view = see(
        "<main><a href='/o'>Track your order</a></main><footer><a href='/h'>Help &amp; contact</a><a href='/r'>Returns</a></footer>"
    )
    names = [
        each.target.name if each else None
        for each in (shop.order_status_link(view), shop.help_link(view), shop.returns_link(view))
    ]
    assert names == ["Track your order", "Help & contact", "Returns"]


def test_the_public_names_are_all_there_and_named_once() -> None:
    assert len(shop.__all__) == len(set(shop.__all__))
    assert all(hasattr(shop, each) for each in shop.__all__)


def test_a_voucher_for_the_first_order_is_no_order_s_number(see: See) -> None:
    paying = replace(see("<h1>Payment</h1><button>Pay now</button>"), url="https://shop.example/checkout/payment")

    def signs(body: str) -> tuple[str, ...]:
        return shop.confirmation(paying, replace(see(body), url="https://shop.example/")).signs

    assert signs("<h1>Welcome</h1><p>10% off your first order</p><p><b>WELCOME10</b></p>") == ()
    assert signs("<h1>Your shop</h1><p>Order number</p><p><b>TS-10042</b></p>") == ("reference", "url")


def test_a_form_that_is_gone_stands_for_an_address_that_never_changes(see: See) -> None:
    before = see("<form><label>Name <input value=Ada></label><button>Send order to the kitchen</button></form>")
    end = shop.confirmation(before, see("<h1>The kitchen has it</h1><p>Order no. <b>A-317</b></p>"))
    assert (end.signs, end.reference) == (("reference", "form"), "A-317")
    assert not shop.confirmation(before, see("<form><label>Name <input></label></form><p>Order no. A-317</p>")).believed


def test_a_young_shop_s_order_has_one_digit(see: See) -> None:
    end = shop.confirmation(see(PAY), see("<h1>Thank you for your order!</h1><p>Order number: 7</p>"))
    assert end.reference == "7"


PLACED = "<main><h1>Payment confirmed</h1><p>Thank you. Your order is paid and confirmed.</p><p>Order ID: {}</p><p>Amount: EUR 54.95</p></main>"


@pytest.mark.parametrize("order", ["ord_n3UN9niRJW4wEQefZN2Iig", "ord_kY-zsm8MJdTndc8PY6Y1uA"])
def test_a_reference_of_many_signs_is_read_whole(see: See, order: str) -> None:
    end = shop.confirmation(see("<h1>Pay your order</h1><button>Pay now</button>"), see(PLACED.format(order)))
    assert end.reference == order


def test_a_reference_of_letters_is_known_by_the_address(see: See) -> None:
    view = replace(
        see(PLACED.format("ord_Yvral_nkXy_VNroJh7jy-A")),
        url="https://shop.example/done?order=ord_Yvral_nkXy_VNroJh7jy-A",
    )
    assert order_reference(view) == "ord_Yvral_nkXy_VNroJh7jy-A"


def test_the_sum_that_was_agreed_is_the_total_though_the_page_to_pay_on_showed_none(see: See) -> None:
    paid, done = see("<h1>Pay your order</h1><button>Pay now</button>"), see(PLACED.format("A-1234"))
    assert shop.confirmation(paid, done).total is None
    assert str(shop.confirmation(paid, done, [Decimal("54.95")]).total) == "54.95 EUR"


def test_two_words_of_an_order_confirm_it_and_thanks_alone_do_not(see: See) -> None:
    trail = "<nav><ol><li><a href='/'>Home</a></li></ol></nav>"
    done = see(f"<main>{trail}<p>Order complete!</p><a href='/shop'>Return to shop</a></main>")
    assert confirming_text(done) == "Order complete!"
    assert confirming_text(see("<main><p>Thank you!</p><a href='/shop'>Return to shop</a></main>")) == ""
