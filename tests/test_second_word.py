"""An error on a page that confirms something, at once or a moment later."""

from __future__ import annotations

from functools import partial
from time import sleep
from types import SimpleNamespace
from typing import Any, cast

import pytest
from friction_facts import fact, kinds, only

from mystery_shopper.model import Severity
from mystery_shopper.shop import says_it_failed
from mystery_shopper.shop.parts import Message
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper.acting import Acting

EMPTY = PageView("http://shop.example/pay")


def said(text: str, kind: str = "alert", lang: str = "en") -> PageView:
    return PageView("http://shop.example/thanks", lang=lang, messages=(Message(text, kind),))


FAILURES = {
    "en": ["Something went wrong", "Your payment was declined.", "Error: the order could not be placed", "Oops!"],
    "de": ["Es ist ein Fehler aufgetreten", "Die Zahlung ist fehlgeschlagen"],
    "fr": ["Une erreur est survenue"],
    "es": ["Ha ocurrido un error"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, each) for lang, texts in FAILURES.items() for each in texts])
def test_a_page_that_says_it_failed(lang: str, text: str) -> None:
    assert says_it_failed(EMPTY, said(text, lang=lang)) == text
    assert says_it_failed(said(text), said(text, lang=lang)) == "", "it had said so before"


@pytest.mark.parametrize(
    "view",
    [
        said("Thank you for your order"),
        said("Something went wrong", "status"),
        said("If the e-mail does not come, check that it is not among the unwanted ones or try again later."),
        said("We have sent you an e-mail. Sorry to see you go!"),
        said("Falls etwas falsch ist, schreiben Sie uns.", lang="de"),
        said("Your order is confirmed. No error was found, and nothing failed."),
        EMPTY,
    ],
)
def test_a_page_that_only_confirms(view: PageView) -> None:
    assert says_it_failed(EMPTY, view) == ""


def test_an_error_after_the_order_is_one_finding() -> None:
    order = fact("order", True, "confirm", reference="A1", total=1, next_step=True)
    found = only(order, fact("failed_late", "Something went wrong", "confirm"))
    assert (found.kind, found.severity, found.moment) == ("false-error-on-success", Severity.CRITICAL, "confirm")
    at_once = fact("order", True, "confirm", reference="A1", total=1, next_step=True, error_text="Oops")
    assert kinds(at_once, fact("failed_late", "Oops", "confirm")) == ["false-error-on-success"]


def waiting(began: float = 1.0) -> tuple[Any, list[float]]:
    """Return somebody at a page, and how long she has waited there in milliseconds."""
    waits: list[float] = []
    page = SimpleNamespace(wait_for_timeout=waits.append)
    network = SimpleNamespace(page_began=began)
    senses = SimpleNamespace(network=network)
    who = SimpleNamespace(page=page, senses=senses, look_again=lambda: EMPTY, _later=[])
    who.look_back = partial(Acting.look_back, cast(Any, who))
    return who, waits


def test_she_looks_once_more_at_what_she_has_taken_in_before_she_goes_on() -> None:
    who, waits = waiting()
    looked: list[PageView] = []
    Acting.later(who, looked.append, within_s=0.0)
    Acting.look_back(who)
    Acting.look_back(who)
    assert (looked, waits) == ([EMPTY], []), "once"
    Acting.later(who, looked.append)
    Acting.look_back(who)
    assert len(looked) == 1, "she has gone on before anybody could take it in"


def test_all_that_is_still_to_be_looked_for_takes_one_look_and_one_wait() -> None:
    who, waits = waiting()
    looked: list[str] = []
    Acting.later(who, lambda _: looked.append("sum"), within_s=0.0)
    Acting.later(who, lambda _: looked.append("error"), within_s=0.3)

    def wait(milliseconds: float) -> None:
        waits.append(milliseconds)
        sleep(milliseconds / 1000)

    who.page.wait_for_timeout = wait
    Acting.hear_out(who)
    assert (looked, len(waits)) == (["sum", "error"], 1)
    assert 200 < waits[0] <= 300


def test_a_page_that_has_gone_is_not_looked_back_at() -> None:
    who, waits = waiting()
    looked: list[PageView] = []
    Acting.later(who, looked.append, within_s=0.0)
    cast(Any, who).senses.network.page_began = 2.0
    Acting.hear_out(who)
    assert (looked, waits) == ([], [])
