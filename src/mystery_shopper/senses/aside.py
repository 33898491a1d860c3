"""A page that is opened beside the visit and closed again: what lies one press further than a shopper went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error, Page

from mystery_shopper.senses.network import Network
from mystery_shopper.senses.settling import wait_until_ready

_WITHIN_S = 3.0  # longer is not worth it for a page that nobody opened (P)


@contextmanager
def opened_aside(page: Page, address: str, network: Network) -> Iterator[Page | None]:
    """Within this, the page at an address stands open in a tab of its own, as its scripts make it; None: none came.

    Nothing of it is written down, for nobody has gone there. A refusal is waited for too: Chromium may forget to close
    a tab whose page has just begun to come, and whoever closes it would wait for ever.
    """
    tab = None
    try:
        tab = page.context.new_page()
        network.aside.add(tab)
        answer = tab.goto(address, wait_until="commit", timeout=_WITHIN_S * 1000)
        came = wait_until_ready(tab, _WITHIN_S) and answer is not None and answer.ok
    except Error:
        came = False
    try:
        yield tab if came else None
    finally:
        if tab is not None:
            with suppress(Error):
                tab.close()


def keeps_for_this_tab(page: Page) -> bool:
    """Say whether a page keeps something that another tab would know nothing of."""
    try:
        return bool(page.evaluate("() => sessionStorage.length > 0"))
    except Error:
        return True
