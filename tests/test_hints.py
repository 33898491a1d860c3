"""Hints of the shop file find what nobody could find, overrule what would be found, and say when they fit nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shops.serving import See
from tiny_shop import TinyShop
from whole_suite import Suite

from mystery_shopper import shop
from mystery_shopper.hints import HINTS, Hint, parse_hint
from mystery_shopper.shop import PageView
from mystery_shopper.shop.hinting import unfit

pytest_plugins = ("shops.pages",)

BUYS = """\
Feature: A mug

  Scenario: Nobody can read this shop
    When she opens the shop
    And she opens "Stone mug"
    And she puts it in her basket
    And she opens her basket
    And she goes to the checkout
    And she pays by card
    Then the order is placed
"""
HINTED = """\
hints:
  reject-cookies: Nul
  product-link: .kard
  add-to-basket: Blorp
  open-basket: "#plok"
  to-checkout: button "Fnord"
  continue: css=section b
  payment-choice: Gelt
  place-order: Zapp 4
  confirmation: .hoy
  order-reference: css=.hoy + p
  total: .sumo
"""


def wordless(tiny: TinyShop) -> None:
    """Serve a shop whose words mean nothing and whose buttons are none."""
    head = '<div id="plok" onclick="location=\'/plok\'">Plok</div>'
    bar = '<div style="position:fixed;bottom:0;background:#eee" id=kuk>Kukis <u onclick="kuk.remove()">Nul</u></div>'
    cards = "".join(
        f'<li><div class="kard" onclick="location=\'/{each}\'">{each.title()} mug <i>€ 5.00</i></div></li>'
        for each in ("glass", "stone")
    )
    form = """<form onsubmit="return false"><label>First name <input name=a required></label>
      <label>Last name <input name=b required></label><label>Address <input name=c required></label>
      <label>City <input name=d required></label><label>Postcode <input name=e required></label></form>"""
    tiny.show("/", f"{head}<ul>{cards}</ul>{bar}", script="for (const each of document.links) each.remove()")
    tiny.show("/stone", f"{head}<h1>Stone mug</h1><p>€ 5.00</p><div onclick=\"this.after('Ok')\">Blorp</div>")
    lines = "<ul><li>Stone mug <input type=number value=1 name=qty> € 5.00</li></ul><p>Summ</p><p class=sumo>€ 5.00</p>"
    tiny.show("/plok", f"{head}{lines}<button onclick=\"location='/x1'\">Fnord</button><button>Checkout later</button>")
    tiny.show("/x1", f"{form}<section><b onclick=\"location='/x2'\">Gna</b></section><button>Continue nowhere</button>")
    tiny.show("/x2", '<p onclick="gelt.hidden = false">Gelt</p><p id=gelt hidden onclick="location=\'/x3\'">Zapp 3</p>')
    tiny.show("/x3", '<h2 class="hoy">Hoy hoy</h2><p>QX-4711</p><p class="sumo">€ 5.00</p>')


def test_with_hints_alone_a_shop_sells_that_nobody_could_read(
    open_tiny_shop: Callable[[], TinyShop], suite: Suite
) -> None:
    tiny = open_tiny_shop()
    wordless(tiny)
    suite.feature(BUYS)
    suite.write("shop.yaml", f"shop: {tiny.url}\n{HINTED}")
    hinted = suite.run()
    [visit] = hinted.visits
    assert visit["orders"] == ["QX-4711"], "\n".join([*visit["story"], visit["reason"]])
    assert not [each for each in visit["story"] if "fits nothing" in each]


def test_a_hint_that_fits_nothing_is_told_with_its_line_and_the_nearest(
    open_tiny_shop: Callable[[], TinyShop], suite: Suite
) -> None:
    tiny = open_tiny_shop()
    wordless(tiny)
    suite.feature(BUYS)
    suite.write("shop.yaml", f"shop: {tiny.url}\n{HINTED}".replace("Fnord", "Fnort").replace(" .kard", " Stone mug"))
    tiny.answers["/plok"].body = tiny.answers["/plok"].body.replace("Checkout later", "Plonk")
    [visit] = suite.run().visits
    assert not visit["orders"]
    assert "the hint 'to-checkout: button \"Fnort\"' fits nothing on" in visit["reason"]
    assert "shop.yaml:7: " in visit["reason"]
    assert 'Nearest there: button "Fnord".' in visit["reason"]


@pytest.fixture
def look_with(see: See) -> Callable[..., PageView]:
    """Show a page and look at it with hints."""

    def look(body: str, **hints: str) -> PageView:
        frame = see(body).frame
        things = {name.replace("_", "-"): text for name, text in hints.items()}
        return shop.look(frame, {thing: parse_hint(thing, text, "shop.yaml:9") for thing, text in things.items()})

    return look


@pytest.mark.parametrize(
    "hint",
    ['button "Bag it"', "Bag it", "bag  it", "#own", "button.own", "div > button.own", "css=form button", ".wrap"],
)
def test_a_hint_is_a_role_and_name_a_text_or_a_selector(hint: str, look_with: Callable[..., PageView]) -> None:
    wrapped = "<form><div class=wrap><button id=own class=own>Bag it (2)</button></div></form>"
    body = f"<button>Add to basket</button>{wrapped}"
    found = shop.add_to_basket(look_with(body, add_to_basket=hint))
    assert found is not None
    assert found.target.name == "Bag it (2)"
    assert found.sure == 1.0
    assert found.hinted


def test_of_many_the_one_in_the_products_own_row_is_meant(look_with: Callable[..., PageView]) -> None:
    cards = "".join(f"<li><h3>{each}</h3><p>€ 3.00</p><b class=b>Zak</b></li>" for each in ("Red tea", "Green tea"))
    view = look_with(f"<ul>{cards}</ul>", add_to_basket=".b")
    found = shop.add_to_basket(view, "Green tea")
    assert found is not None
    assert "Green tea" in view.row_text(found.target.row)


def test_a_field_that_nobody_would_take_for_a_search_is_one(look_with: Callable[..., PageView]) -> None:
    view = look_with('<input name="zz" aria-label="Glim"><input type="search">', search='textbox "Glim"')
    found = shop.search_box(view)
    assert found is not None
    assert found.target.name == "zz"


def test_what_the_shop_file_calls_final_is_final_and_what_it_calls_a_step_is_not(
    look_with: Callable[..., PageView],
) -> None:
    view = look_with(
        "<button>Continue</button><button>Buy now</button>", place_order="Continue", **{"continue": "Buy now"}
    )
    names = {each.name: each for each in view.controls}
    assert shop.is_final(names["Continue"])
    assert not shop.is_final(names["Buy now"])


def test_without_a_fit_she_looks_herself_and_the_choice_says_what_was_missed(
    look_with: Callable[..., PageView],
) -> None:
    view = look_with("<button>Add to basket</button>", add_to_basket='button "Add to bascket"')
    found = shop.add_to_basket(view)
    assert found is not None
    assert not found.hinted
    assert found.missed.startswith("shop.yaml:9: the hint 'add-to-basket: button \"Add to bascket\"' fits nothing on")
    assert found.missed.endswith('Nearest there: button "Add to basket".')


def test_a_selector_that_is_none_is_called_so(look_with: Callable[..., PageView]) -> None:
    view = look_with("<button>Go</button>", help="#a:nonesuch")
    assert unfit(view, "help").endswith("is no CSS selector that the browser understands.")


@pytest.mark.parametrize("thing", HINTS)
def test_every_thing_can_be_pointed_at(thing: str, look_with: Callable[..., PageView]) -> None:
    view = look_with(f"<main><p>Nothing</p><i id=x>{thing} me</i></main>", **{thing: "#x"})
    [found] = view.pointed[thing]
    assert found.text == f"{thing} me"


def test_a_role_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'buton' is no role\. Did you mean 'button'\?"):
        parse_hint("search", 'buton "Go"')


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("div >> > [", r"takes that as a CSS selector: \[ is not closed"),
        ("css=form >> button", "selector: >> joins nothing"),
        ("css=form >", "selector: nothing follows >"),
        ("#add)", r"selector: \) closes nothing"),
        ('css=[data-name="Add]', 'selector: " is not closed'),
        ('button "Add', r'its " is never closed. Write `button "Add"`'),
        ("//button", r"XPath is not understood. Write a role and a name \(`button"),
        ("xpath=/html/body", "XPath is not understood"),
    ],
)
def test_what_no_browser_takes_as_a_selector_is_refused(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_hint("help", written)


@pytest.mark.parametrize(
    "written",
    [
        "css=:has(> b) + [title='a > > ]']",
        '[data-x="("]',
        "css=a:not([href]), b ~ c",
        r"#a\[1\]",
        "Size 5' 11\"",
        "Link (new",
        "// Buy //",
    ],
)
def test_what_may_be_a_selector_or_a_text_is_left_to_the_browser(written: str) -> None:
    assert parse_hint("help", written).written == written


def test_a_selector_that_is_none_is_the_files_mistake_and_nobodys_finding(
    open_tiny_shop: Callable[[], TinyShop], suite: Suite
) -> None:
    tiny = open_tiny_shop()
    tiny.show("/", "<p>Stone mug £5.00</p>")
    suite.feature("Feature: A mug\n\n  Scenario: One\n    When she opens the shop\n    And she puts it in her basket\n")
    suite.write("shop.yaml", f"shop: {tiny.url}\nhints:\n  add-to-basket: '#add:nonesuch'\n")
    [visit] = suite.run().visits
    assert visit["outcome"] == "inconclusive", visit
    assert "shop.yaml:3: the hint 'add-to-basket: #add:nonesuch' is no CSS selector" in visit["reason"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Order no.: 4", Hint("help", "Order no.: 4", words="Order no.: 4")),
        ("a.b", Hint("help", "a.b", css="a.b")),
        ("Weiter", Hint("help", "Weiter", words="Weiter")),
        ("'Weiter > Kasse'", Hint("help", "'Weiter > Kasse'", words="Weiter > Kasse")),
        ("my-button", Hint("help", "my-button", css="my-button")),
    ],
)
def test_texts_and_selectors_are_told_apart(written: str, expected: Hint) -> None:
    assert parse_hint("help", written) == expected


def test_nothing_is_pointed_at_without_hints(see: See) -> None:
    assert dict(see("<button>Go</button>").pointed) == {}
