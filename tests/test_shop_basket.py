"""The basket, its sums, and the ways to it and on from it."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from decimal import Decimal

import pytest
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.shop.asking import ticked_extras
from mystery_shopper.shop.basketlines import pieces_in
from mystery_shopper.shop.linefields import numbered
from mystery_shopper.shop.parts import Money

pytest_plugins = ("shops.pages",)

TABLE = (
    "<main><h1>Your basket</h1><table><tr><th>Item</th><th>Price</th><th>Quantity</th><th>Total</th></tr>"
    "<tr><td><a href='/mug'>Red Mug</a></td><td>£5.00</td><td><input type=number value=2 name=qty></td><td>£10.00</td><td><button>Remove</button></td></tr>"
    "<tr><td><a href='/pot'>Tea Pot</a></td><td>£24.50</td><td><input type=number value=1 name=qty></td><td>£24.50</td><td><button>Remove</button></td></tr></table>"
    "<table><tr><th>Subtotal</th><td>£34.50</td></tr><tr><th>Delivery</th><td>£3.95</td></tr><tr><th>Total</th><td>£38.45</td></tr></table>"
    "<a href='/'>Continue shopping</a> <a href='/checkout'>Checkout</a></main>"
)


def test_lines_and_sums_of_a_basket_table_are_read(see: See) -> None:
    basket = shop.read_basket(see(TABLE))
    assert [(each.name, each.quantity, str(each.unit), str(each.total)) for each in basket.lines] == [
        ("Red Mug", 2, "5.00 GBP", "10.00 GBP"),
        ("Tea Pot", 1, "24.50 GBP", "24.50 GBP"),
    ]
    assert all(each.remove and each.quantity_field for each in basket.lines)
    assert (basket.pieces, basket.totals.subtotal, basket.totals.delivery, basket.totals.total) == (
        3,
        Decimal("34.50"),
        Decimal("3.95"),
        Decimal("38.45"),
    )
    assert basket.totals.currency == "GBP"


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li class=line><a href='/m'>Red Mug</a> 2 x £5.00 = £10.00 <a href='#' title='Remove'>x</a></li></ul><p>Total £10.00</p><button>Checkout</button>",
        "<div class='cart-item'><h3>Red Mug</h3><p>Qty: 2</p><p>£10.00</p><button aria-label='Remove Red Mug'>x</button></div><p>Subtotal: £10.00</p><a href='/c'>Go to checkout</a>",
        "<article><b>Red Mug</b><select aria-label=Quantity><option>1<option selected>2</select><span>£5.00</span><span>£10.00</span><button>Delete</button></article><p>Order total: £10.00</p><a href='/c'>Proceed to checkout</a>",
        "<ul><li><a href='/m'>Red Mug</a><p>£5.00</p><button aria-label='Remove one'>-</button><input readonly value=2 aria-label=Quantity><button aria-label='Add one'>+</button><button aria-label='Remove Red Mug from the cart'>x</button><p>£10.00</p></li></ul><p>Total £10.00</p><button>Checkout</button>",
    ],
    ids=["list", "one card", "article", "one more"],
)
def test_baskets_of_other_shapes_are_read(see: See, html: str) -> None:
    view = see(f"<main><h1>Basket</h1>{html}</main>")
    assert shop.is_basket(view)
    basket = shop.read_basket(view)
    assert [(each.name, each.quantity) for each in basket.lines] == [("Red Mug", 2)]
    assert basket.lines[0].total is not None
    assert basket.lines[0].total.amount == Decimal("10.00")
    assert basket.lines[0].remove is not None


def test_each_line_is_updated_by_its_own_button(see: See) -> None:
    line = "<li><a href='/{0}'>{0}</a> £5.00 <form action='/{0}'><input type=number name=qty value=1><button>Update</button></form></li>"
    view = see(f"<main><h1>Basket</h1><ul>{line.format('Mug')}{line.format('Pot')}</ul><p>Total £10.00</p></main>")
    fields = [each for each in view.fields if each.name == "qty"]
    found = [shop.update_basket(view, each) for each in fields]
    assert [each and each.target.form for each in found] == [each.form for each in fields]


CELLS = (
    "<div class='line-cells'><div class=row style='display:flex'><div class=col-2><a href='/{0}'><img width=40 height=40 src='data:,'></a></div>"
    "<div class=col-4><h3><a href='/{0}'>{0}</a></h3><p>In stock (200)</p></div>"
    "<div class=col-3><input type=number name=form-0-quantity value=2> <button>Update</button> <a href='#' data-acts=remove>Remove</a></div>"
    "<div class=col-1><p>£5.00</p></div><div class=col-2><p>£10.00</p></div></div></div>"
)


@pytest.mark.parametrize("names", [["Tea Pot"], ["Tea Pot", "Red Mug"]], ids=["one line", "two lines"])
def test_a_line_made_of_cells_is_one_line(see: See, names: list[str]) -> None:
    lines = "".join(CELLS.format(each) for each in names).replace("> ", ">" + " " * 900)
    view = see(
        f"<main><h1>Basket</h1><form>{lines}</form><p>Total £10.00</p><a href='/c'>Proceed to checkout</a></main>"
    )
    assert shop.is_basket(view)
    basket = shop.read_basket(view)
    assert [(each.name, each.quantity, bool(each.remove)) for each in basket.lines] == [
        (each, 2, True) for each in names
    ]


def test_goods_that_are_still_offered_beside_the_basket_are_no_lines_of_it(see: See) -> None:
    row = "<article><h4>{0}</h4><div class=col>{1}<p>€25.00</p></div><div class=col><button>-</button><input type=number name=item><button>+</button></div></article>"
    view = see(
        f"<main><h1>Fest</h1><section>{row.format('Day Ticket', '<p>1x in your cart</p>')}{row.format('Weekend Ticket', '')}</section><p>Total €25.00</p><button>Checkout</button></main>"
    )
    assert [(each.name, each.quantity) for each in shop.read_basket(view).lines] == [("Day Ticket", 1)]


@pytest.mark.parametrize("box", ["name=items-0-DELETE", "name=off aria-label='Remove Tea Pot'"], ids=["name", "label"])
def test_a_line_can_be_ticked_off(see: See, box: str) -> None:
    rows = f"<tr><td><a href='/p'>Tea Pot</a></td><td>£5.00</td><td><input type=number name=qty value=1></td><td><input type=checkbox {box}></td></tr>"
    lines = shop.read_basket(see(f"<main><form><table>{rows}</table><button>Update cart</button></form></main>")).lines
    assert [(each.name, each.remove, each.remove_box and each.remove_box.type) for each in lines] == [
        ("Tea Pot", None, "checkbox")
    ]


@pytest.mark.parametrize(("words", "extras"), [("", 0), ("Gift wrap £2.00", 1)], ids=["the line", "an extra"])
def test_a_ticked_box_of_a_line_is_an_extra_only_with_a_price_of_its_own(see: See, words: str, extras: int) -> None:
    cells = f"<td>Tea Pot</td><td>£5.00</td><td><input type=number name=qty value=1></td><td><label><input type=checkbox checked name=pick> {words}</label></td>"
    assert len(ticked_extras(see(f"<main><form><table><tr>{cells}</tr></table></form></main>"))) == extras


def test_what_takes_a_line_out_is_not_its_name(see: See) -> None:
    rows = "<tr><td><a href='?out=1' aria-label='Remove Tea Pot from cart'>x</a></td><td><a href='/p'>Tea Pot</a></td><td>£5.00</td><td><input type=number name=qty value=1></td></tr>"
    assert [each.name for each in shop.read_basket(see(f"<main><table>{rows}</table></main>")).lines] == ["Tea Pot"]


DELIVERIES = "<tr><th>Shipment</th><td><ul><li><label><input type=radio name='shipping_method[0]' checked> Flat rate: £5.00</label><li><label><input type=radio name='shipping_method[0]'> Courier: £9.00</label></ul></td></tr>"


@pytest.mark.parametrize(
    "row", [DELIVERIES, "<tr><th>Shipment</th><td>Flat rate: <b>£5.00</b></td></tr>"], ids=["chosen", "one"]
)
def test_a_delivery_is_known_by_the_head_of_its_row_or_as_the_chosen_one(see: See, row: str) -> None:
    sums = shop.read_totals(
        see(
            f"<main><table><tr><th>Subtotal</th><td>£45.00</td></tr>{row}<tr><th>Total</th><td>£50.00</td></tr></table></main>"
        )
    )
    assert (sums.subtotal, sums.delivery, sums.total) == (Decimal("45.00"), Decimal("5.00"), Decimal("50.00"))


def test_a_tray_above_the_page_is_a_basket_too(see: See) -> None:
    tray = "<div style='position:fixed;inset:0;background:#0008'></div><div role=dialog aria-modal=true style='position:fixed;right:0;top:0;width:300px;height:700px;background:#fff'>"
    view = see(
        f"<main><h1>Pot</h1><p>£24.50</p></main>{tray}<ul><li><a href='/m'>Red Mug</a> 1 x £5.00 <button>Remove</button></li></ul><p>Subtotal £5.00</p><button>Checkout</button></div>"
    )
    assert [each.name for each in shop.read_basket(view).lines] == ["Red Mug"]
    assert shop.read_basket(view).totals.subtotal == Decimal("5.00")


def test_offers_beside_the_basket_are_no_lines_of_it(see: See) -> None:
    offers = "<h2>You may also like</h2><ul><li><a href='/j'>Jug</a> £9.00 <button>Add to basket</button></li><li><a href='/c'>Cup</a> £3.00 <button>Add to basket</button></li></ul>"
    assert [each.name for each in shop.read_basket(see(TABLE + offers)).lines] == ["Red Mug", "Tea Pot"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Your basket is empty.", "en"), ("Ihr Warenkorb ist leer", "de"), ("Votre panier est vide", "fr")],
)
def test_an_empty_basket_says_so(see: See, text: str, lang: str) -> None:
    basket = shop.read_basket(see(f"<main><p>{text}</p></main>", lang))
    assert (basket.lines, basket.empty, basket.pieces) == ((), text, 0)


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<a href='/b'>Basket (3)</a>", 3),
        ("<a href='/b' aria-label='Cart, 2 items'><svg width=9 height=9></svg></a>", 2),
        ("<a href='/b'>Bag</a> <sup>4</sup>", 4),
        ("<a href='/cart'><i class='icon-cart'></i><span>5</span></a>", 5),
        ("<button>Warenkorb <b>1</b></button>", 1),
        ("<a href='/b'>Basket £12.50 (2)</a>", 2),
        ("<a href='/b'>Basket</a>", None),
    ],
)
def test_the_number_in_the_badge_is_read(see: See, html: str, count: int | None) -> None:
    assert (
        shop.basket_count(see(f"<header>{html}</header><main><h1>Pot</h1><button>Add to basket</button></main>"))
        == count
    )


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (
            "<header><a href='/checkout'>Checkout</a></header><main><h1>Basket</h1><a href='/checkout' class=b>Checkout securely</a></main>",
            "Checkout securely",
        ),
        (
            "<button>PayPal</button><button>Apple Pay</button><a href='/c'>Proceed to checkout</a>",
            "Proceed to checkout",
        ),
        (
            "<a href='/'>Continue shopping</a><button>Update basket</button><input type=submit value='Zur Kasse'>",
            "Zur Kasse",
        ),
        ("<a href='/'>Continuer mes achats</a><button>Commander</button>", "Commander"),
        (
            "<a href='/'>Fortsätt handla</a><a href='/cart/update'>Uppdatera</a><a href='/checkout'>Beställ</a>",
            "Beställ",
        ),
    ],
)
def test_the_way_on_to_the_checkout(see: See, html: str, name: str) -> None:
    found = shop.to_checkout(see(html))
    assert found is not None
    assert found.target.name == name


def test_a_voucher_goes_into_its_field_and_is_redeemed_beside_it(see: See) -> None:
    view = see(
        TABLE
        + "<form><label>Promo code <input name=code></label><button>Apply</button></form><form><input name=q><button>Search</button></form>"
    )
    field = shop.voucher_field(view)
    assert field is not None
    assert field.target.label == "Promo code"
    button = shop.voucher_submit(view, field.target)
    assert button is not None
    assert button.target.name == "Apply"


@pytest.mark.parametrize(
    ("html", "lang", "expected"),
    [
        (
            "<p>Subtotal: £10.00</p><p>Shipping: FREE</p><p>Total: £10.00</p>",
            "en",
            {"subtotal": "10.00", "delivery": "0", "total": "10.00"},
        ),
        (
            "<dl><dt>Items</dt><dd>£20.00</dd><dt>Discount SPRING</dt><dd>-£2.00</dd><dt>Delivery</dt><dd>£3.00</dd><dt>Order total</dt><dd>£21.00</dd></dl>",
            "en",
            {"subtotal": "20.00", "discounts": ["2.00"], "delivery": "3.00", "total": "21.00"},
        ),
        ("<div style='display:flex'><span>Total (incl. £3.50 VAT)</span><b>£21.00</b></div>", "en", {"total": "21.00"}),
        ("<p>Total £21.00 (incl. £3.50 VAT)</p>", "en", {"total": "21.00", "tax_included": "3.50"}),
        (
            "<table><tr><td>Subtotal</td><td>$100.00</td></tr><tr><td>Sales tax</td><td>$8.25</td></tr><tr><td>Total</td><td>$108.25</td></tr></table>",
            "en-US",
            {"subtotal": "100.00", "tax": "8.25", "tax_included": None, "total": "108.25"},
        ),
        (
            "<table><tr><td>Subtotal</td><td>£100.00</td></tr><tr><td>VAT</td><td>£16.67</td></tr><tr><td>Total</td><td>£100.00</td></tr></table>",
            "en",
            {"tax": None, "tax_included": "16.67", "total": "100.00"},
        ),
        (
            "<p>Subtotal £20.00</p><p>Doorstep drop £4.00</p><p>Total £24.00</p><p>Points £4.00</p>",
            "en",
            {"subtotal": "20.00", "fees": ["4.00"], "total": "24.00"},
        ),
        (
            "<p>Zwischensumme 6,50 €</p><p>Versandkosten 3,90 €</p><p>Gesamtsumme 10,40 €</p><p>enthaltene MwSt. 1,66 €</p>",
            "de",
            {"subtotal": "6.50", "delivery": "3.90", "tax_included": "1.66", "total": "10.40"},
        ),
        (
            "<p>Sous-total : 8,90 €</p><p>Frais de port : 3,50 €</p><p>Total TTC : 12,40 €</p>",
            "fr",
            {"subtotal": "8.90", "delivery": "3.50", "total": "12.40"},
        ),
        (
            "<p>Total: £28.00</p><p>Booking fee: £1.50</p><p>Total to pay: £29.50</p>",
            "en",
            {"fees": ["1.50"], "total": "29.50"},
        ),
        (
            "<p>A pot for £9.50 incl. VAT. Free delivery over £50.</p>",
            "en",
            {"subtotal": None, "tax_included": None, "total": None, "delivery": None},
        ),
        (
            "<ul><li>Standard delivery: £3.95, 3 days</li><li>Express delivery: £7.95, 1 day</li></ul><p>Delivery</p><p>£3.95</p><p>Total</p><p>£13.45</p>",
            "en",
            {"delivery": "3.95", "total": "13.45"},
        ),
        (
            "<div style='display:flex'><div><b>Total</b><p>(Inclusive of tax £2.74)</p></div><div>£16.45</div></div>",
            "en",
            {"total": "16.45", "tax_included": "2.74"},
        ),
    ],
)
def test_sums_are_read_by_their_labels(
    see: See, html: str, lang: str, expected: dict[str, str | list[str] | None]
) -> None:
    totals = shop.read_totals(see(f"<main>{html}</main>", lang))
    for name, amount in expected.items():
        wanted = (
            None if amount is None else tuple(map(Decimal, amount)) if isinstance(amount, list) else Decimal(amount)
        )
        assert getattr(totals, name) == wanted, (name, totals)


def test_the_way_to_the_basket_that_nothing_covers_is_taken(see: See) -> None:
    toast = "<div style='position:fixed;top:0;right:0;width:300px;height:60px;background:#dfd' role=status>"
    view = see(
        "<header><a href='/cart' style='float:right'>Shopping cart</a></header><main><h1>Pot</h1></main>"
        f"{toast}Success: You have added the pot to your <a href='/cart' id=own>shopping cart</a>!</div>"
    )
    found = shop.basket_link(view)
    assert found is not None
    assert not found.target.covered


def test_a_toast_in_many_words_says_that_it_is_added(see: See) -> None:
    page = "<main><h1>Canon EOS 5D</h1><button>Add to cart</button></main>"
    toast = "<div>Success: You have added <a href='/p'>Canon EOS 5D</a> to your <a href='/c'>shopping cart</a>!</div>"
    assert "message" in shop.added(see(page), see(page + toast))


@pytest.mark.parametrize("widths", ["1fr 300px", "1fr 1fr"])
def test_columns_of_a_page_are_no_lines_of_the_basket(see: See, widths: str) -> None:
    line = "<tr><td>Grey Mug, size M</td><td><button>Remove</button><select><option>1<option>2</select></td><td>€25.00</td></tr>"
    view = see(
        f"<main style='display:grid;grid-template-columns:{widths}'><div><h2>Already have an account?</h2><p>Sign in</p>"
        f"<h1>Cart</h1><table><tr><th>Item</th><th>Quantity</th><th>Total</th></tr>{line}</table></div>"
        "<div><h2>Summary</h2><p>Shipping €0.00</p><p>Total €25.00</p><a href='/checkout'>Go to checkout</a></div></main>"
    )
    assert [(each.name.startswith("Grey Mug"), each.quantity) for each in shop.read_basket(view).lines] == [(True, 1)]


def test_goods_that_say_how_many_of_them_were_put_in_are_no_lines_beside_those_that_can_be_taken_out(see: See) -> None:
    line = "<div role=row><b>Day Ticket</b><form><button>Remove Day Ticket</button></form> <p>2</p> <p>€46.00</p></div>"
    goods = "<article><h4>{0}</h4><p>{1}</p><p>€23.00</p><input type=number name=item></article>"
    offers = goods.format("Day Ticket", "2x in your cart") + goods.format("Weekend Ticket", "")
    view = see(
        f"<main><h2>Cart</h2>{line}<p>Total €46.00</p><button>Checkout</button><section>{offers}</section></main>"
    )
    assert [(each.name, each.quantity) for each in shop.read_basket(view).lines] == [("Day Ticket", 2)]


@pytest.mark.parametrize("top", ["0", "-24px"], ids=["stacked", "beside"])
def test_a_number_of_pieces_between_a_sum_and_its_name_is_passed_over(see: See, top: str) -> None:
    amount = f"<div style='margin-left:300px;margin-top:{top}'>€46.00</div>"
    view = see(f"<main><div>Total</div><div>2 products</div>{amount}</main>")
    assert shop.read_totals(view).total == 46


def test_what_a_kilogram_costs_is_no_price_of_a_line(see: See) -> None:
    html = TABLE.replace("<td>£24.50</td></tr>", "").replace("<td>£10.00</td>", "<td>£10.00<p>(£12.80 / kg)</p></td>")
    line = shop.read_basket(see(html)).lines[0]
    assert (str(line.unit), str(line.total)) == ("5.00 GBP", "10.00 GBP")


@pytest.mark.parametrize("name", ["Parcel guardian", "Shipping protection", "Delivery insurance"])
def test_a_row_among_the_sums_that_is_no_delivery_costs_something(see: See, name: str) -> None:
    row = f"<tr><th>{name}</th><td>£1.95</td></tr><tr><th>Total</th><td>£40.40</td></tr>"
    totals = shop.read_basket(see(TABLE.replace("<tr><th>Total</th><td>£38.45</td></tr>", row))).totals
    assert (totals.delivery, totals.fees, totals.total) == (Decimal("3.95"), (Decimal("1.95"),), Decimal("40.40"))


@pytest.mark.parametrize(("words", "off"), [("Discount</th><td>-£2.00", "2.00"), ("You save</th><td>£2.00", "0")])
def test_a_discount_is_taken_off_where_it_stands_below_zero_among_the_sums(see: See, words: str, off: str) -> None:
    html = TABLE.replace("<tr><th>Delivery", f"<tr><th>{words}</td></tr><tr><th>Delivery")
    totals = shop.read_basket(see(html)).totals
    assert (totals.discounts, totals.taken_off) == ((Decimal("2.00"),), Decimal(off))


def test_a_paid_extra_on_a_switch_is_an_extra(see: See) -> None:
    button = "<button type=button role=switch aria-checked={}>Shipping protection £1.95</button>"
    assert ticked_extras(see(f"<main>{button.format('true')}</main>")) == [
        ("Shipping protection £1.95", Money(Decimal("1.95"), "GBP", "£1.95"))
    ]
    assert ticked_extras(see(f"<main>{button.format('false')}</main>")) == []


def test_a_list_of_quantities_offers_only_its_own_numbers(see: See) -> None:
    page = "<main><select aria-label=Quantity><option>1</option><option value=b>5</option><option disabled>6</select></main>"
    [field] = see(page).fields
    assert [each.value for number in (1, 5) if (each := numbered(field, number))] == ["1", "b"]
    assert numbered(field, 2) is None
    assert numbered(field, 6) is None


def test_a_number_between_two_buttons_says_how_many(see: See) -> None:
    count = "<button aria-label='One less'>\u2212</button><output>2</output><button aria-label='One more'>+</button>"
    rows = "".join(
        f"<div class=line><a href='/p/{each}'>{each}</a> <span>{count}</span> <b>$12.00</b></div>"
        for each in ("Cup", "Jug")
    )
    view = see(f"<main><h1>Bag</h1>{rows}<div><span>Total</span> <b>$48.00</b></div><button>Checkout</button></main>")
    assert [(each.name, each.quantity) for each in shop.read_basket(view).lines] == [("Cup", 2), ("Jug", 2)]
    assert shop.is_basket(view)


def test_a_lonely_line_can_be_counted_by_two_buttons_alone(see: See) -> None:
    count = "<button aria-label='One less'>\u2212</button> <span>2</span> <button aria-label='One more'>+</button>"
    line = f"<div class=flex><a href='/p'>Cheese</a><div>{count}</div><b>$12.00</b></div>"
    view = see(
        f"<main><h1>Bag</h1>{line}<p>Subtotal <b>$12.00</b></p><a href='/slots'>Choose a delivery slot</a></main>"
    )
    assert [(each.name, each.quantity) for each in shop.read_basket(view).lines] == [("Cheese", 2)]
    assert shop.is_basket(view)


@pytest.mark.parametrize("size", ["150 \u00d7 200 cm", "60 x 40 x 3 cm", "vintage 2023 x 1"])
def test_the_size_of_a_thing_is_no_number_of_pieces(see: See, size: str) -> None:
    row = (
        "<div role=group aria-label={0}><a href='/{0}'>{0}</a> <span>{1}</span> <button aria-label='Decrease quantity'>-</button>"
        "<span>1</span><button aria-label='Increase quantity'>+</button> <span>£9.00</span><button aria-label='Remove {0}'>x</button></div>"
    )
    view = see(
        f"<main><h1>Basket</h1>{row.format('Blanket', size)}{row.format('Pillow', size)}<p>Total £18.00</p></main>"
    )
    assert [(each.name, each.quantity) for each in shop.read_basket(view, "GBP").lines] == [
        ("Blanket", 1),
        ("Pillow", 1),
    ]


DRAWER = """<h1>Basket</h1><shop-basket></shop-basket><p>Subtotal £140.00</p><a href='/checkout'>Continue to checkout</a><script>
customElements.define('shop-basket', class extends HTMLElement {{ connectedCallback() {{ this.attachShadow({{mode: 'open'}}).innerHTML =
  `<style>div {{ display: flex }}</style>{0}` }} }});
customElements.define('basket-line', class extends HTMLElement {{ connectedCallback() {{ this.attachShadow({{mode: 'open'}}).innerHTML =
  `<style>div {{ display: flex }}</style><div><a href="/jumper">Fisherman Jumper</a><span>Large</span>{1}<span>£140.00</span><button>Remove</button></div>` }} }});
</script>"""


@pytest.mark.parametrize("pieces", ["<input type=number value=1 aria-label=Quantity>", "<span>Quantity: 1</span>"])
@pytest.mark.parametrize(
    "holds", ["<section><basket-line></basket-line></section>", "<ul><li><basket-line></basket-line></li></ul>"]
)
def test_a_lone_line_in_the_shadow_of_an_element_is_read(see: See, holds: str, pieces: str) -> None:
    basket = shop.read_basket(see(f"<main>{DRAWER.format(holds, pieces)}</main>"), "GBP")
    assert [(each.name, each.quantity) for each in basket.lines] == [("Fisherman Jumper", 1)]
    assert basket.lines[0].total is not None
    assert basket.lines[0].total.amount == 140
    assert basket.lines[0].remove is not None


def test_lines_that_stand_in_slots_are_read(see: See) -> None:
    line = (
        "<div class=l><a href='/{0}'>{0} jumper</a> <span>1</span> <span>£{1}.00</span> <button>Remove</button></div>"
    )
    basket = see(
        f"<main><h1>Basket</h1><slotted-basket>{line.format('Red', 20)}{line.format('Blue', 30)}</slotted-basket><p>Total £50.00</p><a href='/checkout'>Checkout</a></main>"
        "<script>customElements.define('slotted-basket', class extends HTMLElement { connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = '<slot></slot>' } })</script>"
    )
    assert [each.name for each in shop.read_basket(basket, "GBP").lines] == ["Red jumper", "Blue jumper"]


LINE = "<table><tr><td><a href='/t'>Tênis</a></td><td><input type=number value=1 aria-label=Quantidade></td><td>R$ 99,00</td><td>{0}</td></tr></table><p>Total R$ 99,00</p>"


@pytest.mark.parametrize("word", ["Comprar", "Pagar"])
def test_a_basket_whose_only_way_on_says_buy_or_pay_leads_there(see: See, word: str) -> None:
    view = see(f"<main><h1>Carrinho</h1>{LINE.format('<button>Remover</button>')}<button>{word}</button></main>", "pt")
    found = shop.to_checkout(view)
    assert found is not None
    assert found.target.name == word
    assert shop.stage(view) == "basket"


def test_an_order_form_that_says_buy_is_no_basket_yet(see: See) -> None:
    view = see(f"<main><h1>Bilhetes</h1>{LINE.format('')}<button>Comprar</button></main>", "pt")
    assert shop.stage(view) != "basket"


def test_bare_amounts_are_in_the_currency_whose_sign_stands_in_a_cell_beside_them(see: See) -> None:
    line = "<li class=line><a href='/b'>Cowbell</a> <input type=number name=qty value=1> Price 58.80 <a href='#' title='Remove'>x</a></li>"
    sums = "".join(
        f"<tr><td>{each}</td><td>{amount}</td><td>\u20ac</td></tr>"
        for each, amount in (("Net:", "49.00"), ("VAT:", "9.80"), ("Total:", "58.80"))
    )
    view = see(f"<main><h1>Cart</h1><ul>{line}</ul><table>{sums}</table><a href='/c'>Checkout</a></main>")
    basket = shop.read_basket(view, "GBP")
    assert [str(each.unit) for each in basket.lines] == ["58.80 EUR"]
    assert (basket.totals.total, basket.totals.currency) == (Decimal("58.80"), "EUR")
    assert shop.currency_shown(view, "GBP") == "EUR"


def test_a_choice_of_currencies_says_nothing_of_bare_amounts(see: See) -> None:
    signs = "<ul><li>\u20ac</li><li>\u00a3</li></ul>"
    view = see(f"<main><h1>Cart</h1>{signs}<table><tr><td>Total</td><td>58.80</td></tr></table></main>")
    assert shop.read_totals(view, "GBP").currency == "GBP"


def test_a_price_in_parts_says_nothing_of_pieces() -> None:
    assert [pieces_in(each) for each in ("em até 6x de R$ 49,98 sem juros", "3 x sans frais", "6x sem juros")] == [
        None
    ] * 3
    assert [pieces_in(each) for each in ("2 x Pot £4.00", "Qty: 3", "Pot x 4", "6x Deckel")] == [2, 3, 4, 6]


@pytest.mark.parametrize(("word", "lang"), [("Fechar pedido", "pt"), ("Fechar compra", "pt")])
def test_to_close_an_order_is_to_go_on(see: See, word: str, lang: str) -> None:
    found = shop.to_checkout(see(f"<main><h1>Carrinho</h1><a href='/checkout'>{word}</a></main>", lang))
    assert found is not None
    assert found.target.name == word
