"""Lets what the shop file points at overrule what a decision would find, and stamps each decision with its thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from mystery_shopper.shop.parts import Control, Field
from mystery_shopper.shop.view import Choice, PageView, TargetT, in_reach
from mystery_shopper.shop.weighing import alike

P = ParamSpec("P")
_NAMED: Final = 0.55  # so much of a product's name must stand at or around what is pointed at


def answers(
    thing: str, kind: type[TargetT], *, by_name: bool = False
) -> Callable[
    [Callable[Concatenate[PageView, P], Choice[TargetT] | None]],
    Callable[Concatenate[PageView, P], Choice[TargetT] | None],
]:
    """Mark a decision as the one that finds a thing of the shop: a hint overrules it.

    ``by_name``: the decision's first argument is a product's name, and of many that are pointed at only the one that
    belongs to it is meant.
    """

    def mark(
        decide: Callable[Concatenate[PageView, P], Choice[TargetT] | None],
    ) -> Callable[Concatenate[PageView, P], Choice[TargetT] | None]:
        def decided(view: PageView, /, *args: P.args, **kwargs: P.kwargs) -> Choice[TargetT] | None:
            name = str(args[0]) if args and isinstance(args[0], str) else ""
            hinted = pointed_at(view, thing, kind, name=name, by_name=by_name)
            return hinted or stamped(view, thing, decide(view, *args, **kwargs))

        return wraps(decide)(decided)

    return mark


def pointed_at(
    view: PageView, thing: str, kind: type[TargetT], *, name: str = "", by_name: bool = False
) -> Choice[TargetT] | None:
    """Return what a hint points at on this page, as a choice; None without a hint, or when it fits nothing here."""
    refs = {each.ref for each in view.pointed.get(thing, ())}
    if not refs:
        return None
    parts: list[Any] = list(in_reach(view)) if kind is Control else [each for each in view.fields if not each.decoy]
    meant = [each for each in parts if each.ref in refs or (isinstance(each, Field) and each.press in refs)]
    if name and (by_name or len(meant) > 1):
        meant = sorted(
            (each for each in meant if _of(view, each, name) > _NAMED), key=lambda each: -_of(view, each, name)
        )
    if not meant:
        return None
    awake = [each for each in meant if not each.disabled] or meant
    return Choice(awake[0], 1.0, f"{awake[0]} is what shop.yaml points at", thing=thing, hinted=True)


def stamped(view: PageView, thing: str, found: Choice[TargetT] | None) -> Choice[TargetT] | None:
    """Return a choice with the thing that it is, and with what is to be said when a hint for it fits nothing here."""
    return replace(found, thing=thing, missed=unfit(view, thing)) if found is not None else None


def read_at(view: PageView, thing: str) -> str:
    """Return the text that a hint points at on this page, or an empty string."""
    return next((each.text for each in view.pointed.get(thing, ()) if each.text), "")


def unfit(view: PageView, thing: str) -> str:
    """Return one sentence when there is a hint for a thing and it fits nothing on this page; else an empty string."""
    hint = view.hints.get(thing)
    if hint is None or view.pointed.get(thing):
        return ""
    if ill := never_understood(view, thing):
        return ill
    names = {str(each): each.name or each.hint for each in view.controls}
    names |= {str(each): each.label or each.placeholder for each in view.fields if not each.decoy}
    folded = {name.casefold(): shown for shown, name in reversed(names.items()) if name}
    near = get_close_matches(hint.words.casefold(), folded, n=1, cutoff=0.5) if hint.words else []
    nearest = f" Nearest there: {folded[near[0]]}." if near else ""
    return f"{hint} fits nothing on {view.url}.{nearest}"


def never_understood(view: PageView, thing: str) -> str:
    """Return one sentence when the hint for a thing is a selector that the browser refuses; else an empty string."""
    hint = view.hints.get(thing)
    refused = hint is not None and hint.css and hint.css in view.refused
    return f"{hint} is no CSS selector that the browser understands." if refused else ""


def _of(view: PageView, part: Control | Field, name: str) -> float:
    """Return how surely something belongs to a product of that name: by its own words or by its row's."""
    own = part.name if isinstance(part, Control) else part.label
    return max(alike(name, own), alike(name, view.row_text(part.row)[: len(name) * 3 + 20]))
