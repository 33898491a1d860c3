"""Each trait does something: on one page only who has it fails, and on that page's clean twin she succeeds as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tiny_shop import Answer, TinyShop
from whole_suite import Result, Suite

STEPS = """
from mystery_shopper import says


@says("{who} come(s) to {string}")
def comes(shopper, path):
    shopper.go(shopper.shop_url.rstrip("/") + path)


@says("{who} find(s) her way through {string}")
def finds_her_way(shopper, path):
    shopper.go(shopper.shop_url.rstrip("/") + path)
    view = shopper.look()
    for field in view.fields:
        if not field.label:
            raise shopper.held_up(f"nothing says what belongs into {field}")
        shopper.fill(field, "Annabel Livingstone")
        view = shopper.look_again()
        if view.fields[0].value != "Annabel Livingstone":
            raise shopper.held_up("what she typed is not there", saw=view.fields[0].value)
    found = [each for each in view.controls if each.name == "Buy" and not each.disabled]
    if not found:
        raise shopper.held_up("there is no way to buy")
    shopper.press(found[0])
    if "Bought" not in shopper.look_again().text:
        raise shopper.held_up("it was not bought")
"""
BUY = "document.body.append('Bought')"
BUTTON = f'<button class="buy" onclick="{BUY}">Buy</button>'


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
    "aim": Trait(
        "aim: 3 mm",
        '<style>.buy { width: 6px; height: 6px; padding: 0; overflow: hidden; font-size: 4px }</style>' + BUTTON,
        "<style>.buy { width: 200px; height: 60px }</style>" + BUTTON,
    ),
    "typos": Trait(
        "typos: 20%",
        "<label>Your name <input onkeydown=\"if (event.key === 'Backspace') event.preventDefault()\"></label>" + BUTTON,
        "<label>Your name <input></label>" + BUTTON,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    shop, other = open_tiny_shop(), open_tiny_shop()
    script = f"document.getElementById('here').innerHTML = {BUTTON!r}"
    other.answers["/buy.js"] = Answer(script, kind="text/javascript")
    other.answers["/count.js"] = Answer("", kind="text/javascript")
    suite = Suite(tmp_path_factory.mktemp("traits") / "suite")
    suite.write("steps/own.py", STEPS)
    suite.write("personas/plain.yaml", "name: Plain\nstory: Nothing.\nlocale: en-GB\nforms: types\n")
    feature = ["Feature: Traits"]
    for name, trait in TRAITS.items():
        shop.show(f"/{name}/broken", trait.broken.replace("OTHER", other.url))
        shop.show(f"/{name}/clean", trait.clean.replace("OTHER", other.url))
        suite.write(f"personas/{name}.yaml", f"name: With {name}\nstory: One trait.\nlocale: en-GB\n{trait.says}\n")
        for who in ("plain", name):
            feature += [f"  Scenario: {who} at {name}", f'    Given she is "{who}"']
            feature += [f'    When she finds her way through "/{name}/{page}"' for page in ("clean", "broken")]
    suite.write("features/traits.feature", "\n".join(feature))
    return suite.run("--fail-on=never", shop=shop.url)


@pytest.mark.parametrize("name", TRAITS)
def test_only_who_has_the_trait_fails_and_only_on_the_broken_page(played: Result, name: str) -> None:
    plain = played.visit(f"plain at {name}")
    assert plain["outcome"] not in ("blocked", "gave up", "inconclusive"), plain["reason"]
    hers = played.visit(f"{name} at {name}")
    assert hers["outcome"] == "blocked", hers
    assert f"/{name}/broken" in hers["reason"]
