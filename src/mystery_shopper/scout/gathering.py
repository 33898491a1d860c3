"""Gathers from the pages that a scout passes what a human may want to know: fields, deliveries, payments, hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from mystery_shopper import shop
from mystery_shopper.addresses import host_port
from mystery_shopper.scout.understood import Found, Scouting
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.view import PAGE_FURNITURE, Control, Field, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.excuses import AT_THE_TILL

_ASKING: Final = ("text", "email", "tel", "number", "select", "textarea", "combobox", "date")
_NO_DETAIL: Final = frozenset(
    {"search", "voucher", "newsletter", "honeypot", "decoy", "quantity", "unknown", "paid-extra"}
)


def gather(shopper: Shopper, scouting: Scouting) -> None:
    """Take in what the page asks for; called before every press."""
    if shopper.recorder.moment in AT_THE_TILL:
        views = shopper.look_everywhere()
        for view in views:
            _fields(view, scouting)
            _choices(view, scouting)
    gather_things(shopper, scouting)
    gather_hosts(shopper, scouting)
    if shopper.recorder.moment in AT_THE_TILL:
        know_the_provider(shopper.look(), scouting)


def gather_things(shopper: Shopper, scouting: Scouting) -> None:
    """Keep which control or field was taken for which named thing, the least sure of each."""
    for each in shopper.memory.taken:
        choice = each.choice
        known = scouting.things.get(choice.thing)
        if known is None or choice.sure < known.sure:
            said = as_hint(choice.target)
            scouting.things[choice.thing] = Found(choice.thing, said, round(min(1.0, choice.sure), 2), choice.hinted)


def gather_hosts(shopper: Shopper, scouting: Scouting) -> None:
    """Keep the hosts that a visit was not let to."""
    for each in shopper.recorder.ever("note"):
        url = str(each.get("refused", ""))
        host = _named(url)
        known = (*scouting.payment_hosts, *scouting.other_hosts)
        if host and host not in known:
            kept = scouting.payment_hosts if each.moment in AT_THE_TILL else scouting.other_hosts
            kept.append(host)


def know_the_provider(view: PageView, scouting: Scouting) -> None:
    """Keep the host that should show the card's form as the provider's, whenever it was first asked for."""
    frame = shop.card_place(view)
    host = _named(frame.src) if frame else ""
    if host in scouting.other_hosts:
        scouting.other_hosts.remove(host)
        scouting.payment_hosts.append(host)


def currency_of(view: PageView) -> str:
    """Return the currency in which most prices of a page are written; empty when none says its own."""
    found = Counter(
        money.currency for each in view.lines for money in shop.find_prices(each.text, view.lang) if money.currency
    )
    return found.most_common(1)[0][0] if found else ""


def as_hint(part: Control | Field) -> str:
    """Return a control or field as a hint for it would be written."""
    if isinstance(part, Control):
        return f'{part.role} "{part.name}"' if part.name else f"css={part.tag or '*'}"
    if part.id:
        return f"#{part.id}"
    roles = {"search": "searchbox", "select": "combobox", "checkbox": "checkbox", "radio": "radio"}
    return f'{roles.get(part.type, "textbox")} "{part.label or part.placeholder or part.name}"'


def controls_of(views: Iterable[PageView], most: int = 6) -> list[str]:
    """Return what can be pressed on a page, its own before what stands on every page."""
    controls = [each for view in views for each in view.controls if each.name and not each.disabled]
    own = [each for each in controls if each.region not in PAGE_FURNITURE]
    own.sort(key=lambda each: (each.role != "button", not each.filled))
    return list(dict.fromkeys(f'{each.role} "{each.name[:40]}"' for each in (*own, *controls)))[:most]


def _fields(view: PageView, scouting: Scouting) -> None:
    for kind, fields in shop.classified(view).items():
        part = next((each for each in fields if each.region not in PAGE_FURNITURE), None)
        if part is None:
            continue
        name = part.label or part.placeholder or part.name or part.id
        if kind == "unknown":
            asked = [each for each in fields if each.required and each.type in _ASKING]
            asked = [each for each in asked if each.region not in PAGE_FURNITURE]
            names = [each.label or each.placeholder or each.name for each in asked]
            scouting.unknown_fields.extend(each for each in names if each not in scouting.unknown_fields)
        elif kind not in _NO_DETAIL or kind in CARD:
            scouting.fields.setdefault(kind, name)


def _choices(view: PageView, scouting: Scouting) -> None:
    for group in shop.choices_needed(view):
        kept = {"delivery": scouting.deliveries, "payment": scouting.payments}.get(group.kind)
        for each in group.items if kept is not None else ():
            if kept is not None and each.label and each.label not in kept:
                kept.append(each.label)


def _named(url: str) -> str:
    parts = urlsplit(url)
    return (parts.netloc if parts.port else parts.hostname or "") if host_port(url) else ""
