"""The bare script that a full visit is compared with."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from mystery_shopper.model import Persona

PRODUCT = "Sea Salt Soap"


def bare(
    browser: Browser,
    url: str,
    persona: Persona,
    attach: Callable[[BrowserContext], object] = lambda context: None,
    glance: Callable[[Page], object] = lambda page: None,
) -> float:
    """Buy as a script that was written for this very shop and looks at nothing; return the seconds.

    ``attach`` gives it one of our senses, and ``glance`` is what it does on each page that has come.
    """
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 720})
    attach(context)
    page = context.new_page()

    def press(what: Locator) -> None:
        glance(page)
        what.click()

    began = time.perf_counter()
    page.goto(url)
    press(page.get_by_role("button", name="Accept"))
    page.get_by_label("Search products").fill(PRODUCT)
    press(page.get_by_role("button", name="Search", exact=True))
    press(page.get_by_role("main").get_by_role("link", name=PRODUCT).first)
    press(page.get_by_role("button", name="Add to basket"))
    press(page.get_by_role("main").get_by_role("link", name="basket").first)
    press(page.get_by_role("link", name="Go to checkout"))
    page.get_by_label("Email address").first.fill("bare@example.com")
    press(page.get_by_role("button", name="Continue as guest"))
    page.get_by_label("First name").fill("Bea")
    page.get_by_label("Last name").fill("Bare")
    page.get_by_label("Address", exact=True).fill("5 High Street")
    page.get_by_label("Town or city").fill("Leeds")
    page.get_by_label("Postcode").fill("LS1 4AP")
    page.get_by_label("Phone").fill("01632 960123")
    press(page.get_by_role("button", name="Continue to payment"))
    card = page.frame_locator("iframe")
    card.get_by_label("Card number").fill("4242424242424242")
    card.get_by_label("Expiry date").fill("12/34")
    card.get_by_label("Security code").fill("123")
    card.get_by_label("Name on card").fill("Bea Bare")
    press(page.get_by_role("button", name="Buy now"))
    page.get_by_text("Thank you").first.wait_for()
    glance(page)
    seconds = time.perf_counter() - began
    context.close()
    return seconds
