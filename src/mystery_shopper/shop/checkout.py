"""Finds the way through a checkout: its stage by what the page asks, and the one control that leads on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal
from urllib.parse import urlsplit

from mystery_shopper.shop.basket import EXPRESS, is_basket
from mystery_shopper.shop.choosing import ChoiceGroup, choices_needed, guest_choice
from mystery_shopper.shop.confirming import confirming_text
from mystery_shopper.shop.field_kinds import CARD
from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.hinting import pointed_at, stamped
from mystery_shopper.shop.parts import Control, Field, place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.repeating import futile, sent
from mystery_shopper.shop.totals import read_totals
from mystery_shopper.shop.view import PAGE_FURNITURE, Choice, PageView, Step, furniture, in_reach, once
from mystery_shopper.shop.weighing import honest, meaning, means, real_link, weigh

Stage = Literal["log-in", "address", "delivery", "payment", "review", "confirmation", "basket", "unknown"]
STAGES: Final[tuple[Stage, ...]] = (
    "log-in",
    "address",
    "delivery",
    "payment",
    "review",
    "confirmation",
    "basket",
    "unknown",
)
ADDRESS: Final = frozenset(("street", "street-name", "city", "postcode", "place", "family-name", "full-name"))
_NEW_ACCOUNT: Final = frozenset(("new-password", "password-again"))
NEVER: Final = (
    "back", "edit", "cancel", "wish-list", "help", "returns", "log-out", "newsletter", "forgot-password", "remove",
    "update-basket", "cookies", "close", "order-status", "search", "sort",
)  # fmt: skip
FETCHES: Final = 0.6
PLAINLY: Final = 0.95
_WHERE_TO: Final = frozenset(("country", "region", "postcode", "city", "place"))
"""What baskets ask too, to say what the delivery will cost."""
_ONE_HEIGHT: Final = 25.0  # CSS pixels within which two controls stand at one height


def stage(view: PageView, frames: Iterable[PageView] = ()) -> Stage:
    """Return how far a checkout has come, told by what the page asks and not by its address."""
    kinds = set(classified(view)) | {kind for each in frames for kind in classified(each) if kind in CARD}
    groups = choices_needed(view)
    personal = len(kinds & ADDRESS)
    asks = personal or kinds & CARD or any(each.kind in ("delivery", "payment") for each in groups)
    if not asks and confirming_text(view) and guest_choice(view) is None:
        return "confirmation"
    paying = kinds & CARD or any(each.kind == "payment" for each in groups)
    if not paying and not kinds & ADDRESS - _WHERE_TO and is_basket(view):
        return "basket"
    if kinds & _NEW_ACCOUNT and (guest := guest_choice(view)) is not None and isinstance(guest.target, Control):
        return "log-in"  # the address belongs to an account that nobody needs
    if personal >= 2 and any(not each.filled for kind in ADDRESS for each in classified(view).get(kind, ())):
        return "address"
    if (kinds & {"password", "new-password"} and personal < 2) or (guest_choice(view) and personal < 2):
        return "log-in"
    return _later_stage(view, kinds, groups, personal)


def next_step(history: Sequence[Step], view: PageView) -> Choice[Control] | None:
    """Return the control that leads on from here, or None when none does.

    Never backwards, never what stood on the arrival page already (``history[0]``), never again what only raised a
    number; of buttons with one name the topmost whose part of the page is unfinished. A disabled control is returned
    only when no other leads on: it waits for something.
    """
    hinted = _hinted_step(history, view)
    if hinted is not None:
        return hinted
    old = furniture(history[0].view) if history else frozenset()
    same_place = bool(history) and _path(history[0].view.url) == _path(view.url)
    left = {place(each.view.url) for each in history} | {place(view.url)}
    in_vain = futile(history, view)
    usable = [
        each
        for each in in_reach(view)
        if not (each.key in old and not (same_place and each.region not in PAGE_FURNITURE))
        and each.key not in in_vain
        and not (real_link(each) and place(each.href) in left)
        and each.region not in PAGE_FURNITURE
    ]
    found = _leading_on(view, usable, sent(history, view))
    buys = _confirms(history, view, usable) or _buys(history, view, usable) if found is None else None
    if buys is not None:
        return stamped(view, "place-order", buys)
    if found is None:
        return stamped(view, "place-order", _only_submit(view, usable))  # in doubt it places the order
    return stamped(view, "place-order" if is_final(found.target, view.lang) else "continue", found)


def _buys(history: Sequence[Step], view: PageView, usable: Sequence[Control]) -> Choice[Control] | None:
    """Return the button that says "Buy" and no more: below the sum, after who she is was told, it is the last."""
    found = [each for each in usable if each.role == "button" and not each.row and not each.disabled]
    found = [each for each in found if meaning("buy", each, view.lang) > PLAINLY]
    sure = len(found) == 1 and _has_told(history) and read_totals(view).total is not None
    return Choice(found[0], 0.7, f"{found[0]} places the order, for nothing else leads on") if sure else None


def _confirms(history: Sequence[Step], view: PageView, usable: Sequence[Control]) -> Choice[Control] | None:
    """Return what confirms the payment on a page of somebody else's, such as her bank's."""

    def weight(control: Control) -> float:
        sure = meaning("complete-challenge", control, view.lang)
        return 0.9 * sure if sure > means(("fail-challenge", *NEVER), control, view.lang) else 0.0

    return weigh(usable, weight, "confirms the payment") if history and led_away(history[0].view, view) else None


def led_away(before: PageView, after: PageView) -> bool:
    """Say whether a page belongs to another host than an earlier one."""
    return urlsplit(before.url).netloc != urlsplit(after.url).netloc


def _has_told(history: Sequence[Step]) -> bool:
    """Say whether she has told who she is on the way here."""
    return any(set(classified(each.view)) & (ADDRESS | {"email"}) for each in history)


def _hinted_step(history: Sequence[Step], view: PageView) -> Choice[Control] | None:
    """Return the step that the shop file points at, unless it was pressed here already to no avail."""
    futile = {each.pressed.key for each in history if each.pressed and each.view.digest == view.digest}
    for thing in ("continue", "place-order"):
        found = pointed_at(view, thing, Control)
        if found is not None and found.target.key not in futile:
            return found
    return None


def is_final(control: Control, lang: str = "") -> bool:
    """Say whether a control places the order; in doubt it does, because an order cannot be taken back."""
    if meaning("continue", control, lang) > 0.95 or meaning("back", control, lang) > 0.6:
        return False
    return means(("place-order", "pay"), control, lang) >= 0.6


def may_be_final(history: Sequence[Step], view: PageView, control: Control) -> bool:
    """Say whether a control that does not say so may place the order.

    She has told who she is, it sends a form that asks for nothing more, and its words name no next step: what is free
    is often not "bought". Where a script sends it, its words tell: "Confirm".
    """
    sends = control.kind == "submit" or (control.role == "button" and meaning("save", control, view.lang) > 0.6)
    if not sends or meaning("continue", control, view.lang) > 0.6 or is_final(control, view.lang):
        return False
    asks = [each for each in honest(view) if each.form == control.form and each.type not in ("checkbox", "hidden")]
    return _has_told(history) and all(
        (each.filled and each.readonly) or says("fields.note", each.label, view.lang) for each in asks
    )


def _later_stage(view: PageView, kinds: set[str], groups: Sequence[ChoiceGroup], personal: int) -> Stage:
    asked = {each.kind for each in groups}
    open_questions = {each.kind for each in groups if each.needed}
    if "delivery" in open_questions or ("delivery" in asked and not kinds & CARD and "payment" not in asked):
        return "delivery"
    if kinds & CARD or "payment" in asked:
        return "payment"
    if any(
        is_final(each, view.lang)
        for each in in_reach(view)
        if each.region not in PAGE_FURNITURE and each.role == "button"
    ):
        return "review"
    return "address" if personal >= 2 else "unknown"


def _leading_on(view: PageView, usable: Sequence[Control], sent: Collection[int] = ()) -> Choice[Control] | None:
    unfinished, answered = _unfinished_forms(view), honest(view)
    due = [each for each in usable if each.ref not in sent and not _shows_an_answer(answered, each)]
    found = _awake(view, due, unfinished)
    if found is not None:
        return found
    asleep = [each for each in usable if each.disabled]
    waits = weigh(
        asleep,
        lambda each: _weight(view, each, unfinished) - 0.1,
        "leads on, but is disabled: it waits for something",
        0.5,
    )
    return waits or _awake(view, usable, unfinished)


def _only_submit(view: PageView, usable: Sequence[Control]) -> Choice[Control] | None:
    """Return the only button that sends a form which asks for something, whatever it says."""
    forms = _written_forms(view) or _unfinished_forms(view)
    sends = [each for each in usable if each.kind == "submit" and each.form in forms and not each.row]
    known = [each for each in sends if means(NEVER, each, view.lang) or _is_voucher(view, each) or each.disabled]
    return Choice(sends[0], 0.5, f"{sends[0]} is the only button of its form") if len(sends) == 1 > len(known) else None


def _awake(view: PageView, usable: Sequence[Control], unfinished: set[int]) -> Choice[Control] | None:
    awake = [each for each in usable if not each.disabled]
    scored = [(weight, each) for each in awake if (weight := _weight(view, each, unfinished)) >= 0.6]
    if not scored:
        return None
    most = max(weight for weight, _ in scored)
    near = [(each.rect.y, -weight, each) for weight, each in scored if weight > most - 0.12]
    _, negative, control = min(near, key=lambda each: (round(each[0] / _ONE_HEIGHT), each[1]))
    return Choice(control, min(1.0, -negative), f"{control} leads on")


def _weight(view: PageView, control: Control, unfinished: set[int]) -> float:
    on = max(meaning("continue", control, view.lang), 0.97 * means(("place-order", "pay"), control, view.lang))
    on = max(
        on,
        0.9 * meaning("checkout", control, view.lang),
        0.88 * meaning("save", control, view.lang),
        0.93 * meaning("guest", control, view.lang),
        (0.9 if _registers(view, control) else 0.66) * meaning("register", control, view.lang),
    )
    fetches = means(
        ("choose-store", "look-up"), control, view.lang
    )  # for what she fetches herself there is more to ask
    away = means([each for each in NEVER if fetches <= FETCHES or each != "search"], control, view.lang)
    on = max(on, 0.95 * fetches)
    if (
        not on
        or away >= on
        or _is_voucher(view, control)
        or EXPRESS.fullmatch(control.name.strip())
        or control.expanded
    ):
        return 0.0
    if meaning("log-in", control, view.lang) > on:
        return 0.0
    form = 0.12 if control.form and control.form in unfinished else 0.0
    return (
        on
        + form
        + 0.04 * control.filled
        + 0.03 * (control.kind == "submit")
        - 0.12 * bool(control.row)
        - 0.03 * (control.role == "link")
        - 0.2 * control.covered
        - 0.3 * _shows_an_answer(honest(view), control)
        - 0.3 * _heads_a_step(view, control)
        - 0.3 * _leaves_what_is_written(view, control)
    )


def _leaves_what_is_written(view: PageView, control: Control) -> bool:
    """Say whether a link goes away from a form that holds her name and street, and has a button of its own."""
    if control.role != "link" or control.form or not real_link(control):
        return False
    return any(each.kind == "submit" and each.form in _written_forms(view) for each in view.controls)


@once
def _written_forms(view: PageView) -> frozenset[int]:
    """Return the forms that hold who she is and where she lives."""
    found = classified(view)
    named, lived = (
        {each.form for kind in kinds for each in found.get(kind, ()) if each.filled}
        for kinds in (("family-name", "full-name"), ("street", "street-name"))
    )
    return frozenset((named & lived) - {0})


def _heads_a_step(view: PageView, control: Control) -> bool:
    """Say whether a control is the heading of a part of the page: it opens or closes that part, and sends nothing."""
    return control.kind != "submit" and any(each.heading and each.control == control.ref for each in view.lines)


def _shows_an_answer(fields: Sequence[Field], control: Control) -> bool:
    """Say whether the answer that a control asks for stands beside it already, in a field that nobody types into."""
    shown = [each.rect for each in fields if each.readonly and each.filled]
    return any(abs(each.y - control.rect.y) < 15 and each.x <= control.rect.x for each in shown)


def _registers(view: PageView, control: Control) -> bool:
    """Say whether a control sends a form that makes an account, rather than leading to one."""
    return sum(each.form == control.form != 0 and each.type not in ("radio", "checkbox") for each in honest(view)) > 2


def _unfinished_forms(view: PageView) -> set[int]:
    """Return the forms that hold something to fill or choose which belongs to this step."""
    fields = [
        each
        for each in honest(view)
        if each.form and each.region not in PAGE_FURNITURE and each.type not in ("search",)
    ]
    return {
        each.form
        for each in fields
        if not says("voucher", each.label, view.lang) and not says("newsletter", each.label, view.lang)
    }


def _is_voucher(view: PageView, control: Control) -> bool:
    mates = [each for each in honest(view) if each.form == control.form != 0 and each.type in ("text", "search")]
    near = mates or [
        each
        for each in honest(view)
        if each.type in ("text", "search") and abs(each.rect.y - control.rect.y) < 30 and not control.form
    ]
    told = [
        each for each in near if says("voucher", each.label, view.lang) or says("voucher", each.placeholder, view.lang)
    ]
    return bool(told) and len(near) == len(told)


def _path(url: str) -> str:
    return place(url).split("?")[0]
