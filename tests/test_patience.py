"""A page that is on its way for longer than the shopper waits ends her patience, though it comes at last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from mystery_shopper.provision import browsers
from mystery_shopper.senses.settling import Settled, settle

TAKES_S = 0.6


class LateShop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/late":
            threading.Event().wait(TAKES_S)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<a href='/late'>The late page</a>")

    def log_message(self, *_: Any) -> None:
        return None


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), LateShop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def visited(playwright: Playwright) -> Iterator[Page]:
    browser = playwright.chromium.launch(**browsers.launch_args(browsers.find(), headless=True))
    yield browser.new_page()
    browser.close()


def press_the_link(page: Page, shop: str, patience_s: float) -> Settled:
    page.goto(shop)
    still = {"sent": 0, "navigating": False, "sending": False, "stopped": False}
    network: Any = SimpleNamespace(**still, stop=lambda page: None, under_way=lambda since: False)
    page.get_by_role("link").click(no_wait_after=True)
    return settle(page, network, patience_s=patience_s, sent_before=0, url_before=page.url)


def test_a_page_that_comes_too_late_ends_her_patience(visited: Page, shop: str) -> None:
    assert press_the_link(visited, shop, TAKES_S / 2).patience_ended


def test_a_page_that_comes_in_time_does_not(visited: Page, shop: str) -> None:
    answer = press_the_link(visited, shop, TAKES_S * 50)
    assert (answer.patience_ended, answer.navigated) == (False, True)
