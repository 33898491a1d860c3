"""The rules: what was observed, held against the journey map and the persona, becomes findings.

This package is pure: it imports the model and the errors, and knows no browser.
"""

from mystery_shopper.frictions import (
    accessibility,
    actions,
    after,
    arriving,
    basket,
    entering,
    errors,
    finding,
    forms,
    money,
    offers,
    paying,
    pictures,
    product,
    promises,
    reading,
    speed,
    touching,
    unmet,
)
from mystery_shopper.frictions.judging import TOO_BUSY, Judge, RuleFault, judge
from mystery_shopper.frictions.registry import CATEGORIES, Kind, RuleError, describe, find_kind, friction, kinds
from mystery_shopper.frictions.seen import Problem, Seen
from mystery_shopper.frictions.unmet import NOT_AS_EXPECTED

__all__ = [
    "CATEGORIES",
    "NOT_AS_EXPECTED",
    "TOO_BUSY",
    "Judge",
    "Kind",
    "Problem",
    "RuleError",
    "RuleFault",
    "Seen",
    "describe",
    "find_kind",
    "friction",
    "judge",
    "kinds",
]

FAMILIES = (
    *(accessibility, actions, after, arriving, basket, entering, errors, finding, forms, money, offers, paying),
    *(pictures, product, promises, reading, speed, touching, unmet),
)
"""The modules of rules; to import one is to register its kinds."""
