"""A look gives what a person could perceive, and nothing else."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from shops.serving import See

from mystery_shopper import shop
from mystery_shopper.shop.reaching import reach

pytest_plugins = ("shops.pages",)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "visibility:hidden",
        "opacity:0",
        "position:absolute;left:-9999px",
        "position:fixed;right:-400px;width:300px",
        "height:0;overflow:hidden",
        "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)",
        "transform:translateX(-2000px)",
    ],
)
def test_what_cannot_be_seen_is_not_there(see: See, style: str) -> None:
    view = see(f'<div style="{style}"><button>Hidden</button><p>Secret words</p></div><button>Seen</button>')
    assert [each.name for each in view.controls] == ["Seen"]
    assert "Secret" not in view.text


@pytest.mark.parametrize(
    ("name", "seen"), [('<a href="/mug">Blue Mug</a>', ["Blue Mug"]), ('<a href="/jug">Jug</a>', ["Mug", "Jug"])]
)
def test_of_two_links_to_one_place_that_is_meant_which_everybody_reaches(see: See, name: str, seen: list[str]) -> None:
    view = see(f'<main><a href="/mug" tabindex="-1"><img src="data:," alt="Mug" width=90 height=90></a> {name}</main>')
    assert [each.name for each in view.controls] == seen


def test_a_number_means_nothing_in_the_document_that_came_after(bare_page: Page) -> None:
    bare_page.set_content("<button>Add to wish list</button><button>Show more</button>")
    before = shop.look(bare_page)
    bare_page.goto("data:text/html,<button>Order now</button>")
    after = shop.look(bare_page)
    assert [each.ref for each in after.controls] == [before.controls[0].ref]
    assert shop.resolve(before, before.controls[0].ref) is None
    assert reach(before, before.controls[0].ref) is None
    assert reach(after, after.controls[0].ref) is not None


def test_inert_parts_cannot_be_used(see: See) -> None:
    view = see("<div inert><button>Asleep</button></div><button>Awake</button>")
    assert [each.name for each in view.controls] == ["Awake"]


def test_a_control_below_the_window_or_in_a_scrolling_box_is_there(see: See) -> None:
    view = see(
        '<div style="height:50px;overflow:auto"><p style="height:400px">x</p><button>In the box</button></div><p style="height:3000px">y</p><button>Below</button>'
    )
    assert [(each.name, each.in_view) for each in view.controls if each.name == "Below"] == [("Below", False)]
    assert "In the box" in [each.name for each in view.controls]


@pytest.mark.parametrize(
    ("html", "name", "role"),
    [
        ("<button>Buy \ue001</button>", "Buy", "button"),
        ('<button aria-label="Close"><svg></svg></button>', "Close", "button"),
        ('<a href="/x"><img alt="Red shoe" src="data:," width="30" height="30"></a>', "Red shoe", "link"),
        ('<input type="submit" value="Go on">', "Go on", "button"),
        (
            '<span id="l">Open menu</span><div role="button" aria-labelledby="l" tabindex="0">=</div>',
            "Open menu",
            "button",
        ),
        ('<div style="cursor:pointer">XL</div>', "XL", "button"),
        ("<details><summary>More</summary>x</details>", "More", "summary"),
        ('<div role="tab" tabindex="0">Card</div>', "Card", "tab"),
    ],
)
def test_controls_are_known_by_their_names(see: See, html: str, name: str, role: str) -> None:
    assert (name, role) in [(each.name, each.role) for each in see(html).controls]


@pytest.mark.parametrize(
    ("html", "label", "source"),
    [
        ('<label for="a">City</label><input id="a">', "City", "label"),
        ("<label>City <input></label>", "City", "label"),
        ('<input aria-label="City">', "City", "aria"),
        ("<div>City</div><div><input></div>", "City", "adjacent"),
        ("<table><tr><td>City</td><td><input></td></tr></table>", "City", "adjacent"),
        ('<input placeholder="City">', "City", "placeholder"),
        ('<input title="City">', "City", "title"),
        ('<input name="ship_city">', "ship city", "name"),
        ('<div><input id="f"><span>City</span></div>', "City", "adjacent"),
    ],
)
def test_fields_are_known_by_the_best_text_there_is(see: See, html: str, label: str, source: str) -> None:
    field = see(html).fields[0]
    assert (field.label, field.label_from) == (label, source)


def test_text_beside_a_box_or_radio_belongs_to_it(see: See) -> None:
    view = see(
        '<p>Delivery</p><input type="radio" name="d"> Standard<br><input type="radio" name="d"> Express<br><input type="checkbox"> Gift'
    )
    assert [each.label for each in view.fields] == ["Standard", "Express", "Gift"]


def test_a_radio_hidden_behind_its_label_is_pressed_by_the_label(see: See, bare_page: Page) -> None:
    bare_page.set_content(
        '<style>input{position:absolute;opacity:0;width:1px;height:1px}</style><label><input type="radio" name="s"> Large</label>'
    )
    field = shop.look(bare_page).fields[0]
    assert field.press != field.ref
    label = shop.resolve(bare_page, field.press)
    assert label is not None
    label.click()
    assert shop.look(bare_page).fields[0].checked is True


def test_the_outermost_of_nested_custom_radios_counts_once(see: See) -> None:
    view = see(
        '<div role="radio" tabindex="0" aria-checked="false">Ground <span role="radio" tabindex="0">o</span></div>'
    )
    assert [each.label for each in view.fields] == ["Ground o"]


def test_secrets_are_never_read(see: See) -> None:
    view = see(
        '<input type="password" value="hunter2"><input autocomplete="cc-number" value="4242424242424242"><input name="cvc" value="123">'
    )
    assert [(each.value, each.filled) for each in view.fields] == [("", True)] * 3
    assert "4242" not in repr(view)


def test_open_shadow_roots_are_entered(see: See) -> None:
    view = see(
        '<x-box></x-box><script>document.querySelector("x-box").attachShadow({mode:"open"}).innerHTML="<button>Inside</button>"</script>'
    )
    assert [each.name for each in view.controls] == ["Inside"]


def test_regions_are_known_by_landmark_or_by_usual_names(see: See) -> None:
    view = see(
        '<div class="site-header"><a href="/a">A</a></div><nav><a href="/b">B</a></nav><main><header><a href="/c">C</a></header></main>'
        '<div id="footer"><a href="/d">D</a></div><div role="dialog"><a href="/e">E</a></div>'
    )
    assert [each.region for each in view.controls] == ["header", "nav", "main", "footer", "dialog"]


def test_cards_and_lines_are_rows_of_their_own(see: See) -> None:
    view = see(
        "".join(
            f'<div class="card"><a href="/{n}">Pot {n}</a> <b>\u00a3{n}.00</b><button>Add</button></div>'
            for n in (1, 2, 3)
        )
    )
    assert [each.text for each in view.rows] == ["Pot 1 \u00a31.00 Add", "Pot 2 \u00a32.00 Add", "Pot 3 \u00a33.00 Add"]
    assert {each.row for each in view.controls} == {each.id for each in view.rows}


def test_struck_prices_and_small_cents_are_read_as_people_read_them(see: See) -> None:
    view = see("<p><del>\u00a320.00</del> \u00a315.00</p><p>19<sup style='font-size:9px'>99</sup> \u20ac</p>")
    assert [(each.text, each.struck) for each in view.lines] == [
        ("\u00a320.00", True),
        ("\u00a315.00", False),
        ("19.99 \u20ac", False),
    ]


def test_a_layer_over_the_middle_is_modal_and_a_bar_below_is_not(see: See) -> None:
    view = see(
        '<p>page</p><div style="position:fixed;inset:0"><div role="dialog" style="margin:200px;background:#fff">Sign up now</div></div>'
    )
    assert view.modal is not None
    assert view.modal.text == "Sign up now"
    assert (
        see('<p>page</p><div style="position:fixed;bottom:0;height:80px;width:100%">We use cookies</div>').modal is None
    )


def test_a_drawer_beside_its_backdrop_wants_an_answer(see: See) -> None:
    view = see(
        '<div style="position:fixed;inset:0;background:#0008"></div><div style="position:fixed;right:0;top:0;width:300px;height:800px;background:#fff">Your bag <button>Checkout</button></div>'
    )
    assert view.modal is not None
    assert view.modal.text.startswith("Your bag")


def test_errors_belong_to_their_fields(see: See) -> None:
    view = see(
        '<form><div><label>Post code <input aria-invalid="true" aria-describedby="e1"></label></div><p id="e1" style="color:#c00">Not a post code</p>'
        '<div><label>City <input></label><span class="error">Required</span></div></form>'
    )
    refs = {each.label: each.ref for each in view.fields}
    assert {each.text: each.field for each in view.messages} == {
        "Not a post code": refs["Post code"],
        "Required": refs["City"],
    }
    assert [each.error for each in view.fields] == ["Not a post code", "Required"]


def test_a_higher_number_alone_changes_no_meaning(see: See) -> None:
    one, two = see("<p>Basket 1</p><button>Add</button>"), see("<p>Basket 26</p><button>Add</button>")
    assert not shop.meaning_changed(one, two)
    assert shop.meaning_changed(one, see("<p>Basket 1</p><button>Pay</button>"))


def test_what_is_filled_in_changes_no_meaning(see: See) -> None:
    assert not shop.meaning_changed(
        see('<label>City <input value=""></label>'), see('<label>City <input value="Bath"></label>')
    )


def test_numbers_stay_with_their_elements_and_lead_back_to_them(bare_page: Page) -> None:
    bare_page.set_content('<button id="a">A</button>')
    first = shop.look(bare_page)
    bare_page.evaluate("document.body.prepend(Object.assign(document.createElement('button'), {textContent: 'B'}))")
    again = {each.name: each.ref for each in shop.look(bare_page).controls}
    assert again["A"] == first.controls[0].ref
    found = shop.resolve(first, again["A"])
    assert found is not None
    assert found.get_attribute("id") == "a"
    bare_page.evaluate("document.getElementById('a').remove()")
    assert shop.resolve(bare_page, 9999) is None


def test_the_page_cannot_see_that_it_is_looked_at(bare_page: Page) -> None:
    bare_page.set_content("<button>A</button>")
    names = "() => Reflect.ownKeys(window).concat(Reflect.ownKeys(document.querySelector('button'))).length"
    before = bare_page.evaluate(names)
    shop.look(bare_page)
    assert bare_page.evaluate(names) == before


def test_half_a_character_is_seen_as_a_character_that_is_missing(see: See) -> None:
    view = see("<p id=p></p><p>C:\\ud83c</p><script>p.textContent = 'Mug \U0001f381'.slice(0, 5)</script>")
    assert view.text == "Mug \N{REPLACEMENT CHARACTER}\nC:\\ud83c"
    view.text.encode("utf-8")


def test_a_library_that_spoils_json_does_not_spoil_the_look(see: See) -> None:
    view = see("<button>A</button><script>Array.prototype.toJSON = () => 'spoilt';</script>")
    assert [each.name for each in view.controls] == ["A"]


def test_frames_of_other_origins_are_seen_too(bare_page: Page, fleet_url: str) -> None:
    bare_page.goto(f"{fleet_url}/tickets/outer.html")
    bare_page.frames[-1].wait_for_selector("#a")
    assert [each.autocomplete for view in shop.look_frames(bare_page) for each in view.fields] == [
        "cc-number",
        "cc-exp",
        "cc-csc",
    ]


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"Product","name":"Pot","offers":[{"@type":"Offer","price":9.5,"priceCurrency":"EUR","availability":"http://schema.org/OutOfStock"}]}]}</script>',
            "json-ld",
        ),
        (
            '<meta property="og:type" content="product"><meta property="og:title" content="Pot"><meta property="product:price:amount" content="9.5"><meta property="product:price:currency" content="EUR"><meta property="product:availability" content="oos">',
            "open-graph",
        ),
    ],
)
def test_what_machines_are_told_about_the_product_is_read(see: See, head: str, source: str) -> None:
    data = see("<h1>Pot</h1>", head=head).product
    assert data is not None
    assert (data.name, data.price, data.currency, data.available, data.source) == ("Pot", "9.5", "EUR", False, source)


def test_broken_product_data_is_no_business_of_the_customers(see: See) -> None:
    assert see("<h1>Pot</h1>", head='<script type="application/ld+json">{broken</script>').product is None


def test_a_phone_s_hand_meets_what_it_aims_at_on_a_page_that_is_too_wide(shop_browser: Browser) -> None:
    phone = shop_browser.new_page(viewport={"width": 400, "height": 700}, is_mobile=True, has_touch=True)
    phone.set_content(
        "<!doctype html><meta name=viewport content='width=device-width'><div style='width:470px;height:1500px'>"
        "<button style='position:absolute;left:380px;top:900px' onclick='document.title=1'>Add</button></div>"
    )
    view = shop.look(phone)
    at = reach(view, view.controls[0].ref)
    assert at is not None
    phone.touchscreen.tap(at.x, at.y)
    expect(phone).to_have_title("1")
    assert view.width == 400
    phone.close()


DRESSED = "<p>Delivery</p><p id=last>Price</p><button class=b>Add</button><button class=b id=small>Remove</button>"
OTHER_LOOKS = {
    "a pale text": "#last { color: #ccc }",
    "a small text": "#last { font-size: 7px }",
    "a small control": "#small { width: 9px; height: 9px; padding: 0; overflow: hidden }",
}


@pytest.mark.parametrize("style", OTHER_LOOKS.values(), ids=OTHER_LOOKS)
def test_how_a_page_is_dressed_tells_of_every_element_of_a_kind(see: See, style: str) -> None:
    plain = see(DRESSED).dress
    assert see(DRESSED, head=f"<style>{style}</style>").dress != plain


def test_a_page_with_more_of_the_same_is_dressed_alike(see: See) -> None:
    more = DRESSED.replace("<p>Delivery</p>", "<p>Delivery</p><p>In 3 days</p>")
    assert see(more).dress == see(DRESSED).dress


@pytest.mark.parametrize(("sheet", "wide"), [("img { width: 100% }", False), ("p { color: #222 }", True), (None, True)])
def test_a_page_is_too_wide_only_once_its_style_sheets_have_come(
    bare_page: Page, sheet: str | None, wide: bool
) -> None:
    held: list[Route] = []
    bare_page.route("**/late.css", lambda route: held.append(route))
    bare_page.route(
        "**/wide",
        lambda route: route.fulfill(
            content_type="text/html",
            body="<!doctype html><title>Wide</title><body><img width=3000 height=9 alt=''><link rel=stylesheet href=/late.css>",
        ),
    )
    bare_page.goto("http://wide.example/wide", wait_until="commit")
    bare_page.wait_for_function("document.images.length && document.querySelector('link')")
    assert shop.look(bare_page).sideways == 0
    held[0].fulfill(content_type="text/css", body=sheet) if sheet is not None else held[0].abort()
    bare_page.wait_for_load_state("load")
    assert (shop.look(bare_page).sideways > 1000) is wide
