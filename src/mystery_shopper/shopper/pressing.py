"""What a press means before it is made, and whether the page heard one that did nothing."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Error, Frame, Page

from mystery_shopper.shop.view import Control, PageView

_WRITTEN = ("text", "search", "email", "tel", "url", "password", "textarea")
_LISTEN = """() => { const heard = window[Symbol.for('ms-heard')] = {press: false};
  addEventListener('click', () => { heard.press = true }, {capture: true, once: true}) }"""
_HEARD = "() => (window[Symbol.for('ms-heard')] || {press: true}).press"


def holds_words(form: int, view: PageView) -> bool:
    """Say whether a form holds something that is written, such as what is searched for."""
    fields = [each for each in view.fields if each.form == form != 0 and not each.decoy]
    return any(each.filled and each.type in _WRITTEN for each in fields)


def leads_nowhere(control: Control, view: PageView) -> bool:
    """Say whether a link stays on this very page, where an answer may be no more than a jump that is not needed."""
    return "#" in control.href and control.href.split("#")[0] == view.url.split("#")[0]


def listen_for_press(place: Page | Frame) -> Callable[[], bool]:
    """Begin to listen; what is returned says later whether a press has come as the page's own controls make one.

    Enter on a button or link becomes a press, whatever the page makes of it. On a control that is only drawn it does
    not, and where a script has swallowed the key neither. Of a page that has gone nobody can tell: it counts as heard.
    """

    def heard() -> bool:
        try:
            return bool(place.evaluate(_HEARD))
        except Error:
            return True

    try:
        place.evaluate(_LISTEN)
    except Error:
        return lambda: True
    return heard
