"""The one line to a page's DevTools: opened once, and what was told there holds as long as the page lives."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

_LINES: Final[WeakKeyDictionary[Page, CDPSession]] = WeakKeyDictionary()


def line_to(page: Page) -> CDPSession:
    """Return the DevTools session of a page.

    Raises:
        Error: Playwright's, when the page has gone or the browser is no Chromium.
    """
    if page not in _LINES:
        _LINES[page] = page.context.new_cdp_session(page)
    return _LINES[page]
