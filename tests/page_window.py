"""A browser window with the page script in it, for the tests of what the script tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

SENSES = Path(__file__).parents[1] / "src" / "mystery_shopper" / "senses"
ORIGIN = "http://pages.example"
SETTLE = "() => new Promise(go => requestAnimationFrame(() => setTimeout(go, 30)))"


class Window:
    """One browser window for all tests of this file, with the script in it; every note and error is kept."""

    def __init__(self, browser: Browser) -> None:
        self.notes: list[dict[str, Any]] = []
        self.troubles: list[str] = []
        self.context = browser.new_context(viewport={"width": 800, "height": 600})
        self.context.expose_binding("__ms_note", lambda _source, batch: self.notes.extend(batch))
        vitals = (SENSES / "vendor" / "web-vitals.iife.js").read_text(encoding="utf-8")
        script, styles = ((SENSES / each).read_text(encoding="utf-8") for each in ("page.js", "styles.js"))
        self.context.add_init_script(f"(() => {{ {vitals}\nconst newStyles = {styles};\n{script} }})()")
        self.context.on("weberror", lambda trouble: self.troubles.append(str(trouble.error)))
        self.page = self.context.new_page()

    def show(self, body: str, *, headers: dict[str, str] | None = None, head: str = "") -> Page:
        """Open a page made of this body."""
        html = f"<!doctype html><html lang=en><head><title>A page</title>{head}</head><body>{body}</body></html>"
        self.page.unroute_all()
        self.page.route(
            f"{ORIGIN}/", lambda route: route.fulfill(body=html, content_type="text/html", headers=headers or {})
        )
        self.notes.clear()
        self.page.goto(f"{ORIGIN}/")
        return self.page


def changes(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("() => window[Symbol.for('ms')].changes()")
    return found


def mark(page: Page) -> float:
    return float(page.evaluate("() => window[Symbol.for('ms')].mark()"))


def press(page: Page, selector: str) -> dict[str, Any]:
    """Press as a person does, and read the clock once the page has had a frame to answer."""
    mark(page)
    page.click(selector)
    page.evaluate(SETTLE)
    return changes(page)


def effects(seen: dict[str, Any]) -> set[str]:
    return {each for each in ("scrolled", "focus_changed", "url_changed") if seen[each]}


def newest(notes: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    return next((each for each in reversed(notes) if each["name"] == name), None)


def wait_for_note(page: Page, notes: list[dict[str, Any]], name: str, least: float) -> dict[str, Any]:
    for _ in range(100):
        found = newest(notes, name)
        if found and found["value"] >= least:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"no {name} of {least} or more among {notes}")
