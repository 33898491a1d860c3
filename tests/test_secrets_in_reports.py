"""Passwords and card numbers are in no file of a run, whatever the shop does with them, and real ones are not typed."""

from __future__ import annotations

import gzip
import html
import json
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from tiny_shop import Answer, TinyShop
from whole_suite import Result, Suite

PASSWORD = 'Tr0ub&dor "9" Käse/x'
TEST_CARD = "4242424242424242"
REAL_CARD = "4567123498765434"  # passes the Luhn test and is published by nobody
FEATURE = f"""
@journey:default
Feature: Secrets
  Scenario: She logs in
    Given she opens the page "login"
    When she logs in
    Then the page shows "never"

  Scenario: She pays by card
    Given she opens the page "pay"
    When she pays with the "visa-approved" card
    Then the page shows "never"

  Scenario: She uses her own password
    Given she opens the page "login"
    When she types her own password
    Then the page shows "never"

  Scenario: She searches for a real card number
    Given she opens the page "search"
    When she types "4567 1234 9876 5434" by herself

  Scenario: She writes a real card number into a sentence
    Given she opens the page "search"
    When she types "my card is 4567-1234-9876-5434, thank you" by herself

  Scenario: A company's own sentence types a real card number
    Given she opens the page "search"
    When she types "{REAL_CARD}" by herself
"""
STEPS = """
from mystery_shopper import says


@says("{who} type(s) {their} own password")
def types_password(shopper):
    field = next(each for each in shopper.look().fields if each.type == "password")
    shopper.fill(field, shopper.identity.password, secret=True)
    shopper.press(next(each for each in shopper.look().controls if each.name == "Log in"))


@says("{who} type(s) {string} by {them}self")
def types_it(shopper, text):
    shopper.fill(shopper.look().fields[0], text)
"""
ECHO = """
const said = new URLSearchParams(location.search);
for (const [name, value] of said) {
  document.querySelector('#echo').insertAdjacentHTML('beforeend', '<p></p>');
  document.querySelector('#echo').lastChild.textContent = 'Your ' + name + ' is ' + value;
  document.querySelector('#echo').insertAdjacentHTML('beforeend', `<img alt="" src="/gone.svg?${name}=${value}">`);
  document.title = value;
  console.error('what is ' + value);
  fetch('/broken?' + new URLSearchParams({[name]: value}));
  setTimeout(() => { throw new Error('cannot use ' + value + ' ' + JSON.stringify({value})); }, 50);
}
"""


@pytest.fixture(scope="module")
def leaky_shop(open_tiny_shop: Callable[[], TinyShop]) -> TinyShop:
    """A shop that shows, logs, sends about and complains of every secret that it is told."""
    shop = open_tiny_shop()
    shop.show(
        "/login",
        '<form action="/account"><label>E-mail <input name="email" type="email"></label>'
        '<label>Password <input name="password" type="password"></label><button>Log in</button></form>',
        title="Log in",
    )
    shop.show(
        "/pay",
        '<p>Total: £12.00</p><form action="/account"><label>Card number <input name="number" autocomplete="cc-number">'
        '</label><label>Expiry date (MM/YY) <input name="exp" autocomplete="cc-exp"></label>'
        '<label>Security code <input name="cvc" autocomplete="cc-csc"></label><button>Pay now £12.00</button></form>',
        title="Payment",
    )
    shop.show("/search", '<form role="search"><input type="search" name="q" aria-label="Search"></form>', title="Shop")
    shop.answers["/broken"] = Answer("", status=500)
    shop.show("/account", '<div id="echo"></div><div id="again"></div>', title="Account", script=ECHO)
    return shop


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, leaky_shop: TinyShop) -> Result:
    """The suite above with the heaviest evidence that there is, played once; every scenario fails."""
    suite = Suite(tmp_path_factory.mktemp("secrets") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    account = "{email: anna@example.com, password: '${SHOP_PASSWORD}'}"
    suite.write("shop.yaml", f"shop: {leaky_shop.url}\naccount: {account}\n")
    return suite.run("--tracing=on", SHOP_PASSWORD=PASSWORD)


def test_the_secrets_reached_the_shop_that_asked_for_them(told: Result, leaky_shop: TinyShop) -> None:
    paths = " ".join(each.path for each in leaky_shop.asked if each.path.startswith("/account?"))
    assert quote_plus(PASSWORD) in paths, told.text
    assert TEST_CARD in paths, told.text
    assert f"password={quote_plus(own_password(leaky_shop))}" in paths


@pytest.mark.parametrize("secret", ["account", "card", "own", "real card"])
def test_no_file_of_the_run_holds_a_secret(told: Result, leaky_shop: TinyShop, secret: str) -> None:
    text = {"account": PASSWORD, "card": TEST_CARD, "own": own_password(leaky_shop), "real card": REAL_CARD}[secret]
    looked_into = 0
    for name, data in everything(told.reports):
        looked_into += 1
        for shape in shapes(text):
            assert shape not in data, f"{name} holds {shape!r}: {data[max(data.find(shape) - 80, 0) :][:200]!r}"
    assert looked_into > 50
    assert "SECRET LEAKED" not in told.out


def test_the_evidence_is_there_all_the_same(told: Result) -> None:
    assert len(list((told.reports / "traces").glob("*.zip"))) == 6
    assert all("api-error-on-path" in told.kinds(each) for each in ("She logs in", "She uses her own password"))
    findings = [each for visit in told.visits for each in visit["findings"]]
    assert len(findings) >= 3
    assert len(list((told.reports / "evidence").rglob("*.png"))) == len(findings)
    assert "•••••" in (told.reports / "visits.jsonl").read_text("utf-8")


def test_a_real_card_number_is_refused_before_it_is_typed(told: Result, leaky_shop: TinyShop) -> None:
    tests = [each for each in told.junit if each.endswith(("a_real_card_number", "a_real_card_number_into_a_sentence"))]
    assert len(tests) == 3
    for test in tests:
        assert told.said(test).startswith(
            "A number ending in 5434 passes the check of card numbers and is no published"
        )
        assert len(told.said(test).splitlines()) == 1
    asked = json.dumps([[each.path, each.body] for each in leaky_shop.asked])
    assert "4567" not in asked


def test_a_visit_that_was_refused_says_nothing_about_the_shop(told: Result) -> None:
    visit = told.visit("She searches for a real card number")
    assert visit["outcome"] == "inconclusive"


def test_a_planted_secret_fails_the_run(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature("Feature: F\n  Scenario: S\n    When she opens the shop\n    And she notes her password\n")
    suite.write(
        "steps/own.py",
        """
        from pathlib import Path
        from mystery_shopper import says

        @says("{who} note(s) {their} password")
        def notes(shopper):
            Path("reports/evidence").mkdir(exist_ok=True, parents=True)
            Path("reports/evidence/note.txt").write_text("mine is " + shopper.identity.password, "utf-8")
        """,
    )
    result = suite.run(shop=good_shop.url)
    assert result.status("test_s") == "passed"
    assert result.code == pytest.ExitCode.TESTS_FAILED
    assert "SECRET LEAKED: evidence/note.txt holds a password." in result.out


SPEAKING = """
Feature: Own sentences that speak of a secret
  Scenario Outline: It is told by <way>
    When she opens the shop
    And she tells it by <way>

    Examples:
      | way     |
      | print   |
      | log     |
      | assert  |
      | raise   |
      | skip    |
"""
SPEAKS = """
import logging
import os

import pytest

from mystery_shopper import says


@says("{who} tell(s) it by {word}")
def tells_it(shopper, way):
    it = os.environ["SHOP_PASSWORD"]
    if way == "print":
        print(f"mine is {it}")
    elif way == "log":
        logging.getLogger("shop").warning("mine is %s", it)
    elif way == "skip":
        pytest.skip(f"mine is {it}")
    elif way == "raise":
        raise ValueError(f"mine is {it}")
    assert it == "another", f"mine is {it}"
"""


def test_neither_the_terminal_nor_junit_repeats_what_own_sentences_say(suite: Suite, good_shop: TinyShop) -> None:
    suite.feature(SPEAKING)
    suite.write("steps/own.py", SPEAKS)
    account = "{email: anna@example.com, password: '${SHOP_PASSWORD}'}"
    suite.write("shop.yaml", f"shop: {good_shop.url}\naccount: {account}\n")
    result = suite.run("-rA", "--showlocals", SHOP_PASSWORD=PASSWORD)
    junit = (suite.root / "junit-reports.xml").read_text("utf-8")
    assert "mine is •••••" in result.text
    assert "mine is •••••" in junit
    told = [("terminal", result.text.encode()), ("junit", junit.encode()), *everything(result.reports)]
    for name, data in told:
        for shape in {*shapes(PASSWORD), repr(PASSWORD).strip("'").encode()}:
            assert shape not in data, f"{name} holds {shape!r}: {data[max(data.find(shape) - 80, 0) :][:200]!r}"
    assert "SECRET LEAKED" not in result.out


def own_password(shop: TinyShop) -> str:
    """Return the password that the shopper drew for herself, as the shop got it."""
    from urllib.parse import parse_qs, urlsplit

    sent = [parse_qs(urlsplit(each.path).query) for each in shop.asked if each.path.startswith("/account?password")]
    sent += [parse_qs(urlsplit(each.path).query) for each in shop.asked if each.path.startswith("/account?email=&")]
    [found] = {each["password"][0] for each in sent}
    return found


def shapes(secret: str) -> set[bytes]:
    """Return the ways in which a secret is written in addresses, HTML, JSON and Python, and a card with its gaps."""
    fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    ways = [secret, quote(secret), quote(secret, safe=""), quote_plus(secret), html.escape(secret), json.dumps(secret)]
    ways += [
        json.dumps(secret, ensure_ascii=False),
        json.dumps(json.dumps(secret))[1:-1],
        html.escape(secret, quote=False),
    ]
    if secret.isdigit():
        ways += [fours, fours.replace(" ", "-"), quote(fours), quote_plus(fours)]
    return {each.strip('"').encode() for each in ways}


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file's bytes, those in archives too."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        yield from opened(path.name, path.read_bytes())


def opened(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for each in archive.namelist():
                yield from opened(f"{name}!{each}", archive.read(each))
    elif data[:2] == b"\x1f\x8b":
        yield f"{name}!", gzip.decompress(data)
