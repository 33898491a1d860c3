"""What a persona's browser is like before the first page: window, line, processor, and what its owner has set in it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession, Error, Frame, Page

from mystery_shopper.addresses import host_port
from mystery_shopper.model import Persona
from mystery_shopper.presets import entries
from mystery_shopper.senses.devtools import line_to
from mystery_shopper.shop.belongings import Belongings

ORDINARY_PX: Final = 16
"""The size of text in browsers whose owner has not changed it (CSS 2.1: medium; 16 px in every browser)."""

DAY_S: Final = 24 * 60 * 60
_LATER: Final = """(later => {
  const now = () => real.now() + later, real = Date;
  globalThis.Date = new Proxy(real, {
    construct: (_, given, as) => Reflect.construct(real, given.length ? given : [now()], as),
    apply: () => new real(now()).toString(),
    get: (_, name) => name === 'now' ? now : Reflect.get(real, name) });
  const formats = Intl.DateTimeFormat.prototype, format = Object.getOwnPropertyDescriptor(formats, 'format');
  const parts = formats.formatToParts, today = day => day === undefined ? now() : day;
  Object.defineProperty(formats, 'format',
    {...format, get() { const written = format.get.call(this); return day => written(today(day)); }});
  formats.formatToParts = function (day) { return parts.call(this, today(day)); };
  if (!globalThis.Temporal) return;
  const clock = Temporal.Now, instant = clock.instant, zoned = clock.zonedDateTimeISO;
  const at = zone => zoned.call(clock, zone).add({milliseconds: later});
  Object.assign(clock, {
    instant: () => instant.call(clock).add({milliseconds: later}), zonedDateTimeISO: at,
    plainDateTimeISO: zone => at(zone).toPlainDateTime(), plainDateISO: zone => at(zone).toPlainDate(),
    plainTimeISO: zone => at(zone).toPlainTime() });
})(%d)"""

_SHARED: Final = frozenset(
    ["ac", "co", "com", "edu", "gob", "gov", "ind", "ltd", "me", "ne", "net", "nom", "nsw", "or", "org", "plc"]
)
"""Names below a country's that many owners share, as in ``co.uk``, ``com.au`` and ``or.jp`` (publicsuffix.org)."""

_FRAMES: Final[Belongings[Frame, CDPSession]] = Belongings()


def context_arguments(persona: Persona) -> dict[str, Any]:
    """Return what a browser context is opened with.

    Zooming is what a browser does: the same window holds fewer CSS pixels, each of them larger. So 400 % on a window
    of 1280 px is the 320 px of WCAG 1.4.10. Reduced motion and forced colours are the settings of the same names that
    pages can ask for (Media Queries Level 5).
    """
    device, zoom = persona.device, persona.zoom
    arguments: dict[str, Any] = {
        "locale": persona.locale,
        "timezone_id": persona.timezone,
        "viewport": {"width": round(device.width / zoom), "height": round(device.height / zoom)},
        "device_scale_factor": device.scale * zoom,
        "has_touch": device.touch,
    }
    if persona.motion == "reduced":
        arguments["reduced_motion"] = "reduce"
    if persona.colours == "forced":
        arguments["forced_colors"] = "active"
    return arguments


def furnish(page: Page, persona: Persona) -> None:
    """Give a page the persona's line and size of text, the documents of others within it included.

    The DevTools protocol knows a page at a time, and a frame of another site, such as the payment provider's, is one of
    its own: it is furnished as soon as its document comes, before what belongs to that is asked for.
    """
    _furnish(page, persona)
    if persona.network is not None or persona.text != 1:
        page.on("framenavigated", lambda frame: _furnish(frame, persona) if frame.parent_frame else None)


def _furnish(place: Page | Frame, persona: Persona) -> None:
    with contextlib.suppress(Error):
        if isinstance(place, Frame):
            _FRAMES.put(place, place.page.context.new_cdp_session(place))  # an error for a frame of the page's own site
        _give_line(place, persona)
        if persona.text != 1:
            size = round(ORDINARY_PX * persona.text)
            _tell(place, "Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
        if persona.vision != "full" and isinstance(place, Page):  # it holds for all that the window shows
            _tell(place, "Emulation.setEmulatedVisionDeficiency", {"type": persona.vision})


@contextlib.contextmanager
def no_line(page: Page, persona: Persona) -> Iterator[None]:
    """Within this, nothing goes through to any page of the persona's; afterwards her line is as it was."""
    page.context.set_offline(True)
    for each in _places(page.context):
        _give_line(each, persona, offline=True)  # what its session has been told of the line outweighs the context
    try:
        yield
    finally:
        page.context.set_offline(False)
        for each in _places(page.context):
            _give_line(each, persona)


def overnight(context: BrowserContext) -> None:
    """Let a day go by in a browser that is closed meanwhile.

    Cookies without a date go with the window (RFC 6265: a session cookie), and so do those that end before tomorrow;
    what the page has stored stays, and so do all others, a day older than they were. Its clock is a day ahead from now
    on, two after another night; the shop's own clock is not.
    """
    tomorrow = time.time() + DAY_S
    kept: list[Any] = [
        {**each, "expires": each.get("expires", -1) - DAY_S}
        for each in context.cookies()
        if each.get("expires", -1) > tomorrow
    ]
    context.clear_cookies()
    context.add_cookies(kept)
    context.add_init_script(_LATER % (DAY_S * 1000))


def blocked_by(persona: Persona, allowed: frozenset[str], own: frozenset[str]) -> Callable[[str], bool] | None:
    """Return what says of an address whether the persona's blocker stops it; None when she has none.

    ``trackers`` stops the shipped list, as blockers do that come with a browser. ``third parties`` stops everything but
    the shop itself and what shop.yaml allows beside it (such as the payment provider), as a strict blocker does.
    Addresses are judged by host; ``allowed`` and ``own`` are ``host:port``.
    """
    if persona.blocks == "nothing":
        return None
    sites = {_site(each) for each in own}

    def blocks(url: str) -> bool:
        host = urlsplit(url).hostname or ""
        if not host or host_port(url) in allowed or _site(host_port(url)) in sites:
            return False
        return persona.blocks == "third-parties" or is_tracker(host)

    return blocks


def is_tracker(host: str) -> bool:
    """Say whether a host is on the shipped list of trackers, itself or as a part of one that is."""
    return any(host == each or host.endswith(f".{each}") for each in _trackers())


def _places(context: BrowserContext) -> list[Page | Frame]:
    """Return the pages, and the frames within them that have a session of their own."""
    frames = [frame for page in context.pages for frame in page.frames if _FRAMES.get(frame)]
    return [*context.pages, *frames]


def _give_line(place: Page | Frame, persona: Persona, *, offline: bool = False) -> None:
    if persona.network is None:
        return
    conditions = {
        "offline": offline,
        "latency": persona.network.latency_ms,
        "downloadThroughput": persona.network.down_kbps * 1024 / 8,
        "uploadThroughput": persona.network.up_kbps * 1024 / 8,
    }
    with contextlib.suppress(Error):
        _tell(place, "Network.enable", {})
        _tell(place, "Network.emulateNetworkConditions", conditions)


def _tell(place: Page | Frame, method: str, arguments: Mapping[str, Any]) -> None:
    """Say something in the one session in which a page's settings are made; two of them would contradict each other."""
    session = line_to(place) if isinstance(place, Page) else _FRAMES.get(place)
    if session is not None:  # a frame's page may be closed by now
        session.send(method, dict(arguments))


@cache
def _trackers() -> frozenset[str]:
    """Return the shipped list of hosts."""
    lists = [node.value for node in entries("trackers.yaml").values()]
    return frozenset(str(each.value) for one in lists if isinstance(one, list) for each in one)


def _site(host: str) -> str:
    """Return what belongs to one owner: the last two names of a host, three below such as ``co.uk``; an address whole.

    The public suffix list would know it exactly and weighs more than this one question. Short names, such as that of
    ``dm.de``, are nothing of the kind.
    """
    name = host.rpartition(":")[0] or host
    parts = name.split(".")
    if len(parts) < 3 or parts[-1].isdigit() or ":" in name:
        return host if len(parts) < 2 or parts[-1].isdigit() else name
    shared = len(parts[-1]) == 2 and parts[-2] in _SHARED
    return ".".join(parts[-3 if shared else -2 :])
