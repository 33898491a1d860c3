"""What is set in a persona's browser shows: on a picture, in the clock, in what is left of yesterday."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame
from tiny_shop import Answer, TinyShop

from mystery_shopper.model import Network, Persona
from mystery_shopper.personas import load_personas
from mystery_shopper.presets import networks
from mystery_shopper.senses.processor import Processor
from mystery_shopper.shopper.surroundings import blocked_by, furnish, no_line, overnight

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(scope="module")
def persona() -> Persona:
    return load_personas([Path(__file__).parents[1] / "personas"])["calm-desktop"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 200, "height": 200})
    yield opened
    opened.close()


def test_pictures_are_taken_as_this_customer_sees(context: BrowserContext, persona: Persona) -> None:
    page = context.new_page()
    page.set_content('<div style="height: 300px; background: #d33"></div>')
    others = page.screenshot()
    furnish(page, replace(persona, vision="deuteranopia"))
    assert page.screenshot() != others


def test_the_next_day_the_clock_has_moved_and_what_was_for_today_is_gone(
    context: BrowserContext, good_shop: TinyShop
) -> None:
    page = context.new_page()
    page.goto(good_shop.url)
    today = page.evaluate("""() => {
        document.cookie = 'window=1';
        document.cookie = 'hour=1; max-age=3600';
        document.cookie = 'year=1; max-age=31536000';
        localStorage.kept = 1;
        sessionStorage.gone = 1;
        return Date.now() }""")
    overnight(context)
    page = context.new_page()
    page.goto(good_shop.url)
    now, made, cookies, kept, gone = page.evaluate("""() => [Date.now(), new Date().getTime(), document.cookie,
        localStorage.kept, sessionStorage.gone]""")
    assert DAY_MS <= now - today < DAY_MS + 60_000
    assert 0 <= made - now < 60_000
    assert (cookies, kept, gone) == ("year=1", "1", None)
    assert page.evaluate("() => [new Date(0).getTime(), new Date() instanceof Date, typeof Date()]") == [
        0,
        True,
        "string",
    ]
    assert page.evaluate("""() => { const day = new Intl.DateTimeFormat('en-GB'), now = new Date();
        return [day.format() === day.format(now), day.formatToParts()[0].value === day.formatToParts(now)[0].value,
          day.format(0) === day.format(new Date(0))] }""") == [True, True, True]
    assert page.evaluate("""() => { if (!globalThis.Temporal) return [];
        const { Now } = Temporal, day = Now.plainDateISO(), at = Now.instant().epochMilliseconds;
        const made = [Now.zonedDateTimeISO(), Now.plainDateTimeISO('UTC')];
        const days = made.map(each => each.toPlainDate().since(day).days);
        return [Math.abs(at - Date.now()) < 60000, ...days.map(each => Math.abs(each) < 2),
          Now.plainDateISO('UTC').toString() === new Date().toISOString().slice(0, 10)] }""") in ([], [True] * 4)


def test_a_second_night_takes_what_was_for_two_days_only(context: BrowserContext, good_shop: TinyShop) -> None:
    page = context.new_page()
    page.goto(good_shop.url)
    today = page.evaluate("""() => {
        document.cookie = 'soon=1; max-age=129600';
        document.cookie = 'week=1; max-age=604800';
        return Date.now() }""")
    for left in ("soon=1; week=1", "week=1"):
        overnight(context)
        page = context.new_page()
        page.goto(good_shop.url)
        assert page.evaluate("document.cookie") == left
    assert 2 * DAY_MS <= page.evaluate("Date.now()") - today < 2 * DAY_MS + 60_000


@pytest.mark.parametrize(
    ("shop", "other", "blocked"),
    [
        ("www.dm.de", "img.dm.de", False),  # a short name is no suffix
        ("www.shop.co.uk", "img.shop.co.uk", False),
        ("www.shop.co.uk", "www.other.co.uk", True),
        ("www.shop.com.au", "cdn.other.com.au", True),
        ("shop.example", "static.shop.example", False),
        ("shop.example", "cdn.example", True),
        ("127.0.0.1:8000", "127.0.0.2:8000", True),
    ],
)
def test_a_strict_blocker_knows_what_belongs_to_the_shop(
    persona: Persona, shop: str, other: str, blocked: bool
) -> None:
    own = frozenset({shop if ":" in shop else f"{shop}:443"})
    blocks = blocked_by(replace(persona, blocks="third-parties"), own, own)
    assert blocks is not None
    assert blocks(f"https://{other}/script.js") is blocked


def test_without_a_line_nothing_goes_through_and_afterwards_all_does(
    context: BrowserContext, persona: Persona, good_shop: TinyShop
) -> None:
    page = context.new_page()
    persona = replace(persona, network=networks()["dense-4g"])
    furnish(page, persona)
    page.goto(good_shop.url)
    ask = "() => fetch('/').then(answer => answer.status, () => 'no line')"
    with no_line(page, persona):
        assert page.evaluate(ask) == "no line"
    assert page.evaluate(ask) == 200


ASK = """() => { const at = performance.now();
    return fetch('/answer').then(() => performance.now() - at, () => 'no line') }"""
WORK = """() => { const at = performance.now(); let sum = 0;
    for (let each = 0; each < 2e7; each++) sum += each % 7;
    return performance.now() - at }"""


@pytest.fixture
def provider(open_tiny_shop: Callable[[], TinyShop]) -> TinyShop:
    """A payment provider: `localhost` is another site than `127.0.0.1`, so its frame is a page of its own."""
    shop = open_tiny_shop()
    shop.show("/card", '<input id="card">')
    shop.answers["/answer"] = Answer("{}")
    shop.show("/", f'<iframe src="{shop.url.replace("127.0.0.1", "localhost")}/card"></iframe>')
    return shop


def frame_of(context: BrowserContext, provider: TinyShop, persona: Persona) -> Frame:
    page = context.new_page()
    furnish(page, persona)
    page.goto(provider.url)
    frame = page.frames[1]
    frame.wait_for_load_state()
    for _ in range(4):  # the frame is furnished by a few messages, which are answered in their turn
        page.evaluate("fetch('/answer').then(answer => answer.text())")
    return frame


def test_the_line_reaches_the_frame_of_a_payment_provider(
    context: BrowserContext, persona: Persona, provider: TinyShop
) -> None:
    slow = replace(persona, network=Network("slow", 600, 5000, 5000))
    frame = frame_of(context, provider, slow)
    assert frame.evaluate(ASK) >= 500  # no machine is so quick that the line's 600 ms are not seen
    with no_line(frame.page, slow):
        assert frame.evaluate(ASK) == "no line"
    assert frame.evaluate(ASK) != "no line"


def test_large_text_reaches_the_frame_of_a_payment_provider(
    context: BrowserContext, persona: Persona, provider: TinyShop
) -> None:
    frame = frame_of(context, provider, replace(persona, text=2.0))
    assert frame.evaluate("() => getComputedStyle(document.body).fontSize") == "32px"


def test_a_slow_processor_slows_the_frame_of_a_payment_provider(
    context: BrowserContext, persona: Persona, provider: TinyShop
) -> None:
    frame = frame_of(context, provider, persona)
    quick = min(frame.evaluate(WORK) for _ in range(3))
    page = context.new_page()
    Processor(20.0).take(page)
    page.goto(provider.url)
    page.frames[1].wait_for_load_state()
    assert page.frames[1].evaluate(WORK) > 3 * quick
