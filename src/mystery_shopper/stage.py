"""Sets the stage for a visit: the browser, and for each shopper a context of her own with guard and senses."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

from mystery_shopper.addresses import host_port
from mystery_shopper.errors import BrowserMissing, Inconclusive
from mystery_shopper.frictions import TOO_BUSY
from mystery_shopper.learned import Learned
from mystery_shopper.machine import Room, has_room
from mystery_shopper.model import Conditions, Journey, Persona
from mystery_shopper.personas import as_visitor, draw
from mystery_shopper.provision import browsers
from mystery_shopper.provision.means import NO_DISPLAY
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import Senses
from mystery_shopper.senses.blocker import Blocker
from mystery_shopper.senses.guard import Guard
from mystery_shopper.senses.network import Network
from mystery_shopper.senses.processor import Processor
from mystery_shopper.settings import ShopFile
from mystery_shopper.settings.reachable import why_silent
from mystery_shopper.shopper import Shopper
from mystery_shopper.shopper.keys import hands_of
from mystery_shopper.shopper.purse import Purse
from mystery_shopper.shopper.surroundings import blocked_by, context_arguments, furnish
from mystery_shopper.shopper.tunnel import tunnel_of
from mystery_shopper.visiting import Visiting


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
            card=(card := self.shop_file.card(persona.card)),
            spare_cards=self.shop_file.spare_cards(card),
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
