"""Baskets and checkouts that stand in columns: net, tax and gross, choices among the lines, three ways in side by side."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from decimal import Decimal

import pytest
from shops.serving import See

from mystery_shopper import shop

pytest_plugins = ("shops.pages",)

CHOICES = "<tr><td colspan=2>{0}: <select name={0}>{1}</select><td></td><td></td><td>{2}</td></tr>"
TAXED = (
    "<main><h1>Cart</h1><form><table><tr><th>Product<th>Amount<th>Net<th>VAT<th>Total<th></tr>"
    "<tr><td><a href='/l'>Lantern</a></td><td><input name=amount-1 value={0}></td><td>{1}</td><td>{2}</td><td>{3}</td><td><a href='/out' class=delete-item>x</a></td></tr>"
    "<tr><td colspan=2>Shipping</td><td>$4.12</td><td>$0.78</td><td>$4.90</td></tr>"
    "<tr><td colspan=2>Total:</td><td></td><td></td><td>{4}</td></tr><tr><td colspan=2>Inclusive VAT:</td><td></td><td></td><td>$6.21</td></tr>"
    "</table><a href='/c'>Checkout</a></form></main>"
)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [(("1", "$28.57", "$5.43", "$34.00", "$38.90"), "34.00"), (("3", "$85.71", "$16.29", "$102.00", "$106.90"), "")],
    ids=["one piece", "three pieces"],
)
def test_a_line_and_the_delivery_cost_what_net_and_tax_come_to(
    see: See, cells: tuple[str, str, str, str, str], unit: str
) -> None:
    basket = shop.read_basket(see(TAXED.format(*cells)))
    line, totals = basket.lines[0], basket.totals
    assert (len(basket.lines), line.quantity, str(line.total)) == (1, int(cells[0]), f"{cells[3][1:]} USD")
    assert (str(line.unit.amount) if line.unit else "") == unit
    assert (totals.delivery, totals.tax, totals.tax_included) == (Decimal("4.90"), None, Decimal("6.21"))


def test_a_choice_among_the_lines_of_a_basket_is_no_line_and_says_no_quantity(see: See) -> None:
    ways = CHOICES.format("Payment", "<option value=5>Invoice<option value=2>Cash", "$0.00")
    ways += CHOICES.format("Shipping", "<option value=2>Parcel<option value=3>Express", "$4.90")
    line = "<tr><td><a href='/l'>Lantern</a></td><td><select name=pieces><option>1<option selected>2<option>3+</select><td></td><td>$34.00</td><td>$68.00</td></tr>"
    view = see(
        f"<main><table>{line}{ways}<tr><td>Total</td><td>$72.90</td></tr></table><a href='/c'>Checkout</a></main>"
    )
    assert [(each.name, each.quantity) for each in shop.read_basket(view).lines] == [("Lantern", 2)]


COLUMN = "<div style='float:left;width:30%'><h2>{0}</h2><p>{1}</p><form>{2}</form>{3}</div>"
LOG_IN = COLUMN.format(
    "Login",
    "For those who know us.",
    "<input name=u aria-label=E-mail><input type=password aria-label=Password><button>Login</button>",
    "",
)
REGISTER = COLUMN.format(
    "Register",
    "Keep your addresses.",
    "<input name=u aria-label=E-mail><input type=password aria-label='New password'><button>Register</button>",
    "",
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("You can also check out without login or registration.", "Checkout"),
        ("Your goods are kept for an hour.", None),
        ("Nobody needs it: you do not need an account to order.<p><button>Track a parcel</button></p>", None),
    ],
    ids=["told", "not told", "told of something else"],
)
def test_the_way_on_below_words_that_no_account_is_needed_is_the_guests(
    see: See, words: str, found: str | None
) -> None:
    view = see(
        f"<main><h1>Please choose</h1>{LOG_IN}{REGISTER}{COLUMN.format('Checkout', words, '', '<p><a href=/go>Checkout</a></p>')}</main>"
    )
    choice = shop.guest_choice(view)
    assert (choice.target.name if choice else None) == found


@pytest.mark.parametrize("kind", ["text", "search"])
def test_what_redeems_a_voucher_does_not_lead_on(see: See, kind: str) -> None:
    code = f"<p><input type={kind} placeholder='Discount code'> <button>Apply</button></p>"
    view = see(f"<main><h1>Payment</h1><p>Total £5.00</p>{code}</main>")
    assert shop.next_step([], view) is None
    assert shop.voucher_field(view) is not None
