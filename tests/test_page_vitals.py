"""The script inside the page, in a real browser: its web vitals on pages of known behaviour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from page_window import ORIGIN, SETTLE, Window, newest, wait_for_note
from playwright.sync_api import Page, Route

from mystery_shopper.shop import look

SIZE = 'width="600" height="400"'
GREY = f'<svg xmlns="http://www.w3.org/2000/svg" {SIZE}><rect {SIZE} fill="grey"/></svg>'


def test_the_vitals_of_a_calm_page(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit(f"<h1>Hello</h1>{GREY}")
    for name in ("LCP", "FCP", "TTFB"):
        found = wait_for_note(page, notes, name, 0)
        assert 0 <= found["value"] < 2500
        assert found["url"] == f"{ORIGIN}/"
    assert newest(notes, "LCP") == {**page.evaluate("() => window[Symbol.for('ms')].vitals().LCP")}


def test_a_late_picture_is_the_largest_paint(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit(
        "<h1>Mug</h1><img id=shot width=600 height=400 alt='Blue mug'>"
        "<script>setTimeout(() => shot.src = 'data:image/svg+xml,' + encodeURIComponent(`"
        + GREY.replace("</svg>", f"<!-- {'so many bytes that the browser takes it for a picture ' * 60}--></svg>")
        + "`), 700)</script>"
    )
    found = wait_for_note(page, notes, "LCP", 690)
    assert found["element"] == 'picture "Blue mug"'


def test_content_that_jumps_is_counted_and_named(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit(
        "<div id=late></div><section style='height:500px;background:#ddd'><h2>Reviews</h2></section>"
        "<script>setTimeout(() => { late.style.height = '400px' }, 700)</script>"
    )
    found = wait_for_note(page, notes, "CLS", 0.25)
    assert found["value"] < 1
    assert "Reviews" in found["element"]


def test_a_handler_that_blocks_is_the_slowest_interaction(
    visit: Callable[..., Page], notes: list[dict[str, Any]]
) -> None:
    page = visit(
        "<button>Add to basket</button><script>document.querySelector('button').onclick = () => "
        "{ const end = performance.now() + 400; while (performance.now() < end); }</script>"
    )
    page.click("button")
    found = wait_for_note(page, notes, "INP", 380)
    assert found["element"] == 'button "Add to basket"'


def test_a_second_document_is_told_apart(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit("<h1>One</h1>")
    first = wait_for_note(page, notes, "FCP", 0)["id"]
    notes.clear()
    page.goto(f"{ORIGIN}/")
    assert wait_for_note(page, notes, "FCP", 0)["id"] != first


def test_a_page_that_is_looked_at_before_its_styles_have_come_does_not_jump(
    window: Window, notes: list[dict[str, Any]]
) -> None:
    late: list[Route] = []
    html = (
        "<!doctype html><html lang=en><head><script>setTimeout(() => fetch('/now'), 300)</script>"
        "<link rel=stylesheet href=/late.css></head><body><h1>Thank you</h1>" + "<p>Some words</p>" * 9
    )
    page = window.page
    page.unroute_all()
    page.route(f"{ORIGIN}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.route(f"{ORIGIN}/late.css", lambda route: late.append(route))
    page.route(f"{ORIGIN}/now", lambda _: late[0].fulfill(body="h1 { margin-top: 300px }", content_type="text/css"))
    notes.clear()
    page.goto(f"{ORIGIN}/", wait_until="commit")
    assert "Thank you" in look(page).text
    wait_for_note(page, notes, "FCP", 0)
    page.evaluate(SETTLE)
    assert page.evaluate("() => (window[Symbol.for('ms')].vitals().CLS || {value: 0}).value") == 0
    page.unroute_all()
