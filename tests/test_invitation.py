"""A new customer is invited by answering questions; what makes no sense is explained and asked again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mystery_shopper import words
from mystery_shopper.errors import SettingsError
from mystery_shopper.invitation import NEEDS, QUESTIONS, introduction, invite
from mystery_shopper.model import Persona
from mystery_shopper.personas import load_personas
from mystery_shopper.portraits import lives
from mystery_shopper.sentences import Vocabulary

DOCS = Path(__file__).parents[1] / "docs"

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
    olga, _ = invited(tmp_path, [*ANSWERS, "5, 4"])
    assert (olga.id, olga.pronoun, olga.locale, olga.device.name) == ("olga", "she", "en-GB", "pixel-7")
    assert (olga.story, olga.finds) == ('She says: "no".', "slow pages")
    assert (olga.aim_mm, olga.typos, olga.text) == (2.5, 0.08, 2.0)
    assert load_personas([tmp_path]) == {"olga": olga}


def test_a_bare_number_gets_its_unit_and_the_usual_one_is_left_out(tmp_path: Path) -> None:
    olga, _ = invited(tmp_path, [*ANSWERS[:6], "2,5", *ANSWERS[7:], ""])
    assert (olga.patience_s, 'patience: "2,5 s"\n' in (tmp_path / "olga.yaml").read_text()) == (2.5, True)
    invited(tmp_path, ["Oleg", *ANSWERS[1:6], "10", *ANSWERS[7:], ""])
    assert "patience" not in (tmp_path / "oleg.yaml").read_text()


def test_a_file_holds_what_is_not_usual_as_the_page_about_it_shows(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n# personas/olga.yaml\n(.*?)```", (DOCS / "invite.md").read_text(), re.DOTALL)
    assert shown is not None
    invited(tmp_path, [ANSWERS[0], "She shops at four in the morning with one eye open.", *ANSWERS[2:9], "", "5"])
    assert (tmp_path / "olga.yaml").read_text() == shown.group(1)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip))
def test_whatever_somebody_is_called_can_be_written_and_read_again(called: str) -> None:
    with TemporaryDirectory() as folder:
        guest, _ = invited(Path(folder), [called, called, *ANSWERS[2:], ""])
    assert guest.name == guest.story.strip() == " ".join(called.split())


@pytest.mark.parametrize("called", ["- Ann", "? Ann", "Ann\tLee", "Mix", "New, in town", "Shopper", "24", "Yes"])
def test_a_name_that_means_something_else_is_a_name_all_the_same(tmp_path: Path, called: str) -> None:
    guest, _ = invited(tmp_path, [called, *ANSWERS[1:], ""])
    assert guest.name == called.replace("\t", " ")
    assert guest.id not in ("mix", "new", "shopper")
    assert load_personas([tmp_path]) == {guest.id: guest}


@pytest.mark.parametrize(
    ("called", "pronoun", "said"),
    [
        ("Olga, on the night shift", "she", 'Given Olga is "olga"'),
        ("Łukasz", "he", 'Given Łukasz is "lukasz"'),
        ("The night nurse", "she", 'Given she is "the-night-nurse"'),
        (", without a name", "they", 'Given they are "customer"'),
    ],
)
def test_the_sentence_that_brings_a_guest_in_is_one(tmp_path: Path, called: str, pronoun: str, said: str) -> None:
    guest, _ = invited(tmp_path, [called, "x", pronoun, *ANSWERS[3:], ""])
    assert introduction(guest) == said
    assert Vocabulary(words.modules()).match(said.removeprefix("Given ")) is not None


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


def test_all_needs_together_make_one_customer(tmp_path: Path) -> None:
    guest, _ = invited(tmp_path, [*ANSWERS, ", ".join(str(number + 1) for number in range(len(NEEDS)))])
    assert (guest.input, guest.aim_mm, guest.typos) == ("keyboard", 0.0, 0.08)


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
    assert told["lives"] == "in the United Kingdom, and speaks English"


def test_a_card_says_every_trait_that_is_not_as_with_everybody(tmp_path: Path) -> None:
    """What a card leaves out nobody can see: each trait, changed alone, must change it."""
    plain = lives(persona_of(tmp_path, {}))
    for trait, value in {
        "locale": "el-GR", "device": "laptop", "network": "slow-4g", "cpu": "2x", "patience": "3 s", "typing": "2",
        "pointing": "2 s", "thinking": "2 s", "reading": "skims", "input": "keyboard", "cookies": "rejects",
        "customer": "returning", "card": "visa-3ds", "forms": "types", "zoom": "200%", "text": "150%",
        "motion": "reduced", "colours": "forced", "blocks": "trackers", "names": "accents", "address": "flat",
        "phone": "international", "email": "tagged", "habits": "[compares]", "budget": "40", "perceives": "names",
        "typos": "6%", "aim": "2 mm", "vision": "tritanopia", "offline": "3 s", "parcel": "gift", "profile": "kept",
        "delivery": "fastest", "pays": "later", "finds": "x",
    }.items():  # fmt: skip
        assert lives(persona_of(tmp_path, {trait: value})) != plain, trait


def test_a_card_reads_like_a_sentence(tmp_path: Path) -> None:
    traits = {
        "budget": "60",
        "blocks": "third-parties",
        "address": "po-box",
        "phone": "international",
        "names": "particle",
    }
    told = dict(lives(persona_of(tmp_path, traits)))
    assert told["spends"] == "no more than 60.00 GBP"
    assert told["needs"] == "shops that work without third parties"
    assert told["lives"] == "behind a PO box in the United Kingdom, and speaks English"
    assert told["writes"] == "the country in front of the phone number"
    assert told["is called"] == "by a family name of several words"


def persona_of(folder: Path, traits: dict[str, str]) -> Persona:
    given = {"name": "Ann", "story": "x", "locale": "en-GB"} | traits
    (folder / "ann.yaml").write_text("".join(f"{trait}: {value}\n" for trait, value in given.items()))
    return load_personas([folder])["ann"]
