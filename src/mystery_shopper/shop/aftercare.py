"""Finds the ways to an account, to the people behind the shop and to a return, and hears when they have answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mystery_shopper.shop.hinting import answers
from mystery_shopper.shop.objecting import errors
from mystery_shopper.shop.parts import place, without_numbers
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.view import Choice, Control, PageView, in_reach
from mystery_shopper.shop.weighing import meaning, of_the_page, parted, real_link, weigh

_ENDS_MAILS: Final = re.compile(
    "unsub|opt.?out|abmeld|abbestell|désabonn|désinscri|dar.{0,5} baja|disiscri|annulla.{0,3}iscri|uitschrijv|afmeld"
    "|wypisz|cancelar.{0,5}subscri",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link of an e-mail, and the words on it or beside it."""

    url: str
    words: str


def order_in(links: Sequence[MailLink], reference: str = "", lang: str = "") -> MailLink | None:
    """Return what leads from an e-mail to its order: it names the order, else speaks of it, else it is the first."""

    def weight(link: MailLink) -> float:
        where = urlsplit(link.url)
        named = reference != "" and reference in f"{where.path}?{where.query}"
        said = max(says("order-status", link.words, lang), says("order-status", parted(where.path), lang))
        front = not where.path.strip("/") and not where.query  # the shop's own name at the head of its mail
        ends = _ENDS_MAILS.search(f"{link.words} {link.url}") is not None
        return 2 * named + said - 0.5 * front - ends

    return max(links, key=weight, default=None)


@answers("log-in", Control)
def log_in_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to the log-in."""

    def weight(control: Control) -> float:
        return max(meaning("log-in", control, view.lang), 0.8 * meaning("account", control, view.lang))

    return weigh(in_reach(view), weight, "leads to the log-in")


def register_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to a form that makes an account; before others what leads on from there to where this does."""
    query = urlsplit(view.url).query

    def weight(control: Control) -> float:
        same_goal = bool(query) and urlsplit(control.href).query == query
        sure = meaning("register", control, view.lang)
        return sure and sure + 0.05 * same_goal

    return weigh(in_reach(view), weight, "leads to a new account")


@answers("contact", Control)
def contact_link(view: PageView) -> Choice[Control] | None:
    """Return what leads to a way to write to the shop."""
    return weigh(
        [each for each in in_reach(view) if real_link(each) or each.role == "button"],
        lambda each: meaning("contact", each, view.lang),
        "leads to the people of the shop",
    )


def return_request_link(view: PageView) -> Choice[Control] | None:
    """Return what starts a return on an order's page; the general returns page of the footer is not meant."""
    return weigh(
        [each for each in in_reach(view) if of_the_page(each.region)],
        lambda each: meaning("returns", each, view.lang),
        "starts a return",
    )


def send_button(view: PageView) -> Choice[Control] | None:
    """Return the button that sends the form in which something is written."""
    for field in (each for each in view.fields if each.type == "textarea"):
        for each in view.controls:
            if each.form == field.form and each.kind == "submit" and not each.disabled:
                return Choice(each, 0.9, f"{each} sends the form")
    return None


def acknowledged(before: PageView, after: PageView, known: Collection[str] = ()) -> str:
    """Return what the shop says after something was sent: a new message or heading that is no error.

    ``known``: the pages where she has been, as `place` names them; to find herself on one of them is no answer.
    """
    if errors(after):
        return ""
    old = {without_numbers(each.text) for each in (*before.lines, *before.headings)}
    told = [each.text for each in after.messages if each.kind in ("status", "toast", "alert", "news")]
    said = [each for each in told if not says("busy", each, after.lang)]
    here = place(after.url)
    new = here == place(before.url) or here not in known
    heads = [each.text for each in after.headings if of_the_page(each.region)] if new else []
    gone = here == place(before.url) and not any(each.type == "textarea" for each in after.fields)
    instead = [  # an answer in the place of the form, or thanks anywhere
        each.text
        for each in after.lines
        if of_the_page(each.region) and (gone or says("confirmation", each.text, after.lang))
    ]
    return next((each for each in (*said, *heads, *instead) if each.strip() and without_numbers(each) not in old), "")
