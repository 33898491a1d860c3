"""The one family of exceptions: what happened, the value, where, the nearest valid name, and one thing to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from mystery_shopper.card_numbers import masked_numbers


class MysteryShopperError(Exception):
    """Base of every error that Mystery Shopper raises on purpose; none repeats what could be a card number."""

    def __init__(self, message: object = "") -> None:
        super().__init__(masked_numbers(str(message)))


class DataError(MysteryShopperError):
    """A persona, map, shop or feature file says something that cannot be used.

    The text always begins with ``file:line:`` so that editors and terminals can jump there.
    """

    def __init__(self, path: Path | str, line: int | None, problem: str) -> None:
        self.path = Path(path)
        self.line = line
        self.problem = masked_numbers(problem)
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")


class SettingsError(MysteryShopperError):
    """A command line option or setting cannot be used."""


class BrowserMissing(MysteryShopperError):
    """No browser could be found or started."""


class ShopUnreachable(MysteryShopperError):
    """The shop under test does not answer at all, so no visit can begin."""


class Refused(MysteryShopperError):
    """A safety rule forbids the action: a foreign host, a real card number, one order too many."""


class OrderRefused(Refused):
    """No further order may be placed; the button that places it was not pressed."""


class Inconclusive(MysteryShopperError):
    """The visit says nothing about the shop: a bot challenge, a dead network, a lost browser, our own fault."""


class Stopped(KeyboardInterrupt):
    """The run was ended from outside: by Ctrl-C (SIGINT), or by SIGTERM."""


class HeldUp(MysteryShopperError, AssertionError):
    """The shopper could not go on; an AssertionError, because the shop is at fault and not the suite.

    ``thing`` is the one of the named things of a shop that was missing, empty for others.
    """

    def __init__(self, message: str, *, what: str = "", looked_for: str = "", saw: str = "", thing: str = "") -> None:
        self.what, self.looked_for, self.saw, self.thing = what, looked_for, saw, thing
        super().__init__(message)


class NotOffered(MysteryShopperError):
    """The shop has nothing of the kind that a scenario tagged ``@where-offered`` is about."""


class Unmet(MysteryShopperError, AssertionError):
    """The shopper went on, but something was not as the scenario expects it.

    ``told`` is True where findings of the visit say it already, so that it is none of its own.
    """

    def __init__(self, message: str, *, told: bool = False) -> None:
        self.told = told
        super().__init__(message)


class GaveUp(HeldUp):
    """The shopper could have waited longer, but this persona's patience had ended."""

    def __init__(self, message: str, after_s: float) -> None:
        self.after_s = after_s
        super().__init__(message, what=message)


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name that was most likely meant, or an empty string when none is near.

    One that goes on where the given name ends (``visa`` -> ``visa-approved``) is nearer than any that is spelt alike.
    """
    names = [str(each) for each in valid]
    wanted = str(name).casefold()
    longer = [each for each in names if wanted and each.casefold().startswith(f"{wanted}-")]
    if longer and wanted not in map(str.casefold, names):
        return longer[0]
    folded = {each.casefold(): each for each in sorted(set(names), reverse=True)}
    near = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else ""


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """Return ``" Did you mean 'x'?"`` for the nearest valid name, or an empty string when none is near."""
    near = nearest(name, valid)
    return f" Did you mean '{near}'?" if near else ""


def one_of(name: str, valid: Iterable[str]) -> str:
    """Return the standard tail of a message about an unknown name: the nearest one, then all valid ones."""
    names = list(valid)
    return f"{did_you_mean(name, names)} Valid: {', '.join(names)}."
