"""Whether a screen reader would say what a page tells after an act."""

from __future__ import annotations

from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper import Shopper


def note_status(shopper: Shopper, before: PageView, what: str, said: str) -> None:
    """Write down a message that stands in no live region although the page stayed and the focus did too.

    A new page is read from its beginning, and whatever gets the focus is read at once: neither is a status message.
    """
    act = next(reversed(shopper.recorder.ever("action")), None)
    if act is None or act.get("navigated") or {"focus", "tab", "url"} & set(act.get("effects", ())):
        return
    after = shopper.look()
    spoken = set(after.live) - set(before.live)
    dialog = {each.id for each in after.layers if each.dialog} - {each.id for each in before.layers}
    if not spoken and not dialog:
        shopper.recorder.observe("status", said, url=after.url, element=what, what=what)
