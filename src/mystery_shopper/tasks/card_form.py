"""The card's form, in the page or in the provider's frame: waited for, and filled with a test card."""

from __future__ import annotations

from collections.abc import Collection
from time import monotonic
from typing import Final

from mystery_shopper import shop
from mystery_shopper.addresses import host_port
from mystery_shopper.model import Card
from mystery_shopper.senses.settling import let_run
from mystery_shopper.shop.choosing import ChoiceItem
from mystery_shopper.shop.framing import shows_frames
from mystery_shopper.shop.looking import document_of
from mystery_shopper.shop.payment import CardForm
from mystery_shopper.shop.view import Control, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.guessing import answer_lists_of
from mystery_shopper.tasks.lists import chosen_in_list
from mystery_shopper.tasks.stepping import stage
from mystery_shopper.tasks.till import note_card_fields

FRAME_WITHIN_S = 10.0
"""A card form must be ready to be filled within this time (catalogue: payment-frame-failed, 10 s)."""
_BESIDE: Final = ("country", "full-name", "personal-number", "street", "city", "region", "postcode")
"""What providers ask beside a card, in this order: each may bring the next."""
_FOLLOWS_S = 1.0  # nobody who has chosen a card goes on sooner where nothing asks for it yet (P)
_STRANGE_FRAME_S = 2.0  # a frame that says nothing of cards may still become the card form; most are maps and films (P)


def enter_card(shopper: Shopper, card: Card) -> None:
    """Fill the card form, in the page or in a frame; a shop that takes no card here is left as it is.

    Raises:
        Refused: for a card number that is no published test number.
        HeldUp: when a payment frame does not become usable.
    """
    shopper.purse.check(card.number)
    waited, form = 0.0, shop.card_fields(shopper.look_everywhere())
    if form is None and _card_is_chosen(shopper):  # its fields may follow the choice
        form = shopper.wait_for(
            "the card form", lambda _: shop.card_fields(shopper.look_everywhere()), within_s=_FOLLOWS_S
        )
    if form is None and (shopper.look().frames or _sleeps_for_a_card(shopper)):
        began, due = monotonic(), _expects_a_card(shopper)
        limit = FRAME_WITHIN_S if due else _STRANGE_FRAME_S
        form = _wait_for_the_form(shopper, limit)
        waited = monotonic() - began
        if form is None and due and shopper.look().frames:
            shopper.recorder.observe(
                "payment_frame", False, url=shopper.page.url, waited_s=round(waited, 1), frame=_frame_of(shopper)
            )
            raise shopper.held_up("the card form cannot be used", saw=f"no card field after {waited:.0f} s")
    if form is None:
        return
    form = _whole(shopper, form)
    _must_be_seen(shopper, form)
    waited = round(max(waited, shopper.waited_for_frames), 1)
    shopper.recorder.observe("payment_frame", True, url=shopper.page.url, waited_s=waited, frame="card form")
    for frame in {each.view.frame for each in form.places} - {None, shopper.page.main_frame}:
        let_run(frame)
    note_card_fields(shopper, form)
    shopper.memory.card_typed = typed = []
    for place in form.places:
        field, view = place.field, place.view
        value = shop.value_for(place.kind, shopper.identity, card, field, view.lang or shopper.persona.locale)
        if value is None or place.kind in shopper.memory.forgets:
            continue
        if chosen_in_list(shopper, place.kind, field, value, view, card):
            continue  # what such a list holds is shown elsewhere than in its field
        if field.type in ("select", "month"):
            shopper.select(field, value, view)
        else:
            shopper.fill(field, value, view, secret=True)
        typed.append((place, document_of(view)))
    providers = {host_port(each.view.url) for each in form.places if _within(each.view)}
    if providers:
        _answer_beside(shopper, card, providers)
    _refuse_locked(shopper)


def _whole(shopper: Shopper, form: CardForm) -> CardForm:
    """Return the form with the frames that come after its first one: many providers give each field one of its own."""
    if not all(_within(each.view) for each in form.places) or _has_code(form):
        return form

    def whole(_view: PageView) -> CardForm | None:
        found = shop.card_fields(shopper.look_everywhere())
        return found if found is not None and _has_code(found) else None

    return shopper.wait_for("the rest of the card form", whole, within_s=_FOLLOWS_S) or form


def _has_code(form: CardForm) -> bool:
    return any(each.kind == "card-cvc" for each in form.places)


def _must_be_seen(shopper: Shopper, form: CardForm) -> None:
    """Stop where the page around the card's frame shows nothing of it, as a layout that cuts it off does."""
    inner = [each.view for each in form.places if _within(each.view)]
    if not inner or shopper.persona.perceives != "sight" or shows_frames(shopper.look(), inner):
        return
    began = monotonic()
    if shopper.wait_for("the card form", lambda view: shows_frames(view, inner) or None, within_s=FRAME_WITHIN_S):
        return
    waited = round(monotonic() - began, 1)
    shopper.recorder.observe("payment_frame", False, url=shopper.page.url, waited_s=waited, unseen=True)
    raise shopper.held_up("the card form cannot be used", saw="a frame that the page around it cuts off or hides")


def _answer_beside(shopper: Shopper, card: Card, providers: Collection[str]) -> None:
    """Answer what a provider asks beside the card: the postcode that comes once the number stands, the instalments."""

    def asked() -> list[PageView]:
        return [each for each in shopper.look_everywhere()[1:] if host_port(each.url) in providers]

    for kind in _BESIDE:
        for view in asked():
            field = next(iter(shop.classified(view).get(kind, ())), None)
            if field is None or field.disabled or field.readonly:
                continue
            value = shop.value_for(kind, shopper.identity, card, field, view.lang or shopper.persona.locale)
            if value and field.type == "select" and field.value != value:
                shopper.select(field, value, view)
            elif value and field.type != "select" and not field.filled:
                shopper.fill(field, value, view)
    if any(_list_sleeps(each) for each in asked()):
        shopper.seek("what else the card's form asks", lambda _: not any(map(_list_sleeps, asked())) or None)
    for view in asked():
        answer_lists_of(shopper, view)


def _list_sleeps(view: PageView) -> bool:
    return any(each.type == "select" and each.disabled and not each.decoy for each in view.fields)


def _card_is_chosen(shopper: Shopper) -> bool:
    return any(each.chosen and each.card for each in shop.payment_methods(shopper.look()))


def _sleeps_for_a_card(shopper: Shopper) -> bool:
    """Say whether a card is chosen and nothing leads on that is awake: the frame may be on its way still."""
    view = shopper.look()
    on = shop.next_step(shopper.history, view) or shop.pay_button(view)
    return (on is None or on.target.disabled) and _card_is_chosen(shopper)


def _wait_for_the_form(shopper: Shopper, limit: float) -> CardForm | None:
    """Wait for the card's fields; not for ever where no frame stands and what leads on has woken.

    A document within the page may ask how to pay before it shows them: there the card is chosen.
    """
    began, due = monotonic(), _expects_a_card(shopper)

    def come(view: PageView) -> CardForm | tuple[PageView, ChoiceItem] | bool | None:
        form = shop.card_fields(shopper.look_everywhere())
        way = _way_to_choose(shopper) if form is None and due else None
        return form or way or (not view.frames and not _sleeps_for_a_card(shopper)) or None

    found = shopper.wait_for("the card form", come, within_s=limit)
    if isinstance(found, tuple):
        view, way = found
        if isinstance(way.target, Control):
            shopper.press(way.target, view)
        else:
            shopper.tick(way.target, view)
        left = max(0.0, limit - (monotonic() - began))
        found = shopper.wait_for("the card form", lambda _: shop.card_fields(shopper.look_everywhere()), within_s=left)
    return found if isinstance(found, CardForm) else None


def _way_to_choose(shopper: Shopper) -> tuple[PageView, ChoiceItem] | None:
    """Return the card among the ways to pay of a document within the page where none is chosen, and that document."""
    for view in shopper.look_everywhere()[1:]:
        ways = shop.payment_methods(view)
        card = next((each for each in ways if each.card and each.available), None)
        if card is not None and not any(each.chosen for each in ways):
            return view, card
    return None


def _refuse_locked(shopper: Shopper) -> None:
    """Stop where the card's number can be seen and not be written; some fields are locked until they are entered."""
    form = shop.card_fields(shopper.look_everywhere())
    number = next((each.field for each in form.places if each.kind == "card-number"), None) if form else None
    if number is None or not number.readonly or number.filled:
        return
    shopper.recorder.observe("payment_frame", False, url=shopper.page.url, element="card form", locked=str(number))
    raise shopper.held_up("the card form cannot be used", saw=f"{number}, in which nothing can be written")


def _expects_a_card(shopper: Shopper) -> bool:
    """Say whether card fields are due here: by the method that is chosen, else by what the page and its frame say."""
    view = shopper.look()
    chosen = [each for each in shop.payment_methods(view) if each.chosen]
    if any(each.card or each.offline for each in chosen):
        return any(each.card for each in chosen)
    return stage(shopper) == "payment" or shop.card_place(view) is not None


def _frame_of(shopper: Shopper) -> str:
    """Return what a report calls the frame that should hold the card form, and let a picture mark it."""
    frame = shop.card_place(shopper.look()) or shopper.look().frames[0]
    name = f'frame "{frame.title or frame.name or "card form"}"'
    shopper.senses.point_at(name, shopper.look(), frame.rect)
    return name


def _within(view: PageView) -> bool:
    return view.frame is not None and view.frame.parent_frame is not None
