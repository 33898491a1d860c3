"""Chromium's own autofill, as most customers use it: one choice in the first field fills the form."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from playwright.sync_api import CDPSession, Error, Page

from mystery_shopper.model import Identity
from mystery_shopper.senses.devtools import line_to
from mystery_shopper.senses.listening import meanwhile
from mystery_shopper.shop.view import PageView

_LANDED: Final = """([fields, limit]) => new Promise(done => {
  const began = performance.now();
  const empty = ([name, id]) => {
    const el = (id && document.getElementById(id)) || (name && document.getElementsByName(name)[0]);
    return el && el.value === '' };
  const look = () => fields.some(empty) && performance.now() - began < limit ? setTimeout(look, 5) : done();
  look() })"""
_LANDS_WITHIN_MS: Final = 500  # Chromium tells what it fills in before the page has it (P)
_ANSWER_WITHIN_S: Final = 2.0  # it fills in a few milliseconds, later where the machine is busy; else not at all (P)


@dataclass(frozen=True, slots=True)
class Filled:
    """A field that the browser filled, and what it took it for."""

    said: str  # in Chromium's words
    name: str
    id: str
    value: str


def autofill(page: Page, identity: Identity) -> list[Filled] | None:
    """Let the browser fill the form of the field that has the focus, and return the fields that it filled.

    None means that this browser cannot: only full Chromium has the DevTools domain Autofill.
    """
    answers: list[dict[str, Any]] = []

    def note(event: dict[str, Any]) -> None:
        answers.append(event)

    try:
        session = line_to(page)
        session.on("Autofill.addressFormFilled", note)
        session.send("Autofill.enable")
        focused = session.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        field = session.send("DOM.describeNode", {"objectId": focused})["node"]["backendNodeId"]
        browser = _Browser(page, session, field, answers)
        browser.fill_at_once(_address(identity))
        if not any(each["filledFields"] for each in answers):
            browser.fill(_address(identity))
        session.remove_listener("Autofill.addressFormFilled", note)
    except (Error, KeyError):
        return None
    filled = [
        Filled(str(each["autofillType"]), str(each.get("name", "")), str(each.get("id", "")), str(each["value"]))
        for answer in answers
        for each in answer["filledFields"]
        if each.get("value")
    ]
    with suppress(Error):
        page.evaluate(_LANDED, [[[each.name, each.id] for each in filled], _LANDS_WITHIN_MS])
    return filled


@dataclass
class _Browser:
    """What a page's browser is told of a field, and what it answers."""

    page: Page
    session: CDPSession
    field: int
    answers: list[dict[str, Any]]
    reads: bool = False

    def fill_at_once(self, fields: list[dict[str, str]]) -> None:
        """Fill the form by what the browser has read of it when the field got the focus.

        Before each filling it waits a tenth of a second to read all forms anew, but for none while it waits for another
        one; so one that fills nothing goes before.
        """

        def read() -> None:
            with suppress(Error):
                self._trigger([])
            self.reads = False

        self.reads = True
        meanwhile(read)
        self.page.wait_for_timeout(0)
        with suppress(Error):  # a form that it has not read yet
            self._trigger(fields)
        while self.reads and not self.answers:
            self.page.wait_for_timeout(5)

    def fill(self, fields: list[dict[str, str]]) -> None:
        """Fill the form as soon as the browser has read it, and wait for its answer."""
        while self.reads:
            self.page.wait_for_timeout(5)
        self.answers.clear()
        self._trigger(fields)
        began = monotonic()
        while not self.answers and monotonic() - began < _ANSWER_WITHIN_S:
            self.page.wait_for_timeout(10)

    def _trigger(self, fields: list[dict[str, str]]) -> None:
        self.session.send("Autofill.trigger", {"fieldId": self.field, "address": {"fields": fields}})


def _address(who: Identity) -> list[dict[str, str]]:
    """Name the data as Chromium does.

    A form that asks for the parts of a name needs the parts, one that asks for all of it needs NAME_FULL, and NAME_FULL
    alone fills nothing. PHONE_HOME_NUMBER crashes the browser.
    """
    known = {
        "NAME_FULL": who.full_name,
        "NAME_FIRST": who.given_name,
        "NAME_LAST": who.family_name,
        "EMAIL_ADDRESS": who.email,
        "PHONE_HOME_WHOLE_NUMBER": who.phone_international,
        "ADDRESS_HOME_LINE1": who.street,
        "ADDRESS_HOME_LINE2": who.line2,
        "ADDRESS_HOME_CITY": who.city,
        "ADDRESS_HOME_STATE": who.region,
        "ADDRESS_HOME_ZIP": who.postcode,
        "ADDRESS_HOME_COUNTRY": who.country,
    }
    return [{"name": name, "value": value} for name, value in known.items() if value]


def kinds_of(filled: Iterable[Filled], view: PageView, who: Identity) -> dict[str, str]:
    """Return what each filled field of a page asks for, by its key: told by which of her data stands in it."""
    data = {
        "given-name": who.given_name,
        "family-name": who.family_name,
        "full-name": who.full_name,
        "email": who.email,
        "phone": who.phone_international,
        "street": who.street,
        "line2": who.line2,
        "city": who.city,
        "postcode": who.postcode,
    }
    kinds = {value: kind for kind, value in reversed(data.items()) if value}
    by_name = {(each.name, each.id): kinds[each.value] for each in filled if each.value in kinds}
    return {each.key: by_name[each.name, each.id] for each in view.fields if (each.name, each.id) in by_name}
