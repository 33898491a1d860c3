"""Logging in with an account that the shop knows already, and being known from the day before."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from mystery_shopper import shop
from mystery_shopper.shop import aftercare
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import PAGE_FURNITURE, Field, PageView, in_reach
from mystery_shopper.shop.weighing import meaning
from mystery_shopper.shopper import Shopper

_SURE = 0.6


_MOMENT: Final = "account"


def log_in(shopper: Shopper, email: str, password: str) -> None:
    """Log in with a known account on the page that asks for it; who is logged in since yesterday need not.

    Where the journey's map names logging in, it is a moment of its own, wherever on her way the shop asks for it.

    Raises:
        HeldUp: when there is no way to, or the shop refuses.
    """
    before = shopper.recorder.moment
    if any(each.id == _MOMENT for each in shopper.recorder.journey.moments):
        shopper.at(_MOMENT)
    _identify(shopper, email, password)
    shopper.at(before)


def _identify(shopper: Shopper, email: str, password: str) -> None:
    form = shop.log_in_form(shopper.look())
    if form is None:
        link = aftercare.log_in_link(shopper.look())
        if link is None and shopper.memory.logged_in_as == email:
            return  # since the day before
        if link is None:
            raise shopper.held_up("she cannot log in", looked_for="a log-in form or a link to one", thing="log-in")
        shopper.press(link)
        form = shop.log_in_form(shopper.look())
    if form is None and shopper.memory.logged_in_as == email:
        return
    if form is None:
        raise shopper.held_up("she cannot log in", looked_for="fields for e-mail and password")
    own = form.user.name or form.user.label
    shopper.memory.given.setdefault("email", (own, urlsplit(shopper.page.url).path, shopper.look().title))
    shopper.fill(form.user, email)
    shopper.fill(form.password, password, secret=True)
    if shopper.persona.profile == "kept" and (box := _stay_box(shopper.look())) is not None:
        shopper.tick(box)
    form = shop.log_in_form(shopper.look()) or form
    if form.submit is None:
        shopper.press_enter(form.password)
    else:
        shopper.press(form.submit)
    errors = shop.errors(shopper.look())
    if errors:
        raise shopper.held_up("the shop refuses the log-in", saw=f'"{errors[0].text}"')
    shopper.memory.logged_in_as = email


def pass_the_door(shopper: Shopper) -> None:
    """Log in where the shop shows nothing to anybody who has not, whoever comes.

    Raises:
        HeldUp: when shop.yaml names no account to do it with, or the shop refuses it.
    """
    view = shopper.look()
    if not shop.lets_nobody_in(view):
        return
    if shopper.key is None:
        shopper.recorder.observe("account_forced", "a log-in on its first page", url=view.url, element="account")
        remedy = 'Write into shop.yaml: account: {email: NAME, password: "${SHOP_PASSWORD}"}'
        form = f"a form to log in. {remedy}, or user: for email: where it asks for a user name"
        raise shopper.held_up("the shop lets nobody in without logging in", saw=form)
    log_in(shopper, *shopper.key)


def log_in_before_leaving(shopper: Shopper) -> None:
    """Log in on the day before, as regular customers are, where the shop's first page asks who she is."""
    if shopper.account is not None and _asks_who(shopper.look()):
        log_in(shopper, *shopper.account)


def see_who_is_known(shopper: Shopper) -> None:
    """Notice the next day whether the shop still knows her: it did not, if it asks again who she is."""
    if not shopper.memory.logged_in_as:
        return
    if _asks_who(shopper.look()):
        shopper.memory.logged_in_as = ""
        shopper.say(f"{shopper.they()} had to log in again.")
    else:
        shopper.say(f"{shopper.they_were()} still logged in.")


def _asks_who(view: PageView) -> bool:
    said = (meaning("log-in", each, view.lang) for each in in_reach(view))
    return shop.log_in_form(view) is not None or any(each > _SURE for each in said)


def _stay_box(view: PageView) -> Field | None:
    """Return the box that keeps her logged in, where it is offered and not ticked."""
    boxes = [each for each in view.fields if each.type == "checkbox" and each.region not in PAGE_FURNITURE]
    fitting = [each for each in boxes if says("stay-logged-in", each.label or each.adjacent, view.lang) > _SURE]
    return next((each for each in fitting if not each.checked and not each.disabled), None)
