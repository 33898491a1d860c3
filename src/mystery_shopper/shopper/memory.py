"""What a shopper knows: what she wants, what she has been shown, and what has been promised to her."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from mystery_shopper.model import Card

if TYPE_CHECKING:
    from mystery_shopper.senses.inbox import Message
    from mystery_shopper.shop.confirming import Confirmation
    from mystery_shopper.shop.payment import CardField
    from mystery_shopper.shop.view import Choice, Control, Field, PageView


@dataclass(frozen=True, slots=True)
class Taken:
    """What she took for one of the named things of the shop, and where."""

    moment: str
    url: str
    choice: Choice[Control] | Choice[Field]


@dataclass
class Memory:
    """Grows during one visit; tasks write it, expectations read it."""

    query: str = ""
    product: str = ""
    prices: dict[str, Decimal] = field(default_factory=dict)  # product -> the price its page showed
    basket: dict[str, int] = field(default_factory=dict)  # product -> pieces she put there
    passed: set[str] = field(default_factory=set)  # other products, by the names that they are listed by
    totals: dict[str, Decimal] = field(default_factory=dict)  # where -> the sum shown there, in the order seen
    currency: str = ""  # of the last of these sums, where it says one
    signs_of_adding: tuple[str, ...] = ()
    tray: tuple[str, str] = ("", "")  # where a small basket came up, and what leads on in it
    sold_from: PageView | None = None  # the page as it was when she put something in the basket
    delivery: str = ""  # the delivery she asked for; any other is chosen when empty
    delivery_cost: Decimal | None = None  # of the delivery that was chosen on the last page that offered one
    dismissed_at: float = -1.0  # when she last answered the cookie question or closed a layer
    presses_twice: bool = False  # she is one of those who double-click on everything
    bank_answer: str = "pass"  # what she does at her bank: pass, fail or cancel
    given: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # kind -> field, path and title of the page
    left: tuple[PageView, Control] | None = None  # the page she followed a link from last, and the link
    forgets: tuple[str, ...] = ()  # field kinds that she leaves empty at first
    arrival: PageView | None = None  # the first page of the shop: what stands there leads nowhere new in a checkout
    before_order: PageView | None = None
    gift_boxes: set[str] = field(default_factory=set)  # boxes that send a present elsewhere, which she has seen to
    parcel_told: str = ""  # the page on which she said where a present goes
    logged_in_as: str = ""  # the e-mail address of her account, once she has logged in: the shop writes there
    registered: bool = False  # she has opened an account of her own on this visit
    been_here: bool = False  # in the life of a browser that keeps what it is told
    never_whole: bool = False  # a page of this shop went on waiting for something for as long as she did
    out_of_reach: set[str] = field(default_factory=set)  # what she could not get at and went on without
    habits_done: set[str] = field(default_factory=set)
    sent_back: bool = False  # the last button has led to an address once; a second time is a circle
    mended: bool = False  # she has sent the order a second time because the shop had found fault with it
    lives_anywhere: bool = False  # a scout, who may live wherever the shop sends things to
    decline: str = ""
    spare_cards: list[Card] = field(default_factory=list)  # what else she will try before a decline ends her errand
    declined: list[str] = field(default_factory=list)  # the good cards that this shop has declined
    card_typed: list[tuple[CardField, str]] = field(default_factory=list)  # and which document each one is of
    order: Confirmation | None = None
    message: Message | None = None
    taken: list[Taken] = field(default_factory=list)  # what she took for which thing of the shop, in order
    ways_tried: set[str] = field(default_factory=set)  # to pay, after the first one had led nowhere
    missed: set[str] = field(default_factory=set)  # what was said of hints that fit nothing
    asked_for: set[str] = field(default_factory=set)  # questions about the product that the scenario has answered
    browser_typed: bool = False  # the browser has filled in a form for her
    listed: list[str] = field(default_factory=list)  # what she chose in lists of the page's own making
    tiles: set[str] = field(default_factory=set)  # choices without a state of their own that she has pressed

    @property
    def last_presses(self) -> int:
        """How often she presses the last button, and how many orders may come of it where a shop lets them."""
        return 2 if self.presses_twice else 1

    @property
    def total(self) -> Decimal | None:
        """The newest sum she was shown."""
        return next(reversed(self.totals.values()), None)
