"""Lists, boxes and radio buttons that a page has made itself, as component libraries do, and what a shop does not have."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from collections.abc import Callable

import pytest
from shops.serving import See
from tiny_shop import Answer, TinyShop, page
from whole_suite import Result, Suite

from mystery_shopper import shop
from mystery_shopper.shop.parts import Field, Option
from mystery_shopper.tasks.lists import any_answer

pytest_plugins = ("shops.pages",)

RADIO = (
    "<label id={id}><span role=radio tabindex=0 aria-checked={checked} aria-labelledby={id} "
    "style='display:inline-block;width:16px;height:16px;border:1px solid'></span>"
    "<input type=radio aria-hidden=true tabindex=-1 style='position:fixed;width:1px;height:1px;clip-path:inset(50%)'>"
    "<span>{label}</span></label>"
)


def radios(question: str, *labels: str, checked: str = "") -> str:
    made = "".join(
        RADIO.format(id=each.replace(" ", "-"), label=each, checked=str(each == checked).lower()) for each in labels
    )
    return f"<div><div>{question}</div><div role=radiogroup>{made}</div></div>"


def test_questions_of_ones_own_making_are_told_apart_and_counted_once(see: See) -> None:
    billing = radios(
        "Billing address", "Same as shipping address", "Another address", checked="Same as shipping address"
    )
    view = see(f"<main><form>{billing}{radios('Payment method', 'Cash on delivery', 'Bank transfer')}</form></main>")
    groups = [(each.kind, each.needed, len(each.items)) for each in shop.choices_needed(view)]
    assert groups == [("address", False, 2), ("payment", True, 2)]


@pytest.mark.parametrize(("label", "required"), [("City *", True), ("City", False), ("City (optional)", False)])
def test_a_star_behind_a_label_means_that_it_is_required(see: See, label: str, required: bool) -> None:
    [field] = see(f"<form><label for=c>{label}</label><input id=c></form>").fields
    assert field.required is required


def test_a_list_of_ones_own_making_shows_what_is_chosen(see: See) -> None:
    [field] = see(
        "<form><label for=c>Country</label><button id=c type=button role=combobox>Norway</button></form>"
    ).fields
    assert (field.type, field.label, field.value) == ("combobox", "Country", "Norway")


@pytest.mark.parametrize(
    ("html", "busy"),
    [
        ("<div class=skeleton style='height:40px'></div>", True),
        ("<div class='address-loading-skeleton'><div style='height:40px'></div></div>", True),
        ("<div class=skeleton style='height:40px'>An X-ray of a hand</div>", False),
        ("<div style='height:5000px'></div><div class=skeleton style='height:40px'></div>", False),
    ],
)
def test_what_stands_in_for_a_part_that_is_yet_to_come_is_waited_for(see: See, html: str, busy: bool) -> None:
    assert see(f"<main><h1>Checkout</h1>{html}</main>").busy is busy


CART = (
    "<main><h1>Your cart</h1><div class=cart-item><a href=/jar>Storage Jar</a> <span>£18.50</span>"
    "<div style='display:flex'><button style='width:30px'><svg width=9 height=9></svg></button><span>2</span>"
    "<button style='width:30px'><svg width=9 height=9></svg></button></div><button>Remove</button></div>"
    "<p>Total £37.00</p><a href=/checkout>Proceed to checkout</a></main>"
)


def test_a_number_is_counted_by_the_nameless_buttons_at_its_sides(see: See) -> None:
    view = see(CART)
    [line] = shop.read_basket(view, "GBP").lines
    beside = shop.counters(view, line)
    assert line.quantity == 2
    assert beside.less is not None
    assert beside.more is not None
    assert beside.less.rect.x < beside.more.rect.x


@pytest.mark.parametrize(
    ("button", "available"), [("Sold out", False), ("Add to cart", None), ("Add to cart, 2 sold out today", None)]
)
def test_a_button_may_say_that_nothing_is_left(see: See, button: str, available: bool | None) -> None:
    view = see(f"<main><h1>Cotton Hammock</h1><p>£72.00</p><form><button disabled>{button}</button></form></main>")
    assert shop.read_product(view, "GBP").available is available


LIST = """
function list(id, entries, chosen) {
  const opener = document.getElementById(id);
  opener.onclick = () => {
    const box = document.createElement('div');
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', 'Entries');
    box.innerHTML = entries.map((each) => `<div role=option tabindex=-1 style="padding:6px">${each}</div>`).join('');
    box.style = 'position:absolute;background:#fff;border:1px solid;z-index:5;left:300px;top:40px';
    for (const each of box.children) each.onclick = () => { opener.innerText = each.innerText; box.remove(); chosen(each.innerText); };
    document.body.append(box);
  };
}
"""
FORM = page(
    "<form onsubmit='return false'><p><label>City * <input name=city></label></p>"
    "<p><label for=country>Country *</label><button type=button id=country role=combobox aria-expanded=false>Select country</button></p>"
    "<p><label for=county>County *</label><button type=button id=county role=combobox aria-expanded=false>Select</button></p>"
    "</form><p id=seen></p>",
    script=LIST
    + "list('country', ['France', 'Norway', 'United Kingdom'], (each) => { seen.innerText += each + '; '; });"
    + "list('county', ['Essex', 'Kent'], (each) => { seen.innerText += each + '; '; });",
)
TYPED = page(
    "<form onsubmit='return false'><p><label>City * <input name=city></label></p>"
    "<p id=country><label for=c>Country *</label> <b class=shown>Choose ...</b>"
    "<input id=c type=text role=combobox aria-autocomplete=list aria-haspopup=listbox aria-expanded=false required></p>"
    "<p id=county><label for=k>County *</label> <b class=shown></b>"
    "<input id=k type=text role=combobox aria-haspopup=listbox aria-expanded=false readonly required></p>"
    "</form><p id=seen></p>",
    script="""
function typed(id, entries) {
  const place = document.getElementById(id), input = place.querySelector('input');
  let box = null;
  const shut = () => { box && box.remove(); box = null; input.value = ''; input.setAttribute('aria-expanded', 'false'); };
  const show = () => {
    box && box.remove();
    box = document.createElement('div');
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', 'Entries');
    const found = entries.filter((each) => each.toLowerCase().includes(input.value.toLowerCase())).slice(0, 3);
    box.innerHTML = found.map((each) => `<div role=option style="padding:6px">${each}</div>`).join('');
    box.style = 'position:absolute;background:#fff;border:1px solid;z-index:5;left:300px;top:40px';
    box.onmousedown = (event) => event.preventDefault();
    for (const each of box.children) each.onclick = () => pick(each.innerText);
    document.body.append(box);
    input.setAttribute('aria-expanded', 'true');
  };
  const pick = (entry) => { place.querySelector('.shown').innerText = entry; seen.innerText += entry + '; '; shut(); };
  input.onmousedown = input.oninput = () => setTimeout(show);
  input.onblur = shut;
  input.onkeydown = (event) => { if (event.key === 'Enter' && box && box.firstChild) pick(box.firstChild.innerText); };
}
typed('country', ['Albania', 'Belgium', 'France', 'Norway', 'United Arab Emirates', 'United Kingdom']);
typed('county', ['Essex', 'Kent']);
""",
)
LISTING = page(
    "<p>Sort by <button type=button id=order role=combobox aria-label='Sort by'>Default</button></p><ul id=wares></ul>",
    title="Mugs",
    script=LIST
    + """
const wares = [['Blue Mug', 7], ['Red Mug', 5], ['Tall Mug', 9]];
const show = (sorted) => { document.getElementById('wares').innerHTML = sorted.map(([name, price]) => `<li><a href="/${price}">${name}</a> <span>£${price}.00</span></li>`).join(''); };
show(wares);
list('order', ['Default', 'Price', 'Name'], (each) => show(each === 'Price' ? [...wares].sort((a, b) => a[1] - b[1]) : wares));
""",
)
FEATURE = """
Feature: Own lists
  Scenario: A form with lists
    When she opens the page "form"
    And she fills what is asked
    Then the page shows "United Kingdom;"
    And the page shows "Essex;"

  Scenario: Lists to type into
    When she opens the page "typed"
    And she fills what is asked
    Then the page shows "United Kingdom;"
    And the page shows "Essex;"

  Scenario: A list is sorted
    When she opens the page "mugs"
    And she sorts the list by price
    Then the cheapest is first

  @where-offered
  Scenario: What may be missing
    When she opens the page "mugs"
    And she enters the voucher "TEN"
    Then the voucher lowers the total

  Scenario: What must be there
    When she opens the page "mugs"
    And she enters the voucher "TEN"
    Then the voucher lowers the total
"""
STEPS = """
from mystery_shopper import says
from mystery_shopper.tasks.forms import fill_form


@says("{who} fill(s) what is asked")
def fills(shopper):
    fill_form(shopper)
"""


@pytest.mark.parametrize(
    ("entries", "taken"),
    [
        (("Please choose", "Express +£5.00", "Morning"), "Morning"),
        (("Express £5.00", "Standard £3.00"), "Express £5.00"),
        (("Please choose",), None),
    ],
)
def test_of_what_nobody_can_know_she_takes_what_costs_nothing(entries: tuple[str, ...], taken: str | None) -> None:
    asked = Field(1, type="select", options=tuple(Option(each, each) for each in entries))
    assert any_answer(asked, "en") == taken


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    suite = Suite(tmp_path_factory.mktemp("lists") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    tiny = open_tiny_shop()
    tiny.answers |= {"/form": Answer(FORM), "/typed": Answer(TYPED), "/mugs": Answer(LISTING)}
    return suite.run(shop=tiny.url)


@pytest.mark.parametrize("test", ["test_a_form_with_lists", "test_lists_to_type_into", "test_a_list_is_sorted"])
def test_they_are_used_as_any_other_list(played: Result, test: str) -> None:
    assert played.status(test) == "passed", played.said(test)


def test_what_a_shop_does_not_have_is_skipped_where_the_scenario_says_so(played: Result) -> None:
    assert played.status("test_what_may_be_missing") == "skipped"
    visit = played.visit("What may be missing")
    assert visit["outcome"] == "inconclusive"
    assert visit["reason"].startswith("Not offered")
    assert 'the voucher "TEN" cannot be entered' in visit["reason"]


def test_without_the_tag_she_is_held_up(played: Result) -> None:
    assert played.status("test_what_must_be_there") == "failed"
    assert played.visit("What must be there")["outcome"] == "blocked"
