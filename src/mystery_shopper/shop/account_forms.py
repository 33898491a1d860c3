"""The forms of an account: the one for customers who have one, and the one that makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mystery_shopper.shop.fields import classified
from mystery_shopper.shop.parts import Control, Field, place
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices
from mystery_shopper.shop.view import Choice, PageView, in_reach
from mystery_shopper.shop.weighing import honest, means, real_link, weigh

_AT_THE_DOOR: Final = ("log-in", "register", "forgot-password", "help", "contact", "terms", "switcher", "cookies")
_BESIDE_THE_DOOR: Final = 2  # links such as the shop's own sign (P)
_ABOVE: Final = 25.0  # CSS pixels that a button of one line with its field may stand higher


@dataclass(frozen=True, slots=True)
class LogInForm:
    """A form for customers who have an account."""

    user: Field
    password: Field
    submit: Choice[Control] | None


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """A form that makes an account."""

    fields: dict[str, Field]  # kind -> field
    submit: Choice[Control] | None


def log_in_form(view: PageView) -> LogInForm | None:
    """Return the form for known customers: one password, one field to name oneself, and nothing more."""
    for password in (each for each in honest(view) if each.type == "password"):
        mates = [
            each
            for each in honest(view)
            if each.form == password.form and each.type in ("text", "email", "tel", "password")
        ]
        if (
            len(mates) == 2
            and mates[0] is not password
            and not says("fields.password-again", mates[1].label, view.lang)
        ):
            return LogInForm(mates[0], password, _submit(view, password, ("log-in", "continue", "save")))
    return None


def lets_nobody_in(view: PageView) -> bool:
    """Say whether a page is a shop's door: a form to log in, and neither goods nor a way past it."""
    form = log_in_form(view)
    if form is None or any(find_prices(each.text, view.lang) for each in view.lines):
        return False
    other = [each for each in in_reach(view) if not means(_AT_THE_DOOR, each, view.lang)]
    buttons = [each for each in other if each.role == "button" and each.form != form.password.form]
    past = [each for each in other if real_link(each) and place(each.href) != place(view.url)]
    searches = any(each.type == "search" for each in honest(view))
    return len(past) <= _BESIDE_THE_DOOR and not buttons and not searches


def register_form(view: PageView) -> RegisterForm | None:
    """Return the form that makes an account: a password together with more than a name."""
    known = log_in_form(view)
    for password in (each for each in honest(view) if each.type == "password"):
        if known is not None and password.form == known.password.form and password.form:
            continue
        fields = {
            kind: each for kind, found in classified(view).items() for each in found if each.form == password.form
        }
        if len(fields) > 2 or {"password-again", "new-password"} & set(fields):
            return RegisterForm(fields, _submit(view, password, ("register", "continue", "save")))
    return None


def _submit(view: PageView, field: Field, keys: tuple[str, ...]) -> Choice[Control] | None:
    below = [
        each
        for each in in_reach(view)
        if each.form == field.form and each.role == "button" and each.rect.y >= field.rect.y - _ABOVE
    ]
    return weigh(
        below, lambda each: max(means(keys, each, view.lang), 0.6 * (each.kind == "submit")), "sends the form", 0.55
    )
