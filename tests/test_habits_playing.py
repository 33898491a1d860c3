"""What some customers do beside the errand finds what the errand alone does not; on a good page it finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tiny_shop import TinyShop
from whole_suite import Result, Suite

MUG = '<li><a href="/mug">Blue Mug</a> <span>£10.00</span></li><li><a href="/jug">Red Jug</a> <span>£12.00</span></li>'
SHELF = f'<ul class="products">{MUG}</ul><a href="/basket">Basket</a>'
TAKE = "localStorage.pieces = 1; location = '/basket'"
PRODUCT = f'<p class="price">£10.00</p><button onclick="{TAKE}">Add to basket</button>'
BASKET = """
<form onsubmit="UPDATE; return false">
<table class="basket"><tr><th>Product</th><th>Price</th><th>Quantity</th><th>Total</th></tr>
<tr><td>Blue Mug</td><td>£10.00</td><td><label>Quantity <input type="number" name="quantity"></label>
<button>Update</button></td><td id="line"></td></tr></table>
<p>Total: <span id="total"></span></p></form>
<form onsubmit="VOUCHER; return false"><label>Voucher code <input name="voucher"></label><button>Apply code</button>
<p id="said" role="status"></p></form>
<a class="button" href="/checkout">Go to checkout</a> <a href="/basket">Basket</a>
"""
DRAW = """
const pieces = Number(localStorage.pieces || 0), sum = '£' + (pieces * 10).toFixed(2);
document.querySelector('[name=quantity]').value = pieces;
document.querySelector('#line').textContent = document.querySelector('#total').textContent = sum;
"""
EMPTY = "localStorage.pieces = 0;"
ANSWER = "document.querySelector('#said').textContent = 'This voucher code is not known.'"
GOOD = {
    "shelf": (SHELF, ""),
    "basket": (
        BASKET.replace("UPDATE", "localStorage.pieces = this.quantity.value; location.reload()").replace(
            "VOUCHER", ANSWER
        ),
        DRAW,
    ),
}
HABITS = {
    "compares": (
        "shelf",
        (SHELF, "if (sessionStorage.seen) document.querySelector('ul').remove(); sessionStorage.seen = 1"),
    ),
    "changes-mind": ("basket", (GOOD["basket"][0].replace("this.quantity.value", "1"), DRAW)),
    "sleeps-on-it": (
        "basket",
        (GOOD["basket"][0], f"const day = new Date().getDate(); if (day != (localStorage.day ??= day)) {EMPTY} {DRAW}"),
    ),
    "tries-vouchers": ("basket", (GOOD["basket"][0].replace(ANSWER, "this.append(document.createElement('i'))"), DRAW)),
}
STEPS = """
    Given she is "{who}"
    When she opens the page "/{place}/"
    And she opens "Blue Mug"
    And she puts it in her basket
    And she goes to the checkout
"""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """Shops side by side: a good one and one that is bad for each habit; who has it goes to both, others to the bad."""
    shop, suite = open_tiny_shop(), Suite(tmp_path_factory.mktemp("habits") / "suite")
    suite.write("personas/plain.yaml", "name: Plain\nstory: x\nlocale: en-GB\n")
    build(shop, "good", GOOD)
    feature = ["Feature: Habits"]
    for habit, (place, bad) in HABITS.items():
        build(shop, habit, {**GOOD, place: bad})
        suite.write(f"personas/{habit}.yaml", f"name: With {habit}\nstory: x\nlocale: en-GB\nhabits: [{habit}]\n")
        for who, where in ((habit, habit), ("plain", habit), (habit, "good")):
            feature += [f"  Scenario: {who} at {where}", STEPS.format(who=who, place=where)]
    suite.write("features/habits.feature", "\n".join(feature))
    return suite.run("--fail-on=never", shop=shop.url)


def build(shop: TinyShop, place: str, pages: dict[str, tuple[str, str]]) -> None:
    """Open a shop in a folder of the shop."""

    def show(path: str, body: str, title: str, script: str = "") -> None:
        here = [each.replace("='/", f"='/{place}/").replace("= '/", f"= '/{place}/") for each in (body, script)]
        shop.show(f"/{place}{path}", here[0].replace('href="/', f'href="/{place}/'), title=title, script=here[1])

    show("/", pages["shelf"][0], "The Tiny Shop", pages["shelf"][1])
    show("/mug", PRODUCT, "Blue Mug")
    show("/basket", pages["basket"][0], "Your basket", pages["basket"][1])
    show("/checkout", "<p>Where shall we send it?</p><label>Name <input></label>", "Checkout")


def met(result: Result, scenario: str) -> tuple[str, set[str]]:
    visit = result.visit(scenario)
    kinds = {each["kind"] for each in visit["findings"]}
    return visit["outcome"], kinds & {"basket-forgotten", "quantity-ignored", "voucher-mishandled", "total-wrong"}


@pytest.mark.parametrize(
    ("habit", "outcome", "kind"),
    [
        ("compares", "blocked", set()),
        ("sleeps-on-it", "achieved with friction", {"basket-forgotten"}),
        ("changes-mind", "achieved with friction", {"quantity-ignored"}),
        ("tries-vouchers", "achieved with friction", {"voucher-mishandled"}),
    ],
)
def test_a_habit_finds_what_the_errand_does_not(played: Result, habit: str, outcome: str, kind: set[str]) -> None:
    assert met(played, f"{habit} at {habit}") == (outcome, kind), played.text
    assert met(played, f"plain at {habit}")[0] != "blocked"
    assert met(played, f"plain at {habit}")[1] == set()


@pytest.mark.parametrize("habit", HABITS)
def test_in_a_good_shop_habits_find_nothing(played: Result, habit: str) -> None:
    assert met(played, f"{habit} at good")[0] != "blocked", played.text
    assert met(played, f"{habit} at good")[1] == set()
