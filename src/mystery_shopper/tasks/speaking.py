"""Whether a screen reader would say what a page tells after an act."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mystery_shopper.shop.objecting import FieldError
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper

_HEARD_WITHIN_S = 0.8  # a badge may change before the dialog has faded in that says it aloud (P)


def note_status(shopper: Shopper, before: PageView, what: str, said: str = "", *, signs: Sequence[str] = ()) -> None:
    """Write down a message that stands in no live region although the page stayed and the focus did too.

    ``said`` are the page's own words; ``signs`` tell in ours by what it showed the same.
    A new page is read from its beginning, and whatever gets the focus is read at once: neither is a status message.
    """
    act = next(reversed(shopper.recorder.ever("action")), None)
    if act is None or act.get("navigated") or {"focus", "tab", "url"} & set(act.get("effects", ())):
        return

    def spoken(after: PageView) -> bool | None:
        dialogs = {each.id for each in after.layers if each.dialog} - {each.id for each in before.layers}
        aloud = bool(said) and any(said in each for each in after.live)  # the same words again are said again
        return bool(set(after.live) - set(before.live) or dialogs or aloud) or None

    if spoken(shopper.look()) or shopper.wait_for("a word to hear", spoken, within_s=_HEARD_WITHIN_S):
        return
    shopper.recorder.observe("status", said, url=shopper.page.url, element=what, what=what, signs=list(signs))


def unheard(shopper: Shopper, errors: Callable[[PageView], Sequence[FieldError]]) -> str:
    """Write down and return the error that eyes would find where she goes by ear and hears of none."""
    silent = shopper.only_to_be_seen(errors)
    if not silent:
        return ""
    shopper.recorder.observe("status", silent[0].text, url=shopper.page.url, element="an error", what="an error")
    return f'no word that is read aloud of "{silent[0].text}"'
