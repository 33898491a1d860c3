"""A shop whose pages go on by themselves, a moment after they seemed to be at rest."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Playwright
from shops.buying import Bought, Customers
from tiny_shop import Answer, TinyShop, page

from mystery_shopper import tasks
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.shopper.keys import hands_of

HEAD: Final = "<header><a href='/'>Mugs</a> <a href='/basket'>Basket <span id=count>0</span></a></header>"
PRODUCT: Final = (
    HEAD
    + "<p>£12.50</p><p>Delivery £3.95, returns within 30 days.</p><button id=add>Add to basket</button><div id=over></div>"
)
ADD: Final = """add.onclick = () => {
  count.textContent = 1;
  setTimeout(() => {
    over.innerHTML = `<div role=dialog aria-modal=true tabindex=-1 aria-label="Added" style="position:fixed;inset:0;background:#fff">
      <h2>Blue Mug was added to your basket</h2><p>Subtotal £12.50</p><p>Doorstep drop £3.95</p><p>Total £16.45</p>
      <button onclick="over.innerHTML = ''">Continue shopping</button> <a href="/basket">Go to basket</a></div>`;
    over.firstChild.focus() }, 400) }"""
BASKET: Final = (
    "<table><tr><td>Blue Mug</td><td>1 x £12.50</td><td>£12.50</td><td><button>Remove</button></td></tr></table>"
    "<p>Delivery £3.95</p><p>Total £16.45</p><a href='/checkout'>Go to checkout</a>"
)
CHECKOUT: Final = (
    "<form id=who><label>E-mail <input type=email name=email required></label> <label>Name <input name=name autocomplete=name required></label>"
    "<label>Address <input name=street autocomplete=street-address required></label> <label>Town <input name=city autocomplete=address-level2 required></label>"
    "<label>Postcode <input name=zip autocomplete=postal-code required></label><button>Next</button></form>"
    "<form id=pay action=/bank hidden><fieldset><legend>Payment method</legend>"
    "<label><input type=radio name=by value=transfer checked> Bank transfer</label> <label><input type=radio name=by value=card> Credit card</label></fieldset>"
    "<p>Total £16.45</p><button>Place order</button></form><div id=mask></div>"
)
MASK: Final = """who.onsubmit = e => { e.preventDefault();
  mask.innerHTML = '<div style="position:fixed;inset:0;background:#fffc"><p>Please wait...</p></div>';
  setTimeout(() => { mask.innerHTML = ''; who.hidden = true; pay.hidden = false; history.pushState({}, '', '#payment') }, 900) }"""
BANK: Final = (
    "<p>Amount £16.45</p><form action=/thanks><label>Card number <input name=n autocomplete=cc-number required></label> "
    "<label>Expiry <input name=e autocomplete=cc-exp required></label> <label>Security code <input name=c autocomplete=cc-csc required></label>"
    "<button>Pay £16.45</button></form>"
)
THANKS: Final = (
    "<p>Thank you, your order has been placed. Order number: MW-1207. Total £16.45. We have sent you an e-mail.</p>"
)


ShopOf = Callable[[dict[str, str]], TinyShop]


@pytest.fixture(scope="module")
def shop_of() -> Iterator[ShopOf]:
    """Open a shop of these pages."""
    opened: list[TinyShop] = []

    def open_one(pages: dict[str, str]) -> TinyShop:
        shop = TinyShop()
        shop.answers = {path: Answer(body) for path, body in pages.items()}
        opened.append(shop)
        return shop

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def bought(
    shop_of: ShopOf, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Bought, TinyShop]:
    """What came of a visit to a shop that takes a moment for everything, by somebody who may place one order."""
    shop = shop_of(
        {
            "/": page(HEAD + "<ul><li><a href='/mug'>Blue Mug</a> £12.50</li></ul>", title="Mugs"),
            "/mug": page(PRODUCT, title="Blue Mug", script=ADD),
            "/basket": page(BASKET, title="Basket"),
            "/checkout": page(CHECKOUT, title="Checkout", script=MASK),
            "/bank": page(BANK, title="Secure payment"),
            "/thanks": page(THANKS, title="Thank you"),
        }
    )
    people = Customers(playwright, Path(tmp_path_factory.mktemp("once")), max_orders=1)
    visit = people.buy(shop.url, "Blue Mug", locale="en-GB", country="GB", currency="GBP")
    people.close()
    return visit, shop


def test_who_meets_a_layer_and_a_mask_that_come_late_and_a_page_of_the_bank_buys(
    bought: tuple[Bought, TinyShop],
) -> None:
    visit, _ = bought
    assert visit.believed, "\n".join([visit.sentence, *visit.trail])
    assert visit.reference == "MW-1207"


def test_who_pays_by_card_leaves_the_transfer_that_the_shop_has_chosen(bought: tuple[Bought, TinyShop]) -> None:
    _, shop = bought
    assert [each.path for each in shop.asked if each.path.startswith("/bank")] == ["/bank?by=card"]


@pytest.mark.parametrize("kind", ["status-silent", "total-wrong", "obscured-target", "late-extra-cost"])
def test_what_comes_a_moment_later_is_no_flaw(bought: tuple[Bought, TinyShop], kind: str) -> None:
    visit, _ = bought
    assert not [each for each in visit.findings if each.startswith(kind)]


MENU: Final = (
    HEAD
    + "<h2>Menu</h2><article><h3>Pepper Pizza</h3><p>£9.50</p><button id=more>Add Pepper Pizza</button></article><div id=over></div>"
)
GATE: Final = (
    "if (!sessionStorage.near) { over.innerHTML = `<div role=dialog aria-modal=true style='position:fixed;inset:0;background:#fff'><h2>Where shall we bring it?</h2>"
    "<form id=near><label>Postcode <input name=zip required></label><button>Check</button></form></div>`;"
    "near.onsubmit = e => { e.preventDefault(); sessionStorage.near = near.zip.value; over.innerHTML = '' } }"
)
BASE: Final = """more.onclick = () => {
  over.innerHTML = `<div role=dialog aria-modal=true style="position:fixed;inset:0;background:#fff"><h2>Pepper Pizza</h2><form id=how>
    <fieldset><legend>Choose your base</legend><label><input type=radio name=base value=Thin required> Thin</label>
    <label><input type=radio name=base value=Deep required> Deep</label></fieldset><button>Add to order</button></form></div>`;
  how.onsubmit = e => { e.preventDefault(); fetch('/added?base=' + how.base.value); count.textContent = 1;
    over.innerHTML = '<p role=status>Added to your order</p>' } }"""


def test_who_is_asked_for_a_postcode_first_and_for_the_base_in_a_layer_answers_both(
    shop_of: ShopOf, people: Customers
) -> None:
    shop = shop_of(
        {
            "/": page(MENU, title="Pizzas", script=f"{GATE};{BASE}"),
            "/added": "",
            "/basket": page(BASKET.replace("Blue Mug", "Pepper Pizza").replace("12.50", "9.50"), title="Basket"),
        }
    )
    visit = people.buy(shop.url, "Pepper Pizza", locale="en-GB", country="GB", currency="GBP", patience_s=4.0)
    assert [each.path for each in shop.asked if each.path.startswith("/added")] in (
        ["/added?base=Thin"],
        ["/added?base=Deep"],
    ), "\n".join([visit.sentence, *visit.trail])
    assert "/checkout" in visit.sentence


ROOM: Final = (
    "<p>£85.00 a night</p><form action=/booked><label>Arrival <input type=date name=from required></label>"
    "<label>Departure <input type=date name=to required></label><button>Book this room</button></form>"
)
GUEST: Final = (
    "<p>Total £170.00</p><div><label>E-mail <input type=email required></label><label>Full name <input autocomplete=name required></label>"
    "<button onclick=\"said.innerHTML = '<p>Saved.</p>'\">Continue</button><p id=said></p></div>"
    "<label><input type=checkbox required> I accept the terms</label><button onclick=\"location = '/thanks'\">Confirm booking</button>"
)


def test_who_books_a_room_chooses_days_and_passes_a_section_without_a_form_that_was_sent(
    shop_of: ShopOf, people: Customers
) -> None:
    shop = shop_of(
        {
            "/": page(HEAD + "<ul><li><a href='/room'>River Room</a> £85.00</li></ul>", title="Rooms"),
            "/room": page(ROOM, title="River Room"),
            "/booked": page(GUEST, title="Your details"),
            "/thanks": page("<p>Your reservation is confirmed. Reservation number: RR-2093.</p>", title="Booked"),
        }
    )
    visit = people.buy(shop.url, "River Room", locale="en-GB", country="GB", currency="GBP")
    assert visit.believed, "\n".join([visit.sentence, *visit.trail])
    assert visit.reference == "RR-2093"
    [asked] = [each.path for each in shop.asked if each.path.startswith("/booked")]
    first, last = (asked.partition("from=")[2][:10], asked.partition("to=")[2][:10])
    assert first < last


CLUB: Final = """window.club = () => { over.innerHTML = `<div role=dialog aria-modal=true style="position:fixed;inset:0;background:#fff">
  <h2>Join our club</h2><p>10 % off</p><button aria-label=Close onclick="over.innerHTML = ''">&times;</button></div>` }
cookies.querySelectorAll('button').forEach(each => { each.onclick = () => cookies.remove() })"""
ASKS: Final = (
    "<form action=/found><input type=search name=q aria-label=Search><button>Search</button></form><div id=over></div>"
    "<div id=cookies role=dialog style='position:fixed;bottom:0'><p>We use cookies.</p><button>Accept all</button> <button>Reject all</button></div>"
)


def test_what_comes_after_the_cookies_are_answered_is_closed_before_she_searches(
    shop_of: ShopOf, people: Customers
) -> None:
    shop = shop_of({"/": page(HEAD + ASKS, title="Mugs", script=CLUB)})
    with people.enter(shop.url) as shopper:
        tasks.open_shop(shopper)
        shopper.page.evaluate("club()")
        shopper.look_again()
        tasks.search(shopper, "Mug")
        assert [each.get("closable") for each in shopper.recorder.ever("layer")] == [True]
    assert any(each.path.startswith("/found") for each in shop.asked)


LATE: Final = """const bar = () => { over.innerHTML = `<div role=dialog aria-label=Cookies style="position:fixed;bottom:0;left:0;right:0;background:#fff"><p>We use cookies.</p>
    <button>Accept all</button> <button>Reject all</button></div>`;
  const [first, last] = over.querySelectorAll('button'); first.focus();
  over.firstChild.onkeydown = e => { if (e.key === 'Tab') { e.preventDefault(); (document.activeElement === first ? last : first).focus() } };
  for (const each of [first, last]) each.onclick = () => { over.innerHTML = ''; fetch('/answered') } };
document.getElementById('three').addEventListener('focus', bar, {once: true})"""
STOPS: Final = "<div id=over></div><p><a href='/one'>One</a> <a href='/two'>Two</a> <a href='/three' id=three>Three</a> <a href='/four'>Four</a> <a href='/mug'>Blue Mug</a></p>"


def test_a_cookie_bar_that_comes_between_two_stops_of_tab_is_answered_and_she_goes_on(
    shop_of: ShopOf, people: Customers
) -> None:
    shop = shop_of({"/": page(STOPS, title="Mugs", script=LATE), "/mug": page("<p>£9.00</p>", title="Blue Mug")})
    with people.enter(shop.url) as shopper:
        shopper.hands = hands_of(replace(shopper.persona, input="keyboard"), paced=False, seed=1)
        tasks.open_shop(shopper)
        tasks.open_product(shopper, "Blue Mug")
    assert "/answered" in shop.paths()
    assert "/mug" in shop.paths()


def test_what_goes_while_she_is_on_her_way_by_tab_has_gone_and_is_not_out_of_reach(
    shop_of: ShopOf, people: Customers
) -> None:
    goes = "document.getElementById('three').onfocus = () => document.querySelector('[href=\"/mug\"]').remove()"
    shop = shop_of({"/": page(STOPS, title="Mugs", script=goes)})
    with people.enter(shop.url) as shopper:
        shopper.hands = hands_of(replace(shopper.persona, input="keyboard"), paced=False, seed=1)
        tasks.open_shop(shopper)
        mug = next(each for each in shopper.look().controls if each.name == "Blue Mug")
        with shopper.letting_go(), pytest.raises(Gone):
            shopper.press(mug)
        assert not shopper.recorder.ever("keyboard")
