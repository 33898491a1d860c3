"""What is written down of the till itself: the ways to pay, the card's fields, and the words of the last button."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from mystery_shopper import shop
from mystery_shopper.shop.confirming import confirming_text
from mystery_shopper.shop.forgetting import forgotten
from mystery_shopper.shop.looking import document_of
from mystery_shopper.shop.payment import CardForm
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.records import another_address, another_order
from mystery_shopper.shop.view import PAGE_FURNITURE, Choice, Control, PageView
from mystery_shopper.shop.weighing import of_the_page
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.gift import sent_home


def note_card_fields(shopper: Shopper, form: CardForm) -> None:
    """Let the senses notice what the documents show that hold the card's fields."""
    views = {each.view.url: each.view for each in form.places}
    for view in views.values():
        shopper.senses.noticing.notice_frame(view)


def note_last_button(shopper: Shopper, button: Control, view: PageView | None = None) -> None:
    """Write down the words of the button that places the order, and whether they say that it costs money.

    ``view`` is the page that it stood on, where the order has been placed already.
    """
    words = [each for each in (button.name, button.text) if each]
    view = view or shopper.look()
    lang = view.lang
    total = shop.read_totals(view, shopper.persona.currency).total
    free = total == 0  # nobody must be told that it costs money
    says_cost = free or any(says("costs-money", each, lang) or find_prices(each, lang) for each in words)
    shopper.senses.remember(str(button), view, button.ref)
    shopper.recorder.observe(
        "pay_button",
        button.name or button.text,
        moment="pay",
        url=view.url,
        element=str(button),
        says_cost=says_cost,
        asks=_asked_alone(view, words, shopper.persona.currency),
        total=total,
        currency=shopper.persona.currency,
    )


def _asked_alone(view: PageView, words: list[str], currency: str) -> Decimal | None:
    """Return the amount in the words of the last button that stands nowhere else on the page, if they name one."""
    asked = {each.amount for word in words for each in find_prices(word, view.lang, currency)}
    plain = [each.text for each in view.lines if not each.control]
    shown = {each.amount for text in plain for each in find_prices(text, view.lang, currency)}
    return next(iter(asked)) if len(asked) == 1 and not asked & shown else None


def note_confirmation(shopper: Shopper) -> None:
    """Hold the page that confirms the order against what was ordered."""
    view = shopper.look()
    goods = [(each.name, each.quantity) for each in shop.read_basket(view, shopper.persona.currency).lines]
    note_record(shopper, "confirmation", [each.text for each in view.lines if of_the_page(each.region)], goods)


def note_record(shopper: Shopper, where: str, lines: list[str], goods: list[tuple[str, int | None]]) -> None:
    """Write down where an order's confirmation or e-mail differs from what was ordered and where it is to go."""
    number = shopper.memory.order.reference if shopper.memory.order else ""
    alone = re.compile(rf"(?<!\w){re.escape(number)}(?!\w)")  # "2" is no part of "102"
    lines = [alone.sub(" ", each) for each in lines] if number else lines  # it may look like a postcode
    found = {
        "the address": _another_address(shopper, lines),
        "the goods": another_order(goods, {name: each for name, each in shopper.memory.basket.items() if name}, lines),
    }
    for what, pair in found.items():
        if pair is not None:
            shopper.recorder.observe(
                "record", pair[1], url=shopper.page.url, element=what, wanted=pair[0], what=what, where=where
            )


def _another_address(shopper: Shopper, lines: list[str]) -> tuple[str, str] | None:
    if shopper.persona.customer != "guest":
        return None  # an account may send it to an address that it knows
    return sent_home(shopper, lines) or another_address(
        lines, shopper.recipient or shopper.identity, shopper.look().lang
    )


def note_methods(shopper: Shopper, wanted: str = "") -> None:
    """Write down the ways to pay that are offered, where the journey map or the scenario (``wanted``) names any."""
    if not (wanted or shopper.recorder.journey.moment(shopper.recorder.moment).pays_with):
        return
    views = shopper.look_everywhere()
    named = [each.label for view in views for each in shop.payment_methods(view)]
    seen = [each.name for view in views for each in view.controls if each.region not in PAGE_FURNITURE]
    seen += ["card"] * (shop.card_fields(views) is not None)
    seen += [each.alt for view in views for each in view.pictures] + [each.title for each in views[0].frames]
    shopper.recorder.observe(
        "methods", named, url=shopper.page.url, country=shopper.persona.country, also=" ".join(seen), wanted=wanted
    )


def see_what_is_left_of_the_card(shopper: Shopper) -> None:
    """Look at the card form once more, a moment after the shop has said no."""
    shopper.wait_for("what becomes of the card", lambda _: note_forgotten_card(shopper) or None, within_s=1.0)


def note_forgotten_card(shopper: Shopper) -> list[str]:
    """Write down and return what of the card the very document she typed it into has emptied since; not its code.

    A document that was loaded anew keeps no card, for that is safer.
    """
    now = {(view.frame, each.key): each for view in shopper.look_everywhere() for each in view.fields}
    emptied = []
    for place, came in shopper.memory.card_typed:
        field = now.get((place.view.frame, place.field.key))
        gone = field is not None and not field.filled and field.type != "select"
        if gone and place.kind != "card-cvc" and came and document_of(place.view) == came:
            emptied.append(place.field.label or place.kind.replace("-", " "))
    if emptied:
        shopper.memory.card_typed = []
        shopper.recorder.observe("card_forgotten", emptied, url=shopper.page.url, element="card form")
    return emptied


def forgot_of_the_card(shopper: Shopper) -> list[str]:
    """Return what of the card she is to leave out at first."""
    return [each for each in shopper.memory.forgets if each.startswith("card-")]


def send_without(shopper: Shopper, button: Choice[Control]) -> None:
    """Send the card form with something left out, see what the shop says to it and what it forgets, and remember."""
    left = forgot_of_the_card(shopper)
    before = shopper.look_everywhere()
    form = shop.card_fields(before)
    shopper.press(button)
    shopper.wait_for("an answer", lambda _: _complaints(shopper) or None, within_s=2.0)
    see_what_is_left_of_the_card(shopper)
    after, wrong = shopper.look_everywhere(), _complaints(shopper)
    shopper.memory.forgets = tuple(each for each in shopper.memory.forgets if each not in left)
    if not wrong and confirming_text(shopper.look()):
        return
    lost, of_card = _forgotten(before, after)
    shopper.recorder.observe(
        "form_submitted",
        "rejected",
        url=shopper.page.url,
        deliberate=True,
        wrong_fields=[each.removeprefix("card-") for each in left],
        labels=[each.field.label for each in form.places if each.kind in left] if form else [],
        errors=[{"text": text, "field": named, "on_screen": True} for text, named in wrong],
        on_screen=bool(wrong),
        focus_moved=shopper.hands.focus_in_form(shopper.page),
        lost=lost,
        lost_of_card=of_card,
    )
    shopper.witness()


def _forgotten(before: Sequence[PageView], after: Sequence[PageView]) -> tuple[list[str], list[str]]:
    """Return what each document of the page has emptied since: all of it, and what is the card's."""
    lost: list[str] = []
    of_card: list[str] = []
    for view in before:
        now = [each for one in after if one.url.split("?")[0] == view.url.split("?")[0] for each in one.fields]
        gone = forgotten(view, now)
        lost += gone[0]
        of_card += gone[1]
    return lost, of_card


def _complaints(shopper: Shopper) -> list[tuple[str, str]]:
    found = [each for view in shopper.look_everywhere() for each in shop.errors(view)]
    return [(each.text, str(each.field) if each.field else "") for each in found]
