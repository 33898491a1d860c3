"""Unknown sentences, tables nobody takes and names that do not exist are refused with the nearest right ones."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_catalogue import START, Catalogue, problems_in

from mystery_shopper import words
from mystery_shopper.lint import Names, check_features, nearest, stub
from mystery_shopper.lint.sentences import explained
from mystery_shopper.sentences import Sentence, Vocabulary
from mystery_shopper.suite import problems_of


def test_an_unknown_sentence_names_the_nearest_three_and_where_a_stub_comes_from(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, START + '    When Amelie serches for "lamp"\n')
    assert problem.startswith(
        """4: nobody knows the sentence 'Amelie serches for "lamp"'. The nearest known sentences:"""
    )
    hints = re.findall(r"^    (\w+ .*)$", problem, re.MULTILINE)
    assert hints[0] == 'she searches for "{query}"'
    assert len(hints) <= 3
    assert "raise NotImplementedError" not in problem
    taught = """  A programmer can teach it: mystery-shopper words --stub 'When' """.replace("'When' ", "")
    assert problem.splitlines()[-1] == f"""{taught}'Amelie serches for "lamp"'"""


def test_a_bad_day_is_told_where_its_sentence_comes_from(tmp_path: Path) -> None:
    sentence = 'the shop has a bad day: "price-drift"'
    [problem] = problems_in(tmp_path, f"{START}    And {sentence}\n")
    assert problem == (
        f"4: nobody knows the sentence '{sentence}'. Bad days belong to the example suite and the embedded demo shop: "
        "copy its steps/shop_words.py into your steps."
    )
    told = re.search(
        r'@says\("(.+): \{string\}"\)', (Path(__file__).parents[1] / "steps" / "shop_words.py").read_text("utf-8")
    )
    assert told is not None
    assert sentence.startswith(told[1])


def test_an_unknown_sentence_of_the_background_is_told_once(tmp_path: Path) -> None:
    content = "Feature: B\n  Background:\n    Given she dreams\n  Scenario: a\n    Given she is on the shop\n"
    found = problems_in(tmp_path, content + "  Scenario: b\n    Given she is on the shop\n")
    assert [each.partition(".")[0] for each in found] == ["3: nobody knows the sentence 'she dreams'"]


@pytest.mark.parametrize(
    "written",
    ["she is on the shop.", "she is on the shop # really", "she Is on the Shop", "she  is on the shop"],
)
def test_a_sentence_that_is_nearly_known_is_told_as_it_should_be(tmp_path: Path, written: str) -> None:
    [problem] = problems_in(tmp_path, f"{START}    When {written}\n")
    assert problem == f"4: nobody knows the sentence '{written}'. Did you mean 'she is on the shop'?"


def test_missing_quotation_marks_are_shown_first(tmp_path: Path) -> None:
    [problem] = problems_in(tmp_path, f"{START}    When Amelie searches for a lamp\n")
    assert 'The nearest known sentences:\n    Amelie searches for "a lamp"\n' in problem


def test_what_goes_into_a_gap_is_explained() -> None:
    assert explained(["nothing worse than {severity} got in her way"]) == (
        "\n  {severity} is one of: minor, normal, critical, blocker."
    )
    assert explained(["she waits {seconds}", 'she buys {quantity} "{product}"', "she waits {seconds} more"]) == (
        "\n  {seconds} is a duration, such as `30 seconds`, `500 ms` or `2 minutes`."
        "\n  {quantity} is a whole number, such as `3`."
    )


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            '"price-drfit" is noticed at the "basket"',
            "There is no kind of friction 'price-drfit'. Did you mean 'price-dr",
        ),
        ('"price-drift" is noticed at the "basket" and goes to "wep"', "There is no owner 'wep'. Did you mean 'web'?"),
        (
            "nothing worse than high got in her way",
            "There is no severity 'high'. Valid: minor, normal, critical, block",
        ),
        ("nothing worse than Critical got in her way", ""),
    ],
)
def test_what_is_expected_of_a_visit_is_looked_up(tmp_path: Path, sentence: str, said: str) -> None:
    (tmp_path / "x.feature").write_text(f"Feature: B\n  Scenario: one\n    Then {sentence}\n", "utf-8")
    names = Names(teams=("web",), kinds=frozenset({"price-drift"}))
    found = check_features([tmp_path], sentences=Vocabulary(words.modules()), names=names)
    assert [said in str(each) for each in found] == ([True] if said else [])


def test_every_slip_of_one_sentence_is_told_at_once(tmp_path: Path) -> None:
    sentence = '"price-drfit" is noticed at the "baskt" and goes to "wep"'
    (tmp_path / "x.feature").write_text(f"Feature: B\n  Scenario: one\n    Then {sentence}\n", "utf-8")
    names = Names(teams=("web",), kinds=frozenset({"price-drift"}))
    found = check_features([tmp_path], sentences=Vocabulary(words.modules()), names=names)
    assert [" ".join(each.text.split()[:4]) for each in found] == [
        "There is no kind",
        "There is no moment",
        "There is no owner",
    ]


def test_the_words_of_a_companys_own_sentence_are_its_own(tmp_path: Path) -> None:
    steps = (
        "from mystery_shopper import says\n\n\n@says('{who} send(s) a {string} card')\ndef sends(shopper, card): ...\n"
    )
    for name, text in {
        "steps/own.py": steps,
        "features/x.feature": f'{START}    When she sends a "birthday" card\n',
    }.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text.replace("is on", "opens"), "utf-8")
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "nearest_one"),
    [
        ('Ravi searchs for "a \\"b\\" c"', 'she searches for "{query}"'),
        ("the shopper puts it in the basket", "she puts it into the basket"),
        ("they are on the shop", "she is on the shop"),
        ("Amelie enters her address", "she enters the address"),
    ],
)
def test_who_acts_and_what_is_quoted_do_not_hide_the_nearest_sentence(text: str, nearest_one: str) -> None:
    assert nearest(text, Catalogue().all())[0] == nearest_one


@pytest.mark.parametrize(
    "text",
    [
        'Amelie waves at "Anna" 3 times',
        "she's at John's desk",
        "the shopper (again) pays 12.50 and/or leaves",
        "she says {nothing} at all",
        '"Anna" waves',
        "waves",
    ],
)
def test_a_stub_is_python_that_teaches_exactly_that_sentence(text: str) -> None:
    code = stub(text)
    tree = ast.parse(code)
    definition = tree.body[-1]
    assert isinstance(definition, ast.FunctionDef)
    [decorator] = definition.decorator_list
    assert isinstance(decorator, ast.Call)
    expression = ast.literal_eval(decorator.args[0])
    arguments = [each.arg for each in definition.args.args][1:]
    said = text if text != "waves" and not text.startswith('"') else f"she {text}"
    assert Sentence(expression, ["who", *arguments]).is_matching(said), expression


@given(st.text(min_size=1, max_size=60).filter(lambda each: each.strip() == each and "\n" not in each))
@example("ELSE")
def test_a_stub_of_any_text_is_valid_python(text: str) -> None:
    assert isinstance(ast.parse(stub(text)), ast.Module)


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("      | a |\n", "4: 'she is on the shop' takes no table: a table here would be ignored. Remove it."),
        ('      """\n      x\n      """\n', "4: 'she is on the shop' takes no text block"),
    ],
)
def test_a_table_or_text_that_nobody_takes_is_refused(tmp_path: Path, extra: str, expected: str) -> None:
    [problem] = problems_in(tmp_path, START + extra)
    assert expected in problem


def test_a_table_and_a_text_that_are_taken_are_fine(tmp_path: Path) -> None:
    table = "    When she enters the address\n      | city |\n      | Leeds |\n"
    text = '    When she writes to the shop\n      """\n      Hello\n      """\n'
    assert problems_in(tmp_path, START + table + text) == []


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("@journey:gest-purchase", "There is no journey 'gest-purchase'. Did you mean 'guest-purchase'?"),
        ("@persona:hurried-fone", "There is no persona 'hurried-fone'. Did you mean 'hurried-phone'?"),
        ("@owner:Paiments", "There is no owner 'Paiments'. Did you mean 'Payments'?"),
        ("@severity:critcal", "There is no severity 'critcal'. Did you mean 'critical'?"),
        ("@shoppers(many)", "The tag '@shoppers(many)' does not say how many. Write it as in `@shoppers(20)`"),
        ("@critcal", "The tag '@critcal' is no severity. Did you mean '@critical'?"),
        ("@jorney:guest-purchase", "There is no tag '@jorney:'. Did you mean '@journey:'?"),
        ("@journey", "The tag '@journey' names nothing. Write it as in `@journey:guest-purchase`."),
        (
            "@journey:guest-purchase,",
            "The tag '@journey:guest-purchase,' ends with a comma. Separate tags by spaces alon",
        ),
        ("@shoppers:20", "The tag '@shoppers:20' does not say how many. Write it as in `@shoppers(20)`"),
        ("@journey:", "The tag '@journey:' names nothing."),
        ("@persona(hurried-phone)", "The tag '@persona(hurried-phone)' means nothing. Write `@persona:hurried-phone`."),
        ('@owner=("Payments")', "The tag '@owner=(\"Payments\")' means nothing. Write `@owner:Payments`."),
        ("@jouney", "The tag '@jouney' means nothing. Did you mean '@journey:'? Write it as in `@journey:guest-pur"),
        ("@journey:guest-purchase @journey:default", "'@journey:guest-purchase' and '@journey:default' are said of"),
        (
            "@persona:hurried-phone @x @persona:keyboard-only",
            "'@persona:hurried-phone' and '@persona:keyboard-only' are",
        ),
    ],
)
@pytest.mark.parametrize("on", ["feature", "scenario"])
def test_a_tag_that_names_nothing_known_is_refused(tmp_path: Path, tag: str, expected: str, on: str) -> None:
    content = f"{tag}\n{START}" if on == "feature" else START.replace("  Scen", f"  {tag}\n  Scen")
    [problem] = problems_in(tmp_path, content)
    assert f"{1 if on == 'feature' else 2}: {expected}" in problem


def test_known_and_free_tags_pass(tmp_path: Path) -> None:
    free = (
        "@personal @persons @person @personas @owners @owned @journeys @persona-work @slow(1) @journey:guest-purchase"
    )
    assert problems_in(tmp_path, f"{free} @journey:guest-purchase\n{START}") == []
    tags = "@journey:guest-purchase @persona:hurried-phone @owner:customer-service @severity:critical @blocker @smoke"
    assert problems_in(tmp_path, f"{tags} @issue:123 @nightly\n{START}") == []


@pytest.mark.parametrize(
    ("tags", "step", "expected"),
    [
        ("", 'she is "Amelie"', ""),
        ("", 'she is "hurried-fone"', "There is no persona 'hurried-fone'. Did you mean 'hurried-phone'?"),
        ("", 'she walks "payment-trouble"', ""),
        ("", 'she walks "payment-troubles"', "There is no journey 'payment-troubles'. Did you mean 'payment-trouble'?"),
        ("", "she comes to return", ""),
        ("", "she comes to chekout", "There is no moment 'chekout' on the journey 'default'. Did you mean 'checkout'?"),
        ("@journey:guest-purchase\n", "she comes to return", "no moment 'return' on the journey 'guest-purchase'"),
    ],
)
def test_names_in_sentences_are_looked_up(tmp_path: Path, tags: str, step: str, expected: str) -> None:
    found = problems_in(tmp_path, f"{tags}{START}    When {step}\n")
    assert [expected in each for each in found] == ([True] if expected else [])
