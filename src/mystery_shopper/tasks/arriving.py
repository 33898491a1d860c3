"""Coming to the shop: the first page, the cookie question, and layers that nobody asked for."""

from __future__ import annotations

from typing import Final

from mystery_shopper import shop
from mystery_shopper.senses.settling import stay
from mystery_shopper.shop.layers import Consent, only_needed
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper

_MOST_LAYERS = 3  # more layers in a row than this are the shop's whole face, not a layer (P)
_STAYS_BLANK_S: Final = 4.0  # applications show nothing before their first data have come (P)
_TAKES_IN_MS: Final = 1000  # nobody who came to look at a page has left it sooner (P)


def open_shop(shopper: Shopper, path: str = "") -> None:
    """Open the shop's front page, or a page of it by its path, and deal with what lies over it."""
    shopper.at("arrive")
    url = shopper.shop_url.rstrip("/") + "/" + path.lstrip("/")
    shopper.go(url, landing=not path)
    shopper.wait_for("the first page", lambda view: _has_something(view) or None, within_s=_STAYS_BLANK_S)
    view = shopper.look()
    wrong = _unusable(shopper, view)
    if wrong:
        raise shopper.held_up("the first page cannot be used", saw=wrong)
    shopper.say(f'{shopper.they()} opened {url} and saw "{view.title}".')
    clear_the_way(shopper)
    shopper.memory.arrival = shopper.memory.arrival or shopper.look()


def take_in(shopper: Shopper) -> None:
    """Stay on a page at least as long as anybody who came to look at it, whatever the pace, for some things come late.

    What is read of the page afterwards is what stands there then.
    """
    if stay(shopper.page, _TAKES_IN_MS):
        shopper.look_again()


def clear_the_way(shopper: Shopper, *, called: bool = False) -> None:
    """Answer the cookie question as this persona does and close what else lies over the page.

    ``called``: she has just pressed something whose answer may be a layer; such a one is left open.
    """
    answer_cookies(shopper)
    for _ in range(_MOST_LAYERS):
        layer = shop.unasked_layer(shopper.look())
        if layer is None or (called and layer.kind == "other"):
            return
        shopper.senses.point_at("layer", shopper.look(), layer.layer.rect)
        shopper.recorder.observe(
            "layer",
            layer.kind,
            url=shopper.page.url,
            blocks=layer.blocks,
            closable=layer.close is not None,
            text=layer.layer.text[:200],
        )
        if layer.close is None:
            return
        shopper.say(f"A layer nobody asked for lay over the page ({layer.kind}); {shopper.persona.pronoun} closed it.")
        shopper.press(layer.close)


def answer_cookies(shopper: Shopper) -> None:
    """Accept or refuse cookies as this persona would; do nothing when the shop does not ask."""
    banner = shop.consent(shopper.look())
    if banner is None:
        return
    _note_consent(shopper, banner)
    wanted = banner.accept if shopper.persona.cookies == "accepts" else banner.reject
    if wanted is None and banner.manage is not None and shopper.persona.cookies == "rejects":
        shopper.press(banner.manage)
        opened = shop.consent(shopper.look_again())
        wanted = (opened.reject or opened.save) if opened else None
    wanted = wanted or banner.accept or banner.reject or banner.save
    if wanted is None:
        return
    shopper.press(wanted)
    shopper.say(f'{shopper.they()} answered the cookie question with "{wanted.target.name}".')


def _note_consent(shopper: Shopper, banner: Consent) -> None:
    """Write down how many presses accepting and refusing take: one, two by way of the settings, or None."""
    view = shopper.look()
    refuse = 1 if banner.reject or (banner.save and not banner.manage) else 2 if banner.manage else None
    mark = banner.accept or banner.manage or banner.save
    if mark is not None:
        shopper.senses.point_at("cookie question", view, banner.layer.rect if banner.layer else mark.ref)
    shopper.recorder.observe(
        "consent",
        refuse,
        url=view.url,
        accept=1 if banner.accept else 0,
        needed_only=refuse is None and only_needed(banner.text, view.lang),
        text=banner.text,
    )


def _unusable(shopper: Shopper, view: PageView) -> str:
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    if newest is not None and newest.value == 401:
        return (
            "status 401: it asks for a user name and a password. Write into shop.yaml: "
            'access: {login: {user: NAME, password: "${STAGING_PASSWORD}"}}'
        )
    if newest is not None and (newest.value >= 400 or newest.value == 0):
        return f"status {newest.value}"
    return "" if _has_something(view) else "a blank page"


def _has_something(view: PageView) -> bool:
    return bool(view.text.strip() or view.controls)
