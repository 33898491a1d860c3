"""Habits of shops that hide a control, a field or the end of an order from whoever reads the page too simply."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import replace

import pytest
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.model import Identity
from mystery_shopper.shop.confirming import order_reference
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


TICKET = (
    "<article aria-labelledby='t{n}'><h4 id='t{n}'>{name}</h4><p>&euro;23.00</p><fieldset><legend>Quantity</legend>"
    "<button>-</button><input type=number name='item_{n}' placeholder=0 aria-labelledby='t{n}'><button>+</button></fieldset></article>"
)
TICKETS = ("Reduced ticket", "Standard ticket", "Ticket for members")


@pytest.mark.parametrize("name", TICKETS)
def test_the_number_of_tickets_is_entered_in_their_own_row(see: See, name: str) -> None:
    rows = "".join(TICKET.format(n=n, name=each) for n, each in enumerate(TICKETS))
    amount = shop.quantity_field(see(f"<section><h3>Tickets</h3>{rows}</section><button>Add to cart</button>"), name)
    assert amount is not None
    assert amount.target.label == name


SIZES = "".join(TICKET.format(n=f"3_{each}", name=each) for each in "SML").replace("h4", "h5")
SHIRT = "<article><h4>Concert T-Shirt</h4><p>&euro;18.00</p><button aria-expanded={}>Show variants</button>{}</article>"
MUG = "<article><h4>Concert mug</h4><p>&euro;9.00</p><button aria-expanded=false>Show variants</button></article>"


def test_a_row_opens_before_its_sizes_can_be_bought(see: See) -> None:
    closed = see(f"<section>{MUG}{SHIRT.format('false', '')}</section><button>Add to cart</button>")
    opener = shop.opener_of(closed, "Concert T-Shirt")
    assert opener is not None
    assert "T-Shirt" in closed.row_text(opener.row)
    assert not shop.row_of(closed, "Concert T-Shirt")
    opened = see(f"<section>{MUG}{SHIRT.format('true', SIZES)}</section><button>Add to cart</button>")
    assert shop.opener_of(opened, "Concert T-Shirt") is None
    assert shop.row_of(opened, "Concert T-Shirt")
    amount = shop.quantity_field(opened, "Concert T-Shirt")
    assert amount is not None
    assert amount.target.label == "S"


def test_the_way_to_another_language_is_no_category(see: See) -> None:
    links = "<nav><a href='/en'>English</a><a href='/de'>Website auf Deutsch</a><a href='/tea'>Tea</a></nav>"
    assert [each.name for each in shop.categories(see(links))] == ["Tea"]


def test_a_feed_of_news_is_no_category(see: See) -> None:
    links = (
        "<nav><a href='/blog/feeds/rss/'>RSS</a><a href='/prices.pdf'>Prices</a><a href='/feedback'>Feedback</a></nav>"
    )
    assert [each.name for each in shop.categories(see(links))] == ["Feedback"]


def test_a_lonely_line_can_say_its_number_of_pieces_in_words(see: See) -> None:
    pieces = "<form><button title='Remove Mug from your cart'>&#128465;</button></form> 1 <form><button title='Add one more Mug'>+</button></form>"
    line = f"<div role=row><div>Mug</div><div>{pieces}</div><div>&euro;5.00</div></div>"
    view = see(f"<main><h2>Your cart</h2>{line}<p>Total &euro;5.00</p><button>Proceed with checkout</button></main>")
    assert shop.is_basket(view)
    assert [(each.name, each.quantity) for each in shop.read_basket(view).lines] == [("Mug", 1)]


@pytest.mark.parametrize(("url", "reference"), [("order/GZULP/x7/", "GZULP"), ("order/thanks/", "")])
def test_an_order_of_letters_alone_is_known_by_its_address(see: See, url: str, reference: str) -> None:
    view = replace(see("<h1>Thank you!</h1><h2>Order GZULP</h2>"), url=f"http://shop.example/{url}")
    assert order_reference(view) == reference
