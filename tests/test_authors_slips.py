"""What the author of a scenario has left out or taken wrongly is done by the shopper, or told: it is no finding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_catalogue import START
from tiny_shop import TinyShop
from whole_suite import Result, Suite

from mystery_shopper.addresses import path_problem
from mystery_shopper.suite import problems_of

FEATURE = """
Feature: Slips
  Scenario: An address for a path
    When she strays to "https://www.example.org/mugs"

  Scenario: The voucher before the basket
    Given she opens the shop
    When she enters the voucher "SPRING"
    Then the page shows "We do not know"

  Scenario: A voucher that should be good
    Given she opens the shop
    When she enters the voucher "SPRING"
    Then the voucher lowers the total

  Scenario: Nobody has opened the shop
    Given she browses "Mugs"
    Then the page shows "Six mugs"

  Scenario: A look before anything is open
    Then the page shows "Welcome"

  Scenario: Paying for nothing
    Given she opens the page "empty-handed"
    When she pays by card

  Scenario: A checkout for nothing
    Given she opens the page "empty-handed"
    When she goes to the checkout
"""
STEPS = """
from mystery_shopper import says, tasks


@says("{who} stray(s) to {string}")
def strays(shopper, where):
    tasks.open_shop(shopper, where)
"""
BEGINNING = "Feature: F\n  Scenario: one\n    When she opens the shop\n"
BASKET = """
<table><tr><th>Product</th><th>Price</th><th>Quantity</th><th>Total</th></tr>
<tr><td><a href="/mug">Blue mug</a></td><td>£10.45</td><td>1</td><td>£10.45</td></tr></table>
<p>Total: £10.45</p>
<form><label>Voucher code <input name="code"></label><button>Apply</button></form>
<p id="said" class="error" role="alert"></p>
"""
REFUSES = """
onsubmit = event => {
  event.preventDefault();
  const code = document.querySelector('input');
  code.setAttribute('aria-invalid', 'true');
  code.setAttribute('aria-describedby', 'said');
  document.querySelector('#said').textContent = 'We do not know the voucher SPRING.';
}
"""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    shop = open_tiny_shop()
    shop.show("/", '<p>Welcome.</p><nav><a href="/mugs">Mugs</a> <a href="/basket">Basket</a></nav>')
    shop.show("/mugs", "<p>Six mugs</p>", title="Mugs")
    shop.show("/basket", BASKET, title="Your basket", script=REFUSES)
    shop.show("/empty-handed", '<p>Welcome.</p><nav><a href="/empty">Basket</a></nav>')
    shop.show("/empty", "<p>Your basket is empty.</p>", title="Your basket")
    suite = Suite(tmp_path_factory.mktemp("slips") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    return suite.run(shop=shop.url)


@pytest.mark.parametrize(
    "scenario", ["The voucher before the basket", "Nobody has opened the shop", "A look before anything is open"]
)
def test_what_goes_without_saying_she_does_by_herself(played: Result, scenario: str) -> None:
    visit = played.visit(scenario)
    assert visit["outcome"] == "achieved", visit["reason"]
    assert "arrive" in [each["id"] for each in visit["moments"]]


def test_a_voucher_that_the_shop_refuses_in_words_is_no_blocker(played: Result) -> None:
    assert played.kinds("A voucher that should be good") == ["not-as-expected"]
    assert played.status("test_a_voucher_that_should_be_good") == "failed"
    said = played.said("test_a_voucher_that_should_be_good")
    assert "The total did not fall: the shop showed 10.45 GBP and then 10.45 GBP." in said
    assert 'The answer to the voucher "SPRING" was "We do not know the voucher SPRING."' in said


@pytest.mark.parametrize("scenario", ["Paying for nothing", "A checkout for nothing"])
def test_who_has_put_nothing_in_the_basket_cannot_pay_and_no_shop_is_to_blame(played: Result, scenario: str) -> None:
    visit = played.visit(scenario)
    assert visit["outcome"] == "inconclusive"
    assert visit["findings"] == []
    assert "The basket is empty: " in visit["reason"]
    assert "has put nothing into it" in visit["reason"]


def test_an_address_where_a_path_belongs_is_refused_on_the_visit(played: Result) -> None:
    visit = played.visit("An address for a path")
    assert visit["outcome"] == "inconclusive"
    assert "'https://www.example.org/mugs' is an address" in visit["reason"]
    assert 'such as "/mugs"' in visit["reason"]
    assert played.said("test_an_address_for_a_path").startswith(
        "features/x.feature:3: 'https://www.example.org/mugs' is"
    )


def test_an_address_where_a_path_belongs_is_refused_by_the_linter(tmp_path: Path) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "x.feature").write_text(f'{START}    When she opens the page "https://www.example.org/"\n')
    assert any("'https://www.example.org/' is an address" in str(each) for each in problems_of(tmp_path))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ('the total is "twelve pounds"', '"twelve pounds" is no amount of money. Write it like "£12.50".'),
        ('the delivery costs "<cost>"', '"free" is no amount of money. Write it like "£12.50".'),
        ('the total is "£5 or £6"', '"£5 or £6" holds 2 amounts, and one is due.'),
        ('the total is "-£5"', '"-£5" is below nothing.'),
        ('she searches for ""', '"" names nothing.'),
        ("she puts 0 of it in her basket", "0 pieces cannot be bought. Write a whole number from 1 to 10,000"),
        ("she puts 99999999999 of it in her basket", "99999999999 pieces cannot be bought."),
        ("she has 0 seconds of patience", "no time at all is no duration."),
        ('the page is in "French"', '"French" is no code of a language. Write it as pages do, like "fr" or "en-GB".'),
        ("her basket holds -2 pieces", "-2 counts nothing. Write a whole number from 0 on, such as `3`."),
        ("nothing worse than awful got in her way", "There is no severity 'awful'."),
        ("the basket holds two pieces", "{number} is a whole number, such as `3`."),
        ("she has ten seconds of patience", "{seconds} is a duration, such as `30 seconds`,"),
    ],
)
def test_what_can_never_be_right_is_refused_by_the_linter(tmp_path: Path, step: str, said: str) -> None:
    examples = "    Examples:\n      | cost |\n      | free |\n" if "<" in step else ""
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "x.feature").write_text(f"{BEGINNING}    Then {step}\n{examples}")
    [problem] = problems_of(tmp_path)
    assert (problem.line, said in problem.text) == (7 if examples else 4, True), problem


@pytest.mark.parametrize(
    "step",
    [
        *(f'the price is "{each}"' for each in ("£12.50", "12,50 €", "7", "CHF 1'234.50", "Rp 15.000")),
        *(f'the page is in "{each}"' for each in ("fr", "en-GB", "zh-Hant-TW", "pt_BR")),
        'she changes the quantity of "Mug" to 0',
    ],
)
def test_what_may_be_right_is_not_refused(tmp_path: Path, step: str) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "x.feature").write_text(f"{BEGINNING}    Then {step}\n", "utf-8")
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize("step", ['enters the voucher "{}"', 'searches for "card {}"', 'reads "{}"'])
def test_a_number_that_nobody_would_type_is_refused_by_the_linter(tmp_path: Path, step: str) -> None:
    (tmp_path / "features").mkdir()
    feature = tmp_path / "features" / "x.feature"
    feature.write_text(f"{START}    When she {step.format('4929123456780006')}\n")
    told = [str(each) for each in problems_of(tmp_path)]
    assert any("0006' passes the check of card numbers and is no published test card" in each for each in told)
    assert "4929" not in "".join(told)
    feature.write_text(f"{START}    When she {step.format('4242424242424242')}\n")
    assert not any("card numbers" in str(each) for each in problems_of(tmp_path))


@pytest.mark.parametrize("path", ["", "/", "mugs", "/mugs/?next=https://shop.example/", "search?q=a//b"])
def test_a_path_is_a_path(path: str) -> None:
    assert path_problem(path) == ""


@pytest.mark.parametrize("address", ["https://shop.example", "//shop.example/a", "www.shop.example/a", "HTTP://a"])
def test_an_address_is_none(address: str) -> None:
    assert "is an address" in path_problem(address)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("personas/kim.yaml", "name: Kim\nstory: pays with 4539 1488 0343 6467\n"),
        ("journeys/gift.yaml", "title: Gift\n# 4539-1488-0343-6467\n"),
        (
            "features/deep/a.feature",
            "Feature: A\n  # with 4539148803436467\n  Scenario: S\n    When she opens the shop\n",
        ),
        ("steps/own.py", '"""Own."""\nCARD = "4539148803436467"\n'),
        ("shop.yaml", "shop: shop.example\naccount: {email: a@example.com, password: '4539148803436467'}\n"),
    ],
)
def test_a_number_that_may_be_somebodys_card_is_found_wherever_it_stands(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    told = [str(each) for each in problems_of(tmp_path)]
    [said] = [each for each in told if "6467" in each]
    assert said.startswith(f"{path}:2: ")
    assert "6467 passes the check of card numbers and is no published test card. Take it away" in said
    assert "4539" not in said


@pytest.mark.parametrize(
    "harmless",
    ["4242 4242 4242 4242", "4006381333931", "order-4539148803436467", "9539148803436462", "a4539148803436467"],
)
def test_a_number_that_is_nobodys_card_may_stand_anywhere(tmp_path: Path, harmless: str) -> None:
    (tmp_path / "shop.yaml").write_text(f"shop: shop.example  # {harmless}\n", "utf-8")
    assert list(problems_of(tmp_path)) == []
