"""The shipped vocabulary: large enough, natural for every pronoun, and never ambiguous."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pytest_bdd.steps import step_function_context_registry

from mystery_shopper import words
from mystery_shopper.sentences import Sentence, Vocabulary

MODULES = words.modules()
NAMES = {each.__name__ for each in MODULES}
STEPS = [each for each in step_function_context_registry.values() if each.step_func.__module__ in NAMES]
SENTENCES = [each.parser for each in STEPS if isinstance(each.parser, Sentence)]
SAMPLES = {
    "string": '"blue mug"',
    "int": "3",
    "duration": "30 seconds",
    "word": "minor",
    "money": "12.50 £",
    "basket": "the basket",
}
SPEAKERS = (
    {"who": "she", "whose": "her", "whom": "her", "they": "she", "their": "her", "them": "her"},
    {"who": "Ann", "whose": "Ann's", "whom": "Ann", "they": "she", "their": "her", "them": "her"},
    {"who": "he", "whose": "his", "whom": "him", "they": "he", "their": "his", "them": "him"},
    {"who": "I", "whose": "my", "whom": "me", "they": "I", "their": "my", "them": "me", "basket": "my bag"},
    {"who": "they", "whose": "their", "whom": "them", "they": "they", "their": "their", "them": "them"},
    {
        "who": "the shopper", "whose": "the shopper's", "whom": "the shopper", "they": "they", "their": "their",
        "them": "them", "basket": "their cart",
    },
    {
        "who": "The customer", "whose": "the customer\u2019s", "whom": "the customer", "they": "it", "their": "the",
        "them": "them",
    },
    {"who": "Zoë-Anne", "whose": "James'", "whom": "James", "they": "she", "their": "her", "them": "her"},
    {"who": "Łukasz", "whose": "Łukasz's", "whom": "Γιώργος", "they": "he", "their": "his", "them": "him"},
)  # fmt: skip


def spoken(expression: str, speaker: dict[str, str], *, last: bool) -> str:
    """Say a sentence: with its optional endings and last alternatives, or without and with the first ones."""
    said = {**SAMPLES, **speaker}
    text = re.sub(r"\((\w+)\)", r"\1" if last else "", expression)
    text = re.sub(r"[^\s/{}\"]+(?:/[^\s/{}\"]+)+", lambda found: found.group().split("/")[-1 if last else 0], text)
    return re.sub(r"\{(\w+)\}", lambda found: said[found.group(1)], text)


def ways(expression: str) -> Iterator[str]:
    for speaker in SPEAKERS:
        for last in (False, True):
            yield spoken(expression, speaker, last=last)


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES) >= 70
    assert len({each.readable for each in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each.readable)
def test_a_sentence_is_understood_from_everybody_and_in_one_way_only(sentence: Sentence) -> None:
    for text in ways(sentence.name):
        meant = {each.step_func for each in STEPS if each.parser.is_matching(text)}
        assert len(meant) == 1, f"{text!r} is understood by {[each.__name__ for each in meant]}"


@pytest.mark.parametrize(
    "text",
    [
        'they are "kim"',
        'I am a "kim"',
        'they are held up at the "payment"',
        "I am told why",
        "they are told that the payment was declined",
        "I am away for 5 s",
        "a confirmation e-mail reaches Edith within 30 seconds",
        "a confirmation e-mail reaches the shopper within 30 seconds",
        "nothing held the shopper up",
        "everything they put in their basket is still there",
        "I open my basket",
        'they add "Mug" to their cart',
        "the cart is empty",
        'Łukasz is the persona "kim"',
        "美咲 opens the shop",
    ],
)
def test_whoever_it_is_about_reads_naturally(text: str) -> None:
    assert Vocabulary(MODULES).match(text) is not None


@pytest.mark.parametrize(("spoken", "who"), [("Edith", "Edith"), ("him", "she"), ("the shopper", "the shopper")])
def test_whom_an_e_mail_reaches_is_who_was_named(spoken: str, who: str) -> None:
    found = Vocabulary(MODULES).match(f"a confirmation e-mail reaches {spoken} within 1 s")
    assert found is not None
    assert found.args["who"] == who


@pytest.mark.parametrize(
    "sentence", [each for each in SENTENCES if each.name.startswith("{who}")], ids=lambda each: each.readable
)
def test_everything_that_somebody_does_can_be_tried(sentence: Sentence) -> None:
    text = spoken(sentence.name, SPEAKERS[1], last=False).replace("Ann ", "Ann tries to ", 1)
    found = sentence.parse_arguments(text)
    assert found is not None, text
    assert found["trying"] is True
    plain = sentence.parse_arguments(spoken(sentence.name, SPEAKERS[1], last=True))
    assert plain is not None
    assert plain["trying"] is False


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda each: each.readable)
def test_the_list_of_words_can_be_copied_into_a_scenario(sentence: Sentence) -> None:
    values = {"duration": "30 seconds", "int": "3", "money": "12 £", "word": "minor", "string": "blue mug"}
    kinds = iter(re.findall(r"\{(string|int|money|duration|word)\}", sentence.name))
    text = re.sub(r"\{\w+\}", lambda _: values[next(kinds)], sentence.readable)
    assert "{" not in text
    assert sentence.is_matching(text), text


def test_the_vocabulary_knows_its_own_sentences() -> None:
    known = Vocabulary(MODULES)
    assert sorted(known.all()) == sorted(each.readable for each in SENTENCES)
    assert known.match("she dreams of a better shop") is None


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ('Ann searches for "a "', {"who": "Ann", "query": "a "}),
        ('they put 3 "Blue mug" in their basket', {"who": "they", "pieces": 3, "name": "Blue mug"}),
        ("a confirmation e-mail reaches him within 2 minutes", {"within": 120.0}),
        ("she has 1.5 s of patience", {"who": "she", "seconds": 1.5}),
        ("nothing worse than minor got in Ann's way", {"who": "Ann", "severity": "minor"}),
        ('"price-drift" is noticed at the "basket" and goes to "Web"', {"kind": "price-drift", "owner": "Web"}),
        ('Zoë buys "Mug" with the "visa-3ds" card', {"who": "Zoë", "product": "Mug", "card": "visa-3ds"}),
        ("the price she pays is the price she was shown", {"who": "she"}),
        ("the basket still holds 2 pieces", {"number": 2}),
    ],
)
def test_arguments_come_as_what_they_are(text: str, arguments: dict[str, object]) -> None:
    found = Vocabulary(MODULES).match(text)
    assert found is not None
    assert arguments.items() <= found.args.items()


@pytest.mark.parametrize(
    "text",
    [
        "she opened the shop",
        "opens the shop",
        "she open s the shop",
        "she searches for lamp",
        'she searches for "lamp" and "shade"',
        "Ann Lee opens the shop",
        "she has some patience",
        "the basket holds two pieces",
        "she tries opening the shop",
    ],
)
def test_what_is_nearly_a_sentence_is_none(text: str) -> None:
    assert Vocabulary(MODULES).match(text) is None
