"""The score is plain sums: what was broken, what was noticed, and how sure so few trials can make one."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from mystery_shopper.prove.faults import NONE, Dose, Fault
from mystery_shopper.prove.journal import Journal
from mystery_shopper.prove.planning import Plan, jobs_for, stratified
from mystery_shopper.prove.playing import Noticed, Played
from mystery_shopper.prove.scoring import Score, Verdict, score, wilson
from mystery_shopper.prove.telling import as_data, print_score, sums
from mystery_shopper.run import personas_of

PEOPLE = personas_of(Path(__file__).parents[1])
DRIFT = Fault("drift", "price-drift", ("basket",), "dom", script="x")
LOST = Fault("lost", "email-missing", ("mail",), "mail", switches=("mail-lost",))
DEAD = Fault("dead", "dead-click", ("choose",), "dom", script="x")
DECOY = Fault("decoy", NONE, (), "dom", script="x")


def noticed(kind: str, moment: str = "basket", owner: str = "backend", mark: str = "") -> Noticed:
    return Noticed(kind, moment, owner, "critical", "", f"{kind}!", mark or f"{kind} {moment}")


def visit(*faults: Fault, found: tuple[Noticed, ...] = (), repeat: int = 0, **more: object) -> Played:
    names = [each.id for each in faults]
    made = Played(f"{'+'.join(names)}|{repeat}", names, "calm", "purchase", 1, repeat, list(found))
    made.took = names
    for key, value in more.items():
        setattr(made, key, value)
    return made


def verdicts(made: Score) -> list[Verdict]:
    return [each.verdict for each in made.trials]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (97, 100, 0.9155, 0.9897)],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(counts: tuple[int, int]) -> None:
    hits, of = counts
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-9
    assert hits / of - 1e-9 <= high <= 1


def test_a_fault_is_caught_by_a_finding_of_its_kind() -> None:
    made = score([DRIFT], [visit(DRIFT, found=(noticed("price-drift"),))])
    assert verdicts(made) == [Verdict.CAUGHT]
    assert (made.trials[0].moment_right, made.trials[0].owner_right) == (True, True)
    assert (str(made.recall())[:4], made.precision().value) == ("1.00", 1.0)


def test_the_wrong_moment_or_team_is_caught_all_the_same_and_told() -> None:
    made = score([DRIFT], [visit(DRIFT, found=(noticed("price-drift", "pay", "web"),))])
    assert verdicts(made) == [Verdict.CAUGHT]
    assert (made.right_moment().hits, made.right_owner().hits) == (0, 0)


def test_a_fault_of_several_names_goes_to_the_team_of_the_one_that_was_noticed() -> None:
    either = Fault("either", "purchase-failed", (), "dom", script="x", or_kinds=("email-missing",))
    made = score([either], [visit(either, found=(noticed("email-missing", "mail", "CRM"),))])
    assert (verdicts(made), made.right_owner().hits) == ([Verdict.CAUGHT], 1)
    named = Fault("named", "purchase-failed", (), "dom", script="x", or_kinds=("email-missing",), owner="product")
    made = score([named], [visit(named, found=(noticed("email-missing", "mail", "CRM"),))])
    assert made.right_owner().hits == 0, "the file says whose it is"


def test_another_kind_instead_is_a_miss_and_a_false_finding() -> None:
    made = score([DRIFT], [visit(DRIFT, found=(noticed("total-wrong"),))])
    assert verdicts(made) == [Verdict.MISSED]
    assert made.confusion() == {"price-drift": {"total-wrong": 1}}
    assert (made.recall().hits, made.precision().of) == (0, 1)


def test_what_a_fault_allows_beside_it_is_no_false_finding() -> None:
    fault = Fault("drift", "price-drift", (), "dom", also=("total-wrong",), script="x")
    made = score([fault], [visit(fault, found=(noticed("price-drift"), noticed("total-wrong")))])
    assert made.precision().value == 1.0


@pytest.mark.parametrize(("found", "verdict"), [((), Verdict.QUIET), ((noticed("dead-click"),), Verdict.FALSE_ALARM)])
def test_a_decoy_should_stay_quiet(found: tuple[Noticed, ...], verdict: Verdict) -> None:
    assert verdicts(score([DECOY], [visit(DECOY, found=found)])) == [verdict]


@pytest.mark.parametrize(("times", "verdict"), [(0.9, Verdict.FALSE_ALARM), (1.1, Verdict.CAUGHT)])
def test_a_dose_below_the_limit_is_a_decoy(times: float, verdict: Verdict) -> None:
    fault = Fault("slow", "slow-server", (), "network", dose=Dose(times, 800 * times, "ms"))
    made = score([fault], [visit(fault, found=(noticed("slow-server"),))])
    assert verdicts(made) == [verdict]
    assert {dose: each.value for dose, each in made.doses()["slow-server"].items()} == {times: 1.0}


def test_what_lies_behind_a_fault_that_ended_the_visit_was_not_reached() -> None:
    played = visit(DEAD, LOST, found=(noticed("dead-click", "choose"),), outcome="stopped", moment="choose")
    assert verdicts(score([DEAD, LOST], [played])) == [Verdict.CAUGHT, Verdict.NOT_REACHED]


def test_a_single_fault_whose_visit_was_stopped_is_missed_and_never_not_reached() -> None:
    played = visit(LOST, outcome="stopped", moment="choose", took=[])
    assert verdicts(score([LOST], [played])) == [Verdict.MISSED]


def test_a_fault_whose_element_never_came_is_counted_for_nothing() -> None:
    made = score([DRIFT], [visit(DRIFT, took=[])])
    assert verdicts(made) == [Verdict.NOT_FELT]
    assert made.recall().of == 0


def test_a_strange_shops_own_findings_are_not_the_faults() -> None:
    own = noticed("price-drift", mark="own")
    visits = [visit(found=(own,)), visit(DRIFT, found=(own,))]
    made = score([DRIFT], visits, strange=True)
    assert verdicts(made) == [Verdict.OWN], "nobody can tell the fault from what the shop has itself"
    assert (made.recall().of, "faults that the shop has itself" in dict(sums(made))) == (0, True)
    assert verdicts(score([DRIFT], visits)) == [Verdict.CAUGHT]
    other = visit(DRIFT, found=(noticed("price-drift", "pay", mark="own"), noticed("low-contrast", mark="own")))
    assert verdicts(score([DRIFT], [visit(found=tuple(other.findings)), other], strange=True)) == [Verdict.MISSED]


def test_what_a_strange_shop_shows_on_another_errand_is_no_false_finding() -> None:
    jumps = noticed("layout-shift", "choose")
    clean = visit(found=(jumps,))
    clean.errand = "decline"
    caught = visit(DRIFT, found=(jumps, noticed("price-drift")))
    [trial] = score([DRIFT], [visit(), clean, caught], strange=True).trials
    assert (trial.verdict, trial.instead) == (Verdict.CAUGHT, ())
    [decoy] = score([DECOY], [visit(), clean, visit(DECOY, found=(jumps,))], strange=True).trials
    assert decoy.verdict is Verdict.QUIET
    [trial] = score([DRIFT], [visit(), clean, caught]).trials  # the embedded shop has nothing of its own
    assert trial.instead == ("layout-shift",)
    shifts = Fault("shifts", "layout-shift", ("choose",), "dom", script="x")
    assert verdicts(score([shifts], [visit(), clean, visit(shifts, found=(jumps,))], strange=True)) == [Verdict.CAUGHT]


def test_what_lies_behind_the_end_of_a_strange_shop_is_not_reached() -> None:
    clean, broken = (visit(*faults, outcome="stopped", moment="find") for faults in ((), (DRIFT,)))
    assert verdicts(score([DRIFT], [clean, broken], strange=True)) == [Verdict.NOT_REACHED]
    early = Fault("early", "price-missing", ("arrive",), "dom", script="x")
    passed = visit(early, outcome="stopped", moment="find")
    assert verdicts(score([early], [clean, passed], strange=True)) == [Verdict.MISSED], "she came past it before"
    further = visit(DRIFT, outcome="stopped", moment="basket")
    assert verdicts(score([DRIFT], [clean, further], strange=True)) == [Verdict.MISSED]
    assert verdicts(score([DRIFT], [clean, broken])) == [Verdict.MISSED], "the embedded shop has no excuse"


def test_stability_is_the_share_of_repeats_that_agree() -> None:
    same = (noticed("price-drift"),)
    made = score([DRIFT], [visit(DRIFT, found=same if number else (), repeat=number) for number in range(4)])
    assert (made.stability().hits, made.stability().of) == (3, 4)


def test_a_sample_is_spread_over_the_kinds() -> None:
    faults = [Fault(f"{kind}-{n}", kind, (), "dom") for kind in ("a", "b", "c") for n in range(9)]
    taken = stratified(faults, 6, seed=1)
    assert sorted(each.kind for each in taken) == ["a", "a", "b", "b", "c", "c"]
    assert taken == stratified(faults, 6, seed=1)


def test_a_plan_has_a_clean_visit_for_everyone_who_comes_and_repeats() -> None:
    jobs = jobs_for([DRIFT, LOST], PEOPLE, Plan(repeats=3))
    assert [len(each.faults) for each in jobs].count(0) == 1
    assert len(jobs) == 1 + 2 * 3
    assert len({each.key for each in jobs}) == len(jobs)


def test_several_faults_meet_at_different_moments_in_their_order() -> None:
    jobs = jobs_for([LOST, DRIFT, DEAD], PEOPLE, Plan(together=(3,), meetings=1))
    [met] = [each for each in jobs if len(each.faults) == 3]
    assert [each.name for each in met.faults] == ["dead", "drift", "lost"]


def test_clean_visits_are_made_by_everybody_until_there_are_enough() -> None:
    jobs = [each for each in jobs_for([DRIFT], PEOPLE, Plan(clean=40)) if not each.faults]
    assert len(jobs) == 40
    assert {each.persona for each in jobs} == set(PEOPLE)


def test_a_run_that_was_interrupted_goes_on_and_one_that_is_over_begins_anew(tmp_path: Path) -> None:
    one, two = visit(DRIFT, found=(noticed("price-drift"),)), visit(LOST)
    journal = Journal(tmp_path)
    assert journal.begin({one.key}, fresh=True) == [], "there may be nothing to set aside"
    assert journal.begin({one.key, two.key}) == []
    journal.add(one)
    with journal.path.open("a") as file:
        file.write('{"key": "torn')
    assert Journal(tmp_path).begin({one.key, two.key}) == [one]
    assert Journal(tmp_path).begin({two.key}) == []
    journal.end()
    assert Journal(tmp_path).begin({one.key, two.key}) == []
    assert not journal.path.exists()


def test_what_an_interrupted_run_found_at_another_shop_is_set_aside(tmp_path: Path) -> None:
    one = visit(DRIFT, found=(noticed("price-drift"),))
    Journal(tmp_path, "https://one.example/").add(one)
    assert Journal(tmp_path, "https://one.example/").begin({one.key}) == [one]
    assert Journal(tmp_path, "https://two.example/").begin({one.key}) == []
    assert list(tmp_path.glob("*.previous.jsonl")), "it is kept beside the new one"


def test_the_score_is_told_as_a_table_and_as_data() -> None:
    made = score(
        [DRIFT, LOST, DECOY], [visit(), visit(DRIFT, found=(noticed("price-drift"),)), visit(LOST), visit(DECOY)]
    )
    page = Console(file=StringIO(), width=120)
    print_score(page, made)
    text = page.file.getvalue()  # type: ignore[attr-defined]
    assert "drift  price-drift" in text
    assert "1 of 2  0.50" in text
    data = json.loads(json.dumps(as_data(made)))
    assert data["recall"] == {"hits": 1, "of": 2, "share": 0.5, "wilson95": [0.0945, 0.9055]}
    assert {each["fault"]: each["verdict"] for each in data["faults"]} == {
        "drift": "caught",
        "lost": "missed",
        "decoy": "quiet",
    }
