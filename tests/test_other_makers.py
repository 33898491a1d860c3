"""What shops of other makers do otherwise, and no customer minds, is no finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from flawed_shop import PARTS, FlawedShop
from tiny_shop import TinyShop
from whole_suite import Result, Suite

TO_BASKET: Final = (
    'she opens "Blue Mug"',
    'she chooses the size "Large"',
    "she puts it in her basket",
    "she opens her basket",
)
TO_CHECKOUT: Final = (*TO_BASKET, "she goes to the checkout")
PURCHASE: Final = (
    *TO_CHECKOUT,
    "she continues as a guest",
    "she gives her name and address",
    "she pays by card",
)
OVER: Final = (
    "const v = document.createElement('div'); v.textContent = 'Added to your basket'; v.style = 'position:fixed;"
    "inset:0;background:#dfd;font-size:30px;padding:9em'; document.body.append(v); setTimeout(() => v.remove(), 1500);"
)
TRAY: Final = (
    '<nav><a href="home">Home</a> <a href="mugs">Mugs</a> <button id="b" type="button" aria-expanded="false" '
    'onclick="tray.hidden = !tray.hidden; b.setAttribute(\'aria-expanded\', !tray.hidden)">Basket (<b id="n">0</b>)'
    '</button><div id="tray" hidden>Blue Mug <a href="basket">View basket</a></div></nav>'
)
OWN_LIST: Final = (
    '<p id="l">Size</p><button type="button" role="combobox" id="size" aria-labelledby="l" aria-expanded="false" '
    "onclick=\"list.hidden = !list.hidden; size.setAttribute('aria-expanded', !list.hidden)\">Choose a size</button>"
    '<ul role="listbox" id="list" aria-labelledby="l" hidden onclick="size.textContent = event.target.textContent; '
    'list.hidden = true"><li role="option">Small</li><li role="option">Large</li></ul>'
)
WAYS: Final = (
    '<fieldset><legend>Delivery method</legend><label><input type="radio" name="way" checked> Parcel £3.00</label>'
    '<label><input type="radio" name="way"> Courier £9.00</label></fieldset>'
)
KNOWN: Final = (
    '<h1>The Mug House</h1><h2>Log in</h2><form action="mugs"><label for="u">E-mail</label><input id="u" name="u" '
    'type="email" autocomplete="username" required><label for="p">Password</label><input id="p" type="password" '
    'autocomplete="current-password" required><button>Log in</button></form><h2>New here?</h2><form id="r" '
    "onsubmit=\"event.preventDefault(); w.textContent = 'That e-mail address is already in use.'; w.focus()\">"
    '<p id="w" role="alert" tabindex="-1"></p><label for="e">E-mail</label><input id="e" type="email" '
    'autocomplete="email" required><label for="a">Choose a password</label><input id="a" type="password" '
    'autocomplete="new-password" required><label for="b">Repeat the password</label><input id="b" type="password" '
    'autocomplete="new-password" required><button>Register</button></form>'
)
WRAPPED: Final = (
    '<div style="height:900px"></div><p>How shall we wrap it?</p>'
    + "".join(f'<label><input type="checkbox" name="wrap"> {each}</label>' for each in ("Paper", "Cloth"))
    + "<script>onsubmit = event => { if (document.querySelector('[name=wrap]:checked')) return; "
    "event.preventDefault(); const told = document.querySelector('[role=alert]') || document.createElement('p'); "
    "told.setAttribute('role', 'alert'); told.textContent = 'You need to select at least one wrapping.'; "
    "document.querySelector('main').prepend(told); setTimeout(() => scrollTo(0, 0), 300) }</script>"
)
BORN: Final = '<label for="born">Date of birth</label><input id="born" type="date" name="born" required>'
HABITS: Final[dict[str, tuple[tuple[str, ...], dict[str, str]]]] = {
    "word-over-the-page": (TO_BASKET, {"answer": OVER + PARTS["answer"]}),
    "tray-before-the-basket": (TO_CHECKOUT, {"menu": TRAY}),
    "an-account-since-an-earlier-run": (("she registers", "she logs in", *TO_BASKET), {"home": KNOWN}),
    "own-list-and-a-range": (
        TO_BASKET,
        {
            "price": "<p>£12.50 – £14.50</p>",  # noqa: RUF001 - as shops write it
            "options": OWN_LIST,
            "size": "() => size.textContent",
            "line": PARTS["line"].replace("£12.50", "£14.50"),
            "sums": PARTS["sums"].replace("15.50", "17.50"),
        },
    ),
    "an-error-is-scrolled-to": (PURCHASE, {"more": PARTS["more"] + WRAPPED}),
    "a-day-from-a-calendar": (PURCHASE, {"more": BORN}),
    "delivery-by-its-own-name": (
        PURCHASE,
        {
            "sums": "<p>Total: £12.50</p>",
            "delivery": "<p>Delivery within 2 to 3 days.</p>",
            "more": WAYS,
            "pay": PARTS["pay"].replace("<p>Total", "<ul><li>Parcel £3.00</li></ul><p>Total"),
        },
    ),
}
"""What shops of other makers do, and nobody minds."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """Play every errand once at its own copy of the shop."""
    shops = FlawedShop(open_tiny_shop())
    suite = Suite(tmp_path_factory.mktemp("makers") / "suite")
    suite.write(
        "personas/hannah.yaml",
        "persona: hannah\npronoun: she\nname: Hannah\nstory: She has time.\nlocale: en-GB\n"
        "forms: types\ninput: mouse\n",
    )
    scenarios = []
    for name, (says, parts) in HABITS.items():
        shops.open(name, **parts)
        steps = "".join(f"    And {each}\n" for each in says)
        scenarios.append(
            f'  Scenario: {name}\n    Given she is "hannah"\n    When she opens the page "{name}/home"\n{steps}'
        )
    suite.feature("Feature: Other makers\n" + "\n".join(scenarios))
    return suite.run("--fail-on", "never", "-n", "2", shop=shops.shop.url)


@pytest.mark.parametrize("name", HABITS)
def test_what_other_shops_do_otherwise_is_no_finding(played: Result, name: str) -> None:
    visit = played.visit(name)
    assert (visit["outcome"], [each["message"] for each in visit["findings"]]) == ("achieved", [])
