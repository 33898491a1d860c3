"""The fleet as data: what a customer must learn at each shop, and the twins that cannot sell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

BRITISH: Final = {"locale": "en-GB", "country": "GB", "currency": "GBP"}
AMERICAN: Final = {"locale": "en-US", "country": "US", "currency": "USD"}
GERMAN: Final = {"locale": "de-DE", "country": "DE", "currency": "EUR"}
FRENCH: Final = {"locale": "fr-FR", "country": "FR", "currency": "EUR"}
SPANISH: Final = {"locale": "es-ES", "country": "ES", "currency": "EUR"}
ITALIAN: Final = {"locale": "it-IT", "country": "IT", "currency": "EUR"}
DUTCH: Final = {"locale": "nl-NL", "country": "NL", "currency": "EUR"}
POLISH: Final = {"locale": "pl-PL", "country": "PL", "currency": "PLN"}
PORTUGUESE: Final = {"locale": "pt-PT", "country": "PT", "currency": "EUR"}


@dataclass(frozen=True)
class Case:
    """A shop of the fleet and what a customer must learn there."""

    shop: str
    product: str
    price: str
    line: str  # its name in the basket
    reference: str  # of the order; empty where the shop tells none
    traits: Mapping[str, Any]


@dataclass(frozen=True)
class Twin:
    """A shop of the fleet with one fault that lets nobody buy, and what must be said of it."""

    shop: str
    name: str
    path: str  # of the page that holds the fault
    stood: str
    stands: str
    moment: str
    sentence: str  # what the visit's sentence must hold
    kind: str = ""  # of friction that explains it


FLEET: Final = (
    Case("teapots", "Brown Betty Teapot", "24.50 GBP", "Brown Betty Teapot", "TS-10042", BRITISH),
    Case("seifen", "Lavendelseife", "6.50 EUR", "Lavendelseife", "SK-2026-00417", GERMAN),
    Case("librairie", "Le Petit Prince", "8.90 EUR", "Le Petit Prince", "2026-1187", FRENCH),
    Case("tickets", "Evening Concert", "28.00 GBP", "Evening Concert", "OM-77213", BRITISH),
    Case("sneakers", "Cloud Runner", "129.95 USD", "Cloud Runner size", "", AMERICAN),
    Case("plants", "Monstera Deliciosa", "24.90 EUR", "Monstera Deliciosa", "88120", SPANISH),
    Case("olives", "Olio extravergine ligure", "14.50 EUR", "Olio extravergine ligure", "4711", ITALIAN),
    Case("kawa", "Etiopia Yirgacheffe", "49.90 PLN", "Etiopia Yirgacheffe", "XKBKNABJK", POLISH),
    Case("azulejos", "Painel de Lisboa", "48.00 EUR", "Painel de Lisboa", "1042", PORTUGUESE),
    Case("tulips", "Tulp Rembrandt", "7.95 EUR", "Tulp Rembrandt", "90210", DUTCH),
    Case("bicycles", "Brass Bell", "13.20 GBP", "Brass Bell", "", BRITISH),
    Case("lamps", "Arc Floor Lamp", "189.00 USD", "Arc Floor Lamp", "R518392746", AMERICAN),
    Case("hardware", "Claw Hammer 16oz", "18.00 GBP", "Claw Hammer 16oz", "TS71025", BRITISH),
    Case("cave", "Sancerre blanc 2023", "19.90 EUR", "Sancerre blanc 2023", "CL-3307", FRENCH),
    Case("bergladen", "Wanderstock Esche", "39.95 EUR", "Wanderstock Esche", "10023", GERMAN),
    Case("coffee", "Colombia Huila", "9.50 GBP", "Colombia Huila", "RR-5150", BRITISH),
)

TWINS: Final = (
    Twin(
        "teapots",
        "dead-button",
        "payment.html",
        "</body>",
        "<script>document.querySelector('#pay').onsubmit = (e) => { e.preventDefault(); };</script></body>",
        "pay",
        "did nothing, twice",
    ),
    Twin(
        "teapots",
        "no-guest",
        "checkout.html",
        '<p><label><input type="radio" name="how" value="guest"> I am new here, check out as a guest</label></p>',
        "",
        "checkout",
        "nothing leads on",
        "forced-account",
    ),
    Twin(
        "seifen",
        "impossible-option",
        "seifen.js",
        "<option>mild</option><option>kräftig</option>",
        "<option disabled>mild</option><option disabled>kräftig</option>",
        "choose",
        'button "In den Warenkorb" stays disabled',
    ),
    Twin(
        "librairie",
        "broken-account",
        "compte.html",
        'else location="livraison.html"',
        'else n.insertAdjacentHTML("beforebegin","<font color=red>Erreur : compte non créé</font>")',
        "checkout",
        "Erreur : compte non créé",
    ),
    Twin(
        "tickets",
        "no-frame",
        "index.html",
        'src="${foreign}outer.html"',
        'src="about:blank"',
        "pay",
        "the card form cannot be used",
    ),
    Twin(
        "tickets",
        "frame-cut-off",
        "index.html",
        '<iframe title="Secure card payment" src',
        '<div style="height:0;overflow:hidden"><iframe title="Secure card payment" src',
        "pay",
        "cuts off or hides",
        kind="payment-frame-failed",
    ),
    Twin(
        "sneakers",
        "endless-spinner",
        "checkout.html",
        'history.pushState({}, "", "complete.html");',
        "return;",
        "pay",
        "order",
    ),
    Twin(
        "plants",
        "deaf-form",
        "interior.html",
        "</body>",
        "<script>el('m').addEventListener('submit', (e) => { e.stopImmediatePropagation(); e.preventDefault(); }, "
        "true);</script></body>",
        "checkout",
        'button "Continuar" did nothing, twice',
    ),
    Twin(
        "olives",
        "order-error",
        "ajax/order",
        '"result": "success", "redirect"',
        '"result": "failure", "messages": "<li>Errore durante l\'elaborazione dell\'ordine.</li>", "later"',
        "pay",
        "Errore durante l'elaborazione",
    ),
    Twin(
        "kawa",
        "never-awake",
        "zamowienie",
        ".disabled=!ok",
        ".disabled=true",
        "pay",
        'button "Złóż zamówienie" stays disabled',
    ),
    Twin(
        "azulejos",
        "endless-processing",
        "processing.html",
        'location.replace("thank-you.html?k=9f");',
        "",
        "pay",
        "order",
    ),
    Twin(
        "tulips",
        "no-country",
        "app.js",
        '<li role="option">Nederland</li>',
        "",
        "checkout",
        "Kies een land",
    ),
    Twin(
        "bicycles",
        "dead-continue",
        "index.html",
        'on("shipping",()=>load("payment"))',
        'on("shipping",()=>{})',
        "checkout",
        'button "Continue" did nothing, twice',
    ),
    Twin(
        "lamps",
        "provider-down",
        "provider",
        "location='provider/bank",
        "w.textContent='Error: the payment service is unavailable.',void 'x",
        "pay",
        "the payment service is unavailable",
    ),
    Twin(
        "hardware",
        "lost-order",
        "pay.asp",
        '<form method="post"><input type="radio" name="how" value="cheque">',
        '<form method="post" action="missing.asp"><input type="radio" name="how" value="cheque">',
        "pay",
        "status 404",
    ),
    Twin(
        "cave",
        "lost-frame",
        "cave.js",
        "cadre.html",
        "absent.html",
        "pay",
        "the card form cannot be used",
    ),
    Twin(
        "bergladen",
        "account-refused",
        "checkout/register",
        'name="acceptedDataProtection"',
        'name="acceptedDataProtection2"',
        "checkout",
        "/checkout/register",
    ),
    Twin(
        "coffee",
        "sold-out",
        "coffee.js",
        'this.q(".add").disabled = false; this.q("#why").textContent = "";',
        'this.q("#why").textContent = "Sorry, sold out.";',
        "choose",
        'button "Add to bag" stays disabled',
    ),
)
BREAKS: Final = {f"{each.shop}~{each.name}": (each.path, each.stood, each.stands) for each in TWINS}
