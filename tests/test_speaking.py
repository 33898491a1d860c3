"""Whoever the persona is, sentences speak of her, of him or of them, and leave the shop's own words alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from friction_facts import fact

from mystery_shopper.frictions.after import purchase_failed
from mystery_shopper.frictions.trying import SOMEBODY, try_rule
from mystery_shopper.model import said_of


@pytest.mark.parametrize(
    ("pronoun", "said"),
    [
        ("she", "She looked for her basket. The bank was to ask her to wait, and she was told “She was here”."),
        ("he", "He looked for his basket. The bank was to ask him to wait, and he was told “She was here”."),
        ("they", "They looked for their basket. The bank was to ask them to wait, and they were told “She was here”."),
    ],
)
def test_a_sentence_is_said_with_the_persona_s_pronoun_and_the_shop_s_words_stay(pronoun: str, said: str) -> None:
    she = "She looked for her basket. The bank was to ask her to wait, and she was told “She was here”."
    assert said_of(pronoun, she) == said


def test_a_hold_up_speaks_of_one_person_only() -> None:
    somebody = replace(SOMEBODY, pronoun="they")
    held = fact("held_up", "no way on", looked_for="a button such as Continue")
    [problem] = try_rule(purchase_failed, held, persona=somebody)
    assert problem.message == "They could not go on: no way on. They looked for a button such as Continue."
