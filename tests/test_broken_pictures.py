"""Pictures that do not show are told when she goes on, unless they have come by then or have been taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from friction_facts import ANNA, CONDITIONS, journey
from page_window import Window
from playwright.sync_api import Browser

from mystery_shopper import shop
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import Senses
from mystery_shopper.senses.network import Network

pytest_plugins = ("shops.pages",)

LOST = '<main><h1>Pot</h1><p>£9.00</p><img src="data:image/png;base64,AAAA" alt="Pot" width="200" height="150"></main>'
GOOD = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


@pytest.fixture(scope="module")
def window(shop_browser: Browser) -> Iterator[Window]:
    window = Window(shop_browser)
    yield window
    window.context.close()


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        ("() => {}", ["Pot"]),
        (f"() => {{ document.images[0].src = `{GOOD}` }}", []),
        ("() => document.images[0].remove()", []),
    ],
    ids=["stays lost", "comes after all", "is taken away"],
)
@pytest.mark.parametrize("ends", ["she acts", "the visit ends"])
def test_a_picture_is_lost_when_nothing_shows_as_she_goes_on(
    window: Window, meanwhile: str, told: list[str], ends: str
) -> None:
    page = window.show(LOST)
    page.wait_for_function("() => document.images[0].complete")
    recorder = Recorder(ANNA, journey(), CONDITIONS)
    network = Network(recorder, frozenset(("pages.example",)), lambda asked_at: ("", 0.0))
    senses = Senses(recorder, network, chromium=True, accessibility=False)
    senses.look_around(page, shop.look(page))
    page.evaluate(meanwhile)
    if ends == "she acts":
        senses.act_begins(page, "press Add", 0.0)
    else:
        senses.hear_out(page)
        senses.flush()
    assert [each.get("alt") for each in recorder.ever("image_broken")] == told
