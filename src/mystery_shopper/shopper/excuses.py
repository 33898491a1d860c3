"""What holds a shopper up and is none of the shop's doing: our own guard, and a shop that has gone in mid-visit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from mystery_shopper.addresses import host_port
from mystery_shopper.shopper.surroundings import is_tracker

if TYPE_CHECKING:
    from mystery_shopper.shopper.person import Person

AT_THE_TILL: Final = ("checkout", "pay", "confirm")
"""The moments at which a host that is met for the first time is most likely the payment provider's."""

_NO_ANSWER: Final = re.compile(
    r"((?:NS_)?ERR(?:OR)?_(?:\w*CONNECTION|NET_|EMPTY|ADDRESS|NAME|UNKNOWN_HOST|TIMED)\w*)|Could not connect"
)


def excuse(shopper: Person) -> str:
    """Return why nobody can say that the shop has held her up, and what to do; empty when the shop has."""
    return shop_gone(shopper) or _turned_away(shopper)


def shop_gone(shopper: Person) -> str:
    """Say that the shop has gone, by what failed last: the page she is on, or what it asked for since she acted."""
    failed = [each for each in shopper.recorder.ever("request_failed") if each.at >= round(shopper.acted_at, 3)]
    errors = [str(each.value) for each in failed if each.get("first_party")]
    if shopper.page.url.startswith("chrome-error:"):
        errors += [str(each.get("error")) for each in shopper.recorder.ever("navigation")[-1:]]
    return stopped_answering(shopper, errors[-1]) if errors else ""


def stopped_answering(shopper: Person, error: str) -> str:
    """Return what to say when an error of the line means that the whole shop has gone; empty when it answers still."""
    code = _NO_ANSWER.search(error)
    if code is None or not shopper.silent():
        return ""
    return (
        f"The shop stopped answering ({code[1] or code[0]}): {shopper.shop_url}. Start it again, and play this again."
    )


def _turned_away(shopper: Person) -> str:
    """Say which host the guard refused that she needed to go on."""
    hosts = dict.fromkeys(urlsplit(each).netloc for each in _needed(shopper))
    if not hosts:
        return ""
    named = ", ".join(hosts)
    key = "payment_hosts" if shopper.recorder.moment in AT_THE_TILL else "hosts"
    whose = "the payment provider" if key == "payment_hosts" else "the shop"
    return (
        f"The way to {named} was not taken, because shop.yaml does not allow this host, so the visit says nothing "
        f"about the shop. If it belongs to {whose}, add to shop.yaml: {key}: [{named}]"
    )


def _needed(shopper: Person) -> list[str]:
    """Return the refused addresses without which nobody could go on.

    They are pages and data that were asked for by her last act, or on this page of the till, and frames that this page
    of the till shows. Beacons, trackers and what other pages embed hold nobody up.
    """
    at_the_till = shopper.recorder.moment in AT_THE_TILL
    since = min(shopper.acted_at, shopper.senses.network.page_began) if at_the_till else shopper.acted_at
    view = shopper.seen  # she is not to look again: it may be just that at which she gives up
    shown = {host_port(each.src) for each in view.frames} if view is not None else None
    needed = []
    for each in shopper.recorder.ever("note"):
        url, what = str(each.get("refused", "")), each.get("what")
        if not url or each.at < round(since, 3) or is_tracker(urlsplit(url).hostname or ""):
            continue
        in_a_frame = what == "frame" and at_the_till and (shown is None or host_port(url) in shown)
        if what in ("page", "data") or in_a_frame:
            needed.append(url)
    return needed
