"""The script inside the page, in a real browser: its activity clock and its hit test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_window import SETTLE, Window, changes, effects, mark, newest, press, wait_for_note
from playwright.sync_api import Page

from mystery_shopper.shopper.focus import where

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


CLOCKS = {
    "a text that counts down": "<p id=c>Ends in 02:13:05</p>",
    "parts of a countdown": "<div class=offer-countdown><b>02</b>h <b id=c>13</b>m</div>",
    "a timer by its role": "<p role=timer>Held for <span id=c>14:59</span></p>",
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS.keys())
def test_a_clock_that_ticks_is_no_answer(visit: Callable[..., Page], clock: str) -> None:
    tick = "c.textContent = c.textContent.replace(/\\d$/, each => (+each + 9) % 10)"
    page = visit(
        f'{clock}<button onclick="{tick}">Add</button><button onclick="w.textContent = \'Added\'">B</button><p id=w>'
    )
    assert press(page, "button")["first_change_ms"] is None
    assert press(page, "button >> nth=1")["first_change_ms"] is not None


def test_what_only_stands_beside_a_clock_is_an_answer(visit: Callable[..., Page]) -> None:
    words = "Every order that is placed before the end of the day leaves the house on that very day, and is there soon."
    button = "<p id=w>-</p><button onclick=\"w.textContent = 'Added'\">Add</button>"
    page = visit(f"<main class=has-countdown><p>{words}</p>{button}</main>")
    assert press(page, "button")["first_change_ms"] is not None
    inside = "<div class=timer><p id=w>-</p><button onclick=\"w.textContent = 'On'\">Start</button></div>"
    assert press(visit(inside), "button")["first_change_ms"] is not None


CLASSES = {
    "no style speaks of it": ("", "js-sent", False),
    "another one is drawn": (".sent { color: red }", "js-sent", False),
    "its own color": (".sent { color: red }", "sent", True),
    "a layer drawn behind it": (
        ".sent::after { content: 'x'; background: red }",
        "sent",
        True,
    ),
    "a layer that is not drawn": (".sent::after { content: none; background: red }", "sent", False),
    "only where it lies": (".sent { position: relative; z-index: 2; cursor: wait }", "sent", False),
    "something within it": (".sent b { display: none }", "sent", True),
    "nothing within it": (".sent i { color: red }", "sent", False),
    "a part of its name": ("[class*=sen] { color: red }", "sent", True),
    "only on paper": ("@media print { .sent { color: red } }", "sent", False),
    "within a layer": ("@layer shop { @media screen { .sent { color: red } } }", "sent", True),
}


@pytest.mark.parametrize(("style", "name", "shows"), CLASSES.values(), ids=CLASSES.keys())
def test_a_class_is_a_change_where_a_style_draws_it(
    visit: Callable[..., Page], style: str, name: str, shows: bool
) -> None:
    page = visit(
        f"""<form id=f><b>Word</b><button type=button onclick="f.classList.add('{name}')">Add</button></form>""",
        head=f"<style>{style}</style>",
    )
    seen = press(page, "button")
    assert (seen["first_change_ms"] is not None) is shows
    assert seen["restyled"] is not shows, "something has happened all the same"


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
    "a bar that fills": "box.innerHTML = '<progress value=0.3></progress>'",
    "a role that counts": "box.innerHTML = '<b role=progressbar aria-valuenow=30>..</b>'",
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
    assert changes(page)["progress"] is ("value" in script), "only what says how far it is shows progress"
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


def test_what_lies_under_a_press_is_what_was_aimed_at(window: Window) -> None:
    page = window.show(
        "<button id=a style='position:absolute;left:20px;top:20px'>Pay</button><a href=# id=b>Delete</a>"
    )
    aim = "() => window[Symbol.for('ms')].mark(document.getElementById('a'))"
    page.evaluate(aim)
    page.mouse.click(30, 30)
    assert changes(page)["moved"] == ""
    page.evaluate(aim)
    page.mouse.click(300, 300)
    assert changes(page)["moved"] == "", "a press beside it is a miss"
    page.evaluate(aim)
    page.evaluate("() => { a.style.left = '400px'; b.style.cssText = 'position:absolute;left:20px;top:20px' }")
    page.mouse.click(30, 30)
    assert changes(page)["moved"] == 'link "Delete"'


@pytest.mark.parametrize(
    ("on_press", "met"),
    [
        ("go.style.top = '300px'", "nothing"),  # as under an error that its field shows when it is left
        ("go.style.top = '24px'", ""),  # it gives way a little, as pressed buttons do
        ("go.remove()", ""),  # what answers to the press itself has done its work
        ("go.hidden = true", ""),
        ("go.outerHTML = go.outerHTML", ""),  # drawn anew
        ("over.style.cssText = 'position:absolute;left:0;top:0;z-index:1'", ""),  # a list that opens over it
    ],
)
def test_what_slips_away_between_press_and_release_was_never_pressed(window: Window, on_press: str, met: str) -> None:
    page = window.show(
        "<button id=go style='position:absolute;left:20px;top:20px'>Pay</button><b id=over>Words of it</b>"
    )
    page.evaluate("deed => { go.onpointerdown = () => eval(deed) }", on_press)
    page.evaluate("() => window[Symbol.for('ms')].mark(go)")
    page.mouse.click(30, 30)
    assert changes(page)["moved"] == met


def test_entries_of_a_list_that_arranges_itself_are_no_moving_target(window: Window) -> None:
    entries = "".join(f"<div role=option id={name} style='height:30px'>{name}</div>" for name in ("Ohio", "Texas"))
    page = window.show(f"<div role=listbox style='position:absolute;top:20px'>{entries}</div>")
    page.evaluate("() => window[Symbol.for('ms')].mark(document.getElementById('Texas'))")
    page.evaluate("() => { document.querySelector('[role=listbox]').style.top = '50px' }")
    page.mouse.click(20, 65)
    assert changes(page)["moved"] == ""


EARLY = """<label for=e>E-mail</label><input id=e><p id=hint></p><label for=n>Name</label>
<input id=n aria-describedby=h><p id=h>Up to 40 letters</p><script>
const said = text => { hint.innerHTML = text && `<b class=error>${text}</b>` };
e.oninput = () => said(e.value.includes('@') ? '' : 'Not an address');
e.onblur = () => said(e.value ? '' : 'Missing');
n.oninput = () => { h.textContent = n.value.length + ' of 40 letters' }</script>"""


def test_an_error_before_the_field_is_left_is_told_and_one_behind_it_is_not(window: Window) -> None:
    page = window.show(EARLY)
    page.focus("#n")
    page.keyboard.type("Ann")
    page.focus("#e")
    page.focus("#n")
    page.evaluate(SETTLE)
    assert newest(window.notes, "early") is None
    page = window.show(EARLY)
    page.focus("#e")
    page.keyboard.type("an")
    page.evaluate(SETTLE)
    told = newest(window.notes, "early")
    assert told is not None
    assert (told["text"], told["element"]) == ("Not an address", 'field "E-mail"')


NARROWS = """<label for=c>County</label><input id=c role=combobox aria-expanded=true><ul role=listbox id=u></ul><script>
c.oninput = () => { u.innerHTML = '<li role=alert class=message>No matches found</li>' }</script>"""


def test_a_list_that_narrows_while_she_types_scolds_nobody(window: Window) -> None:
    page = window.show(NARROWS)
    page.focus("#c")
    page.keyboard.type("Me")
    page.evaluate(SETTLE)
    assert newest(window.notes, "early") is None


MEASURES = """<label for=p>Password</label><input id=p type=password><p class=password-strength id=s></p><script>
p.oninput = () => { s.textContent = 'Weak'; s.style.color = '#c00' }</script>"""


def test_how_strong_a_password_is_scolds_nobody(window: Window) -> None:
    page = window.show(MEASURES)
    page.focus("#p")
    page.keyboard.type("abc")
    page.evaluate(SETTLE)
    assert newest(window.notes, "early") is None


def test_the_hit_test_leaves_what_ends_with_the_window_where_it_is(visit: Callable[..., Page]) -> None:
    page = visit("<div style='height:3000px'></div><button id=aim style='position:absolute;height:45px'>Buy</button>")
    page.evaluate("() => { aim.style.top = `${innerHeight + 43 - 45 + 0.3}px`; scrollTo(0, 43) }")
    hit(page, "#aim")
    assert page.evaluate("scrollY") == 43


MARKED = """<div style='position:relative;width:22px;height:22px'><input type=radio id=r aria-label=Courier
style='position:absolute;inset:0;width:22px;height:22px;margin:0;opacity:{}'><span style='position:absolute;inset:0;
background:#06c'></span></div>"""


@pytest.mark.parametrize(("opacity", "hides"), [("0", False), ("1", True)])
def test_the_mark_that_stands_for_an_unpainted_radio_does_not_hide_it(
    window: Window, opacity: str, hides: bool
) -> None:
    page = window.show(MARKED.format(opacity))
    page.focus("#r")
    said: list[tuple[str, str, str]] = []
    where(page, said)
    assert [each[0] for each in said] == (["hidden"] if hides else [])
