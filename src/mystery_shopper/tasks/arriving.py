"""Coming to the shop: its first page, and what lies over it."""

from __future__ import annotations

from time import monotonic
from typing import Final

from mystery_shopper.addresses import parse_address, path_problem
from mystery_shopper.errors import SettingsError
from mystery_shopper.senses.settling import stay
from mystery_shopper.shop import closed
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.clearing import clear_the_way
from mystery_shopper.tasks.embedded import attend_to_the_shop
from mystery_shopper.tasks.logging_in import log_in_before_leaving, pass_the_door, see_who_is_known

_STAYS_BLANK_S: Final = 4.0  # applications show nothing before their first data have come (P)
_TAKES_IN_MS: Final = 1500  # nobody who came to look at a page has left it sooner (P)
_WAITS_FOR_MORE_MS: Final = 4000  # nor does anybody wait for the rest of a page for longer, who can read already (P)


def open_shop(shopper: Shopper, path: str = "") -> None:
    """Open the shop's front page, or a page of it by its path, and deal with what lies over it.

    Raises:
        SettingsError: for an address where a path is expected.
    """
    if problem := path_problem(path):
        raise SettingsError(problem)
    shopper.at("arrive")
    shopper.attend_to(None)
    known = shopper.persona.profile == "kept" and not shopper.memory.been_here
    if known:
        _have_been_here(shopper, path)
    path = path.lstrip("/")
    url = parse_address(shopper.shop_url).url + path if path else shopper.shop_url
    shopper.go(url, landing=not path)
    if not _has_something(shopper.look()) and not _came_instead(shopper):
        shopper.wait_for("the first page", lambda view: _has_something(view) or None, within_s=_STAYS_BLANK_S)
    view = shopper.look()
    wrong = _unusable(shopper, view)
    if wrong:
        raise shopper.held_up("the first page cannot be used", saw=wrong)
    shopper.say(f'{shopper.they()} opened {url} and saw "{view.title}".')
    clear_the_way(shopper)
    attend_to_the_shop(shopper)
    if not path:
        pass_the_door(shopper)
    shopper.memory.arrival = shopper.memory.arrival or shopper.look()
    if known:
        see_who_is_known(shopper)


def take_in(shopper: Shopper) -> None:
    """Stay on a page at least as long as anybody who came to look at it, whatever the pace, for some things come late.

    Where something is still on its way she stays a little longer, for it may move what she reads. What is read of the
    page afterwards is what stands there then.
    """
    began = monotonic()
    most = _TAKES_IN_MS if shopper.memory.never_whole else _WAITS_FOR_MORE_MS
    stayed = stay(shopper.page, _TAKES_IN_MS, most, lambda: shopper.senses.network.under_way(0.0))
    shopper.memory.never_whole |= (monotonic() - began) * 1000 >= _WAITS_FOR_MORE_MS
    if stayed:
        shopper.look_again()
        shopper.look_back()


def _have_been_here(shopper: Shopper, path: str) -> None:
    """Make the visit of the day before: see the first page, answer what it asks, and log in who has an account."""
    shopper.memory.been_here = True
    open_shop(shopper, path)
    log_in_before_leaving(shopper)
    shopper.sleep_over()
    shopper.say(f"{shopper.they()} had been here the day before, and came back in the same browser.")


def _unusable(shopper: Shopper, view: PageView) -> str:
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    if newest is not None and newest.value == 401:
        return (
            "status 401: it asks for a user name and a password. Write into shop.yaml: "
            'access: {login: {user: NAME, password: "${STAGING_PASSWORD}"}}'
        )
    if newest is not None and newest.value >= 400:
        return f"status {newest.value}"
    if newest is not None and newest.value == 0:
        return f"the browser's own page: {newest.get('error') or 'no answer came'}"
    if came := _came_instead(shopper):
        return f"the address answered with {came}"
    if notice := closed(view):
        return f'no more than "{notice}"'
    return "" if _has_something(view) else "a blank page"


def _came_instead(shopper: Shopper) -> str:
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    return str(newest.get("instead") or "") if newest is not None else ""


def _has_something(view: PageView) -> bool:
    return bool(view.text.strip() or view.controls)
