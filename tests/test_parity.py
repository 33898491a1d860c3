"""Who of a crowd was worse off than others: computed from visits alone, and never said of what everybody met."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sample_visits import CONTRAST, GOOD, PRICE, moments

from mystery_shopper.model import Finding, Outcome, Severity, Visit
from mystery_shopper.report.crowd import crowd_data, gap_sentence, gaps_of, gave_up, write_crowd
from mystery_shopper.report.crowd import told as told_in_words
from mystery_shopper.report.digest import digest
from mystery_shopper.report.summary import render
from mystery_shopper.scoring.intervals import middle
from mystery_shopper.scoring.parity import Disparity, Gap, cell, crowd_of, disparities, fate, funnel
from mystery_shopper.scoring.scorecard import tally

WAY = (("arrive", 2.0, 1.0), ("choose", 5.0, 1.0), ("basket", 4.0, 1.0))
PRICE_HERE = replace(PRICE, moment="basket")


def shopper(persona: str, number: int, **more: Any) -> Visit:
    """A shopper of a crowd who got through, unless something else is said."""
    plain = replace(GOOD, findings=(), outcome=Outcome.ACHIEVED, moments=moments(*WAY), seconds=11.0, reason="")
    member = f"{persona}-{number:03d}"
    return replace(plain, id=f"visit-{member}", persona=persona, member=member, scenario="She buys a mug", **more)


def stopped(persona: str, number: int, finding: Finding = PRICE_HERE, **more: Any) -> Visit:
    return shopper(persona, number, outcome=Outcome.BLOCKED, findings=(finding,), **more)


def told(visits: list[Visit]) -> list[tuple[Gap, str, str, str | None]]:
    return [
        (each.gap, each.persona, each.moment, each.cause.kind if each.cause else None) for each in disparities(visits)
    ]


EASY = [shopper("easy", number) for number in range(1, 7)]
KEYS = [stopped("keys", number) for number in range(7, 13)]


def test_who_could_not_go_on_is_named_with_the_moment_and_the_finding_that_explains_it() -> None:
    assert told([*EASY, *KEYS]) == [(Gap.STOPPED, "keys", "basket", "price-drift")]
    [gap] = disparities([*EASY, *KEYS])
    assert gap.certain
    assert gap_sentence(gap) == "keys at the basket: 6 of 6 could not go on, against 0 of 6 others."


def test_what_everybody_met_is_no_disparity() -> None:
    assert told([stopped("easy", 1), stopped("keys", 2)]) == []
    assert told([replace(each, findings=(CONTRAST,)) for each in EASY + KEYS if each.outcome is Outcome.ACHIEVED]) == []


def test_who_went_on_and_met_what_others_did_not_was_hindered() -> None:
    bothered = [replace(shopper("phone", 20 + number), findings=(PRICE_HERE,)) for number in range(3)]
    assert told([*EASY, *bothered]) == [(Gap.HINDERED, "phone", "basket", "price-drift")]


@pytest.mark.parametrize(("waited", "own_pace"), [(9.0, False), (1.0, True)])
def test_who_needed_much_longer_is_told_and_whether_the_shop_made_them(waited: float, own_pace: bool) -> None:
    way = (*WAY[:2], ("basket", 12.0, waited))
    [gap] = disparities([*EASY, shopper("slow", 30, moments=moments(*way))])
    assert (gap.gap, gap.persona, gap.moment, gap.times, gap.own_pace) == (Gap.SLOWER, "slow", "basket", 3.0, own_pace)


def test_no_times_are_compared_on_a_busy_machine() -> None:
    busy = replace(GOOD.conditions, timings_judged=False)
    slow = shopper("slow", 30, moments=moments(*WAY[:2], ("basket", 40.0, 30.0)))
    assert told([replace(each, conditions=busy) for each in [*EASY, slow]]) == []


SLOW_WAY = (*WAY[:2], ("basket", 12.0, 9.0))


def slow(number: int, **more: Any) -> Visit:
    return shopper("slow", number, moments=moments(*SLOW_WAY), **more)


def test_one_who_needed_longer_may_be_chance_and_the_sentence_says_so() -> None:
    [few] = disparities([*EASY, slow(30)])
    assert not few.certain
    assert gap_sentence(few).endswith("and the shop made them wait. So few may be chance.")
    [many] = disparities([*EASY, *(slow(30 + number) for number in range(6))])
    assert many.certain
    assert gap_sentence(many).endswith("and the shop made them wait.")


def test_the_shares_of_who_was_slower_are_counted_and_not_made_up() -> None:
    dawdler = shopper("easy", 40, moments=moments(*SLOW_WAY))
    [gap] = disparities([*EASY, dawdler, slow(30), slow(31), shopper("slow", 32)])
    assert (gap.theirs.count, gap.theirs.of, gap.others.count, gap.others.of) == (2, 3, 1, 7)


WAIT = replace(PRICE_HERE, kind="wait-too-long", category="slow", fingerprint="wait", severity=Severity.NORMAL)


@pytest.mark.parametrize(
    ("waited", "findings", "kind"),
    [
        (9.0, (PRICE_HERE, WAIT), "wait-too-long"),  # everybody met the price
        (9.0, (PRICE_HERE,), None),
        (1.0, (PRICE_HERE,), None),
    ],
)
def test_what_everybody_met_does_not_explain_who_was_slower(
    waited: float, findings: tuple[Finding, ...], kind: str | None
) -> None:
    others = [replace(each, findings=(PRICE_HERE,)) for each in EASY]
    way = (*WAY[:2], ("basket", 12.0, waited))
    gaps = disparities([*others, shopper("slow", 30, moments=moments(*way), findings=findings)])
    assert [each.cause.kind if each.cause else None for each in gaps if each.gap is Gap.SLOWER] == [kind]


def test_a_wait_that_all_had_explains_whom_the_shop_made_wait_longer() -> None:
    others = [replace(each, findings=(WAIT,)) for each in EASY]
    [gap] = disparities([*others, slow(30, findings=(WAIT,))])
    assert gap.cause is not None
    assert gap.cause.kind == "wait-too-long"


def test_what_stopped_some_is_not_what_everybody_met_there() -> None:
    keyboard = replace(CONTRAST, kind="keyboard-blocked", moment="basket", fingerprint="keys", severity=Severity.MINOR)
    others = [replace(each, findings=(PRICE_HERE,)) for each in EASY]
    [gap] = disparities([*others, shopper("keys", 20, outcome=Outcome.BLOCKED, findings=(PRICE_HERE, keyboard))])
    assert gap.cause is not None
    assert gap.cause.kind == "keyboard-blocked"


def test_gaps_of_two_journeys_whose_scenarios_have_one_name_stay_apart() -> None:
    elsewhere = [replace(each, journey="returns", file="features/returns.feature", id=f"{each.id}-2") for each in EASY]
    visits = [*EASY, *KEYS, *elsewhere, replace(elsewhere[0], persona="keys", member="keys-050", id="fine")]
    gaps = disparities(visits)
    assert len(gaps_of(EASY, gaps)) == 1
    assert gaps_of(elsewhere, gaps) == []
    parity = crowd_data(visits)["journeys"]["returns"]["parity"]
    assert parity["keys"]["basket"]["gaps"] == []


def test_the_numbers_do_not_hang_on_which_worker_was_the_quicker_one() -> None:
    visits = [*EASY, *KEYS, slow(30), shopper("few", 31, findings=(CONTRAST,), moments=moments(*WAY[:2]))]
    shuffled = Random(8).sample(visits[::-1], len(visits))
    assert json.dumps(crowd_data(crowd_of(visits))) == json.dumps(crowd_data(crowd_of(shuffled)))


def test_who_has_a_name_of_another_make_is_one_of_the_crowd_too() -> None:
    assert crowd_of([replace(EASY[0], member="somebody"), EASY[1]])[0].member == "somebody"


def test_different_errands_are_not_compared() -> None:
    assert told([*EASY, *(replace(each, scenario="She asks for help") for each in KEYS)]) == []


def test_one_of_one_may_be_chance_and_the_sentence_says_so() -> None:
    [gap] = disparities([*EASY[:3], KEYS[0]])
    assert not gap.certain
    assert gap_sentence(gap).endswith("against 0 of 3 others. So few may be chance.")


def test_a_visit_that_says_nothing_of_the_shop_counts_for_nobody() -> None:
    lost = replace(KEYS[0], outcome=Outcome.INCONCLUSIVE)
    assert told([*EASY, lost]) == []
    ended = fate([*EASY, lost])
    assert (ended.reached.count, ended.reached.of, ended.inconclusive) == (6, 6, 1)


def test_who_went_on_although_a_sentence_was_not_so_did_not_get_there() -> None:
    unmet = replace(KEYS[0], outcome=Outcome.WITH_FRICTION, reason="The total is £9 and not £8.")
    assert unmet.unmet
    assert fate([*EASY, unmet]).reached.count == tally([*EASY, unmet]).reached == 6
    said = told_in_words(fate([*EASY, unmet]))
    assert "1 visit did not go as the scenario says, and did not get there." in said


def test_several_visits_of_one_shopper_make_no_larger_sample() -> None:
    once = fate([*EASY, *KEYS])
    twice = fate([*EASY, *KEYS, *(replace(each, scenario="Again", id=f"{each.id}-2") for each in [*EASY, *KEYS])])
    assert (twice.reached.count, twice.reached.of, twice.reached.sample) == (12, 24, 12)
    assert (twice.reached.low, twice.reached.high) == (once.reached.low, once.reached.high)
    assert twice.seconds == once.seconds
    assert told_in_words(twice)[0].startswith("12 of 24 visits of 12 shoppers got what they came for: 50 % (95 % inter")


def test_a_time_that_was_not_judged_is_not_told() -> None:
    busy = [replace(each, conditions=replace(each.conditions, timings_judged=False)) for each in EASY]
    assert fate(busy).seconds is None
    assert told_in_words(fate(busy))[-1] == "How long it took cannot be said: no time was judged."
    assert cell(busy, [], "easy", "basket").seconds is None
    hasty = [replace(each, conditions=replace(each.conditions, paced=False)) for each in EASY]
    assert told_in_words(fate(hasty))[-1].endswith("(95 % interval 11 s to 11 s), without time to think, aim and type.")
    assert fate([*busy, shopper("easy", 50)]).seconds == fate([shopper("easy", 50)]).seconds


def test_the_sizes_that_an_interval_takes_are_true_of_a_crowd_of_any_size() -> None:
    many = fate([shopper("easy", number) for number in range(500)])
    assert (
        "An interval of 10 points to each side takes 16 shoppers, one of 5 points to each side takes 38"
        in (told_in_words(many)[1])
    )


def test_the_funnel_says_where_they_stopped_and_when_patience_ended() -> None:
    left = [
        shopper("keys", number, outcome=Outcome.GAVE_UP, gave_up_after_s=after, moments=moments(*WAY[:2]))
        for number, after in ((1, 8.0), (2, 9.0), (3, 20.0))
    ]
    steps = {each.moment: each for each in funnel([*EASY, *left])}
    assert {each.moment: (each.came, each.stopped) for each in steps.values()} == {
        "arrive": (9, 0),
        "choose": (9, 3),
        "basket": (6, 0),
    }
    waited = steps["choose"].gave_up_after
    assert waited is not None
    assert (waited.value, waited.low) == (9.0, None)


def test_a_funnel_says_where_scenarios_of_different_ends_end() -> None:
    looks = [
        replace(each, id=f"{each.id}-2", scenario="She looks at a mug", moments=moments(*WAY[:2])) for each in EASY[:4]
    ]
    steps = {each.moment: (each.came, each.stopped, each.done) for each in funnel([*EASY, *KEYS, *looks])}
    assert steps == {"arrive": (16, 0, 0), "choose": (16, 0, 4), "basket": (12, 6, 6)}
    ends = '"She looks at a mug" ends at the product page; "She buys a mug" ends at the basket.'
    visits = [*EASY, *KEYS, *looks]
    for page in (" ".join(render(visits, width=100).split()), unescape(digest(visits))):
        assert f"Counted together are scenarios of different ends: {ends}" in page
        assert "cenario ended" in page
    assert "different ends" not in render([*EASY, *KEYS]) + digest([*EASY, *KEYS])


def test_who_gave_up_is_told_with_an_interval_where_they_are_enough() -> None:
    told = [
        gave_up(after)
        for after in (middle([8.2]), middle([8.0, 9.0]), middle([float(each) for each in range(6, 12)]))
        if after
    ]
    assert told == [
        "1 gave up after 8.2 s",
        "2 gave up after 8.5 s in the middle",
        "6 gave up after 8.5 s in the middle (95 % interval 6.0 s to 11 s)",
    ]


def test_a_cell_knows_who_came_and_who_stopped() -> None:
    visits = [*EASY, *KEYS]
    one = cell(visits, disparities(visits), "keys", "basket")
    assert (one.came, one.stopped, [each.gap for each in one.gaps]) == (6, 6, [Gap.STOPPED])
    assert cell(visits, [], "keys", "pay").came == 0


# ---------------------------------------------------------------- where people read it


def test_summary_digest_and_file_tell_the_same(tmp_path: Path) -> None:
    visits = [*EASY, *KEYS]
    text = render(visits, width=100)
    assert "6 of 12 got what they came for: 50 % (95 % interval 25 to 75 %)." in text
    assert "keys at the basket: 6 of 6 could not go on, against 0 of 6 others." in text
    assert "✖ 6/6" in text
    page = digest(visits)
    assert f'<a href="#finding-{PRICE_HERE.fingerprint}"' in page
    assert f'id="finding-{PRICE_HERE.fingerprint}"' in page
    path = write_crowd(tmp_path / "crowd.json", visits)
    assert path is not None
    data = json.loads(path.read_text())
    assert data["all"]["reached"] == {"count": 6, "of": 12, "people": 12, "low": 0.2538, "high": 0.7462}
    [parity] = (each["parity"] for each in data["journeys"].values())
    assert parity["keys"]["basket"]["stopped"] == 6
    assert [(each["persona"], each["moment"], each["kind"]) for each in data["gaps"]] == [
        ("keys", "basket", "price-drift")
    ]


def test_many_visits_without_trouble_are_counted_and_make_no_empty_table() -> None:
    text = render([replace(shopper("easy", number), member="") for number in range(60)], width=100)
    assert text.startswith("... and 60 visits in which nothing got in the way.")


def test_each_of_a_small_crowd_is_named_and_those_alike_of_a_large_one_share_a_line() -> None:
    small = render([*EASY, *KEYS], width=100)
    assert all(each.member in small for each in [*EASY, *KEYS])
    large = render([*(shopper("easy", number) for number in range(60)), *KEYS, stopped("few", 99)], width=100)
    rows = [each.split("  ")[0] for each in large.split("\n\n")[0].splitlines() if "mug" in each]
    assert rows == ["60 x easy", "6 x keys", "few-099"]


def test_a_time_of_one_and_of_few_is_told_in_english() -> None:
    assert told_in_words(fate(EASY[:1]))[-1] == "Time to the goal: 11 s, from one shopper only."
    few = "Time to the goal: 11 s in the middle of 3 shoppers, too few for an interval."
    assert told_in_words(fate(EASY[:3]))[-1] == few


def test_without_a_crowd_nothing_is_said_of_one(tmp_path: Path) -> None:
    assert crowd_of([GOOD]) == []
    assert "The crowd" not in render([GOOD]) + digest([GOOD])
    assert write_crowd(tmp_path / "crowd.json", [GOOD]) is None


def test_disparities_that_are_certain_come_first() -> None:
    gaps: list[Disparity] = disparities([*EASY, *KEYS, stopped("few", 40)])
    assert [each.persona for each in gaps] == ["keys", "few"]
