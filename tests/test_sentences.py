"""How a sentence becomes a call: who is meant, what was said, what pytest gives, and what happens to trouble."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass
from typing import Any, cast

import pytest
from friction_facts import ANNA, CONDITIONS, journey
from playwright.sync_api import Error
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from mystery_shopper.cast import Cast
from mystery_shopper.errors import HeldUp, Inconclusive, SettingsError
from mystery_shopper.model import Persona
from mystery_shopper.recorder import Recorder
from mystery_shopper.sentences import Sentence, Vocabulary, is_shipped, says
from mystery_shopper.shopper import Shopper
from mystery_shopper.words import modules


@dataclass
class Somebody:
    """What a cast needs of a shopper."""

    name: str
    persona: Persona
    recorder: Recorder

    def held_up(self, what: str) -> HeldUp:
        return HeldUp(what)


heard: list[tuple[Any, ...]] = []


@says("{who} wave(s) {string} {int} time(s) in {duration} for {money}")
def waves(shopper: Shopper, thing: str, times: int, seconds: float, price: str, tmp_path: str = "/") -> None:
    heard.append((shopper.name, thing, times, seconds, price))


@says("nobody takes {whose} hat", "{who} keep(s) {their} hat")
def keeps(shopper: Shopper) -> None:
    heard.append((shopper.name,))


@says("the sun shines")
def shines(shopper: Shopper, request: object) -> None:
    heard.append((shopper.name, request))


@says("{who} is the friend {string}")
def enters(cast: Cast, who: str, persona: str) -> None:
    cast.introduce(who, persona)


@says("{who} meet(s) {word}")
def meets(shopper: Shopper, trouble: str, cast: Cast) -> None:
    raise {
        "shop": HeldUp("the door is shut"),
        "bank": Inconclusive("a puzzle"),
        "browser": Error("Target page, context or browser has been closed"),
        "crash": Error("Target crashed"),
        "network": Error("Page.goto: net::ERR_INTERNET_DISCONNECTED at http://s.example/\nCall log:\n- a\n"),
        "playwright": Error("Unknown key: Foo\nCall log: b"),
        "reload": Error("Page.evaluate: Execution context was destroyed"),
        "python": KeyError("mug"),
        "settings": SettingsError("no such word"),
    }[trouble]


HERE = sys.modules[__name__]


def step(text: str) -> StepFunctionContext:
    [found] = [
        each
        for each in step_function_context_registry.values()
        if each.step_func.__module__ == __name__ and each.parser.is_matching(text)
    ]
    return found


def perform(text: str, players: Cast, **fixtures: object) -> Cast:
    """Do what pytest-bdd does with a step."""
    found = step(text)
    arguments = found.parser.parse_arguments(text) or {}
    wanted = inspect.signature(found.step_func).parameters
    given = {name: value for name, value in {**fixtures, "cast": players, **arguments}.items() if name in wanted}
    found.step_func(**given)
    return players


def why_not(players: Cast) -> list[str]:
    """Return why each visit says nothing about the shop."""
    said = [each.recorder.ever("inconclusive") for each in players.shoppers.values()]
    return [str(each[0].value) for each in said if each]


@pytest.fixture
def players() -> Cast:
    """A cast of people without a browser."""
    heard.clear()

    def invite(persona: Persona, name: str) -> Shopper:
        return cast(Shopper, Somebody(name or "Hilary", persona, Recorder(persona, journey(), CONDITIONS)))

    return Cast(invite, lambda **_: None, {"anna": ANNA}, "anna")


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("she waves \"a 'b'\" 3 times in 2 minutes for £1,299.99", ("Hilary", "a 'b'", 3, 120.0, "£1,299.99")),
        ('I wave "" 1 time in 1.5 s for 12 €', ("Hilary", "", 1, 1.5, "12 €")),
        ('she waves "x" -1 times in 250 ms for 0.01', ("Hilary", "x", -1, 0.25, "0.01")),
        ("nobody takes her hat", ("Hilary",)),
        (
            'she\u00a0waves "x\u202fy" 1 time in 1\u00a0s for 1\u202f299,99\u00a0€',
            ("Hilary", "x y", 1, 1.0, "1 299,99 €"),
        ),
        ("the shopper keeps their hat", ("Hilary",)),
    ],
)
def test_what_was_said_arrives_as_what_it_is(players: Cast, text: str, call: tuple[object, ...]) -> None:
    perform(text, players)
    assert heard == [call]


def test_what_pytest_gives_arrives_by_its_name(players: Cast) -> None:
    perform("the sun shines", players, request="the request")
    assert heard == [("Hilary", "the request")]


def test_a_parameter_with_a_default_is_no_fixture() -> None:
    assert "tmp_path" not in inspect.signature(step('she waves "x" 1 time in 1 s for 1').step_func).parameters


def test_a_pronoun_means_whoever_acted_last(players: Cast) -> None:
    for text in (
        'Ann is the friend "anna"',
        'Bob is the friend "Anna"',
        "he keeps his hat",
        "Ann keeps her hat",
        "she keeps her hat",
        "nobody takes Bob's hat",
        "nobody takes his hat",
        "the customer keeps the hat",
    ):
        perform(text, players)
    assert [name for (name,) in heard] == ["Bob", "Ann", "Ann", "Bob", "Bob", "Bob"]


@pytest.mark.parametrize("name", ["James's", "James'", "james\u2019s"])
def test_a_name_that_ends_in_s_keeps_it(players: Cast, name: str) -> None:
    perform('James is the friend "anna"', players)
    perform('Zoe is the friend "anna"', players)
    perform(f"nobody takes {name} hat", players)
    assert heard == [("James",)]


def test_the_first_pronoun_invites_the_default_persona(players: Cast) -> None:
    assert [each.persona for each in perform("they keep their hat", players).shoppers.values()] == [ANNA]


@pytest.mark.parametrize("text", ["she keeps her hat", 'Ann is the friend "anna"'])
def test_the_story_of_who_comes_opens_that_of_the_visit(players: Cast, text: str) -> None:
    [shopper] = perform(text, players).shoppers.values()
    assert [each.value for each in shopper.recorder.ever("note")] == [ANNA.story]


def test_of_a_crowd_it_is_told_whose_part_somebody_took(players: Cast) -> None:
    players.drawn = ANNA
    [shopper] = perform('Ann is the friend "anna"', players).shoppers.values()
    assert [each.value for each in shopper.recorder.ever("note")] == ["Hilary came in the part of Ann.", ANNA.story]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Zoe keeps her hat", "Nobody in this scenario is called 'Zoe' (so far: Ann). Introduce her first: "),
        (
            "Anna keeps her hat",
            "Nobody in this scenario is called 'Anna' (so far: Ann). Did you mean 'Ann'? Introduce ",
        ),
        ('ann is the friend "anna"', "ann is in this scenario already."),
        ('Bob is the friend "anno"', "There is no persona 'anno'. Did you mean 'anna'?"),
    ],
)
def test_names_are_checked(players: Cast, text: str, said: str) -> None:
    perform('Ann is the friend "anna"', players)
    with pytest.raises(SettingsError) as trouble:
        perform(text, players)
    assert str(trouble.value).startswith(said)


def test_being_held_up_is_the_shops_and_trying_remembers_it(players: Cast) -> None:
    with pytest.raises(HeldUp, match="the door is shut"):
        perform("she meets shop", players)
    perform("she tries to meet shop", players)
    assert [str(each) for each in players.troubles] == ["the door is shut"]
    assert why_not(players) == []


@pytest.mark.parametrize(
    ("trouble", "raised", "reason"),
    [
        ("bank", Inconclusive, "a puzzle"),
        ("browser", Inconclusive, "the browser went away in the middle of the visit"),
        ("crash", Inconclusive, "the browser went away in the middle of the visit"),
        (
            "network",
            Inconclusive,
            "the network failed: Page.goto: net::ERR_INTERNET_DISCONNECTED at http://s.example/",
        ),
        ("playwright", Error, "our own fault: Unknown key: Foo"),
        ("reload", Error, "our own fault: Page.evaluate: Execution context was destroyed"),
        ("python", KeyError, "our own fault: KeyError: 'mug'"),
    ],
)
@pytest.mark.parametrize("tries", ["meets", "tries to meet"])
def test_what_is_not_the_shops_makes_every_visit_inconclusive(
    players: Cast, tries: str, trouble: str, raised: type[Exception], reason: str
) -> None:
    perform('Ann is the friend "anna"', players)
    perform('Bob is the friend "anna"', players)
    with pytest.raises(raised):
        perform(f"Bob {tries} {trouble}", players)
    assert why_not(players) == [reason, reason]


def test_a_page_that_keeps_loading_itself_anew_holds_her_up(players: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = perform('Ann is the friend "anna"', players).who()
    for _ in range(3):
        ann.recorder.observe("navigation", 200, url="http://s.example/mug", via="script")
    monkeypatch.setattr(players, "judge", lambda **_: ann.recorder.judge())
    with pytest.raises(HeldUp, match="keeps loading itself anew"):
        perform("Ann meets reload", players)
    perform("Ann tries to meet reload", players)
    assert len(players.troubles) == 1
    assert why_not(players) == []


def test_a_sentence_with_more_arguments_than_its_function_takes_is_refused() -> None:
    with pytest.raises(TypeError, match=r"the sentence .* has 2 arguments and keeps takes 0"):
        says("{who} lend(s) {string} {int} time(s)")(keeps)


def test_the_vocabulary_lists_the_sentences_as_they_are_written() -> None:
    known = Vocabulary([HERE])
    assert set(known.all()) == {
        'she waves "{thing}" {times} times in {seconds} for {price}',
        "nobody takes her hat",
        "she keeps her hat",
        "the sun shines",
        'she is the friend "{persona}"',
        "she meets {trouble}",
    }
    found = known.match("Ann keeps her hat")
    assert found is not None
    assert (found.sentence, found.takes_table, found.takes_docstring) == ("she keeps her hat", False, False)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("she waves to the (big) door", True),
        ("she waves again and again at the (big) door", True),
        ("she waves at the small door", False),
        ("she waves at a (big) door", False),
        ("she calls at the (big) door", False),
    ],
)
def test_a_form_of_a_sentence_fits_and_another_sentence_does_not(text: str, fits: bool) -> None:
    sentence = Sentence(r"{who} wave(s)( again and again) to/at the \(big) door", ["who"])
    assert sentence.is_matching(text) is fits


def test_every_shipped_sentence_is_a_cucumber_expression() -> None:
    modules()
    shipped = {each.parser for each in step_function_context_registry.values() if is_shipped(each.step_func)}
    sentences = [each for each in shipped if isinstance(each, Sentence)]
    assert len(sentences) > 100
    for each in sentences:
        each.check()
