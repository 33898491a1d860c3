"""The bad days of the demo shop: what each one breaks, and the switches that turn them on from outside."""

from __future__ import annotations

import difflib
import json
import os
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import UnknownDay

SWITCHES = "switches.json"


@dataclass(frozen=True)
class Day:
    """One fault that can be switched on.

    `kind` is the id of the friction a customer meets, `moment` the place on the journey where it is met and
    `owner` the team that would mend it, so that a report can be held against what was really broken.
    """

    name: str
    kind: str
    moment: str
    owner: str
    sentence: str


_TABLE = """
landing-down | landing-unusable | arrive | backend | The home page answers 503.
broken-link | broken-link-on-path | find | web | A link of the menu leads to a page that is not there.
slow-product-page | slow-server | choose | backend | The server takes 3 s for a product page.
late-picture | slow-lcp | choose | web | The product's main picture arrives after 5 s.
broken-picture | image-broken | choose | merchandising | The product's picture is not there.
dead-button | dead-click | choose | web | The button that adds to the basket does nothing.
script-error | js-error-on-path | choose | web | A script fails when the customer adds to the basket.
api-error | api-error-on-path | choose | backend | A request that the product page needs answers 500.
jumping-page | layout-shift | choose | web | The product page's content shifts down late.
sluggish-button | slow-inp | choose | web | Pressing a button blocks the page for 700 ms.
silent-wait | wait-no-feedback | choose | web | An action takes 3 s and nothing shows that it runs.
covered-button | obscured-target | choose | web | A layer nobody asked for covers the main button.
pale-text | low-contrast | arrive | accessibility | Text that matters is too pale to read.
price-drift | price-drift | basket | backend | The basket charges more than the product page showed.
total-wrong | total-wrong | basket | backend | The total is higher than its lines and delivery.
basket-lost | basket-lost | basket | backend | The basket is empty after a reload or logging in.
keyboard-trap | keyboard-blocked | checkout | accessibility | Tab does not leave a field of the address form.
form-wiped | form-data-lost | checkout | web | One mistake in the address empties the whole form.
silent-error | error-not-identified | checkout | web | A mistake in the address is refused without a word.
nameless-field | field-unlabelled | checkout | accessibility | A field that is needed has no label.
late-fee | late-extra-cost | pay | merchandising | A handling fee appears on the payment step.
checkout-500 | purchase-failed | pay | product | Placing the order answers 500 and makes no order.
endless-wait | wait-too-long | pay | backend | Placing the order takes 14 s.
decline-dead-end | decline-unrecoverable | pay | payments | A declined card gets no reason and no second try.
payment-frame-down | payment-frame-failed | pay | payments | The card form does not load.
three-ds-hangs | three-ds-stuck | pay | payments | The bank's page spins for ever.
bare-confirmation | confirmation-incomplete | confirm | web | The confirmation shows no reference and no total.
mail-lost | email-missing | mail | CRM | E-mail is accepted and never delivered.
mail-late | email-missing | mail | CRM | E-mail arrives 45 s after it was sent.
"""

DAYS: dict[str, Day] = {day.name: day for day in (Day(*line.split(" | ")) for line in _TABLE.strip().splitlines())}
"""Every bad day by its name, in the order of the journey."""


def active(state: Path) -> frozenset[str]:
    """The names switched on now in the run folder `state`.

    Reads the file each time (about 20 microseconds): a cache could show yesterday's switches for an instant.
    """
    try:
        return frozenset(json.loads((state / SWITCHES).read_bytes()))
    except FileNotFoundError:
        return frozenset()


def switch_on(state: Path, *names: str) -> None:
    """Begin the named bad days, beside those that are on already. Raises UnknownDay."""
    check(names)
    with _lock:
        _write(state, active(state) | set(names))


def switch_off(state: Path, *names: str) -> None:
    """End the named bad days. Raises UnknownDay; ending a day that is not on is no error."""
    check(names)
    with _lock:
        _write(state, active(state) - set(names))


def good_day(state: Path) -> None:
    """End every bad day."""
    with _lock:
        _write(state, frozenset())


def check(names: Iterable[str]) -> None:
    """Raise UnknownDay for the first of `names` that is no bad day's."""
    for name in names:
        if name not in DAYS:
            near = difflib.get_close_matches(name, DAYS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise UnknownDay(f"There is no bad day {name!r}.{hint} Valid: {', '.join(sorted(DAYS))}.")


_lock = threading.Lock()


def _write(state: Path, names: frozenset[str]) -> None:
    handle, name = tempfile.mkstemp(dir=state, prefix=SWITCHES)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(sorted(names), file)
    os.replace(name, state / SWITCHES)
