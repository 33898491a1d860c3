"""A finding's picture is of the page where it was seen, or there is none; what it marks is marked exactly."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright
from sample_visits import PRICE
from tiny_shop import Answer, TinyShop, page
from whole_suite import Result, Suite

from mystery_shopper import visiting
from mystery_shopper.cards import find_card
from mystery_shopper.provision import browsers
from mystery_shopper.senses import pictures
from mystery_shopper.shop.view import Rect
from mystery_shopper.shopper import Shopper

BLUE, ORANGE = [0, 0, 200], [230, 120, 0]
FEATURE = """
Feature: Pages that lag
  Scenario: Another page comes
    When she hurries through "lag"

  Scenario: The same address answers with something else
    When she hurries through "form"
"""
STEPS = """
from mystery_shopper import says, tasks


@says("{who} hurry/hurries through {string}")
def hurries(shopper, path):
    tasks.open_shop(shopper, path)
    tasks.press_named(shopper, "Reckon")
    shopper.page.wait_for_function("() => window[Symbol.for('ms')].vitals().INP")  # what is never told has no picture
    tasks.press_named(shopper, "Continue")
"""
RECKON = (
    "document.getElementById('r').onclick = () => { const t = performance.now(); while (performance.now() - t < 500); \
document.getElementById('s').textContent = 'Reckoned' }"
)
LAG = '<button id="r">Reckon</button><p id="s" role="status">Nothing yet</p><form method="{}" action="{}">\
<button>Continue</button></form><style>html, body {{ background: rgb(0, 0, 200) }} main {{ color: #fff }}</style>'
LATER = page("<p>Later.</p><style>html, body { background: rgb(230, 120, 0) }</style>", title="Later")
READ = """async ([data, wanted]) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height), context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
  const box = [1e9, 1e9, 0, 0];
  for (let i = 0; i < pixels.length; i += 4)
    if (wanted.every((part, at) => Math.abs(pixels[i + at] - part) < 12)) {
      const x = (i / 4) % picture.width, y = Math.floor(i / 4 / picture.width);
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x + 1); box[3] = Math.max(box[3], y + 1);
    }
  return box[2] ? box : null;
}"""


@pytest.fixture(scope="module")
def window(playwright: Playwright) -> Iterator[Page]:
    browser = playwright.chromium.launch(**browsers.launch_args(browsers.find(), headless=True))
    yield browser.new_page()
    browser.close()


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    shop = open_tiny_shop()
    shop.show("/lag", LAG.format("get", "later"), script=RECKON)
    shop.show("/form", LAG.format("post", "form"), script=RECKON)
    shop.answers["/later"] = shop.answers["POST /form"] = Answer(LATER)
    suite = Suite(tmp_path_factory.mktemp("pictures") / "suite")
    suite.feature(FEATURE)
    suite.write("steps/own.py", STEPS)
    return suite.run("--timings", "judge", shop=shop.url)


def where(window: Page, png: bytes, colour: list[int]) -> list[int] | None:
    """Return the box of all pixels of a colour: left, top, right, bottom."""
    found: list[int] | None = window.evaluate(READ, [base64.b64encode(png).decode(), colour])
    return found


@pytest.mark.parametrize("scenario", ["Another page comes", "The same address answers with something else"])
def test_the_picture_is_of_the_page_where_it_was_seen(hurried: Result, window: Page, scenario: str) -> None:
    [lag] = [each for each in hurried.visit(scenario)["findings"] if each["kind"] == "slow-inp"]
    [picture] = [each["path"] for each in lag["evidence"] if each["kind"] == "screenshot"]
    png = (hurried.reports / picture).read_bytes()
    assert where(window, png, BLUE)
    assert where(window, png, ORANGE) is None


@pytest.mark.parametrize("sizing", ["content-box", "border-box"])
def test_the_mark_goes_all_around_whatever_the_page_says_of_boxes(window: Page, sizing: str) -> None:
    window.set_content(f"<style>* {{ box-sizing: {sizing}; margin: 9px; padding: 5px }}</style><p>A mug.</p>")
    taken = pictures.take(window, mark=Rect(100, 120, 200, 50), secrets=frozenset())
    assert taken is not None
    assert where(window, taken.data, [221, 0, 0]) == [92, 112, 308, 178]


@pytest.mark.parametrize(
    ("body", "size"),
    [
        ("<h1>Payment</h1><p>It was not completed.</p>", (480, 160)),
        ("<h1>Payment</h1><p style='margin-top: 380px'>It was not completed.</p>", (480, None)),
        ("<h1>Payment</h1><div style='background: #eee; height: 100vh'></div>", (800, 600)),
    ],
    ids=["next to nothing", "a little", "a whole page"],
)
def test_of_a_page_that_is_nearly_empty_what_it_shows_is_pictured(
    window: Page, body: str, size: tuple[int, int | None]
) -> None:
    window.set_viewport_size({"width": 800, "height": 600})
    window.set_content(f"<style>body {{ font: 16px sans-serif }}</style>{body}")
    taken = pictures.take(window, mark=None, secrets=frozenset())
    assert taken is not None
    width, height = (int.from_bytes(taken.data[place : place + 4], "big") for place in (16, 20))
    assert width == size[0]
    assert height == size[1] if size[1] else 400 < height < 600


def test_a_picture_taken_early_hides_every_secret_of_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden: list[frozenset[str]] = []
    monkeypatch.setattr(pictures, "take", lambda _page, *, mark, secrets: hidden.append(secrets))
    senses = SimpleNamespace(unsaid=list, stands=lambda *_: True, mark=lambda *_: None)
    shopper = SimpleNamespace(
        recorder=SimpleNamespace(suspicions=lambda _: [PRICE]),
        senses=senses,
        page=None,
        identity=SimpleNamespace(password="her-own-word"),
        card=find_card("visa-approved"),
        account=("anna@example.com", "of-the-account"),
        key=("hall", "of-the-door"),
    )
    visiting.Visiting(cast("Shopper", shopper), cast("BrowserContext", None), "").glance()
    assert hidden[0] >= {"her-own-word", "of-the-account", "4242424242424242"}


def test_a_box_within_the_page_stands_after_a_picture_where_it_stood_before(window: Page) -> None:
    inner = "<div id=box style='height:200px;overflow:auto'><div style='height:900px'></div><button>Pay</button></div>"
    window.set_content(inner)
    window.evaluate("() => { box.scrollTop = 120 }")
    button = window.query_selector("button")
    assert button is not None
    taken = pictures.take(window, mark=button, secrets=frozenset())
    assert taken is not None
    assert taken.marked
    assert window.evaluate("() => box.scrollTop") == 120
