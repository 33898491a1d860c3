"""From the basket to the payment, whatever the steps: fill what is asked, choose, go on, look again."""

from __future__ import annotations

from collections.abc import Collection

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp
from mystery_shopper.senses.aside import read_aside
from mystery_shopper.shop import aftercare
from mystery_shopper.shop.checkout import FieldError
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Choice, Control, Field, PageView, Step
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.arriving import clear_the_way
from mystery_shopper.tasks.basket import note_totals, open_basket
from mystery_shopper.tasks.forms import fill_form, make_choices
from mystery_shopper.tasks.speaking import note_status

MOST_STEPS = 14
"""More steps than this between basket and payment, and the shopper goes round in circles (P)."""
MOMENTS = {
    "log-in": "checkout",
    "address": "checkout",
    "delivery": "checkout",
    "payment": "pay",
    "review": "pay",
    "confirmation": "confirm",
    "basket": "basket",
}
_PAYING = ("payment", "review")


def start_checkout(shopper: Shopper) -> None:
    """Leave the basket for the checkout.

    Raises:
        HeldUp: when no way leads there, or the way ends in an error.
    """
    if shop.stage(shopper.look()) in ("unknown", "basket"):
        open_basket(shopper)
    way = shop.to_checkout(shopper.look())
    if way is None:
        raise shopper.held_up(
            "the checkout cannot be reached", looked_for="a button that leads to the checkout", thing="to-checkout"
        )
    shopper.history = [Step(shopper.look(), way.target)]
    shopper.press(way)
    _note_what_was_told(shopper)
    shopper.at("checkout")
    refuse_error_page(shopper, "the checkout does not open")
    clear_the_way(shopper)


def continue_as_guest(shopper: Shopper) -> None:
    """Choose to buy without an account, where the shop asks."""
    shopper.at("checkout")
    for _ in range(3):
        if stage(shopper) != "log-in":
            return
        choice = shop.guest_choice(shopper.look())
        if choice is None:
            _note_forced_account(shopper)
            fill_form(shopper)
        elif isinstance(choice.target, Field):
            shopper.takes(choice)
            shopper.tick(choice.target)
            fill_form(shopper)
        else:
            _fill_beside(shopper, choice.target)
            press_on(
                shopper, Choice(choice.target, choice.sure, choice.why, choice.thing, choice.hinted, choice.missed)
            )
            continue
        press_on(shopper, _way_on(shopper))
    if stage(shopper) == "log-in":
        _note_forced_account(shopper)
        raise shopper.held_up(
            "the shop lets nobody buy without an account", looked_for="a way to go on as a guest", thing="guest"
        )


def _note_what_was_told(shopper: Shopper) -> None:
    """Write down that the checkout opens, so that the rules may ask what the pages before it had said.

    Where none spoke of returns and help is a link away, the help's page is asked in her stead: it is the second click.
    """
    told = {each.value for each in shopper.recorder.ever("told")}
    tells = bool("returns" not in told and _help_tells_of_returns(shopper))
    shopper.recorder.observe("checkout", True, moment="checkout", url=shopper.page.url, returns_unknown=tells)


def _help_tells_of_returns(shopper: Shopper) -> bool:
    link = shop.help_link(shopper.look())
    address = link.target.href if link else ""
    if not address or not shopper.purse.allows(address):
        return False
    return any(says("returns", each) > 0.55 for each in read_aside(shopper.page, address))


def _note_forced_account(shopper: Shopper) -> None:
    """Write down that the page asks for a password and offers no other way on, neither in words nor by another form."""
    view = shopper.look()
    asks = [each for each in view.fields if each.type == "password" and not each.decoy]
    forms = {each.form for each in asks}
    ways = [
        each
        for kind, fields in shop.classified(view).items()
        for each in fields
        if kind in ("email", "phone", "full-name", "family-name", "street") and each.form not in forms
    ]
    if asks and not [each for each in ways if each.region not in PAGE_FURNITURE]:
        shopper.senses.point_at("account", view, asks[0].ref)
        shopper.recorder.observe("account_forced", "a password", url=view.url, element="account")


def sign_in_or_not(shopper: Shopper, account: tuple[str, str] | None = None) -> None:
    """Log in when she has an account here, else go on as a guest."""
    known = account or shopper.account
    if known is None:
        continue_as_guest(shopper)
    else:
        log_in(shopper, *known)


def _fill_beside(shopper: Shopper, button: Control) -> None:
    """Fill what the button's own form asks, such as an e-mail address, but no log-in form."""
    fields = tuple(each for each in shopper.look().fields if button.form and each.form == button.form)
    if fields and not any(each.type == "password" for each in fields):
        fill_form(shopper, only=fields)


def log_in(shopper: Shopper, email: str, password: str) -> None:
    """Log in with a known account on the page that asks for it."""
    form = shop.log_in_form(shopper.look())
    if form is None:
        link = aftercare.log_in_link(shopper.look())
        if link is None:
            raise shopper.held_up("she cannot log in", looked_for="a log-in form or a link to one", thing="log-in")
        shopper.press(link)
        form = shop.log_in_form(shopper.look())
    if form is None:
        raise shopper.held_up("she cannot log in", looked_for="fields for e-mail and password")
    shopper.fill(form.user, email)
    shopper.fill(form.password, password, secret=True)
    if form.submit is None:
        shopper.press_enter(form.password)
    else:
        shopper.press(form.submit)
    errors = shop.errors(shopper.look())
    if errors:
        raise shopper.held_up("the shop refuses the log-in", saw=f'"{errors[0].text}"')


def give_details(shopper: Shopper) -> None:
    """Give name and address and go on until the shop asks for something else."""
    proceed(shopper, until=("delivery", "payment", "review", "confirmation"))


def choose_delivery(shopper: Shopper, wanted: str = "") -> None:
    """Choose how the parcel comes and go on to the payment."""
    shopper.memory.delivery = wanted
    proceed(shopper, until=("payment", "review", "confirmation"))


def proceed(shopper: Shopper, *, until: Collection[str]) -> str:
    """Do what each page of the checkout asks and go on until one of the stages is reached; return the stage.

    Raises:
        HeldUp: when nothing leads on, a form refuses valid data, or the steps go round in circles.
    """
    for _ in range(MOST_STEPS):
        now = stage(shopper)
        if now in until:
            note_totals(shopper, now)
            return now
        if now == "log-in":
            sign_in_or_not(shopper)
            continue
        filled = fill_form(shopper)
        chosen = make_choices(shopper)
        note_totals(shopper, now)
        if stage(shopper) in until and not filled and not chosen:
            continue
        press_on(shopper, _way_on(shopper))
    raise shopper.held_up(f"the checkout did not come to {' or '.join(until)} in {MOST_STEPS} steps")


def stage(shopper: Shopper) -> str:
    """Say what the page asks for, and enter the moment that it belongs to."""
    views = shopper.look_everywhere()
    now = shop.stage(views[0], views[1:])
    if now in MOMENTS:
        shopper.at(MOMENTS[now])
    return now


def press_on(shopper: Shopper, way: Choice[Control]) -> None:
    """Press what leads on; when the shop finds fault, mend it once, as a person would."""
    before = shopper.look()
    if shop.is_final(way.target, before.lang):
        shopper.purse.refuse_order_if_empty()
    shopper.history.append(Step(before, way.target))
    shopper.press(way)
    refuse_error_page(shopper, f"{way.target} leads to an error")
    wrong = shop.errors(shopper.look())
    if not wrong or _went_on(before, shopper.look()):
        return
    note_refusal(shopper, before, wrong, deliberate=False)
    fill_form(shopper, again=tuple(each.field for each in wrong if each.field is not None))
    again = shop.next_step(shopper.history[:-1], shopper.look())
    if again is not None:
        shopper.press(again)
    still = shop.errors(shopper.look())
    if still and not _went_on(before, shopper.look()):
        raise shopper.held_up("the form refuses what she entered", saw=f'"{still[0].text}"')


def note_refusal(
    shopper: Shopper, before: PageView, wrong: list[FieldError], *, deliberate: bool, left: tuple[str, ...] = ()
) -> None:
    """Write down how the shop said no: whether it names the field, where, and what it forgot of her entries."""
    after = shopper.look()
    kept = {each.key: each for each in after.fields}
    focused = shopper.hands.focus_in_form(shopper.page)
    filled = {each.key for each in before.fields if each.filled and each.type not in ("checkbox", "radio")}
    lost = [
        each.label or each.name
        for each in before.fields
        if each.filled and each.type not in ("password", "hidden") and each.key in kept and not kept[each.key].filled
    ]
    _point_at_fields(shopper, after, lost, left)
    if wrong and not focused:
        note_status(shopper, before, "an error", wrong[0].text)
    shopper.recorder.observe(
        "form_submitted",
        "rejected",
        url=after.url,
        deliberate=deliberate,
        wrong_fields=list(left),
        errors=[
            {
                "text": each.text,
                "field": str(each.field) if each.field else "",
                "on_screen": each.on_screen,
                "filled": each.field is not None and each.field.key in filled,
            }
            for each in wrong
        ],
        on_screen=any(each.on_screen for each in wrong),
        focus_moved=focused,
        lost=lost,
    )
    shopper.witness()


def _point_at_fields(shopper: Shopper, view: PageView, lost: list[str], left: tuple[str, ...]) -> None:
    """Let pictures mark the first field that was emptied, and the one that she left out."""
    for each in view.fields:
        if lost and (each.label or each.name) == lost[0]:
            shopper.senses.remember("form", view, each.ref)
            break
    known = shop.classified(view)
    for name in left:
        for field in known.get(name.replace(" ", "-"), [])[:1]:
            shopper.senses.remember(name, view, field.ref)


def refuse_error_page(shopper: Shopper, what: str) -> None:
    """Stop when the shop has answered with an error page."""
    newest = next(reversed(shopper.recorder.ever("navigation")), None)
    view = shopper.look()
    if newest is not None and newest.url.split("#")[0] == view.url.split("#")[0] and newest.value >= 400:
        raise shopper.held_up(what, saw=f'status {newest.value}, "{view.title or "no title"}"')


def _way_on(shopper: Shopper) -> Choice[Control]:
    way = shop.next_step(shopper.history, shopper.look())
    if way is None:
        raise _nothing_leads_on(shopper)
    return way


def _nothing_leads_on(shopper: Shopper) -> HeldUp:
    view = shopper.look()
    names = ", ".join(f'"{each.name}"' for each in view.controls if each.region in ("main", "") and each.name)
    return shopper.held_up(
        "nothing leads on in the checkout",
        looked_for="a button such as Continue",
        saw=f'"{view.title}" with {names[:200] or "no buttons"}',
        thing="continue",
    )


def _went_on(before: PageView, after: PageView) -> bool:
    """Say whether another form is asked now than before."""
    return {each.key for each in before.fields} != {each.key for each in after.fields} and not any(
        each.invalid for each in after.fields
    )
