"""Other ways to test a shop, on the same faults: a script with assertions, axe alone, web vitals' budgets alone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Error, Page, expect

from mystery_shopper.demo import DemoShop
from mystery_shopper.prove.breaking import Breakage
from mystery_shopper.prove.faults import NONE, Fault
from mystery_shopper.prove.scoring import Share

PRODUCT = "Harbour Stoneware Mug"
WAITS_MS = 8000.0
"""How long the script waits for anything before it fails; Playwright's own 5 s are for assertions, 30 s for presses."""

BUDGETS = {"LCP": 2500.0, "CLS": 0.1, "INP": 200.0, "TTFB": 800.0}
"""web.dev's limits of what is good, the ones that the rules use."""

NAMES = ("a script with assertions", "axe alone", "web vitals alone")

_COUNT = """(() => { %s
  window.__vitals = {};
  const note = each => { window.__vitals[each.name] = each.value };
  for (const on of ['onLCP', 'onCLS', 'onINP', 'onTTFB']) webVitals[on](note, {reportAllChanges: true}) })()"""


def compare(demo: DemoShop, new_context: Callable[[], BrowserContext], faults: Sequence[Fault],
            told: Callable[[Fault, list[str]], None]) -> None:  # fmt: skip
    """Tell of each fault which rivals have something to say that they do not say of the shop without it."""
    usual = purchase(demo, new_context(), ())
    for fault in faults:
        demo.bad_day(*fault.switches)
        try:
            said = purchase(demo, new_context(), (fault,))
        finally:
            demo.good_day()
        told(fault, [name for name in NAMES if said[name] - usual[name]])


def shares(faults: Iterable[Fault], noticed: Mapping[str, Sequence[str]]) -> dict[str, tuple[Share, Share]]:
    """Return, for each rival, how many of the faults that were tried it noticed, and how many decoys it let pass."""
    tried = [(each.wanted == NONE, noticed[f"{each.id}@{each.digest}"]) for each in faults
             if f"{each.id}@{each.digest}" in noticed]  # fmt: skip
    made = {}
    for name in NAMES:
        hits = [name in ways for decoy, ways in tried if not decoy]
        quiet = [name not in ways for decoy, ways in tried if decoy]
        made[name] = (Share(sum(hits), len(hits)), Share(sum(quiet), len(quiet)))
    return made


def purchase(demo: DemoShop, context: BrowserContext, faults: Sequence[Fault]) -> dict[str, set[str]]:
    """Buy by a script that knows this very shop, and return what each way has to say of it."""
    Breakage().into(context, faults)
    context.add_init_script(
        _COUNT % files("mystery_shopper.senses").joinpath("vendor/web-vitals.iife.js").read_text("utf-8")
    )
    context.set_default_timeout(WAITS_MS)
    page = context.new_page()
    said: dict[str, set[str]] = {each: set() for each in NAMES}

    def look() -> None:
        with contextlib.suppress(Error):
            page.wait_for_timeout(300)
            found = Axe().run(page).response["violations"]
            said["axe alone"] |= {f"{each['id']} {len(each['nodes'])} {_path(page)}" for each in found}
        with contextlib.suppress(Error):
            values = page.evaluate("() => window.__vitals || {}")
            said["web vitals alone"] |= {
                f"{name} {_path(page)}" for name in BUDGETS if values.get(name, 0) > BUDGETS[name]
            }

    try:
        _walk(demo, page, look)
    except (Error, AssertionError) as trouble:
        said["a script with assertions"].add(str(trouble).splitlines()[0])
    with contextlib.suppress(Error):
        context.close()
    return said


def _walk(demo: DemoShop, page: Page, look: Callable[[], None]) -> None:
    expect.set_options(timeout=WAITS_MS)
    page.goto(demo.url)
    look()
    page.get_by_label("Search products").fill(PRODUCT)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=PRODUCT).first.click()
    expect(page.get_by_role("heading", name=PRODUCT)).to_be_visible()
    price = page.locator(".price.big").inner_text()
    look()
    page.get_by_role("button", name="Add to basket").click()
    expect(page.locator("[data-count]")).to_have_text("1")
    page.get_by_role("main").get_by_role("link", name="basket").first.click()
    expect(page.locator(".lines .price")).to_have_text(price)
    total = page.locator("[data-total]").inner_text()
    look()
    page.get_by_role("link", name="Go to checkout").click()
    page.get_by_label("Email address").first.fill("script@example.com")
    page.get_by_role("button", name="Continue as guest").click()
    for label, text in (("First name", "Bea"), ("Last name", "Bare"), ("Address", "5 High Street"),
                        ("Town or city", "Leeds"), ("Postcode", "LS1 4AP"), ("Phone", "01632 960123")):  # fmt: skip
        page.get_by_label(label, exact=label == "Address").fill(text)
    look()
    page.get_by_role("button", name="Continue to payment").click()
    card = page.frame_locator("iframe")
    card.get_by_label("Card number").fill("4242424242424242")
    card.get_by_label("Expiry date").fill("12/34")
    card.get_by_label("Security code").fill("123")
    card.get_by_label("Name on card").fill("Bea Bare")
    expect(page.locator("[data-total]")).to_have_text(total)
    look()
    page.get_by_role("button", name="Buy now").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".receipt")).to_contain_text(total)
    look()


def _path(page: Page) -> str:
    return page.url.split("?")[0].rpartition(":")[2].lstrip("0123456789")
