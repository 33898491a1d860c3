"""The way through a checkout is told by what a page asks; one control leads on, and never backwards."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import replace

import pytest
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.shop.choosing import all_taken
from mystery_shopper.tasks.sending import sends_nothing

pytest_plugins = ("shops.pages",)

HOME = "<header><a href='/'>Shop</a><a href='/checkout'>Checkout</a></header><main><h1>Shop</h1></main><aside><form><input name=n><button>Continue</button></form></aside>"
ADDRESS = "<label>First name <input></label><label>Last name <input></label><label>Address <input></label><label>Post code <input></label>"
CARD = "<label>Card number <input></label><label>Expiry <input></label><label>CVC <input></label>"


@pytest.mark.parametrize(
    ("html", "stage"),
    [
        (
            "<h1>Sign in</h1><form><label>Email <input></label><label>Password <input type=password></label><button>Sign in</button></form>",
            "log-in",
        ),
        ("<h1>Checkout</h1><a href='/g'>Checkout as guest</a><a href='/l'>Log in</a>", "log-in"),
        (f"<h1>Checkout</h1><form>{ADDRESS}<button>Continue</button></form>", "address"),
        (
            "<h1>Delivery</h1><label><input type=radio name=d> Standard delivery</label><label><input type=radio name=d> Express delivery</label><button>Next</button>",
            "delivery",
        ),
        (f"<h1>Payment</h1><form>{CARD}<button>Pay now</button></form>", "payment"),
        (
            "<fieldset><legend>Payment method</legend><label><input type=radio name=p> Bank transfer</label><label><input type=radio name=p> Invoice</label></fieldset><button>Place order</button>",
            "payment",
        ),
        ("<h1>Check your order</h1><p>Red Mug £5.00</p><p>Total £5.00</p><button>Place order</button>", "review"),
        ("<h1>Thank you for your order</h1><p>Order number 12345</p>", "confirmation"),
        (
            "<h1>Basket</h1><ul><li><a href='/m'>Red Mug</a> £5.00 <button>Remove</button></li></ul><p>Total £5.00</p><a href='/checkout'>Checkout</a>",
            "basket",
        ),
        ("<h1>About us</h1><p>We sell pots.</p>", "unknown"),
    ],
)
def test_the_stage_is_told_by_what_the_page_asks(see: See, html: str, stage: str) -> None:
    view = see(f"<main>{html}</main>")
    assert shop.stage(view) == stage
    assert shop.stage(replace(view, url="http://shop.example/checkout/payment")) == stage


@pytest.mark.parametrize(
    ("html", "leads"),
    [
        (f"<form>{ADDRESS}<button>Los geht's</button></form>", True),
        (f"<form>{ADDRESS}<button>Los geht's</button><button>Ach nein</button></form>", False),
        ("<form><label>Voucher code <input></label><button>Los geht's</button></form>", False),
        (f"<form>{ADDRESS}<button>Zurück</button></form>", False),
    ],
)
def test_the_only_button_of_a_form_sends_it_and_in_doubt_places_the_order(see: See, html: str, leads: bool) -> None:
    found = shop.next_step([shop.Step(see(HOME))], see(f"<main>{html}</main>"))
    assert (found is not None and found.thing == "place-order") == leads


def test_card_fields_in_a_frame_make_it_payment(see: See) -> None:
    frame = see(CARD)
    assert shop.stage(see("<h1>Nearly there</h1><button>Pay</button>"), [frame]) == "payment"


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (f"<form>{ADDRESS}<a href='/basket'>Back to basket</a><button>Continue</button></form>", "Continue"),
        ("<a href='/'>Continue shopping</a><button>Place order</button>", "Place order"),
        (
            f"<form><label>Promo code <input></label><button>Apply</button></form><form>{ADDRESS}<button>Save</button></form>",
            "Save",
        ),
        (
            f"<form>{ADDRESS}<button>Use this address</button></form><p style='height:200px'></p><button>Place order</button>",
            "Use this address",
        ),
        (
            "<section><h2>1. Address</h2><button>Edit</button></section><section><h2>2. Delivery</h2><button>Continue</button></section><section><h2>3. Payment</h2><button>Continue</button></section>",
            "Continue",
        ),
        ("<button>Log in</button><button>Continue as guest</button>", "Continue as guest"),
        ("<button>Cancel</button><button>Pay £45.90</button>", "Pay £45.90"),
        ("<input type=submit value='Suivant &gt;&gt;'>", "Suivant >>"),
        ("<button>PayPal</button><button>Pay now</button>", "Pay now"),
    ],
)
def test_one_control_leads_on(see: See, html: str, name: str) -> None:
    found = shop.next_step([shop.Step(see(HOME))], see(f"<main>{html}</main>"))
    assert found is not None
    assert found.target.name == name
    assert not found.target.disabled


def test_of_buttons_with_one_name_the_topmost_is_meant(see: See) -> None:
    view = see(
        "<main><div><button id=a>Continue</button></div><div style='margin-top:300px'><button id=b>Continue</button></div></main>"
    )
    found = shop.next_step([], view)
    assert found is not None
    assert found.target.rect.y == min(each.rect.y for each in view.controls)


def test_what_stood_on_the_arrival_page_leads_nowhere(see: See) -> None:
    arrival = replace(see(HOME), url="http://shop.example/")
    view = replace(see(HOME + "<main><p>Step 2</p></main>"), url="http://shop.example/checkout")
    assert shop.next_step([shop.Step(arrival)], view) is None


def test_a_shop_on_one_page_may_use_what_stood_there_before(see: See) -> None:
    html = "<main><h1>Tickets</h1><button>Continue</button></main>"
    found = shop.next_step([shop.Step(see(html))], see(html.replace("Tickets", "Details")))
    assert found is not None


def test_pages_already_left_are_not_gone_back_to(see: See) -> None:
    head = '<base href="http://shop.example/checkout/">'
    before = replace(see("<main>Address</main>", head=head), url="http://shop.example/checkout/address")
    here = replace(see("<main><a href='address'>Next</a></main>", head=head), url="http://shop.example/checkout/pay")
    assert shop.next_step([shop.Step(see(HOME)), shop.Step(before)], here) is None


def test_a_press_that_only_raised_a_number_is_not_repeated(see: See) -> None:
    before, after = (
        see("<main><p>1 piece</p><button>Buy now</button></main>"),
        see("<main><p>2 pieces</p><button>Buy now</button></main>"),
    )
    assert shop.next_step([shop.Step(see(HOME)), shop.Step(before, before.controls[0])], after) is None


def test_a_disabled_control_is_named_when_no_other_leads_on(see: See) -> None:
    found = shop.next_step([shop.Step(see(HOME))], see("<main><button disabled>Place order</button></main>"))
    assert found is not None
    assert "waits for something" in found.why


@pytest.mark.parametrize(
    "name",
    [
        "Place order",
        "Pay £5.00",
        "Pay now",
        "Confirm and pay",
        "Complete Purchase",
        "Finish",
        "Zahlungspflichtig bestellen",
        "Jetzt kaufen",
        "Commander avec obligation de paiement",
        "Confirmer ma commande",
        "Realizar pedido",
        "Conferma ordine",
    ],
)
def test_final_controls_are_known_in_several_languages(see: See, name: str) -> None:
    assert shop.is_final(see(f"<button>{name}</button>").controls[0])


@pytest.mark.parametrize(
    "name",
    [
        "Continue to payment",
        "Continue",
        "Proceed to payment",
        "Review order",
        "Weiter zur Zahlung",
        "Continuer vers le paiement",
        "Back",
        "Save",
    ],
)
def test_controls_that_only_lead_on_are_not_final(see: See, name: str) -> None:
    assert not shop.is_final(see(f"<button>{name}</button>").controls[0])


def test_questions_of_a_checkout_are_known_with_their_answers(see: See) -> None:
    view = see(
        "<fieldset><legend>Delivery method</legend><label><input type=radio name=a> Standard £3.95</label><label><input type=radio name=a> Express £7.95</label></fieldset>"
        "<fieldset><legend>Payment method</legend><label><input type=radio name=b> Credit card</label><label><input type=radio name=b checked> Bank transfer</label></fieldset>"
        "<label><input type=checkbox> I agree to the terms and conditions</label><label><input type=checkbox> Send me your newsletter</label>"
        "<label><input type=checkbox checked> Shipping insurance £2.00</label><label><input type=checkbox> Gift wrapping £1.00</label>"
    )
    groups = shop.choices_needed(view)
    assert [(each.kind, each.needed) for each in groups] == [
        ("delivery", True),
        ("payment", False),
        ("terms", True),
        ("paid-extra", False),
    ]
    assert [str(each.price) for each in groups[0].items] == ["3.95 GBP", "7.95 GBP"]
    assert [(each.card, each.offline) for each in shop.payment_methods(view)] == [(True, False), (False, True)]
    assert groups[3].chosen is not None


@pytest.mark.parametrize(
    ("html", "label"),
    [
        (
            "<label><input type=radio name=h checked> I have an account</label><label><input type=radio name=h> I am new here</label>",
            "I am new here",
        ),
        ("<a href='/g'>Checkout as guest</a>", "Checkout as guest"),
        ("<button>Als Gast fortfahren</button>", "Als Gast fortfahren"),
    ],
)
def test_a_guest_finds_the_way_without_an_account(see: See, html: str, label: str) -> None:
    found = shop.guest_choice(see(f"<main>{html}</main>"))
    assert found is not None
    assert (found.target.label if isinstance(found.target, shop.Field) else found.target.name) == label


@pytest.mark.parametrize(
    ("html", "text", "field"),
    [
        (
            "<form><div><label>Post code <input></label><span class=error>Enter a valid post code.</span></div><div><label>City <input></label></div></form>",
            "Enter a valid post code.",
            "Post code",
        ),
        (
            "<div role=alert>Last name: this is not allowed.</div><label>Name <input></label><label>Last name <input></label>",
            "Last name: this is not allowed.",
            "Last name",
        ),
        (
            "<div role=alert>Please enter a valid city</div><label>City <input></label>",
            "Please enter a valid city",
            "City",
        ),
        (
            "<div role=alert>Your city must be known to us.</div><label>City <input></label>",
            "Your city must be known to us.",
            None,
        ),
        (
            "<ul role=alert><li><b>Billing Phone</b> is not a valid phone number.</li></ul><label>Phone * <input></label>",
            "Billing Phone is not a valid phone number.",
            "Phone *",
        ),
        ("<div role=alert>Please accept the terms.</div>", "Please accept the terms.", None),
        ("<p style='color:#c0152f'>Please check your details.</p>", "Please check your details.", None),
        ("<div class=fehler style='color:#cc0000'>Pflichtfeld</div>", "Pflichtfeld", None),
    ],
)
def test_errors_are_seen_with_the_field_they_belong_to(see: See, html: str, text: str, field: str | None) -> None:
    found = shop.errors(see(html))
    assert [(each.text, each.field.label if each.field else None, each.on_screen) for each in found] == [
        (text, field, True)
    ]


REFUSED = {
    "en": "Billing Phone is not a valid phone number.",
    "de": "Rechnung Telefon ist keine gültige Telefonnummer.",
    "es": "Facturación Teléfono no es un número de teléfono válido.",
    "fr": "Facturation Téléphone n'est pas un numéro de téléphone valide.",
    "it": "Fatturazione Telefono non è un numero di telefono valido.",
    "nl": "Factuur Telefoon is geen geldig telefoonnummer.",
    "pl": "Płatność Telefon nie jest prawidłowym numerem telefonu.",
    "pt": "Faturação Telefone não é um número de telefone válido.",
}


@pytest.mark.parametrize(("lang", "text"), REFUSED.items())
def test_a_value_that_is_not_valid_is_refused_in_every_language(see: See, lang: str, text: str) -> None:
    name = text.split()[1]
    [found] = shop.errors(see(f"<div role=alert>{text}</div><label>{name} <abbr>*</abbr><input></label>", lang=lang))
    assert found.field is not None
    assert found.field.label.startswith(name)


@pytest.mark.parametrize(
    "html",
    [
        "<div role=status>Added to your basket</div>",
        "<p style='color:#c0152f'>Sale</p>",
        "<p class=notice>Free delivery this week</p>",
        "<div role=alert></div>",
        "<div class=woo-info>Hai un codice promozionale? <a href=#>Fai clic qui per inserire il codice</a></div>",
    ],
)
def test_good_news_are_no_errors(see: See, html: str) -> None:
    assert shop.errors(see(html)) == []


def test_logging_in_and_registering_are_told_apart_on_one_page(see: See) -> None:
    view = see(
        "<form><label>Email <input type=email></label><label>Password <input type=password></label><button>Log in</button></form>"
        f"<form>{ADDRESS}<label>Email <input type=email></label><label>Password <input type=password></label><label>Confirm password <input type=password></label><button>Create account</button></form>"
    )
    known, fresh = shop.log_in_form(view), shop.register_form(view)
    assert known is not None
    assert known.submit is not None
    assert (known.user.label, known.submit.target.name) == ("Email", "Log in")
    assert fresh is not None
    assert fresh.submit is not None
    assert fresh.submit.target.name == "Create account"
    assert {"password", "password-again", "email", "family-name"} <= set(fresh.fields)


@pytest.mark.parametrize(("delivery", "payment", "leads_on"), [("", "", 1), ("Flat", "", 2), ("Flat", "Cash", 3)])
def test_a_button_beside_its_answer_has_been_answered(delivery: str, payment: str, leads_on: int) -> None:
    def button(ref: int, name: str, disabled: bool = False) -> shop.Control:
        rect = shop.Rect(210, 100 * ref, 70, 30)
        return shop.Control(ref, role="button", name=name, tag="button", disabled=disabled, rect=rect)

    def shown(ref: int, value: str, y: float) -> shop.Field:
        rect = shop.Rect(10, y, 200, 30)
        return shop.Field(ref, type="text", label="method", readonly=True, value=value, filled=bool(value), rect=rect)

    buttons = (button(1, "Choose"), button(2, "Choose"), button(3, "Confirm order", disabled=not payment))
    view = shop.PageView(
        "http://x/", lang="en", controls=buttons, fields=(shown(4, delivery, 100), shown(5, payment, 200))
    )
    found = shop.next_step((), view)
    assert found is not None
    assert found.ref == leads_on


def test_a_form_that_was_sent_and_is_unchanged_is_not_sent_again(see: See) -> None:
    saved = f"<form>{ADDRESS.replace('<input>', '<input value=Ada>')}<button>Continue</button></form>"
    before = see(f"<main>{saved}<p>Delivery</p><button>Choose</button><button disabled>Confirm order</button></main>")
    steps = [shop.Step(see(HOME)), shop.Step(before, next(each for each in before.controls if each.name == "Continue"))]

    def on(rest: str, form: str = saved) -> tuple[str, bool]:
        found = shop.next_step(steps, see(f"<main>{form}<p>Saved</p>{rest}</main>"))
        assert found is not None
        return found.target.name, found.target.disabled

    assert on("<button>Choose</button><button disabled>Confirm order</button>") == ("Choose", False)
    assert on("<button>Confirm order</button>") == ("Confirm order", False)
    assert on("<button disabled>Confirm order</button>") == ("Confirm order", True), "it is about to wake up"
    assert on("<button>Confirm order</button>", saved.replace("Ada", "Bea", 1)) == ("Continue", False)
    assert on("") == ("Continue", False), "nothing else leads on"


WHO = "<form><label>Email <input></label><label>Your name <input></label><button>Continue</button></form>"


@pytest.mark.parametrize(
    ("html", "nothing"),
    [
        (f"<form><label>Email <input></label>{CARD}<button>Pay £9.00</button></form>", True),
        (f"<form><label>Email <input></label>{ADDRESS}{CARD}<button>Pay £9.00</button></form>", False),
        ("<form><label>Email <input></label><button>Continue</button></form>", False),
        (f"<ol><li>You<li>Payment<li>Review</ol>{WHO}", True),
        (f"<ol><li>You<li>Delivery<li>Payment</ol>{WHO}", False),
    ],
)
def test_a_shop_that_asks_no_street_before_its_last_button_sends_nothing(see: See, html: str, nothing: bool) -> None:
    assert sends_nothing(see(f"<main>{html}</main>")) is nothing


@pytest.mark.parametrize(
    ("dress", "wrong"),
    [("alert alert-info", False), ("alert alert-success", False), ("alert", True), ("alert alert-danger info", True)],
)
def test_a_box_that_is_called_an_alert_may_bring_good_news(see: See, dress: str, wrong: bool) -> None:
    assert bool(shop.errors(see(f"<main><div class='{dress}'>Cart updated</div></main>"))) is wrong


@pytest.mark.parametrize(
    ("html", "lang", "name"),
    [
        (
            "<form><label>Postcode <input value='2011 AB'></label><button>Zoek winkels</button></form>",
            "nl",
            "Zoek winkels",
        ),
        (
            "<form><label>Postcode <input value='AB1 2CD'></label><button>Find stores</button></form>",
            "en",
            "Find stores",
        ),
        ("<button>Filiale suchen</button><p>Ort</p>", "de", "Filiale suchen"),
        (
            "<ul><li>Mill Lane <button>Choose this store</button><li>Bath <button>Close</button></ul>",
            "en",
            "Choose this store",
        ),
    ],
)
def test_what_fetches_shops_and_takes_one_leads_on(see: See, html: str, lang: str, name: str) -> None:
    found = shop.next_step([shop.Step(see(HOME))], see(f"<main>{html}</main>", lang))
    assert found is not None
    assert found.target.name == name


def test_a_search_still_leads_nowhere(see: See) -> None:
    view = see("<main><form><input placeholder='Search products'><button>Search products</button></form></main>")
    assert shop.next_step([shop.Step(see(HOME))], view) is None


HOURS = "<h2>{title}</h2><div>{buttons}</div>"


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("Monday 3 May", "Tuesday 4 May"), True),
        (("08.30 - 09.30", "09.30 - 10.30"), True),
        (("5 %", "10 %"), False),
        (("$2.00", "$4.00"), False),
        (("Gift wrap", "No gift wrap"), False),
    ],
)
def test_buttons_that_say_whether_they_are_pressed_answer_a_question(
    see: See, names: tuple[str, ...], asked: bool
) -> None:
    buttons = "".join(f"<button type=button aria-pressed=false>{each}</button> " for each in names)
    view = see(f"<main><form>{HOURS.format(title='When', buttons=buttons)}<button>Next</button></form></main>")
    groups = shop.choices_needed(view)
    assert [(each.label, each.needed) for each in groups] == ([("When", True)] if asked else [])


def test_hours_that_are_all_booked_leave_nothing_to_choose(see: See) -> None:
    buttons = "".join(f"<button aria-pressed=false disabled>{each}.00 (full)</button> " for each in (8, 9))
    full = all_taken(see(f"<main>{HOURS.format(title='Time', buttons=buttons)}</main>"))
    assert full is not None
    assert full.label == "Time"


@pytest.mark.parametrize(("total", "told", "last"), [(True, True, True), (False, True, False), (True, False, False)])
def test_buy_alone_is_the_last_word_below_the_sum(see: See, total: bool, told: bool, last: bool) -> None:
    address = see("<main><form><label>Address <input></label><label>E-mail <input></label></form></main>")
    view = see(f"<main>{'<p>Total $20.00</p>' if total else '<p>Two pieces</p>'}<button>Buy</button></main>")
    found = shop.next_step([shop.Step(see(HOME)), *([shop.Step(address)] if told else [])], view)
    assert (found is not None and found.thing == "place-order") is last


@pytest.mark.parametrize(
    ("lang", "private", "business"),
    [
        ("en", "Individual", "Business (invoice)"),
        ("de", "Privatkunde", "Firma (Rechnung)"),
        ("it", "Privato", "Azienda (fattura)"),
        ("fr", "Particulier", "Professionnel (facture)"),
        ("es", "Particular", "Empresa (factura)"),
        ("nl", "Particulier", "Zakelijk (factuur)"),
        ("pl", "Osoba prywatna", "Firma (faktura)"),
        ("pt", "Particular", "Empresa (fatura)"),
    ],
)
def test_whether_she_buys_for_a_firm_is_no_question_of_payment(
    see: See, lang: str, private: str, business: str
) -> None:
    radio = "<label><input type=radio name=t value={0}> {0}</label>"
    fields = "<label>Name <input autocomplete=name></label><label>E-mail <input type=email></label>"
    html = f"<form><fieldset>{radio.format(private)}{radio.format(business)}</fieldset>{fields}</form>"
    [group] = shop.choices_needed(see(f"<main>{html}</main>", lang=lang))
    assert group.kind == "who"


@pytest.mark.parametrize(
    ("button", "may"),
    [
        ("<button type=button>Confirm</button>", True),
        ("<input type=button value=Confirm>", True),
        ("<button type=button>Next</button>", False),
        ("<label>Town <input></label><button type=button>Confirm</button>", False),
    ],
)
def test_what_confirms_and_asks_nothing_more_may_place_the_order(see: See, button: str, may: bool) -> None:
    address = see("<main><form><label>Address <input></label><label>E-mail <input></label></form></main>")
    view = see(f"<main><h1>Confirm order</h1><p>Total $20.00</p>{button}</main>")
    history = [shop.Step(see(HOME)), shop.Step(address)]
    way = shop.next_step(history, view)
    assert way is not None
    assert shop.may_be_final(history, view, way.target) is may
