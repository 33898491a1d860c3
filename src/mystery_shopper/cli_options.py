"""The options of the larger commands, and how the command line reads numbers and tells of a misspelt word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from mystery_shopper.errors import did_you_mean


class Parser(argparse.ArgumentParser):
    """Says of a misspelt command or choice which one was meant; the parsers of the commands are of this kind too.

    A part of an option is not taken for the whole: a slip would do something that nobody has asked for.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **given})

    def error(self, message: str) -> NoReturn:
        found = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)$", message)
        meant = did_you_mean(found[1], re.findall(r"'([^']*)'", found[2])) if found else ""
        super().error(message.removeprefix("argument : ") + (f".{meant}" if meant else ""))


def scout_options(scout: argparse.ArgumentParser) -> None:
    """Give a parser the options of `mystery-shopper scout`."""
    add = scout.add_argument
    add("url", nargs="?", metavar="URL", help="the shop's address (default: the one in shop.yaml)")
    add("--product", default="", metavar="NAME", help="what to buy (default: the scout picks something)")
    add("--buy", action="store_true", help="place one order, with a test card; else the last button is not pressed")
    add("--persona", default="", metavar="NAME", help="who goes (default: somebody who lives where the shop sells)")
    add("--shop-file", type=Path, metavar="FILE", help="what is known already (default: a shop.yaml of the same host)")
    add("--json", type=Path, metavar="FILE", help="write everything as data")
    add("--reports", type=Path, default=Path("reports/scout"), help="where the pictures go (default: reports/scout)")
    add("--force", action="store_true", help="replace a shop.yaml that is there already")
    add("--headed", action="store_true", help="show the browser")
    add("--browser-executable", metavar="FILE", help="the browser program to use")


def prove_options(prove: argparse.ArgumentParser) -> None:
    """Give a parser the options of `mystery-shopper prove`."""
    add = prove.add_argument
    add(
        "--faults",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of fault files; may be repeated",
    )
    add("--shop", metavar="URL", help="the shop to break; without it the embedded demo shop")
    add("--shop-file", type=Path, metavar="FILE", help="the shop file, for what --shop cannot say")
    add("--product", default="", metavar="NAME", help="a product that is in stock there (default: one is looked for)")
    add("--json", type=Path, metavar="FILE", help="write everything as data")
    add("--reports", type=Path, default=Path("reports/prove"), help="where results and pictures go")
    add("--only", default="", metavar="TEXT", help="only faults whose name holds this text, or of this kind")
    add("--sample", type=at_least(0), default=0, metavar="N", help="so many faults, spread over all kinds")
    add("--every-persona", action="store_true", help="every persona that can feel a fault, not only the first")
    add("--clean", type=at_least(0), default=0, metavar="N", help="at least so many visits on which nothing is broken")
    add("--repeats", type=at_least(1), default=1, metavar="N", help="make each visit so many times with the same seed")
    add(
        "--together",
        type=_sizes,
        default=(),
        metavar="N,N",
        help="also visits on which so many faults meet, such as 3,6",
    )
    add("--seed", type=int, default=1)
    add("--workers", type=at_least(0), default=0, help="how many visits at a time (default: one a core, at most 2)")
    add("--fresh", action="store_true", help="do not go on with a run that was interrupted")


def at_least(least: int) -> Callable[[str], int]:
    """Return a reader for a whole number that is not smaller."""

    def read(text: str) -> int:
        if not re.fullmatch(r"-?\d+", text) or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} on")
        return int(text)

    return read


def _sizes(text: str) -> tuple[int, ...]:
    """Return the numbers of a list such as ``3,6``."""
    parts = text.replace(" ", "").split(",")
    if not all(each.isdigit() and int(each) > 1 for each in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no list of numbers from 2 on, such as 3,6")
    return tuple(map(int, parts))
