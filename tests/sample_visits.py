"""Six visits as a bad day at a shop brings them: the material of the report tests."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mystery_shopper.frictions import TOO_BUSY
from mystery_shopper.model import (
    Conditions,
    Evidence,
    Finding,
    MomentVisit,
    Outcome,
    Severity,
    Visit,
    fingerprint,
)

DESKTOP = Conditions(browser="chromium 156", device="desktop 1366 x 768", workers=2, load=0.4)
PHONE = Conditions(browser="chromium 156", device="Pixel 7", network="slow 4G", cpu_slowdown=4.0, workers=2, load=0.5)
OWNERS = {
    "arrive": "Web",
    "find": "Search",
    "choose": "Merchandising",
    "basket": "Web",
    "checkout": "Checkout",
    "pay": "Payments",
    "confirm": "Web",
    "mail": "CRM",
}


def picture(words: str) -> bytes:
    """A small PNG with a colour of its own, so that a report has something to show."""
    width, height = 320, 180
    tint = zlib.crc32(words.encode()) & 0x3F
    edge = bytes((200, 30, 45))
    rows = []
    for y in range(height):
        framed = [
            edge if x in (90, 91, 230, 231) or y in (60, 61, 120, 121) else bytes((210, 220, 180 + tint))
            for x in range(width)
        ]
        rows.append(b"\0" + b"".join(framed))
    return _png(width, height, b"".join(rows))


def moments(*seen: tuple[str, float, float], defining: Sequence[str] = ("pay",)) -> tuple[MomentVisit, ...]:
    """Moments in order: id, seconds, of which waited."""
    told, clock = [], 0.0
    for name, seconds, waited in seen:
        channel = "e-mail" if name == "mail" else "web"
        told.append(MomentVisit(name, OWNERS.get(name, "Web"), channel, name in defining, clock, seconds, waited))
        clock += seconds
    return tuple(told)


def finding(kind: str, severity: Severity, moment: str, message: str, **more: Any) -> Finding:
    """A finding with everything a rule would fill in."""
    element, url = more.get("element", ""), more.get("url", "https://shop.example/checkout/payment/")
    filled: dict[str, Any] = {
        "kind": kind,
        "title": kind.replace("-", " "),
        "severity": severity,
        "owner": OWNERS.get(moment, "Web"),
        "usual_team": "web",
        "category": "does not work",
        "moment": moment,
        "expected": "",
        "observed": "",
        "message": message,
        "fingerprint": fingerprint(kind, moment, url, element),
        "url": url,
        **more,
    }
    return Finding(**filled)


PRICE = finding(
    "price-drift",
    Severity.BLOCKER,
    "basket",
    "The product page showed 42.00 GBP for “Fisherman's Jumper”; the basket charges 44.94 GBP.",
    title="The price rose between product page and basket",
    owner="Backend",
    usual_team="backend",
    category="price and money",
    expected="42.00 GBP, as the product page said",
    observed="44.94 GBP in the basket",
    url="https://shop.example/en-gb/basket/",
    element="price of “Fisherman's Jumper”",
    step='she puts "Fisherman\'s Jumper" into her basket',
    source="our own rule: a price may not change unannounced",
    handoff="Merchandising -> Web",
    at=14.2,
    evidence=(
        Evidence("screenshot", "The basket, the price marked", path="evidence/basket-price.png"),
        Evidence("text", "Where each price was read", "product page  £42.00\nbasket        £44.94"),
    ),
)
SLOW = finding(
    "slow-lcp",
    Severity.CRITICAL,
    "choose",
    "The product page showed its main content after 5.2 s; 2.5 s is good and over 4 s is poor"
    " (lab: Pixel 7, slow 4G, CPU 4x slower).",
    title="The main content comes late",
    category="slow",
    expected="2.5 s or less",
    observed="5.2 s",
    url="https://shop.example/fr/catalogue/bonnet-de-marin_12/",
    element="picture “Bonnet de marin”",
    step='elle ouvre "Bonnet de marin"',
    source="web.dev/articles/lcp: good <= 2.5 s, poor > 4 s (75th percentile; lab here)",
    at=8.9,
    evidence=(
        Evidence("screenshot", "What she saw after 4 s", path="evidence/slow.png"),
        Evidence("request", "The picture", "GET /media/bonnet.webp  200  5.1 s  412 kB"),
    ),
    known_since="2026-11-18",
)
GAVE_UP = finding(
    "wait-too-long",
    Severity.CRITICAL,
    "pay",
    "After “Pay €38.50” nothing came for 8.2 s; this shopper leaves after 8 s.",
    title="The wait is too long",
    category="slow",
    expected="an answer within 8 s",
    observed="none after 8.2 s",
    element="button “Payer 38,50 €”",
    step="elle paie par carte",
    at=31.0,
    repeats=1,
)
DECLINE = finding(
    "decline-unrecoverable",
    Severity.BLOCKER,
    "pay",
    "The card was declined with no reason given within 10 s, and no way to try another card was offered.",
    title="A declined card ends the purchase",
    category="payment",
    expected="a readable reason, the basket intact and a way to try again",
    observed="a bare page: “Declined.”",
    element="text “Declined.”",
    step="she is told why, in words she understands",
    at=22.4,
    evidence=(
        Evidence("screenshot", "All that the page said", path="evidence/decline.png"),
        Evidence("request", "The answer", 'POST /checkout/payment/result  200\n{"status": "declined", "reason": ""}'),
        Evidence("console", "Console", "Uncaught TypeError: reason is empty"),
    ),
)
CONTRAST = finding(
    "low-contrast",
    Severity.NORMAL,
    "checkout",
    "The delivery dates have a contrast of 2.1:1; 4.5:1 is needed to read them.",
    title="Text is too pale to read",
    owner="Accessibility",
    category="accessibility",
    expected="4.5:1",
    observed="2.1:1",
    element="text “Thursday 26 November”",
    url="https://shop.example/en-gb/checkout/delivery/",
    source="WCAG 1.4.3, by axe color-contrast",
    at=18.0,
)


def visit(number: int, persona: str, persona_name: str, shopper: str, outcome: Outcome, **more: Any) -> Visit:
    """A visit with the usual facts filled in."""
    filled: dict[str, Any] = {
        "id": f"visit-{number}",
        "persona": persona,
        "persona_name": persona_name,
        "pronoun": "she",
        "shopper": shopper,
        "seed": 1000 + number,
        "journey": "guest-purchase",
        "journey_title": "Buying as a guest",
        "scenario": "A guest buys a jumper",
        "feature": "Buying as a guest",
        "file": "features/buying/guest.feature",
        "line": 12,
        "shop": "https://shop.example/",
        "conditions": DESKTOP,
        "started": "2026-11-22T09:30:00+00:00",
        "seconds": 33.4,
        "outcome": outcome,
        "moments": moments(
            ("arrive", 2.1, 0.6),
            ("find", 4.0, 0.7),
            ("choose", 5.2, 0.5),
            ("basket", 3.0, 0.4),
            ("checkout", 12.0, 1.1),
            ("pay", 5.0, 1.9),
            ("confirm", 2.1, 0.3),
        ),
        "reproduce": f"pytest features/buying/guest.feature --shopper {persona} --seed {1000 + number}",
        "node": f"features/buying/guest.feature::test_a_guest_buys_a_jumper[{persona}]",
        **more,
    }
    return Visit(**filled)


GOOD = visit(
    1,
    "calm-desktop",
    "Ruth, with a cup of tea",
    "Ruth Calloway",
    Outcome.ACHIEVED,
    orders=("HP-100231",),
    story=(
        "She searched for “jumper” and opened the second of nine results.",
        "She chose size M and put it into her basket.",
        "She typed her address and paid 45.95 GBP by card.",
        "The shop thanked her and named the order HP-100231.",
    ),
)
DRIFT = visit(
    2,
    "careful-reader",
    "Walter, who reads everything",
    "Walter Brandt",
    Outcome.WITH_FRICTION,
    pronoun="he",
    findings=(PRICE, CONTRAST),
    orders=("HP-100232",),
    story=(
        "He read the whole product page.",
        "He noticed that the basket asked for more than the product page had said.",
    ),
)
LEFT = visit(
    3,
    "hurried-phone",
    "Amelie, between two trains",
    "Amélie Durand",
    Outcome.GAVE_UP,
    conditions=PHONE,
    gave_up_after_s=8.2,
    reason="Nothing came for 8.2 s after “Payer 38,50 €”, and she leaves after 8 s.",
    findings=(SLOW, GAVE_UP),
    moments=moments(
        ("arrive", 3.4, 1.9),
        ("find", 4.0, 1.2),
        ("choose", 8.9, 5.2),
        ("basket", 2.0, 0.4),
        ("checkout", 9.0, 1.1),
        ("pay", 9.3, 8.2),
    ),
    story=("She opened the home page and searched for “bonnet” with one thumb.",),
)
DECLINED = visit(
    4,
    "card-declined",
    "Tom, whose card says no",
    "Thomas Adeyemi",
    Outcome.BLOCKED,
    pronoun="he",
    journey="payment-trouble",
    journey_title="When the payment goes wrong",
    scenario="A declined card is not the end",
    feature="Paying",
    file="features/paying/decline.feature",
    line=8,
    findings=(DECLINE,),
    reason="He could not pay with another card after the first was declined.",
    moments=moments(
        ("arrive", 2.0, 0.4),
        ("find", 3.1, 0.6),
        ("choose", 4.4, 0.5),
        ("basket", 2.2, 0.3),
        ("checkout", 9.8, 0.9),
        ("pay", 11.9, 2.6),
    ),
    not_checked={"email-missing": "no inbox was given, so nobody could look for the e-mail"},
)
CHALLENGED = visit(
    5,
    "traveller",
    "Jonas, far from home",
    "Jonas Weber",
    Outcome.INCONCLUSIVE,
    pronoun="they",
    reason="The shop asked to prove that no robot is shopping.",
    moments=moments(("arrive", 2.0, 1.0)),
    findings=(),
)
AGAIN = replace(
    DRIFT,
    id="visit-6",
    persona="keyboard-only",
    persona_name="Maya, without a mouse",
    shopper="Maya Osei",
    pronoun="she",
    story=("She went from link to link with the Tab key.",),
    reproduce="pytest features/buying/guest.feature --shopper keyboard-only --seed 1006",
    findings=(replace(PRICE, repeats=0),),
    seed=1006,
)
BUSY = replace(
    GOOD,
    id="visit-7",
    conditions=replace(DESKTOP, workers=8, load=3.9, timings_judged=False),
    not_checked={"slow-lcp": TOO_BUSY, "slow-server": TOO_BUSY},
)

BAD_DAY = (GOOD, DRIFT, LEFT, DECLINED, CHALLENGED, AGAIN)


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
