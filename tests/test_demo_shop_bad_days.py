"""The demo shop on its bad days: what breaks really breaks, and nothing on the page says that it was switched on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from demo_customer import NO_MONEY, Customer, amount
from playwright.sync_api import Browser, Page, expect

from mystery_shopper.demo import DemoShop, days

MUG = "/product/harbour-stoneware-mug/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 800}, locale="en-GB")
    yield context.new_page()
    context.close()


def test_no_page_tells_which_day_it_is(demo: DemoShop, ann: Customer) -> None:
    ann.put_in_basket()
    slow = {"slow-product-page", "late-picture", "silent-wait", "endless-wait", "landing-down", "basket-lost"}
    names = set(days.DAYS) - slow
    demo.bad_day(*names)
    wrong = ann.to_payment(last_name="")
    seen = [wrong, *(ann.get(path) for path in ("/", MUG, "/basket/", "/checkout/delivery/", "/shop/all/"))]
    seen += [ann.get(each) for each in re.findall(r'(?:href|src)="(/assets/[^"]+)"', wrong.body)]
    for answer in seen:
        told = f"{answer.url}\n{answer.headers}\n{answer.body}".casefold()
        found = {name for name in days.DAYS if name in told} | set(re.findall(r"bad.?day|\bfault\b|mystery", told))
        assert found == set(), answer.url
    assert {each.name for each in ann.jar} <= {"basket", "csrftoken", "sessionid", "language", "cookie_choice"}


# ---------------------------------------------------------------- without a browser


def test_landing_down(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("landing-down")
    assert ann.get("/").status == 503
    assert ann.get(MUG).status == 200


def test_broken_link(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("broken-link")
    links = re.findall(r'href="(/(?:shop/kitchen|service)[^"]*)"', ann.get(MUG).body)
    assert len(set(links)) == 2
    assert {ann.get(each).status for each in links} == {404}


def test_broken_picture(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("broken-picture")
    assert ann.get("/media/large/harbour-stoneware-mug.svg").status == 404
    assert ann.get("/media/small/harbour-stoneware-mug.svg").status == 200


def test_api_error_still_adds(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("api-error")
    ann.put_in_basket()
    assert ann.get("/basket/summary/").status == 500
    assert ann.get("/basket/").amounts()["Items"] == Decimal("12.50")


def test_price_drift_charges_more_than_the_product_page(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("price-drift")
    shown = re.search(r'class="price big">(.*?)</p>', ann.get(MUG).body)
    assert shown is not None
    ann.put_in_basket()
    sums = ann.get("/basket/").amounts()
    assert (amount(shown[1]), sums["Items"]) == (Decimal("12.50"), Decimal("13.38"))
    assert sums["Total"] == sums["Items"] + sums["Delivery"]
    ann.pay(ann.to_payment())
    assert demo.orders()[-1]["total"] == sums["Total"]


def test_total_wrong(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("total-wrong")
    sums = ann.put_in_basket().amounts()
    assert sums["Total"] - sums["Items"] - sums["Delivery"] == Decimal("2.40")


def test_late_fee_appears_on_the_payment_step_only(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("late-fee")
    before = ann.put_in_basket().amounts()
    payment = ann.to_payment()
    assert payment.amounts()["Handling fee"] == Decimal("2.95")
    assert payment.amounts()["Total"] == before["Total"] + Decimal("2.95")
    ann.pay(payment)
    assert demo.orders()[-1]["total"] == before["Total"] + Decimal("2.95")


def test_basket_lost_on_reload_and_on_signing_in(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("basket-lost")
    assert "Items" in ann.put_in_basket().amounts()
    assert "Your basket is empty" in ann.get("/basket/").text
    ann.put_in_basket()
    email, password = demo.account
    ann.post("/account/sign-in/", {"email": email, "password": password})
    assert "Your basket is empty" in ann.get("/basket/").text


def test_basket_lost_spares_who_goes_straight_on(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("basket-lost")
    assert ann.buy().path == "/checkout/confirmation/"


def test_form_wiped(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("form-wiped")
    ann.put_in_basket()
    page = ann.to_payment(last_name="")
    assert "Last name is missing." in page.text
    assert re.findall(r'<input[^>]* value="[^"]+"[^>]* id="id_\w+"', page.body) == []


def test_silent_error(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("silent-error")
    ann.put_in_basket()
    page = ann.to_payment(last_name="")
    assert page.path == "/checkout/delivery/"
    assert "missing" not in page.text
    assert "Error" not in page.text
    assert "aria-invalid" not in page.body
    assert 'value="12 High Street"' in page.body
    assert ann.to_payment().path == "/checkout/payment/"


def test_checkout_500_makes_no_order(demo: DemoShop, ann: Customer) -> None:
    before = len(demo.orders())
    demo.bad_day("checkout-500")
    failed = ann.buy()
    assert failed.status == 500
    assert "Something went wrong" in failed.text
    assert len(demo.orders()) == before


def test_decline_dead_end_leaves_no_way_on(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("decline-dead-end")
    ann.put_in_basket()
    over = ann.pay(ann.to_payment(), NO_MONEY)
    assert "The transaction was not completed." in over.text
    assert "<a " not in over.body
    assert "<button" not in over.body


def test_bare_confirmation(demo: DemoShop, ann: Customer) -> None:
    demo.bad_day("bare-confirmation")
    page = ann.buy()
    main = page.body.split("<main")[1].split("</main>")[0]
    assert "Thank you for your order" in main
    assert demo.orders()[-1]["number"] not in page.text
    assert "<a " not in main


# ---------------------------------------------------------------- in a browser


def test_dead_button(demo: DemoShop, page: Page) -> None:
    demo.bad_day("dead-button")
    page.goto(demo.url.rstrip("/") + MUG)
    asked: list[str] = []
    page.wait_for_load_state("networkidle")
    page.on("request", lambda each: asked.append(each.url))
    before = page.content()
    page.locator("[data-add] button").click()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.content() == before
    assert asked == []


def test_script_error_swallows_the_feedback_and_not_the_product(demo: DemoShop, page: Page) -> None:
    demo.bad_day("script-error")
    page.goto(demo.url.rstrip("/") + MUG)
    with page.expect_event("pageerror") as error:
        page.locator("[data-add] button").click()
    assert "null" in str(error.value)
    expect(page.locator(".added")).to_be_empty()
    page.goto(demo.url + "basket/")
    expect(page.locator("[data-count]")).to_have_text("1")


def test_sluggish_button_blocks_the_page(demo: DemoShop, page: Page) -> None:
    demo.bad_day("sluggish-button")
    page.goto(demo.url.rstrip("/") + MUG)
    page.evaluate(
        """window.longest = 0; new PerformanceObserver((list) => {
          for (const each of list.getEntries()) window.longest = Math.max(window.longest, each.duration);
        }).observe({type: "event", durationThreshold: 104})"""
    )
    page.locator("[data-add] button").click()
    page.wait_for_function("window.longest >= 700")
    expect(page.locator(".added a")).to_be_visible()


def test_silent_wait_shows_no_sign_of_work(demo: DemoShop, page: Page) -> None:
    demo.bad_day("silent-wait")
    page.goto(demo.url.rstrip("/") + MUG)
    before = page.locator("body").inner_html()
    with page.expect_request("**/basket/add/"):
        page.locator("[data-add] button").click()
    assert page.locator("body").inner_html() == before
    expect(page.locator(".added a")).to_be_visible()


def test_jumping_page(demo: DemoShop, page: Page) -> None:
    demo.bad_day("jumping-page")
    page.add_init_script(
        """window.shifted = 0; new PerformanceObserver((list) => {
          for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
        }).observe({type: "layout-shift", buffered: true})"""
    )
    for width, height in ((1280, 900), (390, 844), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(demo.url.rstrip("/") + MUG)
        page.wait_for_function("window.shifted > 0.25")
    page.goto(demo.url + "basket/")
    assert page.evaluate("window.shifted") < 0.1


@pytest.mark.parametrize("width", [1280, 390])
def test_covered_button(demo: DemoShop, page: Page, width: int) -> None:
    demo.bad_day("covered-button")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(demo.url.rstrip("/") + MUG)
    button = page.locator("[data-add] button")
    button.scroll_into_view_if_needed()
    covered = button.evaluate(
        """(each) => { const box = each.getBoundingClientRect();
          return !each.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)) }"""
    )
    assert covered
    assert page.locator("aside").is_visible()


def test_pale_text(demo: DemoShop, page: Page) -> None:
    demo.bad_day("pale-text")
    page.goto(demo.url.rstrip("/") + MUG)
    assert [each["id"] for each in Axe().run(page).response["violations"]] == ["color-contrast"]


def test_keyboard_trap_holds_the_keyboard_and_lets_the_mouse_go(demo: DemoShop, page: Page) -> None:
    demo.bad_day("keyboard-trap")
    to_address(demo, page)
    field = page.get_by_label("Address", exact=True)
    field.click()
    for key in ("Tab", "Shift+Tab", "Escape", "Tab"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
    page.keyboard.type("12 High Street")
    page.get_by_label("Town or city").click()
    expect(page.get_by_label("Town or city")).to_be_focused()
    expect(field).to_have_value("12 High Street")


def test_nameless_field(demo: DemoShop, page: Page) -> None:
    demo.bad_day("nameless-field")
    to_address(demo, page)
    expect(page.get_by_label("Postcode")).to_have_count(0)
    expect(page.get_by_text("Postcode")).to_be_visible()
    violations = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in violations] == [("label", ["#id_postcode"])]


def to_address(demo: DemoShop, page: Page) -> None:
    page.goto(demo.url.rstrip("/") + MUG)
    page.locator("[data-add] button").click()
    page.locator(".added a").wait_for()
    page.goto(demo.url + "checkout/")
    page.get_by_label("Email address").fill("ann@example.com")
    page.get_by_role("button", name="Continue as guest").click()
    page.wait_for_url("**/delivery/")
    page.locator("button[value=needed]").click()
    expect(page.locator(".cookies")).to_have_count(0)
