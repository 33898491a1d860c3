"""What a small sample can say, held against published tables and against what an interval must be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper.scoring.intervals import Share, likely, middle, needed, wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=0.0001)


@given(st.integers(0, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_in_its_interval_and_the_interval_between_none_and_all(numbers: tuple[int, int]) -> None:
    share = Share(*numbers)
    assert 0.0 <= share.low <= share.high <= 1.0
    if share.of:
        assert share.low <= share.value <= share.high


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of), st.integers(1, of))))
def test_fewer_people_make_the_interval_wider_and_never_wrong(numbers: tuple[int, int, int]) -> None:
    share, alone = Share(*numbers), Share(*numbers[:2])
    assert 0.0 <= share.low <= share.value <= share.high <= 1.0
    assert share.high - share.low >= alone.high - alone.low - 1e-9
    assert Share(numbers[0], numbers[1], numbers[1]).low == alone.low


@pytest.mark.parametrize(("number", "low", "high"), [(6, 1, 6), (10, 2, 9), (20, 6, 15), (50, 18, 33)])
def test_the_interval_of_a_middle_is_the_published_one(number: int, low: int, high: int) -> None:
    found = middle(list(range(1, number + 1)))  # Conover 1999, table A3: ranks for 95 % of the median
    assert found is not None
    assert (found.low, found.high) == (low, high)


def test_too_few_values_have_a_middle_and_no_interval() -> None:
    found = middle([3.0, 1.0, 2.0])
    assert found is not None
    assert (found.value, found.low, found.high, found.of) == (2.0, None, None, 3)
    assert middle([]) is None


@given(st.floats(0, 1), st.sampled_from([0.2, 0.1, 0.05, 0.02]))
def test_the_number_that_is_said_to_be_needed_is_the_smallest_that_is_enough(share: float, within: float) -> None:
    size = needed(share, within)
    low, high = wilson(round(share * size), size)
    assert high - low <= 2 * within + 1 / size  # the share of whole people is a little off
    assert size <= 2401  # 1.96 squared over 4 times 0.02 squared: what the normal approximation asks at worst


def test_half_and_half_takes_the_most() -> None:
    assert needed(0.5, 0.05) == 381  # 385 less the 4 that Wilson's formula adds by itself
    assert needed(0.5, 0.10) == 93
    assert likely(Share(0, 0)) == 0.5


def test_shares_are_apart_when_their_intervals_are() -> None:
    assert Share(5, 5).apart_from(Share(0, 20))
    assert not Share(1, 1).apart_from(Share(0, 9))
