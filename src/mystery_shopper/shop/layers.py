"""Layers that stand between the customer and the shop: consent banners, newsletters, age and country gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mystery_shopper.shop.hinting import pointed_at, stamped
from mystery_shopper.shop.parts import Control, Field, Layer, Rect
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, PageView
from mystery_shopper.shop.weighing import LEAST, meaning, parted, weigh

_WHOLE: Final = 0.9  # of the window
_MUCH: Final = 0.25  # of the window; what covers less is a toast, a bar or a bubble (P)
_PLAINLY: Final = 0.9
_DOTS: Final = ("…", "...")
NEAR: Final = 260.0  # CSS pixels between a banner's text and its buttons


@dataclass(frozen=True, slots=True)
class Consent:
    """A question about cookies and what answers it."""

    accept: Choice[Control] | None
    reject: Choice[Control] | None
    manage: Choice[Control] | None  # where refusing hides when ``reject`` is None
    save: Choice[Control] | None  # keeps a choice made in the settings
    text: str
    layer: Layer | None
    blocks: bool  # the shop cannot be used before it is answered


@dataclass(frozen=True, slots=True)
class UnaskedLayer:
    """A layer nobody asked for."""

    kind: str  # newsletter, age, country or other
    close: Choice[Control] | None
    layer: Layer
    blocks: bool


def consent(view: PageView) -> Consent | None:
    """Return the question about cookies that the page asks now, or None when it asks none."""
    found = _asked(view)
    accept = pointed_at(view, "accept-cookies", Control)
    reject = pointed_at(view, "reject-cookies", Control)
    if accept is None and reject is None:
        return found
    if found is None:
        return Consent(accept, reject, None, None, "", None, False)
    return replace(found, accept=accept or found.accept, reject=reject or found.reject)


def _asked(view: PageView) -> Consent | None:
    for layer in reversed(view.layers):
        if says("cookies", layer.text, view.lang) or says("cookies", parted(layer.hint), view.lang):
            inside = [each for each in view.controls if view.within(each.layer, layer.id)]
            found = _question(view, inside, layer.text, layer)
            if found is not None:
                return found
    for line in view.lines:
        if line.region != "footer" and not line.control and says("cookies", line.text, view.lang) and line.in_view:
            near = [
                each for each in view.controls if _distance(each.rect, line.rect) < NEAR and each.region != "footer"
            ]
            found = _question(view, near, line.text, None)
            if found is not None and found.accept is not None and found.accept.sure > 0.8:
                return found
    return None


def unasked_layer(view: PageView) -> UnaskedLayer | None:
    """Return a layer above the page that is no cookie banner, such as a newsletter offer, and how to be rid of it."""
    for layer in reversed(view.layers):
        inside = [each for each in view.controls if view.within(each.layer, layer.id)]
        kind = _kind(layer.text, view.lang)
        if layer.backdrop or not layer.text or not (layer.modal or (kind and layer.share > 0.03)):
            continue
        if says("cookies", layer.text, view.lang) and consent(view) is not None:
            continue
        close = _closing(view, inside, kind)
        if kind or (close is not None and close.sure > 0.8):
            return UnaskedLayer(kind or "other", close, layer, layer.modal)
    return None


def veil(view: PageView) -> Layer | None:
    """Return what lies over the whole page with nothing to press in it, such as "Added!" or a spinner: it will go."""
    top = view.modal
    if top is None or top.share < _WHOLE:
        return None
    layers = {each.layer for each in view.controls} | {each.layer for each in view.fields}
    held = any(view.within(each, top.id) for each in layers)
    return None if held or any(top.rect.holds(each.rect) for each in view.frames) else top


def says_it_works(view: PageView) -> bool:
    """Say whether the page asks in words to be waited for: "Please wait", or "Loading delivery options" with dots."""
    told = ((each.text, says("busy", each.text, view.lang)) for each in view.lines if not each.control)
    return any(sure > _PLAINLY or (sure > LEAST and text.endswith(_DOTS)) for text, sure in told)


def answer_over(view: PageView, spot: Rect) -> Choice[Control] | None:
    """Return what closes the shop's own word on what was done, such as a toast, where it lies over a spot."""
    for layer in _words_over(view, spot):
        inside = [each for each in view.controls if view.within(each.layer, layer.id)]
        close = _closing(view, inside, "") or _acknowledging(view, inside, layer)
        if close is not None and not close.target.covered:
            return close
    return None


def _acknowledging(view: PageView, inside: Sequence[Control], layer: Layer) -> Choice[Control] | None:
    """Return the one button of a layer that tells what is wrong, whatever it says, or one that says "OK"."""
    wrong = _declines(view, layer) or any(
        each.kind in ("error", "alert") and view.within(each.layer, layer.id) for each in view.messages
    )
    alone = [each for each in inside if len(inside) == 1 and each.role == "button"]
    return weigh(
        alone,
        lambda each: 0.8 if wrong else meaning("accept-cookies", each, view.lang),
        "is the only button of what the shop has said",
        LEAST,
    )


def goes_by(view: PageView, spot: Rect) -> bool:
    """Say whether the shop's own word on what was done lies over a spot and has nothing to press: it goes by itself."""
    over = _words_over(view, spot)
    return bool(over) and not any(view.within(each.layer, layer.id) for each in view.controls for layer in over)


def _words_over(view: PageView, spot: Rect) -> list[Layer]:
    """Return the layers that tell of what was done and lie over a spot, or stand on a veil that does."""
    told = {each.layer for each in view.messages if each.layer}
    veiled = any((each.backdrop or each.modal) and each.rect.holds(spot) for each in view.layers)
    over = [
        each
        for each in reversed(view.layers)
        if not each.backdrop and (each.rect.holds(spot) or veiled) and (not each.modal or _only_told(view, each))
    ]
    return [each for each in over if each.id in told or says("added", each.text, view.lang) or _declines(view, each)]


def _declines(view: PageView, layer: Layer) -> bool:
    """Say whether a layer tells that a payment was declined, in whatever it is dressed."""
    return says("declined", layer.text, view.lang) > LEAST and not any(
        view.within(each.layer, layer.id) for each in view.fields
    )


def _only_told(view: PageView, layer: Layer) -> bool:
    """Say whether a layer asks nothing but to be acknowledged."""
    inside = [each for each in view.controls if view.within(each.layer, layer.id)]
    return len(inside) <= 1 and not any(view.within(each.layer, layer.id) for each in view.fields)


def layer_over(view: PageView, thing: Control | Field) -> UnaskedLayer | None:
    """Return what floats over something and takes up much of the window, and how to be rid of it, if at all."""
    for layer in reversed(view.layers):
        apart = not layer.backdrop and layer.share >= _MUCH and not view.within(thing.layer, layer.id)
        if apart and layer.rect.holds(thing.rect) and not says("cookies", layer.text, view.lang):
            inside = [each for each in view.controls if view.within(each.layer, layer.id)]
            return UnaskedLayer("other", _closing(view, inside, ""), layer, True)
    return None


def only_needed(text: str, lang: str = "") -> bool:
    """Say whether a text tells of cookies that the shop needs and of no others, so that there is nothing to refuse."""
    return bool(says("needed-cookies", text, lang))


def refused_again(view: PageView, before: PageView, asked: Consent) -> Choice[Control] | None:
    """Return what refuses once more where a refusal has brought another question; what is new there must say so."""
    known = {each.name for each in before.controls}
    spot = asked.reject.target.rect if asked.reject else None
    fresh = [each for each in view.controls if each.name not in known and each.region != "footer"]
    near = [each for each in fresh if spot and _distance(each.rect, spot) < NEAR]
    return weigh(near, lambda each: meaning("reject-cookies", each, view.lang), "refuses cookies once more", least=0.5)


def _question(view: PageView, controls: Sequence[Control], text: str, layer: Layer | None) -> Consent | None:
    accept = stamped(
        view, "accept-cookies", _saying(view, controls, "accept-cookies", but=("reject-cookies", "manage-cookies"))
    )
    reject = stamped(view, "reject-cookies", _saying(view, controls, "reject-cookies", but=()))
    manage = _saying(view, controls, "manage-cookies", but=("accept-cookies", "reject-cookies"))
    save = _saying(view, controls, "save-cookies", but=("accept-cookies", "reject-cookies"))
    if accept is None and reject is None and save is None:
        return None
    blocks = layer is not None and layer.modal
    return Consent(accept, reject, manage, save, text[:300], layer, blocks)


def _saying(view: PageView, controls: Sequence[Control], key: str, but: tuple[str, ...]) -> Choice[Control] | None:
    def weight(control: Control) -> float:
        sure = meaning(key, control, view.lang)
        rival = max((meaning(each, control, view.lang) for each in but), default=0.0)
        return sure if sure > rival and not control.disabled else 0.0

    return weigh(controls, weight, f"answers the question about cookies ({key.replace('-', ' ')})", least=0.65)


def _closing(view: PageView, inside: Sequence[Control], kind: str) -> Choice[Control] | None:
    keys = {"age": ("confirm-age",), "country": ("confirm-country",)}.get(kind, ())
    for key in (*keys, "close", "skip"):
        found = weigh(inside, lambda each, key=key: meaning(key, each, view.lang), "leads past the layer", LEAST)  # type: ignore[misc]
        if found is not None:
            return found
    silent = [each for each in inside if len(each.name) < 2 and each.role == "button"]
    return weigh(silent, lambda each: 0.6, "is the layer's only button without a word, most likely its cross")


def _kind(text: str, lang: str) -> str:
    for key, kind in (("age-gate", "age"), ("newsletter", "newsletter"), ("country-gate", "country")):
        if says(key, text, lang):
            return kind
    return ""


def _distance(one: Rect, other: Rect) -> float:
    across = max(0.0, max(one.x, other.x) - min(one.x + one.width, other.x + other.width))
    down = max(0.0, max(one.y, other.y) - min(one.y + one.height, other.y + other.height))
    return max(across / 3, down)
