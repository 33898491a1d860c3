"""A page as it is heard: what has no role or no name is not there."""

from __future__ import annotations

import pytest

from mystery_shopper.shop import by_name
from mystery_shopper.shop.parts import Control, Field, Message, Picture
from mystery_shopper.shop.view import PageView
from mystery_shopper.shopper.by_ear import only_eyes_find

PAGE = PageView(
    "https://shop.example/",
    controls=(
        Control(1, "button", "Buy", filled=True),
        Control(2, "button", "", hint="icon-cart"),
        Control(3, "button", "Wrap it", announced=False),
        Control(4, "link", "→"),
    ),
    fields=(
        Field(5, label="E-mail", label_from="label", name="email"),
        Field(6, label="Town", label_from="adjacent", adjacent="Town", name="town", autocomplete="address-level2"),
        Field(7, label="voucher code", label_from="name", name="voucher_code"),
    ),
    messages=(Message("It is in your basket", "status"), Message("Sold out", "red"), Message("Heard", "news")),
    pictures=(Picture("mug.svg", "A mug"), Picture("jug.svg")),
    live=("Heard",),
)
HEARD = by_name(PAGE)


def test_only_what_has_a_role_and_a_name_can_be_pressed() -> None:
    assert [each.name for each in HEARD.controls] == ["Buy"]
    assert not HEARD.controls[0].filled


@pytest.mark.parametrize(
    ("how", "wanted", "found"),
    [
        ("names", "Wrap it", 'button "Wrap it"'),
        ("names", "Buy", ""),  # it is heard
        ("names", "Send", ""),
        ("sight", "Wrap it", ""),
    ],
)
def test_what_only_eyes_take_for_the_answer_is_found_whatever_is_asked(how: str, wanted: str, found: str) -> None:
    def page_with_it(view: PageView) -> PageView | None:
        return view if wanted in {each.name for each in view.controls} else None

    assert only_eyes_find(PAGE, how, page_with_it) == found


def test_a_field_without_a_name_is_known_to_be_there_and_no_more() -> None:
    named, *nameless = HEARD.fields
    assert named == PAGE.fields[0]
    assert [(each.ref, each.label, each.adjacent, each.name, each.autocomplete) for each in nameless] == [
        (6, "", "", "", ""),
        (7, "", "", "", ""),
    ]


def test_news_are_heard_from_live_regions_only() -> None:
    assert [each.text for each in HEARD.messages] == ["It is in your basket", "Heard"]


def test_a_picture_is_what_its_text_says() -> None:
    assert [each.alt for each in HEARD.pictures] == ["A mug"]
