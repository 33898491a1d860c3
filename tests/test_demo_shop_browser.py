"""The demo shop on a good day in a real browser: purchases by mouse and by keyboard, with nothing to complain of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from demo_customer import ADDRESS, APPROVED
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from mystery_shopper.demo import DemoShop

CHALLENGED = "4000000000003220"
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
SMALL = """
() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest(".skip") && (box.height < 24 || box.width < 24);
}).map((each) => each.outerHTML)
"""
SCREENS = [(1280, 900, "en-GB"), (390, 844, "fr-FR"), (320, 640, "en-US")]
PAGES = (
    *("", "shop/kitchen/", "search/?q=pine", "search/?q=zzzz", "product/fisherman-jumper/", "product/cotton-hammock/"),
    *("help/", "delivery/", "returns/", "privacy/", "contact/", "orders/", "account/sign-in/", "account/register/"),
)


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[2]}")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height, locale = request.param
    yield from visit(browser, width, height, locale)


@pytest.fixture
def keyboard_page(browser: Browser) -> Iterator[Page]:
    yield from visit(browser, 1280, 900, "en-GB")


def visit(browser: Browser, width: int, height: int, locale: str) -> Iterator[Page]:
    """Open a page that fails the test when the browser's console complains or another host is asked."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    context.add_init_script(WATCH)
    page = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        # axe asks frames of other origins in vain: that is its own noise.
        if message.type in ("error", "warning") and "postMessage" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda each: None if local(each.url) else complaints.append(each.url))
    yield page
    context.close()
    assert complaints == []


def local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "http://localhost:", "data:"))


def complaints_of(page: Page) -> list[object]:
    """What axe, the ruler and the layout say about the page that is open."""
    found: list[object] = [
        (each["id"], [node["target"] for node in each["nodes"]]) for each in Axe().run(page).response["violations"]
    ]
    found += page.evaluate(SMALL)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    if page.evaluate("window.shifted > 0.1"):
        found.append("jumps")
    return [(page.url, each) for each in found]


def type_card(page: Page, number: str) -> None:
    frame = page.frame_locator("iframe")
    values = {"number": number, "expiry": "12 / 34", "cvc": "123", "name": "Ann O'Neill"}
    for name, value in values.items():
        frame.locator(f"[name={name}]").fill(value)


def press_pay(page: Page) -> None:
    """Press the button only when the picture on the screen is the page as it is.

    The browser sends a press to a frame of another site by where that frame was in the last picture drawn; right
    after scrolling, a press on the button would land in the card form.
    """
    button = page.locator("main button[type=submit]")
    button.scroll_into_view_if_needed()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    button.click()


def test_no_page_gives_reason_to_complain(demo: DemoShop, page: Page) -> None:
    found = []
    for path in PAGES:
        page.goto(demo.url + path)
        found += complaints_of(page)
    assert found == []


def test_a_purchase_with_mistakes_and_a_bank_gives_no_reason_to_complain(demo: DemoShop, page: Page) -> None:
    send = page.locator("main button[type=submit]")
    page.goto(demo.url)
    page.locator("button[value=needed]").click()
    page.goto(demo.url + "product/fisherman-jumper/")
    page.locator("[data-add] button").click()
    expect(page.locator(".added .wrong")).to_be_visible()
    expect(page.locator(".sizes input").first).to_be_focused()
    page.locator(".sizes label").nth(1).click()
    page.locator("[data-add] button").click()
    page.locator(".added a").click()
    expect(page.locator("[data-count]")).to_have_text("1")
    found = complaints_of(page)
    page.goto(demo.url + "checkout/")
    page.locator("#id_email").fill("ann@example.com")
    send.click()
    page.locator("#id_line1").wait_for()
    send.click()
    expect(page.locator(".problems")).to_be_focused()
    found += complaints_of(page)
    for name, value in {**ADDRESS, "country": "GB"}.items():
        field = page.locator(f"#id_{name}")
        field.select_option(value) if name == "country" else field.fill(value)
    page.locator("#way-express").check()
    expect(page.locator("[data-total]")).to_have_text(page.locator("#way-express").get_attribute("data-sum") or "")
    send.click()
    page.frame_locator("iframe").locator("[name=number]").wait_for()
    found += complaints_of(page)
    send.click()
    expect(page.locator("[data-problem]")).not_to_be_empty()
    expect(page.frame_locator("iframe").locator("[name=number]")).to_be_focused()
    type_card(page, CHALLENGED)
    press_pay(page)
    expect(page.locator("[data-status]")).not_to_be_empty()
    bank = page.frame_locator("iframe").locator("button")  # by key: a press is led by a frame that may not be drawn yet
    bank.last.press("Enter")
    expect(page.locator(".problems")).to_be_focused()
    found += complaints_of(page)
    type_card(page, CHALLENGED)
    press_pay(page)
    bank.first.press("Enter")
    page.wait_for_url("**/confirmation/")
    found += complaints_of(page)
    page.locator(".receipt a").click()
    page.wait_for_url("**/orders/**")
    found += complaints_of(page)
    page.locator("a[href$='/return/']").click()
    page.wait_for_url("**/return/")
    assert found + complaints_of(page) == []


def test_a_purchase_needs_no_mouse(demo: DemoShop, keyboard_page: Page) -> None:
    page = keyboard_page
    page.goto(demo.url)
    go_to(page, "Reject")
    page.keyboard.press("Enter")
    expect(page.locator(".cookies")).to_have_count(0)
    go_to(page, "Search products")
    page.keyboard.type("jumper")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    go_to(page, "Fisherman Jumper")
    page.keyboard.press("Enter")
    page.wait_for_url("**/product/**")
    go_to(page, "S")
    page.keyboard.press("ArrowRight")
    go_to(page, "Add to basket")
    page.keyboard.press("Enter")
    expect(page.locator(".added a")).to_be_visible()
    go_to(page, "View basket")
    page.keyboard.press("Enter")
    page.wait_for_url("**/basket/")
    expect(page.get_by_text("Size: M")).to_be_visible()
    go_to(page, "Go to checkout")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/")
    go_to(page, "Email address")
    page.keyboard.type("keys@example.com")
    page.keyboard.press("Enter")
    page.wait_for_url("**/delivery/")
    labels = {"First name": "Ann", "Last name": "O'Neill", "Address": "1 High St", "Town or city": "Leeds"}
    for label, value in {**labels, "Postcode": "LS1 4AP"}.items():
        go_to(page, label)
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    page.wait_for_url("**/payment/")
    page.frame_locator("iframe").locator("[name=number]").wait_for()
    frame = page.frames[1]
    for name, value in {"number": APPROVED, "expiry": "1234", "cvc": "123", "name": "Ann"}.items():
        for _ in range(60):
            if frame.evaluate("document.hasFocus() && document.activeElement.name") == name:
                break
            page.keyboard.press("Tab")
        page.keyboard.type(value)
    go_to(page, page.locator("main button[type=submit]").inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url("**/confirmation/")
    assert demo.orders()[-1]["email"] == "keys@example.com"


def go_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(each => each.ariaLabel || each.labels?.[0]?.innerText || each.innerText)(document.activeElement) ?? ''"
        )
        seen.append(focused.strip())
        if seen[-1] == name:
            return
    raise AssertionError(f"{name!r} is not reached by Tab; reached: {seen}")


def test_the_page_of_a_choice_by_keyboard_waits_for_the_button(demo: DemoShop, keyboard_page: Page) -> None:
    page = keyboard_page
    page.goto(demo.url + "shop/all/")
    go_to(page, "Sort by")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#sort")).to_have_value("price-up")
    assert page.url.endswith("/shop/all/")
    go_to(page, "Apply")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=price-up**")
    page.reload()
    page.locator("#sort").select_option("price-down")
    page.wait_for_url("**sort=price-down**")


def test_going_back_from_the_payment_finds_everything_as_it_was(demo: DemoShop, keyboard_page: Page) -> None:
    page = keyboard_page
    page.goto(demo.url + "product/storm-lantern/")
    page.locator("[data-add] button").click()
    page.locator(".added a").wait_for()
    page.goto(demo.url + "checkout/")
    page.locator("#id_email").fill("ann@example.com")
    page.locator("main button[type=submit]").click()
    for name, value in ADDRESS.items():
        field = page.locator(f"#id_{name}")
        field.select_option(value) if name == "country" else field.fill(value)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/payment/")
    page.go_back()
    expect(page.locator("#id_postcode")).to_have_value("LS1 4AP")
    expect(page.locator("main button[type=submit]")).to_have_text("Continue to payment")
