"""How a customer likes her parcel to come and her money to go, where a shop offers more than one way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mystery_shopper.shop.choosing import ChoiceGroup, ChoiceItem
from mystery_shopper.shop.phrases import says
from mystery_shopper.shopper import Shopper

_SURE = 0.6
_PLAINLY = 0.9


def best(shopper: Shopper, group: ChoiceGroup) -> ChoiceItem | None:
    """Return what the scenario wished for; else what she likes; else the one already chosen; else the usual one.

    The usual one is a card among payments, the cheapest of deliveries, a private customer, no extra that costs money,
    the form of address that is hers, and the first of everything else.
    """
    there = [each for each in group.items if each.available]
    wish = shopper.memory.delivery.casefold() if group.kind == "delivery" else ""
    wished = [each for each in there if wish and wish in each.label.casefold()]
    found = wished[:1] or ([] if wish else _liked(shopper, group.kind, there))
    if found or group.chosen:
        return found[0] if found else group.chosen
    if group.kind == "payment":
        there.sort(key=lambda each: (not each.card, not each.offline))
    elif group.kind == "delivery":
        there.sort(key=_cost)
    elif group.kind == "paid-extra":  # nobody here has asked for it
        lang = shopper.look().lang
        there.sort(key=lambda each: (_cost(each), -says("without", each.label, lang)))
    elif group.kind == "who":  # nobody here buys for a firm
        there.sort(key=lambda each: -says("private-customer", each.label, shopper.look().lang))
    else:
        there = sorted(there, key=lambda each: not _addresses(shopper, group.items, each))
    return there[0] if there else None


def _addresses(shopper: Shopper, items: Sequence[ChoiceItem], item: ChoiceItem) -> bool:
    """Say whether a form of address is hers: "Ms" among "Mr" and "Ms", and neither of them for who is neither."""
    lang, known = shopper.look().lang, ("madam", "sir")
    said = [[key for key in known if says(key, each.label, lang) > _PLAINLY] for each in items]
    if not all([key] in said for key in known):
        return False
    hers = {"she": ["madam"], "he": ["sir"]}.get(shopper.persona.pronoun, [])
    return said[list(items).index(item)] == hers


def is_at_odds(shopper: Shopper, group: ChoiceGroup) -> bool:
    """Say whether something else than what is chosen was wished for, or is liked better."""
    if group.kind == "delivery" and shopper.memory.delivery:
        return True
    if group.chosen is None or group.kind not in ("delivery", "payment"):
        return False
    return best(shopper, group) != group.chosen


def is_choosy_about_delivery(shopper: Shopper) -> bool:
    """Say whether what the delivery costs is of her own choosing."""
    return bool(shopper.memory.delivery) or shopper.persona.delivery != "any"


def _liked(shopper: Shopper, kind: str, there: list[ChoiceItem]) -> list[ChoiceItem]:
    """Return what she likes best; nothing where she does not mind, or where it is not offered."""
    persona, lang = shopper.persona, shopper.look().lang
    if kind == "payment" and persona.pays == "later":
        return [each for each in there if each.offline][:1]
    if kind == "payment":  # what a shop has chosen for everybody, such as a transfer, is not what she came to pay with
        return sorted((each for each in there if each.card), key=lambda each: not each.chosen)[:1]
    if kind != "delivery" or persona.delivery == "any" or len(there) < 2:
        return []
    fetched = [each for each in there if says("collection", each.label, lang) > _SURE]
    if persona.delivery == "collect":
        return fetched[:1]
    brought = [each for each in there if each not in fetched]
    if persona.delivery == "cheapest":
        return sorted(brought, key=_cost)[:1]
    quick = [each for each in brought if says("fast-delivery", each.label, lang) > _SURE]
    return (quick or sorted(brought, key=_cost, reverse=True))[:1]  # what is dearer comes sooner, as a rule


def _cost(item: ChoiceItem) -> Decimal:
    return item.price.amount if item.price else Decimal(0)
