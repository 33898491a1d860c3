"""From the basket to the payment, whatever the steps: fill what is asked, choose, go on, look again."""

from __future__ import annotations

from collections.abc import Collection

from mystery_shopper import shop
from mystery_shopper.errors import HeldUp
from mystery_shopper.senses.aside import opened_aside
from mystery_shopper.shop import asking
from mystery_shopper.shop.aftercare import register_link
from mystery_shopper.shop.parts import place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Choice, Control, Field, PageView, Step
from mystery_shopper.shopper import SOON_S, Shopper
from mystery_shopper.shopper.by_ear import note_unannounced
from mystery_shopper.shopper.clearing import acknowledge, clear_the_way
from mystery_shopper.shopper.hands import Gone
from mystery_shopper.tasks.arrived import is_checkout, known_before
from mystery_shopper.tasks.basket import note_totals, open_basket, refuse_empty_hands
from mystery_shopper.tasks.forms import fill_form, is_offer, make_choices
from mystery_shopper.tasks.gift import see_where_it_goes
from mystery_shopper.tasks.guessing import agree
from mystery_shopper.tasks.habits import ponder_in_the_basket
from mystery_shopper.tasks.logging_in import log_in
from mystery_shopper.tasks.sending import sends_nothing, tells_of_parcels
from mystery_shopper.tasks.stepping import MOST_STEPS, awake, be_a_guest, press_on, refuse_error_page, stage, take_step
from mystery_shopper.tasks.window import came_up, windows

_LOG_IN_FIELDS = 2  # of a form that only logs in: who she is, and her password
_TYPED = ("text", "email", "tel", "password")
_MOST_DOORS = 4  # questions about an account before the checkout begins (P)
_OPENS_ONE = 0.7  # of the words of a button, beside others, that opens an account (P)
_BACK_AFTER = 2  # the shop's first page and the basket: whoever stands in the basket after more has come back to it


def start_checkout(shopper: Shopper, *, drawn_anew: bool = False) -> None:
    """Leave the basket for the checkout; a basket that goes away under the hand, drawn anew, is met once more.

    Raises:
        HeldUp: when no way leads there, or the way ends in an error.
    """
    if shop.stage(shopper.look()) in ("unknown", "basket") and not is_checkout(shopper):
        refuse_empty_hands(shopper, open_basket(shopper))
    ponder_in_the_basket(shopper)
    before = shopper.look()
    arrival = shopper.memory.arrival or before
    shopper.history = [Step(arrival)]
    if is_checkout(shopper):
        shopper.at("checkout")
        return
    way = shopper.seek("the way to the checkout", shop.to_checkout)
    if way is None:
        empty = shop.read_basket(shopper.look()).empty
        raise shopper.held_up(
            "the checkout cannot be reached",
            looked_for="a button that leads to the checkout",
            saw=f'"{empty}"' if empty else "",
            thing="to-checkout",
        )
    if any((_fill_beside(shopper, way.target), agree(shopper))):
        way = shopper.seek("the way to the checkout", shop.to_checkout) or way
    shopper.history = [Step(arrival), Step(shopper.look(), way.target)]
    left = shopper.look()
    try:
        with shopper.letting_go():
            shopper.press(awake(shopper, way))
            if _chosen_on_demand(shopper, left):
                shopper.press(awake(shopper, shop.to_checkout(shopper.look()) or way))
    except Gone:
        shopper.look_again()
        if drawn_anew:
            raise shopper.held_up(f"{way.target} was there and is gone") from None
        start_checkout(shopper, drawn_anew=True)
        return
    shopper.seek(  # an application changes the address first and the page a moment later
        f"what {way.target} leads to",
        lambda view: view.digest != left.digest or view.url == left.url or None,
    )
    if shopper.look().busy:
        shopper.wait_for("the rest of the page", lambda view: not view.busy or None, within_s=SOON_S)
    views = shopper.look_everywhere()  # nothing of it is written down yet: what was told before comes first
    if shop.stage(views[0], views[1:]) == "unknown":  # an application draws its frame, and what it asks a moment later
        shopper.seek("what the checkout asks", lambda view: shop.stage(view) != "unknown" or None)
    _note_what_was_told(shopper)
    shopper.at("checkout")
    refuse_error_page(shopper, "the checkout does not open")
    clear_the_way(shopper, called=True)


def _chosen_on_demand(shopper: Shopper, before: PageView) -> bool:
    """Choose how to send and to pay in a basket that lets nobody go on before; say whether it had asked."""
    if place(shopper.look().url) != place(before.url) or shopper.look().digest == before.digest:
        return False
    acknowledge(shopper)
    due = [each for each in shop.choices_needed(shopper.look()) if each.needed and each.kind in ("delivery", "payment")]
    return bool(due and stage(shopper) in ("unknown", "basket") and make_choices(shopper))


def continue_as_guest(shopper: Shopper) -> None:
    """Choose to buy without an account, where the shop asks; where it lets nobody, make one."""
    shopper.at("checkout")
    tried: set[str] = set()
    note_unannounced(shopper, shopper.misses_by_ear(shop.guest_choice))
    for _ in range(_MOST_DOORS):
        if stage(shopper) != "log-in":
            return
        note_totals(shopper, "log-in")
        choice = shop.guest_choice(shopper.look())
        if choice is not None and isinstance(choice.target, Control):
            choice = None if choice.target.key in tried else choice
            tried |= {choice.target.key} if choice else set()
        form, door = shop.register_form(shopper.look()), register_link(shopper.look())
        if choice is not None and isinstance(choice.target, Field):
            be_a_guest(shopper, choice, choice.target)
            take_step(shopper)
        elif choice is not None:
            _fill_beside(shopper, choice.target)
            press_on(
                shopper, Choice(choice.target, choice.sure, choice.why, choice.thing, choice.hinted, choice.missed)
            )
        elif form is not None and form.submit is not None:
            _note_forced_account(shopper)
            fill_form(shopper, only=tuple(form.fields.values()))
            make_choices(shopper)
            press_on(shopper, form.submit)
        else:
            _note_forced_account(shopper)
            if door is not None and door.target.key not in tried:
                tried.add(door.target.key)
                shopper.press(door)
            else:
                _step(shopper, ())
    if stage(shopper) == "log-in":
        _note_forced_account(shopper)
        raise shopper.held_up(
            "the shop lets nobody buy without an account", looked_for="a way to go on as a guest", thing="guest"
        )


def _note_what_was_told(shopper: Shopper) -> None:
    """Write down that the checkout opens, so that the rules may ask what the pages before it had said.

    Where none spoke of returns and help is a link away, the help's page is asked in her stead: it is the second click.
    """
    if shopper.recorder.ever("checkout"):
        return
    told = {each.value for each in shopper.recorder.ever("told")}
    tells = bool("returns" not in told and _help_tells_of_returns(shopper))
    view = shopper.look()
    shopper.recorder.observe(
        "checkout",
        True,
        moment="checkout",
        url=shopper.page.url,
        returns_unknown=tells,
        sends_nothing=sends_nothing(view),
        unsure=not tells_of_parcels(view),
    )


def _help_tells_of_returns(shopper: Shopper) -> bool:
    pages = [each for each in (shopper.look(), shopper.memory.arrival) if each is not None]  # a checkout may be bare
    link = next((found for found in map(shop.help_link, pages) if found and found.target.href), None)
    address = link.target.href if link else ""
    if not address or not shopper.purse.allows(address):
        return False
    with opened_aside(shopper.page, address, shopper.senses.network) as page:
        return page is not None and bool(asking.tells_returns(shop.look(page)))


def _note_forced_account(shopper: Shopper, *, stuck: bool = False) -> None:
    """Write down that the page asks for a password and offers no other way on, neither in words nor by another form.

    ``stuck``: nothing leads on, so that a password beside an address alone is asked for, whatever is marked as needed.
    """
    if any(each.value == "unannounced" for each in shopper.recorder.ever("keyboard")):
        return  # there is another way, for all who see it
    if shopper.recorder.ever("account_forced"):
        return
    view = shopper.look()
    asks = [each for each in view.fields if each.type == "password" and not each.decoy]
    asks = [each for each in asks if not is_offer(view, each) or (stuck and _logs_in(view, each))]
    forms = {each.form for each in asks}
    ways = [
        each
        for kind, fields in shop.classified(view).items()
        for each in fields
        if kind in ("email", "phone", "full-name", "family-name", "street") and each.form not in forms
    ]
    old = known_before(shopper)
    if asks and not [each for each in ways if each.region not in PAGE_FURNITURE and each.key not in old]:
        shopper.senses.point_at("account", view, asks[0].ref)
        shopper.recorder.observe("account_forced", "a password", url=view.url, element="account")


def sign_in_or_not(shopper: Shopper, account: tuple[str, str] | None = None) -> None:
    """Log in when she has an account here, else go on as a guest."""
    known = account or shopper.account
    if known is None:
        continue_as_guest(shopper)
    else:
        log_in(shopper, *known)


def _fill_beside(shopper: Shopper, button: Control) -> bool:
    """Fill what the button's own form asks, such as an e-mail address, but no log-in form; say if it asked."""
    fields = tuple(each for each in shopper.look().fields if button.form and each.form == button.form)
    asks = bool(fields) and not any(each.type == "password" for each in fields)
    return asks and bool(fill_form(shopper, only=fields))


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
            if now in ("payment", "review"):
                see_where_it_goes(shopper)
            return now
        if now == "log-in":
            sign_in_or_not(shopper)
            continue
        if now == "basket" and _leave_it_again(shopper):
            continue
        known = windows(shopper)
        if not _step(shopper, until):
            return stage(shopper)
        if "payment" in until and came_up(shopper, known) is not None:  # whoever opened it, she pays in there
            return "payment"
    raise shopper.held_up(f"the checkout did not come to {' or '.join(until)} in {MOST_STEPS} steps")


def _leave_it_again(shopper: Shopper) -> bool:
    """Leave the basket once more where the shop has led her back to it, as some do once an account is made."""
    view, way = shopper.look(), shop.to_checkout(shopper.look())
    back = len(shopper.history) > _BACK_AFTER and place(shopper.history[1].view.url) == place(view.url)
    if not back or way is None:
        return False
    shopper.say(f"The shop led back to the basket; {shopper.persona.pronoun} went to the checkout again.")
    shopper.history = [shopper.history[0], Step(view, way.target)]
    shopper.press(awake(shopper, way))
    return True


def _step(shopper: Shopper, until: Collection[str]) -> bool:
    """Take a step of the checkout; where it takes a password, or nothing leads on but one, that is said beside it."""
    _note_needed_password(shopper)
    try:
        return take_step(shopper, until)
    except HeldUp as trouble:
        if trouble.thing == "continue" and shopper.account is None:
            _note_forced_account(shopper, stuck=True)
        raise


def _note_needed_password(shopper: Shopper) -> None:
    """Write down that the form for the address itself asks for a password, or that sending it opens an account."""
    view, form = shopper.look(), shop.register_form(shopper.look())
    needed = any(each.type == "password" and each.required and not each.decoy for each in view.fields)
    needed |= bool(form and form.submit and says("register", form.submit.target.name, view.lang) > _OPENS_ONE)
    known = shopper.account or shopper.memory.logged_in_as or shopper.recorder.ever("account_forced")
    if needed and not known and shop.guest_choice(view) is None:
        _note_forced_account(shopper)


def _logs_in(view: PageView, password: Field) -> bool:
    """Say whether a password's form asks for hardly more than it, as a form to log in does."""
    typed = [each for each in view.fields if each.type in _TYPED and not each.decoy and each.form == password.form]
    return len(typed) <= _LOG_IN_FIELDS
