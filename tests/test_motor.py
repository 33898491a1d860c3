"""Hands that move and err as people's do, and the same way for the same seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import mean
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.personas import load_personas
from mystery_shopper.shop.reaching import Reach
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.focus import HAS_FOCUS, IN_LIST, KEEPS_FOCUS, SAME_GROUP
from mystery_shopper.shopper.keys import Keys, hands_of
from mystery_shopper.shopper.motor import aiming_s, landing, spread_px, strokes, way
from mystery_shopper.shopper.tunnel import EVERY, tunnel_of

seeds = st.integers(0, 2**32)
UNSTEADY = load_personas([Path(__file__).parents[1] / "personas"])["unsteady-hand"]


def written(text: str, seed: int, typos: float) -> tuple[str, int, int]:
    """Return what stands there at the end, the longest that ever stood there, and how many keys were mended."""
    field, longest, mended = "", 0, 0
    for each in strokes(text, Random(seed), Random(1), cps=0, typos=typos):
        field = field[:-1] if each.key == "Backspace" else field + each.key
        mended += each.key == "Backspace"
        longest = max(longest, len(field))
    return field, longest, mended


@given(st.text(max_size=60), seeds, st.floats(0, 1))
def test_what_stands_there_at_the_end_is_the_text_and_it_was_never_longer(text: str, seed: int, typos: float) -> None:
    field, longest, _ = written(text, seed, typos)
    assert field == text
    assert longest <= len(text)


def test_as_many_letters_go_wrong_as_the_trait_says() -> None:
    text = "annabellivingstone" * 100
    _, _, mended = written(text, 1, 0.06)
    assert 0.06 * len(text) <= mended <= 2 * 0.09 * len(text)  # one key or two for each mistake
    assert written(text, 1, 0.0)[2] == 0


def test_keys_come_at_the_pace_of_the_persona_and_not_like_a_clock() -> None:
    times = [each.after_s for each in strokes("a" * 2000, Random(3), Random(3), cps=5.0, typos=0.0)]
    assert mean(times) == pytest.approx(0.2, rel=0.05)
    assert max(times) > 2 * min(times)
    assert sum(each > 0.2 for each in times) < len(times) / 2  # a few long ones, many short ones


@given(seeds, st.floats(0, 0.3))
def test_without_the_pace_the_mistakes_are_the_same_and_take_no_time(seed: int, typos: float) -> None:
    paced, hasty = Random(seed), Random(seed)
    slow = [each.key for each in strokes("Marylebone Road", paced, Random(1), cps=3.0, typos=typos)]
    fast = list(strokes("Marylebone Road", hasty, Random(1), cps=0.0, typos=typos))
    assert [each.key for each in fast] == slow
    assert {each.after_s for each in fast} == {0.0}
    assert paced.random() == hasty.random(), "whatever she does next comes out alike"


class Keyboard:
    """Takes keys and forgets them."""

    def press(self, key: str) -> None: ...
    def type(self, text: str) -> None: ...
    def insert_text(self, text: str) -> None: ...


@given(seeds)
def test_what_she_misses_after_she_has_written_does_not_hang_on_the_pace(seed: int) -> None:
    page = cast(Any, SimpleNamespace(keyboard=Keyboard(), wait_for_timeout=lambda _: None))
    landed = []
    for paced in (True, False):
        hands = hands_of(UNSTEADY, paced=paced, seed=seed)
        for exact in (False, True):
            hands.type(page, "Marylebone", Reach(0, 0), exact=exact)
        landed.append(landing(hands.random, 0, 0, 40, 40, hands.spread_px))
    assert landed[0] == landed[1]


class Tabbed:
    """A page on which the third Tab comes to what is looked for."""

    def __init__(self) -> None:
        self.pressed: list[str] = []
        self.keyboard = SimpleNamespace(press=self.pressed.append)

    def evaluate(self, script: str, *_: object) -> Any:
        if script in (HAS_FOCUS, KEEPS_FOCUS):
            return self.pressed.count("Tab") == 3
        return "" if script in (IN_LIST, SAME_GROUP) else {"stop": len(self.pressed), "name": "Buy", "frame": False}


def test_keys_are_counted_where_there_is_nothing_else() -> None:
    ravi, page = hands_of(replace(UNSTEADY, input="keyboard"), paced=False, seed=1), Tabbed()
    assert isinstance(ravi, Keys)
    ravi._reach(cast(Any, page), cast(Any, page))
    ravi._key(cast(Any, page), "Enter")
    assert page.pressed == ["Tab", "Tab", "Tab", "Enter"]
    said: list[str] = []
    person = SimpleNamespace(hands=ravi, persona=SimpleNamespace(pronoun="he"), say=said.append)
    Shopper.count_keystrokes(cast(Any, person))
    assert said == ["In all he pressed 4 keys to get around, beside what he wrote."]
    person.hands = hands_of(UNSTEADY, paced=False, seed=1)
    Shopper.count_keystrokes(cast(Any, person))
    assert len(said) == 1


def test_no_pause_between_two_keys_is_out_of_all_proportion() -> None:
    times = [each.after_s for each in strokes("a" * 20_000, Random(1), Random(2), cps=1.0, typos=0.0)]
    assert 2.0 < max(times) < 3.1


@given(seeds, st.floats(1, 200), st.floats(1, 200), st.floats(0, 40))
def test_a_press_lands_on_its_target_or_counts_as_missed(seed: int, width: float, height: float, off: float) -> None:
    place = landing(Random(seed), 100.0, 50.0, width, height, off)
    if place is not None:
        assert abs(place[0] - 100) <= width / 2
        assert abs(place[1] - 50) <= height / 2
    if not off:
        assert place == (100.0, 50.0)


@pytest.mark.parametrize("text", ["Marylebone", "Ερμουπολη", "Хрещатик"])
def test_who_errs_errs_in_a_script_of_their_own_too(text: str) -> None:
    typed = "".join(
        each.key for seed in range(20) for each in strokes(text, Random(seed), Random(1), cps=0.0, typos=0.3)
    )
    assert "Backspace" in typed


def test_small_targets_are_missed_more_often_than_large_ones() -> None:
    hits = {
        size: sum(landing(Random(seed), 0, 0, size, size, 9.0) is not None for seed in range(500))
        for size in (8, 24, 60)
    }
    assert hits[8] < 100 < hits[24] < 450 < hits[60]


def test_a_spread_is_fewer_pixels_on_a_zoomed_page_and_more_on_a_phone() -> None:
    desk = spread_px(2.0, mobile=False, zoom=1.0)
    assert desk == pytest.approx(7.56, abs=0.01)
    assert spread_px(2.0, mobile=False, zoom=2.0) == desk / 2
    assert spread_px(2.0, mobile=True, zoom=1.0) > desk


def test_far_and_small_takes_longer_to_aim_at_than_near_and_large() -> None:
    assert aiming_s(0.8, 400, 50) == pytest.approx(0.8)
    assert aiming_s(0.8, 1200, 12) > aiming_s(0.8, 400, 50) > aiming_s(0.8, 60, 200)
    assert 0.4 <= aiming_s(0.8, 0, 200) <= aiming_s(0.8, 9000, 1) <= 1.6
    assert way((0, 0), (3, 4)) == 5


@given(seeds, st.integers(1, 60))
def test_a_tunnel_comes_at_every_fourth_press_and_at_the_same_ones_for_the_same_seed(seed: int, presses: int) -> None:
    met = [tunnel_of(3, seed) for _ in range(2)]
    swallowed = [[each.swallows_next() for _ in range(presses)] for each in met]
    assert swallowed[0] == swallowed[1]
    assert sum(swallowed[0]) in (presses // EVERY, -(-presses // EVERY))


def test_who_knows_no_tunnels_meets_none() -> None:
    way = tunnel_of(0, 7)
    assert not any(way.swallows_next() for _ in range(20))
