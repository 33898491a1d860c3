"""What a page says a moment after it has answered, while nobody does a thing: some say yes at once, and then no."""

from __future__ import annotations

from functools import partial

from mystery_shopper import shop
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper


def listen_on(shopper: Shopper, known: PageView) -> None:
    """Look back at a page before she goes on, and write down a failure that it did not tell when she saw it first."""
    shopper.later(partial(_note_failure, shopper, known, shopper.recorder.moment))


def new_failures(before: PageView, after: PageView) -> list[str]:
    """Return by which errors a page says that something went wrong, and did not before."""
    known = {each.text for each in shop.errors(before)}
    return [each for each in shop.failures(after) if each not in known]


def _note_failure(shopper: Shopper, known: PageView, moment: str, view: PageView) -> None:
    text = shop.says_it_failed(known, view) or next(iter(new_failures(known, view)), "")
    if text and view.url == known.url:
        shopper.recorder.observe("failed_late", text, url=view.url, element="", moment=moment)
