"""At the product: no price, no word on delivery or returns, another variant in the basket, no answer to a press."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mystery_shopper.frictions.adding import added_and_found, failed_late_after_order, failed_late_and_found, unseen
from mystery_shopper.frictions.registry import friction
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.wording import by, page, quoted, seconds
from mystery_shopper.model import Observation, Severity, money


@friction(
    "price-missing",
    title="The product has no price",
    severity=Severity.CRITICAL,
    owner="merchandising",
    category="price and money",
    source="an amount with its currency near the product's name; what is sold out or free needs none",
    harm="no price",
)
def price_missing(seen: Seen) -> Iterator[Problem]:
    """No amount with a currency stands in the product's part of its page, and it is neither sold out nor free."""
    for fact in seen.of("product"):
        if fact.get("price") is not None and fact.get("currency"):
            continue
        if fact.get("available") is False or fact.get("waits") or fact.get("free"):
            continue
        shown = f"{fact.get('price')} without a currency" if fact.get("price") is not None else "no amount of money"
        message = f"{page(seen, fact)} shows {shown} for {quoted(fact.value, 80)}; its price was expected."
        yield Problem(fact, "a price with its currency", shown, message, element="price")


@friction(
    "variant-not-applied",
    title="The basket holds another variant",
    severity=Severity.BLOCKER,
    owner="backend",
    category="failed purchase",
    source="the option that the customer chose on the product's page",
    harm="the wrong size arrives",
    friction_class="B",
)
def variant_not_applied(seen: Seen) -> Iterator[Problem]:
    """The product's line in the basket names another option than she chose; a line that names none tells nothing."""
    for fact in seen.of("basket"):
        newest = {(str(each.get("product", "")), each.get("label")): each for each in seen.ever("chosen")}
        for chosen in newest.values():
            line = _line_of(fact, str(chosen.get("product", "")))
            got = _named(line, [str(each) for each in chosen.get("others", ())]) if line else ""
            if got and not _named(line, [str(chosen.value)]):
                what = str(chosen.get("label") or "option")
                message = f"She chose {what} {quoted(chosen.value, 40)} and the basket holds {quoted(got, 40)}."
                yield Problem(fact, str(chosen.value), got, by(seen, message), about=f"basket line {what}")


@friction(
    "delivery-info-missing",
    title="Nothing says what the delivery costs or when it comes",
    severity=Severity.NORMAL,
    owner="merchandising",
    category="price and money",
    source="Baymard: delivery cost and date belong before the checkout",
    harm="how much, and when?",
)
def delivery_info_missing(seen: Seen) -> Iterator[Problem]:
    """No page before the checkout said what the delivery costs or when the parcel comes."""
    if any(each.value == "delivery" for each in _told_before(seen)):
        return
    for fact in _sending(seen):
        message = "She went to the checkout, and 0 of the pages before had said what the delivery costs or when it "
        message += "comes; one was expected."
        yield Problem(fact, "a cost or a date", "neither", by(seen, message), about="delivery", kind_moment="choose")


@friction(
    "returns-info-missing",
    title="Nothing says what happens if it does not fit",
    severity=Severity.MINOR,
    owner="customer service",
    category="other",
    limit=2,
    unit="clicks",
    source="our own choice: what the shop says on returns is within two clicks of the product",
    harm="what if it doesn't fit?",
)
def returns_info_missing(seen: Seen) -> Iterator[Problem]:
    """No page on the way to the checkout, and no page that its help leads to, says anything on returning things."""
    if any(each.value == "returns" for each in _told_before(seen)):
        return
    for fact in _sending(seen):
        if fact.get("returns_unknown"):
            continue
        message = "She went to the checkout, and 0 of the pages before had a word or a link on returning things; one "
        message += f"within {seen.limit:.0f} clicks of the product was expected."
        yield Problem(fact, "a page on returns", "none", by(seen, message), about="returns", kind_moment="choose")


@friction(
    "add-no-feedback",
    title="Nothing shows that it is in the basket",
    severity=Severity.NORMAL,
    owner="web",
    category="other",
    limit=1,
    unit="s",
    source="Nielsen, Response Times: an answer within 1 s",
    harm="did it work?",
)
def add_no_feedback(seen: Seen) -> Iterator[Problem]:
    """The basket changed, and nothing that can be seen changed on the page within 1 s."""
    for fact, _basket in added_and_found(seen):
        if unseen(fact):
            waited = seconds(float(fact.get("within_s", seen.limit)))
            message = f"She put {quoted(fact.get('product'), 60)} in the basket; it is there now, and nothing on the "
            message += f"page had shown it within {waited}."
            yield Problem(fact, "a sign that it worked", f"none within {waited}", by(seen, message), about="added")


@friction(
    "false-error-on-success",
    title="It worked, and the shop says that it failed",
    severity=Severity.CRITICAL,
    owner="web",
    category="does not work",
    source="what the basket, the total or the order showed afterwards",
    harm="told it failed",
)
def false_error_on_success(seen: Seen) -> Iterator[Problem]:
    """An error is shown although the basket, the voucher or the order is as the customer wanted it."""
    for fact, _basket in added_and_found(seen):
        if fact.get("error"):
            message = f"After she put {quoted(fact.get('product'), 60)} in the basket the shop said "
            message += f"{quoted(fact.get('error'), 100)}; yet the basket holds it."
            yield Problem(fact, "no error", quoted(fact.get("error"), 100), by(seen, message), about="added")
    for fact in seen.of("voucher"):
        before, after = fact.get("total_before"), fact.get("total_after")
        if fact.get("error") and before is not None and after is not None and after < before:
            currency = str(fact.get("currency") or "")
            message = f"The voucher {quoted(fact.value, 40)} lowered the total from {money(before, currency)} to "
            message += f"{money(after, currency)}, and the shop said {quoted(fact.get('error'), 100)}."
            yield Problem(fact, "no error", quoted(fact.get("error"), 100), message, about="voucher")
    for fact in failed_late_and_found(seen):
        message = "She put it in the basket, which holds it, and a moment later the shop said "
        message += f"{quoted(fact.value, 100)}."
        yield Problem(fact, "no error", quoted(fact.value, 100), by(seen, message), about="added")
    for fact in seen.of("order"):
        if fact.value and fact.get("error_text"):
            message = f"The order was placed, and the shop said {quoted(fact.get('error_text'), 100)}."
            yield Problem(fact, "no error", quoted(fact.get("error_text"), 100), message, about="order")
    for fact in failed_late_after_order(seen):
        message = f"The order was placed, and a moment later the shop said {quoted(fact.value, 100)}."
        yield Problem(fact, "no error", quoted(fact.value, 100), message, about="order")
    for fact in seen.of("basket"):
        error = fact.get("error")
        if error and fact.get("when") in ("after change", "after remove") and fact.value == fact.get("expected"):
            message = f"The basket holds {fact.value} pieces, as she wanted, and says {quoted(error, 100)}."
            yield Problem(fact, "no error", quoted(error, 100), by(seen, message), about="basket")


def _sending(seen: Seen) -> list[Observation]:
    """Return where a checkout opened of a shop that sends something: downloads and tickets neither come nor go back.

    Where its first page does not tell, a later one does that asks for an address; or the order is placed without one.
    """
    opened = [each for each in seen.ever("checkout") if not each.get("sends_nothing")]
    told = [each for each in opened if each in seen.of("checkout") and not each.get("unsure")]
    decided = any(each.value for each in seen.ever("order")) or seen.ever("asked_where")
    if seen.of("asked_where") or (seen.ended and not decided):
        told += [each for each in opened if each.get("unsure")]
    return told


def _told_before(seen: Seen) -> list[Observation]:
    """Return what the pages before the checkout told."""
    ends = next((place for place, each in enumerate(seen.all) if each.name == "checkout"), len(seen.all))
    return [each for each in seen.all[:ends] if each.name == "told"]


def _line_of(basket: Observation, product: str) -> str:
    """Return the words of the product's line; empty where none is its own alone."""
    wanted = _words(product)
    texts = [str(each) for each in basket.get("texts", ())]
    found = [each for each in texts if wanted and wanted <= _words(each)]
    return found[0] if len(found) == 1 else ""


def _named(line: str, options: list[str]) -> str:
    """Return the option whose words all stand in a line, the longest first."""
    held = _words(line)
    ordered = sorted(options, key=len, reverse=True)
    return next((each for each in ordered if _words(each) and _words(each) <= held), "")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))
