"""A basket that does not keep what the customer put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, listed, quoted
from mystery_shopper.model import Observation, Severity, money

KEEPS: Final = ("after reload", "after back", "after log in", "after decline", "at basket")
OVERNIGHT: Final = "the next day"
CHANGES: Final = ("after change", "after remove")


@friction(
    "basket-lost",
    title="The basket loses what was in it",
    severity=Severity.BLOCKER,
    owner="backend",
    category="failed purchase",
    source="what the same basket held before",
    harm="items vanish",
)
def basket_lost(seen: Seen) -> Iterator[Problem]:
    """Fewer pieces after a reload, Back, logging in or a decline than before, or than she put in."""
    for fact in seen.of("basket"):
        held = _held_before(seen, fact)
        if fact.get("when", "at basket") in KEEPS and held is not None and fact.value < held:
            when = fact.get("when", "at basket")
            when = _WHEN.get(str(when), str(when))
            message = f"The basket held {_pieces(held)} and holds {_pieces(fact.value)} {when}; it should keep them."
            yield Problem(fact, _pieces(held), _pieces(fact.value), by(seen, message), about="basket")
        elif gone := _gone_at_once(seen, fact):
            message = f"She put {listed(map(quoted, gone))} in the basket and the shop said so; it holds "
            message += f"{_pieces(fact.value)} without{_what(fact).replace(':', ' that:', 1)}."
            yield Problem(fact, _pieces(fact.get("expected")), _pieces(fact.value), by(seen, message), about="basket")


@friction(
    "basket-forgotten",
    title="The basket is empty the next day",
    severity=Severity.NORMAL,
    owner="web",
    category="failed purchase",
    source="what the same basket held the day before; that a day is not too long is our own choice",
    harm="searches everything again",
)
def basket_forgotten(seen: Seen) -> Iterator[Problem]:
    """Fewer pieces than the day before, in the same browser: many customers decide overnight."""
    for fact in seen.of("basket"):
        held = _held_before(seen, fact)
        if fact.get("when") == OVERNIGHT and held is not None and fact.value < held:
            message = f"The basket held {_pieces(held)} and {_pieces(fact.value)} the next day; it should keep them."
            yield Problem(fact, _pieces(held), _pieces(fact.value), by(seen, message), about="basket")


@friction(
    "quantity-ignored",
    title="The basket ignores a changed quantity",
    severity=Severity.CRITICAL,
    owner="web",
    category="failed purchase",
    source="the quantity that was entered",
    harm="the wrong amount",
)
def quantity_ignored(seen: Seen) -> Iterator[Problem]:
    """After changing a line, or putting in several, the basket does not hold that many; an announced cap is fine."""
    for fact in seen.of("basket"):
        yield from _fewer_than_chosen(seen, fact)
        wanted = fact.get("expected")
        if fact.get("when") not in CHANGES or wanted is None or fact.value == wanted or fact.get("announced"):
            continue
        before = _before(seen, fact)
        if before is not None and before.value == before.get("expected", before.value):
            message = f"She changed the basket to {_pieces(wanted)} and it holds {_pieces(fact.value)}."
            yield Problem(fact, _pieces(wanted), _pieces(fact.value), by(seen, message), about="basket")


@friction(
    "unasked-item",
    title="Something is in the basket that nobody chose",
    severity=Severity.CRITICAL,
    owner="legal",
    category="price and money",
    source="what the customer put into the basket; EU Consumer Rights Directive, article 22",
    harm="something sneaked in",
)
def unasked_item(seen: Seen) -> Iterator[Problem]:
    """More pieces than she put in, another product instead of hers, or an extra that costs and was chosen for her.

    Another product is one by whose name it was listed where she chose hers. The basket is not judged for an old basket
    of an account, nor after a press that she repeated.
    """
    for fact in seen.of("extra_ticked"):
        cost = f" for {money(fact.get('cost'), str(fact.get('currency') or ''))}" if fact.get("cost") else ""
        message = f"{quoted(fact.value, 80)} was chosen already{cost}, and she had not asked for it."
        yield Problem(fact, "nothing chosen before", f"chosen already{cost}", by(seen, message), cause=str(fact.value))
    if seen.persona.customer == "returning" or any(each.get("repeated") for each in seen.ever("action")):
        return
    for fact in seen.of("basket"):
        chosen = fact.get("expected")
        if chosen and fact.get("when", "at basket") in KEEPS and fact.value > chosen:
            message = f"She put {_pieces(chosen)} into the basket and it holds {_pieces(fact.value)}{_what(fact)}."
            yield Problem(fact, _pieces(chosen), _pieces(fact.value), by(seen, message), about="basket")
        elif chosen and fact.value == chosen and fact.get("passed") and (missing := _missing(seen, fact)):
            wanted, holds = listed(map(quoted, missing)), listed(map(quoted, fact.get("passed")))
            message = f"She put {wanted} into the basket and it holds {holds} instead."
            yield Problem(fact, wanted, holds, by(seen, message), about="basket")


def _what(fact: Observation) -> str:
    """Return what the basket holds, as its lines say."""
    lines = [f"{quantity or 1} x {quoted(name, 60)}" for name, quantity in fact.get("lines", ())[:5]]
    return f": {listed(lines)}" if lines else ""


_WHEN: Final = {
    "at basket": "when she came back to it",
    "after reload": "after the page was reloaded",
    "after back": "after going back",
    "after log in": "after logging in",
    "after decline": "after the card was declined",
}


def _fewer_than_chosen(seen: Seen, fact: Observation) -> Iterator[Problem]:
    """She put in several of one thing and the first look finds its line with fewer."""
    wanted = fact.get("expected")
    if _before(seen, fact) is not None or not fact.value or wanted is None or fact.get("announced"):
        return
    added = {str(each.get("product")) for each in seen.ever("added") if int(each.get("quantity") or 1) > 1}
    if len(added) == 1 and len(fact.get("lines", ())) == 1 and fact.value < wanted:
        message = f"She put {_pieces(wanted)} into the basket and it holds {_pieces(fact.value)}."
        yield Problem(fact, _pieces(wanted), _pieces(fact.value), by(seen, message), about="basket")


def _gone_at_once(seen: Seen, fact: Observation) -> list[str]:
    """Return what the first look does not find although the shop has said that it was added.

    Only where it finds something else by its name and fewer pieces: the reader and the shop mean the same then.
    """
    if _before(seen, fact) is not None or fact.get("when", "at basket") != "at basket":
        return []
    if fact.get("expected") is None or fact.value >= fact.get("expected"):
        return []
    missing = _missing(seen, fact)
    return missing if len(missing) < len(_put(seen)) else []


def _missing(seen: Seen, fact: Observation) -> list[str]:
    """Return the products that were added, as the shop said, and that no line of the basket names."""
    held = [set(_words(str(each))) for each in (*fact.get("texts", ()), *(name for name, _ in fact.get("lines", ())))]
    return [each for each in _put(seen) if not any(set(_words(each)) <= words for words in held)]


def _put(seen: Seen) -> dict[str, None]:
    return dict.fromkeys(str(each.get("product")) for each in seen.ever("added") if each.value and each.get("product"))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _held_before(seen: Seen, fact: Observation) -> int | None:
    """Return how many pieces the basket is known to have held: by an earlier look, else by what she put in.

    At the first look that counts only when the shop has said that it was added, and says now that there is nothing.
    """
    before, chosen = _before(seen, fact), fact.get("expected")
    if before is None:
        told_empty = bool(fact.get("says_empty")) and any(each.value for each in seen.ever("added"))
        known = chosen is not None and (fact.get("when", "at basket") != "at basket" or told_empty)
        return int(chosen) if known else None
    if before.get("when") in CHANGES or before.value == before.get("expected", before.value):
        return int(chosen) if chosen is not None else int(before.value)
    return int(before.value)  # the reader and the shop disagree about pieces: only a loss since then counts


def _before(seen: Seen, fact: Observation) -> Observation | None:
    place = next(index for index, each in enumerate(seen.all) if each is fact)
    return next((each for each in reversed(seen.all[:place]) if each.name == "basket"), None)


def _pieces(number: int) -> str:
    return f"{number} {'piece' if number == 1 else 'pieces'}"
