"""A product is understood: price, availability, options, what buys it, and whether that worked."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from decimal import Decimal

import pytest
from shops.serving import See

from mystery_shopper import shop

pytest_plugins = ("shops.pages",)

BUY = "<form><button>Add to basket</button></form>"


@pytest.mark.parametrize(
    ("html", "price", "was", "from_price", "tax"),
    [
        ("<p>£9.50</p>", "9.50", None, False, ""),
        ("<p><del>£12.00</del> <b>£9.50</b></p>", "9.50", "12.00", False, ""),
        ("<p>Was £12.00</p><p>Now £9.50</p>", "9.50", "12.00", False, ""),
        ("<p>From £9.50</p>", "9.50", None, True, ""),
        ("<p>£7.92 excl. VAT</p><p>£9.50 incl. VAT</p>", "9.50", None, False, "included"),
        ("<p>Free delivery over £50.00</p><p>£9.50</p><p>Delivery £3.95</p>", "9.50", None, False, ""),
        ("<p style='font-size:30px'>9<sup style='font-size:12px'>50</sup> €</p>", "9.50", None, False, ""),
        (
            "<p>£9.50</p><h2>You may also like</h2><ul><li><a href='/1'>Cup</a> £1.00</li><li><a href='/2'>Jug</a> £2.00</li></ul>",
            "9.50",
            None,
            False,
            "",
        ),
        (  # columns of a grid are no cards, and a larger picture is no other product
            "<div><div class=col-2><a href='/a'><img src='data:,a'></a>News</div><div class=col-7><a href='/pot.jpg'><img src='data:,pot'></a><s>$12</s> $9.50</div><div class=col-3><a href='/b'>Bag: $0.00</a></div></div>",
            "9.50",
            "12",
            False,
            "",
        ),
    ],
)
def test_the_price_that_is_asked_is_read(
    see: See, html: str, price: str, was: str | None, from_price: bool, tax: str
) -> None:
    read = shop.read_product(see(f"<main><h1>Pot</h1>{html}{BUY}</main>"))
    assert read.name == "Pot"
    assert read.price is not None
    assert read.price.amount == Decimal(price)
    assert (read.list_price and read.list_price.amount) == (Decimal(was) if was else None)
    assert (read.from_price, read.tax) == (from_price, tax)


def test_what_people_see_counts_more_than_what_machines_are_told(see: See) -> None:
    head = '<script type="application/ld+json">{"@type":"Product","name":"Pot","offers":{"price":"8.00","priceCurrency":"GBP"}}</script>'
    seen, silent = see(f"<h1>Pot</h1><p>£9.50</p>{BUY}", head=head), see(f"<h1>Pot</h1>{BUY}", head=head)
    assert (str(shop.read_product(seen).price), shop.read_product(seen).source) == ("9.50 GBP", "page")
    assert (str(shop.read_product(silent).price), shop.read_product(silent).source) == ("8.00 GBP", "json-ld")


def test_the_part_that_sells_the_product_is_its_own_whatever_it_links_to(see: See) -> None:
    sells = f"<p>£9.50</p><a href='/delivery'>plus delivery</a>{BUY}"
    cards = "<ul><li><a href='/1'>Cup</a> £1.00</li><li><a href='/2'>Jug</a> £2.00</li></ul>"
    read = shop.read_product(see(f"<h1>Pot</h1><div class=product-buy>{sells}</div><h2>You may like</h2>{cards}"))
    assert str(read.price) == "9.50 GBP"


@pytest.mark.parametrize(
    ("text", "available"),
    [
        ("In stock", True),
        ("Sold out", False),
        ("Currently unavailable", False),
        ("Not deliverable", False),
        ("A fine pot", None),
    ],
)
def test_availability_is_read(see: See, text: str, available: bool | None) -> None:
    assert shop.read_product(see(f"<h1>Pot</h1><p>£9.50</p><p>{text}</p>{BUY}")).available is available


@pytest.mark.parametrize(
    ("html", "free"),
    [("<p>Free</p>", True), ("<p>Delivery</p><p>Free</p>", False), ("<p>£9.50</p><p>Free</p>", False)],
)
def test_what_is_free_is_told_from_a_free_delivery(see: See, html: str, free: bool) -> None:
    assert shop.read_product(see(f"<main><h1>Pot</h1>{html}{BUY}</main>")).free == free


def test_goods_that_are_ticked_are_no_extras(see: See) -> None:
    goods = (
        "<li><h2>Pot</h2> £9.50 <label><input type=checkbox checked> Select</label></li>"
        "<li><h2>Cup</h2> £2.00 <label>Quantity <input type=number></label></li>"
    )
    page = see(f"<main><form><ul>{goods}</ul><button>Add to basket</button></form></main>")
    box = shop.taking_box(page, "Pot")
    assert box is not None
    assert (box.label, shop.taking_box(page, "Cup")) == ("Select", None)
    assert shop.choices_needed(page) == []


def test_one_size_that_is_sold_out_leaves_the_product_available(see: See) -> None:
    sizes = "<label><input type=radio name=s> S</label><label><input type=radio name=s disabled> <b>L</b> <i>sold out</i></label>"
    read = shop.read_product(
        see(f"<h1>Pot</h1><p>£9.50</p><p>In stock</p><form>{sizes}<button>Add to basket</button></form>")
    )
    assert read.available is True
    assert [each.available for each in read.options[0].choices] == [True, False]


def test_picture_and_delivery_of_the_product_are_its_own(see: See) -> None:
    html = "<article><h1>Pot</h1><img src='data:,pot' width=200 height=200><p>£9.50</p><h2>Delivery</h2><ul><li>Standard delivery £3.95, 3 days</li></ul></article>"
    cards = (
        "<ul><li><a href='/1'><img src='data:,cup' width=300 height=300 alt=''></a><a href='/1'>Cup</a> £1.00</li></ul>"
    )
    read = shop.read_product(see(html + BUY + cards))
    assert (read.image, read.delivery_text) == ("data:,pot", "Standard delivery £3.95, 3 days")


@pytest.mark.parametrize(
    ("html", "label", "kind", "choices", "needed"),
    [
        (
            "<label>Size <select><option value=''>Choose a size</option><option>S</option><option>M</option></select></label>",
            "Size",
            "select",
            ["S", "M"],
            True,
        ),
        (
            "<label>Size <select><option>S</option><option>M</option></select></label>",
            "Size",
            "select",
            ["S", "M"],
            False,
        ),
        (
            "<fieldset><legend>Colour</legend><label><input type=radio name=c> Red</label><label><input type=radio name=c checked> Blue</label></fieldset>",
            "Colour",
            "radio",
            ["Red", "Blue"],
            False,
        ),
        (
            "<p>Size:</p><div><button type=button>S</button><button type=button>M</button><button type=button>L</button></div>",
            "Size",
            "pill",
            ["S", "M", "L"],
            True,
        ),
        (
            "<p>Size:</p><div><button type=button aria-pressed=true>S</button><button type=button aria-pressed=false>M</button></div>",
            "Size",
            "pill",
            ["S", "M"],
            False,
        ),
        (
            "<label><input type=checkbox required> I am old enough to use a kettle</label>",
            "I am old enough to use a kettle",
            "checkbox",
            ["I am old enough to use a kettle"],
            True,
        ),
    ],
)
def test_what_must_be_chosen_is_known(
    see: See, html: str, label: str, kind: str, choices: list[str], needed: bool
) -> None:
    groups = shop.read_product(
        see(f"<h1>Pot</h1><p>£9.50</p><form>{html}<button>Add to basket</button></form>")
    ).options
    assert [(each.label, each.kind, [one.label for one in each.choices], each.needed) for each in groups] == [
        (label, kind, choices, needed)
    ]


def test_swatches_of_two_questions_without_words_of_their_own_are_told_apart(see: See) -> None:
    swatch = "<div role=option tabindex=0 aria-label={0} style='width:30px;height:30px;display:inline-block;cursor:pointer'>{1}</div>"
    sizes, colours = (swatch.format(each, each) for each in "SM"), (swatch.format(each, "") for each in ("Red", "Blue"))
    html = f"<span>Size</span><div role=listbox>{''.join(sizes)}</div><span>Color</span><div role=listbox>{''.join(colours)}</div>"
    groups = shop.read_product(
        see(f"<h1>Pot</h1><p>£9.50</p><form>{html}<button>Add to basket</button></form>")
    ).options
    assert [(each.label, [one.label for one in each.choices]) for each in groups] == [
        ("Size", ["S", "M"]),
        ("Color", ["Red", "Blue"]),
    ]


def test_swatches_that_are_filled_with_their_own_colour_are_options(see: See) -> None:
    swatch = (
        "<button aria-pressed=false aria-label={0} style='width:44px;height:44px;background:{0};border:0'></button> "
    )
    html = f"<p>Colour: choose</p><div>{''.join(swatch.format(each) for each in ('Navy', 'Maroon'))}</div>"
    view = see(f"<main><h1>Jacket</h1><p>£9.50</p>{html}<button disabled>Select a colour</button></main>")
    assert [[one.label for one in each.choices] for each in shop.read_product(view).options] == [["Navy", "Maroon"]]


@pytest.mark.parametrize("number", ["<output>1</output>", "<input value=1 size=2 aria-label=Pieces>"])
def test_two_buttons_that_count_are_no_options(see: See, number: str) -> None:
    view = see(
        "<main><h1>Blanket</h1><p>£9.00</p><p>Choose a size</p><div style='display:flex'><button>Fewer</button>"
        f"{number}<button>Another</button></div><button>Add to basket</button></main>"
    )
    assert shop.read_product(view, "GBP", "Blanket").options == ()


def test_quantity_sorting_and_other_forms_are_no_options(see: See) -> None:
    html = (
        "<form><select><option>English</option><option>Deutsch</option></select><button>Go</button></form><h1>Pot</h1><p>£9.50</p>"
        "<form><label>Quantity <select><option>1</option><option>2</option></select></label><button>Add to basket</button></form>"
        "<button>Reviews</button> <button>Share</button>"
    )
    view = see(html)
    assert shop.read_product(view).options == ()
    amount = shop.quantity_field(view)
    assert amount is not None
    assert amount.target.label == "Quantity"


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/add'>Add to cart</a>",
        "<input type=submit value='Add to basket'>",
        "<button>\ue001 Add to bag</button>",
        "<div role=button tabindex=0>Add to trolley</div>",
        "<span style='cursor:pointer'>In den Warenkorb</span>",
        "<button disabled>Add to basket</button>",
        "<button disabled>Out of stock</button>",
        "<button>Buy tickets</button>",
    ],
)
def test_what_puts_it_in_the_basket_is_found_in_many_guises(see: See, html: str) -> None:
    view = see(
        f"<header><a href='/basket'>Basket</a></header><main><h1>Pot</h1><p>£9.50</p><button>Add to wish list</button>{html}</main>"
    )
    found = shop.add_to_basket(view, "Pot")
    assert found is not None
    assert "wish" not in found.target.name


def test_a_button_that_skips_the_basket_is_left_alone_when_there_is_another(see: See) -> None:
    found = shop.add_to_basket(see("<h1>Pot</h1><button>Buy now</button><button>Add to basket</button>"), "Pot")
    assert found is not None
    assert found.target.name == "Add to basket"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>£24.90 a box</p><form>{}</form>", "Continue"),
        ("<p>£24.90 a box</p>{}", None),  # nothing of the product is sent by it
        ("<form>{}</form>", None),  # nothing is for sale
        ("<p>£24.90 a box</p><form>{}<button>Add to basket</button></form>", "Add to basket"),
    ],
)
def test_without_a_basket_the_products_own_form_leads_straight_on(see: See, html: str, found: str | None) -> None:
    view = see(f"<main><h1>Small box</h1>{html.format('<button>Continue</button>')}</main>")
    button = shop.add_to_basket(view, "Small box")
    assert (button.target.name if button else None) == found


def test_a_button_that_makes_one_more_of_what_is_taken_adds_nothing(see: See) -> None:
    view = see("<h1>Pot</h1><p>£9.50</p><button>Less</button> <span>1</span> <button>Add one Pot</button>")
    assert shop.add_to_basket(view, "Pot") is None


def test_on_a_listing_the_products_own_button_is_meant(see: See) -> None:
    rows = "".join(
        f"<li><a href='/{n}'>{n}</a> <b>£5.00</b> <button id='{n}'>Add to basket</button></li>"
        for n in ("Cup", "Jug", "Pot")
    )
    view = see(f"<h1>Things</h1><ul>{rows}</ul>")
    found = shop.add_to_basket(view, "Jug")
    assert found is not None
    assert view.row_text(found.target.row).startswith("Jug")


def test_on_a_product_page_the_buttons_of_its_neighbours_are_not_meant(see: See) -> None:
    rows = "".join(
        f"<li><a href='/{n}'>{n}</a> <b>£5.00</b> <button>Add to basket</button></li>" for n in ("Cup", "Jug")
    )
    found = shop.add_to_basket(see(f"<ul>{rows}</ul><h1>Pot</h1><p>£9.50</p><button>Add to basket</button>"), "Pot")
    assert found is not None
    assert found.target.row == 0


BEFORE = "<header><a href='/basket'>Basket <b>0</b></a></header><main><h1>Pot</h1><button>Add to basket</button></main>"


@pytest.mark.parametrize(
    ("after", "signs"),
    [
        (BEFORE.replace("<b>0</b>", "<b>1</b>"), ("badge",)),
        (BEFORE + "<div role=status>Pot has been added to your basket</div>", ("message",)),
        (BEFORE.replace("Add to basket", "Remove from basket"), ("button",)),
        (
            BEFORE
            + "<div style='position:fixed;right:0;top:0;width:300px;height:700px'>Your basket<p>Pot £9.50</p></div>",
            ("layer",),
        ),
        (
            BEFORE + "<div role=dialog aria-modal=true style='position:fixed;right:0;top:0;width:300px;height:700px'>"
            "<h2>Your basket (1)</h2><p>Pot £9.50</p><h3>Goes well with</h3><p>Lid £2 <button>Add</button></p></div>",
            ("layer",),
        ),
        (BEFORE, ()),
        (BEFORE + "<p role=alert>Please choose a size</p>", ()),
    ],
)
def test_the_signs_that_it_was_put_in_the_basket(see: See, after: str, signs: tuple[str, ...]) -> None:
    assert shop.added(see(BEFORE), see(after)) == signs


def test_what_a_layer_asks_in_a_set_with_prices_is_an_option(see: See) -> None:
    view = see(
        "<main><h1>Forno</h1><p>Pizza £9.50</p></main><div style='position:fixed;inset:0;background:#0008'>"
        "<div role=dialog aria-modal=true style='background:#fff;width:500px'><h2>Pizza</h2><fieldset><legend>Choose your size</legend>"
        "<label><input type=radio name=s> 10 inch</label><label><input type=radio name=s> 14 inch (+£3.00)</label></fieldset>"
        "<button disabled>Choose a size</button></div></div>"
    )
    (group,) = shop.read_product(view, "GBP", "Pizza").options
    assert (group.label, group.needed) == ("Choose your size", True)
    assert [each.extra is None for each in group.choices] == [True, False]


def test_buttons_below_the_one_that_adds_are_no_options(see: See) -> None:
    beside = "<p><button>Add to my list</button> <button>Email a friend</button></p>"
    view = see(f"<h1>Phone</h1><p>£9.50</p><p>Qty: <input value=1><button>Add to cart</button></p>{beside}")
    assert shop.read_product(view).options == ()


def test_a_title_of_a_lower_rank_is_the_page_s_own_where_there_is_no_higher(see: See) -> None:
    sizes = "<div><span>Select Size</span><div><button>S</button><button>M</button></div></div>"
    view = see(
        "<div class=c><div><h2>Grey Shirt</h2><p>From €25.00</p>"
        f"{sizes}<button disabled>Select variant</button></div></div><div class=c><a href='/x'>Mug <img> €10.00</a></div>"
    )
    add = shop.add_to_basket(view, "Grey Shirt")
    assert add is not None
    assert add.target.name == "Select variant"


ORDER_FORM = """<h1>Brass Kettle</h1><table><tr><td>Code K7<br><b>\u00a324.50</b><br>
<a href='/post.asp'>Postage</a> from \u00a33.10<br><a href='/back.asp'>Returns</a></td></tr></table>
<form><table><tr><td>Quantity</td><td><input name=q_K7 size=2 value=1></td>
<td><input type=image alt='Update basket' width=90 height=30></td></tr></table></form>"""


def test_an_order_form_sells_by_the_button_that_takes_all_quantities(see: See) -> None:
    view = see(ORDER_FORM)
    assert str(shop.read_product(view, "", "Brass Kettle").price) == "24.50 GBP"
    found = shop.add_to_basket(view, "Brass Kettle")
    assert found is not None
    assert found.target.name == "Update basket"


def test_the_button_that_updates_a_basket_adds_nothing(see: See) -> None:
    line = "<tr><td>Brass Kettle</td><td><input name=q_K7 value=1></td><td>\u00a324.50</td></tr>"
    basket = f"<h1>Your basket</h1><form><table>{line}<tr><td>Total</td><td></td><td>\u00a324.50</td></tr></table>"
    assert shop.add_to_basket(see(f"{basket}<button>Update basket</button></form>"), "Brass Kettle") is None


def test_a_price_that_only_the_list_of_makes_names_is_the_price(see: See) -> None:
    makes = "<option value=g selected>Gift wrapped \u2014 EUR 54.95</option><option value=s>Standard \u2014 EUR 49.95</option>"
    page = "<main><h1>Brass Lantern</h1><form><label>Price option <select name=m>{}</select></label><button>Add to cart</button></form></main>"
    assert str(shop.read_product(see(page.format(makes)), "GBP", "Brass Lantern").price) == "54.95 EUR"
    extra = "<option value=a selected>With engraving + EUR 5.00</option><option value=b>Plain</option>"
    assert shop.read_product(see(page.format(extra)), "GBP", "Brass Lantern").price is None
