"""Each trait does something: on one page only who has it fails, and on that page's clean twin she succeeds as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tiny_shop import Answer, TinyShop
from whole_suite import Result, Suite

STEPS = """
from mystery_shopper import says, tasks
from mystery_shopper.shopper.memory import Memory


@says("{who} find(s) her way through {string}")
def finds_her_way(shopper, path):
    if path.startswith("/parcel"):
        shopper.go(shopper.shop_url.rstrip("/") + path)
        shopper.history, shopper.memory = [], Memory()
        tasks.proceed(shopper, until=("payment",))
        return
    tasks.open_shop(shopper, path)
    view = shopper.look()
    for field in view.fields:
        if not field.label:
            raise shopper.held_up(f"nothing says what belongs into {field}")
        shopper.fill(field, "Annabel Livingstone")
        view = shopper.look_again()
        if view.fields[0].value != "Annabel Livingstone":
            raise shopper.held_up("what she typed is not there", saw=view.fields[0].value)
    for _ in range(4):
        found = [each for each in shopper.look().controls if each.name == "Buy" and not each.disabled]
        if not found:
            raise shopper.held_up("there is no way to buy")
        shopper.press(found[0])
        if "Bought" in shopper.look_again().text:
            break
    else:
        raise shopper.held_up("it was not bought")
"""
BUY = "document.body.append('Bought')"
BUTTON = f'<button class="buy" onclick="{BUY}">Buy</button>'

SENDS = f"""<p id="said" role="status"></p><button onclick="send(this)">Buy</button><script>
let sent = 0;
const send = button => {{
  button.disabled = true;
  fetch('/sent').then(() => {{ button.disabled = false; if (++sent === 4) {BUY} }}).catch(() => AFTERWARDS);
}};
</script>"""
ADDRESS = """<form action="/parcel/PLACE/card"><p><label>Full name <input name="WHOname"></label></p>
<p><label>Street <input name="WHOstreet"></label></p><p><label>City <input name="WHOcity"></label></p>
<p><label>Post code <input name="WHOpostcode"></label></p>BOX<button>Continue to payment</button></form>"""
BOX = """<p><label><input type="checkbox" onchange="SHOWN">Deliver to a different address</label></p>
<div id="other" hidden><p><label>Full name <input name="shipping_name"></label></p>
<p><label>Street <input name="shipping_street"></label></p><p><label>City <input name="shipping_city"></label></p>
<p><label>Post code <input name="shipping_postcode"></label></p></div>"""
CARD = '<label>Card number <input autocomplete="cc-number"></label><button>Pay now</button>'
CHECKOUT = ADDRESS.replace("WHO", "billing_").replace("BOX", BOX)
DAYS = """<script>
const today = new Date().toDateString(), first = localStorage.first ??= today;
if (first !== today) THEN;
</script>"""


@dataclass(frozen=True)
class Trait:
    """What a persona's file says, a page on which that makes a customer fail, and the page as it should be."""

    says: str
    broken: str
    clean: str


TRAITS = {
    "zoom": Trait(
        "zoom: 400%",
        f"<style>@media (max-width: 480px) {{ .buy {{ display: none }} }}</style>{BUTTON}",
        f"<style>@media (max-width: 480px) {{ .buy {{ width: 100% }} }}</style>{BUTTON}",
    ),
    "text": Trait(
        "text: 200%",
        f'<div style="height: 50px; overflow: hidden"><p style="font-size: 1.25rem; margin: 0">Mugs</p>{BUTTON}</div>',
        f'<div style="min-height: 50px"><p style="font-size: 1.25rem; margin: 0">Mugs</p>{BUTTON}</div>',
    ),
    "motion": Trait(
        "motion: reduced",
        "<style>.buy { opacity: 0; animation: come .4s forwards } @keyframes come { to { opacity: 1 } }"
        f"@media (prefers-reduced-motion) {{ .buy {{ animation: none }} }}</style>{BUTTON}",
        "<style>.buy { opacity: 0; animation: come .4s forwards } @keyframes come { to { opacity: 1 } }"
        f"@media (prefers-reduced-motion) {{ .buy {{ animation: none; opacity: 1 }} }}</style>{BUTTON}",
    ),
    "colours": Trait(
        "colours: forced",
        f"<style>@media (forced-colors: active) {{ .buy {{ visibility: hidden }} }}</style>{BUTTON}",
        f"<style>@media (forced-colors: active) {{ .buy {{ border: 2px solid }} }}</style>{BUTTON}",
    ),
    "blocks": Trait(
        "blocks: third-parties",
        '<div id="here"></div><script src="OTHER/buy.js"></script>',
        f'<div id="here">{BUTTON}</div><script src="OTHER/count.js"></script>',
    ),
    "perceives": Trait(
        "perceives: names",
        f'<div><span>Your name</span> <input></div>{BUTTON}',
        f'<label>Your name <input></label>{BUTTON}',
    ),
    "roles": Trait(
        "perceives: names",
        f'<div class="btn" tabindex="0" style="cursor: pointer" onclick="{BUY}">Buy</div>',
        BUTTON,
    ),
    "input": Trait(
        "input: keyboard",
        f'<div role="button" style="cursor: pointer" onclick="{BUY}">Buy</div>',
        BUTTON,
    ),
    "hands": Trait(
        "aim: 5 mm",
        '<style>.buy { width: 6px; height: 6px; padding: 0; overflow: hidden; font-size: 4px }</style>' + BUTTON,
        "<style>.buy { width: 200px; height: 60px }</style>" + BUTTON,
    ),
    "typos": Trait(
        "typos: 20%",
        "<label>Your name <input onkeydown=\"if (event.key === 'Backspace') event.preventDefault()\"></label>" + BUTTON,
        "<label>Your name <input></label>" + BUTTON,
    ),
    "offline": Trait(
        "offline: 300 ms\npatience: 2 s\nnetwork: dense-4g",
        SENDS.replace("AFTERWARDS", "0"),
        SENDS.replace("AFTERWARDS", "{ button.disabled = false; said.textContent = 'No line. Please try again.' }"),
    ),
    "parcel": Trait(
        "parcel: gift",
        CHECKOUT.replace("PLACE", "broken").replace("SHOWN", ""),
        CHECKOUT.replace("PLACE", "clean").replace("SHOWN", "other.hidden = !this.checked"),
    ),
    "profile": Trait(
        "profile: kept",
        BUTTON + DAYS.replace("THEN", "document.querySelector('.buy').remove()"),
        BUTTON + DAYS.replace("THEN", "document.body.append('Good to see you again.')"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    shop, other, both = open_tiny_shop(), open_tiny_shop(), ("clean", "broken")
    script = f"document.getElementById('here').innerHTML = {BUTTON!r}"
    other.answers["/buy.js"] = Answer(script, kind="text/javascript")
    shop.answers["/sent"] = Answer("{}", kind="application/json")
    for page in both:
        shop.show(f"/parcel/{page}/card", CARD)
    other.answers["/count.js"] = Answer("", kind="text/javascript")
    suite = Suite(tmp_path_factory.mktemp("traits") / "suite")
    suite.write("steps/own.py", STEPS)
    suite.write("personas/plain.yaml", "name: Plain\nstory: Nothing.\nlocale: en-GB\nforms: types\n")
    feature = ["Feature: Traits", "  Scenario: everybody else", '    Given she is "plain"']
    feature += [f'    When she finds her way through "/{each}/{page}"' for each in TRAITS for page in both]
    for name, trait in TRAITS.items():
        shop.show(f"/{name}/broken", trait.broken.replace("OTHER", other.url))
        shop.show(f"/{name}/clean", trait.clean.replace("OTHER", other.url))
        suite.write(f"personas/{name}.yaml", f"name: With {name}\nstory: One trait.\nlocale: en-GB\n{trait.says}\n")
        feature += [f"  Scenario: {name}", f'    Given she is "{name}"']
        feature += [f'    When she finds her way through "/{name}/{page}"' for page in both]
    suite.write("features/traits.feature", "\n".join(feature))
    return suite.run("--fail-on=never", shop=shop.url)


@pytest.mark.parametrize("name", TRAITS)
def test_only_who_has_the_trait_fails_and_only_on_the_broken_page(played: Result, name: str) -> None:
    plain = played.visit("everybody else")
    assert plain["outcome"] not in ("blocked", "gave up", "inconclusive"), plain["reason"]
    hers = played.visit(name)
    assert hers["outcome"] == "blocked", hers
    assert f"/{name}/broken" in hers["reason"]


def test_a_gate_that_is_open_fails_nobody_who_was_held_up(played: Result) -> None:
    assert played.code == 0
