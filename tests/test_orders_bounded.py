"""A sentence that presses a button by its name places no more orders than the run may."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from mystery_shopper import tasks
from mystery_shopper.errors import OrderRefused
from mystery_shopper.shop.view import Control, PageView
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.purse import Purse

PAGE = PageView(
    "https://shop.example/review",
    lang="en-GB",
    controls=(
        Control(1, "button", "Place order", text="Place order"),
        Control(2, "link", "Complete purchase", text="Complete purchase", href="https://shop.example/done"),
        Control(3, "button", "Show more", text="Show more"),
    ),
)


@dataclass
class Presser:
    """Somebody before a page who only notes what was pressed."""

    purse: Purse
    history: list[object] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)

    def look(self) -> PageView:
        return PAGE

    def press(self, control: Control) -> None:
        self.pressed.append(control.name)


def presser(folder: Path, most_orders: int) -> Presser:
    return Presser(Purse(folder / "orders", most_orders, lambda _url: True))


@pytest.mark.parametrize("name", ["Place order", "complete purchase"])
@pytest.mark.parametrize("may", [0, 2])
def test_a_last_button_that_is_named_counts_as_an_order(tmp_path: Path, name: str, may: int) -> None:
    somebody = presser(tmp_path, may)
    for _ in range(may):
        tasks.press_named(cast("Shopper", somebody), name)
    with pytest.raises(OrderRefused):
        tasks.press_named(cast("Shopper", somebody), name)
    assert len(somebody.pressed) == may


def test_any_other_button_counts_as_none(tmp_path: Path) -> None:
    somebody = presser(tmp_path, 1)
    for _ in range(3):
        tasks.press_named(cast("Shopper", somebody), "Show more")
    tasks.press_named(cast("Shopper", somebody), "Place order")
    assert somebody.pressed == ["Show more"] * 3 + ["Place order"]


def test_whoever_presses_twice_may_place_two(tmp_path: Path) -> None:
    purse = Purse(tmp_path / "orders", 3, lambda _url: True)
    purse.count_order(2)
    purse.take_back_order(2)
    purse.count_order(2)
    with pytest.raises(OrderRefused, match="This run may place 3 orders and this would be number 4"):
        purse.count_order(2)
