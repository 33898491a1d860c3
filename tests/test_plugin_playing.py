"""A suite of nothing but text files is played in a real browser: who acts, what they try, what their company adds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tiny_shop import TinyShop
from whole_suite import Result, Suite

FEATURE = """
@reading
Feature: Reading
  Scenario: Everybody in turn
    Given Edith is "shopper"
    And Ravi is a "shopper"
    When Edith opens the shop
    And he opens the page "mugs"
    And Ravi opens the shop
    And they open the page "mugs"
    Then Edith reads "blue mug"
    And Ravi reads "blue mug"
    And nothing got in Edith's way

  Scenario: Nobody is named
    When the shopper opens the shop
    And the customer opens the page "mugs"
    Then she reads "blue mug"
    And I read "blue mug"

  @persona:reader
  Scenario: Somebody whom a tag names
    When she opens the shop

  Scenario: She tries what cannot be done
    Given she opens the shop
    When she tries to press "Teleport"
    Then she is held up at the "arrive"

  Scenario: She does what cannot be done
    Given she opens the shop
    When she presses "Teleport"
    Then the page shows "never reached"

  Scenario: Only one of two is held up
    Given Ann is "shopper"
    And Bob is "shopper"
    When Ann opens the shop
    And Bob opens the shop
    And Bob presses "Teleport"
    Then Ann reads "Welcome"

  Scenario: The last of two is held up when the other has done all
    Given Ann is "shopper"
    And Bob is "shopper"
    When Ann opens the shop
    And Bob opens the shop
    And Bob presses "Teleport"

  Scenario: The company has words of its own
    When she opens the shop
    And she polishes "the blue mug" 2 times in 3 minutes
    Then the page shows "Welcome"

  Scenario: The company has a rule of its own
    When she opens the shop
    And she looks for dust
    Then "dusty-mug" is noticed at the "arrive" and goes to "Cleaning"

  Scenario: The rule of the company crashes
    When she opens the shop
    And she looks for lost dust

  Scenario: Two of one name
    Given Ann is "shopper"
    And ann is "shopper"

  Scenario Outline: She reads about <what>
    When she opens the page "<page>"
    Then the page shows "<text>"

    @quick
    Examples: Mugs
      | what | page | text     |
      | mugs | mugs | blue mug |

    Examples: Home
      | what     | page | text    |
      | the shop |      | Welcome |
"""
SECOND = """
@persona:listener
Feature: Listening
  Scenario: The feature says who
    When she opens the shop

  @persona:reader
  Scenario: The scenario says who
    When she opens the shop

  @persona:Reader @journey:DEFAULT
  Rule: A rule can say it too
    Scenario: The rule says who
      When she opens the shop

  Scenario: Everybody in turn
    Given Edith is "Rita"
    When Edith opens the shop
"""
LISTENER = """
persona: listener
name: Lou, who listens
story: He listens to everything.
pronoun: he
locale: en-GB
device: desktop
"""
READER = """
persona: reader
name: Rita, who reads
story: She reads everything.
pronoun: she
locale: en-GB
device: desktop
"""
STEPS = '''
from __future__ import annotations

from dataclasses import dataclass

from mystery_shopper import Problem, Severity, friction, says


@dataclass
class Cloth:
    colour: str = "yellow"


@says("{who} polish(es) {string} {int} time(s) in {duration}")
def polishes(shopper, thing, times, seconds, request):
    shopper.say(f"{shopper.name} polished {thing} {times} times in {seconds:g} s with a {Cloth().colour} cloth"
                f" in {request.node.name}.")
    shopper.recorder.observe("x-dust", 0)


@says("{who} look(s) for dust")
def looks_for_dust(shopper):
    shopper.recorder.observe("x-dust", 7)


@says("{who} look(s) for lost dust")
def looks_for_lost_dust(shopper):
    shopper.recorder.observe("x-dust", None)


@friction("dusty-mug", title="A mug is dusty", severity=Severity.MINOR, owner="Cleaning", category="broken promise",
          source="our own promise", harm="sneezes")
def dusty(seen):
    """A mug has more than five grains of dust."""
    if [each for each in seen.of("x-dust") if each.value is None]:
        raise LookupError("a grain is missing")
    for each in seen.of("x-dust"):
        if each.value > 5:
            yield Problem(each, expected="5 grains", observed=f"{each.value} grains", message="7 grains are over 5.")
'''


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """The suite above, played once."""
    shop = open_tiny_shop()
    shop.show("/mugs", "<p>A blue mug.</p>", title="Mugs")
    suite = Suite(tmp_path_factory.mktemp("playing") / "suite")
    suite.feature(FEATURE)
    suite.write("personas/reader.yaml", READER)
    suite.write("personas/listener.yaml", LISTENER)
    suite.feature(SECOND, "second/x")
    suite.write("steps/own.py", STEPS)
    return suite.run(shop=shop.url)


def test_feature_files_alone_are_tests_with_readable_names(played: Result) -> None:
    assert played.code == 1
    named = {each.attrib["classname"] for each in played.junit.values()}
    assert named == {"features.x.feature", "features.second.x.feature"}
    assert {"test_nobody_is_named", "test_she_reads_about_what[mugs-mugs-blue mug]"} <= played.junit.keys()


def test_names_and_pronouns_lead_to_the_right_shopper(played: Result) -> None:
    assert played.status("test_everybody_in_turn") == "passed"
    there = [each for each in played.visits if each["scenario"] == "Everybody in turn" and each["feature"] == "Reading"]
    stories = {each["shopper"]: " ".join(each["story"]) for each in there}
    assert stories.keys() == {"Edith", "Ravi"}
    assert all(story.count("/mugs") == 1 for story in stories.values()), stories


def test_the_shopper_the_customer_and_pronouns_are_one_person_when_nobody_is_named(played: Result) -> None:
    visit = played.visit("Nobody is named")
    assert (visit["persona"], visit["outcome"]) == ("shopper", "achieved")


@pytest.mark.parametrize(
    ("scenario", "persona"),
    [
        ("Nobody is named", "shopper"),
        ("Somebody whom a tag names", "reader"),
        ("The feature says who", "listener"),
        ("The scenario says who", "reader"),
        ("The rule says who", "reader"),
    ],
)
def test_the_nearest_tag_says_who_shops(played: Result, scenario: str, persona: str) -> None:
    assert played.visit(scenario)["persona"] == persona


def test_visits_of_one_name_in_two_folders_are_kept_apart(played: Result) -> None:
    visits = played.visits_of("Everybody in turn")
    assert len({each["id"] for each in visits}) == len(visits) == 3


def test_the_first_word_of_a_persona_is_name_enough(played: Result) -> None:
    [visit] = [each for each in played.visits_of("Everybody in turn") if each["feature"] == "Listening"]
    assert (visit["shopper"], visit["persona"]) == ("Edith", "reader")


def test_trying_goes_on_and_being_held_up_can_be_what_the_scenario_expects(played: Result) -> None:
    assert played.status("test_she_tries_what_cannot_be_done") == "passed"
    visit = played.visit("She tries what cannot be done")
    assert (visit["outcome"], visit["reason"]) == ("blocked", 'there is no button "Teleport"')


def test_being_held_up_ends_the_scenario_with_one_clean_message(played: Result) -> None:
    said = played.said("test_she_does_what_cannot_be_done")
    assert 'could not go on at the arrival: there is no button "Teleport"' in said
    assert len(said.splitlines()) == 3, "how it went, what failed it and whose that is, how to see it again"
    assert "Traceback" not in played.text
    assert "mystery_shopper/" not in played.text


def test_a_companion_of_somebody_who_was_held_up_says_nothing_about_the_shop(played: Result) -> None:
    ended = {each["shopper"]: each["outcome"] for each in played.visits_of("Only one of two is held up")}
    assert ended == {"Ann": "inconclusive", "Bob": "blocked"}


def test_a_companion_who_has_done_all_is_not_cut_short_by_the_last_step(played: Result) -> None:
    visits = played.visits_of("The last of two is held up when the other has done all")
    ended = {each["shopper"]: (each["outcome"], "Teleport" in each["reason"]) for each in visits}
    assert ended == {"Ann": ("achieved", False), "Bob": ("blocked", True)}


def test_a_sentence_of_the_company_gets_its_arguments_and_fixtures(played: Result) -> None:
    visit = played.visit("The company has words of its own")
    story = " ".join(visit["story"])
    assert f"{visit['shopper']} polished the blue mug 2 times in 180 s with a yellow cloth" in story
    assert "in test_the_company_has_words_of_its_own." in story
    assert visit["findings"] == []


def test_a_rule_of_the_company_is_judged_and_routed(played: Result) -> None:
    visit = played.visit("The company has a rule of its own")
    [finding] = visit["findings"]
    assert (finding["kind"], finding["owner"], finding["severity"]) == ("dusty-mug", "Cleaning", "minor")
    assert finding["observed"] == "7 grains"
    assert visit["outcome"] == "achieved with friction"


def test_a_rule_that_crashes_is_no_friction_and_is_told_with_its_place(played: Result) -> None:
    visit = played.visit("The rule of the company crashes")
    assert (visit["outcome"], visit["findings"]) == ("achieved", [])
    assert re.fullmatch(
        r"its rule failed at \S*steps/own\.py:\d+: LookupError: a grain is missing", visit["not_checked"]["dusty-mug"]
    )
    told = " ".join(played.out.split())
    assert re.search(r"dusty-mug was not checked on 1 of \d+ visits: its rule failed at", told)


def test_a_scenario_that_its_suite_broke_is_no_achieved_visit(played: Result) -> None:
    visit = played.visit("Two of one name")
    assert visit["outcome"] == "inconclusive"
    assert visit["reason"].startswith("the suite was at fault, not the shop: ann is in this scenario already.")


def test_logging_in_is_a_moment_of_its_own_on_the_map_that_names_it(
    suite: Suite, open_tiny_shop: Callable[[], TinyShop]
) -> None:
    shop = open_tiny_shop()
    asks = '<label>E-mail <input type="email" name="e"></label><label>Password <input type="password" name="p"></label>'
    shop.show("/till", f'<form action="/welcome"><h2>Log in</h2>{asks}<button>Log in</button></form>', title="Log in")
    shop.show("/welcome", "<p>Welcome back, Ann. Where does the parcel go?</p>", title="Checkout")
    suite.write("shop.yaml", f"shop: {shop.url}\naccount: {{email: ann@example.com, password: not-a-secret}}\n")
    moments = "".join(f"\n  - {{id: {each}, title: {each}, owner: Web}}" for each in ("arrive", "account", "checkout"))
    suite.write("journeys/again.yaml", f"title: Again\ngoal: Again\nmoments:{moments}\n")
    suite.write(
        "features/again.feature",
        """
        @journey:again
        Feature: Again
          Scenario: She logs in
            Given she opens the page "till"
            When she logs in
            Then the page shows "Welcome back"
        """,
    )
    visit = suite.run().visit("She logs in")
    assert (visit["outcome"], [each["id"] for each in visit["moments"]]) == ("achieved", ["arrive", "account"])


def test_every_example_of_an_outline_is_a_visit_of_its_own(played: Result) -> None:
    ids = [each["id"] for each in played.visits if each["scenario"].startswith("She reads about")]
    assert len(ids) == len(set(ids)) == 2


def test_junit_carries_who_shopped_and_what_was_found(played: Result) -> None:
    case = played.junit["test_the_company_has_a_rule_of_its_own"]
    told = [(each.attrib["name"], each.attrib["value"]) for each in case.iter("property")]
    assert ("outcome", "achieved with friction") in told
    assert ("finding", "[minor] dusty-mug at the arrival -> Cleaning: 7 grains are over 5.") in told


def test_allure_results_are_made_without_being_asked_for(played: Result) -> None:
    results = list((played.reports / "allure-results").glob("*-result.json"))
    assert len(results) == 17


def test_the_summary_is_told_once(played: Result) -> None:
    assert played.out.count("Where to look") == 1
    assert "dusty-mug" in played.out
