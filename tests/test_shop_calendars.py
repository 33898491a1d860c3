"""Days that are picked in a calendar of the page's own and cannot be typed."""

# ruff: noqa: E501 - a page is easier to read on one line

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from shops.buying import Bought, Customers
from shops.serving import See
from test_shop_strange_tills import MAIL, MUG
from tiny_shop import Answer, TinyShop, page

from mystery_shopper.shop.calendars import day_within, days_to_choose, days_to_pick, free_days, next_month

pytest_plugins = ("shops.pages",)

SHOWN: Final = "<form><label>{0} <input name=d readonly {1}></label><label>Name <input name=n></label></form>"
MONTH: Final = "".join(f"<td>{each}</td>" if each < 28 else f"<td><a href='#'>{each}</a></td>" for each in range(1, 32))
CALENDAR: Final = (
    f"<div><button type=button aria-label='Next month'>&rsaquo;</button><table><tr>{MONTH}</tr></table></div>"
)


def sent(people: Customers, pages: dict[str, str], **traits: Any) -> Bought:
    """Buy a mug at a shop of these pages."""
    tiny = TinyShop()
    for path, body in {**MUG, **pages}.items():
        tiny.answers[path] = Answer(body)
    try:
        return people.buy(tiny.url, "Blue Mug", patience_s=6.0, **traits)
    finally:
        tiny.close()


@pytest.mark.parametrize(
    ("label", "rest", "asked"),
    [
        ("Delivery day", "", True),
        ("When", "placeholder=dd.mm.yyyy", True),
        ("Delivery day", "value=12.12.2031", False),
        ("Customer number", "", False),
    ],
    ids=["said", "shown", "answered", "no day"],
)
def test_an_empty_field_that_nobody_can_type_into_may_wait_for_a_day(
    see: See, label: str, rest: str, asked: bool
) -> None:
    view = see(f"<main>{SHOWN.format(label, rest)}</main>")
    assert bool(days_to_pick(view)) is asked
    assert bool(days_to_pick(view, all_of_them=True)) is ("value" not in rest)


def test_of_a_calendar_that_has_come_up_only_the_free_days_are_days(see: See) -> None:
    before = see(f"<main>{SHOWN.format('Day', '')}</main>")
    after = see(f"<main>{SHOWN.format('Day', '')}{CALENDAR}</main>")
    assert [each.name for each in free_days(before, after)] == ["28", "29", "30", "31"]
    assert str(next_month(before, after)) == 'button "Next month"'
    assert not free_days(after, after), "it has been there all the time"


PICKS: Final = """const months = [31, 28]; let at = 0; const draw = () => { const free = at ? 9 : 99;
  box.innerHTML = `<button type=button aria-label='Next month'>&rsaquo;</button><table><tr>` + Array.from({length: months[at]}, (_, n) => n + 1 < free ? `<td>${n + 1}</td>` : `<td><a href='#'>${n + 1}</a></td>`).join('') + '</tr></table>';
  box.querySelector('button').onclick = () => { at = 1; draw() };
  box.querySelectorAll('a').forEach(each => { each.onclick = e => { e.preventDefault(); f.d.value = `${each.textContent}.2.2031`; box.innerHTML = '' } }) };
  f.d.onclick = draw; f.d.onkeydown = e => { if (e.key === 'Enter') { e.preventDefault(); draw() } };
  f.onsubmit = e => { e.preventDefault(); if (f.d.value) location = '/thanks'; else no.textContent = 'Please choose when it is to come.' }"""


@pytest.mark.parametrize("label", ["Delivery day", "It comes on"])
@pytest.mark.parametrize("hands", ["mouse", "keyboard"])
def test_the_first_free_day_is_picked_at_once_or_when_it_is_missed(people: Customers, label: str, hands: str) -> None:
    till = f"<form id=f>{MAIL}<label>{label} <input name=d readonly></label><div id=box></div><p>Total £9.00</p><button>Place order</button><p role=alert id=no></p></form>"
    bought = sent(people, {"/checkout": page(till, title="Checkout", script=PICKS)}, input=hands)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
    assert any("picked 9.2.2031" in each for each in bought.trail)


@pytest.mark.parametrize(
    ("bounds", "wanted", "day"),
    [
        ("", date(2031, 2, 12), "2031-02-12"),
        ("", date(2031, 2, 15), "2031-02-17"),  # a Saturday
        ("min=2031-03-01", date(2031, 2, 12), "2031-03-03"),  # a Saturday too
        ("min=2031-02-01 max=2031-02-10", date(2031, 2, 12), "2031-02-10"),
        ("min=soon", date(2031, 2, 12), "2031-02-12"),
    ],
)
def test_a_day_is_one_that_the_field_allows(see: See, bounds: str, wanted: date, day: str) -> None:
    view = see(f"<main><form><label>When <input type=date name=d required {bounds}></label></form></main>")
    [field] = days_to_choose(view)
    assert day_within(field, wanted).isoformat() == day


def test_only_a_day_that_is_demanded_and_still_to_come_is_chosen(see: See) -> None:
    view = see(
        """<main><form><label>Date of birth <input type=date name=b required></label><label>Day <input type=date name=o>
        </label><label>Comes on <input type=date name=c required></label><label>Gone on <input type=date name=g required
        value=2031-01-01></label></form></main>"""
    )
    assert [each.name for each in days_to_choose(view)] == ["c"]


@pytest.mark.parametrize("hands", ["mouse", "keyboard"])
def test_a_day_in_the_browsers_own_calendar_is_chosen(people: Customers, hands: str) -> None:
    till = f"<form id=f action=/thanks>{MAIL}<label>It is to come on <input type=date name=d required min=2031-02-03></label><p>Total £9.00</p><button>Place order</button></form>"
    bought = sent(people, {"/checkout": page(till, title="Checkout")}, input=hands)
    assert bought.reference == "MUG-4711", "\n".join([bought.sentence, *bought.trail])
    assert any('chose 2031-02-03 for "It is to come on"' in each for each in bought.trail)
