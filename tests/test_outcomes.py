"""How a visit can end, each way by a shop that is wrong in just that way, and what a believed order needs."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from tiny_shop import Answer, TinyShop, page
from whole_suite import Result, Suite

FEATURE = """
Feature: Endings
  Scenario: Achieved
    When she opens the shop
    Then she reads "Welcome"
    And nothing got in her way

  Scenario: With friction
    Given she opens the page "broken-picture"
    When she opens the shop

  Scenario: Not as expected
    When she opens the page "mug"
    Then the price is "£1.00"

  Scenario: Not as an own sentence expects
    When she opens the shop
    Then a zebra crosses

  Scenario: Blocked
    Given she opens the page "error"

  Scenario: Gave up
    Given she has 2 s of patience
    When she opens the page "endless"

  Scenario: Gave up as expected
    Given she has 1 s of patience
    When she tries to open the page "endless"
    Then she would give up

  Scenario: Bot challenge
    When she opens the page "challenge"

  Scenario: Dead network
    Given she opens the shop
    When the network dies
    And she opens the page "again"

  Scenario: Our own fault
    Given she opens the shop
    When she divides by nothing

  Scenario: A number and a sentence
    Given she stands at the till "till"
    When she places the order there
    Then the order is placed

  Scenario: Only a sentence
    Given she has 3 s of patience
    And she stands at the till "silent"
    When she places the order there
    Then the order is placed

  Scenario: A thank you for the newsletter
    Given she has 3 s of patience
    And she stands at the till "newsletter"
    When she places the order there
    Then the order is placed

  Scenario: Only another address
    Given she has 3 s of patience
    And she stands at the till "elsewhere"
    When she places the order there
    Then the order is placed
"""
GIVING_UP = """
Feature: Endings
  Scenario: Gave up
    Given she has 1 s of patience
    When she opens the page "endless"

  Scenario: Gave up as expected
    Given she has 1 s of patience
    When she tries to open the page "endless"
    Then she would give up
"""
UNMET = """
@journey:zoo
Feature: Endings
  Scenario: Not as expected
    When she opens the shop
    Then the page shows "Zebra crossing"

  Scenario: Something in the way
    Given she opens the page "broken-picture"
    Then nothing got in her way

  Scenario: Not as an own sentence expects
    When she opens the shop
    Then a zebra crosses
"""
ZOO = """
title: Looking at animals
goal: A zebra is seen
moments:
  - {id: arrive, title: The gate opens, owner: Zebras}
"""
STEPS = """
from mystery_shopper import says, tasks
from mystery_shopper.cards import find_card


@says("the network dies")
def network_dies(shopper):
    shopper.page.context.set_offline(True)


@says("a zebra crosses")
def crosses(shopper):
    assert "zebra" in shopper.look().text, "No zebra crossed."


@says("{who} divide(s) by nothing")
def divides(shopper):
    1 / 0


@says("{who} stand(s) at the till {string}")
def stands_at_till(shopper, path):
    tasks.open_shop(shopper, path)
    shopper.at("pay")


@says("{who} place(s) the order there")
def places(shopper):
    tasks.place_order(shopper, find_card("visa-approved"))
"""
DYING = """
Feature: A shop that dies
  Scenario: In the middle
    Given she opens the shop
    When the shop dies
    And she {step}

  Scenario: Afterwards
    Given she opens the page "mugs"
"""
SWITCH = """
import time
from pathlib import Path

from mystery_shopper import says


@says("the shop dies")
def dies(shopper):
    Path("dying").touch()
    while not Path("dead").exists():
        time.sleep(0.05)
"""
ORDER = "<p>Total to pay: £12.00</p><form action='{action}'><button>Place order and pay £12.00</button></form>"


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """Every ending, played once."""
    shop = open_tiny_shop()
    picture = '<img src="/gone.png" alt="A blue mug" width="200" height="150">'
    shop.show("/broken-picture", f"<p>Mugs.</p>{picture}", title="Mugs")
    mug = "<p>£10.45</p><button>Add to basket</button>"
    shop.show("/mug", mug, title="Blue mug")
    shop.answers["/error"] = Answer(page("<p>Something went wrong.</p>", title="Server error"), 500)
    shop.answers["/endless"] = Answer(held=True)
    shop.show("/challenge", "<p>Checking your browser. Please verify that you are human.</p>", title="Just a moment...")
    for path, action in (("/till", "/thanks"), ("/newsletter", "/signed-up"), ("/elsewhere", "/other")):
        shop.show(path, ORDER.format(action=action), title="Checkout")
    thanks = "event.preventDefault(); document.querySelector('main').innerHTML = '<h1>Thank you for your order</h1>'"
    shop.show("/silent", ORDER.format(action="/"), title="Checkout", script=f"onsubmit = event => {{ {thanks} }}")
    order = "<p>Your order number is TS-10042.</p><p>Total: £12.00</p><p>We will send you an e-mail when it leaves.</p>"
    shop.show("/thanks", f"<p>Thank you for your order.</p>{order}", title="Thank you")
    shop.show("/signed-up", "<p>Thank you for signing up to our newsletter.</p>", title="Newsletter")
    shop.show("/other", "<p>Have a look at our mugs.</p>", title="Mugs")
    suite = Suite(tmp_path_factory.mktemp("outcomes") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    return suite.run(shop=shop.url)


@pytest.mark.parametrize(
    ("scenario", "outcome", "status", "reason"),
    [
        ("Achieved", "achieved", "passed", ""),
        ("With friction", "achieved with friction", "passed", ""),
        (
            "Not as expected",
            "achieved with friction",
            "failed",
            "Expected the price to be 1.00 GBP; the shop showed 10.45 GBP.",
        ),
        ("Not as an own sentence expects", "achieved with friction", "failed", "No zebra crossed."),
        ("Blocked", "blocked", "failed", "the first page cannot be used"),
        ("Gave up", "gave up", "failed", "this persona leaves after 2 s"),
        ("Gave up as expected", "gave up", "passed", "s of waiting for the page"),
        ("Bot challenge", "inconclusive", "failed", "the shop asked for proof of being human: "),
        ("Dead network", "inconclusive", "failed", "net::ERR_INTERNET_DISCONNECTED"),
        ("Our own fault", "inconclusive", "failed", "our own fault: ZeroDivisionError: division by zero"),
        ("A number and a sentence", "achieved", "passed", ""),
        ("A thank you for the newsletter", "blocked", "failed", "the order was not confirmed"),
        ("Only a sentence", "blocked", "failed", "the order was not confirmed"),
        ("Only another address", "blocked", "failed", "the order was not confirmed"),
    ],
    ids=lambda value: value if value[:1].isupper() else "",
)
def test_a_visit_ends_as_it_went(ended: Result, scenario: str, outcome: str, status: str, reason: str) -> None:
    visit = ended.visit(scenario)
    assert (visit["outcome"], ended.status(f"test_{scenario.lower().replace(' ', '_')}")) == (outcome, status), visit
    assert reason in visit["reason"]


def test_giving_up_is_told_with_its_second(ended: Result) -> None:
    visit = ended.visit("Gave up")
    assert 2 <= visit["gave_up_after_s"] < 4
    assert ended.visit("Blocked")["gave_up_after_s"] is None


def test_what_is_inconclusive_is_no_friction_of_the_shop(ended: Result) -> None:
    for scenario in ("Bot challenge", "Dead network", "Our own fault"):
        assert ended.kinds(scenario) == []


def test_an_order_that_is_believed_is_written_down_with_its_number(ended: Result) -> None:
    assert ended.visit("A number and a sentence")["orders"] == ["TS-10042"]
    assert ended.visit("A thank you for the newsletter")["orders"] == []


def test_an_order_without_a_confirmation_is_a_failed_purchase(ended: Result) -> None:
    assert "purchase-failed" in ended.kinds("A thank you for the newsletter")


def test_our_own_fault_is_shown_with_its_place_in_the_code(ended: Result) -> None:
    said = ended.said("test_our_own_fault")
    assert "steps/own.py" in said
    assert "ZeroDivisionError" in said
    for other in ("blocked", "gave_up", "bot_challenge", "dead_network"):
        assert ".py" not in ended.said(f"test_{other}")
        assert len(ended.said(f"test_{other}").splitlines()) <= 3
    grave, again = ended.said("test_blocked").splitlines()[1:]
    assert grave.startswith("[blocker] ")
    assert again.startswith("See it again: pytest ")


def test_the_counts_are_told(ended: Result) -> None:
    counted = "1 achieved with friction, 2 not as the scenario says, 4 blocked, 2 gave up and 3 inconclusive."
    assert f"14 visits: 2 achieved, {counted}" in " ".join(ended.out.split())


@pytest.mark.parametrize(("gate", "code", "status"), [("blocker", 1, "failed"), ("never", 0, "passed")])
def test_a_sentence_that_is_not_so_is_told_with_its_owner_and_fails_at_any_gate_but_never(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop], gate: str, code: int, status: str
) -> None:
    shop = open_tiny_shop()
    shop.show("/broken-picture", '<img src="/gone.png" alt="A blue mug" width="200" height="150">', title="Mugs")
    suite.feature(UNMET)
    suite.write("journeys/zoo.yaml", ZOO)
    suite.write("steps/own.py", STEPS)
    run = suite.run("--fail-on", gate, shop=shop.url)
    played = ("not_as_expected", "something_in_the_way", "not_as_an_own_sentence_expects")
    assert (run.code, {run.status(f"test_{each}") for each in played}) == (code, {status})
    [finding] = run.visit("Not as expected")["findings"]
    wanted = 'The page "The Tiny Shop" does not show "Zebra crossing"'
    wanted += ' (the scenario says: Then the page shows "Zebra crossing").'
    assert (finding["kind"], finding["owner"], finding["moment"]) == ("not-as-expected", "Zebras", "arrive")
    assert finding["message"] == wanted
    for told in (run.out, (run.reports / "digest.html").read_text("utf-8").replace("&quot;", '"')):
        assert wanted in " ".join(told.split())
    assert "in anybody's way" not in run.out
    assert "not-as-expected" not in run.kinds("Something in the way"), "what got in the way is told already"
    assert run.visit("Something in the way")["outcome"] == "achieved with friction"


def test_patience_that_ends_on_a_machine_without_room_says_nothing_of_the_shop(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop]
) -> None:
    shop = open_tiny_shop()
    shop.answers["/endless"] = Answer(held=True)
    suite.feature(GIVING_UP)
    suite.write("conftest.py", "from mystery_shopper import stage\n\nstage.has_room = lambda: False\n")
    busy = suite.run("--timings", "auto", shop=shop.url)
    visit = busy.visit("Gave up")
    assert (visit["outcome"], busy.status("test_gave_up")) == ("inconclusive", "failed")
    assert "says nothing about the shop: the machine was too busy to judge time" in visit["reason"]
    assert (busy.visit("Gave up as expected")["outcome"], busy.status("test_gave_up_as_expected")) == (
        "gave up",
        "passed",
    )


@pytest.mark.parametrize("step", ["logs in", 'presses "Count"'])
def test_a_shop_that_goes_in_the_middle_of_a_visit_says_nothing_of_itself(suite: Suite, step: str) -> None:
    shop = TinyShop()
    form = '<form method="post" action="/in"><label>E-mail <input type="email" name="e"></label>'
    form += '<label>Password <input type="password" name="p"></label><button>Log in</button></form>'
    count = "<button onclick=\"fetch('/count').catch(() => 0)\">Count</button>"
    shop.answers["/"] = Answer(page(f"{count} {form}"), headers={"Connection": "close"})
    suite.write("shop.yaml", f"shop: {shop.url}\naccount: {{email: anna@example.com, password: secret-word}}\n")
    suite.write("steps/own.py", SWITCH)
    suite.feature(DYING.format(step=step))
    process = suite.start()
    while process.poll() is None and not (suite.root / "dying").exists():
        time.sleep(0.05)
    shop.close()
    (suite.root / "dead").touch()
    visits = suite.ended(process).visits
    assert [each["outcome"] for each in visits] == ["inconclusive", "inconclusive"]
    assert [each["findings"] for each in visits] == [[], []]
    assert all("The shop stopped answering (ERR_CONNECTION_REFUSED)" in each["reason"] for each in visits)


def test_one_page_that_does_not_answer_is_a_fault_of_the_shop(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop]
) -> None:
    shop = open_tiny_shop()
    shop.show("/", '<a href="/mugs">Mugs</a>')
    shop.answers["/mugs"] = Answer(dropped=True)
    suite.feature('Feature: F\n  Scenario: S\n    Given she opens the shop\n    When she follows the link "Mugs"\n')
    [visit] = suite.run(shop=shop.url).visits
    assert [each["kind"] for each in visit["findings"]] == ["broken-link-on-path"]
