"""Opens the curtain for a visit and closes it: browser, context, person, and at the end the record of the visit."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

from mystery_shopper.addresses import host_port
from mystery_shopper.cards import load_cards
from mystery_shopper.errors import BrowserMissing, Inconclusive, MysteryShopperError
from mystery_shopper.frictions import TOO_BUSY
from mystery_shopper.learned import Learned
from mystery_shopper.machine import Room, has_room
from mystery_shopper.model import Conditions, Finding, Journey, Persona
from mystery_shopper.personas import as_visitor, draw
from mystery_shopper.provision import browsers
from mystery_shopper.provision.means import NO_DISPLAY
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import Senses, pictures
from mystery_shopper.senses.blocker import Blocker
from mystery_shopper.senses.guard import Guard
from mystery_shopper.senses.network import Network
from mystery_shopper.senses.processor import Processor
from mystery_shopper.senses.watchman import closed_after
from mystery_shopper.settings import ShopFile
from mystery_shopper.settings.reachable import why_silent
from mystery_shopper.shop import Rect, look, quoted
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.keys import hands_of
from mystery_shopper.shopper.purse import Purse
from mystery_shopper.shopper.surroundings import blocked_by, context_arguments, furnish
from mystery_shopper.shopper.tunnel import tunnel_of

_LEAVES_WITHIN_S = 20.0  # a context not closed by then never will be: the next visit gets a new browser (P)


@dataclass
class Stage:
    """One process's browser, started when first needed and started again when it has gone."""

    playwright: Playwright
    browser_name: str
    launch: Mapping[str, Any]  # what pytest-playwright's options say: headless, slow_mo, channel
    executable: str | None
    shop_file: ShopFile
    reports: Path
    paced: bool
    workers: int
    judge_timings: bool | None  # None: judged unless the machine is oversubscribed
    keep_secret: Callable[[str], None]  # is told what no report may show
    full_trace: bool = False
    video: bool = False
    learns_in: Path | None = None  # the folder for what is understood of shops; None: nothing is kept
    _browser: Browser | None = None
    _choice: browsers.BrowserChoice | None = None

    def browser(self) -> Browser:
        """Return a living browser.

        Raises:
            BrowserMissing: when none can be found or started.
        """
        if self._browser is None or not self._browser.is_connected():
            channel = self.launch.get("channel")
            self._choice = browsers.find(self.browser_name, channel=channel, setting=self.executable)
            headless = bool(self.launch.get("headless", True))
            arguments = browsers.launch_args(self._choice, headless=headless)
            more = {key: value for key, value in self.launch.items() if key not in ("channel", "headless")}
            try:
                self._browser = getattr(self.playwright, self.browser_name).launch(**{**arguments, **more})
                gc.collect()
                gc.freeze()  # what has been loaded stays: to go through it again and again costs each visit its time
            except Error as trouble:
                raise BrowserMissing(
                    f"The browser {self._choice} does not start: {_why(trouble)}. {_remedy(trouble)}"
                ) from None
        return self._browser

    def close(self) -> None:
        """End the browser."""
        if self._browser is not None:
            with contextlib.suppress(Error):
                self._browser.close()

    def invite(self, persona: Persona, name: str, journey: Journey, scenario: str, seed: int) -> Visiting:
        """Open a context of her own for one shopper; what shop.yaml says of language and currency holds for all."""
        persona = as_visitor(persona, self.shop_file.locale, self.shop_file.currency)
        drawn = int.from_bytes(hashlib.sha256(f"{seed}|{persona.id}|{scenario}|{name}".encode()).digest()[:4])
        auto = self.judge_timings is None
        recorder = Recorder(persona, journey, self._conditions(persona), Room() if auto else None)
        identity = draw(persona, drawn)
        persona = replace(persona, timezone=identity.timezone)
        context = self._context(persona)
        tally = self.reports / "running" / "orders"
        purse = Purse(tally, self.shop_file.max_orders, lambda url: guard.allows(url), self.keep_secret)
        for each in self.shop_file.access.secrets:
            self.keep_secret(each)
        door = self.shop_file.access.login
        blocks = blocked_by(persona, self.shop_file.allowed_hosts, self.shop_file.own_hosts)
        chromium = self.browser_name == "chromium"
        identify = self.shop_file.identify
        guard = Guard(
            hosts=self.shop_file.allowed_hosts,
            own_hosts=self.shop_file.own_hosts,
            headers=self.shop_file.headers,
            refused=lambda url, what: _refused(recorder, url, what),
            login=(door.user, door.password) if door else None,
            blocks=blocks,
            token=identify.value if identify.by_user_agent and not chromium else "",
        )
        guard.watch(context, chromium=chromium)
        if chromium and blocks is not None:
            Blocker(blocks).watch(context)
        network = Network(recorder, self.shop_file.allowed_hosts, lambda asked_at: senses.act_behind(asked_at))
        senses = Senses(recorder, network, chromium, processor=Processor(persona.cpu_slowdown))
        senses.attach(context)
        if chromium:
            context.on("page", lambda page: furnish(page, persona))
            context.on("page", senses.processor.take)
            context.on("page", senses.watchman.take)
        self._start_trace(context)
        shopper = Shopper(
            persona=persona,
            identity=identity,
            page=context.new_page(),
            hands=hands_of(persona, paced=self.paced, seed=identity.seed),
            senses=senses,
            recorder=recorder,
            shop_url=self.shop_file.url,
            silent=lambda: why_silent(self.shop_file),
            paced=self.paced,
            card=self.shop_file.card(persona.card),
            purse=purse,
            called=name,
            hints=self.shop_file.hints,
            learned=Learned.of(self.learns_in, host_port(self.shop_file.url)) if self.learns_in else Learned(),
            account=self._key() if persona.customer == "returning" else None,
            key=self._key(),
            recipient=draw(persona, drawn + 1) if persona.parcel == "gift" else None,
            tunnel=tunnel_of(persona.offline_s, identity.seed),
        )
        return Visiting(shopper, context, datetime.now(UTC).astimezone().isoformat(timespec="seconds"))

    def _start_trace(self, context: BrowserContext) -> None:
        """Trace without the Python stack of each call: it tells of us alone, and is a fourth of all that is sent."""
        context.tracing.start(screenshots=self.full_trace, snapshots=self.full_trace, sources=False)
        with contextlib.suppress(AttributeError):  # no option says so: were it gone, stacks would be sent again
            context.tracing._impl_obj._reset_stack_counter()

    def _context(self, persona: Persona) -> BrowserContext:
        browser = self.browser()
        arguments = {**context_arguments(persona), "ignore_https_errors": self.shop_file.access.any_certificate}
        if self.browser_name == "chromium":
            arguments["user_agent"] = _user_agent(browser.version, persona.device.mobile, self.shop_file)
        door = self.shop_file.access.login
        if door is not None and self.browser_name != "chromium":  # there the guard gives it to all own hosts
            origin = self.shop_file.url.split("/", 3)[:3]
            arguments["http_credentials"] = {
                "username": door.user,
                "password": door.password,
                "origin": "/".join(origin),
            }
        if self.browser_name != "firefox":
            arguments["is_mobile"] = persona.device.mobile
        if self.video:
            arguments["record_video_dir"] = str(self.reports / "videos")
        try:
            return browser.new_context(**arguments)
        except Error:  # it died between two visits: the next one gets a new browser
            self._browser = None
            try:
                return self.browser().new_context(**arguments)
            except Error as trouble:
                raise Inconclusive(f"The browser does not start: {trouble.message.splitlines()[0]}") from trouble

    def _key(self) -> tuple[str, str] | None:
        account = self.shop_file.account
        return (account.email, account.password) if account else None

    def _conditions(self, persona: Persona) -> Conditions:
        cores = os.cpu_count() or 1
        load = os.getloadavg()[0] / cores if hasattr(os, "getloadavg") else 0.0
        untimed = self._untimed(cores)
        slowed = self.browser_name == "chromium"  # no other browser lets line and processor be slowed
        return Conditions(
            browser=f"{self.browser_name} {self.browser().version}",
            device=persona.device.name,
            network=persona.network.name if persona.network and slowed else "unthrottled",
            cpu_slowdown=persona.cpu_slowdown if slowed else 1.0,
            workers=self.workers,
            load=round(load, 2),
            timings_judged=not untimed,
            untimed_because=untimed,
            paced=self.paced,
        )

    def _untimed(self, cores: int) -> str:
        """Say why times cannot be judged; nothing when they can."""
        if self.judge_timings is not None:
            return "" if self.judge_timings else "it was switched off (--timings skip)"
        if self.workers > cores:
            return f"{self.workers} workers shared {cores} cores"
        return "" if has_room() else TOO_BUSY


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


def _why(trouble: Error) -> str:
    """Return the line of a browser's own log that names an error, else what Playwright says first."""
    said = re.search(r"\[err\] (.*\berror\b.*)", trouble.message, re.IGNORECASE)
    return (said.group(1) if said else trouble.message.splitlines()[0]).strip().rstrip(".")


def _remedy(trouble: Error) -> str:
    if re.search(r"XServer|X server|\$DISPLAY", trouble.message):
        return NO_DISPLAY
    return "Start it by hand to see more, or name another with --browser-executable."


def _user_agent(version: str, mobile: bool, shop_file: ShopFile) -> str:
    """An ordinary browser's name, because shops turn away what says "Headless"; openness has its own header."""
    system = "Linux; Android 10; K" if mobile else "X11; Linux x86_64"
    kind = "Mobile Safari" if mobile else "Safari"
    major = version.split(".")[0]
    agent = f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0 {kind}/537.36"
    return f"{agent} {shop_file.identify.value}" if shop_file.identify.by_user_agent else agent


def _refused(recorder: Recorder, url: str, what: str) -> None:
    told = f"The way to {url} was not taken: shop.yaml does not allow this host."
    recorder.observe("note", told, refused=url, what=what)
