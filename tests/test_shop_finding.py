"""The way to a product: layers, search, results, categories, sorting."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from dataclasses import replace

import pytest
from shops.serving import See

from mystery_shopper import shop

pytest_plugins = ("shops.pages",)

CARDS = "".join(
    f'<li><a href="/p{n}"><img src="data:," width="40" height="40" alt=""></a> <a href="/p{n}">{name}</a> <span>{price}</span> <button>Add</button></li>'
    for n, (name, price) in enumerate((("Red Mug", "£5.00"), ("Blue Mug", "£6.50"), ("Blue Mug Large", "£9.00")))
)
LISTING = f"<main><h1>Mugs</h1><ul>{CARDS}</ul></main>"


def layer(inside: str, style: str = "inset:0;background:#fff") -> str:
    return f'<p>The shop</p><div style="position:fixed;{style}">{inside}</div>'


@pytest.mark.parametrize(
    ("html", "lang", "accept", "reject", "manage"),
    [
        (
            layer("We use cookies. <button>Accept all</button> <button>Reject all</button> <button>Settings</button>"),
            "en",
            "Accept all",
            "Reject all",
            "Settings",
        ),
        (
            layer(
                "Wir verwenden Cookies. <a href='#'>Alle akzeptieren</a> <button>Einstellungen</button>",
                "bottom:0;left:0;right:0;height:90px",
            ),
            "de",
            "Alle akzeptieren",
            None,
            "Einstellungen",
        ),
        (
            layer("Ce site utilise des cookies <button>Continuer sans accepter</button><button>Tout accepter</button>"),
            "fr",
            "Tout accepter",
            "Continuer sans accepter",
            None,
        ),
        (
            "<div>This shop uses cookies. <button>OK</button> <button>Only necessary</button></div><main>Shop</main>",
            "en",
            "OK",
            "Only necessary",
            None,
        ),
    ],
)
def test_a_question_about_cookies_and_its_answers_are_known(
    see: See, html: str, lang: str, accept: str, reject: str | None, manage: str | None
) -> None:
    asked = shop.consent(see(html, lang))
    assert asked is not None
    names = [each.target.name if each else None for each in (asked.accept, asked.reject, asked.manage)]
    assert names == [accept, reject, manage]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Shop</p><footer>Cookies <a href='/privacy'>Cookie settings</a></footer>",
        layer("Added to your basket <button>OK</button>"),
        "<button>Accept</button>",
    ],
)
def test_not_every_button_is_a_question_about_cookies(see: See, html: str) -> None:
    assert shop.consent(see(html)) is None


@pytest.mark.parametrize(
    ("inside", "kind", "close"),
    [
        (
            "Join our newsletter <input placeholder='Email'> <button>Subscribe</button> <button aria-label='Close'>x</button>",
            "newsletter",
            "Close",
        ),
        ("10% off your first order! <button>Sign up</button> <a href='#'>No thanks</a>", "newsletter", "No thanks"),
        ("Are you over 18? <button>Yes, I am over 18</button> <button>Leave</button>", "age", "Yes, I am over 18"),
        ("Get updates <button><svg width='9' height='9'></svg></button>", "newsletter", ""),
    ],
)
def test_layers_nobody_asked_for_are_known_and_can_be_left(see: See, inside: str, kind: str, close: str) -> None:
    found = shop.unasked_layer(see(layer(inside)))
    assert found is not None
    assert found.close is not None
    assert (found.kind, found.close.target.name, found.blocks) == (kind, close, True)


def test_a_cookie_banner_is_no_unasked_layer(see: See) -> None:
    assert shop.unasked_layer(see(layer("We use cookies <button>Accept</button><button>Reject</button>"))) is None


@pytest.mark.parametrize(
    "html",
    [
        '<input type="search">',
        '<input name="q">',
        '<input placeholder="What are you looking for?">',
        '<form><input name="zz"><button><i class="icon-search"></i></button></form>',
        '<form action="/s"><input aria-label="Suche"><button>Los</button></form>',
        '<div role="searchbox" contenteditable="true" aria-label="Search" style="width:90px;height:20px"></div>',
    ],
)
def test_a_search_box_is_known_by_role_name_placeholder_or_button(see: See, html: str) -> None:
    found = shop.search_box(
        see(f'<header>{html}</header><form><input type="email" placeholder="Your email"><button>Join</button></form>')
    )
    assert found is not None
    assert found.target.type != "email"


@pytest.mark.parametrize(
    ("html", "name"),
    [
        (
            '<form><input name="q"><button>Go</button></form><form><input type="email"><button>Join</button></form>',
            "Go",
        ),
        ('<input name="q"><button>Suchen</button><button>Menu</button>', "Suchen"),
        ('<input name="q"><button>OK</button>', "OK"),
    ],
)
def test_the_button_of_the_search_is_the_one_beside_it(see: See, html: str, name: str) -> None:
    view = see(f"<header>{html}</header>")
    box = shop.search_box(view)
    assert box is not None
    button = shop.search_submit(view, box.target)
    assert button is not None
    assert button.target.name == name


def test_no_field_of_a_form_for_people_is_a_search_box(see: See) -> None:
    assert (
        shop.search_box(
            see(
                '<form><input name="first"><input name="last"><input type="email"></form><input type="email" placeholder="Newsletter">'
            )
        )
        is None
    )


@pytest.mark.parametrize(
    "html",
    [
        '<header><a href="#" title="Search"><svg width="20" height="20"></svg></a></header>',
        '<header><button aria-label="Open search">\U0001f50d</button></header>',
        '<header><a href="/search">Find products</a></header>',
        '<header><button class="navbar-toggler" aria-expanded="false" style="width:30px;height:30px"></button></header>',
    ],
)
def test_what_opens_a_hidden_search_is_found(see: See, html: str) -> None:
    assert shop.search_opener(see(html + "<main><a href='/how'>How to find us</a></main>")) is not None


def test_results_are_told_from_menus_and_tiles(see: See) -> None:
    view = see(
        '<nav><ul><li><a href="/a">Mugs <b>£1</b></a></li></ul></nav><main><ul><li><a href="/c1"><img src="data:," width="30" height="30" alt="">Kitchen</a></li><li><a href="/c2"><img src="data:," width="30" height="30" alt="">Garden</a></li></ul></main>'
        + LISTING
    )
    assert [(each.name, str(each.price)) for each in shop.results(view)] == [
        ("Red Mug", "5.00 GBP"),
        ("Blue Mug", "6.50 GBP"),
        ("Blue Mug Large", "9.00 GBP"),
    ]


def test_a_sale_price_is_what_a_card_asks(see: See) -> None:
    html = '<ul><li><a href="/1">Red Mug</a> <p>Was £9.00</p><p>Now £7.00</p></li><li><a href="/2">Blue Mug</a> <p><s>£9.00</s> <b>£8.00</b></p></li></ul>'
    assert [str(each.price) for each in shop.results(see(html))] == ["7.00 GBP", "8.00 GBP"]


@pytest.mark.parametrize(
    ("name", "href"), [("Red Mug", "/p0"), ("Blue Mug", "/p1"), ("blue mug large", "/p2"), ("Mug, blue", "/p1")]
)
def test_the_nearest_name_wins(see: See, name: str, href: str) -> None:
    found = shop.product_link(see(LISTING, head='<base href="http://shop.example/mugs">'), name)
    assert found is not None
    assert found.target.href.endswith(href)


@pytest.mark.parametrize("name", ["Green Kettle", "Mug for Tea and Coffee Lovers"])
def test_another_product_is_not_taken_for_the_wanted_one(see: See, name: str) -> None:
    assert shop.product_link(see(LISTING), name) is None


def test_a_number_in_a_name_counts(see: See) -> None:
    html = '<ul><li><a href="/14">Phone 14</a> £5.00</li><li><a href="/15">Phone 15</a> £6.00</li></ul>'
    found = shop.product_link(see(html, head='<base href="http://shop.example/">'), "Phone 15")
    assert found is not None
    assert found.target.name == "Phone 15"


def test_categories_are_menus_first_and_no_help(see: See) -> None:
    html = '<main><a href="/sale">Sale</a></main><nav><a href="/mugs">Mugs</a> <a href="/login">Sign in</a> <a href="/basket">Basket</a></nav><footer><a href="/help">Help</a><a href="http://elsewhere.example/">Friends</a></footer>'
    view = replace(see(html, head='<base href="http://shop.example/">'), url="http://shop.example/")
    assert [each.name for each in shop.categories(view)] == ["Mugs", "Sale"]


def test_sorting_is_found_as_a_list_or_as_a_link(see: See) -> None:
    listed = shop.sort_control(
        see("<select><option>Relevance</option><option value='pa'>Price: low to high</option></select>"), "price-up"
    )
    assert listed is not None
    assert listed.option is not None
    assert listed.option.value == "pa"
    linked = shop.sort_control(see("<a href='?s'>Price, highest first</a>"), "price-down")
    assert linked is not None
    assert linked.option is None


@pytest.mark.parametrize(
    ("html", "lang"),
    [
        ("<h1>Search</h1><p>Sorry, nothing matched “xyz”.</p>", "en"),
        ("<p>Leider keine Treffer für xyz</p>", "de"),
        ("<p>Aucun résultat</p>", "fr"),
    ],
)
def test_no_results_are_understood(see: See, html: str, lang: str) -> None:
    assert shop.no_results(see(html, lang))


@pytest.mark.parametrize("said", ["Results for “mug”", "10 products", "3 results found"])
def test_results_are_not_taken_for_none(see: See, said: str) -> None:
    assert shop.no_results(see(f"<h1>{said}</h1>{LISTING}")) == ""


def test_hits_that_are_headings_alone_are_results(see: See) -> None:
    hits = "".join(
        f"<h5>{n}) <a href='/{n}'>{each}</a></h5><p>Made to last.</p><a href='/{n}'>read more</a>"
        for n, each in enumerate(("Red Mug", "Blue Mug"), 1)
    )
    view = see(f"<nav><h4><a href='/shop'>Shop</a></h4></nav><main><h1>Search results</h1><div>{hits}</div></main>")
    assert [each.name for each in shop.results(view)] == ["Red Mug", "Blue Mug"]


CARD = "<article class='card item'><p>No image</p><div><h2>{0}</h2><p>Made by hand.</p><a href='/p/{1}'>View product</a>{2}</div></article>"
ADDS = "<form action='/add' method=post><button>Add to cart \u00b7 EUR {0}</button></form>"
GRID = "<main><h1>Shop products</h1><section class='grid product-grid'>{}</section></main>"


def test_what_has_its_price_a_page_further_on_is_a_product_and_buys_no_other(see: See) -> None:
    cards = CARD.format("Brass Lantern", "lantern", "") + CARD.format("Hemp Rope", "rope", ADDS.format("18.50"))
    view = see(GRID.format(cards + CARD.format("Signal Flags", "flags", ADDS.format("32.00"))))
    assert [each.name for each in shop.results(view)] == ["Brass Lantern", "Hemp Rope", "Signal Flags"]
    found = shop.product_link(view, "Brass Lantern")
    assert found is not None
    assert found.target.href.endswith("/p/lantern")
    assert shop.add_to_basket(view, "Brass Lantern") is None
    rope = shop.add_to_basket(view, "Hemp Rope")
    assert rope is not None
    assert "18.50" in rope.target.name


def test_a_title_that_leads_nowhere_gives_way_to_the_picture_that_does(see: See) -> None:
    card = (
        "<div class='card'><a href='/p/{1}'><img alt='' width=90 height=60 src='data:,'></a>"
        "<h4><a style='cursor:pointer' role=button>{0}</a></h4><p>Rs 25.00</p></div>"
    )
    cards = card.format("Classic Shirt", "shirt") + card.format("Cable", "cable")
    view = see(f"<main><h1>New products</h1><div>{cards}</div></main>")
    found = shop.product_link(view, "Classic Shirt")
    assert found is not None
    assert found.target.href.endswith("/p/shirt")
