"""What a shop promises in passing: free delivery from a sum on, days to return, days until the parcel comes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from mystery_shopper.shop.dates import find_dates
from mystery_shopper.shop.parts import Line
from mystery_shopper.shop.phrases import says
from mystery_shopper.shop.prices import find_prices

_WEEK_DAYS, _MONTH_DAYS = 7, 30
LONGEST: Final = 200  # characters; a longer text is the small print, where every case is told (P)
_DAY: Final = r"(?:days?|tage?n?|jours?|días?|dias?|giorni|giorno|dagen|dag|dni|dzień)"
_WORKING: Final = r"(?:working |business |week)?(?:werk|arbeits)?"
_WEEK: Final = r"(?:weeks?|wochen?|semaines?|semanas?|settiman[ae]|we(?:ek|ken)|tygodni\w*|tydzień)"
_MONTH: Final = r"(?:months?|monate?n?|mois|mes(?:es|i)?|maand(?:en)?|miesi[ąęa]c\w*|mês)"
_SPAN: Final = re.compile(
    r"(?<![\d.,])(\d{1,3})(?:\s?(?:-|\u2013|to|bis|à|a|al|tot|do|or|oder|ou)\s?(\d{1,3}))?[\s-]?"
    rf"(?:{_WORKING}{_DAY}|(?P<week>{_WEEK})|(?P<month>{_MONTH}))\b",
    re.IGNORECASE,
)
_AGAIN_AND_AGAIN: Final = re.compile(
    r"\b(?:every|each|per|alle|jede[nr]?|toutes|tous|cada|ogni|elke|iedere|co)\b", re.IGNORECASE
)
_FROM: Final = re.compile(
    r"\b(?:over|from|above|orders of|spend|or more|at least|ab|über|dès|à partir de|plus de|desde|a partir de|más de"
    r"|superior(?:es)? a|da|oltre|superior[ei] a|vanaf|boven|od|powyżej|acima de)\b|\d\s?\+",
    re.IGNORECASE,
)
_EVERY_ORDER: Final = re.compile(
    r"\b(?:all|every|any|each)(?: \w+)? orders?\b|no minimum(?: spend| order)?"
    r"|\balle[n]? bestellung|\bjede[r]? bestellung|ohne mindest"
    r"|toutes? (?:les |vos )?commandes?|sans minimum|todos (?:los|tus) pedidos|cualquier pedido|sin (?:pedido )?mínimo"
    r"|tutti gli ordini|ogni ordine|senza minimo|elke bestelling|zonder minimum|wszystki\w+ zamówie|każd\w+ zamówieni"
    r"|todas as encomendas|qualquer encomenda|sem mínimo",
    re.IGNORECASE,
)
_NOT_FOR_ALL: Final = re.compile(  # some customers, some countries, some ways of delivery
    r"\b(?:members?|membership|club|plus|prime|premium|subscri\w+|abo\w*|\w*mitglied\w*|membres?|socios?|soci|leden"
    r"|first|next|erste\w*|premi[eè]re|primer|code|voucher|coupon|gutschein|collect|pick.?up|store|abhol\w*|retrait"
    r"|except|excluding|exclud\w+|außer|sauf|excepto|uk|us|usa|eu|mainland|domestic|within|innerhalb)\b",
    re.IGNORECASE,
)
_DELIVERY: Final = re.compile(
    r"deliver|shipping|\bships?\b|shipped|postage|liefer|versand|livraison|frais de port|envío|entrega|consegna"
    r"|spedizion|bezorg|verz[eo]nd|lever|dostaw|\bportes\b",
    re.IGNORECASE,
)
_MONEY_BACK: Final = re.compile(
    "refund|money|credited|erstatt|rückzahl|gutschrift|geld|rembours|argent|reembols|abono|dinero|rimbors|accredit|denaro"
    "|terugbetal|terugstort|zwrot (?:pieni|środk|koszt)|pieniądz|dinheiro",
    re.IGNORECASE,
)
_GUARANTEE: Final = re.compile(
    "money.?back guarantee|geld.zurück.garantie|satisfaits? ou rembours|soddisfatti o rimbors|niet goed.{0,6}geld terug"
    "|garantía de devolución",
    re.IGNORECASE,
)
_COMES: Final = re.compile(
    r"arriv|deliver(?:ed|y|s)? (?:by|on|between)|(?:get it|expected) (?:by|on)|ankunft|ankommen|kommt (?:am|bis)"
    r"|zustell|geliefert|lieferung (?:am|bis|zwischen)|livré|livraison (?:prévue|le|entre)|llega"
    r"|entrega (?:el|prevista|estimada)|consegna (?:prevista|entro|il)|bezorgd|bezorging|verwacht|dostawa|dostarcz"
    r"|chega",
    re.IGNORECASE,
)
_LEAVES: Final = re.compile(  # the shop, which is not when it comes
    r"\bships?\b|shipped|dispatch|versandfertig|versende|versandt|verschick|expédi|despach|spedit[oi]\b|verzonden|verstuur"
    r"|wysył|wysła|enviad[oa]s? (?:en|em)",
    re.IGNORECASE,
)
_BACK: Final = re.compile(
    r"\breturn(?:ed|ing)?\b|\bsend\b.{0,25}\bback\b|zurück(?:senden|schicken|geben)|renvoye|retourne|devolver"
    r"|devuel|restitui|rispedi|terugst[ue]+r|retourn|zwróci|odesła|odeśl|chang\w+ your mind|changer d.avis|bedenktijd"
    r"|cambiar de (?:opinión|idea)|cambiare idea|ripensamento|mudar de ideias|zmian[ęaiy] zdania|widerruf",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One promise: free-delivery (from a sum, or 0), return-days, delivery-days or delivery-date (from, to)."""

    what: str  # delivery-date counts days as ``date.toordinal`` does
    least: Decimal
    most: Decimal
    text: str
    currency: str = ""


def claims(lines: Iterable[Line | str], lang: str = "") -> list[Claim]:
    """Return what the lines of a page or of a message promise, each promise once."""
    found: dict[tuple[object, ...], Claim] = {}
    today = date.today()
    for line in lines:
        for claim in _claims_in(line if isinstance(line, str) else line.text, lang, today):
            found.setdefault((claim.what, claim.least, claim.most), claim)
    return list(found.values())


@lru_cache(maxsize=8192)  # header and footer stand on every page
def _claims_in(text: str, lang: str, today: date) -> tuple[Claim, ...]:
    if len(text) > LONGEST:
        return ()
    if not any(each.isdigit() for each in text):
        return tuple(filter(None, [_free_delivery(text, lang)]))
    days = (_days(each, lang) for each in _SENTENCES.split(text))
    return tuple(claim for claim in (_free_delivery(text, lang), _date(text, lang, today), *days) if claim is not None)


def _free_delivery(text: str, lang: str) -> Claim | None:
    if not says("free", text, lang) or not about_delivery(text, lang):
        return None
    prices = find_prices(text, lang)
    if not prices and _is_for_all(text):
        return Claim("free-delivery", Decimal(0), Decimal(0), text)
    amount = prices[0].amount if len(prices) == 1 and _FROM.search(text) else None
    return Claim("free-delivery", amount, amount, text, prices[0].currency) if amount else None


def _is_for_all(text: str) -> bool:
    """Say whether every order is spoken of; a bare "free delivery" may have its conditions elsewhere."""
    rest = _EVERY_ORDER.sub(" ", text)
    return rest != text and not any(each.search(rest) for each in (_NOT_FOR_ALL, _FROM, _BACK))


def _date(text: str, lang: str, today: date) -> Claim | None:
    """A day until which something is offered is none on which it comes."""
    if not _COMES.search(text) or says("free", text, lang) or _BACK.search(text):
        return None
    days = [each.toordinal() for each in find_dates(text, lang, today)]
    return Claim("delivery-date", Decimal(min(days)), Decimal(max(days)), text) if days else None


def _days(text: str, lang: str) -> Claim | None:
    spans = list(_SPAN.finditer(text))
    kept = _GUARANTEE.search(text) is not None
    if len(spans) != 1 or (_MONEY_BACK.search(text) and not kept):  # days until the money is back are neither
        return None
    days = _WEEK_DAYS if spans[0]["week"] else _MONTH_DAYS if spans[0]["month"] else 1
    least = Decimal(spans[0][1]) * days
    most = Decimal(spans[0][2] or spans[0][1]) * days
    if kept or says("returns", text, lang) or _BACK.search(text):
        return Claim("return-days", most, most, text)
    comes = about_delivery(text, lang) or _COMES.search(text) is not None
    another = _AGAIN_AND_AGAIN.search(text) or _LEAVES.search(text)
    return Claim("delivery-days", least, most, text) if comes and not another else None


def about_delivery(text: str, lang: str = "") -> bool:
    """Say whether a text speaks of bringing goods to the customer."""
    return bool(_DELIVERY.search(text) or says("delivery-method", text, lang))
