"""The scout's visit: the whole way of a purchase, with an insight after each step, and one sentence where it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

from playwright.sync_api import Error

from mystery_shopper import shop
from mystery_shopper.errors import GaveUp, HeldUp, Inconclusive, MysteryShopperError, OrderRefused
from mystery_shopper.personas.settling_in import at_home
from mystery_shopper.scout.gathering import controls_of, currency_of, gather, gather_hosts, gather_things
from mystery_shopper.scout.understood import Insight, Scouting, Stop
from mystery_shopper.senses import pictures
from mystery_shopper.shop.phrases import vocabularies
from mystery_shopper.shopper import Shopper
from mystery_shopper.tasks import open_basket, open_product, open_shop, pay, proceed, put_in_basket, start_checkout
from mystery_shopper.tasks.arrived import is_checkout
from mystery_shopper.tasks.browsing import offered
from mystery_shopper.tasks.checkout import sign_in_or_not
from mystery_shopper.tasks.stepping import stage
from mystery_shopper.visiting import Visiting

LONGEST_S: Final = 70.0
"""A scouting begins nothing new after this time, so that with the last answer awaited it ends within 90 s (P)."""
ENDS_S: Final = 80.0
"""One that a page holds fast is ended then, with the browser (P)."""

Opens = Callable[[str, str], Visiting]  # language and currency -> a visit of somebody who lives with them


@dataclass
class Walk:
    """One scouting of one shop; ``tell`` is called with each insight as soon as it is there."""

    opens: Opens
    scouting: Scouting
    reports: Path
    tell: Callable[[Insight], None]
    secrets: frozenset[str]
    _visiting: Visiting | None = None
    _step: str = "arrive"
    _refused_at_once: frozenset[str] = (
        frozenset()
    )  # such as those of buttons to share on every page: they hold up nobody
    _began: float = field(default_factory=monotonic)

    def go(self) -> None:
        """Walk until the goal is reached or nothing leads on; never raises for what the shop does."""
        try:
            for step, deed in self._steps():
                self._step = step
                deed()
            self.scouting.reached = True
        except OrderRefused as refused:
            if self.scouting.buys:
                self._stopped(self._step, refused)
            else:
                self._final()
        except (MysteryShopperError, Error) as trouble:
            late = isinstance(trouble, Error) and monotonic() - self._began >= ENDS_S
            self._stopped(self._step, Inconclusive("a page that answered nothing any more") if late else trouble)
        finally:
            self.scouting.seconds = round(monotonic() - self._began, 1)

    def close(self) -> None:
        """Leave the shop."""
        if self._visiting is not None:
            self._visiting.close(None)

    @property
    def shopper(self) -> Shopper:
        assert self._visiting is not None
        return self._visiting.shopper

    def _steps(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "arrive", self._arrive
        yield "find", self._find
        yield "product", self._product
        yield "choose", self._choose
        yield "basket", self._basket
        yield "checkout", self._checkout
        yield "payment", self._pay

    # ------------------------------------------------------------ the steps

    def _arrive(self) -> None:
        self._enter("", "")
        open_shop(self.shopper)
        view, persona = self.shopper.look(), self.shopper.persona
        language, currency = view.lang, currency_of(view)
        moved = at_home(persona, language, currency)
        if (moved.locale, moved.currency) != (persona.locale, persona.currency):
            self._enter(language, currency)
            open_shop(self.shopper)
            view = self.shopper.look()
        found = self.scouting
        gather_hosts(self.shopper, found)
        self._refused_at_once = frozenset(found.other_hosts)
        found.language, found.currency, found.locale = language, currency, moved.locale
        banner = self._took("accept-cookies") or self._took("reject-cookies")
        cookies = f", which asked about cookies ({banner})" if banner else ""
        self._tell(
            "arrive", f'"{view.title or view.heading or "a page without a title"}"{cookies}', self._sure("cookies")
        )
        paid = f"prices in {currency}" if currency else "no price on the first page"
        lives = self.shopper.persona.locale  # one whom the caller has named stays who she is
        unread = unread_language(language)
        said = f"{language or 'not said'}, {paid}; visited as {lives}{unread}"
        self._tell("language", said, 0.3 if unread else 1.0 if language else 0.5)

    def _find(self) -> None:
        name = self.scouting.product
        if not name:
            names = offered(self.shopper)
            if not names:
                raise self.shopper.held_up(
                    "no product was found", looked_for="products with a price", thing="product-link"
                )
            name = names[0]
        self.scouting.product = name
        open_product(self.shopper, name)
        how = self._took("search")
        by = f"searched for in {how}" if how else "in the shop's lists"
        self._tell("find", f'"{name}", {by}', self._sure("search", "product-link"))

    def _product(self) -> None:
        seen = shop.read_product(self.shopper.look(), self.scouting.currency, self.scouting.product)
        self.scouting.currency = self.scouting.currency or (seen.price.currency if seen.price else "")
        asks = ", ".join(f"{each.label or each.kind} ({len(each.choices)})" for each in seen.options)
        price = str(seen.price) if seen.price else "no price"
        stock = {True: "in stock", False: "sold out", None: "says nothing of its stock"}[seen.available]
        options = f"; to be chosen: {asks}" if asks else ""
        self._tell("product", f"{price}, {stock}{options}", 0.95 if seen.price else 0.3)

    def _choose(self) -> None:
        put_in_basket(self.shopper)

    def _basket(self) -> None:
        signs = self.shopper.memory.signs_of_adding
        if is_checkout(self.shopper):
            took = self._took("add-to-basket")
            straight = f"none: {took} leads straight to the checkout" if took else "none: this page is the checkout"
            self._tell("basket", straight, self._sure("add-to-basket"))
            return
        basket = open_basket(self.shopper)
        total = basket.totals.total
        worth = f", {total} {basket.totals.currency}".rstrip() if total is not None else ", no total"
        lines = f"{basket.pieces} {'piece' if basket.pieces == 1 else 'pieces'}{worth}"
        told = f"said by {', '.join(signs)}" if signs else "the page did not say that it worked"
        sure = self._sure("add-to-basket", "open-basket") if basket.lines else 0.5
        self._tell("basket", f"{lines}; pressed {self._took('add-to-basket')}; {told}", sure)

    def _checkout(self) -> None:
        shopper = self.shopper
        start_checkout(shopper)
        if stage(shopper) == "log-in":
            sign_in_or_not(shopper)
        if stage(shopper) in ("unknown", "basket"):  # some shops forget where their customer wanted to go
            start_checkout(shopper)
        guest = self._took("guest")
        who = f"as a guest ({guest})" if guest else "with an account" if shopper.account else "without an account"
        by = self._took("to-checkout")
        self._tell("checkout", f"{who}, by {by}" if by else who, self._sure("to-checkout", "guest"))
        proceed(shopper, until=("payment", "review", "confirmation"))
        self._gather()
        self._tell_details()

    def _pay(self) -> None:
        pay(self.shopper)
        order = self.shopper.memory.order
        if order is None:
            why = self.shopper.memory.decline
            raise self.shopper.held_up("no order was placed", looked_for="a confirmation", saw=why and f'"{why}"')
        self.scouting.order = order.reference or "without a number"
        self._tell_payment()
        signs = " and ".join(order.signs)
        self._tell("order", f"{self.scouting.order}, confirmed by {signs}", min(1.0, 0.5 + 0.2 * len(order.signs)))

    def _final(self) -> None:
        """The button that places the order is there, and this scout may not press it."""
        view = self.shopper.look()
        button = shop.pay_button(view) or shop.next_step(self.shopper.history, view)
        self._gather()
        if not any(each.step == "fields" for each in self.scouting.insights):
            self._tell_details()
        self._tell_payment()
        if button is not None:
            self.shopper.takes(button)
            gather_things(self.shopper, self.scouting)
        asleep = ", which is still disabled" if button and button.target.disabled else ""
        said = f"{button.target}{asleep}; it was not pressed" if button else "it was not pressed"
        self._tell("final", said, button.sure if button else 0.5)
        self.scouting.reached = not self.scouting.buys

    # ------------------------------------------------------------ telling

    def _tell_details(self) -> None:
        found = self.scouting
        details = [kind for kind in found.fields if not kind.startswith("card-")]
        strange = f"; not understood: {', '.join(found.unknown_fields)}" if found.unknown_fields else ""
        said = ", ".join(kind.replace("-", " ") for kind in details) or "none were asked for"
        self._tell("fields", f"{said}{strange}", 0.6 if strange else 0.95)
        if found.deliveries:
            self._tell("delivery", " | ".join(found.deliveries), 0.9)

    def _tell_payment(self) -> None:
        found = self.scouting
        card = "a card form" if "card-number" in found.fields else ""
        shut = (
            f"a frame of {', '.join(found.payment_hosts)}, which shop.yaml does not allow"
            if found.payment_hosts
            else ""
        )
        ways = [*found.payments, *filter(None, (card, shut))]
        self._tell("payment", " | ".join(ways) or "nothing to choose, and no card is asked for", 0.9 if ways else 0.7)

    def _where(self) -> str:
        url = self._visiting.shopper.page.url if self._visiting else ""
        return url if url.startswith("http") else self.scouting.shop

    def _tell(self, step: str, said: str, sure: float, why: str = "") -> None:
        number = len(self.scouting.insights) + 1
        url = self._where()
        insight = Insight(step, said, round(sure, 2), why, url, self._picture(f"{number:02}-{step}"))
        self.scouting.insights.append(insight)
        self.tell(insight)

    def _stopped(self, step: str, trouble: MysteryShopperError | Error) -> None:
        """Keep the one sentence: where it stood, what it looked for, what it saw, and which line would help."""
        if self._visiting is not None:
            self._gather()
        held = trouble if isinstance(trouble, HeldUp) else None
        looked_for = (held and held.looked_for) or _WAITED_FOR.get(step, "a way on")
        saw = (held and (held.saw or self._shown())) or _first_line(trouble)
        if held is not None and not held.looked_for and held.what:
            saw = held.what if not held.saw else f"that {held.what} ({held.saw})"
        if isinstance(trouble, GaveUp):
            saw = f"no answer within {trouble.after_s:.0f} s"
        url = self._where()
        self.scouting.stop = Stop(step, url, looked_for, saw, self._helps(step, held))
        self._tell(step, _first_line(trouble) if held is None else held.what or str(held), 0.0, str(trouble))

    def _helps(self, step: str, held: HeldUp | None) -> str:
        if self.scouting.payment_hosts:
            return f"payment_hosts: [{', '.join(self.scouting.payment_hosts)}]"
        hosts = [each for each in self.scouting.other_hosts if each not in self._refused_at_once]
        if hosts:
            return f"hosts: [{', '.join(hosts)}]"
        if held is not None and held.thing == "guest":
            return 'account: {email: anna@example.com, password: "${SHOP_PASSWORD}"}'
        return f'hints: {{{held.thing}: button "..."}}' if held is not None and held.thing else ""

    def _shown(self) -> str:
        try:
            return ", ".join(controls_of([self.shopper.look()])) or "a page with nothing to press"
        except (Error, MysteryShopperError):
            return "a page that could not be read"

    # ------------------------------------------------------------ helpers

    def _enter(self, language: str, currency: str) -> None:
        self.close()
        self._visiting = self.opens(language, currency)
        self._visiting.shopper.until = self._began + LONGEST_S
        self._visiting.shopper.memory.lives_anywhere = True
        glance = self._visiting.shopper.witness

        def witness() -> None:
            glance()
            gather(self.shopper, self.scouting)

        self._visiting.shopper.witness = witness

    def _gather(self) -> None:
        try:
            gather(self.shopper, self.scouting)
        except (Error, MysteryShopperError):
            gather_hosts(self.shopper, self.scouting)

    def _took(self, thing: str) -> str:
        taken = [each.choice.target for each in self.shopper.memory.taken if each.choice.thing == thing]
        return str(taken[-1]) if taken else ""

    def _sure(self, *things: str) -> float:
        """Return how sure the least sure of these things was; what was not needed does not count."""
        sure = [each.choice.sure for each in self.shopper.memory.taken if each.choice.thing.endswith(things)]
        return min((*sure, 1.0))

    def _picture(self, name: str) -> str:
        if self._visiting is None:
            return ""
        taken = pictures.take(self.shopper.page, mark=None, secrets=self.secrets | {self.shopper.identity.password})
        if taken is None:
            return ""
        self.reports.mkdir(parents=True, exist_ok=True)
        (self.reports / f"{name}.png").write_bytes(taken.data)
        return f"{name}.png"


_WAITED_FOR: Final = {
    "arrive": "the shop's first page",
    "find": "a product",
    "product": "the product's page",
    "choose": "a way to put the product in the basket",
    "basket": "the basket",
    "checkout": "the way through the checkout",
    "payment": "the end of the payment",
}


def unread_language(language: str) -> str:
    """Return what to say of a shop whose language nobody reads; nothing where it is read, and where it says none."""
    own = language.replace("_", "-").partition("-")[0].casefold()
    known = ", ".join(sorted(vocabularies()))
    told = f"; shops in '{own}' are not read (only {known}), so that it may need hints"
    return told if own not in ("", *vocabularies()) else ""


def _first_line(trouble: Exception) -> str:
    text = str(trouble).strip().splitlines()[0] if str(trouble).strip() else type(trouble).__name__
    return text if isinstance(trouble, Inconclusive | MysteryShopperError) else f"the browser's error: {text}"
