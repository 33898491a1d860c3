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
        "navigation": "HTTP status of a document, 0 when none came; via, landing, title, soft_404, closed, blank,"
        " fcp_ms, link",
        "ttfb_ms": "time to first byte of a document, ms (lab)",
        "fcp_ms": "first contentful paint, ms (lab)",
        "lcp_ms": "largest contentful paint, ms (lab); element",
        "cls": "cumulative layout shift of a page (lab); element",
        "inp_ms": "interaction to next paint, ms (lab); element",
        "js_error": "text of an uncaught error; error (its name), stack, after_action, since_action_s, outcome_missing",
        "response_error": "HTTP status >= 400; method, resource, content (its type), first_party, after_action,"
        " since_action_s",
        "request_failed": "network error of a request; method, resource, first_party, after_action, since_action_s",
        "action": "verb of one act; target, changed_s, busy, settled_s, effects, obscured_by, exempt, patience_s,"
        " asked_s (until the next page was asked for)",
        "image_broken": "address of an in-view picture that shows nothing; alt, product, owed (by a script)",
        "nameless": "example text of a field that has no other name",
        "axe": "axe rule violated; impact, help, help_url, nodes, needed",
        "price": "Decimal amount shown for a product; product, currency, written, where, quantity, announced, at_least,"
        " listed (by the list that led there)",
        "totals": "Decimal total shown; where, currency, lines, discounts, taken_off, delivery, tax, fees, final",
        "delivery_offered": "Decimal cost of the delivery that is chosen on a page that offers several",
        "basket": "number of pieces in the basket; when, lines, expected, passed (lines named after other products)",
        "form_submitted": "accepted, rejected; deliberate, wrong_fields, labels, errors, on_screen, focus_moved, lost, "
        "lost_of_card",
        "entry_cut": "what a field kept of something valid that was written into it; wanted",
        "payment_frame": "True when the card fields could be used; waited_s, frame, locked, unseen",
        "decline": "reason text shown after a decline; card, waited_s, readable, basket_kept, can_retry, retry_worked",
        "card_forgotten": "fields of the card that the form has emptied after a decline",
        "challenge": "passed, failed, cancelled or stuck; came, waited_s, wanted, back_on_payment, basket_kept",
        "order": "True when the order is believed; signs, reference, total, next_step, tried, declined, waited_s",
        "mail": "True when the message came; to, subject, waited_s, promised_s, expected",
        "keyboard": "reached, trapped, unreachable, unheard or unannounced; target, keystrokes, trapped_in",
        "slip": "a word of a program that a customer can read; text",
        "language": "language of a page, two letters; currency, switcher",
        "sideways": "CSS pixels by which a page is wider than the window; width",
        "help": "regions of the page that lead to help -> the names of the links; title, order",
        "told": "delivery or returns: the page says something of it; text",
        "form": "number of fields of a form that are typed into; fields",
        "keyboard_shown": "letters where digits are due, on a touch device; asks",
        "extra_ticked": "label of an extra that was chosen already; cost, currency",
        "consent": "number of presses to refuse cookies, None when nobody can; accept, text, needed_only",
        "layer": "kind of a layer over the page that nobody asked for; blocks, closable",
        "search": "number of results; query, sentence, ways_on, typo, wanted, rank",
        "sorted": "how a list was sorted; prices, names, currency",
        "filtered": "what a list was narrowed to; before, after, violating, fits_all, promised",
        "returned": "True when Back led to the page as she left it; wanted, got, views_off, changed",
        "product": "name of the product of a page; price, currency, available, free, waits",
        "chosen": "option that she chose; label, others, product",
        "added": "signs that something went into the basket; visible, error, product, within_s",
        "failed_late": "text of a failure that a page told by itself while nobody did anything",
        "voucher": "code that was entered; said, refused, error, total_before, total_after, currency",
        "checkout": "True when the checkout opens; returns_unknown, sends_nothing, unsure (whether it sends anything)",
        "asked_where": "True when a form asks for an address",
        "account_forced": "what the shop asks for instead of letting a guest buy",
        "asked_again": "kind of a datum that she had given before; label, first_at",
        "autofilled": "kinds that the browser filled; missed",
        "pay_button": "words of the last button; says_cost, asks, total, currency",
        "methods": "ways to pay that are offered; country, also, wanted",
        "moved_target": "what lay under the pointer when she pressed; target",
        "early_error": "text of an error that came before the field was left; field",
        "paste": "True when pasting works; field",
        "focus": "invisible or hidden: the focused control cannot be told or seen; cover",
        "status": "text that no screen reader says; what, signs",
        "claim": "what a page promises: free-delivery, return-days, delivery-days or -date; least, most, text, where",
        "blocked": "host of a third party whose requests the scenario has blocked",
        "night": "how many nights she has slept over it; what was said of days before was said of a day earlier",
        "away": "seconds that she left the page alone; warned, ended",
        "orders": "number of orders that one purchase has made, by its e-mails; presses",
        "record": "what an order's confirmation or e-mail says instead of what was ordered; wanted, what, where",
        "gave_up": "seconds after which patience ended; waiting_for, patience_s",
        "held_up": "what could not be done; looked_for, saw",
        "unmet": "what was not as a sentence of the scenario says; told",
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
