"""Invites a new customer: asks a few questions, refuses what makes no sense, and writes the persona's file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mystery_shopper.errors import DataError, SettingsError
from mystery_shopper.model import Persona
from mystery_shopper.personas import TRAITS, read_personas
from mystery_shopper.personas.drawing import plain
from mystery_shopper.problems import Problem, raise_first
from mystery_shopper.yaml.files import Node

Ask = Callable[[str], str]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for one trait; an empty answer takes ``usual``, and leaves the trait out where that is empty.

    A bare number gets the ``unit`` that it is read in, so that the file says it.
    """

    trait: str
    text: str
    usual: str = ""
    unit: str = ""


QUESTIONS: Final = (
    Question("name", "What do you call this customer? As in: Marian, who remembers promises"),
    Question("story", "Their story, in a sentence or two"),
    Question("pronoun", "she, he or they?", "they"),
    Question("locale", "Language and country, as in en-GB, fr-FR or de-AT", "en-GB"),
    Question("device", "What do they hold? As in desktop, laptop, pixel-7, iphone-14, ipad", "desktop"),
    Question("network", "On which line? As in unthrottled, dense-4g, slow-4g or regular-3g", "unthrottled"),
    Question("patience", "After how long without an answer do they leave?", "10 s", unit="s"),
    Question("forms", "Do they let the browser fill in forms (autofill), or type each field (types)?", "autofill"),
    Question("cookies", "Asked about cookies: accepts or rejects?", "accepts"),
    Question("finds", "What will they be good at finding? It stands on their card"),
)

NEEDS: Final[Mapping[str, Mapping[str, str]]] = {
    "uses the keyboard alone": {"input": "keyboard"},
    "hears the page instead of seeing it": {"perceives": "names", "input": "keyboard"},
    "zooms to 400 %": {"zoom": "400%"},
    "reads large letters": {"text": "200%"},
    "has hands that tremble": {"aim": "2.5 mm", "typos": "8%"},
    "needs pages that keep still": {"motion": "reduced"},
    "blocks third parties": {"blocks": "third-parties"},
    "has an apostrophe in the name": {"names": "apostrophe"},
    "has a very long name": {"names": "forty-letters"},
    "gets the post in a box": {"address": "po-box"},
    "cannot tell red from green": {"vision": "deuteranopia"},
    "loses the line in tunnels": {"offline": "3 s"},
    "sends presents to others": {"parcel": "gift", "forms": "types"},
    "leaves the basket until the next day": {"habits": "sleeps-on-it"},
}
"""What can make shopping harder, in words, with the traits that say it."""

_TAKEN: Final = ("mix", "new", "shopper")
"""Names that mean something else: the file of the mix, the command that asks, the shipped persona."""


def invite(folder: Path, ask: Ask, tell: Tell) -> Persona:
    """Ask for a new persona, write its file into a folder of personas, and return the persona.

    Raises:
        SettingsError: when nobody answers, as where there is no terminal.
        DataError: when the answers contradict each other; nothing is left of the file then.
    """
    taken = {each.name.casefold(): each.id for each in read_personas([folder], []).values()}
    try:
        answers = {each.trait: _answer(each, ask, tell, taken) for each in QUESTIONS}
        answers |= _needs(ask, tell)
    except EOFError:
        raise SettingsError(
            "Nobody answered. Run this in a terminal, or write the file by hand: docs/personas.md shows one."
        ) from None
    path = _free_path(folder, answers["name"])
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {trait: value for trait, value in answers.items() if value and not _is_usual(trait, value)}
    path.write_text("".join(f"{trait}: {_quoted(value)}\n" for trait, value in said.items()), "utf-8")
    problems: list[Problem] = []
    found = read_personas([folder], problems)
    if path.stem not in found:
        path.unlink()
        raise_first(problems)
    return found[path.stem]


def introduction(guest: Persona) -> str:
    """Return the sentence by which a scenario brings somebody in: by name where it is one word, else by pronoun."""
    called = guest.name.split(",")[0].strip()
    if not re.fullmatch(r"[^\W\d_][\w'\u2019-]*", called):
        called = guest.pronoun
    return f'Given {called} {"are" if called == "they" else "is"} "{guest.id}"'


def first_feature(guest: Persona) -> str:
    """Return a feature file that sends somebody into the shop, ready to be pasted."""
    verb = "open" if guest.pronoun == "they" else "opens"
    return (
        f"# features/{guest.id}.feature\n"
        f"Feature: {guest.name}\n\n"
        "  Scenario: A first visit\n"
        f"    {introduction(guest)}\n"
        f"    When {guest.pronoun} {verb} the shop\n"
    )


def _answer(question: Question, ask: Ask, tell: Tell, taken: Mapping[str, str]) -> str:
    """Return an answer that the persona's file may hold; a wrong one is explained and asked for again."""
    prompt = f"{question.text}{f' [{question.usual}]' if question.usual else ''}: "
    while True:
        said = " ".join(ask(prompt).split()) or question.usual
        said += f" {question.unit}" if question.unit and re.fullmatch(r"\d+(?:[.,]\d+)?", said) else ""
        wrong = _wrong(question.trait, said)
        if question.trait == "name" and said.casefold() in taken:
            wrong = f"'{taken[said.casefold()]}' has the name {said!r} already. Give this customer another one."
        if not wrong:
            return said
        tell(f"  {wrong}")


def _wrong(trait: str, said: str) -> str:
    if not said:
        return f"'{trait}' cannot be left out." if TRAITS[trait].required else ""
    try:
        TRAITS[trait].read(Node("", 0, said, f"'{trait}'"))
    except DataError as trouble:
        return trouble.problem
    if trait == "locale" and not re.search(r"[-_]", said):
        return f"'locale' is {said!r} and names no country. Add one, as in `en-GB`."
    return ""


def _is_usual(trait: str, value: str) -> bool:
    """Say whether a persona's file need not say this, because it is so without."""
    return not TRAITS[trait].required and any(each.usual == value for each in QUESTIONS if each.trait == trait)


def _needs(ask: Ask, tell: Tell) -> dict[str, str]:
    words = list(NEEDS)
    tell("Does anything make shopping harder for them? Numbers with commas, or nothing:")
    for number, word in enumerate(words, start=1):
        tell(f"  {number:>2}  {word}")
    while True:
        said = ask("Which? ")
        chosen = [each for each in re.split(r"[\s,]+", said.strip()) if each]
        if all(each.isdigit() and 1 <= int(each) <= len(words) for each in chosen):
            traits = {key: value for each in chosen for key, value in NEEDS[words[int(each) - 1]].items()}
            if traits.get("input") == "keyboard":  # and so she points at nothing
                traits.pop("aim", None)
            return traits
        tell(f"  {said.strip()!r} is not among them. Numbers from 1 to {len(words)}, such as `1, 3`; or just Enter.")


def _free_path(folder: Path, called: str) -> Path:
    """Return a path that nobody has, named after the first words of the customer's name."""
    stem = "-".join(re.findall(r"[a-z0-9]+", plain(called.split(",")[0]))[:3]) or "customer"
    tries = (folder / f"{stem}{f'-{number}' if number else ''}.yaml" for number in range(1000))
    return next(each for each in tries if not each.exists() and each.stem not in _TAKEN)


def _quoted(value: str) -> str:
    """Return a value as YAML reads it back: quoted where its letters would mean something."""
    risky = re.search(r"^[-?%@`]|[:#\[\]{}&*!|>'\",]", value) or value.lower() in (
        "yes",
        "no",
        "on",
        "off",
        "null",
        "~",
    )
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if risky else value
