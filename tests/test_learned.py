"""What earlier visits understood is kept, used where the page itself does not say, and told when it no longer holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shops.serving import See
from tiny_shop import TinyShop
from whole_suite import Suite

from mystery_shopper import shop
from mystery_shopper.learned import CHANGED, Learned

pytest_plugins = ("shops.pages",)

LOOKS = """\
Feature: The basket

  Scenario: Looking into it
    When she opens the shop
    And she opens her basket
"""


def test_what_was_learned_is_there_the_next_time(tmp_path: Path) -> None:
    first = Learned.of(tmp_path, "localhost:8000")
    assert first.takes("open-basket", 'link "Bag"', "en-GB", ()) == ""
    first.fields["field|text|glim|g"] = "city"
    first.keep()
    second = Learned.of(tmp_path, "localhost:8000")
    assert (second.things, second.fields) == (first.things, first.fields)
    assert [each.name for each in tmp_path.iterdir()] == ["localhost-8000.json"]


def test_a_change_is_told_once_and_only_when_the_old_has_gone(tmp_path: Path) -> None:
    known = Learned(tmp_path / "x.json", things={"en open-basket": 'link "Bag"'})
    assert known.takes("open-basket", 'link "Cart"', "en", {'link "Bag"', 'link "Cart"'}) == ""
    told = known.takes("open-basket", 'link "Cart"', "en-US", {'link "Cart"'})
    assert told == f'{CHANGED}\'open-basket\' was link "Bag" and is now link "Cart".'
    assert known.takes("open-basket", 'link "Cart"', "en", {'link "Cart"'}) == ""
    assert known.takes("open-basket", 'link "Cart (2)"', "en", ()) == known.takes(
        "open-basket", 'link "Cart 3"', "en", ()
    )
    assert (
        known.takes("open-basket", 'link "Panier"', "fr", ())
        == known.takes("open-basket", 'link "Cart"', "en", ())
        == ""
    )
    assert known.takes("continue", 'button "On"', "en", ()) == known.takes("continue", 'button "Go"', "en", ()) == ""


def test_a_file_that_cannot_be_read_is_none_and_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    for damaged in ("{[", "[]", '{"version": 1}', '{"version": 1, "things": [1], "fields": null}'):
        (tmp_path / "shop.example-443.json").write_text(damaged, "utf-8")
        assert Learned.of(tmp_path, "shop.example:443") == Learned(tmp_path / "shop.example-443.json")
    assert Learned().takes("search", "a", "", ()) == Learned().takes("search", "b", "", ()) == ""
    Learned(things={"search": "a"}).keep()
    assert len(list(tmp_path.iterdir())) == 1


def test_half_a_character_costs_nothing_but_itself(tmp_path: Path) -> None:
    known = Learned(tmp_path / "x.json", things={"en search": 'searchbox "Find a \ud83c"'})
    known.keep()
    assert Learned.of(tmp_path, "x").things == {"en search": 'searchbox "Find a ?"'}


def test_a_field_that_says_nothing_is_known_by_what_was_learned(see: See) -> None:
    view = see('<form><input name="q7" aria-label="Glim"><input name="mail" type="email"></form>')
    strange = next(each for each in view.fields if each.name == "q7")
    assert shop.classified(view)["unknown"] == [strange]
    again = shop.look(view.frame, known={strange.key: "city"})
    assert [each.name for each in shop.classified(again)["city"]] == ["q7"]


def test_the_story_and_the_summary_tell_what_changed(open_tiny_shop: Callable[[], TinyShop], suite: Suite) -> None:
    tiny = open_tiny_shop()
    tiny.show("/", '<nav><a href="bag">Basket</a></nav><p>Mugs</p>')
    tiny.show("/bag", "<p>Your basket is empty</p>")
    suite.feature(LOOKS)
    suite.write("shop.yaml", f"shop: {tiny.url}\n")
    first = suite.run()
    assert CHANGED not in first.out
    tiny.show("/", '<nav><a href="bag">Shopping bag</a></nav><p>Mugs</p>')
    second = suite.run()
    changed = f'{CHANGED}\'open-basket\' was link "Basket" and is now link "Shopping bag".'
    assert changed in second.visits[0]["story"]
    assert changed in " ".join(second.out.split())
    assert CHANGED not in suite.run().out
