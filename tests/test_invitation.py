"""A new customer is invited by answering questions; what makes no sense is explained and asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mystery_shopper.errors import SettingsError
from mystery_shopper.invitation import NEEDS, QUESTIONS, invite
from mystery_shopper.model import Persona
from mystery_shopper.personas import load_personas
from mystery_shopper.portraits import lives

ANSWERS = ["Olga, on the night shift", 'She says: "no".', "she", "", "pixel-7", "", "", "", "", "slow pages"]


def invited(folder: Path, answers: list[str]) -> tuple[Persona, list[str]]:
    """Return who was invited by some answers, and everything that was told on the way."""
    told: list[str] = []
    rest: Iterator[str] = iter(answers)

    def ask(question: str) -> str:
        told.append(question)
        for each in rest:
            return each
        raise EOFError

    return invite(folder, ask, told.append), told


def test_answers_become_a_persona_that_can_be_sent(tmp_path: Path) -> None:
    olga, _ = invited(tmp_path, [*ANSWERS, "5, 1"])
    assert (olga.id, olga.pronoun, olga.locale, olga.device.name) == ("olga", "she", "en-GB", "pixel-7")
    assert (olga.story, olga.finds) == ('She says: "no".', "slow pages")
    assert (olga.aim_mm, olga.typos, olga.input) == (2.5, 0.08, "keyboard")
    assert load_personas([tmp_path]) == {"olga": olga}


@pytest.mark.parametrize(
    ("place", "wrong", "said"),
    [
        (1, "", "'story' cannot be left out."),
        (2, "her", "'pronoun' is 'her'."),
        (3, "en", "'locale' is 'en' and names no country."),
        (4, "pixel-77", "Did you mean 'pixel-7'?"),
        (6, "long", "a duration such as `30 s`"),
    ],
)
def test_a_wrong_answer_is_explained_and_asked_again(tmp_path: Path, place: int, wrong: str, said: str) -> None:
    answers = [*ANSWERS[:place], wrong, *ANSWERS[place:], ""]
    olga, told = invited(tmp_path, answers)
    assert olga.id == "olga"
    assert any(said in each for each in told)


def test_a_name_that_somebody_has_is_asked_again(tmp_path: Path) -> None:
    invited(tmp_path, [*ANSWERS, ""])
    _, told = invited(tmp_path, [ANSWERS[0], "Oleg, in the dark", *ANSWERS[1:], ""])
    assert any("'olga' has the name 'Olga, on the night shift' already." in each for each in told)
    assert set(load_personas([tmp_path])) == {"olga", "oleg"}


def test_a_number_that_is_not_on_the_list_is_asked_again(tmp_path: Path) -> None:
    _, told = invited(tmp_path, [*ANSWERS, "77", "3"])
    assert any(f"Numbers from 1 to {len(NEEDS)}" in each for each in told)


def test_every_need_can_be_met(tmp_path: Path) -> None:
    for number, traits in enumerate(NEEDS.values(), start=1):
        answers = [f"Guest {number}", "x", "they", "en-GB", "desktop", *[""] * (len(QUESTIONS) - 5), str(number)]
        guest, _ = invited(tmp_path, answers)
        assert guest.id == f"guest-{number}"
        assert traits


def test_nobody_is_overwritten(tmp_path: Path) -> None:
    invited(tmp_path, [*ANSWERS, ""])
    second, _ = invited(tmp_path, ["Olga, by day", *ANSWERS[1:], ""])
    assert second.id == "olga-1"


def test_where_nobody_answers_the_way_without_questions_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"Nobody answered.*docs/personas\.md"):
        invited(tmp_path, ANSWERS[:3])
    assert list(tmp_path.iterdir()) == []


def test_a_card_tells_how_somebody_lives(tmp_path: Path) -> None:
    olga, _ = invited(tmp_path, [*ANSWERS, "2, 3, 8"])
    told = dict(lives(olga))
    assert told["holds"] == "pixel-7 with the keyboard alone"
    assert "hears roles and names only" in told["needs"]
    assert "pages at 400 %" in told["needs"]
    assert told["is called"] == "by a family name with an apostrophe"
    assert told["finds"] == "slow pages"
