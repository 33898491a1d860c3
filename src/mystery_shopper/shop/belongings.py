"""What is kept of a page and its frames, for as long as the page is open."""

from __future__ import annotations

from typing import Generic, TypeVar

from playwright.sync_api import Frame, Page

KeyT = TypeVar("KeyT", Page, Frame)
ValueT = TypeVar("ValueT")


class Belongings(Generic[KeyT, ValueT]):
    """Something of each page or frame, let go of when the page closes.

    A handle or a session leads back to its page, so a weak reference to the page would never let go of either, nor of
    the whole visit that listens to it.
    """

    def __init__(self) -> None:
        self._kept: dict[Page, dict[KeyT, ValueT]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def get(self, key: KeyT) -> ValueT | None:
        """Return what is kept of a page or frame, None when nothing is."""
        return self._kept.get(_page_of(key), {}).get(key)

    def put(self, key: KeyT, value: ValueT) -> ValueT:
        """Keep something of a page or frame, and return it."""
        page = _page_of(key)
        if page not in self._kept:
            self._kept[page] = {}
            page.once("close", self._let_go)
        self._kept[page][key] = value
        return value

    def drop(self, key: KeyT) -> None:
        """Keep it no longer."""
        self._kept.get(_page_of(key), {}).pop(key, None)

    def _let_go(self, page: Page) -> None:
        self._kept.pop(page, None)


def _page_of(key: Page | Frame) -> Page:
    return key if isinstance(key, Page) else key.page
