"""Tills that are told by no radio buttons and on no page of the shop: tiles, windows of the browser, a bank's page."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Playwright
from shops.buying import Bought, Customers
from shops.serving import See
from tiny_shop import Answer, TinyShop, page

from mystery_shopper import shop, tasks
from mystery_shopper.cards import find_card
from mystery_shopper.model import Outcome

pytest_plugins = ("shops.pages",)

MUG: Final = {
    "/": page("<p><a href='/mug'>Blue Mug</a> £9.00</p><p><a href='/basket'>Basket</a></p>", title="Mugs"),
    "/mug": page(
        "<p>£9.00</p><a href='/basket'>Basket</a> <button id=add>Add to basket</button><p role=status id=word></p>",
        title="Blue Mug",
        script="add.onclick = () => { word.textContent = 'Blue Mug was added to your basket' }",
    ),
    "/basket": page(
        "<table><tr><td><a href='/mug'>Blue Mug</a></td><td><input type=number value=1 aria-label=Quantity></td><td>£9.00</td></tr></table><p>Total £9.00</p><a href='/checkout'>Checkout</a>",
        title="Basket",
    ),
    "/thanks": page(
        "<p>Thank you for your order! Your order number is MUG-4711. Total £9.00. We send you an e-mail.</p>",
        title="Thanks",
    ),
}
MAIL: Final = "<label>E-mail <input type=email name=email autocomplete=email required></label>"
CARD: Final = (
    "<label>Card number <input name=c autocomplete=cc-number></label> <label>Expiry date <input name=x autocomplete=cc-exp></label> "
    "<label>Security code <input name=s autocomplete=cc-csc></label>"
)


@pytest.fixture(scope="module")
def people(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Customers]:
    customers = Customers(playwright, Path(tmp_path_factory.mktemp("visits")), max_orders=20)
    yield customers
    customers.close()


def sent(people: Customers, pages: dict[str, str], card: str = "", patience_s: float = 6.0) -> Bought:
    """Buy a mug at a shop of these pages, which stand for the bank's too: another name of the same machine."""
    tiny = TinyShop()
    for path, body in {**MUG, **pages}.items():
        tiny.answers[path] = Answer(body.replace("BANK", f"http://localhost:{tiny.host.rsplit(':', 1)[1]}"))
    try:
        return people.buy(tiny.url, "Blue Mug", patience_s=patience_s, card=find_card(card) if card else None)
    finally:
        tiny.close()


TILES: Final = {
    "links": "<h2>Payment</h2><a href='javascript:void(0)' class=active>PayPal</a><a href='javascript:void(0)'>Bank transfer</a><a href='javascript:void(0)'>Credit card</a>",
    "buttons": "<p>How would you like to pay?</p><button type=button>Klarna</button><button type=button>Credit card</button>",
    "folds": "<h2>Payment method</h2><details open><summary>Bank transfer</summary>We tell you our account.</details><details><summary>Credit card</summary></details>",
    "tabs": "<div role=tab aria-selected=true tabindex=0>Invoice</div><div role=tab aria-selected=false tabindex=0>Card</div>",
}


@pytest.mark.parametrize("tiles", TILES.values(), ids=TILES.keys())
def test_ways_to_pay_that_are_no_radio_buttons_are_a_choice(see: See, tiles: str) -> None:
    view = see(f"<main><h1>Checkout</h1>{tiles}<button>Place order</button></main>")
    (group,) = shop.choices_needed(view)
    assert group.kind == "payment"
    assert [each.label for each in group.items if each.card] in (["Credit card"], ["Card"])
    assert group.stateless == (tiles is TILES["buttons"])


@pytest.mark.parametrize(
    "html",
    [
        "<button>Pay by card</button><button>Pay with PayPal</button>",
        "<p>Which card?</p><button type=button>Birthday card</button><button type=button>Card for Easter</button>",
        "<a href='/card'>Card</a><a href='/invoice'>Invoice</a>",
    ],
    ids=["buttons that pay", "goods", "pages"],
)
def test_what_only_speaks_of_cards_is_no_choice_between_ways_to_pay(see: See, html: str) -> None:
    assert not [each for each in shop.choices_needed(see(f"<main>{html}</main>")) if each.kind == "payment"]


def test_who_pays_by_card_presses_its_tile_and_finds_the_form_behind_it(people: Customers) -> None:
    till = f"<form id=f>{MAIL}<div><h2>Payment</h2><a href='javascript:void(0)' class=active>Bank transfer</a> <a href='javascript:void(0)' id=t>Credit card</a></div><div id=box></div><p>Total £9.00</p><button>Place order</button><p role=alert id=no></p></form>"
    script = f"t.onclick = () => {{ document.querySelector('.active').className = ''; t.className = 'active'; box.innerHTML = `{CARD}` }}; f.onsubmit = e => {{ e.preventDefault(); if (f.c && f.c.value && f.s.value) location = '/thanks'; else no.textContent = 'This way to pay is not available.' }}"
    bought = sent(people, {"/checkout": page(till, title="Checkout", script=script)})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


@pytest.mark.parametrize("opens", ["Continue", "Go to the secure till"])
def test_a_window_that_a_step_of_the_checkout_opens_is_paid_in(people: Customers, opens: str) -> None:
    frame = "f.onsubmit = e => { e.preventDefault(); const till = document.createElement('iframe'); till.style = 'position:fixed;inset:20px;width:90%;height:90%;background:#fff;z-index:9;border:0'; till.src = 'BANK/till'; document.body.append(till) }; onmessage = e => { if (e.data === 'paid') location.href = '/thanks' }"
    till = f"<form id=pay><label>Name <input name=n autocomplete=name></label>{CARD}<button>Pay £9.00</button></form>"
    paid = "pay.onsubmit = e => { e.preventDefault(); if (pay.c.value) parent.postMessage('paid', '*') }"
    bought = sent(
        people,
        {
            "/checkout": page(f"<form id=f>{MAIL}<p>Total £9.00</p><button>{opens}</button></form>", script=frame),
            "/till": page(till, title="Secure till", script=paid),
        },
    )
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


POPUP: Final = f"<form id=f>{MAIL}<fieldset><legend>Payment</legend><button type=button id=w>Continue with the purse</button></fieldset><p>Total £9.00</p><button id=last disabled>Place order</button></form>"
OPENS: Final = "w.onclick = () => { open('BANK/purse', 'purse', 'width=480,height=500') }; onmessage = e => { if (e.data === 'paid') { w.remove(); last.disabled = false } }; f.onsubmit = e => { e.preventDefault(); location = '/thanks' }"


def test_a_window_of_the_browser_that_closes_leads_back_to_the_shop(people: Customers) -> None:
    purse = "<p>Amount £9.00</p><button onclick=\"opener.postMessage('paid', '*'); window.close()\">Authorise payment</button> <button onclick='window.close()'>Cancel</button>"
    bought = sent(
        people,
        {"/checkout": page(POPUP, title="Checkout", script=OPENS), "/purse": page(purse, title="The Purse")},
    )
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


REDIRECTS: Final = page(
    f"<form action='BANK/bank'>{MAIL}<p>Total £9.00</p><button>Place order</button></form>", title="Checkout"
)


@pytest.mark.parametrize("approves", ["Approve payment", "Confirm", "Complete"])
def test_a_bank_s_own_page_is_answered_and_leads_back(people: Customers, approves: str) -> None:
    shop_s = "BANK".replace("localhost", "127.0.0.1")
    bank = f"<p>Payee: Mugs</p><p>Amount: £9.00</p><form action='{shop_s}/thanks'><button name=s value=no formaction='/checkout'>Cancel</button> <button name=s value=ok>{approves}</button></form>"
    bought = sent(people, {"/checkout": REDIRECTS, "/bank": page(bank, title="Testbank")})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


def test_a_bank_that_is_down_buys_nothing_and_is_named(people: Customers) -> None:
    bank = "<p>Your bank cannot be reached at the moment.</p><a href='/checkout'>Back to the shop</a>"
    tried = sent(people, {"/checkout": REDIRECTS, "/bank": page(bank, title="Testbank out of order")}, patience_s=3.0)
    assert not tried.believed
    assert tried.outcome is Outcome.BLOCKED, tried.findings
    assert "Testbank out of order" in tried.sentence


@pytest.mark.parametrize(("card", "ends"), [("", Outcome.BLOCKED), ("visa-declined", Outcome.ACHIEVED)])
def test_a_good_card_that_is_declined_has_reached_nothing(people: Customers, card: str, ends: Outcome) -> None:
    till = f"<form id=f>{MAIL}{CARD}<p>Total £9.00</p><button>Pay £9.00</button><p role=alert id=no></p></form>"
    script = "f.onsubmit = e => { e.preventDefault(); no.textContent = 'Your card was declined.' }"
    tried = sent(people, {"/checkout": page(till, title="Checkout", script=script)}, card=card)
    assert not tried.believed
    assert tried.outcome is ends, [tried.sentence, *tried.findings]
    assert ("Your card was declined." in tried.sentence) == (ends is Outcome.BLOCKED)


def test_a_basket_that_asks_how_it_comes_and_is_paid_leads_on_to_who_she_is(people: Customers) -> None:
    ways = "<fieldset><legend>Delivery</legend><label><input type=radio name=d value=1 checked> Courier</label></fieldset><fieldset><legend>Payment</legend><label><input type=radio name=p value=1> Cash on delivery</label></fieldset>"
    basket = MUG["/basket"].replace(
        "<a href='/checkout'>Checkout</a>", f"<form action='/who'>{ways}<button>Place order</button></form>"
    )
    door = "<form><label>Login <input name=l></label><label>Password <input type=password name=w></label><button>Log in</button></form><p><a href='/details'>Buy without an account</a></p>"
    details = f"<form action='/sum'><label>Full name <input name=n autocomplete=name required></label><label>Street <input name=s autocomplete=street-address required></label><label>Town <input name=t autocomplete=address-level2 required></label>{MAIL}<button>Next</button></form>"
    last = "<p>Total £9.00</p><form action='/thanks'><button>Order with obligation to pay</button></form>"
    pages = {"/basket": basket, "/who": page(door), "/details": page(details), "/sum": page(last)}
    bought = sent(people, pages)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


@pytest.mark.parametrize(("way", "goes_on"), [("The purse", True), ("Credit card", False)])
def test_a_way_to_pay_that_leads_nowhere_gives_place_to_the_next_and_a_card_to_none(
    people: Customers, way: str, goes_on: bool
) -> None:
    ways = "<fieldset><legend>Payment method</legend><label><input type=radio name=w value=c> {0}</label><label><input type=radio name=w value=p> The large purse</label></fieldset>"
    till = f"<form id=f>{MAIL}{ways.format(way)}<p id=box></p><p>Total £9.00</p><button id=last disabled>Place order</button></form>"
    script = "f.onchange = () => { box.textContent = f.w.value === 'c' ? 'Not taken today.' : ''; last.disabled = f.w.value !== 'p' }; f.onsubmit = e => { e.preventDefault(); location = '/thanks' }"
    bought = sent(people, {"/checkout": page(till, title="Checkout", script=script)})
    assert (bought.reference == "MUG-4711") is goes_on, "\n".join([bought.sentence, *bought.trail])
    assert any("led nowhere" in each for each in bought.trail) is goes_on


def test_what_a_sleeping_button_waits_for_may_be_asked_a_moment_later(people: Customers) -> None:
    till = f"<form id=f>{MAIL}<div id=ways>Loading</div><p>Total £9.00</p><button id=go disabled>Continue</button></form><form id=last action='/thanks' hidden><button>Place order</button></form>"
    script = "f.email.onchange = () => setTimeout(() => { ways.innerHTML = '<fieldset><legend>Shipping method</legend><label><input type=radio name=s> Ground</label><label><input type=radio name=s> Air</label></fieldset>'; ways.onchange = () => { go.disabled = false } }, 1200); f.onsubmit = e => { e.preventDefault(); f.hidden = true; last.hidden = false }"
    bought = sent(people, {"/checkout": page(till, title="Checkout", script=script)})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


def test_a_locker_that_the_shop_misses_is_picked_in_the_layer_of_its_button(people: Customers) -> None:
    till = f"<form id=f>{MAIL}<p>Parcel locker: <button type=button id=o>Choose a locker</button> <i id=which>none</i></p><p>Total £9.00</p><button>Place order</button><p role=alert id=no></p></form><div id=over></div>"
    script = "o.onclick = () => { over.innerHTML = '<div role=dialog aria-modal=true style=\"position:fixed;inset:40px;background:#fff\"><h2>Lockers</h2><ul><li>Mill Lane 1 <button>Choose</button></li><li>High Street 2 <button>Choose</button></li></ul></div>'; over.querySelectorAll('button').forEach(each => { each.onclick = () => { which.textContent = each.parentElement.firstChild.data; over.innerHTML = '' } }) }; f.onsubmit = e => { e.preventDefault(); if (which.textContent === 'none') no.textContent = 'Choose a locker, to which we shall send it.'; else location = '/thanks' }"
    bought = sent(people, {"/checkout": page(till, title="Checkout", script=script)})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


def test_in_how_many_parts_she_pays_is_answered_within_the_card_s_frame(people: Customers) -> None:
    parts = "<label>Instalments <select id=p><option value=''>Choose</option><option value=1>1x £9.00</option><option value=3>3x £3.00</option></select></label>"
    frame = page(
        f"<form>{CARD}{parts}</form>", title="Card", script="p.onchange = () => parent.postMessage(p.value, '*')"
    )
    till = f"<form id=f>{MAIL}<h2>Card</h2><iframe title='Card form' src='BANK/card' width=600 height=200></iframe><p>Total £9.00</p><button>Pay £9.00</button><p role=alert id=no></p></form>"
    script = "let parts = ''; onmessage = e => { if (typeof e.data === 'string') parts = e.data }; f.onsubmit = e => { e.preventDefault(); if (parts) location = '/thanks'; else no.textContent = 'Please check your card.' }"
    bought = sent(people, {"/checkout": page(till, title="Checkout", script=script), "/card": frame})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


def test_who_is_asked_for_her_address_leaves_the_newsletter_alone(people: Customers) -> None:
    letter = "<div><h4>Newsletter</h4><form onsubmit='return false'><input name=nl placeholder='Your e-mail'><button>Sign up</button></form></div>"
    till = f"<form action='/thanks'>{MAIL}<p>Total £9.00</p><button>Place order</button></form>{letter}<script>document.querySelector('[name=nl]').oninput = () => fetch('/spied')</script>"
    tiny = TinyShop()
    pages = {**MUG, "/": MUG["/"].replace("</main>", f"{letter}</main>"), "/checkout": page(till, title="Checkout")}
    for path, body in pages.items():
        tiny.answers[path] = Answer(body)
    try:
        bought = people.buy(tiny.url, "Blue Mug", patience_s=6.0)
        assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
        assert "/spied" not in tiny.paths()
    finally:
        tiny.close()


def test_a_page_that_sells_and_then_asks_who_she_is_below_is_its_own_checkout(people: Customers) -> None:
    sells = f"<p>£9.00</p><button id=add type=button>Reserve tickets</button><form id=f hidden action='/thanks'>{MAIL}<p>Total £9.00</p><button>Confirm order</button></form>"
    bought = sent(people, {"/mug": page(sells, title="Blue Mug", script="add.onclick = () => { f.hidden = false }")})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])


@pytest.mark.parametrize("label", ["Postcode and town", "City / Postcode"])
def test_a_field_for_postcode_and_town_gets_both(people: Customers, label: str) -> None:
    form = (
        f"<form action=/thanks>{MAIL}<label>Full name <input name=n required></label>"
        f"<label>Street and number <input name=a required></label><label>{label} <input name=p required></label>"
        "<p>Total £9.00, paid by invoice</p><button>Place order</button></form>"
    )
    script = """document.forms[0].onsubmit = () => { const both = /[A-Z]/.test(p.value) && /[a-z]{3}/.test(p.value);
        if (!both) document.body.append('Please enter postcode and town'); return both }; const p = document.forms[0].p"""
    done = sent(people, {"/checkout": page(form, title="Checkout", script=script)})
    assert done.reference == "MUG-4711", done.sentence
    assert not [each for each in done.findings if each.startswith(("valid-input", "autofill", "error"))]


def test_a_window_of_the_browser_that_closes_under_her_eyes_leads_back(
    people: Customers, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = TinyShop()
    tiny.answers["/"] = Answer(page("<a href='/purse' target=_blank>Pay</a>", title="Mugs"))
    tiny.answers["/purse"] = Answer(page("<button>Pay £9.00</button>", title="The Purse"))
    try:
        with people.enter(tiny.url) as shopper:
            tasks.open_shop(shopper)
            shopper.press(next(each for each in shopper.look().controls if each.name == "Pay"))
            assert shopper.look().heading == "The Purse"
            purse, really_look = shopper.page, shop.look

            def closes_first(place: Page, *rest: Any) -> shop.PageView:
                purse.close()
                return really_look(place, *rest)

            monkeypatch.setattr(shop, "look", closes_first)
            assert shopper.look_again().heading == "Mugs"
    finally:
        tiny.close()


@pytest.mark.parametrize("first", ["No", "Yes [+£3.95]"])
def test_an_extra_that_a_basket_asks_about_is_answered_with_no(people: Customers, first: str) -> None:
    ways = sorted(["No", "Yes [+£3.95]"], key=lambda each: each != first)
    asks = "<fieldset><legend>Gift wrapping *</legend>" + "".join(
        f"<label><input type=radio name=g value='{each}'> {each}</label>" for each in ways
    )
    basket = MUG["/basket"].replace(
        "<a href='/checkout'>Checkout</a>",
        f"<form id=f>{asks}</fieldset><button>Checkout</button></form><p role=alert id=no></p>"
        "<script>f.onsubmit = e => { e.preventDefault(); if (f.g.value === 'No') location = '/checkout'; else no.textContent = 'Choose.' }</script>",
    )
    till = f"<form action='/thanks'>{MAIL}<p>Total £9.00</p><button>Place order</button></form>"
    bought = sent(people, {"/basket": basket, "/checkout": page(till, title="Checkout")})
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
