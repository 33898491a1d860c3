"""A fault is one YAML file: people write it in several ways, and every mistake is told where it is."""

# ruff: noqa: E501 - a case is easier to read on one line

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from mystery_shopper import words
from mystery_shopper.errors import DataError, MysteryShopperError, SettingsError
from mystery_shopper.frictions import kinds
from mystery_shopper.frictions.offers import EU
from mystery_shopper.model import Persona
from mystery_shopper.prove.breaking import script_of
from mystery_shopper.prove.checking import check_names
from mystery_shopper.prove.errands import Wares, errand_for, errands, personas_for
from mystery_shopper.prove.faults import NONE, Fault, load_faults
from mystery_shopper.prove.network import Wire
from mystery_shopper.run import personas_of
from mystery_shopper.sentences import Vocabulary

ROOT = Path(__file__).parents[1]
PEOPLE = personas_of(ROOT)


def read(folder: Path, text: str, name: str = "it") -> list[Fault]:
    (folder / f"{name}.yaml").write_text(dedent(text), "utf-8")
    return load_faults([folder])


@pytest.mark.parametrize(
    "text",
    [
        "kind: price-drift\nmoment: basket\nlayer: network\nnetwork: {pattern: '*/basket/*', delay: 3 s, status: 500}",
        "kind: price-drift\nmoment: [basket]\nlayer: network\nmutation: {url: '*/basket/*', delay_ms: 3000, status: 500}",
        "kind: price-drift\nmoments: basket\npattern: '*/basket/*'\ndelay_s: 3\nstatus: 500",
        "kind: price-drift\nmoment: basket\nnetwork:\n  - {pattern: '*/basket/*', latency: 3000, status: 500}",
    ],
    ids=["nested", "mutation", "flat", "list"],
)
def test_what_happens_on_the_network_can_be_written_in_several_ways(tmp_path: Path, text: str) -> None:
    [fault] = read(tmp_path, text)
    assert (fault.name, fault.kind, fault.moments, fault.layer) == ("it", "price-drift", ("basket",), "network")
    assert fault.wires == (Wire("*/basket/*", delay=3.0, status=500),)


@pytest.mark.parametrize(
    "text",
    [
        "layer: dom\nscript: document.title = 'x'",
        "script: document.title = 'x'",
        "layer: dom\nmutation: document.title = 'x'",
        "dom:\n  script: document.title = 'x'",
        "layer: dom\nmutation: {js: document.title = 'x'}",
    ],
)
def test_a_script_can_be_written_in_several_ways(tmp_path: Path, text: str) -> None:
    [fault] = read(tmp_path, f"kind: none\n{text}")
    assert (fault.kind, fault.layer, fault.script) == (NONE, "dom", "document.title = 'x'")


@pytest.mark.parametrize(
    "text", ["layer: mail\nswitch: mail-lost", "mail: mail-lost\nlayer: mail", "layer: mail\nmutation: mail-lost"]
)
def test_a_switch_can_be_written_in_several_ways(tmp_path: Path, text: str) -> None:
    [fault] = read(tmp_path, f"kind: email-missing\nmoment: mail\n{text}")
    assert (fault.layer, fault.switches) == ("mail", ("mail-lost",))


def test_each_dose_is_a_fault_of_its_own_and_below_the_limit_nothing_is_wanted(tmp_path: Path) -> None:
    faults = read(tmp_path, "kind: slow-server\ndose: [0.9, 2x, 400 ms]\npattern: '*'\ndelay: dose")
    limit = kinds()["slow-server"].limit or 0
    doses = [each.dose for each in faults if each.dose]
    assert [(each.times, each.amount) for each in doses] == [(0.9, 0.9 * limit), (2, 2 * limit), (400 / limit, 400)]
    assert [each.wanted for each in faults] == [NONE, "slow-server", NONE]
    assert len({each.id for each in faults}) == 3


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("delay: dose", r"it.yaml:1: fault 'it' waits for its dose, and there is none\. Add `dose: "),
        ("delay: 3 s, method: FETCH", r"it.yaml:3: .*'FETCH'.*patch"),
    ],
)
def test_what_can_never_happen_on_the_network_is_refused(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(MysteryShopperError, match=said):
        read(tmp_path, f"kind: slow-server\nmoment: find\nnetwork: {{pattern: '*x*', {written}}}")


@pytest.mark.parametrize(
    ("written", "delay"), [("3000", 3.0), ("3", 3.0), ("1.5 s", 1.5), ("800 ms", 0.8), ("0,5", 0.5)]
)
def test_a_bare_number_above_a_minute_is_milliseconds(tmp_path: Path, written: str, delay: float) -> None:
    [fault] = read(tmp_path, f"kind: none\nnetwork: {{pattern: '*', delay: '{written}'}}")
    assert fault.wires[0].delay == delay


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("body: '{}'", "{}"),
        ("body: {error: gone, code: 7, list: [true, ~]}", '{"error": "gone", "code": 7, "list": [true, null]}'),
        ("rewrite: nothing", "nothing"),
    ],
)
def test_an_answer_may_be_text_or_data(tmp_path: Path, written: str, body: str) -> None:
    [fault] = read(tmp_path, f"kind: none\nnetwork:\n  pattern: '*'\n  {written}")
    assert fault.wires[0].body == body


@pytest.mark.parametrize(
    ("written", "moments"),
    [
        ("pay", ("pay",)),
        ("payment", ("pay",)),
        ("everywhere", ()),
        ("[cart, after]", ("basket", "confirm", "mail", "help", "return")),
    ],
)
def test_moments_have_other_words_too(tmp_path: Path, written: str, moments: tuple[str, ...]) -> None:
    [fault] = read(tmp_path, f"kind: price-drift\nmoment: {written}\nscript: x()")
    assert fault.moments == moments


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "kind: price-drfit\nscript: x()",
            r"it\.yaml:1: fault 'it': 'kind' is 'price-drfit'\. Did you mean 'price-drift'\?",
        ),
        ("script: x()", r"it\.yaml:1: fault 'it' lacks 'kind'\. Add a line such as `kind: price-drift`"),
        (
            "kind: price-drift\nscrpit: x()",
            r"it\.yaml:2: fault 'it' has unknown key 'scrpit'\. Did you mean 'script'\?",
        ),
        ("kind: price-drift\nmoment: pay", r"it\.yaml:1: fault 'it' breaks nothing\. Give one of: `script:`"),
        ("kind: price-drift\nlayer: network", r"it\.yaml:2: fault 'it': 'layer' is 'network' and so needs `network:`"),
        ("kind: price-drift\nswitch: price-drfit", r"it\.yaml:2: .*'price-drfit'\. Did you mean 'price-drift'\?"),
        ("kind: price-drift\nnetwork: {pattern: '*'}", r"it\.yaml:2: .*does nothing to '\*'"),
        ("kind: price-drift\nnetwork: {pattern: '*', abort: maybe}", r"it\.yaml:2: .*'maybe'"),
        (
            "kind: price-drift\nnetwork: {pattern: '*', dealy: 3 s}",
            r"it\.yaml:2: .*unknown key 'dealy'\. Did you mean 'delay'\?",
        ),
        (
            "kind: price-drift\nnetwork:\n  - {delay: 3 s}\n  - {pattern: '*', status: 999}",
            r"it\.yaml:3: fault 'it': 'network' lacks 'pattern'(?s:.*)it\.yaml:4: .*'status' is 999",
        ),
        (
            "kind: none\nscript: x()\nlike: [price-drft]",
            r"it\.yaml:3: .*'like' is 'price-drft'\. Did you mean 'price-drift'",
        ),
        ("kind: dead-click-x\ndose: 2\nscript: x()", r"it\.yaml:1: .*'dead-click-x'\. Did you mean 'dead-click'\?"),
        ("kind: price-drift\nmoment: bascet\nscript: x()", r"it\.yaml:2: .*'bascet'\. Did you mean 'basket'\?"),
        ("kind: image-broken\ndose: 2\nscript: x()", r"'image-broken' has no limit to be a multiple of"),
        ("kind: slow-lcp\ndose: much\nscript: x()", r"it\.yaml:2: .*'dose' is 'much'; expected how many times"),
        (
            "kind: none\nscript: a\nmutation: {script: b}",
            r"it\.yaml:3: fault 'it' says 'script' twice; the other is in line 2",
        ),
        ("- kind: none", r"it\.yaml:1: fault 'it' is a list of 1; expected keys"),
        ("kind: none\nscript: x('a: b')", r"it\.yaml:2: a value that contains ': ' needs quotation marks"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_would_be_right(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(MysteryShopperError, match=told):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("errand: purchas", r"it\.yaml:1: fault 'it' names errand 'purchas'\. Did you mean 'purchase'\?"),
        ("personas: [keybord]", r"it\.yaml:1: fault 'it' is for persona 'keybord'\. Did you mean 'keyboard-only'\?"),
        (
            "errand: [she opns the shop]",
            r"it\.yaml:1: .*knows the sentence 'she opns the shop'\. The nearest known: 'she opens",
        ),
        (
            "errand: ['she opens \"{prodct}\"']",
            r"it\.yaml:1: .*nobody fills '\{prodct\}' in .* Did you mean 'product'\?",
        ),
    ],
)
def test_what_a_fault_names_elsewhere_is_looked_up_before_anybody_sets_out(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "b.yaml").write_text("kind: none\nscript: x()\npersonas: [nobody]")
    with pytest.raises(MysteryShopperError, match=told) as caught:
        check_names(read(tmp_path, f"kind: none\nscript: x()\n{text}"), PEOPLE, Vocabulary(words.modules()))
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_the_faults_of_the_benchmark_name_what_there_is(part: str) -> None:
    check_names(load_faults([ROOT / "benchmarks" / "faults" / part]), PEOPLE, Vocabulary(words.modules()))


def test_all_mistakes_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("kind: nonsense\nscript: x()")
    with pytest.raises(MysteryShopperError) as told:
        read(tmp_path, "kind: none\nscirpt: x()", "two")
    assert [line.partition(".yaml")[0].rpartition("/")[2] for line in str(told.value).splitlines()] == ["one", "two"]


def test_a_folder_without_faults_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=re.escape(str(tmp_path))):
        load_faults([tmp_path])


@pytest.mark.parametrize(
    ("keys", "errand"),
    [
        ("kind: price-drift\nmoment: basket", "purchase"),
        ("kind: decline-unrecoverable", "decline"),
        ("kind: js-error-on-path\nmoment: help", "help"),
        ("kind: premature-error\nmoment: checkout", "mistake"),
        ("kind: premature-error\nmoment: pay", "purchase"),
        ("kind: help-inconsistent\nmoment: [find, choose]", "purchase"),
        ("kind: help-inconsistent\nmoment: help", "help"),
        ("kind: variant-not-applied", "sizes"),
        ("kind: none\nlike: decline-unrecoverable", "decline"),
        ("kind: price-drift\nerrand: help", "help"),
        ("kind: price-drift\nsteps: [she opens the shop, she looks for help]", "its own"),
    ],
)
def test_the_errand_leads_past_the_fault(tmp_path: Path, keys: str, errand: str) -> None:
    [fault] = read(tmp_path, f"{keys}\nscript: x()")
    assert errand_for(fault).name == errand


def test_an_errand_that_there_is_not_is_told_with_the_nearest(tmp_path: Path) -> None:
    [fault] = read(tmp_path, "kind: price-drift\nerrand: purchas\nscript: x()")
    with pytest.raises(DataError, match=r"it\.yaml:1: .*'purchas'\. Did you mean 'purchase'\?"):
        errand_for(fault)


@pytest.mark.parametrize(
    ("word", "who"),
    [
        ("keyboard-only", ["keyboard-only"]),
        ("keyboard", [each.id for each in PEOPLE.values() if each.input == "keyboard"]),
        ("phone", [each.id for each in PEOPLE.values() if each.device.mobile]),
        ("all", list(PEOPLE)),
    ],
)
def test_who_can_feel_it_is_named_by_id_or_trait(tmp_path: Path, word: str, who: list[str]) -> None:
    [fault] = read(tmp_path, f"kind: price-drift\npersonas: {word}\nscript: x()")
    assert personas_for(fault, PEOPLE) == who


@pytest.mark.parametrize(
    ("kind", "trait"),
    [
        ("keyboard-blocked", lambda each: each.input == "keyboard"),
        ("reflow-loss", lambda each: each.input == "touch"),
        ("pay-button-ambiguous", lambda each: each.country in EU),
    ],
)
def test_a_fault_that_names_nobody_is_met_by_somebody_who_can_feel_it(
    tmp_path: Path, kind: str, trait: Callable[[Persona], bool]
) -> None:
    [fault] = read(tmp_path, f"kind: {kind}\nscript: x()")
    [who] = personas_for(fault, PEOPLE)
    assert trait(PEOPLE[who])


def test_nobody_is_told_with_the_nearest(tmp_path: Path) -> None:
    [fault] = read(tmp_path, "kind: price-drift\npersona: keybord-only\nscript: x()")
    with pytest.raises(DataError, match=r"persona 'keybord-only'\. Did you mean 'keyboard-only'\?"):
        personas_for(fault, PEOPLE)


def test_a_sentence_about_what_a_shop_has_not_is_left_out() -> None:
    steps = ["she opens the shop", 'she opens "{product}"', 'she enters the voucher "{voucher}"']
    assert Wares("Mug").fill(steps) == ["she opens the shop", 'she opens "Mug"']
    asked = ['she searches for "{product}"', 'she opens "{product}"']
    assert Wares("Mug").fill(['she opens "{varied}"', 'she chooses the size "{size}"']) == ['she opens "Mug"']
    assert Wares("Mug", searched=False).fill(asked) == ['she opens "Mug"']


def test_the_moments_of_every_errand_are_met_by_its_kinds() -> None:
    names = [kind for each in errands().values() for kind in each.kinds]
    assert len(names) == len(set(names)), "a kind has one errand"


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("/basket/", "*/basket/*"),
        ("*summary*", "*summary*"),
        ("**/api/**?q=1", "*/api/*\\?q=1*"),
        ("https://ads.example/*", "https://ads.example/*"),
    ],
)
def test_a_pattern_may_fit_anywhere_unless_it_names_a_scheme(pattern: str, fits: str) -> None:
    assert Wire(pattern).url_pattern == fits


def test_an_answer_with_a_status_of_its_own_never_reaches_the_shop() -> None:
    assert not Wire("/contact/", status=303, headers={"Location": "/contact/"}).changes_answer
    assert Wire("/contact/", headers={"X-Robots-Tag": "none"}).changes_answer, "only a head more: the shop answers"
    assert Wire("/contact/", status=500, replace=(("Thank", "No"),)).changes_answer


@pytest.mark.parametrize(
    "body", ["() => { x() }", "(when, dose) => x()", "function (when) { x() }", "async () => { x() }"]
)
def test_a_script_may_be_a_function(body: str) -> None:
    assert f"return ({body})(when, dose, amount)" in script_of(Fault("it", NONE, (), "dom", script=body))


@pytest.mark.parametrize("body", ["(() => { x() })()", "const f = () => { x() }\nf()", "x()"])
def test_a_script_that_is_no_function_is_taken_as_it_is(body: str) -> None:
    assert f"=> {{\n{body}\n}}" in script_of(Fault("it", NONE, (), "dom", script=body))


@pytest.mark.parametrize("part", ["dev", "held-out"])
def test_the_faults_of_the_benchmark_can_be_read(part: str) -> None:
    faults = load_faults([ROOT / "benchmarks" / "faults" / part])
    assert len(faults) >= 70
    assert all(errand_for(each) and personas_for(each, PEOPLE) for each in faults)
