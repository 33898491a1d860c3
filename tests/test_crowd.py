"""Who comes in a crowd: the shares of the mix, people who differ within bounds, and the same ones for the same seed."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery_shopper.casting import Casting
from mystery_shopper.crowd_hooks import CrowdHooks
from mystery_shopper.errors import DataError
from mystery_shopper.lint import check_suite
from mystery_shopper.personas import Mix, crowd, load_mix, load_personas
from mystery_shopper.progress import Progress
from mystery_shopper.run import Run
from mystery_shopper.sentences import Outline, Vocabulary, tags_of

ROOT = Path(__file__).resolve().parent.parent
PEOPLE = load_personas([ROOT / "personas"])
HALF_AND_HALF = Mix({"calm-desktop": 3.0, "keyboard-only": 1.0}, {"patience": (0.5, 2.0), "typing": (1.0, 1.0)})

thirty = settings(max_examples=30)
seeds = st.integers(0, 2**40)


@thirty
@given(seeds)
def test_even_a_small_crowd_holds_the_shares(seed: int) -> None:
    for size in (4, 8, 20, 40):
        here = Counter(each.persona.id for each in crowd(PEOPLE, HALF_AND_HALF, size, seed))
        assert abs(here["keyboard-only"] - size / 4) <= 1


@thirty
@given(seeds)
def test_a_larger_crowd_begins_with_the_smaller_one_and_nobody_is_there_twice(seed: int) -> None:
    large = crowd(PEOPLE, HALF_AND_HALF, 40, seed)
    assert crowd(PEOPLE, HALF_AND_HALF, 15, seed) == large[:15]
    assert len({each.id for each in large}) == 40


@thirty
@given(seeds)
def test_people_of_one_persona_differ_within_the_bounds_of_the_mix(seed: int) -> None:
    people = [each.persona for each in crowd(PEOPLE, HALF_AND_HALF, 40, seed) if each.persona.id == "calm-desktop"]
    usual = PEOPLE["calm-desktop"]
    assert all(usual.patience_s * 0.5 <= each.patience_s <= usual.patience_s * 2 for each in people)
    assert len({each.patience_s for each in people}) > len(people) / 2
    assert all(dataclasses.replace(each, patience_s=usual.patience_s) == usual for each in people)


@thirty
@given(seeds, st.floats(1.0, 600.0), st.floats(0.1, 1.0), st.floats(1.0, 10.0))
def test_nobody_lies_beyond_the_bounds_by_rounding(seed: int, usual: float, low: float, high: float) -> None:
    kim = {"calm-desktop": dataclasses.replace(PEOPLE["calm-desktop"], patience_s=usual)}
    for each in crowd(kim, Mix({"calm-desktop": 1.0}, {"patience": (low, high)}), 20, seed):
        assert max(usual * low, 1.0) <= each.persona.patience_s <= min(max(usual * high, 1.0), 600.0)


def test_another_seed_brings_other_people() -> None:
    assert crowd(PEOPLE, HALF_AND_HALF, 10, 1) != crowd(PEOPLE, HALF_AND_HALF, 10, 2)


# ---------------------------------------------------------------- the file


def mix_of(folder: Path, content: str) -> Mix:
    (folder / "mix.yaml").write_text(content)
    return load_mix(folder, PEOPLE)


def test_without_a_file_everybody_comes_in_equal_parts(tmp_path: Path) -> None:
    mix = load_mix(tmp_path, PEOPLE)
    assert set(mix.shares) == set(PEOPLE)
    assert len(set(mix.shares.values())) == 1
    assert mix.varies["patience"] == (0.5, 2.0)


def test_the_file_says_who_comes_and_how_far_they_differ(tmp_path: Path) -> None:
    mix = mix_of(tmp_path, "shares: {Hannah: 30%, keyboard-only: 10}\nvaries: {patience: 1x to 1.5x}\n")
    assert mix.shares == {"calm-desktop": 30.0, "keyboard-only": 10.0}
    assert mix.varies["patience"] == (1.0, 1.5)
    assert mix.varies["typing"] == (0.6, 1.6)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("shares: {keybord-only: 10%}", "mix.yaml:1: the mix: 'shares': There is no persona 'keybord-only'."),
        (
            "shares:\n  calm-desktop: 1\n  keyboard-only: many",
            "mix.yaml:3: the mix: 'shares': 'keyboard-only' is 'many'",
        ),
        ("shares: {calm-desktop: -1}", "'calm-desktop' is -1; it must lie between 0 and 1000000."),
        (
            "shares:\n  calm-desktop: 1\n  Hannah: 2",
            "mix.yaml:3: the mix: 'shares': 'Hannah' is the persona 'calm-desktop', who has a share already. Keep one.",
        ),
        ("shares:\n  kin: 1\n  kon: 1", "(and 1 more: run"),
        ("shares: {calm-desktop: 0}", "mix.yaml:1: the mix: 'shares' add up to nothing"),
        ("share: {calm-desktop: 1}", "Did you mean 'shares'?"),
        ("varies: {patience: 2x to 1x}", "Write `1x to 2x`."),
        ("varies: {patience: much}", "two factors such as `0.5x to 2x`"),
        ("varies: {patients: 1x to 2x}", "Did you mean 'patience'?"),
    ],
)
def test_a_mistake_in_the_mix_is_told_with_its_place_and_the_right_word(
    tmp_path: Path, content: str, said: str
) -> None:
    with pytest.raises(DataError) as trouble:
        mix_of(tmp_path, content)
    assert said in str(trouble.value)


@pytest.mark.parametrize("name", ["mix.yml", "Mix.yaml"])
def test_the_mix_may_be_spelt_otherwise_and_is_there_once(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("shares: {calm-desktop: 1}")
    assert load_mix(tmp_path, PEOPLE).shares == {"calm-desktop": 1}
    assert load_personas([tmp_path]) == {}
    (tmp_path / "mix.yaml").write_text("shares: {calm-desktop: 2}")
    with pytest.raises(DataError, match=r"there is a mix already: .* Keep one"):
        load_mix(tmp_path, PEOPLE)


@pytest.mark.parametrize(
    ("shares", "come"), [("{shopper: 1, ann: 1}", {"shopper", "ann"}), ("{ann: 1}", {"ann"}), ("", {"ann"})]
)
def test_a_run_takes_the_mix_as_the_linter_reads_it(tmp_path: Path, shares: str, come: set[str]) -> None:
    (tmp_path / "personas").mkdir()
    (tmp_path / "personas" / "ann.yaml").write_text("name: Ann\nstory: x\nlocale: en-GB\n")
    if shares:
        (tmp_path / "personas" / "mix.yaml").write_text(f"shares: {shares}\n")
    assert check_suite(tmp_path) == []
    run = Run(tmp_path, tmp_path / "reports", seed=7, fail_on="never", paced=False)
    assert {each.persona.id for each in run.crowd(20)} == come


def test_the_mix_is_no_persona(tmp_path: Path) -> None:
    (tmp_path / "mix.yaml").write_text("shares: {calm-desktop: 1}")
    assert load_personas([tmp_path]) == {}


# ---------------------------------------------------------------- the parts


def cast_for(size: int, *tags: str) -> list[str]:
    run = Run(ROOT, ROOT / "reports", seed=7, fail_on="never", paced=False)
    casting = Casting(run, Vocabulary([]), size)
    return [each.id for each in casting.members(Outline("She looks", ("she looks",), tags))]


@pytest.mark.parametrize("named", ["keyboard-only", "Ravi", "Keyboard-Only"])
def test_a_tag_keeps_a_part_for_a_persona_by_id_or_by_name(named: str) -> None:
    kept = cast_for(200, f"persona:{named}")
    assert kept
    assert {each.rpartition("-")[0] for each in kept} == {"keyboard-only"}


def test_the_nearest_tag_holds() -> None:
    assert len(cast_for(0, "shoppers(3)", "shoppers(20)")) == 3
    kept = cast_for(200, "persona:keyboard-only", "persona:hurried-phone")
    assert {each.rpartition("-")[0] for each in kept} == {"keyboard-only"}


def test_who_asks_for_a_crowd_in_vain_is_told_although_nobody_else_has_one() -> None:
    casting = Casting(Run(ROOT, ROOT / "reports", seed=7, fail_on="never", paced=False), Vocabulary([]))
    casting.left_out["Two look"] = "it has 2 parts"
    hooks = CrowdHooks(cast(pytest.Config, None), casting)
    assert hooks.pytest_report_collectionfinish([]) == ["without a crowd: 'Two look' (it has 2 parts)"]


def test_tags_have_one_order_whatever_the_order_of_a_set() -> None:
    feature = SimpleNamespace(tags={"shoppers(20)", "b", "a"})
    rule = SimpleNamespace(tags={"rule"})
    scenario = SimpleNamespace(tags={"z", "shoppers(3)"}, rule=rule)
    assert tags_of(feature, scenario) == ("shoppers(3)", "z", "rule", "a", "b", "shoppers(20)")


# ---------------------------------------------------------------- on the way


def test_now_and_then_it_says_how_far_the_crowd_is_and_how_long_it_takes() -> None:
    said: list[str] = []
    now = 0.0
    progress = Progress(100, said.append, clock=lambda: now)
    for number in range(100):
        now = 50.0 + number * 4.0  # the browser took its time to start
        progress.ended(passed=number != 2)
    assert said[0] == "5 of 100 visits are over, 1 of them failed; about 6 min to go"
    assert said[-1] == "97 of 100 visits are over, 1 of them failed; about 10 s to go"
    assert len(said) == 24
