"""The kinds of data that fields ask for, and what tells them: tokens, programmers' names, and which belong together."""

from __future__ import annotations

import re
from typing import Final

TOKENS: Final = {
    "given-name": "given-name",
    "family-name": "family-name",
    "name": "full-name",
    "email": "email",
    "tel": "phone",
    "tel-national": "phone",
    "street-address": "street",
    "address-line1": "street",
    "address-line2": "line2",
    "address-level3": "district",
    "address-level2": "city",
    "address-level1": "region",
    "postal-code": "postcode",
    "country": "country",
    "country-name": "country",
    "organization": "company",
    "current-password": "password",
    "new-password": "new-password",
    "bday": "birth-date",
    "honorific-prefix": "salutation",
    "cc-number": "card-number",
    "cc-exp": "card-expiry",
    "cc-exp-month": "card-month",
    "cc-exp-year": "card-year",
    "cc-csc": "card-cvc",
    "cc-name": "card-name",
    "cc-type": "card-type",
    "one-time-code": "code",
    "username": "email",
}
"""The tokens of HTML's autocomplete attribute (WHATWG HTML, section 4.10.18.7) that a shop asks a customer for."""

NAMES: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "voucher",
            r"gift ?(card|code|cert)|coupon|voucher|promo ?code|discount ?code",
        ),  # no code of a card
        ("quantity", r"\b(qty|quantity)\b"),  # "order line_items 0 quantity" is no line of an address
        ("card-number", r"card ?(number|num|no)\b|cc ?(number|num|no)\b|\bccn\b|\bpan\b|cardnumber"),
        ("card-month", r"(exp|expiry|expiration|cc|card)\w* ?\w* ?(month|mm)\b|\bexpm"),
        ("card-year", r"(exp|expiry|expiration|cc|card)\w* ?\w* ?(year|yy|yyyy)\b|\bexpy"),
        ("card-expiry", r"\b(exp|expiry|expiration|exp ?date|cc ?exp|valid ?thru)\b"),
        ("card-cvc", r"\b(cvc|cvv|ccv|csc|cvv2|cvn|card ?code|security ?code|verification ?value)\b"),
        ("card-name", r"card ?(holder|owner)|name ?on ?card|cc ?(name|owner)|card ?name|holder ?name"),
        ("email-again", r"(confirm|repeat|retype|verify)\w* ?e?-?mail|mail ?(address )?\(?(confirm|repeat|again|2\b)"),
        ("email", r"\be ?-?mail|\bmail\b|email"),
        ("given-name", r"first ?name|given ?name|\bfname\b|forename|vorname|prenom|\bfirst\b"),
        ("family-name", r"last ?name|family ?name|\blname\b|surname|nachname|\blast\b"),
        ("unknown", r"\bfax"),  # "BillingAddress.FaxNumber" is no street
        ("phone", r"phone|telephone|\btel\b|mobile|\bcell\b"),
        ("postcode", r"post ?code|postal|\bzip|\bplz\b|\bcap\b"),
        ("house-number", r"house ?(number|no|nr)|street ?(number|no|nr)|hausnummer"),
        ("line2", r"(address|addr|street|line) ?(line)? ?(2|two)\b|apartment|\bapt\b|suite|address ?2"),
        ("street", r"(address|addr|street|line) ?(line)? ?(1|one)?\b|\bstrasse\b|\badresse\b|address1|street1"),
        ("district", r"\bdistrict\b|neighbou?rhood|\bbairro\b|\bcolonia\b"),
        ("city", r"\bcity\b|\btown\b|locality|\bort\b|\bville\b"),
        ("region", r"\bstate\b|province|county|\bregion\b|\bzone\b"),
        ("country", r"country|\bland\b|\bpays\b"),
        ("company", r"company|organi[sz]ation|\bfirma\b"),
        ("personal-number", r"\b(cpf|dni|nif|nie|pesel)\b|codice ?fiscale|national ?id"),
        ("tax-number", r"\bvat\b|tax ?(id|number)"),
        ("birth-date", r"birth|\bdob\b|\bbday\b"),
        ("password-again", r"(confirm|repeat|retype|verify)\w* ?pass|pass\w* ?(confirm\w*|repeat|again|2)\b"),
        ("password", r"pass(word|wd)?\b|\bpwd\b"),
        ("note", r"comment|note|instruction|message"),
        ("username", r"user ?(name|id)\b|\blogin\b|nick ?name|screen ?name|display ?name"),
        ("full-name", r"full ?name|\bname\b|recipient"),
        ("quantity", r"\bamount\b"),
    )
)
"""What programmers call these fields; the first that fits is meant."""

BOXES: Final = ("terms", "newsletter", "same-address", "other-address", "paid-extra", "register")
LABELLED: Final = (
    "given-name",
    "family-name",
    "full-name",
    "email",
    "email-again",
    "phone",
    "street",
    "house-number",
    "line2",
    "city",
    "region",
    "postcode",
    "country",
    "company",
    "password",
    "password-again",
    "username",
    "birth-date",
    "salutation",
    "card-number",
    "card-expiry",
    "card-month",
    "card-year",
    "card-cvc",
    "card-name",
    "card-type",
    "code",
    "note",
    "tax-number",
    "personal-number",
    "district",
    "captcha",
    "decoy",
)
PERSONAL: Final = frozenset(
    (
        "given-name",
        "family-name",
        "full-name",
        "email",
        "phone",
        "street",
        "street-name",
        "house-number",
        "line2",
        "city",
        "region",
        "postcode",
        "place",
        "country",
    )
)
"""What is asked of a person, not of her card or her errand."""
CARD: Final = frozenset(("card-number", "card-expiry", "card-month", "card-year", "card-cvc", "card-name", "card-type"))
GENERIC: Final = frozenset(("full-name", "given-name", "family-name", "code", "birth-date", "note", "house-number"))
