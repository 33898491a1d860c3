"""Who plays in a scenario: every shopper by name, the one who acted last, and how each of their visits goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Error

from mystery_shopper.errors import HeldUp, Inconclusive, MysteryShopperError, SettingsError, did_you_mean
from mystery_shopper.lint.names import PRONOUNS
from mystery_shopper.model import Persona
from mystery_shopper.personas import find_persona
from mystery_shopper.shopper import Shopper

_LEFT = "context was destroyed"  # by a page that went on in the middle of a question
_GONE = ("has been closed", "Target crashed", "Connection closed", "Browser closed", "Target closed")


@dataclass
class Cast:
    """The shoppers of one scenario.

    ``invite(persona, name)`` opens a browser context for a new shopper; ``names`` finds a persona by id or name.
    """

    invite: Callable[[Persona, str], Shopper]
    judge: Callable[..., None]  # let the rules look at what is new; ended=True at the end of the visits
    personas: Mapping[str, Persona]
    default: str
    drawn: Persona | None = None  # of a crowd: plays the scenario's part, whoever is named there
    shoppers: dict[str, Shopper] = field(default_factory=dict)
    expected: set[str] = field(default_factory=set)  # friction kinds and outcomes that the scenario expects
    troubles: list[HeldUp] = field(default_factory=list)  # what stopped her when she only tried
    _now: str = ""
    _step: str = ""

    def introduce(self, name: str, persona: str) -> Shopper:
        """Let somebody enter: a persona under the name that the scenario gives her. Her story opens that of the visit.

        Raises:
            SettingsError: for a persona that nobody has described; names the nearest.
        """
        found = find_persona(self.personas, persona)
        if name.casefold() in self.shoppers:
            raise SettingsError(f"{name} is in this scenario already. Give the second shopper another name.")
        nameless = name.casefold() in PRONOUNS or self.drawn is not None
        shopper = self.invite(self.drawn or found, "" if nameless else name)
        shopper.recorder.step = self._step
        if self.drawn is not None and name.casefold() not in PRONOUNS:
            shopper.recorder.observe("note", f"{shopper.name} came in the part of {name}.")
        shopper.recorder.observe("note", shopper.persona.story.strip())  # the report has told already who set out
        self._now = name.casefold() if name.casefold() not in PRONOUNS else shopper.name.casefold()
        self.shoppers[self._now] = shopper
        return shopper

    def who(self, spoken: str = "") -> Shopper:
        """Return the shopper whom a name or a pronoun means; a pronoun before anybody came invites the default.

        Raises:
            SettingsError: for a name that nobody in the scenario has.
        """
        word = spoken.casefold()
        if word in self.shoppers:
            self._now = word
        elif word and word not in PRONOUNS:
            people = [each.name for each in self.shoppers.values()]
            raise SettingsError(
                f"Nobody in this scenario is called '{spoken}' (so far: {', '.join(people) or 'nobody yet'})."
                f"{did_you_mean(spoken, people)} "
                f'Introduce her first: Given {spoken} is "{self.default}".'
            )
        if not self._now:
            self.introduce("the shopper", self.default)
        return self.shoppers[self._now]

    def expect_outcome(self, shopper: Shopper, *, at: str) -> None:
        """Take an unhappy end and its findings at one moment as what the scenario is about."""
        self.expected.add("unhappy end")
        self.expected.update(each.kind for each in shopper.recorder.findings if each.moment == at)

    def step_begins(self, text: str) -> None:
        """Let everything observed from now on belong to this Gherkin step."""
        self._step = text
        for each in self.shoppers.values():
            each.recorder.step = text

    @contextmanager
    def careful(self, *, trying: bool = False) -> Iterator[None]:
        """Tell the shop's fault from ours: what is neither makes the visits inconclusive.

        With ``trying``, being held up is remembered for a later sentence instead of ending the scenario.
        """
        try:
            yield
        except HeldUp as trouble:
            if not trying:
                raise
            self.troubles.append(trouble)
        except Inconclusive as trouble:
            self._spoiled(str(trouble))
            raise
        except Error as trouble:
            if any(word in trouble.message for word in _GONE):
                self._spoiled("the browser went away in the middle of the visit")
                raise Inconclusive("The browser went away in the middle of the visit.") from None
            circle = self._in_circles() if _LEFT in trouble.message else None
            if circle is not None and trying and isinstance(circle, HeldUp):
                self.troubles.append(circle)
                return
            if circle is not None:
                raise circle from None
            if "net::ERR_" in trouble.message or "NS_ERROR" in trouble.message:
                said = trouble.message.splitlines()[0]
                self._spoiled(f"the network failed: {said}")
                raise Inconclusive(f"The network failed: {said}") from None
            self._spoiled(f"our own fault: {trouble.message.splitlines()[0]}")
            raise
        except (MysteryShopperError, AssertionError):
            raise
        except Exception as trouble:
            self._spoiled(f"our own fault: {type(trouble).__name__}: {trouble}")
            raise

    def _in_circles(self) -> HeldUp | Inconclusive | None:
        """Return the error to raise where the shop's page keeps loading itself anew; None where it does not."""
        shopper = self.who()
        self.judge()
        circles = any(each.kind == "page-loop" for each in shopper.recorder.findings)
        return shopper.held_up("the page keeps loading itself anew") if circles else None

    def _spoiled(self, why: str) -> None:
        for each in self.shoppers.values():
            each.recorder.observe("inconclusive", why)
