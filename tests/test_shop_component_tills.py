"""Tills put together from components: lists to type into, card forms that follow a choice, baskets that ask where to."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page
from shops.buying import Customers
from shops.mugs import LINES, SHOP, TILL, send, told
from shops.serving import See
from tiny_shop import page

from mystery_shopper import shop
from mystery_shopper.shop.asking import asked_fields
from mystery_shopper.shop.reaching import reach

pytest_plugins = ("shops.pages",)
WHO: Final = "<label>E-mail <input type=email name=e autocomplete=email required></label>"
TABS: Final = "<div role=tablist aria-label='Payment method'><a href='#' role=tab aria-selected=true>Credit card</a><a href='#' role=tab aria-selected=false>Bank transfer</a></div>"
CARD: Final = "<label>Card number <input name=c autocomplete=cc-number></label> <label>Expiry <input name=x autocomplete=cc-exp></label> <label>Security code <input name=s autocomplete=cc-csc></label>"
ESTIMATE: Final = "<form><label>Country <select name=l><option>Germany<option>France</select></label> <label>Postcode <input name=p></label><button>Estimate delivery</button></form>"
LISTS: Final = "".join(
    f"<label>{label} <input role=combobox aria-expanded=false aria-haspopup=listbox></label>"
    for label in ("Expiry month", "Expiry year", "Country")
)


def test_the_fields_of_a_chosen_card_are_waited_for_where_the_last_button_is_awake(people: Customers) -> None:
    late = f"setTimeout(() => {{ place.innerHTML = `{CARD}` }}, 500); f.onsubmit = () => !!document.querySelector('[name=c]')?.value"
    till = page(f"<form id=f action=/thanks>{WHO}<p>Total £9.00</p>{TABS}<div id=place></div><button>Buy now</button></form>", title="Checkout", script=late)  # fmt: skip
    bought = send(people, {**SHOP, "/till": till})
    assert bought.reference == "MUG-4711", told(bought)


@pytest.mark.parametrize("wide", ["width:3000px", "width:900px;margin-left:900px"])
def test_what_sticks_out_of_the_window_is_pressed_where_it_is_seen(bare_page: Page, wide: str) -> None:
    bare_page.set_content(f"<body style='margin:0;overflow:hidden'><div style='overflow:clip'><input aria-label=Name style='{wide}'></div></body>")  # fmt: skip
    view = shop.look(bare_page)
    at = reach(view, view.fields[0].ref)
    assert at is not None
    assert view.fields[0].rect.x <= at.x <= 1280


def test_the_button_that_asks_to_choose_first_is_pressed_for_what_it_opens(people: Customers) -> None:
    sizes = "".join(f"<label style='display:block'><input type=radio name=Size value={each} style='display:none'>{each}</label>" for each in ("Small", "Large"))  # fmt: skip
    opens = "b.onclick = () => { menu.hidden = false }; menu.onchange = () => { menu.hidden = true; b.type = 'submit'; b.innerText = 'Add to basket'; b.onclick = null }"
    product = page(f"<p>£9.00</p><form action=/basket><fieldset><legend>Size</legend><div id=menu hidden>{sizes}</div></fieldset><button type=button id=b>Please choose a size</button></form>", title="Blue Mug", script=opens)  # fmt: skip
    bought = send(people, {**SHOP, "/mug": product})
    assert bought.reference == "MUG-4711", told(bought)


def test_a_basket_that_asks_where_to_send_is_a_basket(see: See) -> None:
    assert shop.stage(see(f"<main><h1>Basket</h1>{LINES}{ESTIMATE}</main>")) == "basket"
    assert shop.stage(see(f"<main><h1>Checkout</h1>{LINES}<form>{TILL}<label>Street <input name=st></label></form></main>")) != "basket"  # fmt: skip


def test_what_opens_by_a_script_is_not_called_by_the_address_of_its_page(see: See) -> None:
    nav = "<nav><a href='https://example.com/basket#' role=button aria-label='My account'>&#9786;</a> <a href='/sale'>Sale</a></nav>"
    assert shop.basket_link(see(f"{nav}<main><h1>Basket</h1>{LINES}</main>")) is None


def test_a_list_to_type_into_is_chosen_from_and_asks_for_no_digits(see: See) -> None:
    asked = asked_fields(see(f"<form>{CARD}{LISTS}</form>"))
    assert [each.kind for each in asked] == ["card-number", "card-expiry", "card-cvc"]
