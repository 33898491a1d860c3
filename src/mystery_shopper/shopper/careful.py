"""Turns what stops a hand into what the shopper says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mystery_shopper.shopper.hands import Gone, Stuck, Trapped
from mystery_shopper.shopper.motor import Missed

if TYPE_CHECKING:
    from mystery_shopper.shopper.acting import Acting


@dataclass
class Careful:
    """Turns what stops a hand into what the shopper says about it."""

    shopper: Acting
    target: str

    def __enter__(self) -> None:
        self.shopper.senses.network.acted = True

    def __exit__(self, _kind: object, trouble: BaseException | None, _trace: object) -> None:
        shopper, misses = self.shopper, self.shopper.hands.misses
        if misses:
            shopper.hands.misses = 0
            shopper.say(f"{shopper.they()} missed {self.target} {misses} time{'s' if misses > 1 else ''}.")
        if isinstance(trouble, Missed):
            raise shopper.held_up(f"{self.target} is too small to be hit", saw=f"it, {trouble}") from None
        if isinstance(trouble, Gone):
            raise self.shopper.gone(self.target) from None
        if isinstance(trouble, Trapped | Stuck):
            value = "trapped" if isinstance(trouble, Trapped) else "unreachable"
            self.shopper.senses.point_at(trouble.where or self.target, self.shopper.look(), ":focus")
            self.shopper.recorder.observe(
                "keyboard",
                value,
                element=trouble.where or self.target,
                url=self.shopper.page.url,
                target=self.target,
                keystrokes=trouble.keystrokes,
                trapped_in=trouble.where,
            )
            if isinstance(trouble, Stuck) and shopper.does_without:
                shopper.memory.out_of_reach.add(self.target)
                raise Gone(f"{self.target} is out of reach") from None
            raise self.shopper.held_up(f"{self.target} cannot be reached by keyboard", saw=str(trouble)) from None


def shut_out(trouble: str, url: str, turned_away: str) -> str:
    """Return what to say and do when nothing of a shop may be seen, empty when that is not what ``trouble`` tells.

    ``turned_away`` is the last address that the guard stopped.
    """
    if "ERR_CERT" in trouble:
        return (
            f"The browser does not trust the certificate of {url}. For a staging shop with a certificate of its own, "
            "write into shop.yaml: access: {certificate: accept}"
        )
    if "ERR_ABORTED" in trouble and turned_away:
        host = urlsplit(turned_away).netloc
        return f"{url} leads on to {host}, where nobody is let. If it is the shop's, add to shop.yaml: hosts: [{host}]"
    return ""
