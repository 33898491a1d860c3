"""What was seen: the vocabulary between senses and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from mystery_shopper.model.maps import NOTHING


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that proves an observation: a picture, a request, console text."""

    kind: str  # screenshot, request, console, text, trace
    title: str
    text: str = ""
    path: str = ""  # relative to the report folder, for files


OBSERVATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "navigation": "HTTP status of a document, 0 when none came; via, landing, title, soft_404, blank, fcp_ms, link",
        "ttfb_ms": "time to first byte of a document, ms (lab)",
        "fcp_ms": "first contentful paint, ms (lab)",
        "lcp_ms": "largest contentful paint, ms (lab); element",
        "cls": "cumulative layout shift of a page (lab); element",
        "inp_ms": "interaction to next paint, ms (lab); element",
        "js_error": "text of an uncaught error; stack, after_action, since_action_s, outcome_missing",
        "response_error": "HTTP status >= 400; method, resource, first_party, after_action, since_action_s",
        "request_failed": "network error of a request; method, resource, first_party, after_action, since_action_s",
        "action": "verb of one act; target, changed_s, busy, settled_s, effects, obscured_by, exempt, patience_s",
        "image_broken": "address of an in-view picture that shows nothing; alt, product",
        "axe": "axe rule violated; impact, help, help_url, nodes, needed",
        "price": "Decimal amount shown for a product; product, currency, where, quantity, announced",
        "totals": "Decimal total shown; where, currency, lines, discounts, delivery, tax, tax_included, fees, final",
        "basket": "number of pieces in the basket; when, lines, expected",
        "form_submitted": "accepted or rejected; deliberate, wrong_fields, errors, on_screen, focus_moved, lost",
        "payment_frame": "True when the card fields could be used; waited_s, frame",
        "decline": "reason text shown after a decline; card, waited_s, readable, basket_kept, can_retry",
        "challenge": "passed, failed, cancelled or stuck; came, waited_s, wanted, back_on_payment, basket_kept",
        "order": "True when the order is believed; signs, reference, total, next_step, tried, declined, waited_s",
        "mail": "True when the message came; to, subject, waited_s, promised_s, expected",
        "keyboard": "reached, trapped or unreachable; target, keystrokes, trapped_in",
        "gave_up": "seconds after which patience ended; waiting_for, patience_s",
        "held_up": "what could not be done; looked_for, saw",
        "inconclusive": "why the visit says nothing about the shop",
        "not_checked": "friction kind that had no oracle; reason",
        "note": "a sentence for the story of the visit",
    }
)
"""The vocabulary between senses and rules: name -> meaning of ``value``; the keys of ``detail``.

A company's own senses may add names of their own that begin with ``x-``.
"""


@dataclass(frozen=True, slots=True)
class Observation:
    """A fact without an opinion, seen at one moment of a visit.

    Raises:
        ValueError: when the name is neither in OBSERVATIONS nor begins with ``x-``.
    """

    name: str
    value: Any
    moment: str = ""
    at: float = 0.0  # seconds since the visit began
    step: str = ""  # the Gherkin step's text
    url: str = ""
    element: str = ""  # as a person would say it: button "Pay £45.90"
    detail: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.name not in OBSERVATIONS and not self.name.startswith("x-"):
            raise ValueError(f"unknown observation {self.name!r}; valid: {', '.join(OBSERVATIONS)}, x-...")

    def get(self, key: str, default: Any = None) -> Any:
        """Return one detail of the observation."""
        return self.detail.get(key, default)
