"""Finds what pays: methods, card fields in the page or in any frame, the bank's question, the words of a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.choosing import ChoiceItem, choices_needed
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.parts import Control, Field, Frame
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import meaning, means, of_the_page, parted, weigh

LONGEST: Final = 260  # characters of a sentence about a refusal
_CARD_PLACE: Final = re.compile(
    r"\b(cards?|carte|\w*karten?\w*|tarjeta|carta|kaart|karta|cartao|payments?|paiement|zahlung|pago|pagamento|betaling|"
    r"platnosc|cvc|cvv|ccv|stripe|adyen|braintree)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CardField:
    """One card field and the document that holds it; providers put each into a frame of its own."""

    kind: str
    field: Field
    view: PageView


@dataclass(frozen=True, slots=True)
class CardForm:
    """The fields that take a card."""

    places: tuple[CardField, ...]

    @property
    def view(self) -> PageView:
        """The document that takes the card's number."""
        return next(each.view for each in self.places if each.kind == "card-number")

    def get(self, kind: str) -> CardField | None:
        return next((each for each in self.places if each.kind == kind), None)


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """The bank's question whether it is really the customer who pays."""

    view: PageView
    text: str
    complete: Choice[Control] | None
    fail: Choice[Control] | None
    cancel: Choice[Control] | None
    code: Field | None = None


def payment_methods(view: PageView) -> list[ChoiceItem]:
    """Return the ways to pay that the page offers to choose from."""
    return [item for group in choices_needed(view) if group.kind == "payment" for item in group.items]


def card_fields(views: Sequence[PageView]) -> CardForm | None:
    """Return the card's fields, wherever they are; None while no field takes a card's number.

    Args:
        views: the page and its frames, as ``look`` and ``look_frames`` give them.
    """
    places: dict[str, CardField] = {}
    for view in views:
        for kind, fields in classified(view).items():
            usable = [each for each in fields if not each.disabled]
            if kind in CARD and usable:
                places.setdefault(kind, CardField(kind, usable[0], view))
    return CardForm(tuple(places.values())) if "card-number" in places else None


def card_place(view: PageView) -> Frame | None:
    """Return the embedded document that should hold the card's fields, told by what the page calls it."""
    for each in view.frames:
        if _CARD_PLACE.search(parted(f"{each.title} {each.name} {each.src.partition('?')[0]}")):
            return each
    return None


@answers("place-order", Control)
def pay_button(view: PageView) -> Choice[Control] | None:
    """Return what pays or places the order, disabled or not."""

    def weight(control: Control) -> float:
        if not of_the_page(control.region) or control.role not in ("button", "link"):
            return 0.0
        sure = max(means(("pay", "place-order"), control, view.lang), 0.0)
        sure -= 0.35 * (meaning("continue", control, view.lang) > sure) + 0.3 * bool(control.row)
        return (
            sure + 0.04 * control.filled + 0.03 * (control.kind == "submit") - 0.05 * control.disabled
            if sure > 0
            else 0.0
        )

    return weigh(in_reach(view), weight, "pays for the order", 0.55)


def decline_message(views: Iterable[PageView]) -> str:
    """Return the sentence in which a payment is refused, or an empty string; alerts count before plain text."""
    best: tuple[float, str] = (0.0, "")
    for view in views:
        texts = [(0.1, each.text) for each in view.messages] + [
            (0.0, each.text) for each in view.lines if not each.control
        ]
        for bonus, text in texts:
            sure = says("declined", text, view.lang) if len(text) < LONGEST else 0.0
            if sure and not says("cookies", text, view.lang):
                best = max(best, (sure + bonus, text))
    return best[1]


def challenge(views: Sequence[PageView]) -> ChallengeView | None:
    """Return the bank's question, in a frame, a layer or a page of its own; None when nobody asks."""
    for view in reversed(views):
        heads = [each.text for each in view.lines if len(each.text) < LONGEST]  # its buttons speak of it too
        text = max(heads, key=lambda each: says("challenge", each, view.lang), default="")
        if not text or says("challenge", text, view.lang) < 0.55 or classified(view).keys() & {"card-number"}:
            continue
        complete = _pressing(view, "complete-challenge", ("fail-challenge", "cancel"))
        fail = _pressing(view, "fail-challenge", ("complete-challenge", "cancel"))
        if complete is None and fail is None:
            continue
        cancel = _pressing(view, "cancel", ("complete-challenge",))
        code = next(
            (each for each in view.fields if not each.decoy and each.type in ("text", "tel", "number", "password")),
            None,
        )
        return ChallengeView(view, text, complete, fail, cancel, code)
    return None


def _pressing(view: PageView, key: str, but: Sequence[str]) -> Choice[Control] | None:
    def weight(control: Control) -> float:
        sure = meaning(key, control, view.lang)
        return sure if sure > max(meaning(each, control, view.lang) for each in but) else 0.0

    return weigh(in_reach(view), weight, f"answers the bank ({key.split('-')[0]})")
