"""Whole errands made of the small tasks."""

from __future__ import annotations

from mystery_shopper import shop
from mystery_shopper.errors import SettingsError
from mystery_shopper.model import Card
from mystery_shopper.settings import ShopFile
from mystery_shopper.shop import aftercare
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Step
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks.arrived import is_checkout
from mystery_shopper.tasks.arriving import open_shop
from mystery_shopper.tasks.away import OVERNIGHT
from mystery_shopper.tasks.basket import open_basket
from mystery_shopper.tasks.checkout import proceed, sign_in_or_not, start_checkout
from mystery_shopper.tasks.choosing import put_in_basket
from mystery_shopper.tasks.finding import open_product
from mystery_shopper.tasks.forms import fill_form, make_choices
from mystery_shopper.tasks.habits import ponder_in_the_basket
from mystery_shopper.tasks.logging_in import log_in
from mystery_shopper.tasks.paying import pay
from mystery_shopper.tasks.refusals import note_refusal
from mystery_shopper.tasks.stepping import refuse_error_page, stage


def buy(
    shopper: Shopper,
    product: str,
    *,
    quantity: int = 1,
    card: Card | None = None,
    account: tuple[str, str] | None = None,
) -> None:
    """Buy something, from wherever she stands to the shop's answer, as a guest or with an account."""
    come_to_payment(shopper, product, quantity=quantity, account=account)
    pay(shopper, card)


def come_to_payment(
    shopper: Shopper, product: str, *, quantity: int = 1, account: tuple[str, str] | None = None
) -> None:
    """Find something, put it in the basket and go as far as the payment."""
    find_and_put_in_basket(shopper, product, quantity)
    if not is_checkout(shopper):
        open_basket(shopper)
    ponder_in_the_basket(shopper)
    if _was_forgotten(shopper):
        shopper.say(f"The basket was empty; {shopper.persona.pronoun} searched for everything again.")
        shopper.memory.basket.clear()
        open_shop(shopper)
        find_and_put_in_basket(shopper, product, quantity)
        open_basket(shopper)
    start_checkout(shopper)
    if stage(shopper) == "log-in":
        sign_in_or_not(shopper, account)
    if stage(shopper) in ("unknown", "basket"):  # some shops forget where their customer wanted to go
        start_checkout(shopper)
    proceed(shopper, until=("payment", "review", "confirmation"))


def _was_forgotten(shopper: Shopper) -> bool:
    """Say whether the basket was empty when she came back the next day, and still is."""
    last = next(reversed(shopper.recorder.ever("basket")), None)
    return last is not None and last.get("when") == OVERNIGHT and not last.value


def find_and_put_in_basket(shopper: Shopper, name: str, quantity: int = 1) -> None:
    """Find a product from wherever she stands and put it in the basket."""
    if shopper.page.url == "about:blank":
        open_shop(shopper)
    open_product(shopper, name)
    put_in_basket(shopper, quantity=quantity)


def mend_mistake(shopper: Shopper) -> None:
    """Send the form with what she forgot, see what the shop says to it, then fill in the rest and go on."""
    forgotten = shopper.memory.forgets
    if not forgotten:
        raise SettingsError("Nothing was forgotten. Say so first: And she forgets her postcode at first.")
    fill_form(shopper)
    make_choices(shopper)
    before = shopper.look()
    button = shop.next_step(shopper.history, before)
    if button is None:
        raise shopper.held_up("the form cannot be sent", looked_for="a button such as Continue")
    shopper.history.append(Step(before, button.target))
    shopper.press(button)
    refuse_error_page(shopper, "the form leads to an error")
    left = tuple(each.replace("-", " ") for each in forgotten)
    note_refusal(shopper, before, shop.errors(shopper.look()), deliberate=True, left=left)
    shopper.history.pop()  # the form is sent a second time when the mistake is mended, however little the page has said
    shopper.memory.forgets = ()
    proceed(shopper, until=("delivery", "payment", "review", "confirmation"))


def register(shopper: Shopper) -> None:
    """Create an account where the shop offers it."""
    shopper.at("account")
    form = shop.register_form(shopper.look())
    for way_there in (aftercare.register_link, aftercare.log_in_link, aftercare.register_link):
        link = way_there(shopper.look()) if form is None else None
        if link is not None:
            shopper.press(link)
            form = shop.register_form(shopper.look())
    if form is None:
        raise shopper.not_offered("no account can be created", looked_for="a form to register")
    fill_form(shopper, only=tuple(form.fields.values()))
    make_choices(shopper)
    if form.submit is None:
        raise shopper.held_up("the registration cannot be sent", looked_for="a button to register")
    shopper.press(form.submit)
    wrong = shop.errors(shopper.look())
    if any(says("known-already", each.text, shopper.look().lang) for each in wrong):
        shopper.say("The address has an account since an earlier run, which serves to log in.")
        log_in(shopper, shopper.identity.email, shopper.identity.password)
    elif wrong:
        raise shopper.held_up("the shop refuses the registration", saw=f'"{wrong[0].text}"')
    shopper.memory.registered = True


def own_account(shopper: Shopper, shop_file: ShopFile) -> tuple[str, str]:
    """Return e-mail and password of the returning customer; where shop.yaml names none, she opens an account first."""
    if shop_file.account is not None or shopper.memory.registered:
        return known_account(shopper, shop_file)
    if shopper.page.url == "about:blank":
        open_shop(shopper)
    register(shopper)
    shopper.say(f"shop.yaml names no account, so {shopper.persona.pronoun} opened one first.")
    return shopper.identity.email, shopper.identity.password


def known_account(shopper: Shopper, shop_file: ShopFile) -> tuple[str, str]:
    """Return e-mail and password of the account that she opened on this visit, else of the one in shop.yaml.

    Raises:
        SettingsError: when there is neither.
    """
    if shopper.memory.registered:
        return shopper.identity.email, shopper.identity.password
    if shop_file.account is None:
        raise SettingsError(
            "A returning customer needs an account. Add to shop.yaml: account: {email: ..., password: ${SHOP_PASSWORD}}"
        )
    return shop_file.account.email, shop_file.account.password
