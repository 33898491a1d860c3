"""The script inside the page, in a real browser: its clock, its hit test and its vitals on pages of known behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mystery_shopper import browsers

SENSES = Path(__file__).parents[1] / "src" / "mystery_shopper" / "senses"
ORIGIN = "http://pages.example"
SIZE = 'width="600" height="400"'
GREY = f'<svg xmlns="http://www.w3.org/2000/svg" {SIZE}><rect {SIZE} fill="grey"/></svg>'
SETTLE = "() => new Promise(go => requestAnimationFrame(() => setTimeout(go, 30)))"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return browsers.launch_args(browsers.find())


class Window:
    """One browser window for all tests of this file, with the script in it; every note and error is kept."""

    def __init__(self, browser: Browser) -> None:
        self.notes: list[dict[str, Any]] = []
        self.troubles: list[str] = []
        self.context = browser.new_context(viewport={"width": 800, "height": 600})
        self.context.expose_binding("__ms_note", lambda _source, batch: self.notes.extend(batch))
        vitals = (SENSES / "vendor" / "web-vitals.iife.js").read_text(encoding="utf-8")
        script = (SENSES / "page.js").read_text(encoding="utf-8")
        self.context.add_init_script(f"(() => {{ {vitals}\n{script} }})()")
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


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    opened = Window(browser)
    yield opened
    opened.context.close()


@pytest.fixture
def notes(window: Window) -> list[dict[str, Any]]:
    return window.notes


@pytest.fixture
def visit(window: Window) -> Iterator[Callable[..., Page]]:
    """Open a page made of the given body; the script must not have thrown into it."""
    window.troubles.clear()
    yield window.show
    assert window.troubles == []


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


NOTHING_SEEN = {
    "nothing at all": "",
    "a script element": "document.body.append(document.createElement('script'))",
    "a hidden element": "document.body.insertAdjacentHTML('beforeend', '<p style=\"display:none\">x</p>')",
    "a class set to what it was": "document.body.className = document.body.className",
    "the page's title": "document.title = 'Another'",
    "text in a hidden element": "secret.textContent = 'x'",
    "a transparent element": "document.body.insertAdjacentHTML('beforeend', '<p style=\"opacity:0\">x</p>')",
}


@pytest.mark.parametrize("script", NOTHING_SEEN.values(), ids=NOTHING_SEEN.keys())
def test_what_nobody_can_see_is_no_change(visit: Callable[..., Page], script: str) -> None:
    page = visit(f"""<p id=secret hidden></p><button onclick="{script.replace('"', "&quot;")}">Add</button>""")
    seen = press(page, "button")
    assert seen["first_change_ms"] is None
    assert effects(seen) == set()
    assert seen["busy"] is False


SEEN = {
    "new text": "word.textContent = 'Added'",
    "an element shown": "secret.hidden = false",
    "an element hidden": "word.hidden = true",
    "an element hidden by class": "word.className = 'away'",
    "an element taken away": "word.remove()",
    "a control that goes grey": "this.disabled = true",
    "a dialog": "dialog.showModal()",
    "a complaint of the browser's own": "asked.requestSubmit()",
}


@pytest.mark.parametrize("script", SEEN.values(), ids=SEEN.keys())
def test_what_people_can_see_is_a_change(visit: Callable[..., Page], script: str) -> None:
    page = visit(
        f"""<p id=word>Word</p><p id=secret hidden>Hidden</p><dialog id=dialog>Hello</dialog>
        <form id=asked onsubmit="return false"><input required></form><button onclick="{script}">Add</button>""",
        head="<style>.away { display: none }</style>",
    )
    seen = press(page, "button")
    assert seen["first_change_ms"] is not None
    assert seen["first_change_ms"] >= 0
    assert seen["last_change_ms"] >= seen["first_change_ms"]


def test_a_change_that_comes_late_is_timed_from_the_press(visit: Callable[..., Page]) -> None:
    page = visit(
        "<p id=word>Word</p><button onclick=\"setTimeout(() => word.textContent = 'Added', 300)\">Add</button>"
    )
    assert press(page, "button")["first_change_ms"] is None
    page.wait_for_function("() => word.textContent === 'Added'")
    assert 290 <= changes(page)["first_change_ms"] < 5000


def test_what_was_seen_before_the_press_belongs_to_no_act(visit: Callable[..., Page]) -> None:
    page = visit("<p id=word>Word</p><button onmouseenter=\"word.textContent = 'Hovered'\">Add</button>")
    assert press(page, "button")["first_change_ms"] is None
    assert page.inner_text("#word") == "Hovered"


def test_a_document_that_has_just_come_counts_as_changed(visit: Callable[..., Page]) -> None:
    assert changes(visit("<p>Hello</p>"))["first_change_ms"] is not None


EFFECTS = {
    "scrolled": ("window.scrollTo(0, 300)", "scrolled"),
    "scrolled inside": ("box.scrollTop = 50", "scrolled"),
    "moved the focus": ("field.focus()", "focus_changed"),
    "changed the address": ("history.pushState({}, '', '/two')", "url_changed"),
}


@pytest.mark.parametrize(("script", "effect"), EFFECTS.values(), ids=EFFECTS.keys())
def test_other_answers_than_a_change_of_the_page(visit: Callable[..., Page], script: str, effect: str) -> None:
    page = visit(
        f"""<button onclick="setTimeout(() => {{ {script} }}, 60)">Go</button><input id=field>
        <div id=box style="height:60px;overflow:auto"><div style="height:900px">x</div></div>
        <div style="height:3000px"></div>"""
    )
    press(page, "button")
    page.wait_for_function(f"() => window[Symbol.for('ms')].changes().{effect}")
    assert effects(changes(page)) == {effect}


def test_the_shoppers_own_scrolling_and_tabbing_are_no_answer(visit: Callable[..., Page]) -> None:
    page = visit("<a href=#x>One</a><div style='height:3000px'></div><button>Add</button>")
    mark(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.evaluate(SETTLE)
    seen = changes(page)
    assert page.evaluate("() => document.activeElement.tagName") == "BUTTON"
    assert effects(seen) == set()
    assert seen["dom_changed"] is False


BUSY = {
    "aria-busy": "box.setAttribute('aria-busy', 'true')",
    "a progress bar": "box.innerHTML = '<progress></progress>'",
    "a role": "box.innerHTML = '<b role=progressbar>..</b>'",
    "a spinner": "box.innerHTML = '<i class=spinner></i>'",
    "anything small that turns": "box.innerHTML = '<i class=thing></i>'",
    "the pointer": "document.body.style.cursor = 'wait'",
}


@pytest.mark.parametrize("script", BUSY.values(), ids=BUSY.keys())
def test_a_page_that_says_it_is_busy(visit: Callable[..., Page], script: str) -> None:
    page = visit(
        f"""<div id=box>Box</div><button onclick="{script}">Add</button>""",
        head="""<style>.spinner, .thing { display: block; width: 20px; height: 20px; animation: turn 1s infinite }
        @keyframes turn { to { transform: rotate(360deg) } }</style>""",
    )
    assert press(page, "button")["busy"] is True
    assert changes(page)["progress"] is ("progress" in script)
    page.evaluate("() => { box.remove(); document.body.style.cursor = '' }")
    page.wait_for_function("() => !window[Symbol.for('ms')].changes().busy")


def test_what_turned_before_the_act_is_furniture(visit: Callable[..., Page]) -> None:
    page = visit(
        "<i class='badge loading'></i><b role=progressbar>Step 2 of 4</b><button>Add</button>",
        head="<style>.badge { display: block; width: 20px; height: 20px; animation: t 1s infinite } "
        "@keyframes t { to { transform: rotate(1turn) } }</style>",
    )
    assert press(page, "button")["busy"] is False


def test_a_control_that_is_held_while_it_works(visit: Callable[..., Page]) -> None:
    page = visit("<button onclick='this.disabled = true'><b>Pay</b></button>")
    seen = press(page, "b")
    assert seen["held"] is True
    assert seen["busy"] is False


def hit(page: Page, selector: str) -> dict[str, Any]:
    found: dict[str, Any] = page.eval_on_selector(selector, "el => window[Symbol.for('ms')].hit(el)")
    return found


FREE = {
    "plain": "<button id=aim>Add</button>",
    "far below": "<div style='height:3000px'></div><button id=aim>Add</button><div style='height:3000px'></div>",
    "with parts inside": "<button id=aim><b><i>Add</i></b></button>",
    "under a layer that lets presses through":
        "<button id=aim>Add</button><div style='position:fixed;inset:0;pointer-events:none'></div>",
    "a box drawn by its label":
        "<label><input id=aim type=checkbox><i style='position:fixed;inset:0'></i></label>",
    "inside a link": "<a href=# style='display:block'><h3 id=aim style='pointer-events:none'>Mug</h3></a>",
}  # fmt: skip


@pytest.mark.parametrize("body", FREE.values(), ids=FREE.keys())
def test_a_control_that_can_be_pressed_is_not_covered(visit: Callable[..., Page], body: str) -> None:
    assert hit(visit(body), "#aim")["covered"] is False


def test_a_covered_control_names_its_cover(visit: Callable[..., Page]) -> None:
    page = visit(
        "<div style='height:2000px'></div><button id=aim>Add</button>"
        "<div style='position:fixed;inset:0' role=dialog aria-label='Join our newsletter'></div>"
    )
    found = hit(page, "#aim")
    assert found["covered"] is True
    assert found["by"] == 'dialog "Join our newsletter"'
    cover = page.evaluate_handle("ref => window[Symbol.for('ms')].cover(ref)", found["covered_ref"]).as_element()
    assert cover is not None
    assert cover.get_attribute("role") == "dialog"


def test_a_layer_drawn_by_a_pseudo_element_covers_too(visit: Callable[..., Page]) -> None:
    page = visit(
        "<section><button id=aim>Add</button></section>",
        head="<style>section { position: relative } section::after{content: ''; position: absolute; inset:0}</style>",
    )
    assert hit(page, "#aim")["covered"] is True


def newest(notes: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    return next((each for each in reversed(notes) if each["name"] == name), None)


def wait_for_note(page: Page, notes: list[dict[str, Any]], name: str, least: float) -> dict[str, Any]:
    for _ in range(100):
        found = newest(notes, name)
        if found and found["value"] >= least:
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"no {name} of {least} or more among {notes}")


def test_the_vitals_of_a_calm_page(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit(f"<h1>Hello</h1>{GREY}")
    for name in ("LCP", "FCP", "TTFB"):
        found = wait_for_note(page, notes, name, 0)
        assert 0 <= found["value"] < 2500
        assert found["url"] == f"{ORIGIN}/"
    assert newest(notes, "LCP") == {**page.evaluate("() => window[Symbol.for('ms')].vitals().LCP")}


def test_a_late_picture_is_the_largest_paint(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit(
        "<h1>Mug</h1><img id=shot width=600 height=400 alt='Blue mug'>"
        "<script>setTimeout(() => shot.src = 'data:image/svg+xml,' + encodeURIComponent(`"
        + GREY.replace("</svg>", f"<!-- {'so many bytes that the browser takes it for a picture ' * 60}--></svg>")
        + "`), 700)</script>"
    )
    found = wait_for_note(page, notes, "LCP", 690)
    assert found["element"] == 'picture "Blue mug"'


def test_content_that_jumps_is_counted_and_named(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit(
        "<div id=late></div><section style='height:500px;background:#ddd'><h2>Reviews</h2></section>"
        "<script>setTimeout(() => { late.style.height = '400px' }, 700)</script>"
    )
    found = wait_for_note(page, notes, "CLS", 0.25)
    assert found["value"] < 1
    assert "Reviews" in found["element"]


def test_a_handler_that_blocks_is_the_slowest_interaction(
    visit: Callable[..., Page], notes: list[dict[str, Any]]
) -> None:
    page = visit(
        "<button>Add to basket</button><script>document.querySelector('button').onclick = () => "
        "{ const end = performance.now() + 400; while (performance.now() < end); }</script>"
    )
    page.click("button")
    found = wait_for_note(page, notes, "INP", 380)
    assert found["element"] == 'button "Add to basket"'


def test_a_second_document_is_told_apart(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit("<h1>One</h1>")
    first = wait_for_note(page, notes, "FCP", 0)["id"]
    notes.clear()
    page.goto(f"{ORIGIN}/")
    assert wait_for_note(page, notes, "FCP", 0)["id"] != first


def test_strict_pages_and_pages_that_replace_natives(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    rude = """Element.prototype.getAttribute = Element.prototype.matches = Element.prototype.closest =
      Element.prototype.getBoundingClientRect = Document.prototype.querySelectorAll = Node.prototype.contains =
      window.getComputedStyle = window.MutationObserver = Element.prototype.checkVisibility =
      () => { throw new Error('mine') }"""
    page = visit(
        "<p id=word>Word</p><button id=aim onclick=\"word.textContent = 'Added'\">Add</button>",
        head=f"<script>{rude}</script>",
    )
    assert press(page, "button")["first_change_ms"] is not None
    assert hit(page, "#aim")["covered"] is False
    assert wait_for_note(page, notes, "FCP", 0)["value"] > 0


def test_a_strict_content_policy_changes_nothing(visit: Callable[..., Page], notes: list[dict[str, Any]]) -> None:
    page = visit("<h1>Safe</h1><button>Add</button>", headers={"content-security-policy": "default-src 'none'"})
    assert press(page, "button")["first_change_ms"] is None
    assert wait_for_note(page, notes, "FCP", 0)["value"] > 0


def test_the_page_finds_nothing_of_it_by_looking(visit: Callable[..., Page]) -> None:
    page = visit("<script>var mine = 1</script>")
    names = page.evaluate(
        "() => [...Object.keys(window), ...Object.keys(document), ...Object.getOwnPropertyNames(window)]"
    )
    assert "mine" in names
    assert not [each for each in names if "webVitals" in each or each == "ms"]
    assert "__ms_note" not in page.evaluate("() => Object.keys(window)")


def test_shadow_trees_and_frames_are_watched(visit: Callable[..., Page]) -> None:
    page = visit(
        "<x-card></x-card><iframe srcdoc='<button onclick=\"this.textContent = 1\">In</button>'></iframe>"
        "<script>const root = document.querySelector('x-card').attachShadow({mode: 'open'});"
        "root.innerHTML = '<p>Word</p><button>Add</button>';"
        "root.querySelector('button').onclick = () => { root.querySelector('p').textContent = 'Added' }</script>"
    )
    assert press(page, "x-card button")["first_change_ms"] is not None
    frame = page.frames[1]
    frame.evaluate("() => { window[Symbol.for('ms')].mark() }")
    frame.click("button")
    assert frame.evaluate("() => window[Symbol.for('ms')].changes().dom_changed") is True
