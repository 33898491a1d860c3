"""What comes a moment late, or only looks like something: flaws that one quick look misses, and good shops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from flawed_shop import PARTS, FlawedShop
from tiny_shop import Answer, TinyShop
from whole_suite import Result, Suite

TO_BASKET: Final = (
    'she opens "Blue Mug"',
    'she chooses the size "Large"',
    "she puts it in her basket",
    "she opens her basket",
)
TO_VOUCHER: Final = (*TO_BASKET, 'she enters the voucher "TEN"')
PURCHASE: Final = (
    *TO_BASKET,
    "she goes to the checkout",
    "she continues as a guest",
    "she gives her name and address",
    "she pays by card",
)
SHOWS: Final = "document.querySelector('main').insertAdjacentHTML('beforeend', '{}')"
SORRY: Final = SHOWS.format("<p class=alert>Something went wrong</p>")
COUNTDOWN: Final = """<p id=end>Offer ends in 02:13:05</p><script>let left = 5; setInterval(() => {
  left = (left + 59) % 60; end.textContent = `Offer ends in 02:13:${left + 10}` }, 400)</script>"""
VOUCHER: Final = """<label for=v>Voucher code</label><input id=v><button type=button id=r>Apply</button>
<p role=status id=w></p><script>r.onclick = () => { TAKEN }; const off = () => {
  const t = [...document.querySelectorAll('p')].find(each => each.textContent.startsWith('Total'));
  t.textContent = 'Total: £13.50'; t.insertAdjacentHTML('beforebegin', '<p>Discount: -£2.00</p>') }</script>"""
OTHER_SUM: Final = "document.querySelectorAll('main > p')[1].textContent = 'Total: £17.50'"
LAST_PIECES: Final = "<p class=text-danger>Only 2 left in stock</p><p class=text-danger>£9.99</p>"
EMPTIED: Final = """<script>const f = document.forms[0]; f.noValidate = true; f.onsubmit = e => { if (zip.value) return;
  e.preventDefault(); f.insertAdjacentHTML('afterbegin', '<p role=alert>Postcode is missing</p>');
  setTimeout(() => { city.value = '' }, 400) }</script>"""
FORGETFUL: Final = (
    'she forgets her "postcode" at first',
    *TO_BASKET,
    "she goes to the checkout",
    "she continues as a guest",
    "she notices her mistake and mends it",
)
LONG: Final = "<h1>Mugs</h1><ul>{}<li><a href='red'>Red Mug</a> <span>£9.00</span></li></ul>".format(
    "".join(f"<li style='height:9em'><a href='mug?{n}'>Mug {n}</a> <span>£5.00</span></li>" for n in range(30))
)
TO_THE_TOP: Final = """if (performance.getEntriesByType('navigation')[0].type === 'back_forward')
  setTimeout(() => scrollTo(0, 0), 500)"""
THERE_AND_BACK: Final = ('she browses "Mugs"', "she opens the last product of the list", "she goes back")
NARROWED: Final = """<h1>Mugs</h1><label><input type=checkbox id=f>Up to £10</label><ul id=list>
<li><a href=mug>Blue Mug</a> <span>£12.50</span></li><li><a href=red>Red Mug</a> <span>£9.00</span></li>
<li><a href=tall>Tall Mug</a> <span>£14.00</span></li></ul><script>const all = list.innerHTML;
f.onchange = () => {
  [...list.children].forEach(e => parseFloat(e.textContent.split('£')[1]) > 10 && e.remove()); LATER }
</script>"""
AS_BEFORE: Final = "setTimeout(() => { list.innerHTML = all }, 500)"
ALSO_DEAR: Final = "list.insertAdjacentHTML('afterbegin', '<li><a href=big>Big Mug</a> <span>£19.00</span></li>')"
ALSO_LIKED: Final = """setTimeout(() => document.querySelector('main').insertAdjacentHTML('beforeend', `<h2>You may also
like</h2><ul><li><a href=mug>Blue Mug</a> <span>£12.50</span></li><li><a href=big>Big Mug</a> <span>£19.00</span></li>
</ul>`), 500)"""
TO_NARROW: Final = ('she browses "Mugs"', "she narrows the list by price")
SORTED_ANEW: Final = (
    PARTS["sort"].replace("sort(how)", "put()")
    + "function sort() { put(); setTimeout(() => { l.append(l.children[0]) }, "
    "500) } const l = document.getElementById('list')"
)

FLAWS: Final = {
    "narrowed-for-a-moment": ("filter-no-effect", TO_NARROW, {"mugs": NARROWED.replace("LATER", AS_BEFORE)}),
    "wide-again-a-moment-later": (
        "filter-no-effect",
        TO_NARROW,
        {"mugs": NARROWED.replace("LATER", f"setTimeout(() => {ALSO_DEAR}, 500)")},
    ),
    "sorted-for-a-moment": (
        "sort-wrong",
        ('she browses "Mugs"', "she sorts the list by price"),
        {"sort": SORTED_ANEW},
    ),
    "emptied-a-moment-later": ("form-data-lost", FORGETFUL, {"address": PARTS["address"] + EMPTIED}),
    "place-lost-a-moment-later": ("back-loses-place", THERE_AND_BACK, {"mugs": LONG, "script": TO_THE_TOP}),
    "error-a-moment-later": (
        "false-error-on-success",
        TO_BASKET,
        {"answer": f"{PARTS['answer']} setTimeout(() => {SORRY}, 400)"},
    ),
    "confirmed-and-declined": (
        "false-error-on-success",
        PURCHASE,
        {"thanks": f"<p role=alert>Your payment was declined.</p>{PARTS['thanks']}"},
    ),
    "confirmed-and-sorry-later": (
        "false-error-on-success",
        PURCHASE,
        {"thanks": f"{PARTS['thanks']}<script>setTimeout(() => {SORRY}, 400)</script>"},
    ),
    "voucher-taken-with-an-error": (
        "false-error-on-success",
        TO_VOUCHER,
        {"extra": VOUCHER.replace("TAKEN", "off(); w.textContent = 'Sorry, this code is not valid'")},
    ),
    "voucher-without-effect": (
        "voucher-mishandled",
        TO_VOUCHER,
        {"extra": VOUCHER.replace("TAKEN", "w.textContent = 'TEN is applied'")},
    ),
    "total-a-moment-later": (
        "total-wrong",
        TO_BASKET,
        {"sums": f"{PARTS['sums']}<script>setTimeout(() => {OTHER_SUM}, 250)</script>"},
    ),
    "dead-beside-a-clock": ("dead-click", TO_BASKET, {"adding": "", "price": PARTS["price"] + COUNTDOWN}),
    "dead-and-counted": (
        "dead-click",
        TO_BASKET,
        {"adding": "document.getElementById('add').onclick = () => fetch('/analytics', {method: 'POST'});"},
    ),
    "pale-beside-its-like": (
        "low-contrast",
        TO_BASKET,
        {"banner": "<style>main > p:nth-of-type(2) { color: #ccc }</style>"},
    ),
}
GOOD: Final = {
    "last-pieces": (
        TO_BASKET,
        {"answer": f"{PARTS['answer']} {SHOWS.format(LAST_PIECES)}"},
    ),
    "beacons": (PURCHASE, {"script": "for (const to of ['/analytics', '/held/collect']) fetch(to, {method: 'POST'})"}),
    "voucher": (
        TO_VOUCHER,
        {"extra": VOUCHER.replace("TAKEN", "w.textContent = 'TEN is applied'; setTimeout(off, 400)")},
    ),
    "narrowed": (TO_NARROW, {"mugs": NARROWED.replace("LATER", "")}),
    "narrowed-beside-others": (TO_NARROW, {"mugs": NARROWED.replace("LATER", ALSO_LIKED)}),
    "place-kept": (THERE_AND_BACK, {"mugs": LONG}),
    "clock": (PURCHASE, {"price": PARTS["price"] + COUNTDOWN}),
}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """Play every errand once at its own copy of the shop."""
    flawed = FlawedShop(open_tiny_shop())
    flawed.shop.answers |= {"/analytics": Answer(status=500), "/held/collect": Answer(held=True)}
    suite = Suite(tmp_path_factory.mktemp("second") / "suite")
    suite.write(
        "personas/hannah.yaml",
        "persona: hannah\npronoun: she\nname: Hannah\nstory: She has time.\nlocale: en-GB\nforms: types\n",
    )
    scenarios = []
    for name, (says, parts) in {**{each: flaw[1:] for each, flaw in FLAWS.items()}, **GOOD}.items():
        flawed.open(name, **parts)
        steps = "\n".join(f"    And {each}" for each in says)
        scenarios.append(
            f'  Scenario: {name}\n    Given she is "hannah"\n    When she opens the page "{name}/home"\n{steps}\n'
        )
    suite.feature("Feature: Second looks\n" + "\n".join(scenarios))
    return suite.run("--fail-on", "never", "-n", "2", shop=flawed.shop.url)


@pytest.mark.parametrize("name", FLAWS)
def test_what_one_look_misses_is_noticed(played: Result, name: str) -> None:
    messages = [each["message"] for each in played.visit(name)["findings"]]
    assert sorted(set(played.kinds(name))) == [FLAWS[name][0]], messages


@pytest.mark.parametrize("name", GOOD)
def test_what_only_looks_like_a_flaw_is_none(played: Result, name: str) -> None:
    visit = played.visit(name)
    assert (visit["outcome"], [each["message"] for each in visit["findings"]]) == ("achieved", [])


def test_how_a_list_is_after_back_is_told_where_she_looks_around(played: Result) -> None:
    assert [each["moment"] for each in played.visit("place-lost-a-moment-later")["findings"]] == ["find"]
