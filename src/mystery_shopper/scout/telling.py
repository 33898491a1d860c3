"""Shows a scouting on a terminal while it goes on: one line an insight, readable with and without colours."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mystery_shopper.scout.shop_yaml import BEFORE
from mystery_shopper.scout.understood import Insight, Scouting

_COLOURS: Final = {"sure": "green", "likely": "cyan", "unsure": "yellow", "missing": "red"}
_MARKS: Final = {"sure": "+", "likely": "+", "unsure": "?", "missing": "x"}


class Teller:
    """Prints to one console."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def begins(self, scouting: Scouting) -> None:
        """Say who goes where, and what for."""
        goal = "and buys" if scouting.buys else "up to the button that places the order"
        what = f'"{scouting.product}"' if scouting.product else "a product of the shop's own"
        self.console.print()
        self.console.print(Text(f"Scouting {scouting.shop}", style="bold"))
        self.console.print(Text(f"{scouting.persona} looks for {what} {goal}.", style="dim"))
        self.console.print()

    def insight(self, each: Insight) -> None:
        """Print one insight as soon as it is there."""
        colour = _COLOURS[each.verdict]
        row = Table.grid(padding=(0, 1), expand=True)
        row.add_column(width=1)
        row.add_column(width=9)
        row.add_column(ratio=1)
        row.add_column(width=11, justify="right")
        sure = f"{each.verdict} {each.sure:.0%}" if each.sure else each.verdict
        row.add_row(Text(_MARKS[each.verdict], colour), Text(each.step, "bold"), Text(each.said), Text(sure, colour))
        self.console.print(Padding(row, (0, 0, 0, 2)))

    def ends(self, scouting: Scouting, *, shop_file: Path | None, pictures: Path, beside: bool, replaced: bool) -> None:
        """Say how it ended and where everything lies."""
        self.console.print()
        if scouting.reached:
            order = f": {scouting.order}" if scouting.order else ""
            self.console.print(Text(f"Reached {scouting.goal}{order} in {scouting.seconds:.0f} s.", style="bold green"))
        elif scouting.stop is not None:
            self.console.print(Text(f"Not reached: {scouting.goal}. {scouting.stop.sentence}", style="bold red"))
        else:
            self.console.print(Text("Stopped before the end.", style="bold yellow"))
        for key, hosts in (("payment_hosts", scouting.payment_hosts), ("hosts", scouting.other_hosts)):
            if hosts:
                self.console.print(Text(f"Nobody was let to {', '.join(hosts)}. If it is yours, add to shop.yaml:"))
                self.console.print(Text(f"  {key}: [{', '.join(hosts)}]", style="bold"))
        self.console.print()
        if shop_file is not None:
            why = " (shop.yaml is there already; --force replaces it)" if beside else ""
            why = why or (f" (the one before is {BEFORE}; take over what you need of it)" if replaced else "")
            self.console.print(Text(f"To confirm  {shop_file}{why}"))
        self.console.print(Text(f"Pictures    {pictures}"))
