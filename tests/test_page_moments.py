"""What is measured of a page belongs to the moment at which it was asked for, however late the page tells it."""

from __future__ import annotations

import pytest
from friction_facts import ANNA, CONDITIONS, SHOP, journey

from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import Senses
from mystery_shopper.senses.network import Network

RESULTS = f"{SHOP}/search"


@pytest.fixture
def senses() -> Senses:
    recorder = Recorder(ANNA, journey(), CONDITIONS)
    network = Network(recorder, frozenset(("shop.example",)), lambda asked_at: ("", 0.0))
    return Senses(recorder, network, chromium=True, accessibility=False)


def tell(senses: Senses, vital: str, url: str = RESULTS) -> str:
    """Let a page tell a vital now, and return the moment that it is written down at."""
    senses._take_notes([{"name": vital, "value": 0.4, "url": url, "id": f"{vital} {url}", "element": ""}])
    return next(each.moment for each in senses.unsaid() if each.url == url)


@pytest.mark.parametrize(
    ("vital", "moment"), [("LCP", "find"), ("FCP", "find"), ("TTFB", "find"), ("INP", "choose"), ("CLS", "choose")]
)
def test_how_a_page_came_is_of_the_moment_it_came_at_and_a_press_or_jump_of_its_own(
    senses: Senses, vital: str, moment: str
) -> None:
    senses.recorder.at("find")
    senses.page_came(RESULTS)
    senses.recorder.at("choose")
    assert tell(senses, vital) == moment


def test_a_page_that_nobody_saw_come_is_of_the_moment_that_it_tells_in(senses: Senses) -> None:
    senses.recorder.at("choose")
    assert tell(senses, "LCP", f"{SHOP}/elsewhere") == "choose"
