"""Habits of shops that hide a control, a field or the end of an order from whoever reads the page too simply."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

import pytest
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.model import Identity
from mystery_shopper.shop.view import Step

pytest_plugins = ("shops.pages",)

ADA = Identity(
    1,
    "Ada",
    "Byron",
    "ada@example.com",
    "07700 900123",
    "+447700900123",
    "12 Mill Lane",
    "",
    "Bath",
    "",
    "BA1 2AB",
    "GB",
    "x",
)
LINE = "<ul><li>Mug &pound;5.00 <button>Remove</button></li></ul><p>Total &pound;5.00</p>"


def test_a_button_whose_id_ends_in_link_is_no_express_checkout(see: See) -> None:
    found = shop.to_checkout(see(f'{LINE}<button id="checkout-link">Checkout</button>'))
    assert found is not None


def test_a_wallet_is_one_even_when_only_its_class_says_so(see: See) -> None:
    assert shop.to_checkout(see(f'{LINE}<button class="paypal-button">Checkout</button>')) is None


def test_what_a_closed_details_holds_cannot_be_seen(see: See) -> None:
    view = see("<details><summary>Search</summary><input type=search name=q></details>")
    assert shop.search_box(view) is None
    assert shop.search_opener(view) is not None


def test_the_word_that_an_icon_font_draws_as_a_sign_is_not_read(see: See) -> None:
    view = see('<button><i class="icons">shopping_cart</i>Add to cart</button>')
    assert [each.name for each in view.controls] == ["Add to cart"]
    assert shop.basket_link(view) is None


@pytest.mark.parametrize(
    ("said", "reference"),
    [
        ("Order reference: XKBKNABJK", "XKBKNABJK"),
        ("Order reference: R518392746", "R518392746"),
        ("Order reference: thank you", ""),
    ],
)
def test_an_order_may_be_numbered_in_capitals_alone(see: See, said: str, reference: str) -> None:
    assert (
        shop.confirmation(see("<p>Pay</p>"), see(f"<h1>Thank you for your order</h1><p>{said}</p>")).reference
        == reference
    )


def test_a_shop_may_tell_its_pages_apart_by_the_query_alone() -> None:
    before = shop.PageView("http://shop.example/?route=checkout")
    line = shop.Line("Your order has been placed!", heading=1, size=30)
    end = shop.confirmation(before, shop.PageView("http://shop.example/?route=success", lines=(line,), text=line.text))
    assert end.believed


def test_day_month_and_year_beside_each_other_are_a_date_of_birth_and_no_card(see: See) -> None:
    days = "".join(f"<option>{each}" for each in range(1, 32))
    body = f"""<div><select name=d><option value="">Day{days}</select><select name=m><option value="">Month<option>6</select>
    <select name=y><option value="">Year<option>1985</select></div>"""
    known = shop.classified(see(body))
    assert set(known) == {"birth-day", "birth-month", "birth-year"}
    values = {kind: shop.value_for(kind, ADA, None, fields[0]) for kind, fields in known.items()}
    assert values == {"birth-day": "15", "birth-month": "6", "birth-year": "1985"}


def test_a_button_that_led_nowhere_may_lead_on_once_more_is_filled_in(see: See) -> None:
    empty = see("<form><label>City <input name=city></label><button>Continue</button></form>")
    filled = see("<form><label>City <input name=city value=Bath></label><button>Continue</button></form>")
    pressed = shop.next_step([], empty)
    assert pressed is not None
    history = [Step(shop.PageView("http://shop.example/")), Step(empty, pressed.target)]
    assert shop.next_step(history, empty) is None
    assert shop.next_step(history, filled) is not None


def test_what_a_page_newly_paints_as_an_error_is_an_objection(see: See) -> None:
    before = see("<form><input name=a><button>Continue</button></form>")
    after = see('<form><input name=a><button>Continue</button></form><p class="error">Nothing goes before that</p>')
    assert [each.text for each in shop.objections(before, after)] == ["Nothing goes before that"]
    assert not shop.objections(after, after)


def test_a_row_that_can_be_bought_from_sells_where_it_stands(see: See) -> None:
    rows = "".join(
        f"<tr><td>{each}</td><td>&pound;4.00</td><td><input size=2 value=0></td></tr>" for each in ("Hinge", "Hook")
    )
    view = see(f"<table>{rows}</table><button>Buy</button>")
    assert shop.row_of(view, "Hook")
    amount = shop.quantity_field(view, "Hook")
    assert amount is not None
    assert amount.target.row == shop.row_of(view, "Hook")
