"""The one line to a page's DevTools: opened once, and what was told there holds as long as the page lives."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import CDPSession, Page

from mystery_shopper.shop.belongings import Belongings

_LINES: Final[Belongings[Page, CDPSession]] = Belongings()


def line_to(page: Page) -> CDPSession:
    """Return the DevTools session of a page.

    Raises:
        Error: Playwright's, when the page has gone or the browser is no Chromium.
    """
    return _LINES.get(page) or _LINES.put(page, page.context.new_cdp_session(page))
