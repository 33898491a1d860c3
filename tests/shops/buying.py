"""Sends an ordinary shopper through a shop with nothing but its address and a product's name, and tells how it went."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Playwright

from mystery_shopper import tasks
from mystery_shopper.addresses import parse_address
from mystery_shopper.errors import HeldUp
from mystery_shopper.journeys import load_journeys
from mystery_shopper.model import Card, Outcome, Persona
from mystery_shopper.personas import load_personas
from mystery_shopper.scoring.scorecard import outcome_of
from mystery_shopper.settings import load_shop
from mystery_shopper.shopper import Shopper
from mystery_shopper.stage import Stage

ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass
class Bought:
    """One visit as a test or a table wants to know it."""

    outcome: Outcome
    moment: str  # where it ended
    sentence: str = ""  # why it ended there, when it did not end with an order
    reference: str = ""
    believed: bool = False
    price: str = ""  # as understood on the product's page
    lines: tuple[tuple[str, int | None], ...] = ()  # of the basket
    reached: frozenset[str] = frozenset()  # moments
    pages: int = 0
    seconds: float = 0.0
    findings: tuple[str, ...] = ()
    trail: list[str] = field(default_factory=list)


class Customers:
    """Buys at shops, each time as a new person of a country, in one browser that is started once."""

    def __init__(
        self, playwright: Playwright, scratch: Path, *, max_orders: int = 10_000, browser: str | None = None
    ) -> None:
        self._max_orders = max_orders
        self._browser = browser
        self._playwright = playwright
        self._scratch = scratch
        self._persona = load_personas([ROOT / "personas"])["calm-desktop"]
        self._journey = load_journeys([ROOT / "journeys"])["guest-purchase"]
        self._stage: Stage | None = None

    def buy(self, url: str, product: str, *, card: Card | None = None, reloads: bool = False, **traits: Any) -> Bought:
        """Buy a product; ``traits`` make the persona another one, such as ``country="DE"``.

        ``reloads``: put it in the basket and load that anew instead, and buy nothing.
        """
        stage = self._at(url)
        persona: Persona = replace(self._persona, **traits)
        visiting = stage.invite(persona, "", self._journey, product, 1)
        shopper, recorder = visiting.shopper, visiting.shopper.recorder
        began, sentence, gave_up = time.monotonic(), "", None
        try:
            if reloads:
                tasks.find_and_put_in_basket(shopper, product)
                tasks.reload_basket(shopper)
            else:
                tasks.buy(shopper, product, card=card)
        except HeldUp as stop:
            sentence = str(stop)
            gave_up = next((each.value for each in recorder.ever("gave_up")), None)
        except BaseException:
            visiting.close(None)
            raise
        seconds = time.monotonic() - began
        visiting.judge(self._scratch, "evidence", frozenset(), ended=True)
        order, baskets = shopper.memory.order, recorder.ever("basket")
        bought = Bought(
            outcome=outcome_of(recorder.findings, held_up=sentence, gave_up_after_s=gave_up),
            moment=recorder.moment,
            sentence=sentence,
            reference=order.reference if order else "",
            believed=order is not None and order.believed,
            price=next((f"{each.value} {each.detail['currency']}" for each in recorder.ever("price")), ""),
            lines=next((tuple(each.detail["lines"]) for each in reversed(baskets) if each.detail["lines"]), ()),
            reached=frozenset(each.id for each in recorder.moments()),
            pages=len(recorder.ever("navigation")),
            seconds=seconds,
            findings=tuple(f"{each.kind} at {each.moment}: {each.message}" for each in recorder.findings),
            trail=_trail(recorder.observations),
        )
        visiting.close(None)
        return bought

    @contextmanager
    def enter(self, url: str) -> Iterator[Shopper]:
        """Within this somebody stands at a shop's door, for a test that does single things."""
        visiting = self._at(url).invite(self._persona, "", self._journey, "visit", 1)
        try:
            yield visiting.shopper
        finally:
            visiting.close(None)

    def close(self) -> None:
        if self._stage is not None:
            self._stage.close()

    def _at(self, url: str) -> Stage:
        """The shop's own address and, as card forms need it, the provider's: the same server by another name."""
        shop = load_shop(None, url=url)
        shop = replace(
            shop, payment_hosts=(parse_address(f"http://localhost:{shop.address.port}"),), max_orders=self._max_orders
        )
        if self._stage is None:
            self._stage = Stage(
                playwright=self._playwright,
                browser_name="chromium",
                launch={},
                executable=self._browser,
                shop_file=shop,
                reports=self._scratch,
                paced=False,
                workers=1,
                judge_timings=False,
                keep_secret=lambda *_: None,
            )
        self._stage.shop_file = shop
        return self._stage


def _trail(observations: list[Any]) -> list[str]:
    told = []
    for each in observations:
        if each.name == "note":
            told.append(str(each.value))
        elif each.name == "action":
            told.append(
                f"   {each.value} {each.detail.get('target', each.element)} -> {', '.join(each.detail['effects'])}"
            )
    return told
