"""The command `scout`: sends somebody through a strange shop and writes down what was understood of it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, sync_playwright
from rich.console import Console

from mystery_shopper.errors import SettingsError
from mystery_shopper.model import Persona
from mystery_shopper.personas import find_persona
from mystery_shopper.personas.settling_in import at_home
from mystery_shopper.provision import browsers
from mystery_shopper.report.writing import check_place
from mystery_shopper.run import Run
from mystery_shopper.scout.shop_yaml import place_for, proposed, write
from mystery_shopper.scout.telling import Teller
from mystery_shopper.scout.understood import Scouting
from mystery_shopper.scout.walking import ENDS_S, Walk
from mystery_shopper.senses.watchman import closed_after
from mystery_shopper.settings import ShopFile, load_shop
from mystery_shopper.settings.reachable import check_reachable
from mystery_shopper.stage import Stage
from mystery_shopper.visiting import Visiting

PATIENCE_S: Final = 15.0
"""A scout waits no longer for one answer (P), so that a shop that hangs ends within the time a scouting may take."""
STOPPED: Final = 130
"""The exit code of a command that Ctrl-C ended."""


@dataclass(frozen=True)
class Wish:
    """What the command line asks for."""

    url: str | None
    product: str = ""
    buy: bool = False
    persona: str = ""
    shop_path: Path | None = None
    json: Path | None = None
    reports: Path = Path("reports/scout")
    force: bool = False
    headed: bool = False
    executable: str | None = None


def scout(wish: Wish, *, folder: Path | None = None, console: Console | None = None) -> int:
    """Scout a shop; return 0 when the goal was reached, 1 when not, 130 when it was stopped.

    Raises:
        SettingsError: for an address, a persona or a file that cannot be used.
        ShopUnreachable, BrowserMissing: before anything is visited.
    """
    folder, teller = folder or Path(), Teller(console or Console(highlight=False))
    run = Run(root=folder, reports=wish.reports.absolute(), seed=1, fail_on="never", paced=False, persona=wish.persona)
    shop_file = replace(_shop_file(wish, folder), max_orders=1 if wish.buy else 0)
    persona = _persona(run, wish.persona)
    check_place(wish.json)
    check_place(wish.reports, folder=True)
    browsers.find("chromium", channel=None, setting=wish.executable)
    check_reachable(shop_file, given="")
    _clear(run.reports)
    told = f"{persona.name} ({persona.device.name})"
    scouting = Scouting(shop=shop_file.url, persona=told, buys=wish.buy, product=wish.product)
    teller.begins(scouting)
    stopped = _walk(wish, run, shop_file, persona, scouting, teller)
    was_there = (folder / "shop.yaml").exists()
    path = _write(wish, folder, run, shop_file, scouting)
    beside = path is not None and path.name != "shop.yaml"
    replaced = path is not None and was_there and not beside
    teller.ends(scouting, shop_file=path, pictures=wish.reports, beside=beside, replaced=replaced)
    return STOPPED if stopped else 0 if scouting.reached else 1


def _walk(wish: Wish, run: Run, shop_file: ShopFile, persona: Persona, scouting: Scouting, teller: Teller) -> bool:
    """Make the visit; return whether Ctrl-C ended it, with what was understood so far kept."""
    with suppress(Error), sync_playwright() as playwright:
        stage = Stage(
            playwright=playwright,
            browser_name="chromium",
            launch={"headless": not wish.headed},
            executable=wish.executable or os.environ.get("MYSTERY_SHOPPER_BROWSER"),
            shop_file=shop_file,
            reports=run.reports,
            paced=False,
            workers=1,
            judge_timings=False,
            keep_secret=run.keep_secret,
            learns_in=run.root / ".mystery-shopper" / "learned",
        )

        def opens(language: str, currency: str) -> Visiting:
            known = language or shop_file.locale, currency or shop_file.currency  # an earlier scout may have said so
            somebody = persona if wish.persona else at_home(persona, *known)
            return stage.invite(somebody, "", run.journey(()), "scout", run.seed)

        walk = Walk(opens, scouting, run.reports, teller.insight, frozenset(run.secrets))
        try:
            with closed_after(stage.browser(), ENDS_S):
                walk.go()
        except KeyboardInterrupt:
            return True
        finally:
            with suppress(Error, KeyboardInterrupt):
                walk.close()
                stage.close()
    return False


def _write(wish: Wish, folder: Path, run: Run, shop_file: ShopFile, scouting: Scouting) -> Path | None:
    """Write the proposal and the data; no secret is in them."""
    path = None
    if scouting.insights:
        path = place_for(folder, force=wish.force)
        write(path, run.redactor.text(proposed(scouting, shop_file)))
    if wish.json is not None:
        data = {**scouting.as_data(), "shop_file": str(path) if path else "", "pictures": str(wish.reports)}
        wish.json.parent.mkdir(parents=True, exist_ok=True)
        write(wish.json, run.redactor.text(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")
    return path


def _shop_file(wish: Wish, folder: Path) -> ShopFile:
    """Return what is known of the shop: an address, a file, or both when they speak of the same host."""
    path = wish.shop_path or folder / "shop.yaml"
    if wish.shop_path is None and not path.is_file():
        if not wish.url:
            raise SettingsError("No shop is named. Say which: mystery-shopper scout https://staging.example.com")
        return load_shop(None, url=wish.url)
    known = load_shop(path, url=wish.url)
    if wish.shop_path is None and wish.url and load_shop(path).own_hosts.isdisjoint(known.address.host_ports):
        return load_shop(None, url=wish.url)  # the file that lies here is about another shop
    return known


def _persona(run: Run, wanted: str) -> Persona:
    found = find_persona(run.personas, wanted or "shopper")
    return replace(found, patience_s=min(found.patience_s, PATIENCE_S))


def _clear(reports: Path) -> None:
    """Forget an earlier scouting: its pictures, and the order that it may have placed."""
    for each in (*reports.glob("[0-9][0-9]-*.png"), *(reports / "running").glob("orders*")):
        each.unlink(missing_ok=True)
