"""What makes filling a form harder than it must be: too many fields, the wrong keyboard, the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, listed, page, quoted
from mystery_shopper.model import Severity, url_template

_SAID: Final = {"phone": "a telephone number", "quantity": "a quantity", "card-number": "a card number"}


@friction(
    "forced-account",
    title="Nobody can buy without an account",
    severity=Severity.CRITICAL,
    owner="product",
    category="form",
    source="Baymard: a way for guests",
    harm="must register",
)
def forced_account(seen: Seen) -> Iterator[Problem]:
    """The checkout asks to log in or to register, and offers no way for a guest."""
    for fact in seen.of("account_forced"):
        message = f"She wanted to buy as a guest, and the checkout asks for {fact.value}; a way without an account "
        message += "was expected."
        yield Problem(fact, "a way for guests", f"asked for {fact.value}", by(seen, message), element="account")


@friction(
    "too-many-fields",
    title="The form is long",
    severity=Severity.NORMAL,
    owner="product",
    category="form",
    limit=8,
    unit="fields",
    source="Baymard: most checkouts need no more than 8 text fields; their 2024 average had 11.3",
    harm="a long form",
)
def too_many_fields(seen: Seen) -> Iterator[Problem]:
    """A form shows more than 8 fields to type into; search, newsletter and voucher are not counted."""
    for fact in seen.of("form"):
        if fact.value > seen.limit:
            message = f"{page(seen, fact)} asks to type into {fact.value} fields ({listed(fact.get('fields', ()))}); "
            message += f"{seen.limit:.0f} are the limit."
            same = f"form of {url_template(fact.url)}"  # a form that grows, or is met at the next moment too
            limit = f"at most {seen.limit:.0f} fields"
            yield Problem(fact, limit, f"{fact.value} fields", message, element="form", cause=same)


@friction(
    "wrong-keyboard",
    title="A phone shows letters where digits are due",
    severity=Severity.MINOR,
    owner="web",
    category="form",
    source="WHATWG HTML, inputmode and types tel and number; Baymard: the numeric keyboard for numbers",
    harm="letters where digits are due",
)
def wrong_keyboard(seen: Seen) -> Iterator[Problem]:
    """On a touch device a field for a telephone, card or other number has neither the type nor the inputmode for it."""
    for fact in seen.of("keyboard_shown"):
        asks = str(fact.get("asks", ""))
        what = _SAID.get(asks, asks.replace("-", " ") or "digits")
        message = f"The {fact.element} takes {what} and brings up letters on a phone; the keyboard for digits was "
        message += "expected (type or inputmode)."
        yield Problem(fact, "the keyboard for digits", "letters", message)


@friction(
    "autofill-unsupported",
    title="The browser cannot fill the form",
    severity=Severity.NORMAL,
    owner="web",
    category="form",
    source="WCAG 2.2, 1.3.5 Identify Input Purpose; Chromium's own autofill",
    harm="types what the browser knows",
)
def autofill_unsupported(seen: Seen) -> Iterator[Problem]:
    """Chromium's own autofill leaves a personal field empty or fills it with something else that it knows."""
    for fact in seen.of("autofilled"):
        for missed in fact.get("missed", ()):
            name, token = str(missed.get("field")), str(missed.get("due") or "")
            got = f"filled with {missed.get('got')}" if missed.get("got") else "left empty"
            has = missed.get("token")
            why = f"its autocomplete says {quoted(has, 40)}" if has else "it has no autocomplete token"
            message = f"The browser knows what belongs in {name} and it was {got}; {why}"
            message += f", and {quoted(token, 40)} would name it." if token and token != has else "."
            yield Problem(fact, "filled by the browser", got, message, element=name)


@friction(
    "redundant-entry",
    title="The same thing is asked twice",
    severity=Severity.NORMAL,
    owner="web",
    category="form",
    source="WCAG 2.2, 3.3.7 Redundant Entry",
    harm="types it twice",
)
def redundant_entry(seen: Seen) -> Iterator[Problem]:
    """What she has given on an earlier step is required again, neither filled in nor offered."""
    for fact in seen.of("asked_again"):
        what = str(fact.value).replace("-", " ")
        label = fact.get("label") or fact.element
        message = f"She had given her {what} already ({fact.get('first_at') or 'on an earlier page'}), and it is "
        message += f"required again in {quoted(label, 60)}, which was empty; it should be filled in or offered."
        yield Problem(fact, f"the {what} is filled in or offered", "asked again", by(seen, message), element=what)


@friction(
    "premature-error",
    title="The form scolds while it is still being filled in",
    severity=Severity.MINOR,
    owner="web",
    category="form",
    source="Baymard: no error before a field is left for the first time",
    harm="scolded mid-word",
)
def premature_error(seen: Seen) -> Iterator[Problem]:
    """An error appears while a field is being filled for the first time."""
    for fact in seen.of("early_error"):
        said = f"said {quoted(fact.value, 80)}" if fact.value else "was marked as wrong"
        message = f"While she was still typing into {fact.element}, it {said}; no error was expected before she had "
        message += "left the field."
        yield Problem(fact, "no error before the field is left", said, by(seen, message))


@friction(
    "paste-blocked",
    title="Pasting is not allowed",
    severity=Severity.NORMAL,
    owner="web",
    category="form",
    source="WCAG 2.2, 3.3.8 Accessible Authentication; NCSC: let them paste passwords",
    harm="cannot paste",
)
def paste_blocked(seen: Seen) -> Iterator[Problem]:
    """Pasting into a password or a one-time code is prevented."""
    for fact in seen.of("paste"):
        if fact.value is False:
            message = f"Nothing can be pasted into {fact.element}, so a password manager is of no use; pasting was "
            message += "expected to work."
            yield Problem(fact, "pasting works", "prevented", message)
