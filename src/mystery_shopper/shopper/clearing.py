"""Clearing the way: the cookie question is answered, and layers that nobody asked for are closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mystery_shopper import shop
from mystery_shopper.shop.layers import Consent, UnaskedLayer, layer_over, only_needed, refused_again
from mystery_shopper.shop.parts import Control, Field, Layer, Rect
from mystery_shopper.shop.view import Choice, PageView
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.shopper.unasked import came_by_itself

if TYPE_CHECKING:
    from mystery_shopper.shopper.verbs import Shopper

_GOES_BY_S = 3.0  # a word on what was done that stays longer asks to be closed (P)
_PASSES_S = 7.0  # Material Design: a snackbar goes by itself after four to ten seconds
_WHERE = ("postcode", "city", "place")
_MOST_LAYERS = 3  # more layers in a row than this are the shop's whole face, not a layer (P)


def clear_the_way(shopper: Shopper, *, called: bool = False) -> bool:
    """Answer the cookie question as this persona does and close what else lies over the page; say if so.

    ``called``: she has just pressed something whose answer may be a layer; such a one is left open.
    """
    buried = _is_buried(shopper)
    cleared = not buried and answer_cookies(shopper)
    for _ in range(_MOST_LAYERS):
        layer = shop.unasked_layer(shopper.look())
        if layer is None and (not called or came_by_itself(shopper)) and _say_where(shopper):
            cleared = True
            continue
        if layer is None or (called and layer.kind == "other"):
            break
        _note_layer(shopper, layer)
        if layer.close is None:
            break
        shopper.say(f"A layer nobody asked for lay over the page ({layer.kind}); {shopper.persona.pronoun} closed it.")
        _dismiss(shopper, layer.close)
        cleared = True
    return (buried and cleared and not _is_buried(shopper) and answer_cookies(shopper)) or cleared


def brush_aside(shopper: Shopper, spot: Rect) -> bool:
    """Close the shop's word on what she has just done where it lies over a spot; say if it did."""
    close = shop.answer_over(shopper.look_again(), spot)
    if close is None:
        return False
    shopper.say(f"The shop's own message lay over it; {shopper.persona.pronoun} closed it.")
    _press_away(shopper, close)
    return True


def acknowledge(shopper: Shopper) -> bool:
    """Close what the shop has said against her last deed where it shuts off the page behind; say if it did."""
    veils = [each for each in shopper.look().layers if each.modal or each.backdrop]
    return bool(veils) and brush_aside(shopper, veils[-1].rect)


def gives_time_s(shopper: Shopper, thing: Control | Field) -> float:
    """Return how much longer she waits for what lies over a thing: a word in passing is known to go by itself."""
    again = shopper.look().again(thing)
    return _PASSES_S if again is not None and shop.goes_by(shopper.look(), again.rect) else 0.0


def _say_where(shopper: Shopper) -> bool:
    """Tell a shop that asks so before all else where she lives, as those do that deliver nearby; say if it asked."""
    view = shopper.look()
    layer = view.modal
    if layer is None:
        return False
    asked = [each for each in view.fields if view.within(each.layer, layer.id) and not each.decoy]
    kind, field = next(((kind, each) for kind in _WHERE for each in shop.classified(view).get(kind, ())), ("", None))
    value = shop.value_for(kind, shopper.identity, None, field, view.lang) if field else None
    inside = [each for each in view.controls if view.within(each.layer, layer.id) and each.role == "button"]
    own = [each for each in inside if field and each.form == field.form != 0 and each.kind == "submit"]
    sends = inside if len(inside) == 1 else own  # another one may say that she comes and fetches it
    if field is None or value is None or asked != [field] or len(sends) != 1:
        return False
    shopper.fill(field, value)
    shopper.press(sends[0])
    shopper.say(f"The shop asked where home is; {shopper.persona.pronoun} told it.")
    return True


def asks_anew(known: Layer | None, view: PageView) -> bool:
    """Say whether a layer with something to press in it lies over the page that she did not know of."""
    top = view.modal
    return top is not None and (known is None or known.text != top.text) and shop.veil(view) is None


def push_aside(shopper: Shopper, thing: Control | Field) -> bool:
    """Close what has come by itself and floats over what she reaches for; say if it could be closed."""
    layer = layer_over(shopper.look(), thing) if came_by_itself(shopper) else None
    if layer is None:
        return False
    if shopper.senses.noticing.first_time("layer", layer.layer.text):
        _note_layer(shopper, layer)
    if layer.close is None:
        return False
    shopper.say(f"A layer nobody asked for lay over {thing}; {shopper.persona.pronoun} closed it.")
    _press_away(shopper, layer.close)
    return True


def _press_away(shopper: Shopper, close: Choice[Control]) -> None:
    """Press what takes a layer away; one that goes by itself meanwhile needs no press."""
    try:
        with shopper.letting_go():
            shopper.press(close)
    except Gone:
        shopper.look_again()


def outwait(shopper: Shopper) -> None:
    """Wait until what lies over the whole page and asks nothing, such as a word on what she did, has gone by."""
    if shop.veil(shopper.look()):
        shopper.wait_for("the page to be free", lambda view: None if shop.veil(view) else view, within_s=_GOES_BY_S)


def answer_cookies(shopper: Shopper) -> bool:
    """Accept or refuse cookies as this persona would; do nothing when the shop does not ask. Say if so."""
    before = shopper.look()
    banner = shop.consent(before)
    if banner is None:
        return False
    _note_consent(shopper, banner)
    wanted = banner.accept if shopper.persona.cookies == "accepts" else banner.reject
    if wanted is None and banner.manage is not None and shopper.persona.cookies == "rejects":
        shopper.press(banner.manage)
        opened = shop.consent(shopper.look_again())
        wanted = (opened.reject or opened.save) if opened else None
    wanted = wanted or banner.accept or banner.reject or banner.save
    if wanted is None or str(wanted.target) in shopper.memory.out_of_reach:
        return False
    with _doing_without(shopper, banner):
        _dismiss(shopper, wanted)
    if str(wanted.target) in shopper.memory.out_of_reach:
        shopper.say(f"{shopper.they()} left the cookie question open, for {wanted.target} was out of reach.")
        return False
    shopper.say(f'{shopper.they()} answered the cookie question with "{wanted.target.name}".')
    again = refused_again(shopper.look(), before, banner) if wanted is banner.reject else None
    if again is not None:
        _note_consent(shopper, banner, presses=2)
        _dismiss(shopper, again)
        shopper.say(f'The shop asked again; {shopper.persona.pronoun} answered with "{again.target.name}".')
    return True


@contextmanager
def _doing_without(shopper: Shopper, banner: Consent) -> Iterator[None]:
    """Within this, an answer that nobody gets at holds nobody up who can shop beside the question."""
    before, shopper.does_without = shopper.does_without, not banner.blocks
    try:
        yield
    finally:
        shopper.does_without = before


def _dismiss(shopper: Shopper, choice: Choice[Control]) -> None:
    """Press what takes something away; what comes afterwards is no answer to it."""
    _press_away(shopper, choice)
    shopper.memory.dismissed_at = next((each.at for each in reversed(shopper.recorder.ever("action"))), -1.0)


def _note_layer(shopper: Shopper, layer: UnaskedLayer) -> None:
    shopper.senses.point_at("layer", shopper.look(), layer.layer.rect)
    shopper.recorder.observe(
        "layer",
        layer.kind,
        url=shopper.page.url,
        blocks=layer.blocks,
        closable=layer.close is not None,
        text=layer.layer.text[:200],
    )


def _is_buried(shopper: Shopper) -> bool:
    """Say whether a layer lies over every answer to the cookie question: one to be closed first, or that she opened."""
    view = shopper.look()
    banner, top = shop.consent(view), view.modal
    ways = [each for each in (banner.accept, banner.reject, banner.manage, banner.save) if each] if banner else []
    inside = [each for each in view.controls if top is not None and view.within(each.layer, top.id)]
    below = bool(inside) and not any(each.target in inside for each in ways)  # or soon, if it slides
    covered = all(each.target.covered for each in ways) and shop.unasked_layer(view) is not None
    return bool(ways) and (below or covered)


def _note_consent(shopper: Shopper, banner: Consent, presses: int = 1) -> None:
    """Write down how many presses accepting and refusing take: one (``presses``), two by the settings, or None."""
    view = shopper.look()
    refuse = presses if banner.reject or (banner.save and not banner.manage) else 2 if banner.manage else None
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
