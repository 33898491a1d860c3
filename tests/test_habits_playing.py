"""What some customers do beside the errand finds what the errand alone does not; on a good page it finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tiny_shop import TinyShop
from whole_suite import Result, Suite

MUG = '<li><a href="/mug">Blue Mug</a> <span>£10.00</span></li><li><a href="/jug">Red Jug</a> <span>£12.00</span></li>'
SHELF = f'<ul class="products">{MUG}</ul>'
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
    "tries-vouchers": ("basket", (GOOD["basket"][0].replace(ANSWER, "this.append(document.createElement('i'))"), DRAW)),
}
FEATURE = """
Feature: Habits

  Scenario Outline: <who> goes as far as the checkout
    Given she is "<who>"
    When she opens the shop
    And she opens "Blue Mug"
    And she puts it in her basket
    And she goes to the checkout

    Examples:
      | who   |
      | plain |
      | habit |
"""


@pytest.fixture(scope="module")
def play(
    tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]
) -> Callable[[str, bool], Result]:
    """Let somebody with a habit and somebody without go through a shop that is good, or bad in one thing."""

    def played(habit: str, good: bool) -> Result:
        place, bad = HABITS[habit]
        pages = GOOD if good else {**GOOD, place: bad}
        shop = open_tiny_shop()
        shop.show("/", pages["shelf"][0], script=pages["shelf"][1])
        shop.show("/mug", PRODUCT, title="Blue Mug")
        shop.show("/basket", pages["basket"][0], title="Your basket", script=pages["basket"][1])
        shop.show("/checkout", "<p>Where shall we send it?</p><label>Name <input></label>", title="Checkout")
        suite = Suite(tmp_path_factory.mktemp("habits") / "suite")
        suite.feature(FEATURE)
        suite.write("personas/plain.yaml", "name: Plain\nstory: x\nlocale: en-GB\n")
        suite.write("personas/habit.yaml", f"name: Other\nstory: x\nlocale: en-GB\nhabits: [{habit}]\n")
        return suite.run("--fail-on=never", shop=shop.url)

    return played


def met(result: Result, who: str) -> tuple[str, set[str]]:
    [visit] = [each for each in result.visits if each["persona"] == who]
    kinds = {each["kind"] for each in visit["findings"]}
    return visit["outcome"], kinds & {"quantity-ignored", "voucher-mishandled", "total-wrong"}


@pytest.mark.parametrize(
    ("habit", "outcome", "kind"),
    [
        ("compares", "blocked", set()),
        ("changes-mind", "achieved with friction", {"quantity-ignored"}),
        ("tries-vouchers", "achieved with friction", {"voucher-mishandled"}),
    ],
)
def test_a_habit_finds_what_the_errand_does_not(
    play: Callable[[str, bool], Result], habit: str, outcome: str, kind: set[str]
) -> None:
    bad = play(habit, False)
    assert met(bad, "habit") == (outcome, kind), bad.text
    assert met(bad, "plain")[0] != "blocked"
    assert met(bad, "plain")[1] == set()


def test_in_a_good_shop_habits_find_nothing(play: Callable[[str, bool], Result]) -> None:
    for habit in HABITS:
        good = play(habit, True)
        assert met(good, "habit")[0] != "blocked", good.text
        assert met(good, "habit")[1] == set()
