"""Each small flaw of a shop is reported as its kind, once, and a shop without flaws as nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from flawed_shop import PARTS, FlawedShop
from tiny_shop import TinyShop
from whole_suite import Result, Suite

PURCHASE: Final = (
    'she opens "Blue Mug"',
    'she chooses the size "Large"',
    "she puts it in her basket",
    "she opens her basket",
    "she goes to the checkout",
    "she continues as a guest",
    "she gives her name and address",
    "she pays by card",
)
CARD = '<label for="{0}">{0}</label><input id="{0}" name="{0}">'


@dataclass(frozen=True)
class Flaw:
    """One thing that goes wrong, where it does, and what somebody does who will feel it."""

    kind: str
    parts: dict[str, str]
    says: tuple[str, ...] = PURCHASE
    persona: str = "hannah"
    also: frozenset[str] = frozenset()  # what a flaw cannot be made without
    name: str = ""

    @property
    def path(self) -> str:
        return self.name or self.kind


def _flaw(kind: str, *says: str, persona: str = "hannah", also: str = "", name: str = "", **parts: str) -> Flaw:
    return Flaw(kind, parts, says or PURCHASE, persona, frozenset(also.split()), name)


TO_PRODUCT: Final = PURCHASE[:1]
TO_BASKET: Final = PURCHASE[:4]
TO_CHECKOUT: Final = PURCHASE[:5]
TO_ADDRESS: Final = PURCHASE[:7]
EARLY: Final = (
    "document.addEventListener('input', e => { if (e.target.type === 'email') document.getElementById('hint')"
    ".innerHTML = /@.+[.]/.test(e.target.value) ? '' : '<span class=error>Enter a valid e-mail address</span>' })"
)
LOG_IN: Final = (
    '<h1>Log in</h1><form action="address"><label for="e">E-mail</label><input id="e" type="email" required>'
    '<label for="p">Password</label><input id="p" type="password" required><button>Log in</button></form>'
)
PASSWORD: Final = '<label for="pw">Password</label><input id="pw" name="pw" type="password" required>'
TINY: Final = "<button aria-label='{}' style='width:9px;height:9px;min-height:0;padding:0;margin:0;border:0'></button>"
PILL: Final = (
    '<div style="position:fixed;inset:0;background:#fff;z-index:20" role="dialog" aria-modal="true" id="p"><p>'
)
LATE_SORRY: Final = """if (document.getElementById('{}')) setTimeout(() => document.querySelector('main').
  insertAdjacentHTML('beforeend', '<p class="error" role="alert">Sorry, that could not be added.</p>'), 500)"""
LATE_DIALOG: Final = """if (document.getElementById('add')) setTimeout(() => {
  const d = document.createElement('dialog');
  d.innerHTML = '<h2>Get 15% off your first order</h2><p>Sign up for our newsletter.</p>' +
    '<input type="email" aria-label="Your e-mail"><button>Sign up</button> <button aria-label="Close">&times;</button>';
  d.querySelectorAll('button').forEach(each => each.onclick = () => d.remove());
  document.body.append(d); d.showModal() }, 150)"""
APP_SHEET: Final = """if (document.getElementById('add')) setTimeout(() => document.body.insertAdjacentHTML('beforeend',
  `<div style="position:fixed;left:0;right:0;bottom:0;height:90vh;background:#eef;z-index:30"><h2>Nicer in our app</h2>
  <p>Get it now.</p><a href="home">Get the app</a> %s</div>`), 150)"""
HALF_SHEET: Final = APP_SHEET.replace("bottom:0;height:90vh", "top:0;height:60vh")
ASKS_AGAIN: Final = """<div role="dialog" id="c" style="position:fixed;bottom:0;background:#eee;padding:2em;z-index:9">
  <p>We use cookies.</p><button onclick="c.remove()">Accept all</button> <button id="r">Reject all</button></div>
  <script>r.onclick = () => { c.innerHTML = '<p>Are you sure? With cookies we can help you better.</p>' +
    '<button onclick="c.remove()">Accept all</button> <button onclick="c.remove()">Yes, reject</button>' }</script>"""
DRAWN_BUTTON: Final = (
    '<div role="button" tabindex="0" id="add" style="width:9em;padding:1em">Add to basket</div>'
    '<p role="status" id="said"></p>'
)
CUT: Final = "const z = document.getElementById('zip'); if (z) z.oninput = () => { z.value = z.value.slice(0, 3) }"
IN_EUROS: Final = "<p>Delivery: €3.00</p><p>Total: €15.50</p>"
AWAY: Final = '<button onclick="this.parentElement.remove()">Continue in the browser</button>'
FLAWS: Final = (
    _flaw("placeholder-text", *TO_PRODUCT, price="<p>£12.50</p><p>Hello {{ customer }}</p>"),
    _flaw("wrong-locale", *TO_PRODUCT, lang="de"),
    _flaw("price-missing", *TO_BASKET, price=""),
    Flaw(
        "consent-wall",
        {
            "banner": '<div role="dialog" id="c" style="position:fixed;bottom:0;background:#eee;padding:2em;z-index:9">'
            '<p>We use cookies.</p><button onclick="c.remove()">Accept all</button> '
            '<button onclick="c.remove()">Settings</button></div>'
        },
        TO_PRODUCT,
    ),
    _flaw("consent-wall", *TO_PRODUCT, persona="ravi", name="consent-asks-again", banner=ASKS_AGAIN),
    _flaw("keyboard-blocked", *TO_BASKET, persona="ravi", name="drawn-button", add=DRAWN_BUTTON),
    _flaw("valid-input-rejected", *TO_ADDRESS, name="postcode-cut", script=CUT),
    _flaw("total-wrong", name="button-asks-more", last="Pay £17.50"),
    _flaw(
        "price-drift",
        *TO_BASKET,
        name="other-money",
        line=PARTS["line"].replace("£", "€"),
        sums=IN_EUROS,
        also="wrong-locale",
    ),
    Flaw(
        "overlay-blocks-goal",
        {
            "banner": PILL
            + 'Sign up for our newsletter</p><button onclick="p.remove();localStorage.p = 1">No thanks</button></div>'
            "<script>if (localStorage.p) p.remove()</script>"
        },
        TO_PRODUCT,
    ),
    _flaw("false-error-on-success", *TO_BASKET, name="sorry-late", script=LATE_SORRY.format("lines")),
    _flaw(
        "false-error-on-success",
        *TO_BASKET,
        name="added-then-sorry",
        answer=PARTS["answer"] + LATE_SORRY.format("add"),
    ),
    _flaw("overlay-blocks-goal", *TO_BASKET, name="late-dialog", script=LATE_DIALOG),
    _flaw("overlay-blocks-goal", *TO_BASKET, name="dialog-after-adding", answer=PARTS["answer"] + LATE_DIALOG),
    _flaw("overlay-blocks-goal", *TO_BASKET, name="app-sheet", script=APP_SHEET % AWAY),
    _flaw("overlay-blocks-goal", *TO_BASKET, name="app-sheet-for-ever", script=APP_SHEET % ""),
    _flaw("overlay-blocks-goal", *TO_BASKET, name="half-sheet", script=HALF_SHEET % AWAY),
    _flaw("overlay-blocks-goal", *TO_BASKET, name="half-sheet-for-ever", script=HALF_SHEET % ""),
    Flaw(
        "image-broken",
        {
            "banner": '<img src="lost.png" alt="" width="60" height="60">',
            "price": '<p>£12.50</p><img src="lost.png" alt="Blue Mug" width="200" height="150">',
        },
        TO_PRODUCT,
    ),
    _flaw("no-results-dead-end", 'she searches for "teapot"', found="<h1>No results</h1><p>Nothing was found.</p>"),
    _flaw(
        "search-known-item-missed",
        'she searches for "Red Mug"',
        'she opens "Red Mug"',
    ),
    _flaw(
        "search-typo-intolerant",
        'she mistypes "Blue Mug" in the search',
        found='<h1>No results</h1><p>Try our <a href="mugs">Mugs</a>.</p>',
    ),
    _flaw("sort-wrong", 'she browses "Mugs"', "she sorts the list by price", sort="function sort() {}"),
    _flaw("variant-not-applied", *TO_BASKET, size="() => 'Small'"),
    _flaw("add-no-feedback", *TO_BASKET, answer="fetch('home')"),
    _flaw(
        "false-error-on-success", *TO_BASKET, answer=PARTS["answer"].replace("Added to your basket", "Sorry, an error")
    ),
    _flaw(
        "moving-target",
        *TO_BASKET,
        script="const b = document.getElementById('add'); if (b) b.addEventListener('mouseenter', () => "
        "setTimeout(() => { b.style.position = 'relative'; b.style.top = '150px' }), {once: true})",
    ),
    _flaw("status-silent", *TO_BASKET, add=PARTS["add"].replace(' role="status"', "")),
    _flaw("status-silent", *TO_BASKET, name="status-off", add=PARTS["add"].replace("<p ", '<p aria-live="off" ')),
    _flaw("status-silent", *TO_BASKET, name="hidden-status", add=PARTS["add"].replace("<p ", '<p aria-hidden="true" ')),
    _flaw(
        "control-disabled-silent",
        *TO_BASKET[:1],
        *TO_BASKET[2:],
        add=PARTS["add"].replace("<button", "<button disabled"),
        options="",
    ),
    _flaw(
        "promise-broken",
        'she searches for "Blue Mug"',
        'she opens "Blue Mug"',
        name="listed-for-less",
        found=PARTS["found"].replace("£12.50", "£9.90"),
        options="",
    ),
    _flaw("promise-broken", *TO_BASKET, home=PARTS["home"] + "<p>Free delivery on all orders</p>"),
    _flaw(
        "unasked-item",
        *TO_BASKET,
        extra='<label><input type="checkbox" checked> Insurance for £2.00</label>',
    ),
    _flaw(
        "timeout-unwarned",
        *TO_BASKET,
        "she is away for 1 second",
        banner="<script>if (performance.getEntriesByType('navigation')[0].type === 'reload') localStorage[KEY] = 0"
        "</script>",
    ),
    _flaw("delivery-info-missing", *TO_CHECKOUT, delivery="", sums="<p>Total: £12.50</p>"),
    _flaw("returns-info-missing", *TO_CHECKOUT, help="<h1>Help</h1><p>Write to us.</p>"),
    _flaw(
        "forced-account",
        *TO_CHECKOUT,
        "she continues as a guest",
        contact=LOG_IN,
    ),
    _flaw("forced-account", *TO_ADDRESS, name="password-beside-address", more=PARTS["more"] + PASSWORD),
    _flaw(
        "paste-blocked",
        *TO_CHECKOUT,
        "she continues as a guest",
        contact=LOG_IN.replace('type="password"', 'type="password" onpaste="return false"'),
        also="forced-account",
    ),
    _flaw(
        "paste-blocked",
        *TO_CHECKOUT,
        "she continues as a guest",
        name="paste-emptied",
        contact=LOG_IN.replace('type="password"', 'type="password" onpaste="setTimeout(() => (this.value = \'\'))"'),
        also="forced-account",
    ),
    _flaw("premature-error", *TO_ADDRESS[:-1], script=EARLY),
    _flaw(
        "too-many-fields",
        *TO_ADDRESS,
        more="".join(CARD.format(each) for each in ("Company", "Department", "Floor", "Landmark")),
    ),
    _flaw("wrong-keyboard", *TO_ADDRESS, persona="amelie", more=PARTS["more"].replace('type="tel"', 'type="text"')),
    _flaw(
        "redundant-entry",
        *TO_ADDRESS,
        more='<label for="m">E-mail</label><input id="m" name="mail" type="email" required>',
    ),
    _flaw("pay-button-ambiguous", persona="amelie", last="Confirm order"),
    _flaw("help-inconsistent", *TO_CHECKOUT, contact=PARTS["contact"] + "<style>footer{display:none}</style>"),
    _flaw("reflow-loss", *TO_PRODUCT, persona="amelie", price='<p>£12.50</p><div style="width:900px">Wide</div>'),
    Flaw(
        "small-target",
        {"price": f"<p>£12.50</p><div style='line-height:0'>{TINY.format('one')}{TINY.format('two')}</div>"},
        TO_PRODUCT,
    ),
    _flaw("focus-invisible", *TO_PRODUCT, persona="ravi", banner="<style>*:focus{outline:0}</style>"),
    _flaw(
        "focus-invisible",
        *TO_PRODUCT,
        name="clear-ring",
        persona="ravi",
        banner="<style>*:focus{outline:2px solid transparent}</style>",
    ),
    _flaw(
        "focus-obscured",
        *TO_PRODUCT,
        persona="ravi",
        banner='<div style="position:fixed;top:0;left:0;right:0;height:70px;background:#ddd">Free tea!</div>',
    ),
    _flaw(
        "focus-obscured",
        *TO_PRODUCT,
        name="layer-of-many-parts",  # one layer is one cause, whichever of its parts lies over a link
        persona="ravi",
        banner='<div style="position:fixed;top:0;left:0;right:0;height:70px;background:#ddd">'
        + "".join(f'<i style="float:left;width:40px;height:70px">{n}</i>' for n in range(20))
        + "</div>",
    ),
)
PEOPLE: Final = {
    "hannah": "name: Hannah\nstory: She has time.\nlocale: en-GB\nforms: types\ninput: mouse\n",
    "amelie": "name: Amelie\nstory: On a phone.\nlocale: en-IE\ndevice: pixel-7\nforms: types\n"
    "input: touch\ncountry: IE\ncurrency: GBP\n",
    "ravi": "name: Ravi\nstory: Without a mouse.\nlocale: en-GB\nforms: types\ninput: keyboard\ncookies: rejects\n",
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """Play every errand once at its flawed copy, and whole purchases at copies without flaws."""
    flawed = FlawedShop(open_tiny_shop())
    suite = Suite(tmp_path_factory.mktemp("flaws") / "suite")
    for name, text in PEOPLE.items():
        suite.write(f"personas/{name}.yaml", f"persona: {name}\npronoun: she\n{text}")
    scenarios = []
    for each in FLAWS:
        flawed.open(each.path, **each.parts)
        scenarios.append(_scenario(each.path, each.persona, each.says))
    for name in PEOPLE:
        flawed.open(f"fine-{name}")
        scenarios.append(_scenario(f"fine-{name}", name, PURCHASE))
    suite.feature("Feature: Flaws\n" + "\n".join(scenarios))
    return suite.run("--fail-on", "never", "-n", "2", shop=flawed.shop.url)


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda each: each.path)
def test_a_flaw_is_reported_as_its_kind(played: Result, flaw: Flaw) -> None:
    found = [each for each in played.kinds(flaw.path) if each not in flaw.also]
    assert found == [flaw.kind], [each["message"] for each in played.visit(flaw.path)["findings"]]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_shop_without_flaws_is_without_findings(played: Result, name: str) -> None:
    visit = played.visit(f"fine-{name}")
    assert (visit["outcome"], [each["message"] for each in visit["findings"]]) == ("achieved", [])


def _scenario(name: str, persona: str, says: tuple[str, ...]) -> str:
    steps = "\n".join(f"    And {each}" for each in says)
    return f'  Scenario: {name}\n    Given she is "{persona}"\n    When she opens the page "{name}/home"\n{steps}\n'
