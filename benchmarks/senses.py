"""What each always-on sense costs by itself: the bare script, given one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from playwright.sync_api import BrowserContext, Page

from benchmarks.bare import bare
from mystery_shopper.journeys import load_journeys
from mystery_shopper.model import Conditions, Persona
from mystery_shopper.recorder import Recorder
from mystery_shopper.senses import axe, page_script
from mystery_shopper.senses.guard import Guard
from mystery_shopper.senses.network import Network
from mystery_shopper.senses.settling import wait_until_ready
from mystery_shopper.shop import look
from mystery_shopper.stage import Stage


def senses_of(stage: Stage, url: str, persona: Persona) -> dict[str, Callable[[], float]]:
    """Return the bare script with each of the senses in turn, by its name."""
    shop_file = stage.shop_file

    def guard(context: BrowserContext) -> None:
        hosts, own = shop_file.allowed_hosts, shop_file.own_hosts
        Guard(hosts, own, shop_file.headers, refused=lambda url, what: None).watch(context, chromium=True)

    def wire(context: BrowserContext) -> None:
        recorder = Recorder(persona, load_journeys([])["default"], Conditions())
        Network(recorder, shop_file.allowed_hosts, lambda asked_at: ("", 0.0)).listen(context)

    def vitals(context: BrowserContext) -> None:
        context.expose_binding("__ms_note", lambda source, notes: None)
        context.add_init_script(page_script())

    def looks(page: Page) -> None:
        wait_until_ready(page, 10.0)
        look(page)

    def accessible(page: Page) -> None:
        axe.violations(page.main_frame)

    run = partial(bare, stage.browser(), url, persona)
    return {
        "the guard": partial(run, guard),
        "the wire": partial(run, wire),
        "vitals and activity": partial(run, vitals),
        "the trace": partial(run, lambda context: context.tracing.start(screenshots=False, snapshots=False)),
        "a look at each page": partial(run, vitals, looks),
        "axe, once a template": partial(run, vitals, accessible),
    }
