"""One shopper in her own browser context, from curtain to curtain: judged, pictured, and left again."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Error

from mystery_shopper.cards import load_cards
from mystery_shopper.errors import MysteryShopperError
from mystery_shopper.model import Finding
from mystery_shopper.senses import pictures
from mystery_shopper.senses.watchman import closed_after
from mystery_shopper.shop import Rect, look, quoted
from mystery_shopper.shopper import Shopper

_LEAVES_WITHIN_S = 20.0  # a context not closed by then never will be: the next visit gets a new browser (P)


@dataclass
class Visiting:
    """A shopper in her own browser context, from curtain to curtain."""

    shopper: Shopper
    context: BrowserContext
    started: str
    _early: dict[tuple[str, ...], pictures.Picture] = field(default_factory=dict)  # taken while it was to be seen

    def __post_init__(self) -> None:
        self.shopper.witness = self.glance

    def glance(self) -> None:
        """Picture what the rules will object to while it is still to be seen: before the shopper may leave the page."""
        shopper = self.shopper
        for finding in shopper.recorder.suspicions(shopper.senses.unsaid()):
            if _sight(finding) not in self._early:
                picture = self._picture(finding, frozenset({*self._passwords(), *self._numbers()}))
                if picture is not None:
                    self._early[_sight(finding)] = picture

    def judge(self, reports: Path, place: str, secrets: frozenset[str], *, ended: bool = False) -> list[Finding]:
        """Return the findings that are new, each with a picture in ``place`` of the page where it was seen."""
        self.shopper.take_note()
        self.shopper.senses.hear_out(self.shopper.page)
        self.shopper.senses.flush()
        fresh = []
        for finding in self.shopper.recorder.judge(ended=ended):
            fresh.append(self._pictured(finding, reports, place, secrets))
        return fresh

    def hear_out(self) -> None:
        """Let her take in what the page says a moment later, before the visit is judged for the last time."""
        with contextlib.suppress(MysteryShopperError, Error):  # the visit is over: nothing holds her up any more
            self.shopper.hear_out()

    def close(self, trace: Path | None) -> None:
        """Leave the shop and keep what was understood of it; keep the trace when a place for it is given."""
        self.shopper.learned.keep()
        with contextlib.suppress(Error):
            if trace is not None:
                trace.parent.mkdir(parents=True, exist_ok=True)
                self.context.tracing.stop(path=trace)
            else:
                self.context.tracing.stop()
        with contextlib.suppress(Error), closed_after(self.context.browser, _LEAVES_WITHIN_S):
            self.context.close()

    def _pictured(self, finding: Finding, reports: Path, place: str, secrets: frozenset[str]) -> Finding:
        shopper = self.shopper
        name = f"{place}/{finding.kind}-{finding.fingerprint}.png"
        picture = self._early.pop(_sight(finding), None) or self._picture(finding, secrets)
        if picture is None:
            return finding
        path = reports / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(picture.data)
        except OSError as trouble:  # what was found is worth more than its picture
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            shopper.say(f"{pictures.LOST}: {trouble.strerror or trouble}.")
            return finding
        return shopper.recorder.prove(finding, pictures.evidence(name, finding, marked=picture.marked))

    def _picture(self, finding: Finding, secrets: frozenset[str]) -> pictures.Picture | None:
        """Picture the page where a finding was seen; None when another has come since."""
        if not self.shopper.senses.stands(self.shopper.page, finding.at, finding.url):
            return None
        page = self.shopper.page
        mark = self.shopper.senses.mark(page, finding.element) if finding.element else self._words_of(finding)
        return pictures.take(page, mark=mark, secrets=secrets)

    def _words_of(self, finding: Finding) -> Rect | None:
        """Return where the page says what a finding that is about no element quotes of it."""
        with contextlib.suppress(Error):
            return quoted(look(self.shopper.page), finding.observed)
        return None

    def _passwords(self) -> list[str]:
        """Her own password, and those of the accounts with which she may have come or been let in."""
        known = (self.shopper.account, self.shopper.key)
        return [self.shopper.identity.password, *(each[1] for each in known if each is not None)]

    def _numbers(self) -> list[str]:
        """Every card number that may stand on a page: no others can be typed."""
        return [self.shopper.card.number, *(each.number for each in load_cards().values())]


def _sight(finding: Finding) -> tuple[str, ...]:
    """Return what a picture is of; the moment may be known only later."""
    return (finding.kind, finding.url, finding.element)
