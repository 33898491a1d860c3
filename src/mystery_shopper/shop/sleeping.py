"""Says why a control cannot be pressed yet, in the page's own words."""

from __future__ import annotations

from typing import Final

from mystery_shopper.shop.checkout import errors
from mystery_shopper.shop.parts import Control
from mystery_shopper.shop.phrases import plain, says
from mystery_shopper.shop.view import PageView

_NEAR_PX: Final = 56.0  # text so near to a control is read with it: about two lines (P)
_SENTENCE: Final = 4  # words from which text beside a control tells something (P)
_REASONS: Final = ("field-error", "choose-option", "out-of-stock", "terms")


def why_disabled(view: PageView, control: Control) -> str:
    """Return what the page says about a control that is disabled, or an empty string when it says nothing.

    A sentence beside the control is a reason; farther away it must ask for something or say that it is sold out.
    """
    wrong = errors(view)
    if wrong:
        return wrong[0].text
    told = [each.text for each in view.messages if each.text.strip()]
    beside = [
        each.text
        for each in view.lines
        if not each.control
        and abs(each.rect.y + each.rect.height / 2 - control.rect.y - control.rect.height / 2)
        <= _NEAR_PX + (each.rect.height + control.rect.height) / 2
        and each.rect.x < control.rect.x + control.rect.width
        and control.rect.x < each.rect.x + each.rect.width
        and len(plain(each.text).split()) >= _SENTENCE
    ]
    same = [each.text for each in view.lines if control.form and each.form == control.form and not each.control]
    asked = [each for each in (*told, *same, control.name) if any(says(key, each, view.lang) for key in _REASONS)]
    return next(iter((*told, *beside, *asked)), "")
