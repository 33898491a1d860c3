"""Forms that refuse without saying why, forget what was typed, or refuse what is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, capital, listed, quoted
from mystery_shopper.model import Observation, Severity

SECRETS: Final = re.compile(
    r"cvc|cvv|csc|security code|card verification|pr.fnummer|cryptogramme|pass(word|wort)|mot de passe", re.I
)
CARD: Final = re.compile(r"card|carte|karte|expir|ablauf|g.ltig|name on|titulaire|inhaber", re.I)


@friction(
    "form-data-lost",
    title="A form forgets what was typed",
    severity=Severity.CRITICAL,
    owner="web",
    category="form",
    source="Baymard: fields other than secret ones keep what was typed after an error",
    harm="types everything again",
)
def form_data_lost(seen: Seen) -> Iterator[Problem]:
    """Fields other than secret ones are empty after the form was refused."""
    for fact in _refused(seen):
        lost = [each for each in _lost(fact) if not _is_of_card(fact, each)]
        if lost:
            fields = "1 field" if len(lost) == 1 else f"{len(lost)} fields"
            message = f"The form was refused and came back with {fields} emptied ({listed(lost)}); 0 were expected."
            yield Problem(fact, "what was typed is kept", f"{fields} emptied", message, element="form")


@friction(
    "card-data-cleared",
    title="The card form forgets the card",
    severity=Severity.NORMAL,
    owner="payments",
    category="payment",
    source="Baymard: after an unrelated error only the security code may be emptied",
    harm="retypes the card",
)
def card_data_cleared(seen: Seen) -> Iterator[Problem]:
    """Number, name or expiry of the card are empty after an error or a decline; the security code may be."""
    for fact in _refused(seen):
        lost = [each for each in _lost(fact) if _is_of_card(fact, each)]
        if lost:
            message = (
                f"After the error the card form had forgotten {listed(lost)}; only the security code may be emptied."
            )
            yield Problem(fact, "the card is kept", f"{listed(lost)} emptied", message, element="card form")
    for fact in seen.of("card_forgotten"):
        gone = listed(fact.value if isinstance(fact.value, (list, tuple)) else ())
        message = (
            f"After the shop had said no, the card form had forgotten {gone}; only the security code may be emptied."
        )
        yield Problem(fact, "the card is kept", f"{gone} emptied", message, element="card form")


@friction(
    "error-not-identified",
    title="The form says no and not why",
    severity=Severity.CRITICAL,
    owner="web",
    category="form",
    source="WCAG 2.2, 3.3.1 Error Identification and 3.3.3 Error Suggestion",
    harm="what is wrong?",
)
def error_not_identified(seen: Seen) -> Iterator[Problem]:
    """A refused form has no text that names the field, or the text is off screen and the focus did not go there."""
    for fact in _refused(seen):
        wrong = _not_identified(fact)
        if wrong:
            asked = listed(fact.get("wrong_fields", ()))
            what = f"with a mistake in {asked}" if asked else "as it was filled"
            message = f"She sent the form {what}; it was refused and {wrong}."
            expected = "a text that names the field, in view or with the focus on it"
            yield Problem(fact, expected, wrong, by(seen, message), element=asked or "form")


@friction(
    "valid-input-rejected",
    title="The form refuses what is right",
    severity=Severity.BLOCKER,
    owner="web",
    category="form",
    source="W3C, Personal names around the world; the postal and telephone formats of the persona's country",
    harm='"your name is invalid"',
)
def valid_input_rejected(seen: Seen) -> Iterator[Problem]:
    """A valid name, address, post code or phone number is refused, or its field drops a part of it.

    Only where the sense knows that it was filled in.
    """
    for fact in seen.of("entry_cut"):
        message = (
            f"{capital(fact.element)} keeps {quoted(fact.value)} of {quoted(fact.get('wanted'))}, which is valid; "
        )
        message += "all of it was expected."
        yield Problem(fact, str(fact.get("wanted")), str(fact.value), message, element=fact.element)
    for fact in _refused(seen):
        if fact.get("deliberate"):
            continue
        for error in fact.get("errors", ()):
            if error.get("filled") and error.get("field"):
                message = f"The form refuses a valid value in {error['field']} with {quoted(error.get('text', ''))}."
                yield Problem(fact, "a valid value is taken", "refused", message, element=str(error["field"]))


def _refused(seen: Seen) -> Iterable[Observation]:
    return [each for each in seen.of("form_submitted") if each.value == "rejected"]


def _lost(fact: Observation) -> list[str]:
    return [str(each) for each in fact.get("lost", ()) if not SECRETS.search(str(each))]


def _is_of_card(fact: Observation, field: str) -> bool:
    """The sense tells which fields are the card's; where it does not, what they are called must do."""
    return field in fact.get("lost_of_card", ()) or (fact.moment == "pay" and CARD.search(field) is not None)


def _not_identified(fact: Observation) -> str:
    """Say what the error texts lack, or return an empty text."""
    errors = [each for each in fact.get("errors", ()) if str(each.get("text", "")).strip()]
    if not errors:
        return "no text said so"
    wrong = [*fact.get("wrong_fields", ()), *fact.get("labels", ())]
    if fact.get("deliberate") and not any(_names(each, wrong) for each in errors):
        return f"the text {quoted(errors[0]['text'])} does not say which field is wrong"
    if not (fact.get("on_screen") or fact.get("focus_moved") or any(each.get("on_screen") for each in errors)):
        return f"the text {quoted(errors[0]['text'])} is off the screen and the focus did not move"
    return ""


def _names(error: Mapping[str, Any], fields: Iterable[str]) -> bool:
    """The text belongs to a field, or shares a word with the name or the label of one that is wrong, or repeats it."""
    if error.get("field"):
        return True
    text = str(error.get("text", ""))
    said, plain = set(_long_words(text)), " ".join(_WORD.findall(text.casefold()))
    labels = [" ".join(_WORD.findall(str(each).casefold())) for each in fields]
    return any(said & set(_long_words(str(each))) for each in fields) or any(each and each in plain for each in labels)


_WORD: Final = re.compile(r"\w+")


def _long_words(text: str) -> list[str]:
    joined = text.casefold().replace("post code", "postcode").replace("e-mail", "email")
    return re.findall(r"\w{4,}", joined)
