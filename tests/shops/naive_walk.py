"""Buys a product with nothing but the decisions of ``shop`` and plain clicks, to prove that the decisions suffice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from playwright.sync_api import ElementHandle, Error, Page

from mystery_shopper import shop
from mystery_shopper.model import Card, Identity
from mystery_shopper.shop.field_kinds import PERSONAL

STEPS: Final = 30  # of a checkout; the longest of the fleet takes fewer than half
PERSON: Final = PERSONAL | {"email-again", "birth-date", "salutation", "password", "password-again", "new-password"}


@dataclass
class Walk:
    """One purchase: what was seen, what was pressed, and why."""

    page: Page
    who: Identity
    card: Card
    trail: list[str] = field(default_factory=list)
    history: list[shop.Step] = field(default_factory=list)
    product: shop.ProductView | None = None
    basket: shop.BasketView | None = None
    signs: tuple[str, ...] = ()
    end: shop.Confirmation | None = None

    def buy(self, url: str, name: str) -> shop.Confirmation | None:
        """Walk from the shop's first page to the confirmation; None when the way ends before it."""
        self.page.goto(url)
        self.pass_layers()
        arrival = self.look()
        self.find(name)
        self.put_in_basket(name)
        self.to_checkout()
        self.history = [shop.Step(arrival)]
        return self.check_out()

    def pass_layers(self) -> None:
        """Refuse cookies and close what nobody asked for."""
        for _ in range(3):
            view = self.look()
            asked = shop.consent(view)
            layer = shop.unasked_layer(view)
            choice = (asked.reject or asked.manage or asked.accept) if asked else layer.close if layer else None
            if choice is None:
                return
            self.press(choice)

    def find(self, name: str) -> None:
        """Open the product: from this page, by search, else through the categories."""
        if self.open_if_listed(name):
            return
        box = shop.search_box(self.look())
        if box is None and (opener := shop.search_opener(self.look())):
            self.press(opener)
            box = shop.search_box(self.look())
        if box is not None:
            self.type(box.target, name)
            self.page.keyboard.press("Enter")
            if self.until(lambda view: shop.product_link(view, name) or None) and self.open_if_listed(name):
                return
        start = self.page.url
        for category in shop.categories(self.look())[:8]:
            self.page.goto(category.href)
            if self.open_if_listed(name):
                return
            self.page.goto(start)

    def open_if_listed(self, name: str) -> bool:
        link = shop.product_link(self.look(), name)
        if link is not None:
            self.press(link)
        return link is not None or any(shop.alike(name, each.name) > 0.9 for each in shop.results(self.look()))

    def put_in_basket(self, name: str) -> None:
        """Choose what must be chosen, then press what puts it in the basket."""
        self.until(lambda view: shop.add_to_basket(view, name))
        self.product = shop.read_product(self.look(), name=name)
        for _ in range(2):
            needed = shop.read_product(self.look(), name=name).needed
            if not needed:
                break
            self.choose(needed[0])
        amount = shop.quantity_field(self.look(), name)
        if amount and amount.target.value in ("", "0"):
            if amount.target.options:
                self.element(amount.target.ref).select_option("1")
            else:
                self.type(amount.target, "1")
        before = self.until(
            lambda view: view if (add := shop.add_to_basket(view, name)) and not add.target.disabled else 0
        )
        assert isinstance(before, shop.PageView), f"nothing awake adds {name!r} to the basket on {self.page.url}"
        add = shop.add_to_basket(before, name)
        assert add, f"nothing adds {name!r} to the basket on {before.url}"
        self.press(add)
        self.until(lambda view: shop.added(before, view))
        self.signs = shop.added(before, self.look())

    def to_checkout(self) -> None:
        """Go to the basket, read it, and on to the checkout."""
        if not shop.is_basket(self.look()) and (link := shop.basket_link(self.look())):
            self.press(link)
            self.until(shop.is_basket)
        self.basket = shop.read_basket(self.look())
        self.until(shop.to_checkout)
        go = shop.to_checkout(self.look())
        assert go, f"nothing leads to the checkout on {self.page.url}"
        self.press(go)

    def check_out(self) -> shop.Confirmation | None:
        """Fill, choose, press what leads on, look again."""
        for _ in range(STEPS):
            view = self.look()
            frames = shop.look_frames(self.page)
            if question := shop.challenge(frames):
                self.press(question.complete, question.view)
                continue
            self.choose_all()
            self.fill()
            self.choose_all()
            view = self.look()
            step = shop.next_step(self.history, view)
            if step is None:
                return self.wait_for_the_end(self.history[-1].view)
            if step.target.disabled:
                self.note(step.why)
                self.until(partial(shop.meaning_changed, view), 10)
                continue
            final = shop.is_final(step.target, view.lang)
            self.history.append(shop.Step(view, step.target))
            self.press(step)
            if final and (end := self.wait_for_the_end(view)):
                return end
        return None

    def wait_for_the_end(self, before: shop.PageView) -> shop.Confirmation | None:
        def ended(view: shop.PageView) -> shop.Confirmation | bool:
            found = shop.confirmation(before, view)
            if found.believed:
                return found
            return bool(shop.errors(view) or shop.challenge(shop.look_frames(self.page)))

        found = self.until(ended)
        self.end = found if isinstance(found, shop.Confirmation) else None
        return self.end

    def choose_all(self) -> None:
        """Answer the open questions of a checkout: as a guest, the first delivery, card if offered, terms."""
        guest = shop.guest_choice(self.look())
        if guest is not None and isinstance(guest.target, shop.Field) and not guest.target.checked:
            self.note(guest.why)
            self.element(guest.target.press).click()
        for each in shop.choices_needed(self.look()):
            if each.kind == "paid-extra" and each.chosen:
                self.note(f"wants no {each.label!r}")
                self.element(each.chosen.ref).click()
        for _ in range(6):
            groups = [each for each in shop.choices_needed(self.look()) if each.needed and each.kind != "customer"]
            if not groups:
                return
            items = [each for each in groups[0].items if each.available]
            best = next((each for each in items if each.card), items[0])
            self.note(f"chooses {best.label!r} for {groups[0].kind}")
            self.element(best.ref).click()

    def fill(self) -> None:
        """Fill what is asked, once more while filling brings up more."""
        for _ in range(2):
            view = self.look()
            for kind, fields in shop.classified(view).items():
                for each in fields:
                    if kind in PERSON and each.key not in shop.furniture(self.history[0].view):
                        self.enter(kind, each, view)
            form = shop.card_fields([view, *shop.look_frames(self.page)])
            for place in form.places if form else ():
                self.enter(place.kind, place.field, place.view)

    def enter(self, kind: str, place: shop.Field, view: shop.PageView) -> None:
        value = shop.value_for(kind, self.who, self.card, place, view.lang)
        if not value or place.disabled or place.readonly or (place.filled and place.value not in ("", "+44", "+1")):
            return
        found = shop.resolve(view, place.ref)
        if found is None:
            return
        if place.options:
            found.select_option(value)
        else:
            found.fill(value)
            found.press("Tab")

    def choose(self, group: shop.OptionGroup) -> None:
        choice = next(each for each in group.choices if each.available)
        self.note(f"chooses {choice.label!r} as {group.label or group.kind}")
        if group.kind == "select":
            self.element(choice.ref).select_option(choice.value)
        else:
            self.element(choice.ref).click()

    # ------------------------------------------------------------ hands

    def look(self) -> shop.PageView:
        return shop.look(self.page)

    def element(self, ref: int) -> ElementHandle:
        found = shop.resolve(self.page, ref)
        assert found is not None, f"element {ref} is gone from {self.page.url}"
        return found

    def press(self, choice: shop.Choice[shop.Control] | None, view: shop.PageView | None = None) -> None:
        assert choice is not None
        self.note(choice.why)
        before = self.look()
        found = shop.resolve(view or before, choice.ref)
        assert found is not None
        found.click(timeout=3000)
        self.until(lambda after: shop.meaning_changed(before, after) and not after.busy, 20)

    def type(self, place: shop.Field, text: str) -> None:
        self.element(place.ref).fill(text)

    def until(self, happens: Callable[[shop.PageView], object], tries: int = 25) -> object:
        """Look until something is so, by the browser's own clock; what never happens ends after a second or two."""
        for _ in range(tries):
            try:
                if found := happens(self.look()):
                    return found
                self.page.wait_for_timeout(50)
            except Error:  # the page was on its way to another one
                self.page.wait_for_load_state()
        return None

    def note(self, text: str) -> None:
        self.trail.append(f"{self.page.url.split('/', 3)[-1]}: {text}")
