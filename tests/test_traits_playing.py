"""Each trait does something: on one page only who has it fails, and on that page's clean twin she succeeds as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tiny_shop import Answer, TinyShop
from trait_pages import ANYBODY, BUTTON, CARD, TRAITS, Trait
from whole_suite import Result, Suite

from mystery_shopper.personas import TRAITS as KNOWN
from mystery_shopper.provision import browsers

ELSEWHERE = {
    "persona": "the id of the file; nobody sees it in a shop",
    "name": "what reports call her",
    "story": "what reports tell of her",
    "pronoun": "how reports speak of her",
    "finds": "what reports praise her for",
    "input": "test_traits_playing.py::TRAITS",
    "vision": "test_surroundings.py::test_pictures_are_taken_as_this_customer_sees",
    "habits": "test_habits_playing.py::test_a_habit_finds_what_the_errand_does_not",
    "forms": "test_traits_playing.py::test_who_types_meets_a_field_that_swallows_letters",
}
"""Traits that no page of `trait_pages` is for, and where it is held that they do something, or why nothing needs to."""

STEPS = """
from mystery_shopper import says, tasks
from mystery_shopper.shopper.memory import Memory


def buttons(view):
    return [each for each in view.controls if each.name == "Buy" and not each.disabled] or None


@says("{who} find(s) her way through {string}")
def finds_her_way(shopper, path):
    way = path.partition("?")[2]
    shopper.history, shopper.memory = [], Memory()
    if way in ("address", "pays"):
        shopper.go(shopper.shop_url.rstrip("/") + path)
        tasks.proceed(shopper, until=("payment",)) if way == "address" else tasks.pay(shopper)
        return
    tasks.open_shop(shopper, path)
    if way == "looks":
        return
    if way == "reads":
        shopper.read()
    view = shopper.look_again()
    for field in view.fields:
        if field.type == "select":
            continue
        if not field.label:
            raise shopper.held_up(f"nothing says what belongs into {field}")
        name = "Ann" if way == "types" else "Annabel Livingstone"
        shopper.fill(field, name)
        view = shopper.look_again()
        if view.fields[0].value != name:
            raise shopper.held_up("what she typed is not there", saw=view.fields[0].value)
    for _ in range(4):
        found = shopper.seek("a way to buy", buttons)
        if not found:
            raise shopper.held_up("there is no way to buy")
        shopper.press(found[0])
        if "Bought" in shopper.look_again().text:
            break
    else:
        raise shopper.held_up("it was not bought")
"""
LAUNCH = """
import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    rules = "--host-resolver-rules=MAP cdn.TRACKER OTHER"
    return {**browser_type_launch_args, "args": [*browser_type_launch_args.get("args", []), rules]}
"""
TRACKER = "quantserve.com"  # of the shipped list
BOTH = ("clean", "broken")
PLAIN = '    Given she is "plain"'


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """All that is played without the pace, in one run."""
    return play(tmp_path_factory.mktemp("traits"), open_tiny_shop(), open_tiny_shop(), "off")


@pytest.fixture(scope="module")
def played_paced(tmp_path_factory: pytest.TempPathFactory, open_tiny_shop: Callable[[], TinyShop]) -> Result:
    """What shows only in the time that people take."""
    return play(tmp_path_factory.mktemp("paced"), open_tiny_shop(), open_tiny_shop(), "on")


def play(folder: Path, shop: TinyShop, other: TinyShop, pace: str) -> Result:
    script = f"document.getElementById('here').innerHTML = {BUTTON!r}"
    other.answers["/buy.js"] = Answer(script, kind="text/javascript")
    other.answers["/count.js"] = Answer("", kind="text/javascript")
    shop.answers["/sent"] = Answer("{}", kind="application/json")
    suite = Suite(folder / "suite")
    suite.write("steps/own.py", STEPS)
    suite.write("conftest.py", LAUNCH.replace("TRACKER", TRACKER).replace("OTHER", other.host))
    suite.write("shop.yaml", f"shop: {shop.url}\naccount: {{email: ann@example.com, password: not-a-secret}}\n")
    suite.write("personas/plain.yaml", f"{somebody('plain', '')}forms: types\nreading: skims\nthinking: 0 s\n")
    feature: list[str] = []
    everybody: dict[str, list[str]] = {}
    for name, trait in traits(pace):
        suite.write(f"personas/{slug(name)}.yaml", somebody(name, trait.says))
        for path, body in zip(BOTH, (trait.clean, trait.broken), strict=True):
            shop.show(f"/{slug(name)}/{path}/", body.replace("OTHER", other.url).replace("TRACKER", TRACKER))
            shop.show(f"/{slug(name)}/{path}/card", CARD)
        walk = [f'    When she finds her way through "/{slug(name)}/{page}/?{trait.way}"' for page in BOTH]
        feature += [f"  Scenario: {name}", f'    Given she is "{slug(name)}"', *walk]
        everybody.setdefault(others(name), []).extend(walk)
    first = [line for who, walk in everybody.items() for line in (f"  Scenario: {who}", PLAIN, *walk)]
    suite.write("features/traits.feature", "\n".join(["Feature: Traits", *first, *feature]))
    return suite.run("--fail-on=never", f"--pace={pace}", "-n=4")  # most of the time they wait


def others(name: str) -> str:
    """Return who of everybody else goes where a trait matters; several, so that none of them has far to go."""
    return f"everybody else, {list(TRAITS).index(name) % 6}"


def traits(pace: str) -> Iterable[tuple[str, Trait]]:
    return ((name, each) for name, each in TRAITS.items() if each.pace == pace)


def somebody(name: str, says: str) -> str:
    locale = "" if "locale:" in says else "locale: en-GB\n"
    return f"name: With {name}\nstory: One trait.\npronoun: she\n{locale}{says}\n"


def slug(name: str) -> str:
    return name.replace(", ", "-").replace(" ", "-")


def check(played: Result, name: str) -> None:
    trait = TRAITS[name]
    plain = played.visit(others(name))
    assert plain["outcome"] not in ("blocked", "gave up", "inconclusive"), plain["reason"]
    hers = played.visit(name)
    where = f"/{slug(name)}/broken/"
    if trait.meets in ("blocked", "gave up"):
        assert hers["outcome"] == trait.meets, hers
        assert where in hers["reason"]
    else:
        met = [each["url"] for each in hers["findings"] if each["kind"] == trait.meets]
        assert len(met) == 1, hers
        assert where in met[0]
        assert trait.meets not in [each["kind"] for each in plain["findings"]]


@pytest.mark.parametrize("name", [name for name, _ in traits("off")])
def test_only_who_has_the_trait_fails_and_only_on_the_broken_page(played: Result, name: str) -> None:
    check(played, name)


@pytest.mark.parametrize("name", [name for name, _ in traits("on")])
def test_some_traits_show_in_the_time_that_they_take(played_paced: Result, name: str) -> None:
    check(played_paced, name)


def test_a_gate_that_is_open_fails_nobody_who_was_held_up(played: Result) -> None:
    assert played.code == 0


def test_no_trait_is_without_a_page_on_which_it_matters() -> None:
    """Whoever adds a trait adds a page to `trait_pages`, or says in ELSEWHERE where else it is shown to matter."""
    shown = {each for trait in TRAITS.values() for each in trait.traits}
    assert set(KNOWN) - shown - set(ELSEWHERE) == set()
    assert shown - set(KNOWN) == set()
    for place in ELSEWHERE.values():
        file, _, test = place.partition("::")
        assert not test or f"{test}" in (Path(__file__).parent / file).read_text("utf-8"), place


def test_who_types_meets_a_field_that_swallows_letters(suite: Suite, open_tiny_shop: Callable[[], TinyShop]) -> None:
    """It takes the full Chromium: the shell knows no autofill."""
    shop = open_tiny_shop()
    swallows = "document.querySelector('[name=street]').onbeforeinput = event => event.preventDefault()"
    shop.show("/forms/", ANYBODY.replace("VALID", "/.{5}/").replace("FIELD", "street"), script=swallows)
    shop.show("/forms/card", CARD)
    suite.write("steps/own.py", STEPS)
    for forms in ("types", "autofill"):
        suite.write(f"personas/{forms}.yaml", somebody(forms, f"forms: {forms}"))
    suite.feature("""
        Feature: Forms

          Scenario Outline: <forms>
            Given she is "<forms>"
            When she finds her way through "/forms/?address"

            Examples:
              | forms    |
              | types    |
              | autofill |
    """)
    result = suite.run("--fail-on=never", f"--browser-executable={browsers.find().executable}", shop=shop.url)
    ended = {each["persona"]: each["outcome"] for each in result.visits}
    assert (ended["types"], ended["autofill"]) == ("blocked", "achieved")
