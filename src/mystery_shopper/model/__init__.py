"""The words of the product as frozen data: persona, moment, observation, finding, visit."""

from mystery_shopper.model.facts import OBSERVATIONS, Evidence, Observation
from mystery_shopper.model.maps import NOTHING, Expectation, Journey, Moment, Promise, Severity
from mystery_shopper.model.naming import fingerprint, money, url_template
from mystery_shopper.model.people import CARD_BRANDS, Card, Device, Identity, Network, Persona
from mystery_shopper.model.speaking import said_of
from mystery_shopper.model.visits import Conditions, Finding, MomentVisit, Outcome, Visit

__all__ = [
    "CARD_BRANDS",
    "NOTHING",
    "OBSERVATIONS",
    "Card",
    "Conditions",
    "Device",
    "Evidence",
    "Expectation",
    "Finding",
    "Identity",
    "Journey",
    "Moment",
    "MomentVisit",
    "Network",
    "Observation",
    "Outcome",
    "Persona",
    "Promise",
    "Severity",
    "Visit",
    "fingerprint",
    "money",
    "said_of",
    "url_template",
]
