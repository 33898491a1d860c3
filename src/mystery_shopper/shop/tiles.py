"""Finds ways to pay that are no radio buttons: tiles, tabs or folds, of which one is pressed to see its fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mystery_shopper.shop.parts import Control
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PageView, in_reach
from mystery_shopper.shop.weighing import LEAST, means, of_the_page, real_link

_LONGEST: Final = 40  # characters of a tile's name (P)
_PLAINLY: Final = 0.9
_NEAR: Final = 400.0  # CSS pixels between one fold and the next, an open one between them (P)
_ABOVE: Final = 5  # lines before the first tile among which the question may stand (P)
_WAYS: Final = ("card-payment", "offline-payment")
_LEADS_ON: Final = ("pay", "place-order", "continue", "checkout", "back", "edit", "log-in", "voucher", "help", "remove")


def payment_tiles(view: PageView) -> Iterator[tuple[str, list[Control]]]:
    """Yield the question and the tiles of each choice between ways to pay that is made by pressing."""
    run: list[Control] = []
    for each in (*in_reach(view), None):
        if each is not None and _tile(view, each) and (not run or _alike(run[-1], each)):
            run.append(each)
            continue
        if len(run) > 1 and (found := _question(view, run)) is not None:
            yield found, run
        run = [each] if each is not None and _tile(view, each) else []


def is_shown(tile: Control) -> bool | None:
    """Say whether a tile is the chosen one or an open fold; None when it does not say."""
    return tile.chosen if tile.chosen is not None else tile.expanded


def _tile(view: PageView, control: Control) -> bool:
    pressed = control.role in ("button", "tab", "summary") or (control.role == "link" and not real_link(control))
    sends = control.kind == "submit" and control.form
    if not pressed or sends or control.row or not of_the_page(control.region) or len(control.name) > _LONGEST:
        return False
    ways = max(says(each, control.name, view.lang) for each in _WAYS)
    return bool(control.name) and max(ways, LEAST) > means(_LEADS_ON, control, view.lang)


def _alike(one: Control, other: Control) -> bool:
    near = abs(other.rect.y - one.rect.y) < _NEAR and one.form == other.form and one.layer == other.layer
    return near and (one.tag, one.role) == (other.tag, other.role) and abs(one.rect.height - other.rect.height) < 6


def _question(view: PageView, run: Sequence[Control]) -> str | None:
    """Return what the tiles answer; None when they are no ways to pay: two say so, or one below words that ask."""
    sure = [max(says(way, each.name, view.lang) for way in _WAYS) for each in run]
    refs = {each.ref for each in run}
    at = next((number for number, line in enumerate(view.lines) if line.control in refs), 0)
    before = [each.text for each in view.lines[max(0, at - _ABOVE) : at] if not each.control]
    asks = [each for each in before if says("payment-method", each, view.lang) > LEAST]
    named = sum(each > _PLAINLY for each in sure) > 1 or (bool(asks) and max(sure) > LEAST)
    return (asks or before or [""])[-1] if named else None
