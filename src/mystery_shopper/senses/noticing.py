"""What a page shows that nobody looked for, written down once: slips, languages, forms, help, prices of extras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from mystery_shopper.model import Persona, url_template
from mystery_shopper.recorder import Recorder
from mystery_shopper.shop import asking
from mystery_shopper.shop.abroad import currency_shown, language_of, offers_another
from mystery_shopper.shop.claims import claims
from mystery_shopper.shop.slips import slips
from mystery_shopper.shop.view import Line, PageView, Rect

FORMS: Final = frozenset({"checkout", "pay", "account", "help", "return"})
"""The moments at which a form is a customer's own to fill."""
BUYING: Final = frozenset({"choose", "basket", "checkout", "pay"})
_MOST_SLIPS: Final = 3  # of one page; a template that failed everywhere is one cause


@dataclass
class Noticing:
    """Turns the views that a shopper had into observations; a page costs no further round trip.

    ``point_at`` lets a picture mark a place by the name that the observation gives it.
    """

    recorder: Recorder
    point_at: Callable[[str, PageView, Rect | str | int], None]
    _last: PageView | None = None
    _known: set[object] = field(default_factory=set)

    def notice(self, view: PageView | None, *, within: bool = False) -> None:
        """Write down what is new on a page, at the present moment of the journey.

        ``within``: it is a document of the page, such as a tray of its basket, whose help stands around it.
        """
        if view is None or view is self._last:
            return
        self._last = view
        persona, moment = self.recorder.persona, self.recorder.moment
        self._slips(view)
        self._abroad(view, persona)
        self._sideways(view)
        if not within:
            self._help(view)
        self._told(view)
        if moment in FORMS or moment in BUYING:
            self._keyboards(view, persona)
        if moment in FORMS:
            self._form(view)
            self._nameless(view)
        if moment in BUYING:
            self._extras(view)

    def notice_frame(self, view: PageView) -> None:
        """Write down what is new in a document within the page, such as the provider's card form."""
        self._slips(view)
        self._keyboards(view, self.recorder.persona)
        self._nameless(view)

    def _slips(self, view: PageView) -> None:
        for slip in slips(view)[:_MOST_SLIPS]:
            if self._new("slip", slip.text):
                self.point_at(f"text “{slip.text[:80]}”", view, slip.rect)
                self.recorder.observe(
                    "slip", slip.word, url=view.url, element=f"text “{slip.text[:80]}”", text=slip.text[:200]
                )

    def _abroad(self, view: PageView, persona: Persona) -> None:
        language, currency = language_of(view, persona.locale), currency_shown(view, persona.currency)
        if self._new("abroad", language, currency, url_template(view.url)):
            self.recorder.observe("language", language, url=view.url, currency=currency, switcher=offers_another(view))

    def _sideways(self, view: PageView) -> None:
        if view.sideways > 0 and self._new("sideways", url_template(view.url)):
            self.recorder.observe("sideways", view.sideways, url=view.url, width=view.width)

    def _help(self, view: PageView) -> None:
        if not view.lines or view.modal is not None or view.busy:
            return
        places, order = asking.help_places(view), asking.furniture_order(view)
        known = tuple(each for each in order if not any(sign.isdigit() for sign in each))  # "Basket (1)" is no news
        if self._new("help", urlsplit(view.url).netloc, url_template(view.url), known, *sorted(places.items())):
            self.recorder.observe("help", places, url=view.url, title=view.title, order=order)

    def note_claims(self, lines: Sequence[Line | str], lang: str, url: str) -> None:
        """Write down what a page or a message promises in passing."""
        for claim in claims(lines, lang):
            if self._new("claim", claim.what, claim.least, claim.most, url):
                self.recorder.observe(
                    "claim",
                    claim.what,
                    url=url,
                    least=claim.least,
                    most=claim.most,
                    text=claim.text,
                    currency=claim.currency,
                )

    def _told(self, view: PageView) -> None:
        self.note_claims(view.lines, view.lang, view.url)
        for what, tells in (("delivery", asking.tells_delivery), ("returns", asking.tells_returns)):
            if ("told", what) not in self._known and (said := tells(view)):
                self._known.add(("told", what))
                self.recorder.observe("told", what, url=view.url, text=said)

    def _keyboards(self, view: PageView, persona: Persona) -> None:
        for each in asking.asked_fields(view):
            if each.numeric and not each.keyboard and persona.device.touch and self._new("keys", each.name, each.kind):
                name = f'field "{each.name}"'
                self.point_at(name, view, each.ref)
                self.recorder.observe("keyboard_shown", "letters", url=view.url, element=name, asks=each.kind)

    def _form(self, view: PageView) -> None:
        own = [each.name for each in asking.form_fields(view)]
        if own and self._new("form", *sorted(own)):
            self.recorder.observe("form", len(own), url=view.url, element="form", fields=own)

    def _nameless(self, view: PageView) -> None:
        for each in asking.nameless_fields(view):
            if self._new("nameless", each.key, each.placeholder):
                name = f'field "{each.placeholder}"'
                self.point_at(name, view, each.ref)
                self.recorder.observe("nameless", each.placeholder, url=view.url, element=name)

    def _extras(self, view: PageView) -> None:
        hers = [each.element for each in self.recorder.ever("action") if each.value == "choose"]
        for label, cost in asking.ticked_extras(view):
            if any(f'"{label}"' in each for each in hers):
                continue  # some shops demand that something is added, and she has chosen it
            if self._new("extra", label):
                self.recorder.observe(
                    "extra_ticked",
                    label,
                    url=view.url,
                    element=f"choice “{label[:80]}”",
                    cost=cost.amount,
                    currency=cost.currency or self.recorder.persona.currency,
                )

    def notice_focus(self, troubles: list[tuple[str, str, str]], url: str) -> None:
        """Write down where the keyboard's focus could not be seen on the way to a control, and empty the list."""
        for what, element, cover in troubles:
            if self._new("focus", what, element):
                self.recorder.observe("focus", what, url=url, element=element, cover=cover)
        troubles.clear()

    def first_time(self, *what: object) -> bool:
        """Say whether this is asked for the first time on this visit."""
        return self._new(*what)

    def _new(self, *what: object) -> bool:
        fresh = what not in self._known
        self._known.add(what)
        return fresh
